package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Files accuracy_seen_*_test.go hold the seen set. It was a judging set until it was opened
// on 2026-11-22; since then detectors are mended by it too, and what is written for it is
// what was dealt to it when the new judging set was.

// seenLayouts are the ways in which the seen set's records are written down.
var seenLayouts = []layout{
	{name: "CSV, title above", file: "shukei.csv", write: csvTitled},
	{name: "CSV, bars", file: "extract.txt", write: barSeparated},
	{name: "grid of labels", file: "sheet1.tsv", write: labelGrid},
	{name: "psql", file: "query.out", write: psqlAligned},
	{name: "printed columns", file: "report.lst", write: printedColumns},
	{name: "HTML, divisions", file: "detail.html", write: htmlDivisions},
	{name: "printed form", file: "form.txt", write: printedForm},
	{name: "memo", file: "todo.txt", write: memoBullets},
	{name: "LDIF", file: "people.ldif", write: ldif},
	{name: "GraphQL JSON", file: "response.json", write: graphQL},
	{name: "SOAP", file: "request.xml", write: soap},
	{name: "PHP dump", file: "debug.log", write: phpDump},
	{name: "Java dump", file: "catalina.out", write: javaDump},
	{name: "query strings", file: "proxy.log", write: queryStrings},
	{name: "prose", file: "mail.txt", running: true, write: proseLayout},
	{name: "quoted mail", file: "thread.txt", write: quotedMail},
	{name: "LINE export", file: "talk.txt", running: true, write: lineExport},
	{name: "roster", file: "gijiroku.txt", people: true, bare: true, write: roster},
	{name: "mail footer", file: "reply.txt", people: true, bare: true, write: mailFooter},
	{name: "sheet", file: "sheet2.tsv", write: csvLayout("\t", "")},
	{name: "Ruby dump", file: "production.log", write: rubyDump},
	{name: "Go dump", file: "server.log", write: goDump},
	{name: "SQL updates", file: "fix.sql", write: sqlUpdates},
	{name: "form data, raw", file: "capture.txt", write: rawFormData},
	{name: "Salesforce JSON", file: "query.json", write: salesforceJSON},
	{name: "boxed table", file: "result.txt", write: boxedTable},
	{name: "dotted leaders", file: "sheet.txt", write: dottedLeaders},
	{name: "records as columns", file: "hikaku.csv", write: transposed},
	{name: "in parentheses", file: "renraku.txt", write: inParentheses},
	{name: "SpreadsheetML", file: "book.xml", write: spreadsheetML},
}

// rubyDump is how a model inspects itself.
func rubyDump(r *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		pairs := []string{fmt.Sprintf("id: %d", r.IntN(9000))}
		for i, c := range t.columns {
			pairs = append(pairs, fmt.Sprintf(`%s: "%s"`, c.key, cells[i]))
		}
		s += fmt.Sprintf("D, [2026-11-22T10:%02d:%02d.%06d #%d] DEBUG -- : #<Entry %s>\n", r.IntN(60), r.IntN(60), r.IntN(1e6), r.IntN(30000), strings.Join(pairs, ", "))
	})
	return s
}

// goDump is what %+v prints of a struct: a value ends where the next name begins.
func goDump(r *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		var pairs []string
		for i, c := range t.columns {
			pairs = append(pairs, strings.ToUpper(c.key[:1])+c.key[1:]+":"+cells[i])
		}
		s += fmt.Sprintf("2026/11/22 10:%02d:%02d save: {%s}\n", r.IntN(60), r.IntN(60), strings.Join(pairs, " "))
	})
	return s
}

func sqlUpdates(r *rand.Rand, t recordTable) string {
	s := "BEGIN;\n"
	t.each(func(cells []string) {
		var pairs []string
		for i, c := range t.columns {
			pairs = append(pairs, c.key+" = "+sqlQuote(cells[i]))
		}
		s += fmt.Sprintf("UPDATE entries SET %s WHERE id = %d;\n", strings.Join(pairs, ", "), r.IntN(9000))
	})
	return s + "COMMIT;\n"
}

// rawFormData is a recorded request's body (RFC 7578).
func rawFormData(r *rand.Rand, t recordTable) string {
	boundary := "----WebKitFormBoundary" + draw(r, 16, base62)
	s := ""
	t.each(func(cells []string) {
		for i, c := range t.columns {
			s += fmt.Sprintf("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", boundary, c.key, cells[i])
		}
		s += "--" + boundary + "--\r\n"
	})
	return s
}

// salesforceJSON has an administrator's own fields, whose names end in __c.
func salesforceJSON(r *rand.Rand, t recordTable) string {
	var all []any
	t.each(func(cells []string) {
		o := map[string]any{"attributes": map[string]string{"type": "Entry__c", "url": "/services/data/v62.0/sobjects/Entry__c/a0" + draw(r, 13, base62)}}
		for i, c := range t.columns {
			o[strings.ToUpper(c.key[:1])+c.key[1:]+"__c"] = cells[i]
		}
		all = append(all, o)
	})
	return asText(map[string]any{"totalSize": len(all), "done": true, "records": all}, "")
}

// boxedTable is what the MySQL client prints, with people's headings.
func boxedTable(r *rand.Rand, t recordTable) string {
	heads := t.headsIn(r)
	w := t.widths(heads)
	rule := "+"
	for _, n := range w {
		rule += strings.Repeat("-", n+2) + "+"
	}
	s := rule + "\n"
	for i, row := range append([][]string{heads}, t.rows...) {
		s += "|"
		for j, c := range row {
			s += " " + padded(c, w[j]) + " |"
		}
		if s += "\n"; i == 0 {
			s += rule + "\n"
		}
	}
	return s + rule + "\n"
}

// dottedLeaders lead from each label to its value.
func dottedLeaders(r *rand.Rand, t recordTable) string {
	dot := pick(r, []string{".", "・", "…", "_"})
	s := ""
	t.each(func(cells []string) {
		for i, c := range t.columns {
			s += c.label + " " + strings.Repeat(dot, max(3, 20-columnsWide(c.label))) + " " + cells[i] + "\n"
		}
		s += "\n"
	})
	return s
}

// transposed has a label at the beginning of each line and a column for each record.
func transposed(_ *rand.Rand, t recordTable) string {
	s := ""
	for i, c := range t.columns {
		row := []string{c.label}
		t.each(func(cells []string) { row = append(row, cells[i]) })
		s += csvRow(row, "\r\n")
	}
	return s
}

// inParentheses writes records in one line each, every value behind its label.
func inParentheses(r *rand.Rand, t recordTable) string {
	open, end, between := "(", ")", ", "
	if l := spoken(t.lang); l == "ja" || l == "zh" {
		open, end, between = "（", "）", "、"
	}
	s := t.filler() + "\n"
	t.each(func(cells []string) {
		var pairs []string
		for i, c := range t.columns {
			pairs = append(pairs, c.label+open+cells[i]+end)
		}
		s += strings.Join(pairs, between) + pick(r, []string{"\n", "。\n"})
	})
	return s
}

// spreadsheetML is Excel's XML of 2003.
func spreadsheetML(_ *rand.Rand, t recordTable) string {
	s := "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\n <Worksheet ss:Name=\"Sheet1\"><Table>\n"
	for _, row := range append([][]string{t.heads(labelOf)}, t.rows...) {
		s += "  <Row>"
		for _, c := range row {
			s += "<Cell><Data ss:Type=\"String\">" + xmlText(c) + "</Data></Cell>"
		}
		s += "</Row>\n"
	}
	return s + " </Table></Worksheet>\n</Workbook>\n"
}
