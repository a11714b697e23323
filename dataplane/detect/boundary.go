package detect

import "bytes"

// Where one record ends and the next begins, in formats that say so.

// ruleMarks begin the lines that stand between records: of MySQL's vertical output and
// of psql's.
var ruleMarks = [...]string{"\n****", "\n-[ RECORD"}

// recordBetween says whether a text between two attributes ends a record.
func recordBetween(gap []byte) bool {
	for _, mark := range ruleMarks {
		if bytes.Contains(gap, []byte(mark)) {
			return true
		}
	}
	return objectBetween(gap) || elementBetween(gap)
}

// objectBetween says whether an object of JSON or a program's dump ends and another
// begins. Objects that each hold one field of the same record, with its name, do not count.
func objectBetween(gap []byte) bool {
	from := bytes.IndexByte(gap, '}')
	begin := bytes.LastIndexByte(gap, '{')
	if from < 0 || begin < from {
		return false
	}
	if hasLabel(fieldNamed(gap[begin+1:])) || namesAnswer(gap[:from]) {
		return listEnds(gap[from:begin])
	}
	for i := from; i < begin; {
		end := i + bytes.IndexByte(gap[i:], '{')
		if bytes.IndexByte(gap[i:end], '"') < 0 {
			return true
		}
		next := bytes.IndexByte(gap[end:], '}')
		if next < 0 {
			break
		}
		i = end + next
	}
	return !hasLabel(lastQuoted(gap[from:begin]))
}

// listEnds says whether a list of fields ends between two objects, and with it their record:
// that goes on where the next list has a key of its own, as in FHIR's resources.
func listEnds(between []byte) bool {
	_, behind, ends := bytes.Cut(between, []byte{']'})
	return ends && (bytes.IndexByte(behind, '}') >= 0 || bytes.IndexByte(behind, '"') < 0)
}

// namesAnswer says whether an object ends with the question that its answer stands before.
func namesAnswer(end []byte) bool {
	i := bytes.LastIndex(end, []byte(`"question"`))
	return i >= 0 && hasLabel(fieldNamed(end[i:]))
}

// lastQuoted returns the last string in quotes: the key of an object behind it.
func lastQuoted(b []byte) []byte {
	end := bytes.LastIndexByte(b, '"')
	if end < 0 {
		return nil
	}
	return b[bytes.LastIndexByte(b[:end], '"')+1 : end]
}

// fieldNamed returns the first string that is a value of its own between two keys,
// as the label in {"label": "x", "value":.
func fieldNamed(b []byte) []byte {
	for range 3 {
		colon := bytes.IndexByte(b, ':')
		if colon < 0 {
			return nil
		}
		b = bytes.TrimLeft(b[colon+1:], " \r\n\t")
		if len(b) == 0 || b[0] != '"' {
			continue
		}
		if end := bytes.IndexByte(b[1:], '"'); end >= 0 && hasLabel(b[1:end+1]) {
			return b[1 : end+1]
		}
	}
	return nil
}

// hasLabel says whether a key or a term holds a label.
func hasLabel(b []byte) bool {
	if len(b) == 0 || len(b) > maxField {
		return false
	}
	var folded [4 * maxField]byte
	return wordsIn(fold(folded[:0], b), 0).bits != 0
}

// elementBetween says whether an element of markup ends and another of the same name
// begins, which held more than one attribute: "</person><person>".
func elementBetween(gap []byte) bool {
	for i := 0; ; {
		at := bytes.Index(gap[i:], []byte("</"))
		if at < 0 {
			return false
		}
		i += at + 2
		end := bytes.IndexByte(gap[i:], '>')
		if end < 0 {
			return false
		}
		name, rest := gap[i:i+end], bytes.TrimLeft(gap[i+end+1:], " \r\n\t")
		if !bytes.Contains(name, []byte("<")) && !smallElement(name) && len(rest) > len(name)+1 && rest[0] == '<' &&
			bytes.HasPrefix(rest[1:], name) && (rest[len(name)+1] == '>' || rest[len(name)+1] == ' ') && !termRow(rest) {
			return !hasLabel(firstText(rest))
		}
	}
}

// termRow says whether a row of a page begins b that has two cells of which the first holds a
// word and no value, as each field of a form has one.
func termRow(b []byte) bool {
	if !bytes.HasPrefix(b, []byte("<tr")) {
		return false
	}
	if end := bytes.Index(b, []byte("</tr")); end >= 0 {
		b = b[:end]
	}
	cells := htmlCells(b)
	return len(cells) == 2 && len(cells[0]) > 1 && len(cells[0]) <= maxBullet && countDigits(cells[0]) < 2 && !isName(cells[0])
}

// firstText returns the first text behind tags.
func firstText(b []byte) []byte {
	for len(b) > 0 && b[0] == '<' {
		b = bytes.TrimLeft(b[bytes.IndexByte(b, '>')+1:], " \r\n\t")
		if bytes.IndexByte(b, '>') < 0 {
			break
		}
	}
	if end := bytes.IndexByte(b, '<'); end >= 0 {
		return b[:end]
	}
	return b
}

// smallElement knows the elements that hold a field each.
func smallElement(name []byte) bool {
	switch string(bytes.ToLower(name)) {
	case "td", "th", "dd", "dt", "span", "div", "b", "i", "li", "p", "label", "strong", "value", "field", "property", "item", "attribute":
		return true
	}
	return false
}
