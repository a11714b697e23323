package siem

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"sekisho/configs"
)

// BenchmarkTransports prints how many messages a second each transport hands to a receiver
// on this machine until all are confirmed, beside the same bytes written to a socket at
// once. Receivers take their part of the processors: those of other languages than Go run
// as they are, the others are those of the tests.
func BenchmarkTransports(b *testing.B) {
	const events, size = 20_000, 500
	sink := benchSink(b)
	fmt.Printf("\nHanding over %d messages by 500, on %d cores\n", events, runtime.NumCPU())
	for _, k := range benchPeers() {
		r := k.open(b)
		batches, octets := benchBatches(r, events, size)
		tr := transportTo(b, r)
		began := time.Now()
		for _, batch := range batches {
			if err := tr.Send(b.Context(), batch); err != nil {
				b.Fatal(k.name, err)
			}
		}
		if err := tr.Flush(b.Context()); err != nil || tr.Confirmed() != events {
			b.Fatal(k.name, tr.Confirmed(), err)
		}
		took := time.Since(began)
		plain := benchPlain(b, sink, octets)
		fmt.Printf("  %-26s %8.0f a second   %.2f of a plain write of %d bytes each\n", k.name, events/took.Seconds(), plain.Seconds()/took.Seconds(), octets/events)
	}
}

type benchPeer struct {
	name string
	open func(testing.TB) peer
}

// benchPeers are receivers that lose nothing.
func benchPeers() []benchPeer {
	daemon := func(program, way string) func(testing.TB) peer {
		return func(t testing.TB) peer { return newDaemonReceiver(t, program, way) }
	}
	web := func(kind string) func(testing.TB) peer {
		return func(t testing.TB) peer { return newPeerOverHTTP(t, kind, newAuthority(t)) }
	}
	return []benchPeer{
		{"rsyslog over UDP", daemon("rsyslog", "udp")},
		{"rsyslog over TCP", daemon("rsyslog", "tcp")},
		{"rsyslog over TLS", daemon("rsyslog", "tls")},
		{"syslog-ng over TCP", daemon("syslog-ng", "tcp")},
		{"syslog-ng over TLS", daemon("syslog-ng", "tls")},
		{"HEC over HTTPS", web("hec")},
		{"bulk over HTTPS", web("elastic")},
		{"webhook over HTTPS", web("webhook")},
		{"OTLP over HTTPS", web("otlp")},
		{"Kafka", func(t testing.TB) peer { return newKafkaReceiver(t, "", nil) }},
		{"NATS, synced at each write", func(t testing.TB) peer { return newNATSReceiver(t, nil) }},
		{"files, synced at each batch", func(t testing.TB) peer { return newFileReceiver(t, configs.Rotation{}, false) }},
	}
}

// benchBatches are messages of about size octets, by 500.
func benchBatches(r peer, events uint64, size int) (batches [][]Message, octets int64) {
	padding := make([]byte, size)
	for i := range padding {
		padding[i] = 'x'
	}
	for first := uint64(1); first <= events; first += 500 {
		batch := messages(r, first, first+499)
		for i := range batch {
			body := batch[i].Body
			more := fmt.Sprintf(`,"message":"%s"}`, padding[:max(0, size-len(body))])
			batch[i].Body = append(body[:len(body)-1], more...)
			octets += int64(len(batch[i].Body))
		}
		batches = append(batches, batch)
	}
	return batches, octets
}
