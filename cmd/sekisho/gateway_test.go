package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"sekisho/dataplane"
	"sekisho/dataplane/content"
	"sekisho/dataplane/netlab"
)

// actEnv has the test binary act as sekisho, so that the tests run the real program
// without building it first.
const actEnv = "SEKISHO_TEST_ACT"

func TestMain(m *testing.M) {
	if as := os.Getenv(actEnv); as != "" {
		act(as)
	}
	os.Exit(m.Run())
}

const personPolicy = `
version: 1
rules:
  - id: no-personal-data
    description: No personal data to CN
    to: {jurisdictions: [CN]}
    data:
      - {class: pii.person, at_least: 10}
      - {class: jp.my_number, at_least: 10}
    action: block
`

// gateway is an office under test.
type gateway struct {
	*office
	t     testing.TB
	inbox *inbox
	logs  *lockedBuffer
}

func newGateway(t testing.TB, opts netlab.Options) *gateway {
	t.Helper()
	o, err := newOffice(t.TempDir(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	g := &gateway{office: o, t: t, inbox: &inbox{arrived: map[string]arrival{}}, logs: &lockedBuffer{}}
	o.log, o.environ = g.logs, []string{actEnv + "=1"}
	g.must(o.policy([]byte(personPolicy)))
	return g
}

func (g *gateway) must(err error) {
	g.t.Helper()
	if err != nil {
		g.t.Fatalf("%v\n%s", err, g.logs)
	}
}

func (g *gateway) up() {
	g.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	g.must(g.start(ctx))
}

// down ends the appliance. One that does not end says where its goroutines are.
func (g *gateway) down() {
	g.t.Helper()
	hung := time.AfterFunc(patience, func() { _ = syscall.Kill(-g.process.Cmd.Process.Pid, syscall.SIGQUIT) })
	defer hung.Stop()
	g.must(g.stop())
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (g *gateway) curl(h *netlab.Host, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*patience)
	defer cancel()
	out, err := h.Run(ctx, append([]string{"curl", "-sS", "--max-time", "60"}, args...)...)
	return string(out), err
}

func (g *gateway) file(name string, b []byte) string {
	g.must(os.WriteFile(g.path(name), b, 0o600))
	return g.path(name)
}

func encode(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func asJSON(list string) []byte {
	rows := strings.Split(strings.TrimSpace(list), "\n")
	head := strings.Split(rows[0], ",")
	var all []map[string]string
	for _, row := range rows[1:] {
		o := map[string]string{}
		for i, cell := range strings.Split(row, ",") {
			o[head[i]] = cell
		}
		all = append(all, o)
	}
	b, _ := json.Marshal(all)
	return b
}

func asMultipart(t testing.TB, list string) (body []byte, contentType string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", "customers.csv")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(part, list)
	w.Close()
	return b.Bytes(), w.FormDataContentType()
}

func asGzip(t testing.TB, list string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, list)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// upload is one way in which a customer list leaves.
type upload struct {
	name    string
	body    []byte
	headers []string
	port    int
}

func uploads(t testing.TB) []upload {
	list := customerList(40)
	mp, mpType := asMultipart(t, list)
	csv := "Content-Type: text/csv"
	return []upload{
		{"utf-8", []byte(list), []string{csv}, 80},
		{"shift_jis", encode(t, japanese.ShiftJIS, list), []string{csv + "; charset=Shift_JIS"}, 80},
		{"shift_jis undeclared", encode(t, japanese.ShiftJIS, list), []string{csv}, 80},
		{"euc-jp", encode(t, japanese.EUCJP, list), []string{csv}, 80},
		{"utf-16", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), list), []string{csv}, 80},
		{"iso-2022-jp", encode(t, japanese.ISO2022JP, list), []string{csv}, 80},
		{"json", asJSON(list), []string{"Content-Type: application/json"}, 80},
		{"multipart", mp, []string{"Content-Type: " + mpType}, 80},
		{"gzip", asGzip(t, list), []string{csv, "Content-Encoding: gzip"}, 80},
		{"gzip file", asGzip(t, list), []string{"Content-Type: application/octet-stream"}, 80},
		{"odd port", []byte(list), []string{csv}, 31337},
		{"chunked", []byte(list), []string{csv, "Transfer-Encoding: chunked"}, 80},
	}
}

// flagged counts what a body, as far as it arrived, holds of the flagged classes.
func flagged(t testing.TB, body []byte, media string) map[string]int {
	t.Helper()
	d, err := dataplane.AllDetectors()
	if err != nil {
		t.Fatal(err)
	}
	in := dataplane.NewInspection(d, content.Limits{})
	defer in.Release()
	w := in.File("body." + media)
	w.Write(body)
	w.Close()
	out := map[string]int{}
	for _, f := range in.Findings() {
		out[f.Class] = f.Count
	}
	return out
}

func TestUploadsAreJudgedByWhereTheyLand(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1, Masquerade: true})
	for _, h := range g.Outside {
		for _, port := range []int{80, 31337} {
			g.must(g.serve(h, port, g.inbox))
		}
	}
	g.up()
	blocked := map[string]string{} // by path: what was sent
	for _, u := range uploads(t) {
		for family := range 2 {
			args := []string{"--data-binary", "@" + g.file("upload", u.body)}
			for _, h := range u.headers {
				args = append(args, "-H", h)
			}
			to := func(h *netlab.Host, path string) string {
				return "http://" + netip.AddrPortFrom(h.Addrs[family], uint16(u.port)).String() + path
			}
			name := fmt.Sprintf("%s, IPv%d", u.name, 4+2*family)
			path := g.inbox.path()
			if out, err := g.curl(g.LAN[0], append(args, to(g.Outside[1], path))...); err != nil {
				t.Errorf("%s: refused where it may land: %v %s", name, err, out)
			} else if got := g.inbox.at(path); !got.whole || !bytes.Equal(got.body, u.body) {
				t.Errorf("%s: %d of %d bytes landed", name, len(got.body), len(u.body))
			}
			path = g.inbox.path()
			out, err := g.curl(g.LAN[0], append(args, to(g.Outside[0], path))...)
			if err == nil || !strings.Contains(out, "reset") {
				t.Errorf("%s: not refused: %v %s", name, err, out)
			} else {
				blocked[path] = name
			}
		}
	}
	g.wait("the servers' handlers", g.inbox.quiet)
	for path, name := range blocked {
		if n := flagged(t, g.inbox.at(path).body, "csv"); n["pii.person"] >= 10 || n["jp.my_number"] >= 10 {
			t.Errorf("%s: the server got %v", name, n)
		}
	}
	g.down()
	g.checkBlocks(len(blocked))
}

// checkBlocks holds the stored events against what was seen to be blocked.
func (g *gateway) checkBlocks(n int) {
	g.t.Helper()
	events, err := g.events()
	g.must(err)
	blocks := 0
	for i, e := range events {
		if field(e, "event.sequence") != float64(i+1) {
			g.t.Errorf("event %d has sequence %v", i, field(e, "event.sequence"))
		}
		if field(e, "event.action") != "block" {
			continue
		}
		blocks++
		for name, want := range map[string]any{"rule.id": "no-personal-data", "destination.geo.country_iso_code": "CN",
			"network.protocol": "http", "source.mac": nil} {
			if got := field(e, name); got != want && (want != nil || got == nil) {
				g.t.Errorf("event %d: %s is %v", i, name, got)
			}
		}
	}
	if blocks != n {
		g.t.Errorf("%d events of blocks, %d blocks seen", blocks, n)
	}
	for _, person := range []string{"佐藤 太郎", "kokyaku0", "千代田"} {
		if raw, _ := json.Marshal(events); bytes.Contains(raw, []byte(person)) || strings.Contains(g.logs.String(), person) {
			g.t.Errorf("a flagged value stands in events or logs")
		}
	}
}

func TestRepliesAreJudgedByWhoAsks(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	list := customerList(40)
	g.must(g.serve(g.LAN[0], 80, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		io.WriteString(w, list)
	})))
	g.up()
	for family := range 2 {
		address := "http://" + netip.AddrPortFrom(g.LAN[0].Addrs[family], 80).String() + "/list"
		if out, err := g.curl(g.Outside[1], address); err != nil || out != list {
			t.Errorf("IPv%d: the list was not served where it may land: %v", 4+2*family, err)
		}
		out, err := g.curl(g.Outside[0], address)
		if err == nil || !strings.Contains(out, "reset") {
			t.Errorf("IPv%d: the list was served: %v, %d bytes", 4+2*family, err, len(out))
		}
		if n := flagged(t, []byte(out), "csv"); n["pii.person"] >= 10 {
			t.Errorf("IPv%d: the client got %v", 4+2*family, n)
		}
	}
	g.down()
	events, err := g.events()
	g.must(err)
	for _, e := range events {
		if field(e, "event.action") == "block" && (field(e, "sekisho.data_direction") != "response" ||
			field(e, "network.direction") != "inbound" || !strings.HasPrefix(fmt.Sprint(field(e, "source.ip")), "10.10.")) && field(e, "source.ip") != g.LAN[0].Addrs[1].String() {
			t.Errorf("event: %v", e)
		}
	}
}

// A large clean file passes to the watched place, byte for byte.
func TestCleanUploadPassesUnharmed(t *testing.T) {
	const size = 100 << 20
	for _, noOffload := range []bool{false, true} {
		g := newGateway(t, netlab.Options{LAN: 1, NoOffload: noOffload})
		g.must(g.serve(g.Outside[0], 80, g.inbox))
		g.up()
		line := []byte("The quick brown fox jumps over the lazy dog, and nobody minds. いろはにほへと。\n")
		body := bytes.Repeat(line, size/len(line)+1)[:size]
		path := g.inbox.path()
		out, err := g.curl(g.LAN[0], "-T", g.file("clean.txt", body), "http://"+netip.AddrPortFrom(g.Outside[0].IPv4(), 80).String()+path)
		if got := g.inbox.at(path); err != nil || !got.whole || !bytes.Equal(got.body, body) {
			t.Errorf("no offload %v: %v %s, %d bytes came", noOffload, err, out, len(got.body))
		}
		s, err := g.status()
		g.must(err)
		if s.Engine["inspected"] == 0 || s.Queue["unanswered"] != 0 || s.Queue["panics"] != 0 {
			t.Errorf("status: %+v", s)
		}
		g.down()
	}
}
