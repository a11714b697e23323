package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"math/rand/v2"
	neturl "net/url"
	"slices"
	"strings"
)

// layout is a way to write a table down.
type layout struct {
	name, file string
	write      func(r *rand.Rand, t recordTable) string
	people     bool // only for tables of persons
	bare       bool // without labels: who reads it has to know names and numbers
	running    bool // names stand in running text, without a label
	weight     int  // see pickBy
}

var layouts = map[set][]layout{tuning: append(tuningLayouts, exportLayouts...), seen: slices.Concat(seenLayouts, seenPages, opened(judgingLayouts)), judging: blind(judgingLayouts)}

var tuningLayouts = []layout{
	{name: "CSV", file: "list.csv", write: csvLayout(",", `"`)},
	{name: "JSON, flat", file: "list.json", write: jsonFlat},
	{name: "HTML table", file: "list.html", write: htmlTable},
	{name: "lines label: value", file: "list.txt", write: labelLines("：", ": ")},
	{name: "prose", file: "letter.txt", running: true, write: proseLayout},
	{name: "SQL inserts", file: "rows.sql", write: sqlInserts},
	{name: "log, key=value", file: "app.log", write: logKeyValue},
	{name: "CSV without header", file: "plain.csv", people: true, bare: true, write: csvBare(",")},
	{name: "CSV, semicolons, quoted", file: "export.csv", write: csvQuoted},
	{name: "TSV", file: "export.tsv", write: csvLayout("\t", "")},
	{name: "JSON lines", file: "export.jsonl", write: jsonLines},
	{name: "JSON, nested", file: "export.json", write: jsonNested},
	{name: "XML", file: "export.xml", write: xmlLayout},
	{name: "HTML form", file: "form.html", write: htmlForm},
	{name: "HTML list", file: "page.html", write: htmlList},
	{name: "URL parameters", file: "access.log", write: urlParameters},
	{name: "YAML", file: "export.yaml", write: yamlLayout},
	{name: "lines label＝value", file: "memo.txt", write: labelLines("＝", " = ")},
	{name: "Markdown table", file: "notes.md", write: markdownTable},
	{name: "fixed width", file: "list.prn", write: fixedWidth},
	{name: "SQL dump", file: "dump.sql", write: sqlDump},
	{name: "log, JSON", file: "service.log", write: logJSON},
	{name: "chat", file: "chat.txt", write: chatLog},
	{name: "TSV without header", file: "plain.tsv", people: true, bare: true, write: csvBare("\t")},
	{name: "vCard", file: "contacts.vcf", people: true, write: vCards},
	{name: "signature", file: "mail.txt", people: true, bare: true, write: signatures},
	{name: "CSV, two-line header", file: "meibo.csv", write: csvTwoHeads},
	{name: "pasted spreadsheet", file: "message.txt", write: pastedSheet},
	{name: "wiki table", file: "page.wiki", write: wikiTable},
	{name: "MySQL, vertical", file: "query.txt", write: mysqlVertical},
	{name: "mail of an HTML form", file: "inquiry.html", write: mailedForm},
	{name: "label line, value line", file: "copied.txt", write: linePairs},
	{name: "bullets", file: "note.md", write: boldBullets},
	{name: "INI", file: "customers.ini", write: iniSections},
	{name: "kintone JSON", file: "records.json", write: kintoneJSON},
	{name: "JSON of questions", file: "answers.json", write: questionJSON},
	{name: "XML attributes", file: "rows.xml", write: xmlAttributes},
	{name: "Python dump", file: "worker.log", write: pythonDump},
	{name: "structured syslog", file: "messages", write: structuredSyslog},
	{name: "Slack export", file: "2026-11-20.json", write: slackExport},
	{name: "interview", file: "interview.txt", write: interview},
	{name: "vCard 2.1", file: "phone.vcf", people: true, write: quotedCards},
}

// eachCell calls f with what is in each row and column.
func (t recordTable) each(row func(cells []string)) {
	for _, cells := range t.rows {
		row(cells)
	}
}

func (t recordTable) heads(of func(c column) string) (heads []string) {
	for _, c := range t.columns {
		heads = append(heads, of(c))
	}
	return heads
}

func labelOf(c column) string { return c.label }
func keyOf(c column) string   { return c.key }

// headsIn draws whether people or programs named the columns.
func (t recordTable) headsIn(r *rand.Rand) []string {
	if r.IntN(3) == 0 {
		return t.heads(keyOf)
	}
	return t.heads(labelOf)
}

func csvLayout(comma, quote string) func(r *rand.Rand, t recordTable) string {
	return func(r *rand.Rand, t recordTable) string {
		return joined(comma, quote, "\n", append([][]string{t.headsIn(r)}, t.rows...))
	}
}

// joined writes rows; cells with the comma in them are quoted, or lose it.
func joined(comma, quote, end string, rows [][]string) string {
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if strings.Contains(cell, comma) {
				cell = quote + cell + quote
			}
			if i > 0 {
				b.WriteString(comma)
			}
			b.WriteString(cell)
		}
		b.WriteString(end)
	}
	return b.String()
}

func csvQuoted(r *rand.Rand, t recordTable) string {
	var b strings.Builder
	for _, row := range append([][]string{t.headsIn(r)}, t.rows...) {
		b.WriteString(`"` + strings.Join(row, `";"`) + "\"\r\n")
	}
	return b.String()
}

func csvBare(comma string) func(r *rand.Rand, t recordTable) string {
	return func(_ *rand.Rand, t recordTable) string { return joined(comma, `"`, "\r\n", t.rows) }
}

func object(keys, cells []string) map[string]string {
	o := map[string]string{}
	for i, k := range keys {
		o[k] = cells[i]
	}
	return o
}

func asText(v any, indent string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return b.String()
}

func jsonFlat(_ *rand.Rand, t recordTable) string {
	var all []map[string]string
	t.each(func(cells []string) { all = append(all, object(t.heads(keyOf), cells)) })
	return asText(all, "")
}

func jsonLines(r *rand.Rand, t recordTable) string {
	var b strings.Builder
	keys := t.headsIn(r)
	t.each(func(cells []string) { b.WriteString(asText(object(keys, cells), "")) })
	return b.String()
}

func jsonNested(_ *rand.Rand, t recordTable) string {
	var all []any
	t.each(func(cells []string) {
		all = append(all, map[string]any{"type": "entry", "attributes": object(t.heads(keyOf), cells), "links": map[string]string{"self": "/entries"}})
	})
	return asText(map[string]any{"data": all, "meta": map[string]any{"total": len(all), "version": "2.1"}}, "  ")
}

func xmlLayout(_ *rand.Rand, t recordTable) string {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<entries>\n")
	t.each(func(cells []string) {
		b.WriteString("  <entry>\n")
		for i, c := range t.columns {
			fmt.Fprintf(&b, "    <%s>", c.key)
			if err := xml.EscapeText(&b, []byte(cells[i])); err != nil {
				panic(err)
			}
			fmt.Fprintf(&b, "</%s>\n", c.key)
		}
		b.WriteString("  </entry>\n")
	})
	return b.String() + "</entries>\n"
}

func htmlTable(r *rand.Rand, t recordTable) string {
	var b strings.Builder
	b.WriteString("<html><body><h1>List</h1><table>\n<tr>")
	for _, h := range t.headsIn(r) {
		fmt.Fprintf(&b, "<th>%s</th>", html.EscapeString(h))
	}
	b.WriteString("</tr>\n")
	t.each(func(cells []string) {
		b.WriteString("<tr>")
		for _, c := range cells {
			fmt.Fprintf(&b, "<td>%s</td>", html.EscapeString(c))
		}
		b.WriteString("</tr>\n")
	})
	return b.String() + "</table></body></html>\n"
}

func htmlForm(_ *rand.Rand, t recordTable) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html><body>\n")
	t.each(func(cells []string) {
		b.WriteString("<form method=\"post\">\n")
		for i, c := range t.columns {
			fmt.Fprintf(&b, "  <label for=\"%s\">%s</label> <input type=\"text\" id=\"%s\" name=\"%s\" value=\"%s\">\n", c.key, html.EscapeString(c.label), c.key, c.key, html.EscapeString(cells[i]))
		}
		b.WriteString("</form>\n")
	})
	return b.String() + "</body></html>\n"
}

func htmlList(_ *rand.Rand, t recordTable) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html><body>\n")
	t.each(func(cells []string) {
		b.WriteString("<dl class=\"entry\">\n")
		for i, c := range t.columns {
			fmt.Fprintf(&b, "  <dt>%s</dt>\n  <dd>%s</dd>\n", html.EscapeString(c.label), html.EscapeString(cells[i]))
		}
		b.WriteString("</dl>\n")
	})
	return b.String() + "</body></html>\n"
}

func urlParameters(r *rand.Rand, t recordTable) string {
	var b strings.Builder
	t.each(func(cells []string) {
		q := neturl.Values{}
		for i, c := range t.columns {
			q.Set(c.key, cells[i])
		}
		fmt.Fprintf(&b, "192.0.2.%d - - [22/Nov/2026:10:%02d:%02d +0900] \"GET /submit?%s HTTP/1.1\" 200 %d\n", r.IntN(250)+1, r.IntN(60), r.IntN(60), q.Encode(), r.IntN(9000))
	})
	return b.String()
}

func yamlLayout(_ *rand.Rand, t recordTable) string {
	var b strings.Builder
	b.WriteString("entries:\n")
	t.each(func(cells []string) {
		for i, c := range t.columns {
			lead := "    "
			if i == 0 {
				lead = "  - "
			}
			fmt.Fprintf(&b, "%s%s: %q\n", lead, c.key, cells[i])
		}
	})
	return b.String()
}

// labelLines writes one field a line and an empty line between records.
func labelLines(wide, narrow string) func(r *rand.Rand, t recordTable) string {
	return func(_ *rand.Rand, t recordTable) string {
		sign := narrow
		if l := spoken(t.lang); l == "ja" || l == "zh" {
			sign = wide
		}
		var b strings.Builder
		t.each(func(cells []string) {
			for i, c := range t.columns {
				b.WriteString(c.label + sign + cells[i] + "\n")
			}
			b.WriteString("\n")
		})
		return b.String()
	}
}

func markdownTable(r *rand.Rand, t recordTable) string {
	heads := t.headsIn(r)
	s := "# Notes\n\n| " + strings.Join(heads, " | ") + " |\n|" + strings.Repeat("---|", len(heads)) + "\n"
	t.each(func(cells []string) { s += "| " + strings.Join(cells, " | ") + " |\n" })
	return s
}

// fixedWidth pads by characters, as line printers did.
func fixedWidth(r *rand.Rand, t recordTable) string {
	var b strings.Builder
	for _, row := range append([][]string{t.headsIn(r)}, t.rows...) {
		for _, cell := range row {
			b.WriteString(cell + strings.Repeat(" ", max(2, 34-len([]rune(cell)))))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func sqlQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func sqlRow(cells []string) string {
	quoted := make([]string, len(cells))
	for i, c := range cells {
		quoted[i] = sqlQuote(c)
	}
	return "(" + strings.Join(quoted, ", ") + ")"
}

func sqlInserts(_ *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		s += "INSERT INTO entries (" + strings.Join(t.heads(keyOf), ", ") + ") VALUES " + sqlRow(cells) + ";\n"
	})
	return s
}

func sqlDump(_ *rand.Rand, t recordTable) string {
	var rows []string
	t.each(func(cells []string) { rows = append(rows, sqlRow(cells)) })
	return "-- dump\nINSERT INTO `entries` (`" + strings.Join(t.heads(keyOf), "`, `") + "`) VALUES\n" + strings.Join(rows, ",\n") + ";\n"
}

func logKeyValue(r *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		s += fmt.Sprintf("2026-11-22T10:%02d:%02d.%03dZ INFO handler saved", r.IntN(60), r.IntN(60), r.IntN(1000))
		for i, c := range t.columns {
			s += fmt.Sprintf(" %s=%q", c.key, cells[i])
		}
		s += "\n"
	})
	return s
}

func logJSON(r *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		o := object(t.heads(keyOf), cells)
		s += strings.TrimRight(asText(map[string]any{"ts": 1795312800000 + r.IntN(1e9), "level": "info", "msg": "saved", "fields": o}, ""), "\n") + "\n"
	})
	return s
}

// chatLog asks for each value and gives it in the next line.
func chatLog(r *rand.Rand, t recordTable) string {
	ask := map[string]string{"ja": "%sを教えてください。", "en": "Could you send me your %s?", "zh": "请提供您的%s。", "ko": "%s 알려 주세요."}[spoken(t.lang)]
	var b strings.Builder
	minute := 0
	say := func(who, what string) {
		minute++
		fmt.Fprintf(&b, "[%02d:%02d] %s: %s\n", 9+minute/60, minute%60, who, what)
	}
	t.each(func(cells []string) {
		for i, c := range t.columns {
			say("A", fmt.Sprintf(ask, c.label))
			say("B", cells[i])
		}
	})
	return b.String()
}
