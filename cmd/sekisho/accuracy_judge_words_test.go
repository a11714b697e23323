package main

import (
	"fmt"
	"math/rand/v2"
)

// judgingWords are the names of the judging set.
var judgingWords = map[string]wording{
	"jp.my_number": {keys: []string{"kojin_number", "individualNumberJp", "mynumber_code"}, labels: map[string][]string{
		"ja": {"マイナンバー(個人番号)", "本人 個人番号", "個人番号欄", "個人番号※"}, "en": {"My Number / 個人番号", "My Number ID"},
		"zh": {"个人番号（日本My Number）", "个人号码（日本My Number）"}, "ko": {"마이넘버(개인번호)", "마이넘버 12자리"}}},
	"jp.corporate_number": {keys: []string{"corporateNo", "houjin_no", "corporate_number_jp"}, labels: map[string][]string{
		"ja": {"仕入先 法人番号", "法人No.", "法人番号 13桁", "法人番号(ハイフンなし)"}, "en": {"Corporate number (13 digits)", "JP corporate no."}}},
	"jp.drivers_license": {keys: []string{"menkyosho_no", "driver_licence_no", "menkyoNo"}, labels: map[string][]string{
		"ja": {"運転免許証番号（12桁）", "自動車免許証番号", "運転免許証の番号（12桁）", "運転免許No"},
		"en": {"Driver licence number (JP)", "Driver's license No. (12 digits)"}}},
	"jp.passport": {keys: []string{"passportNum", "passportId", "ryoken_bangou"}, labels: map[string][]string{
		"ja": {"パスポート番号（英数字）", "PASSPORT番号", "旅券（パスポート）番号", "本人のパスポート番号"},
		"en": {"Traveller's passport number", "Your passport number"}, "zh": {"本人护照号", "护照号码（本人）"},
		"ko": {"본인 여권번호", "여권번호 (영문+숫자)"}}},
	"jp.residence_card": {keys: []string{"residence_card_no", "zairyu_number", "zairyuCardNumber"}, labels: map[string][]string{
		"ja": {"在留カードNO", "在留ｶｰﾄﾞ番号", "在留カードの番号（12桁）", "在留カードｎｏ"}, "en": {"Zairyu Card No.", "Resident card no."},
		"zh": {"在留卡 No.", "日本在留卡号码"}, "ko": {"재류 카드 번호", "재류카드 번호(일본)"}}},
	"jp.health_insurance": {keys: []string{"hihokenshaNo", "hokensho_no", "kenpo_number"}, labels: map[string][]string{
		"ja": {"健康保険番号", "健康保険証の番号", "保険証の被保険者番号", "被保険者証番号（健保）"},
		"en": {"Health insurance number (JP)", "Health insurance certificate no."}}},
	"jp.bank_account": {keys: []string{"kozaNo", "payee_account_no", "koza_bangou"}, labels: map[string][]string{
		"ja": {"銀行口座番号", "口座番号(右づめ)", "受取口座番号", "振替口座番号"}, "en": {"Savings account no. (Japan)", "Account number (7 digits)"}}},
	"jp.pension_number": {keys: []string{"kiso_nenkin_bangou", "nenkinNumber", "nenkin_bangou"}, labels: map[string][]string{
		"ja": {"被保険者の基礎年金番号", "基礎年金番号通知書の番号", "年金手帳の基礎年金番号", "従業員基礎年金番号"},
		"en": {"Pension no. (basic)", "Basic Pension Number (kiso nenkin)"}}},
	"finance.credit_card": {keys: []string{"ccNumber", "ccnum", "card_pan"}, labels: map[string][]string{
		"ja": {"カードNo.（クレジット）", "クレジットカード 番号", "ご登録カード番号", "カードNO."}, "en": {"Credit card no.", "Visa/Mastercard number"},
		"zh": {"信用卡 卡号", "信用卡卡号（16位）"}, "ko": {"신용카드 No.", "결제 카드 번호"}}},
	"finance.iban": {keys: []string{"debtor_iban", "iban_code", "recipient_iban"}, labels: map[string][]string{
		"ja": {"送金先IBAN", "受取人IBAN"}, "en": {"Bank account (IBAN)", "IBAN code"}, "de": {"IBAN Nr.", "Ihre IBAN"},
		"fr": {"Numéro IBAN", "IBAN bénéficiaire"}, "es": {"IBAN del beneficiario", "Cuenta bancaria IBAN"},
		"it": {"IBAN del conto", "IBAN conto corrente"}}},
	"us.ssn": {keys: []string{"employeeSsn", "ssnNumber", "ssn_full"}, labels: map[string][]string{
		"en": {"Social security no.", "Social Security Number:", "Your social security number", "Spouse's social security number"},
		"ja": {"アメリカ社会保障番号", "社会保障番号(米国SSN)"}, "zh": {"美国社安号", "SSN（社会安全号）"}, "ko": {"미국 사회보장번호", "미국 사회보장번호 SSN"}}},
	"us.itin": {keys: []string{"individual_taxpayer_id", "itin_number", "taxpayer_itin"}, labels: map[string][]string{
		"en": {"ITIN / taxpayer no.", "Your ITIN"}, "ja": {"納税者番号(ITIN)", "個人用納税者番号（ITIN）"}}},
	"us.ein": {keys: []string{"federal_ein", "company_ein", "employer_identification_number"}, labels: map[string][]string{
		"en": {"EIN / FEIN", "Federal Employer ID (FEIN)"}, "ja": {"米国法人 EIN", "米国法人番号（EIN）"}}},
	"cn.resident_id": {keys: []string{"idCardNumber", "sfzhm", "idCardNum"}, labels: map[string][]string{
		"zh": {"居民身份证号码", "员工身份证号", "居民身份证", "法人身份证号"}, "en": {"Resident identity card no. (PRC)", "Resident ID number (China)"},
		"ja": {"居民身分証番号", "中国身分証明書番号"}}},
	"kr.rrn": {keys: []string{"residentNo", "juminNumber", "jumin_num"}, labels: map[string][]string{
		"ko": {"주민등록번호 (외국인등록번호)", "주민번호 13자리", "세대주 주민등록번호", "주민등록번호 13자리"},
		"en": {"Resident registration number (RRN)", "Korean RRN number"}, "ja": {"韓国住民番号", "韓国 住民登録番号（13桁）"}}},
	"tw.national_id": {keys: []string{"roc_id_no", "tw_identity_no", "twIdNumber"}, labels: map[string][]string{
		"tw": {"國民身分證號碼", "身分證統編", "要保人身分證字號", "身分證號碼（本人）"}, "en": {"National ID number (Taiwan)", "R.O.C. ID number"},
		"ja": {"台湾身分証字号", "台湾の国民ID番号"}}},
	"sg.nric": {keys: []string{"fin_no", "employee_nric", "nric_number"}, labels: map[string][]string{
		"en": {"FIN No.", "Patient NRIC", "NRIC/FIN No", "NRIC number (full)"}, "zh": {"新加坡身份证号", "身份证号码（新加坡）"}}},
	"in.aadhaar": {keys: []string{"aadhaar_id", "aadharNo", "applicant_aadhaar"}, labels: map[string][]string{
		"en": {"Aadhaar Card", "Aadhar Card No.", "Aadhar Card Number", "Aadhaar No. of employee"},
		"hi": {"आधार नं.", "आवेदक का आधार नंबर"}}},
	"uk.nino": {keys: []string{"ninoNumber", "ni_num", "niNo"}, labels: map[string][]string{
		"en": {"Nat Ins No", "N.I. No.", "Your National Insurance number", "NI Num"}, "ja": {"イギリスの国民保険番号", "ナショナルインシュランス番号"}}},
	"uk.nhs": {keys: []string{"patientNhsNumber", "nhs", "nhsNum"}, labels: map[string][]string{
		"en": {"Patient's NHS no.", "NHS no", "NHS no (10 digits)", "Child's NHS number"}, "ja": {"NHS番号(10桁)", "患者NHS番号"}}},
	"de.steuer_id": {keys: []string{"steuerID", "steuer_identifikationsnummer", "tax_idnr"}, labels: map[string][]string{
		"de": {"Steuer-Identnummer", "Steuerliche ID", "Ihre Steuer-ID", "Steuer ID-Nummer"},
		"en": {"Steuer-ID no.", "Steuer-IdNr (Germany)"}}},
	"fr.nir": {keys: []string{"no_securite_sociale", "numSS", "noSecu"}, labels: map[string][]string{
		"fr": {"N° sécurité sociale", "Numéro d'immatriculation à la sécurité sociale", "Numéro SS", "N° d'assuré social"},
		"en": {"NIR (France)", "Social security no. (France)"}}},
	"es.dni": {keys: []string{"documento_identidad", "nie", "num_dni"}, labels: map[string][]string{
		"es": {"DNI nº", "Nº de DNI", "DNI/NIE/NIF", "N.I.F./N.I.E."}, "en": {"DNI number", "NIF (Spain)"}}},
	"it.codice_fiscale": {keys: []string{"cf_dipendente", "fiscalCode", "cod_fiscale_cliente"}, labels: map[string][]string{
		"it": {"Codice fiscale cliente", "Cod. fisc.", "Codice fiscale del paziente", "CF cliente"},
		"en": {"Fiscal code (Italy)", "Italy tax code (codice fiscale)"}}},
	"br.cpf": {keys: []string{"cpfNumero", "cpfTitular", "numCpf"}, labels: map[string][]string{
		"pt": {"CPF do responsável", "CPF do funcionário", "CPF do paciente", "CPF do dependente"},
		"en": {"CPF (taxpayer)", "Brazil CPF"}}},
	"pii.name": {keys: []string{"applicant_name", "memberName", "recipient_name"}, labels: map[string][]string{
		"ja": {"予約者名", "受講者氏名", "児童氏名", "応募者氏名", "世帯主氏名"},
		"en": {"Member name", "Attendee name", "Candidate name", "Client name"}, "zh": {"客户名称（个人）", "联系人姓名", "员工姓名（中文）"},
		"tw": {"被保險人姓名", "聯絡人姓名"}, "ko": {"환자명", "사원명", "이름*"}, "de": {"Vollständiger Name", "Name des Kunden"},
		"fr": {"Nom du bénéficiaire", "Nom et prénoms"}, "es": {"Apellidos y nombre", "Nombre y apellido"},
		"it": {"Nome del paziente", "Nome cliente"}, "pt": {"Nome do titular", "Nome e sobrenome"},
		"hi": {"कर्मचारी का नाम", "रोगी का नाम"}}},
	"pii.phone": {keys: []string{"mobile_no", "telephone", "contact_phone"}, labels: map[string][]string{
		"ja": {"ご連絡先電話番号", "携帯電話番号", "携帯", "本人携帯番号"}, "en": {"Phone (mobile)", "Cell no.", "Contact phone", "Mob. no."},
		"zh": {"联系手机", "联系人电话"}, "ko": {"비상연락처", "전화 번호"}}},
	"pii.email": {keys: []string{"e_mail", "contact_email", "user_email"}, labels: map[string][]string{
		"ja": {"メールアドレス（携帯）", "e-mailアドレス", "連絡用メールアドレス"}, "en": {"Email ID", "Contact e-mail"}, "zh": {"E-mail地址", "电邮"},
		"ko": {"E-mail 주소", "전자메일"}}},
	"pii.address": {keys: []string{"address1", "jusho", "shippingAddress"}, labels: map[string][]string{
		"ja": {"ご自宅住所", "住民票の住所", "ご住所（番地まで）", "ご自宅の住所"},
		"en": {"Delivery address", "Billing address", "Mailing addr.", "Residence"}, "zh": {"户籍地址", "家庭住址（现）"},
		"ko": {"거주지", "실거주지 주소"}}},
	"pii.birthdate": {keys: []string{"birthdate", "birth", "bornOn"}, labels: map[string][]string{
		"ja": {"患者生年月日", "本人生年月日", "生年月日（半角）", "ご本人の生年月日"},
		"en": {"Born", "Student's date of birth", "Birth date (MM/DD/YYYY)", "D.o.B."}, "zh": {"生日（阳历）", "出生年月日（必填）"},
		"ko": {"생년 월일", "태어난 날"}}},
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
