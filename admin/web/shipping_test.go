package web

import (
	"bufio"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/siem"
)

// collector takes syslog over TCP, and keeps it as text.
type collector struct {
	net.Listener
	mu   sync.Mutex
	text strings.Builder
}

func newCollector(t *testing.T) *collector {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &collector{Listener: l}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go c.read(conn)
		}
	}()
	return c
}

func (c *collector) read(conn net.Conn) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	b := make([]byte, 4096)
	for {
		n, err := in.Read(b)
		c.mu.Lock()
		c.text.Write(b[:n])
		c.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (c *collector) has(text string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.Contains(c.text.String(), text)
}

// until waits for a condition.
func until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

// TestDestinations: a destination is added, tested, shipped to, paused, moved and removed; its secret is never shown.
func TestDestinations(t *testing.T) {
	s := newSite(t)
	c := newCollector(t)
	s.write(sent(time.Now().UTC(), "allow", "US", 40000))
	until(t, "the event is seen", func() bool { n, err := s.shipper.Place(siem.WhereNow); return err == nil && n == 1 })
	const path = "/api/v1/destinations/soc"
	body := object{"destination": object{"name": "soc", "type": "syslog", "address": "tcp://" + c.Addr().String()}, "secret": "geheim"}
	one := read[shippedTo](s, auth.Admin, "POST", "/api/v1/destinations", asJSON(t, body))
	if one.Version != 1 || !one.SecretSet || one.Cursor != 1 || one.Fixed {
		t.Errorf("%+v", one)
	}
	if a := s.as(auth.Admin, "POST", "/api/v1/destinations", asJSON(t, body)); a.status != 409 {
		t.Errorf("again: %d", a.status)
	}
	if tried := read[tested](s, auth.Admin, "POST", path+"/test", ""); !tried.Arrived {
		t.Errorf("%+v", tried)
	}
	until(t, "the test arrives", func() bool { return c.has("nothing has happened") })
	s.write(sent(time.Now().UTC(), "block", "KP", 41000))
	until(t, "an event arrives", func() bool { return c.has("41000") })
	if c.has("40000") {
		t.Error("what was there before was sent")
	}
	read[moved](s, auth.Admin, "POST", path+"/cursor", `{"to":"beginning"}`)
	until(t, "all is sent again", func() bool { return c.has("40000") })
	read[shippedTo](s, auth.Admin, "POST", path+"/pause", "")
	until(t, "it is paused", func() bool { return read[shippedTo](s, auth.Auditor, "GET", path, "").State == siem.Paused })
	read[shippedTo](s, auth.Admin, "POST", path+"/resume", "")
	metrics := string(s.as(auth.Viewer, "GET", "/metrics", "").body)
	if !strings.Contains(metrics, `sekisho_shipping_sent_total{destination="soc"}`) {
		t.Error("no metrics of shipping")
	}
	s.changeSOC(t, path)
	if a := s.as(auth.Admin, "DELETE", path, ""); a.status != 204 {
		t.Errorf("remove: %d %s", a.status, a.body)
	}
	if all := read[list[shippedTo]](s, auth.Operator, "GET", "/api/v1/destinations", ""); len(all.Items) != 0 {
		t.Errorf("%+v", all)
	}
	if a := s.as(auth.Auditor, "GET", "/api/v1/audit", ""); strings.Contains(string(a.body), "geheim") || !strings.Contains(string(a.body), "destination.cursor") {
		t.Error("the audit log has the secret, or not what was done")
	}
}

// changeSOC: by version, and the secret stays unless another one is given.
func (s *site) changeSOC(t *testing.T, path string) {
	t.Helper()
	change := asJSON(t, object{"destination": object{"name": "soc", "type": "syslog", "address": "tcp://127.0.0.1:9"}})
	if a := s.do("PUT", path, s.cookie(auth.Admin), change, map[string]string{"If-Match": `"7"`}); a.status != 412 {
		t.Errorf("an old version: %d %s", a.status, a.body)
	}
	a := s.do("PUT", path, s.cookie(auth.Admin), change, map[string]string{"If-Match": `"1"`})
	if now := unmarshal[shippedTo](t, a.body); a.status != 200 || !now.SecretSet || now.Version != 2 || strings.Contains(string(a.body), "geheim") {
		t.Errorf("change: %d %s", a.status, a.body)
	}
	if d, err := s.state.Destination(t.Context(), "soc"); err != nil || d.Secret != "geheim" {
		t.Errorf("the secret has changed: %v", err)
	}
	if tried := read[tested](s, auth.Admin, "POST", path+"/test", ""); tried.Arrived || tried.Answer == "" {
		t.Errorf("nobody listens there: %+v", tried)
	}
}

// TestDestinationsRefused: what is wrong is said, and files are not for the API.
func TestDestinationsRefused(t *testing.T) {
	s := newSite(t)
	e := siem.Entry{Fixed: true}
	e.Name, e.Type, e.Address = "fixed", "syslog", "tcp://127.0.0.1:9"
	s.must(s.shipper.Add(e))
	add := func(d object) answered {
		return s.as(auth.Admin, "POST", "/api/v1/destinations", asJSON(t, object{"destination": d}))
	}
	for field, d := range map[string]object{
		"destination.address":    {"name": "a", "type": "syslog", "address": "http://127.0.0.1"},
		"destination.filter":     {"name": "a", "type": "syslog", "address": "tcp://127.0.0.1:9", "filter": "("},
		"destination.type":       {"name": "a", "type": "file", "address": "file:///tmp/a"},
		"destination.token_file": {"name": "a", "type": "hec", "address": "https://127.0.0.1", "token_file": "/etc/passwd"},
		"destination":            {"name": "a", "type": "syslog", "address": "tls://127.0.0.1", "tls": object{"ca": "/etc/shadow"}},
	} {
		if p := unmarshal[problem](t, add(d).body); p.Status != http.StatusBadRequest || p.Field != field {
			t.Errorf("%s: %+v", field, p)
		}
	}
	for path, want := range map[string]int{"/fixed": 409, "/other": 404} {
		if a := s.as(auth.Admin, "DELETE", "/api/v1/destinations"+path, ""); a.status != want {
			t.Errorf("remove %s: %d", path, a.status)
		}
	}
	for body, want := range map[string]int{`{}`: 400, `{"to":"now","sequence":0}`: 400, `{"sequence":9}`: 400, `{"sequence":0}`: 201, `{"to":"now"}`: 201} {
		if a := s.as(auth.Admin, "POST", "/api/v1/destinations/fixed/cursor", body); a.status/100 != want/100 {
			t.Errorf("%s: %d %s", body, a.status, a.body)
		}
	}
	if a := s.as(auth.Operator, "POST", "/api/v1/destinations/fixed/pause", ""); a.status != 403 {
		t.Errorf("an operator may pause: %d", a.status)
	}
	if a := s.as(auth.Viewer, "GET", "/api/v1/destinations", ""); a.status != 403 {
		t.Errorf("a viewer may look: %d", a.status)
	}
}

// TestJudgement: where the appliance itself sends to is judged by the policy in force, when a destination is added and later.
func TestJudgement(t *testing.T) {
	s := newSite(t)
	const want = "logs go to CN, which the policy watches by no-personal-data: siem.example (soc)"
	add := asJSON(t, object{"destination": object{"name": "soc", "type": "syslog", "address": "tls://siem.example"}})
	if one := read[shippedTo](s, auth.Admin, "POST", "/api/v1/destinations", add); len(one.Warnings) != 1 || one.Warnings[0] != want {
		t.Errorf("added: %q", one.Warnings)
	}
	all := read[judgements](s, auth.Auditor, "GET", "/api/v1/judgement", "")
	if len(all.Items) != 2 || !all.Items[0].Watched || all.Items[1].Source != "/etc/resolv.conf" || len(all.Warnings) != 2 || all.Warnings[0] != want {
		t.Errorf("%+v", all)
	}
	if st := read[status](s, auth.Viewer, "GET", "/api/v1/status", ""); len(st.Warnings) != 2 || len(st.Shipping) != 1 {
		t.Errorf("status: %q, %+v", st.Warnings, st.Shipping)
	}
	s.plane.err = net.ErrClosed
	if a := s.as(auth.Auditor, "GET", "/api/v1/judgement", ""); a.status/100 != 5 {
		t.Errorf("without a dataplane: %d", a.status)
	}
}
