package event

import (
	"cmp"
	"slices"
	"strings"
)

// event writes the whole record. ok is false where something has no fast form.
func (w *writer) event(e *Event, attributes []Attribute) (ok bool) {
	w.b = append(w.b, '{')
	w.key("@timestamp")
	w.b = append(e.Time.UTC().AppendFormat(append(w.b, '"'), timeFormat), '"')
	for _, p := range parts {
		n := 0
		for n < len(attributes) && attributes[n].Name < p.name {
			n++
		}
		w.attributes(attributes[:n], 0)
		attributes = attributes[n:]
		p.write(w, e)
	}
	w.attributes(attributes, 0)
	w.shut()
	return !w.bad
}

// parts are the record's own, in the order of their names.
var parts = []struct {
	name  string
	write func(w *writer, e *Event)
}{
	{"destination", func(w *writer, e *Event) { w.part("destination", func() { w.destination(e) }) }},
	{"event", func(w *writer, e *Event) { w.part("event", func() { w.head(e) }) }},
	{"network", func(w *writer, e *Event) { w.part("network", func() { w.network(e) }) }},
	{"observer", func(w *writer, e *Event) { w.observer(e.Gateway) }},
	{"rule", func(w *writer, e *Event) {
		if e.Rule.ID != "" {
			w.key("rule")
			w.rule(e.Rule)
		}
	}},
	{"sekisho", func(w *writer, e *Event) { w.part("sekisho", func() { w.own(e) }) }},
	{"source", func(w *writer, e *Event) { w.part("source", func() { w.source(e) }) }},
}

// attributes writes what begins at depth of sorted names; those with the same word there
// go into one object.
func (w *writer) attributes(all []Attribute, depth int) {
	for len(all) > 0 {
		word, _, more := strings.Cut(all[0].Name[depth:], ".")
		if !more {
			w.key(word)
			w.string(all[0].Value)
			all = all[1:]
			continue
		}
		prefix := all[0].Name[:depth+len(word)+1]
		n := slices.IndexFunc(all, func(a Attribute) bool { return !strings.HasPrefix(a.Name, prefix) })
		if n < 0 {
			n = len(all)
		}
		w.open(word)
		w.attributes(all[:n], len(prefix))
		w.shut()
		all = all[n:]
	}
}

func (w *writer) head(e *Event) {
	w.text("action", e.Action)
	w.list("category", 1, func(int) { w.string(cmp.Or(e.Category, network)) })
	w.key("id")
	w.string(e.ID)
	w.key("kind")
	w.string(e.Kind)
	w.text("reason", e.Reason)
	w.number("sequence", e.Sequence)
	if len(e.Type) > 0 {
		w.texts("type", e.Type)
	}
}

// network is ECS event.category of events that have no other.
const network = "network"

func (w *writer) observer(g Gateway) {
	if g == (Gateway{}) {
		return
	}
	w.open("observer")
	w.text("serial_number", g.ID)
	w.text("name", g.Name)
	w.shut()
}

func (w *writer) rule(r Rule) {
	w.b = append(w.b, '{')
	w.text("id", r.ID)
	w.text("name", r.Name)
	w.text("version", r.Version)
	w.shut()
}

// address writes an end's address; other members stand between it and the port.
func (w *writer) address(e End) {
	if e.Token != "" {
		return
	}
	w.key("ip")
	text := e.Addr.WithZone("").AppendTo(append(w.b, '"'))
	w.b = append(text, '"')
}

func (w *writer) port(e End) {
	if e.Port != 0 {
		w.number("port", uint64(e.Port))
	}
}

func (w *writer) source(e *Event) {
	known := e.Inside.Known()
	w.text("address", e.Inside.Token)
	if known {
		w.number("bytes", e.Inside.Bytes)
		w.address(e.Inside)
	}
	w.mac(e.MAC)
	if known {
		w.port(e.Inside)
	}
}

func (w *writer) destination(e *Event) {
	known := e.Outside.Known()
	w.text("address", e.Outside.Token)
	if e.ASN != 0 {
		w.open("as")
		w.number("number", uint64(e.ASN))
		if e.Operator != "" {
			w.open("organization")
			w.text("name", e.Operator)
			w.shut()
		}
		w.shut()
	}
	if known {
		w.number("bytes", e.Outside.Bytes)
	}
	w.text("domain", e.Domain)
	w.part("geo", func() { w.text("country_iso_code", e.Country) })
	if known {
		w.address(e.Outside)
		w.port(e.Outside)
	}
}

func (w *writer) network(e *Event) {
	w.text("community_id", e.CommunityID)
	w.text("direction", e.Direction)
	w.text("protocol", e.Protocol)
	w.text("transport", e.Transport)
}

func (w *writer) own(e *Event) {
	if !e.Outside.Known() {
		w.number("version", Version)
		return
	}
	w.text("data_direction", e.DataDirection)
	w.list("findings", len(e.Findings), func(i int) { w.finding(e.Findings[i]) })
	w.signed("inspected_bytes", e.InspectedBytes)
	w.open("jurisdiction")
	w.texts("codes", e.Jurisdiction)
	w.list("evidence", len(e.Evidence), func(i int) { w.evidence(e.Evidence[i]) })
	w.shut()
	if len(e.Monitored) > 0 {
		w.list("monitor", len(e.Monitored), func(i int) { w.monitored(e.Monitored[i]) })
	}
	if len(e.Unread) > 0 {
		w.list("opaque", len(e.Unread), func(i int) { w.unread(e.Unread[i]) })
	}
	w.signed("opaque_bytes", e.OpaqueBytes)
	w.number("version", Version)
}

func (w *writer) unread(u Unread) {
	w.b = append(w.b, '{')
	w.key("reason")
	w.string(u.Reason)
	w.signed("bytes", u.Bytes)
	w.shut()
}

func (w *writer) evidence(v Evidence) {
	w.b = append(w.b, '{')
	w.key("kind")
	w.string(v.Kind)
	w.key("code")
	w.string(v.Code)
	w.share("confidence", v.Confidence)
	w.key("source")
	w.string(v.Source)
	w.shut()
}

func (w *writer) finding(f Finding) {
	w.b = append(w.b, '{')
	w.key("class")
	w.string(f.Class)
	w.signed("count", int64(f.Count))
	w.share("confidence", f.Confidence)
	w.text("sample", f.Sample)
	w.text("where", f.Where)
	w.text("reference", f.Reference)
	if f.Containment != 0 {
		w.share("containment", f.Containment)
	}
	w.shut()
}

func (w *writer) monitored(m Monitored) {
	w.b = append(w.b, '{')
	w.key("rule")
	w.rule(m.Rule)
	w.key("action")
	w.string(m.Action)
	w.shut()
}
