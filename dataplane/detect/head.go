package detect

import "bytes"

// headRule judges a whole body by how it begins: files are known by their first
// bytes and their structure, whatever their names say.
type headRule struct {
	// format names the format that b, the first bytes of t, begins, or "". What it
	// answers for b must hold for whatever follows b.
	format func(b []byte, t *Text) string
	// program also looks for program text in a text's first lines (code_lines.go).
	program bool
}

const (
	// headBytes is how much of a body a format is looked for in.
	headBytes = 512
	// remarkBytes is how much of the remarks before a format is passed over.
	remarkBytes = 4 << 10
	// programBytes is how much of a text is read for program text.
	programBytes = 16 << 10
)

// head is the beginning of one body. It is given up once it has told all it can.
type head struct {
	bytes   []byte
	remarks int // bytes of remarks before them, that have been dropped
	told    bool
	none    int // as many bytes have been read, and begin no format
	seen    int
	lined   bool // code has read what is seen
	code    codeMeter
	done    [2]bool // format, program
}

// newHead begins a body if any class asked for is known by it.
func (p *Program) newHead() *head {
	for i, d := range p.detectors {
		if d.head != nil && p.counted[i] {
			return &head{}
		}
	}
	return nil
}

// feedHead takes the next bytes of a body's beginning, or its end.
func (st *Stream) feedHead(b []byte, closed bool) {
	h := st.head
	if h == nil {
		return
	}
	if !st.text.Binary && !h.done[1] {
		h.readLines(b, closed)
	}
	h.seen = min(h.seen+len(b), programBytes)
	st.judgeHeads(h.take(b), closed)
	h.done[0] = closed || len(h.bytes) == headBytes
	h.done[1] = closed || st.text.Binary || h.seen == programBytes || h.done[0] && h.code.over()
	if h.done[0] && h.done[1] {
		st.head = nil
	}
}

// readLines looks for program text, which what has too few lines is not. While that may be
// so, they wait.
func (h *head) readLines(b []byte, closed bool) {
	if !h.lined {
		if h.seen+len(b) <= minifiedLine && bytes.Count(h.bytes, []byte{'\n'})+bytes.Count(b, []byte{'\n'}) < shortLines-1 {
			return
		}
		h.code.write(h.bytes, false)
	}
	h.lined = true
	h.code.write(b[:min(len(b), programBytes-h.seen)], closed)
}

// take fills the head, and returns what is left of b.
func (h *head) take(b []byte) []byte {
	n := min(len(b), headBytes-len(h.bytes))
	h.bytes = append(h.bytes, b[:n]...)
	return b[n:]
}

// judgeHeads asks every class that is known by a head, once more for each remark that
// gives way to what follows in rest.
func (st *Stream) judgeHeads(rest []byte, closed bool) {
	h, prog := st.head, st.scanner.prog
	for {
		for i, d := range prog.detectors {
			if d.head != nil && prog.counted[i] {
				st.judgeHead(d, closed)
			}
		}
		if !h.told {
			h.none = len(h.bytes)
		}
		if len(h.bytes) < headBytes && !closed || h.told || h.done[0] || st.text.Binary || !h.dropRemarks() {
			return
		}
		rest = h.take(rest)
	}
}

// countHead counts the body. What makes it distinct are its first bytes, so that
// it is tentative until all of them are there; a disguise is one of a name.
func (st *Stream) countHead(d *detector, format string, full bool) {
	if d.class == disguisedClass {
		st.scanner.found(st, d.class, disguise(st.text.Where, st.text.Name), []byte(st.text.Name), 0.95, true)
		return
	}
	if d.class == cadClass && st.scanner.tally(cadClass).assembly.has(&st.text, format) {
		return
	}
	if st.countedAlready(st.scanner.tally(d.class), format, full) {
		return
	}
	st.scanner.found(st, d.class, hashValue(st.head.bytes), []byte(format), 0.98, full)
}

// bodyCount is what a body was counted as.
type bodyCount struct {
	where, format string
	binary        bool
}

// countedAlready says whether this body has been counted in its other reading: one that
// begins with text is delivered as bytes and as text, whichever comes first.
func (st *Stream) countedAlready(t *tally, format string, full bool) bool {
	other := bodyCount{st.text.Where, format, !st.text.Binary}
	again := t.body == other
	if full {
		t.body = bodyCount{}
		if !again {
			t.body = bodyCount{other.where, format, st.text.Binary}
		}
	}
	return again
}

// judgeHead counts the body if it is of the class. The statements of a drawing or
// model, such as STEP's (ISO 10303-21), look like a program's: it is none, which is
// known once the bytes that formats are looked for in are all there.
func (st *Stream) judgeHead(d *detector, closed bool) {
	h := st.head
	if !h.done[0] && h.none < len(h.bytes) {
		if name := st.formatBy(d.head.format); name != "" {
			h.told = true
			st.countHead(d, name, closed || len(h.bytes) == headBytes)
		}
	}
	if d.head.program && !h.done[1] && h.code.found && (closed || len(h.bytes) == headBytes) && st.formless(d) {
		confidence := 0.85
		if h.code.owned {
			confidence = 0.95
		}
		st.scanner.found(st, d.class, h.code.sum, []byte("program text"), confidence, true)
	}
}

// formless says that the body has neither a format of the class nor one of a drawing.
func (st *Stream) formless(d *detector) bool {
	return st.formatBy(d.head.format) == "" && st.formatBy(cadFormat) == ""
}

// formatBy names the format of the body, which may begin behind remarks.
func (st *Stream) formatBy(format func(b []byte, t *Text) string) string {
	b := st.head.bytes
	name := format(b, &st.text)
	if from, to := remarks(b); name == "" && from == 0 && to > 0 && to < len(b) && !st.text.Binary {
		return format(b[to:], &st.text)
	}
	return name
}
