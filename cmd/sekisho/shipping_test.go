package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"sekisho/admin/siem/receiver"
	"sekisho/admin/state"
	"sekisho/configs"
	"sekisho/dataplane/control"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
	"sekisho/dataplane/netlab"
)

// shippedEvents is how many events have to arrive.
const shippedEvents = 200_000

// shipping is an admin process that ships from one host of a lab to a syslog daemon on another.
type shipping struct {
	t        testing.TB
	lab      *netlab.Lab
	dir      string
	daemon   *receiver.Daemon
	admin    *netlab.Process
	logs     lockedBuffer
	held     string
	severed  int
	restarts int
}

func (s *shipping) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("%v\n%s", err, s.logs.String())
	}
}

func newShipping(t testing.TB) *shipping {
	t.Helper()
	s := &shipping{t: t, lab: netlab.ForTest(t, netlab.Options{LAN: 1}), dir: t.TempDir()}
	outside := s.lab.Outside[0]
	store := filepath.Join(s.dir, "daemon")
	s.must(os.Mkdir(store, 0o700))
	s.held = filepath.Join(store, "held")
	var err error
	s.daemon, err = receiver.New(receiver.Options{Program: "rsyslog", Dir: store, Address: outside.IPv4(), TCP: 6514,
		Start: func(cmd *exec.Cmd) (func() error, error) {
			p, err := outside.Start(cmd)
			if err != nil {
				return nil, err
			}
			return p.Wait, nil
		}})
	s.must(err)
	s.must(os.WriteFile(filepath.Join(s.dir, "sekisho.yaml"), fmt.Appendf(nil, `state_dir: %s
siem:
  - {name: soc, type: syslog, address: "tcp://%s", format: ecs, start: beginning}
`, s.dir, netip.AddrPortFrom(outside.IPv4(), 6514)), 0o600))
	return s
}

// store stores the events as the dataplane would.
func (s *shipping) store(n int) {
	s.t.Helper()
	j, err := journal.Open(journal.Options{Dir: filepath.Join(s.dir, "events"), Log: slog.New(slog.DiscardHandler)})
	s.must(err)
	at := time.Now().UTC().Add(-time.Hour)
	for n > 0 {
		batch := make([]*event.Event, min(n, 5000))
		for i := range batch {
			batch[i] = &event.Event{Time: at, Kind: event.Ended, Type: []string{"end"}, Action: "allow", Reason: "no rule decided",
				Inside: event.End{Addr: netip.MustParseAddr("10.0.0.2"), Port: uint16(n - i), Bytes: 100}, Outside: event.End{Addr: netip.MustParseAddr("203.0.113.9"), Port: 443}}
		}
		s.must(j.Append(batch))
		n -= len(batch)
	}
	s.must(j.Close())
}

func (s *shipping) startDaemon() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	s.must(s.daemon.Start(ctx))
}

func (s *shipping) startAdmin() {
	s.t.Helper()
	self, err := os.Executable()
	s.must(err)
	cmd := exec.Command(self, "admin", "--config", filepath.Join(s.dir, "sekisho.yaml"))
	cmd.Env, cmd.Stdout, cmd.Stderr = append(os.Environ(), actEnv+"=1"), &s.logs, &s.logs
	s.admin, err = s.lab.Gateway.Start(cmd)
	s.must(err)
}

// arrived is how many bytes the daemon has stored.
func (s *shipping) arrived() int64 {
	info, err := os.Stat(s.held)
	if err != nil {
		return 0
	}
	return info.Size()
}

// until waits until a condition holds, as long as the admin process lives.
func (s *shipping) until(what string, holds func() bool) {
	s.t.Helper()
	end := time.After(2 * time.Minute)
	for !holds() {
		select {
		case <-s.admin.Done():
			s.t.Fatalf("the admin process ended before %s\n%s", what, s.logs.String())
		case <-end:
			s.t.Fatalf("never: %s\n%s", what, s.logs.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// more waits until n more bytes have arrived.
func (s *shipping) more(n int64) {
	s.t.Helper()
	to := s.arrived() + n
	s.until(fmt.Sprintf("%d bytes arrive", to), func() bool { return s.arrived() >= to })
}

// stored waits until the daemon has stored what counts as arrived: it acknowledges nothing, and a busy machine may
// keep it from that for longer than the sender waits.
func (s *shipping) stored() {
	s.t.Helper()
	var c struct{ Sequence int }
	b, err := os.ReadFile(filepath.Join(s.dir, "admin", "shipping", "soc.cursor"))
	s.must(err)
	s.must(json.Unmarshal(b, &c))
	s.until(fmt.Sprintf("event %d is stored", c.Sequence), func() bool { return s.last() >= c.Sequence })
}

// last is the last event that was stored; 0: none.
func (s *shipping) last() (n int) {
	f, err := os.Open(s.held)
	if err != nil {
		return 0
	}
	defer f.Close()
	tail := make([]byte, 64<<10)
	size, err := f.ReadAt(tail, max(s.arrived()-int64(len(tail)), 0))
	if err != nil && !errors.Is(err, io.EOF) {
		s.t.Fatal(err)
	}
	for _, m := range numbered.FindAllSubmatch(tail[:size], -1) {
		n, _ = strconv.Atoi(string(m[1])) // digits
	}
	return n
}

// cut drops all that goes between the hosts, until it is healed; meanwhile nothing arrives.
func (s *shipping) cut() {
	s.t.Helper()
	run := func(argv ...string) {
		out, err := s.lab.Gateway.Run(s.t.Context(), argv...)
		if err != nil {
			s.t.Fatalf("%v: %v: %s", argv, err, out)
		}
	}
	run("nft", "add table inet cut; add chain inet cut out { type filter hook output priority 0; policy drop; }; add chain inet cut in { type filter hook input priority 0; policy drop; }")
	last, since := s.arrived(), time.Now()
	s.until("nothing arrives any more", func() bool {
		if now := s.arrived(); now != last {
			last, since = now, time.Now()
		}
		return time.Since(since) > time.Second
	})
	run("nft", "delete table inet cut")
	s.more(1)
	s.severed++
}

var numbered = regexp.MustCompile(`"sequence":([0-9]+)`)

// sequences are those of the events that are held, in the order of arrival, and each event's ID.
func (s *shipping) sequences() (all []int) {
	s.t.Helper()
	lines, err := s.daemon.Lines()
	s.must(err)
	for _, line := range lines {
		m := numbered.FindSubmatch(line)
		if m == nil || !bytes.HasSuffix(bytes.TrimSpace(line), []byte("}")) {
			continue // half a line, of when the daemon was killed
		}
		n, err := strconv.Atoi(string(m[1]))
		s.must(err)
		all = append(all, n)
	}
	return all
}

// check wants every event, in order, when what came twice is left out of account.
func (s *shipping) check() {
	s.t.Helper()
	all := s.sequences()
	seen, last := make([]bool, shippedEvents+1), 0
	for _, n := range all {
		if n < 1 || n > shippedEvents || seen[n] {
			continue
		}
		if n != last+1 {
			s.t.Fatalf("event %d came after %d", n, last)
		}
		seen[n], last = true, n
	}
	if last != shippedEvents {
		s.t.Fatalf("%d events of %d arrived", last, shippedEvents)
	}
	s.t.Logf("%d events arrived, %d of them twice or more; the receiver and the sender were killed %d times, the network was cut %d times", last, len(all)-last, s.restarts, s.severed)
}

// TestShippingSurvives: the receiver is killed five times, the sender five times, the network is cut twice; every
// event arrives, in order.
func TestShippingSurvives(t *testing.T) {
	s := newShipping(t)
	s.store(shippedEvents)
	s.startDaemon()
	s.startAdmin()
	step := int64(3 << 20)
	for i := range 5 {
		s.more(step)
		s.stored()
		s.must(s.daemon.Kill())
		s.startDaemon()
		s.more(step)
		s.must(s.admin.Signal(syscall.SIGKILL))
		_ = s.admin.Wait() // that it was killed
		s.startAdmin()
		s.restarts++
		if i%2 == 1 {
			s.more(step)
			s.cut()
		}
	}
	s.until("the last event arrives", func() bool {
		c, err := os.ReadFile(filepath.Join(s.dir, "admin", "shipping", "soc.cursor"))
		return err == nil && bytes.Contains(c, fmt.Appendf(nil, `"sequence":%d,`, shippedEvents))
	})
	s.must(s.admin.Signal(syscall.SIGTERM))
	if err := s.admin.Wait(); err != nil {
		t.Errorf("the admin process ended by %v\n%s", err, s.logs.String())
	}
	s.check()
	s.must(s.daemon.Kill())
}

// TestOpenShipping: destinations of the configuration and those that were added are shipped to; one that can't be
// keeps no other from it.
func TestOpenShipping(t *testing.T) {
	c := configs.Default()
	c.StateDir = t.TempDir()
	c.SIEM = []configs.Destination{{Name: "fixed", Type: "syslog", Address: "tcp://127.0.0.1:9"},
		{Name: "wrong", Type: "syslog", Address: "tcp://127.0.0.1:9", Omit: []string{"no.such_field"}}}
	must(t, os.MkdirAll(adminDir(c), 0o700))
	kept, err := state.Open(t.Context(), state.Options{Dir: adminDir(c), Log: slog.New(slog.DiscardHandler)})
	must(t, err)
	defer kept.Close()
	for name, config := range map[string]string{
		"added":   `{"name":"added","type":"hec","address":"https://127.0.0.1:9"}`,
		"foreign": `{"name":"foreign","type":"pigeon"}`,
		"fixed":   `{"name":"fixed","type":"syslog","address":"tcp://127.0.0.1:10"}`,
	} {
		_, err := kept.AddDestination(t.Context(), state.Destination{Name: name, Config: []byte(config), Secret: "geheim"}, state.Actor{})
		must(t, err)
	}
	var log lockedBuffer
	s, err := openShipping(t.Context(), c, kept, slog.New(slog.NewTextHandler(&log, nil)))
	must(t, err)
	var names []string
	for _, d := range s.All() {
		names = append(names, fmt.Sprint(d.Name, d.Fixed, d.Address))
	}
	if got := fmt.Sprint(names); got != "[addedfalsehttps://127.0.0.1:9 fixedtruetcp://127.0.0.1:9]" {
		t.Errorf("%s\n%s", got, log.String())
	}
	for _, want := range []string{"wrong", "foreign", "no.such_field"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log doesn't say %s: %s", want, log.String())
		}
	}
	if strings.Contains(log.String(), "geheim") {
		t.Error("the log has the secret")
	}
}

// TestNotices: what the admin process says becomes an event, if it is a line and not too many.
func TestNotices(t *testing.T) {
	a := &appliance{ring: event.NewRing(2 * noticesAtOnce)}
	for _, text := range []string{"", "two\nlines", "\xff", strings.Repeat("x", control.MaxNotice+1)} {
		if _, err := a.notice(control.Notice{Text: text}); !control.Is(err, control.Invalid) {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	for n := 0; ; n++ { // how many at once is TestAllowance's: time passes here
		_, err := a.notice(control.Notice{Text: "shipping to soc: the destination is down", Trouble: true})
		if control.Is(err, control.Conflict) && n >= noticesAtOnce {
			break
		}
		must(t, err)
	}
	e := <-a.ring.Events()
	if e.Kind != event.PipelineError || e.Action != control.NoticeAction || e.Reason != "shipping to soc: the destination is down" {
		t.Errorf("%+v", e)
	}
}

// TestAllowance: after a burst as many pass as time allows.
func TestAllowance(t *testing.T) {
	var b allowance
	at := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	passed := func() (n int) {
		for b.take(at) {
			n++
		}
		return n
	}
	for _, step := range []struct {
		wait time.Duration
		want int
	}{{0, noticesAtOnce}, {noticeEvery / 2, 0}, {noticeEvery / 2, 1}, {5 * noticeEvery, 5}, {time.Hour, noticesAtOnce}, {-time.Hour, 0}} {
		at = at.Add(step.wait)
		if got := passed(); got != step.want {
			t.Errorf("after %v: %d, not %d", step.wait, got, step.want)
		}
	}
}
