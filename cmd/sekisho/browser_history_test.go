package main

import (
	"fmt"
	"log/slog"
	"maps"
	"math"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"time"

	"sekisho/admin/store"
	"sekisho/dataplane/event"
	"sekisho/dataplane/journal"
	"sekisho/dataplane/netlab"
)

// browserPolicy has something of all that the pages show of rules.
const browserPolicy = `# What leaves this office, and where to.
version: 1

groups:
  jurisdictions:
    # ISO 3166-1 alpha-2 codes; reviewed every April.
    countries-of-concern: [CN, HK, MO, CU, IR, KP, RU, VE]
    transfer-register: [AU, BR, DE, GB, IN, KR, SG, TW, US, VN]
  networks:
    design: ["10.10.0.0/28", "fd00:10::/112"]

rules:
  - id: no-secrets
    description: No keys or credentials to countries of concern
    to: {jurisdictions: [countries-of-concern]}
    data:
      - {class: secret, at_least: 1}
    action: block

  - id: no-personal-data
    description: No personal data to countries of concern
    owner: privacy office
    ticket: PRIV-112
    to: {jurisdictions: [countries-of-concern]}
    data:
      - {class: jp.my_number, at_least: 1}
      - {class: pii.person, at_least: 10}
    action: block

  - id: drawings
    description: What the design department would lose
    comment: Blocks nothing yet; to be enforced when the factory in Viet Nam has its own server.
    from: {networks: [design]}
    to: {jurisdictions: [any]}
    data:
      - {class: file.cad, at_least: 1}
    action: block
    monitor: true

  - id: register-of-transfers
    description: Personal data that goes abroad, for the register
    to: {jurisdictions: [transfer-register]}
    data:
      - {class: pii, at_least: 1}
    action: log

default: allow
`

// abroad are the jurisdictions of the history, the frequent ones first.
var abroad = strings.Fields("US SG DE CN GB TW KR IN AU HK VN BR RU IR VE MO")

// manyPlaces adds networks for each of them to the geo data of an office.
func manyPlaces() map[string]string {
	places := maps.Clone(officePlaces)
	for i, code := range abroad {
		places[fmt.Sprintf("198.18.%d.0/24", i+16)] = code
		places[fmt.Sprintf("2001:db8:%x::/48", i+0x100)] = code
	}
	return places
}

// past makes events of a made-up past: the same ones for the same number, but for when they end.
type past struct {
	*rand.Rand
	now time.Time
	n   int
}

// remembers starts the appliance with a month's events of that office, and waits until they can be searched.
func (g *gateway) remembers(n int) {
	g.t.Helper()
	g.must(g.policy([]byte(browserPolicy)))
	g.write(n)
	client := g.administered()
	var status struct{ Index store.Health }
	for last := uint64(0); last < uint64(n); last = status.Index.Last {
		g.wait(fmt.Sprintf("events behind number %d to be indexed", last), func() bool {
			client.want(http.StatusOK, "GET", "/api/v1/status", 0, nil, &status)
			return status.Index.Last > last
		})
	}
}

// write has the journal tell of them, before the appliance's first start.
func (g *gateway) write(n int) {
	g.t.Helper()
	g.must(netlab.WriteGeo(g.path("places.mmdb"), manyPlaces()))
	g.must(os.Mkdir(g.path("state"), 0o755))
	j, err := journal.Open(journal.Options{Dir: g.path("state/events"), Gateway: event.Gateway{ID: "LAB", Name: "office"}, Log: slog.New(slog.DiscardHandler)})
	g.must(err)
	p := past{rand.New(rand.NewPCG(1, 5)), time.Now(), n}
	for i := 0; i < n; i += max(1, n/pastBatches) {
		g.must(j.Append(p.batch(i, min(max(1, n/pastBatches), n-i))))
	}
	g.must(j.Close())
}

// pastBatches is in how many pieces it is written.
const pastBatches = 250

// batch makes the events from a number on.
func (p past) batch(from, n int) []*event.Event {
	events := make([]*event.Event, n)
	for i := range events {
		events[i] = p.event(p.at(from + i))
	}
	return events
}

// at is when an event of the past was: by day there are more than by night.
func (p past) at(i int) time.Time {
	const length, day = 30 * 24 * time.Hour, 24 * time.Hour
	even := p.now.Add(-time.Minute - time.Duration(float64(p.n-i)/float64(p.n)*float64(length)))
	noon := even.Truncate(day).Add(4 * time.Hour) // in Japan, an hour after
	swing := math.Sin(2 * math.Pi * even.Sub(noon).Hours() / 24)
	return even.Add(-time.Duration(swing * float64(2*time.Hour)))
}

// event makes the end of a flow that was watched, or one that a rule decided.
func (p past) event(at time.Time) *event.Event {
	place := min(p.IntN(len(abroad)), p.IntN(len(abroad)), p.IntN(len(abroad)))
	e := &event.Event{
		Time: at, Kind: event.Ended, Type: []string{"connection", "end"}, Action: "allow", Reason: "default",
		Rule: event.Rule{ID: "default", Name: "default", Version: "1"}, DataDirection: "request",
		Transport: "tcp", Direction: "outbound", CommunityID: fmt.Sprintf("1:%x", p.Uint64()),
	}
	p.ends(e, place)
	p.place(e, place)
	p.speaks(e)
	if p.IntN(4) == 0 {
		p.decide(e)
	}
	return e
}

// ends gives the flow its ends, of either family.
func (p past) ends(e *event.Event, place int) {
	host, far := byte(2+min(p.IntN(24), p.IntN(24))), byte(1+p.IntN(8))
	inside, outside := netip.AddrFrom4([4]byte{10, 10, 0, host}), netip.AddrFrom4([4]byte{198, 18, byte(place + 16), far})
	if p.IntN(3) == 0 {
		inside = netip.MustParseAddr(fmt.Sprintf("fd00:10::%x", host))
		outside = netip.MustParseAddr(fmt.Sprintf("2001:db8:%x::%x", place+0x100, far))
	}
	e.Inside = event.End{Addr: inside, Port: uint16(32768 + p.IntN(28000)), Bytes: uint64(200 + p.ExpFloat64()*40_000)}
	e.Outside = event.End{Addr: outside, Port: 443, Bytes: uint64(200 + p.ExpFloat64()*9_000)}
	e.MAC = []byte{2, 0, 0, 0, 0, host}
	e.Domain = fmt.Sprintf("%s%d.example", []string{"files", "mail", "api", "cdn"}[far%4], far)
}

func (p past) place(e *event.Event, place int) {
	code := abroad[place]
	e.Country, e.Jurisdiction = code, []string{code}
	e.ASN, e.Operator = uint32(64496+place), "Example Networks "+code // ASNs for documentation, RFC 5398
	e.Evidence = []event.Evidence{
		{Kind: "located", Code: code, Confidence: 0.99, Source: "GeoLite2-Country 2026-11-20"},
		{Kind: "registered", Code: code, Confidence: 0.7, Source: "GeoLite2-Country 2026-11-20"},
	}
}

// speaks says what was spoken, and how much of it could be read.
func (p past) speaks(e *event.Event) {
	e.InspectedBytes = int64(e.Inside.Bytes)
	if p.IntN(3) > 0 {
		e.Protocol, e.OpaqueBytes = "tls", e.InspectedBytes
		e.Attributes = []event.Attribute{{Name: "tls.client.server_name", Value: e.Domain}, {Name: "tls.version", Value: "1.3"}}
		return
	}
	e.Protocol, e.Outside.Port = "http", 80
	e.Attributes = []event.Attribute{{Name: "http.request.method", Value: "POST"}, {Name: "url.full", Value: "http://" + e.Domain + "/upload"}}
}

// decide has a rule decide, by where the flow went.
func (p past) decide(e *event.Event) {
	e.Kind, e.Reason, e.Protocol, e.OpaqueBytes = event.Alert, "data threshold reached", "http", 0
	e.Findings = []event.Finding{{Class: "pii.email", Count: 1 + p.IntN(60), Confidence: 0.97, Sample: "ko**********jp", Where: "http.request.body"}}
	if strings.Contains("CN HK MO RU IR VE", e.Country) {
		e.Action, e.Type = "block", []string{"denied"}
		e.Rule = event.Rule{ID: "no-personal-data", Name: "No personal data to countries of concern", Version: "1"}
		e.Findings = append(e.Findings, event.Finding{Class: "jp.my_number", Count: 1 + p.IntN(40), Confidence: 0.99, Sample: "10********05", Where: "http.request.body!customers.csv"})
		return
	}
	e.Action = "log"
	e.Rule = event.Rule{ID: "register-of-transfers", Name: "Personal data that goes abroad, for the register", Version: "1"}
}
