package detect

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unsafe"
)

func TestNumberAtTheEndIsTentative(t *testing.T) {
	s := all(t).NewScanner()
	st := s.Open(Text{})
	st.Write([]byte("マイナンバー 12345678901"))
	before := s.Version()
	st.Write([]byte("8"))
	if counted(s, "jp.my_number") != 1 || !s.Tentative() || s.Version() == before {
		t.Errorf("complete number: counted %d, tentative %v", counted(s, "jp.my_number"), s.Tentative())
	}
	if n := sureCount(s, "jp.my_number"); n != 0 {
		t.Errorf("before its end is known, %d are settled, want none", n)
	}
	st.Write([]byte("7"))
	if counted(s, "jp.my_number") != 0 {
		t.Error("a thirteenth digit must withdraw the number")
	}
}

// What is stated of a tentative value goes when the value goes.
func TestConfidenceIsTentativeToo(t *testing.T) {
	s := all(t).NewScanner()
	st := s.Open(Text{})
	for _, step := range []struct {
		confidence float64
		sure       bool
	}{{0.95, false}, {0.75, true}, {0.8, true}} {
		s.withdraw(st)
		s.found(st, labelClass, 1, []byte("社外秘"), step.confidence, step.sure)
		if got := s.Findings(); len(got) != 1 || got[0].Confidence != step.confidence {
			t.Errorf("found with %.2f: %v", step.confidence, got)
		}
	}
}

func TestTerminatorSettlesAtOnce(t *testing.T) {
	s := all(t).NewScanner()
	s.Open(Text{}).Write([]byte("マイナンバー 123456789018\n"))
	if n := sureCount(s, "jp.my_number"); n != 1 {
		t.Errorf("settled %d, want 1", n)
	}
}

func sureCount(s *Scanner, class string) (n int) {
	s.Counts(false, func(c string, k int) {
		if c == class {
			n = k
		}
	})
	return n
}

func TestRebindKeepsWhatWasFound(t *testing.T) {
	s := all(t).NewScanner()
	s.Open(Text{}).Write([]byte("a@example.jp, "))
	p, err := Compile([]string{"jp"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Rebind(p)
	s.Open(Text{}).Write([]byte("b@example.jp, "))
	if n := counted(s, "pii.email"); n != 1 {
		t.Errorf("pii.email = %d, want the 1 found before", n)
	}
}

func TestOnlyEnabledClassesCount(t *testing.T) {
	p, err := Compile([]string{"pii.person"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := describe(scanWhole(p, layouts(customers(5))["json"]))
	if !strings.HasPrefix(got, "pii.person=5 ") || strings.Count(got, ";") != 1 {
		t.Errorf("got %s, want five persons and nothing else", got)
	}
}

func TestCompileRefusesWhatItCannotFind(t *testing.T) {
	for _, c := range []struct {
		enabled []string
		custom  Custom
		want    string
	}{
		{[]string{"jp.my_numbers"}, Custom{Name: "a", Keywords: []string{"abc"}}, `unknown class "jp.my_numbers"`},
		{nil, Custom{Name: "a", Keywords: []string{"ab"}}, "3 to 47 bytes"},
		{nil, Custom{Name: "a"}, "needs a name and a keyword"},
	} {
		_, err := Compile(c.enabled, []Custom{c.custom})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Compile(%q, %v) = %v, want %q", c.enabled, c.custom, err, c.want)
		}
	}
}

func TestCustomKeywords(t *testing.T) {
	p, err := Compile([]string{"custom"}, []Custom{
		{Name: "project", Keywords: []string{"Falcon", "新製品"}},
		{Name: "near", Keywords: []string{"alpha"}, Context: []string{"設計"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	s := scanWhole(p, "FALCON and falcon, ＦＡＬＣＯＮ; falconry. 新製品 alpha\n設計 alpha")
	if n := counted(s, "custom.project"); n != 2 {
		t.Errorf("custom.project = %d, want 2", n)
	}
	if n := counted(s, "custom.near"); n != 1 {
		t.Errorf("custom.near = %d, want 1", n)
	}
}

func TestAddFromOutside(t *testing.T) {
	s := all(t).NewScanner()
	s.Add("opaque", 4096, "body", "")
	s.Add("opaque", 4, "body", "")
	if n := counted(s, "opaque"); n != 4100 {
		t.Errorf("opaque = %d, want 4100", n)
	}
}

func TestKnownClasses(t *testing.T) {
	for class, want := range map[string]bool{"jp": true, "jp.my_number": true, "opaque": true, "file": true, "j": false, "": false, "jp.": false, "pii.pers": false} {
		if Known(class) != want {
			t.Errorf("Known(%q) = %v", class, !want)
		}
	}
}

func TestMask(t *testing.T) {
	for value, want := range map[string]string{
		"123456789018": "12********18", "abcd": "****", "田中太郎": "****", "abcde": "a***e", "a@example.jp": "a@********jp",
		"4111111111111111222": "41************22", "x": "*",
	} {
		if got := mask([]byte(value)); got != want {
			t.Errorf("mask(%q) = %q, want %q", value, got, want)
		}
	}
}

// Until something is found, a flow costs its scanner, one stream and what is
// kept of the text's end.
func TestStateIsSmall(t *testing.T) {
	s := all(t).NewScanner()
	st := s.Open(Text{Where: "body"})
	for range 100 {
		st.Write([]byte(proseEN))
	}
	size := int(unsafe.Sizeof(*s)+unsafe.Sizeof(*st)) + cap(st.carry)
	if size > 1024 {
		t.Errorf("scanner, stream and carry take %d bytes, want at most 1024", size)
	}
}

func TestNothingIsAllocatedWithoutFindings(t *testing.T) {
	const measurements = "time,sensor,flow rate,counter\n" + "2026-11-02T10:07:31Z,S-017,23.45,335123456\n2026-11-02T10:07:32Z,S-017,23.61,120456789\n"
	for name, text := range map[string]string{"program and prose": strings.Repeat(sourceGo+proseJA, 4), "measurements": strings.Repeat(measurements, 50)} {
		s := all(t).NewScanner()
		st := s.Open(Text{})
		piece := []byte(text)
		st.Write(piece)
		if n := testing.AllocsPerRun(50, func() { st.Write(piece) }); n != 0 {
			t.Errorf("%s: %v allocations a write, want none", name, n)
		}
	}
}

// Hostile texts end in bounds and find nothing absurd.
func TestHostileTexts(t *testing.T) {
	p := all(t)
	for _, unit := range []string{"1", "1 ", "@", "a@", "a@b.", "0", "０", "〇", "<tr>", "社外秘", "-----BEGIN PRIVATE KEY-----", "氏名,電話番号\n", "{\"name\":", ",", "\"",
		"090-1234-5678 ", "氏名：", "\u200b", "\xe3", "\xff", "+81"} {
		text := "氏名,電話番号\n" + strings.Repeat(unit, (1<<20)/len(unit))
		s := scanPieces(p, text, func() int { return 1400 })
		for _, f := range s.Findings() {
			if f.Count > 2 {
				t.Errorf("%q repeated: %d of %s", unit, f.Count, f.Class)
			}
		}
		if len(s.maybe) != 0 {
			t.Errorf("%q repeated: tentative values after Close", unit)
		}
	}
}

func TestTentativeValuesAreBounded(t *testing.T) {
	s := all(t).NewScanner()
	st := s.Open(Text{})
	var b strings.Builder
	b.WriteString("-----BEGIN PRIVATE KEY-----\n")
	for i := range 200 {
		fmt.Fprintf(&b, "%d@example.jp ", i)
	}
	st.Write([]byte(b.String()))
	if len(s.maybe) > maxTentative {
		t.Errorf("%d tentative values, want at most %d", len(s.maybe), maxTentative)
	}
}

// A detector's slot spares work, and changes nothing else.
func TestSlotsChangeNothing(t *testing.T) {
	p, rng := all(t), rand.New(rand.NewPCG(31, 32))
	fast, slow := p.NewScanner(), p.NewScanner()
	st, i := fast.Open(Text{}), p.tables.mail
	for range 6000 {
		h, confidence, sure := hashValue(fmt.Append(nil, rng.IntN(5000))), float64(65+rng.IntN(30)/20*20)/100, rng.IntN(300) > 0
		if !sure || !fast.passes(i, h, confidence) {
			fast.addOf(st, i, h, []byte("value"), confidence, sure)
		}
		slow.add(st, slow.tally(emailClass), h, []byte("value"), confidence, sure)
		if fast.version != slow.version || describe(fast) != describe(slow) {
			t.Fatalf("got %s, want %s", describe(fast), describe(slow))
		}
	}
}
