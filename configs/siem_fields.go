package configs

import (
	"slices"

	"sekisho/admin/query"
	"sekisho/configs/strict"
)

// FixedFields are the fields that every destination gets as they are: those that receivers tell
// events and what was done by, and those that say how much and not who.
func FixedFields() []string {
	return []string{
		"@timestamp", "event.id", "event.sequence", "event.kind", "event.type", "event.action", "observer.serial_number", "observer.name", "rule.id",
		"source.bytes", "destination.bytes", "sekisho.findings.class", "sekisho.findings.count", "sekisho.inspected_bytes", "sekisho.opaque_bytes",
		"sekisho.monitor.rule.id", "sekisho.monitor.action",
	}
}

// ShapedFields are the fields that omit may name: those of searches that are not fixed, and the
// masked sample. pseudonymise may name those of them that are no numbers.
func ShapedFields() []string {
	all := []string{"sekisho.findings.sample"}
	for _, f := range query.Fields() {
		if !slices.Contains(FixedFields(), f.Name) {
			all = append(all, f.Name)
		}
	}
	return all
}

// shaped checks the lists of fields that are left out or get pseudonyms.
func (c *checker) shaped(d Destination) {
	c.fields("omit", d.Omit)
	c.fields("pseudonymise", d.Pseudonymise)
	for _, name := range d.Pseudonymise {
		if slices.Contains(d.Omit, name) {
			c.add("pseudonymise", "%s is left out already", strict.Quote(name))
		}
		if slices.ContainsFunc(query.Fields(), func(f *query.Field) bool { return f.Name == name && f.Kind == query.Number }) {
			c.add("pseudonymise", "%s is a number; it can be left out", strict.Quote(name))
		}
	}
}

func (c *checker) fields(key string, names []string) {
	if len(names) > maxList {
		c.add(key, "must have %d entries at most", maxList)
	}
	for i, name := range names {
		switch {
		case slices.Contains(names[:i], name):
			c.add(key, "%s is given twice", strict.Quote(name))
		case slices.Contains(FixedFields(), name):
			c.add(key, "%s is needed to tell events and what was done by", strict.Quote(name))
		case !slices.Contains(ShapedFields(), name):
			c.add(key, "unknown field %s%s", strict.Quote(name), nearestField(name))
		}
	}
}

// nearestField names the field that may be meant; there are too many to list them all.
func nearestField(name string) string {
	if near := strict.Nearest(name, ShapedFields()); near != "" {
		return "; nearest is " + strict.Quote(near)
	}
	return "; fields have the names that searches know them by, such as source.ip"
}
