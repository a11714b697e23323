package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"sekisho/dataplane/netlab"
)

// patience is how long anything may take that must happen. It is only there to fail.
const patience = time.Minute

// echo starts a server on a host that sends back what it gets.
func (g *gateway) echo(h *netlab.Host, port int) {
	g.t.Helper()
	for _, a := range h.Addrs {
		l, err := h.Listen("tcp", netip.AddrPortFrom(a, uint16(port)).String())
		g.must(err)
		g.t.Cleanup(func() { l.Close() })
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				go func() {
					defer c.Close()
					io.Copy(c, c)
				}()
			}
		}()
	}
}

func (g *gateway) dial(a netip.Addr, port int) net.Conn {
	g.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c, err := g.LAN[0].Dial(ctx, "tcp", netip.AddrPortFrom(a, uint16(port)).String())
	g.must(err)
	g.t.Cleanup(func() { c.Close() })
	return c
}

// talk sends a line and waits for it to come back.
func talk(c net.Conn, line string, within time.Duration) error {
	c.SetDeadline(time.Now().Add(within))
	if _, err := io.WriteString(c, line); err != nil {
		return err
	}
	back := make([]byte, len(line))
	if _, err := io.ReadFull(c, back); err != nil {
		return err
	}
	if string(back) != line {
		return fmt.Errorf("%q came back as %q", line, back)
	}
	return nil
}

func refused(err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.EPIPE) || errors.Is(err, io.EOF)
}

// A dataplane that is killed leaves what on_failure says; one that is started again
// takes over, established connections included.
func TestKilledDataplane(t *testing.T) {
	for _, mode := range []string{"open", "closed"} {
		t.Run(mode, func(t *testing.T) {
			g := newGateway(t, netlab.Options{LAN: 1})
			g.must(g.configure("  on_failure: " + mode + "\n"))
			g.echo(g.Outside[0], 7)
			g.echo(g.Outside[1], 7)
			g.up()
			for family := range 2 {
				g.dial(g.Outside[0].Addrs[family], 7)
			}
			c := g.dial(g.Outside[0].IPv6(), 7)
			g.must(talk(c, "before\n", patience))
			g.crash()

			limit := patience
			if mode == "closed" { // however long: what is dropped does not arrive
				limit = time.Second
			}
			err := talk(c, "nobody answers\n", limit)
			if open := err == nil; open != (mode == "open") {
				t.Errorf("a watched connection after the kill: %v", err)
			}
			if err := talk(g.dial(g.Outside[1].IPv4(), 7), "not watched\n", patience); err != nil {
				t.Errorf("a connection that is not watched: %v", err)
			}

			g.up()
			if mode == "open" {
				g.must(talk(c, "again\n", patience))
			}
			d := g.dial(g.Outside[0].IPv4(), 7)
			if err := talk(d, customerList(40), patience); !refused(err) {
				t.Errorf("the list after the restart: %v", err)
			}
			g.down()
			if err := talk(g.dial(g.Outside[0].IPv4(), 7), customerList(40), patience); err != nil {
				t.Errorf("after stopping, traffic goes on without us: %v", err)
			}
		})
	}
}

// What is under way as the dataplane ends is told of: each flow that it knew has its event.
func TestEndTellsOfFlows(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.echo(g.Outside[0], 7)
	g.up()
	for family := range 2 {
		g.must(talk(g.dial(g.Outside[0].Addrs[family], 7), "nothing to see\n", patience))
	}
	g.down()
	events, err := g.events()
	g.must(err)
	ends := map[any]int{}
	for _, e := range events {
		if field(e, "event.type") != nil && strings.Contains(fmt.Sprint(field(e, "event.type")), "end") {
			ends[field(e, "destination.ip")]++
		}
	}
	for _, a := range g.Outside[0].Addrs {
		if ends[a.String()] != 1 {
			t.Errorf("%d events of the end of what goes to %v: %v", ends[a.String()], a, events)
		}
	}
}

// A policy file with an error keeps the old policy, and says so; a good one is in
// force at once, for established connections too.
func TestReload(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.echo(g.Outside[0], 7)
	g.up()
	c := g.dial(g.Outside[0].IPv4(), 7)
	g.must(talk(c, "before\n", patience))
	if status, out, errs := call("status", "--config", g.path("sekisho.yaml")); status != 0 || !strings.Contains(out, `"received":`) {
		t.Errorf("status: %d %s %s", status, out, errs)
	}

	g.must(g.policy([]byte("version: 1\nrulez: []\n")))
	g.waitLog("policy not reloaded")
	if log := g.logs.String(); !strings.Contains(log, "policy.yaml:2") || !strings.Contains(log, "rules") {
		t.Errorf("the log names neither line nor nearest key:\n%s", log)
	}
	g.must(talk(c, "still\n", patience))
	d := g.dial(g.Outside[0].IPv6(), 7)
	if err := talk(d, customerList(40), patience); !refused(err) {
		t.Errorf("the old policy is not in force any more: %v", err)
	}

	g.must(g.policy([]byte("version: 1\nrules:\n  - {id: none, to: {jurisdictions: [CN]}, action: block}\n")))
	g.waitLog("policy reloaded")
	if err := talk(c, "established\n", patience); !refused(err) {
		t.Errorf("an established connection under the new policy: %v", err)
	}
	g.must(g.policy([]byte(personPolicy)))
	g.must(g.process.Signal(syscall.SIGHUP))
	g.waitReloads(2)
	g.must(talk(g.dial(g.Outside[0].IPv4(), 7), "new\n", patience))
	g.down()
}

// A firewall script that flushes all rules does not end enforcement for long.
func TestFlushedRulesComeBack(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.echo(g.Outside[0], 7)
	g.up()
	out, err := g.Gateway.Run(context.Background(), "nft", "flush", "ruleset")
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	g.waitLog("applying it again")
	g.wait("the table", func() bool {
		out, err := g.Gateway.Run(context.Background(), "nft", "list", "table", "inet", "sekisho")
		// nft writes the queue in its own words only where iptables' extensions are installed.
		return err == nil && strings.Contains(strings.ToLower(string(out)), "queue")
	})
	if err := talk(g.dial(g.Outside[0].IPv4(), 7), customerList(40), patience); !refused(err) {
		t.Errorf("the list after the flush: %v", err)
	}
	g.down()
}

func (g *gateway) waitLog(text string) {
	g.t.Helper()
	g.wait(text, func() bool { return strings.Contains(g.logs.String(), text) })
}

// waitReloads waits for so many reloads, and says how many there are.
func (g *gateway) waitReloads(n uint64) (done uint64) {
	g.t.Helper()
	g.wait(fmt.Sprintf("%d reloads", n), func() bool {
		s, err := g.status()
		done = s.Engine["reloads"]
		return err == nil && done >= n
	})
	return done
}

func (g *gateway) wait(what string, ok func() bool) {
	g.t.Helper()
	for deadline := time.Now().Add(patience); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			g.t.Fatalf("waited for %s\n%s", what, g.logs)
		}
	}
}

// A thousand reloads under load break no connection: each inspected one echoes
// every line, and none is reset.
func TestThousandReloads(t *testing.T) {
	const reloads = 1000
	g := newGateway(t, netlab.Options{LAN: 1})
	g.echo(g.Outside[0], 7)
	g.echo(g.Outside[1], 7)
	g.up()
	ctx, cancel := context.WithCancel(context.Background())
	results := make(chan error, 8)
	for i := range 8 {
		c := g.dial(g.Outside[i%2].Addrs[i/2%2], 7)
		go func() { results <- chat(ctx, c) }()
	}
	for done := uint64(0); done < reloads; { // of policies, and of geo data with each
		g.must(g.policy([]byte(fmt.Sprintf("%s# %d\n", personPolicy, done))))
		g.must(g.process.Signal(syscall.SIGHUP))
		done = g.waitReloads(done + 1)
	}
	cancel()
	for range 8 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	s, err := g.status()
	g.must(err)
	if s.Queue["unanswered"]+s.Queue["panics"]+s.Queue["restarts"]+s.Queue["kernel_dropped"] != 0 {
		t.Errorf("status: %+v", s)
	}
	g.down()
}

// chat echoes lines until ctx ends, and returns what went wrong.
func chat(ctx context.Context, c net.Conn) error {
	for n := 0; ctx.Err() == nil; n++ {
		if err := talk(c, fmt.Sprintf("line %d of a long talk about nothing\n", n), patience); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return nil
}

// What the program can't do without is named, and nothing is left behind.
func TestRefusesToStart(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	for name, test := range map[string]struct {
		prepare func()
		want    string
	}{
		"a broken policy":   {func() { g.must(g.policy([]byte("version: 2\n"))) }, "policy.yaml:1"},
		"a missing policy":  {func() { g.must(os.Remove(g.path("policy.yaml"))) }, "policy.yaml"},
		"an unknown key":    {func() { g.must(g.configure("  queuez: 2\n")) }, "queues"},
		"a broken database": {func() { g.file("places.mmdb", []byte("not a database")) }, "places.mmdb"},
	} {
		t.Run(name, func(t *testing.T) {
			g.must(g.policy([]byte(personPolicy)))
			g.must(g.configure(""))
			g.must(netlab.WriteGeo(g.path("places.mmdb"), officePlaces))
			test.prepare()
			out, err := g.Gateway.Run(context.Background(), "env", actEnv+"=1", g.program, "dataplane", "--config", g.path("sekisho.yaml"))
			if err == nil || !strings.Contains(string(out), test.want) {
				t.Errorf("%v %s", err, out)
			}
			if rules, _ := g.Gateway.Run(context.Background(), "nft", "list", "tables"); strings.Contains(string(rules), "sekisho") {
				t.Errorf("left behind: %s", rules)
			}
		})
	}
	t.Run("no privilege", func(t *testing.T) {
		g.must(g.policy([]byte(personPolicy)))
		g.must(g.configure(""))
		g.must(netlab.WriteGeo(g.path("places.mmdb"), officePlaces))
		out, err := g.Gateway.Run(context.Background(), "setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin",
			"env", actEnv+"=1", g.program, "dataplane", "--config", g.path("sekisho.yaml"))
		if err == nil || !strings.Contains(string(out), "CAP_NET_ADMIN") {
			t.Errorf("%v %s", err, out)
		}
	})
}
