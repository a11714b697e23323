package update

import (
	"strings"
	"testing"

	"sekisho/geo"
)

// shares of the IPv4 and the IPv6 addresses, by jurisdiction.
type shares map[string][2]float64

// coverage sums jurisdictions that do not overlap.
func coverage(by shares) geo.Coverage {
	c := geo.Coverage{ByCode: map[string]geo.Extent{}}
	for code, e := range by {
		c.ByCode[code] = geo.Extent{IPv4: e[0], IPv6: e[1]}
		c.Placed.IPv4 += e[0]
		c.Placed.IPv6 += e[1]
	}
	return c
}

func TestCompare(t *testing.T) {
	before := shares{"CN": {0.1, 0.01}, "US": {0.7, 0.02}, "KP": {0.00001, 0}, "RU": {0.05, 0.001}}
	for name, c := range map[string]struct {
		later  shares
		reason string // "": accepted
	}{
		"the same":               {before, ""},
		"grown":                  {shares{"CN": {0.2, 0.02}, "US": {0.7, 0.02}, "KP": {0.001, 0}, "RU": {0.05, 0.001}}, ""},
		"a fifth less is borne":  {shares{"CN": {0.09, 0.01}, "US": {0.56, 0.016}, "RU": {0.04, 0.001}}, ""},
		"IPv4 collapsed":         {shares{"CN": {0.05, 0.01}, "US": {0.5, 0.02}, "RU": {0.05, 0.001}}, "of IPv4 addresses"},
		"IPv6 gone":              {shares{"CN": {0.1, 0}, "US": {0.7, 0}, "RU": {0.05, 0}}, "of IPv6 addresses"},
		"one gone":               {shares{"CN": {0.1, 0.01}, "US": {0.75, 0.021}}, "all IPv4 addresses of RU"},
		"one gone in IPv6 alone": {shares{"CN": {0.1, 0.01}, "US": {0.7, 0.021}, "RU": {0.05, 0}}, "all IPv6 addresses of RU"},
		"two shrunk to nothing":  {shares{"CN": {0.001, 0.01}, "US": {0.85, 0.02}, "RU": {0.001, 0.001}}, "addresses of CN, RU"},
		"small one gone":         {shares{"CN": {0.1, 0.01}, "US": {0.7, 0.02}, "RU": {0.05, 0.001}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := compare(coverage(before), coverage(c.later))
			switch {
			case err == nil && c.reason != "":
				t.Errorf("accepted, want a refusal that says %q", c.reason)
			case err != nil && (c.reason == "" || !strings.Contains(err.Error(), c.reason)):
				t.Errorf("refused with %q, want %q", err, c.reason)
			}
		})
	}
}
