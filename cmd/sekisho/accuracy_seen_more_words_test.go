package main

// seenMoreWords are names that were dealt to the seen set from the beginning.
var seenMoreWords = map[string]wording{
	"jp.my_number": {keys: []string{"myNumberCode", "kojinBangou", "jp_my_number", "mynumber_no"}, labels: map[string][]string{
		"ja": {"扶養親族のマイナンバー", "個人番号（12桁）", "被扶養者 個人番号", "社員個人番号"},
		"en": {"Individual number (JP)", "My Number (12 digits)"}, "zh": {"个人番号（日本）", "日本个人编号（My Number）"},
		"ko": {"일본 마이넘버", "일본 개인번호"}}},
	"jp.corporate_number": {keys: []string{"houjinBangoNo", "corp_number", "hojinNumber", "corporation_number"}, labels: map[string][]string{
		"ja": {"会社の法人番号（13桁）", "法人番号（国税庁）", "法人マイナンバー", "事業者の法人番号"}, "en": {"Corporate number (Japan)", "Houjin Bangou"}}},
	"jp.drivers_license": {keys: []string{"drivers_license_no", "driverLicenceNumber", "driver_license", "driving_licence_number"}, labels: map[string][]string{
		"ja": {"運転免許 番号", "運転者免許証番号", "免許証 番号", "運転免許証No."},
		"en": {"Driver license number (Japan)", "Driver's licence no. (Japan)"}}},
	"jp.passport": {keys: []string{"passport_number_jp", "pp_number", "passport", "passport_num"}, labels: map[string][]string{
		"ja": {"パスポートNO", "旅券 番号", "旅券(パスポート)番号", "渡航者 旅券番号"}, "en": {"Passport no (JPN)", "Passport ID"},
		"zh": {"护照号码（日本）", "护照No."}, "ko": {"여권번호(일본)", "여권 No."}}},
	"jp.residence_card": {keys: []string{"residenceCardNo", "zairyu_card_number", "zairyuNo", "residenceCard"}, labels: map[string][]string{
		"ja": {"在留カード 番号", "在留カード番号（英数12桁）", "本人 在留カード番号", "外国人 在留カード番号"},
		"en": {"Residence card no.", "Resident card number (Zairyu)"}, "zh": {"在留卡的号码", "日本在留卡号"},
		"ko": {"재류카드 No.", "일본 재류카드번호"}}},
	"jp.health_insurance": {keys: []string{"insured_number", "health_insurance_no", "kenpo_no", "hoken_no"}, labels: map[string][]string{
		"ja": {"健保 被保険者番号", "保険証 番号", "被保険者番号（健康保険）", "資格確認書の被保険者番号"},
		"en": {"Health insurance card no.", "Health insurance insured no."}}},
	"jp.bank_account": {keys: []string{"bank_acct_no", "bank_account_no", "furikomi_account_number", "kouza_bangou"}, labels: map[string][]string{
		"ja": {"口座番号（普通）", "お振込先口座番号", "給与口座番号", "振込先 口座番号"},
		"en": {"Bank account no. (7 digits)", "Ordinary account no."}}},
	"jp.pension_number": {keys: []string{"nenkin_no", "pensionNo", "basic_pension_no", "pensionNumber"}, labels: map[string][]string{
		"ja": {"年金手帳番号", "基礎年金番号（4桁-6桁）", "基礎年金 番号", "本人の基礎年金番号"},
		"en": {"Basic pension number (JP)", "Japanese pension no."}}},
	"finance.credit_card": {keys: []string{"cardNo", "credit_card_no", "card_num", "credit_card"}, labels: map[string][]string{
		"ja": {"クレジットカードNO", "会員カード番号（クレジット）", "カード番号(16桁)", "決済カード番号"},
		"en": {"Card number (Visa/Master/JCB)", "CC number"}, "zh": {"信用卡号码（16位）", "支付卡号"},
		"ko": {"결제카드번호", "신용카드번호(16자리)"}}},
	"finance.iban": {keys: []string{"iban_no", "beneficiaryIban", "supplier_iban", "bankIban"}, labels: map[string][]string{
		"ja": {"受取口座 IBAN", "IBAN番号"}, "en": {"IBAN no.", "Payee IBAN"},
		"de": {"IBAN des Kontoinhabers", "IBAN Empfänger"}, "fr": {"IBAN du compte", "N° IBAN"},
		"es": {"Número IBAN", "Código IBAN"}, "it": {"IBAN beneficiario", "Coordinate IBAN"}}},
	"us.ssn": {keys: []string{"ssn_no", "socialSecurityNo", "social_security_no", "SocialSecurityNum"}, labels: map[string][]string{
		"en": {"Social Sec. No.", "Taxpayer SSN", "SSN (full)", "Applicant's SSN"}, "ja": {"米国SSN", "社会保障番号（米国）"},
		"zh": {"社会安全号码", "社安号（SSN）"}, "ko": {"미국 SSN", "사회보장번호(미국)"}}},
	"us.itin": {keys: []string{"itin_no", "itinNo", "tax_itin", "us_itin"}, labels: map[string][]string{
		"en": {"Individual taxpayer ID no. (ITIN)", "US ITIN"}, "ja": {"米国ITIN", "ITIN（個人納税者番号）"}}},
	"us.ein": {keys: []string{"ein_no", "employer_ein", "einNumber", "tax_id_ein"}, labels: map[string][]string{
		"en": {"Employer ID no. (EIN)", "Tax ID (EIN)"}, "ja": {"雇用主識別番号（EIN）", "EINナンバー"}}},
	"cn.resident_id": {keys: []string{"id_card_no", "shenfenzheng", "sfz_no", "id_number_cn"}, labels: map[string][]string{
		"zh": {"证件号码（身份证）", "身份证编号", "身份证No.", "身份证号码（必填）"}, "en": {"China ID card number", "Chinese ID number"},
		"ja": {"中国の身分証番号", "身分証番号（中国居民）"}}},
	"kr.rrn": {keys: []string{"jumin", "rrn_number", "jumin_bunho", "resident_registration_no"}, labels: map[string][]string{
		"ko": {"주민등록 번호", "대표자 주민등록번호", "피보험자 주민등록번호", "가입자 주민등록번호"},
		"en": {"Korean resident registration number", "Resident reg. no. (KR)"}, "ja": {"住民登録番号(韓国)", "韓国 住民登録番号"}}},
	"tw.national_id": {keys: []string{"twid", "taiwanIdNo", "idno_tw", "tw_id_no"}, labels: map[string][]string{
		"tw": {"身分證號", "被保險人身分證號", "員工身分證字號", "身分證字號/統一證號"}, "en": {"Taiwan ID card no.", "ROC national ID no."},
		"ja": {"台湾 身分証番号", "身分証番号（台湾）"}}},
	"sg.nric": {keys: []string{"nric_no", "nricNumber", "nric_fin_no", "nricfin"}, labels: map[string][]string{
		"en": {"NRIC/FIN number", "NRIC no. / FIN", "Employee NRIC", "NRIC/Passport"},
		"zh": {"NRIC 号码", "身份证号（NRIC/FIN）"}}},
	"in.aadhaar": {keys: []string{"aadhar_no", "aadhaarNumber", "aadhaar_card_no", "uidai_no"}, labels: map[string][]string{
		"en": {"Aadhar number", "Aadhaar ID", "Aadhaar (UID) number", "Applicant's Aadhaar no."},
		"hi": {"आधार कार्ड संख्या", "आधार कार्ड क्रमांक"}}},
	"uk.nino": {keys: []string{"ni_number", "nationalInsuranceNumber", "national_insurance_no", "employeeNino"}, labels: map[string][]string{
		"en": {"NI Number", "National Ins. No.", "National insurance number (NINO)", "Employee's NI no."},
		"ja": {"NI番号（英国）", "英国 国民保険番号"}}},
	"uk.nhs": {keys: []string{"nhsNo", "nhs_num", "nhs_id", "NHSNumber"}, labels: map[string][]string{
		"en": {"NHS Num", "NHS Number:", "NHS ID", "NHS Number (if known)"}, "ja": {"英国NHSナンバー", "NHSナンバー"}}},
	"de.steuer_id": {keys: []string{"steuerIdentNr", "steuer_idnr", "steuerliche_id", "tax_id_de"}, labels: map[string][]string{
		"de": {"Steuer-ID-Nr.", "Steuerl. ID-Nr.", "Steuer-ID (11-stellig)", "Identifikationsnr. (Steuer)"},
		"en": {"German tax identification number", "Tax ID (Germany, IdNr.)"}}},
	"fr.nir": {keys: []string{"num_secu", "numSecu", "nir_salarie", "numero_ss"}, labels: map[string][]string{
		"fr": {"N° de sécu", "Numéro de sécurité sociale (NIR)", "NIR de l'assuré", "N° SS"},
		"en": {"Numéro de sécu (France)", "French social security no."}}},
	"es.dni": {keys: []string{"dni_nie", "nifNie", "dniCliente", "numDni"}, labels: map[string][]string{
		"es": {"DNI/NIF", "Nº DNI", "NIF o NIE", "DNI del trabajador"}, "en": {"DNI/NIE (Spain)", "Spanish NIF"}}},
	"it.codice_fiscale": {keys: []string{"cod_fiscale", "codfisc", "codiceFiscaleCliente", "cod_fisc"}, labels: map[string][]string{
		"it": {"Cod.Fisc.", "C.F. dipendente", "CODICE FISCALE (16 caratteri)", "Codice fiscale del richiedente"},
		"en": {"Codice fiscale (IT)", "Italian codice fiscale"}}},
	"br.cpf": {keys: []string{"cpf_cliente", "nr_cpf", "num_cpf", "cpf_cnpj"}, labels: map[string][]string{
		"pt": {"CPF do segurado", "N.º CPF", "CPF do aluno", "CPF (somente números)"}, "en": {"CPF no.", "CPF (Brazil)"}}},
	"pii.name": {keys: []string{"name_full", "guestName", "shimei", "staff_name"}, labels: map[string][]string{
		"ja": {"ご氏名", "社員名", "患者氏名", "利用者氏名", "会員氏名", "担当者氏名"},
		"en": {"Name of employee", "Guest name", "Name of applicant", "Student name"},
		"zh": {"申请人姓名", "学生姓名", "患者姓名", "会员姓名"}, "tw": {"學生姓名", "員工姓名"}, "ko": {"성명(한글)", "이름(성명)", "회원명", "학생 이름"},
		"de": {"Name, Vorname", "Name des Patienten"}, "fr": {"Nom complet", "Nom et prénom du patient"},
		"es": {"Nombre completo", "Nombre del trabajador"}, "it": {"Nominativo", "Cognome e nome"},
		"pt": {"Nome do cliente", "Nome do aluno"}, "hi": {"नाम", "आवेदक का नाम"}}},
	"pii.phone": {keys: []string{"tel_no", "phone_no", "contactPhone", "cellphone"}, labels: map[string][]string{
		"ja": {"電話", "携帯TEL", "TEL番号", "電話番号（自宅）"},
		"en": {"Tel. no.", "Mobile number", "Contact number", "Daytime phone"}, "zh": {"电话号码", "手机号"},
		"ko": {"휴대폰번호", "전화번호(휴대폰)"}}},
	"pii.email": {keys: []string{"email_address", "mail_address", "userEmail", "emailAddr"}, labels: map[string][]string{
		"ja": {"メアド", "Mail", "ﾒｰﾙｱﾄﾞﾚｽ", "電子メール"}, "en": {"Mail address", "Personal e-mail"}, "zh": {"电子邮箱地址", "联系邮箱"},
		"ko": {"메일주소", "이메일(개인)"}}},
	"pii.address": {keys: []string{"home_address", "postal_address", "streetAddress", "currentAddress"}, labels: map[string][]string{
		"ja": {"住所（現住所）", "居住地", "お届け先住所", "連絡先住所"},
		"en": {"Postal address", "Current address", "Address line 1", "Permanent address"}, "zh": {"居住地址", "收货地址"},
		"ko": {"집주소", "현주소"}}},
	"pii.birthdate": {keys: []string{"birth_day", "dateofbirth", "date_birth", "bday"}, labels: map[string][]string{
		"ja": {"生年月日（西暦）", "ご誕生日", "生年月日(YYYY/MM/DD)", "生年月日(和暦)"},
		"en": {"Birth Date", "Date of birth (yyyy-mm-dd)", "Birthday (D/M/Y)", "Patient DOB"},
		"zh": {"出生日", "出生年月日（公历）"}, "ko": {"생년월일(8자리)", "출생년월일"}}},
}
