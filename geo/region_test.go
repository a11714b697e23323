package geo

import (
	"slices"
	"testing"
)

// TestContinents: each code stands once, and they are as many as ISO 3166-1 has (249), and XK.
func TestContinents(t *testing.T) {
	var all []string
	for _, c := range Continents() {
		for _, r := range c.Regions {
			all = append(all, r.Countries...)
		}
	}
	slices.Sort(all)
	if n := len(slices.Compact(slices.Clone(all))); n != len(all) || n != 250 {
		t.Errorf("%d codes, %d of them once", len(all), n)
	}
}
