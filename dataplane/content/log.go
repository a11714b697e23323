package content

import (
	"bytes"
	"strings"
)

// Logs spread one text over many records: a line each, behind a time and a source, or in
// an object of JSON. What tells of a table or a letter is then in no record. So the lines
// of all are read once more as one text, beside the log as it stands: those of Docker's
// json-file, journald, Fluentd, Logstash, CloudWatch and Loki, the lines of CRI
// (Kubernetes' container runtime interface), syslog (RFC 3164, RFC 5424) and Compose.

// logKeys are what the line is called in the records of collectors.
var logKeys = []string{`"log"`, `"message"`, `"MESSAGE"`, `"msg"`, `"line"`, `"@message"`, `"textPayload"`, `"values"`}

// hasLogKey looks for one of logKeys and, behind it, a string or Loki's pairs.
func hasLogKey(head []byte) bool {
	for _, key := range logKeys {
		_, rest, found := bytes.Cut(head, []byte(key))
		rest = bytes.TrimLeft(rest, " \t\r\n")
		if !found || len(rest) < 2 || rest[0] != ':' {
			continue
		}
		if rest = bytes.TrimLeft(rest[1:], " \t\r\n"); len(rest) > 0 && (rest[0] == '"' || key == `"values"` && rest[0] == '[') {
			return true
		}
	}
	return false
}

// hasLogLines wants two lines with what a log puts before each.
func hasLogLines(head []byte) bool {
	first, rest, ended := bytes.Cut(head, []byte("\n"))
	second, _, whole := bytes.Cut(rest, []byte("\n"))
	n, _ := logPrefix(first)
	if n == 0 || !ended || !whole {
		return false
	}
	n, _ = logPrefix(second)
	return n > 0
}

// logJSON finds the strings under logKeys in JSON, whose records are lines or elements of
// an array, and in the pairs of Loki, whose first is a time in nanoseconds.
type logJSON struct {
	lines *joined
	held  []byte
	state logState
	name  [maxLogName]byte // a string so far, which may be a key
	n     int              // its length
	wants bool             // the next string is a line
	pair  bool             // a string would be the first of a pair
}

type logState uint8

const (
	outsideString logState = iota
	withinName
	behindName
	withinLine
)

const (
	maxLogName = 24
	// dockerPart is the size of the parts that Docker's daemon cuts a long line into.
	dockerPart = 16 << 10
	// leastNanos is how many digits a time in nanoseconds has.
	leastNanos = 16
)

func (l *logJSON) Write(b []byte) { l.held = inSteps(l.held, b, l.step) }

func (l *logJSON) Close() { l.lines.close() }

// step takes the beginning of b and returns its size, or 0 to ask for more.
func (l *logJSON) step(b []byte) int {
	switch l.state {
	case withinLine:
		return l.line(b)
	case withinName:
		return l.string(b)
	}
	switch c := b[0]; c {
	case ' ', '\t', '\r', '\n':
		return 1
	case '"':
		l.state, l.n = withinName, 0
		if l.wants {
			l.state = withinLine
		}
		l.wants = false
		return 1
	default:
		named := l.state == behindName
		l.wants = named && (c == ':' && l.isKey() || c == ',' && l.pair && l.isTime())
		l.pair, l.state = c == '[', outsideString
	}
	return 1
}

// string passes over one that is no line, and keeps its beginning.
func (l *logJSON) string(b []byte) int {
	n := bytes.IndexAny(b, `"\`)
	switch {
	case n < 0:
		n = len(b)
	case n == 0 && b[0] == '"':
		l.state = behindName
		return 1
	case n == 0 && len(b) == 1:
		return 0
	case n == 0:
		n = 2
	}
	if l.n < maxLogName {
		copy(l.name[l.n:], b[:n])
	}
	l.n += n
	return n
}

// line passes on a line, decoded.
func (l *logJSON) line(b []byte) int {
	switch b[0] {
	case '"':
		l.lines.end(l.lines.size >= dockerPart && l.lines.last != '\n')
		l.state = outsideString
		return 1
	case '\\':
		var piece [8]byte
		n, size := stringEscape(piece[:], b)
		switch {
		case size > len(b):
			return 0
		case size == 0:
			n, size = copy(piece[:], b[:1]), 1
		}
		l.lines.add(piece[:n])
		return size
	}
	n := bytes.IndexAny(b, `"\`)
	if n < 0 {
		n = len(b)
	}
	l.lines.add(b[:n])
	return n
}

func (l *logJSON) isKey() bool {
	for _, key := range logKeys {
		if key != `"values"` && string(l.name[:min(l.n, maxLogName)]) == key[1:len(key)-1] {
			return true
		}
	}
	return false
}

// isTime says whether the string is a time in nanoseconds.
func (l *logJSON) isTime() bool {
	return l.n >= leastNanos && l.n <= maxLogName && len(bytes.Trim(l.name[:l.n], "0123456789")) == 0
}

// logPrefixed drops what stands before each line of a log.
type logPrefixed struct {
	lines *joined
	row   [maxLogPrefix]byte // a line's beginning
	n     int
	past  bool // the prefix is over
	cut   bool // the line goes on in the next record
}

// maxLogPrefix bounds what stands before a line.
const maxLogPrefix = 200

func (l *logPrefixed) Write(b []byte) {
	for len(b) > 0 {
		line, rest, ended := bytes.Cut(b, []byte("\n"))
		l.take(line)
		if ended {
			l.endLine()
		}
		b = rest
	}
}

func (l *logPrefixed) take(b []byte) {
	if !l.past {
		n := copy(l.row[l.n:], b)
		l.n += n
		if b = b[n:]; l.n < maxLogPrefix {
			return
		}
		l.pass()
	}
	l.lines.add(b)
}

// pass passes on what stands behind the prefix, which is nothing in a line without one.
func (l *logPrefixed) pass() {
	n, cut := logPrefix(l.row[:l.n])
	l.past, l.cut = true, cut
	l.lines.add(l.row[n:l.n])
}

func (l *logPrefixed) endLine() {
	if !l.past {
		l.pass()
	}
	l.lines.end(l.cut)
	l.n, l.past, l.cut = 0, false, false
}

func (l *logPrefixed) Close() {
	if l.n > 0 {
		l.endLine()
	}
	l.lines.close()
}

// logPrefix returns the length of what a log puts before a line: a priority, a time, the
// stream or host and program. cut says that the line goes on in the next.
func logPrefix(line []byte) (n int, cut bool) {
	if source, _, found := bytes.Cut(line, []byte("| ")); found && isComposeName(source) {
		return len(source) + len("| "), false
	}
	if n = priority(line); n > 0 && len(line) > n+2 && string(line[n:n+2]) == "1 " {
		return words(line, n+2, 6), false // RFC 5424: time, host, program, process, message, data
	}
	if at := localTime(line[n:]); at > 0 {
		return sender(line, n+at), false
	}
	at := isoTime(line[n:])
	if at == 0 {
		return 0, false
	}
	for _, stream := range [...]string{"stdout ", "stderr "} {
		if rest, ok := bytes.CutPrefix(line[n+at:], []byte(stream)); ok && len(rest) > 1 && rest[1] == ' ' {
			return n + at + len(stream) + 2, rest[0] == 'P'
		}
	}
	return n + at, false
}

// isComposeName knows "web_1  ", which Compose puts before a bar.
func isComposeName(b []byte) bool {
	name := bytes.TrimRight(b, " ")
	_, number, found := cutByte(name, "-_")
	return len(name) < len(b) && len(name) < 60 && found && isDigits(number) && bytes.IndexByte(name, ' ') < 0
}

// cutByte cuts b at the last of the bytes in set.
func cutByte(b []byte, set string) (before, after []byte, found bool) {
	i := bytes.LastIndexAny(b, set)
	if i < 0 {
		return b, nil, false
	}
	return b[:i], b[i+1:], true
}

func isDigits(b []byte) bool { return len(b) > 0 && len(bytes.Trim(b, "0123456789")) == 0 }

// priority returns the length of "<34>".
func priority(b []byte) int {
	end := bytes.IndexByte(b, '>')
	if len(b) == 0 || b[0] != '<' || end < 2 || end > 4 || !isDigits(b[1:end]) {
		return 0
	}
	return end + 1
}

// words returns where the word behind count more begins, or 0. What stands in brackets is
// one word.
func words(b []byte, at, count int) int {
	for range count {
		end := bytes.IndexByte(b[at:], ' ')
		if bytes.HasPrefix(b[at:], []byte("[")) {
			if end = bytes.LastIndexByte(b[at:], ']'); end >= 0 {
				end++
			}
		}
		if end < 0 || at+end >= len(b) {
			return 0
		}
		at += end + 1
	}
	return at
}

// logMonths are those of syslog's times.
const logMonths = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec "

// localTime returns the length of "Nov 22 10:00:00 " (RFC 3164, 4.1.2).
func localTime(b []byte) int {
	const size = len("Nov 22 10:00:00 ")
	if len(b) < size || !strings.Contains(logMonths, string(b[:4])) || b[6] != ' ' || b[9] != ':' || b[12] != ':' || b[15] != ' ' || !isDigits(b[7:9]) {
		return 0
	}
	return size
}

// sender returns the end of "host program[12]: " behind at, or at.
func sender(b []byte, at int) int {
	const most = 100
	i := bytes.Index(b[at:min(len(b), at+most)], []byte(": "))
	if i < 0 || bytes.Count(b[at:at+i], []byte(" ")) != 1 {
		return at
	}
	return at + i + len(": ")
}

// isoTime returns the length of a time (RFC 3339) and the blank behind it.
func isoTime(b []byte) int {
	const size = len("2026-11-22T10:00:00")
	if len(b) <= size || b[4] != '-' || b[7] != '-' || b[10] != 'T' || b[13] != ':' || b[16] != ':' || !isDigits(b[:4]) || !isDigits(b[17:19]) {
		return 0
	}
	end := bytes.IndexByte(b, ' ')
	if end < size || end > len("2026-11-22T10:00:00.123456789+09:00") || len(bytes.Trim(b[size:end], "0123456789.,Z+-:")) > 0 {
		return 0
	}
	return end + 1
}
