package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
	"golang.org/x/text/encoding/japanese"
)

func TestScan(t *testing.T) {
	dir := t.TempDir()
	list := customerList(12)
	files := map[string][]byte{
		"customers.csv": encode(t, japanese.ShiftJIS, list), "plain.txt": []byte("nothing to see"),
		"list.csv.gz": asGzip(t, list), "empty": {},
	}
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	status, out, errs := call("scan", dir)
	if status != 0 || errs != "" {
		t.Fatalf("status %d: %s", status, errs)
	}
	results := map[string]map[string]any{}
	var order []string
	for _, r := range decodeLines(t, out) {
		name := filepath.Base(r["path"].(string))
		results[name] = r
		order = append(order, name)
	}
	if strings.Join(order, " ") != "customers.csv empty list.csv.gz plain.txt" {
		t.Errorf("order: %v", order)
	}
	csv := results["customers.csv"]
	if csv["charset"] != "shift_jis" || csv["media_type"] != "text/csv" || csv["bytes"] != float64(len(files["customers.csv"])) {
		t.Errorf("customers.csv: %v", csv)
	}
	for _, name := range []string{"customers.csv", "list.csv.gz"} {
		if n := counts(results[name]); n["pii.person"] != 12 || n["jp.my_number"] != 12 {
			t.Errorf("%s: %v", name, n)
		}
	}
	if strings.Contains(out, "kokyaku001@") || strings.Contains(out, individualNumber(10000000000)) {
		t.Error("a flagged value stands in the output")
	}
	for _, name := range []string{"plain.txt", "empty"} {
		if f, ok := results[name]["findings"].([]any); !ok || len(f) != 0 {
			t.Errorf("%s: %v", name, results[name])
		}
	}
}

// A drawing that calls itself a photograph is reported as both.
func TestScanDisguised(t *testing.T) {
	dir := t.TempDir()
	for name, body := range map[string]string{"photo.jpg": "AC1032\x00\x00\x00\x00\x00\x03\x01", "real.jpg": "\xff\xd8\xff\xe0\x00\x10JFIF"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body+strings.Repeat("\x00\x03\xa7", 300)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, out, _ := call("scan", dir)
	r := decodeLines(t, out)
	if n := counts(r[0]); n["file.cad"] != 1 || n["file.disguised"] != 1 {
		t.Errorf("%v", r[0])
	}
	if n := counts(r[1]); len(n) != 0 {
		t.Errorf("%v", r[1])
	}
}

func counts(r map[string]any) map[string]float64 {
	out := map[string]float64{}
	found, _ := r["findings"].([]any)
	for _, f := range found {
		f := f.(map[string]any)
		out[f["class"].(string)] = f["count"].(float64)
		if f["where"] == "" {
			out["without a place"]++
		}
	}
	return out
}

func TestScanStdinAndPolicy(t *testing.T) {
	policyFile := filepath.Join(t.TempDir(), "policy.yaml")
	text := "version: 1\ncustom:\n  crane: {keywords: [千鶴計画]}\nrules:\n  - {id: a, data: [{class: custom.crane, at_least: 1}], action: log}\n"
	if err := os.WriteFile(policyFile, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	in := strings.NewReader("これは千鶴計画の資料です。\n" + customerList(3))
	status := dispatch(context.Background(), &env{in, &out, &errs}, []string{"scan", "--policy", policyFile, "-"})
	if status != 0 {
		t.Fatalf("status %d: %s", status, errs.String())
	}
	r := decodeLines(t, out.String())[0]
	if n := counts(r); len(n) != 1 || n["custom.crane"] != 1 {
		t.Errorf("findings: %v", n)
	}
	if f := r["findings"].([]any)[0].(map[string]any); r["path"] != "-" || f["where"] != "body" {
		t.Errorf("%v", r)
	}
}

// A file that takes long holds up no others: the first one here ends when one far behind it is
// being read.
func TestScanGoesOnBesideASlowFile(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	dir := t.TempDir()
	slow, last := filepath.Join(dir, "slow"), filepath.Join(dir, "last")
	must0(unix.Mkfifo(slow, 0o600))
	must0(unix.Mkfifo(last, 0o600))
	paths := []string{"scan", slow}
	for i := range scanAhead - 2 {
		paths = append(paths, filepath.Join(dir, fmt.Sprint(i)))
		must0(os.WriteFile(paths[len(paths)-1], nil, 0o600))
	}
	go func() {
		must0(os.WriteFile(last, []byte("tel 090-1234-5678"), 0o600)) // waits for a reader
		must0(os.WriteFile(slow, nil, 0o600))
	}()
	status, out, errs := call(append(paths, last)...)
	lines := decodeLines(t, out)
	if status != 0 || len(lines) != scanAhead || counts(lines[scanAhead-1])["pii.phone"] != 1 {
		t.Errorf("status %d, %d results: %s", status, len(lines), errs)
	}
}

// What is shown on a terminal leaves room for messages there, and for output that goes there too.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := progress{out: &out}
	p.step(0, 3<<20)
	p.output()
	p.clear()
	p.done()
	if got := out.String(); got != "\r0 files, 3 MiB \r\x1b[K" {
		t.Errorf("%q is shown", got)
	}
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()
	for _, c := range []struct {
		env           env
		shown, shared bool
	}{{env{nil, terminal, terminal}, true, true}, {env{nil, &out, terminal}, true, false}, {env{nil, terminal, &out}, false, false}} {
		if p := newProgress(&c.env); p.out != nil != c.shown || p.shared != c.shared {
			t.Errorf("shown %v, shared %v", p.out != nil, p.shared)
		}
	}
}

func TestScanErrors(t *testing.T) {
	good := filepath.Join(t.TempDir(), "good.txt")
	if err := os.WriteFile(good, []byte("fine"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, out, errs := call("scan", "missing.txt", good)
	if status != 1 || !strings.Contains(errs, "missing.txt") || !strings.Contains(out, "good.txt") {
		t.Errorf("status %d: %s %s", status, out, errs)
	}
}
