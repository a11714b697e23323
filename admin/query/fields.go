package query

import (
	"slices"
	"strings"

	"sekisho/dataplane/event"
)

// Kind says how a field's values compare.
type Kind uint8

const (
	Text    Kind = iota // without regard to case; patterns with *
	Number              // integers; with units where they are bytes
	Address             // an address or a prefix
	Time                // RFC 3339, or a day such as 2026-11-22 (its start, UTC)
)

// String names the kind as people read it.
func (k Kind) String() string { return [...]string{"text", "number", "address", "time"}[k] }

// Field is something that events can be searched by.
type Field struct {
	Name string // by the Elastic Common Schema
	Kind Kind
	Many bool // an event may have several values
	// Bare says that words without a field are looked for here.
	Bare bool
	// values appends an event's values.
	values func(e *event.Event, to []value) []value
}

// Column is the field's name in the index.
func (f *Field) Column() string {
	return strings.NewReplacer(".", "_", "@", "").Replace(f.Name)
}

// Index is the field's place in Fields.
func (f *Field) Index() int { return slices.Index(fields, f) }

// Fields are all fields, in an order that does not change while the program runs.
// They may not be changed.
func Fields() []*Field { return fields }

var fields = []*Field{
	{Name: "@timestamp", Kind: Time, values: func(e *event.Event, to []value) []value {
		return append(to, value{n: e.Time.UnixMilli()})
	}},
	text("event.id", func(e *event.Event) string { return e.ID }),
	number("event.sequence", func(e *event.Event) (uint64, bool) { return e.Sequence, true }),
	text("event.kind", func(e *event.Event) string { return e.Kind }),
	texts("event.type", func(e *event.Event, add func(string)) { each(e.Type, add) }),
	text("event.action", func(e *event.Event) string { return e.Action }),
	text("event.reason", func(e *event.Event) string { return e.Reason }),
	text("observer.serial_number", func(e *event.Event) string { return e.Gateway.ID }),
	text("observer.name", func(e *event.Event) string { return e.Gateway.Name }),
	bare(text("rule.id", func(e *event.Event) string { return e.Rule.ID })),
	bare(text("rule.name", func(e *event.Event) string { return e.Rule.Name })),
	text("rule.version", func(e *event.Event) string { return e.Rule.Version }),
	address("source.ip", func(e *event.Event) event.End { return e.Inside }),
	number("source.port", func(e *event.Event) (uint64, bool) { return uint64(e.Inside.Port), e.Inside.Port != 0 }),
	text("source.mac", func(e *event.Event) string { return event.MAC(e.MAC) }),
	number("source.bytes", func(e *event.Event) (uint64, bool) { return e.Inside.Bytes, e.Inside.Known() }),
	address("destination.ip", func(e *event.Event) event.End { return e.Outside }),
	number("destination.port", func(e *event.Event) (uint64, bool) { return uint64(e.Outside.Port), e.Outside.Port != 0 }),
	number("destination.bytes", func(e *event.Event) (uint64, bool) { return e.Outside.Bytes, e.Outside.Known() }),
	bare(text("destination.domain", func(e *event.Event) string { return e.Domain })),
	text("destination.geo.country_iso_code", func(e *event.Event) string { return e.Country }),
	number("destination.as.number", func(e *event.Event) (uint64, bool) { return uint64(e.ASN), e.ASN != 0 }),
	text("destination.as.organization.name", func(e *event.Event) string { return e.Operator }),
	text("network.transport", func(e *event.Event) string { return e.Transport }),
	text("network.protocol", func(e *event.Event) string { return e.Protocol }),
	text("network.direction", func(e *event.Event) string { return e.Direction }),
	text("network.community_id", func(e *event.Event) string { return e.CommunityID }),
	texts("sekisho.jurisdiction.codes", func(e *event.Event, add func(string)) { each(e.Jurisdiction, add) }),
	text("sekisho.data_direction", func(e *event.Event) string { return e.DataDirection }),
	texts("sekisho.findings.class", func(e *event.Event, add func(string)) {
		for _, f := range e.Findings {
			add(f.Class)
		}
	}),
	{Name: "sekisho.findings.count", Kind: Number, Many: true, values: func(e *event.Event, to []value) []value {
		for _, f := range e.Findings {
			to = append(to, value{n: int64(f.Count)})
		}
		return to
	}},
	texts("sekisho.findings.where", func(e *event.Event, add func(string)) {
		for _, f := range e.Findings {
			add(f.Where)
		}
	}),
	texts("sekisho.findings.reference", func(e *event.Event, add func(string)) {
		for _, f := range e.Findings {
			add(f.Reference)
		}
	}),
	number("sekisho.inspected_bytes", func(e *event.Event) (uint64, bool) { return uint64(e.InspectedBytes), e.Outside.Known() }),
	number("sekisho.opaque_bytes", func(e *event.Event) (uint64, bool) { return uint64(e.OpaqueBytes), e.Outside.Known() }),
	texts("sekisho.monitor.rule.id", func(e *event.Event, add func(string)) {
		for _, m := range e.Monitored {
			add(m.Rule.ID)
		}
	}),
	texts("sekisho.monitor.action", func(e *event.Event, add func(string)) {
		for _, m := range e.Monitored {
			add(m.Action)
		}
	}),
	attribute("http.request.method"),
	bare(attribute("url.full")),
	attribute("user_agent.original"),
	bare(attribute("tls.client.server_name")),
	attribute("tls.next_protocol"),
	attribute("tls.version"),
	attribute("tls.client.ja3"),
	attribute("tls.client.ja4"),
	attribute("tls.client.ech"),
	bare(attribute("file.name")),
	attribute("file.hash.sha256"),
	attribute("email.from.address"),
	attribute("email.to.address"),
	bare(attribute("dns.question.name")),
	attribute("user.name"),
}

// byName finds a field; nil where there is none of that name.
func byName(name string) *Field {
	for _, f := range fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

func text(name string, get func(*event.Event) string) *Field {
	return &Field{Name: name, values: func(e *event.Event, to []value) []value { return addText(to, get(e)) }}
}

func texts(name string, get func(*event.Event, func(string))) *Field {
	return &Field{Name: name, Many: true, values: func(e *event.Event, to []value) []value {
		get(e, func(s string) { to = addText(to, s) })
		return to
	}}
}

func attribute(name string) *Field {
	return text(name, func(e *event.Event) string { return e.Attribute(name) })
}

func bare(f *Field) *Field {
	f.Bare = true
	return f
}

// number is a field whose values are 0 or more; those past an int64 count as its end.
func number(name string, get func(*event.Event) (uint64, bool)) *Field {
	return &Field{Name: name, Kind: Number, values: func(e *event.Event, to []value) []value {
		if n, known := get(e); known {
			to = append(to, value{n: int64(min(n, 1<<63-1))})
		}
		return to
	}}
}

func address(name string, get func(*event.Event) event.End) *Field {
	return &Field{Name: name, Kind: Address, values: func(e *event.Event, to []value) []value {
		if a := get(e).Addr; a.IsValid() {
			to = append(to, value{s: key(a)})
		}
		return to
	}}
}

func addText(to []value, s string) []value {
	if s == "" {
		return to
	}
	return append(to, value{s: fold(s)})
}

func each(list []string, add func(string)) {
	for _, s := range list {
		add(s)
	}
}
