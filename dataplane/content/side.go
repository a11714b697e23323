package content

import "bytes"

// Some texts say more when they are read in another way as well: what their records hold,
// taken together, is a text, a table or a file of its own. It is delivered beside the text
// as it stands, as a value of it.

// sideForm is how such a text is written.
type sideForm uint8

const (
	noSide      sideForm = iota
	jsonLog              // lines of a log in JSON (log.go)
	lineLog              // lines of a log behind a time and a source
	quotedJSON           // JSON in the cells of a CSV table (cell_json.go)
	hexList              // bytes in hexadecimal, with signs between (hex.go)
	hexDump              // rows of a dump
	hl7                  // messages of hospitals (hl7.go)
	transfers            // of money, as banks take them (zengin.go)
	printedPage          // of PostScript (postscript.go)
	page                 // HTML, as its readers see it (rendered.go)
	base85               // bytes in base85 between <~ and ~> (base85.go)
)

// sideOf tells what a text's first bytes begin of these, if anything.
func sideOf(head []byte) sideForm {
	head = bytes.TrimPrefix(head, []byte(string(bom)))
	switch {
	case len(head) == 0:
	case (head[0] == '{' || head[0] == '[') && hasLogKey(head):
		return jsonLog
	case isHL7(head):
		return hl7
	case isZengin(head):
		return transfers
	case isPostScript(head):
		return printedPage
	case hasQuotedJSON(head):
		return quotedJSON
	case hasLogLines(head):
		return lineLog
	case isHexDump(head):
		return hexDump
	case hasHexList(head):
		return hexList
	case hasBase85(head):
		return base85
	}
	return noSide
}

// sideText is a text, and what is read of it beside.
type sideText struct {
	text *text
	side Writer
}

func newSide(s *scope, r reading) *sideText {
	t := &sideText{text: newText(s, r.kind, r.charset)}
	switch r.side {
	case jsonLog:
		t.side = &logJSON{lines: &joined{scope: s}}
	case lineLog:
		t.side = &logPrefixed{lines: &joined{scope: s}}
	case quotedJSON:
		t.side = &cellJSON{lines: &joined{scope: s, lines: 1}} // one cell is enough
	case hexDump:
		t.side = &hexRows{scope: s}
	case transfers:
		t.side = &zengin{scope: s}
	case printedPage:
		t.side = &postScript{scope: s}
	case page:
		t.side = &rendered{scope: s}
	case hl7:
		t.side = &hl7Message{scope: s}
	case base85:
		t.side = &base85Text{scope: s}
	default:
		t.side = &hexBytes{scope: s}
	}
	return t
}

func (t *sideText) Write(b []byte) {
	t.text.Write(b)
	t.side.Write(b)
}

func (t *sideText) Close() {
	t.side.Close()
	t.text.Close()
}

// joined is the text that the lines of records are. The first line is held until there is a
// second: of one alone, the record tells all.
type joined struct {
	scope *scope
	to    Writer
	first []byte
	size  int // of the line so far
	last  byte
	lines int
}

// maxFirstLine bounds the line that is held.
const maxFirstLine = 4 << 10

func (l *joined) add(b []byte) {
	if len(b) == 0 {
		return
	}
	l.size += len(b)
	l.last = b[len(b)-1]
	if l.to == nil && l.lines == 0 && len(l.first)+len(b) <= maxFirstLine {
		l.first = append(l.first, b...)
		return
	}
	if l.to == nil {
		l.to = l.scope.value()
		l.to.Write(l.first)
		l.first = nil
	}
	l.to.Write(b)
}

// end ends a line, unless the log says that it goes on in the next record.
func (l *joined) end(goesOn bool) {
	if !goesOn && (l.size == 0 || l.last != '\n') {
		l.add([]byte{'\n'})
	}
	if !goesOn {
		l.lines++
	}
	l.size = 0
}

func (l *joined) close() {
	if l.to != nil {
		l.to.Close()
	}
	l.to, l.first = nil, nil
}
