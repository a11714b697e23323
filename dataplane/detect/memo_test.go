package detect

import (
	"math/rand/v2"
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
