package siem

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

const (
	// ackTime is how long indexing may take until a batch is sent again.
	ackTime = 5 * time.Minute
	// ackEvery is how often acknowledgements are asked for while some are waited for.
	ackEvery = 500 * time.Millisecond
	// ackPause is how long a flush waits for the next acknowledgement.
	ackPause = 2 * time.Second
	// maxPending is how many batches may wait for their acknowledgement.
	maxPending = 32
)

// hec sends to Splunk's HTTP Event Collector. Where the token has indexer acknowledgement
// on, a batch is confirmed when an indexer has it, not when it was taken: only that
// outlives Splunk's end. Batches are not held back meanwhile, so what is sent again after
// such an end comes behind later ones. Identifiers of acknowledgements count up in a
// channel, and begin again when Splunk does; a channel lasts until that shows.
type hec struct {
	answered
	collector *collectorProtocol
	every     time.Duration // see ackEvery
	patience  time.Duration // see ackPause

	pending   []pendingAck // oldest first
	asked     time.Time    // when acknowledgements were last asked for
	confirmed uint64       // a sequence
}

// pendingAck is a batch, or a part of one, that is not known to be indexed.
type pendingAck struct {
	id       uint64
	sequence uint64 // what is confirmed by it if all before it are; 0: nothing
	at       time.Time
	indexed  bool
}

// collectorProtocol is the part of hec that hands over a batch.
type collectorProtocol struct {
	host, index string
	json        bool
	channel     string
	last        int64    // the last identifier of the channel; -1: none yet
	fresh       []uint64 // identifiers of the batch that is being sent
}

func newHEC(t Target) (Transport, error) {
	w, err := newWeb(t)
	if err != nil {
		return nil, err
	}
	c := &collectorProtocol{host: t.Host, index: t.Index, json: isJSON(t.ContentType)}
	c.open()
	return &hec{answered: answered{web: w, protocol: c}, collector: c, every: ackEvery, patience: ackPause}, nil
}

// open begins a channel, under a random UUID (RFC 9562 section 5.4).
func (c *collectorProtocol) open() {
	var b [16]byte
	rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	c.channel = fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
	c.last, c.fresh = -1, nil
}

// splunkEvent is the envelope of one event.
type splunkEvent struct {
	Time       json.Number     `json:"time"` // Unix seconds
	Host       string          `json:"host,omitempty"`
	Source     string          `json:"source"`
	SourceType string          `json:"sourcetype"`
	Index      string          `json:"index,omitempty"`
	Event      json.RawMessage `json:"event"`
}

func (c *collectorProtocol) request(batch []Message) (request, error) {
	r := request{path: "services/collector/event", header: c.header(), authorize: splunkToken}
	for _, m := range batch {
		event, err := c.event(m)
		if err != nil {
			return request{}, fmt.Errorf("write event %s: %w", m.ID, err)
		}
		r.body = append(append(r.body, event...), '\n')
	}
	return r, nil
}

func (c *collectorProtocol) event(m Message) (_ []byte, err error) {
	e := splunkEvent{Time: json.Number(fmt.Sprintf("%d.%03d", m.Time.Unix(), m.Time.Nanosecond()/1e6)), Host: c.host, Source: "sekisho", SourceType: "_json", Index: c.index}
	if e.Event = m.Body; !c.json {
		e.SourceType = "sekisho"
		if e.Event, err = json.Marshal(string(m.Body)); err != nil {
			return nil, err
		}
	}
	return json.Marshal(e)
}

func (c *collectorProtocol) header() http.Header {
	h := http.Header{}
	h.Set("Content-Type", "application/json")
	h.Set("X-Splunk-Request-Channel", c.channel)
	return h
}

func splunkToken(h http.Header, _ []byte, secret string) error {
	h.Set("Authorization", "Splunk "+secret)
	return nil
}

// hecAnswer is what the collector says to a batch.
type hecAnswer struct {
	Text string  `json:"text"`
	Code *int    `json:"code"`
	Ack  *uint64 `json:"ackId"` // absent where acknowledgement is off
}

func readHEC(body []byte) (hecAnswer, error) {
	var said hecAnswer
	if err := json.Unmarshal(body, &said); err != nil || said.Code == nil {
		return said, fmt.Errorf("this is no answer of an HTTP event collector: %s", short(string(body)))
	}
	if *said.Code != 0 {
		return said, fmt.Errorf("the collector answered code %d: %s", *said.Code, short(said.Text))
	}
	return said, nil
}

// errBegunAgain: Splunk has forgotten what it had not indexed.
var errBegunAgain = errors.New("the collector has begun again")

// taken notes the identifier of the acknowledgement to come.
func (c *collectorProtocol) taken(_ []Message, a answer) error {
	said, err := readHEC(a.body)
	if err != nil || said.Ack == nil {
		return err
	}
	if *said.Ack > 1<<53 || int64(*said.Ack) <= c.last {
		return fmt.Errorf("%w: acknowledgement %d after %d", errBegunAgain, *said.Ack, c.last)
	}
	c.last = int64(*said.Ack)
	c.fresh = append(c.fresh, *said.Ack)
	return nil
}

func (c *collectorProtocol) words(a answer) string {
	said, err := readHEC(a.body)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("the collector answered %q (code %d)", short(said.Text), *said.Code)
}

// Send implements Transport. What waits for its acknowledgement is not sent again after
// an error of a later batch.
func (s *hec) Send(ctx context.Context, batch []Message) error {
	for len(batch) > 0 && batch[0].Sequence <= s.delivered {
		batch = batch[1:]
	}
	if err := s.wait(ctx, maxPending-1); err != nil || len(batch) == 0 {
		return err
	}
	if len(s.pending) == 0 {
		s.collector.last = -1 // nothing can be mistaken
	}
	s.collector.fresh = s.collector.fresh[:0]
	err := s.answered.Send(ctx, batch)
	if errors.Is(err, errBegunAgain) {
		s.reset()
		return err
	}
	s.note()
	if again := s.poll(ctx); again != nil {
		return again // more important than a message that was refused: it will be again
	}
	return err
}

// note has the batch that was sent wait for its acknowledgements.
func (s *hec) note() {
	for i, id := range s.collector.fresh {
		p := pendingAck{id: id, at: time.Now()}
		if i == len(s.collector.fresh)-1 {
			p.sequence = s.delivered
		}
		s.pending = append(s.pending, p)
	}
	if len(s.pending) == 0 {
		s.confirmed = s.delivered // acknowledgement is off: that it was taken is all there is to know
	}
}

// reset forgets what waits: it is sent again, by another channel, so that no old
// acknowledgement is taken for a new one.
func (s *hec) reset() {
	s.pending, s.delivered = nil, s.confirmed
	s.collector.open()
}

// Confirmed implements Transport.
func (s *hec) Confirmed() uint64 { return s.confirmed }

// Flush implements Transport. Indexers take seconds to minutes, so it waits only while
// acknowledgements come; what is missing then is asked for again by the next call.
func (s *hec) Flush(ctx context.Context) error {
	for missing := len(s.pending); missing > 0; {
		within, cancel := context.WithTimeout(ctx, s.patience)
		err := s.waitWithin(ctx, within, missing-1)
		cancel()
		if err != nil || len(s.pending) == missing {
			return err
		}
		missing = len(s.pending)
	}
	return nil
}

// wait waits until no more than n acknowledgements are missing.
func (s *hec) wait(ctx context.Context, n int) error {
	err := s.waitWithin(ctx, ctx, n)
	if err == nil && len(s.pending) > n {
		return fmt.Errorf("wait for acknowledgement %d by %s: %w", s.pending[0].id, s.web.base.Host, context.Cause(ctx))
	}
	return err
}

// waitWithin waits while within lasts. It interrupts no question: an acknowledgement is
// told once.
func (s *hec) waitWithin(ctx, within context.Context, n int) error {
	for len(s.pending) > n {
		if err := s.poll(ctx); err != nil {
			return err
		}
		if len(s.pending) > n && sleep(within, s.every) != nil {
			return nil
		}
	}
	return nil
}

// poll asks for acknowledgements, if it is time to, and confirms what they confirm.
func (s *hec) poll(ctx context.Context) error {
	if len(s.pending) == 0 || time.Since(s.asked) < s.every {
		return nil
	}
	s.asked = time.Now()
	indexed, err := s.web.indexed(ctx, s.collector.channel, s.pending)
	if err != nil {
		s.reset()
		return fmt.Errorf("ask %s for acknowledgements: %w", s.web.base.Host, err)
	}
	for i := range s.pending {
		s.pending[i].indexed = s.pending[i].indexed || indexed[s.pending[i].id] // it is told once
	}
	for len(s.pending) > 0 && s.pending[0].indexed {
		s.confirmed = max(s.confirmed, s.pending[0].sequence)
		s.pending = s.pending[1:]
	}
	if len(s.pending) > 0 && time.Since(s.pending[0].at) > ackTime {
		late := s.pending[0].id
		s.reset()
		return fmt.Errorf("%s has not acknowledged batch %d within %v", s.web.base.Host, late, ackTime)
	}
	return nil
}

// indexed asks which of the pending batches an indexer has.
func (w *web) indexed(ctx context.Context, channel string, pending []pendingAck) (map[uint64]bool, error) {
	ids := make([]uint64, 0, len(pending))
	for _, p := range pending {
		ids = append(ids, p.id)
	}
	body, err := json.Marshal(map[string][]uint64{"acks": ids})
	if err != nil {
		return nil, err
	}
	c := collectorProtocol{channel: channel}
	a, err := w.post(ctx, request{path: "services/collector/ack", query: url.Values{"channel": {channel}}, header: c.header(), body: body, authorize: splunkToken})
	if err != nil {
		return nil, err
	}
	acks, err := readAcks(a.body)
	return acks, w.redacted(err)
}

// readAcks reads which acknowledgements are there.
func readAcks(body []byte) (map[uint64]bool, error) {
	var said struct {
		Acks map[uint64]bool `json:"acks"`
	}
	if err := json.Unmarshal(body, &said); err != nil || said.Acks == nil {
		return nil, fmt.Errorf("this is no answer about acknowledgements: %s", short(string(body)))
	}
	return said.Acks, nil
}

// Test implements Transport. It uses a channel of its own.
func (s *hec) Test(ctx context.Context, m Message) (string, error) {
	c := *s.collector
	c.open()
	one := hec{answered: answered{web: s.web, protocol: &c}, collector: &c, every: s.every}
	text, err := one.answered.Test(ctx, m)
	if err != nil {
		return "", err
	}
	if one.note(); len(one.pending) == 0 {
		return text + "; acknowledgement by indexers is off for this token, so that what Splunk loses before it is indexed is lost", nil
	}
	if err := one.wait(ctx, 0); err != nil {
		return "", fmt.Errorf("%s; but: %w", text, err)
	}
	return text + ", and an indexer has it", nil
}
