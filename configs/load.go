package configs

import (
	"fmt"
	"io"
	"math/bits"
	"net/netip"
	"os"
	"strconv"
	"time"

	"sekisho/configs/strict"
)

// Load reads a configuration file. The error is that of opening or reading it,
// or strict.Errors with everything that is wrong in it.
func Load(path string) (Config, error) {
	src, err := ReadFile(path)
	if err != nil {
		return Config{}, fmt.Errorf("read configuration: %w", err)
	}
	return Parse(path, src)
}

// ReadFile reads a file that a person wrote. It stops one byte past
// strict.MaxBytes, so that strict.Read refuses what is larger, and a device or a
// huge file can't fill the memory.
func ReadFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, strict.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return src, nil
}

// Parse reads a configuration; name is how errors call it.
func Parse(name string, src []byte) (Config, error) {
	doc := strict.Read(name, src)
	c := Default()
	if !doc.Broken() {
		c.read(doc.Root())
	}
	if err := doc.Err(); err != nil {
		return Config{}, err
	}
	return c, nil
}

func (c *Config) read(n strict.Node) {
	m := n.Mapping()
	defer m.Done()
	c.StateDir = m.Get("state_dir").Text(4096, c.StateDir)
	c.Policy = m.Get("policy").Text(4096, c.Policy)
	c.Geo.read(m.Get("geo"), &c.Given)
	c.Dataplane.read(m.Get("dataplane"), &c.Given)
	c.Events.read(m.Get("events"))
	c.Admin.read(m.Get("admin"))
	c.SIEM = destinations(m.Get("siem"))
}

func (g *Geo) read(n strict.Node, given *Given) {
	m := n.Mapping()
	defer m.Done()
	for _, file := range m.Get("databases").List() {
		if path := file.Text(4096, ""); path != "" {
			g.Databases = append(g.Databases, path)
		}
	}
	given.Overrides = m.Get("overrides").Present()
	g.overrides(m.Get("overrides"))
}

func (g *Geo) overrides(n strict.Node) {
	g.Overrides = make(map[netip.Prefix]string)
	for _, o := range n.Mapping().Pairs() {
		p, err := strict.ParsePrefix(o.Key)
		if err != nil {
			o.At.Errorf("%v", err)
			continue
		}
		if _, twice := g.Overrides[p]; twice {
			o.At.Errorf("%v is given twice", p)
		}
		g.Overrides[p] = o.Value.Jurisdiction()
	}
}

func (d *Dataplane) read(n strict.Node, given *Given) {
	m := n.Mapping()
	defer m.Done()
	given.Protected, given.OnFailure, given.OnOverload = m.Get("protected").Present(), m.Get("on_failure").Present(), m.Get("on_overload").Present()
	d.Protected = protected(m.Get("protected"), d.Protected)
	d.Management = prefixes(m.Get("management"), anyNetwork)
	d.readQueues(m.Get("queues"), m.Get("first_queue"))
	d.OnFailure = fallback(m.Get("on_failure"))
	d.OnOverload = fallback(m.Get("on_overload"))
	d.MarkMask = markMask(m.Get("mark_mask"), d.MarkMask)
	d.Memory = size(m.Get("memory"), 16<<20, 1<<40, d.Memory)
	d.MaxFlows = m.Get("max_flows").Int(64, 1<<24, d.MaxFlows)
	d.Hold = hold(m.Get("hold"), d.Hold)
}

// protected refuses an empty list, with which nothing at all would be guarded, and networks of all addresses: what is sent
// from one protected network to another is not judged.
func protected(n strict.Node, fallback []netip.Prefix) []netip.Prefix {
	if !n.Present() {
		return fallback
	}
	if n.EmptyList() {
		n.Errorf("is empty, so that nothing would be guarded")
	}
	return prefixes(n, func(entry strict.Node, p netip.Prefix) {
		if p.Bits() == 0 {
			entry.Errorf("covers every address, so that none would be outside and nothing would be guarded")
		}
	})
}

func prefixes(n strict.Node, check func(strict.Node, netip.Prefix)) (nets []netip.Prefix) {
	for _, entry := range n.List() {
		if p := entry.Prefix(); p.IsValid() {
			check(entry, p)
			nets = append(nets, p)
		}
	}
	return nets
}

// anyNetwork is for lists that may name all addresses.
func anyNetwork(strict.Node, netip.Prefix) {}

// readQueues checks that all queues have a number: netfilter's are 16 bits wide.
func (d *Dataplane) readQueues(count, first strict.Node) {
	room := MaxQueues // what auto may take
	if count.Word("auto") != "auto" {
		d.Queues = count.Int(1, MaxQueues, 1)
		room = d.Queues
	}
	d.FirstQueue = first.Int(0, 65535, d.FirstQueue)
	if last := d.FirstQueue + room - 1; last > 65535 {
		first.Errorf("leaves no room for %d queues; the last number is 65535", room)
	}
}

func fallback(n strict.Node) Fallback {
	if n.OneOf("open", "open", "closed") == "closed" {
		return Closed
	}
	return Open
}

// markMask reads 32 bits in any of Go's bases.
func markMask(n strict.Node, fallback uint32) uint32 {
	word := n.Word("")
	if word == "" {
		return fallback
	}
	v, err := strconv.ParseUint(word, 0, 32)
	if err != nil {
		n.Errorf("must be 32 bits such as 0xff000000, not %s", strict.Quote(word))
		return fallback
	}
	mask := uint32(v)
	ones := bits.OnesCount32(mask)
	if ones < 8 || bits.Len32(mask)-bits.TrailingZeros32(mask) != ones {
		n.Errorf("must be 8 or more bits without a gap, such as 0xff000000, not %#x", mask)
	}
	return mask
}

func hold(n strict.Node, fallback time.Duration) time.Duration {
	word := n.Word("")
	if word == "" {
		return fallback
	}
	d, err := time.ParseDuration(word)
	if err != nil || d < time.Millisecond || d > time.Second {
		n.Errorf("must be a time from 1ms to 1s, not %s", strict.Quote(word))
		return fallback
	}
	return d
}

func (e *Events) read(n strict.Node) {
	m := n.Mapping()
	defer m.Done()
	e.RetentionDays = m.Get("retention_days").Int(1, 3650, e.RetentionDays)
	e.MaxBytes = size(m.Get("max_bytes"), 1<<20, 1<<50, e.MaxBytes)
}

func (a *Admin) read(n strict.Node) {
	m := n.Mapping()
	defer m.Done()
	a.User = m.Get("user").Text(32, a.User)
	listen := m.Get("listen")
	word := listen.Text(256, "")
	if word == "" {
		return
	}
	ap, err := netip.ParseAddrPort(word)
	if err != nil || ap.Port() == 0 {
		listen.Errorf("must be an address with a port such as 127.0.0.1:8443 or [::1]:8443, not %s", strict.Quote(word))
		return
	}
	a.Listen = ap
}
