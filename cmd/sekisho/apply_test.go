package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sekisho/admin/simulate"
	"sekisho/dataplane/control"
	"sekisho/dataplane/netlab"
	"sekisho/dataplane/policy"
)

// TestTwentyApplies changes the policy twenty times under traffic. Each change cuts exactly the
// established connections that simulating it has announced, and breaks none other.
func TestTwentyApplies(t *testing.T) {
	const ports, first = 6, 7001
	g := newGateway(t, netlab.Options{LAN: 1})
	for i := range ports {
		g.echo(g.Outside[0], first+i)
		g.echo(g.Outside[1], first+i)
	}
	g.up()
	r := rand.New(rand.NewPCG(20, 6))
	cuts := 0
	blocked := map[int]bool{} // ports, by the policy in force
	for round := range 20 {
		connections := map[uint16]net.Conn{} // by port; odd rounds are in IPv6
		var friendly []net.Conn
		for i := range ports {
			if !blocked[first+i] {
				connections[uint16(first+i)] = g.dial(g.Outside[0].Addrs[round%2], first+i)
			}
			friendly = append(friendly, g.dial(g.Outside[1].Addrs[round%2], first+i))
		}
		for _, c := range connections {
			g.must(talk(c, "before\n", patience))
		}
		clear(blocked)
		for i := range ports {
			blocked[first+i] = r.IntN(3) == 0
		}
		draft := blockPorts(blocked)
		announced := g.announced(draft)
		_, err := g.dataplane().Apply(context.Background(), control.Apply{Policy: draft, Confirm: control.Forever,
			Revision: control.Revision{ID: fmt.Sprint("round-", round), Author: "test"}})
		g.must(err)
		after := talkAll(connections, "after\n")
		for port, c := range connections {
			err := after[port]
			if cut := slices.Contains(announced, port); cut != refused(err) || !cut && err != nil {
				t.Errorf("round %d, port %d: announced to be cut %v, and then: %v", round, port, cut, err)
			}
			c.Close()
		}
		for _, c := range friendly {
			g.must(talk(c, "after\n", patience))
			c.Close()
		}
		cuts += len(announced)
	}
	if cuts == 0 {
		t.Error("no change cut anything: the test says nothing")
	}
	g.down()
}

// talkAll talks on all connections at a time, and says by port how that went: the end of one that is cut
// shows only after a while.
func talkAll(connections map[uint16]net.Conn, line string) map[uint16]error {
	var mu sync.Mutex
	var all sync.WaitGroup
	results := map[uint16]error{}
	for port, c := range connections {
		all.Go(func() {
			err := talk(c, line, patience)
			mu.Lock()
			defer mu.Unlock()
			results[port] = err
		})
	}
	all.Wait()
	return results
}

// TestNewlyWatchedIsAnnounced: a connection that no rule has watched is announced to be cut by a draft
// that blocks where it goes, and is.
func TestNewlyWatchedIsAnnounced(t *testing.T) {
	for _, masquerade := range []bool{false, true} {
		g := newGateway(t, netlab.Options{LAN: 1, Masquerade: masquerade})
		g.echo(g.Outside[1], 7)
		g.up()
		for _, a := range g.Outside[1].Addrs {
			c := g.dial(a, 7)
			g.must(talk(c, "before\n", patience))
			draft := strings.ReplaceAll(blockAll, "CN", "US")
			if announced := g.announced(draft); !slices.Contains(announced, 7) {
				t.Errorf("announced: %v", announced)
			}
			for _, text := range []string{draft, personPolicy} {
				_, err := g.dataplane().Apply(context.Background(), control.Apply{Policy: text, Confirm: control.Forever,
					Revision: control.Revision{ID: "trial", Author: "test"}})
				g.must(err)
				if err := talk(c, "after\n", patience); text == draft && !refused(err) {
					t.Errorf("under the draft: %v", err)
				}
			}
		}
		g.down()
	}
}

// blockPorts makes a policy that blocks ports to CN, and inspects the rest.
func blockPorts(blocked map[int]bool) string {
	var list []string
	for port, is := range blocked {
		if is {
			list = append(list, fmt.Sprint(port))
		}
	}
	slices.Sort(list)
	rule := ""
	if len(list) > 0 {
		rule = "  - {id: ports, to: {jurisdictions: [CN], ports: [" + strings.Join(list, ", ") + "]}, action: block}\n"
	}
	return "version: 1\nrules:\n" + rule +
		"  - {id: people, to: {jurisdictions: [CN]}, data: [{class: pii.person, at_least: 10}], action: block}\n"
}

// announced simulates a draft on the flows that the dataplane knows, and returns the ports that it would cut.
func (g *gateway) announced(draft string) (ports []uint16) {
	g.t.Helper()
	ctx := context.Background()
	now, err := g.dataplane().Policy(ctx)
	g.must(err)
	flows, err := g.dataplane().Flows(ctx, control.MaxFlows)
	g.must(err)
	result, err := simulate.Run(ctx, simulate.Options{Draft: g.compiled(draft), InForce: g.compiled(now.Policy), Now: time.Now()},
		simulate.Journal{Dir: g.path("state/events")}, flows)
	g.must(err)
	for _, cut := range result.Cut {
		ports = append(ports, cut.Port)
	}
	return ports
}

func (g *gateway) compiled(text string) *policy.Program {
	g.t.Helper()
	p, err := compilePolicy("policy.yaml", []byte(text))
	g.must(err)
	return p
}
