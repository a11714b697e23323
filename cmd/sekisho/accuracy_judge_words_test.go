package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Files accuracy_judge_*_test.go hold the judging set. Who mends detectors doesn't read
// them: whoever does moves them into the tuning set, and a new set is written.

// wording is how a class is called: by people, by language, and by programs.
type wording struct {
	labels map[string][]string
	keys   []string
}

// kindsOf gives kinds with the names that a set has for them.
func kindsOf(s set, all []kind) []kind {
	if s == tuning {
		return all
	}
	named := append([]kind{}, all...)
	for i, k := range named {
		words := judgingWords[k.class]
		named[i].labels, named[i].keys = words.labels, words.keys
	}
	return named
}

// plainOf gives a set's columns that say nothing of a person.
func plainOf(s set) []kind {
	if s == tuning {
		return plain
	}
	return judgingPlain
}

var judgingWords = map[string]wording{
	"jp.my_number": {keys: []string{"myNumber", "mynumber", "kojin_bango", "IndividualNumber"}, labels: map[string][]string{
		"ja": {"個人番号(マイナンバー)", "本人のマイナンバー", "従業員マイナンバー", "配偶者の個人番号", "マイナンバー番号", "個 人 番 号"},
		"en": {"MyNumber", "Individual Number (My Number)", "My Number (Kojin Bango)"}, "zh": {"个人编号（My Number）"}, "ko": {"개인번호(마이넘버)"}}},
	"jp.corporate_number": {keys: []string{"corporateNumber", "houjinBangou", "hojin_no"}, labels: map[string][]string{
		"ja": {"法人番号(13桁)", "取引先法人番号", "国税庁法人番号", "法人番号（半角数字）"}, "en": {"Corporate No.", "Japan corporate number", "JP Corporate Number"}}},
	"jp.drivers_license": {keys: []string{"driverLicenseNumber", "driversLicenceNo", "menkyo_no"}, labels: map[string][]string{
		"ja": {"免許証No.", "運転免許証の番号", "免許の番号", "自動車運転免許証番号", "免許証番号（12桁）"}, "en": {"Driver License No.", "Driving licence number", "Japanese driver's license no."}}},
	"jp.passport": {keys: []string{"passportNumber", "passportNo", "PASSPORT_NO"}, labels: map[string][]string{
		"ja": {"旅券No.", "パスポート No", "パスポートの番号", "旅券番号（パスポート）"}, "en": {"Passport #", "Passport no (Japan)", "Travel document / passport no."}, "zh": {"护照编号", "日本护照号"}, "ko": {"여권 번호", "일본 여권번호"}}},
	"jp.residence_card": {keys: []string{"residenceCardNumber", "zairyuCardNo", "zairyu_card_no"}, labels: map[string][]string{
		"ja": {"在留カードNo.", "在留カード番号（12桁）", "在留カード番号 ※"}, "en": {"Zairyu card number", "Residence card number (Japan)"}, "zh": {"在留卡号码", "在留卡编号"}, "ko": {"재류카드번호"}}},
	"jp.health_insurance": {keys: []string{"hihokensha_no", "healthInsuranceNumber", "insuredNumber"}, labels: map[string][]string{
		"ja": {"健康保険 被保険者番号", "健康保険被保険者番号", "保険証の番号", "被保険者番号（健保）"}, "en": {"Health insurance ID no.", "Health insurance card number", "Insured person's number (health insurance)"}}},
	"jp.bank_account": {keys: []string{"bankAccountNumber", "accountNo", "kouza_no"}, labels: map[string][]string{
		"ja": {"口座No.", "給与振込口座番号", "口座番号（7桁）", "振込口座番号", "普通　口座番号"}, "en": {"Bank account no.", "Bank A/C number", "Beneficiary account no. (JP)"}}},
	"jp.pension_number": {keys: []string{"basicPensionNumber", "kisoNenkinNo", "kiso_nenkin_no"}, labels: map[string][]string{
		"ja": {"基礎年金番号（本人）", "基礎年金No.", "配偶者基礎年金番号", "年金の基礎番号"}, "en": {"Basic Pension No.", "Basic pension no. (Japan)"}}},
	"finance.credit_card": {keys: []string{"cardNumber", "creditCardNo", "cc_number", "pan"}, labels: map[string][]string{
		"ja": {"クレジットカードNo.", "ご利用カード番号", "お支払いカード番号", "クレカ番号"}, "en": {"Credit card number", "Card no.", "Credit card #", "Payment card number"}, "zh": {"信用卡号码", "信用卡卡号"}, "ko": {"신용카드번호", "카드 번호"}}},
	"finance.iban": {keys: []string{"creditorIban", "ibanNumber", "IBAN"}, labels: map[string][]string{
		"ja": {"IBANコード", "受取人口座（IBAN）"}, "en": {"IBAN number", "Beneficiary IBAN"}, "de": {"IBAN-Nummer", "Konto (IBAN)"}, "fr": {"Code IBAN", "IBAN du bénéficiaire"}, "es": {"Cuenta (IBAN)"}, "it": {"Codice IBAN"}}},
	"us.ssn": {keys: []string{"socialSecurityNumber", "SSN", "emp_ssn"}, labels: map[string][]string{
		"en": {"Soc. Sec. No.", "Social Security Number (SSN)", "SS#", "Employee SSN", "Social Security #"}, "ja": {"ソーシャルセキュリティ番号", "SSN（米国社会保障番号）"}, "zh": {"社会安全号码（SSN）", "美国社会安全号码"}, "ko": {"미국 사회보장번호(SSN)"}}},
	"us.itin": {keys: []string{"itinNumber", "ITIN", "irs_itin"}, labels: map[string][]string{
		"en": {"ITIN number", "Individual Taxpayer ID Number (ITIN)", "IRS ITIN", "ITIN #"}, "ja": {"個人納税者番号（ITIN）", "ITIN番号"}}},
	"us.ein": {keys: []string{"employerIdentificationNumber", "fein", "federalEin"}, labels: map[string][]string{
		"en": {"EIN number", "Employer ID number (EIN)", "Federal EIN", "FEIN no.", "Employer identification no."}, "ja": {"EIN（雇用主番号）", "EIN番号"}}},
	"cn.resident_id": {keys: []string{"idCardNo", "sfzh", "idcard", "identityCardNumber"}, labels: map[string][]string{
		"zh": {"公民身份证号码", "身份证件号", "身份证号（18位）", "本人身份证号码"}, "en": {"PRC ID card no.", "Chinese resident ID number", "PRC identity card number"}, "ja": {"中国居民身分証番号", "身分証番号（中国）"}}},
	"kr.rrn": {keys: []string{"juminNo", "residentRegistrationNumber", "jumin_number", "rrnNo"}, labels: map[string][]string{
		"ko": {"주민등록번호(본인)", "주민등록번호(앞/뒤)", "본인 주민등록번호", "주민번호(13자리)"}, "en": {"Korean RRN", "Resident Registration No. (Korea)"}, "ja": {"住民登録番号（韓国）", "韓国の住民登録番号"}}},
	"tw.national_id": {keys: []string{"rocId", "nationalIdNo", "tw_national_id"}, labels: map[string][]string{
		"tw": {"身分證字號（必填）", "國民身分證字號", "身份證字號", "本人身分證字號"}, "en": {"Taiwan national ID", "ROC ID No."}, "ja": {"台湾の身分証番号"}}},
	"sg.nric": {keys: []string{"nricNo", "nricFin", "NRIC_NO"}, labels: map[string][]string{
		"en": {"NRIC number", "NRIC / FIN No.", "Singapore NRIC", "NRIC or FIN"}, "zh": {"新加坡身份证号码", "身份证号码（NRIC）"}}},
	"in.aadhaar": {keys: []string{"aadhaarNo", "aadharNumber", "uid_aadhaar"}, labels: map[string][]string{
		"en": {"Aadhaar card no.", "Aadhaar Card Number", "Aadhar No", "UID (Aadhaar)"}, "hi": {"आधार कार्ड नंबर", "आधार क्रमांक"}}},
	"uk.nino": {keys: []string{"niNumber", "nationalInsuranceNo", "ni_no"}, labels: map[string][]string{
		"en": {"NI No.", "Nat. Ins. No.", "National Insurance no", "N.I. number", "Employee NI number"}, "ja": {"国民保険番号（英国）", "英国のNI番号"}}},
	"uk.nhs": {keys: []string{"nhsNumber", "NHS_Number", "patient_nhs_no"}, labels: map[string][]string{
		"en": {"NHS no.", "NHS Number (10 digits)", "Patient NHS number", "NHS #"}, "ja": {"英国NHS番号", "NHS番号（英国）"}}},
	"de.steuer_id": {keys: []string{"steuerId", "idnr", "steuerIdNr"}, labels: map[string][]string{
		"de": {"Steuer-Identifikationsnummer", "Steuer-Ident-Nr.", "IdNr.", "Steuerl. Identifikationsnummer", "Identifikationsnummer (Steuer)"}, "en": {"German tax ID (IdNr)", "Steuer-ID (Germany)"}}},
	"fr.nir": {keys: []string{"numeroSecu", "numSecuriteSociale", "nirAssure"}, labels: map[string][]string{
		"fr": {"N° Sécu", "Numéro de sécu", "N° S.S.", "NIR (n° de sécurité sociale)", "N° sécurité sociale du salarié"}, "en": {"French social security number", "French NIR"}}},
	"es.dni": {keys: []string{"dniNie", "numeroDni", "nifTitular"}, labels: map[string][]string{
		"es": {"NIF/NIE", "DNI o NIE", "N.I.F.", "D.N.I.", "Número de DNI"}, "en": {"Spanish DNI/NIE", "DNI (Spain)"}}},
	"it.codice_fiscale": {keys: []string{"codiceFiscale", "codFiscale", "cf_cliente"}, labels: map[string][]string{
		"it": {"Cod. Fisc.", "CF", "Codice fiscale dipendente", "Codice fiscale (CF)"}, "en": {"Codice Fiscale (Italy)", "Italian tax code"}}},
	"br.cpf": {keys: []string{"cpfCliente", "nrCpf", "cpf_titular"}, labels: map[string][]string{
		"pt": {"CPF do titular", "Nº do CPF", "CPF do cliente", "C.P.F."}, "en": {"Brazilian CPF", "CPF number"}}},

	"pii.name": {keys: []string{"fullName", "contactName", "employee_name", "customerName", "shimei"}, labels: map[string][]string{
		"ja": {"氏　名", "氏名（漢字）", "契約者氏名", "申込者氏名", "お客様名", "社員氏名"}, "en": {"Employee name", "Contact name", "Applicant name", "Patient name"},
		"zh": {"客户姓名", "员工姓名", "姓 名"}, "tw": {"姓名", "申請人姓名"}, "ko": {"고객명", "신청자 성명", "직원 성명", "성 명"},
		"de": {"Vor- und Nachname", "Name des Mitarbeiters"}, "fr": {"Nom et prénom", "Nom du salarié"}, "es": {"Nombre y apellidos"}, "it": {"Nome e cognome"}, "pt": {"Nome completo"}, "hi": {"पूरा नाम"}}},
	"pii.phone": {keys: []string{"phoneNumber", "mobilePhone", "tel", "contact_number"}, labels: map[string][]string{
		"ja": {"携帯番号", "TEL（携帯）", "電　話", "緊急連絡先電話番号", "日中連絡先"}, "en": {"Mobile no.", "Cell phone", "Phone number", "Tel."},
		"zh": {"手机号码", "联系电话", "移动电话"}, "ko": {"휴대전화", "핸드폰", "연락처(휴대폰)", "전화"}}},
	"pii.email": {keys: []string{"emailAddress", "mailAddress", "contactEmail"}, labels: map[string][]string{
		"ja": {"E-mail", "メールアドレス（PC）", "連絡先メール", "Eメール"}, "en": {"Email", "E-mail address", "Work email"}, "zh": {"电子邮件", "邮箱地址"}, "ko": {"이메일 주소", "전자우편"}}},
	"pii.address": {keys: []string{"homeAddress", "mailingAddress", "addr", "residentialAddress"}, labels: map[string][]string{
		"ja": {"住　所", "自宅住所", "送付先住所", "住民票住所", "居住地住所"}, "en": {"Home address", "Mailing address", "Residential address", "Shipping address"},
		"zh": {"住址", "联系地址", "现住址", "通讯地址"}, "ko": {"자택 주소", "거주지 주소", "배송지 주소", "주 소"}}},
	"pii.birthdate": {keys: []string{"birthDate", "dateOfBirth", "dob", "birthday"}, labels: map[string][]string{
		"ja": {"お誕生日", "生年月日（和暦可）", "ご生年月日", "生 年 月 日"}, "en": {"D.O.B.", "Date of Birth (DOB)", "Birthdate"}, "zh": {"生日", "出生年月日"}, "ko": {"생년월일(양력)", "출생일", "생일"}}},
}

// judgingPlain are columns of offices' lists that say nothing of a person; some of their
// numbers are long, or dates.
var judgingPlain = []kind{
	{keys: []string{"employeeId", "emp_no"}, labels: words("社員番号", "Employee ID", "工号", "사번"), value: func(r *rand.Rand) string { return "E" + digits(r, 5) }},
	{keys: []string{"hireDate", "joined_on"}, labels: words("入社年月日", "Hire date", "入职日期", "입사일"), value: func(r *rand.Rand) string {
		return fmt.Sprintf("20%02d/%d/%d", between(r, 5, 26), between(r, 1, 12), between(r, 1, 28))
	}},
	{keys: []string{"dept", "division"}, labels: words("部署", "Dept.", "部门", "부서"), value: func(r *rand.Rand) string { return pick(r, []string{"A1", "HR-2", "R&D", "IT", "QA", "FIN"}) }},
	{keys: []string{"trackingNo", "shipment_ref"}, labels: words("お問い合わせ伝票番号", "Tracking no.", "运单号", "운송장번호"), value: func(r *rand.Rand) string { return digits(r, 4) + "-" + digits(r, 4) + "-" + digits(r, 4) }},
	{keys: []string{"memberId", "customer_code"}, labels: words("会員番号", "Member ID", "会员编号", "회원번호"), value: func(r *rand.Rand) string { return digits(r, 10) }},
	{keys: []string{"contractNo", "policy_no"}, labels: words("契約番号", "Contract no.", "合同编号", "계약번호"), value: func(r *rand.Rand) string { return draw(r, 1, capitals) + digits(r, 8) }},
	{keys: []string{"remarks", "memo"}, labels: words("備考", "Remarks", "备注", "비고"), value: func(r *rand.Rand) string { return pick(r, []string{"-", "OK", "n/a", "2件", "B", "✓"}) }},
	{keys: []string{"updatedAt", "last_login"}, labels: words("最終更新日時", "Last modified", "最后更新时间", "최종수정일"), value: func(r *rand.Rand) string {
		return fmt.Sprintf("2026-%02d-%02d %02d:%02d:%02d", between(r, 1, 11), between(r, 1, 28), r.IntN(24), r.IntN(60), r.IntN(60))
	}},
	{keys: []string{"salary", "base_pay"}, labels: words("基本給", "Base pay", "基本工资", "기본급"), value: func(r *rand.Rand) string { return fmt.Sprint(between(r, 180, 900) * 1000) }},
}

// Parts of invented persons of the judging set.
var (
	judgingSurnames = map[string][]string{
		"ja": strings.Fields("田中 伊藤 山本 中村 小林 加藤 吉田 山田 松本 井上 木村 清水 阿部 池田 橋本 山崎 藤原 西村 菅原 久保田 服部 桑原 辻 関 原 牧野 九条 早乙女 喜屋武"),
		"en": strings.Fields("Brown Taylor Wilson Evans Murphy Schwartz Nakamura Ramirez Abdullah Petrov McDonald Fitzgerald Osei Banerjee Vance"),
		"zh": strings.Fields("孙 马 朱 胡 林 郭 何 高 罗 郑 诸葛 上官"), "tw": strings.Fields("陳 林 黃 張 吳 蔡 劉 楊 許 鄭"),
		"ko": strings.Fields("한 오 서 신 권 황 안 송 류 홍 남궁"),
		"de": strings.Fields("Müller Schäfer Hofmann Krüger Weiß Vogel"), "fr": strings.Fields("Lefèvre Moreau Girard Bonnet Roux Dupuis"),
		"es": {"García López", "Fernández Ruiz", "Iglesias Peña", "Romero Vidal"}, "it": strings.Fields("Rossi Bianchi Esposito Ricci Gallo Conti"),
		"pt": {"da Silva", "Oliveira Santos", "Pereira", "Almeida Costa"}, "hi": strings.Fields("शर्मा वर्मा गुप्ता सिंह"),
	}
	judgingGivenNames = map[string][]string{
		"ja": strings.Fields("誠 裕子 学 和也 千尋 蓮 結衣 悠真 美穂 浩二 久美子 俊介 彩香 正樹 ひなた 奈々 啓介 智子 凛 慎之介 すみれ"),
		"en": strings.Fields("Michael Jennifer William Susan Ahmed Yuki Diego Nadia Thomas Grace Henry Aisha Peter Rachel Kwame Ingrid"),
		"zh": strings.Fields("婷 俊杰 雪梅 志强 欣怡 宇轩 桂英 鹏 佳琪 文博"), "tw": strings.Fields("志明 淑芬 雅婷 家豪 怡君 冠宇"),
		"ko": strings.Fields("예준 하은 시우 유진 건우 채원 영수 미경 태현 소라"),
		"de": strings.Fields("Lena Jonas Katharina Stefan Ute Felix"), "fr": strings.Fields("Camille Antoine Élodie Julien Margaux Thierry"),
		"es": strings.Fields("Lucía Javier Carmen Álvaro"), "it": strings.Fields("Giulia Matteo Chiara Lorenzo"),
		"pt": strings.Fields("Beatriz João Larissa Rafael"), "hi": strings.Fields("राहुल प्रिया अनिल सुनीता"),
	}
	judgingPlaces = map[string][]string{
		"ja": strings.Fields("東京都世田谷区架空台 埼玉県さいたま市大宮区見本町 京都府京都市左京区例ノ木町 兵庫県神戸市中央区仮之町 宮城県仙台市青葉区無名坂 沖縄県那覇市試泊 長野県松本市大字仮里 千葉県浦安市見本"),
		"en": {"Invented Close, Leeds LS1 4ZZ", "Made-Up Blvd Apt 5B, Denver, CO 80202", "Imaginary Street, Fitzroy VIC 3065", "Unreal Court, Unit 12, Tampa, FL 33602", "Pretend Terrace, Bristol BS1 9ZZ"},
		"zh": strings.Fields("江苏省南京市鼓楼区虚拟街道 四川省成都市武侯区示范路 广东省深圳市南山区样例大道 湖北省武汉市洪山区模拟街"),
		"ko": {"인천광역시 남동구 견본대로", "대구광역시 수성구 가상로12길", "경기도 수원시 영통구 모의로", "대전광역시 유성구 시험로"},
	}
)

// newPersonOf invents a person of a set.
func newPersonOf(s set, r *rand.Rand, lang string) person {
	if s == tuning {
		return newPerson(r, lang)
	}
	l := lang
	if judgingSurnames[l] == nil {
		l = spoken(lang)
	}
	p := person{name: judgingName(r, l), phone: judgingPhone(r, spoken(lang)), birth: judgingBirth(r, spoken(lang)), address: judgingAddress(r, spoken(lang))}
	p.email = fmt.Sprintf("%s%s%s@%s", draw(r, between(r, 1, 3), lowerCase), pick(r, []string{".", "_", "-"}), draw(r, between(r, 4, 9), lowerCase), pick(r, []string{"corp.example.co.jp", "example.net", "sub.example.com", "kaisha.example"}))
	return p
}

func judgingName(r *rand.Rand, lang string) string {
	family, given := pick(r, judgingSurnames[lang]), pick(r, judgingGivenNames[lang])
	switch lang {
	case "ja":
		return family + joint(r, "ja") + given
	case "zh", "tw", "ko":
		return family + given
	case "en":
		return pick(r, []string{given + " " + family, family + ", " + given, given + " " + draw(r, 1, capitals) + ". " + family})
	}
	return given + " " + family
}

func judgingPhone(r *rand.Rand, lang string) string {
	last, middle := digits(r, 4), fmt.Sprint(between(r, 2000, 9999))
	switch lang {
	case "ja":
		return pick(r, []string{"080" + middle + last, "090 " + middle + " " + last, "03-" + middle + "-" + last, "(045)" + middle[:3] + "-" + last, "+81-70-" + middle + "-" + last, "0422-" + middle[:2] + "-" + last})
	case "zh":
		return pick(r, []string{"177 " + middle + " " + last, "+86 135" + middle + last, "010-8" + middle[:3] + last})
	case "ko":
		return pick(r, []string{"010 " + middle + " " + last, "02-" + middle[:3] + "-" + last, "+82-10-" + middle + "-" + last})
	}
	return pick(r, []string{"07700 900" + digits(r, 3), "+44 7700 900" + digits(r, 3), "303-555-01" + digits(r, 2), "+1 (813) 555-01" + digits(r, 2)})
}

func judgingBirth(r *rand.Rand, lang string) string {
	y, m, d := dayOf(r)
	switch lang {
	case "ja":
		if y < 1989 && r.IntN(2) == 0 {
			return fmt.Sprintf(pick(r, []string{"昭和%d年%d月%d日", "S%d.%d.%d", "昭%d.%d.%d"}), y-1925, m, d)
		}
	case "en":
		month := strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")[m-1]
		return pick(r, []string{fmt.Sprintf("%d %s %d", d, month, y), fmt.Sprintf("%s %d, %d", month, d, y), fmt.Sprintf("%d-%02d-%02d", y, m, d)})
	case "ko":
		return fmt.Sprintf(pick(r, []string{"%d.%02d.%02d", "%d년 %d월 %d일"}), y, m, d)
	}
	return fmt.Sprintf(pick(r, []string{"%d/%d/%d", "%d.%02d.%02d", "%d/%02d/%02d"}), y, m, d)
}

func judgingAddress(r *rand.Rand, lang string) string {
	place, n := pick(r, judgingPlaces[lang]), between(r, 1, 40)
	switch lang {
	case "ja":
		s := place + fmt.Sprintf(pick(r, []string{"%d丁目%d番%d号", "%d-%d-%d"}), between(r, 1, 6), n, between(r, 1, 20))
		return pick(r, []string{"", "〒" + digits(r, 3) + "-" + digits(r, 4) + " "}) + s + pick(r, []string{"", " コーポ見本" + fmt.Sprint(between(r, 101, 405)), "　架空ハイツ2階"})
	case "zh":
		return place + fmt.Sprintf("%d号", n) + pick(r, []string{"", fmt.Sprintf("%d栋%d室", between(r, 1, 20), between(r, 101, 1802))})
	case "ko":
		return fmt.Sprintf("%s %d", place, n) + pick(r, []string{"", fmt.Sprintf(", %d동 %d호", between(r, 101, 120), between(r, 201, 1504))})
	}
	return fmt.Sprintf("%d %s", n, place)
}

// wide writes digits in full width, as Japanese forms filled in by hand have them.
func wide(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' {
			return c + '０' - '0'
		}
		if c == '-' {
			return '－'
		}
		return c
	}, s)
}
