package geo

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/maxmind/mmdbwriter/mmdbtype"
)

type (
	m = mmdbtype.Map
	s = mmdbtype.String
)

func iso(code string) m { return m{"iso_code": s(code), "names": m{"en": s("a name")}} }

const testSource = "Test 2026-06-17"

func located(code string, confidence float64) []Evidence {
	return []Evidence{{Located, code, confidence, testSource}}
}

// TestSchemas has a record of each schema that is recognised, and what it says.
func TestSchemas(t *testing.T) {
	for name, c := range map[string]struct {
		record m
		want   Record
	}{
		"GeoIP2 Country": {
			m{"continent": m{"code": s("AS")}, "country": iso("CN"), "registered_country": iso("HK"), "represented_country": iso("US")},
			Record{Codes: []string{"CN", "HK", "US"}, Evidence: []Evidence{
				{Located, "CN", locatedConfidence, testSource},
				{Registered, "HK", registeredConfidence, testSource},
				{Represented, "US", representedConfidence, testSource},
			}},
		},
		"registered alone": {
			m{"registered_country": iso("RU")},
			Record{Codes: []string{"RU"}, Evidence: []Evidence{{Registered, "RU", registeredConfidence, testSource}}},
		},
		"GeoIP2 City with anycast": {
			m{"city": m{"names": m{"en": s("Kyoto")}}, "country": iso("JP"), "location": m{"latitude": mmdbtype.Float64(35)},
				"subdivisions": mmdbtype.Slice{m{"iso_code": s("26")}}, "traits": m{"is_anycast": mmdbtype.Bool(true)}},
			Record{Codes: []string{"JP"}, Evidence: located("JP", maskedConfidence), Anycast: true},
		},
		"GeoIP2 Enterprise": {
			m{"country": m{"confidence": mmdbtype.Uint16(62), "iso_code": s("JP")}, "traits": m{
				"autonomous_system_number": mmdbtype.Uint32(64500), "autonomous_system_organization": s("Example"),
				"isp": s("Other"), "user_type": s("hosting")}},
			Record{Codes: []string{"JP"}, Evidence: located("JP", 0.62), ASN: 64500, Org: "Example", Hosting: true},
		},
		"GeoLite2 ASN": {
			m{"autonomous_system_number": mmdbtype.Uint32(4200000000), "autonomous_system_organization": s("Example")},
			Record{ASN: 4200000000, Org: "Example"},
		},
		"GeoIP2 ISP": {
			m{"isp": s("Example"), "organization": s("Customer")},
			Record{Org: "Example"},
		},
		"Anonymous IP, VPN": {
			m{"is_anonymous": mmdbtype.Bool(true), "is_anonymous_vpn": mmdbtype.Bool(true)},
			Record{Anonymous: true},
		},
		"Anonymous IP, hosting only": {
			m{"is_anonymous": mmdbtype.Bool(true), "is_hosting_provider": mmdbtype.Bool(true)},
			Record{Hosting: true},
		},
		"Anonymous Plus": {
			m{"anonymizer_confidence": mmdbtype.Uint16(99), "is_residential_proxy": mmdbtype.Bool(true), "provider_name": s("x")},
			Record{Anonymous: true},
		},
		"DB-IP": {
			m{"country": iso("DE"), "traits": m{"autonomous_system_number": mmdbtype.Uint32(64501), "isp": s("Example")}},
			Record{Codes: []string{"DE"}, Evidence: located("DE", locatedConfidence), ASN: 64501, Org: "Example"},
		},
		"ip-location-db": {
			m{"country_code": s("KP")},
			Record{Codes: []string{"KP"}, Evidence: located("KP", locatedConfidence)},
		},
		"IPinfo Lite": {
			m{"country": s("Japan"), "country_code": s("JP"), "asn": s("AS64502"), "as_name": s("Example"), "as_domain": s("example.com")},
			Record{Codes: []string{"JP"}, Evidence: located("JP", locatedConfidence), ASN: 64502, Org: "Example"},
		},
		"IPinfo country and ASN": {
			m{"country": s("ir"), "asn": s("AS64503"), "name": s("Example"), "type": s("hosting")},
			Record{Codes: []string{"IR"}, Evidence: located("IR", hostingConfidence), ASN: 64503, Org: "Example", Hosting: true},
		},
		"IPinfo privacy": {
			m{"vpn": s(""), "tor": s("true"), "hosting": s("")},
			Record{Anonymous: true},
		},
		"codes outside ISO 3166-1": {
			m{"country_code": s("XK"), "registered_country": iso("EU")},
			Record{Codes: []string{"EU", "XK"}, Evidence: []Evidence{
				{Located, "XK", locatedConfidence, testSource}, {Registered, "EU", registeredConfidence, testSource}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, prefix := range []string{"203.0.113.0/24", "2001:db8::/32"} {
				db := open(t, nil, networks{prefix: c.record})
				got := db.Lookup(netip.MustParsePrefix(prefix).Addr().Next())
				if d := cmp.Diff(c.want, got); d != "" {
					t.Errorf("%s (-want +got):\n%s", prefix, d)
				}
			}
		})
	}
}

// TestUnusable has records that must be refused, with a part of the reason.
func TestUnusable(t *testing.T) {
	for name, c := range map[string]struct {
		record m
		reason string
	}{
		"country by name only": {m{"country": s("Japan")}, `record of 203.0.113.0: country: "Japan" is not a code`},
		"code of digits":       {m{"country": iso("12")}, "not a code of two letters"},
		"long code":            {m{"country": iso(strings.Repeat("A", 5000))}, "not a code of two letters"},
		"AS number of letters": {m{"asn": s("ASX")}, "AS number"},
		"AS number too large":  {m{"autonomous_system_number": mmdbtype.Uint64(1 << 32)}, "does not fit 32 bits"},
		"another kind of data": {m{"domain": s("example.com")}, "no record of its type"},
		"unknown country":      {m{"country": s("-"), "registered_country": iso("ZZ")}, "no record of its type"},
	} {
		t.Run(name, func(t *testing.T) {
			file := write(t, "odd.mmdb", encode(t, "Odd", networks{"203.0.113.0/24": c.record}))
			wantError(t, Verify(file), file, c.reason)
		})
	}
}

// wantError asserts that err says each of the parts.
func wantError(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not say %q", err, part)
		}
	}
}
