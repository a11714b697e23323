package siem

import (
	"context"
	"errors"
	"fmt"
)

// answered is a transport over HTTP whose receiver answers each batch when it has it.
type answered struct {
	web       *web
	protocol  protocol
	delivered uint64 // a sequence; for most receivers it is confirmed thereby
}

// protocol is what receivers over HTTP differ in.
type protocol interface {
	// request makes the request that a batch is sent by.
	request(batch []Message) (request, error)
	// taken reads an answer of success to a batch: a *Rejected says that all but some
	// messages were taken, another error that not all were.
	taken(batch []Message, a answer) error
	// words tell people what the answer to a single message was.
	words(a answer) string
}

// Send implements Transport.
func (s *answered) Send(ctx context.Context, batch []Message) error {
	if len(batch) == 0 {
		return nil
	}
	d := division{send: func(part []Message) error { return s.exchange(ctx, part) }, batch: batch}
	err := d.run()
	s.delivered = max(s.delivered, d.confirmed)
	if refused := new(Rejected); err != nil && !errors.As(err, &refused) {
		return fmt.Errorf("send to %s: %w", s.web.base.Host, err)
	}
	return err
}

// exchange sends a batch and reads the answer.
func (s *answered) exchange(ctx context.Context, batch []Message) error {
	r, err := s.protocol.request(batch)
	if err != nil {
		return err
	}
	a, err := s.web.post(ctx, r)
	if err != nil {
		return err
	}
	return s.web.redacted(s.protocol.taken(batch, a))
}

// Confirmed implements Transport.
func (s *answered) Confirmed() uint64 { return s.delivered }

// Flush implements Transport: nothing is on its way when Send has returned.
func (s *answered) Flush(context.Context) error { return nil }

// Test implements Transport.
func (s *answered) Test(ctx context.Context, m Message) (string, error) {
	text, err := s.test(ctx, []Message{m})
	if err != nil {
		return "", fmt.Errorf("test %s: %w", s.web.base.Host, err)
	}
	return text, nil
}

func (s *answered) test(ctx context.Context, one []Message) (string, error) {
	r, err := s.protocol.request(one)
	if err != nil {
		return "", err
	}
	a, err := s.web.post(ctx, r)
	if err != nil {
		return "", err
	}
	return s.web.redact(s.protocol.words(a)), s.web.redacted(s.protocol.taken(one, a))
}

// Close implements Transport.
func (s *answered) Close() error {
	s.web.close()
	return nil
}

// division sends a batch. One that is refused for what is in it is halved, so that a
// message that the receiver can't take doesn't hold up the others. It is given up only
// when something of the batch was taken; else the fault may be the destination's.
type division struct {
	send  func(part []Message) error
	batch []Message

	confirmed uint64   // the sequence up to which all is dealt with; 0: nothing is
	taken     int      // messages
	undecided int      // the index of the first refused one, plus one; 0: none
	rejected  Rejected // so far
	why       error    // of the last refusal
}

func (d *division) run() error {
	done, err := d.part(0, len(d.batch))
	switch {
	case err != nil && d.undecided > 0:
		d.confirmed = upTo(d.batch, d.undecided-1)
		return err
	case err != nil:
		d.confirmed = upTo(d.batch, done)
		return err
	case d.undecided > 0 && d.taken == 0:
		return d.why
	}
	d.confirmed = upTo(d.batch, len(d.batch))
	if d.rejected.Dropped() > 0 {
		return &d.rejected
	}
	return nil
}

// part sends batch[from:to] and tells up to where it came.
func (d *division) part(from, to int) (done int, err error) {
	err = d.send(d.batch[from:to])
	var refused interface {
		error
		forContent() bool
	}
	var rejected *Rejected
	switch {
	case err == nil:
		d.taken += to - from
	case errors.As(err, &rejected):
		d.taken += to - from - rejected.Dropped()
		d.reject(from, rejected)
	case !errors.As(err, &refused) || !refused.forContent():
		return from, err
	case to-from > 1:
		half := from + (to-from)/2
		if done, err := d.part(from, half); err != nil {
			return done, err
		}
		return d.part(half, to)
	default:
		d.reject(from, &Rejected{Sequences: []uint64{d.batch[from].Sequence}, Reason: refused.Error()})
	}
	return to, nil
}

// reject notes messages that were refused, of a part that begins at index from.
func (d *division) reject(from int, r *Rejected) {
	if d.undecided == 0 {
		d.undecided = from + 1
	}
	before := d.rejected.Dropped()
	d.rejected.Sequences = append(d.rejected.Sequences, r.Sequences...)
	if r.Count > 0 || d.rejected.Count > 0 {
		d.rejected.Count = before + r.Dropped()
	}
	d.rejected.Reason, d.why = r.Reason, errors.New(r.Reason)
}

// upTo is the last sequence that batch[:n] has all messages of; 0: of none.
func upTo(batch []Message, n int) uint64 {
	if n < len(batch) {
		for n > 0 && batch[n-1].Sequence == batch[n].Sequence {
			n--
		}
	}
	if n == 0 {
		return 0
	}
	return batch[n-1].Sequence
}
