package main

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

// Files accuracy_judge_*_test.go hold the judging set. Who mends detectors doesn't read
// them, nor what is missed in their documents: whoever does moves them into the seen set
// and writes a new judging set.

// judgingLayouts are the ways in which the judging set's records are written down.
var judgingLayouts = []layout{
	{name: "worksheet", file: "ichiran.tsv", write: csvLayout("\t", ""), weight: 3},
	{name: "fields", file: "kojin.txt", write: plainFields, weight: 3},
	{name: "CSV of a web shop", file: "download.csv", write: shopCSV, weight: 3},
	{name: "JSON of a page", file: "api.json", write: pageJSON, weight: 3},
	{name: "letter", file: "body.txt", running: true, write: proseLayout, weight: 2},
	{name: "notice of a web form", file: "notice.txt", write: formNotice, weight: 3},
	{name: "page to confirm", file: "confirm.html", write: confirmPage, weight: 3},
	{name: "one line, spaces", file: "sms.txt", write: oneLineSpaces, weight: 2},
	{name: "key-value sheet", file: "items.csv", write: itemsCSV, weight: 2},
	{name: "wiki of Notion", file: "page.md", write: notionPage, weight: 2},
	{name: "nested JSON", file: "user.json", write: profileJSON, weight: 2},
	{name: "address labels", file: "atena.txt", people: true, bare: true, write: addressLabels, weight: 2},
	{name: "structured log", file: "app.ndjson", write: structuredLog, weight: 2},
	{name: "reservations", file: "yoyaku.txt", people: true, bare: true, write: reservations, weight: 2},
	{name: "labels spaced out", file: "todoke.txt", write: spacedLabels, weight: 2},
	{name: "payroll JSON", file: "employees.json", write: payrollJSON, weight: 2},
	{name: "cards", file: "contacts.vcf", people: true, write: cardsOfFour, weight: 2},
	{name: "lines of sqlite", file: "out.txt", write: sqliteLines, weight: 1},
	{name: "CSV, texts forced", file: "jisha.csv", write: forcedTexts, weight: 1},
	{name: "properties", file: "entries.properties", write: numberedProperties, weight: 1},
}

// plainFields is one field a line, as people write them into mails and tickets.
func plainFields(_ *rand.Rand, t recordTable) string {
	sign := ": "
	if l := spoken(t.lang); l == "ja" || l == "zh" {
		sign = "："
	}
	return t.fields(labelOf, "", "%[1]s"+sign+"%[2]s\n", "\n")
}

// shopCSV begins with a byte order mark and quotes what it likes to.
func shopCSV(r *rand.Rand, t recordTable) string {
	s := "\ufeff" + strings.Join(t.headsIn(r), ",") + "\r\n"
	t.each(func(cells []string) { s += csvRow(cells, "\r\n") })
	return s
}

// pageJSON is a page of an interface's answer.
func pageJSON(r *rand.Rand, t recordTable) string {
	var all []any
	t.each(func(cells []string) {
		o := object(t.heads(keyOf), cells)
		o["_id"] = draw(r, 24, "0123456789abcdef")
		all = append(all, o)
	})
	return asText(map[string]any{"items": all, "page": 1, "per_page": 50, "total": len(all), "next": fmt.Sprintf("/v1/items?cursor=%s", draw(r, 12, base62))}, pick(r, []string{"", "  "}))
}

// formNotice is the mail that a web site sends when someone has filled in its form.
func formNotice(r *rand.Rand, t recordTable) string {
	lead := map[string]string{"ja": "以下の内容で受け付けました。", "en": "A new submission has been received.", "zh": "收到新的提交内容如下。", "ko": "다음 내용으로 접수되었습니다."}[spoken(t.lang)]
	pair := pick(r, []string{"[%[1]s] %[2]s\n", "■ %[1]s\n%[2]s\n", "▼%[1]s\n　%[2]s\n", "%[1]s : %[2]s\n"})
	rule := pick(r, []string{"----------------------------------------\n", "━━━━━━━━━━━━━━━━\n", "=============================\n"})
	return t.fields(labelOf, lead+"\n\n"+rule, pair, rule+"\n")
}

// confirmPage shows what was entered before it is sent.
func confirmPage(r *rand.Rand, t recordTable) string {
	mark := pick(r, []string{"", "<span class=\"must\">*</span>", " <small>（必須）</small>"})
	if spoken(t.lang) != "ja" && mark != "" {
		mark = "<span class=\"must\">*</span>"
	}
	said := func(label string) string { return label }
	if mark != "" {
		said = func(label string) string { return strings.TrimSuffix(strings.TrimSuffix(label, "*"), "（必填）") } // the mark says it
	}
	s := "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Confirm</title></head><body>\n"
	t.each(func(cells []string) {
		s += "<table class=\"confirm\"><tbody>\n"
		for i, c := range t.columns {
			s += "<tr>\n  <th>" + html.EscapeString(said(c.label)) + mark + "</th>\n  <td>" + html.EscapeString(cells[i]) + "</td>\n</tr>\n"
		}
		s += "</tbody></table>\n"
	})
	return s + "<button>OK</button></body></html>\n"
}

// oneLineSpaces is all of a record in a line of a short message.
func oneLineSpaces(r *rand.Rand, t recordTable) string {
	sign := pick(r, []string{":", " ", "："})
	s := ""
	t.each(func(cells []string) {
		var pairs []string
		for i, c := range t.columns {
			pairs = append(pairs, c.label+sign+cells[i])
		}
		s += strings.Join(pairs, pick(r, []string{"  ", " / ", "　"})) + "\n\n"
	})
	return s
}

// itemsCSV has a row for each field: item, content.
func itemsCSV(_ *rand.Rand, t recordTable) string {
	s := map[string]string{"ja": "項目,内容", "en": "Item,Value", "zh": "项目,内容", "ko": "항목,내용"}[spoken(t.lang)] + "\r\n"
	t.each(func(cells []string) {
		for i, c := range t.columns {
			s += csvRow([]string{c.label, cells[i]}, "\r\n")
		}
		s += ",\r\n"
	})
	return s
}

// notionPage has its properties below its title, and a text.
func notionPage(r *rand.Rand, t recordTable) string {
	return t.fields(labelOf, "# "+draw(r, 1, capitals)+"-"+digits(r, 3)+"\n\n", "%[1]s: %[2]s\n", "\n"+t.filler()+"\n\n")
}

// profileJSON keeps the fields two objects deep.
func profileJSON(r *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		s += asText(map[string]any{"event": "user.updated", "user": map[string]any{"uid": draw(r, 20, base62), "profile": object(t.heads(keyOf), cells), "roles": []string{"member"}}, "sentAt": 1795312800 + r.IntN(1e6)}, "  ")
	})
	return s
}

// addressLabels are printed on sheets: where to, and to whom.
func addressLabels(_ *rand.Rand, t recordTable) string {
	title := map[string]string{"ja": "　様", "ko": " 귀하", "zh": " 收"}[spoken(t.lang)]
	marks := map[string]string{"pii.phone": "TEL ", "pii.email": "", "pii.birthdate": "("}
	s := ""
	t.each(func(cells []string) {
		if i := t.column("pii.address"); i >= 0 {
			s += cells[i] + "\n"
		}
		s += cells[t.column("pii.name")] + title + "\n"
		for i, c := range t.columns {
			if mark, known := marks[c.class]; known {
				s += mark + cells[i] + map[bool]string{true: ")"}[mark == "("] + "\n"
			}
		}
		s += "\n"
	})
	return s
}

// structuredLog has the record in the context of its message.
func structuredLog(r *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		s += asText(map[string]any{"@timestamp": fmt.Sprintf("2026-11-22T10:%02d:%02d.%03dZ", r.IntN(60), r.IntN(60), r.IntN(1000)), "log.level": "WARN", "message": "validation failed", "service": map[string]string{"name": "form", "version": "1.4.2"}, "context": object(t.heads(keyOf), cells), "trace.id": draw(r, 32, "0123456789abcdef")}, "")
	})
	return s
}

// reservations are a day's, each in a line.
func reservations(r *rand.Rand, t recordTable) string {
	title := map[string]string{"ja": "様", "ko": "님", "zh": "女士"}[spoken(t.lang)]
	s := map[string]string{"ja": "11月22日 予約一覧\n", "en": "Bookings, 22 November\n", "zh": "11月22日预约\n", "ko": "11월 22일 예약\n"}[spoken(t.lang)]
	minute := 0
	t.each(func(cells []string) {
		minute += 15 * between(r, 1, 4)
		s += fmt.Sprintf("%02d:%02d  %s%s", 9+minute/60%12, minute%60, cells[t.column("pii.name")], title)
		for i, c := range t.columns {
			if c.class != "" && c.class != "pii.name" {
				s += "  " + birthMark(c, t.lang) + cells[i]
			}
		}
		s += "\n"
	})
	return s
}

// spacedLabels brings values below each other, as forms do: by spreading labels of two to four letters where letters are
// as wide as high, else by blanks after them.
func spacedLabels(_ *rand.Rand, t recordTable) string {
	s, widest := titles[spoken(t.lang)]+"\n\n", 0
	for _, c := range t.columns {
		widest = max(widest, len([]rune(c.label)))
	}
	t.each(func(cells []string) {
		for i, c := range t.columns {
			s += evenLabel(c.label, t.lang, widest) + cells[i] + "\n"
		}
		s += "\n"
	})
	return s
}

// evenLabel is a label with the blanks in it and after it. Koreans write the blanks of the Latin alphabet.
func evenLabel(label, lang string, widest int) string {
	blank := map[string]string{"ja": "　", "zh": "　", "ko": " "}[spoken(lang)]
	if blank == "" {
		return fmt.Sprintf("%-*s", widest+2, label)
	}
	letters := strings.Split(label, "")
	if n := len(letters); n >= 2 && n <= 4 && columnsWide(label) == 2*n {
		label = strings.Join(letters, strings.Repeat(blank, (6-n)/(n-1)))
	}
	return label + blank + blank
}

// payrollJSON has some fields in the object, and others in one below it.
func payrollJSON(r *rand.Rand, t recordTable) string {
	var all []any
	t.each(func(cells []string) {
		o, below := map[string]any{"id": 10000 + r.IntN(90000), "company_id": 1, "num": digits(r, 4)}, map[string]any{}
		for i, c := range t.columns {
			if i%2 == 0 {
				o[c.key] = cells[i]
			} else {
				below[c.key] = cells[i]
			}
		}
		o["profile_rule"] = below
		all = append(all, o)
	})
	return asText(map[string]any{"employees": all, "total_count": len(all)}, pick(r, []string{"", "  "}))
}

// cardsOfFour are cards of version 4 (RFC 6350), with the kinds and escapes that it has.
func cardsOfFour(_ *rand.Rand, t recordTable) string {
	escape := strings.NewReplacer(`\`, `\\`, ",", `\,`, ";", `\;`)
	properties := map[string]string{"pii.name": "FN:%s", "pii.phone": "TEL;VALUE=text;TYPE=\"voice,cell\":%s", "pii.email": "EMAIL;TYPE=home:%s", "pii.address": "ADR;TYPE=home:;;%s;;;;", "pii.birthdate": "BDAY;VALUE=text:%s"}
	s := ""
	t.each(func(cells []string) {
		s += "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\n"
		for i, c := range t.columns {
			if p := properties[c.class]; p != "" {
				s += fmt.Sprintf(p, escape.Replace(cells[i])) + "\r\n"
			}
		}
		s += "REV:20261120T010203Z\r\nEND:VCARD\r\n"
	})
	return s
}

// sqliteLines is what its shell prints in line mode: names to the right, values to the left.
func sqliteLines(_ *rand.Rand, t recordTable) string {
	width := 0
	for _, c := range t.columns {
		width = max(width, len(c.key))
	}
	s := ""
	t.each(func(cells []string) {
		for i, c := range t.columns {
			s += fmt.Sprintf("%*s = %s\n", width, c.key, cells[i])
		}
		s += "\n"
	})
	return s
}

// forcedTexts keep a spreadsheet from reading numbers as numbers.
func forcedTexts(r *rand.Rand, t recordTable) string {
	s := strings.Join(t.headsIn(r), ",") + "\r\n"
	t.each(func(cells []string) {
		var row []string
		for _, c := range cells {
			if strings.Trim(c, "0123456789-") == "" {
				c = `="` + c + `"`
			} else if strings.Contains(c, ",") {
				c = `"` + c + `"`
			}
			row = append(row, c)
		}
		s += strings.Join(row, ",") + "\r\n"
	})
	return s
}

func numberedProperties(_ *rand.Rand, t recordTable) string {
	s, n := "# entries\n", 0
	t.each(func(cells []string) {
		n++
		for i, c := range t.columns {
			s += fmt.Sprintf("entry.%d.%s=%s\n", n, c.key, cells[i])
		}
	})
	return s
}
