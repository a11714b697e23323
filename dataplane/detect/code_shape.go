package detect

import (
	"bytes"
	"strings"
)

// What a line of a text weighs.
const (
	proseLine   = -1
	neutralLine = 0 // words too few to tell
	weakLine    = 1 // brackets, calls and assignments, which data has too
	strongLine  = 2 // statements
	openingLine = 3 // statements that a keyword opens, which settings lack
)

// lineKind weighs a line that is neither blank nor a comment.
func lineKind(line []byte) int {
	last := line[len(line)-1]
	switch {
	case isMarkup(line):
		return proseLine
	case startsStatement(line, last) || opensClause(line) || isInstruction(line) || isNCBlock(line) || isForm(line) || isArm(line) || isCommand(line) || isStep(line) || isCall(line):
		return openingLine
	case statement(line, last) || isEquation(line):
		return strongLine
	case len(bytes.Trim(line, "{}()[];,")) == 0 || isConstants(line):
		return weakLine
	case line[0] == '<' || line[0] == '|':
		return proseLine
	case line[0] == '"' || line[0] == '\'':
		return neutralLine
	case last == '{' || last == '\\' || assigns(line) || calls(line) || isEntry(line, last) || line[0] == '(' && nested(line):
		return weakLine
	case fewWords(line, last):
		return neutralLine
	}
	return proseLine
}

// isMarkup knows what texts about programs are written in: the macros of roff,
// the fences of Markdown, and the headers of git's log.
func isMarkup(line []byte) bool {
	switch line[0] {
	case '.':
		return len(line) > 2 && line[1]-'A' < 26 && (line[2]-'A' < 26 || line[2] == ' ') && !bytes.HasPrefix(line, []byte(".PHONY"))
	case 'c':
		id, ok := bytes.CutPrefix(line, []byte("commit "))
		return ok && len(id) >= 40 && isHex(id[0]) && isHex(id[39])
	}
	return bytes.HasPrefix(line, []byte("Author: ")) || bytes.HasPrefix(line, []byte("Signed-off-by: "))
}

func isFence(line []byte) bool {
	return bytes.HasPrefix(line, []byte("```")) || bytes.HasPrefix(line, []byte("~~~"))
}

// fewWords knows fields, names, numbers and what a statement continues with.
func fewWords(line []byte, last byte) bool {
	if len(bytes.Trim(line, "0123456789.,+-()[] \t")) == 0 {
		return true
	}
	words := 0
	for range bytes.FieldsSeq(line) {
		words++
	}
	return last < 0x80 && strings.IndexByte(".?!:", last) < 0 && words <= 5 && line[0]-'0' >= 10
}

// isEntry knows a value with its name in a literal, "name: value,".
func isEntry(line []byte, last byte) bool {
	colon := bytes.IndexByte(line, ':')
	if last != ',' || colon < 1 {
		return false
	}
	for _, c := range line[:colon] {
		if !isWordByte(c) && c != '_' {
			return false
		}
	}
	return true
}

// statement knows lines that end in a semicolon or brace and hold a call, an
// assignment or a return.
func statement(line []byte, last byte) bool {
	switch last {
	case ';':
		return bytes.ContainsAny(line, "=([") || bytes.Contains(line, []byte("->")) || bytes.Contains(line, []byte("::"))
	case '{':
		return bytes.IndexByte(line, ')') > 0 || bytes.Contains(line, []byte("=>"))
	case ':':
		return calls(line) && bytes.HasSuffix(line, []byte("):"))
	}
	return assigns(line) && calls(line[bytes.IndexByte(line, '='):]) || bytes.Contains(line, []byte("$(")) && bytes.IndexByte(line, ')') > 0
}

// isCall knows a call that is a statement: a name, with those of what it belongs to
// before it, and arguments right behind, up to a semicolon.
func isCall(line []byte) bool {
	open := bytes.IndexByte(line, '(')
	if open < 1 || !bytes.HasSuffix(line, []byte(");")) {
		return false
	}
	for _, c := range bytes.TrimSuffix(line[:open], []byte("!")) {
		if !isWordByte(c) && strings.IndexByte("_.:>-$@", c) < 0 {
			return false
		}
	}
	return isLetter(line[0]) || line[0] == '_' || line[0] == '$' || line[0] == '@'
}

// isConstants knows a line of a table of constants, as a language writes them and a
// table of values doesn't: numbers and what stands between them, or a key and a value.
func isConstants(line []byte) bool {
	if line[0] == '"' || line[0] == '\'' {
		return bytes.Contains(line, []byte(" => ")) && line[len(line)-1] == ','
	}
	if i := bytes.Index(line, []byte("/*")); i > 0 {
		line = line[:i]
	}
	line = bytes.TrimRight(line, " \t)}]>\\;")
	if len(line) == 0 || len(bytes.Trim(line, "0123456789abcdefABCDEFxXuUlL#$.,-+ \t({[<@'")) > 0 || !bytes.ContainsAny(line, "0123456789") {
		return false
	}
	return line[len(line)-1] == ',' || bytes.Contains(line, []byte("#(")) || bytes.Contains(line, []byte("0x")) || bytes.Contains(line, []byte("#x")) || bytes.Contains(line, []byte("0X"))
}

// isEquation knows what defines a function by cases, "name (pattern) x = value" and
// "pattern -> value": no word before the sign is one of a sentence.
func isEquation(line []byte) bool {
	if bytes.IndexByte(line, '=') < 0 && bytes.IndexByte(line, '>') < 0 {
		return false
	}
	name, value, found := bytes.Cut(line, []byte(" = "))
	if !found {
		name, value, found = bytes.Cut(line, []byte(" -> "))
	}
	if name = bytes.TrimSuffix(name, []byte(" =")); !found && len(name) == len(line) || found && len(value) == 0 {
		return false
	}
	patterns := 0
	for word := range bytes.FieldsSeq(name) {
		if bytes.ContainsAny(word, "([_])") || len(word) <= 2 {
			patterns++
		} else if bytes.ContainsAny(word, ".,;:!?") {
			return false
		}
	}
	return patterns > 0 && bytes.Count(name, []byte(" ")) <= 2*patterns
}

// assigns knows "name = value" and "name := value", where the name is one word.
func assigns(line []byte) bool {
	i := bytes.IndexByte(line, '=')
	if i < 1 || i+1 >= len(line) {
		return false
	}
	name := bytes.TrimRight(line[:i], " \t+-*/|&:%^!<>")
	words := bytes.Fields(name)
	if len(words) == 0 || len(words) > 3 {
		return false
	}
	c := words[len(words)-1]
	return isLetter(c[0]) || c[0] == '_' || c[0] == '$' || c[0] == '*' || c[0] == '@'
}

// calls knows a name with a parenthesis right behind, "name(...".
func calls(line []byte) bool {
	i := bytes.IndexByte(line, '(')
	return i > 0 && (isWordByte(line[i-1]) || line[i-1] == '_') && (bytes.IndexByte(line[i:], ')') > 0 || line[len(line)-1] == '(' || line[len(line)-1] == ',')
}

// startsStatement checks that a line which opens like a statement goes on like
// one: many of the words begin sentences too.
func startsStatement(line []byte, last byte) bool {
	for _, w := range openingsBy[line[0]] {
		if len(line) >= len(w) && string(line[:len(w)]) == w {
			return goesOn(w, line[len(w):], last)
		}
	}
	return false
}

// goesOn judges the rest of a line behind one of the openings.
func goesOn(word string, rest []byte, last byte) bool {
	tail := word[len(word)-1]
	switch {
	case len(rest) == 0:
		return true
	case tail != ' ' && tail != '(' && isWordByte(tail) && (isWordByte(rest[0]) || rest[0] == ' ' && bytes.Count(rest, []byte(" ")) > 3):
		return false // a longer word, or one that begins a sentence
	case strings.IndexByte(";{:}),(\\", last) >= 0:
		return true
	case word == "echo " || word == "import " || word == "package " || word[0] == '#' || word == "my $":
		return true
	}
	short := bytes.Count(rest, []byte(" ")) <= 3 || bytes.ContainsAny(rest, "=()[]\"'<>&*+")
	return short && last != '.' && last != '?' && last != '!'
}

// opensClause knows the openings of languages that write words where others have
// signs, in capitals or not.
func opensClause(line []byte) bool {
	var room [lineBytes]byte
	low := appendLower(room[:0], line)
	for _, c := range clausesBy[low[0]] {
		if rest, ok := bytes.CutPrefix(low, []byte(c.start)); ok && c.goesOn(rest) {
			return true
		}
	}
	return low[0]-'0' < 10 && bytes.Contains(line, []byte(" PIC ")) // COBOL's records
}

func (c clause) goesOn(rest []byte) bool {
	if c.then == endOfLine {
		return len(bytes.TrimRight(rest, ";. ")) == 0
	}
	return bytes.Contains(rest, []byte(c.then))
}

// isInstruction knows assembler: a mnemonic, and operands of which none holds a
// space, two at least.
func isInstruction(line []byte) bool {
	end := bytes.IndexAny(line, " \t")
	if end < 2 || end > 10 {
		return false
	}
	operands := bytes.TrimLeft(line[end:], " \t")
	if i := bytes.IndexAny(operands, ";/"); i > 0 {
		operands = bytes.TrimRight(operands[:i], " \t")
	}
	commas := bytes.Count(operands, []byte(","))
	spaces := bytes.Count(operands, []byte(" ")) - bytes.Count(operands, []byte(", "))
	return commas > 0 && commas <= 3 && spaces == 0 && isMnemonic(line[:end])
}

// isMnemonic compares a word with the mnemonics that processors share, with or
// without a size.
func isMnemonic(word []byte) bool {
	var room [10]byte
	low := appendLower(room[:0], word)
	if mnemonics[string(low)] {
		return true
	}
	return len(low) > 3 && mnemonics[string(low[:len(low)-1])] && strings.IndexByte("bwlqsd", low[len(low)-1]) >= 0
}
