package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"time"

	"github.com/oklog/ulid/v2"

	"sekisho/configs"
	"sekisho/dataplane"
	"sekisho/dataplane/event"
	"sekisho/dataplane/packet"
	"sekisho/geo"
)

// replayFlows bounds the flows of a replay, and so the events that may come at once.
const replayFlows = 1 << 18

// replayCommand runs captures through the engine that judges live traffic.
func replayCommand(ctx context.Context, e *env, args []string) int {
	fs := e.flags("replay", "--policy FILE [--geo FILE]... [--protected PREFIX]... PCAP...",
		"sekisho replay --policy policy.yaml office.pcap")
	var geoFiles, protected files
	policyFile := fs.String("policy", "", "the policy `file`")
	fs.Var(&geoFiles, "geo", "a MaxMind DB `file`, again for more; none: the embedded one")
	fs.Var(&protected, "protected", "a protected network, again for more; none: the configuration's default")
	if status, done := e.parse(fs, args); done {
		return status
	}
	if *policyFile == "" || fs.NArg() == 0 {
		return e.fail("replay: want --policy FILE and at least one PCAP")
	}
	r, err := newReplay(*policyFile, geoFiles, protected, e.stdout)
	if err != nil {
		return e.fail("replay: %v", err)
	}
	for _, path := range fs.Args() {
		if err = errors.Join(err, r.file(ctx, path)); ctx.Err() != nil {
			break
		}
	}
	if err = errors.Join(err, r.close()); err != nil {
		return e.fail("replay: %v", err)
	}
	return 0
}

type replay struct {
	engine   *dataplane.Engine
	worker   *dataplane.Worker
	ring     *event.Ring
	out      *json.Encoder
	now      time.Time
	sequence uint64
	verdicts []packet.Verdict
}

func newReplay(policyFile string, geoFiles, protected files, out io.Writer) (*replay, error) {
	p, err := readPolicy(policyFile)
	if err != nil {
		return nil, err
	}
	db, err := geo.Open(geoFiles, nil)
	if err != nil {
		return nil, err
	}
	networks, err := prefixes(protected)
	if err != nil {
		return nil, err
	}
	marks, err := packet.NewMarks(configs.Default().Dataplane.MarkMask, 0)
	if err != nil {
		return nil, err
	}
	program, err := dataplane.NewProgram(p, db, networks, marks)
	if err != nil {
		return nil, err
	}
	r := &replay{ring: event.NewRing(2 * replayFlows), out: json.NewEncoder(out)}
	r.out.SetEscapeHTML(false)
	r.engine = dataplane.NewEngine(dataplane.Config{MaxFlows: replayFlows, Memory: 1 << 30, Passive: true}, program, r.ring)
	r.worker = r.engine.Worker()
	return r, nil
}

// prefixes reads the protected networks; none means the default.
func prefixes(list files) ([]netip.Prefix, error) {
	if len(list) == 0 {
		return configs.Default().Dataplane.Protected, nil
	}
	var out []netip.Prefix
	for _, s := range list {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			return nil, fmt.Errorf("--protected %s: want a network such as 10.0.0.0/8", s)
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

// file replays one capture. The capture's clock is the engine's.
func (r *replay) file(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	capture, err := packet.OpenCapture(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	var frames [1]packet.Frame
	for ctx.Err() == nil {
		err := capture.Next(&frames[0])
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := r.frame(frames[:]); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (r *replay) frame(frames []packet.Frame) error {
	if at := frames[0].Time; at.After(r.now) {
		// What was due before this packet comes first, at its own time.
		if due := r.worker.Deadline(); !due.IsZero() && due.After(r.now) && due.Before(at) {
			r.judge(due, nil)
		}
		r.now = at
	}
	r.judge(r.now, frames)
	return r.print()
}

func (r *replay) judge(now time.Time, frames []packet.Frame) {
	r.verdicts = r.worker.Judge(now, frames, r.verdicts[:0])
}

// print writes the events that the last packet brought. Their IDs are made of
// their time and number alone, so that a replay gives the same output each time.
func (r *replay) print() error {
	for {
		select {
		case e := <-r.ring.Events():
			r.sequence++
			e.Sequence = r.sequence
			var id ulid.ULID
			if err := id.SetTime(ulid.Timestamp(e.Time)); err != nil {
				return fmt.Errorf("event %d: %w", e.Sequence, err)
			}
			binary.BigEndian.PutUint64(id[8:], e.Sequence)
			e.ID = id.String()
			if err := r.out.Encode(e); err != nil {
				return fmt.Errorf("write event: %w", err)
			}
		default:
			return nil
		}
	}
}

func (r *replay) close() error {
	r.worker.Close(r.now)
	return r.print()
}
