package detect

import (
	"bytes"
	"math/bits"
)

// attribute is something that a record tells about a person.
type attribute uint8

const (
	noAttribute attribute = iota
	attrName
	attrPhone
	attrMail
	attrID
	attrPlace
	attrBirth
	attrKana
	attrSurname
	attrGiven
	attrCard // of payment: it makes no person, but a name beside it is one's
	attributes
)

// attributeWords are the labels of attributes that are evidence of a person.
var attributeWords = map[attribute][]string{
	attrPlace:   {"郵便番号", "〒", "zip", "postal code", "postal_code", "postcode", "zipcode", "邮编", "우편번호"},
	attrKana:    {"フリガナ", "ふりがな", "カナ氏名", "氏名カナ", "お名前カナ", "カナ", "よみがな", "kana", "furigana"},
	attrSurname: {"苗字", "名字", "last name", "last_name", "lastname", "surname", "family name", "family_name", "name last", "nachname", "familienname", "apellidos", "apellido", "cognome", "sobrenome", "nom de famille"},
	attrGiven:   {"first name", "first_name", "firstname", "given name", "given_name", "name first", "forename", "vorname", "prénom", "nombre de pila"},
}

const (
	personClass = "pii.person"
	// recordGap is how many bytes may lie between two attributes of one
	// record: 300 characters of Japanese.
	recordGap = 900
	// recordLead is how many bytes before its first attribute a record may begin:
	// where a name without a label may stand.
	recordLead = 360
)

// record is what is known of the record being read: a row, an object, a card, a
// form, or some lines that belong together.
type record struct {
	start, last int64 // of its text; start is -1 where there is none
	floor       int64 // the record before it ended here
	kinds       uint16
	inLine      uint16 // of them, those in the current line
	counted     bool
	doubtful    bool              // its name counts only beside another attribute
	byRole      bool              // that is told by a role, as authors' are too: mail alone is not enough
	nameLen     uint8             // how long a labelled name is
	nameAt      int64             // and where it stands
	hash        [attrPlace]uint64 // of the attributes that tell persons apart
}

func (r *record) add(a attribute, h uint64) {
	bit := uint16(1) << a
	if r.kinds&bit == 0 && a < attrPlace {
		r.hash[a] = h
	}
	r.kinds |= bit
	r.inLine |= bit
}

func (r *record) has(a attribute) bool { return r.kinds>>a&1 != 0 }

// personal are the attributes that make a name a person's.
const personal = 1<<attrPhone | 1<<attrMail | 1<<attrID | 1<<attrPlace | 1<<attrBirth

// otherThanMail says whether the record has an attribute of a person besides a name and
// a mail address, which authors have too.
func (r *record) otherThanMail() bool { return r.kinds&(personal&^(1<<attrMail)) != 0 }

// end forgets the record, which ended before pos.
func (r *record) end(pos int64) { *r = record{start: -1, floor: pos} }

// attribute adds what was found at buf[start:end] to the record.
func (v *visit) attribute(a attribute, start, end int, h uint64) {
	if !v.prog.person || a == noAttribute || v.st.text.Binary {
		return
	}
	r := &v.state.record
	if v.state.table != nil {
		r.add(a, h)
		return
	}
	if r.start >= 0 && v.recordEnds(r, a, start) {
		v.endRecord(start)
	}
	if r.start < 0 {
		r.start = v.st.base + int64(v.recordStart(start))
	}
	if a == attrName && !r.has(attrName) {
		r.doubtful, r.byRole = v.doubt, v.byRole
		r.nameAt, r.nameLen = v.st.base+int64(start), uint8(end-start)
	}
	more := !r.has(a)
	r.add(a, h)
	r.last = v.st.base + int64(end)
	// More of the same makes no person; without this, a long line of addresses
	// would be read again for each.
	if more {
		v.person(end)
	}
}

// recordEnds looks for a boundary between the last attribute and the one at start.
func (v *visit) recordEnds(r *record, a attribute, start int) bool {
	last := int(r.last - v.st.base)
	if last < 0 || start-last > recordGap || v.st.base+int64(start)-r.start > recordBytes-recordGap {
		return true
	}
	gap := v.buf[min(last, start):start]
	if a == attrName && r.has(attrName) && r.kinds&^(1<<attrName) != 0 {
		return true
	}
	if recordBetween(gap) {
		return true
	}
	line := bytes.LastIndexByte(gap, '\n')
	return line >= 0 && (r.has(a) && !labelledLine(gap[line:]) || bytes.Contains(gap, []byte("END:VCARD")) || v.inRow(last) && v.inRow(start))
}

// inRow says whether pos is in a line that is a row of cells: with commas before it.
func (v *visit) inRow(pos int) bool {
	line := v.buf[max(0, pos-leftBytes):pos]
	return bytes.Count(line[bytes.LastIndexByte(line, '\n')+1:], []byte(",")) >= 3
}

// labelledLine says whether a line's beginning names what follows, so that a
// second number may still belong to the same person.
func labelledLine(b []byte) bool {
	return bytes.ContainsAny(b, ":=") || bytes.Contains(b, []byte("："))
}

// recordStart finds where the record of an attribute at pos begins.
func (v *visit) recordStart(pos int) int {
	low := min(pos, max(0, pos-recordLead, int(v.state.record.floor-v.st.base))) // a value may stand before its label
	text := v.buf[low:pos]
	at := 0
	for _, mark := range [...]string{"\n\n", "\n\r\n", "{", "END:VCARD"} {
		at = max(at, bytes.LastIndex(text, []byte(mark)))
	}
	return low + max(at, rowStart(text))
}

// rowStart finds where the row of a page begins that b ends in, or the first of the rows
// before it that are each a term and its value.
func rowStart(b []byte) int {
	at := bytes.LastIndex(b, []byte("<tr"))
	if at < 0 || !termRow(b[at:]) {
		return at
	}
	for range maxTermRows {
		before := bytes.LastIndex(b[:at], []byte("<tr"))
		if before < 0 || !termRow(b[before:at]) {
			break
		}
		at = before
	}
	return at
}

// maxTermRows is how many rows back a record may begin.
const maxTermRows = 8

// endRecord judges the record by all its text, before what begins at pos.
func (v *visit) endRecord(pos int) {
	r := &v.state.record
	last := max(0, int(r.last-v.st.base))
	end := min(pos, last+recordGap)
	if i := bytes.IndexAny(v.buf[min(last, end):end], "\n}"); i >= 0 && end > last {
		end = last + i
	}
	v.namedByRole(end)
	v.person(end)
	r.end(v.st.base + int64(end))
}

// recordLine visits a line's end where a record has begun.
func (v *visit) recordLine(pos int) {
	r := &v.state.record
	before := bytes.TrimRight(v.buf[max(0, pos-2):pos], "\r")
	blank := bytes.HasSuffix(before, []byte("\n"))
	if blank && v.inFormData(pos) {
		blank = false
	}
	row := bits.OnesCount16(r.inLine) >= 2
	if blank || row || v.st.base+int64(pos)-r.last > recordGap {
		v.namedByRole(pos)
		v.person(pos)
		if blank || !row || r.counted || !v.labelledPairs(pos) {
			r.end(v.st.base + int64(pos))
			return
		}
	}
	r.inLine = 0
}

// labelledPairs says whether the line that ends at pos has as many labels as attributes:
// it then is a line of a form, which may go on in the next.
func (v *visit) labelledPairs(pos int) bool {
	line := v.buf[max(0, pos-leftBytes):pos]
	line = line[bytes.LastIndexByte(line, '\n')+1:]
	return labels(fold(v.w.fold[:0], line)) >= bits.OnesCount16(v.state.record.inLine)
}

// inFormData says whether the empty line that ends at pos stands between a field's name
// and its value (RFC 7578).
func (v *visit) inFormData(pos int) bool {
	b := bytes.TrimRight(v.buf[max(0, pos-2*maxLink):pos], "\r\n")
	return bytes.Contains(b[bytes.LastIndexByte(b, '\n')+1:], []byte("form-data"))
}

// person counts the record if it shows a person: a name and two more kinds.
func (v *visit) person(end int) {
	r := &v.state.record
	if r.start < 0 || r.counted && !r.doubtful {
		return
	}
	start := max(0, int(r.start-v.st.base), end-recordBytes)
	text := v.buf[start:max(start, end)]
	kinds := r.kinds | v.morekinds(r.kinds, text)
	others := kinds & personal
	if others|kinds&(1<<attrCard) != 0 && (others != 1<<attrMail || !r.byRole) {
		v.nameInRecord()
	}
	if bits.OnesCount16(others) < 2 || r.counted {
		return
	}
	name, sample := r.hash[attrName], v.labelledName()
	if !r.has(attrName) {
		if sample = findName(text); sample == nil {
			return
		}
		name = hashValue(normName(v.w.value[:0], sample))
	}
	v.countPerson(name, sample)
}

// labelledName returns the record's labelled name for the sample.
func (v *visit) labelledName() []byte {
	r := &v.state.record
	at, n := int(r.nameAt-v.st.base), int(r.nameLen)
	if v.state.table != nil {
		return v.w.name[:v.w.nameLen]
	}
	if n == 0 || at < 0 || at+n > len(v.buf) {
		return nil
	}
	return v.buf[at : at+n]
}

// morekinds looks for a postal code or a prefecture where an address could complete a
// person. A label alone is no evidence: "Address:" is also what mail has.
func (v *visit) morekinds(kinds uint16, text []byte) uint16 {
	if bits.OnesCount16(kinds&^(1<<attrName)) == 1 && (hasPostalCode(text) || hasPrefecture(text)) {
		return 1 << attrPlace
	}
	return 0
}

// hasPostalCode says whether a text has a Japanese postal code behind its sign or label.
func hasPostalCode(text []byte) bool {
	for _, mark := range [...]string{"〒", "郵便番号"} {
		if i := bytes.Index(text, []byte(mark)); i >= 0 {
			rest := bytes.TrimLeft(text[i+len(mark):], " :：　=\"")
			if n := digitsAt(rest, 0); n == 3 || n == 7 {
				return true
			}
		}
	}
	return false
}

// countPerson counts a person, told from others by the name and the strongest
// attribute.
func (v *visit) countPerson(name uint64, sample []byte) {
	r := &v.state.record
	r.counted = true
	key := uint64(0)
	for _, a := range [...]attribute{attrMail, attrPhone, attrID} {
		if r.has(a) {
			key = r.hash[a]
			break
		}
	}
	v.countHashed(v.prog.tables.person, joinHashes(name, key), sample, 0.95)
}

// joinHashes makes one keyed hash of two, either of which may be 0 where there is none, by
// a multiplication whose halves are folded together. The two addends are prime.
func joinHashes(a, b uint64) uint64 {
	high, low := bits.Mul64(a+0x9e3779b97f4a7c55, b+0xd6e8feb86659fd99)
	return high ^ low
}
