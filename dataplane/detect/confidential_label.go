package detect

const labelClass = "confidential.label"

// strongLabels name nothing but a secret, and count wherever a label can stand. Stretched
// forms, as title pages have them, count as the plain ones.
var strongLabels = []string{
	"極秘", "極 秘", "極　秘", "厳秘", "特秘", "社外秘", "社 外 秘", "社　外　秘", "部外秘", "部 外 秘", "部　外　秘", "関係者外秘", "関係者以外秘", "関係者限り",
	"社内限り", "社内限定", "社内秘", "部内限り", "役員限り", "人事秘", "㊙", "マル秘", "丸秘", "（秘）", "〔秘〕", "取扱注意", "取り扱い注意", "持出禁止", "持出し禁止",
	"持ち出し禁止", "複写禁止", "営業秘密", "開示禁止", "機密性2情報", "機密性２情報", "機密性3情報", "機密性３情報",
	"internal use only", "internal only", "trade secret", "commercial in confidence", "commercial-in-confidence", "top secret",
	"绝密", "核心商密", "普通商密", "内部资料", "内部文件", "内部使用", "商业秘密", "商业机密", "公司机密", "企业机密", "严禁外传", "请勿外传", "極機密",
	"內部資料", "內部文件", "內部使用", "商業機密",
	"社外持ち出し禁止", "社外持出禁止", "取 扱 注 意", "取　扱　注　意", "【秘】", "［秘］", "[秘]", "〈秘〉", "(秘)", "仅供内部使用", "仅限内部使用", "绝 密", "绝　密",
	"tlp:red", "tlp: red", "tlp:amber", "tlp: amber", "c o n f i d e n t i a l", "do not distribute", "not for distribution", "do not copy", "do not forward", "do not circulate",
	"eyes only", "need to know only", "noforn", "classification: c3", "classification: c4", "classification - c3", "classification - c4", "classification – c3", "classification – c4",
	// Further words for who may have a text and where it may go.
	"取扱厳重注意", "厳重取扱注意", "持ち出し厳禁", "持出厳禁", "持出し厳禁", "社外持ち出し厳禁", "転送禁止", "閲覧制限", "関係者限", "関係者のみ", "関係者以外閲覧禁止", "部外者閲覧禁止", "社外厳禁", "社外非公開", "公開禁止", "公開不可", "社外公開不可", "他言無用", "口外無用", "口外禁止",
	"内部限り", "内部限定", "社内専用", "役員外秘", "役員限定", "課内限り", "室内限り", "本部内限り", "本社限り", "グループ外秘", "グループ内限定", "グループ内限り", "限定配布", "配布限定", "配付限定", "要機密", "最高機密", "重要機密", "企業秘密", "コピー禁止", "会議後回収", "要回収", "社内機密", "組織外秘", "学外秘", "院外秘", "所外秘", "庁外秘", "校外秘", "行内限り", "省内限り",
	"not for circulation", "not for release", "not for publication", "not for external", "do not share", "official use only", "company use only", "employees only", "management only", "limited distribution", "restricted distribution", "attorney work product", "attorney-client privilege", "attorney-client communication", "controlled unclassified information", "official-sensitive", "official sensitive", "commercially sensitive", "competition sensitive", "staff in confidence", "in strict confidence", "board in confidence", "confidential treatment requested", "streng vertraulich", "nur für den internen gebrauch", "strictement confidentiel",
	"内部参考", "僅供內部", "仅供内部", "仅供内部参考", "仅供内部传阅", "仅供内部交流", "僅供內部參考", "僅供內部使用", "仅限内部", "内部传阅", "内部掌握", "内部机密", "內部機密", "内部保密", "机密文件", "绝密文件", "保密文件", "严禁外泄", "不得外传", "禁止外传", "严禁外流", "不得外泄", "注意保密", "公司秘密", "集团秘密", "严格保密", "高度机密", "内部受控", "限内部", "內部參考", "嚴禁外流", "限閱", "极机密", "未经许可不得外传", "机密资料", "保密资料",
	"사내 비밀", "사내비밀", "사내 한정", "사내한정", "사내용", "사내 전용", "외부 반출 금지", "외부반출금지", "외부 반출금지", "반출 금지", "반출금지", "유출 금지", "유출금지", "기밀 문서", "비밀 문서", "기밀 자료", "대외주의", "내부 한정", "내부 전용", "관계자 한정", "관계자 외 열람 금지", "관계자 외 열람금지", "열람 제한", "열람제한", "배포 금지", "배포금지", "취급주의", "취급 주의", "회사 기밀", "영업 비밀", "사외 유출 금지", "1급 비밀", "2급 비밀", "3급 비밀", "1급비밀", "2급비밀", "3급비밀", "사내 기밀", "부서 외비", "부외비",
	"대외비", "대 외 비", "사외비", "외부 공개 금지", "외부공개금지", "대외 비공개", "극비", "사내한", "내부용", "내부 자료", "내부자료", "외부유출금지", "외부 유출 금지", "영업비밀",
}

// weakLabels are ordinary words too. They need brackets, a line or a field of their own,
// or a key such as "classification" before them; Latin ones mostly capitals.
var weakLabels = []string{"機密", "機 密", "機　密", "机 密", "机　密", "秘密", "confidential", "proprietary", "restricted", "机密", "保密", "機密件", "密件", "기밀", "비밀", "非公開", "secret", "privileged", "vertraulich", "confidentiel", "confidencial", "riservato", "비공개"}

// Words that belong to a label where they stand before or behind it.
var (
	labelPrefixes = []string{"attorney-client ", "legally ", "client ", "customer ", "board ", "management ", "internal ", "official ",
		"strictly ", "highly ", "most ", "company ", "business ", "corporate ", "private and ", "private & ", "privileged and ",
		"s t r i c t l y   ", "s t r i c t l y  ", "company-", "private ", "privileged & ", "proprietary and ", "proprietary & ", "for "}
	labelSuffixes = []string{" - internal", " – internal", " internal", "+strict", " – not for circulation", " - not for circulation", " document", " 문서", " 자료", "자료", "문건", " 及び取扱注意", " and proprietary", " & proprietary", "資料", "文書", "書類", "文件", "扱い", "扱", "指定", "문서", "자료"}
	// labelJoints stand between labels that make one marking.
	labelJoints = []string{" - ", " – ", " — ", ". ", "につき", " / ", "/", "／", ", ", "，", "、", "・", " ", "　"}
)

// classKeys stand before the level of protection that a document has.
var classKeys = []string{"classification", "sensitivity", "sensitivity label", "confidentiality", "confidentiality level", "security level", "protective marking", "marking",
	"handling", "data class", "information class", "protection class", "protection level", "classification level", "classified as", "区分", "分類", "機密レベル", "機密度", "機密性", "秘匿レベル", "管理レベル", "取扱", "取扱い", "取り扱い", "公開範囲", "開示範囲", "重要度",
	"密级", "密級", "保密级别", "保密等级", "机密等级", "机密级别", "機密等級", "等级", "등급", "분류", "구분"}

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
		},
		findsNamed: []string{"【社外秘】計画.xlsx", "plan_CONFIDENTIAL_v2.pdf", "極秘_開発計画.docx"},
	})
}
