package main

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

func csvRow(cells []string, end string) string {
	quoted := make([]string, len(cells))
	for i, c := range cells {
		quoted[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
	}
	return strings.Join(quoted, ",") + end
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

// pastedSheet is cells copied into a message, between sentences.
func pastedSheet(_ *rand.Rand, t recordTable) string {
	s := t.filler() + "\n\n" + strings.Join(t.heads(labelOf), "\t") + "\n"
	t.each(func(cells []string) { s += strings.Join(cells, "\t") + "\n" })
	return s + "\n" + t.filler() + "\n"
}

// wikiTable is the table of Jira and Confluence.
func wikiTable(_ *rand.Rand, t recordTable) string {
	s := "h2. List\n||" + strings.Join(t.heads(labelOf), "||") + "||\n"
	t.each(func(cells []string) { s += "|" + strings.Join(cells, "|") + "|\n" })
	return s + "\n"
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

// titles head printed lists.
var titles = map[string]string{"ja": "一覧表（2026年11月分）", "en": "Monthly list, November 2026", "zh": "2026年11月明细表", "ko": "2026년 11월 목록"}
