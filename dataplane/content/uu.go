package content

import "bytes"

// Uuencoded files (POSIX.1-2017, uuencode), alone or in the text of a mail: the text is
// delivered as it is, and each file in it is a member.
var _ = register(format{
	mediaType: uuType,
	aliases:   []string{uuType, "application/x-uuencode", "text/x-uue"},
	open:      func(s *scope) Writer { return &uu{scope: s, text: newText(s, plainText, nil)} },
})

const (
	uuType  = "text/x-uuencode"
	uuBegin = "begin "
)

type uu struct {
	scope  *scope
	text   *text
	line   []byte // the beginning of the line, outside of files
	member Writer // the file that is being read
	buf    []byte // of it
	left   int    // bytes that the line still has
	start  bool   // at a line's start
	bits   uint32
	n      uint
}

// maxUULine bounds the line that begins a file.
const maxUULine = 512

// hasUU says whether a text has a line that begins a file, with one behind it that may
// be its first.
func hasUU(head []byte) bool {
	for rest := head; len(rest) > 0; {
		i := bytes.Index(rest, []byte(uuBegin))
		if i < 0 {
			return false
		}
		at := len(head) - len(rest) + i
		line, behind, more := bytes.Cut(rest[i:], []byte("\n"))
		if (at == 0 || head[at-1] == '\n') && uuName(line) != "" && more && isUULine(behind) {
			return true
		}
		rest = rest[i+len(uuBegin):]
	}
	return false
}

// isUULine says whether a line says as many bytes as it has. It may be cut.
func isUULine(b []byte) bool {
	line, _, whole := bytes.Cut(b, []byte("\n"))
	line = bytes.TrimRight(line, "\r")
	if len(line) == 0 || line[0] < ' ' || line[0] > '`' {
		return false
	}
	want := (int(uuValue(line[0])) + 2) / 3 * 4
	return len(line)-1 <= want+1 && (!whole || len(line)-1 >= want-3)
}

// uuName returns the file's name that a line begins it with, or "".
func uuName(line []byte) string {
	line = bytes.TrimRight(line, "\r")
	mode, name, ok := bytes.Cut(bytes.TrimPrefix(line, []byte(uuBegin)), []byte(" "))
	if !ok || !bytes.HasPrefix(line, []byte(uuBegin)) || len(mode) < 3 || len(mode) > 4 || len(bytes.Trim(mode, "01234567")) > 0 {
		return ""
	}
	return readable(string(name))
}

func uuValue(c byte) byte { return (c - ' ') & 0x3f }

func (u *uu) Write(b []byte) {
	for len(b) > 0 {
		if u.member == nil {
			b = u.outside(b)
		} else {
			b = u.inside(b)
		}
	}
	u.flush()
}

// outside passes text on up to the line that begins a file.
func (u *uu) outside(b []byte) []byte {
	n := bytes.IndexByte(b, '\n') + 1
	if n == 0 {
		n = len(b)
	}
	u.text.Write(b[:n])
	u.line = append(u.line, b[:min(n, maxUULine-len(u.line))]...)
	if b[n-1] != '\n' {
		return b[n:]
	}
	if name := uuName(bytes.TrimRight(u.line, "\n")); name != "" {
		u.member, u.start = u.scope.x.member(u.scope.inside(name, "")), true
	}
	u.line = u.line[:0]
	return b[n:]
}

// inside decodes a file's lines: the first character says how many bytes the others
// stand for. A line that can't be one ends the file.
func (u *uu) inside(b []byte) []byte {
	for i, c := range b {
		switch {
		case c == '\n':
			u.start = true
		case c == '\r':
		case u.start && (c < ' ' || c > '`'):
			u.end()
			return b[i:]
		case u.start:
			u.left, u.start, u.n = int(uuValue(c)), false, 0
		default:
			u.character(c)
		}
	}
	return nil
}

func (u *uu) character(c byte) {
	u.bits = u.bits<<6 | uint32(uuValue(c))
	if u.n += 6; u.n < 8 {
		return
	}
	u.n -= 8
	if u.left > 0 {
		u.left--
		u.buf = append(u.buf, byte(u.bits>>u.n))
	}
}

func (u *uu) flush() {
	if u.member != nil && len(u.buf) > 0 {
		u.member.Write(u.buf)
	}
	u.buf = u.buf[:0]
}

// end closes the file.
func (u *uu) end() {
	u.flush()
	if u.member != nil {
		u.member.Close()
		u.member = nil
	}
}

func (u *uu) Close() {
	u.end()
	u.text.Close()
}
