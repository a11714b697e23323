package content

import (
	"bytes"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// word reads a Word document (MS-DOC): the pieces of its text, of which headers,
// footnotes, comments and text boxes are the later ones, through the piece table.
func (r *oleReader) word(s scope, dir int, b []byte) {
	const (
		flags     = 10
		encrypted = 0x0100
		table1    = 0x0200
		clx       = 0x1a2 // offset and size of the piece table in the table stream
		word97    = 0xc1
	)
	if len(b) < 0x20 {
		s.opaque(len(b), reasonCorrupt)
		return
	}
	bits := le16(b[flags:])
	switch {
	case bits&encrypted != 0:
		r.locked(s, len(b))
		return
	case le16(b[2:]) < word97 || len(b) < clx+8:
		r.oldWord(s, b)
		return
	}
	table := "0Table"
	if bits&table1 != 0 {
		table = "1Table"
	}
	pieces := wordPieces(slice(r.named(dir, table), int(le32(b[clx:])), int(le32(b[clx+4:]))))
	if len(pieces) == 0 {
		r.oldWord(s, b)
		return
	}
	writePieces(s, b, pieces)
}

// writePieces writes the pieces of a document's text, one behind the other.
func writePieces(s scope, b []byte, pieces []wordPiece) {
	t := newText(&s, plainText, charsetUTF8)
	for _, p := range pieces {
		p.write(t, b)
	}
	t.Close()
}

// slice returns b[at:at+n] as far as there is so much.
func slice(b []byte, at, n int) []byte {
	if at < 0 || n < 0 || at > len(b) {
		return nil
	}
	return b[at:min(at+n, len(b))]
}

// oldWord reads a document of Word 6 or 95, which keeps its text in one run of the
// system's charset; or what there is of a damaged one.
func (r *oleReader) oldWord(s scope, b []byte) {
	in := s
	t := newText(&in, plainText, nil)
	from, to := int(le32(b[0x18:])), int(le32(b[0x1c:]))
	t.Write([]byte(strings.ReplaceAll(string(slice(b, from, to-from)), "\r", "\n")))
	t.Close()
}

// wordPiece is a run of characters in the document's stream.
type wordPiece struct {
	at, chars int
	narrow    bool // one byte a character, of windows-1252
}

// wordPieces reads the piece table (Clx): properties, which are skipped, then
// positions in characters, and where each piece lies.
func wordPieces(b []byte) (list []wordPiece) {
	for len(b) >= 3 && b[0] == 1 {
		b = slice(b, 3+int(le16(b[1:])), len(b))
	}
	if len(b) < 5 || b[0] != 2 {
		return nil
	}
	b = slice(b, 5, int(le32(b[1:])))
	n := (len(b) - 4) / 12
	for i := 0; i < n; i++ {
		from, to := le32(b[4*i:]), le32(b[4*i+4:])
		fc := le32(b[4*(n+1)+8*i+2:])
		p := wordPiece{at: int(fc & 0x3fffffff), chars: int(int64(to) - int64(from)), narrow: fc&0x40000000 != 0}
		if p.narrow {
			p.at /= 2
		}
		list = append(list, p)
	}
	return list
}

func (p wordPiece) write(t *text, b []byte) {
	if p.chars <= 0 {
		return
	}
	var out string
	if p.narrow {
		wide := make([]rune, 0, 64)
		for _, c := range slice(b, p.at, p.chars) {
			wide = append(wide, charmap.Windows1252.DecodeByte(c))
		}
		out = string(wide)
	} else {
		out = decodeAs(charset16LE, slice(b, p.at, 2*p.chars))
	}
	t.Write([]byte(wordMarks.Replace(out)))
}

// wordMarks turns Word's marks into white space: ends of paragraphs, cells, rows,
// lines and pages; those of fields, footnotes and pictures go.
var wordMarks = strings.NewReplacer("\r", "\n", "\x07\x07", "\n", "\x07", "\t", "\v", "\n", "\f", "\n",
	"\x13", "", "\x14", " ", "\x15", "", "\x01", "", "\x02", "", "\x03", "", "\x04", "", "\x05", "", "\x08", "", "\x1e", "-", "\x1f", "")

// slides reads a PowerPoint presentation (MS-PPT): its text atoms in order.
func (r *oleReader) slides(s scope, _ int, b []byte) {
	in := s
	t := newText(&in, plainText, charsetUTF8)
	defer t.Close()
	for len(b) >= 8 {
		kind, size := le16(b[2:]), int(le32(b[4:]))
		container := b[0]&15 == 15
		b = b[8:]
		switch {
		case kind == pptCrypt:
			r.locked(s, len(b))
			return
		case container:
			continue
		}
		if data := slice(b, 0, size); kind == pptObject {
			r.slideObject(s, data)
		} else {
			slideAtom(t, kind, data)
		}
		b = slice(b, size, len(b))
	}
}

// Records of MS-PPT, 2.13.24.
const (
	pptTextChars = 0x0fa0
	pptTextBytes = 0x0fa8
	pptString    = 0x0fba
	pptObject    = 0x1011
	pptCrypt     = 0x2f14
)

func slideAtom(t *text, kind uint16, b []byte) {
	switch kind {
	case pptTextChars, pptString:
		t.Write([]byte(wordMarks.Replace(decodeAs(charset16LE, b)) + "\n"))
	case pptTextBytes:
		wide := make([]byte, 0, 2*len(b))
		for _, c := range b {
			wide = append(wide, c, 0)
		}
		t.Write([]byte(wordMarks.Replace(decodeAs(charset16LE, wide)) + "\n"))
	}
}

// slideObject reads what is embedded, or the project of macros: a compound file as it
// is, or compressed behind its size (MS-PPT, 2.10.34 to 2.10.41).
func (r *oleReader) slideObject(s scope, b []byte) {
	w := r.scope.x.member(s.inside("object", ""))
	if !bytes.HasPrefix(b, []byte(oleMagic)) {
		w, b = newDeflate(&s, w), slice(b, 4, len(b))
	}
	w.Write(b)
	w.Close()
}
