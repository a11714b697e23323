package main

import (
	"fmt"
	"math/rand/v2"
)

// judgingWords are the names of the judging set.
var judgingWords = map[string]wording{
	"jp.my_number": {keys: []string{"kojin_number", "individualNumberJp"}, labels: map[string][]string{
		"ja": {"マイナンバー(個人番号)", "本人 個人番号"}, "en": {"My Number / 個人番号"}, "zh": {"个人番号（日本My Number）"}, "ko": {"마이넘버(개인번호)"}}},
	"jp.corporate_number": {keys: []string{"corporateNo", "houjin_no"}, labels: map[string][]string{
		"ja": {"仕入先 法人番号", "法人No."}, "en": {"Corporate number (13 digits)"}}},
	"jp.drivers_license": {keys: []string{"menkyosho_no", "driver_licence_no"}, labels: map[string][]string{
		"ja": {"運転免許証番号（12桁）", "自動車免許証番号"}, "en": {"Driver licence number (JP)"}}},
	"jp.passport": {keys: []string{"passportNum", "passportId"}, labels: map[string][]string{
		"ja": {"パスポート番号（英数字）", "PASSPORT番号"}, "en": {"Traveller's passport number"}, "zh": {"本人护照号"}, "ko": {"본인 여권번호"}}},
	"jp.residence_card": {keys: []string{"residence_card_no", "zairyu_number"}, labels: map[string][]string{
		"ja": {"在留カードNO", "在留ｶｰﾄﾞ番号"}, "en": {"Zairyu Card No."}, "zh": {"在留卡 No."}, "ko": {"재류 카드 번호"}}},
	"jp.health_insurance": {keys: []string{"hihokenshaNo", "hokensho_no"}, labels: map[string][]string{
		"ja": {"健康保険番号", "健康保険証の番号"}, "en": {"Health insurance number (JP)"}}},
	"jp.bank_account": {keys: []string{"kozaNo", "payee_account_no"}, labels: map[string][]string{
		"ja": {"銀行口座番号", "口座番号(右づめ)"}, "en": {"Savings account no. (Japan)"}}},
	"jp.pension_number": {keys: []string{"kiso_nenkin_bangou", "nenkinNumber"}, labels: map[string][]string{
		"ja": {"被保険者の基礎年金番号", "基礎年金番号通知書の番号"}, "en": {"Pension no. (basic)"}}},
	"finance.credit_card": {keys: []string{"ccNumber", "ccnum"}, labels: map[string][]string{
		"ja": {"カードNo.（クレジット）", "クレジットカード 番号"}, "en": {"Credit card no."}, "zh": {"信用卡 卡号"}, "ko": {"신용카드 No."}}},
	"finance.iban": {keys: []string{"debtor_iban", "iban_code"}, labels: map[string][]string{
		"ja": {"送金先IBAN"}, "en": {"Bank account (IBAN)"}, "de": {"IBAN Nr."}, "fr": {"Numéro IBAN"},
		"es": {"IBAN del beneficiario"}, "it": {"IBAN del conto"}}},
	"us.ssn": {keys: []string{"employeeSsn", "ssnNumber"}, labels: map[string][]string{
		"en": {"Social security no.", "Social Security Number:"}, "ja": {"アメリカ社会保障番号"}, "zh": {"美国社安号"},
		"ko": {"미국 사회보장번호"}}},
	"us.itin": {keys: []string{"individual_taxpayer_id", "itin_number"}, labels: map[string][]string{
		"en": {"ITIN / taxpayer no."}, "ja": {"納税者番号(ITIN)"}}},
	"us.ein": {keys: []string{"federal_ein", "company_ein"}, labels: map[string][]string{
		"en": {"EIN / FEIN"}, "ja": {"米国法人 EIN"}}},
	"cn.resident_id": {keys: []string{"idCardNumber", "sfzhm"}, labels: map[string][]string{
		"zh": {"居民身份证号码", "员工身份证号"}, "en": {"Resident identity card no. (PRC)"}, "ja": {"居民身分証番号"}}},
	"kr.rrn": {keys: []string{"residentNo", "juminNumber"}, labels: map[string][]string{
		"ko": {"주민등록번호 (외국인등록번호)", "주민번호 13자리"}, "en": {"Resident registration number (RRN)"}, "ja": {"韓国住民番号"}}},
	"tw.national_id": {keys: []string{"roc_id_no", "tw_identity_no"}, labels: map[string][]string{
		"tw": {"國民身分證號碼", "身分證統編"}, "en": {"National ID number (Taiwan)"}, "ja": {"台湾身分証字号"}}},
	"sg.nric": {keys: []string{"fin_no", "employee_nric"}, labels: map[string][]string{
		"en": {"FIN No.", "Patient NRIC"}, "zh": {"新加坡身份证号"}}},
	"in.aadhaar": {keys: []string{"aadhaar_id", "aadharNo"}, labels: map[string][]string{
		"en": {"Aadhaar Card", "Aadhar Card No."}, "hi": {"आधार नं."}}},
	"uk.nino": {keys: []string{"ninoNumber", "ni_num"}, labels: map[string][]string{
		"en": {"Nat Ins No", "N.I. No."}, "ja": {"イギリスの国民保険番号"}}},
	"uk.nhs": {keys: []string{"patientNhsNumber", "nhs"}, labels: map[string][]string{
		"en": {"Patient's NHS no.", "NHS no"}, "ja": {"NHS番号(10桁)"}}},
	"de.steuer_id": {keys: []string{"steuerID", "steuer_identifikationsnummer"}, labels: map[string][]string{
		"de": {"Steuer-Identnummer", "Steuerliche ID"}, "en": {"Steuer-ID no."}}},
	"fr.nir": {keys: []string{"no_securite_sociale", "numSS"}, labels: map[string][]string{
		"fr": {"N° sécurité sociale", "Numéro d'immatriculation à la sécurité sociale"}, "en": {"NIR (France)"}}},
	"es.dni": {keys: []string{"documento_identidad", "nie"}, labels: map[string][]string{
		"es": {"DNI nº", "Nº de DNI"}, "en": {"DNI number"}}},
	"it.codice_fiscale": {keys: []string{"cf_dipendente", "fiscalCode"}, labels: map[string][]string{
		"it": {"Codice fiscale cliente", "Cod. fisc."}, "en": {"Fiscal code (Italy)"}}},
	"br.cpf": {keys: []string{"cpfNumero", "cpfTitular"}, labels: map[string][]string{
		"pt": {"CPF do responsável", "CPF do funcionário"}, "en": {"CPF (taxpayer)"}}},
	"pii.name": {keys: []string{"applicant_name", "memberName"}, labels: map[string][]string{
		"ja": {"予約者名", "受講者氏名", "児童氏名"}, "en": {"Member name", "Attendee name"}, "zh": {"客户名称（个人）", "联系人姓名"},
		"tw": {"被保險人姓名"}, "ko": {"환자명", "사원명"}, "de": {"Vollständiger Name"}, "fr": {"Nom du bénéficiaire"},
		"es": {"Apellidos y nombre"}, "it": {"Nome del paziente"}, "pt": {"Nome do titular"}, "hi": {"कर्मचारी का नाम"}}},
	"pii.phone": {keys: []string{"mobile_no", "telephone"}, labels: map[string][]string{
		"ja": {"ご連絡先電話番号", "携帯電話番号"}, "en": {"Phone (mobile)", "Cell no."}, "zh": {"联系手机"}, "ko": {"비상연락처"}}},
	"pii.email": {keys: []string{"e_mail", "contact_email"}, labels: map[string][]string{
		"ja": {"メールアドレス（携帯）", "e-mailアドレス"}, "en": {"Email ID"}, "zh": {"E-mail地址"}, "ko": {"E-mail 주소"}}},
	"pii.address": {keys: []string{"address1", "jusho"}, labels: map[string][]string{
		"ja": {"ご自宅住所", "住民票の住所"}, "en": {"Delivery address", "Billing address"}, "zh": {"户籍地址"}, "ko": {"거주지"}}},
	"pii.birthdate": {keys: []string{"birthdate", "birth"}, labels: map[string][]string{
		"ja": {"患者生年月日", "本人生年月日"}, "en": {"Born", "Student's date of birth"}, "zh": {"生日（阳历）"}, "ko": {"생년 월일"}}},
}

// judgingPlain are columns of offices' lists that say nothing of a person; some of their
// numbers are long, or dates.
var judgingPlain = []kind{
	{keys: []string{"row_no", "line"}, labels: words("項番", "Line", "行号", "순번"), value: func(r *rand.Rand) string { return fmt.Sprint(between(r, 1, 400)) }},
	{keys: []string{"slip_no", "voucherNo"}, labels: words("伝票No.", "Voucher no.", "凭证号", "전표번호"), value: func(r *rand.Rand) string { return digits(r, 8) }},
	{keys: []string{"appliedOn", "received_at"}, labels: words("申込日", "Received", "申请日期", "접수일"), value: func(r *rand.Rand) string {
		return fmt.Sprintf("2026/%02d/%02d", between(r, 1, 11), between(r, 1, 28))
	}},
	{keys: []string{"plan", "rank"}, labels: words("区分", "Plan", "类别", "구분"), value: func(r *rand.Rand) string {
		return pick(r, []string{"S", "M", "L", "1", "2", "3-A", "VIP", "std"})
	}},
	{keys: []string{"productCode", "jan"}, labels: words("商品コード", "Product code", "商品编码", "상품코드"), value: func(r *rand.Rand) string { return "49" + digits(r, 11) }},
	{keys: []string{"attendance_days", "qty"}, labels: words("日数", "Days", "天数", "일수"), value: func(r *rand.Rand) string { return fmt.Sprint(r.IntN(31)) }},
	{keys: []string{"reception_no", "caseNumber"}, labels: words("整理番号", "Case number", "受理编号", "접수번호"), value: func(r *rand.Rand) string { return "2026-" + digits(r, 7) }},
	{keys: []string{"expires", "valid_until"}, labels: words("有効期限", "Valid until", "有效期", "유효기간"), value: func(r *rand.Rand) string {
		return fmt.Sprintf("20%d-%02d-%02d", between(r, 27, 36), between(r, 1, 12), between(r, 1, 28))
	}},
}
