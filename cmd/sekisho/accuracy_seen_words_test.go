package main

import (
	"fmt"
	"math/rand/v2"
)

// seenWords are the names of the seen set.
var seenWords = map[string]wording{
	"jp.my_number": {keys: []string{"myNumber", "kojin_bango"}, labels: map[string][]string{
		"ja": {"個人番号(マイナンバー)", "従業員マイナンバー", "マイナンバー番号"},
		"en": {"MyNumber", "My Number (Kojin Bango)"}, "zh": {"个人编号（My Number）"}, "ko": {"개인번호(마이넘버)"}}},
	"jp.corporate_number": {keys: []string{"corporateNumber", "hojin_no"}, labels: map[string][]string{
		"ja": {"法人番号(13桁)", "国税庁法人番号"}, "en": {"Corporate No.", "JP Corporate Number"}}},
	"jp.drivers_license": {keys: []string{"driverLicenseNumber", "menkyo_no"}, labels: map[string][]string{
		"ja": {"免許証No.", "免許の番号", "免許証番号（12桁）"}, "en": {"Driver License No.", "Japanese driver's license no."}}},
	"jp.passport": {keys: []string{"passportNumber", "PASSPORT_NO"}, labels: map[string][]string{
		"ja": {"旅券No.", "パスポートの番号"}, "en": {"Passport #", "Travel document / passport no."}, "zh": {"护照编号"}, "ko": {"여권 번호"}}},
	"jp.residence_card": {keys: []string{"residenceCardNumber", "zairyu_card_no"}, labels: map[string][]string{
		"ja": {"在留カードNo.", "在留カード番号 ※"}, "en": {"Zairyu card number"}, "zh": {"在留卡号码"}, "ko": {"재류카드번호"}}},
	"jp.health_insurance": {keys: []string{"hihokensha_no", "insuredNumber"}, labels: map[string][]string{
		"ja": {"健康保険 被保険者番号", "保険証の番号"}, "en": {"Health insurance ID no.", "Insured person's number (health insurance)"}}},
	"jp.bank_account": {keys: []string{"bankAccountNumber", "kouza_no"}, labels: map[string][]string{
		"ja": {"口座No.", "口座番号（7桁）", "普通　口座番号"}, "en": {"Bank account no.", "Beneficiary account no. (JP)"}}},
	"jp.pension_number": {keys: []string{"basicPensionNumber", "kiso_nenkin_no"}, labels: map[string][]string{
		"ja": {"基礎年金番号（本人）", "配偶者基礎年金番号"}, "en": {"Basic Pension No."}}},
	"finance.credit_card": {keys: []string{"cardNumber", "cc_number"}, labels: map[string][]string{
		"ja": {"クレジットカードNo.", "お支払いカード番号"}, "en": {"Credit card number", "Credit card #"}, "zh": {"信用卡号码"}, "ko": {"신용카드번호"}}},
	"finance.iban": {keys: []string{"creditorIban", "IBAN"}, labels: map[string][]string{
		"ja": {"IBANコード"}, "en": {"IBAN number"}, "de": {"IBAN-Nummer"}, "fr": {"Code IBAN"}, "es": {"Cuenta (IBAN)"}, "it": {"Codice IBAN"}}},
	"us.ssn": {keys: []string{"socialSecurityNumber", "emp_ssn"}, labels: map[string][]string{
		"en": {"Soc. Sec. No.", "SS#", "Social Security #"}, "ja": {"ソーシャルセキュリティ番号"}, "zh": {"社会安全号码（SSN）"}, "ko": {"미국 사회보장번호(SSN)"}}},
	"us.itin": {keys: []string{"itinNumber", "irs_itin"}, labels: map[string][]string{
		"en": {"ITIN number", "IRS ITIN"}, "ja": {"個人納税者番号（ITIN）"}}},
	"us.ein": {keys: []string{"employerIdentificationNumber", "federalEin"}, labels: map[string][]string{
		"en": {"EIN number", "Federal EIN", "Employer identification no."}, "ja": {"EIN（雇用主番号）"}}},
	"cn.resident_id": {keys: []string{"idCardNo", "idcard"}, labels: map[string][]string{
		"zh": {"公民身份证号码", "身份证号（18位）"}, "en": {"PRC ID card no.", "PRC identity card number"}, "ja": {"中国居民身分証番号"}}},
	"kr.rrn": {keys: []string{"juminNo", "jumin_number"}, labels: map[string][]string{
		"ko": {"주민등록번호(본인)", "본인 주민등록번호"}, "en": {"Korean RRN"}, "ja": {"住民登録番号（韓国）"}}},
	"tw.national_id": {keys: []string{"rocId", "tw_national_id"}, labels: map[string][]string{
		"tw": {"身分證字號（必填）", "身份證字號"}, "en": {"Taiwan national ID"}, "ja": {"台湾の身分証番号"}}},
	"sg.nric": {keys: []string{"nricNo", "NRIC_NO"}, labels: map[string][]string{
		"en": {"NRIC number", "Singapore NRIC"}, "zh": {"新加坡身份证号码"}}},
	"in.aadhaar": {keys: []string{"aadhaarNo", "uid_aadhaar"}, labels: map[string][]string{
		"en": {"Aadhaar card no.", "Aadhar No"}, "hi": {"आधार कार्ड नंबर"}}},
	"uk.nino": {keys: []string{"niNumber", "ni_no"}, labels: map[string][]string{
		"en": {"NI No.", "National Insurance no", "Employee NI number"}, "ja": {"国民保険番号（英国）"}}},
	"uk.nhs": {keys: []string{"nhsNumber", "patient_nhs_no"}, labels: map[string][]string{
		"en": {"NHS no.", "Patient NHS number"}, "ja": {"英国NHS番号"}}},
	"de.steuer_id": {keys: []string{"steuerId", "steuerIdNr"}, labels: map[string][]string{
		"de": {"Steuer-Identifikationsnummer", "IdNr.", "Identifikationsnummer (Steuer)"}, "en": {"German tax ID (IdNr)"}}},
	"fr.nir": {keys: []string{"numeroSecu", "nirAssure"}, labels: map[string][]string{
		"fr": {"N° Sécu", "N° S.S.", "N° sécurité sociale du salarié"}, "en": {"French social security number"}}},
	"es.dni": {keys: []string{"dniNie", "nifTitular"}, labels: map[string][]string{
		"es": {"NIF/NIE", "N.I.F.", "Número de DNI"}, "en": {"Spanish DNI/NIE"}}},
	"it.codice_fiscale": {keys: []string{"codiceFiscale", "cf_cliente"}, labels: map[string][]string{
		"it": {"Cod. Fisc.", "Codice fiscale dipendente"}, "en": {"Codice Fiscale (Italy)"}}},
	"br.cpf": {keys: []string{"cpfCliente", "cpf_titular"}, labels: map[string][]string{
		"pt": {"CPF do titular", "CPF do cliente"}, "en": {"Brazilian CPF"}}},

	"pii.name": {keys: []string{"fullName", "employee_name", "person_name"}, labels: map[string][]string{
		"ja": {"氏　名", "契約者氏名", "お客様名"}, "en": {"Employee name", "Applicant name"},
		"zh": {"客户姓名", "姓 名"}, "tw": {"姓名"}, "ko": {"고객명", "직원 성명"},
		"de": {"Vor- und Nachname"}, "fr": {"Nom et prénom"}, "es": {"Nombre y apellidos"}, "it": {"Nome e cognome"}, "pt": {"Nome completo"}, "hi": {"पूरा नाम"}}},
	"pii.phone": {keys: []string{"phoneNumber", "tel"}, labels: map[string][]string{
		"ja": {"携帯番号", "電　話", "日中連絡先"}, "en": {"Mobile no.", "Phone number"},
		"zh": {"手机号码", "移动电话"}, "ko": {"휴대전화", "연락처(휴대폰)"}}},
	"pii.email": {keys: []string{"emailAddress", "contactEmail"}, labels: map[string][]string{
		"ja": {"E-mail", "連絡先メール"}, "en": {"Email", "Work email"}, "zh": {"电子邮件"}, "ko": {"이메일 주소"}}},
	"pii.address": {keys: []string{"homeAddress", "addr"}, labels: map[string][]string{
		"ja": {"住　所", "送付先住所", "居住地住所"}, "en": {"Home address", "Residential address"},
		"zh": {"住址", "现住址"}, "ko": {"자택 주소", "배송지 주소"}}},
	"pii.birthdate": {keys: []string{"birthDate", "dob"}, labels: map[string][]string{
		"ja": {"お誕生日", "ご生年月日"}, "en": {"D.O.B.", "Birthdate"}, "zh": {"生日"}, "ko": {"생년월일(양력)", "생일"}}},
}

// seenPlain are columns of offices' lists that say nothing of a person; some of their
// numbers are long, or dates.
var seenPlain = []kind{
	{keys: []string{"employeeId", "emp_no"}, labels: words("社員番号", "Employee ID", "工号", "사번"), value: func(r *rand.Rand) string { return "E" + digits(r, 5) }},
	{keys: []string{"dept", "division"}, labels: words("部署", "Dept.", "部门", "부서"), value: func(r *rand.Rand) string { return pick(r, []string{"A1", "HR-2", "R&D", "IT", "QA", "FIN"}) }},
	{keys: []string{"memberId", "customer_code"}, labels: words("会員番号", "Member ID", "会员编号", "회원번호"), value: func(r *rand.Rand) string { return digits(r, 10) }},
	{keys: []string{"remarks", "memo"}, labels: words("備考", "Remarks", "备注", "비고"), value: func(r *rand.Rand) string { return pick(r, []string{"-", "OK", "n/a", "2件", "B", "✓"}) }},
	{keys: []string{"salary", "base_pay"}, labels: words("基本給", "Base pay", "基本工资", "기본급"), value: func(r *rand.Rand) string { return fmt.Sprint(between(r, 180, 900) * 1000) }},
}
