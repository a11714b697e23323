package main

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	neturl "net/url"
	"strings"
)

// printedForm has wide spaces between label and value.
func printedForm(r *rand.Rand, t recordTable) string {
	gap := "     "
	if spoken(t.lang) == "ja" {
		gap = pick(r, []string{"　　", "　　　　", "    "})
	}
	return t.fields(labelOf, titles[spoken(t.lang)]+"\n\n", "  %[1]s"+gap+"%[2]s\n", "\n--------------------\n\n")
}

func memoBullets(r *rand.Rand, t recordTable) string {
	lead := pick(r, []string{"・", "■", "* ", "○ ", "－"})
	sign := pick(r, []string{" → ", "⇒", ": ", "：", " / "})
	return t.fields(labelOf, "", lead+"%[1]s"+sign+"%[2]s\n", "\n")
}

// ldif writes what isn't ASCII in base64, as RFC 2849 has it.
func ldif(_ *rand.Rand, t recordTable) string {
	standard := map[string]string{"pii.name": "cn", "pii.phone": "telephoneNumber", "pii.email": "mail", "pii.address": "postalAddress"}
	s, n := "version: 1\n\n", 0
	t.each(func(cells []string) {
		n++
		s += fmt.Sprintf("dn: uid=u%04d,ou=People,dc=example,dc=com\nobjectClass: inetOrgPerson\nuid: u%04d\n", n, n)
		for i, c := range t.columns {
			key := c.key
			if standard[c.class] != "" {
				key = standard[c.class]
			}
			s += key + ldifValue(cells[i]) + "\n"
		}
		s += "\n"
	})
	return s
}

func ldifValue(s string) string {
	for _, c := range s {
		if c >= 0x80 {
			return ":: " + base64.StdEncoding.EncodeToString([]byte(s))
		}
	}
	return ": " + s
}

func graphQL(_ *rand.Rand, t recordTable) string {
	var edges []any
	t.each(func(cells []string) {
		node := object(t.heads(keyOf), cells)
		node["__typename"] = "Entry"
		edges = append(edges, map[string]any{"cursor": base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "c:%d", len(edges))), "node": node})
	})
	return asText(map[string]any{"data": map[string]any{"entries": map[string]any{"edges": edges, "pageInfo": map[string]any{"hasNextPage": false}}}}, "  ")
}

func soap(_ *rand.Rand, t recordTable) string {
	s := "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:c=\"urn:example:entries\">\n <soapenv:Header/>\n <soapenv:Body><c:SaveRequest>\n"
	t.each(func(cells []string) {
		s += "  <c:Entry>\n"
		for i, c := range t.columns {
			s += fmt.Sprintf("   <c:%s>%s</c:%s>\n", c.key, xmlText(cells[i]), c.key)
		}
		s += "  </c:Entry>\n"
	})
	return s + " </c:SaveRequest></soapenv:Body>\n</soapenv:Envelope>\n"
}

// phpDump is what print_r writes.
func phpDump(r *rand.Rand, t recordTable) string {
	s, n := fmt.Sprintf("[22-Nov-2026 10:%02d:%02d Asia/Tokyo] params: Array\n(\n", r.IntN(60), r.IntN(60)), 0
	t.each(func(cells []string) {
		s += fmt.Sprintf("    [%d] => Array\n        (\n", n)
		for i, c := range t.columns {
			s += fmt.Sprintf("            [%s] => %s\n", c.key, cells[i])
		}
		s, n = s+"        )\n\n", n+1
	})
	return s + ")\n"
}

// javaDump is what generated toString methods write.
func javaDump(r *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		var pairs []string
		for i, c := range t.columns {
			pairs = append(pairs, c.key+"="+cells[i])
		}
		s += fmt.Sprintf("22-Nov-2026 10:%02d:%02d.%03d WARN [http-nio-8080-exec-%d] c.e.EntryService - rejected Entry(%s)\n", r.IntN(60), r.IntN(60), r.IntN(1000), r.IntN(9), strings.Join(pairs, ", "))
	})
	return s
}

// queryStrings stand percent-encoded in a proxy's log.
func queryStrings(r *rand.Rand, t recordTable) string {
	s := ""
	t.each(func(cells []string) {
		var pairs []string
		for i, c := range t.columns {
			pairs = append(pairs, c.key+"="+neturl.QueryEscape(cells[i]))
		}
		s += fmt.Sprintf("1795312%03d.%03d %6d 198.51.100.%d TCP_MISS/200 %d GET https://form.example.net/api/check?v=2&%s&lang=ja - HIER_DIRECT/203.0.113.9 text/html\n",
			r.IntN(1000), r.IntN(1000), r.IntN(9000), r.IntN(250)+1, r.IntN(9000), strings.Join(pairs, "&"))
	})
	return s
}
