package detect

const labelClass = "confidential.label"

// classKeys stand before the level of protection that a document has.
var classKeys = []string{"classification", "sensitivity", "sensitivity label", "confidentiality", "confidentiality level", "security level", "protective marking", "marking",
	"handling", "data class", "information class", "document class", "doc class", "secrecy", "secrecy level", "security class", "protection class", "protection level", "classification level", "classified as", "区分", "分類", "機密レベル", "機密度", "機密性", "秘匿レベル", "管理レベル", "取扱", "取扱い", "取り扱い", "公開範囲", "開示範囲", "重要度", "情報レベル", "セキュリティレベル", "セキュリティーレベル", "機密ランク", "機密扱い",
	"密级", "密級", "保密级别", "保密等级", "机密等级", "机密级别", "機密等級", "等级", "등급", "분류", "구분", "보안수준", "보안 수준",
	"klassifizierung", "klassifikation", "einstufung", "vertraulichkeit", "vertraulichkeitsstufe", "schutzklasse", "confidentialité", "diffusion", "clasificación", "confidencialidad", "classificazione", "classificação"}

// foldedKeys are the same as they are compared.
var foldedKeys = foldedWords(classKeys)

func foldedWords(words []string) (all []string) {
	for _, w := range words {
		all = append(all, string(fold(nil, []byte(w))))
	}
	return all
}

func init() {
	register(&detector{
		class: labelClass,
		basis: "Unfair Competition Prevention Act (Japan, Act 47 of 1993, article 2(6)) and the guideline on managing trade secrets; " +
			"GB/T 7156 (China); usual markings in English and Korean",
		literal: &literalRule{words: append(append([]string{}, strongLabels...), weakLabels...), fold: true, judge: judgeLabel},
		finds: []string{
			"社外秘\n2026年度 事業計画\n",
			"【社外秘】新製品の価格について\n本文です。",
			"STRICTLY CONFIDENTIAL\n\nProject plan",
			"<p>CONFIDENTIAL</p>",
			"機密区分：社外秘\n",
			"Classification: Confidential\n",
			"ＣＯＮＦＩＤＥＮＴＩＡＬ\n",
			"社外秘　開発ロードマップ\n",
			"机密★10年\n",
			"（대외비）\n분기 보고",
			"売上報告\n\n- 極秘 -\n",
			"内部资料\n",
			"Acme Corp. | CONFIDENTIAL\n",
			"Example Works | 기밀\n",
			"分類: 機密\n作成日: 2026-11-22\n",
			"架空商事｜社外秘｜3ページ\n",
			"Acme Corp.    Confidential    Page 3 of 12\n",
			"© 2026 Acme Inc. Confidential\n",
			"新製品計画（社外秘）\n",
			"件名: [社外秘] 来期の価格\n",
			"Subject: CONFIDENTIAL: price list\n",
			"Subject: Re: [Confidential] price list\n",
			"{\"classification\": \"confidential\", \"owner\": \"hr\"}\n",
			"取扱区分：極秘（2027年3月まで）\n",
			"極　秘\n\n開発計画\n",
			"社外秘資料\n\n開発計画\n",
			"PRIVATE AND CONFIDENTIAL\n",
			"<h2 class=\"top\">Strictly Confidential</h2><p>The plan follows.</p>",
			"本資料は社外秘です。\n",
			"Classification: Highly Confidential\n",
			"文件密级：机密\n",
			"보안등급: 대외비\n",
			"CONFIDENTIAL - INTERNAL USE ONLY\n",
			"内部文件，严禁外传\n",
			"*** INTERNAL USE ONLY ***\n",
			"取扱区分\tConfidential\n",
			"- Strictly Private & Confidential -\n",
			"【取扱厳重注意】\n",
			"最高機密（2027年3月末日まで）\n開発計画\n",
			"2급 비밀\n",
			"Class 3: Restricted\n",
			"S2（社外秘）\n",
			"Attorney-Client Privileged & Confidential\n",
			"╔════╗\n║ 社外秘 ║\n╚════╝\n",
			"種別：■社外秘　□至急\n",
			"社外秘,,,\n品目,数量,単価,計\n",
			"機密 経営会議議事録\n日時：2026年11月22日\n",
			"Confidential (copy 4 of 20)\n",
			"\\rhead{\\textbf{社外秘}}\n",
			"@page { @top-right { content: \"CONFIDENTIAL\"; } }\n",
		},
		passes: []string{
			"これは社外秘ではない資料です。\n",
			"本メールは機密情報を含む場合があります。\n",
			"If you are not the intended recipient, this confidential message must be deleted.\n",
			"秘密保持契約書のひな形\n",
			"社外秘の資料を持ち出さないでください。\n",
			"非機密\n",
			"not confidential\n",
			"Confidential information shall mean any information.\n",
			"機密解除\n",
			"const Confidential = 3\n",
			"秘密の花園を読んだ。\n",
			"the area is restricted\n",
			"	Restricted,\n",
			"_POSIX_CHOWN_RESTRICTED\n",
			"// for internal use only\n",
			"# For internal use only\nsub parse {",
			"=head2 B<FOR INTERNAL USE ONLY>\n",
			"B<FOR INTERNAL USE ONLY>\n",
			"\t\t\t# For internal use only\n",
			"機密区分：社外秘ではない\n",
			"機密区分：社外秘（解除済み）\n",
			"Classification: confidential information may be shared with the auditor.\n",
			"| Level | Public | Internal | Confidential | Restricted |\n",
			"This e-mail is confidential and intended for the addressee only.\n",
			"機密：関係者だけが知る情報をいう。\n",
			"社外秘と部外秘の違いについて\n",
			"[Confidential](levels.html)\n",
			"the profile is COMPATIBLE|MODERN|RESTRICTED\n",
			"  FOR INTERNAL USE ONLY!\n",
			"  CONFIDENTIAL      the object is hidden from others\n",
			"本メールは社外秘の情報を含みます。\n",
			"the directory is security restricted\n",
			"BAD CONSUMER-SECRET\n",
			"13. 極秘：きわめて重要な秘密。\n",
			"25. confidential (adj.): meant to be kept secret.\n",
			"機密情報管理室 室長　内線 7723\n",
			"드라마 '대외비 보고서' 1992\n",
			"- **極秘**: 一部の者しか知らないこと\n",
			"TOP SECRET — DECLASSIFIED 1998\n",
			"社外秘（2020年解除）\n",
			"極秘 / 秘 / 社外秘 / 公開\n",
		},
		findsNamed: []string{"SECRET_roadmap.pptx", "【社外秘】計画.xlsx", "plan_CONFIDENTIAL_v2.pdf", "極秘_開発計画.docx"},
	})
}
