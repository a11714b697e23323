package encode

import (
	"net/netip"
	"strconv"

	"sekisho/dataplane/event"
)

// appendSummary writes an event as a sentence for people, such as
//
//	block tcp/http from 10.10.0.2:51120 to 203.0.113.10:80 (collect.example, CN, AS64500 Example): data threshold reached; rule no-personal-data; jp.my_number:3
//
// Its values are not escaped.
func appendSummary(b []byte, e *event.Event) []byte {
	b = append(b, title(e)...)
	if e.Outside.Known() {
		b = appendFlow(b, e)
	}
	if e.Reason != "" {
		b = append(append(b, ": "...), e.Reason...)
	}
	if e.Rule.ID != "" {
		b = append(append(b, "; rule "...), e.Rule.ID...)
	}
	if len(e.Monitored) > 0 {
		b = monitored(append(b, "; monitored "...), e)
	}
	if len(e.Findings) > 0 {
		b = findings(append(b, "; "...), e)
	}
	return b
}

// title is what happened, in a word or two.
func title(e *event.Event) string {
	switch {
	case e.Kind == event.PipelineError:
		return "appliance trouble"
	case e.Action == "":
		return e.Kind
	case e.Kind == event.Ended && e.Outside.Known():
		return "end (" + e.Action + ")"
	}
	return e.Action
}

func appendFlow(b []byte, e *event.Event) []byte {
	if b = append(append(b, ' '), e.Transport...); e.Protocol != "" {
		b = append(append(b, '/'), e.Protocol...)
	}
	b = appendEnd(append(b, " from "...), e.Inside)
	b = appendEnd(append(b, " to "...), e.Outside)
	separator := " ("
	aside := func(s string) {
		if s != "" {
			b = append(append(b, separator...), s...)
			separator = ", "
		}
	}
	aside(e.Domain)
	aside(e.Country)
	if e.ASN != 0 {
		aside("AS")
		b = strconv.AppendUint(b, uint64(e.ASN), 10)
		separator = " "
	}
	aside(e.Operator)
	if separator != " (" {
		b = append(b, ')')
	}
	return b
}

func appendEnd(b []byte, end event.End) []byte {
	switch {
	case end.Token != "":
		b = append(b, end.Token...)
	case end.Port != 0:
		return netip.AddrPortFrom(end.Addr.WithZone(""), end.Port).AppendTo(b)
	default:
		return end.Addr.WithZone("").AppendTo(b)
	}
	if end.Port != 0 {
		b = strconv.AppendUint(append(b, ':'), uint64(end.Port), 10)
	}
	return b
}

// summary is the sentence, bounded. It holds until the next value is made.
func (o *output) summary(e *event.Event) []byte {
	o.scratch = cut(appendSummary(o.scratch[:0], e))
	return o.scratch
}
