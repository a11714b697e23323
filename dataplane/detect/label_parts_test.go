package detect

import "testing"

const (
	propsLabel = "MSIP_Label_2096f6a2-d2f7-48be-b329-b73aaa526e5d_Enabled: true\n"
	infoLabel  = `<clbl:label id="{3f9a1c7e-5b2d-4046-91e3-a9c7b5d20846}" enabled="1" method="Standard" removed="0"/>`
	infoGone   = `<clbl:label id="{2096f6a2-d2f7-48be-b329-b73aaa526e5d}" enabled="1" method="Standard" removed="1"/>`
)

// Label information outweighs properties of the same document, whichever comes
// first, and of no other.
func TestLabelInformationWins(t *testing.T) {
	p := all(t)
	type part struct{ where, text string }
	props, elsewhere := part{"a.docx" + labelPropsPart, propsLabel}, part{"b.docx" + labelPropsPart, propsLabel}
	info, gone := part{"a.docx" + labelInfoPart, infoLabel}, part{"a.docx" + labelInfoPart, infoGone}
	for name, c := range map[string]struct {
		parts []part
		want  int
	}{
		"properties alone":                {[]part{props}, 1},
		"information alone":               {[]part{info}, 1},
		"information first":               {[]part{info, props}, 1},
		"information last":                {[]part{props, info}, 1},
		"removed, first":                  {[]part{gone, props}, 0},
		"removed, last":                   {[]part{props, gone}, 0},
		"another document":                {[]part{gone, elsewhere}, 1},
		"found in another document first": {[]part{elsewhere, props, gone}, 1},
	} {
		s := p.NewScanner()
		for _, q := range c.parts {
			st := s.Open(Text{Where: q.where})
			st.Write([]byte(q.text))
			st.Close()
		}
		if n := counted(s, mipClass); n != c.want {
			t.Errorf("%s: %d, want %d", name, n, c.want)
		}
	}
}

// Values are taken back one by one, and may come again.
func TestDistinctRemoves(t *testing.T) {
	var d distinct
	for h := range uint64(100) {
		d.add(h + 1)
	}
	d.remove(50)
	d.remove(200)
	if d.count() != 99 || d.has(50) || !d.add(50) || d.count() != 100 {
		t.Errorf("count %d", d.count())
	}
}
