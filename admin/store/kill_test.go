package store

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
)

// actEnv makes the test binary act as one of the two processes, in the directory that
// follows the role.
const actEnv = "SEKISHO_STORE_ACT"

func TestMain(m *testing.M) {
	role, dir, _ := strings.Cut(os.Getenv(actEnv), ":")
	b := &bed{dir: dir, rand: rand.New(rand.NewPCG(uint64(os.Getpid()), 1))}
	switch role {
	case "write":
		os.Exit(b.actWriter())
	case "index":
		os.Exit(b.actIndexer())
	}
	os.Exit(m.Run())
}

// mostBatches bounds what a writer writes in its life, and so the days that the events are of: one
// that the machine lets live for long would write more than is kept.
const mostBatches = 100

// actWriter appends to the journal, and says which numbers are safe.
func (b *bed) actWriter() int {
	j, err := journal.Open(journal.Options{Dir: b.options().Journal, Log: quiet})
	for i := 0; err == nil; i++ {
		if i == mostBatches {
			time.Sleep(time.Hour) // it is killed before
		}
		var batch []*event.Event
		for range 20 {
			batch = append(batch, randomEvent(b.rand, noon.AddDate(0, 0, i/20)))
		}
		if err = j.Append(batch); err == nil {
			fmt.Println(batch[len(batch)-1].Sequence)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// actIndexer follows the journal without end, and says how far it has come.
func (b *bed) actIndexer() int {
	s, err := Open(context.Background(), b.options())
	for err == nil {
		if _, err = s.step(context.Background()); err == nil {
			fmt.Println(s.lastSequence())
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// process is one of the two, and the last number that it said.
type process struct {
	*exec.Cmd
	said chan uint64 // of the last line, when the process has ended
}

func (b *bed) start(role string) *process {
	b.t.Helper()
	p := &process{Cmd: exec.Command(os.Args[0]), said: make(chan uint64, 1)}
	p.Env = append(os.Environ(), actEnv+"="+role+":"+b.dir)
	p.Stderr = os.Stderr
	out, err := p.StdoutPipe()
	must(b.t, err)
	must(b.t, p.Start())
	begun := make(chan bool, 1)
	go p.listen(out, begun)
	<-begun // killed before its first word, it would have done nothing
	return p
}

func (p *process) listen(out io.Reader, begun chan<- bool) {
	var last uint64
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if n, err := strconv.ParseUint(lines.Text(), 10, 64); err == nil {
			last = n
		}
		select {
		case begun <- true:
		default:
		}
	}
	close(begun)
	p.said <- last
}

func (p *process) kill(t *testing.T) uint64 {
	t.Helper()
	must(t, p.Process.Kill())
	last := <-p.said
	if err := p.Wait(); p.ProcessState.Exited() {
		t.Errorf("ended by itself: %v", err)
	}
	return last
}

// TestKilled: dataplane and admin process are killed fifty times while they work, now one,
// now the other, now both. No event that was safe is lost; the numbers have no gap; and
// each event is in the index and in the rollups once.
func TestKilled(t *testing.T) {
	b := newBed(t)
	must(t, b.store.Close())
	must(t, b.journal.Close())
	writer, indexer := b.start("write"), b.start("index")
	var safe uint64
	for i := range 50 {
		time.Sleep(time.Duration(b.rand.IntN(40)) * time.Millisecond)
		if i%3 != 1 {
			safe = max(safe, writer.kill(t))
		}
		if i%3 != 0 {
			indexer.kill(t)
		}
		if i%3 != 1 {
			writer = b.start("write")
		}
		if i%3 != 0 {
			indexer = b.start("index")
		}
	}
	safe = max(safe, writer.kill(t))
	indexer.kill(t)
	b.recover(safe)
}

// recover reads what the journal has, and holds the store against it.
func (b *bed) recover(safe uint64) {
	b.t.Helper()
	var err error
	b.journal, err = journal.Open(journal.Options{Dir: b.options().Journal, Log: quiet})
	must(b.t, err)
	days, err := journal.Days(b.options().Journal)
	must(b.t, err)
	for _, d := range days {
		at := journal.Position{Day: d.Name}
		for lines, err := journal.Lines(b.options().Journal, at, 0); len(lines) > 0; lines, err = journal.Lines(b.options().Journal, at, 0) {
			must(b.t, err)
			for _, l := range lines {
				e, err := event.Parse(l.Bytes)
				must(b.t, err)
				b.written, at.Offset = append(b.written, e), l.End()
			}
		}
	}
	for i, e := range b.written {
		if e.Sequence != uint64(i+1) {
			b.t.Fatalf("event %d has number %d", i+1, e.Sequence)
		}
	}
	if n := uint64(len(b.written)); n < safe || n == 0 {
		b.t.Fatalf("%d events of %d that were safe", n, safe)
	}
	b.open()
	b.index()
	b.checkAll()
	if gaps, err := b.store.Gaps(context.Background()); err != nil || len(gaps) > 0 {
		b.t.Errorf("gaps %v, %v", gaps, err)
	}
}
