package detect

import (
	"bytes"
	"strings"
)

// controlFormat knows the exports of control programs.
func controlFormat(b []byte, t *Text) string {
	if t.Binary {
		return ""
	}
	var room [headBytes]byte
	b = bytes.TrimLeft(withoutReturns(room[:0], b), " \t\n")
	if isControlExport(b) || isControlText(b) || t.Name == directoryName && hasLine(b, "PROGRAM FILES") && hasLine(b, "DATA FILES") {
		return "control program"
	}
	return ""
}

// isControlExport looks for the elements in a text in XML, or in what a letter says
// before it holds one.
func isControlExport(b []byte) bool {
	if len(b) == 0 || b[0] != '<' {
		i := bytes.Index(b, []byte("\n<"))
		if i < 0 {
			return false
		}
		b = b[i+1:]
	}
	var room [headBytes]byte
	return containsAny(appendLower(room[:0], b), controlElements)
}

func isControlText(b []byte) bool {
	for _, m := range controlMarks {
		if bytes.HasPrefix(b, []byte(m.first)) && bytes.Contains(b, []byte(m.then)) {
			return true
		}
	}
	return hasControlHeader(b)
}

// hasControlHeader looks for a line with both words of a list's columns.
func hasControlHeader(b []byte) bool {
	for _, h := range controlHeaders {
		at := bytes.Index(b, []byte(h.statement))
		if at < 0 {
			continue
		}
		begin := bytes.LastIndexByte(b[:at], '\n') + 1
		line, _, _ := bytes.Cut(b[begin:], []byte("\n"))
		if bytes.Contains(line, []byte(h.device)) {
			return true
		}
	}
	return false
}

// isNCBlock knows a line of an NC program (ISO 6983): words of a letter and a
// number, the first a function or the block's number, and a comment behind.
func isNCBlock(line []byte) bool {
	if i := bytes.IndexAny(line, "(;"); i > 0 {
		line = bytes.TrimRight(line[:i], " \t")
	}
	line = bytes.TrimLeft(line, "/")
	if isNCVariable(line) || isNCFlow(line) {
		return true
	}
	if len(line) < 2 || strings.IndexByte("GMNTOgmnto", line[0]) < 0 {
		return len(line) >= 4 && ncWords(line) >= 2 && bytes.IndexByte(line, '.') > 0 && line[1] != ' '
	}
	return ncWords(line) > 0
}

// ncWords counts the words of a block, or returns 0 if there is anything else.
func ncWords(line []byte) (words int) {
	for len(line) > 0 {
		if !isLetter(line[0]) {
			return 0
		}
		line = bytes.TrimLeft(line[1:], " ")
		n := ncNumber(line)
		if n == 0 {
			return 0
		}
		line = bytes.TrimLeft(line[n:], " \t")
		words++
	}
	return words
}

// ncNumber returns the length of a number, a variable (#12, #<depth>) or an expression
// in brackets.
func ncNumber(b []byte) (n int) {
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		n++
	}
	if end := ncEnclosed(b[n:]); end > 0 {
		return n + end
	}
	if n < len(b) && b[n] == '#' {
		n++
	}
	digits := n
	for n < len(b) && (b[n]-'0' < 10 || b[n] == '.') {
		n++
	}
	if n == digits {
		return 0
	}
	return n
}

// ncEnclosed returns the length of a named variable or an expression, or 0.
func ncEnclosed(b []byte) int {
	switch {
	case bytes.HasPrefix(b, []byte("#<")):
		return bytes.IndexByte(b, '>') + 1
	case bytes.HasPrefix(b, []byte("[")):
		return bytes.IndexByte(b, ']') + 1
	}
	return 0
}

// ncFlow are the words behind a label, O100 or o<probe>, that LinuxCNC's programs have.
var ncFlow = setOfWords("sub", "endsub", "if", "elseif", "else", "endif", "while", "endwhile", "do", "repeat", "endrepeat", "call", "return", "break", "continue")

func isNCFlow(line []byte) bool {
	if len(line) < 6 || line[0]|0x20 != 'o' || line[1] != '<' && line[1]-'0' >= 10 {
		return false
	}
	_, word, _ := bytes.Cut(line, []byte(" "))
	word, _, _ = bytes.Cut(bytes.TrimLeft(word, " "), []byte(" "))
	return ncFlow[string(word)]
}

// isNCVariable knows an assignment to a variable, #100 = 5 or #<depth> = 5, which
// looks like a comment elsewhere.
func isNCVariable(line []byte) bool {
	if len(line) < 4 || line[0] != '#' || line[1]-'0' >= 10 && line[1] != '<' {
		return false
	}
	name := bytes.IndexByte(line, '=')
	return name > 0 && bytes.IndexByte(bytes.TrimRight(line[:name], " \t"), ' ') < 0 && !isEntity(bytes.TrimLeft(line[name+1:], " \t"))
}

// isEntity knows what STEP assigns to a number (ISO 10303-21): a type with its values
// in parentheses, or several such in one more pair. NC programs have brackets for both.
func isEntity(value []byte) bool {
	i := 0
	for i < len(value) && (isWordByte(value[i]) || value[i] == '_') {
		i++
	}
	return i < len(value) && value[i] == '('
}
