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
	end := bytes.IndexByte(gap, '}')
	if end < 0 {
		return false
	}
	begin := bytes.IndexByte(gap[end:], '{')
	if begin < 0 {
		return false
	}
	between, inside := gap[end+1:end+begin], gap[end+begin+1:]
	if bytes.IndexByte(between, ']') >= 0 || bytes.IndexByte(between, '}') >= 0 {
		return true
	}
	return !isLabel(lastQuoted(between)) && !isLabel(fieldNamed(inside))
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
		if end := bytes.IndexByte(b[1:], '"'); end >= 0 && isLabel(b[1:end+1]) {
			return b[1 : end+1]
		}
	}
	return nil
}

// isLabel says whether a text is a label and little else.
func isLabel(b []byte) bool {
	if len(b) == 0 || len(b) > 2*maxField {
		return false
	}
	var folded [8 * maxField]byte
	f := fold(folded[:0], b)
	return 2*labelled(f) >= len(f)
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
			bytes.HasPrefix(rest[1:], name) && (rest[len(name)+1] == '>' || rest[len(name)+1] == ' ') {
			return true
		}
	}
}

// smallElement knows the elements that hold a field each.
func smallElement(name []byte) bool {
	switch string(bytes.ToLower(name)) {
	case "td", "th", "dd", "dt", "span", "div", "b", "i", "li", "p", "label", "strong", "value", "field", "property", "item", "attribute":
		return true
	}
	return false
}
