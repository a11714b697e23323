package content

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// headerText delivers header fields (RFC 5322, 2.2) as a text of one line a
// field: unfolded, with encoded words (RFC 2047) decoded wherever they stand,
// quotes included, since mail programs do so too. Raw bytes above ASCII are left
// to the text's own judgement of charsets.
type headerText struct {
	out   Writer
	held  []byte // a line end, or an encoded word begun
	gap   []byte // white space behind an encoded word, which belongs to neither side
	words wordDecoder
}

// maxWord bounds an encoded word. RFC 2047 allows 75 characters; many programs
// write more.
const maxWord = 1 << 10

// maxGap bounds the white space between two encoded words.
const maxGap = 1 << 10

func newHeaderText(s *scope) *headerText {
	own := *s
	return &headerText{out: newText(&own, plainText, nil)}
}

// wordsDecoded decodes the encoded words in a short string, such as a file name.
func wordsDecoded(s string) string {
	if !strings.Contains(s, "=?") {
		return s
	}
	var g gathered
	h := headerText{out: &g}
	h.Write([]byte(s))
	h.Close()
	return string(g.b)
}

func (h *headerText) Write(b []byte) { h.held = inSteps(h.held, b, h.step) }

// inSteps hands what was held and b to step, which takes the beginning of what it is
// given and returns its size, or 0 to ask for more bytes. It returns what step left.
func inSteps(held, b []byte, step func([]byte) int) []byte {
	if len(held) > 0 {
		b = append(held, b...)
	}
	for len(b) > 0 {
		n := step(b)
		if n == 0 {
			return bytes.Clone(b)
		}
		b = b[n:]
	}
	return nil
}

// step takes the beginning of b and returns its size, or 0 to ask for more.
func (h *headerText) step(b []byte) int {
	switch b[0] {
	case '\r', '\n':
		return h.lineEnd(b)
	case ' ', '\t':
		if h.words.open && len(h.gap) < maxGap {
			h.gap = append(h.gap, b[0])
			return 1
		}
	case '=':
		return h.word(b)
	}
	h.endWord()
	n := 1
	for n < len(b) && b[n] != '=' && b[n] != '\r' && b[n] != '\n' {
		n++
	}
	h.out.Write(b[:n])
	return n
}

// lineEnd drops a line end that only folds the line.
func (h *headerText) lineEnd(b []byte) int {
	n, folds := foldedEnd(b)
	if n > 0 && !folds {
		h.endWord()
		h.out.Write([]byte{'\n'})
		h.anew()
	}
	return n
}

// foldedEnd returns the size of the line end that b begins with, and whether it only
// folds the line: white space follows. The size is 0 if b doesn't show what follows.
func foldedEnd(b []byte) (n int, folds bool) {
	n = 1
	if b[0] == '\r' && len(b) > 1 && b[1] == '\n' {
		n = 2
	}
	if len(b) == n {
		return 0, false
	}
	return n, b[n] == ' ' || b[n] == '\t'
}

// anew has the next line's charset judged by itself, if this one's was known from
// encoded words: what mail programs write raw may be of another.
func (h *headerText) anew() {
	if t, ok := h.out.(*text); ok && h.words.used {
		t.anew()
	}
	h.words.used = false
}

// word decodes the encoded word that b may begin with.
func (h *headerText) word(b []byte) int {
	label, coding, text, n := encodedWord(b)
	switch {
	case n > len(b):
		return 0
	case n == 0:
		h.endWord()
		h.out.Write(b[:1])
		return 1
	}
	h.gap = h.gap[:0]
	h.words.decode(label, coding, text, h.out)
	return n
}

// endWord ends a row of encoded words.
func (h *headerText) endWord() {
	if !h.words.open {
		return
	}
	h.words.end(h.out)
	h.out.Write(h.gap)
	h.gap = h.gap[:0]
}

func (h *headerText) Close() {
	h.endWord()
	if held := bytes.ReplaceAll(h.held, []byte("\r\n"), []byte("\n")); len(held) > 0 {
		h.out.Write(held)
	}
	h.out.Close()
}

// encodedWord takes =?charset?coding?text?= apart. n is its size: 0 if b doesn't
// begin with one, more than len(b) if b may cut it.
func encodedWord(b []byte) (label string, coding byte, text []byte, n int) {
	line := b[:min(len(b), maxWord)]
	if i := bytes.IndexAny(line, "\r\n"); i >= 0 {
		line = line[:i]
	}
	cut := len(b) + 1
	if len(line) < len(b) || len(line) == maxWord {
		cut = 0
	}
	if !bytes.HasPrefix(line, []byte("=?")[:min(2, len(line))]) {
		return "", 0, nil, 0
	}
	f := bytes.SplitN(line[min(2, len(line)):], []byte("?"), 3)
	if len(f) > 0 && !isLabel(f[0]) || len(f) > 1 && !isWordCoding(f[1]) {
		return "", 0, nil, 0
	}
	if len(f) < 3 || len(f[1]) == 0 {
		return "", 0, nil, cut
	}
	end := bytes.Index(f[2], []byte("?="))
	if end < 0 {
		return "", 0, nil, cut
	}
	label, _, _ = strings.Cut(string(f[0]), "*") // RFC 2231, 5: a language may follow
	return label, f[1][0] | 0x20, f[2][:end], len("=?") + len(f[0]) + 1 + 1 + 1 + end + len("?=")
}

// isWordCoding reports whether b is the sign of base64 or quoted-printable, or
// nothing as yet.
func isWordCoding(b []byte) bool {
	return len(b) == 0 || len(b) == 1 && bytes.IndexByte([]byte("bBqQ"), b[0]) >= 0
}

// isLabel reports whether b could be a charset's name.
func isLabel(b []byte) bool {
	for _, c := range b {
		if c <= ' ' || c > '~' || bytes.IndexByte([]byte(`()<>@,;:"/[]=\`), c) >= 0 {
			return false
		}
	}
	return len(b) <= 40
}

// wordDecoder decodes encoded words in a row. Some programs cut a character in
// two between them, so what is left of one word goes before the next.
type wordDecoder struct {
	open  bool // a row of words has begun
	used  bool // there were words in this line
	label string
	dec   decoder
	left  []byte
}

// decode decodes a word of coding 'b' or 'q'.
func (w *wordDecoder) decode(label string, coding byte, text []byte, out Writer) {
	if !w.open || !strings.EqualFold(label, w.label) {
		w.end(out)
		w.open, w.used, w.label, w.dec = true, true, label, nil
		if c := namedCharset(label); c != nil {
			w.dec = c.decoder()
		}
	}
	b := append(w.left, unwrapped(coding, text)...)
	w.left = nil
	if w.dec == nil {
		out.Write(b)
		return
	}
	w.left = w.transcode(b, false, out)
}

// transcode writes b in UTF-8 and returns what is left of it.
func (w *wordDecoder) transcode(b []byte, end bool, out Writer) []byte {
	var buf [256]byte
	for len(b) > 0 {
		n, used := w.dec.decode(buf[:], b, end)
		out.Write(buf[:n])
		b = b[used:]
		_, jis := w.dec.(*iso2022jp)
		if d, ok := w.dec.(*tableDecoder); ok {
			d.errors = 0
		}
		switch {
		case n+used > 0:
		case end || jis && b[0] >= utf8.RuneSelf: // not of the charset
			out.Write([]byte(replacement))
			b = b[1:]
		default:
			return b
		}
	}
	return nil
}

// end delivers what was left of the last word.
func (w *wordDecoder) end(out Writer) {
	if w.dec != nil {
		w.transcode(w.left, true, out)
	}
	*w = wordDecoder{used: w.used}
}

// unwrapped undoes the coding of an encoded word (RFC 2047, 4).
func unwrapped(coding byte, text []byte) []byte {
	var g gathered
	if coding == 'b' {
		(&base64Decoder{next: &g}).Write(text)
		return g.b
	}
	q := &quotedPrintable{next: &g}
	q.Write(bytes.ReplaceAll(text, []byte("_"), []byte(" ")))
	q.Close()
	return g.b
}

// gathered keeps what is written.
type gathered struct{ b []byte }

func (g *gathered) Write(b []byte) { g.b = append(g.b, b...) }
func (g *gathered) Close()         {}
