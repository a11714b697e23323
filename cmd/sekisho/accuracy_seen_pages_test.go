package main

import (
	"fmt"
	"html"
	"math/rand/v2"
	neturl "net/url"
	"strings"
	"unicode"
)

// seenPages are ways to write records down that were dealt to the seen set from the
// beginning.
var seenPages = []layout{
	{name: "kintone CSV", file: "record.csv", write: kintoneCSV, weight: 3},
	{name: "sheet with a head", file: "book1.tsv", write: sheetWithHead, weight: 3},
	{name: "HTML mail, line breaks", file: "mail.html", write: htmlBreaks, weight: 3},
	{name: "answers to a form", file: "responses.csv", write: formAnswers, weight: 2},
	{name: "cells of a Word table", file: "word.txt", write: wordCells, weight: 3},
	{name: "numbered fields", file: "shinsei.txt", write: numberedFields, weight: 2},
	{name: "COPY of a dump", file: "backup.sql", write: copyDump, weight: 2},
	{name: "CRM JSON, properties", file: "objects.json", write: propertiesJSON, weight: 2},
	{name: "log in words", file: "batch.log", write: wordyLog, weight: 2},
	{name: "talk of Teams", file: "teams.txt", write: teamsTalk, weight: 2},
	{name: "heads and values in turn", file: "karte.txt", write: headsAndValues, weight: 2},
	{name: "body of a web form", file: "post.txt", write: formBodies, weight: 2},
	{name: "plain YAML", file: "members.yml", write: plainYAML, weight: 2},
	{name: "ticket", file: "ticket.txt", write: ticketFields, weight: 2},
	{name: "Outlook HTML table", file: "message.htm", write: outlookTable, weight: 2},
	{name: "spreadsheet with gaps", file: "list2.csv", write: gappedSheet, weight: 2},
	{name: "JSON in a command", file: "history.txt", write: curlCommands, weight: 1},
	{name: "search hits", file: "hits.json", write: searchHits, weight: 1},
	{name: "message of Slack", file: "slack.txt", write: slackCopy, weight: 2},
	{name: "report of a CRM", file: "report.csv", write: crmReport, weight: 2},
	{name: "sheet saved as a page", file: "book.htm", write: excelPage, weight: 2},
	{name: "answers below questions", file: "re.txt", write: answersBelow, weight: 2},
	{name: "edit page", file: "edit.html", write: editPage, weight: 2},
	{name: "message of LINE", file: "line.txt", write: lineMessages, weight: 2},
	{name: "message of Chatwork", file: "chatwork.txt", write: chatworkInfo, weight: 1},
	{name: "recorded requests", file: "trace.har", write: recordedRequests, weight: 1},
	{name: "typed JSON", file: "table.json", write: typedJSON, weight: 1},
	{name: "page of Confluence", file: "storage.xml", write: confluencePage, weight: 1},
	{name: "TOML", file: "members.toml", write: tomlTables, weight: 1},
	{name: "XML named in words", file: "shinsei.xml", write: wordyXML, weight: 1},
}

// kintoneCSV has the columns that a database of records adds by itself.
func kintoneCSV(r *rand.Rand, t recordTable) string {
	s := `"レコード番号","作成日時",` + csvRow(t.heads(labelOf), "\n")
	n := between(r, 1, 900)
	t.each(func(cells []string) {
		n++
		s += fmt.Sprintf("\"%d\",\"2026/11/%02d %02d:%02d\",", n, between(r, 1, 28), r.IntN(24), r.IntN(60)) + csvRow(cells, "\n")
	})
	return s
}

// sheetWithHead has who made it and when above the table, and a first empty column.
func sheetWithHead(r *rand.Rand, t recordTable) string {
	made := map[string]string{"ja": "作成日\t2026/11/20\t作成部署\t総務課", "en": "Prepared\t20 Nov 2026\tTeam\tOperations", "zh": "制表日期\t2026/11/20\t部门\t行政部", "ko": "작성일\t2026-11-20\t부서\t총무팀"}[spoken(t.lang)]
	s := titles[spoken(t.lang)] + "\n" + made + "\n\n\t" + strings.Join(t.headsIn(r), "\t") + "\n"
	t.each(func(cells []string) { s += "\t" + strings.Join(cells, "\t") + "\n" })
	return s
}

// htmlBreaks is a mail written in a web mailer: lines, and nothing else.
func htmlBreaks(_ *rand.Rand, t recordTable) string {
	sign := map[string]string{"ja": "：", "zh": "："}[spoken(t.lang)]
	if sign == "" {
		sign = ": "
	}
	s := "<div dir=\"ltr\"><div>" + t.filler() + "</div><div><br></div>"
	t.each(func(cells []string) {
		s += "<div>"
		for i, c := range t.columns {
			s += html.EscapeString(c.label) + sign + html.EscapeString(cells[i]) + "<br>"
		}
		s += "</div><div><br></div>"
	})
	return s + "</div>\n"
}

// formAnswers has whole questions for headers, as forms on the web export them.
func formAnswers(r *rand.Rand, t recordTable) string {
	ask := map[string][]string{"ja": {"%sをご記入ください", "%s（必須）", "%s"}, "en": {"What is your %s?", "%s *", "%s"}, "zh": {"请填写您的%s", "%s（必填）", "%s"}, "ko": {"%s을(를) 입력해 주세요", "%s (필수)", "%s"}}[spoken(t.lang)]
	stamp := map[string]string{"ja": "タイムスタンプ", "en": "Timestamp", "zh": "提交时间", "ko": "타임스탬프"}[spoken(t.lang)]
	heads := []string{stamp}
	for _, c := range t.columns {
		heads = append(heads, fmt.Sprintf(pick(r, ask), c.label))
	}
	s := csvRow(heads, "\n")
	t.each(func(cells []string) {
		s += csvRow(append([]string{fmt.Sprintf("2026/11/%02d %d:%02d:%02d", between(r, 1, 28), r.IntN(24), r.IntN(60), r.IntN(60))}, cells...), "\n")
	})
	return s
}

// wordCells is a form drawn as a table, copied as text: label, tab, value.
func wordCells(_ *rand.Rand, t recordTable) string {
	return t.fields(labelOf, titles[spoken(t.lang)]+"\n\n", "%[1]s\t%[2]s\n", "\n")
}

func numberedFields(r *rand.Rand, t recordTable) string {
	form := pick(r, []string{"%d. %s: %s\n", "(%d) %s  %s\n", "（%d）%s　%s\n", "%d．%s：%s\n", "%d) %s\t%s\n"})
	s := titles[spoken(t.lang)] + "\n"
	t.each(func(cells []string) {
		for i, c := range t.columns {
			s += fmt.Sprintf(form, i+1, c.label, cells[i])
		}
		s += "\n"
	})
	return s
}

// copyDump is what pg_dump writes of a table.
func copyDump(_ *rand.Rand, t recordTable) string {
	s := "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n\nCOPY public.entries (" + strings.Join(t.heads(keyOf), ", ") + ") FROM stdin;\n"
	t.each(func(cells []string) { s += strings.Join(cells, "\t") + "\n" })
	return s + "\\.\n\n-- Completed\n"
}

// propertiesJSON is an object as HubSpot's interface answers.
func propertiesJSON(r *rand.Rand, t recordTable) string {
	var all []any
	t.each(func(cells []string) {
		o := object(t.heads(keyOf), cells)
		id := digits(r, 11)
		o["hs_object_id"], o["createdate"] = id, "2026-03-02T01:02:03.004Z"
		all = append(all, map[string]any{"id": id, "properties": o, "createdAt": "2026-03-02T01:02:03.004Z", "archived": false})
	})
	return asText(map[string]any{"results": all, "paging": map[string]any{"next": map[string]string{"after": "100"}}}, pick(r, []string{"", "  "}))
}

// wordyLog is a program's log that speaks of its records in people's words.
func wordyLog(r *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		var pairs []string
		for i, c := range t.columns {
			pairs = append(pairs, c.label+"="+cells[i])
		}
		s += fmt.Sprintf("2026/11/22 03:%02d:%02d.%03d [INFO ] [batch-%d] import ok (%s)\n", r.IntN(60), r.IntN(60), r.IntN(1000), r.IntN(9), strings.Join(pairs, ", "))
	})
	return s
}

// teamsTalk is copied out of the client: who and when in a line, what was said below.
func teamsTalk(r *rand.Rand, t recordTable) string {
	sign := pick(r, []string{"：", ": ", " "})
	s, minute := "", 0
	t.each(func(cells []string) {
		s += fmt.Sprintf("[2026/11/20 %d:%02d] HR desk\n%s\n", 9+minute/60%9, minute%60, t.filler())
		s += fmt.Sprintf("[2026/11/20 %d:%02d] Office\n", 9+minute/60%9, minute%60)
		for i, c := range t.columns {
			s += c.label + sign + cells[i] + "\n"
		}
		minute += 1 + r.IntN(20)
	})
	return s
}

// headsAndValues is what programs read out of a printed form: a line of labels, and below
// each its value.
func headsAndValues(_ *rand.Rand, t recordTable) string {
	heads := t.heads(labelOf)
	w := t.widths(heads)
	s := ""
	t.each(func(cells []string) {
		for _, row := range [][]string{heads, cells} {
			line := ""
			for j, c := range row {
				line += padded(c, w[j]+3)
			}
			s += strings.TrimRight(line, " ") + "\n"
		}
		s += "\n"
	})
	return s
}

// formBodies are bodies of requests, one a line.
func formBodies(_ *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		var pairs []string
		for i, c := range t.columns {
			pairs = append(pairs, neturl.QueryEscape(c.key)+"="+neturl.QueryEscape(cells[i]))
		}
		s += "_csrf=f3a9&" + strings.Join(pairs, "&") + "&submit=1\n"
	})
	return s
}

// plainYAML quotes only what needs it.
func plainYAML(_ *rand.Rand, t recordTable) string {
	s := "---\nmembers:\n"
	t.each(func(cells []string) {
		for i, c := range t.columns {
			v := cells[i]
			if strings.ContainsAny(v, ":#'\"[]{},&*") || strings.HasPrefix(v, "+") || strings.TrimLeft(v, "0123456789") == "" {
				v = "'" + strings.ReplaceAll(v, "'", "''") + "'"
			}
			s += map[bool]string{true: "- ", false: "  "}[i == 0] + c.key + ": " + v + "\n"
		}
	})
	return s
}

// ticketFields is a request in an issue tracker.
func ticketFields(r *rand.Rand, t recordTable) string {
	lead := pick(r, []string{"* ", "- ", "** "})
	s := fmt.Sprintf("#%d  [OPEN]\n\n%s\n\n", between(r, 100, 9000), t.filler())
	t.each(func(cells []string) {
		for i, c := range t.columns {
			s += lead + c.label + ": " + cells[i] + "\n"
		}
		s += "\n"
	})
	return s
}

// outlookTable is a table as the mailer writes it, each cell a paragraph with styles.
func outlookTable(r *rand.Rand, t recordTable) string {
	s := "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><body lang=JA><div class=WordSection1><p class=MsoNormal><span>" + t.filler() + "</span></p><table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0>\n"
	for _, row := range append([][]string{t.headsIn(r)}, t.rows...) {
		s += "<tr style='height:18.75pt'>"
		for _, c := range row {
			s += "<td width=120 nowrap style='border:solid windowtext 1.0pt;padding:0mm 4.95pt'><p class=MsoNormal><span lang=EN-US style='font-size:11.0pt'>" + html.EscapeString(c) + "<o:p></o:p></span></p></td>"
		}
		s += "</tr>\n"
	}
	return s + "</table></div></body></html>\n"
}

// gappedSheet has empty columns between others and empty rows, as sheets made to be printed.
func gappedSheet(_ *rand.Rand, t recordTable) string {
	spread := func(cells []string) []string {
		row := []string{""}
		for _, c := range cells {
			row = append(row, c, "")
		}
		return row
	}
	rows := [][]string{{"", titles[spoken(t.lang)]}, {""}, spread(t.heads(labelOf))}
	for _, cells := range t.rows {
		rows = append(rows, spread(cells))
	}
	return joined(",", `"`, "\r\n", rows)
}

func curlCommands(r *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		body := strings.TrimSpace(asText(object(t.heads(keyOf), cells), ""))
		s += fmt.Sprintf("curl -s -X POST https://api.example.net/v%d/entries -H 'Content-Type: application/json' -d '%s'\n", between(r, 1, 3), strings.ReplaceAll(body, "'", `'\''`))
	})
	return s
}

func searchHits(r *rand.Rand, t recordTable) string {
	var all []any
	t.each(func(cells []string) {
		all = append(all, map[string]any{"_index": "entries-2026", "_id": draw(r, 20, base62), "_score": 1, "_source": object(t.heads(keyOf), cells)})
	})
	return asText(map[string]any{"took": r.IntN(90), "timed_out": false, "hits": map[string]any{"total": map[string]any{"value": len(all), "relation": "eq"}, "hits": all}}, "  ")
}

// slackCopy is what the client copies: who and when, and below what was written.
func slackCopy(r *rand.Rand, t recordTable) string {
	sign := pick(r, []string{"：", ": ", " → "})
	s, minute := "", 0
	t.each(func(cells []string) {
		s += fmt.Sprintf("soumu  %d:%02d AM\n", 9+minute/60%3, minute%60)
		for i, c := range t.columns {
			s += "• " + c.label + sign + cells[i] + "\n"
		}
		s += ":eyes: 1\n\n"
		minute += 1 + r.IntN(9)
	})
	return s
}

// crmReport ends with who made it, and of what.
func crmReport(r *rand.Rand, t recordTable) string {
	s := csvRow(t.headsIn(r), "\n")
	t.each(func(cells []string) { s += csvRow(cells, "\n") })
	return s + "\n\n\"Monthly report\"\n\"Copyright (c) 2000-2026 example.com, inc. All rights reserved.\"\n\"Generated By:  Office  2026/11/20 9:12\"\n"
}

// excelPage is a workbook saved for the web.
func excelPage(r *rand.Rand, t recordTable) string {
	s := "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\n<head><meta name=Generator content=\"Microsoft Excel 15\"><style>.xl65{mso-number-format:\"\\@\";}</style></head>\n<body>\n<table border=0 cellpadding=0 cellspacing=0 width=640 style='border-collapse:collapse'>\n"
	for i, row := range append([][]string{t.headsIn(r)}, t.rows...) {
		s += " <tr height=25>\n"
		for _, c := range row {
			s += fmt.Sprintf("  <td class=xl%d width=72 x:str>%s</td>\n", 63+min(i, 2), html.EscapeString(c))
		}
		s += " </tr>\n"
	}
	return s + "</table>\n</body></html>\n"
}

// answersBelow are written into the mail that asked.
func answersBelow(r *rand.Rand, t recordTable) string {
	ask := map[string][]string{"ja": {"%sをお知らせください。", "%sは何ですか？"}, "en": {"Please tell us your %s.", "What's the %s?"}, "zh": {"请告知%s。", "%s是多少？"}, "ko": {"%s를 알려 주세요.", "%s는요?"}}[spoken(t.lang)]
	s := ""
	t.each(func(cells []string) {
		for i, c := range t.columns {
			s += "> " + fmt.Sprintf(pick(r, ask), c.label) + "\n" + cells[i] + "\n\n"
		}
		s += t.filler() + "\n\n"
	})
	return s
}

// editPage has the values in its inputs.
func editPage(r *rand.Rand, t recordTable) string {
	field := pick(r, []string{
		"<div class=\"form-group\"><label>%[1]s</label><input class=\"form-control\" name=\"%[2]s\" value=\"%[3]s\" readonly></div>\n",
		"<tr><td class=\"head\">%[1]s</td><td><input type=\"text\" name=\"entry[%[2]s]\" value=\"%[3]s\" size=\"40\"></td></tr>\n",
		"<p><label for=\"f_%[2]s\">%[1]s:</label><input id=\"f_%[2]s\" name=\"f_%[2]s\" type=\"text\" maxlength=\"60\" value=\"%[3]s\"/></p>\n",
	})
	s := "<!DOCTYPE html><html><body>\n"
	t.each(func(cells []string) {
		s += "<form action=\"/save\" method=\"post\"><input type=\"hidden\" name=\"token\" value=\"\">\n"
		for i, c := range t.columns {
			s += fmt.Sprintf(field, html.EscapeString(c.label), c.key, html.EscapeString(cells[i]))
		}
		s += "</form>\n"
	})
	return s + "</body></html>\n"
}

// lineMessages have all fields of a record in one message of a talk's history.
func lineMessages(r *rand.Rand, t recordTable) string {
	s, minute := "[LINE] talk\n2026/11/20(金)\n", 0
	t.each(func(cells []string) {
		var fields []string
		for i, c := range t.columns {
			fields = append(fields, c.label+" "+cells[i])
		}
		minute += 1 + r.IntN(20)
		s += fmt.Sprintf("%02d:%02d\t店長\t\"%s\"\n", 9+minute/60%12, minute%60, strings.Join(fields, "\n"))
		s += fmt.Sprintf("%02d:%02d\tスタッフ\t[スタンプ]\n", 9+minute/60%12, minute%60)
	})
	return s
}

// chatworkInfo is a message with the client's own marks.
func chatworkInfo(_ *rand.Rand, t recordTable) string {
	return t.fields(labelOf, "[To:1000000]\n[info][title]"+titles[spoken(t.lang)]+"[/title]", "%[1]s：%[2]s\n", "[/info]\n\n")
}

// recordedRequests are a browser's (HAR 1.2): the body is a string within the object.
func recordedRequests(r *rand.Rand, t recordTable) string {
	var all []any
	t.each(func(cells []string) {
		body := strings.TrimSpace(asText(object(t.heads(keyOf), cells), ""))
		all = append(all, map[string]any{"startedDateTime": "2026-11-20T01:02:03.004Z", "time": r.IntN(300), "request": map[string]any{"method": "POST", "url": "https://form.example.net/api/save", "postData": map[string]string{"mimeType": "application/json", "text": body}}})
	})
	return asText(map[string]any{"log": map[string]any{"version": "1.2", "entries": all}}, "  ")
}

// typedJSON has the type of each value beside it, as DynamoDB answers.
func typedJSON(_ *rand.Rand, t recordTable) string {
	var all []any
	t.each(func(cells []string) {
		o := map[string]any{}
		for i, c := range t.columns {
			o[c.key] = map[string]string{"S": cells[i]}
		}
		all = append(all, o)
	})
	return asText(map[string]any{"Items": all, "Count": len(all), "ScannedCount": len(all)}, "    ")
}

func confluencePage(_ *rand.Rand, t recordTable) string {
	s := "<p>" + t.filler() + "</p><table data-layout=\"default\"><colgroup><col style=\"width: 340.0px;\" /></colgroup><tbody><tr>"
	for _, h := range t.heads(labelOf) {
		s += "<th><p><strong>" + html.EscapeString(h) + "</strong></p></th>"
	}
	s += "</tr>"
	t.each(func(cells []string) {
		s += "<tr>"
		for _, c := range cells {
			s += "<td><p>" + html.EscapeString(c) + "</p></td>"
		}
		s += "</tr>"
	})
	return s + "</tbody></table><ac:structured-macro ac:name=\"info\" />\n"
}

func tomlTables(_ *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		s += "[[member]]\n"
		for i, c := range t.columns {
			s += fmt.Sprintf("%s = %q\n", c.key, cells[i])
		}
		s += "\n"
	})
	return s
}

// wordyXML has people's words for its elements, as administrations' forms have.
func wordyXML(_ *rand.Rand, t recordTable) string {
	s := "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DATAROOT>\n"
	t.each(func(cells []string) {
		s += " <ITEM>\n"
		for i, c := range t.columns {
			name := strings.Map(func(letter rune) rune {
				if unicode.IsLetter(letter) || unicode.IsMark(letter) {
					return letter
				}
				return -1
			}, c.label)
			s += "  <" + name + ">" + xmlText(cells[i]) + "</" + name + ">\n"
		}
		s += " </ITEM>\n"
	})
	return s + "</DATAROOT>\n"
}
