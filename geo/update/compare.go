package update

import (
	"fmt"
	"slices"
	"strings"

	"sekisho/geo"
)

// What a new set of databases may lose against the old. Weekly releases move a
// few percent; a publisher's accident, or a file of another kind under the old
// name, loses far more. A set that is meant to lose more is taken by a restart,
// which does not compare.
const (
	// keptShare of the placed address space must remain, in each family.
	keptShare = 0.8
	// notableShare of what a family places makes a jurisdiction notable, and
	// keptOfNotable of it must remain.
	notableShare  = 0.001
	keptOfNotable = 0.1
)

// compare refuses a collapse of coverage.
func compare(old, later geo.Coverage) error {
	for _, f := range families() {
		before, after := f.of(old.Placed), f.of(later.Placed)
		if after < keptShare*before {
			return fmt.Errorf("they place %.3g %% of %s addresses where the old placed %.3g %%, at least %.0f %% of that must remain",
				100*after, f.name, 100*before, 100*keptShare)
		}
		if lost := f.lost(old, later); len(lost) > 0 {
			return fmt.Errorf("they lose most or all %s addresses of %s", f.name, strings.Join(lost, ", "))
		}
	}
	return nil
}

// family picks one family's part of an extent.
type family struct {
	name string
	of   func(geo.Extent) float64
}

func families() []family {
	return []family{
		{"IPv4", func(e geo.Extent) float64 { return e.IPv4 }},
		{"IPv6", func(e geo.Extent) float64 { return e.IPv6 }},
	}
}

// lost lists the notable jurisdictions of which too little remains, sorted.
func (f family) lost(old, later geo.Coverage) []string {
	var codes []string
	for code, e := range old.ByCode {
		before, after := f.of(e), f.of(later.ByCode[code])
		if before > 0 && before >= notableShare*f.of(old.Placed) && after < keptOfNotable*before {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}
