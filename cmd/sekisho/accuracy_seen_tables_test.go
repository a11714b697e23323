package main

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

// csvTitled has a title, a date and an empty line above the header, and a sum below.
func csvTitled(r *rand.Rand, t recordTable) string {
	blank := strings.Repeat(",", len(t.columns)-1)
	s := titles[spoken(t.lang)] + blank + "\r\n2026/11/22 09:00" + blank + "\r\n" + blank + "\r\n" + csvRow(t.headsIn(r), "\r\n")
	t.each(func(cells []string) { s += csvRow(cells, "\r\n") })
	return s + fmt.Sprintf("%d件", len(t.rows)) + blank + "\r\n"
}

// barSeparated is what mainframes and ERP systems extract.
func barSeparated(_ *rand.Rand, t recordTable) string {
	s := strings.ToUpper(strings.Join(t.heads(keyOf), "|")) + "\n"
	t.each(func(cells []string) { s += strings.Join(cells, "|") + "\n" })
	return s
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
