package content

// late passes on a text that stands within another as late as may be: most such begin and
// end in one packet, and are judged in one go then, as the whole texts that they are, rather
// than at each of their pieces and once more at their end.
type late struct {
	x    *Extractor
	out  Writer
	held []byte
	due  bool // x knows that something is held
}

// lateBytes is how much is held.
const lateBytes = 1 << 10

// lastWriter is a Writer that can take its last bytes and be closed in one go.
type lastWriter interface {
	// WriteLast does what Write and Close do.
	WriteLast(b []byte)
}

func (l *late) Write(b []byte) {
	if len(l.held)+len(b) > lateBytes {
		l.pass()
		l.out.Write(b)
		return
	}
	if !l.due {
		l.x.late, l.due = append(l.x.late, l), true
	}
	l.held = append(l.held, b...)
}

// pass hands on what is held.
func (l *late) pass() {
	if len(l.held) > 0 {
		l.out.Write(l.held)
		l.held = l.held[:0]
	}
}

func (l *late) Close() {
	if last, ok := l.out.(lastWriter); ok && len(l.held) > 0 {
		last.WriteLast(l.held)
	} else {
		l.pass()
		l.out.Close()
	}
	l.held = nil
}

// incoming is a body as it comes in: what is held of the texts in it is due when a Write ends.
type incoming struct {
	x    *Extractor
	body Writer
}

func (i incoming) Write(b []byte) {
	i.body.Write(b)
	i.x.passLate()
}

func (i incoming) Close() {
	i.body.Close()
	i.x.passLate()
}

// passLate hands on all that is held.
func (x *Extractor) passLate() {
	for _, l := range x.late {
		l.pass()
		l.due = false
	}
	x.late = x.late[:0]
}
