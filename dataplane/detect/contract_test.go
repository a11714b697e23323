package detect

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sekisho/dataplane/fingerprint"
)

func all(t testing.TB) *Program {
	t.Helper()
	p, err := Compile(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// contract is all classes, with the examples of the registered one in a store.
func contract(t testing.TB) *Program {
	t.Helper()
	b, err := fingerprint.Edit(filepath.Join(t.TempDir(), "registered.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for i, text := range registered[builtin().byClass[registeredClass]].finds {
		d := b.Draft(fmt.Sprintf("設計資料%d.docx", i), fingerprint.Text)
		w := d.Text()
		w.Write([]byte(text))
		w.Close()
		if _, err := d.Add(); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Save(); err != nil {
		t.Fatal(err)
	}
	s, err := fingerprint.Open(b.Path())
	if err != nil {
		t.Fatal(err)
	}
	return all(t).WithRegistered(s)
}

// scanPieces writes a text in pieces whose lengths cut gives, and closes it.
func scanPieces(p *Program, text string, cut func() int) *Scanner {
	s := p.NewScanner()
	st := s.Open(Text{Where: "body"})
	for b := []byte(text); len(b) > 0; {
		n := min(max(1, cut()), len(b))
		st.Write(b[:n:n])
		b = b[n:]
	}
	st.Close()
	return s
}

func whole1() int { return 1 << 30 }

func scanWhole(p *Program, text string) *Scanner { return scanPieces(p, text, whole1) }

// counted returns the count of one class.
func counted(s *Scanner, class string) (n int) {
	s.Counts(true, func(c string, k int) {
		if c == class {
			n = k
		}
	})
	return n
}

func describe(s *Scanner) string {
	var b strings.Builder
	for _, f := range s.Findings() {
		fmt.Fprintf(&b, "%s=%d %.2f %q;", f.Class, f.Count, f.Confidence, f.Sample)
	}
	return b.String()
}

func TestEveryClassFindsItsOwn(t *testing.T) {
	p := contract(t)
	for _, d := range registered {
		if d.basis == "" || len(d.finds)+len(d.findsNamed)+len(d.findsFiles) == 0 || len(d.passes)+len(d.passesFiles) == 0 {
			t.Errorf("%s: needs a basis and examples", d.class)
		}
		for _, text := range d.finds {
			if n := counted(scanWhole(p, text), d.class); n != 1 {
				t.Errorf("%s: %d in %q, want 1", d.class, n, text)
			}
		}
		for _, text := range d.passes {
			if n := counted(scanWhole(p, text), d.class); n != 0 {
				t.Errorf("%s: %d in %q, want none", d.class, n, text)
			}
		}
		for _, name := range d.findsNamed {
			s := p.NewScanner()
			s.Open(Text{Name: name}).Close()
			if n := counted(s, d.class); n != 1 {
				t.Errorf("%s: %d in file name %q, want 1", d.class, n, name)
			}
		}
	}
}

func TestEveryClassFindsItsFiles(t *testing.T) {
	p := contract(t)
	for _, d := range registered {
		for i, e := range append(slices.Clone(d.findsFiles), d.passesFiles...) {
			want := 0
			if i < len(d.findsFiles) {
				want = 1
			}
			if n := counted(scanFile(p, e), d.class); n != want {
				t.Errorf("%s: %d in %+v %q, want %d", d.class, n, e.File, e.text, want)
			}
		}
	}
}

// scanFile scans a file that was recognised.
func scanFile(p *Program, e fileExample) *Scanner {
	s := p.NewScanner()
	s.Recognised(e.File)
	st := s.Open(Text{Where: e.Where, Name: e.Name, MediaType: e.Declared, Binary: strings.ContainsRune(e.text, 0)})
	st.Write([]byte(e.text))
	st.Close()
	return s
}

// corpus is every example, alone and within other text.
func corpus() (texts []string) {
	var sum strings.Builder
	for _, d := range registered {
		for _, text := range append(append([]string{}, d.finds...), d.passes...) {
			texts = append(texts, text)
			sum.WriteString(text)
			sum.WriteString("\n\n")
		}
	}
	return append(texts, sum.String())
}

func TestSplitsDoNotMatter(t *testing.T) {
	p := contract(t)
	rng := rand.New(rand.NewPCG(1, 2))
	for _, text := range corpus() {
		want := describe(scanWhole(p, text))
		for round := range 12 {
			size := 1 << round
			cut := func() int { return 1 + rng.IntN(size) }
			if got := describe(scanPieces(p, text, cut)); got != want {
				t.Fatalf("pieces up to %d of %q:\n got %s\nwant %s", size, text, got, want)
			}
		}
	}
}

func TestSamplesAreMasked(t *testing.T) {
	p := contract(t)
	for _, text := range corpus() {
		for _, f := range scanWhole(p, text).Findings() {
			shown := strings.Trim(f.Sample, "*")
			stars := strings.Count(f.Sample, "*")
			if utf8.RuneCountInString(shown) > stars+4 || stars > maxStars || stars == 0 {
				t.Errorf("%s: sample %q of %q", f.Class, f.Sample, text)
			}
		}
	}
}

// A value must count as soon as its last byte is written.
func TestCompleteValuesCountAtOnce(t *testing.T) {
	p := contract(t)
	for _, d := range registered {
		for _, text := range d.finds {
			s := p.NewScanner()
			st := s.Open(Text{})
			st.Write([]byte(text))
			if counted(s, d.class) != 1 {
				t.Errorf("%s: not counted before Close in %q", d.class, text)
			}
		}
	}
}

func TestRepeatedValuesCountOnce(t *testing.T) {
	p := contract(t)
	for _, d := range registered {
		for _, text := range d.finds {
			if n := counted(scanWhole(p, strings.Repeat(text+"\n\n", 3)), d.class); n != 1 {
				t.Errorf("%s: %d in three times %q", d.class, n, text)
			}
		}
	}
}

// A rule that says nothing of refuting must not, and be surest with a label: columns rely on it.
func TestLabelsAreSurest(t *testing.T) {
	for _, text := range corpus() {
		for i := range len(text) {
			var tok token
			if tok.read([]byte(text), i, true); tok.count == 0 {
				continue
			}
			for _, d := range registered {
				if n := d.number; n != nil && slices.Contains(n.lengths, tok.n) && !n.refutes && n.valid(&tok) {
					checkSurest(t, d.class, n, text[:i], &tok)
				}
			}
		}
	}
}

func checkSurest(t *testing.T, class string, n *numberRule, left string, tok *token) {
	t.Helper()
	if n.alone != nil && n.alone(tok) > n.labelled {
		t.Errorf("%s: %s alone is surer than with a label", class, tok.text())
	}
	if n.near != nil {
		if near := n.near([]byte(left), tok); near < 0 || near > n.labelled {
			t.Errorf("%s: %s has %v behind %q, which is surer than with a label or refutes", class, tok.text(), near, left)
		}
	}
}
