package detect

import (
	"bytes"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// CostLimit is what a byte of a custom class's worst text may cost.
const CostLimit = time.Microsecond

// costBytes is how much text the cost is measured on.
const costBytes = 64 << 10

// MeasureCost runs each pattern of a class over texts made to keep it busy: its
// literals, each followed by as much of one kind of character as a window holds.
// A pattern that takes more than CostLimit a byte is a CustomError. It is meant for
// checks by hand: what a clock says may not decide whether a reload succeeds.
func MeasureCost(c Custom) error {
	for i, text := range c.Patterns {
		p, err := compilePattern(text)
		if err != nil {
			return &CustomError{c.Name, "patterns", i, err.Error()}
		}
		for _, worst := range p.worstTexts() {
			if cost := p.cost(worst); cost > CostLimit {
				return &CustomError{c.Name, "patterns", i, fmt.Sprintf("takes %v for each byte of a bad text, more than the allowed %v", cost, CostLimit)}
			}
		}
	}
	return nil
}

// worstTexts are windows full of the literal, or of what classes, repetitions
// and wildcards in patterns are most often about.
func (p *pattern) worstTexts() (texts [][]byte) {
	for _, literal := range p.literals {
		for _, filler := range [...]string{literal, "a", "A", "0", "a0 ", "aA-_.", "あ"} {
			row := append(bytes.Repeat([]byte(filler), patternBytes/len(filler)), literal...)
			texts = append(texts, bytes.Repeat(row, 1+costBytes/len(p.literals)/len(row)))
		}
	}
	return texts
}

// cost is the best of three runs, by the byte, in time of the processor: others who want it
// at the moment don't count. The windows are those that a scanner would match against, one for
// each row.
func (p *pattern) cost(text []byte) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	best := time.Duration(1 << 62)
	for range 3 {
		start := threadTime()
		for at := 0; at < len(text); at += patternBytes {
			p.re.FindAllIndex(text[at:min(len(text), at+2*patternBytes)], -1)
		}
		best = min(best, threadTime()-start)
	}
	return best / time.Duration(len(text))
}

// threadTime is what the thread has had of the processor.
func threadTime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		panic(err) // the clock is there since Linux 2.6.12, and the argument is right
	}
	return time.Duration(t.Nano())
}
