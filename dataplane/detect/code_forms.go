package detect

import (
	"bytes"
	"strings"
)

// Lines of languages that put the operator first or between other signs than C's:
// Lisp and its kin, and those that derive from ML, Prolog and S.

// lispForms are operators of Common Lisp, Scheme, Clojure and Emacs Lisp that are no
// English words; whatever begins with "def" or "with-" is one too.
var lispForms = setOfWords("let*", "letrec", "flet", "macrolet", "symbol-macrolet", "ecase", "etypecase", "typecase", "lambda", "dotimes", "dolist", "setf", "setq", "set!", "incf", "decf",
	"progn", "prog1", "return-from", "declaim", "in-package", "cl:in-package", "eval-when", "use-package", "ns", "funcall", "multiple-value-bind", "destructuring-bind", "aref", "mapcar", "mapc",
	"cons", "car", "cdr", "cadr", "cond", "fn", "recur", "call/cc", "begin0", "nreverse", "loop", "if-let", "when-let", "save-excursion", "unwind-protect", "condition-case", "handler-case", "logand", "logior", "logxor", "ash", "ldb")

// lispWords are operators that are English words too: "(when needed)".
var lispWords = setOfWords("let", "if", "when", "unless", "case", "do", "push", "pop", "begin", "return", "declare", "require", "provide", "format", "apply", "values", "the", "and", "or", "not", "map", "list",
	"assert", "error", "while", "message", "interactive", "reduce", "labels", "append", "export", "type", "optimize", "string", "vector", "length", "eq", "eql", "equal", "null", "princ", "print", "display", "write", "for")

// isForm knows a line that begins with a form of Lisp.
func isForm(line []byte) bool {
	if line[0] != '(' || len(line) < 4 {
		return false
	}
	name := line[1:]
	if i := bytes.IndexAny(name, " ()["); i >= 0 {
		name = name[:i]
	}
	switch word := string(name); {
	case lispForms[word] || len(word) > 6 && strings.HasPrefix(word, "with-"):
		return true
	case len(word) > 3 && strings.HasPrefix(word, "def") && word != "default" && word != "defined":
		return true
	default:
		return lispWords[word] && nested(line)
	}
}

// nested says whether a line opens a parenthesis within one, or leaves one open.
func nested(line []byte) bool {
	opened := bytes.Count(line, []byte("("))
	return opened > 1 || opened != bytes.Count(line, []byte(")"))
}

// isArm knows a pattern and what follows from it, a step of a pipeline, the head of a
// rule, and an assignment by an arrow.
func isArm(line []byte) bool {
	switch {
	case bytes.HasPrefix(line, []byte("| ")):
		return bytes.Contains(line, []byte(" -> ")) || bytes.HasSuffix(line, []byte(" ->"))
	case bytes.HasPrefix(line, []byte("|> ")) || bytes.HasPrefix(line, []byte(":- ")) || bytes.HasPrefix(line, []byte("%>% ")):
		return true
	}
	name, value, found := bytes.Cut(line, []byte(" <- "))
	return bytes.HasSuffix(line, []byte(" :-")) || bytes.HasSuffix(line, []byte("):-")) ||
		found && len(value) > 0 && bytes.IndexByte(name, ' ') < 0
}
