package policy

import (
	"encoding/hex"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"go4.org/netipx"

	"sekisho/configs/strict"
)

// Program is a policy compiled for deciding. It is immutable and safe for
// concurrent use.
type Program struct {
	policy   *Policy
	rules    []rule // one for each of the policy's, in its order
	monitors bool   // one of them at least is in monitor mode
}

// rule is the compiled form of one rule. A nil condition always holds.
type rule struct {
	off, monitor   bool
	expires        int64 // Unix seconds; 0: never
	action         Action
	from, networks []*netipx.IPSet
	place          *places
	ports          []Ports
	asns           []uint32
	transports     []string
	applications   []string
	domains        map[string]struct{}
	data           []Threshold
	opaque         bool   // a threshold counts class opaque
	reason         string // of a decision without data
}

// Compile makes the program. It fails only for a Policy that Parse did not make.
func (p *Policy) Compile() (*Program, error) {
	groups, err := p.networkSets()
	if err != nil {
		return nil, err
	}
	prog := &Program{policy: p, rules: make([]rule, len(p.Rules))}
	for i := range p.Rules {
		if prog.rules[i], err = p.compile(&p.Rules[i], groups); err != nil {
			return nil, fmt.Errorf("compile rule %s: %w", p.Rules[i].ID, err)
		}
		prog.monitors = prog.monitors || prog.rules[i].monitor
	}
	return prog, nil
}

// networkSets makes each group's set once, for all rules that name it to share.
func (p *Policy) networkSets() (map[string]*netipx.IPSet, error) {
	groups := make(map[string]*netipx.IPSet, len(p.Networks))
	for name, prefixes := range p.Networks {
		set, err := ipSet(prefixes)
		if err != nil {
			return nil, fmt.Errorf("compile group %s: %w", name, err)
		}
		groups[name] = set
	}
	return groups, nil
}

func ipSet(prefixes []netip.Prefix) (*netipx.IPSet, error) {
	var b netipx.IPSetBuilder
	for _, p := range prefixes {
		b.AddPrefix(p)
	}
	return b.IPSet()
}

func (p *Policy) compile(r *Rule, groups map[string]*netipx.IPSet) (rule, error) {
	from, err := networks(r.From, groups)
	if err != nil {
		return rule{}, err
	}
	to, err := networks(r.Networks, groups)
	if err != nil {
		return rule{}, err
	}
	c := rule{off: !r.Enabled, monitor: r.Monitor && r.Enabled, action: r.Action, from: from, networks: to,
		place: p.places(r), ports: r.Ports, asns: r.ASNs, domains: set(r.Domains), data: r.Data}
	if !r.Expires.IsZero() {
		c.expires = r.Expires.Unix()
	}
	c.protocols(r.Protocols)
	c.opaque = slices.ContainsFunc(r.Data, func(t Threshold) bool { return Covers(t.Class, "opaque") })
	c.reason = reason(r)
	return c, nil
}

// networks gives the sets of the groups named, and one of all inline networks.
func networks(entries []string, groups map[string]*netipx.IPSet) ([]*netipx.IPSet, error) {
	var sets []*netipx.IPSet
	var inline []netip.Prefix
	for _, e := range entries {
		if g, ok := groups[e]; ok {
			sets = append(sets, g)
			continue
		}
		p, err := strict.ParsePrefix(e)
		if err != nil {
			return nil, err
		}
		inline = append(inline, p)
	}
	if len(inline) == 0 {
		return sets, nil
	}
	set, err := ipSet(inline)
	return append(sets, set), err
}

func set(words []string) map[string]struct{} {
	if len(words) == 0 {
		return nil
	}
	m := make(map[string]struct{}, len(words))
	for _, w := range words {
		m[w] = struct{}{}
	}
	return m
}

// protocols parts the transports, known with the first packet, from the
// application protocols, which must be recognised first.
func (c *rule) protocols(names []string) {
	for _, name := range names {
		switch {
		case name == unrecognised:
			c.applications = append(c.applications, "")
		case name == "icmp":
			c.transports = append(c.transports, "icmp", "ipv6-icmp")
		case slices.Contains(Transports(), name):
			c.transports = append(c.transports, name)
		default:
			c.applications = append(c.applications, name)
		}
	}
}

func reason(r *Rule) string {
	switch {
	case len(r.Data) > 0:
		return ReasonData
	case len(r.Jurisdictions)+len(r.Networks)+len(r.Domains)+len(r.Ports)+len(r.ASNs) > 0:
		return ReasonDestination
	case len(r.Protocols) > 0:
		return ReasonProtocol
	case len(r.From) > 0:
		return ReasonSource
	}
	return ReasonAlways
}

// Rule gives the rule with index i, or nil for -1, the default. Read only.
func (p *Program) Rule(i int) *Rule {
	if i < 0 {
		return nil
	}
	return &p.policy.Rules[i]
}

// Len gives the number of rules, disabled ones included.
func (p *Program) Len() int { return len(p.rules) }

// Default gives the action for flows that no rule decides.
func (p *Program) Default() Action { return p.policy.Default }

// Hash gives the SHA-256 of the policy's source.
func (p *Program) Hash() [32]byte { return p.policy.Hash }

// Version names the policy by its content: the first 12 hexadecimal digits of Hash.
func (p *Program) Version() string { return hex.EncodeToString(p.policy.Hash[:6]) }

// Custom gives the policy's own classes. Read only.
func (p *Program) Custom() []Custom { return p.policy.Customs }

// AtCustom puts what is wrong with an entry of a custom class to its line in the
// file: list is the entry's key, or "" for the whole class.
func (p *Program) AtCustom(class, list string, index int, reason string) Errors {
	e := Error{File: p.policy.Name, Message: fmt.Sprintf("custom.%s: %s", class, reason)}
	for _, c := range p.policy.Customs {
		if c.Name != class {
			continue
		}
		e.Line = c.Line
		if lines := c.Lines[list]; index < len(lines) {
			e.Line, e.Message = lines[index], fmt.Sprintf("custom.%s.%s[%d]: %s", class, list, index, reason)
		}
	}
	return Errors{e}
}

// HasMonitors reports whether an enabled rule is in monitor mode.
func (p *Program) HasMonitors() bool { return p.monitors }

// Expired gives the IDs of the rules whose time ended after from, and at to or before:
// flows that they decided must be judged anew.
func (p *Program) Expired(from, to time.Time) []string {
	var ids []string
	for i := range p.rules {
		if at := p.rules[i].expires; !p.rules[i].off && from.Unix() < at && at <= to.Unix() {
			ids = append(ids, p.policy.Rules[i].ID)
		}
	}
	return ids
}

// Classes gives the classes and parents that enabled rules name, sorted, each once.
func (p *Program) Classes() []string {
	var names []string
	for i := range p.rules {
		for _, t := range p.rules[i].data {
			if !p.rules[i].off {
				names = append(names, t.Class)
			}
		}
	}
	slices.SortFunc(names, strings.Compare)
	return slices.Compact(names)
}
