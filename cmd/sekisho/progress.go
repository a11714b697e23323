package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress shows how far a long command has come, on a terminal only. Many may tell it at once.
type progress struct {
	out    io.Writer // nil: not a terminal
	shared bool      // the command's output goes there too

	mu      sync.Mutex
	files   int
	bytes   int64
	shown   time.Time
	visible bool // its line stands on the terminal
}

func newProgress(e *env) *progress {
	if !isTerminal(e.stderr) {
		return &progress{}
	}
	return &progress{out: e.stderr, shared: isTerminal(e.stdout)}
}

// progressEvery is how often it is shown.
const progressEvery = 200 * time.Millisecond

// step adds files that are done and bytes that are read.
func (p *progress) step(files int, bytes int64) {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files += files
	p.bytes += bytes
	if now := time.Now(); now.Sub(p.shown) > progressEvery {
		p.shown, p.visible = now, true
		fmt.Fprintf(p.out, "\r%d files, %d MiB ", p.files, p.bytes>>20)
	}
}

// output makes room for a line of output.
func (p *progress) output() {
	if p.shared {
		p.clear()
	}
}

// clear makes room for a message.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.visible {
		p.visible = false
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}

func (p *progress) done() { p.clear() }

// counting tells a progress of the bytes that are read.
type counting struct {
	io.Reader
	progress *progress
}

func (c counting) Read(b []byte) (n int, err error) {
	n, err = c.Reader.Read(b)
	c.progress.step(0, int64(n))
	return n, err
}
