package detect

import "bytes"

// Drawings and programs of machines may begin with remarks that are longer than a head:
// who made them, from what, under which settings.

// dropRemarks drops the remarks that a full head begins with, and says whether there were
// any. An XML declaration before them stays.
func (h *head) dropRemarks() bool {
	from, to := remarks(h.bytes)
	if from >= to || h.remarks >= remarkBytes {
		return false
	}
	h.remarks += to - from
	h.bytes, h.none = append(h.bytes[:from], h.bytes[to:]...), 0
	return true
}

// blockRemarks are what remarks of several lines begin and end with.
var blockRemarks = []struct{ open, end string }{{"<!--", "-->"}, {"/*", "*/"}, {"(*", "*)"}}

// remarks says where the first remarks of b stand. Of one that goes on behind b, what
// begins it is left out, so that it is one still when the rest has gone.
func remarks(b []byte) (from, to int) {
	if bytes.HasPrefix(b, []byte("<?xml")) {
		from = bytes.IndexByte(b, '>') + 1
	}
	start := from + blankLines(b[from:])
	for _, r := range blockRemarks {
		text, ok := bytes.CutPrefix(b[start:], []byte(r.open))
		if !ok {
			continue
		}
		if end := bytes.Index(text, []byte(r.end)); end >= 0 {
			return from, start + len(r.open) + end + len(r.end)
		}
		return start + len(r.open), len(b) - len(r.end) + 1
	}
	return from, from + remarkLines(b[from:])
}

// remarkSigns begin lines of remarks in what drawings and machines' programs are written in:
// models and libraries (#), drills (;), plots (G04), netlists (*), data of boards (C).
var remarkSigns = []string{"#", ";", "//", "*", "G04", "G4 ", "%G04", "!", "$ ", "$$", "C  ", "--", "'"}

// remarkLines returns the length of the lines of b that are remarks, and of the blank
// ones between them. In DXF, one takes two lines, the first a code.
func remarkLines(b []byte) (n int) {
	for {
		line, rest, ended := bytes.Cut(b[n:], []byte("\n"))
		if line = bytes.TrimSpace(line); string(line) == "999" && ended {
			_, rest, ended = bytes.Cut(rest, []byte("\n"))
		} else if len(line) > 0 && !hasAnyPrefix(line, remarkSigns) {
			return n
		}
		if !ended {
			return n
		}
		n = len(b) - len(rest)
	}
}

func hasAnyPrefix(b []byte, prefixes []string) bool {
	for _, p := range prefixes {
		if bytes.HasPrefix(b, []byte(p)) {
			return true
		}
	}
	return false
}
