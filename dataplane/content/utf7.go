package content

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// UTF-7 (RFC 2152), which some mail programs write for those that can't carry eight bits:
// ASCII, with runs of UTF-16 in base64 between '+' and '-'.
var charset7 = &charset{name: "utf-7", other: func() decoder { return new(utf7Decoder) }}

type utf7Decoder struct {
	inside bool // of a run
	begun  bool // of which a character has come
	bits   uint32
	n      uint
	high   rune // a surrogate that waits for its other half
}

// decode never waits: what a character is cut from stays in d.
func (d *utf7Decoder) decode(dst, src []byte, _ bool) (n, i int) {
	for i < len(src) && len(dst)-n >= maxGlyph && src[i] < utf8.RuneSelf {
		n += d.next(dst[n:], src[i])
		i++
	}
	return n, i
}

// next takes c and returns the bytes written to dst.
func (d *utf7Decoder) next(dst []byte, c byte) int {
	switch {
	case !d.inside && c == '+':
		*d = utf7Decoder{inside: true}
		return 0
	case d.inside && isUTF7(c):
		d.begun = true
		return d.add(dst, uint32(runClass[c]))
	case d.inside:
		empty := !d.begun
		*d = utf7Decoder{}
		switch {
		case c == '-' && empty:
			c = '+'
		case c == '-':
			return 0
		case c == '+': // the next run
			d.inside = true
			return 0
		}
	}
	dst[0] = c
	return 1
}

// isUTF7 says whether c may stand in a run: the alphabet of base64 but for its other form.
func isUTF7(c byte) bool { return runClass[c] != runNone && c != '-' && c != '_' }

// add takes six bits of a run.
func (d *utf7Decoder) add(dst []byte, six uint32) int {
	d.bits = d.bits<<6 | six
	if d.n += 6; d.n < 16 {
		return 0
	}
	d.n -= 16
	r, high := rune(d.bits>>d.n&0xffff), d.high
	d.high = 0
	switch {
	case high != 0:
		r = utf16.DecodeRune(high, r)
	case r >= 0xd800 && r < 0xdc00:
		d.high = r
		return 0
	}
	return utf8.EncodeRune(dst, r)
}

// hasUTF7 knows UTF-7 that nothing declares by what its runs stand for: at least so many
// letters of the East, of which most are frequent ones. Base64 and telephone numbers, which
// have a '+' too, stand for letters that are not.
func hasUTF7(head []byte) bool {
	const least = 4
	known, all := 0, 0
	for {
		i := bytes.IndexByte(head, '+')
		if i < 0 {
			return known >= least && known*4 >= all*3
		}
		head = head[i:]
		n := 1
		for n < len(head) && isUTF7(head[n]) && head[n] != '+' {
			n++
		}
		k, a := knownUTF7(head[:n])
		known, all, head = known+k, all+a, head[n:]
	}
}

// knownUTF7 counts the letters of a run, and those that texts often have.
func knownUTF7(run []byte) (known, all int) {
	var d utf7Decoder
	var letter [maxGlyph]byte
	for _, c := range run {
		if n := d.next(letter[:], c); n > 0 {
			r, _ := utf8.DecodeRune(letter[:n])
			all++
			if isFrequent(r) {
				known++
			}
		}
	}
	return known, all
}

func isFrequent(r rune) bool {
	return r >= 'ぁ' && r <= 'ー' || r >= '　' && r <= '〟' || r >= '！' && r <= '～' ||
		frequentJapanese.has(r) || frequentChinese.has(r) || frequentTraditional.has(r) || frequentHangul.has(r)
}
