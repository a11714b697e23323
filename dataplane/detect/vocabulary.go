package detect

// labelKind is a kind of number that many countries have. Its labels name no country, and
// count for every class whose check digit then tells which it is.
type labelKind uint8

const (
	identityLabels labelKind = iota // of a person's identity document
	taxLabels                       // of a taxpayer
	socialLabels                    // of one insured by the state
	labelKinds
)

// kindLabels are the labels of each kind.
var kindLabels = [labelKinds][]string{
	identityLabels: {
		"national id", "national id number", "national identity", "national identity number", "national identification number", "identity card",
		"identity card number", "identity number", "identity document", "identity document number", "id card", "id card number", "id number",
		"identification number", "identification document", "citizen id", "citizen number", "personal id", "personal id number", "government id",
		"身分証", "身分証番号", "身分証明書", "身分証明書番号", "国民識別番号", "身份证", "身份证号", "身份证号码", "身份证件号", "证件号", "证件号码",
		"身份證", "身份證號", "身份證號碼", "身份證字號", "身分證", "身分證號碼", "證件號碼", "신분증", "신분증번호", "국민식별번호", "국가신분증번호",
	},
	taxLabels: {
		"tax id", "tax id number", "tax number", "tax identification", "tax identification number", "taxpayer id", "taxpayer id number", "taxpayer number",
		"taxpayer identification number", "tax code", "tin", "納税者番号", "納税者識別番号", "税務番号", "税番号", "税务识别号", "税号", "纳税人识别号",
		"纳税识别号", "納稅人識別號", "稅號", "납세자번호", "납세자식별번호", "세금번호", "세금식별번호",
	},
	socialLabels: {
		"social security", "social security number", "social insurance number", "ssn", "社会保障番号", "社会保険番号", "社会保障号", "社会保障号码",
		"社会安全号", "社会安全号码", "社保号", "社会保险号", "社会保险号码", "社會保險號", "社會安全碼", "社會安全號碼", "사회보장번호", "사회보험번호",
	},
}

// negativeWords say that the number behind them is of no person and no account,
// however it is written. Only those before a value count: behind it they belong to
// the next one.
var negativeWords = []string{
	"注文番号", "注文No", "型番", "品番", "製品コード", "商品コード", "商品番号", "伝票", "追跡番号", "受付番号", "整理番号",
	"管理番号", "図面番号", "製造番号", "シリアル", "ロット", "バージョン", "会議室", "議案", "問い合わせ番号", "取引ID",
	"isbn", "issn", "jan", "ean", "order", "tracking", "sku", "part no", "part number", "version", "serial", "timestamp",
	"epoch", "uuid", "hash", "checksum", "invoice no", "ticket", "build", "commit", "lot no", "transaction id", "request id",
	"订单", "快递", "주문번호", "송장번호",
	// Names that are no person's.
	"organization name", "organisation name", "company name", "file name", "host name", "product name", "domain name", "class name",
	"package name", "event name", "item name",
}

// otherWords name numbers that an organisation gives to people, cases and things.
// They void the labels that stand farther away, but say nothing against a value that
// counts without a label: a telephone number may well stand behind a member's number.
var otherWords = []string{
	"会員番号", "会員No", "会員ID", "顧客番号", "顧客ID", "顧客コード", "お客様番号", "お客様ID", "社員番号", "社員No", "社員ID", "社員コード", "従業員番号",
	"従業員ID", "職員番号", "学籍番号", "学生番号", "生徒番号", "受験番号", "診察券番号", "患者番号", "患者ID", "カルテ番号", "契約番号", "証券番号", "予約番号",
	"申請番号", "申請ID", "申込番号", "案件番号", "請求書番号", "見積番号", "領収書番号", "承認番号", "確認番号", "問合せ番号", "お問い合わせ番号", "チケット番号",
	"保険者番号", "郵便番号", "店番", "金融機関コード", "銀行コード", "機器番号", "端末番号", "資産番号", "文書番号", "発番", "通し番号", "連番", "金額", "残高", "合計", "小計", "件数",
	"member id", "member no", "member number", "membership number", "customer id", "customer no", "customer number", "client id", "client no",
	"employee id", "employee no", "employee number", "staff id", "staff no", "student id", "student no", "student number", "booking", "reservation",
	"confirmation number", "confirmation no", "reference", "reference no", "reference number", "ref no", "case no", "case number", "case id", "claim no",
	"claim number", "contract no", "contract number", "quote no", "quote number", "receipt", "purchase order", "po number", "po no", "asset tag", "tag no", "tag number", "file no", "file number", "seriennummer", "asset no",
	"device id", "session id", "trace id", "document no", "batch", "amount", "meeting id", "conference id", "会議id", "会議番号", "ミーティングid", "电话会议", "電話会議", "会议号", "会议id", "회의id", "balance", "sort code", "routing number", "swift", "matter no",
	"会员号", "会员编号", "客户编号", "客户号", "员工号", "员工编号", "工号", "学号", "合同号", "合同编号", "流水号", "序列号", "订单编号", "版本号", "金额", "余额", "合计", "总计",
	"childbirth", "stillbirth", "rebirth", "place of birth", "birth place", "birth rate", "birth weight", "birth order", "birth certificate",
	"pubdate", "dbdate", // end like words for a date of birth
	"회원번호", "고객번호", "사번", "사원번호", "학번", "계약번호", "예약번호", "접수번호", "일련번호", "금액", "잔액", "합계",
}

// numberWords end the key of any number: one that no class knows is of another kind.
var numberWords = []string{
	"id", "no", "number", "num", "nr", "code", "ref", "key", "番号", "コード", "号", "号码", "编号", "號", "號碼", "編號", "번호", "코드",
	"amount", "total", "price", "count", "金額", "合計", "件数", "金额", "금액",
}

// genericKeys say nothing of a value: what it is stands before them, in the key that
// holds theirs or in a field beside it. "s" and "n" are of Amazon DynamoDB's JSON,
// "stringvalue" of Firestore's.
var genericKeys = []string{
	"value", "val", "values", "text", "content", "answer", "data", "input", "default", "body", "number", "no", "num", "string", "stringvalue", "s", "n",
	"fieldvalue", "field_value", "displayvalue", "display_value", "stringval", "val_str", "response", "result", "v", "$date",
	"番号", "値", "内容", "回答", "号码", "번호", "값",
}

// labelKeys are the keys of a field that says what the one before or behind it holds.
var labelKeys = []string{"label", "name", "type", "field", "key", "title", "kind", "question", "id", "fieldname", "field_name", "fieldlabel", "field_label", "property", "attribute", "code", "項目", "項目名"}
