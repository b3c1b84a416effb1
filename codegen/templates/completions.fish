
# The products and actions of the spec: after `tcgen show`, --product, --products and --actions.
function __tcgen_names
    set -l words (commandline -opc)
    switch (count $words)
        case 2
            tcgen show --names 2>/dev/null
        case 3
            tcgen show $words[3] --names 2>/dev/null
    end
end
# What stands before the last comma of a list stays.
function __tcgen_products
    set -l start (string match -r '^.*,' -- (commandline -ct))
    tcgen show --names 2>/dev/null | string replace -r '^' "$start"
end
function __tcgen_actions
    set -l start (string match -r '^.*[:,]' -- (commandline -ct))
    if test -n "$start"
        set -l product (string split -f 1 : -- $start)
        tcgen show $product --names=actions 2>/dev/null | string replace -r '^' "$start"
    else
        tcgen show --names 2>/dev/null | string replace -r '$' :
    end
end
complete -c tcgen -n "__fish_seen_subcommand_from show" -f -a "(__tcgen_names)"
complete -c tcgen -l actions -x -a "(__tcgen_actions)"
complete -c tcgen -l product -l products -x -a "(__tcgen_products)"
