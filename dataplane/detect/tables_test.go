package detect

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// padded writes a cell and blanks up to a width that measure counts.
func padded(cell string, width int, measure func(string) int) string {
	return cell + strings.Repeat(" ", max(1, width-measure(cell)))
}

func onScreen(s string) (n int) {
	for _, r := range s {
		n++
		if isWide(r) {
			n++
		}
	}
	return n
}

func inBytes(s string) int { return len(s) }

var staffHead = []string{"No", "氏名", "電話番号", "個人番号"}

func staff() (rows [][]string) {
	for i, c := range customers(5) {
		rows = append(rows, []string{fmt.Sprint(i + 1), c.Name, c.Phone, c.MyNumber})
	}
	return rows
}

func lines(rows [][]string, write func(cells []string) string) string {
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(write(row) + "\n")
	}
	return b.String()
}

func grids(widths []int, measure func(string) int) func([]string) string {
	return func(cells []string) (line string) {
		for i, c := range cells {
			line += padded(c, widths[i], measure)
		}
		return strings.TrimRight(line, " ")
	}
}

func framed(left, sign, right string) func([]string) string {
	return func(cells []string) string {
		var wide []string
		for _, c := range cells {
			wide = append(wide, " "+padded(c, 24, onScreen))
		}
		return left + strings.Join(wide, sign) + right
	}
}

func joinedBy(sign string) func([]string) string {
	return func(cells []string) string { return strings.Join(cells, sign) }
}

// drawn are tables of five persons as programs show them.
func drawn() map[string]string {
	wide := []int{6, 24, 20, 20}
	tight := []int{3, onScreen("由美子 渡辺 ") + 1, 14, 13}
	head := [][]string{staffHead}
	csv := joinedBy(",")
	return map[string]string{
		"padded on the screen":  lines(append(head, staff()...), grids(wide, onScreen)),
		"padded by characters":  lines(append(head, staff()...), grids(wide, utf8.RuneCountInString)),
		"padded by bytes":       lines(append(head, staff()...), grids([]int{6, 40, 20, 20}, inBytes)),
		"ruled, one blank":      lines(append(head, append([][]string{{"--", strings.Repeat("-", tight[1]-1), strings.Repeat("-", 13), strings.Repeat("-", 12)}}, staff()...)...), grids(tight, onScreen)),
		"psql":                  "sekisho=> select * from staff;\n" + lines(head, framed("", "|", "")) + strings.Repeat("-", 25) + strings.Repeat("+"+strings.Repeat("-", 25), 3) + "\n" + lines(staff(), framed("", "|", "")) + "(5 rows)\n\n",
		"mysql":                 "\n\n\n\n\n\n\n\n\n\n" + strings.Repeat("+"+strings.Repeat("-", 25), 4) + "+\n" + lines(head, framed("|", "|", "|")) + strings.Repeat("+"+strings.Repeat("-", 25), 4) + "+\n" + lines(staff(), framed("|", "|", "|")),
		"drawn":                 lines(head, framed("│", "│", "│")) + "├" + strings.Repeat("─", 25) + strings.Repeat("┼"+strings.Repeat("─", 25), 3) + "┤\n" + lines(staff(), framed("│", "│", "│")),
		"below titles":          "社員名簿\n2026年11月22日現在\n\n人事部\n" + lines(append(head, staff()...), csv),
		"header of two lines":   "No,社員,連絡先,番号\n,氏名,電話番号,個人番号\n" + lines(staff(), csv),
		"spanned":               "No,個人,,\n,氏名,電話番号,個人番号\n" + lines(staff(), csv),
		"header on each page":   lines(append(append(head, staff()[:2]...), append([][]string{staffHead}, staff()[2:]...)...), csv) + "合計,5名,,\n",
		"header found by value": strings.Repeat("本文です。\n", 20) + "No\tName\tTel.\tMy Number\n" + lines(staff(), joinedBy("\t")),
	}
}

func TestDrawnTables(t *testing.T) {
	p := all(t)
	for name, text := range drawn() {
		s := scanWhole(p, text)
		for _, class := range []string{"jp.my_number", "pii.name", "pii.phone", "pii.person"} {
			if n := counted(s, class); n != 5 {
				t.Errorf("%s: %s = %d, want 5 in\n%s", name, class, n, text)
			}
		}
		for _, size := range []int{1, 7, 100} {
			if got, want := describe(scanPieces(p, text, func() int { return size })), describe(s); got != want {
				t.Errorf("%s in pieces of %d:\n got %s\nwant %s", name, size, got, want)
			}
		}
	}
}

// Each line of a table may be carried by something: an element, a field of a mail's
// header, a string in a list of JSON.
func TestTableCarriedByLines(t *testing.T) {
	p := all(t)
	for name, write := range map[string]func([]string) string{
		"elements": func(c []string) string { return "<line>" + strings.Join(c, "\t") + "</line>" },
		"items":    func(c []string) string { return "  <li class=\"x\">" + strings.Join(c, ",") + "</li>" },
		"breaks":   func(c []string) string { return strings.Join(c, "\t") + "<BR>" },
		"fields":   func(c []string) string { return "X-Line: " + strings.Join(c, "\t") },
		"strings":  func(c []string) string { return "  \"" + strings.Join(c, ",") + "\"," },
		"quoted":   func(c []string) string { return "\"" + strings.Join(c, "\t") + "\"," },
	} {
		rows := [][]string{{"氏名", "備考", "個人番号"}}
		for _, c := range customers(5) {
			rows = append(rows, []string{c.Name, "x", c.MyNumber})
		}
		for _, size := range []int{1, 100, 1 << 16} {
			s := scanPieces(p, lines(rows, write), func() int { return size })
			if got, names := counted(s, "jp.my_number"), counted(s, "pii.name"); got != 5 || names != 5 {
				t.Errorf("%s by %d: %d numbers and %d names, want 5", name, size, got, names)
			}
		}
	}
}

// A page's head, or the bytes that a message begins with, may stand before the header.
func TestTableBehindAFront(t *testing.T) {
	p := all(t)
	table := lines(staff(), joinedBy("\t"))
	for _, front := range []string{"<html><head><meta charset=\"Shift_JIS\"></head><body><pre>", "\x08\x96\x01\x12\xd2\x01", "<e:Envelope xmlns:e=\"a:b\"><e:Body><Send><note>", `payload={"query":"mutation($i: NoteInput!) { addNote(input: $i) { id } }","variables":{"i":{"text":"`} {
		s := scanWhole(p, front+strings.Join(staffHead, "\t")+"\n"+table)
		if n, names := counted(s, "jp.my_number"), counted(s, "pii.name"); n != 5 || names != 5 {
			t.Errorf("%q: %d numbers and %d names, want 5", front, n, names)
		}
	}
}

// A street among the first row's cells makes it no second line of the header.
func TestStreetBelowHeader(t *testing.T) {
	s := scanWhole(all(t), "name,street,city,state,zip\nJohn Smith,12 Main Street,Springfield,IL,62704\nMary Smith,1200 N Sample Ave Apt 4,Springfield,IL,62704\n")
	if n := counted(s, addressClass); n != 2 {
		t.Errorf("%d addresses, want 2", n)
	}
}
