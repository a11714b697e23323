package packet

import "time"

// Checksum says what is known of a frame's layer-4 checksum.
type Checksum uint8

const (
	// ChecksumUnverified: nobody looked; the receiver must.
	ChecksumUnverified Checksum = iota
	// ChecksumVerified: hardware or kernel found it right.
	ChecksumVerified
	// ChecksumAbsent: offloaded, filled in on the way out (NFQA_SKB_CSUMNOTREADY).
	ChecksumAbsent
)

// Frame is one packet from its IP header on, as a queue or a capture delivers it.
type Frame struct {
	// ID names the frame towards its queue (NFQA_PACKET_HDR packet_id).
	ID uint32
	// Data starts at the IP header and is valid only until the batch is answered.
	Data []byte
	// Length is the packet's full length; larger than len(Data) when it was cut.
	Length int
	// Time is when the frame was taken; the capture's own clock in a replay.
	Time time.Time
	// Mark is the packet mark (skb mark) that it arrived with.
	Mark uint32
	// HW is the source link-layer address; HWLen is 0 where it is unknown.
	HW    [8]byte
	HWLen uint8
	// Checksum is what is known of the layer-4 checksum.
	Checksum Checksum
	// GSO marks a virtual packet that will be segmented on the way out.
	GSO bool
}

// Action is what becomes of a frame.
type Action uint8

const (
	// Unjudged is the zero value; no frame may be answered with it.
	Unjudged Action = iota
	// Accept lets the frame go on, unchanged.
	Accept
	// Drop discards it.
	Drop
	// Repeat sends it through the same hook again, with the verdict's mark (NF_REPEAT).
	Repeat
	// Replace lets Data go on in the frame's place.
	Replace
	// Hold leaves the frame in the queue; a later verdict answers it.
	Hold
)

// Verdict answers one frame. Each frame gets exactly one that is not Hold.
type Verdict struct {
	ID     uint32
	Action Action
	// Mark is set on the packet when SetMark is true; it is the whole 32-bit mark.
	Mark    uint32
	SetMark bool
	// Data replaces the packet, from its IP header on, when Action is Replace.
	Data []byte
}
