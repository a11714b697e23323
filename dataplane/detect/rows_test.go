package detect

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// byPlace is a program that reads no row cell by cell: the obvious twin.
func byPlace(p *Program) *Program {
	slow := *p
	slow.byPlace = true
	return &slow
}

// randomCell is what may stand in a table, whatever the header says.
func randomCell(rng *rand.Rand, people []customer) string {
	last := people[rng.IntN(len(people))]
	return [...]string{
		last.Name, last.Kana, last.Address, last.Phone, last.Mail, last.MyNumber, strings.ToUpper(last.Mail),
		fill(rng, "###,###"[:1+rng.IntN(7)]), fill(rng, "20##-0#-1#"), fill(rng, "19##/0#/2#"), fill(rng, "####-####-####-####"), fill(rng, "############"),
		fill(rng, "0#-####-####"), fill(rng, "0##-####-####"), fill(rng, "#-#######"), fill(rng, "@@#######"), fill(rng, "+81-#0-####-####"), fill(rng, "###########"),
		"", " ", "-", "---", "合計", "total", "12-14", "12", " rue de la Paix 75002 Paris", "Hauptstraße 12", "12 Main Street", "O'Brien, Mary",
		"〇九〇-一二三四-五六七八", "０９０１２３４５６７８", "tel " + last.Phone, last.Phone + " / " + last.Mail, last.Mail + ";" + last.Mail, "社外秘",
		"password: hunter2-Blue7", "AKIAIOSFODNN7EXAMPLQ", "氏名", "a@b", "@", fill(rng, "DE####################"), "1 2 3 4 5 6 7 8 9 0 1 8",
		strings.Repeat("備考 "+last.Phone+" ", 1+rng.IntN(9)), strings.Repeat("x", 60+rng.IntN(9)) + last.Mail, "口座番号 1234567", "\"", `"` + last.Name + `"`,
		`"a, ""b"" ` + last.Phone + `"`, "\"two\nlines\"",
	}[rng.IntN(50)]
}

// randomHeaders are what may stand above.
var randomHeaders = []string{"氏名", "フリガナ", "住所", "電話番号", "メール", "マイナンバー", "備考", "注文番号", "No", "name", "姓", "名", "生年月日", "口座番号", "card number", "金額", "郵便番号", "X1", "role", "旅券番号"}

// randomTable has columns of a kind, with other cells here and there.
func randomTable(rng *rand.Rand, people []customer) string {
	comma, end := [...]string{",", "\t", ";", "|", ", "}[rng.IntN(5)], [...]string{"\n", "\r\n", "<br>\n", ";\n"}[rng.IntN(4)]
	quote := [...]string{"", "", `"`}[rng.IntN(3)]
	width, odd := 2+rng.IntN(8), rng.IntN(40)
	var header []string
	for range width {
		header = append(header, randomHeaders[rng.IntN(len(randomHeaders))])
	}
	lines := []string{strings.Join(header, comma)}
	for i := range 5 + rng.IntN(60) {
		lines = append(lines, randomRow(rng, header, people, i, odd, quote, comma))
	}
	return strings.Join(lines, end) + end
}

func randomRow(rng *rand.Rand, header []string, people []customer, i, odd int, quote, comma string) string {
	c := people[i]
	fits := map[string]string{"氏名": c.Name, "フリガナ": c.Kana, "住所": c.Address, "電話番号": c.Phone, "メール": c.Mail, "マイナンバー": c.MyNumber,
		"注文番号": fill(rng, "############"), "生年月日": fill(rng, "198#-0#-1#"), "card number": fill(rng, "4###########"), "口座番号": fill(rng, "#######"), "X1": c.MyNumber}
	var row []string
	for _, h := range header {
		cell, ok := fits[h]
		if !ok || rng.IntN(100) < odd {
			cell = randomCell(rng, people)
		}
		row = append(row, quote+cell+quote)
	}
	if rng.IntN(100) < odd {
		row = append(row[:rng.IntN(len(row))], row...)
	}
	return strings.Join(row, comma)
}

// Rows that are read cell by cell give what reading them place by place gives, wherever the
// text is cut.
func TestRowsByCellAndByPlace(t *testing.T) {
	custom, err := Compile(nil, []Custom{{Name: "town", Keywords: []string{"東京都港区"}}})
	if err != nil {
		t.Fatal(err)
	}
	rng, people, programs := rand.New(rand.NewPCG(21, 22)), customers(200), [...]*Program{all(t), custom}
	for i := range 250 {
		p := programs[i%2]
		text := randomTable(rng, people) + randomTable(rng, people)
		size := 300 + rng.IntN(2000)
		want := describe(scanPieces(byPlace(p), text, whole1))
		for name, cut := range map[string]func() int{"whole": whole1, fmt.Sprintf("in pieces of %d", size): func() int { return size }} {
			if got := describe(scanPieces(p, text, cut)); got != want {
				t.Fatalf("%s by cell:\n got %s\nwant %s in\n%s", name, got, want, text)
			}
		}
	}
}

// Most rows of an ordinary table are read cell by cell.
func TestRowsAreReadByCell(t *testing.T) {
	p, plain := all(t), string(customersCSV(100))
	quoted := `"` + strings.NewReplacer(",", `","`, "\n", "\"\r\n\"").Replace(strings.TrimSpace(plain)) + "\"\r\n"
	for _, text := range []string{plain, quoted} {
		st, w := p.NewScanner().Open(Text{}), new(scratch)
		st.scan(w, []byte(text), false)
		if w.visit.past != len(text) {
			t.Errorf("read by cell up to %d of %d bytes of\n%s", w.visit.past, len(text), text[:400])
		}
	}
}
