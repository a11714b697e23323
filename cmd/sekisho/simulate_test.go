package main

import (
	"bytes"
	"context"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"sekisho/admin/simulate"
	"sekisho/dataplane/event"
	"sekisho/dataplane/netlab"
	"sekisho/dataplane/policy"
)

// drafts are policies to go from one to the other of.
var drafts = []string{
	personPolicy,
	`
version: 1
rules:
  - {id: few, to: {jurisdictions: [CN]}, data: [{class: pii.person, at_least: 3}, {class: jp, at_least: 8}], action: block}
  - {id: shop, to: {domains: [example]}, action: log}
`, `
version: 1
rules:
  - {id: except, to: {networks: [203.0.113.10, "2001:db8:c::10"], ports: [80]}, action: allow}
  - {id: mail, protocols: [smtp], action: block}
  - {id: numbers, data: [{class: jp.my_number, at_least: 5}], action: log}
  - {id: port, to: {ports: [8080]}, action: block}
`, `
version: 1
rules:
  - {id: web, to: {jurisdictions: [CN, US]}, protocols: [http], action: log}
  - {id: unreadable, data: [{class: opaque, at_least: 4000}], action: block}
  - {id: all, data: [{class: pii, at_least: 1}], action: log}
default: log
`, `
version: 1
rules:
  - {id: monitored, monitor: true, action: block}
  - {id: unknown, protocols: [unknown], action: block}
  - {id: some, from: {networks: [10.0.0.2]}, data: [{class: pii.email, at_least: 20}], action: block}
  - {id: rest, to: {jurisdictions: [CN]}, action: log}
`}

// simulateTraffic has uploads of all sizes from and to several ends, and flows that nobody ends.
func simulateTraffic() *capture {
	c := newCapture()
	port := 40000
	for _, ends := range [][2]string{{"10.0.0.2:%d", "203.0.113.10:80"}, {"10.0.0.3:%d", "198.51.100.10:8080"}, {"10.0.0.2:%d", "203.0.113.11:8080"},
		{"[fd00::2]:%d", "[2001:db8:c::10]:80"}, {"[fd00::3]:%d", "[2001:db8:c::11]:8080"}} {
		for _, people := range []int{0, 1, 4, 9, 12, 40} {
			port++
			c.upload(fmt.Sprintf(ends[0], port), ends[1], customerList(people), -1)
		}
		port++
		from, to := netip.MustParseAddrPort(fmt.Sprintf(ends[0], port)), netip.MustParseAddrPort(ends[1])
		c.segment(from, to, 99, 0, 2, "")
		c.segment(to, from, 499, 100, 2|16, "")
		c.segment(from, to, 100, 500, 16, string(bytes.Repeat([]byte{0x81, 0xc3, 0x07}, 3000)))
	}
	return c
}

// replayed are a replay's events, by flow, and the policy that judged them.
type replayed struct {
	program *policy.Program
	flows   map[netip.AddrPort][]*event.Event
}

// final is what became of a flow. One without events was never watched.
func (j replayed) final(flow netip.AddrPort) string {
	events := j.flows[flow]
	if len(events) == 0 {
		return "allow"
	}
	return events[len(events)-1].Action
}

// replayAll judges the same traffic by each policy.
func replayAll(t *testing.T) (all []replayed) {
	t.Helper()
	dir := t.TempDir()
	geoFile, pcap := filepath.Join(dir, "places.mmdb"), filepath.Join(dir, "office.pcap")
	must(t, netlab.WriteGeo(geoFile, officePlaces))
	must(t, os.WriteFile(pcap, simulateTraffic().b.Bytes(), 0o600))
	for _, text := range drafts {
		path := policyFile(t, text)
		program, err := readPolicy(path)
		must(t, err)
		status, out, errs := call("replay", "--policy", path, "--geo", geoFile, pcap)
		if status != 0 {
			t.Fatal(errs)
		}
		j := replayed{program, map[netip.AddrPort][]*event.Event{}}
		for line := range bytes.Lines([]byte(out)) {
			e, err := event.Parse(line)
			must(t, err)
			from := netip.AddrPortFrom(e.Inside.Addr, e.Inside.Port)
			j.flows[from] = append(j.flows[from], e)
		}
		all = append(all, j)
	}
	return all
}

// recordedFlow is a source of one flow's events.
type recordedFlow []*event.Event

func (r recordedFlow) Each(_ context.Context, do func(*event.Event) error) (int, error) {
	for _, e := range r {
		if err := do(e); err != nil {
			return 0, err
		}
	}
	return 0, nil
}

// kindOf is what a simulation says of one flow.
func kindOf(t *testing.T, old, draft replayed, flow netip.AddrPort) simulate.Kind {
	t.Helper()
	r, err := simulate.Run(t.Context(), simulate.Options{
		Draft: draft.program, InForce: old.program, Now: replayStart, Then: func(version string) *policy.Program {
			if version != old.program.Version() {
				return nil
			}
			return old.program
		}}, recordedFlow(old.flows[flow]), nil)
	must(t, err)
	if r.Flows != 1 {
		t.Fatalf("%v: %d flows", flow, r.Flows)
	}
	for _, x := range r.Examples {
		return x.Kind
	}
	return simulate.Unchanged
}

// TestSimulateUnchanged: by what an event holds, a flow that was judged by a policy is judged the same
// again.
func TestSimulateUnchanged(t *testing.T) {
	flows := 0
	for i, j := range replayAll(t) {
		for flow, events := range j.flows {
			flows++
			if kind := kindOf(t, j, j, flow); kind != simulate.Unchanged {
				t.Errorf("policy %d, %v: %s", i, flow, kind)
			}
			e := events[len(events)-1]
			facts := simulate.Facts(e, e.Time)
			d := j.program.Decide(&facts)
			rule := ""
			if d.Decided && d.Rule < 0 {
				rule = "default"
			} else if d.Decided {
				rule = j.program.Rule(d.Rule).ID
			}
			if d.Action.String() != e.Action || rule != e.Rule.ID {
				t.Errorf("policy %d, %v: %s by %q, the engine said %s by %q", i, flow, d.Action, rule, e.Action, e.Rule.ID)
			}
		}
	}
	if flows < 100 {
		t.Errorf("only %d flows", flows)
	}
}

// TestSimulateIsRight: what a simulation is certain of is what the engine then does with the same traffic.
func TestSimulateIsRight(t *testing.T) {
	all := replayAll(t)
	seen := map[simulate.Kind]int{}
	for i, old := range all {
		for k, draft := range all {
			for flow := range old.flows {
				kind := kindOf(t, old, draft, flow)
				seen[kind]++
				if was, is := old.final(flow), draft.final(flow); !fits(kind, was, is) {
					t.Errorf("from policy %d to %d, %v: %s, and it was %s and is %s", i, k, flow, kind, was, is)
				}
			}
		}
	}
	for _, kind := range []simulate.Kind{simulate.Unchanged, simulate.Blocked, simulate.Allowed, simulate.Logged, simulate.Unlogged, simulate.Uncertain} {
		if seen[kind] < 5 {
			t.Errorf("%s is said of %d flows only: %v", kind, seen[kind], seen)
		}
	}
	t.Log(seen)
}

// fits compares what a simulation says with what was and is done with a flow.
func fits(kind simulate.Kind, was, is string) bool {
	switch kind {
	case simulate.Unchanged:
		return was == is
	case simulate.Blocked:
		return was != "block" && is == "block"
	case simulate.Allowed:
		return was == "block" && is != "block"
	case simulate.Logged:
		return was == "allow" && is == "log"
	case simulate.Unlogged:
		return was == "log" && is == "allow"
	}
	return true
}
