package contenttest

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"unicode/utf16"
)

// Node is a stream of a compound file, or a storage of others.
type Node struct {
	Data []byte
	In   map[string]Node // of a storage; nil makes a stream
}

// Stream is a Node of bytes.
func Stream(b []byte) Node { return Node{Data: b} }

// What stands in tables and directories (MS-CFB, 2.1 and 2.6).
const (
	oleEndOfChain = 0xfffffffe
	oleTableItem  = 0xfffffffd // a sector of the allocation table itself
	oleSector     = 512
	oleMiniSector = 64
	oleCutoff     = 4096 // streams below it lie in the mini stream
	oleEntry      = 128
)

// oleWriter puts a file together.
type oleWriter struct {
	sectors [][]byte
	next    []uint32
	mini    []byte
	miniFAT []uint32
	entries [][]byte
}

// OLE writes a compound file (MS-CFB) with sectors of 512 bytes.
func OLE(root map[string]Node) []byte {
	w := new(oleWriter)
	w.entry("Root Entry", 5)
	w.children(0, root)
	start := w.add(w.mini)
	copy(w.entries[0][116:], words(start, uint32(len(w.mini))))
	miniFAT := w.add(words(w.miniFAT...))
	directory := w.add(bytes.Join(w.entries, nil))
	return w.file(directory, miniFAT)
}

func (w *oleWriter) entry(name string, kind byte) int {
	e := make([]byte, oleEntry)
	b := Wide(name)
	copy(e, b)
	e[64], e[66] = byte(len(b)+2), kind
	for _, at := range []int{68, 72, 76} {
		copy(e[at:], "\xff\xff\xff\xff")
	}
	w.entries = append(w.entries, e)
	return len(w.entries) - 1
}

// children adds the nodes of a storage, each to the right of the one before.
func (w *oleWriter) children(dir int, nodes map[string]Node) {
	from, at := dir, 76
	for _, name := range slices.Sorted(maps.Keys(nodes)) {
		n, kind := nodes[name], byte(2)
		if n.In != nil {
			kind = 1
		}
		e := w.entry(name, kind)
		copy(w.entries[from][at:], words(uint32(e)))
		from, at = e, 72
		if n.In != nil {
			w.children(e, n.In)
			continue
		}
		copy(w.entries[e][116:], words(w.store(n.Data), uint32(len(n.Data))))
	}
}

func (w *oleWriter) store(b []byte) uint32 {
	if len(b) >= oleCutoff {
		return w.add(b)
	}
	start := uint32(len(w.mini) / oleMiniSector)
	for n := (len(b) + oleMiniSector - 1) / oleMiniSector; n > 0; n-- {
		w.miniFAT = append(w.miniFAT, uint32(len(w.miniFAT)+1))
	}
	if len(b) > 0 {
		w.miniFAT[len(w.miniFAT)-1] = oleEndOfChain
	}
	w.mini = append(w.mini, b...)
	w.mini = append(w.mini, make([]byte, (oleMiniSector-len(b)%oleMiniSector)%oleMiniSector)...)
	return start
}

func (w *oleWriter) add(b []byte) uint32 {
	start := uint32(len(w.sectors))
	for piece := range slices.Chunk(b, oleSector) {
		s := make([]byte, oleSector)
		copy(s, piece)
		w.sectors = append(w.sectors, s)
		w.next = append(w.next, uint32(len(w.sectors)))
	}
	if int(start) == len(w.sectors) {
		return oleEndOfChain
	}
	w.next[len(w.next)-1] = oleEndOfChain
	return start
}

// file puts the header before the sectors, and the allocation table behind them.
func (w *oleWriter) file(directory, miniFAT uint32) []byte {
	const each = oleSector / 4
	first := len(w.sectors)
	count := (first+each-1)/each + 1
	for range count {
		w.next = append(w.next, oleTableItem)
	}
	h := make([]byte, oleSector)
	copy(h, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	h[26], h[28], h[29], h[30], h[32], h[57] = 3, 0xfe, 0xff, 9, 6, oleCutoff>>8
	copy(h[44:], words(uint32(count), directory))
	copy(h[60:], words(miniFAT, 1, oleEndOfChain))
	for i := range 109 {
		n := uint32(0xffffffff)
		if i < count {
			n = uint32(first + i)
		}
		copy(h[76+4*i:], words(n))
	}
	table := words(w.next...)
	table = append(table, bytes.Repeat([]byte{0xff}, count*oleSector-len(table))...)
	return bytes.Join(append(append([][]byte{h}, w.sectors...), table), nil)
}

// words writes numbers of 32 bits, the lowest byte first.
func words(list ...uint32) (b []byte) {
	for _, v := range list {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

// Wide writes a text in UTF-16LE.
func Wide(s string) (b []byte) {
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}
