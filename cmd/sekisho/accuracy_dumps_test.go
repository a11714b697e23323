package main

import (
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"mime/quotedprintable"
	"strings"
)

// fields writes each record as its fields, each by a format that has %[1]s for the
// label and %[2]s for the value, between a head and an end.
func (t recordTable) fields(name func(c column) string, head, format, end string) string {
	var b strings.Builder
	t.each(func(cells []string) {
		b.WriteString(head)
		for i, c := range t.columns {
			fmt.Fprintf(&b, format, name(c), cells[i])
		}
		b.WriteString(end)
	})
	return b.String()
}

// linePairs is what a page's fields become when they are copied.
func linePairs(_ *rand.Rand, t recordTable) string {
	return t.fields(labelOf, "", "%[1]s\n%[2]s\n", "\n")
}

func boldBullets(_ *rand.Rand, t recordTable) string {
	return t.fields(labelOf, "## "+titles[spoken(t.lang)]+"\n\n", "- **%[1]s**: %[2]s\n", "\n")
}

func iniSections(_ *rand.Rand, t recordTable) string {
	return t.fields(keyOf, "[record]\n", "%[1]s=%[2]s\n", "\n")
}

// kintoneJSON has fields called as their labels are, each an object.
func kintoneJSON(_ *rand.Rand, t recordTable) string {
	var all []any
	t.each(func(cells []string) {
		o := map[string]any{"$id": map[string]string{"type": "__ID__", "value": fmt.Sprint(len(all) + 1)}}
		for i, c := range t.columns {
			o[c.label] = map[string]string{"type": "SINGLE_LINE_TEXT", "value": cells[i]}
		}
		all = append(all, o)
	})
	return asText(map[string]any{"records": all, "totalCount": nil}, "")
}

// questionJSON pairs the text of a question with its answer.
func questionJSON(_ *rand.Rand, t recordTable) string {
	var all []any
	t.each(func(cells []string) {
		var answers []any
		for i, c := range t.columns {
			answers = append(answers, map[string]any{"question": c.label, "answer": cells[i], "required": i == 0})
		}
		all = append(all, map[string]any{"responseId": fmt.Sprintf("r-%d", len(all)), "answers": answers})
	})
	return asText(map[string]any{"responses": all}, " ")
}

func xmlText(s string) string {
	var b strings.Builder
	must0(xml.EscapeText(&b, []byte(s)))
	return b.String()
}

func xmlAttributes(_ *rand.Rand, t recordTable) string {
	s := "<?xml version=\"1.0\"?>\n<rows>\n"
	t.each(func(cells []string) {
		s += "  <row"
		for i, c := range t.columns {
			s += fmt.Sprintf(" %s=\"%s\"", c.key, xmlText(cells[i]))
		}
		s += "/>\n"
	})
	return s + "</rows>\n"
}

func pythonDump(r *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		var pairs []string
		for i, c := range t.columns {
			value := "'" + cells[i] + "'"
			if strings.Contains(cells[i], "'") {
				value = `"` + cells[i] + `"`
			}
			pairs = append(pairs, "'"+c.key+"': "+value)
		}
		s += fmt.Sprintf("[2026-11-22 10:%02d:%02d,%03d: DEBUG/ForkPoolWorker-2] task payload={%s}\n", r.IntN(60), r.IntN(60), r.IntN(1000), strings.Join(pairs, ", "))
	})
	return s
}

// structuredSyslog has RFC 5424's structured data, in which three signs are escaped.
func structuredSyslog(r *rand.Rand, t recordTable) string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, `]`, `\]`)
	s := ""
	t.each(func(cells []string) {
		s += fmt.Sprintf("<134>1 2026-11-22T10:%02d:%02d.000+09:00 app01 entryd %d SAVE [entry@32473", r.IntN(60), r.IntN(60), r.IntN(30000))
		for i, c := range t.columns {
			s += fmt.Sprintf(` %s="%s"`, c.key, escape.Replace(cells[i]))
		}
		s += "] saved\n"
	})
	return s
}

// slackExport is a channel's day: messages whose lines are fields.
func slackExport(r *rand.Rand, t recordTable) string {
	var all []any
	say := func(text string) {
		all = append(all, map[string]any{"type": "message", "user": "U0" + draw(r, 9, alnum), "ts": fmt.Sprintf("1795%06d.%06d", r.IntN(1e6), r.IntN(1e6)), "team": "T02EXAMPLE", "text": text})
	}
	say(t.filler())
	t.each(func(cells []string) {
		var lines []string
		for i, c := range t.columns {
			lines = append(lines, c.label+": "+cells[i])
		}
		say(strings.Join(lines, "\n"))
	})
	return asText(all, "    ")
}

// interview numbers questions and answers.
func interview(_ *rand.Rand, t recordTable) string {
	ask := map[string]string{"ja": "%sをお聞かせください。", "en": "What is the %s?", "zh": "%s是什么？", "ko": "%s은(는) 무엇입니까?"}[spoken(t.lang)]
	s, n := "", 0
	t.each(func(cells []string) {
		for i, c := range t.columns {
			n++
			s += fmt.Sprintf("Q%d. "+ask+"\nA%d. %s\n", n, c.label, n, cells[i])
		}
		s += "\n"
	})
	return s
}

// quotedCards are vCards as older telephones export them: version 2.1, whose letters
// outside ASCII are quoted-printable.
func quotedCards(_ *rand.Rand, t recordTable) string {
	properties := map[string]string{"pii.name": "FN", "pii.phone": "TEL;CELL", "pii.email": "EMAIL;INTERNET", "pii.birthdate": "BDAY", "pii.address": "ADR;HOME"}
	var b strings.Builder
	t.each(func(cells []string) {
		b.WriteString("BEGIN:VCARD\r\nVERSION:2.1\r\n")
		for i, c := range t.columns {
			value := cells[i]
			if c.class == "pii.address" {
				value = ";;" + value + ";;;;"
			}
			if p := properties[c.class]; p != "" && isASCII(value) {
				b.WriteString(p + ":" + value + "\r\n")
			} else if p != "" {
				b.WriteString(p + ";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quotedPrintable(value) + "\r\n")
			}
		}
		b.WriteString("END:VCARD\r\n")
	})
	return b.String()
}

func isASCII(s string) bool { return strings.IndexFunc(s, func(c rune) bool { return c >= 0x80 }) < 0 }

func quotedPrintable(s string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	_, err := w.Write([]byte(s))
	must0(err)
	must0(w.Close())
	return b.String()
}
