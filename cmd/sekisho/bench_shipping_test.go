package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"sekisho/dataplane/journal"
	"sekisho/dataplane/netlab"
)

// shippedFormats are those of the destinations, one each.
var shippedFormats = []string{"rfc5424", "ecs", "cef", "leef", "text"}

// sink takes whatever is sent to it.
type sink struct {
	net.Listener
	bytes atomic.Int64
}

func newSink(b *testing.B) *sink {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	s := &sink{Listener: l}
	b.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				io.Copy(s, c) // the sender's end ends it
			}()
		}
	}()
	return s
}

func (s *sink) Write(p []byte) (int, error) {
	s.bytes.Add(int64(len(p)))
	return len(p), nil
}

// administered is a bed with an admin process, that ships to sinks.
func administered(b *testing.B, sinks []*sink) (*bed, *adminProcess) {
	listen, err := freeLoopback()
	if err != nil {
		b.Fatal(err)
	}
	var more strings.Builder
	fmt.Fprintf(&more, "admin: {listen: %q}\nsiem:\n", listen)
	for i, s := range sinks {
		fmt.Fprintf(&more, "  - {name: %s, type: syslog, format: %s, address: \"tcp://%s\"}\n", shippedFormats[i], shippedFormats[i], s.Addr())
	}
	if len(sinks) == 0 {
		more.WriteString("  []\n")
	}
	d := newBed(b, netlab.Options{LAN: 1}).started("1", realisticPolicy(), more.String())
	d.open()
	a, err := d.startAdmin(context.Background())
	d.must(err)
	return d, a
}

// shipped compares the connections that pass while five destinations get every event with those that pass
// while none does.
func shipped(b *testing.B, t *sheet, body []byte) {
	var sinks []*sink
	for range shippedFormats {
		sinks = append(sinks, newSink(b))
	}
	quiet, silent := administered(b, nil)
	ships, telling := administered(b, sinks)
	r := row{name: fmt.Sprintf("%d destinations at once", len(sinks)), bar: 0.98, unit: "a second", scale: turn.Seconds()}
	for range rounds {
		t.pause()
		ours := ships.visits(connector(ships.target(0, webPort), body))
		plain := quiet.visits(connector(quiet.target(0, webPort), body))
		r.add(float64(len(ours)), float64(len(plain)))
	}
	t.row(&r)
	last, err := journal.Last(ships.path("state/events"))
	ships.must(err)
	for i, s := range sinks {
		ships.wait("every event is shipped", func() bool {
			c, err := os.ReadFile(ships.path("state/admin/shipping/" + shippedFormats[i] + ".cursor"))
			return err == nil && bytes.Contains(c, fmt.Appendf(nil, `"sequence":%d,`, last.Sequence))
		})
		t.figure(fmt.Sprintf("bytes an event as %s", shippedFormats[i]), "%.0f", float64(s.bytes.Load())/float64(last.Sequence))
	}
	for _, end := range []func() error{silent.stop, telling.stop} {
		ships.must(end())
	}
	for _, d := range []*bed{quiet, ships} {
		d.sound()
		d.down()
	}
}
