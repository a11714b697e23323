package main

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"sekisho/dataplane/detect"
	"sekisho/dataplane/netlab"
)

const (
	// rounds is how often each case takes its turn. Cases take turns rather than stay
	// on, so that what else the machine does meets all of them.
	rounds = 5
	// turn is how long one measurement counts.
	turn = 1500 * time.Millisecond
	// rulesInForce is the size of the policy under which traffic is inspected.
	rulesInForce = 50
)

// BenchmarkGateway prints what the appliance costs on this machine, as ratios to what
// the same kernel does without it. Sender, gateway and receiver share the processors,
// so what the gateway uses the others lack. It fails where a case was not what it
// says it is, never because it was slow.
func BenchmarkGateway(b *testing.B) {
	if b.N > 1 {
		b.Fatal("one run is five rounds already: use -benchtime 1x")
	}
	text := prose(16 << 20)
	t := newSheet(os.Stdout)
	t.machine()
	t.section("one TCP stream; GSO, TSO and GRO on")
	fast := newBeds(b, netlab.Options{LAN: 1})
	fast.throughput(t, text)
	t.section("one TCP stream; GSO, TSO and GRO off on every link, MTU 1500")
	slow := newBeds(b, netlab.Options{LAN: 1, NoOffload: true})
	slow.throughput(t, text)
	slow.end()
	t.section(fmt.Sprintf("HTTP requests of 1 KiB to a watched host, inspected; %d clients", clients))
	fast.requests(t, text[:1<<10])
	fast.connections(t, text[:1<<10])
	t.section("connections with one request, inspected, while events are shipped; beside an admin process that ships none")
	shipped(b, t, text[:1<<10])
	t.section("others")
	fast.allocations(t, text)
	fast.end()
	idleFlows(b, t, text[:2<<10])
	t.company()
}

// bed is a lab with or without an appliance, whose outside hosts count what lands.
type bed struct {
	*gateway
	landed [2]lander // at the watched and the friendly host
}

// beds are the labs of one kind of links. All exist at the same time; the ones whose
// turn it isn't are idle.
type beds struct {
	b *testing.B
	// plain has no appliance, nor has tracked, whose kernel keeps track of connections
	// as any stateful firewall's does; queue has one that accepts every frame unread, decided one
	// whose policy decides on the first packet, inspect one that reads everything.
	plain, tracked, queue, decided, inspect *bed
}

func newBeds(b *testing.B, opts netlab.Options) *beds {
	return &beds{
		b: b, plain: newBed(b, opts), tracked: newBed(b, opts).tracking(),
		queue:   newBed(b, opts).started(actAccept, realisticPolicy(), ""),
		decided: newBed(b, opts).started("1", decidingPolicy, ""),
		inspect: newBed(b, opts).started("1", realisticPolicy(), ""),
	}
}

func newBed(b *testing.B, opts netlab.Options) *bed {
	d := &bed{gateway: newGateway(b, opts)}
	for i, h := range d.Outside {
		d.must(d.landed[i].listen(h))
	}
	return d
}

// started starts the appliance, with the geo data that ships with it, so that the
// kernel's sets are as large as in use; the lab's own hosts are put on top.
func (d *bed) started(as, policy, more string) *bed {
	var places strings.Builder
	for prefix, code := range officePlaces {
		fmt.Fprintf(&places, "    %q: %s\n", prefix, code)
	}
	d.must(os.WriteFile(d.path("sekisho.yaml"), fmt.Appendf(nil,
		"state_dir: %s\npolicy: %s\ngeo:\n  overrides:\n%sdataplane:\n  protected: [%s, %q]\n%s",
		d.path("state"), d.path("policy.yaml"), &places, netlab.LANv4, netlab.LANv6, more), 0o600))
	d.must(d.policy([]byte(policy)))
	d.environ = []string{actEnv + "=" + as, probeEnv + "=" + d.path("probe.sock")}
	d.up()
	return d
}

// tracking has the kernel follow connections, and do nothing with that.
func (d *bed) tracking() *bed {
	const table = `add table inet track; add chain inet track c { type filter hook forward priority 0; };
		add rule inet track c ct state invalid accept`
	_, err := d.Gateway.Run(context.Background(), "nft", table)
	d.must(err)
	return d
}

// decidingPolicy watches the traffic, and decides on its first packet.
const decidingPolicy = `
version: 1
rules:
  - {id: told, to: {jurisdictions: [CN]}, action: log}
`

// realisticPolicy has rules of one to three data conditions each, over all classes that this build detects,
// of which none fires for prose.
func realisticPolicy() string {
	var b strings.Builder
	b.WriteString("version: 1\nrules:\n")
	classes := detect.Classes()
	for i := range rulesInForce {
		fmt.Fprintf(&b, "  - id: rule-%d\n    to: {jurisdictions: [CN, RU, KP]}\n    data:\n", i)
		for j := range i%3 + 1 {
			fmt.Fprintf(&b, "      - {class: %s, at_least: %d}\n", classes[(i+j*17)%len(classes)], 10+i)
		}
		b.WriteString("    action: block\n")
	}
	return b.String()
}

// end stops the appliances, and holds what they say of themselves against what landed.
func (s *beds) end() {
	for _, d := range []*bed{s.queue, s.decided, s.inspect} {
		d.sound()
		d.down()
	}
	events, err := s.inspect.events()
	s.inspect.must(err)
	var inspected float64
	for _, e := range events {
		n, _ := field(e, "sekisho.inspected_bytes").(float64)
		inspected += n
	}
	if landed := float64(s.inspect.landed[0].bytes.Load()); inspected < landed {
		s.b.Errorf("of %.0f bytes that landed, %.0f were inspected", landed, inspected)
	}
}

// sound holds that nothing went round the judge.
func (d *bed) sound() {
	st, err := d.status()
	d.must(err)
	for _, bad := range []uint64{st.Queue["unanswered"], st.Queue["panics"], st.Queue["restarts"], st.Queue["kernel_dropped"],
		st.Engine["overloads"], st.Engine["blocked"]} {
		if bad != 0 {
			d.t.Errorf("the appliance had trouble: %+v\n%s", st, d.logs)
			return
		}
	}
}

// target is a port of the watched (0) or the friendly (1) host.
func (d *bed) target(host int, port uint16) netip.AddrPort {
	return netip.AddrPortFrom(d.Outside[host].IPv4(), port)
}

// received is the number of frames that reached user space.
func (d *bed) received() uint64 {
	st, err := d.status()
	d.must(err)
	return st.Queue["received"]
}
