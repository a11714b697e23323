package main

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

// judgingLayouts are the ways in which the judging set's records are written down.
var judgingLayouts = []layout{
	{name: "CSV, title above", file: "shukei.csv", write: csvTitled},
	{name: "CSV, two-line header", file: "meibo.csv", write: csvTwoHeads},
	{name: "CSV, bars", file: "extract.txt", write: barSeparated},
	{name: "pasted spreadsheet", file: "message.txt", write: pastedSheet},
	{name: "grid of labels", file: "sheet1.tsv", write: labelGrid},
	{name: "wiki table", file: "page.wiki", write: wikiTable},
	{name: "psql", file: "query.out", write: psqlAligned},
	{name: "MySQL, vertical", file: "query.txt", write: mysqlVertical},
	{name: "printed columns", file: "report.lst", write: printedColumns},
	{name: "mail of an HTML form", file: "inquiry.html", write: mailedForm},
	{name: "HTML, divisions", file: "detail.html", write: htmlDivisions},

	{name: "label line, value line", file: "copied.txt", write: linePairs},
	{name: "printed form", file: "form.txt", write: printedForm},
	{name: "bullets", file: "note.md", write: boldBullets},
	{name: "memo", file: "todo.txt", write: memoBullets},
	{name: "INI", file: "customers.ini", write: iniSections},
	{name: "LDIF", file: "people.ldif", write: ldif},
	{name: "kintone JSON", file: "records.json", write: kintoneJSON},
	{name: "GraphQL JSON", file: "response.json", write: graphQL},
	{name: "JSON of questions", file: "answers.json", write: questionJSON},
	{name: "SOAP", file: "request.xml", write: soap},
	{name: "XML attributes", file: "rows.xml", write: xmlAttributes},
	{name: "PHP dump", file: "debug.log", write: phpDump},
	{name: "Python dump", file: "worker.log", write: pythonDump},
	{name: "Java dump", file: "catalina.out", write: javaDump},
	{name: "structured syslog", file: "messages", write: structuredSyslog},
	{name: "query strings", file: "proxy.log", write: queryStrings},

	{name: "prose", file: "mail.txt", running: true, write: proseLayout},
	{name: "quoted mail", file: "thread.txt", write: quotedMail},
	{name: "Slack export", file: "2026-11-20.json", write: slackExport},
	{name: "LINE export", file: "talk.txt", running: true, write: lineExport},
	{name: "interview", file: "interview.txt", write: interview},

	{name: "roster", file: "gijiroku.txt", people: true, bare: true, write: roster},
	{name: "vCard 2.1", file: "phone.vcf", people: true, write: quotedCards},
	{name: "mail footer", file: "reply.txt", people: true, bare: true, write: mailFooter},
}

func csvRow(cells []string, end string) string {
	quoted := make([]string, len(cells))
	for i, c := range cells {
		quoted[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
	}
	return strings.Join(quoted, ",") + end
}

// titles head printed lists.
var titles = map[string]string{"ja": "一覧表（2026年11月分）", "en": "Monthly list, November 2026", "zh": "2026年11月明细表", "ko": "2026년 11월 목록"}

// csvTitled has a title, a date and an empty line above the header, and a sum below.
func csvTitled(r *rand.Rand, t recordTable) string {
	blank := strings.Repeat(",", len(t.columns)-1)
	s := titles[spoken(t.lang)] + blank + "\r\n2026/11/22 09:00" + blank + "\r\n" + blank + "\r\n" + csvRow(t.headsIn(r), "\r\n")
	t.each(func(cells []string) { s += csvRow(cells, "\r\n") })
	return s + fmt.Sprintf("%d件", len(t.rows)) + blank + "\r\n"
}

// csvTwoHeads has a line of groups above the header, as merged cells are saved.
func csvTwoHeads(_ *rand.Rand, t recordTable) string {
	groups := make([]string, len(t.columns))
	groups[0] = map[string]string{"ja": "基本情報", "en": "General", "zh": "基本信息", "ko": "기본 정보"}[spoken(t.lang)]
	groups[len(groups)-1] = map[string]string{"ja": "その他", "en": "Other", "zh": "其他", "ko": "기타"}[spoken(t.lang)]
	s := strings.Join(groups, ",") + "\n" + csvRow(t.heads(labelOf), "\n")
	t.each(func(cells []string) { s += csvRow(cells, "\n") })
	return s
}

// barSeparated is what mainframes and ERP systems extract.
func barSeparated(_ *rand.Rand, t recordTable) string {
	s := strings.ToUpper(strings.Join(t.heads(keyOf), "|")) + "\n"
	t.each(func(cells []string) { s += strings.Join(cells, "|") + "\n" })
	return s
}

// pastedSheet is cells copied into a message, between sentences.
func pastedSheet(_ *rand.Rand, t recordTable) string {
	s := t.filler() + "\n\n" + strings.Join(t.heads(labelOf), "\t") + "\n"
	t.each(func(cells []string) { s += strings.Join(cells, "\t") + "\n" })
	return s + "\n" + t.filler() + "\n"
}

// labelGrid has two labels with their values in a row of cells, as forms made in
// spreadsheets do.
func labelGrid(_ *rand.Rand, t recordTable) string {
	s := titles[spoken(t.lang)] + "\t\t\t\n"
	t.each(func(cells []string) {
		for i, c := range t.columns {
			s += c.label + "\t" + cells[i] + map[bool]string{true: "\t", false: "\n"}[i%2 == 0 && i+1 < len(cells)]
		}
		s += "\t\t\t\n"
	})
	return s
}

// wikiTable is the table of Jira and Confluence.
func wikiTable(_ *rand.Rand, t recordTable) string {
	s := "h2. List\n||" + strings.Join(t.heads(labelOf), "||") + "||\n"
	t.each(func(cells []string) { s += "|" + strings.Join(cells, "|") + "|\n" })
	return s + "\n"
}

// columnsWide counts columns of a terminal, of which East Asian letters take two.
func columnsWide(s string) (n int) {
	for _, c := range s {
		n++
		if c >= 0x1100 {
			n++
		}
	}
	return n
}

func padded(s string, to int) string { return s + strings.Repeat(" ", max(0, to-columnsWide(s))) }

// widths are those of the widest cell of each column.
func (t recordTable) widths(heads []string) []int {
	w := make([]int, len(heads))
	for _, row := range append([][]string{heads}, t.rows...) {
		for i, c := range row {
			w[i] = max(w[i], columnsWide(c))
		}
	}
	return w
}

// psqlAligned is what psql prints.
func psqlAligned(_ *rand.Rand, t recordTable) string {
	heads := t.heads(keyOf)
	w := t.widths(heads)
	var b strings.Builder
	line := func(cells []string) {
		for i, c := range cells {
			b.WriteString(map[bool]string{true: " ", false: "| "}[i == 0] + padded(c, w[i]+1))
		}
		b.WriteString("\n")
	}
	line(heads)
	for i, n := range w {
		b.WriteString(map[bool]string{true: "", false: "+"}[i == 0] + strings.Repeat("-", n+2))
	}
	b.WriteString("\n")
	t.each(line)
	fmt.Fprintf(&b, "(%d rows)\n", len(t.rows))
	return b.String()
}

// mysqlVertical is what the MySQL client prints for \G.
func mysqlVertical(_ *rand.Rand, t recordTable) string {
	var b strings.Builder
	n := 0
	t.each(func(cells []string) {
		n++
		fmt.Fprintf(&b, "*************************** %d. row ***************************\n", n)
		for i, c := range t.columns {
			fmt.Fprintf(&b, "%24s: %s\n", c.key, cells[i])
		}
	})
	return b.String()
}

// printedColumns are aligned as wide as they are, with rules and a page's head.
func printedColumns(_ *rand.Rand, t recordTable) string {
	heads := t.heads(labelOf)
	w := t.widths(heads)
	rule := strings.Repeat("=", 72) + "\n"
	s := titles[spoken(t.lang)] + "          PAGE 1\n" + rule
	for i, row := range append([][]string{heads}, t.rows...) {
		for j, c := range row {
			s += padded(c, w[j]+3)
		}
		s = strings.TrimRight(s, " ") + "\n"
		if i == 0 {
			s += rule
		}
	}
	return s + rule
}

// mailedForm is how a web site reports what someone sent.
func mailedForm(_ *rand.Rand, t recordTable) string {
	var b strings.Builder
	b.WriteString("<html><body style=\"font-family:sans-serif\"><p>" + t.filler() + "</p>\n")
	t.each(func(cells []string) {
		b.WriteString("<table border=\"1\" cellpadding=\"4\">\n")
		for i, c := range t.columns {
			fmt.Fprintf(&b, "<tr><th align=\"left\" bgcolor=\"#eeeeee\">%s</th><td>%s</td></tr>\n", html.EscapeString(c.label), html.EscapeString(cells[i]))
		}
		b.WriteString("</table><hr>\n")
	})
	return b.String() + "</body></html>\n"
}

func htmlDivisions(_ *rand.Rand, t recordTable) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html><body><main>\n")
	t.each(func(cells []string) {
		b.WriteString("<section class=\"card\">\n")
		for i, c := range t.columns {
			fmt.Fprintf(&b, "  <div class=\"row\"><span class=\"label\">%s</span><span class=\"value\">%s</span></div>\n", html.EscapeString(c.label), html.EscapeString(cells[i]))
		}
		b.WriteString("</section>\n")
	})
	return b.String() + "</main></body></html>\n"
}
