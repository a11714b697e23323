package encode

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// escaping is how a format writes text.
type escaping struct {
	special string // characters that a backslash goes before
	shown   string // characters that are shown as hidden ones are, for want of an escape
	breaks  bool   // \n and \r are escapes for line breaks
	// escape begins the form that hidden characters are shown in: a backslash, escaped where
	// the format takes a backslash for more than itself.
	escape string
}

// Lines stay below the 8 KiB past which receivers of syslog cut or split messages by default:
// behind longLine bytes, a value that takes more than a few is left out, and mark stands for it.
const (
	longLine   = 5500
	shortValue = 16
)

// put writes a value into a line.
func (o *output) put(x *escaping, value []byte) {
	before := len(o.b)
	o.b = x.append(o.b, value)
	if len(o.b)-o.start > longLine && len(o.b)-before > shortValue {
		o.b = append(o.b[:before], mark...)
	}
}

// append writes a value of valid UTF-8.
func (x *escaping) append(b, value []byte) []byte {
	from := 0
	for i := 0; i < len(value); {
		r, size := rune(value[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(value[i:])
		}
		if hidden(r) || r < utf8.RuneSelf && x.touches(byte(r)) {
			b = append(b, value[from:i]...)
			b = x.character(b, r)
			from = i + size
		}
		i += size
	}
	return append(b, value[from:]...)
}

func (x *escaping) touches(c byte) bool {
	return strings.IndexByte(x.special, c) >= 0 || strings.IndexByte(x.shown, c) >= 0
}

func (x *escaping) character(b []byte, r rune) []byte {
	switch {
	case x.breaks && r == '\n':
		return append(b, `\n`...)
	case x.breaks && r == '\r':
		return append(b, `\r`...)
	case r < utf8.RuneSelf && strings.IndexByte(x.special, byte(r)) >= 0:
		return append(b, '\\', byte(r))
	case r > 0xffff:
		return fmt.Appendf(b, "%sU%08x", x.escape, r)
	}
	return fmt.Appendf(b, "%su%04x", x.escape, r)
}
