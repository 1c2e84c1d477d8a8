" Why this file exists: lines are indented as `sce fmt` does it, while they are typed.
if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=sce#indent(v:lnum)
setlocal indentkeys=0),0],0<>>,0#,0@,o,O,!^F,=then,=else,=as,=and,=or
setlocal nolisp nosmartindent nocindent

let b:undo_indent = 'setlocal indentexpr< indentkeys< lisp< smartindent< cindent<'
