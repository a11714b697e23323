package fingerprint

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// plan is a made-up document.
const plan = `新型減速機の開発計画
本計画では、従来品に比べて体積を三割減らした減速機を、来年度の秋までに量産できる状態にする。歯車の材料は浸炭鋼から窒化鋼に改め、熱処理による歪みを半分に抑える。
試作は三回に分けて行い、第一回は歯面の粗さと騒音の関係を調べ、第二回は潤滑油の温度が上がったときの効率を測る。第三回では、組立治具を現場に持ち込み、作業者が一人で組めることを確かめる。
費用は設備に二千四百万円、治具に六百万円を見込み、うち半分は上期に支払う。量産を始めてから十四か月で回収できる見通しである。
主な危険は、窒化の炉を持つ協力会社が一社しかないことで、二社目の候補と六月までに契約を結ぶ。騒音が目標に届かない場合には、歯の修整量を現行の設計から変更し、納期を二か月延ばす。
The second supplier has been audited in March. Its furnace holds the temperature within four degrees, which is enough for the pinion but not for the ring gear;
we therefore keep both sources until the new chamber is running. Samples of the first batch are stored in building seven and may be cut for inspection on request.`

func testKeys() *keys {
	k := newKeys([KeyBytes]byte{1, 2, 3})
	return &k
}

// edit begins a new store, with a key that makes results repeatable.
func edit(t testing.TB) *Builder {
	t.Helper()
	path := filepath.Join(t.TempDir(), "registered.db")
	if err := os.WriteFile(KeyPath(path), []byte("a key of thirty-two bytes, fixed"), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := Edit(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func addText(t testing.TB, b *Builder, name, text string, kind Kind) Document {
	t.Helper()
	d := b.Draft(name, kind)
	w := d.Text()
	w.Write([]byte(text))
	w.Close()
	doc, err := d.Add()
	if err != nil {
		t.Fatalf("add %s: %v", name, err)
	}
	return doc
}

func saved(t testing.TB, b *Builder) *Store {
	t.Helper()
	if err := b.Save(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(b.path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func storeOf(t testing.TB, texts ...string) *Store {
	t.Helper()
	b := edit(t)
	for i, text := range texts {
		addText(t, b, fmt.Sprintf("document%d.txt", i), text, Text)
	}
	return saved(t, b)
}

// finds gathers matches: distinct values by ID, of the sure ones and of the
// others after the last Write.
type finds struct {
	sure   map[uint64]string
	maybe  map[uint64]string
	sample string

	containment float64
}

func (f *finds) Registered(m Match) {
	f.sample, f.containment = string(m.Sample), m.Containment
	if m.Sure {
		f.sure[m.Value] = m.ID
	} else {
		f.maybe[m.Value] = m.ID
	}
}

func whole() int { return 1 << 30 }

// match writes a text in pieces whose lengths cut gives.
func match(s *Store, text string, cut func() int) *finds {
	f := &finds{sure: map[uint64]string{}, maybe: map[uint64]string{}}
	var m Matcher
	var st Stream
	for b := []byte(text); len(b) > 0; {
		n := min(max(1, cut()), len(b))
		clear(f.maybe)
		m.Write(s, &st, b[:n:n], false, f)
		b = b[n:]
	}
	clear(f.maybe)
	m.Write(s, &st, nil, true, f)
	return f
}

func found(s *Store, text string) int { return len(match(s, text, whole).sure) }

func TestExcerptsAreFound(t *testing.T) {
	s := storeOf(t, plan)
	lines := strings.Split(plan, "\n")
	quoted := "お世話になっております。\n\n> " + strings.ReplaceAll(lines[2], "、", "、\n> ") + "\n\nよろしくお願いいたします。"
	for name, text := range map[string]string{
		"whole": plan, "a paragraph": "前略\n" + lines[1] + "\n以上", "quoted and wrapped": quoted, "English": "Hi,\n" + lines[5] + "\n" + lines[6],
		"capitals": strings.ToUpper(lines[5] + lines[6]), "rewrapped": strings.ReplaceAll(lines[5]+lines[6], " ", "\r\n\t"),
		"without spaces": strings.ReplaceAll(plan, " ", ""), "half of it edited": editWords(plan, 40),
		"as a page": "<p>" + strings.ReplaceAll(plan, "。", "。</p>\n<p>"),
	} {
		if found(s, text) != 1 {
			t.Errorf("%s: not found", name)
		}
	}
}

// An excerpt is found by part of a document that is too little of it, though something
// stands between its lines; its words by themselves, far from each other, are not.
func TestInterruptedExcerptsAreFound(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	document := plan + randomText(rng, 8000)
	s := storeOf(t, document)
	excerpt := []rune(plan)[:400]
	var rows, scattered string
	for i := 0; i < len(excerpt); i += 50 {
		rows += fmt.Sprintf("%q,%q\n", fmt.Sprint(i/50), string(excerpt[i:i+50]))
		scattered += string(excerpt[i:i+50]) + randomText(rng, 400)
	}
	if found(s, rows) != 1 {
		t.Error("an excerpt in rows is not found")
	}
	if found(s, scattered) != 0 {
		t.Error("lines far from each other are found")
	}
}

func TestContainmentIsReported(t *testing.T) {
	s := storeOf(t, plan)
	for _, part := range []float64{0.4, 0.7, 1} {
		f := match(s, plan[:int(part*float64(len(plan)))], func() int { return 100 })
		if f.containment < part-0.12 || f.containment > part+0.05 {
			t.Errorf("%.2f of the document: containment %.2f", part, f.containment)
		}
	}
}

// editWords changes one character in every n.
func editWords(text string, n int) string {
	runes := []rune(text)
	for i := n; i < len(runes); i += n {
		runes[i] = '変'
	}
	return string(runes)
}

func TestWidthAndKanaDoNotMatter(t *testing.T) {
	text := strings.Repeat("ガソリンポンプのパッキンをバルブ側から交換し、ヴァイスで締めるテストをＡＢＣ１２３ラインで実施した。", 1) +
		"データはキロパスカルで記録し、グラフのピークをプロットする。ベアリングのグリスはメーカー指定のものを用いる。"
	s := storeOf(t, text)
	half := strings.NewReplacer("ガ", "ｶﾞ", "ソ", "ｿ", "リ", "ﾘ", "ン", "ﾝ", "ポ", "ﾎﾟ", "プ", "ﾌﾟ", "パ", "ﾊﾟ", "ッ", "ｯ", "バ", "ﾊﾞ", "ル", "ﾙ", "ブ", "ﾌﾞ",
		"ヴ", "ｳﾞ", "ァ", "ｧ", "イ", "ｲ", "ス", "ｽ", "テ", "ﾃ", "ト", "ﾄ", "Ａ", "a", "Ｂ", "B", "Ｃ", "c", "１", "1", "デ", "ﾃﾞ", "タ", "ﾀ", "ー", "ｰ", "グ", "ｸﾞ", "ラ", "ﾗ").Replace(text)
	hiragana := strings.Map(func(r rune) rune {
		if r >= 'ァ' && r <= 'ヴ' {
			return r - 'ァ' + 'ぁ'
		}
		return r
	}, text)
	decomposed := strings.NewReplacer("ガ", "カ\u3099", "ポ", "ホ\u309a", "バ", "ハ\u3099").Replace(text)
	for name, v := range map[string]string{"half width": half, "hiragana": hiragana, "decomposed": decomposed, "hidden": strings.ReplaceAll(text, "ン", "ン\u200b")} {
		if v == text || found(s, v) != 1 {
			t.Errorf("%s: not found in %s", name, v)
		}
	}
}

func TestSplitsDoNotMatter(t *testing.T) {
	b := edit(t)
	addText(t, b, "plan.txt", plan, Text)
	addCustomers(t, b, 60)
	s := saved(t, b)
	rng := rand.New(rand.NewPCG(1, 2))
	text := strings.Repeat("前置き。", 40) + plan[300:1200] + customersMail(40) + customersCSV(3) + plan[:200] + "tel 090-0000-0005"
	want := match(s, text, whole)
	if len(want.sure) != 41 {
		t.Fatalf("%d found, want 1 document and 40 rows", len(want.sure))
	}
	for round := range 40 {
		size := 1 << (round % 12)
		got := match(s, text, func() int { return 1 + rng.IntN(size) })
		if fmt.Sprint(got.sure) != fmt.Sprint(want.sure) {
			t.Fatalf("pieces up to %d: %d found, want %d", size, len(got.sure), len(want.sure))
		}
	}
}

func TestUnrelatedTextIsNotFound(t *testing.T) {
	s := storeOf(t, plan)
	other := `四半期の販売会議では、地域ごとの売上と在庫の推移が報告された。新型の販売は堅調で、来年度の秋までに代理店を増やす。
費用は広告に三百万円を見込み、うち半分は上期に支払う。The second supplier has been chosen for packaging; samples are stored in the office.`
	if n := found(s, other); n != 0 {
		t.Errorf("%d found", n)
	}
}

// Text that is registered as public is no evidence, and neither is what many
// documents hold.
func TestCommonplacesAreNoEvidence(t *testing.T) {
	const footer = "\n本書は当社の情報を含みます。宛先以外の方が受け取られた場合は、複写や転送をなさらず、発信者へ直ちにお知らせのうえ破棄してください。" +
		"This message is intended for the addressee only. If you have received it in error, please notify the sender at once and delete every copy of it from your system."
	b := edit(t)
	addText(t, b, "plan.txt", plan+footer, Text)
	s := saved(t, b)
	if found(s, footer) != 1 {
		t.Fatal("without more knowledge, the footer is a part of the document")
	}
	addText(t, b, "footer.txt", footer, Public)
	s = saved(t, b)
	if found(s, footer) != 0 || found(s, plan) != 1 {
		t.Error("a public text is evidence, or takes away what it does not hold")
	}
	many := edit(t)
	rng := rand.New(rand.NewPCG(3, 4))
	for i := range manyHolders + 1 {
		addText(t, many, fmt.Sprint(i), randomText(rng, 900)+footer, Text)
	}
	if s := saved(t, many); found(s, footer) != 0 {
		t.Error("what every document holds is evidence")
	}
}

// randomText makes words that mean nothing.
func randomText(rng *rand.Rand, n int) string {
	var b strings.Builder
	for b.Len() < n {
		for range 2 + rng.IntN(8) {
			b.WriteByte(byte('a' + rng.IntN(26)))
		}
		b.WriteByte(' ')
	}
	return b.String()
}

func TestBinaries(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	drawing, small := make([]byte, 64<<10), make([]byte, 300)
	for _, b := range [][]byte{drawing, small} {
		for i := range b {
			b[i] = byte(rng.Uint32())
		}
	}
	b := edit(t)
	for name, bytes := range map[string][]byte{"gear.dwg": drawing, "small.bin": small} {
		addText(t, b, name, string(bytes), Binary)
	}
	s := saved(t, b)
	look := func(data []byte, piece int) int {
		f := &finds{sure: map[uint64]string{}, maybe: map[uint64]string{}}
		var m Matcher
		st := Stream{Binary: true}
		for len(data) > 0 {
			n := min(piece, len(data))
			m.Write(s, &st, data[:n], false, f)
			data = data[n:]
		}
		m.Write(s, &st, nil, true, f)
		return len(f.sure)
	}
	changed := append(make([]byte, 5000), drawing[:40<<10]...)
	for _, piece := range []int{7, 1400, 1 << 20} {
		if look(drawing, piece) != 1 || look(changed, piece) != 1 || look(small, piece) != 1 {
			t.Errorf("pieces of %d: a copy is not found", piece)
		}
		if look(small[1:], piece) != 0 || look(make([]byte, 64<<10), piece) != 0 {
			t.Errorf("pieces of %d: found what is no copy", piece)
		}
	}
}

// A store that is swapped in the middle of a text finds what comes after, and
// rows that wait for their second value in the old one are forgotten.
func TestStoresAreSwappedInTheMiddle(t *testing.T) {
	b := edit(t)
	addCustomers(t, b, 200)
	old := saved(t, b)
	b.Remove("customers.csv")
	addText(t, b, "plan.txt", plan, Text)
	if _, err := b.AddTable("one.csv", strings.NewReader("phone,name\n070-1111-2222,John Smith\n"), Columns{Primary: []string{"phone"}}); err != nil {
		t.Fatal(err)
	}
	next := saved(t, b)
	f := &finds{sure: map[uint64]string{}, maybe: map[uint64]string{}}
	var m Matcher
	var st Stream
	m.Write(old, &st, []byte(customersMail(2)+"090-0000-0150 "), false, f)
	if len(f.sure) != 2 || len(st.tokens.pending) != 1 {
		t.Fatalf("%d rows, %d wait", len(f.sure), len(st.tokens.pending))
	}
	m.Write(next, &st, []byte("佐藤 大輔 "+plan+"John Smith 070 1111 2222 "), false, f)
	if len(f.sure) != 4 {
		t.Errorf("%d found, want 2 rows, a document and a row", len(f.sure))
	}
}
