package policy

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"sekisho/configs/strict"
)

func (p *parser) rule(n strict.Node) Rule {
	m := n.Mapping()
	defer m.Done()
	r := Rule{
		Line:        n.Line(),
		ID:          ruleID(m.Need("id")),
		Description: m.Get("description").Text(maxDescription, ""),
		Comment:     m.Get("comment").Text(maxComment, ""),
		Owner:       m.Get("owner").Text(maxNote, ""),
		Ticket:      m.Get("ticket").Text(maxNote, ""),
		Enabled:     m.Get("enabled").Bool(true),
		Monitor:     m.Get("monitor").Bool(false),
		Expires:     expiry(m.Get("expires")),
	}
	p.from(m.Get("from"), &r)
	p.to(m.Get("to"), &r)
	r.Protocols = each(m.Get("protocols"), p.protocol)
	r.Data = each(m.Get("data"), p.threshold)
	r.Action = action(m.Need("action"), Block)
	if m.Get("data").Present() && r.Action == Allow {
		m.Get("data").Errorf("data goes with action block or log, not with allow")
	}
	return r
}

// ruleID leaves out "default", which events use for the policy's last line.
func ruleID(n strict.Node) string {
	id := n.Text(256, "")
	if id != "" && (!ruleName.MatchString(id) || id == "default") {
		n.Errorf("an id is 1 to 64 letters, digits, dots, - and _, and not \"default\"")
	}
	return id
}

// expiry reads RFC 3339: a time, or a date, which is the last day (UTC) that counts.
func expiry(n strict.Node) time.Time {
	word := n.Word("")
	if word == "" {
		return time.Time{}
	}
	if day, err := time.Parse(time.DateOnly, word); err == nil {
		return day.AddDate(0, 0, 1)
	}
	t, err := time.Parse(time.RFC3339, word)
	if err != nil {
		n.Errorf("must be a date such as 2027-03-31 or a time such as 2027-03-31T18:00:00+09:00, not %s", strict.Quote(word))
	}
	return t
}

func (p *parser) from(n strict.Node, r *Rule) {
	m := n.Mapping()
	defer m.Done()
	r.From = each(m.Get("networks"), p.network)
}

func (p *parser) to(n strict.Node, r *Rule) {
	m := n.Mapping()
	defer m.Done()
	r.Jurisdictions = each(m.Get("jurisdictions"), p.jurisdiction)
	r.Networks = each(m.Get("networks"), p.network)
	r.Domains = each(m.Get("domains"), domain)
	r.Ports = each(m.Get("ports"), ports)
	r.ASNs = each(m.Get("asns"), asn)
}

func (p *parser) jurisdiction(n strict.Node) (string, bool) {
	word := n.Text(64, "")
	if word == "" || strict.IsJurisdiction(word) || word == "any" || word == "unknown" || word == "anycast" {
		return word, word != ""
	}
	if _, ok := p.policy.Jurisdictions[word]; ok {
		return word, true
	}
	n.UnknownCode(word, append(keys(p.policy.Jurisdictions), "any", "unknown", "anycast")...)
	return "", false
}

// network reads a group's name or a network; only a name has no dot or colon.
func (p *parser) network(n strict.Node) (string, bool) {
	word := n.Word("")
	if _, ok := p.policy.Networks[word]; ok || word == "" {
		return word, ok
	}
	if groupName.MatchString(word) {
		n.Unknown("group of networks", word, keys(p.policy.Networks))
		return "", false
	}
	return word, n.Prefix().IsValid()
}

func keys[V any](m map[string]V) []string {
	var all []string
	for k := range m {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}

// domain gives a name as it travels in TLS and HTTP: lower case, IDNA2008 A-labels.
func domain(n strict.Node) (string, bool) {
	word := strings.TrimSuffix(n.Text(1024, ""), ".")
	if word == "" {
		return "", false
	}
	name := Domain(word)
	if name == "" {
		n.Errorf("%s is not a domain name such as example.com, which covers its subdomains", strict.Quote(word))
	}
	return name, name != ""
}

// Domain gives a name as rules have it, or "" where it is none.
func Domain(word string) string {
	name, err := idna.Lookup.ToASCII(word)
	if err != nil || name == "" || len(name) > 253 || strings.Contains(name, "..") || name[0] == '.' {
		return ""
	}
	return strings.ToLower(name)
}

func ports(n strict.Node) (Ports, bool) {
	word := n.Word("")
	if word == "" {
		return Ports{}, false
	}
	low, high, isRange := strings.Cut(word, "-")
	first, err := strconv.ParseUint(low, 10, 16)
	last := first
	if err == nil && isRange {
		last, err = strconv.ParseUint(high, 10, 16)
	}
	if err != nil || first < 1 || last < first {
		n.Errorf("must be a port from 1 to 65535 or a range such as 1000-2000, not %s", strict.Quote(word))
		return Ports{}, false
	}
	return Ports{uint16(first), uint16(last)}, true
}

// asn reads an autonomous system number (RFC 6793: 32 bits) with or without AS before it.
func asn(n strict.Node) (uint32, bool) {
	word := n.Word("")
	if word == "" {
		return 0, false
	}
	v, err := strconv.ParseUint(strings.TrimPrefix(word, "AS"), 10, 32)
	if err != nil || v < 1 {
		n.Errorf("must be a number of an autonomous system such as 64500 or AS64500, not %s", strict.Quote(word))
		return 0, false
	}
	return uint32(v), true
}

func (p *parser) protocol(n strict.Node) (string, bool) {
	return oneOf(n, "protocol", p.protocolWords)
}

func (p *parser) threshold(n strict.Node) (Threshold, bool) {
	m := n.Mapping()
	defer m.Done()
	class, ok := oneOf(m.Need("class"), "class", p.classWords)
	return Threshold{class, m.Need("at_least").Int(1, math.MaxInt, 1)}, ok
}

func oneOf(n strict.Node, what string, known []string) (string, bool) {
	word := n.Text(256, "")
	if word == "" || slices.Contains(known, word) {
		return word, word != ""
	}
	n.Unknown(what, word, known)
	return "", false
}
