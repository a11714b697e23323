package nfqueue

import (
	"encoding/binary"

	"golang.org/x/sys/unix"

	"sekisho/dataplane/packet"
)

// Kernel verdicts (linux/netfilter.h).
const (
	nfDrop   = 0
	nfAccept = 1
	nfRepeat = 4
)

// maxReplacement is the longest packet that fits a netlink attribute, in bytes.
const maxReplacement = 1<<16 - 1 - attrLen

// appendVerdict appends the message that answers one frame.
func appendVerdict(b []byte, queue uint16, v packet.Verdict) []byte {
	return appendMessage(b, typeVerdict, queue, v)
}

// appendVerdictBatch appends the message that answers every waiting frame up to
// and including v's in the same way.
func appendVerdictBatch(b []byte, queue uint16, v packet.Verdict) []byte {
	return appendMessage(b, typeVerdictBatch, queue, v)
}

func appendMessage(b []byte, msgType uint16, queue uint16, v packet.Verdict) []byte {
	start := len(b)
	b = appendHeader(b, msgType, queue)
	b = appendAttrHeader(b, attrVerdictHeader, 8)
	b = binary.BigEndian.AppendUint32(b, kernelVerdict(v.Action))
	b = binary.BigEndian.AppendUint32(b, v.ID)
	if v.SetMark {
		b = appendAttrHeader(b, attrMark, 4)
		b = binary.BigEndian.AppendUint32(b, v.Mark)
	}
	if v.Action == packet.Replace {
		b = appendAttrHeader(b, attrPayload, len(v.Data))
		b = append(b, v.Data...)
		b = append(b, "\x00\x00\x00"[:align(len(v.Data))-len(v.Data)]...)
	}
	binary.NativeEndian.PutUint32(b[start:], uint32(len(b)-start))
	return b
}

// appendHeader appends struct nlmsghdr, its length still 0, and struct nfgenmsg.
func appendHeader(b []byte, msgType, queue uint16) []byte {
	b = binary.NativeEndian.AppendUint32(b, 0)
	b = binary.NativeEndian.AppendUint16(b, msgType)
	b = binary.NativeEndian.AppendUint16(b, unix.NLM_F_REQUEST)
	b = binary.NativeEndian.AppendUint64(b, 0) // sequence and port: not needed
	b = append(b, unix.AF_UNSPEC, unix.NFNETLINK_V0)
	return binary.BigEndian.AppendUint16(b, queue)
}

func appendAttrHeader(b []byte, attr uint16, valueLen int) []byte {
	b = binary.NativeEndian.AppendUint16(b, uint16(attrLen+valueLen))
	return binary.NativeEndian.AppendUint16(b, attr)
}

// appendUnbind appends the message that lets go of the queue: its frames are then
// dropped, and the rule that feeds it does what it does without a listener.
func appendUnbind(b []byte, queue uint16) []byte {
	const attrCommand, commandUnbind = 1, 2 // NFQA_CFG_CMD, NFQNL_CFG_CMD_UNBIND
	start := len(b)
	b = appendHeader(b, typeConfig, queue)
	b = appendAttrHeader(b, attrCommand, 4)
	b = append(b, commandUnbind, 0, 0, 0)
	binary.NativeEndian.PutUint32(b[start:], uint32(len(b)-start))
	return b
}

// appendFailOpen appends the message that sets whether frames pass that find the queue full.
func appendFailOpen(b []byte, queue uint16, open bool) []byte {
	const attrMask, attrFlags, failOpen = 4, 5, 1 // NFQA_CFG_MASK, NFQA_CFG_FLAGS, NFQA_CFG_F_FAIL_OPEN
	start := len(b)
	b = appendHeader(b, typeConfig, queue)
	flags := uint32(0)
	if open {
		flags = failOpen
	}
	b = binary.BigEndian.AppendUint32(appendAttrHeader(b, attrMask, 4), failOpen)
	b = binary.BigEndian.AppendUint32(appendAttrHeader(b, attrFlags, 4), flags)
	binary.NativeEndian.PutUint32(b[start:], uint32(len(b)-start))
	return b
}

func kernelVerdict(a packet.Action) uint32 {
	switch a {
	case packet.Accept, packet.Replace:
		return nfAccept
	case packet.Repeat:
		return nfRepeat
	}
	return nfDrop
}
