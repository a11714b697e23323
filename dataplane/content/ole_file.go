package content

import "encoding/binary"

// oleFile reads a compound file (MS-CFB) in memory. No chain is followed for more
// steps than the file has sectors.
type oleFile struct {
	b       []byte
	shift   uint     // of a sector's size
	fat     []uint32 // sectors that the allocation table lies in
	miniFAT []byte
	mini    []byte // the stream that small streams lie in
	cutoff  int64  // size from which on a stream is not small
	entries []oleEntry
}

const (
	oleStorage = 1
	oleStream  = 2
	oleRoot    = 5

	oleEndOfChain = 0xfffffffe
	oleEntrySize  = 128
	miniShift     = 6
	maxOLEEntries = 1 << 16
)

type oleEntry struct {
	name              string
	kind              byte
	left, right, down uint32
	start             uint32
	size              int64
	children          []int
	reached           bool
}

// oleTables is how much the directory of a file of so many bytes may take, and
// the table of small sectors: in earnest it is far less.
func oleTables(size int) int { return size/8 + 64<<10 }

func le16(b []byte) uint16 {
	if len(b) < 2 {
		return 0
	}
	return binary.LittleEndian.Uint16(b)
}

func le32(b []byte) uint32 {
	if len(b) < 4 {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}

// openOLE reads header, tables and directory; it returns nil for what has none.
func openOLE(b []byte) *oleFile {
	const header = 512
	if len(b) < header {
		return nil
	}
	f := &oleFile{b: b, shift: uint(le16(b[30:])), cutoff: int64(le32(b[56:]))}
	if f.shift != 9 && f.shift != 12 {
		return nil
	}
	f.readFAT()
	f.miniFAT = f.chain(le32(b[60:]), int64(oleTables(len(b))))
	f.readDirectory(f.chain(le32(b[48:]), int64(oleTables(len(b)))))
	if len(f.entries) == 0 {
		return nil
	}
	f.tree()
	return f
}

// sector returns a sector's bytes, of which the last may be cut.
func (f *oleFile) sector(n uint32) []byte {
	at := (int64(n) + 1) << f.shift
	if at >= int64(len(f.b)) {
		return nil
	}
	return f.b[at:min(at+1<<f.shift, int64(len(f.b)))]
}

// readFAT lists the sectors of the allocation table: 109 in the header, the rest in
// sectors of their own, each of which ends in the next one's number.
func (f *oleFile) readFAT() {
	table, next := f.b[76:512], le32(f.b[68:])
	for limit := len(f.b) >> f.shift; ; limit-- {
		for ; len(table) >= 4; table = table[4:] {
			if n := le32(table); n < oleEndOfChain-4 {
				f.fat = append(f.fat, n)
			}
		}
		table = f.sector(next)
		if limit < 0 || len(table) < 1<<f.shift {
			return
		}
		next = le32(table[len(table)-4:])
		table = table[:len(table)-4]
	}
}

// next returns the sector that follows n in its chain.
func (f *oleFile) next(n uint32) uint32 {
	each := uint32(1) << (f.shift - 2)
	if int(n/each) >= len(f.fat) {
		return oleEndOfChain
	}
	s := f.sector(f.fat[n/each])
	if at := int(n%each) * 4; at+4 <= len(s) {
		return le32(s[at:])
	}
	return oleEndOfChain
}

// chain returns the bytes of a chain of sectors, of which it follows as many as
// limit bytes take.
func (f *oleFile) chain(start uint32, limit int64) []byte {
	var out []byte
	for steps := len(f.b) >> f.shift; steps >= 0 && int64(len(out)) < limit; steps-- {
		s := f.sector(start)
		if s == nil {
			break
		}
		out = append(out, s...)
		start = f.next(start)
	}
	return out[:min(int64(len(out)), limit)]
}

// contiguous returns a stream whose sectors lie one behind the other, as they
// mostly do, without copying it.
func (f *oleFile) contiguous(e *oleEntry) ([]byte, bool) {
	shift, data, at := f.shift, f.b, (int64(e.start)+1)<<f.shift
	if f.small(e) {
		shift, data, at = miniShift, f.mini, int64(e.start)<<miniShift
	}
	if e.size == 0 {
		return nil, true
	}
	if at+e.size > int64(len(data)) {
		return nil, false
	}
	n := e.start
	for left := e.size - 1<<shift; left > 0; left -= 1 << shift {
		next := f.after(e, n)
		if next != n+1 {
			return nil, false
		}
		n = next
	}
	return data[at : at+e.size], true
}

func (f *oleFile) small(e *oleEntry) bool { return e.size < f.cutoff && e.kind != oleRoot }

// after returns what follows sector n of e.
func (f *oleFile) after(e *oleEntry, n uint32) uint32 {
	if !f.small(e) {
		return f.next(n)
	}
	if at := int64(n) * 4; at+4 <= int64(len(f.miniFAT)) {
		return le32(f.miniFAT[at:])
	}
	return oleEndOfChain
}

// gather copies a stream's sectors together.
func (f *oleFile) gather(e *oleEntry) []byte {
	if !f.small(e) {
		return f.chain(e.start, e.size)
	}
	var out []byte
	n := int64(e.start)
	for steps := len(f.mini) >> miniShift; steps >= 0 && int64(len(out)) < e.size; steps-- {
		at := n << miniShift
		if at >= int64(len(f.mini)) {
			break
		}
		out = append(out, f.mini[at:min(at+1<<miniShift, int64(len(f.mini)))]...)
		n = int64(f.after(e, uint32(n)))
	}
	return out[:min(int64(len(out)), e.size)]
}

func (f *oleFile) readDirectory(b []byte) {
	for ; len(b) >= oleEntrySize && len(f.entries) < maxOLEEntries; b = b[oleEntrySize:] {
		e := oleEntry{
			kind: b[66], left: le32(b[68:]), right: le32(b[72:]), down: le32(b[76:]),
			start: le32(b[116:]), size: int64(le32(b[120:])),
		}
		if n := int(le16(b[64:])); n >= 2 && n <= 64 {
			e.name = decodeAs(charset16LE, b[:n-2])
		}
		f.entries = append(f.entries, e)
	}
}

// tree finds the children of each storage, which hang in a binary tree.
func (f *oleFile) tree() {
	seen := make([]bool, len(f.entries))
	for i := range f.entries {
		if e := &f.entries[i]; e.kind == oleRoot && i == 0 || e.kind == oleStorage {
			e.children = f.walk(e.down, seen)
		}
	}
}

// walk lists a binary tree in order. A node is listed once, wherever it hangs.
func (f *oleFile) walk(root uint32, seen []bool) (list []int) {
	var stack []uint32
	for n := root; ; {
		if int64(n) < int64(len(f.entries)) && !seen[n] {
			seen[n] = true
			stack = append(stack, n)
			n = f.entries[n].left
			continue
		}
		if len(stack) == 0 {
			return list
		}
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if e := f.entries[top]; e.kind == oleStream || e.kind == oleStorage {
			list = append(list, int(top))
		}
		n = f.entries[top].right
	}
}
