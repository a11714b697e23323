package main

import (
	"fmt"
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
