package policy

import (
	"net/netip"
	"testing"

	"sekisho/geo"
)

// flow is one with everything known: HTTP over TCP to port 80 in CN, AS 64500.
func flow(change ...func(*Facts)) *Facts {
	f := &Facts{
		Inside: netip.MustParseAddr("10.10.0.2"), Outside: netip.MustParseAddr("203.0.113.10"),
		OutsidePort: 80, Transport: "tcp", Place: geo.Record{Codes: []string{"CN"}, ASN: 64500},
		Protocol: "http", ProtocolKnown: true, Domain: "www.example.com", DomainKnown: true,
	}
	for _, c := range change {
		c(f)
	}
	return f
}

func in(codes ...string) func(*Facts)    { return func(f *Facts) { f.Place.Codes = codes } }
func to(addr string) func(*Facts)        { return func(f *Facts) { f.Outside = netip.MustParseAddr(addr) } }
func from(addr string) func(*Facts)      { return func(f *Facts) { f.Inside = netip.MustParseAddr(addr) } }
func port(n uint16) func(*Facts)         { return func(f *Facts) { f.OutsidePort = n } }
func host(name string) func(*Facts)      { return func(f *Facts) { f.Domain = name } }
func app(name string) func(*Facts)       { return func(f *Facts) { f.Protocol = name } }
func transport(name string) func(*Facts) { return func(f *Facts) { f.Transport = name } }
func anycast(f *Facts)                   { f.Place.Anycast = true }
func noProtocol(f *Facts)                { f.Protocol, f.ProtocolKnown = "", false }
func noDomain(f *Facts)                  { f.Domain, f.DomainKnown = "", false }
func encrypted(f *Facts)                 { f.OnlyOpaque = true }
func at(unix int64) func(*Facts)         { return func(f *Facts) { f.Now = unix } }
func found(class string, n int) func(*Facts) {
	return func(f *Facts) { f.Data = append(f.Data, Count{class, n}) }
}

// TestConditions asks of one rule whether it matches.
func TestConditions(t *testing.T) {
	for _, c := range []struct {
		rule string
		f    *Facts
		want Match
	}{
		{"comment: none", flow(), Yes},
		{"enabled: false", flow(), No},
		{"expires: 2027-03-31", flow(), Yes},
		{"expires: 2027-03-31", flow(at(1806537599)), Yes}, // 2027-03-31T23:59:59Z
		{"expires: 2027-03-31", flow(at(1806537600)), No},
		{"expires: 2027-03-31T18:00:00+09:00", flow(at(1806483600)), No}, // that moment
		{"expires: 2027-03-31T18:00:00+09:00", flow(at(1806483599)), Yes},

		{"from: {networks: [10.10.0.0/24]}", flow(), Yes},
		{"from: {networks: [10.11.0.0/24]}", flow(), No},
		{"from: {networks: [10.11.0.0/24, 10.10.0.2]}", flow(), Yes},
		{"from: {networks: ['2001:db8::/32']}", flow(from("2001:db8::1")), Yes},
		{"from: {networks: [10.10.0.0/24]}", flow(from("2001:db8::1")), No},
		{"from: {networks: [10.10.0.0/24]}", flow(from("::ffff:10.10.0.2")), Yes},

		{"to: {networks: [203.0.113.0/24]}", flow(), Yes},
		{"to: {networks: [198.51.100.0/24]}", flow(), No},
		{"to: {networks: [0.0.0.0/0]}", flow(to("2001:db8::1")), No},
		{"to: {networks: ['::/0']}", flow(to("2001:db8::1")), Yes},
		{"to: {networks: ['::/0', 0.0.0.0/0]}", flow(func(f *Facts) { f.Outside = netip.Addr{} }), No},
		{"to: {ports: [80]}", flow(), Yes},
		{"to: {ports: [443, 79-81]}", flow(), Yes},
		{"to: {ports: [81-90]}", flow(), No},
		{"to: {ports: [1-65535]}", flow(port(0)), No},
		{"to: {asns: [64500]}", flow(), Yes},
		{"to: {asns: [AS64501]}", flow(), No},

		{"to: {jurisdictions: [CN]}", flow(), Yes},
		{"to: {jurisdictions: [RU]}", flow(), No},
		{"to: {jurisdictions: [CN]}", flow(in("CN", "JP")), Yes},
		{"to: {jurisdictions: [CN]}", flow(in()), No},
		{"to: {jurisdictions: [any]}", flow(in()), Yes},
		{"to: {jurisdictions: [unknown]}", flow(in()), Yes},
		{"to: {jurisdictions: [unknown]}", flow(), No},
		{"to: {jurisdictions: [anycast]}", flow(), No},
		{"to: {jurisdictions: [anycast]}", flow(anycast), Yes},
		{"to: {jurisdictions: [anycast]}", flow(in(), anycast), Yes},
		{"to: {jurisdictions: [CN]}", flow(in("cn")), No},
		{"to: {jurisdictions: [CN], asns: [64501]}", flow(), No},

		{"protocols: [http]", flow(), Yes},
		{"protocols: [http]", flow(app("http2")), No},
		{"protocols: [smtp, http]", flow(noProtocol), Later},
		{"protocols: [unknown]", flow(app("")), Yes},
		{"protocols: [unknown]", flow(), No},
		{"protocols: [unknown]", flow(noProtocol), Later},
		{"protocols: [tcp]", flow(noProtocol), Yes},
		{"protocols: [udp]", flow(noProtocol), No},
		{"protocols: [udp, http]", flow(noProtocol), Later},
		{"protocols: [tcp, smtp]", flow(), Yes},
		{"protocols: [icmp]", flow(transport("ipv6-icmp")), Yes},
		{"protocols: [icmp]", flow(transport("icmp")), Yes},

		{"to: {domains: [example.com]}", flow(), Yes},
		{"to: {domains: [www.example.com]}", flow(), Yes},
		{"to: {domains: [ww.example.com]}", flow(), No},
		{"to: {domains: [com]}", flow(), Yes},
		{"to: {domains: [example.com]}", flow(host("notexample.com")), No},
		{"to: {domains: [example.com]}", flow(host("example.com.")), Yes},
		{"to: {domains: [example.com]}", flow(host("")), No},
		{"to: {domains: [example.com]}", flow(noDomain), Later},
		{"to: {domains: [example.com], ports: [81]}", flow(noDomain), No},
		{"{to: {domains: [example.com]}, protocols: [smtp]}", flow(noDomain), No},
		{"{to: {domains: [example.org]}, protocols: [http]}", flow(noProtocol), No},
		{"{to: {domains: [example.com]}, protocols: [http]}", flow(noProtocol), Later},
	} {
		p := compile(t, asRule(c.rule))
		if got, _ := p.rules[0].match(c.f); got != c.want {
			t.Errorf("%s: %+v: got %v, want %v", c.rule, c.f, got, c.want)
		}
	}
}

// asRule accepts one key, or several in braces.
func asRule(keys string) string {
	if keys[0] == '{' {
		return "version: 1\nrules: [{id: r, action: block, " + keys[1:] + "]\n"
	}
	return oneRule(keys)
}

// TestAllowTakesAllEvidence: one friendly piece does not open the way.
func TestAllowTakesAllEvidence(t *testing.T) {
	p := compile(t, "version: 1\nrules: [{id: a, action: allow, to: {jurisdictions: [JP, US]}}]\ndefault: block\n")
	for _, c := range []struct {
		f    *Facts
		want Action
	}{
		{flow(in("JP")), Allow}, {flow(in("JP", "US")), Allow},
		{flow(in("CN", "JP")), Block}, {flow(in("JP", "CN")), Block}, {flow(in()), Block}, {flow(in("CN")), Block},
	} {
		if d := p.Decide(c.f); d.Action != c.want {
			t.Errorf("%v: got %v, want %v", c.f.Place.Codes, d.Action, c.want)
		}
	}
}

// The rules that the tests below put in order.
const (
	dataBlock   = "  - {id: data-block, action: block, data: [{class: jp, at_least: 3}]}\n"
	dataLog     = "  - {id: data-log, action: log, data: [{class: pii.email, at_least: 2}]}\n"
	opaqueBlock = "  - {id: opaque-block, action: block, data: [{class: opaque, at_least: 1000}]}\n"
	smtpData    = "  - {id: smtp-data, action: block, protocols: [smtp], data: [{class: jp, at_least: 1}]}\n"
	allowName   = "  - {id: allow-name, action: allow, to: {domains: [example.com]}}\n"
	allowAll    = "  - {id: allow-all, action: allow}\n"
	blockAll    = "  - {id: block-all, action: block}\n"
	logAll      = "  - {id: log-all, action: log}\n"
	logHTTP     = "  - {id: log-http, action: log, protocols: [http]}\n"
)

func TestDecide(t *testing.T) {
	pending := Decision{Allow, -1, false, false, ReasonUndecided}
	open := func(d Decision) Decision { d.Open = true; return d }
	byRule := func(a Action, i int, reason string) Decision { return Decision{a, i, true, false, reason} }
	byDefault := byRule(Allow, -1, ReasonDefault)

	for _, c := range []struct {
		name, rules string
		f           *Facts
		want        Decision
	}{
		{"no rule matches", "  - {id: a, action: block, to: {ports: [1]}}\n", flow(), byDefault},
		{"data not reached", dataBlock, flow(found("jp.my_number", 2)), open(byDefault)},
		{"data reached", dataBlock, flow(found("jp.my_number", 3)), byRule(Block, 0, ReasonData)},
		{"a parent sums", dataBlock, flow(found("jp.my_number", 2), found("jp.passport", 1)), byRule(Block, 0, ReasonData)},
		{"a like name is no child", dataBlock, flow(found("jpx.a", 9)), open(byDefault)},
		{"counts do not overflow", dataBlock, flow(found("jp.a", 1), found("jp.b", 1<<63-1)), byRule(Block, 0, ReasonData)},
		{"either threshold", "  - {id: a, action: log, data: [{class: us, at_least: 1}, {class: kr, at_least: 1}]}\n",
			flow(found("kr.rrn", 1)), byRule(Log, 0, ReasonData)},

		{"the protocol is awaited", logHTTP, flow(noProtocol), pending},
		{"data passes a waiting rule", allowName + dataBlock, flow(noDomain, found("jp.passport", 3)), byRule(Block, 1, ReasonData)},
		{"data fires not while its own conditions wait", smtpData, flow(noProtocol, found("jp.passport", 3)), open(byDefault)},
		{"a waiting rule holds those below back", allowName + blockAll, flow(noDomain), pending},
		{"and hides what is below them", allowName + logAll + dataBlock, flow(noDomain, found("jp.passport", 3)), pending},
		{"resolved yes", allowName + blockAll, flow(), byRule(Allow, 0, ReasonDestination)},
		{"resolved no", allowName + blockAll, flow(host("example.org")), byRule(Block, 1, ReasonAlways)},
		{"undecided stays open for data", allowName + dataBlock, flow(noDomain), open(pending)},
		{"a data rule does not hold back", dataBlock + logHTTP, flow(), open(byRule(Log, 1, ReasonProtocol))},

		{"block below data is at once", dataLog + blockAll, flow(), byRule(Block, 1, ReasonAlways)},
		{"log below data is provisional", dataBlock + logAll, flow(), open(byRule(Log, 1, ReasonAlways))},
		{"allow below data is provisional", dataBlock + allowAll, flow(), open(byRule(Allow, 1, ReasonAlways))},
		{"the decision moves up", dataBlock + dataLog, flow(found("pii.email", 2), found("jp.passport", 3)), byRule(Block, 0, ReasonData)},
		{"a data log is provisional below data", dataBlock + dataLog, flow(found("pii.email", 2)), open(byRule(Log, 1, ReasonData))},
		{"a data log above data is final", dataLog + dataBlock, flow(found("pii.email", 2)), byRule(Log, 0, ReasonData)},
		{"a data log below a waiting rule is provisional", allowName + dataLog, flow(noDomain, found("pii.email", 2)), open(byRule(Log, 1, ReasonData))},
		{"an allow above data is an exception", allowName + dataBlock, flow(found("jp.passport", 3)), byRule(Allow, 0, ReasonDestination)},
		{"data of another protocol can't fire", smtpData, flow(), byDefault},

		{"encrypted: data can't grow", dataBlock, flow(encrypted), byDefault},
		{"encrypted: opaque can", opaqueBlock, flow(encrypted), open(byDefault)},
		{"encrypted: opaque reached", opaqueBlock, flow(encrypted, found("opaque", 1000)), byRule(Block, 0, ReasonData)},
		{"encrypted: reached but waiting can", smtpData, flow(encrypted, noProtocol, found("jp.passport", 1)), open(byDefault)},
	} {
		p := compile(t, "version: 1\nrules:\n"+c.rules)
		if got := p.Decide(c.f); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestDefaultActions(t *testing.T) {
	for _, c := range []struct {
		word string
		want Decision
	}{
		{"allow", Decision{Allow, -1, true, true, ReasonDefault}},
		{"log", Decision{Log, -1, true, true, ReasonDefault}},
		{"block", Decision{Block, -1, true, false, ReasonDefault}},
	} {
		p := compile(t, "version: 1\nrules:\n"+dataBlock+"default: "+c.word+"\n")
		if got := p.Decide(flow()); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.word, got, c.want)
		}
	}
}

func TestReasons(t *testing.T) {
	for extra, want := range map[string]string{
		"to: {asns: [64500]}":            ReasonDestination,
		"protocols: [tcp]":               ReasonProtocol,
		"from: {networks: [10.0.0.0/8]}": ReasonSource,
		"comment: none":                  ReasonAlways,
	} {
		if got := compile(t, oneRule(extra)).Decide(flow()).Reason; got != want {
			t.Errorf("%s: got %q, want %q", extra, got, want)
		}
	}
}

func TestDecideAllocatesNothing(t *testing.T) {
	p := compile(t, wide+"\n")
	p.rules[0].off = false
	q := compile(t, "version: 1\nrules:\n"+allowName+smtpData+dataBlock+opaqueBlock+
		"  - {id: n, action: log, from: {networks: [10.0.0.0/8]}, to: {jurisdictions: [CN, RU], networks: [203.0.113.0/24], ports: [1-79]}}\n"+logHTTP)
	f := flow(host("a.b.c.example.org"), found("jp.passport", 2), found("pii.email", 40))
	if n := testing.AllocsPerRun(100, func() { p.Decide(f); q.Decide(f) }); n != 0 {
		t.Errorf("Decide allocates %v times", n)
	}
}

func BenchmarkDecide(b *testing.B) {
	p := compile(b, contract)
	f := flow(found("jp.passport", 2), found("pii.email", 40))
	b.ReportAllocs()
	for b.Loop() {
		p.Decide(f)
	}
}
