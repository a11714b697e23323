package nfqueue

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
)

// Counters tell what one or several queues did since the start. All but Held and
// Waiting only grow.
type Counters struct {
	Received atomic.Uint64 // frames read
	Accepted atomic.Uint64 // verdicts sent, by action
	Dropped  atomic.Uint64
	Replaced atomic.Uint64
	Repeated atomic.Uint64

	Unanswered atomic.Uint64 // frames that the judge gave no valid verdict
	Doubled    atomic.Uint64 // verdicts for a frame that had one already
	Unknown    atomic.Uint64 // verdicts for a frame that was not waiting
	Expired    atomic.Uint64 // frames held for longer than HoldLimit
	Damaged    atomic.Uint64 // messages with an id that could not be read whole
	Panics     atomic.Uint64 // calls of the judge that panicked
	Refused    atomic.Uint64 // verdicts that the kernel did not take
	Overruns   atomic.Uint64 // frames that found the socket's buffer full and never arrived
	Restarts   atomic.Uint64 // times that the queue was reopened

	KernelDropped atomic.Uint64 // frames that found the queue full (queue_dropped)
	UserDropped   atomic.Uint64 // frames that the kernel could not deliver (queue_user_dropped)

	Held    atomic.Int64 // frames that wait for a later verdict, now
	Waiting atomic.Int64 // frames in the kernel's queue, at the last look
}

// kernelQueue is a line of nfnetlink_queue in /proc.
type kernelQueue struct {
	queue, portID, waiting, copyMode, copyRange uint64
	dropped, userDropped, lastID                uint64
}

// openProc opens the kernel's own account of the queues of the calling thread's
// network namespace; the file stays with that namespace.
func openProc() (*os.File, error) {
	file, err := os.Open("/proc/thread-self/net/netfilter/nfnetlink_queue")
	if err != nil {
		return nil, fmt.Errorf("open the kernel's queue statistics (CONFIG_NETFILTER_NETLINK_QUEUE): %w", err)
	}
	return file, nil
}

// look finds one queue in the statistics; found is false when nobody is bound to it.
func look(proc io.ReaderAt, number uint16) (q kernelQueue, found bool, err error) {
	text := io.NewSectionReader(proc, 0, 1<<20)
	for {
		q = kernelQueue{}
		var always uint64
		_, err := fmt.Fscanln(text, &q.queue, &q.portID, &q.waiting, &q.copyMode, &q.copyRange,
			&q.dropped, &q.userDropped, &q.lastID, &always)
		switch {
		case err == io.EOF:
			return kernelQueue{}, false, nil
		case err != nil:
			return kernelQueue{}, false, fmt.Errorf("read the kernel's queue statistics: %w", err)
		case q.queue == uint64(number):
			return q, true, nil
		}
	}
}
