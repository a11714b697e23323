package selfcheck

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"sekisho/geo"
)

// Judge judges endpoints.
type Judge struct {
	// Resolve finds the addresses of a name.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	// Lookup says where addresses lie.
	Lookup func(ctx context.Context, addrs []netip.Addr) ([]geo.Record, error)
	// Watches lists the rules that could block or log traffic with an address for where it lies.
	Watches func(addr netip.Addr, place *geo.Record) []string
}

// Judgement is what is known of an endpoint.
type Judgement struct {
	Endpoint
	Addresses []Place `json:"addresses"`
	Watched   bool    `json:"watched"` // by the policy in force, for one of its addresses
	// Trouble is why its addresses are not known, or not all of them; "": they are.
	Trouble string `json:"trouble,omitempty"`
}

// Place is an address and where it lies.
type Place struct {
	Address netip.Addr `json:"address"`
	Codes   []string   `json:"jurisdictions"`
	Rules   []string   `json:"rules"` // that watch it, by ID
}

// Warning says in words that an endpoint is watched; "": it is not.
func (j *Judgement) Warning() string {
	var where, rules []string
	for _, p := range j.Addresses {
		if len(p.Rules) > 0 {
			where, rules = append(where, p.Codes...), append(rules, p.Rules...)
		}
	}
	if len(rules) == 0 {
		return ""
	}
	place := "an unknown place"
	if len(where) > 0 {
		place = unique(where)
	}
	what := map[Purpose]string{Logs: "logs go", Proxy: "logs go through a proxy", Names: "names are looked up", Time: "the time is asked for",
		GeoData: "geo data is asked for", Identity: "people log in by a provider", Acme: "certificates are asked for"}[j.Purpose]
	preposition := map[bool]string{true: "to", false: "in"}[j.Purpose == Logs]
	return fmt.Sprintf("%s %s %s, which the policy watches by %s: %s (%s)", what, preposition, place, unique(rules), j.Host, j.Source)
}

func unique(words []string) string {
	words = slices.Clone(words)
	slices.Sort(words)
	return strings.Join(slices.Compact(words), ", ")
}

// Bounds of a judgement.
const (
	resolveTime  = 5 * time.Second
	resolveMany  = 8  // at a time
	maxAddresses = 16 // of one name
)

// All judges all endpoints, in their order. The error is that of Lookup; a name that can't be resolved is trouble of its
// endpoint.
func (j *Judge) All(ctx context.Context, endpoints []Endpoint) ([]Judgement, error) {
	out := make([]Judgement, len(endpoints))
	room := make(chan struct{}, resolveMany)
	var group sync.WaitGroup
	for i, e := range endpoints {
		out[i] = Judgement{Endpoint: e, Addresses: []Place{}}
		group.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			j.resolve(ctx, &out[i])
		})
	}
	group.Wait()
	for i := range out {
		if err := j.place(ctx, &out[i]); err != nil {
			return nil, fmt.Errorf("judge where the appliance sends to: %w", err)
		}
	}
	return out, nil
}

// resolve finds an endpoint's addresses.
func (j *Judge) resolve(ctx context.Context, to *Judgement) {
	if a, err := netip.ParseAddr(to.Host); err == nil {
		to.Addresses = []Place{{Address: a.WithZone("").Unmap()}}
		return
	}
	ctx, cancel := context.WithTimeout(ctx, resolveTime)
	defer cancel()
	addrs, err := j.Resolve(ctx, to.Host)
	if err != nil || len(addrs) == 0 {
		to.Trouble = "its name can't be resolved"
		return
	}
	if len(addrs) > maxAddresses {
		addrs, to.Trouble = addrs[:maxAddresses], fmt.Sprintf("it has %d addresses; the first %d were judged", len(addrs), maxAddresses)
	}
	for _, a := range addrs {
		to.Addresses = append(to.Addresses, Place{Address: a.WithZone("").Unmap()})
	}
}

// place says where an endpoint's addresses lie, and who watches that.
func (j *Judge) place(ctx context.Context, to *Judgement) error {
	if len(to.Addresses) == 0 {
		return nil
	}
	addrs := make([]netip.Addr, len(to.Addresses))
	for i, p := range to.Addresses {
		addrs[i] = p.Address
	}
	records, err := j.Lookup(ctx, addrs)
	if err != nil {
		return err
	}
	for i := range to.Addresses[:min(len(records), len(addrs))] {
		p := &to.Addresses[i]
		p.Codes, p.Rules = orEmpty(records[i].Codes), []string{}
		if !inside(p.Address) {
			p.Rules = orEmpty(j.Watches(p.Address, &records[i]))
		}
		to.Watched = to.Watched || len(p.Rules) > 0
	}
	return nil
}

// inside tells addresses that belong to no country: of one's own networks and of the machine itself.
func inside(a netip.Addr) bool { return a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() }

func orEmpty(words []string) []string {
	if words == nil {
		return []string{}
	}
	return words
}
