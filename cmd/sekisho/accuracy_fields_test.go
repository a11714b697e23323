package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// person is an invented one. Names are put together at random, addresses name no
// building, mail goes to domains reserved for examples.
type person struct{ name, phone, email, address, birth string }

// Parts of invented names, by language: surnames and given names.
var (
	surnames = map[string][]string{
		"ja": strings.Fields("佐藤 鈴木 高橋 渡辺 斎藤 長谷川 五十嵐 小野寺 柳田 宮崎 千葉 石川 本田 森 林 大久保 二階堂 三浦 新井 上野 永田 堀 東"),
		"en": strings.Fields("Smith Johnson Williams Okafor Patel Nguyen Garcia O'Brien Kowalski Anderson Clarke Whitfield Hargreaves Lindqvist"),
		"zh": strings.Fields("王 李 张 刘 陈 杨 赵 黄 周 吴 欧阳 司马"),
		"ko": strings.Fields("김 이 박 최 정 강 조 윤 장 임"),
	}
	givenNames = map[string][]string{
		"ja": strings.Fields("太郎 花子 健一 美咲 翔太 陽菜 大輔 さくら 涼 真由美 龍之介 恵 一郎 直樹 あかり 隆 由紀子 拓海"),
		"en": strings.Fields("James Mary Robert Patricia Daniel Chidi Priya Linh Carlos Siobhan Anna Emma George Olivia Wei Fatima"),
		"zh": strings.Fields("伟 芳 秀英 敏 静 丽 强 磊 建国 小红 子涵 浩然"),
		"ko": strings.Fields("민준 서연 도윤 지우 하준 서윤 은지 현우 수빈 지훈"),
	}
	places = map[string][]string{
		"ja": strings.Fields("東京都千代田区架空町 大阪府大阪市北区見本町 北海道札幌市中央区仮条 愛知県名古屋市中区例町 福岡県福岡市博多区試町 神奈川県横浜市西区無町"),
		"en": {"Sample Street, Springfield, IL", "Placeholder Avenue, Austin, TX", "Fictional Road, Portland, OR", "Nowhere Lane, Albany, NY"},
		"zh": strings.Fields("北京市朝阳区示例路 上海市浦东新区样本路 广东省广州市天河区虚构街 浙江省杭州市西湖区例子路"),
		"ko": {"서울특별시 강남구 예시로", "부산광역시 해운대구 가상로", "경기도 성남시 분당구 견본로"},
	}
)

// spoken is the language of a document's people and sentences: labels in other
// languages stand in English documents.
func spoken(lang string) string {
	switch lang {
	case "ja", "zh", "ko":
		return lang
	case "tw":
		return "zh"
	}
	return "en"
}

func newPerson(r *rand.Rand, lang string) person {
	l := spoken(lang)
	p := person{name: pick(r, surnames[l]) + joint(r, l) + pick(r, givenNames[l])}
	if l == "en" {
		p.name = pick(r, givenNames[l]) + " " + pick(r, surnames[l])
	}
	p.phone, p.birth = phoneNumber(r, l), birthDate(r, l)
	p.email = fmt.Sprintf("%s%d@%s", draw(r, between(r, 4, 9), lowerCase), r.IntN(1000), pick(r, []string{"example.jp", "mail.example.com", "example.org", "post.example.net"}))
	p.address = address(r, l)
	return p
}

// joint is what stands between surname and given name.
func joint(r *rand.Rand, lang string) string {
	if lang != "ja" {
		return ""
	}
	return pick(r, []string{"", " ", "　"})
}

func phoneNumber(r *rand.Rand, lang string) string {
	last := digits(r, 4)
	switch lang {
	case "ja":
		return pick(r, []string{"090-", "080-", "070-"}) + fmt.Sprint(between(r, 1000, 9999)) + "-" + last
	case "zh":
		return pick(r, []string{"138", "159", "186"}) + digits(r, 4) + last
	case "ko":
		return "010-" + fmt.Sprint(between(r, 2000, 9999)) + "-" + last
	}
	return pick(r, []string{"+44 20 7946 0", "+1 202-555-0", "(202) 555-0"}) + digits(r, 3)
}

func birthDate(r *rand.Rand, lang string) string {
	y, m, d := dayOf(r)
	switch {
	case lang == "ja" && r.IntN(3) == 0 && y > 1989:
		return fmt.Sprintf("平成%d年%d月%d日", y-1988, m, d)
	case lang == "ja" && r.IntN(2) == 0, lang == "zh" && r.IntN(2) == 0:
		return fmt.Sprintf("%d年%d月%d日", y, m, d)
	case lang == "en" && r.IntN(2) == 0:
		return fmt.Sprintf("%02d/%02d/%d", m, d, y)
	}
	return fmt.Sprintf("%d-%02d-%02d", y, m, d)
}

func address(r *rand.Rand, lang string) string {
	place := pick(r, places[lang])
	switch lang {
	case "ja":
		return fmt.Sprintf("%s%d-%d-%d", place, between(r, 1, 9), between(r, 1, 30), between(r, 1, 20))
	case "zh":
		return fmt.Sprintf("%s%d号", place, between(r, 1, 300))
	case "ko":
		return fmt.Sprintf("%s %d", place, between(r, 1, 300))
	}
	return fmt.Sprintf("%d %s %05d", between(r, 10, 9999), place, between(r, 10000, 99999))
}

// kind is a class of values that stand behind a label or in a column.
type kind struct {
	class string
	// labels by language, as people write them. These are the tuning set's.
	labels map[string][]string
	keys   []string // as programs write them
	value  func(r *rand.Rand) string
	// unmarked values count without a label, so that there is no harmless use of them.
	unmarked bool
	of       func(p person) string // for what a person has
	ofFirms  bool                  // values belong to firms, or to nobody in particular
}

// kinds are the classes whose values have labels.
var kinds = []kind{
	{class: "jp.my_number", value: myNumber, keys: []string{"my_number", "individual_number"}, labels: map[string][]string{
		"ja": {"マイナンバー", "個人番号", "個人番号（マイナンバー）", "マイナンバー（12桁）"}, "en": {"My Number", "Individual Number"}}},
	{class: "jp.corporate_number", ofFirms: true, value: corporateNumber, keys: []string{"corporate_number", "houjin_bangou"}, labels: map[string][]string{
		"ja": {"法人番号", "法人番号（13桁）"}, "en": {"Corporate Number"}}},
	{class: "jp.drivers_license", value: driversLicense, keys: []string{"drivers_license", "license_no"}, labels: map[string][]string{
		"ja": {"運転免許証番号", "免許証番号", "免許証の番号", "運転免許番号"}, "en": {"Driver's license number", "Driving licence no."}}},
	{class: "jp.passport", value: passportNumber, keys: []string{"passport_no", "passport_number"}, labels: map[string][]string{
		"ja": {"旅券番号", "パスポート番号", "パスポートNo.", "旅券の番号"}, "en": {"Passport number", "Passport No."}, "zh": {"护照号", "护照号码"}, "ko": {"여권번호"}}},
	{class: "jp.residence_card", value: residenceCard, keys: []string{"residence_card", "residence_card_number"}, labels: map[string][]string{
		"ja": {"在留カード番号", "在留カードの番号"}, "en": {"Residence card number", "Residence Card No."}, "zh": {"在留卡号"}, "ko": {"재류카드 번호"}}},
	{class: "jp.health_insurance", value: insured, keys: []string{"health_insurance_number", "insurance_number"}, labels: map[string][]string{
		"ja": {"被保険者番号", "保険証番号", "健康保険証番号", "被保険者証番号"}, "en": {"Health insurance number", "Health insurance no."}}},
	{class: "jp.bank_account", value: bankAccount, keys: []string{"bank_account", "account_number"}, labels: map[string][]string{
		"ja": {"口座番号", "振込先口座番号", "普通預金 口座番号", "普通口座番号"}, "en": {"Bank account number", "Account number"}}},
	{class: "jp.pension_number", value: pensionNumber, keys: []string{"pension_number", "basic_pension_number"}, labels: map[string][]string{
		"ja": {"基礎年金番号", "年金番号", "基礎年金番号（10桁）", "年金手帳の番号"}, "en": {"Basic pension number", "Pension number"}}},
	{class: "finance.credit_card", ofFirms: true, value: creditCard, keys: []string{"card_number", "credit_card_number"}, labels: map[string][]string{
		"ja": {"カード番号", "クレジットカード番号", "カード会員番号", "クレジット番号"}, "en": {"Card number", "Credit card"}, "zh": {"信用卡号", "卡号"}, "ko": {"카드번호", "신용카드 번호"}}},
	{class: "finance.iban", ofFirms: true, value: iban, unmarked: true, keys: []string{"iban", "account_iban"}, labels: map[string][]string{
		"ja": {"IBAN", "口座番号（IBAN）"}, "en": {"IBAN", "Account (IBAN)"}, "de": {"IBAN", "Bankverbindung"}, "fr": {"IBAN"}}},
	{class: "us.ssn", value: ssn, keys: []string{"ssn", "social_security_number"}, labels: map[string][]string{
		"en": {"SSN", "Social Security number", "Social Security No.", "SSN #"}, "ja": {"社会保障番号（SSN）", "米国社会保障番号"}, "zh": {"社会安全号"}, "ko": {"사회보장번호"}}},
	{class: "us.itin", value: itin, keys: []string{"itin", "taxpayer_id"}, labels: map[string][]string{
		"en": {"ITIN", "Individual Taxpayer Identification Number", "Taxpayer ID (ITIN)", "ITIN no."}, "ja": {"米国納税者番号", "ITIN"}}},
	{class: "us.ein", ofFirms: true, value: ein, keys: []string{"ein", "federal_tax_id"}, labels: map[string][]string{
		"en": {"EIN", "Employer Identification Number", "Federal Tax ID", "FEIN"}, "ja": {"雇用者番号（EIN）", "米国EIN"}}},
	{class: "cn.resident_id", value: residentID, keys: []string{"id_card", "resident_id"}, labels: map[string][]string{
		"zh": {"身份证号", "身份证号码", "公民身份号码", "居民身份证号"}, "en": {"Resident ID", "Identity card number"}, "ja": {"中国身分証番号"}}},
	{class: "kr.rrn", value: rrn, keys: []string{"rrn", "jumin_no"}, labels: map[string][]string{
		"ko": {"주민등록번호", "주민번호", "주민등록번호(13자리)", "주민 등록 번호"}, "en": {"RRN", "Resident registration number"}, "ja": {"韓国住民登録番号"}}},
	{class: "tw.national_id", value: taiwanID, keys: []string{"national_id", "taiwan_id"}, labels: map[string][]string{
		"tw": {"身分證字號", "身分證號碼", "國民身分證統一編號", "身分證統一編號"}, "en": {"National ID", "Taiwan ID number"}, "ja": {"台湾身分証番号"}}},
	{class: "sg.nric", value: nric, keys: []string{"nric", "nric_fin"}, labels: map[string][]string{
		"en": {"NRIC", "NRIC/FIN", "NRIC No.", "FIN number"}, "zh": {"身份证", "新加坡身份证"}}},
	{class: "in.aadhaar", value: aadhaar, keys: []string{"aadhaar", "aadhaar_number"}, labels: map[string][]string{
		"en": {"Aadhaar", "Aadhaar number", "Aadhaar No.", "UIDAI Aadhaar"}, "hi": {"आधार संख्या", "आधार नंबर"}}},
	{class: "uk.nino", value: nino, keys: []string{"nino", "national_insurance_number"}, labels: map[string][]string{
		"en": {"National Insurance number", "NINO", "NI number", "National Insurance No."}, "ja": {"英国国民保険番号"}}},
	{class: "uk.nhs", value: nhsNumber, keys: []string{"nhs_number", "nhs_no"}, labels: map[string][]string{
		"en": {"NHS number", "NHS No.", "NHS", "NHS No"}, "ja": {"NHS番号"}}},
	{class: "de.steuer_id", value: steuerID, keys: []string{"steuer_id", "steueridentifikationsnummer"}, labels: map[string][]string{
		"de": {"Steuer-ID", "Steuerliche Identifikationsnummer", "Steueridentifikationsnummer", "Steuer-IdNr."}, "en": {"German tax ID"}}},
	{class: "fr.nir", value: nir, keys: []string{"nir", "securite_sociale"}, labels: map[string][]string{
		"fr": {"Numéro de sécurité sociale", "N° de sécurité sociale", "NIR", "Sécurité sociale"}, "en": {"NIR"}}},
	{class: "es.dni", value: dni, keys: []string{"dni", "nif"}, labels: map[string][]string{
		"es": {"DNI", "NIF", "DNI/NIE", "Documento nacional de identidad"}, "en": {"DNI"}}},
	{class: "it.codice_fiscale", value: codiceFiscale, keys: []string{"codice_fiscale", "fiscal_code"}, labels: map[string][]string{
		"it": {"Codice fiscale", "Cod. fiscale", "C.F.", "Codice Fiscale"}, "en": {"Italian fiscal code"}}},
	{class: "br.cpf", value: cpf, keys: []string{"cpf", "numero_cpf"}, labels: map[string][]string{
		"pt": {"CPF", "Número do CPF", "CPF/MF", "CPF nº"}, "en": {"CPF"}}},
}

// traits are the classes that a person's attributes belong to.
var traits = []kind{
	{class: "pii.name", of: func(p person) string { return p.name }, keys: []string{"full_name", "customer_name"}, labels: map[string][]string{
		"ja": {"氏名", "お名前", "顧客名", "会員名"}, "en": {"Full name", "Customer name"}, "zh": {"姓名"}, "ko": {"성명", "이름"}}},
	{class: "pii.phone", of: func(p person) string { return p.phone }, keys: []string{"phone", "mobile"}, labels: map[string][]string{
		"ja": {"電話番号", "携帯電話", "TEL", "連絡先"}, "en": {"Phone", "Mobile", "Telephone", "Contact no."}, "zh": {"手机", "联系方式", "电话"}, "ko": {"휴대폰", "연락처", "전화번호"}}},
	{class: "pii.email", of: func(p person) string { return p.email }, keys: []string{"email", "mail"}, labels: map[string][]string{
		"ja": {"メールアドレス", "メール"}, "en": {"E-mail", "Email address"}, "zh": {"邮箱", "电子邮箱"}, "ko": {"이메일"}}},
	{class: "pii.address", of: func(p person) string { return p.address }, keys: []string{"address", "street_address"}, labels: map[string][]string{
		"ja": {"住所", "お届け先", "現住所", "ご住所"}, "en": {"Address", "Street address"}, "zh": {"地址", "家庭地址"}, "ko": {"주소"}}},
	{class: "pii.birthdate", of: func(p person) string { return p.birth }, keys: []string{"birth_date", "date_of_birth"}, labels: map[string][]string{
		"ja": {"生年月日", "誕生日"}, "en": {"Date of birth", "Birth date", "DOB", "Birthday"}, "zh": {"出生日期"}, "ko": {"생년월일"}}},
}

// plain are columns that say nothing of a person.
var plain = []kind{
	{keys: []string{"id", "seq"}, labels: words("No.", "No.", "序号", "번호"), value: func(r *rand.Rand) string { return fmt.Sprint(r.IntN(9000) + 1) }},
	{keys: []string{"updated_at", "date"}, labels: words("更新日", "Updated", "更新日期", "수정일"), value: func(r *rand.Rand) string {
		return fmt.Sprintf("20%02d-%02d-%02d", between(r, 18, 26), between(r, 1, 12), between(r, 1, 28))
	}},
	{keys: []string{"amount", "total"}, labels: words("金額", "Amount", "金额", "금액"), value: func(r *rand.Rand) string { return fmt.Sprint(between(r, 100, 990000)) }},
	{keys: []string{"status", "state"}, labels: words("状態", "Status", "状态", "상태"), value: func(r *rand.Rand) string { return pick(r, []string{"active", "closed", "pending", "A", "B"}) }},
	{keys: []string{"order_id", "order_no"}, labels: words("注文番号", "Order no.", "订单号", "주문번호"), value: func(r *rand.Rand) string { return digits(r, 12) }},
	{keys: []string{"ticket", "ticket_no"}, labels: words("受付番号", "Ticket", "订单编号", "주문번호 2"), value: func(r *rand.Rand) string { return draw(r, 2, capitals) + digits(r, 6) }},
	{keys: []string{"hireDate", "joined_on"}, labels: words("入社年月日", "Hire date", "入职日期", "입사일"), value: func(r *rand.Rand) string {
		return fmt.Sprintf("20%02d/%d/%d", between(r, 5, 26), between(r, 1, 12), between(r, 1, 28))
	}},
	{keys: []string{"trackingNo", "shipment_ref"}, labels: words("お問い合わせ伝票番号", "Tracking no.", "运单号", "운송장번호"), value: func(r *rand.Rand) string { return digits(r, 4) + "-" + digits(r, 4) + "-" + digits(r, 4) }},
	{keys: []string{"contractNo", "policy_no"}, labels: words("契約番号", "Contract no.", "合同编号", "계약번호"), value: func(r *rand.Rand) string { return draw(r, 1, capitals) + digits(r, 8) }},
	{keys: []string{"updatedAt", "last_login"}, labels: words("最終更新日時", "Last modified", "最后更新时间", "최종수정일"), value: func(r *rand.Rand) string {
		return fmt.Sprintf("2026-%02d-%02d %02d:%02d:%02d", between(r, 1, 11), between(r, 1, 28), r.IntN(24), r.IntN(60), r.IntN(60))
	}},
}

func words(ja, en, zh, ko string) map[string][]string {
	return map[string][]string{"ja": {ja}, "en": {en}, "zh": {zh}, "ko": {ko}}
}

// set says what templates and labels are for. Detectors are mended by what the tuning set
// and the seen set show, which was a judging set until it was opened; only the figures of
// the judging set count.
type set int

const (
	tuning set = iota
	seen
	judging
	sets
)

var setNames = [sets]string{"tuning", "seen", "judging"}

// opened is every second entry of a list that was written for the judging set: these were
// opened to those who mend detectors once they had been measured. Blind is the rest, which
// they have not seen.
func opened[T any](list []T) (out []T) {
	for i := 1; i < len(list); i += 2 {
		out = append(out, list[i])
	}
	return out
}

func blind[T any](list []T) (out []T) {
	for i := 0; i < len(list); i += 2 {
		out = append(out, list[i])
	}
	return out
}

// label draws a kind's label in a language, or in the one that stands for it.
func (k kind) label(r *rand.Rand, lang string) string {
	all := k.labels[lang]
	if all == nil {
		all = k.labels[spoken(lang)]
	}
	return pick(r, all)
}
