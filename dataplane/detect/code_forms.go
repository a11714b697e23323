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
	"cons", "car", "cdr", "cadr", "cond", "fn", "recur", "call/cc", "begin0", "nreverse", "loop", "if-let", "when-let", "save-excursion", "unwind-protect", "condition-case", "handler-case", "autoload", "declare-function", "logand", "logior", "logxor", "ash", "ldb")

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
	if i := bytes.IndexByte(name, ':'); i > 0 { // behind its package
		name = bytes.TrimLeft(name[i:], ":")
	}
	switch word := string(name); {
	case lispForms[word] || len(word) > 6 && strings.HasPrefix(word, "with-"):
		return true
	case len(word) > 3 && strings.HasPrefix(word, "def") && word != "default" && word != "defined":
		return true
	default:
		return lispWords[word] && (nested(line) || line[len(line)-1] == ')' && bytes.Contains(line, []byte(" '")))
	}
}

// lispKind weighs a line of a text that has a form of Lisp: one that calls what only
// programs name, joined by a hyphen or behind a package, and what continues a form.
func lispKind(line []byte) int {
	switch {
	case line[0] == '(' && len(line) > 3:
		name := line[1:]
		if i := bytes.IndexAny(name, " ()["); i >= 0 {
			name = name[:i]
		}
		if i := bytes.IndexAny(name, "-:*!?"); i > 0 || i == 0 && len(name) > 1 {
			return strongLine
		}
		return weakLine
	case line[0] == ':' && len(line) > 1 && isLetter(line[1]), bytes.HasSuffix(line, []byte("))")):
		return weakLine
	}
	return proseLine
}

// nested says whether a line opens a parenthesis within one, or leaves one open.
func nested(line []byte) bool {
	opened := bytes.Count(line, []byte("("))
	return opened > 1 || opened != bytes.Count(line, []byte(")"))
}

// isArm knows a pattern and what follows from it, a step of a pipeline, the head of a
// rule, a guard, what a name's type is, and an assignment by an arrow.
func isArm(line []byte) bool {
	if !bytes.ContainsAny(line, ":<>*|{") {
		return false
	}
	switch {
	case bytes.HasPrefix(line, []byte("| ")):
		return bytes.Contains(line, []byte(" -> ")) || bytes.HasSuffix(line, []byte(" ->")) || bytes.Contains(line, []byte(" = ")) && line[len(line)-1] != '|'
	case bytes.HasPrefix(line, []byte("|> ")) || bytes.HasPrefix(line, []byte(":- ")) || bytes.HasPrefix(line, []byte("%>% ")):
		return true
	case bytes.Contains(line, []byte(") :- ")) || bytes.HasSuffix(line, []byte(" :-")) || bytes.HasSuffix(line, []byte("):-")) || bytes.HasSuffix(line, []byte(") -->")) || bytes.HasSuffix(line, []byte(" %>%")):
		return true
	case bytes.HasSuffix(line, []byte(" ->")):
		return bytes.ContainsAny(line, "({[_")
	}
	return isTyped(line) || isArrow(line) || bytes.Contains(line, []byte("* = ")) && bytes.IndexByte(line, ' ') > bytes.IndexByte(line, '*') || bytes.HasSuffix(line, []byte(".}")) && bytes.Contains(line, []byte("{."))
}

// isTyped knows a declaration, "name :: type".
func isTyped(line []byte) bool {
	name, of, found := bytes.Cut(line, []byte(" :: "))
	return found && len(of) > 0 && (bytes.IndexByte(name, ' ') < 0 || name[0] == '(' || bytes.IndexByte(name, ',') > 0)
}

// isArrow knows "name <- value" and "(a, b) <- value".
func isArrow(line []byte) bool {
	name, value, found := bytes.Cut(line, []byte(" <- "))
	return found && len(value) > 0 && (bytes.IndexByte(name, ' ') < 0 || name[0] == '(' && name[len(name)-1] == ')')
}

// isCommand knows what only scripts of shells hold: a variable set or used at the
// beginning of a line, a command of PowerShell (a verb and a noun), a rule of make.
func isCommand(line []byte) bool {
	if line[0] == '$' {
		return isVariable(line[1:])
	}
	word := line
	if i := bytes.IndexAny(line, " \t("); i >= 0 {
		word = line[:i]
	}
	verb, noun, found := bytes.Cut(word, []byte("-"))
	return found && len(noun) > 2 && noun[0]-'A' < 26 && verbs[string(verb)] || isRule(line)
}

// isVariable knows a name, and behind it what uses it: =, a member, an element.
func isVariable(b []byte) bool {
	n := 0
	for n < len(b) && (isWordByte(b[n]) || b[n] == '_' || b[n] == ':') {
		n++
	}
	rest := bytes.TrimLeft(b[n:], " \t")
	if n == 0 || len(rest) == 0 || b[0]-'0' < 10 {
		return false
	}
	switch rest[0] {
	case '=', '[', '.', '|', '+':
		return len(rest) > 1
	case '-':
		return rest[1:] != nil && len(rest) > 1 && rest[1] == '>'
	}
	return false
}

// isRule knows a rule of make, its target and what it is made of, or a command of one:
// both name variables in parentheses.
func isRule(line []byte) bool {
	if bytes.IndexByte(line, '$') < 0 {
		return false
	}
	line = bytes.TrimLeft(line, "@-")
	i := bytes.Index(line, []byte("$("))
	if i < 0 {
		return bytes.Contains(line, []byte("$@")) || bytes.Contains(line, []byte("$<")) || bytes.Contains(line, []byte("$^"))
	}
	colon := bytes.IndexByte(line, ':')
	return i == 0 || bytes.Count(line, []byte("$(")) > 1 || colon > 0 && colon < i && bytes.IndexByte(line[:colon], ' ') < 0
}

// verbs are those that PowerShell's commands begin with.
var verbs = setOfWords("Get", "Set", "New", "Remove", "Add", "Write", "Start", "Stop", "Invoke", "Import", "Export", "Test", "ConvertTo", "ConvertFrom", "Select", "Where", "ForEach", "Out", "Read",
	"Join", "Split", "Copy", "Move", "Update", "Install", "Uninstall", "Connect", "Disconnect", "Enable", "Disable", "Clear", "Register", "Restart", "Rename", "Resolve", "Send", "Wait", "Push", "Pop", "Expand", "Compress")

// isStep knows a step of an instruction list for a controller: an instruction and the
// device it works on, behind the step's number, if any.
func isStep(line []byte) bool {
	if isRung(line) {
		return true
	}
	words, known := 0, false
	for w := range bytes.FieldsSeq(line) {
		switch words++; {
		case words == 1 && isSequence(w):
			words = 0
		case words == 1:
			known = steps[string(w)]
		case !isDevice(w):
			return false
		}
		if !known && words > 0 {
			return false
		}
	}
	return words >= 2 && words <= 4
}

// isRung knows a rung of a ladder as Rockwell's exports write it: instructions that look
// at a bit, and those that set one.
func isRung(line []byte) bool {
	if bytes.IndexByte(line, '(') < 0 {
		return false
	}
	for _, looks := range [...]string{"XIC(", "XIO(", "ONS("} {
		if bytes.Contains(line, []byte(looks)) {
			return true
		}
	}
	return false
}

// isDevice knows the name of an input, output, marker, timer or constant: X0, M8000,
// %IX0.1, Q4.0, D100, K10, #0010, 0.00.
func isDevice(w []byte) bool {
	w = bytes.TrimLeft(w, "%#&@*")
	letters := 0
	for letters < len(w) && isLetter(w[letters]) {
		letters++
	}
	digits := w[letters:]
	return letters <= 3 && len(digits) > 0 && len(bytes.Trim(digits, "0123456789.:/")) == 0
}

// steps are instructions of instruction lists (IEC 61131-3) and of the makers' own.
var steps = setOfWords("LD", "LDI", "LDN", "LDNOT", "LDP", "LDF", "AND", "ANI", "ANDN", "ANDNOT", "ANDP", "OR", "ORI", "ORN", "ORNOT", "ORP", "ANB", "ORB", "OUT", "OUTNOT", "SET", "RST", "RSET", "KEEP", "ST", "STN", "S", "R", "MPS", "MRD", "MPP",
	"PLS", "PLF", "MOV", "DMOV", "BMOV", "CMP", "ZCP", "TIM", "TIMX", "CNT", "CNTX", "DIFU", "DIFD", "XIC", "XIO", "OTE", "OTL", "OTU", "TON", "TOF", "CTU", "CTD", "U", "UN", "O", "ON", "L", "T", "A", "AN", "X", "FP", "FN", "JMP", "CJ", "CALL")
