package detect

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// What is remembered of a cell must be what judging it anew says.
func TestMemoRemembersJudgements(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	var m memo
	cells := customers(300)
	for range 20000 {
		c := cells[rng.IntN(len(cells))]
		cell := [...]string{c.Name, c.Address, c.Kana, "1980/01/02", "", "不明", "Hong Kong", "John Smith", "大阪市北区1-2"}[rng.IntN(9)]
		i, label := rng.IntN(len(registered)), [...]string{"", "name"}[rng.IntN(2)]
		if registered[i].field == nil {
			continue
		}
		got := m.cell(i, []byte(cell), label, nil)
		norm, want := registered[i].field.judge([]byte(cell), label, nil)
		if got.confidence != want || got.norm != hashValue(norm) {
			t.Fatalf("%s under %q for %s: confidence %v, want %v", cell, label, registered[i].class, got.confidence, want)
		}
	}
}

// So it must be of a name put together.
func TestMemoRemembersNames(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	var m memo
	names := []string{"Taro Yamada", "山田太郎", "Acme Inc", "x", "山田12", "有限会社山田", "Ann-Marie O'Neil", "株を"}
	for range 200 {
		name := []byte(names[rng.IntN(len(names))])
		got, want := m.name(name, nil), remembered{}
		if nameShaped(name) {
			want.confidence, want.norm = joinedName, hashValue(normName(nil, name))
		}
		if got.confidence != want.confidence || got.norm != want.norm {
			t.Fatalf("%s: confidence %v, want %v", name, got.confidence, want.confidence)
		}
	}
}

// isOrganisation finds what looking for each word does.
func TestOrganisationWords(t *testing.T) {
	rng := rand.New(rand.NewPCG(19, 20))
	parts := append([]string{"株", "式", "\xe6\xa0", "大", "学 ", "A", "Na", "me", "In", "す", "る", "\xe3", "を", "x"}, organisationWords[:]...)
	for range 5000 {
		var v []byte
		for range 1 + rng.IntN(4) {
			v = append(v, parts[rng.IntN(len(parts))]...)
		}
		want := !allLower(v) && slices.ContainsFunc(organisationWords[:], func(w string) bool { return bytes.Contains(v, []byte(w)) })
		if got := isOrganisation(v); got != want {
			t.Fatalf("%q: %v, want %v", v, got, want)
		}
	}
}
