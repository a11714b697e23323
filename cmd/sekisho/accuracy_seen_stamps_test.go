package main

import (
	"archive/zip"
	"strings"
)

// seenStamps are further places of labels in the seen set.
var seenStamps = []marking{
	{name: "below the title", file: "kikaku.txt", format: "新製品開発計画書\n%s\n\n%s", weight: 3},
	{name: "right corner", file: "shiryo.txt", format: "                                                  【%s】\n\n        販売計画について\n\n%s", weight: 3},
	{name: "subject of a reply", file: "mail.eml", format: "From: Sender <sender@mail.invalid>\nTo: Receiver <receiver@mail.invalid>\nSubject: RE: [%s] Q4 forecast\nContent-Type: text/plain; charset=utf-8\n\n%s", weight: 3},
	{name: "footer with page", file: "report.txt", format: "月次報告\n\n%[2]s\n%[1]s                              - 3 -\n", weight: 3},
	{name: "line of handling", file: "plan.txt", format: "文書番号：K-2026-118\n機密区分：%s\n作成部署：企画部\n\n%s", weight: 3},
	{name: "Markdown control table", file: "design.md", format: "# 基本設計書\n\n| 項目 | 内容 |\n|---|---|\n| 版 | 1.3 |\n| 取扱 | %s |\n\n%s", weight: 2},
	{name: "JSON member", file: "doc.json", format: "{\"title\": \"Roadmap\", \"sensitivity\": \"%[1]s\", \"pages\": 12}\n"},
	{name: "XML element", file: "doc.xml", format: "<document><title>Roadmap</title><classification>%s</classification><pages>12</pages></document>\n"},
	{name: "watermark, repeated", file: "scan.txt", format: "%[1]s   %[1]s   %[1]s\n\n%[2]s\n%[1]s   %[1]s   %[1]s\n"},
	{name: "drawn box", file: "memo.txt", format: "┌──────────────┐\n│  %s  │\n└──────────────┘\n\n%s", weight: 2},
	{name: "file name", file: "【%s】plan.txt", weight: 2},
	{name: "page's footer", file: "page.html", format: "<html><body><main><p>%[2]s</p></main><footer>%[1]s</footer></body></html>\n", weight: 2},
	{name: "bold line", file: "note.md", format: "**%s**\n\n# Notes\n\n%s", weight: 2},
	{name: "DOCX, running head", file: "plan.docx", weight: 3, pack: func(word, text string) []byte {
		return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "word/document.xml", wordXML("document", []byte(text)), "word/header1.xml", wordXML("hdr", []byte(word)))
	}},
	{name: "XLSX, printed footer", file: "list.xlsx", weight: 2, pack: func(word, text string) []byte {
		sheet := strings.Replace(sheetXML([]byte(text)), "</worksheet>", "<headerFooter><oddFooter>&amp;L2026/11/20&amp;C"+escaped(word)+"&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>", 1)
		return zipFiles(zip.Deflate, "[Content_Types].xml", contentTypes, "xl/worksheets/sheet1.xml", sheet)
	}},
	{name: "PDF, top line", file: "report.pdf", weight: 3, pack: func(word, text string) []byte { return pdfOf("", []byte(word+"\n\n"+text)) }},
	{name: "with a date", file: "strategy.txt", format: "%s（2027年3月末日まで）\n\n来期方針\n\n%s", weight: 2},
	{name: "head of a program", file: "engine.py", format: "# Example Works\n# %s\n\ndef main():\n    \"\"\"%s\"\"\"\n"},
	{name: "cover sheet of a fax", file: "fax.txt", format: "FAX送付状\n\n送付枚数：3枚\n種別：■%s　□至急\n\n%s"},
	{name: "chat, first words", file: "chat.txt", format: "[10:02] 部長: 【%s】来期の組織について\n[10:02] 部長: %s", weight: 2},
}

// seenStampWords are further labels of the seen set.
var seenStampWords = map[string][]string{
	"ja": {"社外秘", "㊙", "関係者限", "機密性2情報", "社 外 秘", "持ち出し厳禁", "役員限り", "S2（社外秘）", "TLP:RED", "極秘", "取扱注意"},
	"en": {"Confidential - Internal", "INTERNAL ONLY", "STRICTLY CONFIDENTIAL – NOT FOR CIRCULATION", "Business Confidential", "C O N F I D E N T I A L", "TLP:AMBER+STRICT", "Class 3: Restricted", "Attorney-Client Privileged & Confidential", "Confidential", "SECRET"},
	"zh": {"机密文件", "保密", "仅供内部参考", "严禁外传", "核心商密", "秘密★5年", "內部機密", "内部文件"},
	"ko": {"사내 비밀", "대외비", "외부 반출 금지", "사외비", "2급 비밀", "기밀 문서"},
}
