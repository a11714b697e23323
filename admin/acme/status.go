package acme

import (
	"crypto/x509"
	"slices"
	"time"
)

// State is how getting certificates goes.
type State string

// States. Asking: not all names have a certificate yet, and nothing has failed.
const (
	Off    State = "off"
	Asking State = "asking"
	Good   State = "good"
	Failed State = "failed"
)

// States are all there are.
func States() []State { return []State{Off, Asking, Good, Failed} }

// Status is how it goes.
type Status struct {
	State State
	Error string    // of the last try; "": it did not fail
	Next  time.Time // when it is tried again, or a renewal is due; zero: never
	Names []Held    // certificates that are shown
}

// Held is a certificate that is shown to who asks for its name.
type Held struct {
	Name  string    `json:"name"`
	Until time.Time `json:"not_after"`
}

// Status tells how it goes now.
func (m *Manager) Status() Status {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := m.status
	if m.job == nil {
		return out
	}
	for name, pair := range m.job.shown {
		out.Names = append(out.Names, Held{name, pair.Leaf.NotAfter})
	}
	slices.SortFunc(out.Names, func(a, b Held) int { return slices.Compare([]byte(a.Name), []byte(b.Name)) })
	return out
}

// due is when a certificate is to be renewed.
func due(leaf *x509.Certificate) time.Time {
	return leaf.NotAfter.Add(-leaf.NotAfter.Sub(leaf.NotBefore) / renewPart)
}

// nextDue is when the first of the job's certificates is to be renewed; now, where one is missing.
func (j *job) nextDue(now time.Time) (next time.Time) {
	for _, name := range j.config.Names {
		at := now
		if pair := j.shown[name]; pair != nil {
			at = due(pair.Leaf)
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next
}

// asking is the status before the first try.
func (j *job) asking(now time.Time) Status {
	if len(j.shown) < len(j.config.Names) {
		return Status{State: Asking, Next: now}
	}
	return Status{State: Good, Next: j.nextDue(now)}
}
