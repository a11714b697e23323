package proto

import (
	"encoding/binary"
	"strings"
)

// DNS over UDP and TCP (RFC 1035). The name asked for is a field of the flow and a
// text to be scanned, with its dots and without: labels are how data leaves by DNS.
// Everything behind the question is handed on raw.
func init() {
	register(protocol{name: "dns", transport: "udp", match: matchDNS, start: startDNS})
	register(protocol{name: "dns", transport: "tcp", match: matchDNSStream, start: startDNS})
}

const (
	dnsHeadLen     = 12
	dnsNameMax     = 255
	dnsLabelMax    = 63
	dnsQuestionMax = dnsHeadLen + dnsNameMax + 4
	dnsOwnLabels   = 2 // labels at the end that name a zone rather than carry data
)

func matchDNS(p peek) verdict {
	b, _ := p.speaks()
	if _, _, v := parseQuestion(b); v == yes {
		return yes
	}
	return no
}

// matchDNSStream wants a whole question behind a length that can hold it.
func matchDNSStream(p peek) verdict {
	b, _ := p.speaks()
	if len(b) < 2 {
		return maybe
	}
	_, n, v := parseQuestion(b[2:])
	if v == yes && n > int(binary.BigEndian.Uint16(b)) {
		return no
	}
	return v
}

// parseQuestion gives the labels of a message's one question and where it ends.
// Flags, counts, type and class must be such as are in use.
func parseQuestion(b []byte) (labels []string, end int, v verdict) {
	if v := matchDNSHead(b); v != yes {
		return nil, 0, v
	}
	at := dnsHeadLen
	for at < len(b) && b[at] != 0 {
		n := int(b[at])
		if n > dnsLabelMax || at+n+1 > dnsHeadLen+dnsNameMax {
			return nil, 0, no
		}
		if at+1+n > len(b) {
			return nil, 0, maybe
		}
		labels = append(labels, string(b[at+1:at+1+n]))
		at += 1 + n
	}
	if at+5 > len(b) {
		return nil, 0, maybe
	}
	return labels, at + 5, matchDNSClass(b[at+1:])
}

// matchDNSHead checks opcode, reserved bit and counts: one question, and a query
// has no answer.
func matchDNSHead(b []byte) verdict {
	if len(b) > 3 && (b[2]>>3&0xf > 5 || b[3]&0x40 != 0) {
		return no
	}
	if len(b) > 5 && (b[4] != 0 || b[5] != 1) {
		return no
	}
	if len(b) < dnsHeadLen {
		return maybe
	}
	answers, authority := binary.BigEndian.Uint16(b[6:]), binary.BigEndian.Uint16(b[8:])
	update := b[2]>>3&0xf == 5
	if b[2]&0x80 == 0 && !update && (answers > 0 || authority > 1) || b[10] != 0 && !update {
		return no
	}
	return yes
}

// matchDNSClass wants IN, CH, HS or ANY; the top bit is mDNS's (RFC 6762 5.4).
func matchDNSClass(b []byte) verdict {
	kind, class := binary.BigEndian.Uint16(b), binary.BigEndian.Uint16(b[2:])&0x7fff
	if kind == 0 || class != 1 && class != 3 && class != 4 && class != 255 {
		return no
	}
	return yes
}

// dnsConn is one flow of messages.
type dnsConn struct {
	raw  raw
	half [2]dnsHalf
}

// dnsHalf puts a stream's messages together as far as the question.
type dnsHalf struct {
	held []byte // length and question so far
	left int    // of a message whose question has been read
	lost bool
}

func startDNS(p peek) session { return &dnsConn{raw: newRaw(p.transport)} }

func (c *dnsConn) Feed(d Dir, b []byte, s Sink) {
	if c.raw.datagram {
		c.datagram(d, b, s)
		return
	}
	h := &c.half[d]
	for len(b) > 0 {
		switch {
		case h.lost:
			c.raw.write(d, b, s)
			return
		case h.left > 0:
			n := min(h.left, len(b))
			c.raw.write(d, b[:n], s)
			h.left -= n
			b = b[n:]
		default:
			b = b[c.question(d, h, b, s):]
		}
	}
}

func (c *dnsConn) Gap(d Dir, _ int, _ Sink) {
	c.raw.close(d)
	c.half[d] = dnsHalf{lost: true}
}

func (c *dnsConn) End(d Dir, _ Sink) { c.raw.close(d) }

func (c *dnsConn) status() status {
	return status{name: "dns", known: true, memory: 256 + cap(c.half[Out].held) + cap(c.half[In].held)}
}

func (c *dnsConn) datagram(d Dir, b []byte, s Sink) {
	labels, end, v := parseQuestion(b)
	if v != yes {
		c.raw.write(d, b, s)
		return
	}
	reportQuestion(d, labels, s)
	c.raw.write(d, b[end:], s)
}

// question collects up to the end of the question. What has come of it is handed
// on raw meanwhile.
func (c *dnsConn) question(d Dir, h *dnsHalf, b []byte, s Sink) int {
	had := len(h.held)
	h.held = appendMax(h.held, b, 2+dnsQuestionMax)
	if len(h.held) < 2 {
		c.raw.write(d, b, s)
		return len(b)
	}
	size := int(binary.BigEndian.Uint16(h.held))
	labels, end, v := parseQuestion(h.held[2:])
	switch {
	case v == yes && end <= size:
		c.raw.close(d)
		reportQuestion(d, labels, s)
		h.left, h.held = size-end, h.held[:0]
		return 2 + end - had
	case v == maybe && len(h.held) < 2+dnsQuestionMax:
		c.raw.write(d, b, s)
		return len(b)
	}
	h.lost, h.held = true, nil
	return 0
}

// reportQuestion names the question and hands its labels on, first as a name, then
// without the dots that cut what they carry.
func reportQuestion(d Dir, labels []string, s Sink) {
	name := strings.Join(labels, ".")
	s.Set(DNSQuestion, mask(strings.ToLower(name), dnsNameMax))
	if name == "" {
		return
	}
	body := s.Open(d, Part{Where: "dns.question", MediaType: "text/plain"})
	body.Write([]byte(name))
	if n := len(labels) - dnsOwnLabels; n > 1 {
		body.Write([]byte("\n" + strings.Join(labels[:n], "")))
	}
	body.Close()
}
