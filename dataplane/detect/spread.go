package detect

import (
	"bytes"
	"unicode/utf8"
)

// Forms ask for some values in several fields, and sheets made of what they gathered keep
// them so: a telephone number in three, a date of birth in year, month and day, an address
// in prefecture, town and block. The cells of a row are put together as the header says.

// spread is a value whose parts stand in columns beside each other.
type spread struct {
	detector int
	first, n int    // its columns
	order    [3]int // of a date, which part each column has
}

// longestSpread is how many columns a value takes at most.
const longestSpread = 6

// findSpreads looks for such columns in a header, of which line is the text.
func (t *table) findSpreads(line []byte) (found []spread) {
	if t.sql || len(t.comma) != 1 || t.comma == gridComma {
		return nil
	}
	var room [2 * maxField]byte
	var parts [maxColumns]spreadPart
	cells := 0
	for more := true; more && cells < t.columns; cells++ {
		var cell []byte
		cell, line, more = cutCell(line, t.comma)
		if cell = bytes.TrimSpace(cell); len(cell) <= maxField {
			parts[cells] = partIn(foldKey(room[:0], cell))
		}
	}
	for i := 0; i < cells; i++ {
		if s := t.spreadAt(parts[:cells], i); s.n > 1 {
			found = append(found, s)
			i += s.n - 1
		}
	}
	return found
}

// spreadPart is what a header says of a part.
type spreadPart struct {
	number int    // that the header ends in, or -1
	base   uint64 // of the text before that
	bits   uint64 // what that says, as in table.bits
	date   int    // which part of a date it names, or -1
	place  bool   // it names a part of an address
}

func partIn(folded []byte) spreadPart {
	p := spreadPart{number: -1, date: partNamed(bytes.TrimSuffix(folded, []byte(" of birth"))), place: isPlacePart(folded)}
	text := bytes.TrimRight(folded, " )]}")
	if end := len(text) - 1; end > 0 && text[end]-'0' < 10 && text[end-1]-'0' >= 10 {
		p.number = int(text[end] - '0')
		text = text[:end]
	} else if i, base := dialledPart(text); i > 0 {
		p.number, text = i, base
	}
	text = bytes.TrimRight(text, " _-.([{")
	p.base, p.bits = hashValue(text), wordsIn(text, 0).bits
	return p
}

// dialledPart knows the names that the parts of a telephone number have in Japan (its
// Telecommunications Numbering Plan), and what stands before them.
func dialledPart(folded []byte) (number int, base []byte) {
	for i, words := range [...][]string{{"市外局番", "(上)"}, {"市内局番", "(中)"}, {"加入者番号", "(下)"}} {
		for _, word := range words {
			if j := bytes.Index(folded, []byte(word)); j >= 0 {
				return i + 1, folded[:j]
			}
			if base, ok := bytes.CutSuffix(folded, []byte(word[:len(word)-1])); ok && word[0] == '(' {
				return i + 1, base
			}
		}
	}
	return 0, nil
}

// placeParts are the names of parts of an address, folded.
var placeParts = [...]string{
	"都道府県", "都道府県名", "市区町村", "市区町村名", "市町村", "市区郡町村", "郡市区", "区市町村", "町名", "町域", "町村名", "字", "大字", "丁目", "番地", "番地等", "地番", "街区", "番地・号", "丁目・番地", "町名・番地", "建物", "建物名", "建物名等", "ビル名", "マンション名", "建物名・部屋番号", "部屋番号",
	"pref", "prefecture", "city", "town", "ward", "street", "street number", "building",
	"省", "省份", "市", "城市", "区", "区县", "街道", "详细地址", "시도", "시군구", "도로명", "상세주소",
}

func isPlacePart(folded []byte) bool {
	for _, word := range placeParts {
		if string(folded) == word {
			return true
		}
	}
	return false
}

// spreadAt returns the value whose first part is column i, if there is one.
func (t *table) spreadAt(parts []spreadPart, i int) spread {
	class := builtin().classBit
	switch {
	case t.isDate(parts, i):
		return spread{detector: builtin().birth, first: i, n: 3, order: [3]int{parts[i].date, parts[i+1].date, parts[i+2].date}}
	case isNumbered(parts, i, 3, class[builtin().phone]):
		return spread{detector: builtin().phone, first: i, n: 3}
	}
	n := 0
	for n < longestSpread && i+n < len(parts) && parts[i+n].place {
		n++
	}
	for at, k := i+n, 1; n < longestSpread && isNumbered(parts, at, k, class[builtin().address]); k++ {
		n++
	}
	return spread{detector: builtin().address, first: i, n: n}
}

// isDate says whether three columns from i on are year, month and day of a birth.
func (t *table) isDate(parts []spreadPart, i int) bool {
	if i+3 > len(parts) {
		return false
	}
	seen, bits := 0, uint64(0)
	for k, p := range parts[i : i+3] {
		if p.date < 0 {
			return false
		}
		seen |= 1 << p.date
		bits |= p.bits | t.bits[i+k]
	}
	return seen == 7 && bits&builtin().classBit[builtin().birth] != 0
}

// isNumbered says whether n columns from i on are numbered parts of what a label names.
func isNumbered(parts []spreadPart, i, n int, label uint64) bool {
	if i+n > len(parts) || parts[i].number < 0 || parts[i].number > 1 || parts[i].bits&label == 0 {
		return false
	}
	for k, p := range parts[i : i+n] {
		if p.number != parts[i].number+k || p.base != parts[i].base {
			return false
		}
	}
	return true
}

// spreadRow judges the values that are spread over the cells of a row.
func (v *visit) spreadRow(row []byte) {
	t := v.state.table
	if len(t.spreads) == 0 {
		return
	}
	var cells [maxColumns][]byte
	n := 0
	for rest, more := bytes.TrimRight(row, "\r"), true; more && n < maxColumns; n++ {
		cells[n], rest, more = cutCell(rest, t.comma)
	}
	v.spreadCells(cells[:n])
}

func (v *visit) spreadCells(cells [][]byte) {
	for i := range v.state.table.spreads {
		s := &v.state.table.spreads[i]
		if s.first+s.n > len(cells) {
			continue
		}
		switch parts := cells[s.first : s.first+s.n]; s.detector {
		case builtin().birth:
			v.spreadDate(s, parts)
		case builtin().phone:
			v.spreadPhone(parts)
		default:
			v.spreadPlace(s, parts)
		}
	}
}

// spreadDate counts a date of birth whose parts have a cell each.
func (v *visit) spreadDate(s *spread, parts [][]byte) {
	var n [3]int
	for i, cell := range parts {
		part := s.order[i]
		cell = fold(v.w.fold[:0], trimSpace(cell))
		if digits := digitsAt(cell, 0); digits == 0 || digits > 4 || len(cell) > digits+len("年") {
			return
		}
		if n[part] = number(cell[:digitsAt(cell, 0)]); n[part] < numberedParts[part].low || n[part] > numberedParts[part].high {
			return
		}
	}
	if d := (date{n[0], n[1], n[2]}); d.plausible() && d.year <= thisYear+2000 {
		v.spreadFound(s.detector, attrBirth, d.norm(v.w.value[:0]), append([]byte(fourDigits(d.year)), "0000"...), labelledPlace)
	}
}

// spreadPhone counts a telephone number whose parts have a cell each.
func (v *visit) spreadPhone(parts [][]byte) {
	var room [maxDigits + 4]byte
	if norm := joinedPhone(room[:0], parts, v.w.value[:0]); norm != nil {
		v.spreadFound(builtin().phone, attrPhone, norm, norm, labelledPlace)
	}
}

// joinedPhone returns the number that three parts make together, in its one form, or nil. A
// sheet may have dropped the 0 that it begins with.
func joinedPhone(room []byte, parts [][]byte, buf []byte) []byte {
	for i, part := range parts {
		part = trimSpace(part)
		if digits := digitsAt(part, 0); digits == 0 || digits != len(part) || digits > 5 {
			return nil
		}
		if i > 0 {
			room = append(room, '-')
		}
		room = append(room, part...)
	}
	if room[0] != '0' && len(room) == len("3-1234-5678") {
		room = append([]byte{'0'}, room...)
	}
	var t token
	if t.read(room, 0, true); t.end() != len(room) || t.n < 9 || !validPhone(&t) || !inJapan(&t) && nationalPrefix(&t) == "" {
		return nil
	}
	return normPhone(&t, buf)
}

// spreadPlace counts an address that only its parts together are: where one is an address by
// itself, the others are its building, or its prefecture.
func (v *visit) spreadPlace(s *spread, parts [][]byte) {
	var room [addressBytes]byte
	joined := room[:0]
	for i, cell := range parts {
		cell = trimSpace(cell)
		if len(joined)+len(cell)+1 > addressBytes || v.isPlace(s.first+i, cell) {
			return
		}
		if len(joined) > 0 && len(cell) > 0 && joined[len(joined)-1] < utf8.RuneSelf && cell[0] < utf8.RuneSelf {
			joined = append(joined, ' ')
		}
		joined = append(joined, cell...)
	}
	if norm, confidence := addressCell(joined, "", v.w.value[:0]); confidence >= leastConfidence {
		v.spreadFound(s.detector, attrPlace, norm, joined, confidence)
	}
}

// isPlace says whether a cell is an address that counts by itself.
func (v *visit) isPlace(column int, cell []byte) bool {
	if v.state.table.bits[column]&builtin().classBit[builtin().address] != 0 {
		_, confidence := addressCell(cell, "", v.w.value[:0])
		return confidence >= leastConfidence
	}
	p, ok := placeIn(cell)
	return ok && p.alone >= leastConfidence
}

// spreadFound counts a value, and tells the row's record of it.
func (v *visit) spreadFound(detector int, a attribute, norm, sample []byte, confidence float64) {
	h := hashValue(norm)
	v.countHashed(detector, h, sample, confidence)
	v.state.record.add(a, h)
}
