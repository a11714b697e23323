package siem

// markStep is how many octets of a stream share a mark, which bounds their number.
const markStep = 64 << 10

// window tells how far a receiver must have come that never says so: all that may be
// lost with it is the end of what was written. The zero value has nothing written.
type window struct {
	size      uint64 // octets that may be lost with the receiver
	marks     []mark // of what is not confirmed, oldest first
	confirmed uint64 // a sequence
}

// mark says that everything up to a sequence ends at an octet of the stream.
type mark struct{ start, end, sequence uint64 }

// wrote notes that the stream's octets up to end hold everything up to sequence.
func (w *window) wrote(end, sequence uint64) {
	start := end
	if n := len(w.marks); n > 0 {
		last := &w.marks[n-1]
		if end-last.start < markStep {
			last.end, last.sequence = end, sequence
			return
		}
		start = last.end
	}
	w.marks = append(w.marks, mark{start, end, sequence})
}

// acknowledged confirms what is further back than the window, given that the peer's
// kernel has everything before octet reached.
func (w *window) acknowledged(reached uint64) {
	n := 0
	for n < len(w.marks) && w.marks[n].end+w.size <= reached {
		n++
	}
	w.pass(n)
}

// read confirms everything: the receiver has read the stream to its end.
func (w *window) read() { w.pass(len(w.marks)) }

func (w *window) pass(n int) {
	if n > 0 {
		w.confirmed = w.marks[n-1].sequence
		w.marks = append(w.marks[:0], w.marks[n:]...)
	}
}

// lost forgets what was on its way: it is sent again on another stream.
func (w *window) lost() { w.marks = w.marks[:0] }
