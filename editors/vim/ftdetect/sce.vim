" Why this file exists: files of Scilab end in .sce too, and Vim takes every .sce for one. Which it is shows in what it holds.
autocmd BufNewFile,BufRead *.sce if sce#is_ours(getline(1, 200)) | setlocal filetype=sce | endif
