package web

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/query"
	"sekisho/admin/store"
	"sekisho/dataplane/policy"
)

// countries are the codes of ISO 3166-1 alpha-2, and XK, which databases use for Kosovo. Their names are for the
// reader's own language.
const countries = `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`

// vocabulary are the words that policies and queries are made of.
type vocabulary struct {
	Jurisdictions []string                        `json:"jurisdictions" doc:"that rules may name, beside any, unknown, anycast and groups"`
	Classes       []word                          `json:"classes"`
	Protocols     []word                          `json:"protocols"`
	Transports    []string                        `json:"transports"`
	Fields        []field                         `json:"fields" doc:"that events can be searched by"`
	Dimensions    []store.Dimension               `json:"dimensions" doc:"of rollups"`
	Roles         map[auth.Role][]auth.Permission `json:"roles"`
}

// word is one, and whether this gateway recognises what it stands for.
type word struct {
	Name   string `json:"name"`
	Served bool   `json:"served"`
}

type field struct {
	Name string `json:"name"`
	Kind string `json:"kind" doc:"text, number, address or time"`
	Many bool   `json:"many" doc:"an event may have several values"`
	Bare bool   `json:"bare" doc:"words without a field are looked for here"`
}

func (s *Server) vocabulary(context.Context, *call, nothing) (vocabulary, error) {
	v := vocabulary{
		Jurisdictions: strings.Fields(countries), Classes: servedOf(policy.Classes(), s.options.Vocabulary.Classes),
		Protocols: servedOf(policy.Protocols(), s.options.Vocabulary.Protocols), Transports: policy.Transports(),
		Dimensions: store.Dimensions(), Roles: map[auth.Role][]auth.Permission{},
	}
	for _, f := range query.Fields() {
		v.Fields = append(v.Fields, field{f.Name, f.Kind.String(), f.Many, f.Bare})
	}
	for _, r := range auth.Roles() {
		v.Roles[r] = auth.Of(r)
	}
	return v, nil
}

func servedOf(all, served []string) []word {
	out := make([]word, len(all))
	for i, w := range all {
		out[i] = word{w, slices.Contains(served, w)}
	}
	return out
}

// nic is a network interface of the box.
type nic struct {
	Name      string         `json:"name"`
	Hardware  string         `json:"hardware_address,omitempty"`
	MTU       int            `json:"mtu"`
	Up        bool           `json:"up"`
	Loopback  bool           `json:"loopback"`
	Addresses []netip.Prefix `json:"addresses"`
}

func (s *Server) interfaces(context.Context, *call, nothing) (list[nic], error) {
	all, err := net.Interfaces()
	if err != nil {
		return list[nic]{}, fmt.Errorf("list interfaces: %w", err)
	}
	out := make([]nic, 0, len(all))
	for _, i := range all {
		n := nic{Name: i.Name, Hardware: i.HardwareAddr.String(), MTU: i.MTU, Up: i.Flags&net.FlagUp != 0, Loopback: i.Flags&net.FlagLoopback != 0, Addresses: []netip.Prefix{}}
		addrs, err := i.Addrs()
		if err != nil {
			return list[nic]{}, fmt.Errorf("list addresses of %s: %w", i.Name, err)
		}
		for _, a := range addrs {
			if p, err := netip.ParsePrefix(a.String()); err == nil { // others are not of IP
				n.Addresses = append(n.Addresses, p)
			}
		}
		out = append(out, n)
	}
	return listOf(out), nil
}

func rfc3339(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func revisionName(number int) string { return fmt.Sprintf("revision %d", number) }
