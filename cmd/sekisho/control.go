package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/netip"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"sekisho/configs"
	"sekisho/dataplane"
	"sekisho/dataplane/control"
	"sekisho/dataplane/event"
	"sekisho/dataplane/flow"
	"sekisho/dataplane/nft"
	"sekisho/dataplane/policy"
	"sekisho/dataplane/revision"
	"sekisho/geo"
)

func controlPath(c configs.Config) string { return filepath.Join(c.StateDir, "control.sock") }

// listenControl answers requests of the admin process and of the console.
func (a *appliance) listenControl() (net.Listener, error) {
	admin, err := adminAccount(a.config)
	if err != nil {
		return nil, err
	}
	s := control.Server{Handler: a.control, Users: []int{admin.uid}, Group: admin.gid, Log: a.log}
	return s.Listen(controlPath(a.config))
}

// control does what a request on the control socket asks for.
func (a *appliance) control(ctx context.Context, op string, body json.RawMessage) (any, error) {
	switch op {
	case control.OpStatus:
		return a.status(), nil
	case control.OpPolicy:
		return a.keeper.State()
	case control.OpApply:
		return with(body, a.keeper.Apply)
	case control.OpConfirm:
		return with(body, func(c control.Change) (control.State, error) { return a.keeper.Confirm(c.ID) })
	case control.OpRevert:
		return with(body, func(c control.Change) (control.State, error) { return a.keeper.Revert(c.ID, c.Reason) })
	case control.OpFlows:
		return with(body, func(l control.Limit) ([]control.Flow, error) { return a.flows(ctx, l.Limit) })
	case control.OpLookup:
		return with(body, a.lookup)
	case control.OpSettings:
		return a.settings(), nil
	case control.OpSet:
		return with(body, a.changeSettings)
	case control.OpAnchor:
		return with(body, a.anchor)
	case control.OpNotice:
		return with(body, a.notice)
	}
	return nil, &control.Error{Code: control.Unsupported, Message: fmt.Sprintf("unknown operation %q", op)}
}

// with reads a request's body for the one who does it.
func with[In, Out any](body json.RawMessage, do func(In) (Out, error)) (any, error) {
	in, err := control.Read[In](body)
	if err != nil {
		return nil, err
	}
	return do(in)
}

func (a *appliance) lookup(addrs control.Lookups) ([]geo.Record, error) {
	if len(addrs) > control.MaxLookups {
		return nil, &control.Error{Code: control.Invalid, Message: fmt.Sprintf("%d addresses, more than %d", len(addrs), control.MaxLookups)}
	}
	db := a.engine.Program().Geo
	records := make([]geo.Record, len(addrs))
	for i, addr := range addrs {
		records[i] = db.Lookup(addr)
	}
	return records, nil
}

// anchorEvery keeps an admin process gone wrong from filling the journal.
const anchorEvery = time.Second

// hexDigits are a hash, a key and a signature of Ed25519, in that order.
var hexDigits = regexp.MustCompile(`^[0-9a-f]{64} [0-9a-f]{64} [0-9a-f]{128}$`)

// anchor stores the end of the audit log among the events.
func (a *appliance) anchor(h control.Anchor) (struct{}, error) {
	if h.Sequence < 0 || !hexDigits.MatchString(h.Hash+" "+h.Key+" "+h.Signature) {
		return struct{}{}, &control.Error{Code: control.Invalid, Message: "not a signed end of an audit log"}
	}
	now := time.Now()
	if last := a.anchored.Swap(now.UnixNano()); now.UnixNano()-last < int64(anchorEvery) {
		return struct{}{}, &control.Error{Code: control.Conflict, Message: "the audit log's end was stored just now; try again later"}
	}
	e := &event.Event{Time: now, Kind: event.Ended, Category: event.Configuration, Type: []string{"info"}, Action: control.AnchorAction}
	for _, field := range [][2]string{{"sequence", strconv.FormatInt(h.Sequence, 10)}, {"hash", h.Hash},
		{"at", h.At.UTC().Format(time.RFC3339Nano)}, {"key", h.Key}, {"signature", h.Signature}} {
		e.Attributes = append(e.Attributes, event.Attribute{Name: control.AnchorField + field[0], Value: field[1]})
	}
	a.ring.Put(e)
	return struct{}{}, nil
}

// noticesAtOnce and noticeEvery keep an admin process gone wrong from filling the journal.
const (
	noticesAtOnce = 20
	noticeEvery   = 3 * time.Second
)

// notice stores what the admin process has to say among the events.
func (a *appliance) notice(n control.Notice) (struct{}, error) {
	if n.Text == "" || len(n.Text) > control.MaxNotice || !utf8.ValidString(n.Text) || strings.ContainsFunc(n.Text, unicode.IsControl) {
		return struct{}{}, &control.Error{Code: control.Invalid, Message: fmt.Sprintf("not one line of at most %d bytes", control.MaxNotice)}
	}
	now := time.Now()
	if !a.notices.take(now) {
		return struct{}{}, &control.Error{Code: control.Conflict, Message: "there were many notices just now; try again later"}
	}
	e := &event.Event{Time: now, Kind: event.Ended, Category: event.Configuration, Type: []string{"info"}, Action: control.NoticeAction, Reason: n.Text}
	if n.Trouble {
		e.Kind, e.Type = event.PipelineError, []string{"error"}
	}
	a.ring.Put(e)
	return struct{}{}, nil
}

// allowance lets a few things pass at once, and more in time.
type allowance struct {
	mu   sync.Mutex
	left int
	at   time.Time
}

func (b *allowance) take(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if earned := int(now.Sub(b.at) / noticeEvery); earned > 0 || b.at.IsZero() {
		b.left, b.at = min(b.left+earned, noticesAtOnce), now
	}
	if b.left == 0 {
		return false
	}
	b.left--
	return true
}

func (a *appliance) flows(ctx context.Context, limit int) ([]control.Flow, error) {
	if limit < 1 || limit > control.MaxFlows {
		return nil, &control.Error{Code: control.Invalid, Message: fmt.Sprintf("limit must be 1 to %d, not %d", control.MaxFlows, limit)}
	}
	states, err := a.engine.Flows(ctx, limit)
	if err != nil {
		return nil, err
	}
	out := make([]control.Flow, 0, len(states))
	known := map[ends]bool{}
	for i := range states[:min(len(states), limit)] {
		out = append(out, flowOnWire(&states[i]))
		known[endsOf(&out[i])] = true
	}
	return a.unwatched(out, known, limit)
}

// ends tell flows apart.
type ends struct {
	inside, outside netip.AddrPort
	transport       string
}

func endsOf(f *control.Flow) ends {
	return ends{netip.AddrPortFrom(f.Facts.Inside, f.InsidePort), netip.AddrPortFrom(f.Facts.Outside, f.Facts.OutsidePort), f.Facts.Transport}
}

// unwatched adds the connections that pass in the kernel without the engine having seen them: a policy that
// watches more would judge them too.
func (a *appliance) unwatched(flows []control.Flow, known map[ends]bool, limit int) ([]control.Flow, error) {
	program := a.engine.Program()
	err := nft.Connections(func(c nft.Connection) bool {
		f, ours := passing(program, c)
		if ours && !known[endsOf(&f)] {
			flows = append(flows, f)
		}
		return len(flows) < limit
	})
	return flows, err
}

// passing makes a flow of a tracked connection between a protected network and the outside.
func passing(p *dataplane.Program, c nft.Connection) (f control.Flow, ours bool) {
	inside, outside, by := c.From, c.To, "inside"
	if !p.Inside(c.From.Addr()) {
		inside, outside, by = c.Server, c.From, "outside"
	}
	if !p.Inside(inside.Addr()) || p.Inside(outside.Addr()) {
		return f, false
	}
	f = control.Flow{InsidePort: inside.Port(), OpenedBy: by, State: "unwatched", Action: policy.Allow.String()}
	f.Facts = policy.Facts{Inside: inside.Addr(), Outside: outside.Addr(), OutsidePort: outside.Port(),
		Transport: dataplane.Transport(c.Proto), Place: p.Geo.Lookup(outside.Addr())}
	return f, true
}

func flowOnWire(s *dataplane.FlowState) control.Flow {
	by := "inside"
	if s.OpenedBy == flow.In {
		by = "outside"
	}
	return control.Flow{
		Facts: s.Facts, InsidePort: s.InsidePort, OpenedBy: by, State: s.State.String(), Action: s.Decision.Action.String(),
		Rule: s.Rule, BytesOut: s.Bytes[flow.Out], BytesIn: s.Bytes[flow.In],
	}
}

// status reports the running appliance.
func (a *appliance) status() control.Status {
	inForce := a.keeper.Current() // before the lock, which the keeper takes in its own
	id := revision.File
	if inForce != nil {
		id = inForce.Revision.ID
	}
	set := a.settings()
	a.reloading.Lock()
	defer a.reloading.Unlock()
	q, c := &a.queues, &a.engine.Counters
	return control.Status{
		Version: version, Since: a.started, Policy: a.policy.Version(), Revision: id, Rules: a.policy.Len(),
		Geo: a.db.Sources(), Lost: a.ring.Lost(), Registered: a.registered.Len(),
		Enforcing: a.enforcing.Load(), Settings: set,
		Queue: map[string]uint64{
			"received": q.Received.Load(), "accepted": q.Accepted.Load(), "dropped": q.Dropped.Load(),
			"replaced": q.Replaced.Load(), "repeated": q.Repeated.Load(), "unanswered": q.Unanswered.Load(),
			"panics": q.Panics.Load(), "overruns": q.Overruns.Load(), "restarts": q.Restarts.Load(),
			"kernel_dropped": q.KernelDropped.Load(), "user_dropped": q.UserDropped.Load(),
		},
		Engine: map[string]uint64{
			"frames": c.Frames.Load(), "undecodable": c.Undecodable.Load(), "unwatched": c.Unwatched.Load(),
			"flows": c.Flows.Load(), "inspected": c.Inspected.Load(), "blocked": c.Blocked.Load(),
			"conflicts": c.Conflicts.Load(), "invalid": c.Invalid.Load(), "bad_checksum": c.BadChecksum.Load(),
			"waited": c.Waited.Load(), "overloads": c.Overloads.Load(), "reloads": c.Reloads.Load(),
		},
	}
}
