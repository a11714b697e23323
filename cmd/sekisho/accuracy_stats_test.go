package main

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"sekisho/dataplane/event"
)

// share is hits among trials.
type share struct{ hits, trials int }

func (s *share) count(hit bool) {
	s.trials++
	if hit {
		s.hits++
	}
}

func (s share) value() float64 { return float64(s.hits) / float64(s.trials) }

// wilson returns the interval that holds the true share with 95 % (Wilson 1927), which
// stays sensible where no trial or every trial is a hit.
func (s share) wilson() (low, high float64) {
	const z = 1.959964
	n, p := float64(s.trials), s.value()
	if s.trials == 0 {
		return 0, 1
	}
	middle, width := p+z*z/(2*n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, (middle-width)/(1+z*z/n)), min(1, (middle+width)/(1+z*z/n))
}

func (s share) String() string {
	if s.trials == 0 {
		return "–"
	}
	low, high := s.wilson()
	return fmt.Sprintf("%.3f (%.3f–%.3f)", s.value(), low, high)
}

// tally is how one class did.
type tally struct {
	documents, values    int // that carry it
	found, missed, false int // values
	recall, precision    share
	exact                share // documents with the right count
}

// add compares what a document carries with what was found.
func (t *tally) add(want, got int) {
	t.found += min(want, got)
	t.missed += max(0, want-got)
	t.false += max(0, got-want)
	if want > 0 {
		t.documents++
		t.values += want
		t.exact.count(want == got)
	}
	t.recall = share{t.found, t.found + t.missed}
	t.precision = share{t.found, t.found + t.false}
}

// scores collects the results of all samples.
type scores struct {
	classes     [sets]map[string]*tally
	layouts     [sets]map[string]*tally
	negatives   [sets]map[string]*share // texts that carry less than was found
	wrappings   [sets]map[string]*tally
	calibration [sets][len(levels)]share
	misses      []miss
}

// miss is a difference worth a look.
type miss struct {
	sample    *sample
	class     string
	want, got int
}

// levels are the lower bounds of the confidences that are reported together.
var levels = [...]float64{0.65, 0.75, 0.85, 0.90, 0.95, 0.98}

func newScores() *scores {
	s := &scores{}
	for i := range sets {
		s.classes[i], s.layouts[i], s.wrappings[i] = map[string]*tally{}, map[string]*tally{}, map[string]*tally{}
		s.negatives[i] = map[string]*share{}
	}
	return s
}

func at[K comparable, V any](m map[K]*V, k K) *V {
	if m[k] == nil {
		m[k] = new(V)
	}
	return m[k]
}

// add compares a sample's findings with its truth, for every class there is.
func (s *scores) add(d *sample, found []event.Finding, classes []string) {
	counts, surplus := map[string]int{}, false
	for _, f := range found {
		counts[f.Class] = f.Count
		s.calibrate(d, f)
	}
	for _, class := range classes {
		want, got := d.truth.count(class), counts[class]
		if class == "opaque" || d.truth.doubt[class] || want == 0 && got == 0 {
			continue
		}
		at(s.classes[d.set], class).add(want, got)
		if want > 0 && d.about != "" {
			at(s.layouts[d.set], d.layout).add(want, got)
		}
		if want != got {
			s.misses = append(s.misses, miss{d, class, want, got})
		}
		surplus = surplus || got > want
	}
	if d.about == "" {
		at(s.negatives[d.set], d.layout).count(surplus)
	}
}

// calibrate notes whether a finding is right, under the confidence it states.
func (s *scores) calibrate(d *sample, f event.Finding) {
	if f.Class == "opaque" || d.truth.doubt[f.Class] {
		return
	}
	for i := len(levels) - 1; i >= 0; i-- {
		if f.Confidence >= levels[i]-1e-9 {
			s.calibration[d.set][i].count(d.truth.count(f.Class) > 0)
			return
		}
	}
}

// bars of the project: recall and precision of persons, and of what has a check digit or
// a label.
const (
	personBar    = 0.95
	recallBar    = 0.98
	precisionBar = 0.99
	cleanBar     = 10 // false findings in a GB of clean text
)

func bars(class string) (recall, precision float64) {
	if class == "pii.person" {
		return personBar, personBar
	}
	return recallBar, precisionBar
}

// verdictOf says whether a class reaches its bars.
func verdictOf(class string, t *tally) string {
	recall, precision := bars(class)
	var below []string
	if t.recall.value() < recall {
		below = append(below, "recall")
	}
	if t.precision.value() < precision {
		below = append(below, "precision")
	}
	if below == nil {
		return "PASS"
	}
	return "below: " + strings.Join(below, ", ")
}

// sorted returns a table's entries in the order of their keys.
func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
