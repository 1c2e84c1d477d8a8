" Why this file exists: how a file of sce is edited: comments, layout, checking, folding, moving between ends.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1
let s:save = &cpoptions
set cpoptions&vim

setlocal comments=:# commentstring=#\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal expandtab shiftwidth=2 softtabstop=2 tabstop=2
setlocal suffixesadd=.sce
setlocal include=^\\s*use\\s\\+
setlocal define=^\\s*\\%(kind\\\|unit\\\|dimension\\\|fn\\)\\s
if executable('sce')
  setlocal formatprg=sce\ fmt\ -
endif
compiler sce
" Blocks fold, all of them open at first.
setlocal foldmethod=syntax foldlevel=99
let b:match_ignorecase = 0
let b:match_words = '\%(\<\h\w*\s*\)\@<=<=\@!:^\s*>'
let b:match_skip = 's:comment\|string\|paren'
let b:browsefilter = "Scenarios (*.sce)\t*.sce\nAll files\t*.*\n"
let b:undo_ftplugin = 'setlocal comments< commentstring< formatoptions< expandtab< shiftwidth< softtabstop< tabstop< suffixesadd< include< define<'
      \ . ' formatprg< makeprg< errorformat< foldmethod< foldlevel<'
      \ . ' | unlet! b:match_ignorecase b:match_words b:match_skip b:browsefilter b:current_compiler'

let &cpoptions = s:save
unlet s:save
