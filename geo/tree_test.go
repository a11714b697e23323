package geo

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"runtime"
	"strings"
	"testing"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
)

// oneHost is a database with one IPv6 host: a chain of 128 nodes of two 24-bit
// records each, which hostile trees are made from.
func oneHost(t *testing.T) []byte {
	return encodeWith(t, mmdbwriter.Options{DatabaseType: "Test", RecordSize: 24, DisableIPv4Aliasing: true},
		networks{"2001:db8::1/128": country("JP")})
}

// setNode writes both records of a node of 24-bit records.
func setNode(data []byte, node, left, right int) {
	for i, v := range []int{left, right} {
		at := data[6*node+3*i:]
		at[0], at[1], at[2] = byte(v>>16), byte(v>>8), byte(v)
	}
}

// TestHostileTrees has trees that would keep a simple walk busy for ever.
func TestHostileTrees(t *testing.T) {
	for name, c := range map[string]struct {
		spoil  func(data []byte)
		reason string
	}{
		"2^128 paths to data": {func(d []byte) {
			for i := range 127 {
				setNode(d, i, i+1, i+1)
			}
		}, "search tree"},
		"2^128 paths to nothing": {func(d []byte) {
			for i := range 127 {
				setNode(d, i, i+1, i+1)
			}
			setNode(d, 127, 128, 128)
		}, "search tree"},
		"a cycle":              {func(d []byte) { setNode(d, 100, 5, 5) }, "search tree"},
		"root below itself":    {func(d []byte) { setNode(d, 0, 0, 0) }, "search tree"},
		"data past the end":    {func(d []byte) { setNode(d, 50, 0xffffff, 0xffffff) }, "search tree"},
		"data inside the tree": {func(d []byte) { setNode(d, 50, 129, 129) }, "search tree"},
	} {
		t.Run(name, func(t *testing.T) {
			data := oneHost(t)
			c.spoil(data)
			wantError(t, Verify(write(t, "hostile.mmdb", data)), c.reason)
		})
	}
}

// TestSharedNodes asks our own walk alone, which must not rely on the library.
func TestSharedNodes(t *testing.T) {
	data := oneHost(t)
	for i := range 127 {
		setNode(data, i, i+1, i+1)
	}
	r, err := openReader(data)
	check(t, err)
	err = walkTree(data, &r.Metadata, func(span, uintptr) error { return nil })
	wantError(t, err, errSharedNode.Error())
}

// TestTruncated cuts a sound database at every byte: none of it may pass.
func TestTruncated(t *testing.T) {
	data := encode(t, "Test", networks{"203.0.113.0/24": country("CN"), "2001:db8::/32": country("JP")})
	for n := range data {
		if err := newBuilder().add("cut", data[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes pass for a database", n, len(data))
		}
	}
}

// TestFlipped flips each bit of a sound database in turn. What still opens must
// answer, with codes of two letters.
func TestFlipped(t *testing.T) {
	data := encode(t, "Test", networks{"203.0.113.0/24": country("CN"), "2001:db8::/32": country("JP")})
	refused := 0
	for i := range 8 * len(data) {
		data[i/8] ^= 1 << (i % 8)
		if !answers(t, data) {
			refused++
		}
		data[i/8] ^= 1 << (i % 8)
	}
	if refused < 8*len(data)/4 {
		t.Errorf("only %d of %d flipped bits are noticed", refused, 8*len(data))
	}
}

// answers reports whether data opens, and if so asks it all that can be asked.
func answers(t *testing.T, data []byte) bool {
	b := newBuilder()
	if b.add("bytes", data) != nil {
		return false
	}
	db := b.build()
	for _, a := range []string{"203.0.113.1", "2001:db8::1", "0.0.0.0", "ffff::"} {
		for _, code := range lookup(db, a).Codes {
			if len(code) != 2 || strings.ToUpper(code) != code {
				t.Fatalf("code %q", code)
			}
		}
	}
	db.Prefixes(func(r Record) bool { return r.Unknown() })
	db.Coverage()
	return true
}

// FuzzOpen opens any bytes as a database and asks what opens.
func FuzzOpen(f *testing.F) {
	for _, record := range []m{country("JP"), {"asn": s("AS64500"), "vpn": s("true")}, {"traits": m{"is_anycast": mmdbtype.Bool(true)}}} {
		f.Add(encode(f, "Test", networks{"203.0.113.0/24": record, "2001:db8::/32": country("CN")}))
	}
	f.Add([]byte("\xab\xcd\xefMaxMind.com"))
	f.Fuzz(func(t *testing.T, data []byte) { answers(t, data) })
}

// TestLongTextsAreCut has many records that point to one huge string, which
// would take 400 MB if each kept a copy.
func TestLongTextsAreCut(t *testing.T) {
	huge := s(strings.Repeat("x", 1<<18))
	content := networks{}
	for i := range 1600 {
		prefix := fmt.Sprintf("198.18.%d.%d/32", i/256, i%256)
		content[prefix] = m{"autonomous_system_number": mmdbtype.Uint32(i + 1), "autonomous_system_organization": huge}
	}
	db := open(t, nil, content)
	if n := len(lookup(db, "198.18.0.1").Org); n != maxText {
		t.Errorf("an operator's name of %d bytes is kept, want %d", n, maxText)
	}
	var used runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&used)
	if used.HeapAlloc > 64<<20 {
		t.Errorf("%d bytes in use", used.HeapAlloc)
	}
	runtime.KeepAlive(db)
}

// TestTableAgainstMap compares merge and at with a map from each key of a small
// space.
func TestTableAgainstMap(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		a, wantA := randomTable(r)
		b, wantB := randomTable(r)
		joined := merge(a, b, func(x, y uint32) uint32 { return 10*x + y })
		for i := range smallSpace {
			if got, want := joined.at(smallKey(i)), 10*wantA[i]+wantB[i]; got != want {
				t.Fatalf("key %d has %d, want %d", i, got, want)
			}
		}
	}
}

const smallSpace = 40

// smallKey straddles the carry from the low to the high half.
func smallKey(i int) key {
	k := key{7, ^uint64(0) - smallSpace/2}
	for range i {
		k = k.next()
	}
	return k
}

func randomTable(r *rand.Rand) (table, [smallSpace]uint32) {
	var want [smallSpace]uint32
	var spans []span
	for i := 0; i < smallSpace; {
		n := min(1+r.IntN(6), smallSpace-i)
		id := r.Uint32N(3)
		for j := range n {
			want[i+j] = id
		}
		if id != 0 {
			spans = append(spans, span{smallKey(i), smallKey(i + n - 1), id})
		}
		i += n
	}
	r.Shuffle(len(spans), func(i, j int) { spans[i], spans[j] = spans[j], spans[i] })
	return tableOf(spans), want
}

// TestEndsOfTheSpace has networks that begin or end where keys do.
func TestEndsOfTheSpace(t *testing.T) {
	db := open(t, map[string]string{"ffff::/16": "IR", "::/16": "RU"},
		networks{"0.0.0.0/8": country("CN"), "255.255.255.255/32": country("JP"), "ffff:ffff::/32": country("CN")})
	for a, want := range map[string]string{"0.0.0.0": "CN", "255.255.255.255": "JP", "::": "RU", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff": "IR"} {
		if got := db.Lookup(netip.MustParseAddr(a)); !hasCode(got, want) {
			t.Errorf("%s has %v, want %s", a, got.Codes, want)
		}
	}
}
