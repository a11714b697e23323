package detect

import "testing"

// TestKeywordsAcrossLines wants a keyword of several words found where a line ends between
// them, and counted once however it is written.
func TestKeywordsAcrossLines(t *testing.T) {
	p, err := Compile(nil, []Custom{{Name: "x", Keywords: []string{"Blue Harbor Plan"}}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{
		"the Blue Harbor Plan, the Blue\nHarbor Plan, blue harbor\r\nplan and BLUE  HARBOR PLAN": 1,
		"Blue\nHarbor Plan.": 1,
		"ＢＬＵＥ　ＨＡＲＢＯＲ　ＰＬＡＮ":                                            1,
		"Blue\n\nHarbor Plan, BlueHarbor Plan, Blue\nHarbor Planning": 0,
	} {
		for _, size := range []int{len(text), 1, 5} {
			if n := counted(scanPieces(p, text, func() int { return size }), "custom.x"); n != want {
				t.Errorf("%d by %d in %q, want %d", n, size, text, want)
			}
		}
	}
}
