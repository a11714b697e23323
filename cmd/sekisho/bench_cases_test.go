package main

import (
	"context"
	"fmt"
	"net"
	"slices"
	"testing"
	"time"

	"sekisho/dataplane/netlab"
)

// sender is a kind of traffic: what one end of a connection to port does.
type sender struct {
	port uint16
	send func(net.Conn) error
}

// transfer is one case of throughput, with what it must be beside fast.
type transfer struct {
	name  string
	bar   float64
	by    *bed
	host  int // 0: watched, 1: friendly
	kind  *sender
	proof func(frames uint64, bytes int64) bool // nil: no appliance is there
}

// The proofs: how much of the traffic user space saw.
var (
	sawNone  = func(frames uint64, _ int64) bool { return frames < 10 } // of connections that just ended
	sawStart = func(frames uint64, bytes int64) bool { return frames > 0 && frames < uint64(bytes>>20) }
	sawAll   = func(frames uint64, bytes int64) bool { return frames > uint64(bytes>>16) }
)

func (s *beds) transfers(text []byte) []transfer {
	raw, web := &sender{streamPort, stream(text)}, &sender{webPort, posts(text)}
	return []transfer{
		{"no appliance, but connection tracking", 0, s.tracked, 1, raw, nil},
		{"never watched", 0.97, s.inspect, 1, raw, sawNone},
		{"watched and decided", 0.95, s.decided, 0, raw, sawStart},
		{"queue, accepting all", 0.75, s.queue, 0, raw, sawAll},
		{"HTTP upload of prose, inspected", 0.10, s.inspect, 0, web, sawAll},
	}
}

// throughput has plain forwarding and each case take turns.
func (s *beds) throughput(t *sheet, text []byte) {
	cases := s.transfers(text)
	rows := make([]row, len(cases))
	for range rounds {
		t.pause()
		plain := map[*sender]float64{}
		for i, c := range cases {
			if plain[c.kind] == 0 {
				plain[c.kind] = s.plain.transfer(transfer{host: c.host, kind: c.kind})
			}
			rows[i].add(c.by.proven(c), plain[c.kind])
		}
	}
	for i, c := range cases {
		rows[i].name, rows[i].bar, rows[i].unit, rows[i].scale = c.name, c.bar, "Gbit/s", 1e9
		t.row(&rows[i])
	}
}

// proven measures, and holds that the case was what it says it is.
func (d *bed) proven(c transfer) float64 {
	if c.proof == nil {
		return d.transfer(c)
	}
	frames, landed := d.received(), d.landed[c.host].bytes.Load()
	defer d.profile(c.name, turn)()
	rate := d.transfer(c)
	frames, landed = d.received()-frames, d.landed[c.host].bytes.Load()-landed
	if !c.proof(frames, landed) {
		d.t.Errorf("%s: user space saw %d frames of %d bytes", c.name, frames, landed)
	}
	return rate
}

// transfer is the bits a second of one connection through the gateway.
func (d *bed) transfer(c transfer) float64 {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	conn, err := d.LAN[0].Dial(ctx, "tcp", d.target(c.host, c.kind.port).String())
	d.must(err)
	rate, err := d.landed[c.host].rate(conn, turn, c.kind.send)
	d.must(err)
	return rate
}

// requests measures short exchanges on lasting connections.
func (s *beds) requests(t *sheet, body []byte) {
	var rate, median, p99 row
	before, count := s.inspect.memory(), 0
	defer s.inspect.profile("requests", rounds*turn)()
	for range rounds {
		t.pause()
		ours := s.inspect.visits(requester(s.inspect.target(0, webPort), body))
		plain := s.plain.visits(requester(s.plain.target(0, webPort), body))
		count += len(ours)
		rate.add(float64(len(ours)), float64(len(plain)))
		median.add(percentile(ours, 50), percentile(plain, 50))
		p99.add(percentile(ours, 99), percentile(plain, 99))
	}
	rate.name, rate.unit, rate.scale = "requests", "a second", turn.Seconds()
	median.name, median.unit, median.scale = "latency, 50th percentile", "µs", 1e3
	p99.name, p99.unit, p99.scale = "latency, 99th percentile", "µs", 1e3
	t.row(&rate)
	t.row(&median)
	t.row(&p99)
	t.figure("allocations a request", "%.1f", float64(s.inspect.memory().Mallocs-before.Mallocs)/float64(count))
}

// connections measures exchanges on a connection each.
func (s *beds) connections(t *sheet, body []byte) {
	r := row{name: "connections with one request", unit: "a second", scale: turn.Seconds()}
	defer s.inspect.profile("connections", rounds*turn)()
	for range rounds {
		t.pause()
		ours := s.inspect.visits(connector(s.inspect.target(0, webPort), body))
		plain := s.plain.visits(connector(s.plain.target(0, webPort), body))
		r.add(float64(len(ours)), float64(len(plain)))
	}
	t.row(&r)
}

func (d *bed) visits(client func() (func() error, error)) []time.Duration {
	took, err := visit(d.LAN[0], turn, client)
	d.must(err)
	slices.Sort(took)
	return took
}

// percentile of sorted durations, in nanoseconds.
func percentile(sorted []time.Duration, p int) float64 {
	return float64(sorted[(len(sorted)-1)*p/100])
}

// allocations counts what the whole process allocates while it inspects an upload,
// one that lasts, so that what a request costs is not among it.
func (s *beds) allocations(t *sheet, text []byte) {
	upload := transfer{host: 0, kind: &sender{webPort, lastingPost(text)}}
	frames, before := s.inspect.received(), s.inspect.memory()
	s.inspect.transfer(upload)
	after := s.inspect.memory()
	frames = s.inspect.received() - frames
	t.figure("allocations a packet, one long upload", "%.3f", float64(after.Mallocs-before.Mallocs)/float64(frames))
}

// idleFlows measures the memory of flows that each wait in the middle of an upload.
func idleFlows(b *testing.B, t *sheet, begin []byte) {
	const flows = 8000 // both ends take a descriptor here, and sixteen thousand are had without asking
	d := newBed(b, netlab.Options{LAN: 1}).started("1", realisticPolicy(), "  memory: 16GiB\n")
	heap := d.memory().HeapAlloc
	resident := d.resident()
	head := postHead(1<<20, "keep-alive")
	open, err := openIdle(d.LAN[0], d.target(0, webPort), flows, append(head, begin...))
	d.must(err)
	d.wait("what the clients sent", func() bool { return d.landed[0].bytes.Load() >= int64(flows*len(begin)) })
	if st, err := d.status(); err != nil || st.Engine["inspected"] < flows {
		b.Errorf("not every flow is inspected: %+v %v", st, err)
	}
	heap = d.memory().HeapAlloc - heap
	t.figure(fmt.Sprintf("bytes of heap a flow, of %d begun uploads", flows), "%.0f", float64(heap)/flows)
	t.figure("bytes of physical memory a flow", "%.0f", float64(d.resident()-resident)/flows)
	for _, c := range open {
		c.Close()
	}
	d.sound()
	d.down()
}
