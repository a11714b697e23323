package detect

import "testing"

// markedTexts are markings as documents have them: in headings, running headers and
// footers, fields, stamps, subjects and comments of markup.
var markedTexts = []string{
	"Example Works Project Heron Confidential 3 / 12\n",
	"Example Works – Confidential – 12\n",
	"2026-11-22 Confidential Page 4\n", "Page 4 of 12 CONFIDENTIAL 2026-11-22\n", "CONFIDENTIAL 4\n", "- 4 - CONFIDENTIAL\n", "Confidential 4/12\n",
	"CONFIDENTIAL, 22 November 2026\n", "Internal Use Only 22 Nov 2026 4\n", "Draft - Confidential - v1.2\n", "Confidential draft\n", "Confidential Draft v2\n",
	"架空商事 社外秘 3\n", "架空商事株式会社 開発部 社外秘 3/12\n", "2026年11月22日 社外秘 3ページ\n", "社外秘 2026/11/22\n", "2026/11/22 社外秘\n", "3 社外秘\n", "社外秘 3\n", "社外秘-3\n",
	"架空商事 机密 第3页\n", "机密 第3页 共12页\n", "예시전자 대외비 3쪽\n", "대외비 2026.11.22\n", "기밀 3/12\n",
	"Project Heron\tConfidential\t3\n", "Project Heron | v1.2 | Company Confidential | 3\n", "Project Heron · Confidential · 3\n",
	"TLP:RED\n", "TLP:AMBER+STRICT\n", "TLP: AMBER\n", "Subject: [TLP:AMBER] report of the incident\n", "## TLP:RED\n",
	"Classification – C3\n", "Classification: C3 - Confidential\n", "Classification - Confidential\n", "Classification level: Strictly Confidential\n", "Document classification: Restricted\n",
	"Security Classification: Company Confidential\n", "Information class: Internal Use Only\n", "Protection class = Confidential\n", "CLASSIFICATION : CONFIDENTIAL\n", "Classified as: Confidential\n",
	"セキュリティ区分　社外秘\n", "文書区分【社外秘】\n", "情報区分: 関係者外秘\n", "取扱い：部外秘\n", "秘密区分：極秘\n", "機密性区分 社外秘\n", "閲覧区分：社外秘\n", "保存区分 永年　秘密区分 社外秘\n",
	"密级：★机密\n", "文件等级：内部资料\n", "보안 등급: 대외비\n", "문서등급 대외비\n",
	"C O N F I D E N T I A L\n", "C o n f i d e n t i a l\n", "S T R I C T L Y   C O N F I D E N T I A L\n", "社 外 秘\n", "機　密\n", "取 扱 注 意\n", "社内秘\n", "マル秘\n", "㊙ 開発計画\n", "㊙開発計画\n", "(秘)\n", "【秘】\n", "【極秘】開発計画\n",
	"関係者外秘\n", "部外秘 開発計画\n", "厳秘\n", "取扱注意\n", "転載・複写禁止\n", "社外持ち出し禁止\n", "無断転載禁止・社外秘\n", "社外秘・取扱注意\n", "社外秘につき取扱注意\n", "社外秘（関係者限り）\n",
	"PROPRIETARY\n", "Proprietary & Confidential\n", "Company Proprietary\n", "TRADE SECRET\n", "DO NOT DISTRIBUTE\n", "NOT FOR DISTRIBUTION\n", "For internal use only\n", "Internal Use Only\n", "Confidential – do not distribute\n", "CONFIDENTIAL. DO NOT COPY.\n",
	"Confidential - Do Not Forward\n", "NEED TO KNOW ONLY\n", "NOFORN\n", "COMPANY CONFIDENTIAL\n", "Company Confidential\n", "Commercial in Confidence\n", "Business Confidential\n", "Private & Confidential\n",
	"机密\n", "秘密\n", "绝密\n", "绝密★启用前\n", "内部资料 注意保存\n", "内部资料，请勿外传\n", "公司机密 严禁外传\n", "仅供内部使用\n", "대외비\n", "[대외비] 분기 보고\n", "극비\n", "대 외 비\n", "사내 대외비\n", "사외비\n", "외부 공개 금지\n",
	"<!-- CONFIDENTIAL -->\n<html>", "<!-- 社外秘 -->\n", "<div class=\"watermark\">CONFIDENTIAL</div>\n", "<span class=\"stamp\">社外秘</span>\n", "<text x=\"10\" y=\"20\">CONFIDENTIAL</text>\n", "<td align=\"right\">CONFIDENTIAL</td>\n",
	"> CONFIDENTIAL\n> the plan\n", "*CONFIDENTIAL*\n", "**Confidential**\n", "__社外秘__\n", "| 社外秘 | 開発計画 | 3 |\n", "## Confidential\n", "# 社外秘\n", "== CONFIDENTIAL ==\n", "+++ CONFIDENTIAL +++\n", "!!! CONFIDENTIAL !!!\n", "~ Confidential ~\n", "«Confidential»\n", "***社外秘***\n", "◆社外秘◆\n", "★極秘★\n", "※社外秘\n", "■ 社外秘 ■\n",
	"X-Classification: Confidential\n", "Sensitivity: Company-Confidential\n", "X-Sensitivity: confidential\n", "Sensitivity: Private Confidential\n", "Subject: 【社外秘】来期の価格\n", "Subject: Confidential - price list\n", "件名：（社外秘）来期の価格\n", "Subject: [CONFIDENTIAL] [External] price list\n", "Subject: price list (confidential)\n", "件名: 来期の価格【社外秘】\n", "Subject: FW: 社外秘 来期の価格\n",
	"classification: confidential\n", "\"sensitivity\": \"Confidential\"\n", "classification = \"internal use only\"\n", "<classification>Confidential</classification>\n", "<meta name=\"classification\" content=\"Confidential\">\n",
	"This document is confidential.\n", "This document is company confidential and must not be distributed.\n", "This report is strictly confidential.\n", "本資料は社外秘とします。\n", "本書は社外秘扱いでお願いします。\n", "この資料は取扱注意です。\n", "本文件为机密文件。\n", "이 문서는 대외비입니다.\n", "本資料は機密文書です。\n",
	"☑ Confidential ☐ Public\n", "[x] 社外秘 [ ] 公開\n", "EYES ONLY\n", "© 2026 Example Works. All rights reserved. Confidential.\n", "Copyright Example Works 2026 - Confidential and Proprietary\n", "Example Works Confidential and Proprietary\n", "Property of Example Works. Confidential.\n",
}

// unmarkedTexts speak of markings, offer them or take them back.
var unmarkedTexts = []string{
	"社外秘 □ 公開 □\n", "□社外秘 □部外秘 □公開\n", "□ 社外秘　□ 公開\n", "☐ Confidential ☐ Public\n", "[ ] Confidential [ ] Internal [ ] Public\n", "機密区分：□極秘 □社外秘 □一般\n", "機密区分（社外秘・部外秘・公開）：\n", "機密区分：公開・社外秘・極秘\n", "Classification (Public / Internal / Confidential): ____\n", "Classification: Public / Internal / Confidential\n", "Classification: [ ] Confidential [ ] Public\n", "○ Confidential\n○ Public\n", "( ) Confidential\n( ) Public\n", "- [ ] Confidential\n- [ ] Public\n",
	"Confidential: known to few only.\n", "Confidential - data whose loss would harm the firm\n", "CONFIDENTIAL: data that must not leave the firm\n", "社外秘：社外に出してはならない情報\n", "社外秘　社外に出してはならない情報をいう。\n", "社外秘とは、社外に出してはならない情報です。\n", "1. 極秘 役員だけが知る情報\n2. 社外秘 社員だけが知る情報\n", "極秘\n社外秘\n部外秘\n公開\n", "Public\nInternal\nConfidential\nRestricted\n", "- Public\n- Internal\n- Confidential\n- Restricted\n", "Level 3: Confidential\n", "| 社外秘 | 社員だけが知る情報 |\n", "| Confidential | Only employees may read it. |\n", "Confidential\n  Data that only employees may read.\nPublic\n  Data that all may read.\n", "极秘、机密、秘密三级\n", "密级分为绝密、机密、秘密\n", "대외비, 기밀, 극비의 구분\n",
	"Confidential secretary\n", "Confidential Secretary, Example Works\n", "秘書\n", "秘密鍵\n", "秘密基地\n", "社外秘ではありません\n", "この資料は社外秘に当たりません。\n", "This is not confidential.\n", "Not confidential\n", "Non-confidential\n", "NON-CONFIDENTIAL\n", "Classification: not confidential\n", "Classification: Public (formerly Confidential)\n", "Unclassified, not restricted\n", "The word \"confidential\" is overused.\n", "「社外秘」という語の使い方\n", "「極秘」と書かれた封筒\n", "'CONFIDENTIAL' stamps for sale\n", "Mark it \"CONFIDENTIAL\" in the header.\n", "Write CONFIDENTIAL on every page.\n", "社外秘スタンプ 1,200円\n", "社外秘スタンプ\n", "Rubber stamp CONFIDENTIAL 12 EUR\n",
	"We keep your data confidential.\n", "All answers are confidential\n", "Your call is confidential.\n", "Confidential Client\n", "confidential_client = true\n", "Confidential computing\n", "CONFIDENTIAL COMPUTING\n", "Confidential Computing Consortium\n", "Proprietary software\n", "PROPRIETARY SOFTWARE\n", "Restricted area\n", "TLP:CLEAR\n", "TLP:GREEN\n", "TLP:WHITE\n", "TLP\n", "The TLP:RED level is for named recipients.\n", "do not distribute this file without its licence\n", "You may not distribute copies.\n",
}

func TestMarkingsAsDocumentsHaveThem(t *testing.T) {
	p := all(t)
	for _, text := range markedTexts {
		if counted(scanWhole(p, text), labelClass) == 0 {
			t.Errorf("no marking found in %q", text)
		}
	}
}

func TestTextsAboutMarkings(t *testing.T) {
	p := all(t)
	for _, text := range unmarkedTexts {
		if counted(scanWhole(p, text), labelClass) > 0 {
			t.Errorf("a marking found in %q", text)
		}
		if counted(scanPieces(p, text, func() int { return 1 }), labelClass) > 0 {
			t.Errorf("a marking found in %q byte by byte", text)
		}
	}
}
