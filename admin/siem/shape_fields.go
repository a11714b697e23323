package siem

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"sekisho/configs"
	"sekisho/dataplane/event"
)

// shapedField is a field that can be left out of events, or stand under a pseudonym.
type shapedField struct {
	name string
	// kind tells values apart that look alike: the same value has one pseudonym in each.
	kind string
	// spreads: the value may stand within other texts too, and is taken from there.
	spreads bool
	// change puts to's answer for each value in its place; "" takes it away.
	change func(e *event.Event, to func(string) string)
}

// shapedFields are all but those that are what protocols said.
var shapedFields = []shapedField{
	{name: "source.ip", kind: "address", spreads: true, change: func(e *event.Event, to func(string) string) { changeAddress(&e.Inside, to) }},
	{name: "destination.ip", kind: "address", spreads: true, change: func(e *event.Event, to func(string) string) { changeAddress(&e.Outside, to) }},
	{name: "source.mac", kind: "mac", spreads: true, change: changeMAC},
	{name: "source.port", change: func(e *event.Event, _ func(string) string) { e.Inside.Port = 0 }},
	{name: "destination.port", change: func(e *event.Event, _ func(string) string) { e.Outside.Port = 0 }},
	{name: "destination.as.number", change: func(e *event.Event, _ func(string) string) { e.ASN, e.Operator = 0, "" }},
	shapedText("destination.as.organization.name", func(e *event.Event) *string { return &e.Operator }),
	{name: "destination.domain", kind: "text", spreads: true, change: func(e *event.Event, to func(string) string) { replace(&e.Domain, to) }},
	shapedText("destination.geo.country_iso_code", func(e *event.Event) *string { return &e.Country }),
	shapedText("event.reason", func(e *event.Event) *string { return &e.Reason }),
	shapedText("rule.name", func(e *event.Event) *string { return &e.Rule.Name }),
	shapedText("rule.version", func(e *event.Event) *string { return &e.Rule.Version }),
	shapedText("network.transport", func(e *event.Event) *string { return &e.Transport }),
	shapedText("network.protocol", func(e *event.Event) *string { return &e.Protocol }),
	shapedText("network.direction", func(e *event.Event) *string { return &e.Direction }),
	shapedText("network.community_id", func(e *event.Event) *string { return &e.CommunityID }),
	shapedText("sekisho.data_direction", func(e *event.Event) *string { return &e.DataDirection }),
	{name: "sekisho.jurisdiction.codes", kind: "text", change: changeJurisdiction},
	ofFindings("sample", func(f *event.Finding) *string { return &f.Sample }),
	ofFindings("where", func(f *event.Finding) *string { return &f.Where }),
	ofFindings("reference", func(f *event.Finding) *string { return &f.Reference }),
}

// shapedBy finds the field of a name; configs has checked that it may be changed.
func shapedBy(name string) (shapedField, error) {
	if !slices.Contains(configs.ShapedFields(), name) {
		return shapedField{}, fmt.Errorf("the field %q can't be changed", name)
	}
	for _, f := range shapedFields {
		if f.name == name {
			return f, nil
		}
	}
	return ofAttribute(name), nil
}

func shapedText(name string, of func(*event.Event) *string) shapedField {
	return shapedField{name: name, kind: "text", change: func(e *event.Event, to func(string) string) { replace(of(e), to) }}
}

func ofFindings(name string, of func(*event.Finding) *string) shapedField {
	return shapedField{name: "sekisho.findings." + name, kind: "text", change: func(e *event.Event, to func(string) string) {
		for i := range e.Findings {
			replace(of(&e.Findings[i]), to)
		}
	}}
}

// ofAttribute is what a protocol said under a name. Mail addresses have commas between them, and a
// pseudonym each.
func ofAttribute(name string) shapedField {
	words := strings.HasPrefix(name, "tls.") && name != "tls.client.server_name" || name == "http.request.method"
	return shapedField{name: name, kind: "text", spreads: !words, change: func(e *event.Event, to func(string) string) {
		for i := range e.Attributes {
			if e.Attributes[i].Name != name {
				continue
			}
			parts := []string{e.Attributes[i].Value}
			if strings.HasPrefix(name, "email.") {
				parts = strings.Split(parts[0], ",")
			}
			for n := range parts {
				replace(&parts[n], to)
			}
			e.Attributes[i].Value = strings.Trim(strings.Join(parts, ","), ",")
		}
		e.Attributes = slices.DeleteFunc(e.Attributes, func(a event.Attribute) bool { return a.Name == name && a.Value == "" })
	}}
}

// replace puts what stands for a value in its place; there is nothing for none.
func replace(s *string, to func(string) string) {
	if *s != "" {
		*s = to(*s)
	}
}

// changeAddress leaves the end there, with what else is known of it.
func changeAddress(end *event.End, to func(string) string) {
	if !end.Addr.IsValid() {
		return
	}
	if end.Token = to(end.Addr.WithZone("").String()); end.Token == "" {
		end.Token = leftOut
	}
	end.Addr = netip.Addr{}
}

// changeMAC puts a token among the attributes, for it is no hardware address.
func changeMAC(e *event.Event, to func(string) string) {
	if len(e.MAC) == 0 {
		return
	}
	token := to(event.MAC(e.MAC))
	if e.MAC = nil; token != "" {
		e.Attributes = append(e.Attributes, event.Attribute{Name: "source.mac", Value: token})
	}
}

// changeJurisdiction changes the evidence with the codes that it gives reasons for.
func changeJurisdiction(e *event.Event, to func(string) string) {
	for i := range e.Jurisdiction {
		replace(&e.Jurisdiction[i], to)
	}
	for i := range e.Evidence {
		replace(&e.Evidence[i].Code, to)
	}
	e.Jurisdiction = slices.DeleteFunc(e.Jurisdiction, func(s string) bool { return s == "" })
	e.Evidence = slices.DeleteFunc(e.Evidence, func(v event.Evidence) bool { return v.Code == "" })
}
