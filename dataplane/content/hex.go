package content

import (
	"bytes"
	"encoding/hex"
)

// Bytes that are written in hexadecimal with signs between them, as programs, certificates
// and captures show them (4a:6f, 4a 6f, 0x4a, 0x6f, \x4a\x6f), and dumps of hexdump, xxd and
// od: what they stand for is read as a body of its own. Digits without signs are found by
// runs.

const (
	// leastHexBytes is how many bytes make a list.
	leastHexBytes = 16
	// maxHexRow bounds a row of a dump.
	maxHexRow = 256
)

// hexPair reads a byte of a list at b's beginning: two digits, behind a mark or not. size is
// 0 if it isn't there.
func hexPair(b []byte) (v byte, size int) {
	if len(b) > 1 && (b[0] == '0' || b[0] == '\\') && b[1]|0x20 == 'x' {
		size = 2
	}
	if len(b) < size+2 || hexValue(b[size]) > 15 || hexValue(b[size+1]) > 15 {
		return 0, 0
	}
	return hexValue(b[size])<<4 | hexValue(b[size+1]), size + 2
}

// betweenHex are the signs between the bytes of a list.
const betweenHex = ":,- \t\r\n;"

// hasHexList looks for a list that begins in the text's first lines.
func hasHexList(head []byte) bool {
	for i := 0; i < len(head); {
		size := listSize(head[i:])
		if size < 0 {
			return true
		}
		i += max(1, size)
	}
	return false
}

// listSize returns how much of b its pairs take, up to what ends a list; -1 if they are
// enough for one. Signs must part them, or marks.
func listSize(b []byte) (at int) {
	for count := 0; count < leastHexBytes; count++ {
		_, size := hexPair(b[at:])
		if size == 0 {
			return at
		}
		at += size
		gap := len(b) - at - len(bytes.TrimLeft(b[at:], betweenHex))
		if at += gap; gap == 0 && (size == 2 || at < len(b) && b[at] != '\\') {
			return at
		}
	}
	return -1
}

// hexBytes reads the lists of a text, each as a body.
type hexBytes struct {
	scope *scope
	held  []byte
	run   []byte // the bytes of a list, until they are enough
	to    Writer
	torn  bool // digits stand right before: no pair begins here
}

func (h *hexBytes) Write(b []byte) {
	h.held = inSteps(h.held, b, h.step)
	h.flush()
}

// step takes the beginning of b and returns its size, or 0 to ask for more.
func (h *hexBytes) step(b []byte) int {
	const longest = len("0x4a") + 1
	if bytes.IndexByte([]byte(betweenHex), b[0]) >= 0 {
		h.torn = false
		return 1
	}
	if len(b) < longest {
		return 0
	}
	v, size := hexPair(b)
	if size == 0 || h.torn || size == 2 && hexValue(b[2]) < 16 {
		h.end()
		h.torn = hexValue(b[0]) < 16
		return 1
	}
	h.run = append(h.run, v)
	return size
}

func (h *hexBytes) flush() {
	if h.to == nil && len(h.run) >= leastHexBytes {
		h.to = h.scope.value()
	}
	if h.to != nil {
		h.to.Write(h.run)
		h.run = h.run[:0]
	}
}

func (h *hexBytes) end() {
	h.flush()
	if h.to != nil {
		h.to.Close()
	}
	h.run, h.to = h.run[:0], nil
}

func (h *hexBytes) Close() {
	if v, size := hexPair(h.held); size > 0 && !h.torn {
		h.run = append(h.run, v)
	}
	h.end()
}

// isHexDump wants two rows of one.
func isHexDump(head []byte) bool {
	first, rest, _ := bytes.Cut(head, []byte("\n"))
	second, _, ended := bytes.Cut(rest, []byte("\n"))
	return ended && len(rowBytes(nil, first)) >= 8 && len(rowBytes(nil, second)) > 0
}

// rowBytes appends the bytes of a dump's row: an offset of so many digits, in groups of two
// digits or more the bytes, and behind two blanks or a bar the signs they stand for.
func rowBytes(to, row []byte) []byte {
	const most = 32
	offset, rest, found := bytes.Cut(row, []byte(" "))
	colon := bytes.HasSuffix(offset, []byte(":"))
	if offset = bytes.TrimSuffix(offset, []byte(":")); !found || len(offset) < 6 || len(offset) > 16 || !isHexText(offset) {
		return to
	}
	for n := len(to); len(to)-n < most; {
		if colon && bytes.HasPrefix(rest, []byte("  ")) {
			return to
		}
		group, after, _ := bytes.Cut(bytes.TrimLeft(rest, " "), []byte(" "))
		if group = bytes.TrimRight(group, "\r"); len(group)%2 > 0 || len(group) > 8 || !isHexText(group) {
			return to
		}
		if colon && len(after) > 0 {
			after = rest[bytes.Index(rest, group)+len(group):] // with the blanks behind it
		}
		if to, rest = appendHex(to, group), after; len(rest) == 0 {
			return to
		}
	}
	return to
}

func appendHex(to, digits []byte) []byte {
	to, err := hex.AppendDecode(to, digits)
	if err != nil { // they have been looked at
		return to
	}
	return to
}

func isHexText(b []byte) bool {
	for _, c := range b {
		if hexValue(c) > 15 {
			return false
		}
	}
	return len(b) > 0
}

// hexRows reads a dump as the body that it shows.
type hexRows struct {
	scope *scope
	row   []byte
	to    Writer
}

func (h *hexRows) Write(b []byte) {
	for len(b) > 0 {
		line, rest, ended := bytes.Cut(b, []byte("\n"))
		h.row = append(h.row, line[:min(len(line), maxHexRow-len(h.row))]...)
		if ended {
			h.endRow()
		}
		b = rest
	}
}

func (h *hexRows) endRow() {
	if h.to == nil {
		h.to = h.scope.value()
	}
	h.to.Write(rowBytes(nil, h.row))
	h.row = h.row[:0]
}

func (h *hexRows) Close() {
	if len(h.row) > 0 {
		h.endRow()
	}
	if h.to != nil {
		h.to.Close()
	}
}
