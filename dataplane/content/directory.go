package content

import (
	"bytes"
	"encoding/base64"
)

// Entries of a directory as LDIF (RFC 2849): lines that only fold another are joined,
// and values in base64, behind "::", are decoded, so that detectors see "cn: name".
var _ = register(format{
	mediaType: "text/ldif",
	aliases:   []string{"text/ldif", "text/x-ldif", "application/ldif"},
	magics:    []magic{{0, "dn: "}, {0, "dn:: "}, {0, "version: 1\ndn:"}, {0, "version: 1\r\ndn:"}, {0, "version: 1\n\ndn:"}, {0, "version: 1\r\n\r\ndn:"}, {0, "# extended LDIF"}, {0, "# LDIF"}},
	open:      func(s *scope) Writer { return &directory{text: newText(s, plainText, nil)} },
})

// directory reads entries by lines.
type directory struct {
	text *text
	held []byte // a line's end that a write cut
	line []byte // the line so far
	long bool   // it was too long to be kept, and goes on as it comes
}

// maxDirectoryLine bounds a line that is decoded as a whole: photographs and
// certificates are longer.
const maxDirectoryLine = 4 << 10

func (d *directory) Write(b []byte) { d.held = inSteps(d.held, b, d.step) }

// step takes the beginning of b and returns its size, or 0 to ask for more.
func (d *directory) step(b []byte) int {
	if b[0] != '\r' && b[0] != '\n' {
		n := bytes.IndexAny(b, "\r\n")
		if n < 0 {
			n = len(b)
		}
		d.add(b[:n])
		return n
	}
	n, folds := foldedEnd(b)
	switch {
	case folds:
		n++
	case n > 0:
		d.endLine()
	}
	return n
}

// add adds to the line, and lets go of it where it is too long to be decoded as a whole.
func (d *directory) add(b []byte) {
	for len(b) > 0 {
		n := min(len(b), maxDirectoryLine-len(d.line))
		d.line, b = append(d.line, b[:n]...), b[n:]
		if len(d.line) == maxDirectoryLine {
			d.text.Write(d.line)
			d.line, d.long = d.line[:0], true
		}
	}
}

// endLine delivers a line, decoded if it is in base64.
func (d *directory) endLine() {
	if name, value, coded := bytes.Cut(d.line, []byte("::")); coded && !d.long && len(name) > 0 && bytes.IndexByte(name, ':') < 0 {
		if decoded, err := base64.StdEncoding.AppendDecode(append(bytes.Clone(name), ": "...), bytes.TrimSpace(value)); err == nil {
			d.line = decoded
		}
	}
	d.text.Write(append(d.line, '\n'))
	d.line, d.long = d.line[:0], false
}

func (d *directory) Close() {
	if held := d.held; len(held) > 0 && held[0] != '\r' && held[0] != '\n' {
		d.add(held)
	}
	if len(d.line) > 0 {
		d.endLine()
	}
	d.text.Close()
}
