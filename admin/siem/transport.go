package siem

import (
	"context"
	"fmt"
	"time"

	"sekisho/configs"
)

// Message is one event, encoded for a destination.
type Message struct {
	// Sequence is the event's. It never falls in a batch, has gaps where a filter left
	// events out, and repeats where a format makes several messages of one event; those
	// stand together, in one batch.
	Sequence uint64
	ID       string    // event.id; with /CLASS behind it for the second and later messages of an event
	Time     time.Time // @timestamp
	Severity int       // syslog severity 0 to 7 (RFC 5424, section 6.2.1)
	Body     []byte    // in the destination's format, without framing; valid until Send returns
}

// Transport hands messages to a receiver. One goroutine uses it.
type Transport interface {
	// Send hands over a batch in order, connecting if need be. After an error, what
	// Confirmed doesn't cover is sent again, from there on, by a later Send.
	Send(ctx context.Context, batch []Message) error
	// Confirmed is the sequence up to which the receiver is known to have everything that
	// was sent; for a receiver that doesn't acknowledge (syslog), up to which more than the
	// resend window has been written since. The durable cursor never passes it.
	Confirmed() uint64
	// Flush waits until everything sent is confirmed, as far as the protocol can tell (TCP
	// syslog: half close, wait for the peer's end).
	Flush(ctx context.Context) error
	// Test sends one message apart from all others and tells what the receiver answered,
	// for people.
	Test(ctx context.Context, m Message) (answer string, err error)
	// Close lets go of connections at once.
	Close() error
}

// watched is a Transport whose receiver acknowledges nothing. What Flush confirms it has read, but perhaps
// not stored. The loop lets its cursor pass that only when the receiver has lived on for a while.
type watched interface {
	// Alive says why what was flushed may be lost: the connection that has been open since before the
	// flush has ended. nil: it has not.
	Alive(ctx context.Context) error
}

// Rejected is the error of a receiver that refuses single messages for good, such as
// Elastic's 400 for one item or a partial success of OTLP. The rest of the batch was
// taken. The loop counts them as dropped, says so in an alert event and goes on.
type Rejected struct {
	Sequences []uint64
	// Count is how many of Sequences are meant, where the receiver doesn't say which; 0: all.
	Count  int
	Reason string // the receiver's words, bounded, without secrets
}

// Dropped is how many messages the receiver refused.
func (r *Rejected) Dropped() int {
	if r.Count > 0 {
		return r.Count
	}
	return len(r.Sequences)
}

func (r *Rejected) Error() string {
	return fmt.Sprintf("the receiver refused %d messages for good: %s", r.Dropped(), r.Reason)
}

// Later is the error of a receiver that asks not to be tried again too soon (HTTP
// Retry-After, RFC 9110 section 10.2.3).
type Later struct {
	After time.Duration
	Err   error
}

func (l *Later) Error() string { return l.Err.Error() }
func (l *Later) Unwrap() error { return l.Err }

// Target is what a transport is made of.
type Target struct {
	configs.Destination
	// Secret reads the token, key or password anew, so that one that is changed counts from
	// the next connection on; "" where none is configured.
	Secret func() (string, error)
	// ContentType is the media type of one body.
	ContentType string
	// Host is the gateway's name, for receivers that want one beside the message.
	Host string
}

// maker makes a transport. It opens no connection: that is Send's.
type maker func(Target) (Transport, error)

// transports lists the makers by a destination's type.
func transports() map[string]maker {
	return map[string]maker{
		"syslog":  newSyslog,
		"hec":     newHEC,
		"elastic": newElastic,
		"webhook": newWebhook,
		"otlp":    newOTLP,
		"kafka":   newKafka,
		"nats":    newNATS,
		"file":    newFile,
	}
}

// NewTransport makes the transport of a destination's type.
func NewTransport(t Target) (Transport, error) {
	makeOne, ok := transports()[t.Type]
	if !ok {
		return nil, fmt.Errorf("ship to %s: no transport is called %q", t.Name, t.Type)
	}
	return makeOne(t)
}

// sleep waits for d, or ctx's end.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-t.C:
		return nil
	}
}
