package proto

import "encoding/binary"

// webSocket reads the frames of RFC 6455 that follow an HTTP upgrade: masks taken
// off, each message a body. Compressed messages (RFC 7692) form one body a
// direction, since each may refer back to those before it.
type webSocket struct {
	deflate bool // agreed on by both ends
	half    [2]wsHalf
}

const (
	wsContinuation = 0
	wsText         = 1
	wsBinary       = 2
	wsControl      = 8 // close, ping, pong and up
	wsHeadMax      = 14
	wsScratch      = 4096
)

// wsFlushEnd is what a sender takes off a compressed message (RFC 7692 7.2.1).
const wsFlushEnd = "\x00\x00\xff\xff"

type wsHalf struct {
	dir      Dir
	head     []byte // frame header so far
	left     uint64 // of the frame's payload
	mask     [4]byte
	masked   bool
	at       int // place in the mask
	final    bool
	control  bool
	squeezed bool // the message is compressed
	lost     bool
	raw      raw
	message  Body
	aside    Body // a control frame's payload
	deflated Body // all compressed messages
	scratch  []byte
}

func newWebSocket(deflate bool) *webSocket {
	w := &webSocket{deflate: deflate}
	for d := range w.half {
		w.half[d] = wsHalf{dir: Dir(d), raw: newRaw("tcp"), head: make([]byte, 0, wsHeadMax)}
	}
	return w
}

func (w *webSocket) Feed(d Dir, b []byte, s Sink) {
	h := &w.half[d]
	for len(b) > 0 {
		switch {
		case h.lost:
			h.raw.write(d, b, s)
			return
		case h.left > 0:
			b = b[h.payload(b, s):]
		default:
			b = b[h.header(b, w.deflate, s):]
		}
	}
}

// Gap leaves frames behind: where the next begins is not known.
func (w *webSocket) Gap(d Dir, n int, s Sink) {
	w.End(d, s)
	w.half[d].lost = true
}

// End hands on what there is of a frame header that never came whole.
func (w *webSocket) End(d Dir, s Sink) {
	h := &w.half[d]
	h.raw.write(d, h.head, s)
	h.head = h.head[:0]
	h.raw.close(d)
	for _, b := range [...]*Body{&h.message, &h.aside, &h.deflated} {
		closeBody(b)
	}
}

func closeBody(b *Body) {
	if *b != nil {
		(*b).Close()
		*b = nil
	}
}

func (w *webSocket) status() status {
	n := 512
	for d := range w.half {
		n += cap(w.half[d].head) + cap(w.half[d].scratch)
	}
	return status{name: "websocket", known: true, memory: n}
}

// header collects a frame header; one byte at a time is enough, for it has 14 at most.
func (h *wsHalf) header(b []byte, deflate bool, s Sink) int {
	h.head = append(h.head, b[0])
	if len(h.head) < wsHeadLen(h.head) {
		return 1
	}
	if !h.begin(deflate) {
		h.lost = true
		h.raw.write(h.dir, h.head, s)
	}
	h.head = h.head[:0]
	if h.left == 0 && !h.lost {
		h.endFrame()
	}
	return 1
}

// wsHeadLen is how long the header is, as far as its bytes tell.
func wsHeadLen(b []byte) int {
	if len(b) < 2 {
		return 2
	}
	n := 2
	switch b[1] & 0x7f {
	case 126:
		n += 2
	case 127:
		n += 8
	}
	if b[1]&0x80 != 0 {
		n += 4
	}
	return n
}

// begin takes a whole header, or says that it is none.
func (h *wsHalf) begin(deflate bool) bool {
	b := h.head
	opcode := b[0] & 0x0f
	h.control = opcode >= wsControl
	compressed := b[0]&0x40 != 0
	if b[0]&0x30 != 0 || compressed && !deflate || opcode > wsBinary && opcode < wsControl || opcode > 10 {
		return false
	}
	h.left = wsLength(b)
	if !h.control {
		h.final = b[0]&0x80 != 0
		h.squeezed = compressed || h.squeezed && opcode == wsContinuation
	}
	if h.masked = b[1]&0x80 != 0; h.masked {
		copy(h.mask[:], b[len(b)-4:])
	}
	h.at = 0
	return h.left < 1<<63 && (!h.control || h.left < 126)
}

func wsLength(b []byte) uint64 {
	switch n := b[1] & 0x7f; n {
	case 126:
		return uint64(binary.BigEndian.Uint16(b[2:]))
	case 127:
		return binary.BigEndian.Uint64(b[2:])
	default:
		return uint64(n)
	}
}

func (h *wsHalf) payload(b []byte, s Sink) int {
	n := int(min(h.left, uint64(len(b))))
	if h.masked {
		n = min(n, wsScratch)
		b = h.unmask(b[:n])
	}
	h.target(s).Write(b[:n])
	if h.left -= uint64(n); h.left == 0 {
		h.endFrame()
	}
	return n
}

func (h *wsHalf) unmask(b []byte) []byte {
	if h.scratch == nil {
		h.scratch = make([]byte, wsScratch)
	}
	for i, c := range b {
		h.scratch[i] = c ^ h.mask[h.at&3]
		h.at++
	}
	return h.scratch
}

// target opens the body that the frame belongs to.
func (h *wsHalf) target(s Sink) Body {
	body, part := &h.message, Part{Where: "websocket.message"}
	switch {
	case h.control:
		body, part.Where = &h.aside, "websocket.control"
	case h.squeezed:
		body, part.Encodings = &h.deflated, []string{"deflate"}
	}
	if *body == nil {
		*body = s.Open(h.dir, part)
	}
	return *body
}

func (h *wsHalf) endFrame() {
	switch {
	case h.control:
		closeBody(&h.aside)
	case !h.final:
	case h.squeezed:
		if h.deflated != nil {
			h.deflated.Write([]byte(wsFlushEnd))
		}
		h.squeezed = false
	default:
		closeBody(&h.message)
	}
}
