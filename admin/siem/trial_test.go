package siem

import (
	"context"
	"errors"
	"testing"
	"time"
)

// mute is a transport whose receiver acknowledges nothing: what was flushed it has read, and stores when it likes.
type mute struct {
	handTransport
	flushed uint64
	dead    bool
}

func (m *mute) Confirmed() uint64 { return m.flushed }

func (m *mute) Flush(context.Context) error {
	m.flushed = m.handTransport.Confirmed()
	return nil
}

func (m *mute) Alive(context.Context) error {
	if m.dead {
		return errors.New("the receiver ended the connection")
	}
	return nil
}

// TestReadIsNotStored: what a receiver has read counts only when it has lived on for a while; if it has not, it is
// sent again.
func TestReadIsNotStored(t *testing.T) {
	f := newFleet(t, map[string]*handTransport{})
	m := &mute{}
	f.shipper.options.Probation, f.shipper.options.Settle = time.Hour, time.Nanosecond
	f.shipper.plan = func(Entry) (*pipe, error) {
		connect := func() (Transport, error) {
			m.flushed, m.got = 0, nil
			return m, nil
		}
		return &pipe{connect: connect, messages: stored}, nil
	}
	r, err := f.shipper.open(Entry{})
	if err != nil {
		t.Fatal(err)
	}
	f.store(3)
	for range 3 {
		r.turn(t.Context())
	}
	if m.flushed != 3 || r.cursor.Sequence != 0 || r.trial.IsZero() {
		t.Fatalf("flushed up to %d, the cursor is at %d", m.flushed, r.cursor.Sequence)
	}
	m.dead = true
	r.turn(t.Context())
	if r.failures != 1 || r.cursor.Sequence != 0 {
		t.Fatalf("%d failures, the cursor is at %d", r.failures, r.cursor.Sequence)
	}
	m.dead = false // and what it takes for confirmed stays, unless it is made anew
	r.turn(t.Context())
	if r.cursor.Sequence != 0 {
		t.Fatalf("the cursor is at %d without a trial", r.cursor.Sequence)
	}
	f.shipper.options.Probation = time.Nanosecond
	r.turn(t.Context())
	if r.cursor.Sequence != 3 || len(m.got) != 3 {
		t.Errorf("the cursor is at %d, after %d messages", r.cursor.Sequence, len(m.got))
	}
}
