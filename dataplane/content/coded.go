package content

import (
	"bytes"
	"strconv"
)

// Files that stand in a text, in lines of characters: a line says that one begins, and each
// line behind it stands for so many bytes. They are uuencode (POSIX.1-2017) and xxencode,
// yEnc (its draft 1.3), and the binary patches of Git (gitformat-patch, base85.c).

// lineCode is how the lines of a file are written.
type lineCode interface {
	// line returns the bytes that a line without its end stands for; ok is false if it is
	// none of the file.
	line(b []byte) (out []byte, ok bool)
}

// codedStart looks for the line that begins a file.
type codedStart struct {
	file string // that a patch is about
	git  bool   // within a binary patch
}

const (
	uuBegin  = "begin "
	yBegin   = "=ybegin "
	gitFile  = "diff --git "
	gitPatch = "GIT binary patch"
)

// see returns how the file that line begins is written, or nil. packed says that it is
// compressed too.
func (s *codedStart) see(line []byte) (name string, code lineCode, packed bool) {
	switch {
	case bytes.HasPrefix(line, []byte(uuBegin)):
		if name = uuName(line); name != "" {
			code = new(uuCode)
		}
	case bytes.HasPrefix(line, []byte(yBegin)):
		return newYCode(line)
	case bytes.HasPrefix(line, []byte(gitFile)):
		s.git = false
		if i := bytes.LastIndex(line, []byte(" b/")); i >= 0 {
			s.file = readable(string(line[i+len(" b/"):]))
		}
	case string(line) == gitPatch:
		s.git = true
	case s.git && isGitSize(line):
		return s.file, gitCode{}, true
	default:
		s.git = s.git && len(line) == 0
	}
	return name, code, false
}

// hasCoded says whether the head of a text has a line that begins a file. One of uuencode
// needs one behind it that may be its first, since it is made of common words.
func hasCoded(head []byte) bool {
	if bytes.HasPrefix(head, []byte(gitFile)) || bytes.Contains(head, []byte("\n"+gitFile)) || hasYEnc(head) {
		return true
	}
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

// isUULine says whether a line of uuencode or xxencode says as many bytes as it has. It may
// be cut.
func isUULine(b []byte) bool {
	line, _, whole := bytes.Cut(b, []byte("\n"))
	line = bytes.TrimRight(line, "\r")
	for _, values := range [...]*[256]uint8{uuValues, xxValues} {
		if len(line) > 0 && allOf(values, line) {
			if want := uuSize(values, line); len(line) <= want+2 && (!whole || len(line) >= want-3) {
				return true
			}
		}
	}
	return false
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

// uuValues and xxValues give the characters of both alphabets their values. Programs that
// avoid blanks write '`' for zero.
var (
	uuValues = func() *[256]uint8 {
		t := sixBits(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_")
		t['`'] = 0
		return t
	}()
	xxValues = sixBits("+-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
)

func sixBits(alphabet string) *[256]uint8 {
	t := new([256]uint8)
	for i := range t {
		t[i] = runNone
	}
	for i, c := range []byte(alphabet) {
		t[c] = uint8(i)
	}
	return t
}

// uuSize returns how many characters a line says that it has, the one that says so included.
func uuSize(values *[256]uint8, line []byte) int {
	return 1 + (int(values[line[0]])+2)/3*4
}

// uuCode is uuencode, or xxencode, which begins a file alike: the first line tells.
type uuCode struct{ values *[256]uint8 }

func (u *uuCode) line(b []byte) (out []byte, ok bool) {
	if u.values == nil && len(b) > 0 {
		if u.values = uuValues; !allOf(uuValues, b) || allOf(xxValues, b) && len(b) == uuSize(xxValues, b) {
			u.values = xxValues
		}
	}
	if len(b) == 0 || !allOf(u.values, b) {
		return nil, false
	}
	size := uuSize(u.values, b)
	if len(b) > size+2 || len(b) < size && u.values == xxValues { // mail programs cut blanks off
		return nil, false
	}
	left, bits, n := int(u.values[b[0]]), uint32(0), 0
	for _, c := range b[1:] {
		bits = bits<<6 | uint32(u.values[c])
		if n += 6; n >= 8 && left > 0 {
			n -= 8
			out = append(out, byte(bits>>n))
			left--
		}
	}
	return out, true
}

// hasYEnc says whether head has a line that begins a file in yEnc, which is no text.
func hasYEnc(head []byte) bool {
	return bytes.HasPrefix(head, []byte(yBegin)) || bytes.Contains(head, []byte("\n"+yBegin))
}

// yCode is yEnc: each byte is 42 more, and those that lines can't have stand behind '='.
type yCode struct{ left int }

func newYCode(line []byte) (name string, code lineCode, packed bool) {
	fields, file, ok := bytes.Cut(line, []byte(" name="))
	_, size, sized := bytes.Cut(fields, []byte(" size="))
	digits, _, _ := bytes.Cut(size, []byte(" "))
	left, err := strconv.Atoi(string(digits))
	if !ok || !sized || err != nil || left < 0 {
		return "", nil, false
	}
	return readable(string(file)), &yCode{left}, false
}

func (y *yCode) line(b []byte) (out []byte, ok bool) {
	if bytes.HasPrefix(b, []byte("=ypart ")) {
		return nil, true
	}
	if y.left <= 0 || bytes.HasPrefix(b, []byte("=y")) {
		return nil, false
	}
	for i := 0; i < len(b); i++ {
		c := b[i]
		if c == '=' && i+1 < len(b) {
			i++
			c = b[i] - 64
		}
		out = append(out, c-42)
	}
	y.left -= len(out)
	return out, true
}
