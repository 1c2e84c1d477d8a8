;;; sce-mode.el --- Major mode for sce, scenarios of compute  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT
;; Version: 0.1.0
;; Keywords: languages
;; Package-Requires: ((emacs "26.1"))

;;; Commentary:

;; Why this file exists: colours, indentation, comments, an index, layout by
;; `sce fmt' and findings of `sce check' for files of sce.
;;
;; Files of Scilab end in .sce, too.  Which a file is shows in what it holds:
;; `sce-mode-or-scilab' looks, and gives what is Scilab's to `scilab-mode'
;; where there is one.
;;
;; The colours follow lang/lexer.re: what is a unit, a block's `<' or a soft
;; keyword is seen from what stands around it on its line.  The words stand
;; between two marks; editors/generate.py writes them from the tables of the
;; language.

;;; Code:

(require 'compile)
(require 'imenu)
(eval-when-compile (require 'rx))

(defvar eglot-server-programs)

(defgroup sce nil
  "Scenarios of compute."
  :group 'languages
  :prefix "sce-")

(defcustom sce-program "sce"
  "The program that checks files and lays them out."
  :type 'string)

(defcustom sce-indent-offset 2
  "Columns by which the fields of a block are indented; `sce fmt' has 2."
  :type 'integer
  :safe #'integerp)

(defcustom sce-format-on-save nil
  "Whether a file is laid out by `sce fmt' when it is saved."
  :type 'boolean
  :safe #'booleanp)

(defface sce-unit-face '((t :inherit font-lock-type-face))
  "Face for units that the library knows.")

(defface sce-user-unit-face '((t :inherit sce-unit-face))
  "Face for other units.")

(defface sce-number-face '((t :inherit font-lock-constant-face))
  "Face for numbers.")

(defface sce-operator-face '((t :inherit default))
  "Face for operators.")

(defface sce-angle-face '((t :inherit font-lock-keyword-face))
  "Face for the angle brackets of blocks.")

(defface sce-field-face '((t :inherit font-lock-variable-name-face))
  "Face for fields where they are defined.")

(defface sce-source-face '((t :inherit font-lock-doc-face))
  "Face for the sources of numbers.")

;; generated: words
(defconst sce--reserved
  '("if" "then" "else" "and" "or" "not" "to" "as" "by" "over" "in")
  "Words that are never names.")
(defconst sce--soft
  '("use" "dimension" "unit" "kind" "fn" "extern" "each" "out")
  "Words at the start of a definition.")
(defconst sce--styles
  '("plain" "count" "scientific" "prefixed" "cents")
  "Styles of display of a dimension.")
(defconst sce--prefix-words
  '("prefix" "si" "binary" "required")
  "Words that say which prefixes a unit takes.")
(defconst sce--builtin-kinds
  '("claim" "scenario")
  "Kinds of the language.")
(defconst sce--kinds
  '("accelerator" "checkpoints" "class_dit" "cluster" "diffusion_training"
   "dit" "fleet" "footprint" "generations" "generator" "grid" "host"
   "image_dit" "image_fleet" "image_model" "image_platform" "latent_llm" "llm"
   "llm_training" "margin" "measured_latency" "model" "ownership"
   "parallel_training" "platform" "rack" "rent_or_buy" "scaling_law"
   "served_fleet" "serving" "site" "tiered_fleet" "token_fleet" "training"
   "training_run" "training_stage" "transformer" "unit_cost" "usage"
   "video_dit")
  "Kinds of the library.")
(defconst sce--functions
  '("abs" "activation_memory" "all_gather_time" "all_reduce_time" "argmin"
   "arithmetic_intensity" "attainable_rate" "attention_work" "beta"
   "break_even" "ceil" "checkpoint_interval" "clip_tokens" "compute_time"
   "correlate" "daly_interval" "discrete" "dit_macs" "dit_params"
   "dit_token_macs" "erlang_b" "erlang_c" "erlang_servers" "erlang_wait" "exp"
   "exponential" "floor" "forward_work" "gamma" "goodput" "gpu_months"
   "hardware_utilization" "is_memory_bound" "iteration_work" "kv_cache_memory"
   "latent_attention_params" "latent_cache_memory" "latent_frames" "ln"
   "log10" "log2" "lognormal" "max" "mean" "memory_time" "mfu" "mfu_of_rate"
   "mfu_of_run" "mfu_of_work" "min" "mixture" "moe_params" "normal"
   "optimal_params" "optimal_tokens" "p" "p5" "p50" "p95"
   "parallel_efficiency" "peak_rate" "pert" "pipeline_efficiency" "pow" "prev"
   "prob" "ridge_point" "roofline_time" "round" "scaling_loss" "sd" "sqrt"
   "sum" "sweep" "training_throughput" "training_work" "training_work_of_pass"
   "transformer_params" "triangular" "truncate" "uniform" "weight_memory"
   "work_of_run" "zero_memory")
  "Functions of the language and its library.")
(defconst sce--si-prefixes
  '("p" "n" "u" "m" "k" "M" "G" "T" "P" "E" "Z" "Y" "R" "Q" "µ" "μ")
  "Prefixes of the SI.")
(defconst sce--binary-prefixes
  '("Ki" "Mi" "Gi" "Ti" "Pi" "Ei" "Zi" "Yi")
  "Prefixes of powers of two.")
(defconst sce--units-plain
  '("amp" "amps" "amp_hour" "amp_hours" "ampere" "amperes" "byte" "bytes"
   "cent" "cents" "coulomb" "coulombs" "d" "day" "days" "dollar" "dollars"
   "frame" "frames" "GPU" "gpu" "gpus" "gram" "grams" "h" "hertz" "hertzs"
   "hour" "hours" "hr" "image" "images" "joule" "joules" "kelvin" "kelvins"
   "meter" "meters" "metre" "metres" "min" "mins" "minute" "minutes" "month"
   "months" "newton" "newtons" "param" "params" "parameter" "parameters" "sec"
   "secs" "second" "seconds" "token" "tokens" "tonne" "tonnes" "USD"
   "video_hour" "video_hours" "video_min" "video_mins" "video_minute"
   "video_minutes" "video_sec" "video_secs" "video_second" "video_seconds"
   "volt" "volts" "watt" "watts" "watt_hour" "watt_hours" "week" "weeks" "wk"
   "year" "years" "yr")
  "Units without prefixes.")
(defconst sce--units-si
  '("A" "Ah" "FLOP" "g" "gCO2e" "Hz" "J" "K" "m" "MAC" "s" "tCO2e" "V" "W" "Wh")
  "Units that take prefixes of the SI.")
(defconst sce--units-si-only
  '("N")
  "Units that stand only behind a prefix of the SI.")
(defconst sce--units-both
  '("bit" "bits")
  "Units that take all prefixes.")
(defconst sce--units-both-only
  '("B")
  "Units that stand only behind a prefix.")
;; generated: end

;;; Patterns

(defconst sce--name "[[:alpha:]_µμ][[:alnum:]_µμ]*")
(defconst sce--path (concat sce--name "\\(?:\\." sce--name "\\)*"))
(defconst sce--gap "[ \t]*")
(defconst sce--exponent "\\(?:\\^\\(?:-?[0-9]+\\|(-?[0-9]+\\(?:/[0-9]+\\)?)\\)\\)?")

(defconst sce--number
  (concat "[0-9][0-9_]*\\(?:\\.[0-9][0-9_]*\\)?\\(?:[eE][+-]?[0-9]+\\)?"))

(defconst sce--known-unit
  (let ((any (regexp-opt (append sce--si-prefixes sce--binary-prefixes)))
        (si (regexp-opt sce--si-prefixes)))
    (concat "\\`\\(?:" (regexp-opt sce--units-plain)
            "\\|" si "?" (regexp-opt sce--units-si)
            "\\|" si (regexp-opt sce--units-si-only)
            "\\|" any "?" (regexp-opt sce--units-both)
            "\\|" any (regexp-opt sce--units-both-only)
            "\\)\\'"))
  "A name that is a unit of the library, with its prefix and plural.")

(defun sce--reserved-p (word)
  "Whether WORD is never a name."
  (member word sce--reserved))

;;; Syntax: `<' and `>' are brackets where they delimit blocks

(defvar sce-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "." table)
    (modify-syntax-entry ?\' "." table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?. "." table)
    (dolist (sign '(?+ ?- ?* ?/ ?^ ?= ?< ?> ?% ?$ ?@ ?: ?\; ?, ?& ?| ?! ??))
      (modify-syntax-entry sign "." table))
    (modify-syntax-entry ?\( "()" table)
    (modify-syntax-entry ?\) ")(" table)
    (modify-syntax-entry ?\[ "(]" table)
    (modify-syntax-entry ?\] ")[" table)
    table)
  "Syntax table of `sce-mode'.")

(defun sce--in-round-p (state)
  "Whether the innermost bracket of STATE is round or square."
  (and (nth 1 state)
       (memq (char-after (nth 1 state)) '(?\( ?\[))))

(defun sce--propertize (start end)
  "Mark the angle brackets of blocks between START and END.
A quote that does not end on its line ends there."
  (goto-char start)
  (while (re-search-forward "[<>\"]" end t)
    (let* ((at (1- (point)))
           (sign (char-after at))
           (state (save-excursion (syntax-ppss at))))
      (cond
       ((nth 4 state) (forward-line 1))
       ((and (eq sign ?\") (not (nth 3 state)))
        (unless (re-search-forward "\"" (line-end-position) t)
          (put-text-property at (1+ at) 'syntax-table (string-to-syntax "."))))
       ((or (nth 3 state) (eq sign ?\") (eq (char-after (point)) ?=)
            (sce--in-round-p state)))
       (t (put-text-property at (1+ at) 'syntax-table
                             (string-to-syntax (if (eq sign ?<) "(>" ")<"))))))))

(defun sce--angle-p (position)
  "Whether the sign at POSITION delimits a block."
  (get-text-property position 'syntax-table))

;;; Colours

(defun sce--code-p (position)
  "Whether POSITION is outside of strings and comments."
  (let ((state (save-excursion (syntax-ppss position))))
    (not (or (nth 3 state) (nth 4 state)))))

(defun sce--starts-item-p (position)
  "Whether an item may start at POSITION."
  (save-excursion
    (goto-char position)
    (skip-chars-backward " \t")
    (or (bolp)
        (eq (char-before) ?\;)
        (and (eq (char-before) ?<) (sce--angle-p (1- (point)))))))

(defun sce--search (pattern limit accept)
  "Search PATTERN up to LIMIT; ACCEPT says whether a match is one."
  (let (found)
    (while (and (not found) (re-search-forward pattern limit t))
      (let ((data (match-data)))
        (if (save-excursion
              (and (sce--code-p (match-beginning 0)) (funcall accept)))
            (progn (set-match-data data) (setq found t))
          (goto-char (max (1+ (nth 0 data)) (point))))))
    found))

(defun sce--match-head (limit)
  "Find the head of a block up to LIMIT: kind, name, from, parent, `<'."
  (sce--search
   (concat "\\_<\\(" sce--path "\\)\\(?:[ \t]+\\(" sce--name "\\)\\)??"
           "\\(?:[ \t]+\\(from\\)[ \t]+\\(" sce--path "\\)\\)?"
           sce--gap "\\(<\\)")
   limit
   (lambda ()
     (and (sce--angle-p (match-beginning 5))
          (not (sce--reserved-p (match-string 1)))
          (sce--starts-item-p (match-beginning 0))))))

(defun sce--match-definition (limit)
  "Find a soft keyword up to LIMIT and the name behind it."
  (sce--search
   (concat "\\_<" (regexp-opt sce--soft t) "[ \t]+\\(?:\\(\"[^\"\n]*\"\\)"
           sce--gap "\\)?\\(?:\\(" sce--name "\\)\\|$\\|as\\)?")
   limit
   (lambda ()
     (and (or (match-beginning 2)
              (and (match-beginning 3) (not (sce--reserved-p (match-string 3)))))
          (sce--starts-item-p (match-beginning 0))))))

(defun sce--match-field (limit)
  "Find a field's name before `=' or `:' up to LIMIT."
  (sce--search
   (concat "\\_<\\(" sce--path "\\)" sce--gap "\\(?::\\|=\\(?:[^=]\\|$\\)\\)")
   limit
   (lambda ()
     (not (or (sce--reserved-p (match-string 1))
              (sce--in-round-p (save-excursion (syntax-ppss (match-beginning 0)))))))))

(defun sce--match-argument (limit)
  "Find a name before `=' or `:' inside brackets up to LIMIT."
  (sce--search
   (concat "\\_<\\(" sce--path "\\)" sce--gap "\\(?::\\|=\\(?:[^=]\\|$\\)\\)")
   limit
   (lambda ()
     (and (not (sce--reserved-p (match-string 1)))
          (sce--in-round-p (save-excursion (syntax-ppss (match-beginning 0))))))))

(defun sce--match-call (limit)
  "Find the name of a function that is called up to LIMIT."
  (sce--search
   (concat "\\_<\\(" sce--path "\\)" sce--gap "(")
   limit
   (lambda ()
     (not (or (sce--reserved-p (match-string 1))
              (save-excursion
                (goto-char (match-beginning 0))
                (looking-back "\\_<unit[ \t]+" (line-beginning-position))))))))

(defun sce--call-bracket-p (position)
  "Whether the `(' at POSITION is that of a call."
  (save-excursion
    (goto-char position)
    (skip-chars-backward " \t")
    (and (or (memq (char-before) '(?\) ?\]))
             (looking-back "[[:alnum:]_µμ]" (1- (point))))
         (not (sce--reserved-p
               (buffer-substring-no-properties
                (save-excursion (skip-chars-backward "[:alnum:]_µμ") (point)) (point)))))))

(defun sce--behind-operand (limit)
  "Go behind the next number, group, `:' or `as' before LIMIT.
Return what was found: `number', `money', `group' or `declared'; nil if there
is none."
  (let (found)
    (while (and (not found)
                (re-search-forward
                 (concat "\\(?1:\\$\\)?\\(?2:" sce--number "\\)\\(?:[kMT%]\\|B\\)?\\|\\(?3:)\\)\\|\\(?4::\\)\\|\\(?5:\\_<as\\_>\\)"
                         "\\|\\(?6:[[:alpha:]_µμ][[:alnum:]_µμ]*\\)")
                 limit t))
      (cond
       ((not (sce--code-p (match-beginning 0))))
       ((match-beginning 6)
        (when (equal (match-string 6) "as") (setq found 'declared)))
       ((match-beginning 2)
        (sce--end-of-number)
        (setq found (if (match-beginning 1) 'money 'number)))
       ((match-beginning 3)
        (let ((open (ignore-errors (scan-sexps (point) -1))))
          (when (and open (not (sce--call-bracket-p open)))
            (setq found 'group))))
       (t (setq found 'declared))))
    found))

(defun sce--end-of-number ()
  "Go to where the number that was matched ends, its magnitude included."
  (goto-char (match-end 2))
  (cond ((looking-at "%") (forward-char 1))
        ((looking-at "[kMT]\\(?:[^[:alnum:]_µμ]\\|\\'\\)") (forward-char 1))
        ((looking-at "B\\(?:[^[:alnum:]_µμ/*]\\|\\'\\)") (forward-char 1))))

(defun sce--factor-p (declared)
  "Whether a factor of a unit stands at point; then match it.
DECLARED: behind `:' or `as', where paths, 1 and % are factors, too."
  (if declared
      (and (looking-at (concat "\\(?:\\(1\\)\\(?:[^[:alnum:]_.µμ]\\|\\'\\)\\|\\(%\\)\\|\\(" sce--path "\\)\\)"))
           (not (and (match-beginning 3) (sce--reserved-p (match-string 3))))
           (progn (goto-char (or (match-end 1) (match-end 2) (match-end 3))) t))
    (and (looking-at sce--name)
         (not (sce--reserved-p (match-string 0)))
         (let ((end (match-end 0)))
           (and (not (memq (char-after end) '(?\( ?\[)))
                (not (save-excursion (goto-char end) (looking-at (concat "\\." sce--name))))
                (not (looking-at "prefix[ \t]+[a-z]"))
                (progn (goto-char end) t))))))

(defun sce--skip-unit (declared)
  "Go behind the longest product of units at point; see DECLARED there.
Return whether there is one."
  (let ((end nil) (depth 0) (go t))
    (while go
      (while (eq (char-after) ?\() (forward-char 1) (setq depth (1+ depth)))
      (if (not (sce--factor-p declared))
          (setq go nil)
        (when (looking-at sce--exponent) (goto-char (match-end 0)))
        (while (and (> depth 0) (eq (char-after) ?\)))
          (forward-char 1)
          (setq depth (1- depth))
          (when (looking-at sce--exponent) (goto-char (match-end 0))))
        (when (zerop depth) (setq end (point)))
        (if (memq (char-after) '(?* ?/)) (forward-char 1) (setq go nil))))
    (when end (goto-char end))))

(defun sce--match-unit (limit)
  "Find the next product of units up to LIMIT."
  (let (found)
    (while (and (not found) (< (point) limit))
      (let ((kind (sce--behind-operand limit)))
        (if (not kind)
            (goto-char limit)
          (let ((behind (point)))
            (if (eq kind 'money)
                (if (looking-at "[*/]") (forward-char 1) (skip-chars-forward " \t"))
              (skip-chars-forward " \t"))
            (let ((start (point)))
              (if (and (or (eq kind 'declared) (looking-at sce--name))
                       (sce--skip-unit (eq kind 'declared))
                       (> (point) start))
                  (progn (set-match-data (list start (point))) (setq found t))
                (goto-char behind)))))))
    found))

(defun sce--colour-unit ()
  "Colour the factors of the product that was matched."
  (let ((end (match-end 0)))
    (save-excursion
      (goto-char (match-beginning 0))
      (while (re-search-forward (concat sce--path "\\|%\\|[0-9]+") end t)
        (let ((text (match-string-no-properties 0)))
          (put-text-property
           (match-beginning 0) (match-end 0) 'face
           (cond ((let (case-fold-search) (string-match-p sce--known-unit text)) 'sce-unit-face)
                 ((member text sce--kinds) 'font-lock-type-face)
                 ((string-match-p "\\`[0-9]" text) 'sce-number-face)
                 ((string= text "%") 'sce-unit-face)
                 (t 'sce-user-unit-face))))))
    nil))

(defun sce--kind-face (kind)
  "The face of the name of KIND at the head of a block."
  (if (member kind sce--builtin-kinds) 'font-lock-keyword-face 'font-lock-type-face))

(defun sce--definition-face (keyword)
  "The face of the name that KEYWORD defines."
  (pcase keyword
    ((or "each" "out") 'sce-field-face)
    ((or "fn" "extern") 'font-lock-function-name-face)
    ("use" 'font-lock-keyword-face)
    (_ 'font-lock-type-face)))

(defun sce--string-face (state)
  "The face of the string or comment that STATE is in: sources have their own."
  (cond ((nth 4 state) 'font-lock-comment-face)
        ((save-excursion
           (goto-char (nth 8 state))
           (skip-chars-backward " \t")
           (eq (char-before) ?@))
         'sce-source-face)
        (t 'font-lock-string-face)))

(defun sce--match-style (limit)
  "Find the style at the end of a dimension's line up to LIMIT."
  (sce--search (concat "\\_<as[ \t]+" (regexp-opt sce--styles t) "\\_>") limit
               (lambda () (save-excursion (beginning-of-line) (looking-at "[ \t]*dimension[ \t]")))))

(defun sce--match-prefix-words (limit)
  "Find the words that say which prefixes a unit takes, up to LIMIT."
  (sce--search (concat "\\_<prefix\\(?:[ \t]+" (regexp-opt (remove "prefix" sce--prefix-words)) "\\_>\\)+") limit
               (lambda () (save-excursion (beginning-of-line) (looking-at "[ \t]*unit[ \t]")))))

(defun sce--match-aliases (limit)
  "Find the other names of a unit in its definition, up to LIMIT."
  (sce--search (concat "\\_<unit[ \t]+" sce--name sce--gap "(\\([^()\n]*\\))") limit
               (lambda () (sce--starts-item-p (match-beginning 0)))))

(defun sce--match-word (limit)
  "Find a reserved word up to LIMIT, behind a number too: `4to 10'."
  (sce--search (concat "\\(?:\\_<\\|[0-9]\\)" (regexp-opt sce--reserved t) "\\_>") limit
               (lambda () t)))

(defun sce--match-angle (limit)
  "Find an angle bracket of a block up to LIMIT."
  (sce--search "[<>]" limit (lambda () (sce--angle-p (match-beginning 0)))))

(defun sce--match-plain-number (limit)
  "Find a number up to LIMIT."
  (let (found)
    (while (and (not found)
                (re-search-forward (concat "\\(?6:[[:alpha:]_µμ][[:alnum:]_µμ]*\\)\\|\\(?1:\\$?\\)\\(?2:" sce--number "\\)") limit t))
      (when (and (match-beginning 2) (sce--code-p (match-beginning 0)))
        (let ((start (match-beginning 0)))
          (sce--end-of-number)
          (set-match-data (list start (point)))
          (setq found t))))
    found))

(defconst sce-font-lock-keywords
  `((sce--match-angle 0 'sce-angle-face)
    (sce--match-plain-number 0 'sce-number-face)
    (,(concat "\\_<none\\_>") 0 font-lock-constant-face)
    (,(concat "\\_<std\\.") 0 font-lock-builtin-face)
    (sce--match-call (1 (if (member (match-string 1) sce--functions) 'font-lock-builtin-face 'font-lock-function-name-face)))
    (sce--match-word (1 font-lock-keyword-face t))
    (sce--match-field (1 'sce-field-face))
    (sce--match-argument (1 'sce-field-face))
    (sce--match-unit (0 (sce--colour-unit)))
    (sce--match-style (1 font-lock-constant-face t))
    (sce--match-prefix-words (0 font-lock-keyword-face t))
    (sce--match-head
     (1 (sce--kind-face (match-string 1)) t) (2 font-lock-function-name-face t t)
     (3 font-lock-keyword-face t t) (4 font-lock-type-face t t))
    (sce--match-aliases (1 font-lock-type-face t))
    (sce--match-definition
     (1 font-lock-keyword-face t) (3 (sce--definition-face (match-string 1)) t t))
    ("@" 0 font-lock-keyword-face)
    ("==\\|!=\\|<=\\|>=\\|\\.\\.\\|[-+*/^=<>]" 0 'sce-operator-face))
  "What `sce-mode' colours; later entries colour only what is still plain.")

;;; Indentation, as `sce fmt' lays out

(defconst sce--goes-on-start
  "[ \t]*\\(?:[-+*/^@]\\|[<>=!]=\\|\\.\\.\\|\\(?:then\\|else\\|as\\|and\\|or\\|to\\|by\\|over\\|in\\)\\_>\\)"
  "A line that starts so goes on with the item of the line before.")

(defconst sce--goes-on-end
  "\\(?:[-+*/^=,]\\|\\.\\.\\|\\_<\\(?:if\\|then\\|else\\|to\\|as\\|and\\|or\\|not\\|over\\|by\\|in\\)\\)\\="
  "A line that ends so takes the next one in.")

(defun sce--item-start-line-p ()
  "Whether the line at point starts an item that shows at once."
  (looking-at (concat "[ \t]*" sce--path sce--gap "\\(?::\\|=\\(?:[^=]\\|$\\)\\|\\(?:" sce--name sce--gap "\\)?<\\(?:[^=]\\|$\\)\\)")))

(defun sce--code-before ()
  "Go to the end of the code of the line before that is no comment.
Return nil if an empty line comes first."
  (let ((go t) found)
    (while (and go (zerop (forward-line -1)))
      (cond ((looking-at "[ \t]*$") (setq go nil))
            ((not (looking-at "[ \t]*#")) (setq go nil found t))))
    (when found
      (end-of-line)
      (let ((state (syntax-ppss)))
        (when (nth 4 state) (goto-char (nth 8 state))))
      (skip-chars-backward " \t" (line-beginning-position))
      t)))

(defun sce--continued-p ()
  "Whether the line at point goes on with the item before it."
  (save-excursion
    (beginning-of-line)
    (when (looking-at "[ \t]*#")
      (while (and (looking-at "[ \t]*#") (zerop (forward-line 1)))))
    (or (and (looking-at sce--goes-on-start) (save-excursion (sce--code-before)))
        (and (not (sce--item-start-line-p))
             (not (looking-at "[ \t]*$"))
             (sce--code-before)
             (looking-back sce--goes-on-end (line-beginning-position))))))

(defun sce--indent ()
  "The column of the line at point as `sce fmt' lays it out."
  (save-excursion
    (beginning-of-line)
    (let* ((state (syntax-ppss))
           (open (nth 9 state))
           (angles 0) (rounds 0))
      (dolist (position open)
        (if (eq (char-after position) ?<) (setq angles (1+ angles)) (setq rounds (1+ rounds))))
      (* sce-indent-offset
         (cond
          ((> rounds 0)
           (+ (min angles 32) (if (and (= rounds 1) (looking-at "[ \t]*[])]")) 0 1)))
          ((looking-at "[ \t]*>\\(?:[^=]\\|$\\)") (max 0 (1- angles)))
          ((sce--continued-p) (1+ (min angles 32)))
          (t (min angles 32)))))))

(defun sce-indent-line ()
  "Indent the line at point as `sce fmt' does."
  (interactive)
  (let ((column (sce--indent)))
    (if (<= (current-column) (current-indentation))
        (indent-line-to column)
      (save-excursion (indent-line-to column)))))

;;; Index, findings, layout

(defvar sce-imenu-generic-expression
  (let ((name "\\([[:alpha:]_][[:alnum:]_]*\\)"))
    `(("Kinds" ,(concat "^[ \t]*kind[ \t]+" name) 1)
      ("Scenarios" ,(concat "^[ \t]*scenario[ \t]+" name) 1)
      ("Claims" ,(concat "^[ \t]*claim[ \t]+" name) 1)
      ("Functions" ,(concat "^[ \t]*fn[ \t]+" name) 1)
      ("Units" ,(concat "^[ \t]*unit[ \t]+" name) 1)
      ("Blocks" ,(concat "^\\(?:[[:alpha:]_][[:alnum:]_.]*[ \t]+\\)?" name "\\(?:[ \t]+from[ \t]+[[:alnum:]_.]+\\)?[ \t]*<\\(?:[^=]\\|$\\)") 1)
      ("Fields" ,(concat "^" name "[ \t]*\\(?::\\|=\\(?:[^=]\\|$\\)\\)") 1)))
  "What `imenu' lists.")

(defconst sce--compilation-pattern
  '(sce "^\\([^ \t\n:][^:\n]*\\):\\([0-9]+\\):\\([0-9]+\\): \\(?:error\\|\\(finding\\|warning\\)\\|\\(note\\)\\)\\(?:\\[E[0-9]+\\]\\)?: "
        1 2 3 (4 . 5))
  "Findings of `sce check': claims that are off are warnings.")

(add-to-list 'compilation-error-regexp-alist-alist sce--compilation-pattern)
(add-to-list 'compilation-error-regexp-alist 'sce)

(defun sce-check ()
  "Run `sce check' on the file of this buffer."
  (interactive)
  (unless buffer-file-name (user-error "This buffer has no file to check"))
  (save-some-buffers (not compilation-ask-about-save) (lambda () (derived-mode-p 'sce-mode)))
  (compile (concat sce-program " check " (shell-quote-argument (file-relative-name buffer-file-name)))))

(defun sce-format ()
  "Lay out the buffer with `sce fmt'; say what is wrong where it cannot be."
  (interactive)
  (let ((source (current-buffer)) (out (generate-new-buffer " *sce fmt*")) (errors (make-temp-file "sce-fmt"))
        (coding-system-for-read 'utf-8) (coding-system-for-write 'utf-8))
    (unwind-protect
        (if (zerop (call-process-region nil nil sce-program nil (list out errors) nil "fmt" "-"))
            (with-current-buffer source (replace-buffer-contents out))
          (message "sce fmt: %s" (with-temp-buffer
                                   (insert-file-contents errors)
                                   (buffer-substring (point-min) (line-end-position)))))
      (kill-buffer out)
      (delete-file errors))))

(defun sce--format-before-save ()
  "Lay out before saving where `sce-format-on-save' says so."
  (when sce-format-on-save (sce-format)))

;;; The mode

(defvar sce-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-c") #'sce-check)
    (define-key map (kbd "C-c C-f") #'sce-format)
    map)
  "Keys of `sce-mode'.")

;;;###autoload
(define-derived-mode sce-mode prog-mode "sce"
  "Major mode for scenarios of compute.

\\{sce-mode-map}"
  (setq-local comment-start "# ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "#+[ \t]*")
  (setq-local syntax-propertize-function #'sce--propertize)
  (setq-local parse-sexp-lookup-properties t)
  (setq-local parse-sexp-ignore-comments t)
  (setq-local font-lock-defaults
              '(sce-font-lock-keywords nil nil nil (font-lock-syntactic-face-function . sce--string-face)))
  (setq-local indent-line-function #'sce-indent-line)
  (setq-local indent-tabs-mode nil)
  (setq-local imenu-generic-expression sce-imenu-generic-expression)
  (setq-local imenu-case-fold-search nil)
  (setq-local electric-indent-chars (append '(?> ?\) ?\]) electric-indent-chars))
  (add-hook 'before-save-hook #'sce--format-before-save nil t))

(defconst sce--ours
  `(("^[ \t]*#" . 1)
    (,(concat "^[ \t]*\\(?:use[ \t]+\"\\|\\(?:kind\\|scenario\\|claim\\|fn\\|dimension\\|unit\\)[ \t]+" sce--name
              "[ \t]*[<(:=]\\|\\(?:each\\|out\\)[ \t]+" sce--name "[ \t]*[:=]\\)") . 3)
    (,(concat "^[ \t]*" sce--path "\\(?:[ \t]+" sce--name "\\)?\\(?:[ \t]+from[ \t]+" sce--path "\\)?[ \t]*<\\(?:$\\|[ \t]+"
              sce--path "[ \t]*[=:<]\\|[ \t]*#\\)") . 3)
    ("@[ \t]*\"" . 2)
    (,(concat "^[ \t]*" sce--name "[ \t]*:[ \t]*[[:alpha:]_]") . 2)
    ("^[ \t]*>[ \t]*\\(?:$\\|@\\)" . 2))
  "Signs of sce, with their weights.")

(defconst sce--scilab
  '(("^[ \t]*//" . 2) ("^[ \t]*/\\*" . 2)
    ("^[ \t]*\\(?:function\\|endfunction\\|end\\|endif\\|for\\|while\\|select\\|case\\|clear\\|clc\\|close\\|exec\\|xdel\\|mode\\|lines\\|funcprot\\|global\\)\\_>[^=:<\n]*$" . 3)
    (";[ \t]*\\(?://.*\\)?$" . 1)
    ("%\\(?:pi\\|e\\|i\\|t\\|f\\|inf\\|nan\\|eps\\|s\\|z\\)\\_>" . 3)
    ("\\_<\\(?:disp\\|mprintf\\|printf\\|plot2d\\|plot\\|scf\\|clf\\|exec\\|getd\\|input\\)[ \t]*(" . 2)
    ("^[ \t]*\\[[^]\n]*\\][ \t]*=" . 3) ("//" . 1))
  "Signs of Scilab, with their weights.")

(defun sce--is-ours-p ()
  "Whether this buffer is sce rather than Scilab; what gives no sign is."
  (save-excursion
    (goto-char (point-min))
    (let ((sum 0) (lines 200) (case-fold-search nil))
      (with-syntax-table sce-mode-syntax-table
        (while (and (> lines 0) (not (eobp)))
          (let ((line (buffer-substring-no-properties (point) (line-end-position))))
            (dolist (sign sce--ours) (when (string-match-p (car sign) line) (setq sum (+ sum (cdr sign)))))
            (dolist (sign sce--scilab) (when (string-match-p (car sign) line) (setq sum (- sum (cdr sign))))))
          (setq lines (1- lines))
          (forward-line 1)))
      (>= sum 0))))

;;;###autoload
(defun sce-mode-or-scilab ()
  "Turn on `sce-mode', or the mode for Scilab if the file is of Scilab."
  (cond ((sce--is-ours-p) (sce-mode))
        ((fboundp 'scilab-mode) (funcall 'scilab-mode))
        (t (prog-mode))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.sce\\'" . sce-mode-or-scilab))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(sce-mode . ("sce" "lsp"))))

(provide 'sce-mode)
;;; sce-mode.el ends here
