package detect

import (
	"bytes"
)

// An address is read at its number: every address has one, and the scan for digits
// finds it, so that no literal needs to be sought. What stands around the number
// tells which way of writing to try; the label is looked for only around what has an
// address's form.

const (
	addressLeft  = 200 // bytes before its number that an address may take
	addressRight = 200 // and behind the number's beginning
	addressSign  = 24  // how far behind the number is read to choose the way of writing
)

// place is an address as read.
type place struct {
	start, end int
	// alone is the confidence without a label. Between leastEvidence and
	// leastConfidence the address is evidence of a person only.
	alone float64
	// bare says that it names no municipality, so that only a key or header of its own
	// makes it one.
	bare bool
}

// placeReader reads the address whose number, or a number of it, begins at b[at]. It
// looks no further than b.
type placeReader func(b []byte, at int) (place, bool)

// besideWords says whether n ASCII digits at pos stand where an address may have its
// number. It is asked of every number of a text.
func (v *visit) besideWords(pos, n int) bool {
	if pos == 0 || pos+n >= len(v.buf) {
		return true
	}
	return n <= 6 && houseLeft[v.buf[pos-1]]&houseRight[v.buf[pos+n]] != 0
}

// Bits of what may stand next to a house number: before or behind a street's name, or
// amid characters of more than one byte.
const (
	beforeStreet = 1 << iota
	behindStreet
	amidWide
)

var houseLeft = houseSigns(" \"'>\n\t:=,;(|", " ,", " ")

var houseRight = houseSigns(" -/ABCDEFGHJLNPQRSTUWXYZabcdefgh", ",\n\r<\";)|\\abcd", "-, \n\r<\";()|\t")

// houseSigns makes a table of the bytes that may stand next to a house number.
func houseSigns(street, behind, wide string) (signs [256]byte) {
	for bit, set := range [...]string{street, behind, wide} {
		for _, c := range []byte(set) {
			signs[c] |= 1 << bit
		}
	}
	for c := 0x80; c <= 0xff; c++ {
		signs[c] |= amidWide | beforeStreet
	}
	return signs
}

// addressAt visits the n bytes of digits at pos: an address may have them for its number.
func (v *visit) addressAt(pos, n int) {
	if n > maxHouse || v.st.text.Binary || !v.prog.places {
		return
	}
	v.settle(pos, v.closed || readerKnown(v.buf[pos+n:]))
	if v.underAddress(pos) {
		return
	}
	if read := placeReaderAt(v.buf, pos, n); read != nil && !v.inPlaceColumn(pos) {
		v.place(read, pos)
	}
}

// underAddress says whether the header above pos is that of addresses. It knows of most
// such columns what inPlaceColumn finds out, sooner.
func (v *visit) underAddress(pos int) bool {
	t := v.state.table
	if t == nil {
		return false
	}
	i, _ := v.cellAt(pos)
	return t.ofAddresses(i, v.prog.tables)
}

// ofAddresses says whether a column is one of addresses.
func (t *table) ofAddresses(column int, classes *tables) bool {
	return column >= 0 && column < t.columns && !t.against[column] && t.bits[column]&classes.classBit[classes.address] != 0
}

// inPlaceColumn says whether pos is in a table's column for addresses, whose cells are
// judged as a whole.
func (v *visit) inPlaceColumn(pos int) bool {
	return v.state.table != nil && v.columnAt(pos).has(v.prog.tables.classBit[v.prog.tables.address])
}

// maxHouse is how many bytes the digits of an address's number may take: six, in full
// width.
const maxHouse = 18

// readerKnown says whether what stands behind a number shows enough to choose the way
// of writing.
func readerKnown(right []byte) bool {
	return len(right) >= addressSign || len(right) > 0 && right[0] < 0x80 && houseRight[right[0]] == 0
}

// placeReaderAt chooses the way of writing by what stands next to the n bytes of digits
// at pos, or none, as for most numbers.
func placeReaderAt(b []byte, pos, n int) placeReader {
	left, right := b[:pos], b[pos+n:]
	before, next := byte('\n'), byte('\n')
	if len(left) > 0 {
		before = left[pos-1]
	}
	if len(right) > 0 {
		next = right[0]
	}
	signs := houseLeft[before] & houseRight[next]
	if apart := before == ' ' && pos > 1; before >= 0x80 || apart && left[pos-2] >= 0x80 {
		if read := eastAsianReader(left, right); read != nil {
			return read
		}
		if last, _ := lastRune(bytes.TrimRight(left, " ")); endsValue(right) && (isKanji(last) || isKana(last)) {
			return hanLast
		}
	}
	switch {
	case n > 6:
	case (signs&beforeStreet != 0 || next == ',') && beginsStreet(right):
		return streetBehind
	case signs&behindStreet != 0 && pos > 1 && endsStreet(left[:pos-1]):
		return streetBefore
	case mayBePostcode(left, right, n):
		return codeLast
	case before == ' ' && pos > 1 && houseSuffix(right) && endsStreet(left[:pos-1]):
		return streetBefore
	}
	return nil
}

// houseSuffix says whether b begins with a letter of a house or a sign before a floor or a
// postal code, a blank before it: "27 b,", "5 / 2. OG", "100 - 08008".
func houseSuffix(b []byte) bool {
	if len(b) < 3 || b[0] != ' ' {
		return false
	}
	return b[2] == ' ' && (b[1] == '-' || b[1] == '/') || b[1]-'a' < 8 && (b[2] == ',' || b[2] == '\n' || b[2] == '\r')
}

// place reads an address and counts it if a label stands by it or its form tells.
func (v *visit) place(read placeReader, pos int) {
	low, high := max(0, pos-addressLeft), min(len(v.buf), pos+addressRight)
	p, ok := read(v.buf[low:high], pos-low)
	v.settle(pos, v.closed || high-pos == addressRight)
	if !ok {
		return
	}
	p.start, p.end = p.start+low, p.end+low
	confidence := v.placeConfidence(&p, pos)
	if confidence < leastEvidence || v.st.base+int64(p.start) < v.state.placed {
		return // the number of a floor or a flat is no address of its own
	}
	v.state.placed = v.st.base + int64(p.end)
	norm := normAddress(v.w.fold[:0], v.buf[p.start:p.end])
	v.count(v.prog.tables.address, verdict{hit: true, value: norm, sample: v.buf[p.start:p.end], confidence: confidence})
	v.attribute(attrPlace, p.start, p.end, hashValue(norm))
}

// placeConfidence weighs the form and the label, which may also stand behind.
func (v *visit) placeConfidence(p *place, pos int) float64 {
	bit := v.prog.tables.classBit[v.prog.tables.address]
	e := v.evidenceAt(p.start)
	switch {
	case p.bare && (e.loose || e.manner != own):
		return 0
	case e.has(bit):
		return labelledPlace
	case p.bare:
		return 0
	case p.alone >= leastConfidence || e.column:
		return p.alone
	}
	after, final := lookAfter(v.buf[p.end:min(len(v.buf), p.end+leftBytes)], v.w.fold[:], v.closed)
	v.settle(pos, final)
	if after.has(bit) {
		return labelledPlace
	}
	return p.alone
}

// labelledPlace is the confidence in what has an address's form and its label.
const labelledPlace = 0.95

// placeIn reads the first address in a cell or labelled value.
func placeIn(b []byte) (p place, ok bool) {
	for i := 0; i < len(b) && !ok; i++ {
		if !digitLead[b[i]] {
			continue
		}
		d, n := digitAt(b[i:])
		if n == 0 || d < 0 {
			continue
		}
		if read := placeReaderAt(b, i, digitRun(b[i:])); read != nil {
			p, ok = read(b, i)
		}
		i += digitRun(b[i:]) - 1
	}
	return p, ok
}

// digitRun measures the digits that b begins with, in either width.
func digitRun(b []byte) (n int) {
	for n < len(b) {
		d, size := digitAt(b[n:])
		if size == 0 || d < 0 {
			break
		}
		n += size
	}
	return n
}

// eastAsianReader chooses by what stands right behind a number, and before it.
func eastAsianReader(left, right []byte) placeReader {
	switch {
	case beginsWith(right, hanUnits):
		return hanPlace
	case endsWith(bytes.TrimSuffix(left, []byte(" ")), hangulRoads):
		return hangulPlace
	}
	return nil
}

// beginsWith says whether b begins with one of some signs.
func beginsWith(b []byte, signs []string) bool {
	if len(b) == 0 {
		return false
	}
	for _, s := range signs {
		if s[0] == b[0] && len(b) >= len(s) && string(b[:len(s)]) == s {
			return true
		}
	}
	return false
}

// endsWith says whether b ends with one of some signs.
func endsWith(b []byte, signs []string) bool {
	if len(b) == 0 {
		return false
	}
	for _, s := range signs {
		if s[len(s)-1] == b[len(b)-1] && len(b) >= len(s) && string(b[len(b)-len(s):]) == s {
			return true
		}
	}
	return false
}

// hasAddress says whether a cell of a line is an address, which may have the word "street"
// as a header has.
func (v *visit) hasAddress(line []byte) bool {
	t, found := v.state.table, false
	if t.grid != nil || t.comma == "" {
		return false
	}
	for rest, more := line, true; more && !found; {
		var cell []byte
		cell, rest, more = cutCell(rest, t.comma)
		_, confidence := addressCell(cell, "", v.w.value[:0])
		found = confidence > 0
	}
	return found
}
