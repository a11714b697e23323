package main

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"sekisho/dataplane/control"
	"sekisho/dataplane/netlab"
	"sekisho/dataplane/revision"
)

const blockAll = "version: 1\nrules:\n  - {id: none, to: {jurisdictions: [CN]}, action: block}\n"

// console runs a policy command and returns what it prints.
func (g *gateway) console(status int, words ...string) string {
	g.t.Helper()
	args := append([]string{"policy", words[0], "--config", g.path("sekisho.yaml")}, words[1:]...)
	got, out, errs := call(args...)
	if got != status {
		g.t.Fatalf("sekisho %s: status %d\n%s%s", strings.Join(args, " "), got, out, errs)
	}
	return out + errs
}

// A change that nobody confirms is taken back by the dataplane itself, though it was killed
// and started again meanwhile; connections that the change had cut come through again.
func TestUnconfirmedPolicyIsTakenBack(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.echo(g.Outside[0], 7)
	g.up()
	g.must(os.WriteFile(g.path("all.yaml"), []byte(blockAll), 0o600))
	c := g.dial(g.Outside[0].IPv4(), 7)
	g.must(talk(c, "before\n", patience))

	g.console(0, "apply", "--confirm", "3600", g.path("all.yaml"))
	if err := talk(c, "cut\n", patience); !refused(err) {
		t.Errorf("under the new policy: %v", err)
	}
	if out := g.console(1, "apply", g.path("all.yaml")); !strings.Contains(out, "waits for its confirmation until") {
		t.Errorf("a second change: %s", out)
	}
	g.restart()
	if out := g.console(0, "show"); !strings.Contains(out, "reverts_at") {
		t.Errorf("after the restart: %s", out)
	}
	if strings.Contains(g.logs.String(), "policy taken back") {
		t.Error("it was taken back before its time")
	}
	g.crash()
	g.endPending(time.Second)
	g.up()
	g.waitLog("policy taken back")
	for family := range 2 {
		g.must(talk(g.dial(g.Outside[0].Addrs[family], 7), "after\n", patience))
	}
	g.wait("the events of it", func() bool {
		events, err := g.events()
		g.must(err)
		return policyActions(events) == "policy-applied policy-reverted"
	})
	g.down()
}

// crash kills the appliance.
func (g *gateway) crash() {
	g.t.Helper()
	g.process.Kill()
	g.must(os.Remove(g.path("state/control.sock")))
}

func (g *gateway) restart() {
	g.t.Helper()
	g.crash()
	g.up()
}

// endPending has the time of the change that waits end so long from now, as if most of it had passed. Nothing
// else in the file is touched.
func (g *gateway) endPending(left time.Duration) {
	g.t.Helper()
	path := g.path("state/policy/state.json")
	b, err := os.ReadFile(path)
	g.must(err)
	clock, err := revision.SystemClock()
	g.must(err)
	deadline := regexp.MustCompile(`"deadline_since_boot": *\d+`)
	if !deadline.Match(b) {
		g.t.Fatalf("no change waits: %s", b)
	}
	b = deadline.ReplaceAll(b, fmt.Appendf(nil, `"deadline_since_boot":%d`, clock.Since()+left))
	g.must(os.WriteFile(path, b, 0o600))
}

func policyActions(events []map[string]any) string {
	var actions []string
	for _, e := range events {
		if a, _ := field(e, "event.action").(string); strings.HasPrefix(a, "policy-") {
			actions = append(actions, a)
		}
	}
	return strings.Join(actions, " ")
}

// A confirmed change stays, the policy file is no longer read, and each command says so.
func TestConfirmedPolicyStays(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.echo(g.Outside[0], 7)
	g.up()
	g.must(os.WriteFile(g.path("all.yaml"), []byte(blockAll), 0o600))
	g.must(os.WriteFile(g.path("bad.yaml"), []byte("version: 1\nrulez: []\n"), 0o600))
	if out := g.console(1, "apply", g.path("bad.yaml")); !strings.Contains(out, "bad.yaml:2: ") || !strings.Contains(out, "rules") {
		t.Errorf("a policy with an error: %s", out)
	}
	if out := g.console(1, "confirm"); !strings.Contains(out, "no change waits") {
		t.Errorf("nothing to confirm: %s", out)
	}
	g.console(0, "apply", "--confirm", "3600", g.path("all.yaml"))
	g.console(0, "confirm")
	g.must(g.policy([]byte(personPolicy)))
	g.waitLog("policy file not read")
	g.down()

	g.up()
	if c, err := g.LAN[0].Dial(context.Background(), "tcp", netip.AddrPortFrom(g.Outside[0].IPv6(), 7).String()); err == nil {
		c.Close()
		t.Error("after a restart the confirmed policy is not in force")
	}
	g.console(0, "apply", "--reason", "the trial is over", g.path("policy.yaml"))
	g.must(talk(g.dial(g.Outside[0].IPv6(), 7), "hello\n", patience))
	s, err := g.dataplane().Policy(context.Background())
	if err != nil || s.Revision.Reason != "the trial is over" || s.Policy != personPolicy || s.Pending != nil {
		t.Errorf("%+v, %v", s, err)
	}
	g.console(0, "apply", "--confirm", "3600", g.path("all.yaml"))
	g.console(0, "revert")
	g.must(talk(g.dial(g.Outside[0].IPv4(), 7), "hello\n", patience))
	g.down()
}

// The dataplane lists the flows that it knows, with what a rule would look at.
func TestFlowsOverControl(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.echo(g.Outside[0], 7)
	g.up()
	c := g.dial(g.Outside[0].IPv4(), 7)
	g.must(talk(c, customerList(2), patience))
	flows, err := g.dataplane().Flows(context.Background(), 100)
	g.must(err)
	if len(flows) != 1 {
		t.Fatalf("%d flows: %+v", len(flows), flows)
	}
	f := flows[0]
	if f.Facts.Outside != g.Outside[0].IPv4() || f.OpenedBy != "inside" || f.BytesOut != uint64(len(customerList(2))) || len(f.Facts.Data) == 0 {
		t.Errorf("%+v", f)
	}
	for _, n := range []int{0, control.MaxFlows + 1} {
		if _, err := g.dataplane().Flows(context.Background(), n); !control.Is(err, control.Invalid) {
			t.Errorf("limit %d: %v", n, err)
		}
	}
	records, err := g.dataplane().Lookup(context.Background(), g.Outside[0].Addrs)
	if err != nil || len(records) != 2 || strings.Join(records[1].Codes, " ") != "CN" {
		t.Errorf("%+v, %v", records, err)
	}
	g.down()
}
