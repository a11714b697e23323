package web

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"sekisho/admin/edit"
	"sekisho/dataplane/event"
	"sekisho/dataplane/policy"
)

// proposalOf asks for a rule that would have decided an event's flow.
type proposalOf struct {
	Sequence uint64 `path:"sequence"`
	Body     struct {
		Action string `json:"action,omitempty" enum:"block,log,allow" doc:"without it, allow for what was blocked, block for all else"`
	} `body:"json"`
}

// proposal is a rule that nobody has put anywhere yet.
type proposal struct {
	Rule      edit.Rule      `json:"rule"`
	YAML      string         `json:"yaml" doc:"an entry of rules"`
	Operation edit.Operation `json:"operation" doc:"adds it to the policy in force, or to a draft with the same rules: above the rule that decided"`
}

// propose makes a rule of an event. One that blocks or logs speaks of where the flow went and of what it carried; one that
// allows is an exception, as narrow as the event tells.
func (s *Server) propose(ctx context.Context, _ *call, in proposalOf) (proposal, error) {
	item, err := s.options.Index.Event(ctx, in.Sequence)
	if err != nil {
		return proposal{}, err
	}
	e, err := event.Parse(item.Event)
	if err != nil {
		return proposal{}, err
	}
	if !e.Outside.Addr.IsValid() {
		return proposal{}, invalid("sequence", "this event is of no flow")
	}
	text, err := s.textInForce(ctx)
	if err != nil {
		return proposal{}, err
	}
	shown, err := edit.Show(text)
	if err != nil {
		return proposal{}, err
	}
	action := cmp.Or(in.Body.Action, map[bool]string{true: "allow", false: "block"}[e.Action == "block"])
	return proposed(ctx, ruleFor(e, action, shown.Rules), placeOf(e, shown.Rules))
}

func proposed(ctx context.Context, rule map[string]any, to int) (proposal, error) {
	set, err := json.Marshal(rule)
	if err != nil {
		return proposal{}, err
	}
	out := proposal{Operation: edit.Operation{Op: "add", To: &to, Set: set}}
	first := 0
	list, shown, err := edit.Apply(ctx, "rules: []", []edit.Operation{{Op: "add", To: &first, Set: set}})
	if err != nil {
		return proposal{}, err
	}
	_, out.YAML, _ = strings.Cut(list, "\n")
	out.Rule = shown.Rules[0].Rule
	return out, nil
}

// placeOf is where the rule stands that decided, or behind all.
func placeOf(e *event.Event, rules []edit.Placed) int {
	if i := slices.IndexFunc(rules, func(r edit.Placed) bool { return r.ID == e.Rule.ID }); i >= 0 {
		return i
	}
	return len(rules)
}

// ruleFor says what a rule for an event's flow says.
func ruleFor(e *event.Event, action string, rules []edit.Placed) map[string]any {
	rule := map[string]any{"action": action, "comment": fmt.Sprintf("Made from event %d of %s", e.Sequence, e.Time.UTC().Format("2006-01-02"))}
	what := "traffic"
	if action == "allow" {
		rule["from"] = map[string]any{"networks": []string{e.Inside.Addr.WithZone("").String()}}
		rule["to"] = destinationOf(e)
		rule["protocols"] = recognised(e.Protocol)
	} else {
		rule["to"] = map[string]any{"jurisdictions": placesOf(e)}
		if data := thresholdsOf(e); len(data) > 0 {
			rule["data"], what = data, data[0].Class
		} else {
			rule["protocols"] = recognised(e.Protocol)
		}
	}
	rule["id"] = freeID(action+"-"+what+"-to-"+cmp.Or(strings.ToLower(e.Country), "unknown"), rules)
	return rule
}

// destinationOf is as narrow as an event tells: the host's name where there is one, its address where not, and the port.
func destinationOf(e *event.Event) map[string]any {
	to := map[string]any{}
	if domain := policy.Domain(e.Domain); domain != "" {
		to["domains"] = []string{domain}
	} else {
		to["networks"] = []netip.Addr{e.Outside.Addr.WithZone("")}
	}
	if e.Outside.Port != 0 {
		to["ports"] = []uint16{e.Outside.Port}
	}
	return to
}

func placesOf(e *event.Event) []string {
	if len(e.Jurisdiction) == 0 {
		return []string{"unknown"}
	}
	return e.Jurisdiction
}

// recognised is a protocol that a policy can name, or nothing.
func recognised(protocol string) []string {
	if slices.Contains(policy.Protocols(), protocol) {
		return []string{protocol}
	}
	return nil
}

// thresholdsOf are those that the flow has reached.
func thresholdsOf(e *event.Event) (all []edit.Threshold) {
	for _, f := range e.Findings {
		named := strings.HasPrefix(f.Class, "custom.") || slices.Contains(policy.Classes(), f.Class)
		seen := slices.ContainsFunc(all, func(t edit.Threshold) bool { return t.Class == f.Class })
		if named && !seen && f.Class != "opaque" {
			all = append(all, edit.Threshold{Class: f.Class, AtLeast: int64(max(f.Count, 1))})
		}
	}
	return all
}

var notInID = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// freeID is a name that no rule has yet, of 64 characters at most.
func freeID(wanted string, rules []edit.Placed) string {
	wanted = notInID.ReplaceAllString(wanted, "-")
	for n := 1; ; n++ {
		id := wanted[:min(len(wanted), 58)]
		if n > 1 {
			id += fmt.Sprintf("-%d", n)
		}
		if !slices.ContainsFunc(rules, func(r edit.Placed) bool { return r.ID == id }) {
			return id
		}
	}
}
