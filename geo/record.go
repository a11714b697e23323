package geo

// Kinds of jurisdiction evidence. The first three are MaxMind's terms: where the
// network is, where its operator registered it, and whom it represents abroad,
// as an embassy or a base does.
const (
	Located     = "located"
	Registered  = "registered"
	Represented = "represented"
	Override    = "override" // the admin's own word, which replaces all other
)

// Evidence is one reason to place an address under a jurisdiction.
type Evidence struct {
	Kind string `json:"kind"`
	// Code is two upper-case letters: ISO 3166-1 alpha-2, or what databases use
	// beside it, such as XK (Kosovo), EU and AP (a region, where no country is
	// known).
	Code string `json:"code"`
	// Confidence is from 0 to 1: the database's own where it gives one, else a
	// constant for the kind, lower for anycast, anonymous and hosting networks.
	Confidence float64 `json:"confidence"`
	// Source is the database's type and build date, "GeoLite2-Country
	// 2026-06-17", or "configuration" for an override.
	Source string `json:"source"`
}

// Record is all that is known of an address. The zero Record is the state
// "unknown". A Record shares its slices with the DB: read only.
type Record struct {
	// Codes is the union of the jurisdictions that the evidence points to,
	// sorted, each once; an override is alone. Empty: unknown.
	Codes []string `json:"codes"`
	// Evidence has at most one entry of each kind: override, located,
	// registered, represented, in this order.
	Evidence []Evidence `json:"evidence"`
	// ASN is the autonomous system number, 0 where unknown, and Org its operator.
	ASN uint32 `json:"asn,omitempty"`
	Org string `json:"organization,omitempty"`
	// Anycast: one address at many places. Anonymous: a known VPN, proxy,
	// Tor exit or relay. Hosting: a data centre.
	Anycast   bool `json:"anycast,omitempty"`
	Anonymous bool `json:"anonymous,omitempty"`
	Hosting   bool `json:"hosting,omitempty"`
}

// Unknown reports whether no evidence places the address anywhere.
func (r *Record) Unknown() bool { return len(r.Codes) == 0 }
