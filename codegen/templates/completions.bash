
# The products and actions of the spec: after `tcgen show`, --product, --products and --actions.
_tcgen_names() {
    local tcgen=${COMP_WORDS[0]} last=$COMP_CWORD word=${COMP_WORDS[COMP_CWORD]} names start=""
    # bash takes the `:` of `ess:CreateFlow` for a word of its own.
    if [[ $word == : ]]; then
        word="" last=$((last + 1))
    fi
    local before=${COMP_WORDS[last - 1]}
    if [[ $before == : && $last -gt 3 && ${COMP_WORDS[last - 3]} == --actions ]]; then
        names=$("$tcgen" show "${COMP_WORDS[last - 2]}" --names=actions 2>/dev/null)
    elif [[ $before == --actions ]]; then
        names=$("$tcgen" show --names 2>/dev/null | sed 's/$/:/')
        compopt -o nospace 2>/dev/null
    elif [[ $before == --product || $before == --products ]]; then
        names=$("$tcgen" show --names 2>/dev/null)
    elif [[ ${COMP_WORDS[1]} == show && $word != -* && $COMP_CWORD -eq 2 ]]; then
        names=$("$tcgen" show --names 2>/dev/null)
    elif [[ ${COMP_WORDS[1]} == show && $word != -* && $COMP_CWORD -eq 3 ]]; then
        names=$("$tcgen" show "${COMP_WORDS[2]}" --names 2>/dev/null)
    else
        _tcgen "$@"
        return
    fi
    # What stands before the last comma of a list stays.
    if [[ $word == *,* ]]; then
        start=${word%,*},
    fi
    mapfile -t COMPREPLY < <(compgen -P "$start" -W "$names" -- "${word##*,}")
}
complete -F _tcgen_names -o nosort -o bashdefault -o default tcgen
