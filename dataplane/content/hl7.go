package content

import "bytes"

// Messages of HL7 version 2 (chapters 2 and 3 of its 2.5.1), which hospitals send: a segment
// a line, whose fields are known by their number only. The text is delivered as it is;
// beside it, what segments say of persons is, a line a field with its name before it, so
// that detectors see a record.

// hl7Segments are the segments of persons, by the fields of them that are told.
var hl7Segments = map[string][]hl7Field{
	"PID": {{5, hl7Name}, {7, hl7Birth}, {11, hl7Address}, {13, hl7Phone}, {14, hl7Phone}, {19, hl7SSN}},
	"NK1": {{2, hl7Name}, {16, hl7Birth}, {4, hl7Address}, {5, hl7Phone}, {6, hl7Phone}},
	"GT1": {{3, hl7Name}, {8, hl7Birth}, {5, hl7Address}, {6, hl7Phone}, {12, hl7SSN}},
	"IN1": {{16, hl7Name}, {18, hl7Birth}, {19, hl7Address}},
	"STF": {{3, hl7Name}, {6, hl7Birth}, {11, hl7Address}, {10, hl7Phone}},
}

// hl7Field is a field's number and how it is told.
type hl7Field struct {
	number int
	tell   func(to []byte, value [][]byte) []byte
}

// maxHL7Segment bounds a segment that is read.
const maxHL7Segment = 16 << 10

// isHL7 knows a message's first segment, which begins with the signs that divide the others.
func isHL7(head []byte) bool { return bytes.HasPrefix(head, []byte(`MSH|^~\&|`)) }

// hl7Message reads the segments of a message.
type hl7Message struct {
	scope *scope
	line  []byte
	to    Writer
}

func (m *hl7Message) Write(b []byte) {
	for len(b) > 0 {
		i := bytes.IndexAny(b, "\r\n")
		if i < 0 {
			m.add(b)
			return
		}
		m.add(b[:i])
		m.endSegment()
		b = b[i+1:]
	}
}

func (m *hl7Message) add(b []byte) {
	m.line = append(m.line, b[:min(len(b), maxHL7Segment-len(m.line))]...)
}

func (m *hl7Message) endSegment() {
	line := []byte(hl7Readable(m.line))
	m.line = m.line[:0]
	name, _, _ := bytes.Cut(line, []byte("|"))
	fields := hl7Segments[string(name)]
	if fields == nil {
		return
	}
	values := bytes.Split(line, []byte("|"))
	var record []byte
	for _, f := range fields {
		if f.number >= len(values) {
			continue
		}
		for value := range bytes.SplitSeq(values[f.number], []byte("~")) {
			record = f.tell(record, bytes.Split(value, []byte("^")))
		}
	}
	if len(record) == 0 {
		return
	}
	if m.to == nil {
		m.to = m.scope.value()
	}
	m.to.Write(append(record, '\n'))
}

// hl7Readable decodes a segment before it is divided: the second byte of a character may be
// a sign.
func hl7Readable(line []byte) string {
	if bytes.IndexByte(line, escape) >= 0 {
		return inCharset(string(line), charset2022)
	}
	return readable(string(line))
}

func (m *hl7Message) Close() {
	if len(m.line) > 0 {
		m.endSegment()
	}
	if m.to != nil {
		m.to.Close()
	}
}

// hl7Part returns a component, or the first part of it.
func hl7Part(value [][]byte, i int) []byte {
	if i >= len(value) {
		return nil
	}
	part, _, _ := bytes.Cut(value[i], []byte("&"))
	return bytes.TrimSpace(part)
}

// hl7Line adds a line of a name and parts of a value, unless those are empty.
func hl7Line(to []byte, label, between string, parts ...[]byte) []byte {
	n := len(to)
	for _, part := range parts {
		switch {
		case len(part) == 0 || string(part) == `""`:
			continue
		case len(to) == n:
			to = append(append(to, label...), ": "...)
		default:
			to = append(to, between...)
		}
		to = append(to, part...)
	}
	if len(to) > n {
		to = append(to, '\n')
	}
	return to
}

// hl7Name tells a name (XPN, 2.A.88): the family's comes first, but is said last in Latin.
func hl7Name(to []byte, v [][]byte) []byte {
	family, given, middle := hl7Part(v, 0), hl7Part(v, 1), hl7Part(v, 2)
	if asciiPrefix(family) < len(family) {
		return hl7Line(to, "氏名", " ", family, given)
	}
	return hl7Line(to, "Name", " ", given, middle, family)
}

// hl7Birth tells a day (TS, 2.A.77), of which the first eight digits are one.
func hl7Birth(to []byte, v [][]byte) []byte {
	day := hl7Part(v, 0)
	if len(day) < len("19800102") {
		return to
	}
	return hl7Line(to, "Date of birth", "-", day[:4], day[4:6], day[6:8])
}

// hl7Address tells an address (XAD, 2.A.84), which in Japan is whole in its eighth part.
func hl7Address(to []byte, v [][]byte) []byte {
	street, other, city, state := hl7Part(v, 0), hl7Part(v, 1), hl7Part(v, 2), hl7Part(v, 3)
	if whole := hl7Part(v, 7); asciiPrefix(whole) < len(whole) {
		return hl7Line(to, "住所", "", whole)
	}
	if asciiPrefix(state) < len(state) || asciiPrefix(city) < len(city) {
		return hl7Line(to, "住所", "", state, city, street, other)
	}
	return hl7Line(to, "Address", ", ", street, other, city, bytes.TrimSpace(append(append(bytes.Clone(state), ' '), hl7Part(v, 4)...)))
}

// hl7Phone tells a telephone number and a mail address (XTN, 2.A.89).
func hl7Phone(to []byte, v [][]byte) []byte {
	phone := hl7Part(v, 0)
	if len(phone) == 0 {
		phone = hl7Part(v, 11)
	}
	if len(phone) == 0 {
		phone = bytes.Join([][]byte{hl7Part(v, 5), hl7Part(v, 6)}, []byte("-"))
	}
	if len(bytes.Trim(phone, "-")) == 0 {
		phone = nil
	}
	return hl7Line(hl7Line(to, "Phone", "", phone), "Email", "", hl7Part(v, 3))
}

func hl7SSN(to []byte, v [][]byte) []byte { return hl7Line(to, "SSN", "", hl7Part(v, 0)) }
