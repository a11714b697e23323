// Package nfqueue reads frames from a kernel queue and answers each with exactly
// one verdict. It is the only importer of go-nfqueue, which opens, binds and
// configures the queue; its own receive loop takes a goroutine switch and several
// allocations a packet, so a duplicate of the socket is then served here: one
// locked thread a queue, recvmmsg of up to 32 frames, their verdicts packed into
// as few messages as possible, and no allocation a packet.
//
// The queue is bound with a socket filter that holds packets back from go-nfqueue
// while it waits for the answers to its configuration; it would take a packet for
// an answer and fail. Frames queued in that moment are answered with the first
// batch by id.
//
// A batch owes one verdict a frame, whatever the judge does: the ledger repairs
// what is missing, doubled, unknown or held for too long, a panic is answered for,
// and everything repaired is counted. A queue that the kernel has lost is reopened.
//
// The message layouts are those of linux/netfilter/nfnetlink_queue.h and netlink
// (RFC 3549).
package nfqueue
