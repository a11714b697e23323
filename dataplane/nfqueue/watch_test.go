package nfqueue

import "testing"

// TestLostIsWhatIsNotThereToRead: frames wait in the kernel, and none arrives. A queue is lost
// if its loop looked for them, and not if the machine kept the loop from looking.
func TestLostIsWhatIsNotThereToRead(t *testing.T) {
	for name, c := range map[string]struct {
		between func(l *loop)
		lost    bool
	}{
		"the loop finds nothing":   {func(l *loop) { l.empty.Add(1) }, true},
		"the loop does not run":    {func(*loop) {}, false},
		"frames arrive":            {func(l *loop) { l.empty.Add(1); l.latest.Add(1) }, false},
		"the judge is at it":       {func(l *loop) { l.empty.Add(1); l.judging.Store(1) }, false},
		"they are rightly on hold": {func(l *loop) { l.empty.Add(1); l.onHold.Store(5) }, false},
	} {
		l := &loop{count: new(Counters)}
		w := watch{loop: l}
		for range looksUntilLost {
			c.between(l)
			w.account(kernelQueue{waiting: 5})
		}
		if lost := w.silent >= looksUntilLost; lost != c.lost {
			t.Errorf("%s: lost %v after %d looks", name, lost, w.silent)
		}
	}
}
