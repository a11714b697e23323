package web

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/edit"
	"sekisho/admin/query"
	"sekisho/admin/store"
	"sekisho/dataplane/policy"
	"sekisho/geo"
)

// vocabulary are the words that policies and queries are made of.
type vocabulary struct {
	Jurisdictions []string                        `json:"jurisdictions" doc:"that rules may name, beside any, unknown, anycast and groups"`
	Continents    []geo.Continent                 `json:"continents"`
	Groups        []edit.Group                    `json:"groups" doc:"of jurisdictions, that ship with the appliance"`
	Classes       []dataClass                     `json:"classes" doc:"parents and what is beneath them; a policy's own ones are custom.NAME"`
	Protocols     []word                          `json:"protocols"`
	Rule          []ruleField                     `json:"rule" doc:"the fields that a rule may have, in the order in which they are written"`
	Transports    []string                        `json:"transports"`
	Fields        []field                         `json:"fields" doc:"that events can be searched by"`
	Dimensions    []store.Dimension               `json:"dimensions" doc:"of rollups"`
	Roles         map[auth.Role][]auth.Permission `json:"roles"`
}

// ruleField is a field of a rule.
type ruleField struct {
	Name  string `json:"name" doc:"such as to.ports"`
	Kind  string `json:"kind" enum:"id,text,flag,expiry,networks,jurisdictions,domains,ports,asns,protocols,data,action" doc:"of its value, or its list's entries"`
	Most  int    `json:"most,omitempty" doc:"bytes of a text"`
	Needs bool   `json:"needed" doc:"a rule can't be without"`
}

func ruleFields() (all []ruleField) {
	for _, f := range policy.Fields() {
		all = append(all, ruleField{f.Name, f.Kind, f.Most, f.Needed})
	}
	return all
}

// word is one, and whether this gateway recognises what it stands for.
type word struct {
	Name   string `json:"name"`
	Served bool   `json:"served"`
}

type field struct {
	Name string `json:"name"`
	Kind string `json:"kind" doc:"text, number, address or time"`
	Many bool   `json:"many" doc:"an event may have several values"`
	Bare bool   `json:"bare" doc:"words without a field are looked for here"`
}

func (s *Server) vocabulary(context.Context, *call, nothing) (vocabulary, error) {
	v := vocabulary{
		Jurisdictions: policy.Jurisdictions(), Continents: geo.Continents(), Classes: s.dataClasses(), Rule: ruleFields(),
		Protocols: servedOf(policy.Protocols(), s.options.Vocabulary.Protocols), Transports: policy.Transports(),
		Dimensions: store.Dimensions(), Roles: map[auth.Role][]auth.Permission{},
	}
	shipped, err := edit.Show(s.options.Shipped)
	if err != nil {
		return vocabulary{}, fmt.Errorf("read the policy that ships: %w", err)
	}
	v.Groups = shipped.Jurisdictions
	for _, f := range query.Fields() {
		v.Fields = append(v.Fields, field{f.Name, f.Kind.String(), f.Many, f.Bare})
	}
	for _, r := range auth.Roles() {
		v.Roles[r] = auth.Of(r)
	}
	return v, nil
}

func servedOf(all, served []string) []word {
	out := make([]word, len(all))
	for i, w := range all {
		out[i] = word{w, slices.Contains(served, w)}
	}
	return out
}

func rfc3339(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func revisionName(number int) string { return fmt.Sprintf("revision %d", number) }
