package event

import (
	"cmp"
	"encoding/json"
	"strings"
)

// timeFormat is RFC 3339 in UTC with milliseconds, as Elastic stores @timestamp.
const timeFormat = "2006-01-02T15:04:05.000Z"

type object = map[string]any

// MarshalJSON gives the record its form in the Elastic Common Schema 9.
func (e *Event) MarshalJSON() ([]byte, error) {
	doc := object{
		"@timestamp":  e.Time.UTC().Format(timeFormat),
		"event":       e.event(),
		"source":      end(e.Inside),
		"destination": e.destination(),
		"network":     e.network(),
		"sekisho":     e.own(),
	}
	if e.Rule.ID != "" {
		doc["rule"] = e.Rule
	}
	if e.Gateway != (Gateway{}) {
		doc["observer"] = e.Gateway
	}
	if len(e.MAC) > 0 {
		put(doc, "source.mac", MAC(e.MAC))
	}
	for _, a := range e.Attributes {
		put(doc, a.Name, a.Value)
	}
	for name, part := range doc {
		if o, ok := part.(object); ok && len(o) == 0 {
			delete(doc, name)
		}
	}
	return json.Marshal(doc)
}

func (e *Event) event() object {
	o := object{"id": e.ID, "sequence": e.Sequence, "kind": e.Kind, "category": []string{cmp.Or(e.Category, network)}}
	add(o, "type", e.Type, len(e.Type) > 0)
	add(o, "action", e.Action, e.Action != "")
	add(o, "reason", e.Reason, e.Reason != "")
	return o
}

func (e *Event) destination() object {
	o := end(e.Outside)
	add(o, "domain", e.Domain, e.Domain != "")
	add(o, "geo", object{"country_iso_code": e.Country}, e.Country != "")
	if e.ASN != 0 {
		as := object{"number": e.ASN}
		add(as, "organization", object{"name": e.Operator}, e.Operator != "")
		o["as"] = as
	}
	return o
}

func (e *Event) network() object {
	o := object{}
	for name, v := range map[string]string{"transport": e.Transport, "protocol": e.Protocol,
		"direction": e.Direction, "community_id": e.CommunityID} {
		add(o, name, v, v != "")
	}
	return o
}

func (e *Event) own() object {
	o := object{"version": Version}
	if !e.Outside.Known() {
		return o
	}
	o["jurisdiction"] = object{"codes": nonNil(e.Jurisdiction), "evidence": nonNil(e.Evidence)}
	o["findings"] = nonNil(e.Findings)
	o["inspected_bytes"] = e.InspectedBytes
	o["opaque_bytes"] = e.OpaqueBytes
	add(o, "opaque", e.Unread, len(e.Unread) > 0)
	add(o, "monitor", e.Monitored, len(e.Monitored) > 0)
	add(o, "data_direction", e.DataDirection, e.DataDirection != "")
	return o
}

func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func end(e End) object {
	if !e.Known() {
		return object{}
	}
	o := object{"bytes": e.Bytes}
	add(o, "address", e.Token, e.Token != "")
	add(o, "ip", e.Addr.WithZone(""), e.Token == "")
	add(o, "port", e.Port, e.Port != 0)
	return o
}

func add(o object, name string, v any, known bool) {
	if known {
		o[name] = v
	}
}

// put sets a value at a dotted ECS name, if there is none. A name that runs through a
// value, or ends on an object, is not put: ECS has no such names.
func put(o object, name string, v any) {
	for {
		head, rest, more := strings.Cut(name, ".")
		if !more {
			if _, taken := o[head]; !taken {
				o[head] = v
			}
			return
		}
		if _, exists := o[head]; !exists {
			o[head] = object{}
		}
		inner, ok := o[head].(object)
		if !ok {
			return
		}
		o, name = inner, rest
	}
}

// MAC writes a hardware address as ECS asks: upper case, hyphens (RFC 7042).
func MAC(address []byte) string { return string(AppendMAC(nil, address)) }

// AppendMAC appends what MAC gives.
func AppendMAC(b, address []byte) []byte {
	const digits = "0123456789ABCDEF"
	for i, c := range address {
		if i > 0 {
			b = append(b, '-')
		}
		b = append(b, digits[c>>4], digits[c&15])
	}
	return b
}

// Place is the first located code, or the first code of all.
func Place(codes []string, evidence []Evidence) string {
	for _, kind := range []string{"override", "located"} {
		for _, e := range evidence {
			if e.Kind == kind {
				return e.Code
			}
		}
	}
	if len(codes) > 0 {
		return codes[0]
	}
	return ""
}
