package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// peopleForm is a document of one kind that offices keep about persons: a row for each,
// with {name}, {birth}, {addr}, {tel} and {mail}, between a head and a foot.
type peopleForm struct {
	lang, name, file string
	weight           int // see pickBy
	head, row, foot  string
	doubt            []string // classes that count neither way, such as names without a label
}

var peopleForms = map[set][]peopleForm{seen: seenPeopleForms, judging: judgingPeopleForms}

// peopleSample fills in a form for some persons.
func peopleSample(r *rand.Rand, s set) sample {
	f := pickBy(r, peopleForms[s], func(f peopleForm) int { return f.weight })
	d := sample{set: s, about: "pii.person", layout: "people form", lang: f.lang, name: f.file, truth: newTruth()}
	v, text := inventions[s].oneOrder(r), f.head
	for range between(r, 1, 9) {
		p := v.person(r, f.lang)
		text += f.filled(r, p)
		f.note(d.truth, p)
	}
	for _, class := range append(f.doubt, "file.source_code") {
		d.truth.doubt[class] = true
	}
	d.body = []byte(text + f.foot)
	return d
}

func (f peopleForm) filled(r *rand.Rand, p person) string {
	return filled(r, strings.NewReplacer("{name}", p.name, "{birth}", p.birth, "{addr}", p.address, "{tel}", p.phone, "{mail}", p.email).Replace(f.row))
}

// note adds to the truth what a row tells of a person.
func (f peopleForm) note(all truth, p person) {
	told := 0
	for class, value := range map[string][2]string{"pii.name": {"{name}", p.name}, "pii.birthdate": {"{birth}", p.birth}, "pii.address": {"{addr}", p.address}, "pii.phone": {"{tel}", p.phone}, "pii.email": {"{mail}", p.email}} {
		if strings.Contains(f.row, value[0]) {
			all.add(class, value[1])
			told++
		}
	}
	if told >= 3 {
		all.add("pii.person", fmt.Sprint(p))
	}
}
