package strict

import (
	"fmt"
	"net/netip"
	"strings"
)

// countries is ISO 3166-1 alpha-2 as of 2026, and the three codes beside it that
// MaxMind DBs use: XK (Kosovo, user-assigned), EU and AP (Europe and
// Asia-Pacific, where no country is known).
const countries = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ " +
	"BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
	"CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ " +
	"EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY " +
	"HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
	"KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY " +
	"MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
	"NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA " +
	"RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ " +
	"TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ " +
	"VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK EU AP"

// Jurisdictions gives the codes that may name a jurisdiction: two capitals each.
func Jurisdictions() []string { return strings.Fields(countries) }

// IsJurisdiction reports whether code is one of Jurisdictions.
func IsJurisdiction(code string) bool {
	return len(code) == 2 && strings.Contains(" "+countries+" ", " "+code+" ")
}

// colloquial gives the ISO code for two that are commonly written instead, or "".
func colloquial(code string) string {
	switch strings.ToUpper(code) {
	case "UK":
		return "GB"
	case "EL":
		return "GR"
	}
	return ""
}

// UnknownCode adds the error that code is no jurisdiction. known is what else
// may stand here beside the ISO codes.
func (n Node) UnknownCode(code string, known ...string) {
	if iso := colloquial(code); iso != "" {
		n.Errorf("unknown jurisdiction %q; the ISO 3166-1 code is %q", code, iso)
		return
	}
	if n.doc.full() {
		return
	}
	n.Unknown("jurisdiction", code, append(known, Jurisdictions()...))
}

// Jurisdiction gives a code of Jurisdictions, or "".
func (n Node) Jurisdiction() string {
	code := n.Text(64, "")
	if code == "" || IsJurisdiction(code) {
		return code
	}
	n.UnknownCode(code)
	return ""
}

// Prefix gives a network such as 192.0.2.0/24, or an address as the network of
// just itself; the zero Prefix where it is neither.
func (n Node) Prefix() netip.Prefix {
	word := n.Word("")
	if word == "" {
		return netip.Prefix{}
	}
	p, err := ParsePrefix(word)
	if err != nil {
		n.Errorf("%v", err)
	}
	return p
}

// ParsePrefix reads a network or an address of either IP version. It refuses
// bits set beyond the prefix length, zones, and IPv4 in the clothes of IPv6: each
// would match other addresses than its writer thinks.
func ParsePrefix(s string) (netip.Prefix, error) {
	p, err := netip.ParsePrefix(s)
	if a, e := netip.ParseAddr(s); e == nil && a.Zone() == "" {
		p, err = netip.PrefixFrom(a, a.BitLen()), nil
	}
	switch {
	case err != nil:
		return netip.Prefix{}, fmt.Errorf("%s is neither a network (192.0.2.0/24) nor an address", Quote(s))
	case p.Addr().Is4In6():
		return netip.Prefix{}, fmt.Errorf("%s is IPv4 mapped into IPv6; write it as IPv4", Quote(s))
	case p != p.Masked():
		return netip.Prefix{}, fmt.Errorf("%s has bits set beyond its length; write %s", Quote(s), p.Masked())
	}
	return p, nil
}
