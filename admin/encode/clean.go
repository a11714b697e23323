package encode

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sekisho/dataplane/event"
)

// MaxValue bounds a value, in bytes before escaping: as most fields of CEF are bounded, and
// below the 1,024 characters past which Elasticsearch doesn't index a keyword.
const MaxValue = 1023

// mark ends a value that was cut.
const mark = "…"

// tidy copies an event with its strings bounded and in UTF-8, and with those attributes
// only that can stand beside what the appliance itself says.
func (o *output) tidy(e *event.Event) *event.Event {
	t := &o.tidied
	attributes := t.Attributes[:0]
	*t = *e
	t.Attributes = attributes
	tidyTexts(t)
	for _, a := range e.Attributes {
		if standsBeside(t, a.Name) {
			t.Attributes = append(t.Attributes, event.Attribute{Name: a.Name, Value: clean(a.Value)})
		}
	}
	tidyLists(t)
	withoutHalves(t)
	return t
}

func tidyTexts(t *event.Event) {
	for _, s := range [...]*string{&t.ID, &t.Kind, &t.Category, &t.Action, &t.Reason, &t.Gateway.ID, &t.Gateway.Name, &t.Inside.Token, &t.Outside.Token,
		&t.Domain, &t.Country, &t.Operator, &t.Transport, &t.Protocol, &t.Direction, &t.CommunityID, &t.DataDirection} {
		*s = clean(*s)
	}
	t.Rule = cleanRule(t.Rule)
}

func tidyLists(t *event.Event) {
	t.Type, t.Jurisdiction = cleanEach(t.Type, clean), cleanEach(t.Jurisdiction, clean)
	t.Evidence = cleanEach(t.Evidence, func(v event.Evidence) event.Evidence {
		v.Kind, v.Code, v.Source = clean(v.Kind), clean(v.Code), clean(v.Source)
		return v
	})
	t.Findings = cleanEach(t.Findings, func(f event.Finding) event.Finding {
		f.Class, f.Sample, f.Where, f.Reference = clean(f.Class), clean(f.Sample), clean(f.Where), clean(f.Reference)
		return f
	})
	t.Monitored = cleanEach(t.Monitored, func(m event.Monitored) event.Monitored {
		return event.Monitored{Rule: cleanRule(m.Rule), Action: clean(m.Action)}
	})
}

func cleanRule(r event.Rule) event.Rule {
	return event.Rule{ID: clean(r.ID), Name: clean(r.Name), Version: clean(r.Version)}
}

// withoutHalves leaves out what says nothing alone, as the event's own JSON does.
func withoutHalves(e *event.Event) {
	if e.Rule.ID == "" {
		e.Rule = event.Rule{}
	}
	if e.ASN == 0 {
		e.Operator = ""
	}
	if !e.Outside.Known() {
		e.Jurisdiction, e.Evidence, e.Findings, e.Monitored, e.DataDirection = nil, nil, nil, nil, ""
	}
}

// clean mends a value's UTF-8 and bounds it.
func clean(s string) string {
	if over := MaxValue + utf8.UTFMax; len(s) > over {
		s = s[:over] // no shorter once it is mended; where this cuts a character is cut below
	}
	if !utf8.ValidString(s) {
		s = string([]rune(s)) // each byte becomes U+FFFD, as in encoding/json
	}
	if len(s) <= MaxValue {
		return s
	}
	return string(cut([]byte(s)))
}

// cut bounds a value of valid UTF-8.
func cut(b []byte) []byte {
	if len(b) <= MaxValue {
		return b
	}
	end := MaxValue - len(mark)
	for !utf8.RuneStart(b[end]) {
		end--
	}
	return append(b[:end], mark...)
}

// cleanEach cleans each element, in a copy if there is something to clean.
func cleanEach[T comparable](all []T, cleaned func(T) T) []T {
	copied := false
	for i, v := range all {
		if v = cleaned(v); v == all[i] {
			continue
		}
		if !copied {
			all, copied = slices.Clone(all), true
		}
		all[i] = v
	}
	return all
}

// standsBeside tells whether an attribute has a name of ECS's form that is no part of what
// the appliance itself says, and is not there yet: nothing may pass for another field.
func standsBeside(e *event.Event, name string) bool {
	first, rest, _ := strings.Cut(name, ".")
	switch first {
	case "event", "observer", "rule", "source", "destination", "network", "ecs", "related", "message":
		return name == "source.mac" && len(e.MAC) == 0 // a token for it
	case "sekisho":
		second, _, _ := strings.Cut(rest, ".")
		if slices.Contains(ownParts, second) {
			return false
		}
	}
	return plainName(name) && !slices.ContainsFunc(e.Attributes, func(a event.Attribute) bool {
		return a.Name == name || strings.HasPrefix(a.Name, name+".") || strings.HasPrefix(name, a.Name+".")
	})
}

// ownParts are what the appliance says of flows below its own name. The rest below it is what it
// says of itself, such as sekisho.gap.from.
var ownParts = []string{
	"version", "jurisdiction", "findings", "sample", "where", "monitor", "inspected_bytes", "opaque_bytes", "data_direction",
}

// plainName tells whether a name is of words of a-z, 0-9 and _ joined by single dots, begins
// with a letter and can be the name of a parameter of structured data.
func plainName(name string) bool {
	if len(name) > 32 || !strings.Contains(name, ".") || name[0] < 'a' || strings.Contains(name, "..") || strings.HasSuffix(name, ".") {
		return false
	}
	return !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' && r != '.'
	})
}

// hidden tells of characters that people don't see, or that move others: controls, format
// characters, separators of lines and paragraphs.
func hidden(r rune) bool {
	return r < ' ' || r == 0x7f || r >= 0x80 && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
