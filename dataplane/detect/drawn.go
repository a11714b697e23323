package detect

// Tokens are drawn at random: they are long words with digits in them. Names such as "key" stand
// all over programs, with no such word anywhere near, which is seen sooner than what joins a name
// to what stands behind it.

// drawnWords is what is known of where such words stand: none begins in buf[from:to], and
// buf[to:end], where that is not empty, is one.
type drawnWords struct{ from, to, end int }

// longDrawn is how long a token without digits is at least (see isRandom and guidBytes).
const longDrawn = 28

// The kinds of bytes that words are told by.
const (
	noWord = iota
	inToken
	drawnDigit
)

// drawnKinds are those of all bytes. What is not ASCII may be a full-width digit, and '%' begins
// an escape.
var drawnKinds = func() (kinds [256]uint8) {
	for c := range kinds {
		switch k := charKind(byte(c)); {
		case c >= 0x80 || k == aDigit:
			kinds[c] = drawnDigit
		case k != 0:
			kinds[c] = inToken
		}
	}
	return kinds
}()

// mayBeToken says whether a token may stand in what a judgement sees from here on: more text
// may still bring one, or there is a word that isToken could take for one.
func (v *visit) mayBeToken(from, to int) bool {
	if to > len(v.buf) && !v.closed {
		return true
	}
	d := &v.drawn
	if from < d.from || from > max(d.to, d.end-1) {
		*d = drawnWords{from, from, from}
	}
	if d.end <= d.to {
		d.search(v.buf, to)
	}
	return d.to < min(to, d.end)
}

// search goes on to the first word that may be a token and begins before to. Of shorter words it
// looks at the ends only.
func (d *drawnWords) search(buf []byte, to int) {
	i := d.to
	for i < to && i+minToken <= len(buf) {
		short := i + minToken - 1
		for short >= i && drawnKinds[buf[short]] != noWord {
			short--
		}
		if short >= i {
			i = short + 1
			continue
		}
		end, ok := drawnWord(buf, i)
		if ok {
			d.to, d.end = i, end
			return
		}
		i = end
	}
	d.to = max(i, to)
}

// drawnWord returns where the word ends that begins at buf[i], and whether it may be a token.
func drawnWord(buf []byte, i int) (end int, ok bool) {
	digits := false
	for end = i; end < len(buf) && drawnKinds[buf[end]] != noWord; end++ {
		digits = digits || drawnKinds[buf[end]] == drawnDigit
	}
	return end, digits && end-i >= minToken || end-i >= longDrawn
}

// isBareKey says whether "key" at buf[start:] is a word by itself, as that of a map is: then it
// names no token (see namesToken).
func isBareKey(buf []byte, start int) bool {
	if start < 2 || buf[start-1] == ' ' {
		return start >= 2 && !isWordByte(buf[start-2])
	}
	return !inName(buf[start-1])
}
