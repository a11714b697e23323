package content

import (
	"encoding/binary"
	"errors"
)

// The header of a 7z archive, as 7zFormat.txt of the LZMA SDK describes it.

// Properties that a header is made of.
const (
	sevenEnd            = 0x00
	sevenHeader         = 0x01
	sevenArchiveProps   = 0x02
	sevenMoreStreams    = 0x03
	sevenMainStreams    = 0x04
	sevenFilesInfo      = 0x05
	sevenPackInfo       = 0x06
	sevenUnpackInfo     = 0x07
	sevenSubStreams     = 0x08
	sevenSize           = 0x09
	sevenCRC            = 0x0a
	sevenFolders        = 0x0b
	sevenUnpackSizes    = 0x0c
	sevenStreamCounts   = 0x0d
	sevenEmptyStream    = 0x0e
	sevenNames          = 0x11
	sevenEncodedHeader  = 0x17
	maxSevenFolderParts = 32
	maxSevenFolders     = 1 << 14
)

var errSevenHeader = errors.New("7z: corrupt header")

// sevenStreams says where the packed bytes are and what they stand for.
type sevenStreams struct {
	packAt  uint64   // from the end of the signature header
	packed  []uint64 // sizes
	folders []sevenFolder
}

// sevenFolder is bytes packed together.
type sevenFolder struct {
	coders  []sevenCoder
	streams int      // packed streams that it takes
	outs    []uint64 // unpacked sizes, of each coder
	bound   []bool   // which of these another coder takes
	files   []uint64 // sizes of the files in it
}

// sevenCoder is a compression, filter or encryption.
type sevenCoder struct {
	id         uint64
	properties []byte
	ins, outs  int
}

// size returns the folder's unpacked size: that of the one coder whose bytes no
// other takes.
func (f *sevenFolder) size() uint64 {
	for i, n := range f.outs {
		if !f.bound[i] {
			return n
		}
	}
	return 0
}

// sevenCursor reads a header. After an error it gives zeros.
type sevenCursor struct {
	b   []byte
	err error
}

func (c *sevenCursor) fail() { c.b, c.err = nil, errSevenHeader }

// take returns the next n bytes, or none.
func (c *sevenCursor) take(n uint64) []byte {
	if n > uint64(len(c.b)) {
		c.fail()
		return nil
	}
	b := c.b[:n:n]
	c.b = c.b[n:]
	return b
}

func (c *sevenCursor) byte() byte {
	if b := c.take(1); b != nil {
		return b[0]
	}
	return 0
}

// number reads a number: as many ones as begin the first byte tell how many bytes
// follow it, low ones first; what else is in it is the highest.
func (c *sevenCursor) number() (v uint64) {
	first := c.byte()
	mask := byte(0x80)
	for i := uint(0); i < 8; i++ {
		if first&mask == 0 {
			return v | uint64(first&(mask-1))<<(8*i)
		}
		v |= uint64(c.byte()) << (8 * i)
		mask >>= 1
	}
	return v
}

// count reads how many things follow, each of which takes at least a byte.
func (c *sevenCursor) count() int {
	n := c.number()
	if n > uint64(len(c.b)) {
		c.fail()
		return 0
	}
	return int(n)
}

// bits reads n bits, or that all are set.
func (c *sevenCursor) bits(n int, orAll bool) []bool {
	set := make([]bool, n)
	if orAll && c.byte() != 0 {
		for i := range set {
			set[i] = true
		}
		return set
	}
	b := c.take(uint64(n+7) / 8)
	for i := range set {
		set[i] = b != nil && b[i/8]&(0x80>>(i%8)) != 0
	}
	return set
}

// sums skips the check sums of n streams, and returns which of them have one.
func (c *sevenCursor) sums(n int) []bool {
	set := c.bits(n, true)
	for _, s := range set {
		if s {
			c.take(4)
		}
	}
	return set
}

// numbers reads n numbers.
func (c *sevenCursor) numbers(n int) []uint64 {
	if n > len(c.b) {
		c.fail()
		return nil
	}
	v := make([]uint64, n)
	for i := range v {
		v[i] = c.number()
	}
	return v
}

// streams reads where streams are, what they stand for and what is in them.
func (c *sevenCursor) streams() (s sevenStreams) {
	for c.err == nil {
		switch c.byte() {
		case sevenPackInfo:
			c.packInfo(&s)
		case sevenUnpackInfo:
			c.unpackInfo(&s)
		case sevenSubStreams:
			c.subStreams(&s)
		case sevenEnd:
			return s
		default:
			c.fail()
		}
	}
	return s
}

func (c *sevenCursor) packInfo(s *sevenStreams) {
	s.packAt = c.number()
	n := c.count()
	for c.err == nil {
		switch c.byte() {
		case sevenSize:
			s.packed = c.numbers(n)
		case sevenCRC:
			c.sums(n)
		case sevenEnd:
			return
		default:
			c.fail()
		}
	}
}

func (c *sevenCursor) unpackInfo(s *sevenStreams) {
	for c.err == nil {
		switch c.byte() {
		case sevenFolders:
			n := c.count()
			if c.byte() != 0 || n > maxSevenFolders { // or described elsewhere, which no program does
				c.fail()
			}
			for i := 0; i < n && c.err == nil; i++ {
				s.folders = append(s.folders, c.folder())
			}
		case sevenUnpackSizes:
			for i := range s.folders {
				s.folders[i].outs = c.numbers(len(s.folders[i].bound))
			}
		case sevenCRC:
			c.sums(len(s.folders))
		case sevenEnd:
			s.oneFileEach()
			return
		default:
			c.fail()
		}
	}
}

// oneFileEach is what holds unless the sub-streams tell otherwise.
func (s *sevenStreams) oneFileEach() {
	for i := range s.folders {
		s.folders[i].files = []uint64{s.folders[i].size()}
	}
}

func (c *sevenCursor) folder() (f sevenFolder) {
	n := c.count()
	if n > maxSevenFolderParts {
		c.fail()
	}
	ins, outs := 0, 0
	for i := 0; i < n && c.err == nil; i++ {
		coder := c.coder()
		f.coders = append(f.coders, coder)
		ins, outs = ins+coder.ins, outs+coder.outs
	}
	f.bound = make([]bool, outs)
	f.streams = ins
	for range max(outs-1, 0) {
		c.number()
		f.streams--
		if out := c.number(); out < uint64(outs) {
			f.bound[out] = true
		}
	}
	if f.streams > 1 {
		c.numbers(f.streams)
	}
	return f
}

func (c *sevenCursor) coder() (k sevenCoder) {
	const idSize, complex, hasProperties = 15, 0x10, 0x20
	flags := c.byte()
	for _, b := range c.take(uint64(flags & idSize)) {
		k.id = k.id<<8 | uint64(b)
	}
	k.ins, k.outs = 1, 1
	if flags&complex != 0 {
		k.ins, k.outs = int(min(c.number(), maxSevenFolderParts)), int(min(c.number(), maxSevenFolderParts))
	}
	if flags&hasProperties != 0 {
		k.properties = c.take(c.number())
	}
	return k
}

// subStreams reads how the files lie in the folders.
func (c *sevenCursor) subStreams(s *sevenStreams) {
	counts := make([]int, len(s.folders))
	for i := range counts {
		counts[i] = 1
	}
	kind := c.byte()
	if kind == sevenStreamCounts {
		for i := range counts {
			counts[i] = int(min(c.number(), uint64(len(c.b))+1))
		}
		kind = c.byte()
	}
	c.fileSizes(s, counts, kind == sevenSize)
	if kind == sevenSize {
		kind = c.byte()
	}
	if c.err == nil && kind != sevenEnd {
		c.skipSums(counts)
	}
}

// fileSizes reads the sizes of the files; the last of a folder is what is left.
func (c *sevenCursor) fileSizes(s *sevenStreams, counts []int, told bool) {
	for i := range s.folders {
		f := &s.folders[i]
		f.files = nil
		left := f.size()
		switch {
		case counts[i] < 2:
		case told:
			f.files = c.numbers(counts[i] - 1)
		default:
			c.fail()
		}
		for _, n := range f.files {
			left -= min(n, left)
		}
		if counts[i] > 0 {
			f.files = append(f.files, left)
		}
	}
}

// skipSums skips the sums of the files that have none through their folder. Which
// folders have one isn't remembered, so both counts are tried.
func (c *sevenCursor) skipSums(counts []int) {
	all, several := 0, 0
	for _, n := range counts {
		all += n
		if n != 1 {
			several += n
		}
	}
	before := *c
	for _, n := range []int{all, several} {
		*c = before
		if c.sums(n); c.byte() == sevenEnd && c.err == nil {
			return
		}
	}
	c.fail()
}

// fileNames reads the names of the files that have bytes.
func (c *sevenCursor) fileNames() (names []string) {
	n := c.count()
	empty := make([]bool, n)
	var all []string
	for c.err == nil {
		kind := c.number()
		if kind == sevenEnd {
			break
		}
		p := sevenCursor{b: c.take(c.number())}
		switch kind {
		case sevenEmptyStream:
			empty = p.bits(n, false)
		case sevenNames:
			all = p.names(n)
		}
	}
	for i, name := range all {
		if !empty[i] {
			names = append(names, name)
		}
	}
	return names
}

// names reads n names in UTF-16, each ended by a zero.
func (c *sevenCursor) names(n int) (names []string) {
	c.byte() // whether they stand elsewhere, which no program does
	for b := c.b; len(names) < n && len(b) >= 2; {
		end := 0
		for end+2 <= len(b) && (b[end] != 0 || b[end+1] != 0) {
			end += 2
		}
		var out [3 * maxMemberName]byte
		dec := utf16Decoder{order: binary.LittleEndian}
		k, _ := dec.decode(out[:], b[:min(end, maxMemberName)], true)
		names = append(names, memberName(out[:k]))
		b = b[min(end+2, len(b)):]
	}
	return names
}
