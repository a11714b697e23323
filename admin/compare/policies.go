package compare

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/netip"
	"reflect"
	"slices"
	"sort"
	"strings"

	"sekisho/dataplane/policy"
)

// What a change of a rule may be.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
	Moved   = "moved" // to another place, and otherwise the same
	// Affected is a rule that is the same, but names a group that is not.
	Affected = "affected"
)

// Difference is what differs between two policies.
type Difference struct {
	Rules []RuleChange `json:"rules"` // in the order of the new policy; removed ones last
	Other []Field      `json:"other"` // groups, custom classes, default
}

// RuleChange is what became of a rule.
type RuleChange struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
	// From and To are its places in the old and the new policy, from 1; 0: it is not there.
	From int `json:"from"`
	To   int `json:"to"`
	// Moved says that a changed or affected rule has another place among the rules that both policies have.
	Moved  bool     `json:"moved,omitempty"`
	Fields []Field  `json:"fields,omitempty"` // that differ
	Groups []string `json:"groups,omitempty"` // that it names and that differ
}

// Field is a part of a policy that differs, by the key that it has in the file. A value is JSON; null: it is not there.
type Field struct {
	Name string          `json:"name"`
	Old  json.RawMessage `json:"old"`
	New  json.RawMessage `json:"new"`
}

// Policies tells what differs between two policies. Of the admin's own classes it tells the numbers of
// entries only, for the entries are confidential.
func Policies(before, after *policy.Policy) Difference {
	d := Difference{Rules: []RuleChange{}, Other: differing(others(before), others(after))}
	groups := changedGroups(d.Other)
	was, now, moved := places(before), places(after), movedRules(before, after)
	for i := range after.Rules {
		r := &after.Rules[i]
		c := RuleChange{ID: r.ID, Kind: Added, From: was[r.ID], To: i + 1}
		if c.From > 0 {
			c.Moved, c.Groups, c.Fields = moved[r.ID], named(r, groups), differing(fields(&before.Rules[c.From-1]), fields(r))
			c.Kind = c.kind()
		}
		if c.Kind != "" {
			d.Rules = append(d.Rules, c)
		}
	}
	for i := range before.Rules {
		if id := before.Rules[i].ID; now[id] == 0 {
			d.Rules = append(d.Rules, RuleChange{ID: id, Kind: Removed, From: i + 1})
		}
	}
	return d
}

// kind says what became of a rule that both policies have; "": nothing.
func (c *RuleChange) kind() string {
	switch {
	case len(c.Fields) > 0:
		return Changed
	case len(c.Groups) > 0:
		return Affected
	case c.Moved:
		return Moved
	}
	return ""
}

// places gives each rule's place, from 1.
func places(p *policy.Policy) map[string]int {
	at := make(map[string]int, len(p.Rules))
	for i := range p.Rules {
		at[p.Rules[i].ID] = i + 1
	}
	return at
}

// movedRules finds the fewest rules whose moving explains the new order: those outside the longest run of rules that
// are in the old order still.
func movedRules(before, after *policy.Policy) map[string]bool {
	was := places(before)
	moved := map[string]bool{}
	var from []int // old places in the new order
	var ids []string
	for i := range after.Rules {
		if id := after.Rules[i].ID; was[id] > 0 {
			from, ids = append(from, was[id]), append(ids, id)
			moved[id] = true
		}
	}
	for _, i := range longestRun(from) {
		moved[ids[i]] = false
	}
	return moved
}

// longestRun gives the indices of a longest increasing subsequence of distinct numbers, last first (patience sorting: ends
// has, for each length, the index of the smallest number that a run of that length ends with).
func longestRun(numbers []int) (run []int) {
	var ends []int
	previous := make([]int, len(numbers))
	for i, n := range numbers {
		at := sort.Search(len(ends), func(j int) bool { return numbers[ends[j]] >= n })
		if previous[i] = -1; at > 0 {
			previous[i] = ends[at-1]
		}
		if at == len(ends) {
			ends = append(ends, i)
		}
		ends[at] = i
	}
	if len(ends) == 0 {
		return nil
	}
	for i := ends[len(ends)-1]; i >= 0; i = previous[i] {
		run = append(run, i)
	}
	return run
}

// keyed is a part of a policy by its key in the file.
type keyed map[string]any

func fields(r *policy.Rule) keyed {
	k := keyed{"enabled": r.Enabled, "monitor": r.Monitor, "action": r.Action}
	for name, text := range map[string]string{"description": r.Description, "comment": r.Comment, "owner": r.Owner, "ticket": r.Ticket} {
		if text != "" {
			k[name] = text
		}
	}
	if !r.Expires.IsZero() {
		k["expires"] = r.Expires.UTC()
	}
	put(k, "from.networks", r.From)
	put(k, "to.jurisdictions", r.Jurisdictions)
	put(k, "to.networks", r.Networks)
	put(k, "to.domains", r.Domains)
	put(k, "to.asns", r.ASNs)
	put(k, "to.ports", portTexts(r.Ports))
	put(k, "protocols", r.Protocols)
	put(k, "data", thresholds(r.Data))
	return k
}

func put[T any](k keyed, name string, list []T) {
	if len(list) > 0 {
		k[name] = list
	}
}

func portTexts(all []policy.Ports) (texts []string) {
	for _, p := range all {
		text := fmt.Sprint(p.First)
		if p.Last != p.First {
			text = fmt.Sprintf("%d-%d", p.First, p.Last)
		}
		texts = append(texts, text)
	}
	return texts
}

// threshold is one as the file has it.
type threshold struct {
	Class   string `json:"class"`
	AtLeast int    `json:"at_least"`
}

func thresholds(all []policy.Threshold) (out []threshold) {
	for _, t := range all {
		out = append(out, threshold(t))
	}
	return out
}

// others are the parts of a policy beside its rules.
func others(p *policy.Policy) keyed {
	k := keyed{"default": p.Default}
	for name, codes := range p.Jurisdictions {
		k["groups.jurisdictions."+name] = codes
	}
	for name, networks := range p.Networks {
		k["groups.networks."+name] = prefixTexts(networks)
	}
	for _, c := range p.Customs {
		k["custom."+c.Name] = object{"keywords": summary(c.Keywords), "patterns": summary(c.Patterns), "context": summary(c.Context)}
	}
	return k
}

type object = map[string]any

func prefixTexts(all []netip.Prefix) (texts []string) {
	for _, p := range all {
		texts = append(texts, p.String())
	}
	return texts
}

// secretList stands for entries that may not be shown: it differs where they do, and shows as their number.
type secretList struct {
	entries string
	n       int
}

func summary(entries []string) secretList {
	return secretList{fmt.Sprintf("%q", entries), len(entries)}
}

// MarshalJSON gives the number of entries.
func (s secretList) MarshalJSON() ([]byte, error) { return json.Marshal(s.n) }

// differing lists the parts that differ, by name.
func differing(before, after keyed) []Field {
	out := []Field{}
	names := maps.Clone(before)
	maps.Copy(names, after)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		a, b := before[name], after[name]
		if !reflect.DeepEqual(a, b) {
			out = append(out, Field{name, value(a), value(b)})
		}
	}
	return out
}

// value writes a part as JSON; all of them are of types that can be.
func value(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage("null")
	}
	return b
}

// changedGroups gives the names of the groups that differ, with their kind before them.
func changedGroups(other []Field) (names []string) {
	for _, f := range other {
		if name, ok := strings.CutPrefix(f.Name, "groups."); ok {
			names = append(names, name)
		}
	}
	return names
}

// named lists those of the groups that a rule names.
func named(r *policy.Rule, groups []string) (out []string) {
	for _, g := range groups {
		kind, name, _ := strings.Cut(g, ".")
		entries := r.Jurisdictions
		if kind == "networks" {
			entries = slices.Concat(r.From, r.Networks)
		}
		if slices.Contains(entries, name) {
			out = append(out, g)
		}
	}
	return out
}
