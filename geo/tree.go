package geo

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/oschwald/maxminddb-golang/v2"
)

// treeWalk visits each network of a MaxMind DB's search tree once, in the
// order of addresses. maxminddb's own iterator is exponential on a hostile tree
// whose nodes share children; here each node is visited once, so that work and
// memory are bounded by the size of the file. The layout of nodes follows the
// MaxMind DB file format specification, version 2.0.
type treeWalk struct {
	data      []byte   // the file from its start: the tree is first
	nodes     uint     // number of nodes
	size      uint     // bits of a record: 24, 28 or 32
	dataBytes uint     // upper bound of offsets into the data section
	v4root    uint     // the record that stands for all of IPv4
	inIPv4    bool     // the walk over IPv4, not the one over IPv6
	visited   []uint64 // a bit a node
	visit     func(s span, offset uintptr) error
}

// dataSeparator is the run of zero bytes between tree and data.
const dataSeparator = 16

var errSharedNode = errors.New("search tree reaches a node twice")

// walkTree calls visit with every network that has data, and stops at its error.
func walkTree(data []byte, m *maxminddb.Metadata, visit func(s span, offset uintptr) error) error {
	w := &treeWalk{data: data, nodes: m.NodeCount, size: m.RecordSize, visit: visit}
	if err := w.measure(m.IPVersion); err != nil {
		return err
	}
	// IPv4 goes first, so that the aliases of it that an IPv6 tree may hold
	// (::ffff:0:0/96, 2002::/16, 2001::/32) are known by their record.
	w.inIPv4 = true
	if err := w.walk(w.v4root, mappedFirst, 96); err != nil || m.IPVersion == 4 {
		return err
	}
	w.inIPv4 = false
	return w.walk(0, key{}, 0)
}

// measure checks what the walk relies on and finds the root of IPv4.
func (w *treeWalk) measure(ipVersion uint) error {
	if ipVersion != 4 && ipVersion != 6 {
		return fmt.Errorf("IP version %d, want 4 or 6", ipVersion)
	}
	if w.size != 24 && w.size != 28 && w.size != 32 {
		return fmt.Errorf("record size %d, want 24, 28 or 32 bits", w.size)
	}
	if w.nodes == 0 || w.nodes > uint(len(w.data))/(w.size/4) {
		return fmt.Errorf("search tree of %d nodes in a file of %d bytes", w.nodes, len(w.data))
	}
	w.dataBytes = uint(len(w.data)) - w.nodes*(w.size/4)
	w.visited = make([]uint64, w.nodes/64+1)
	if ipVersion == 6 {
		w.v4root = w.descend()
	}
	return nil
}

// descend follows 96 zero bits from the root, where databases of both families
// keep IPv4. A record that ends sooner stands for all of it.
func (w *treeWalk) descend() (record uint) {
	for depth := 0; depth < 96 && record < w.nodes; depth++ {
		record, _ = w.children(record)
	}
	return record
}

// walk visits what record stands for: an inner node, a network's data or nothing.
func (w *treeWalk) walk(record uint, first key, depth int) error {
	switch {
	case record == w.nodes:
		return nil
	case record > w.nodes:
		return w.leaf(record, first, depth)
	case !w.inIPv4 && record == w.v4root:
		return nil // IPv4's own place in the file, ::/96, or an alias of it
	case depth == 128:
		return errors.New("search tree is deeper than an address")
	case !w.enter(record):
		return fmt.Errorf("%w: node %d", errSharedNode, record)
	}
	left, right := w.children(record)
	if err := w.walk(left, first, depth+1); err != nil {
		return err
	}
	return w.walk(right, first.withBit(depth), depth+1)
}

// enter reports whether node had not been visited.
func (w *treeWalk) enter(node uint) bool {
	word, bit := &w.visited[node/64], uint64(1)<<(node%64)
	fresh := *word&bit == 0
	*word |= bit
	return fresh
}

// leaf hands a network on. In the walk over IPv6, the mapped part is left out:
// it belongs to the walk over IPv4.
func (w *treeWalk) leaf(record uint, first key, depth int) error {
	offset := record - w.nodes - dataSeparator
	if record < w.nodes+dataSeparator || offset >= w.dataBytes {
		return fmt.Errorf("search tree points outside the data section at %s", first.addr())
	}
	var err error
	cutFamilies(span{first: first, last: first.last(depth)}, func(part span) {
		if err == nil && w.inIPv4 == part.first.is4() {
			err = w.visit(part, uintptr(offset))
		}
	})
	return err
}

// children reads both records of a node. In a node of 28-bit records, the byte
// in the middle lends its high half to the left and its low half to the right.
func (w *treeWalk) children(node uint) (left, right uint) {
	n := w.size / 4
	b := w.data[node*n : node*n+n]
	switch w.size {
	case 24:
		return uint24(b), uint24(b[3:])
	case 28:
		return uint(b[3]>>4)<<24 | uint24(b), uint(b[3]&0xf)<<24 | uint24(b[4:])
	default:
		return uint(binary.BigEndian.Uint32(b)), uint(binary.BigEndian.Uint32(b[4:]))
	}
}

func uint24(b []byte) uint { return uint(b[0])<<16 | uint(b[1])<<8 | uint(b[2]) }
