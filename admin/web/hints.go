package web

import (
	"slices"
	"strings"

	"sekisho/admin/query"
	"sekisho/admin/store"
	"sekisho/configs/strict"
	"sekisho/dataplane/policy"
)

// foundEvents are a page of them, and what of the query may be misspelt.
type foundEvents struct {
	store.Page
	Hints []hint `json:"hints,omitempty"`
}

// hint is a value that no event has in its field, and a near one that events can have.
type hint struct {
	Field   string `json:"field"`
	Value   string `json:"value" doc:"in lower case"`
	Nearest string `json:"nearest"`
}

// fieldWords gives the values that a field's events have; nil: they may have any.
func (s *Server) fieldWords(field string) []string {
	switch field {
	case "event.action", "sekisho.monitor.action":
		return []string{"allow", "log", "block"}
	case "event.kind":
		return []string{"alert", "event", "pipeline_error"}
	case "network.direction":
		return []string{"inbound", "outbound"}
	case "network.transport":
		return append(policy.Transports(), "ipv6-icmp")
	case "network.protocol":
		return policy.Protocols()
	case "destination.geo.country_iso_code", "sekisho.jurisdiction.codes":
		return policy.Jurisdictions()
	case "sekisho.findings.class":
		return policy.Classes()
	}
	return nil
}

// hints looks at the values of a query. The admin's own classes, and what the appliance says of itself, are not in the
// lists, but then nothing near is either, mostly; and a hint is no more than one.
func (s *Server) hints(q *query.Query) (all []hint) {
	for _, said := range q.Said() {
		words := s.fieldWords(said.Field)
		if slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, said.Text) }) || strings.HasPrefix(said.Text, "custom.") {
			continue
		}
		if near := strict.Nearest(said.Text, words); near != "" {
			all = append(all, hint{said.Field, said.Text, near})
		}
	}
	return all
}
