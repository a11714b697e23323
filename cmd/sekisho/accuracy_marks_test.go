package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// marking is a way in which a document carries a label.
type marking struct {
	name, file, format string // a file's name can have the label in it
	weight             int    // see pickBy
	// pack makes an office document of the label and the text; nil writes them by format.
	pack func(word, text string) []byte
}

var markings = map[set][]marking{
	seen:    slices.Concat(seenMarkings, seenStamps, opened(judgingStamps)),
	judging: blind(judgingStamps),
	tuning: {
		{name: "heading", file: "plan.txt", format: "%s\n\n%s\n"},
		{name: "brackets", file: "plan.txt", format: "【%s】 事業計画\n\n%s\n"},
		{name: "HTML heading", file: "plan.html", format: "<html><body><h2>%s</h2>\n<p>%s</p></body></html>\n"},
		{name: "footer", file: "report.txt", format: "Report 2026\n\n%[2]s\n\n- %[1]s -\n"},
		{name: "corner", file: "report.md", format: "（%s）\n\n# Roadmap\n\n%s\n"},
		{name: "key", file: "report.txt", format: "分類: %s\n作成日: 2026-11-22\n\n%s\n"},
		{name: "framed", file: "report.txt", format: "*** %s ***\n\n%s\n"},
		{name: "header line", file: "report.txt", format: "Example Works | %s\n\n%s\n"},
		{name: "underlined", file: "memo.txt", format: "%s\n==========\n\n%s"},
		{name: "table cell", file: "cover.tsv", format: "文書名\t事業計画書\n版\t1.2\n取扱区分\t%s\n作成\t2026-11-20\n\n%s"},
		{name: "stars", file: "notice.txt", format: "※※※ %s ※※※\n\n%s"},
		{name: "last line", file: "quote.txt", format: "Quotation 2026-118\n\n%[2]s\n%[1]s\n"},
		{name: "front matter", file: "post.md", format: "---\ntitle: Roadmap\nclassification: %s\n---\n\n%s"},
	},
}

var markWords = map[set]map[string][]string{seen: mergedWords(seenMarkWords, seenStampWords), judging: judgingStampWords, tuning: {
	"ja": {"極秘", "マル秘", "関係者限り", "機密性3情報", "Confidential", "社外秘", "極秘", "部外秘", "関係者外秘", "取扱注意", "機密", "厳秘", "㊙"},
	"en": {"Strictly Private & Confidential", "Internal Use Only", "Top Secret", "COMMERCIAL IN CONFIDENCE", "CONFIDENTIAL", "STRICTLY CONFIDENTIAL", "INTERNAL USE ONLY", "COMPANY CONFIDENTIAL", "TRADE SECRET", "HIGHLY CONFIDENTIAL"},
	"zh": {"内部文件，严禁外传", "秘密", "绝密", "机密", "内部资料", "商业秘密"},
	"ko": {"극비", "외부 유출 금지", "대외비", "극비", "기밀"},
}}

func markedSample(r *rand.Rand, s set) sample {
	lang := pick(r, []string{"ja", "en", "zh", "ko"})
	m, word := pickBy(r, markings[s], func(m marking) int { return m.weight }), pick(r, markWords[s][lang])
	d := sample{set: s, about: "confidential.label", layout: "marking: " + m.name, lang: lang, name: m.file, truth: newTruth()}
	text := strings.Repeat(filler[s][lang]+"\n", between(r, 1, 20))
	switch {
	case m.pack != nil:
		d.body = m.pack(word, text)
	case strings.Contains(m.file, "%s"):
		d.name, d.body = fmt.Sprintf(m.file, word), []byte(text)
	default:
		d.body = fmt.Appendf(nil, m.format, word, text)
	}
	d.truth.add("confidential.label", word)
	d.truth.doubt["file.source_code"] = true // one place is the head of a program
	return d
}

// mergedWords has the words of both, by language.
func mergedWords(all ...map[string][]string) map[string][]string {
	sum := map[string][]string{}
	for _, words := range all {
		for lang, list := range words {
			sum[lang] = slices.Concat(sum[lang], list)
		}
	}
	return sum
}
