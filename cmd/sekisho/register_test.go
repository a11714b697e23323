package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"sekisho/dataplane/netlab"
)

// secretPlan is a made-up document of a made-up company.
const secretPlan = `新型減速機の開発計画
本計画では、従来品に比べて体積を三割減らした減速機を、来年度の秋までに量産できる状態にする。歯車の材料は浸炭鋼から窒化鋼に改め、熱処理による歪みを半分に抑える。
試作は三回に分けて行い、第一回は歯面の粗さと騒音の関係を調べ、第二回は潤滑油の温度が上がったときの効率を測る。第三回では、組立治具を現場に持ち込み、作業者が一人で組めることを確かめる。
費用は設備に二千四百万円、治具に六百万円を見込み、うち半分は上期に支払う。量産を始めてから十四か月で回収できる見通しである。
`

// otherPlan shares nothing with it.
const otherPlan = `倉庫の移転について
新しい倉庫は港から四キロの所にあり、冷蔵の区画を二つ備える。移転は連休に行い、在庫の八割を夜間に運ぶ。運送会社とは三年の契約を結び、燃料の値上がりは半年ごとに精算する。
旧倉庫の賃貸は九月に終わるため、それまでに棚の解体と床の補修を済ませる。検品の装置は新しいものに替え、読み取りの誤りを千件に一件より少なくする。
`

// excerpt is a mail that quotes secretPlan, and innocent one that does not.
var (
	excerpt  = "お世話になっております。\n> " + strings.ReplaceAll(strings.Join(strings.Split(secretPlan, "\n")[1:3], ""), "、", "、\n> ") + "\nよろしくお願いします。\n"
	innocent = strings.Repeat("お世話になっております。会議の日程についてご都合をお知らせください。よろしくお願いします。\n", 8)
)

// registry is a configuration with nothing registered yet.
func registry(t *testing.T) (config, store string) {
	t.Helper()
	dir := t.TempDir()
	config, store = filepath.Join(dir, "sekisho.yaml"), filepath.Join(dir, "state", "registered.db")
	must(t, os.WriteFile(config, []byte("state_dir: "+filepath.Dir(store)+"\n"), 0o600))
	return config, store
}

// registerAll registers files and gives the lines printed.
func registerAll(t *testing.T, config string, args ...string) []map[string]any {
	t.Helper()
	status, out, errs := call(append([]string{"register", "--config", config}, args...)...)
	if status != 0 || errs != "" {
		t.Fatalf("register %q: status %d, stderr %q", args, status, errs)
	}
	return decodeLines(t, out)
}

func scanRegistered(t *testing.T, store, name string, content []byte) map[string]any {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, content, 0o600))
	status, out, errs := call("scan", "--register", store, path)
	if status != 0 {
		t.Fatalf("scan: %s", errs)
	}
	for _, f := range decodeLines(t, out)[0]["findings"].([]any) {
		if f := f.(map[string]any); f["class"] == "confidential.registered" {
			return f
		}
	}
	return nil
}

func TestRegisterDocuments(t *testing.T) {
	config, store := registry(t)
	dir := t.TempDir()
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	w, err := z.Create("inner/計画.txt")
	must(t, err)
	w.Write(encode(t, japanese.ShiftJIS, otherPlan))
	must(t, z.Close())
	for name, b := range map[string][]byte{"b.zip": archive.Bytes(), "a.txt": []byte(secretPlan), "c.txt": []byte("short"), "d.txt": []byte(secretPlan)} {
		must(t, os.WriteFile(filepath.Join(dir, name), b, 0o600))
	}
	lines := registerAll(t, config, dir)
	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprint(strings.TrimPrefix(l["name"].(string), dir), " ", l["kind"], " ", l["skipped"] != nil))
	}
	want := "/a.txt text false|/b.zip!inner/計画.txt text false|/c.txt <nil> true|/d.txt <nil> true"
	if strings.Join(got, "|") != want {
		t.Errorf("registered %s", strings.Join(got, "|"))
	}
	found := scanRegistered(t, store, "mail.txt", []byte(excerpt))
	if found == nil || found["reference"] != lines[0]["id"] || found["count"] != 1.0 || found["sample"] != "a***t" {
		t.Errorf("the excerpt: %v", found)
	}
	if found := scanRegistered(t, store, "mail.txt", []byte(innocent)); found != nil {
		t.Errorf("an innocent mail: %v", found)
	}
	if found := scanRegistered(t, store, "b.zip", archive.Bytes()); found == nil || found["reference"] != lines[1]["id"] {
		t.Errorf("the archive: %v", found)
	}
	if n := len(registerAll(t, config, "--list")); n != 2 {
		t.Errorf("%d listed", n)
	}
	registerAll(t, config, "--remove", lines[0]["id"].(string), "--remove", lines[1]["name"].(string))
	if scanRegistered(t, store, "mail.txt", []byte(excerpt)) != nil || len(registerAll(t, config, "--list")) != 0 {
		t.Error("still found after removal")
	}
}

func TestRegisterPublicText(t *testing.T) {
	config, store := registry(t)
	path := filepath.Join(t.TempDir(), "plan.txt")
	must(t, os.WriteFile(path, []byte(secretPlan), 0o600))
	registerAll(t, config, path)
	known := filepath.Join(t.TempDir(), "brochure.txt")
	must(t, os.WriteFile(known, []byte(secretPlan+"お問い合わせは営業部まで。"), 0o600))
	registerAll(t, config, "--public", known)
	if scanRegistered(t, store, "mail.txt", []byte(excerpt)) != nil {
		t.Error("public text is found")
	}
}

// A table in any charset is read to its end, and its rows are found in another form.
func TestRegisterTable(t *testing.T) {
	list := "id,name,phone\n" + strings.Repeat("x,y,z\n", 200) + customerTable(80)
	for name, b := range map[string][]byte{"utf-8": []byte(list), "shift_jis": encode(t, japanese.ShiftJIS, list), "euc-jp": encode(t, japanese.EUCJP, list)} {
		config, store := registry(t)
		path := filepath.Join(t.TempDir(), "customers.csv")
		must(t, os.WriteFile(path, b, 0o600))
		lines := registerAll(t, config, "--table", "--primary", "phone", "--columns", "name", path)
		if l := lines[0]; l["kind"] != "table" || l["rows"] != 80.0 || l["unusable_rows"] != 200.0 {
			t.Errorf("%s: %v", name, l)
		}
		found := scanRegistered(t, store, "list.json", asJSON("id,name,phone\n"+customerTable(40)))
		if found == nil || found["count"] != 40.0 || found["reference"] != lines[0]["id"] {
			t.Errorf("%s: %v", name, found)
		}
	}
}

func customerTable(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d,%s%s,090-0000-%04d\n", i, []string{"佐藤", "鈴木", "高橋"}[i%3], []string{"一郎", "花子"}[i%2], i)
	}
	return b.String()
}

func TestRegisterErrors(t *testing.T) {
	config, store := registry(t)
	table := filepath.Join(t.TempDir(), "t.csv")
	must(t, os.WriteFile(table, []byte("name,tel\n佐藤,090-0000-0001\n"), 0o600))
	for _, c := range []struct{ want, args string }{
		{"want at least one PATH", ""},
		{"--list goes with --config alone", "--list x"},
		{"--table wants --primary", "--table " + table},
		{"--primary and --columns go with --table", "--primary a " + table},
		{"exclude each other", "--table --public --primary a " + table},
		{`t.csv: line 1: no column "phone"`, "--table --primary phone " + table},
		{"none.txt", "none.txt"},
		{"nothing registered", "--remove nobody"},
	} {
		status, out, errs := call(append([]string{"register", "--config", config}, strings.Fields(c.args)...)...)
		if status != 1 || out != "" || strings.Count(errs, "\n") != 1 || !strings.HasPrefix(errs, "sekisho: register: ") || !strings.Contains(errs, c.want) {
			t.Errorf("%q: status %d, stdout %q, stderr %q", c.args, status, out, errs)
		}
	}
	must(t, os.WriteFile(store, []byte("not a store"), 0o600))
	for _, args := range [][]string{{"register", "--config", config, table}, {"scan", "--register", store, table}} {
		if status, _, errs := call(args...); status != 1 || !strings.Contains(errs, store) {
			t.Errorf("%q with a damaged store: status %d, %q", args, status, errs)
		}
	}
}

const registeredPolicy = `
version: 1
rules:
  - id: own-secrets
    to: {jurisdictions: [CN]}
    data: [{class: confidential.registered, at_least: 1}]
    action: block
`

// What is registered while the gateway runs is blocked from then on; a damaged
// store is refused, and the old one stays in force.
func TestRegisteredIsBlockedWhileRunning(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	g.must(g.policy([]byte(registeredPolicy)))
	for _, h := range g.Outside {
		g.must(g.serve(h, 80, g.inbox))
	}
	g.up()
	blocked := 0
	send := func(what string, body []byte, want bool) {
		t.Helper()
		for i, a := range slices.Concat(g.Outside[0].Addrs, g.Outside[1].Addrs) {
			out, err := g.curl(g.LAN[0], "--data-binary", "@"+g.file("upload", body), "-H", "Content-Type: text/plain", "http://"+netip.AddrPortFrom(a, 80).String()+"/")
			if refused := err != nil && strings.Contains(out, "reset"); refused != (want && i < 2) {
				t.Errorf("%s to %v: refused %v: %v %s", what, a, refused, err, out)
			} else if refused {
				blocked++
			}
		}
	}
	registered := func(n int) {
		t.Helper()
		g.wait(fmt.Sprintf("%d registered", n), func() bool {
			s, err := g.status()
			return err == nil && s.Registered == n
		})
	}
	register := func(args ...string) {
		t.Helper()
		out, err := g.command(append([]string{"register", "--config", g.path("sekisho.yaml")}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("register: %v %s", err, out)
		}
	}
	send("an excerpt before", []byte(excerpt), false)
	register(g.file("plan.txt", []byte(secretPlan)))
	registered(1)
	send("an excerpt", []byte(excerpt), true)
	send("an innocent mail", []byte(innocent), false)
	g.must(os.WriteFile(g.path("state/next"), []byte("damaged"), 0o600))
	sound, err := os.ReadFile(g.path("state/registered.db"))
	g.must(err)
	g.must(os.Rename(g.path("state/next"), g.path("state/registered.db")))
	g.waitLog("registered documents not reloaded")
	send("an excerpt, the store damaged", []byte(excerpt), true)
	g.must(os.WriteFile(g.path("state/registered.db"), sound, 0o600))
	row := []byte("鈴木花子様の番号は 090 0000 0007 です。\n")
	send("a row before", row, false)
	register("--table", "--primary", "phone", g.file("t.csv", []byte("id,name,phone\n"+customerTable(30))))
	registered(2)
	send("a row", row, true)
	send("an excerpt", []byte(excerpt), true)
	g.down()
	g.checkRegisteredEvents(blocked)
}

func (g *gateway) checkRegisteredEvents(n int) {
	g.t.Helper()
	events, err := g.events()
	g.must(err)
	for _, e := range events {
		if field(e, "event.action") != "block" {
			continue
		}
		n--
		found := field(e, "sekisho.findings").([]any)[0].(map[string]any)
		if found["class"] != "confidential.registered" || len(found["reference"].(string)) != 8 || !strings.Contains(found["sample"].(string), "*") {
			g.t.Errorf("finding: %v", found)
		}
	}
	raw, err := json.Marshal(events)
	g.must(err)
	for _, secret := range []string{"plan.txt", "減速機", "09000000007", "鈴木花子"} {
		if bytes.Contains(raw, []byte(secret)) || strings.Contains(g.logs.String(), secret) {
			g.t.Errorf("%q stands in events or logs", secret)
		}
	}
	if n != 0 {
		g.t.Errorf("%d blocks more seen than told", n)
	}
}
