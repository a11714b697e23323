package nft

import (
	"fmt"
	"net/netip"

	"sekisho/dataplane/packet"
)

// Config is what the kernel shall do.
type Config struct {
	// FirstQueue and Queues name the NFQUEUE numbers that watched traffic is
	// spread over; Queues is at least 1.
	FirstQueue, Queues uint16
	// FailOpen lets watched traffic pass while nobody listens on its queue;
	// otherwise the kernel drops it.
	FailOpen bool
	// Marks are the own bits and the generation that decisions are marked with.
	// Decisions of other generations are void.
	Marks packet.Marks
	// Management are networks whose traffic is never asked about: those that the
	// gateway is administered from, lest a rule locks its author out. May be empty.
	Management []netip.Prefix
	// Protected are the networks whose data is guarded.
	Protected []netip.Prefix
	// Watched are the addresses that a rule could block or log; ignored with WatchAll.
	Watched  []netip.Prefix
	WatchAll bool
}

func (c Config) check() error {
	if c.Queues == 0 {
		return fmt.Errorf("no queue to send watched traffic to")
	}
	if int(c.FirstQueue)+int(c.Queues) > 1<<16 {
		return fmt.Errorf("queues %d to %d: the last queue number is 65535", c.FirstQueue, int(c.FirstQueue)+int(c.Queues)-1)
	}
	if c.Marks.Mask() == 0 {
		return fmt.Errorf("no mark bits to save decisions in")
	}
	if len(c.Protected) == 0 {
		return fmt.Errorf("no protected network: nothing would be guarded")
	}
	return nil
}
