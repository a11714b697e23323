package encode

import (
	"bytes"
	"strconv"

	"sekisho/dataplane/event"
)

// field is something that the formats of names and values tell of an event.
type field struct {
	name string // in ECS; in text and structured data
	// cef and leef are the keys there; "": told otherwise, or not.
	cef, leef string
	// label is what one of CEF's custom fields is about.
	label string
	// value appends the value; nothing where it is not known.
	value func(b []byte, e *event.Event) []byte
}

// timeFormat is RFC 3339 in UTC with milliseconds.
const timeFormat = "2006-01-02T15:04:05.000Z"

// fields are the fields in the order in which they are told. In CEF each key has its meaning
// by the ArcSight Common Event Format Implementation Standard; what that has no field for
// stands in its custom fields with a label, or under a key that begins with the product's
// name. In LEEF, keys are those of IBM's QRadar Log Event Extended Format guide, others ours.
var fields = []field{
	{"@timestamp", "rt", "devTime", "", func(b []byte, e *event.Event) []byte { return e.Time.UTC().AppendFormat(b, timeFormat) }},
	str("event.id", "externalId", "eventId", func(e *event.Event) string { return e.ID }),
	{"event.sequence", "sekishoSequence", "sequence", "", func(b []byte, e *event.Event) []byte { return strconv.AppendUint(b, e.Sequence, 10) }},
	str("event.kind", "sekishoKind", "kind", func(e *event.Event) string { return e.Kind }),
	str("event.category", "cat", "cat", category),
	{"event.type", "sekishoType", "type", "", func(b []byte, e *event.Event) []byte { return join(b, e.Type) }},
	str("event.action", "act", "action", func(e *event.Event) string { return e.Action }),
	str("event.reason", "reason", "reason", func(e *event.Event) string { return e.Reason }),
	str("observer.name", "dvchost", "observerName", func(e *event.Event) string { return e.Gateway.Name }),
	str("observer.serial_number", "deviceExternalId", "observerSerial", func(e *event.Event) string { return e.Gateway.ID }),
	custom("cs3", "rule.id", "policy", "Rule", func(e *event.Event) string { return e.Rule.ID }),
	str("rule.name", "sekishoRuleName", "ruleName", func(e *event.Event) string { return e.Rule.Name }),
	custom("cs4", "rule.version", "policyVersion", "Policy version", func(e *event.Event) string { return e.Rule.Version }),
	{"source.ip", "src", "src", "", func(b []byte, e *event.Event) []byte { return appendAddress(b, e.Inside) }},
	str("source.address", "sekishoSourceToken", "srcToken", func(e *event.Event) string { return e.Inside.Token }),
	number("source.port", "spt", "srcPort", func(e *event.Event) (uint64, bool) { return uint64(e.Inside.Port), e.Inside.Port != 0 }),
	{"source.mac", "smac", "srcMAC", "", appendMAC},
	number("source.bytes", "out", "srcBytes", func(e *event.Event) (uint64, bool) { return e.Inside.Bytes, e.Inside.Known() }),
	{"destination.ip", "dst", "dst", "", func(b []byte, e *event.Event) []byte { return appendAddress(b, e.Outside) }},
	str("destination.address", "sekishoDestinationToken", "dstToken", func(e *event.Event) string { return e.Outside.Token }),
	number("destination.port", "dpt", "dstPort", func(e *event.Event) (uint64, bool) { return uint64(e.Outside.Port), e.Outside.Port != 0 }),
	number("destination.bytes", "in", "dstBytes", func(e *event.Event) (uint64, bool) { return e.Outside.Bytes, e.Outside.Known() }),
	str("destination.domain", "dhost", "dstHost", func(e *event.Event) string { return e.Domain }),
	custom("cs1", "destination.geo.country_iso_code", "dstCountry", "Country", func(e *event.Event) string { return e.Country }),
	{"destination.as.number", "cn1", "dstAS", "Autonomous system", func(b []byte, e *event.Event) []byte { return uint(b, uint64(e.ASN), e.ASN != 0) }},
	custom("cs2", "destination.as.organization.name", "dstASName", "Operator", func(e *event.Event) string { return e.Operator }),
	str("network.transport", "proto", "proto", func(e *event.Event) string { return e.Transport }),
	str("network.protocol", "app", "application", func(e *event.Event) string { return e.Protocol }),
	str("network.direction", "deviceDirection", "direction", func(e *event.Event) string { return e.Direction }),
	str("network.community_id", "sekishoCommunityId", "communityId", func(e *event.Event) string { return e.CommunityID }),
	{"sekisho.jurisdiction.codes", "sekishoJurisdiction", "jurisdiction", "", func(b []byte, e *event.Event) []byte { return join(b, e.Jurisdiction) }},
	str("sekisho.data_direction", "sekishoDataDirection", "dataDirection", func(e *event.Event) string { return e.DataDirection }),
	{"sekisho.findings", "cs5", "findings", "Flagged data", findings},
	custom("cs6", "sekisho.sample", "sample", "Masked sample", func(e *event.Event) string { return first(e).Sample }),
	str("sekisho.where", "sekishoWhere", "where", func(e *event.Event) string { return first(e).Where }),
	{"sekisho.monitor", "sekishoMonitor", "monitor", "", monitored},
	number("sekisho.inspected_bytes", "sekishoInspectedBytes", "inspectedBytes", func(e *event.Event) (uint64, bool) {
		return uint64(max(e.InspectedBytes, 0)), e.Outside.Known()
	}),
	number("sekisho.opaque_bytes", "sekishoOpaqueBytes", "opaqueBytes", func(e *event.Event) (uint64, bool) {
		return uint64(max(e.OpaqueBytes, 0)), e.Outside.Known()
	}),
}

func str(name, cef, leef string, get func(*event.Event) string) field {
	return field{name, cef, leef, "", func(b []byte, e *event.Event) []byte { return append(b, get(e)...) }}
}

// custom is a text in one of CEF's custom fields.
func custom(cef, name, leef, label string, get func(*event.Event) string) field {
	f := str(name, cef, leef, get)
	f.label = label
	return f
}

func number(name, cef, leef string, get func(*event.Event) (uint64, bool)) field {
	return field{name, cef, leef, "", func(b []byte, e *event.Event) []byte {
		n, known := get(e)
		return uint(b, n, known)
	}}
}

func uint(b []byte, n uint64, known bool) []byte {
	if !known {
		return b
	}
	return strconv.AppendUint(b, n, 10)
}

// category is ECS event.category.
func category(e *event.Event) string {
	if e.Category == "" {
		return "network"
	}
	return e.Category
}

func address(end event.End) string { return string(appendAddress(nil, end)) }

func appendAddress(b []byte, end event.End) []byte {
	if end.Token != "" || !end.Addr.IsValid() {
		return b
	}
	return end.Addr.WithZone("").AppendTo(b)
}

// appendMAC appends the inside end's hardware address, or the token for it.
func appendMAC(b []byte, e *event.Event) []byte {
	if len(e.MAC) > 0 {
		return event.AppendMAC(b, e.MAC)
	}
	return append(b, e.Attribute("source.mac")...)
}

// colons writes a hardware address as CEF and LEEF do.
func colons(e *event.Event, value []byte) []byte {
	if len(e.MAC) == 0 {
		return value // a token
	}
	return bytes.ReplaceAll(value, []byte("-"), []byte(":"))
}

func join(b []byte, all []string) []byte {
	for i, s := range all {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, s...)
	}
	return b
}

// findings are classes and the number of distinct values, as in "jp.my_number:12,pii.email:3".
func findings(b []byte, e *event.Event) []byte {
	for i, f := range e.Findings {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, f.Class...), ':')
		b = strconv.AppendInt(b, int64(f.Count), 10)
	}
	return b
}

// monitored are rules in monitor mode and what they would do, as in "no-source-code:block".
func monitored(b []byte, e *event.Event) []byte {
	for i, m := range e.Monitored {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, m.Rule.ID...), ':'), m.Action...)
	}
	return b
}

// first is the first finding, the one whose sample and place the short formats tell.
func first(e *event.Event) event.Finding {
	if len(e.Findings) == 0 {
		return event.Finding{}
	}
	return e.Findings[0]
}

// pairs calls do with each name and value that a tidy event has. The value is in UTF-8, no
// longer than MaxValue, and holds until do returns; f is nil for an attribute.
func (o *output) pairs(e *event.Event, do func(f *field, name string, value []byte)) {
	for i := range fields {
		f := &fields[i]
		if o.scratch = cut(f.value(o.scratch[:0], e)); len(o.scratch) > 0 {
			do(f, f.name, o.scratch)
		}
	}
	for _, a := range e.Attributes {
		if o.scratch = append(o.scratch[:0], a.Value...); len(o.scratch) > 0 && a.Name != "source.mac" {
			do(nil, a.Name, o.scratch)
		}
	}
}
