package content

import (
	"bytes"
	"unicode/utf8"
)

const formType = "application/x-www-form-urlencoded"

// A form as application/x-www-form-urlencoded (WHATWG URL, 5): the fields become
// lines "name=value", so that detectors see a record, and the charset of the
// bytes that stood behind percent signs is judged as in any text.
var _ = register(format{
	mediaType: formType,
	aliases:   []string{formType},
	open:      func(s *scope) Writer { return &form{text: newText(s, plainText, nil), values: newFinder(s)} },
})

type form struct {
	text   *text
	buf    []byte
	held   []byte // a percent escape that a write cut
	values valueFinder
}

const formBuffer = 2 << 10

func (f *form) Write(b []byte) {
	read := f.values.next(b, len(f.held))
	if len(f.held) > 0 {
		b = append(f.held, b...)
		f.held = nil
	}
	if f.buf == nil {
		f.buf = make([]byte, 0, formBuffer)
	}
	for i := 0; i < len(b); {
		n, hold := f.step(b[i:])
		if hold {
			f.held = append([]byte(nil), b[i:]...)
			break
		}
		if c := f.last(); n > 1 && c < utf8.RuneSelf && i >= read {
			if read = f.values.see(plainText, b, i, []byte{c}); c == '"' && read > i {
				f.holdsJSON()
			}
		}
		i += n
		if len(f.buf) > formBuffer-longestPercent {
			f.flush()
		}
	}
	f.values.keep(b)
	f.flush()
}

// last returns the byte decoded last.
func (f *form) last() byte { return f.buf[len(f.buf)-1] }

// holdsJSON has what follows read as JSON, which a field has proved to hold.
func (f *form) holdsJSON() {
	f.flush()
	f.text.kind, f.text.esc.kind = jsonText, jsonText
}

// longestPercent is the size of %uXXXX, which old scripts' escape() makes.
const longestPercent = 6

// step decodes one character and returns its size; hold asks for more bytes.
func (f *form) step(b []byte) (n int, hold bool) {
	switch b[0] {
	case '+':
		f.buf = append(f.buf, ' ')
	case '&':
		f.buf = append(f.buf, '\n')
	case '%':
		return f.percent(b)
	default:
		f.buf = append(f.buf, b[0])
	}
	return 1, false
}

// percent decodes %XX into a byte and passes %uXXXX on as \uXXXX, which the text
// undoes once it knows the charset of the rest. Anything else stays as it is.
func (f *form) percent(b []byte) (n int, hold bool) {
	size := 3
	if len(b) > 1 && b[1]|0x20 == 'u' {
		size = longestPercent
	}
	for _, c := range b[size/3 : min(len(b), size)] {
		if hexValue(c) > 15 {
			f.buf = append(f.buf, '%')
			return 1, false
		}
	}
	switch {
	case len(b) < size:
		return 0, true
	case size == 3:
		f.buf = append(f.buf, hexValue(b[1])<<4|hexValue(b[2]))
	default:
		f.buf = append(append(f.buf, '\\', 'u'), b[2:size]...)
	}
	return size, false
}

func (f *form) flush() {
	f.text.Write(f.buf)
	f.buf = f.buf[:0]
}

func (f *form) Close() {
	f.text.Write(f.held)
	f.text.Write([]byte{'\n'})
	f.text.Close()
	f.values.end()
}

// isForm reports whether b is clearly a form though it isn't declared as one:
// a name and "=", only characters that occur in forms, and an escape.
func isForm(b []byte) bool {
	eq, percent := bytes.IndexByte(b, '='), bytes.IndexByte(b, '%')
	if eq < 1 || eq > 64 || percent < 0 || percent+2 >= len(b) {
		return false
	}
	if hexValue(b[percent+1]) > 15 && b[percent+1] != 'u' || hexValue(b[percent+2]) > 15 {
		return false
	}
	for _, c := range bytes.TrimRight(b, "\r\n") {
		if !formByte[c] {
			return false
		}
	}
	return true
}

// formByte holds the characters that occur in an encoded form.
var formByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c > ' ' && c < 0x7f && bytes.IndexByte([]byte("\"<>\\^`{|}#"), byte(c)) < 0
	}
	return t
}()
