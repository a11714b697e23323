package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"sekisho/admin/state"
	"sekisho/dataplane/netlab"
)

const adminPhrase = "green kettle, seven boats"

// adminPort is where the appliance of these tests is administered, on the gateway's address of the LAN.
var adminPort = netip.AddrPortFrom(netlab.LANv4.Addr().Next(), 8443)

// browser is somebody who administers the appliance from a host, by an address that leads there.
type browser struct {
	t      testing.TB
	client *http.Client
	last   *http.Response // headers of the last answer
}

// browse makes one on a host; via is what it connects to.
func (g *gateway) browse(h *netlab.Host, via netip.AddrPort) *browser {
	jar, err := cookiejar.New(nil)
	g.must(err)
	// The certificate is the appliance's own; that its fingerprint is right is web's test.
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return h.Dial(ctx, network, via.String())
		}}
	return &browser{t: g.t, client: &http.Client{Transport: transport, Jar: jar, Timeout: patience}}
}

// hasty is the same somebody, who waits no longer than that for an answer.
func (b *browser) hasty(limit time.Duration) *browser {
	client := *b.client
	client.Timeout = limit
	return &browser{t: b.t, client: &client}
}

// ask sends a request; in and out are JSON, version is for If-Match: 0 is none, and -1 version 0. The error is that of the network.
func (b *browser) ask(method, path string, version int64, in, out any) (status int, err error) {
	var body io.Reader
	if in != nil {
		raw, err := json.Marshal(in)
		if err != nil {
			return 0, err
		}
		body = bytes.NewReader(raw)
	}
	r, err := http.NewRequest(method, "https://"+adminPort.String()+path, body)
	if err != nil {
		return 0, err
	}
	if in != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if version != 0 {
		r.Header.Set("If-Match", strconv.Quote(strconv.FormatInt(max(version, 0), 10)))
	}
	answer, err := b.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	b.last = answer
	raw, err := io.ReadAll(answer.Body)
	if err == nil && out != nil && len(raw) > 0 {
		err = json.Unmarshal(raw, out)
	}
	return answer.StatusCode, err
}

// want asks, and has the test fail for another status.
func (b *browser) want(status int, method, path string, version int64, in, out any) {
	b.t.Helper()
	var raw json.RawMessage
	got, err := b.ask(method, path, version, in, &raw)
	if err != nil || got != status {
		b.t.Fatalf("%s %s: %d, %v: %s", method, path, got, err, raw)
	}
	if out != nil {
		if err := json.Unmarshal(raw, out); err != nil {
			b.t.Fatalf("%s %s: %v: %s", method, path, err, raw)
		}
	}
}

var setupToken = regexp.MustCompile(`use this token once, within [^:]*: (\S+)\n`)

// awaiting starts the appliance, both processes, to where it waits for its first admin.
func (g *gateway) awaiting() {
	g.t.Helper()
	g.subcommand = "run"
	g.must(g.configure(fmt.Sprintf("admin: {listen: %q}\n", adminPort)))
	g.open()
	g.up()
	g.token()
}

// token is what the console of an appliance says that waits for its first admin.
func (g *gateway) token() string {
	g.t.Helper()
	var said []string
	g.wait("the setup token", func() bool {
		said = setupToken.FindStringSubmatch(g.logs.String())
		return said != nil
	})
	return said[1]
}

// administered starts the appliance and makes its first admin.
func (g *gateway) administered() *browser {
	g.t.Helper()
	g.awaiting()
	b := g.browse(g.LAN[0], adminPort)
	b.want(http.StatusCreated, "POST", "/api/v1/setup", 0, map[string]string{
		"token": g.token(), "name": "aoki", "password": adminPhrase}, nil)
	return b
}

// login lets somebody else's browser in as the first admin.
func (b *browser) login() {
	b.t.Helper()
	b.want(http.StatusCreated, "POST", "/api/v1/session", 0, map[string]string{"name": "aoki", "password": adminPhrase}, nil)
}

type draft struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
	Text    string `json:"text"`
}

func (b *browser) draft(text string) (d draft) {
	b.t.Helper()
	b.want(http.StatusCreated, "POST", "/api/v1/drafts", 0, map[string]string{"name": "trial", "text": text, "reason": "a test"}, &d)
	return d
}

// relay has a host outside pass connections on to the appliance's administration.
func (g *gateway) relay(h *netlab.Host, port int) {
	g.t.Helper()
	l, err := h.Listen("tcp", netip.AddrPortFrom(h.IPv4(), uint16(port)).String())
	g.must(err)
	g.t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go g.pipe(h, c)
		}
	}()
}

func (g *gateway) pipe(h *netlab.Host, c net.Conn) {
	defer c.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	up, err := h.Dial(ctx, "tcp", adminPort.String())
	if err != nil {
		return
	}
	defer up.Close()
	go func() {
		io.Copy(up, c)
		up.(*net.TCPConn).CloseWrite()
	}()
	io.Copy(c, up)
}

// A rule that cuts its own author off is taken back, though the admin process dies with it: the author
// reaches the appliance through a host in the jurisdiction that the rule blocks.
func TestLockedOutAdminGetsBackIn(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.administered()
	g.relay(g.Outside[0], 8443)
	away := g.browse(g.LAN[0], netip.AddrPortFrom(g.Outside[0].IPv4(), 8443))
	away.login()
	d := away.draft(blockAll)
	// The answer may be cut off as well, and who waits for it is told nothing.
	go away.hasty(patience).ask("POST", "/api/v1/drafts/"+d.ID+"/apply", d.Version, map[string]int{"confirm_seconds": 10}, nil)
	g.waitLog("policy applied")
	hasty := away.hasty(3 * time.Second)
	status, err := hasty.ask("GET", "/api/v1/policy", 0, nil, nil)
	s, err2 := g.dataplane().Policy(t.Context())
	g.must(err2)
	if err == nil && s.Pending != nil {
		t.Fatalf("the author still gets in: %d", status)
	}
	admin := g.children()["admin"]
	g.kill(admin)
	g.another("admin", admin)
	g.wait("the way back in", func() bool {
		status, err := hasty.ask("GET", "/api/v1/policy", 0, nil, nil)
		return err == nil && status == http.StatusOK
	})
	var now struct {
		Revision struct{ ID string }
		Pending  any
	}
	away.want(http.StatusOK, "GET", "/api/v1/policy", 0, nil, &now)
	if now.Revision.ID != "file" || now.Pending != nil {
		t.Errorf("in force: %+v", now)
	}
	var history json.RawMessage
	away.want(http.StatusOK, "GET", "/api/v1/policy/history", 0, nil, &history)
	if !strings.Contains(string(history), "reverted") {
		t.Errorf("history: %s", history)
	}
	g.down()
}

// Two who edit at once get a conflict, not a lost update; nor can either put a change in force
// while the other's waits for its confirmation.
func TestTwoAdminsAtOnce(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 2})
	one := g.administered()
	two := g.browse(g.LAN[1], adminPort)
	two.login()
	d := one.draft(personPolicy)
	edit := func(text string) map[string]string {
		return map[string]string{"name": "trial", "text": text, "reason": ""}
	}
	var after draft
	one.want(http.StatusOK, "PUT", "/api/v1/drafts/"+d.ID, d.Version, edit(blockAll), &after)
	two.want(http.StatusPreconditionFailed, "PUT", "/api/v1/drafts/"+d.ID, d.Version, edit("version: 1\n"), nil)
	two.want(http.StatusPreconditionFailed, "POST", "/api/v1/drafts/"+d.ID+"/apply", d.Version, map[string]int{}, nil)
	var kept draft
	two.want(http.StatusOK, "GET", "/api/v1/drafts/"+d.ID, 0, nil, &kept)
	if kept.Text != blockAll {
		t.Errorf("the draft is %q", kept.Text)
	}
	other := two.draft(personPolicy)
	var applied struct {
		State struct{ Revision struct{ ID string } }
	}
	one.want(http.StatusOK, "POST", "/api/v1/drafts/"+d.ID+"/apply", after.Version, map[string]int{"confirm_seconds": 3600}, &applied)
	two.want(http.StatusConflict, "POST", "/api/v1/drafts/"+other.ID+"/apply", other.Version, map[string]int{}, nil)
	two.want(http.StatusOK, "POST", "/api/v1/policy/confirm", 0, map[string]string{"id": applied.State.Revision.ID}, nil)
	// The other draft knows nothing of what the first one changed.
	two.want(http.StatusConflict, "POST", "/api/v1/drafts/"+other.ID+"/apply", other.Version, map[string]int{}, nil)
	two.want(http.StatusOK, "POST", "/api/v1/drafts/"+other.ID+"/apply", other.Version, map[string]int{"replaces": 2}, nil)
	g.down()
}

// Whoever holds the box gets back in with a token from the console; the audit log has it, and holds.
func TestConsoleMakesAnotherAdmin(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	first := g.administered()
	out, err := g.command("admin", "reset", "--config", g.path("sekisho.yaml")).Output()
	g.must(err)
	token := regexp.MustCompile(`within [^:]+: (\S+)`).FindSubmatch(out)
	if token == nil {
		t.Fatalf("%s", out)
	}
	again := map[string]string{"token": string(token[1]), "name": "second", "password": adminPhrase}
	g.browse(g.LAN[0], adminPort).want(http.StatusCreated, "POST", "/api/v1/setup", 0, again, nil)
	again["name"] = "third"
	g.browse(g.LAN[0], adminPort).want(http.StatusUnauthorized, "POST", "/api/v1/setup", 0, again, nil)
	var log json.RawMessage
	first.want(http.StatusOK, "GET", "/api/v1/audit", 0, nil, &log)
	for _, part := range []string{`"setup.reset"`, `"console:root"`} {
		if !strings.Contains(string(log), part) {
			t.Errorf("the audit log lacks %s: %s", part, log)
		}
	}
	g.down()
	// The log's end is among the events, which the admin process can't change: not even with its own key and
	// files can it forget what was written down.
	verify := func() (string, error) {
		out, err := g.command("audit", "verify", "--config", g.path("sekisho.yaml")).CombinedOutput()
		return string(out), err
	}
	heads, err := anchoredHeads(t.Context(), g.path("state/events"))
	if err != nil || len(heads) == 0 {
		t.Fatalf("%d heads among the events, %v", len(heads), err)
	}
	if out, err := verify(); err != nil {
		t.Errorf("the audit log: %v: %s", err, out)
	}
	for _, name := range []string{"control.db", "control.db-wal", "control.db-shm", "audit-heads.ndjson"} {
		if err := os.Remove(g.path("state/admin/" + name)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	forged, err := state.Open(t.Context(), state.Options{Dir: g.path("state/admin")})
	g.must(err)
	g.must(errors.Join(forged.Audit(t.Context(), state.Entry{Action: "nothing"}), forged.Close()))
	if out, err := verify(); err == nil || !strings.Contains(out, "the audit log was changed") {
		t.Errorf("a log begun anew: %v: %s", err, out)
	}
}
