package detect

import "bytes"

// Lists that people write have any sign between the cells of a line, and a name or a number
// may hold a blank: "Name / Birth date / Phone".

// listSigns are such signs. One that stands in words, names or dates too needs its blanks.
var listSigns = [...]string{
	" / ", " ／ ", " - ", " – ", " — ", " · ", " • ", " ・ ", " : ", " :: ", " ; ", " ~ ", " * ", " # ", " ^ ", " ¦ ", " + ", " _ ", " > ", " >> ", " » ", " → ", " -> ", " => ",
	"／", "、", "，", "；", "~", "^", "#", "¦", "::", "•", "→", "»", "$", "||", "*", "=>", "\x1f", "\x01", "　",
}

// leastSigns is how many a header has: fewer stand in headings too.
const leastSigns = 2

// readSigns reads a line as the header of such a list, if most of its cells are known.
func (h *headerReader) readSigns(line []byte) {
	sign, most := "", leastSigns-1
	for _, s := range listSigns {
		if n := bytes.Count(line, []byte(s)); n > most {
			sign, most = s, n
		}
	}
	if sign == "" {
		return
	}
	h.readCells(line, sign)
	if h.table.exact < leastSigns || 2*h.table.namedColumns() < h.table.columns {
		h.table = table{}
	}
}
