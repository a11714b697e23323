package dataplane

import (
	"fmt"
	"net/netip"
	"runtime"
	"testing"

	"sekisho/dataplane/packet"
)

// BenchmarkFlowMemory reports the heap that an inspected flow takes in the middle of an
// upload.
func BenchmarkFlowMemory(b *testing.B) {
	const flows = 20_000
	t := newBench(b, testPolicy, Config{Memory: 1 << 30})
	_, outside := t.ends()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	request := "POST /upload HTTP/1.1\r\nHost: collect.example\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\nThe first words of a long text.\n"
	for i := range flows {
		inside := netip.MustParseAddrPort(fmt.Sprintf("10.1.%d.%d:%d", i>>8&255, i&255, 1024+i>>16))
		for _, raw := range [][]byte{
			tcpFrame(inside, outside, 99, 0, packet.SYN, ""), tcpFrame(outside, inside, 499, 100, packet.SYN|packet.ACK, ""),
			tcpFrame(inside, outside, 100, 500, packet.ACK, request), tcpFrame(outside, inside, 500, 100+uint32(len(request)), packet.ACK, ""),
		} {
			f := packet.Frame{ID: 1, Data: raw, Length: len(raw), Checksum: packet.ChecksumAbsent}
			t.worker.Judge(t.now, []packet.Frame{f}, nil)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if t.worker.table.Len() != flows {
		b.Fatalf("%d flows", t.worker.table.Len())
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/flows, "B/flow")
	b.ReportMetric(float64(t.worker.pool.Used)/flows, "counted-B/flow")
	runtime.KeepAlive(t)
}
