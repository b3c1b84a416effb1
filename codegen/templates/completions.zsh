
# The products and actions of the spec: after `tcgen show`, --product, --products and --actions.
_tcgen_names() {
    local tcgen=$words[1] word=$words[CURRENT] before=$words[CURRENT-1]
    if [[ $before == --actions && $word == *:* ]]; then
        compset -P '*[:,]'
        compadd -S '' -- ${(f)"$($tcgen show ${word%%:*} --names=actions 2>/dev/null)"}
    elif [[ $before == --actions ]]; then
        compadd -S ':' -- ${(f)"$($tcgen show --names 2>/dev/null)"}
    elif [[ $before == --product || $before == --products ]]; then
        compset -P '*,'
        compadd -- ${(f)"$($tcgen show --names 2>/dev/null)"}
    elif [[ $words[2] == show && $word != -* && $CURRENT -eq 3 ]]; then
        compadd -- ${(f)"$($tcgen show --names 2>/dev/null)"}
    elif [[ $words[2] == show && $word != -* && $CURRENT -eq 4 ]]; then
        compadd -- ${(f)"$($tcgen show $words[3] --names 2>/dev/null)"}
    else
        _tcgen "$@"
    fi
}
if [ "$funcstack[1]" = "_tcgen" ]; then
    # zsh has loaded this file because of the first Tab, and waits for its answer.
    _tcgen_names "$@"
fi
compdef _tcgen_names tcgen
