package detect

import (
	"strings"
	"sync"

	"sekisho/dataplane/fingerprint"
)

const (
	// leftBytes is how far back every judgement may look. As much is kept
	// before the first place that is not settled.
	leftBytes = 512
	// recordBytes is how far back a row or record that has begun may reach.
	recordBytes = 4096
	// pieceBytes is how much is scanned at once: it stays in the first cache.
	pieceBytes = 16 << 10
)

// Stream is one text being written.
//
// Places where something could be found are visited in order. What is settled
// changes the state; the first place that needs more text to be judged, and all
// after it, are judged on a copy of the state, count as tentative, and are
// visited again with the next Write. Hence the result depends on the text only.
type Stream struct {
	scanner *Scanner // nil once closed
	text    Text
	carry   []byte // the text before next, as far back as needed
	base    int64  // offset of carry[0] in the text
	next    int64  // offset behind all written
	front   int64  // offset before which all is settled
	state   state
	head    *head               // nil once the body's beginning has been judged
	prints  *fingerprint.Stream // nil until there is something registered
}

// state is what a judgement depends on beyond its window.
type state struct {
	numbers int64        // numbers are read up to here
	row     int64        // where the current line began, while it matters, or -1
	tag     int64        // where the current row of HTML or XML began, or -1
	scores  columnScores // with what is small behind it, which leaves no gap
	header  bool         // the current line may be a table's header
	listed  uint8        // the class, counted from 1, that a label gave the number before numbers
	tries   uint8        // lines that were none
	rows    uint8        // of the table so far, up to maxSideways
	blank   bool         // an empty line has followed its header
	sought  uint8        // for how many values of the line above a header was looked for
	columns *columns     // nil until a value passes a check
	table   *table
	cell    cellCache
	turned  *turned // nil where there is no table on its side
	record  record
	placed  int64  // the address counted last ends here
	birth   uint32 // half the hash of the last birth date that its label's judgement told the record of
	above   uint32 // where the line begins whose values have had a header looked for, within 4 GiB
	dump    *dump  // nil where no table of a database is defined
}

// Open begins a text.
func (s *Scanner) Open(t Text) *Stream {
	st := &Stream{scanner: s, text: t, head: s.prog.newHead()}
	st.state.header = !t.Binary
	st.state.record.start, st.state.tag = -1, -1
	if t.Binary {
		st.state.row = -1
	}
	s.judgeName(st)
	if strings.HasSuffix(t.Where, labelInfoPart) {
		s.openPart(t.Where)
	}
	return st
}

// judgeName looks at the file name, which can carry a label too.
func (s *Scanner) judgeName(st *Stream) {
	if st.text.Name == "" {
		return
	}
	for i, d := range s.prog.detectors {
		if s.prog.counted[i] && d.class == labelClass {
			if v := labelInName(st.text.Name); v.hit {
				s.found(st, d.class, hashValue(v.value), v.value, v.confidence, true)
			}
		}
	}
}

// maxBlocks is how many blocks of 64 bytes are marked at once at most.
const maxBlocks = (leftBytes+recordBytes+2*maxLiteral+pieceBytes)/blockSize + 2

// scratch is the working memory of one Write. It is shared by all streams.
type scratch struct {
	memo      memo // of cells; it is first so that each pair lies in one line of the cache
	buf       [leftBytes + recordBytes + 2*maxLiteral + pieceBytes + 2*blockSize]byte
	marks     [maxBlocks + 1]marks
	fold      [4 * recordBytes]byte
	value     [4 * maxField]byte // a normalised value
	plain     plainLines
	visit     visit
	cells     cells // of the row being read
	cellMarks [maxBlocks]cellMarks
	plan      tablePlan          // of the table last read
	domains   domains            // of mail
	keys      fieldKeys          // of JSON
	name      [4 * maxField]byte // the name in the row being judged
	nameLen   int
	win       window
	header    headerReader
	columns   columns // of what is tentative
	turned    turned  // likewise
	token     token   // the number being judged
	span      token   // and the part of it

	code, codeSpan code // likewise
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// Write scans the next bytes: UTF-8, or anything in a binary text. Characters
// may be cut. b is not kept.
func (st *Stream) Write(b []byte) {
	if st.scanner == nil || len(b) == 0 {
		return
	}
	st.scanPieces(b, false)
}

// Close ends the text, which settles what was tentative.
func (st *Stream) Close() { st.WriteLast(nil) }

// WriteLast is Write with the text's last bytes, and Close: what is short is judged once.
func (st *Stream) WriteLast(b []byte) {
	if st.scanner == nil {
		return
	}
	st.scanPieces(b, true)
	st.carry, st.state, st.prints, st.scanner = nil, state{}, nil, nil
}

// scanPieces scans b in pieces, of which the last may end the text.
func (st *Stream) scanPieces(b []byte, last bool) {
	w := scratches.Get().(*scratch)
	for len(b) > pieceBytes {
		st.scan(w, b[:pieceBytes], false)
		b = b[pieceBytes:]
	}
	st.scan(w, b, last)
	scratches.Put(w)
}

// scan visits what b adds to the text.
func (st *Stream) scan(w *scratch, b []byte, closed bool) {
	n := copy(w.buf[:], st.carry)
	n += copy(w.buf[n:], b)
	clear(w.buf[n : n+2*blockSize])
	before := st.scanner.withdraw(st)
	v := &w.visit
	*v = visit{st: st, prog: st.scanner.prog, w: w, buf: w.buf[:n:n], closed: closed, state: &st.state, seen: int(st.next - st.base)}
	v.front = int(st.front - st.base)
	st.next += int64(len(b))
	v.run()
	st.feedHead(b, closed)
	st.findRegistered(b, closed)
	if st.scanner.tentativeSum(st) != before {
		st.scanner.version++
	}
	if st.front = st.base + int64(v.front); !closed {
		st.keep(v.buf, v.lits.longest)
	}
}

// keep carries over what the next Write may look back at.
func (st *Stream) keep(buf []byte, overlap int) {
	from := min(st.front-leftBytes, st.next-int64(overlap))
	record := st.state.record.start
	if record >= 0 {
		record = max(0, record-leftBytes) // the line is looked at that it begins in
	}
	for _, start := range [...]int64{st.state.row, st.state.tag, record, st.state.dump.since()} {
		if start >= 0 {
			from = min(from, max(start, st.front-recordBytes))
		}
	}
	from = max(from, st.base)
	rest := buf[from-st.base:]
	if cap(st.carry) < len(rest) {
		st.carry = make([]byte, 0, carrySize(len(rest)))
	}
	st.carry = append(st.carry[:0], rest...)
	st.base = from
}

func carrySize(n int) int {
	for _, size := range [...]int{64, 256, 640, 1408, 4864} {
		if n <= size {
			return size
		}
	}
	return leftBytes + recordBytes + 2*maxLiteral
}
