
# The products and actions of the spec, after `tcgen show`.
function __tcgen_names
    set -l words (commandline -opc)
    switch (count $words)
        case 2
            tcgen show --names 2>/dev/null
        case 3
            tcgen show $words[3] --names 2>/dev/null
    end
end
complete -c tcgen -n "__fish_seen_subcommand_from show" -f -a "(__tcgen_names)"
