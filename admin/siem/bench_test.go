package siem

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"sekisho/admin/encode"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// benchEvents is how many events are shipped at a time.
const benchEvents = 20_000

// BenchmarkShip prints how many events a second go from the journal to a receiver on this machine, by format
// and transport, beside the same bytes written to a socket at once.
func BenchmarkShip(b *testing.B) {
	dir := b.TempDir()
	benchJournal(b, dir)
	address := benchSink(b)
	fmt.Printf("\nShipping of %d events from the journal, on %d cores\n", benchEvents, runtime.NumCPU())
	for _, f := range encode.Formats() {
		e := Entry{}
		e.Name, e.Type, e.Address, e.Format, e.Start = string(f), "syslog", "tcp://"+address, string(f), "beginning"
		took, size := benchLoop(b, dir, e)
		plain := benchPlain(b, address, size)
		fmt.Printf("  syslog over TCP, %-8s %8.0f a second   %.2f of a plain write of %d bytes each\n", f,
			benchEvents/took.Seconds(), plain.Seconds()/took.Seconds(), size/benchEvents)
	}
}

// benchJournal stores events of flows.
func benchJournal(b *testing.B, dir string) {
	j, err := journal.Open(journal.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	for range benchEvents / 1000 {
		all := make([]*event.Event, 1000)
		for i := range all {
			all[i] = &event.Event{Time: time.Now().UTC(), Kind: event.Alert, Type: []string{"denied"}, Action: "block", Reason: "data threshold reached",
				Rule:   event.Rule{ID: "no-personal-data", Name: "No personal data to countries of concern", Version: "7"},
				Inside: event.End{Addr: netip.MustParseAddr("10.10.0.2"), Port: 51120, Bytes: 18412}, Outside: event.End{Addr: netip.MustParseAddr("203.0.113.10"), Port: 80, Bytes: 312},
				Domain: "collect.example", Country: "CN", ASN: 64500, Operator: "Example", Transport: "tcp", Protocol: "http", Direction: "outbound",
				Findings: []event.Finding{{Class: "jp.my_number", Count: 3, Confidence: 0.99, Sample: "12********90", Where: "http.request.body!customers.csv"}}}
		}
		if err := j.Append(all); err != nil {
			b.Fatal(err)
		}
	}
	if err := j.Close(); err != nil {
		b.Fatal(err)
	}
}

// benchSink takes whatever is sent to it.
func benchSink(b *testing.B) (address string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				io.Copy(io.Discard, c) // the sender's end ends it
			}()
		}
	}()
	return l.Addr().String()
}

// benchLoop ships everything once, and returns how long that took and how many bytes it was.
func benchLoop(b *testing.B, dir string, e Entry) (took time.Duration, size int64) {
	s := New(Options{Journal: dir, Dir: filepath.Join(b.TempDir(), e.Name), Log: slog.New(slog.DiscardHandler)})
	if err := s.Add(e); err != nil {
		b.Fatal(err)
	}
	l := s.loops[e.Name].loop
	messages := l.pipe.messages
	l.pipe.messages = func(dst []Message, e *event.Event, always bool) ([]Message, error) {
		n := len(dst)
		dst, err := messages(dst, e, always)
		size += int64(sizeOf(dst[n:]))
		return dst, err
	}
	began := time.Now()
	for l.read < benchEvents {
		if l.turn(context.Background()); l.failures > 0 {
			b.Fatal(l.state.trouble)
		}
	}
	if err := l.flush(context.Background()); err != nil {
		b.Fatal(err)
	}
	took = time.Since(began)
	l.finish()
	return took, size
}

// benchPlain writes as many bytes at once.
func benchPlain(b *testing.B, address string, size int64) time.Duration {
	c, err := net.Dial("tcp", address)
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	chunk := make([]byte, 256<<10)
	began := time.Now()
	for ; size > 0; size -= int64(len(chunk)) {
		if _, err := c.Write(chunk[:min(size, int64(len(chunk)))]); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(began)
}
