package siem

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"sekisho/admin/query"
	"sekisho/configs"
	"sekisho/dataplane/event"
)

// shape says which events a destination gets, and how much of each. It works on the event, so
// that what is left out is so in every format.
type shape struct {
	wanted  *query.Query
	share   float64 // of allow events that are kept
	key     []byte  // of pseudonyms
	changes []change
}

// change is what becomes of a field.
type change struct {
	field shapedField
	omit  bool // false: a pseudonym stands for it
}

// leftOut stands where a value was that must not be told.
const leftOut = "-"

// newShape makes the shape of a destination; key is for pseudonyms. The error names the key of
// the configuration and the field at fault.
func newShape(d configs.Destination, key []byte) (*shape, error) {
	wanted, err := query.Parse(d.Filter)
	if err != nil {
		return nil, fmt.Errorf("filter: %w", err)
	}
	s := &shape{wanted: wanted, share: d.Sample(), key: key}
	for _, name := range d.Omit {
		f, err := shapedBy(name)
		if err != nil {
			return nil, fmt.Errorf("omit: %w", err)
		}
		s.changes = append(s.changes, change{field: f, omit: true})
	}
	for _, name := range d.Pseudonymise {
		f, err := shapedBy(name)
		if err != nil {
			return nil, fmt.Errorf("pseudonymise: %w", err)
		}
		s.changes = append(s.changes, change{field: f})
	}
	s.hideFlow()
	return s, nil
}

// hideFlow treats the Community ID as the addresses that it is a hash of, and that could be tried
// until one fits.
func (s *shape) hideFlow() {
	const id = "network.community_id"
	if slices.ContainsFunc(s.changes, func(c change) bool { return c.field.name == id }) {
		return
	}
	i := slices.IndexFunc(s.changes, func(c change) bool {
		return c.field.name == "source.ip" || c.field.name == "destination.ip"
	})
	if i >= 0 {
		f, _ := shapedBy(id)
		s.changes = append(s.changes, change{field: f, omit: s.changes[i].omit})
	}
}

// apply returns an event as the destination gets it, and whether it does. always: whatever filter
// and share say. The event itself stays as it is.
func (s *shape) apply(e *event.Event, always bool) (*event.Event, bool) {
	if !always && !(s.wanted.Match(e) && s.sampled(e)) {
		return nil, false
	}
	if len(s.changes) == 0 {
		return e, true
	}
	return s.changed(e), true
}

// sampled tells whether an event is in the share that is kept. Only ends of flows that were let
// pass and had nothing flagged are ever left out; which, hangs on their IDs alone, so that the
// same are when they are sent again.
func (s *shape) sampled(e *event.Event) bool {
	if s.share >= 1 || e.Kind != event.Ended || e.Action != "allow" || len(e.Findings) > 0 {
		return true
	}
	sum := sha256.Sum256([]byte(e.ID))
	return float64(binary.BigEndian.Uint64(sum[:])>>11)/(1<<53) < s.share
}

// changed makes the changes in a copy.
func (s *shape) changed(e *event.Event) *event.Event {
	out := *e
	out.Attributes, out.Findings, out.Evidence = slices.Clone(e.Attributes), slices.Clone(e.Findings), slices.Clone(e.Evidence)
	out.Jurisdiction, out.Monitored = slices.Clone(e.Jurisdiction), slices.Clone(e.Monitored)
	var gone []replacement
	for _, c := range s.changes {
		c.field.change(&out, func(value string) string {
			stands := ""
			if !c.omit {
				stands = s.pseudonym(c.field.kind, value)
			}
			if c.field.spreads {
				gone = append(gone, replacement{value, stands})
			}
			return stands
		})
	}
	for _, r := range gone {
		r.everywhere(&out)
	}
	return &out
}

// pseudonym stands for a value: the same for the same value in fields of one kind, and nothing that
// could be undone or tried out without the key (HMAC-SHA-256, RFC 2104, its first 96 bits).
func (s *shape) pseudonym(kind, value string) string {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte(kind + "\x00" + value))
	return "p-" + hex.EncodeToString(mac.Sum(nil)[:12])
}

// replacement is a value that isn't told, and what stands for it; "": nothing.
type replacement struct{ value, stands string }

// shortest is the least length of a value that is looked for in other texts, in bytes: shorter ones
// stand in too many by chance.
const shortest = 4

// everywhere puts the replacement where the value stands within other texts too: an address within a
// URL, a file's name within the place of a finding.
func (r replacement) everywhere(e *event.Event) {
	if len(r.value) < shortest {
		return
	}
	if r.stands == "" {
		r.stands = leftOut
	}
	e.Domain, e.Reason = r.in(e.Domain), r.in(e.Reason)
	for i := range e.Attributes {
		e.Attributes[i].Value = r.in(e.Attributes[i].Value)
	}
	for i := range e.Findings {
		e.Findings[i].Where = r.in(e.Findings[i].Where)
	}
}

// in replaces the value in a text, whatever its case, where it is no part of a longer word.
func (r replacement) in(text string) string {
	for from := 0; from+len(r.value) <= len(text); from++ {
		end := from + len(r.value)
		if !strings.EqualFold(text[from:end], r.value) || wordAt(text, from-1) || wordAt(text, end) {
			continue
		}
		text = text[:from] + r.stands + text[end:]
		from += len(r.stands) - 1
	}
	return text
}

// wordAt tells whether there is an ASCII letter or digit at a place of a text.
func wordAt(text string, i int) bool {
	if i < 0 || i >= len(text) {
		return false
	}
	c := text[i] | 0x20
	return 'a' <= c && c <= 'z' || '0' <= text[i] && text[i] <= '9'
}
