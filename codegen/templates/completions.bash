
# The products and actions of the spec, after `tcgen show`.
_tcgen_names() {
    local word=${COMP_WORDS[COMP_CWORD]}
    if [[ ${COMP_WORDS[1]} == show && $word != -* ]]; then
        case $COMP_CWORD in
            2) mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" show --names 2>/dev/null)" -- "$word") ;;
            3) mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" show "${COMP_WORDS[2]}" --names 2>/dev/null)" -- "$word") ;;
            *) _tcgen "$@" ;;
        esac
    else
        _tcgen "$@"
    fi
}
complete -F _tcgen_names -o nosort -o bashdefault -o default tcgen
