package detect

import (
	"bytes"
	"hash/fnv"
)

// codeMeter reads a text's first lines and tells whether they are program text
// of the company's own. It judges lines by their shape, in a few hundred bytes
// of state; why not by go-enry, doc.go says.
type codeMeter struct {
	line    [lineBytes]byte
	n       int  // bytes of the line so far, of which line holds the first
	row     int  // bytes since the text's last line end
	last    byte // of the line so far, that is no blank
	top     int  // lines, but for blank ones
	lines   int  // neither blank nor a comment
	prose   int  // of them: those that no program has
	program int  // likewise, those that programs have
	code    int  // of these: since the score was zero last
	strong  int  // likewise, those that are statements
	opened  int  // likewise, those that a keyword opens
	table   int  // lines of constants alone
	score   int
	sum     uint64
	comment string // what ends the comment that lines are in, or ""
	open    bool   // a licence lets all the world have it
	owned   bool   // a notice says that it is somebody's secret
	data    bool   // markup or data
	json    bool   // data whose strings may hold programs, as notebooks and chats do
	patch   bool   // lines begin with the sign of a change
	lisp    bool   // forms in parentheses
	nc      bool   // blocks of an NC program, whose comments are in parentheses
	fenced  bool   // program text is set off from the rest
	found   bool
}

const (
	lineBytes = 120
	// programLines is how many lines of code make a program.
	programLines = 20
	// shortLines is how many lines a text has that is a program from end to end,
	// and quotedLines how many of a program's stand in a short text with others.
	shortLines, quotedLines = 6, 10
	// minifiedLine is how long a line is that ends behind each semicolon and brace
	// too, as programs have it from which all blanks are taken; dataLine is what no
	// line of a program has then.
	minifiedLine, dataLine = 240, 2000
	// programScore is what the lines of a program come to together.
	programScore = 30
	// programOpened is how many lines a keyword must open, and clearOpened how many
	// where few of the others are statements.
	programOpened, clearOpened = 4, 10
	// proseLines is how many lines are read before a text that has come to
	// nothing is given up.
	proseLines = 120
	// noticeLines is how many lines at the top are read for whose program it is.
	noticeLines = 60
	// proseShare is how many lines of program come on each of prose in a text
	// that is a program, and not about one; wholeShare likewise in a short text, and
	// fencedShare where program text is set off by fences, as in Markdown and chats.
	proseShare, wholeShare, fencedShare = 2, 3, 8
)

// write takes the next bytes, or the text's end.
func (m *codeMeter) write(b []byte, closed bool) {
	for len(b) > 0 && !m.over() {
		part, next, ended := m.cutLine(b)
		m.hold(part)
		if ended {
			m.endLine()
		}
		b = next
	}
	if closed && m.n > 0 {
		m.endLine()
	}
	if closed && !m.over() {
		m.found = m.whole()
	}
}

// cutLine cuts b where the line ends that it goes on with, if it does.
func (m *codeMeter) cutLine(b []byte) (part, next []byte, ended bool) {
	near := b[:min(len(b), max(0, minifiedLine-m.row))]
	i := bytes.IndexByte(near, '\n')
	if i < 0 {
		i = bytes.IndexAny(b[len(near):], "\n;{}") + len(near)
	}
	switch {
	case i >= 0 && i < len(b) && b[i] == '\n':
		m.row = 0
		return b[:i], b[i+1:], true
	case i < len(near):
		m.row += len(b)
		return b, nil, false
	}
	m.row += i + 1
	return b[:i+1], b[i+1:], true
}

// hold keeps the line's first bytes and its last one.
func (m *codeMeter) hold(part []byte) {
	if m.n < lineBytes {
		copy(m.line[m.n:], part)
	}
	m.n += len(part)
	m.data = m.data || m.n > dataLine && !m.json
	if part = bytes.TrimRight(part, " \t\r"); len(part) > 0 {
		m.last = part[len(part)-1]
	}
}

// whole says whether a text that has ended is a short program, or one with a few
// words around it, such as a mail that hands it on: near half of its lines are
// statements.
func (m *codeMeter) whole() bool {
	lines, share := m.lines, wholeShare
	if m.prose > 0 {
		lines = m.code
	}
	if m.fenced {
		share = fencedShare
	}
	return (m.prose == 0 && lines >= shortLines || lines >= quotedLines) && m.opened >= programOpened &&
		10*m.strong >= 4*lines && m.program >= share*m.prose
}

// over says that no more lines are needed.
func (m *codeMeter) over() bool {
	return m.found || m.open || m.data || m.lines >= proseLines && m.score == 0
}

// endLine judges a line, and what all so far amount to.
func (m *codeMeter) endLine() {
	line, cut := m.line[:min(m.n, lineBytes)], m.n > lineBytes
	if cut {
		line[lineBytes-1] = m.last
	}
	m.n = 0
	line = bytes.TrimSpace(m.unwrapped(line))
	if len(line) == 0 || m.over() {
		return
	}
	if m.top++; m.top <= noticeLines {
		m.notice(line)
	}
	if m.data = m.lines == 0 && m.beginsData(line) || isManual(line); m.data || isFence(line) || m.comments(line, cut) {
		m.fenced = m.fenced || isFence(line)
		return
	}
	m.lines++
	line = uncommented(line)
	m.nc = m.nc || isNCBlock(line)
	weight := lineKind(line)
	if m.lisp && weight < strongLine {
		weight = max(weight, lispKind(line))
	}
	m.add(weight, line)
}

// unwrapped drops what others put before each line: the sign of a change, as diff -u
// writes it, that of a quotation or a prompt, COBOL's numbers and the quotes of JSON.
func (m *codeMeter) unwrapped(line []byte) []byte {
	m.patch = m.patch || bytes.HasPrefix(line, []byte("@@ -"))
	switch {
	case len(line) == 0:
		return line
	case m.patch && bytes.IndexByte([]byte("+- "), line[0]) >= 0:
		return line[1:]
	case m.json:
		return stringLine(bytes.TrimSpace(line))
	case line[0] == '>':
		return bytes.TrimLeft(line, "> ")
	case len(line) > 6 && isSequence(line[:6]) && (line[6] == ' ' || line[6] == '*'):
		return line[6:]
	}
	return line
}

// stringLine is what a line of a JSON text holds of strings, whose escapes are undone:
// nothing in one with a key, or of signs only.
func stringLine(line []byte) []byte {
	if bytes.HasPrefix(line, []byte(`"`)) && bytes.Contains(line, []byte(`":`)) || len(bytes.Trim(line, "\"{}[], ")) == 0 {
		return nil
	}
	return bytes.TrimPrefix(line, []byte(`"`))
}

func isSequence(b []byte) bool { return len(bytes.Trim(b, "0123456789")) == 0 }

// add sums what lines weigh, prose against code, and never below zero: a program
// may begin behind a page of explanation, and be interrupted by others.
func (m *codeMeter) add(weight int, line []byte) {
	if m.score = max(0, m.score+weight); m.score == 0 {
		m.code, m.strong, m.opened, m.sum = 0, 0, 0, 0
	}
	switch {
	case weight > 0:
		m.code++
		m.program++
		m.sum = m.sum*31 + sumASCII(line)
	case weight < 0:
		m.prose++
	}
	if weight == weakLine && isConstants(line) {
		m.table++
	}
	if weight >= strongLine {
		m.strong++
	}
	if weight == openingLine {
		m.opened++
	}
	m.found = !m.open && m.score >= programScore && m.code >= programLines && m.opened >= programOpened &&
		m.stated() && m.program >= m.share()*m.prose || m.tables()
}

// stated says whether enough of the lines are statements: most settings and data have
// lines that look like a program's, but few that do nothing else.
func (m *codeMeter) stated() bool {
	return 10*m.strong >= 3*m.code || m.opened >= clearOpened && 10*m.opened >= m.code && m.program >= fencedShare*m.prose
}

// tables says whether the text is a statement or more and the constants it defines.
func (m *codeMeter) tables() bool {
	return !m.open && m.opened > 0 && m.table >= max(programLines, programLines*m.prose)
}

func (m *codeMeter) share() int {
	if m.fenced {
		return fencedShare
	}
	return proseShare
}

// sumASCII leaves out characters that depend on the charset.
func sumASCII(line []byte) uint64 {
	h := fnv.New64a()
	for i, c := range line {
		if c < 0x80 {
			h.Write(line[i : i+1])
		}
	}
	return h.Sum64()
}
