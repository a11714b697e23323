package siem

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"sekisho/configs"
)

// patience is how long a test waits for what must happen.
const patience = time.Minute

// peer is the far end of a transport under test.
type peer interface {
	target() Target
	// shape makes the body what the receiver takes.
	shape(Message) Message
	// kill ends the receiver at once. What it has not stored is lost.
	kill()
	// start has it listen again, at the same address.
	start()
	// held lists what is stored, in the order of arrival, as often as it came.
	held() []uint64
	// ordered: after a loss, too, nothing is stored before what comes before it.
	ordered() bool
}

// contracts lists the transports, each with a receiver and what bodies it takes.
func contracts() map[string]func(testing.TB) peer {
	web := func(kind string, secure bool) func(testing.TB) peer {
		return func(t testing.TB) peer {
			var a *authority
			if secure {
				a = newAuthority(t)
			}
			r := newPeerOverHTTP(t, kind, a)
			r.silent = 7
			return r
		}
	}
	return map[string]func(testing.TB) peer{
		"Kafka":                     func(t testing.TB) peer { return newKafkaChild(t) },
		"NATS":                      func(t testing.TB) peer { return newNATSReceiver(t, nil) },
		"NATS over TLS":             func(t testing.TB) peer { return newNATSReceiver(t, newAuthority(t)) },
		"files":                     func(t testing.TB) peer { return newFileReceiver(t, configs.Rotation{Size: 64 << 10, Keep: 100}, true) },
		"HEC over HTTPS":            web("hec", true),
		"bulk over HTTPS":           web("elastic", true),
		"webhook over HTTPS":        web("webhook", true),
		"OTLP over HTTP":            web("otlp", false),
		"syslog over TCP":           func(t testing.TB) peer { return newStreamReceiver(t, nil) },
		"syslog over TLS":           func(t testing.TB) peer { return newStreamReceiver(t, newAuthority(t)) },
		"rsyslog over TCP":          func(t testing.TB) peer { return newDaemonReceiver(t, "rsyslog", "tcp") },
		"rsyslog over mutual TLS":   func(t testing.TB) peer { return newDaemonReceiver(t, "rsyslog", "mutual") },
		"syslog-ng over TCP":        func(t testing.TB) peer { return newDaemonReceiver(t, "syslog-ng", "tcp") },
		"syslog-ng over mutual TLS": func(t testing.TB) peer { return newDaemonReceiver(t, "syslog-ng", "mutual") },
	}
}

// syslogged has the body of m behind a header of RFC 5424.
func syslogged(m Message) Message {
	header := "<134>1 " + m.Time.Format(time.RFC3339Nano) + " gateway sekisho - - - "
	m.Body = append([]byte(header), m.Body...)
	return m
}

// message is the nth event, as a receiver of any kind takes it.
func message(n uint64) Message {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Millisecond)
	id := fmt.Sprintf("event-%d", n)
	body := fmt.Sprintf(`{"@timestamp":%q,"event":{"id":%q,"sequence":%d}}`, at.Format(time.RFC3339Nano), id, n)
	return Message{Sequence: n, ID: id, Time: at, Severity: 4, Body: []byte(body)}
}

// messages are events first to last as r takes them.
func messages(r peer, first, last uint64) (all []Message) {
	for n := first; n <= last; n++ {
		all = append(all, r.shape(message(n)))
	}
	return all
}

var sequenceInBody = regexp.MustCompile(`"sequence":(\d+)`)

// sequenceOf finds the sequence in a body of message's.
func sequenceOf(body []byte) (uint64, error) {
	found := sequenceInBody.FindSubmatch(body)
	if found == nil {
		return 0, fmt.Errorf("no sequence in %q", body)
	}
	return strconv.ParseUint(string(found[1]), 10, 64)
}

// transportTo makes the transport to r, closed with the test.
func transportTo(t testing.TB, r peer) Transport {
	t.Helper()
	tr, err := NewTransport(r.target())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tr.Close() })
	if splunk, ok := tr.(*hec); ok {
		splunk.every, splunk.patience = time.Millisecond, patience
	}
	return tr
}

// soon is a context for what must be done in time.
func soon(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// ship does what the loop does: all of 1 to last in batches, again from what is confirmed
// after every error. before is called ahead of each batch.
func ship(t *testing.T, tr Transport, r peer, last uint64, size func() uint64, before func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	for next := uint64(1); next <= last; {
		before()
		end := min(last, next+size()-1)
		err := tr.Send(ctx, messages(r, next, end))
		next = end + 1
		if err == nil && next > last {
			err = tr.Flush(ctx)
		}
		if err != nil {
			next = tr.Confirmed() + 1
		}
		if ctx.Err() != nil {
			t.Fatalf("not done in time: confirmed up to %d of %d; last error: %v", tr.Confirmed(), last, err)
		}
	}
	if got := tr.Confirmed(); got != last {
		t.Errorf("confirmed up to %d after a flush, want %d", got, last)
	}
}

// arrivals waits until the last one is stored, which it may be after it was read.
func arrivals(t testing.TB, r peer, last uint64) []uint64 {
	t.Helper()
	for ctx := soon(t); ; {
		held := r.held()
		if slices.Contains(held, last) {
			return held
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%d has not arrived; %d others have", last, len(held))
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// checkComplete wants all of 1 to last to be held, each for the first time in order.
func checkComplete(t *testing.T, held []uint64, last uint64) {
	t.Helper()
	next := uint64(1)
	for i, n := range held {
		if n > next {
			t.Fatalf("arrival %d is %d: out of order, or %d is missing", i, n, next)
		}
		if n == next {
			next++
		}
	}
	if next != last+1 {
		t.Fatalf("held up to %d of %d", next-1, last)
	}
}

// confirmedIsHeld wants the receiver to hold all that is confirmed.
func confirmedIsHeld(t *testing.T, confirmed uint64, held []uint64) {
	t.Helper()
	distinct := slices.Compact(slices.Sorted(slices.Values(held)))
	if uint64(len(distinct)) < confirmed {
		t.Fatalf("confirmed up to %d, but the receiver holds %d", confirmed, len(distinct))
	}
	for i, n := range distinct[:confirmed] {
		if n != uint64(i)+1 {
			t.Fatalf("confirmed up to %d, but %d is not held", confirmed, i+1)
		}
	}
}

// TestDeliversOverDisconnects kills receivers at random moments.
func TestDeliversOverDisconnects(t *testing.T) {
	for name, open := range contracts() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			tr := transportTo(t, r)
			random := rand.New(rand.NewPCG(6, 5424))
			kills := 0
			ship(t, tr, r, 2000, func() uint64 { return 1 + random.Uint64N(100) }, func() {
				if kills < 5 && random.IntN(8) == 0 {
					kills++
					r.kill()
					confirmedIsHeld(t, tr.Confirmed(), r.held())
					r.start()
				}
			})
			if kills != 5 {
				t.Fatalf("killed %d times", kills)
			}
			held := arrivals(t, r, 2000)
			if !r.ordered() {
				slices.Sort(held)
			}
			checkComplete(t, held, 2000)
			t.Logf("%d arrived again", len(held)-2000)
		})
	}
}

// TestTellsOfOneMessage: a test gets an answer and moves nothing.
func TestTellsOfOneMessage(t *testing.T) {
	for name, open := range contracts() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			tr := transportTo(t, r)
			answer, err := tr.Test(soon(t), r.shape(message(77)))
			if err != nil || answer == "" {
				t.Fatalf("answer %q, error %v", answer, err)
			}
			if got := arrivals(t, r, 77); !slices.Equal(got, []uint64{77}) || tr.Confirmed() != 0 {
				t.Errorf("held %d, confirmed %d, want [77] and 0", got, tr.Confirmed())
			}
			r.kill()
			if answer, err := tr.Test(soon(t), r.shape(message(78))); err == nil {
				t.Errorf("a dead receiver answered %q", answer)
			}
		})
	}
}
