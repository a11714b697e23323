package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// progress shows how far a long command has come, on a terminal only.
type progress struct {
	out   io.Writer // nil: not a terminal
	files int
	bytes int64
	shown time.Time
}

func newProgress(w io.Writer) *progress {
	f, ok := w.(*os.File)
	if !ok {
		return &progress{}
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return &progress{}
	}
	return &progress{out: w}
}

func (p *progress) step(n int64) {
	p.files++
	p.bytes += n
	if now := time.Now(); p.out != nil && now.Sub(p.shown) > 200*time.Millisecond {
		p.shown = now
		fmt.Fprintf(p.out, "\r%d files, %d MiB ", p.files, p.bytes>>20)
	}
}

// clear makes room for a line of its own.
func (p *progress) clear() {
	if p.out != nil && !p.shown.IsZero() {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}

func (p *progress) done() { p.clear() }
