package main

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// sample is a document, and what it carries.
type sample struct {
	set    set
	about  string // the class that it was made for, or "" for none
	layout string
	lang   string
	name   string // file name
	body   []byte
	truth  truth
}

// truth is the distinct values of each class in a document. A class that is in doubt
// there, such as a name without a label, counts neither way.
type truth struct {
	values map[string]map[string]bool
	doubt  map[string]bool
}

func newTruth() truth { return truth{map[string]map[string]bool{}, map[string]bool{}} }

func (t truth) add(class, value string) {
	if t.values[class] == nil {
		t.values[class] = map[string]bool{}
	}
	t.values[class][strings.Map(significant, strings.ToUpper(value))] = true
}

// significant drops what values are written with and without.
func significant(c rune) rune {
	if strings.ContainsRune(" -.　()", c) {
		return -1
	}
	return c
}

func (t truth) count(class string) int { return len(t.values[class]) }

// table is records to be laid out: the same fields for each.
type recordTable struct {
	set     set
	lang    string
	columns []column
	rows    [][]string
	several bool // classes with values of their own stand side by side
}

type column struct {
	class string // "" where the column says nothing
	label string // for people
	key   string // for programs
}

func newColumn(r *rand.Rand, lang string, k kind) column {
	return column{k.class, k.label(r, lang), pick(r, k.keys)}
}

// subjectTable has a class's values, among columns that say nothing and perhaps a name.
func subjectTable(r *rand.Rand, s set, k kind) recordTable {
	lang := pick(r, slices.Sorted(maps.Keys(k.labels)))
	fields, plain := append([]kind{k}, companions(r, s, lang, k)...), plainOf(s)
	several := len(fields) > 1
	if r.IntN(2) == 0 {
		fields = append(fields, kindsOf(s, traits)[0])
	}
	for _, i := range r.Perm(len(plain))[:between(r, 1, 3)] {
		fields = append(fields, plain[i])
	}
	r.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
	t := fill(r, s, lang, fields, between(r, 1, 8))
	t.several = several
	return t
}

// companions are other numbers that an office keeps of the same people, as ledgers of staff
// have them: one time in five, though never in the tuning set.
func companions(r *rand.Rand, s set, lang string, k kind) (fields []kind) {
	country, _, _ := strings.Cut(k.class, ".")
	if s == tuning || k.ofFirms || r.IntN(5) > 0 {
		return nil
	}
	all := kindsOf(s, kinds)
	for _, i := range r.Perm(len(all)) {
		if c := all[i]; len(fields) < 2 && c.class != k.class && !c.ofFirms && strings.HasPrefix(c.class, country+".") && c.labels[lang] != nil {
			fields = append(fields, c)
		}
	}
	return fields
}

// peopleTable has persons: names with at least two other attributes.
func peopleTable(r *rand.Rand, s set) recordTable {
	lang := pick(r, []string{"ja", "ja", "en", "zh", "ko"})
	traits, plain := kindsOf(s, traits), plainOf(s)
	fields := []kind{traits[0]}
	for _, i := range r.Perm(len(traits) - 1)[:between(r, 2, len(traits)-1)] {
		fields = append(fields, traits[i+1])
	}
	for _, i := range r.Perm(len(plain))[:r.IntN(3)] {
		fields = append(fields, plain[i])
	}
	return fill(r, s, lang, fields, between(r, 1, 12))
}

func fill(r *rand.Rand, s set, lang string, fields []kind, rows int) recordTable {
	t := recordTable{set: s, lang: lang}
	for _, k := range fields {
		t.columns = append(t.columns, newColumn(r, lang, k))
	}
	v := inventions[s].oneOrder(r)
	if s == judging {
		v = v.asLabelled(t.columns)
	}
	for range rows {
		p := v.person(r, lang)
		if s == tuning && r.IntN(2) == 0 {
			p = newPerson(r, lang)
		}
		var row []string
		for _, k := range fields {
			row = append(row, t.cell(r, k, p))
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// cell is a value of a kind. Some Japanese forms are filled in with digits of full
// width, though none of the tuning set.
func (t recordTable) cell(r *rand.Rand, k kind, p person) string {
	if k.of != nil {
		return k.of(p)
	}
	value := k.value(r)
	if t.set != tuning && t.lang == "ja" && strings.HasPrefix(k.class, "jp.") && r.IntN(12) == 0 {
		return wide(value)
	}
	return value
}

// truth is what a reader learns from the table.
func (t recordTable) truth() truth {
	all := newTruth()
	for _, row := range t.rows {
		person, has := "", map[string]bool{}
		for i, c := range t.columns {
			if c.class != "" {
				all.add(c.class, row[i])
				has[c.class] = true
				person += row[i] + "\x00"
			}
		}
		if has["pii.name"] && len(has) >= 3 {
			all.add("pii.person", person)
		}
	}
	return all
}

// column finds a class's column, or -1.
func (t recordTable) column(class string) int {
	return slices.IndexFunc(t.columns, func(c column) bool { return c.class == class })
}
