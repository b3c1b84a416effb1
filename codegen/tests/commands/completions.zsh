# Types each line into an interactive zsh, presses Tab, and prints what the line has become.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1=; unset zle_bracketed_paste; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w shell "said() { print -r -- \"<<\$BUFFER>>\"; BUFFER=; }; zle -N said; bindkey '^X' said"
zpty -w shell "bindkey '^I' complete-word; unsetopt list_beep; echo '<<''ready>>'"
zpty -r shell text '*<<ready>>*'
for line in "${@:2}"; do
    zpty -n -w shell "$line"$'\t\x18'
    zpty -r shell text '*<<*>>*'
    print -r -- "${${text##*<<}%%>>*}"
done
zpty -d shell
