" Why this file exists: `:make` runs `sce check` and fills the list of what is to be mended.
if exists('current_compiler')
  finish
endif
let current_compiler = 'sce'

if exists(':CompilerSet') != 2
  command -nargs=* CompilerSet setlocal <args>
endif

CompilerSet makeprg=sce\ check\ --color\ never\ %:S
" A claim that is off is a finding: a warning here. What a finding says further, notes and helps, is kept; the lines of the file are not.
CompilerSet errorformat=%f:%l:%c:\ %trror[E%n]:\ %m,%f:%l:%c:\ %tarning[E%n]:\ %m
CompilerSet errorformat+=%W%f:%l:%c:\ finding[E%n]:\ %m,%N%f:%l:%c:\ note:\ %m,%Ihelp:\ %m,%Inote:\ %m,%-G%.%#
