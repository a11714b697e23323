package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// peopleForm is a document of one kind that offices keep about persons, or that programs
// exchange: a row for each, between a head and a foot. A row has {name}, or {family} and
// {given}, which count neither way, {birth}, or {ymd} as programs write a day, {addr},
// {tel} and {mail}.
type peopleForm struct {
	lang, name, file string
	weight           int // see pickBy
	head, row, foot  string
	between          string   // what stands between two rows
	doubt            []string // classes that count neither way, such as names without a label
}

var peopleForms = map[set][]peopleForm{seen: append(seenPeopleForms, opened(judgingPeopleForms)...), judging: blind(judgingPeopleForms)}

// peopleSample fills in a form for some persons.
func peopleSample(r *rand.Rand, s set) sample {
	f := pickBy(r, peopleForms[s], func(f peopleForm) int { return f.weight })
	d := sample{set: s, about: "pii.person", layout: "people form", lang: f.lang, name: f.file, truth: newTruth()}
	v := inventions[s].oneOrder(r)
	var rows []string
	for range between(r, 1, 9) {
		rows = append(rows, f.rowOf(r, v, d.truth))
	}
	d.body = []byte(f.head + strings.Join(rows, f.between) + f.foot)
	for _, class := range append(f.doubt, "file.source_code") {
		d.truth.doubt[class] = true
	}
	if strings.Contains(f.row, "{family}") {
		d.truth.doubt["pii.name"] = true
	}
	return d
}

// rowOf invents a person, fills in a row and adds to the truth what it tells.
func (f peopleForm) rowOf(r *rand.Rand, v invention, all truth) string {
	p := v.person(r, f.lang)
	y, m, d := dayOf(r)
	text, told := f.row, 0
	for _, field := range []struct{ mark, class, value string }{
		{"{name}", "pii.name", p.name}, {"{family}", "pii.name", pick(r, v.surnames[f.lang])}, {"{birth}", "pii.birthdate", p.birth},
		{"{ymd}", "pii.birthdate", fmt.Sprintf("%d-%02d-%02d", y, m, d)}, {"{addr}", "pii.address", p.address}, {"{tel}", "pii.phone", p.phone}, {"{mail}", "pii.email", p.email},
	} {
		if strings.Contains(text, field.mark) {
			text = strings.ReplaceAll(text, field.mark, field.value)
			all.add(field.class, field.value)
			told++
		}
	}
	if told >= 3 {
		all.add("pii.person", fmt.Sprint(p))
	}
	return filled(r, strings.ReplaceAll(text, "{given}", pick(r, v.givenNames[f.lang])))
}
