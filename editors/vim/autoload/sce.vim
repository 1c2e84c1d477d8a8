" Why this file exists: what the other files for sce share: telling a file from one of Scilab, and the state that a line starts in.

" Signs of either language, each with a weight. A sign in a string or a comment of the other language weighs little.
let s:ours = [
      \ ['\v^\s*#', 1],
      \ ['\v^\s*%(use\s+"|%(kind|scenario|claim|fn|dimension|unit)\s+\h\w*\s*[<(:=]|%(out|each)\s+\h\w*\s*[:=])', 3],
      \ ['\v^\s*\h[[:alnum:]_.]*%(\s+\h\w*)?%(\s+from\s+\h\w*)?\s*\<%($|\s+\h[[:alnum:]_.]*\s*[=:<]|\s*#)', 3],
      \ ['\v\@\s*"', 2],
      \ ['\v^\s*\h\w*\s*:\s*\h', 2],
      \ ['\v^\s*\>\s*%($|\@)', 2],
      \ ]
let s:scilab = [
      \ ['\v^\s*//', 2],
      \ ['\v^\s*/\*', 2],
      \ ['\v^\s*%(function|endfunction|end|endif|for|while|select|case|clear|clc|close|exec|xdel|mode|lines|funcprot|global)>[^=:<]*$', 3],
      \ ['\v;\s*%(//.*)?$', 1],
      \ ['\v\%%(pi|e|i|t|f|inf|nan|eps|s|z)>', 3],
      \ ['\v<%(disp|mprintf|printf|plot2d|plot|scf|clf|exec|getd|input)\s*\(', 2],
      \ ['\v^\s*\[[^]]*\]\s*\=', 3],
      \ ['\v//', 1],
      \ ]

function! s:weight(line, signs) abort
  let weight = 0
  for [pattern, worth] in a:signs
    let weight += a:line =~# pattern ? worth : 0
  endfor
  return weight
endfunction

" Whether a text with these lines is of this language rather than of Scilab. What gives no sign, an empty file too, is ours.
function! sce#is_ours(lines) abort
  let sum = 0
  for line in a:lines
    let sum += s:weight(line, s:ours) - s:weight(line, s:scilab)
  endfor
  return sum >= 0
endfunction

" A line without its strings and its comment.
function! s:bare(line) abort
  return substitute(substitute(a:line, '"[^"]*"\?', '""', 'g'), '#.*$', '', '')
endfunction

" Whether a line goes on with the item of the line before: it starts with an operator, or with a word that has something before it.
function! s:continues(line) abort
  return a:line =~# '\v^\s*%([-+*/^@]|[<>=!]\=|\.\.|%(then|else|as|and|or|to|by|over|in)>)'
endfunction

" Whether a line ends with something that takes the next one in.
function! s:goes_on(line) abort
  return a:line =~# '\v%([-+*/^=,]|\.\.|[<>=!]\=|<%(if|then|else|to|as|and|or|not|over|by|in))\s*$'
endfunction

function! s:starts_item(line) abort
  return a:line =~# '\v^\s*\h[[:alnum:]_.]*\s*%(:|\=\=@!|%(\h\w*\s*)?\<\=@!)'
endfunction

" Follows a bare line: [blocks, brackets] open behind it. A `<` inside brackets compares.
function! s:follow(line, state) abort
  let [blocks, brackets] = a:state
  for sign in split(substitute(a:line, '\v[<>]\=|[^][()<>]', '', 'g'), '\zs')
    if sign ==# '(' || sign ==# '['
      let brackets += 1
    elseif sign ==# ')' || sign ==# ']'
      let brackets = max([0, brackets - 1])
    elseif !brackets
      let blocks = max([0, blocks + (sign ==# '<' ? 1 : -1)])
    endif
  endfor
  return [blocks, brackets]
endfunction

" The nearest line at or above which no block is open: it stands at the margin and starts an item.
function! s:anchor(lnum) abort
  let lnum = a:lnum
  while lnum > 1 && (getline(lnum) !~# '^\h' || s:continues(getline(lnum)) || s:goes_on(s:bare(getline(lnum - 1))))
    let lnum -= 1
  endwhile
  return max([lnum, 1])
endfunction

" Whether the comment in this line stands inside an item: what goes on follows it, without an empty line.
function! s:is_inside(lnum) abort
  let lnum = a:lnum
  while getline(lnum) =~# '^\s*#'
    let lnum += 1
  endwhile
  return s:continues(getline(lnum)) || (s:goes_on(s:bare(getline(s:code_before(a:lnum)))) && !s:starts_item(getline(lnum)))
endfunction

" The line before that is no comment; 0 if an empty line comes first.
function! s:code_before(lnum) abort
  let lnum = a:lnum - 1
  while lnum > 0 && getline(lnum) =~# '^\s*#'
    let lnum -= 1
  endwhile
  return getline(lnum) =~# '\S' ? lnum : 0
endfunction

" The state at the start of a line. Lines are mostly indented one after another: then that of the line before is gone on from, or `gg=G` would
" take the square of what a block holds.
function! s:state_at(lnum) abort
  let last = get(b:, 'sce_last_state', {'lnum': a:lnum})
  let ahead = a:lnum - last.lnum   " more than one where `=` passes over empty lines
  let fresh = ahead > 0 && ahead < 50 && b:changedtick - last.tick <= 1 && localtime() - last.time <= 1
  let state = fresh ? last.state : [0, 0]
  for line in getline(fresh ? last.lnum : s:anchor(a:lnum - 1), a:lnum - 1)
    let state = s:follow(s:bare(line), state)
  endfor
  let b:sce_last_state = {'lnum': a:lnum, 'tick': b:changedtick, 'time': localtime(), 'state': state}
  return state
endfunction

" The indent of a line as `sce fmt` lays it out: two columns a block, and two more for what goes on with an item.
function! sce#indent(lnum) abort
  let [blocks, brackets] = s:state_at(a:lnum)
  let line = getline(a:lnum)
  let more = 0
  if brackets
    let more = !(brackets == 1 && line =~# '^\s*[])]')
  elseif line =~# '^\s*>=\@!'
    let blocks = max([0, blocks - 1])
  elseif line =~# '^\s*#'
    let more = s:is_inside(a:lnum)
  elseif s:code_before(a:lnum)
    let more = s:continues(line) || (s:goes_on(s:bare(getline(s:code_before(a:lnum)))) && !s:starts_item(line))
  endif
  return shiftwidth() * (min([blocks, 32]) + more)
endfunction
