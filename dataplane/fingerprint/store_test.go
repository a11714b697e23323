package fingerprint

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// SipHash-2-4 of the bytes 0, 1, 2 … under the key 0, 1 … 15, from the reference
// implementation of Aumasson and Bernstein.
func TestSipHash(t *testing.T) {
	key := [2]uint64{0x0706050403020100, 0x0f0e0d0c0b0a0908}
	for n, want := range map[int]uint64{0: 0x726fdb47dd0e0e31, 1: 0x74f839c593dc67fd, 8: 0x93f5f5799a932462, 15: 0xa129ca6149be45e5} {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(i)
		}
		if got := sip(&key, b); got != want {
			t.Errorf("%d bytes: %016x, want %016x", n, got, want)
		}
	}
}

// slowWinnow is winnowing as its authors describe it: of each window the last of
// the smallest, unless it was chosen before.
func slowWinnow(k *keys, text []byte) (places []int) {
	var orders []uint64
	for i := 0; i+gramBytes <= len(text); i++ {
		orders = append(orders, k.orderOf(text[i:i+gramBytes]))
	}
	for from := 0; from+windowGrams <= len(orders); from++ {
		least := from
		for i := from; i < from+windowGrams; i++ {
			if orders[i] <= orders[least] {
				least = i
			}
		}
		if len(places) == 0 || places[len(places)-1] != least {
			places = append(places, least)
		}
	}
	return places
}

func TestWinnowIsWinnowing(t *testing.T) {
	k, rng := testKeys(), rand.New(rand.NewPCG(11, 12))
	orders := make([]uint64, 5000)
	for round := range 60 {
		text := foldAll([]byte(randomText(rng, 1+rng.IntN(3000))))
		if round%3 == 0 {
			text = bytes.Repeat(text[:1+len(text)/40], 30) // equal shingles
		}
		if got, want := k.winnow(text, 0, orders, nil), slowWinnow(k, text); !slices.Equal(got, want) {
			t.Fatalf("%d bytes: %v, want %v", len(text), got, want)
		}
	}
}

// Two texts that share a run of spanBytes share a fingerprint.
func TestSharedRunsShareAFingerprint(t *testing.T) {
	k, rng := testKeys(), rand.New(rand.NewPCG(13, 14))
	orders := make([]uint64, 5000)
	hashes := func(text []byte) (out []uint64) {
		for _, at := range k.winnow(text, 0, orders, nil) {
			out = append(out, k.gramHash(text[at:]))
		}
		return out
	}
	for range 200 {
		run := foldAll([]byte(randomText(rng, 400)))[:spanBytes]
		a := hashes(slices.Concat(foldAll([]byte(randomText(rng, 300))), run, foldAll([]byte(randomText(rng, 200)))))
		b := hashes(slices.Concat(foldAll([]byte(randomText(rng, 100))), run))
		if !slices.ContainsFunc(a, func(h uint64) bool { return slices.Contains(b, h) }) {
			t.Fatalf("no fingerprint in common for %q", run)
		}
	}
}

func TestStoreKeepsWhatItHas(t *testing.T) {
	b := edit(t)
	addText(t, b, "plan.txt", plan, Text)
	addCustomers(t, b, 60)
	addText(t, b, "other.txt", randomText(rand.New(rand.NewPCG(1, 1)), 2000), Text)
	saved(t, b)
	if err := b.Flush(); err != nil {
		t.Fatal(err)
	}
	next, err := b.AddTable("more.csv", strings.NewReader("phone,name\n080-1111-2222,John Smith\n"), Columns{Primary: []string{"phone"}})
	if err != nil {
		t.Fatal(err)
	}
	if b.Remove("other.txt") != 1 || b.Remove("none") != 0 {
		t.Error("removed wrongly")
	}
	s := saved(t, b)
	var names []string
	for d := range s.Documents() {
		names = append(names, fmt.Sprint(d.Name, " ", d.Kind))
	}
	if want := "[plan.txt text customers.csv table more.csv table]"; fmt.Sprint(names) != want {
		t.Errorf("holds %v, want %v", names, want)
	}
	if found(s, plan) != 1 || found(s, customersCSV(40)) != 40 || found(s, "John Smith 080-1111-2222") != 1 {
		t.Error("something is not found any more")
	}
	if b.Remove("customers.csv")+b.Remove(next.ID) != 2 {
		t.Fatal("tables are not removed")
	}
	if s = saved(t, b); found(s, plan) != 1 || found(s, customersCSV(40)) != 0 || s.Len() != 1 {
		t.Error("tables are not removed from the store")
	}
}

func TestDocumentsAreReplacedByName(t *testing.T) {
	b := edit(t)
	addText(t, b, "plan.txt", plan, Text)
	saved(t, b)
	d := b.Draft("copy.txt", Text)
	w := d.Text()
	w.Write([]byte(strings.ReplaceAll(plan, "\n", "\r\n")))
	w.Close()
	if _, err := d.Add(); !errors.Is(err, ErrRegistered) || !strings.Contains(err.Error(), "plan.txt") {
		t.Errorf("the same under another name: %v", err)
	}
	addText(t, b, "plan.txt", randomText(rand.New(rand.NewPCG(1, 1)), 2000), Text)
	if s := saved(t, b); s.Len() != 1 || found(s, plan) != 0 {
		t.Error("the old version is still found")
	}
	short := b.Draft("short.txt", Text)
	if _, err := short.Add(); !errors.Is(err, ErrShort) {
		t.Errorf("a short one: %v", err)
	}
}

// A thousandth of a million documents of 4,000 letters and of ten million rows
// takes less than a thousandth of 2 GiB, buckets included.
func TestStoreIsCompact(t *testing.T) {
	const share = 1000
	b, rng := edit(t), rand.New(rand.NewPCG(15, 16))
	for i := range 1_000_000 / share {
		text := foldAll([]byte(randomText(rng, 6000)))[:4000]
		addText(t, b, fmt.Sprintf("%060d", i), string(text), Text)
	}
	var rows strings.Builder
	rows.WriteString("id,phone,name,city,street,company\n")
	for i := range 10_000_000 / share {
		fmt.Fprintf(&rows, "X-%08d,080-%04d-%04d,%s\n", i, i/10000, i%10000, strings.ReplaceAll(randomText(rng, 30), " ", ","))
	}
	if _, err := b.AddTable("rows.csv", strings.NewReader(rows.String()), Columns{Primary: []string{"id", "phone"}}); err != nil {
		t.Fatal(err)
	}
	s := saved(t, b)
	size := headerBytes + sealBytes + len(s.records) + len(s.names) + len(s.cells) + 8*len(s.digests)
	for _, x := range []index{s.shingles, s.values} {
		size += len(x.entries) + len(x.buckets)
	}
	t.Logf("%d shingles, %d values, %d bytes", s.shingles.len(), s.values.len(), size)
	if size > 2<<30/share {
		t.Errorf("takes %d bytes, want at most %d", size, 2<<30/share)
	}
}

// Neither text nor values stand in the store, folded or not, and another key's
// store of the same has nothing in common with it.
func TestStoreTellsNothing(t *testing.T) {
	files := [2][]byte{}
	for i := range files {
		b := edit(t)
		b.keys = newKeys([KeyBytes]byte{byte(i + 1)})
		addText(t, b, "plan.txt", plan, Text)
		addCustomers(t, b, 60)
		var out bytes.Buffer
		if err := b.write(&out); err != nil {
			t.Fatal(err)
		}
		files[i] = out.Bytes()
	}
	for _, text := range []string{plan, customersCSV(60), string(foldAll([]byte(plan))), string(foldAll([]byte(customersCSV(60))))} {
		for i := 0; i+6 <= len(text); i += 3 {
			if bytes.Contains(files[0], []byte(text[i:i+6])) {
				t.Fatalf("%q stands in the store", text[i:i+6])
			}
		}
	}
	a, b := entriesOf(t, files[0]), entriesOf(t, files[1])
	for h := range a {
		if b[h] {
			t.Fatal("a hash does not depend on the key")
		}
	}
}

// entriesOf gives the hashes of all shingles and values in a store file.
func entriesOf(t *testing.T, file []byte) map[uint64]bool {
	t.Helper()
	n := func(i int) int { return int(binary.LittleEndian.Uint64(file[16+8*i:])) }
	from := headerBytes + n(0)*recordBytes + n(1)
	out := map[uint64]bool{}
	for i := range n(2) + n(3) {
		out[binary.LittleEndian.Uint64(file[from+i*entryBytes:])>>numberBits] = true
	}
	if len(out) == 0 {
		t.Fatal("no entries")
	}
	return out
}

func TestBadStoresAreRefused(t *testing.T) {
	b := edit(t)
	if _, err := Open(b.Path()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no store: %v", err)
	}
	addText(t, b, "plan.txt", plan, Text)
	saved(t, b)
	good, err := os.ReadFile(b.Path())
	if err != nil {
		t.Fatal(err)
	}
	refused := func(want string, data []byte) {
		t.Helper()
		path := filepath.Join(t.TempDir(), "bad.db")
		key, _ := os.ReadFile(KeyPath(b.Path()))
		if err := errors.Join(os.WriteFile(path, data, 0o600), os.WriteFile(KeyPath(path), key, 0o600)); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	refused("has 0 bytes", nil)
	refused("damaged", good[:len(good)-1])
	refused("damaged", append(slices.Clone(good), 0))
	refused("no store", append([]byte("another format"), good...))
	for i := len(magic); i < len(good); i += 37 {
		bad := slices.Clone(good)
		bad[i] ^= 4
		refused("damaged", bad)
	}
	other, err := Edit(filepath.Join(t.TempDir(), "other.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := os.WriteFile(other.Path(), good, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(other.Path()); err == nil || !strings.Contains(err.Error(), "another key") {
		t.Errorf("with another key: %v", err)
	}
}

func TestKeysAreGuarded(t *testing.T) {
	b := edit(t)
	if _, err := Edit(b.Path()); err == nil || !strings.Contains(err.Error(), "another process") {
		t.Errorf("edited twice at a time: %v", err)
	}
	addText(t, b, "plan.txt", plan, Text)
	saved(t, b)
	fresh, err := Edit(filepath.Join(t.TempDir(), "fresh.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.Close()
	if info, err := os.Stat(KeyPath(fresh.Path())); err != nil || info.Mode().Perm() != 0o600 || info.Size() != KeyBytes {
		t.Errorf("key file: %v %v", info.Mode(), err)
	}
	for _, mode := range []os.FileMode{0o640, 0o604} {
		if err := os.Chmod(KeyPath(b.Path()), mode); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(b.Path()); err == nil || !strings.Contains(err.Error(), "0600") {
			t.Errorf("mode %v: %v", mode, err)
		}
	}
}

// FuzzStore reads any bytes as a store whose seal holds, and looks something up.
func FuzzStore(f *testing.F) {
	b := edit(f)
	addText(f, b, "plan.txt", plan, Text)
	addText(f, b, "public.txt", strings.ToUpper(plan[:600]), Public)
	addCustomers(f, b, 10)
	var out bytes.Buffer
	if err := b.write(&out); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes()[:out.Len()-sealBytes])
	f.Add([]byte(magic))
	text := plan + customersCSV(10)
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := parse(data, nil, b.keys)
		if err != nil {
			return
		}
		match(s, text, func() int { return 700 })
		for d := range s.Documents() {
			s.byDigest([]byte(d.ID))
		}
	})
}

// FuzzTable reads any bytes as a table.
func FuzzTable(f *testing.F) {
	f.Add("phone,name\n090-0000-0001,山田 太郎\n")
	f.Add("\ufeff\"phone\"\tname\n+81 90,\"x\ny\"\n")
	b := edit(f)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := b.AddTable("t.csv", strings.NewReader(text), Columns{Primary: []string{"phone"}})
		if err == nil && r.Fingerprints == 0 {
			t.Error("an empty table")
		}
	})
}

// FuzzMatch holds whole and split matches of any text against each other.
func FuzzMatch(f *testing.F) {
	b := edit(f)
	addText(f, b, "plan.txt", plan, Text)
	addCustomers(f, b, 20)
	s := saved(f, b)
	f.Add([]byte(plan), uint16(7))
	f.Add([]byte(customersCSV(4)+customersMail(3)), uint16(30))
	f.Fuzz(func(t *testing.T, text []byte, cut uint16) {
		state := uint32(cut) | 1
		next := func() int {
			state = state*1664525 + 1013904223
			return 1 + int(state>>16)%(1+int(cut)%3000)
		}
		got, want := match(s, string(text), next), match(s, string(text), whole)
		if fmt.Sprint(got.sure) != fmt.Sprint(want.sure) {
			t.Fatalf("split: %d found, whole: %d", len(got.sure), len(want.sure))
		}
	})
}
