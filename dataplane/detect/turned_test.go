package detect

import (
	"strings"
	"testing"
)

// turnedList is of three persons, each in a column.
const turnedList = "氏名,山田太郎,鈴木 花子,佐藤一郎\n電話番号,090-1234-5678,080-1111-2222,070-3333-4444\n" +
	"メール,a@example.jp,b@example.jp,c@example.jp\n生年月日,1990-01-02,H5.4.3,昭和50年3月4日\nマイナンバー,123456789018,621498320257,983205673214\n"

func TestTurnedTables(t *testing.T) {
	p := all(t)
	s := scanWhole(p, turnedList)
	for _, class := range []string{"pii.name", "pii.phone", "pii.email", "pii.birthdate", "jp.my_number", "pii.person"} {
		if n := counted(s, class); n != 3 {
			t.Errorf("%s: %d, want 3", class, n)
		}
	}
	for _, size := range []int{1, 7, 100} {
		if got := describe(scanPieces(p, turnedList, func() int { return size })); got != describe(s) {
			t.Errorf("in pieces of %d:\n got %s\nwant %s", size, got, describe(s))
		}
	}
}

// What is a table the right way up, or pairs of labels and values, has no persons in its columns.
func TestNotTurned(t *testing.T) {
	p := all(t)
	for _, text := range []string{
		"氏名,電話番号,メール\n担当,未定,未定\n",
		"氏名,山田太郎,会員番号,1234567\n電話番号,090-1234-5678,状態,A\n",
		"合計,1000,2000,3000\n金額,100,200,300\n",
	} {
		if n := counted(scanWhole(p, text), "pii.person"); n != 0 {
			t.Errorf("%d persons in %q", n, text)
		}
	}
}

// A record can begin behind the line's end that is visited: an element's content in a page
// that arrives in pieces.
func TestTurnedAheadOfRecord(t *testing.T) {
	p, page := all(t), []string{
		"<html><body>\n<table><tbody>\n<tr>\n  <th>整理番", "号", "*", "</th>\n  <td>2026-2909792</td>\n</tr>\n<tr>\n  <th>日数", "*",
		"</th>\n  <td>11</td>\n</tr>\n<tr>\n  <th>児童氏名", "*", "</th>\n  <td>神田　悠人</td>\n</tr>\n<tr>\n  <th>申込日", "*",
		"</th>\n  <td>2026/01/19</td>\n</tr>\n<tr>\n  <th>運転免許証番号（12桁）", "*", "</th>\n  <td>８０２７０３２１７５９０</td>\n</tr>\n</tbody></table>\n",
	}
	whole, pieces := p.NewScanner(), p.NewScanner()
	for s, parts := range map[*Scanner][]string{whole: {strings.Join(page, "")}, pieces: page} {
		st := s.Open(Text{Where: "body", MediaType: "text/html"})
		for _, part := range parts {
			st.Write([]byte(part))
		}
		st.Close()
	}
	if got, want := describe(pieces), describe(whole); got != want {
		t.Errorf("in pieces:\n got %s\nwant %s", got, want)
	}
}
