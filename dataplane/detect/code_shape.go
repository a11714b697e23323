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
	case startsStatement(line, last):
		return openingLine
	case statement(line, last):
		return strongLine
	case len(bytes.Trim(line, "{}()[];,")) == 0:
		return weakLine
	case line[0] == '<' || line[0] == '|':
		return proseLine
	case line[0] == '"' || line[0] == '\'' || line[0] == '`':
		return neutralLine
	case last == '{' || assigns(line) || calls(line):
		return weakLine
	case fewWords(line, last):
		return neutralLine
	}
	return proseLine
}

// fewWords knows fields, names and what a statement continues with.
func fewWords(line []byte, last byte) bool {
	return last < 0x80 && strings.IndexByte(".?!:", last) < 0 && bytes.Count(line, []byte(" ")) <= 4 && line[0]-'0' >= 10
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
	return false
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

// openings begin a statement or declaration by themselves.
var openings = []string{
	"func ", "def ", "fn ", "pub fn ", "impl ", "class ", "struct ", "enum ", "interface ", "namespace ", "using ", "#include", "#define ", "#if", "#endif",
	"package ", "import ", "public ", "private ", "protected ", "static ", "const ", "let ", "var ", "void ", "int ", "char ", "unsigned ", "float ", "double ",
	"bool ", "typedef ", "template", "extern ", "return;", "return ", "@Override", "raise ", "yield ", "await ", "async ", "export ", "module ", "sub ", "my $",
	"local ", "echo ", "fi", "done", "esac", "then", "break", "continue", "pass", "else", "elif ", "except", "finally", "try", "end", "begin", "goto ",
	"IF ", "END_IF", "ELSIF ", "ELSE", "VAR", "END_VAR", "FUNCTION_BLOCK ", "END_FUNCTION_BLOCK", "FUNCTION ", "END_FUNCTION", "PROGRAM ", "END_PROGRAM",
	"CASE ", "END_CASE", "FOR ", "END_FOR", "ORGANIZATION_BLOCK ", "case ", "default:", "if ", "if(", "for ", "for(", "while ", "while(", "switch ", "switch(",
	"} else", "} catch", "});", "with ", "from ", "assert ", "del ", "mut ", "use ", "mod ", "match ", "type ", "defer ", "go ", "library ", "entity ", "signal ", "process",
}

// openingsBy holds the openings by their first byte.
var openingsBy = func() (by [256][]string) {
	for _, w := range openings {
		by[w[0]] = append(by[w[0]], w)
	}
	return by
}()

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
	case tail != ' ' && tail != '(' && isWordByte(tail) && isWordByte(rest[0]):
		return false
	case strings.IndexByte(";{:}),(\\", last) >= 0:
		return true
	case word == "echo " || word == "import " || word == "package " || word[0] == '#' || word == "my $":
		return true
	}
	short := bytes.Count(rest, []byte(" ")) <= 3 || bytes.ContainsAny(rest, "=()[]\"'<>&")
	return short && last != '.' && last != '?' && last != '!'
}
