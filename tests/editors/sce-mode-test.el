;;; sce-mode-test.el --- Tests of sce-mode  -*- lexical-binding: t; -*-

;; Why this file exists: what Emacs makes of files of sce, in tests that need no
;; screen.  check_emacs.py runs them; SCE_TEST_DATA names a file of JSON with the
;; marks of sample.sce, the sound files and those that are laid out.

(require 'ert)
(require 'json)
(require 'sce-mode)

(defconst sce-test--data
  (let ((json-object-type 'alist) (json-array-type 'list) (coding-system-for-read 'utf-8))
    (json-read-file (getenv "SCE_TEST_DATA"))))

(defun sce-test--get (key) (alist-get key sce-test--data))

(defconst sce-test--faces
  '(("keyword" font-lock-keyword-face) ("wordop" font-lock-keyword-face) ("logic" font-lock-keyword-face)
    ("control" font-lock-keyword-face) ("modifier" font-lock-keyword-face) ("prefixword" font-lock-keyword-face)
    ("builtinkind" font-lock-keyword-face) ("sourcesign" font-lock-keyword-face)
    ("operator" sce-operator-face) ("string" font-lock-string-face) ("source" sce-source-face)
    ("style" font-lock-constant-face) ("constant" font-lock-constant-face)
    ("unitname" font-lock-type-face) ("kindname" font-lock-type-face) ("kind" font-lock-type-face)
    ("userkind" font-lock-type-face) ("parent" font-lock-type-face)
    ("number" sce-number-face) ("unit" sce-unit-face) ("userunit" sce-user-unit-face)
    ("functionname" font-lock-function-name-face) ("usercall" font-lock-function-name-face)
    ("function" font-lock-builtin-face) ("blockname" font-lock-function-name-face)
    ("parameter" sce-field-face) ("field" sce-field-face) ("angle" sce-angle-face)
    ("comment" font-lock-comment-face font-lock-comment-delimiter-face) ("plain" nil))
  "The faces that each word of the sample's marks stands for.")

(defmacro sce-test--with (path &rest body)
  "Visit PATH in `sce-mode' and run BODY there."
  (declare (indent 1))
  `(with-temp-buffer
     (let ((coding-system-for-read 'utf-8)) (insert-file-contents ,path))
     (sce-mode)
     ,@body))

(ert-deftest sce-test-signs ()
  "Every mark of the sample."
  (sce-test--with (sce-test--get 'sample)
    (font-lock-ensure)
    (let (wrong)
      (dolist (mark (sce-test--get 'marks))
        (let ((wanted (cdr (assoc (alist-get 'word mark) sce-test--faces))))
          (goto-char (point-min))
          (forward-line (alist-get 'line mark))
          (let ((line (point)))
            (cl-loop for column from (alist-get 'start mark) below (alist-get 'end mark)
                     for face = (get-text-property (+ line column) 'face)
                     unless (or (memq face wanted) (and (listp face) (cl-intersection face wanted)))
                     do (push (list (alist-get 'title mark) :wanted wanted :got face) wrong)
                     and return nil))))
      (should (> (length (sce-test--get 'marks)) 150))
      (should-not (nreverse wrong)))))

(ert-deftest sce-test-brackets ()
  "Blocks close in every sound file, and forms move over them."
  (let (wrong)
    (dolist (path (sce-test--get 'sound))
      (sce-test--with path
        (condition-case problem
            (progn (syntax-propertize (point-max)) (check-parens))
          (error (push (list path problem) wrong)))))
    (should-not wrong))
  (with-temp-buffer
    (sce-mode)
    (insert "model a < b = (1 < 2); c = [3 > 4]; d < e = 1 >>\n")
    (goto-char 9)
    (forward-sexp)
    (should (= (point) (line-end-position)))))

(defun sce-test--indented (path flat)
  "The text of PATH as Emacs indents it, all lines at the margin before if FLAT."
  (sce-test--with path
    (when flat
      (while (re-search-forward "^[ \t]+" nil t) (replace-match "")))
    (let ((inhibit-message t)) (indent-region (point-min) (point-max)))
    (buffer-string)))

(ert-deftest sce-test-indent ()
  "Files that `sce fmt' has laid out stay as they are, and come back."
  (dolist (path (sce-test--get 'laid_out))
    (let ((text (with-temp-buffer (let ((coding-system-for-read 'utf-8)) (insert-file-contents path)) (buffer-string))))
      (should (equal (list path text) (list path (sce-test--indented path nil))))
      (should (equal (list path text) (list path (sce-test--indented path t)))))))

(ert-deftest sce-test-types ()
  "Ours and Scilab's, each for what it is."
  (let ((enable-local-variables nil) (coding-system-for-read 'utf-8))
    (with-current-buffer (find-file-noselect (sce-test--get 'sample))
      (should (eq major-mode 'sce-mode)))
    (with-current-buffer (find-file-noselect (sce-test--get 'scilab))
      (should-not (eq major-mode 'sce-mode)))
    (let (wrong)
      (dolist (path (sce-test--get 'sound))
        (with-temp-buffer
          (insert-file-contents path)
          (unless (sce--is-ours-p) (push path wrong))))
      (should-not wrong))
    (with-temp-buffer (should (sce--is-ours-p)))))

(ert-deftest sce-test-comment ()
  (with-temp-buffer
    (sce-mode)
    (insert "a = 1\nb = 2\n")
    (comment-region (point-min) (point-max))
    (should (equal (buffer-string) "# a = 1\n# b = 2\n"))
    (uncomment-region (point-min) (point-max))
    (should (equal (buffer-string) "a = 1\nb = 2\n"))))

(ert-deftest sce-test-index ()
  (sce-test--with (sce-test--get 'sample)
    (let ((index (funcall imenu-create-index-function)))
      (dolist (wanted '(("Kinds" "garage") ("Scenarios" "lean") ("Claims" "low") ("Functions" "cost") ("Units" "honk")
                        ("Blocks" "depot") ("Blocks" "sora") ("Blocks" "fleet") ("Fields" "choice")))
        (should (assoc (nth 1 wanted) (cdr (assoc (nth 0 wanted) index))))))))

(ert-deftest sce-test-findings ()
  "`sce check' through `compile': a list of places with their severity."
  (let* ((folder (make-temp-file "sce-test" t)) (default-directory (file-name-as-directory folder)))
    (with-temp-file "bad.sce"
      (insert "served = 3 TFLOP\nleft = served - 4 TFLOP/s\nclaim x < value = 3; says = 4 >\n"))
    (with-temp-buffer
      (call-process sce-program nil t nil "check" "bad.sce")
      (compilation-mode)
      (let ((inhibit-read-only t)) (compilation-parse-errors (point-min) (point-max) 'sce))
      (goto-char (point-min))
      (let (found)
        (while (not (eobp))
          (let ((message (get-text-property (point) 'compilation-message)))
            (when message
              (push (list (cadr (compilation--message->loc message)) (compilation--message->type message)) found)))
          (forward-line 1))
        (should (member '(2 2) found))
        (should (member '(3 1) found))
        (should (member '(1 0) found))))
    (delete-directory folder t)))

(ert-deftest sce-test-format ()
  (with-temp-buffer
    (sce-mode)
    (insert "z =    3\nunit widget:1\n")
    (sce-format)
    (should (equal (buffer-string) "z = 3\nunit widget : 1\n"))
    (erase-buffer)
    (insert "z = = 3\n")
    (let ((inhibit-message t)) (sce-format))
    (should (equal (buffer-string) "z = = 3\n"))))

;;; sce-mode-test.el ends here
