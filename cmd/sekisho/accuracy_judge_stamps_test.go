package main

import (
	"archive/zip"
	"strings"
)

// judgingStamps are where the judging set's documents carry their label.
var judgingStamps = []marking{
	{name: "square brackets above", file: "chukei.txt", format: "［%s］\n2026年度 中期経営計画\n\n%s", weight: 3},
	{name: "footer of firm and page", file: "proposal.txt", format: "Proposal\n\n%[2]s\n© 2026 Example Works  |  %[1]s  |  5\n", weight: 3},
	{name: "sheet's head", file: "plan.csv", format: "Document,Power plan\nSecurity class,%s\nOwner,Plant 2\n\n%s", weight: 2},
	{name: "YAML key", file: "meta.yaml", format: "title: Roadmap\nsensitivity: %s\nsummary: >\n  %s"},
	{name: "ASCII box", file: "notice.txt", weight: 2, pack: func(word, text string) []byte {
		rule := "+" + strings.Repeat("-", columnsWide(word)+4) + "+\n"
		return []byte(rule + "|  " + word + "  |\n" + rule + "\n" + text)
	}},
	{name: "paragraph at the right", file: "doc.html", format: "<html><body><p align=\"right\"><b>%s</b></p><h1>Plan</h1><p>%s</p></body></html>\n", weight: 2},
	{name: "PPTX, foot of the slide", file: "deck.pptx", weight: 3, pack: func(word, text string) []byte {
		return pptx("", []byte("事業戦略 2026\n"+text+word+"\n12"))
	}},
	{name: "DOCX, watermark", file: "draft.docx", weight: 2, pack: func(word, text string) []byte {
		mark := `<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="PowerPlusWaterMarkObject1" type="#_x0000_t136"><v:textpath style="font-size:1pt" string="` + escaped(word) + `"/></v:shape></w:pict></w:r></w:p></w:hdr>`
		return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "word/document.xml", wordXML("document", []byte(text)),
			"word/header1.xml", strings.Replace(wordXML("hdr", nil), "</w:hdr>", mark, 1))
	}},
	{name: "numbered copy", file: "copy.txt", format: "%s　　　　　　　　　No. 12 / 30\n\n役員会資料\n\n%s", weight: 2},
	{name: "ticked box", file: "order.txt", format: "文書管理票\n区分：☑%s　□公開\n保存期間：5年\n\n%s"},
	{name: "title of a mail", file: "mail.txt", format: "件名: （%s）人事異動の内示について\n差出人: 人事部\n\n%s", weight: 3},
	{name: "file name with underscores", file: "20261120_%s_plan.txt", weight: 2},
	{name: "first line of minutes", file: "gijiroku.txt", format: "＜%s＞\n経営会議 議事録\n日時 2026年11月20日\n\n%s", weight: 3},
}

// judgingStampWords are the judging set's labels.
var judgingStampWords = map[string][]string{
	"ja": {"社外秘", "極 秘", "社外厳秘", "部外秘", "関係者以外閲覧禁止", "複写厳禁", "機密性3情報", "C3 機密", "TLP:AMBER", "取扱注意"},
	"en": {"CONFIDENTIAL", "Confidential & Proprietary", "For Internal Use Only", "STRICTLY PRIVATE AND CONFIDENTIAL", "TRADE SECRET", "C3 - Confidential", "Not for external distribution", "Company Proprietary"},
	"zh": {"绝密", "商密", "内部使用", "机密★长期", "公司机密，请勿外传", "內部使用"},
	"ko": {"대 외 비", "극비", "사내용", "외부유출금지", "영업비밀", "관계자 외 열람 금지"},
}
