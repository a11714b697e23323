package detect

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// customer is one synthetic person.
type customer struct {
	Name     string `json:"氏名"`
	Kana     string `json:"フリガナ"`
	Address  string `json:"住所"`
	Phone    string `json:"電話番号"`
	Mail     string `json:"メール"`
	MyNumber string `json:"マイナンバー"`
}

func customers(n int) []customer {
	family := [][2]string{{"佐藤", "サトウ"}, {"鈴木", "スズキ"}, {"高橋", "タカハシ"}, {"田中", "タナカ"}, {"渡辺", "ワタナベ"}, {"伊藤", "イトウ"}, {"山本", "ヤマモト"}}
	given := [][2]string{{"太郎", "タロウ"}, {"花子", "ハナコ"}, {"一郎", "イチロウ"}, {"美咲", "ミサキ"}, {"健", "ケン"}, {"由美子", "ユミコ"}}
	out := make([]customer, n)
	for i := range out {
		f, g := family[i%len(family)], given[i%len(given)]
		out[i] = customer{f[0] + " " + g[0], f[1] + " " + g[1], fmt.Sprintf("東京都港区芝%d-%d-%d", i%5+1, i%9+1, i%20+1),
			fmt.Sprintf("090-%04d-%04d", 1000+i/9000, 1000+i%9000), fmt.Sprintf("user%d@example.jp", i), myNumber(i)}
	}
	return out
}

// myNumber makes a number with a right check digit.
func myNumber(i int) string {
	s := fmt.Sprintf("%011d", 20000000000+i*7919)
	for d := range 10 {
		var t token
		t.read([]byte(fmt.Sprintf("%s%d", s, d)), 0, true)
		if validMyNumber(&t) {
			return fmt.Sprintf("%s%d", s, d)
		}
	}
	panic("no check digit fits")
}

func customersCSV(n int) []byte {
	var b bytes.Buffer
	b.WriteString("氏名,フリガナ,住所,電話番号,メール,マイナンバー\n")
	for _, c := range customers(n) {
		fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s\n", c.Name, c.Kana, c.Address, c.Phone, c.Mail, c.MyNumber)
	}
	return b.Bytes()
}

// layouts write the same customers in the ways that lists travel.
func layouts(list []customer) map[string]string {
	var tsv, bare, html, text, lines, form, card, prose strings.Builder
	html.WriteString("<table><tr><th>氏名</th><th>フリガナ</th><th>住所</th><th>電話番号</th><th>メール</th><th>マイナンバー</th></tr>\n")
	tsv.WriteString("氏名\tフリガナ\t住所\t電話番号\tメール\tマイナンバー\r\n")
	for _, c := range list {
		fmt.Fprintf(&tsv, "\"%s\"\t%s\t%s\t%s\t%s\t%s\r\n", c.Name, c.Kana, c.Address, c.Phone, c.Mail, c.MyNumber)
		fmt.Fprintf(&bare, "%s,%s,%s,%s,%s\n", c.Name, c.Kana, c.Address, c.Phone, c.Mail)
		fmt.Fprintf(&html, "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n", c.Name, c.Kana, c.Address, c.Phone, c.Mail, c.MyNumber)
		fmt.Fprintf(&text, "氏名：%s\nフリガナ：%s\n住所：%s\n電話番号：%s\nメール：%s\nマイナンバー：%s\n\n", c.Name, c.Kana, c.Address, c.Phone, c.Mail, c.MyNumber)
		fmt.Fprintf(&lines, "%s 様 %s %s %s\n", c.Name, c.Address, c.Phone, c.Mail)
		fmt.Fprintf(&form, "name=%s\ntel=%s\nemail=%s\naddress=%s\n", c.Name, c.Phone, c.Mail, c.Address)
		fmt.Fprintf(&card, "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:%s\r\nTEL;TYPE=CELL:%s\r\nEMAIL:%s\r\nADR:;;%s\r\nEND:VCARD\r\n", c.Name, c.Phone, c.Mail, c.Address)
		fmt.Fprintf(&prose, "%sさんの電話番号は%sで、メールアドレスは%sです。\n", strings.ReplaceAll(c.Name, " ", ""), c.Phone, c.Mail)
	}
	flat, _ := json.Marshal(list)
	pretty, _ := json.MarshalIndent(list, "", "  ")
	return map[string]string{"csv": string(customersCSV(len(list))), "tsv": tsv.String(), "bare": bare.String(), "html": html.String() + "</table>",
		"labels": text.String(), "lines": lines.String(), "form": form.String(), "vcard": card.String(), "prose": prose.String(),
		"json": string(flat), "pretty": string(pretty)}
}

func TestCustomerListsInEveryLayout(t *testing.T) {
	p := all(t)
	for layout, text := range layouts(customers(40)) {
		s := scanWhole(p, text)
		for _, class := range []string{"pii.person", "pii.phone", "pii.email"} {
			if n := counted(s, class); n != 40 {
				t.Errorf("%s: %s = %d, want 40", layout, class, n)
			}
		}
		if strings.Contains(text, "マイナンバー") && counted(s, "jp.my_number") != 40 {
			t.Errorf("%s: jp.my_number = %d, want 40", layout, counted(s, "jp.my_number"))
		}
		want := describe(s)
		for _, size := range []int{1, 7, 100, 1400} {
			if got := describe(scanPieces(p, text, func() int { return size })); got != want {
				t.Errorf("%s in pieces of %d:\n got %s\nwant %s", layout, size, got, want)
			}
		}
	}
}

// A form that is not yet decoded still shows what is ASCII in it.
func TestEncodedForm(t *testing.T) {
	v := url.Values{"email": {"taro@example.jp"}, "tel": {"090-1234-5678"}}
	if n := counted(scanWhole(all(t), v.Encode()), "pii.phone"); n != 1 {
		t.Errorf("pii.phone = %d, want 1", n)
	}
}
