package siem

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// batch is what is handed over at a time.
type batch struct {
	messages []Message
	size     int       // of their bodies, in bytes
	read     uint64    // all events up to here are in it, or left out of it
	oldest   time.Time // of the first event in it
	events   int
	leftOut  uint64
	broken   uint64 // events that could not be encoded
	more     bool   // there may be more at once
	gap      hole
}

// hole is what is missing in a batch.
type hole struct {
	Gap
	before  int // the message that word of it stands before
	gateway event.Gateway
	spans   []journal.Span
}

// last is the sequence of the last message; 0: there is none.
func (b *batch) last() uint64 {
	if len(b.messages) == 0 {
		return 0
	}
	return b.messages[len(b.messages)-1].Sequence
}

// fill reads on and makes the next batch. Messages of one event stay together.
func (l *loop) fill() (b batch, err error) {
	b.read = l.read
	defer l.tell(&b)
	for len(b.messages) < l.shipper.options.Batch && b.size < batchBytes {
		r, err := l.next()
		if r == nil {
			return l.atEnd(b, err)
		}
		l.add(&b, r.Event)
	}
	b.more = true
	return b, nil
}

// atEnd is for when the journal has no more, or can't be read: then what was read before is sent first.
func (l *loop) atEnd(b batch, err error) (batch, error) {
	if b.events > 0 {
		b.more = err != nil
		return b, nil
	}
	if err == nil {
		b.more, err = l.begunAnew()
		b.read = l.read
	}
	return b, err
}

// next is the record after the last one; nil: there is none yet.
func (l *loop) next() (*journal.Record, error) {
	if len(l.records) == 0 {
		damaged := l.tail.Damaged
		records, err := l.tail.Next(readBytes)
		l.damaged(l.tail.Damaged - damaged)
		if err != nil {
			return nil, err
		}
		if len(records) == 0 {
			return nil, nil
		}
		l.records = records
	}
	r := &l.records[0]
	l.records = l.records[1:]
	return r, nil
}

// add puts an event's messages into the batch, and before them word of what is missing.
func (l *loop) add(b *batch, e *event.Event) {
	if b.events == 0 {
		b.oldest = e.Time
		l.ahead(e.Time)
	}
	b.events++
	if e.Sequence > b.read+1 {
		b.missing(e)
	}
	b.read = e.Sequence
	n := len(b.messages)
	messages, err := l.pipe.messages(b.messages, e, false)
	switch {
	case err != nil:
		b.broken++
		l.shipper.options.Log.Error("an event can't be encoded", "destination", l.entry.Name, "sequence", e.Sequence, "error", err)
		return
	case len(messages) == n:
		b.leftOut++
	}
	b.size += sizeOf(messages[n:])
	b.messages = messages
}

// missing notes that events between what was read and e are not there.
func (b *batch) missing(e *event.Event) {
	if b.gap.From == 0 {
		b.gap.From, b.gap.place, b.gap.At = b.read+1, e.Sequence-1, e.Time
		b.gap.before, b.gap.gateway = len(b.messages), e.Gateway
	}
	b.gap.To = e.Sequence - 1
	b.gap.spans = append(b.gap.spans, journal.Span{From: b.read + 1, To: e.Sequence - 1})
	b.gap.Events += e.Sequence - 1 - b.read
}

// tell puts word of what is missing before the first event behind it: once a batch, since of a day that was
// thinned out every other event may be missing.
func (l *loop) tell(b *batch) {
	g := &b.gap
	if g.Events == 0 {
		return
	}
	removed, err := journal.RemovedIn(l.shipper.options.Journal, g.spans...)
	if err != nil {
		l.shipper.options.Log.Error("what was removed can't be told from what was lost", "destination", l.entry.Name, "error", err)
	}
	g.Loss = Loss{Allow: removed.Allow, Log: removed.Log, Block: removed.Block, Other: removed.Other}
	g.Unknown = g.Events - min(removed.Total(), g.Events)
	messages, err := l.pipe.messages(nil, gapEvent(g.Gap, l.entry.Name, g.gateway), true)
	if err != nil {
		l.shipper.options.Log.Error("a gap can't be encoded", "destination", l.entry.Name, "error", err)
		return
	}
	for i := range messages {
		messages[i].Sequence = g.place
	}
	b.messages = slices.Insert(b.messages, g.before, messages...)
	b.size += sizeOf(messages)
}

func sizeOf(messages []Message) (n int) {
	for _, m := range messages {
		n += len(m.Body)
	}
	return n
}

// gapEvent tells of a gap in the form of an event. It has no number, since all numbers are those of stored
// events, and the same ID whenever it is sent again.
func gapEvent(g Gap, destination string, gateway event.Gateway) *event.Event {
	e := &event.Event{
		Time: g.At, ID: fmt.Sprintf("gap-%s-%d-%d", destination, g.From, g.To), Gateway: gateway,
		Kind: event.PipelineError, Type: []string{"error"}, Category: event.Configuration, Action: "gap",
		Reason: fmt.Sprintf("%d events from %d to %d were not kept until they could be sent: %s", g.Events, g.From, g.To, g.Loss),
	}
	for name, n := range map[string]uint64{"from": g.From, "to": g.To, "events": g.Events, "allow": g.Allow, "log": g.Log,
		"block": g.Block, "other": g.Other, "unknown": g.Unknown} {
		e.Attributes = append(e.Attributes, event.Attribute{Name: "sekisho.gap." + name, Value: strconv.FormatUint(n, 10)})
	}
	return e
}

// String lists what is not 0.
func (l Loss) String() string {
	text := ""
	for _, part := range []struct {
		name string
		n    uint64
	}{{"allow", l.Allow}, {"log", l.Log}, {"block", l.Block}, {"other", l.Other}, {"unknown", l.Unknown}} {
		if part.n > 0 {
			text += fmt.Sprintf(", %d %s", part.n, part.name)
		}
	}
	if text == "" {
		return "none"
	}
	return text[2:]
}

// begunAnew goes back to the beginning if the journal ends before what was sent: it was
// lost, and its numbers begin anew.
func (l *loop) begunAnew() (anew bool, err error) {
	if l.shipper.head.get().Sequence >= l.read {
		return false, nil
	}
	last, err := journal.Last(l.shipper.options.Journal)
	if err != nil || last.Sequence == 0 || last.Sequence >= l.read {
		return false, err
	}
	l.shipper.options.Log.Error("the journal has begun anew; so does shipping", "destination", l.entry.Name, "after", l.read, "last", last.Sequence)
	l.mu.Lock()
	l.cursor.Sequence, l.cursor.Sent = 0, 0
	l.mu.Unlock()
	l.disconnect()
	l.rewind()
	return true, nil
}
