package fingerprint

import (
	"fmt"
	"strings"
	"testing"
)

// customer gives the fields of a made-up customer.
func customer(i int) (number, name, phone, mail, city string) {
	family := []string{"佐藤", "鈴木", "高橋", "田中", "伊藤"}[i%5]
	given := []string{"一郎", "花子", "健太", "美咲", "大輔", "陽子", "直樹"}[i%7]
	return fmt.Sprintf("K-%06d", 1000+i), family + " " + given, fmt.Sprintf("090-0000-%04d", i), fmt.Sprintf("k%04d@example.jp", i), "東京都港区"
}

func customersCSV(n int) string {
	var b strings.Builder
	b.WriteString("顧客番号,氏名,電話番号,メール,住所\n")
	for i := range n {
		number, name, phone, mail, city := customer(i)
		fmt.Fprintf(&b, "%s,%s,%s,%s,%s\n", number, name, phone, mail, city)
	}
	return b.String()
}

func customersJSON(n int) string {
	var b strings.Builder
	for i := range n {
		_, name, phone, _, city := customer(i)
		fmt.Fprintf(&b, `{"phone":"%s","address":"%s","name":"%s"},`, strings.ReplaceAll(phone, "-", ""), city, name)
	}
	return b.String()
}

func customersMail(n int) string {
	var b strings.Builder
	for i := range n {
		_, name, phone, _, _ := customer(i)
		fmt.Fprintf(&b, "\n%s様（電話 +81 %s）には、先週お送りした見積の返事を伺ってください。折り返しは午後にお願いします。\n", strings.ReplaceAll(name, " ", ""), phone[1:])
	}
	return b.String()
}

func addCustomers(t testing.TB, b *Builder, n int) TableResult {
	t.Helper()
	r, err := b.AddTable("customers.csv", strings.NewReader(customersCSV(n)), Columns{Primary: []string{"電話番号", "メール", "顧客番号"}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRowsAreFound(t *testing.T) {
	b := edit(t)
	if r := addCustomers(t, b, 200); r.Fingerprints != 200 || r.Unusable != 0 || r.Common == 0 {
		t.Errorf("added: %+v", r)
	}
	s := saved(t, b)
	for name, text := range map[string]string{
		"csv": customersCSV(40), "json": customersJSON(40), "mail": customersMail(40), "tsv": strings.ReplaceAll(customersCSV(40), ",", "\t"),
		"full width": strings.NewReplacer("0", "０", "9", "９", "-", "－", "1", "１").Replace(customersCSV(40)),
		"name far":   strings.ReplaceAll(customersMail(40), "様", "様"+strings.Repeat("の件", 60)),
	} {
		if n := found(s, text); n != 40 {
			t.Errorf("%s: %d rows, want 40", name, n)
		}
	}
}

func TestValuesOfDifferentRowsAreNotARow(t *testing.T) {
	b := edit(t)
	addCustomers(t, b, 200)
	s := saved(t, b)
	for name, text := range map[string]string{
		"a phone alone":    "090-0000-0003",
		"others' name":     "高橋 花子 090-0000-0003",
		"the common city":  "東京都港区 090-0000-0003",
		"too far":          "田中 美咲 " + strings.Repeat("関係のない文章が続く。", 60) + " 090-0000-0003",
		"twice the phone":  "090-0000-0003 09000000003",
		"in longer digits": "田中 美咲 5090-0000-00031",
		"names without":    strings.Repeat("田中 美咲、佐藤 一郎、", 5),
	} {
		if f := match(s, text, whole); len(f.sure) != 0 {
			t.Errorf("%s: found", name)
		}
	}
}

// A row counts with its last byte, and is taken back if the number goes on.
func TestRowsAreTentativeAtTheEnd(t *testing.T) {
	b := edit(t)
	addCustomers(t, b, 200)
	s := saved(t, b)
	for next, sure := range map[string]int{"5": 0, " ": 1, "、": 1} {
		f := &finds{sure: map[uint64]string{}, maybe: map[uint64]string{}}
		var m Matcher
		var st Stream
		m.Write(s, &st, []byte("田中直樹 090-0000-0013"), false, f)
		if len(f.maybe) != 1 || len(f.sure) != 0 {
			t.Fatalf("before the next byte: %d sure, %d tentative", len(f.sure), len(f.maybe))
		}
		clear(f.maybe)
		m.Write(s, &st, []byte(next), false, f)
		if len(f.sure) != sure || len(f.maybe) != 0 || f.sample != "09000000013" {
			t.Errorf("after %q: %d sure, %d tentative, sample %q", next, len(f.sure), len(f.maybe), f.sample)
		}
	}
}

func TestTableErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "line 1",
		"a,b\n1,2\n":                 `no column "phone"`,
		"phone\n0900000000\n":        "1 columns chosen",
		"phone,name\nx,y\n":          "no row has a primary value",
		"phone,name\n0900000000,\n":  "no row has a primary value",
		"phone,name\n\"0900,山田\nx\n": "no row has a primary value",
	} {
		_, err := edit(t).AddTable("t.csv", strings.NewReader(text), Columns{Primary: []string{"phone"}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
