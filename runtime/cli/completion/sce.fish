# What stands before the cursor, one a line: the command or an empty line, then its operands.
function __sce_read_line
    set -l words (commandline -opc)
    set -e words[1]
    set -l command ''
    set -l operands
    while set -q words[1]
        set -l word $words[1]
        set -e words[1]
        if test -z "$command"; and string match -q -- -e $word
            set command -e
        end
        if string match -q -- '-?*' $word
            contains -- $word $__sce_taking; and set -e words[1]
        else if test -z "$command"; and not set -q operands[1]; and contains -- $word $__sce_commands
            set command $word
        else
            set -a operands $word
        end
    end
    if test -z "$command"; and set -q operands[1]
        set command run
    end
    printf '%s\n' "$command" $operands
end

function __sce_needs_command
    set -l line (__sce_read_line)
    test -z "$line[1]"
end

# Whether options of these commands fit; before there is a command, those of `run` and -e.
function __sce_has_command
    set -l line (__sce_read_line)
    if test -z "$line[1]"
        contains -- run $argv; or contains -- -e $argv
    else
        contains -- $line[1] $argv
    end
end

function __sce_ask
    set -l line (__sce_read_line)
    set -l program (commandline -opc)[1]
    if contains -- $argv[1] codes names; or test -n "$line[2]"
        eval (string escape -- (string replace -r '^~/' "$HOME/" -- $program)) --complete $argv[1] (string escape -- (string replace -r '^~/' "$HOME/" -- "$line[2]")) 2>/dev/null
    end
end

# __sce_offer KIND…
function __sce_offer
    set -l start (string replace -r -- '^--[a-z-]+=' '' (commandline -ct))
    switch $argv[1]
        case words
            printf '%s\n' $argv[2..]
        case sce
            string match -r -- '.*(?:\.sce|/)$' (__fish_complete_path $start | string replace -r '\t.*' '')
        case sce+code
            __sce_offer sce
            string match -q 'E*' -- $start; and __sce_ask codes
        case sce+name
            __sce_offer sce
            __sce_ask names
        case file
            __fish_complete_path $start
        case folder
            __fish_complete_directories $start
        case side
            __sce_offer sce
            git for-each-ref --format='%(refname:short)' 2>/dev/null
        case path
            __sce_ask paths
        case assign
            string match -q '*=*' -- $start; or __sce_ask paths | string replace -r '$' =
        case scenario
            __sce_ask scenarios
        case name
            __sce_ask names
        case code
            __sce_ask codes
    end
end

# What comes at the place of the cursor, behind the operands that are there.
function __sce_operands
    set -l line (__sce_read_line)
    set -l command $line[1]
    test -n "$command"; or set command run
    set -l kinds (__sce_operands_of $command)
    set -l at (count $line)
    set -l kind
    if test $at -le (count $kinds)
        set kind $kinds[$at]
    else if set -q kinds[1]; and string match -q '*\*' -- $kinds[-1]
        set kind $kinds[-1]
    end
    test -n "$kind"; and __sce_offer (string replace -r '\*$' '' -- $kind)
end
