;;; emacs.el --- What eglot is told to do with the file in $LSP_FILE  -*- lexical-binding: t -*-
;;; Commentary:
;; See its findings, hover, go to a definition, rename, lay out.  Prints one line for each and ends with `done'.
;;; Code:
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")   ; where Debian puts packages; --quick leaves it out
(package-initialize)
(require 'eglot)
(require 'flymake)

(define-derived-mode sce-mode prog-mode "sce" (setq-local comment-start "# "))
(add-to-list 'auto-mode-alist '("\\.sce\\'" . sce-mode))
(add-to-list 'eglot-server-programs (list 'sce-mode (getenv "SCE") "lsp"))
(setq eglot-sync-connect 10 eglot-autoshutdown t eglot-send-changes-idle-time 0 make-backup-files nil)

(defun say (name text) (princ (format "%s: %s\n" name (replace-regexp-in-string "\n" "\\\\n" (format "%s" text)))))

(defun wait-for (what ready)
  "Wait until READY, or give up."
  (let ((tries 0))
    (while (and (not (funcall ready)) (< tries 500)) (accept-process-output nil 0.02) (setq tries (1+ tries)))
    (unless (funcall ready) (say (concat "no " what) "") (kill-emacs 1))))

(defun line-at (number) (save-excursion (goto-char (point-min)) (forward-line number) (buffer-substring-no-properties (line-beginning-position) (line-end-position))))

(defun replace-line (number text)
  (goto-char (point-min)) (forward-line number)
  (delete-region (line-beginning-position) (line-end-position)) (insert text))

(defun ask (method)
  (eglot--signal-textDocument/didChange)
  (jsonrpc-request (eglot--current-server-or-lose) method (eglot--TextDocumentPositionParams) :timeout 10))

(find-file (getenv "LSP_FILE"))
(setq-local project-find-functions nil)
(call-interactively #'eglot)
(let ((told nil))
  (flymake-mode 1)
  (wait-for "findings" (lambda () (flymake-start) (setq told (flymake-diagnostics))))
  (say "finding" (flymake-diagnostic-text (car told))))
(replace-line 3 "total = power * 2")
(eglot--signal-textDocument/didChange)
(wait-for "end of the findings" (lambda () (flymake-start) (null (flymake-diagnostics))))
(goto-char (point-min)) (search-forward "total = po")
(say "hover" (plist-get (plist-get (ask :textDocument/hover) :contents) :value))
(let ((place (ask :textDocument/definition)))
  (say "definition" (plist-get (plist-get (plist-get (if (vectorp place) (aref place 0) place) :range) :start) :line)))
(goto-char (point-min))
(forward-char 1)
(eglot-rename "load_")
(wait-for "renaming" (lambda () (equal (line-at 3) "total = load_ * 2")))
(say "renamed" (line-at 0))
(replace-line 3 "total=load_   *2")
(eglot-format-buffer)
(say "laid out" (line-at 3))
(set-buffer-modified-p nil)
(say "done" "")
(kill-emacs 0)
;;; emacs.el ends here
