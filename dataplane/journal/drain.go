package journal

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"sekisho/dataplane/event"
)

const (
	batchSize = 512
	// batchTime is how long the first event of a batch waits for others.
	batchTime = 50 * time.Millisecond
	// complainEvery bounds how often a failing disk is logged.
	complainEvery = 10 * time.Second
)

// Drain stores what comes out of the ring until ctx ends, and what is left then.
// Events that find the ring full, or the disk, are lost; their number is logged, and
// told in an event as soon as one can be stored again.
func Drain(ctx context.Context, ring *event.Ring, j *Journal, log *slog.Logger) {
	d := drain{ring: ring, journal: j, log: log}
	for {
		batch, more := d.collect(ctx)
		d.store(batch)
		if !more {
			return
		}
	}
}

type drain struct {
	ring       *event.Ring
	journal    *Journal
	log        *slog.Logger
	unwritten  uint64 // events lost to the disk
	told       uint64 // losses that an event has told of
	removed    string // what a full disk has cost, not told yet
	complained time.Time
}

// collect waits for a batch. more is false once ctx has ended and the ring is empty.
func (d *drain) collect(ctx context.Context) (batch []*event.Event, more bool) {
	select {
	case e := <-d.ring.Events():
		batch = append(batch, e)
	case <-ctx.Done():
		return d.rest(nil), false
	}
	timer := time.NewTimer(batchTime)
	defer timer.Stop()
	for len(batch) < batchSize {
		select {
		case e := <-d.ring.Events():
			batch = append(batch, e)
		case <-timer.C:
			return batch, true
		case <-ctx.Done():
			return d.rest(batch), false
		}
	}
	return batch, true
}

func (d *drain) rest(batch []*event.Event) []*event.Event {
	for {
		select {
		case e := <-d.ring.Events():
			batch = append(batch, e)
		default:
			return batch
		}
	}
}

func (d *drain) store(batch []*event.Event) {
	lost := d.ring.Lost() + d.unwritten
	notes := d.notes(lost)
	if err := d.journal.Append(append(batch, notes...)); err != nil {
		d.unwritten += uint64(len(batch))
		d.complain(err)
		return
	}
	d.told, d.removed = lost, ""
}

// notes are the events that tell of what was lost and not told yet.
func (d *drain) notes(lost uint64) (notes []*event.Event) {
	note := func(reason string) {
		notes = append(notes, &event.Event{Time: time.Now(), Kind: event.PipelineError, Type: []string{"error"}, Reason: reason})
	}
	if lost > d.told {
		note(fmt.Sprintf("%d events were lost before they could be stored", lost-d.told))
	}
	if removed := d.journal.Removed(); removed != "" {
		d.log.Error("journal", "error", removed)
		d.removed = strings.TrimPrefix(d.removed+"; "+removed, "; ")
	}
	if d.removed != "" {
		note(d.removed)
	}
	return notes
}

func (d *drain) complain(err error) {
	if now := time.Now(); now.Sub(d.complained) > complainEvery {
		d.complained = now
		d.log.Error("events are being lost", "error", err, "lost", d.ring.Lost()+d.unwritten)
	}
}
