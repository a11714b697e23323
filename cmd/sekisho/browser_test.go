package main

import (
	"context"
	"encoding/json"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sekisho/configs"
	"sekisho/dataplane/netlab"
)

// uiSources is where the pages stand, and in its folder e2e the browser's part of these tests.
var uiSources = filepath.Join("..", "..", "admin", "web", "ui")

// scenarioTime is for one file of scenarios on a machine that is busy with other things as well.
const scenarioTime = 6 * time.Minute

// TestBrowser plays scenarios in chromium on a LAN host: each file uses the pages as people would, of one
// appliance that has its first admin, and through which the customer list was sent about.
func TestBrowser(t *testing.T) {
	g := newBrowserLab(t)
	g.remembers(4000)
	g.relay(g.Outside[0], int(adminPort.Port()))
	g.sendAbout()
	for _, file := range scenarioFiles(t, "e2e") {
		t.Run(scenarioName(file), func(t *testing.T) { g.play(t, file) })
	}
	g.down()
}

// TestBrowserFirstRun plays those that begin where nobody has been yet: each has an appliance of its own.
func TestBrowserFirstRun(t *testing.T) {
	for _, file := range scenarioFiles(t, "e2e/fresh") {
		t.Run(scenarioName(file), func(t *testing.T) {
			g := newBrowserLab(t)
			g.must(g.policy(configs.DefaultPolicy()))
			g.awaiting()
			g.play(t, file)
			g.down()
		})
	}
}

func scenarioFiles(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(uiSources, filepath.FromSlash(folder), "*.mjs"))
	must(t, err)
	if len(files) == 0 {
		t.Fatalf("no scenario in %s", folder)
	}
	return files
}

func scenarioName(file string) string { return strings.TrimSuffix(filepath.Base(file), ".mjs") }

// newBrowserLab is an office whose hosts outside take uploads. The browser has the first host of its LAN.
func newBrowserLab(t testing.TB) *gateway {
	t.Helper()
	g := newGateway(t, netlab.Options{LAN: 2, Masquerade: true})
	for _, h := range g.Outside {
		g.must(g.serve(h, 80, g.inbox))
	}
	g.file("customers.csv", []byte(customerList(40)))
	return g
}

// sendAbout has the customer list go to either host outside, by either family: what there is to see.
func (g *gateway) sendAbout() {
	g.t.Helper()
	for _, h := range slices.Concat(g.Outside, g.Outside) {
		for _, a := range h.Addrs {
			g.curl(g.LAN[1], "--data-binary", "@"+g.path("customers.csv"), "-H", "Content-Type: text/csv", url(a)) // refused, or not: both are events
		}
	}
	g.curl(g.LAN[0], "--data", "hello=world", url(watchedHost[0]))
}

// play runs a file of scenarios on the LAN's first host. What fails leaves pictures behind this test.
func (g *gateway) play(t testing.TB, file string) {
	t.Helper()
	shots, err := os.MkdirTemp("", "sekisho-"+scenarioName(file)+"-")
	must(t, err)
	d := g.described()
	d.Shots, d.Pictures = shots, pictures(t, shots)
	out, err := g.node(file, d)
	if err != nil {
		t.Errorf("%v\n%s\nscreenshots are in %s", err, g.logs, shots)
		return
	}
	t.Logf("%s", out)
	must(t, os.RemoveAll(shots))
}

// updatePictures has the README's pictures be written down.
const updatePictures = "SEKISHO_UPDATE_SCREENSHOTS"

// pictures is where those of the README go: to where they stand, or to another place and then away.
func pictures(t testing.TB, shots string) string {
	t.Helper()
	if os.Getenv(updatePictures) == "" {
		return shots
	}
	dir, err := filepath.Abs(filepath.Join(uiSources, "screenshots")) // node runs elsewhere
	must(t, err)
	return dir
}

// node runs one on that host, and tells it of the lab.
func (g *gateway) node(file string, d labDescription) ([]byte, error) {
	described, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), scenarioTime)
	defer cancel()
	return g.LAN[0].Run(ctx, "env", "SEKISHO_LAB="+string(described), "node", "--test-reporter=tap", file)
}

// labHost and labDescription are what e2e/lib/lab.mjs says they are.
type labHost struct {
	Net string     `json:"net"`
	V4  netip.Addr `json:"v4"`
	V6  netip.Addr `json:"v6"`
}

type labDescription struct {
	URL       string         `json:"url"`
	Name      string         `json:"name"`
	Password  string         `json:"password"`
	Token     string         `json:"token"`
	Shots     string         `json:"shots"`
	Pictures  string         `json:"pictures"`
	Customers string         `json:"customers"`
	LAN       []labHost      `json:"lan"`
	Outside   []labHost      `json:"outside"`
	Bench     map[string]any `json:"bench,omitempty"`
}

func (g *gateway) described() labDescription {
	return labDescription{URL: "https://" + adminPort.String(), Name: "aoki", Password: adminPhrase, Token: g.token(),
		Customers: g.path("customers.csv"), LAN: labHosts(g.LAN), Outside: labHosts(g.Outside)}
}

func labHosts(hosts []*netlab.Host) (all []labHost) {
	for _, h := range hosts {
		all = append(all, labHost{Net: h.Path(), V4: h.IPv4(), V6: h.IPv6()})
	}
	return all
}
