package policy

import (
	"net/netip"
	"slices"

	"go4.org/netipx"

	"sekisho/geo"
)

// Watches reports whether an enabled rule, or the default, could block or log
// traffic with an address of which r is known. It looks at the record alone: a
// rule that is bound to networks as well counts as if it were not.
func (p *Program) Watches(r *geo.Record) bool {
	if p.policy.Default != Allow {
		return true
	}
	for i := range p.rules {
		if c := &p.rules[i]; c.acts() && c.watches(r) {
			return true
		}
	}
	return false
}

// acts reports whether the rule could block or log anything. That it may expire
// does not count: the program has no clock.
func (r *rule) acts() bool { return !r.off && r.action != Allow }

// watches reports whether the conditions on the record hold.
func (r *rule) watches(rec *geo.Record) bool {
	return r.place.match(rec) && (r.asns == nil || slices.Contains(r.asns, rec.ASN))
}

// everywhere reports whether the conditions on the record hold for each address.
func (r *rule) everywhere() bool {
	return r.asns == nil && (r.place == nil || r.place.any)
}

// Prefixes gives the outside addresses with which Decide could block or log
// traffic, aggregated. all means each address; none is listed then. A rule bound
// to networks adds them whole: to cut them down to its jurisdictions would take
// another walk of the DB for each such rule, to spare addresses the admin named.
func (p *Program) Prefixes(db *geo.DB) (prefixes []netip.Prefix, all bool) {
	if p.watchesAll() {
		return nil, true
	}
	var b netipx.IPSetBuilder
	for _, n := range db.Prefixes(p.watchesUnbound) {
		b.AddPrefix(n)
	}
	for i := range p.rules {
		if c := &p.rules[i]; c.acts() {
			c.addNetworks(&b)
		}
	}
	// An error would tell of invalid prefixes left out; neither a DB nor a
	// compiled set holds any.
	s, _ := b.IPSet()
	return s.Prefixes(), false
}

func (r *rule) addNetworks(b *netipx.IPSetBuilder) {
	for _, n := range r.networks {
		b.AddSet(n)
	}
}

func (p *Program) watchesAll() bool {
	return p.policy.Default != Allow || slices.ContainsFunc(p.rules, func(r rule) bool {
		return r.acts() && r.networks == nil && r.everywhere()
	})
}

// watchesUnbound is Watches for the rules without networks, all in one walk of the DB.
func (p *Program) watchesUnbound(rec geo.Record) bool {
	for i := range p.rules {
		if c := &p.rules[i]; c.acts() && c.networks == nil && c.watches(&rec) {
			return true
		}
	}
	return false
}

// WatchesFor lists the IDs of the rules that could block or log traffic with an address for where it
// lies: those that are about certain places or networks, not those that hold for all addresses. now is Unix
// seconds.
func (p *Program) WatchesFor(addr netip.Addr, r *geo.Record, now int64) (rules []string) {
	for i := range p.rules {
		c := &p.rules[i]
		if !c.acts() || c.expires != 0 && now >= c.expires || c.everywhere() && c.networks == nil {
			continue
		}
		if c.watches(r) && (c.networks == nil || within(addr, c.networks)) {
			rules = append(rules, p.policy.Rules[i].ID)
		}
	}
	return rules
}
