package detect

import "bytes"

// Each line of a table may be carried by something: an element, the field of a mail's
// header, a string in a list. What begins its lines is the table's lead, what ends them
// its tail.

// cutTail cuts off what ends a line that is carried by something: each line of a table
// may be an element, end in a break, or be a string in a list.
func cutTail(line []byte) (rest, tail []byte) {
	if n := bytes.LastIndexByte(line, '"'); isString(line, n) {
		return line[:n], line[n:]
	}
	at := bytes.LastIndexByte(line, '<')
	if at <= 0 || line[len(line)-1] != '>' || len(line)-at > maxBullet {
		return line, nil
	}
	if tag := line[at+1:]; len(tag) < 3 || tag[0] != '/' && !bytes.EqualFold(tag[:2], []byte("br")) {
		return line, nil
	}
	return line[:at], line[at:]
}

// isString says whether a line is one string, whose last quote is at end.
func isString(line []byte, end int) bool {
	if end <= 0 || end < len(line)-2 || line[len(line)-1] != '"' && line[len(line)-1] != ',' {
		return false
	}
	text := bytes.TrimLeft(line, " \t")
	return text[0] == '"' && bytes.Count(text, []byte{'"'}) == 2
}

// endOfLine returns a row without what each line of the table ends in.
func (t *table) endOfLine(row []byte) []byte {
	if len(t.tail) > 0 && t.tail[0] == '"' {
		return bytes.TrimRight(row, "\",") // the last one of a list has no comma
	}
	return bytes.TrimSuffix(row, []byte(t.tail))
}

// leastNested is from how many tags in a row they are a document's, not a cell's.
const leastNested = 3

// withoutFront cuts off what stands before a table in the line of its header: the head of
// a page, the bytes of a message or the members of an object that the text is carried in.
func withoutFront(cell []byte) []byte {
	rest := cell
	for i, c := range cell {
		if c < ' ' && c != '\t' {
			rest = cell[i+1:]
		}
	}
	end := bytes.LastIndexByte(rest, '>') + 1
	if front := rest[:end]; bytes.Contains(front, []byte("<pre")) || bytes.Contains(front, []byte("<body")) ||
		len(front) > 0 && front[0] == '<' && bytes.Count(front, []byte("><")) >= leastNested {
		rest = rest[end:]
	}
	for _, sign := range [...]string{`":"`, `": "`} { // the members of an object
		if i := bytes.LastIndex(rest, []byte(sign)); i > 0 && bytes.IndexByte(rest[:i], '{') >= 0 {
			rest = rest[i+len(sign):]
		}
	}
	if len(rest) == 0 {
		return cell
	}
	return rest
}
