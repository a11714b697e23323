package detect

import (
	"bytes"
	"math/bits"
)

// Tokens are drawn at random: they are long words with digits in them. Passwords that count have
// digits too. Names such as "key" stand all over programs with no such word anywhere near, which is
// seen sooner than what joins a name to what stands behind it.

// drawnWords is what is known of where such words stand: none begins in buf[from:to], and
// buf[to:end], where that is not empty, is one.
type drawnWords struct{ from, to, end int }

// drawnKinds are the kinds of all bytes that tokens have (see charKind), and 0 for others. '%'
// may begin an escape, and what is not ASCII be a full-width letter: what these stand for is not
// known yet.
var drawnKinds = func() (kinds [256]uint8) {
	for c := range kinds {
		if kinds[c] = uint8(charKind(byte(c))); c == '%' || c >= 0x80 {
			kinds[c] = anyKind
		}
	}
	return kinds
}()

// anyKind is the kind of a byte that may stand for one of any.
const anyKind = 16

// lacks says of a literal at buf[start:end] that what any value behind it has is not there.
func (v *visit) lacks(lit *literal, start, end int) bool {
	switch {
	case lit.hosted:
		near := end + secretURLBytes
		return near <= len(v.buf) && bytes.IndexByte(v.buf[end:near], '@') < 0
	case lit.drawn:
		return lit.text == "key" && isBareKey(v.buf, start) || isLetter(v.buf[start]) && goesOnUnlike(v.buf, end, &keyTailShapes) || !v.mayBeToken(end, end+secretReach)
	case lit.coined:
		return !v.mayBePassword(start-maxSecretName-secretURLBytes, end+secretReach)
	}
	return false
}

// goesOnUnlike says whether a word in a name goes on in small letters at buf[end:] as none of those
// that a list has (see secretName.tailed).
func goesOnUnlike(buf []byte, end int, tails *wordShapes) bool {
	i := end
	for i < len(buf) && i-end < maxSecretName && isSmall(buf[i]) {
		i++
	}
	return i > end && i < len(buf) && i-end < maxSecretName && isLetter(buf[end-1]) && !tails.has(buf[end:i])
}

// keyTailShapes tells the words that may stand behind those of tokens' names.
var keyTailShapes = func() (shapes wordShapes) {
	for w := range keyTails {
		shapes.add(w)
	}
	return shapes
}()

// leastCoined is how many bytes a password takes at least, and how many digits one takes that has
// nothing else.
const leastCoined, leastPINDigits = minPassword, minPIN

// mayBePassword says whether a password may stand from buf[from] to buf[to]: each that counts has
// a digit (see passwordScore and isPIN). Full-width digits are told by their first byte.
func (v *visit) mayBePassword(from, to int) bool {
	if from = max(0, from); from < v.origin || to > len(v.buf) && !v.closed {
		return true
	}
	to = min(to, len(v.buf))
	if bytes.IndexByte(v.buf[from:to], 0xef) >= 0 {
		return true
	}
	for i := v.nextDigit(from, to); i < to; i = v.nextDigit(i, to) {
		start, digits := i, 0
		for start > from && v.buf[start-1] > ' ' && i-start < leastCoined {
			start--
		}
		for ; i < to && v.buf[i] > ' '; i++ {
			if digits += int(drawnKinds[v.buf[i]] & aDigit); i-start >= leastCoined-1 || digits >= leastPINDigits {
				return true
			}
		}
	}
	return false
}

// nextDigit returns where the next digit is from buf[from] on, or to.
func (v *visit) nextDigit(from, to int) int {
	for from < to {
		at := (from - v.origin) / blockSize
		if here := v.marks[at].digits >> ((from - v.origin) % blockSize); here != 0 {
			return from + bits.TrailingZeros64(here)
		}
		from = v.origin + (at+1)*blockSize
	}
	return to
}

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
		for short >= i && drawnKinds[buf[short]] != 0 {
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

// drawnWord returns where the word ends that begins at buf[i], and whether isToken may take a
// part of it for a token.
func drawnWord(buf []byte, i int) (end int, ok bool) {
	var w drawnCount
	for end = i; end < len(buf) && drawnKinds[buf[end]] != 0; end++ {
		w.add(buf[end])
	}
	return end, end-i >= minToken && w.mayBeToken()
}

// drawnCount counts in a word what isRandom counts in a token, which has no more of anything.
type drawnCount struct {
	kinds, last   uint8 // of its bytes, and of the last letter or digit
	before        byte
	turns, groups int // changes of the kind, and groups of digits
	capitals      int // behind capitals
	hex, longest  int // digits of hexadecimal numbers together
}

func (w *drawnCount) add(c byte) {
	k := drawnKinds[c]
	w.kinds |= k
	if k == aBig && isCapital(w.before) {
		w.capitals++
	}
	w.before = c
	if w.hex++; !isHex(c) {
		w.hex = 0
	}
	w.longest = max(w.longest, w.hex)
	if k < anySign && k != w.last {
		w.turns++
		w.last = k
		w.groups += int(k & aDigit)
	}
}

const (
	// drawnTurns is the least number of turns that isRandom wants of a token in small letters and
	// capitals, drawnGroups of groups of digits in another, and drawnCapitals of capitals behind
	// capitals in one without digits.
	drawnTurns, drawnGroups, drawnCapitals = (minToken + 2) / 3, 3, 2
	// drawnHex is how many digits of a hexadecimal number stand together at least, as in the last
	// part of a GUID.
	drawnHex = 12
)

func (w *drawnCount) mayBeToken() bool {
	both := w.kinds&aSmall != 0 && w.kinds&aBig != 0
	return w.kinds&anyKind != 0 || w.longest >= drawnHex || w.groups >= drawnGroups ||
		both && w.turns >= drawnTurns && (w.kinds&aDigit != 0 || w.capitals >= drawnCapitals)
}

// isBareKey says whether "key" at buf[start:] is a word by itself, as that of a map is: then it
// names no token (see namesToken).
func isBareKey(buf []byte, start int) bool {
	if start < 2 || buf[start-1] == ' ' {
		return start >= 2 && !isWordByte(buf[start-2])
	}
	return !inName(buf[start-1])
}
