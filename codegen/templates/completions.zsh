
# The products and actions of the spec, after `tcgen show`.
_tcgen_names() {
    if [[ $words[2] == show && $words[CURRENT] != -* && $CURRENT -eq 3 ]]; then
        compadd -- ${(f)"$($words[1] show --names 2>/dev/null)"}
    elif [[ $words[2] == show && $words[CURRENT] != -* && $CURRENT -eq 4 ]]; then
        compadd -- ${(f)"$($words[1] show $words[3] --names 2>/dev/null)"}
    else
        _tcgen "$@"
    fi
}
compdef _tcgen_names tcgen
