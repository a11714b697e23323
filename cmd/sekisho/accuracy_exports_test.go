package main

import (
	"encoding/base64"
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

// exportLayouts are further layouts of the tuning set: what programs print, store and
// exchange, and what people paste of it.
var exportLayouts = []layout{
	{name: "rows of a spreadsheet in XML", file: "book.xml", write: spreadsheetRows},
	{name: "CSV, turned", file: "turned.csv", write: turned(",")},
	{name: "TSV, turned", file: "turned.tsv", write: turned("\t")},
	{name: "directory entries", file: "people.ldif", write: directoryEntries},
	{name: "HTML, pairs of elements", file: "card.html", write: htmlPairs},
	{name: "HTML, keys as classes", file: "profile.html", write: htmlKeys},
	{name: "JSON of a CRM", file: "query.json", write: crmJSON},
	{name: "label（value）", file: "kakunin.txt", write: bracketed},
	{name: "leaders", file: "order.txt", write: leaders},
	{name: "two pairs a line", file: "daicho.txt", write: twoPairs("\t")},
	{name: "two pairs a CSV line", file: "daicho.csv", write: twoPairs(",")},
	{name: "two pairs an HTML row", file: "daicho.html", write: htmlTwoPairs},
	{name: "list with other signs", file: "note.txt", write: otherSigns},
	{name: "boxed pairs", file: "slip.txt", write: boxedPairs},
	{name: "padded pairs", file: "slip2.txt", write: paddedPairs},
	{name: "one space", file: "scan.txt", write: oneSpace},
	{name: "Go values", file: "debug.log", write: goValues},
	{name: "program values", file: "trace.log", write: programValues},
	{name: "form data", file: "request.txt", write: formData},
	{name: "JSON, arrays of arrays", file: "values.json", write: arraysJSON},
	{name: "header and blank line", file: "report.txt", write: headAndBlank},
	{name: "XML of named fields", file: "fields.xml", write: namedFields},
	{name: "JSON of named fields", file: "fields.json", write: namedJSON},
	{name: "expanded rows", file: "psql.txt", write: expandedRows},
	{name: "SQL updates of rows", file: "fix.sql", write: sqlSets},
	{name: "answers to a questionnaire", file: "enquete.txt", write: filledAnswers},
	{name: "talk with times", file: "talk.txt", write: talkWithTimes},
	{name: "quoted lines", file: "re.txt", write: quotedLines},
	{name: "numbered roll", file: "meibo.txt", people: true, running: true, write: numberedRoll},
}

// spreadsheetRows is what Excel saves as "XML Spreadsheet 2003".
func spreadsheetRows(r *rand.Rand, t recordTable) string {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">\n <Worksheet ss:Name=\"Sheet1\">\n  <Table>\n")
	style := pick(r, []string{"", " ss:StyleID=\"s62\""})
	for _, row := range append([][]string{t.headsIn(r)}, t.rows...) {
		b.WriteString("   <Row>\n")
		for _, cell := range row {
			fmt.Fprintf(&b, "    <Cell%s><Data ss:Type=\"String\">%s</Data></Cell>\n", style, xmlText(cell))
		}
		b.WriteString("   </Row>\n")
	}
	return b.String() + "  </Table>\n </Worksheet>\n</Workbook>\n"
}

// turned has a record in each column: lines begin with their label.
func turned(comma string) func(r *rand.Rand, t recordTable) string {
	return func(r *rand.Rand, t recordTable) string {
		var rows [][]string
		for i, head := range t.headsIn(r) {
			row := []string{head}
			t.each(func(cells []string) { row = append(row, cells[i]) })
			rows = append(rows, row)
		}
		return joined(comma, `"`, "\n", rows)
	}
}

// directoryEntries are LDIF (RFC 2849), in which values outside ASCII are base64.
func directoryEntries(r *rand.Rand, t recordTable) string {
	var b strings.Builder
	n := 0
	t.each(func(cells []string) {
		n++
		fmt.Fprintf(&b, "dn: uid=u%04d,ou=people,dc=example,dc=com\nobjectClass: inetOrgPerson\n", n)
		for i, c := range t.columns {
			key := c.key
			if own := map[string]string{"pii.name": "cn", "pii.phone": "telephoneNumber", "pii.email": "mail"}[c.class]; own != "" && r.IntN(2) == 0 {
				key = own
			}
			if isASCII(cells[i]) {
				fmt.Fprintf(&b, "%s: %s\n", key, cells[i])
			} else {
				fmt.Fprintf(&b, "%s:: %s\n", key, base64.StdEncoding.EncodeToString([]byte(cells[i])))
			}
		}
		b.WriteString("\n")
	})
	return b.String()
}

func htmlPairs(r *rand.Rand, t recordTable) string {
	pair := pick(r, []string{
		"  <div class=\"row\"><div class=\"col-3 text-muted\">%s</div><div class=\"col-9\">%s</div></div>\n",
		"  <p><span class=\"k\">%s</span><span class=\"v\">%s</span></p>\n",
		"  <div class=\"item\">\n    <span class=\"item__title\">%s</span>\n    <span class=\"item__body\">%s</span>\n  </div>\n",
		"  <li><strong>%s</strong>%s</li>\n", "  <p><b>%s:</b> %s</p>\n", "  <label>%s</label><p>%s</p>\n",
		"  <div class=\"lbl\">%s</div>\n  <div class=\"val\">%s</div>\n", "  <div class=\"form-group row mb-3\">\n    <div class=\"col-sm-4 col-form-label font-weight-bold\">\n      %s\n    </div>\n    <div class=\"col-sm-8 form-control-plaintext text-break\">\n      %s\n    </div>\n  </div>\n",
		"<div class=\"MuiGrid-root MuiGrid-item MuiGrid-grid-xs-4 css-1s50f5r\"><p class=\"MuiTypography-root MuiTypography-body2 css-68o8xu\">%s</p></div><div class=\"MuiGrid-root MuiGrid-item MuiGrid-grid-xs-8 css-45ujxc\"><p class=\"MuiTypography-root MuiTypography-body1 css-9l3uo3\">%s</p></div>\n",
		"  <h4>%s</h4>\n  <p>%s</p>\n",
	})
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html><body>\n")
	t.each(func(cells []string) {
		b.WriteString("<section class=\"card\">\n")
		for i, c := range t.columns {
			fmt.Fprintf(&b, pair, html.EscapeString(c.label), html.EscapeString(cells[i]))
		}
		b.WriteString("</section>\n")
	})
	return b.String() + "</body></html>\n"
}

// htmlKeys tells what a value is in the attributes of its element.
func htmlKeys(r *rand.Rand, t recordTable) string {
	pair := pick(r, []string{"  <div class=\"%s\">%s</div>\n", "  <div class=\"field\" data-field=\"%s\"><span>%s</span></div>\n", "  <td headers=\"%s\">%s</td>\n",
		"  <textarea name=\"%s\" rows=\"1\">%s</textarea>\n", "  <p id=\"%s\" class=\"text\">%s</p>\n", "  <li data-key=\"%s\">%s</li>\n"})
	return "<html><body>\n" + t.fields(keyOf, "<div class=\"record\">\n", pair, "</div>\n") + "</body></html>\n"
}

// crmJSON has fields that the customer added, with the ending that Salesforce gives them.
func crmJSON(_ *rand.Rand, t recordTable) string {
	var all []any
	t.each(func(cells []string) {
		o := map[string]any{"attributes": map[string]string{"type": "Contact", "url": fmt.Sprintf("/services/data/v61.0/sobjects/Contact/003EXAMPLE%05d", len(all))}}
		for i, c := range t.columns {
			o[capitalParts(c.key, "_")+"__c"] = cells[i]
		}
		all = append(all, o)
	})
	return asText(map[string]any{"totalSize": len(all), "done": true, "records": all}, " ")
}

func bracketed(r *rand.Rand, t recordTable) string {
	open, end, comma := "(", ")", ", "
	if l := spoken(t.lang); l == "ja" || l == "zh" {
		open, end, comma = "（", "）", "、"
	}
	before := r.IntN(2) == 0
	s := ""
	t.each(func(cells []string) {
		for i, c := range t.columns {
			if i > 0 {
				s += comma
			}
			if before {
				s += c.label + open + cells[i] + end
			} else {
				s += cells[i] + open + c.label + end
			}
		}
		s += "\n"
	})
	return s
}

func leaders(r *rand.Rand, t recordTable) string {
	sign := pick(r, []string{".", "…", "・", "-", "_", "‥", " ."})
	return t.fields(labelOf, "", "%[1]s "+strings.Repeat(sign, 8)+" %[2]s\n", "\n")
}

// twoPairs has label, value, label, value in each line, as ledgers on paper do.
func twoPairs(comma string) func(r *rand.Rand, t recordTable) string {
	return func(_ *rand.Rand, t recordTable) string {
		var rows [][]string
		t.each(func(cells []string) {
			for i := 0; i < len(cells); i += 2 {
				row := []string{t.columns[i].label, cells[i]}
				if i+1 < len(cells) {
					row = append(row, t.columns[i+1].label, cells[i+1])
				}
				rows = append(rows, row)
			}
			rows = append(rows, []string{""})
		})
		return joined(comma, `"`, "\n", rows)
	}
}

func htmlTwoPairs(r *rand.Rand, t recordTable) string {
	head := pick(r, []string{"th", "td"})
	var b strings.Builder
	t.each(func(cells []string) {
		b.WriteString("<table class=\"detail\">\n")
		for i := 0; i < len(cells); i += 2 {
			b.WriteString("<tr>")
			for j := i; j < min(i+2, len(cells)); j++ {
				fmt.Fprintf(&b, "<%s>%s</%s><td>%s</td>", head, html.EscapeString(t.columns[j].label), head, html.EscapeString(cells[j]))
			}
			b.WriteString("</tr>\n")
		}
		b.WriteString("</table>\n")
	})
	return b.String()
}

func otherSigns(r *rand.Rand, t recordTable) string {
	return t.fields(labelOf, "", pick(r, []string{"%[1]s / %[2]s\n", "%[1]s - %[2]s\n", "■%[1]s　%[2]s\n", "【%[1]s】%[2]s\n", "＜%[1]s＞ %[2]s\n", "[%[1]s] %[2]s\n",
		"・%[1]s　→　%[2]s\n", "%[1]s｜%[2]s\n", "◇ %[1]s ◇\n%[2]s\n", "%[1]s → %[2]s\n", "%[1]s -> %[2]s\n", "*%[1]s* %[2]s\n", "%[1]s； %[2]s\n", "%[1]s／%[2]s\n", "%[1]s >> %[2]s\n", "「%[1]s」%[2]s\n"}), "\n")
}

// boxedPairs draws a frame around label and value.
func boxedPairs(r *rand.Rand, t recordTable) string {
	bar, rule := pick(r, []string{"|", "│", "┃"}), "+----------------+------------------------------+\n"
	if bar != "|" {
		rule = "├────────┼───────────────┤\n"
	}
	return t.fields(labelOf, rule, bar+" %[1]s "+bar+" %[2]s "+bar+"\n"+rule, "\n")
}

func paddedPairs(r *rand.Rand, t recordTable) string {
	sign, width := pick(r, []string{"", ":", "："}), between(r, 14, 24)
	s := ""
	t.each(func(cells []string) {
		for i, c := range t.columns {
			s += c.label + strings.Repeat(pick(r, []string{" ", "　"}), max(2, width-len([]rune(c.label)))) + sign + " " + cells[i] + "\n"
		}
		s += "\n"
	})
	return s
}

func oneSpace(_ *rand.Rand, t recordTable) string {
	return t.fields(labelOf, "", "%[1]s %[2]s\n", "\n")
}

// capitalParts writes each part of a key with a capital, as FullName or Full_Name.
func capitalParts(key, joint string) string {
	var parts []string
	for _, part := range strings.Split(key, "_") {
		parts = append(parts, strings.ToUpper(part[:1])+part[1:])
	}
	return strings.Join(parts, joint)
}

func goValues(r *rand.Rand, t recordTable) string {
	literal := r.IntN(2) == 0
	s := ""
	t.each(func(cells []string) {
		var parts []string
		for i, c := range t.columns {
			if literal {
				parts = append(parts, fmt.Sprintf("%s:%q", capitalParts(c.key, ""), cells[i]))
			} else {
				parts = append(parts, capitalParts(c.key, "")+":"+cells[i])
			}
		}
		if literal {
			s += "2026/11/22 10:02:03 save &model.Entry{" + strings.Join(parts, ", ") + "}\n"
		} else {
			s += "2026/11/22 10:02:03 save {" + strings.Join(parts, " ") + "}\n"
		}
	})
	return s
}

// programValues are what other languages print of a value.
func programValues(r *rand.Rand, t recordTable) string {
	form := pick(r, []struct{ head, pair, comma, end string }{
		{"Entry(", "%s=%s", ", ", ")\n"}, {"Entry [", "%s=%s", ", ", "]\n"}, {"Entry{", "%s='%s'", ", ", "}\n"}, {"Entry(", "%s='%s'", ", ", ")\n"},
		{"#<Entry ", "%s: \"%s\"", ", ", ">\n"}, {"{", ":%s=>\"%s\"", ", ", "}\n"}, {"Entry { ", "%s: \"%s\"", ", ", " }\n"}, {"{ ", "%s: '%s'", ", ", " },\n"},
		{"%{", "%s: \"%s\"", ", ", "}\n"}, {"entry {\n", "  %s: \"%s\"", "\n", "\n}\n"}, {"(", ":%s \"%s\"", " ", ")\n"}, {"{", "%s: %s", ", ", "}\n"},
	})
	s := ""
	t.each(func(cells []string) {
		var parts []string
		for i, c := range t.columns {
			parts = append(parts, fmt.Sprintf(form.pair, c.key, cells[i]))
		}
		s += form.head + strings.Join(parts, form.comma) + form.end
	})
	return s
}

// formData is multipart/form-data (RFC 7578) as a proxy or a debugger saves it.
func formData(_ *rand.Rand, t recordTable) string {
	const line = "------WebKitFormBoundaryEXAMPLE7MA4YWx"
	return t.fields(keyOf, "POST /entries HTTP/1.1\r\nHost: example.com\r\nContent-Type: multipart/form-data; boundary="+line[2:]+"\r\n\r\n",
		line+"\r\nContent-Disposition: form-data; name=\"%[1]s\"\r\n\r\n%[2]s\r\n", line+"--\r\n\r\n")
}

func arraysJSON(r *rand.Rand, t recordTable) string {
	heads, indent := t.headsIn(r), pick(r, []string{"", "  "})
	switch r.IntN(3) {
	case 0:
		return asText(map[string]any{"columns": heads, "rows": t.rows}, indent)
	case 1:
		return asText(map[string]any{"range": "Sheet1!A1:F20", "majorDimension": "ROWS", "values": append([][]string{heads}, t.rows...)}, indent)
	}
	return asText(append([][]string{heads}, t.rows...), indent)
}

func headAndBlank(r *rand.Rand, t recordTable) string {
	comma := pick(r, []string{"\t", ",", "|"})
	return titles[spoken(t.lang)] + "\n\n" + joined(comma, `"`, "\n", [][]string{t.heads(labelOf)}) + "\n" + joined(comma, `"`, "\n", t.rows)
}

func namedFields(r *rand.Rand, t recordTable) string {
	form := pick(r, []string{"  <field name=\"%s\">%s</field>\n", "  <key>%s</key>\n  <string>%s</string>\n", "  <member><name>%s</name><value><string>%s</string></value></member>\n",
		"  <column name=\"%s\"><![CDATA[%s]]></column>\n", "  <property name=\"%s\" value=\"%s\"/>\n", "  <Item Key=\"%s\"><Value>%s</Value></Item>\n"})
	s := "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<data>\n"
	t.each(func(cells []string) {
		s += " <row>\n"
		for i, c := range t.columns {
			s += fmt.Sprintf(form, c.key, xmlText(cells[i]))
		}
		s += " </row>\n"
	})
	return s + "</data>\n"
}

func namedJSON(r *rand.Rand, t recordTable) string {
	names := pick(r, [][2]string{{"name", "value"}, {"label", "value"}, {"field", "value"}, {"key", "value"}, {"title", "answer"}, {"fieldName", "fieldValue"}, {"id", "text"}})
	indent, name := pick(r, []string{"", "  "}), keyOf
	if names[0] == "label" || names[0] == "title" {
		name = labelOf
	}
	var all []any
	t.each(func(cells []string) {
		var fields []any
		for i, c := range t.columns {
			fields = append(fields, map[string]string{names[0]: name(c), names[1]: cells[i]})
		}
		all = append(all, map[string]any{"recordNumber": len(all) + 1, "fields": fields})
	})
	return asText(all, indent)
}

func expandedRows(_ *rand.Rand, t recordTable) string {
	s, n := "", 0
	t.each(func(cells []string) {
		n++
		s += fmt.Sprintf("-[ RECORD %d ]----+-----------------------\n", n)
		for i, c := range t.columns {
			s += fmt.Sprintf("%-17s | %s\n", c.key, cells[i])
		}
	})
	return s
}

func sqlSets(_ *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		var sets []string
		for i, c := range t.columns {
			sets = append(sets, c.key+" = "+sqlQuote(cells[i]))
		}
		s += "UPDATE entries SET " + strings.Join(sets, ", ") + fmt.Sprintf(" WHERE entry_no = %d;\n", len(s))
	})
	return s
}

func filledAnswers(r *rand.Rand, t recordTable) string {
	ask := map[string]string{"ja": "%sをご記入ください。", "en": "Please enter your %s.", "zh": "请填写%s。", "ko": "%s을(를) 입력해 주세요."}[spoken(t.lang)]
	lead := pick(r, []string{"→ ", "回答: ", "A: ", "=> ", "> ", "  "})
	s, n := "", 0
	t.each(func(cells []string) {
		n++
		s += fmt.Sprintf("=== %d ===\n", n)
		for i, c := range t.columns {
			s += fmt.Sprintf("%d. "+ask+"\n"+lead+"%s\n", i+1, c.label, cells[i])
		}
		s += "\n"
	})
	return s
}

// talkWithTimes is what LINE and other messengers export.
func talkWithTimes(r *rand.Rand, t recordTable) string {
	ask := map[string]string{"ja": "%sもお願いします", "en": "and the %s please?", "zh": "%s发一下", "ko": "%s도 보내주세요"}[spoken(t.lang)]
	s, minute := "", 0
	say := func(who, what string) {
		minute++
		s += fmt.Sprintf("%02d:%02d\t%s\t%s\n", 9+minute/60%12, minute%60, who, what)
	}
	t.each(func(cells []string) {
		for i, c := range t.columns {
			if r.IntN(2) == 0 {
				say("Support", fmt.Sprintf(ask, c.label))
				say("Guest", cells[i])
			} else {
				say("Guest", pick(r, []string{c.label + "は" + cells[i] + "です", c.label + ": " + cells[i], c.label + " " + cells[i]}))
			}
		}
	})
	return s
}

func quotedLines(r *rand.Rand, t recordTable) string {
	return t.fields(labelOf, "On Sun, 22 Nov 2026, the office wrote:\n", "> "+pick(r, []string{"%[1]s： %[2]s", "%[1]s: %[2]s", "%[1]s %[2]s", "> %[1]s：%[2]s", "  %[1]s = %[2]s"})+"\n", ">\n\n")
}

// numberedRoll names persons with what belongs to them in one line each.
func numberedRoll(r *rand.Rand, t recordTable) string {
	s, n, name := "", 0, t.column("pii.name")
	t.each(func(cells []string) {
		n++
		var rest []string
		for i, c := range t.columns {
			if i != name {
				rest = append(rest, c.label+" "+cells[i])
			}
		}
		honour := map[string]string{"ja": pick(r, []string{"様", "さん", "氏", "殿"}), "ko": "님", "zh": pick(r, []string{"先生", "女士"})}[spoken(t.lang)]
		s += fmt.Sprintf("%d. %s%s（%s）\n", n, cells[name], honour, strings.Join(rest, "、"))
	})
	return s
}
