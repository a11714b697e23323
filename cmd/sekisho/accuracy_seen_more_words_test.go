package main

// seenMoreWords are names that were dealt to the seen set from the beginning.
var seenMoreWords = map[string]wording{
	"jp.my_number": {keys: []string{"myNumberCode", "kojinBangou", "jp_my_number", "mynumber_no", "my_number_jp", "kojinbangou"}, labels: map[string][]string{
		"ja": {"扶養親族のマイナンバー", "個人番号（12桁）", "被扶養者 個人番号", "社員個人番号", "マイナンバー（個人番号）", "個人番号（マイナンバー12桁）", "マイナンバー（半角数字）", "支払を受ける者の個人番号"},
		"en": {"Individual number (JP)", "My Number (12 digits)", "Japanese My Number", "Individual No. (My Number)"},
		"zh": {"个人番号（日本）", "日本个人编号（My Number）", "日本个人番号（My Number）", "My Number号码"},
		"ko": {"일본 마이넘버", "일본 개인번호", "마이넘버 번호", "개인번호（일본 마이넘버）"}}},
	"jp.corporate_number": {keys: []string{"houjinBangoNo", "corp_number", "hojinNumber", "corporation_number", "corporate_no", "houjinNo"}, labels: map[string][]string{
		"ja": {"会社の法人番号（13桁）", "法人番号（国税庁）", "法人マイナンバー", "事業者の法人番号", "法人番号（１３桁）", "貴社法人番号", "支払者の法人番号", "取引先の法人番号"},
		"en": {"Corporate number (Japan)", "Houjin Bangou", "Japanese corporate number", "Corporate ID number (Japan)"}}},
	"jp.drivers_license": {keys: []string{"drivers_license_no", "driverLicenceNumber", "driver_license", "driving_licence_number", "dl_number_jp", "license_no_driver"}, labels: map[string][]string{
		"ja": {"運転免許 番号", "運転者免許証番号", "免許証 番号", "運転免許証No.", "免許証の番号（運転免許）", "免許証番号(12ケタ)", "免許証番号 ※12桁", "本人確認書類番号（運転免許証）"},
		"en": {"Driver license number (Japan)", "Driver's licence no. (Japan)", "Driving license no. (Japan)", "Driver licence number"}}},
	"jp.passport": {keys: []string{"passport_number_jp", "pp_number", "passport", "passport_num", "passportNumberJp", "ryoken_no"}, labels: map[string][]string{
		"ja": {"パスポートNO", "旅券 番号", "旅券(パスポート)番号", "渡航者 旅券番号", "パスポート番号(必須)", "旅券番号（9桁）", "ﾊﾟｽﾎﾟｰﾄ番号", "パスポートNo.（英字2＋数字7）"},
		"en": {"Passport no (JPN)", "Passport ID", "Passport Number (as in passport)", "Passport no. of traveller"},
		"zh": {"护照号码（日本）", "护照No.", "护照 号码", "护照号（必填）"}, "ko": {"여권번호(일본)", "여권 No.", "여권번호(필수)", "여권 번호(본인)"}}},
	"jp.residence_card": {keys: []string{"residenceCardNo", "zairyu_card_number", "zairyuNo", "residenceCard", "residence_card_num", "zairyucard"}, labels: map[string][]string{
		"ja": {"在留カード 番号", "在留カード番号（英数12桁）", "本人 在留カード番号", "外国人 在留カード番号", "在留カード等の番号", "在留カード番号（必須）", "在留カード番号 (英2+数8+英2)",
			"従業員の在留カード番号"},
		"en": {"Residence card no.", "Resident card number (Zairyu)", "Residence card number (zairyu card)", "Zairyu card no"},
		"zh": {"在留卡的号码", "日本在留卡号", "在留卡番号", "在留卡号码（12位）"}, "ko": {"재류카드 No.", "일본 재류카드번호", "재류카드번호(12자리)", "재류카드의 번호"}}},
	"jp.health_insurance": {keys: []string{"insured_number", "health_insurance_no", "kenpo_no", "hoken_no", "hihokensha_bangou", "insurance_card_no"}, labels: map[string][]string{
		"ja": {"健保 被保険者番号", "保険証 番号", "被保険者番号（健康保険）", "資格確認書の被保険者番号", "被保険者等番号", "健保の被保険者番号", "被保険者番号(健康保険証)", "健康保険 番号"},
		"en": {"Health insurance card no.", "Health insurance insured no.", "Health insurance number (insured)",
			"Insured no. (health insurance)"}}},
	"jp.bank_account": {keys: []string{"bank_acct_no", "bank_account_no", "furikomi_account_number", "kouza_bangou", "kouza_number", "bankAcctNo"}, labels: map[string][]string{
		"ja": {"口座番号（普通）", "お振込先口座番号", "給与口座番号", "振込先 口座番号", "口座番号※", "普通預金口座番号", "口座番号（半角7桁）", "返金先口座番号"},
		"en": {"Bank account no. (7 digits)", "Ordinary account no.", "Bank account number (JPY)", "Bank account no. (ordinary)"}}},
	"jp.pension_number": {keys: []string{"nenkin_no", "pensionNo", "basic_pension_no", "pensionNumber", "kiso_nenkin_number", "basicPensionNo"}, labels: map[string][]string{
		"ja": {"年金手帳番号", "基礎年金番号（4桁-6桁）", "基礎年金 番号", "本人の基礎年金番号", "基礎年金番号（１０桁）", "基礎年金番号 ※", "基礎年金番号(ハイフンなし)", "配偶者の基礎年金番号"},
		"en": {"Basic pension number (JP)", "Japanese pension no.", "Basic pension no (10 digits)", "Pension number (Japan)"}}},
	"finance.credit_card": {keys: []string{"cardNo", "credit_card_no", "card_num", "credit_card", "cc_no", "cardnumber"}, labels: map[string][]string{
		"ja": {"クレジットカードNO", "会員カード番号（クレジット）", "カード番号(16桁)", "決済カード番号", "クレジットカード番号（ハイフンなし）", "クレジットカード番号16桁", "カード番号（クレジットカード）",
			"クレジットカード会員番号"},
		"en": {"Card number (Visa/Master/JCB)", "CC number", "Credit Card No", "Card number (16 digits)"},
		"zh": {"信用卡号码（16位）", "支付卡号", "信用卡账号", "信用卡号（必填）"}, "ko": {"결제카드번호", "신용카드번호(16자리)", "신용카드 번호(16자리)", "카드번호(결제)"}}},
	"finance.iban": {keys: []string{"iban_no", "beneficiaryIban", "supplier_iban", "bankIban", "IBAN_number", "ibanNo"}, labels: map[string][]string{
		"ja": {"受取口座 IBAN", "IBAN番号", "IBAN（国際銀行口座番号）", "口座番号/IBAN"},
		"en": {"IBAN no.", "Payee IBAN", "Recipient IBAN", "IBAN / account no."},
		"de": {"IBAN des Kontoinhabers", "IBAN Empfänger", "IBAN (Zahlungsempfänger)", "IBAN-Nr."},
		"fr": {"IBAN du compte", "N° IBAN", "Votre IBAN", "IBAN (compte à créditer)"},
		"es": {"Número IBAN", "Código IBAN", "IBAN de la cuenta", "Nº de cuenta (IBAN)"},
		"it": {"IBAN beneficiario", "Coordinate IBAN", "IBAN per l'accredito", "N. IBAN"}}},
	"us.ssn": {keys: []string{"ssn_no", "socialSecurityNo", "social_security_no", "SocialSecurityNum", "ssnum", "social_security"}, labels: map[string][]string{
		"en": {"Social Sec. No.", "Taxpayer SSN", "SSN (full)", "Applicant's SSN", "Social Security number (SSN)", "SSN No.",
			"Employee's SSN", "Soc Sec #"},
		"ja": {"米国SSN", "社会保障番号（米国）", "ソーシャルセキュリティーナンバー", "SSN番号"}, "zh": {"社会安全号码", "社安号（SSN）", "社会保障号（SSN）", "美国社会保险号"},
		"ko": {"미국 SSN", "사회보장번호(미국)", "사회보장번호(SSN)", "SSN 번호"}}},
	"us.itin": {keys: []string{"itin_no", "itinNo", "tax_itin", "us_itin", "itinNum", "individual_taxpayer_no"}, labels: map[string][]string{
		"en": {"Individual taxpayer ID no. (ITIN)", "US ITIN", "ITIN (IRS)", "Individual Taxpayer ID"},
		"ja": {"米国ITIN", "ITIN（個人納税者番号）", "米国個人納税者番号(ITIN)", "ITINナンバー"}}},
	"us.ein": {keys: []string{"ein_no", "employer_ein", "einNumber", "tax_id_ein", "einNo", "fein_no"}, labels: map[string][]string{
		"en": {"Employer ID no. (EIN)", "Tax ID (EIN)", "Employer's EIN", "EIN no."},
		"ja": {"雇用主識別番号（EIN）", "EINナンバー", "EIN（米国雇用主番号）", "米国雇用者番号(EIN)"}}},
	"cn.resident_id": {keys: []string{"id_card_no", "shenfenzheng", "sfz_no", "id_number_cn", "identity_card", "id_card_number"}, labels: map[string][]string{
		"zh": {"证件号码（身份证）", "身份证编号", "身份证No.", "身份证号码（必填）", "身份证号(18位)", "身份证件号码", "身份证 号码", "证件号（身份证）"},
		"en": {"China ID card number", "Chinese ID number", "Chinese identity card number", "ID card no. (China)"},
		"ja": {"中国の身分証番号", "身分証番号（中国居民）", "中国居民身分証の番号", "身分証明書番号（中国）"}}},
	"kr.rrn": {keys: []string{"jumin", "rrn_number", "jumin_bunho", "resident_registration_no", "rrnNumber", "resident_no_kr"}, labels: map[string][]string{
		"ko": {"주민등록 번호", "대표자 주민등록번호", "피보험자 주민등록번호", "가입자 주민등록번호", "주민등록번호*", "주민등록번호(필수)", "신청인 주민등록번호", "주민번호(뒷자리 포함)"},
		"en": {"Korean resident registration number", "Resident reg. no. (KR)", "RRN (Korea)", "Resident registration no."},
		"ja": {"住民登録番号(韓国)", "韓国 住民登録番号", "住民登録番号（韓国人）", "韓国の住民番号"}}},
	"tw.national_id": {keys: []string{"twid", "taiwanIdNo", "idno_tw", "tw_id_no", "national_id_tw", "taiwan_national_id"}, labels: map[string][]string{
		"tw": {"身分證號", "被保險人身分證號", "員工身分證字號", "身分證字號/統一證號", "身分證字號*", "身分證字號(10碼)", "身份證統一編號", "申請人身分證字號"},
		"en": {"Taiwan ID card no.", "ROC national ID no.", "Taiwan national ID no.", "ID number (Taiwan)"},
		"ja": {"台湾 身分証番号", "身分証番号（台湾）", "台湾国民身分証番号", "台湾 国民身分証 番号"}}},
	"sg.nric": {keys: []string{"nric_no", "nricNumber", "nric_fin_no", "nricfin", "nricOrFin", "applicant_nric"}, labels: map[string][]string{
		"en": {"NRIC/FIN number", "NRIC no. / FIN", "Employee NRIC", "NRIC/Passport", "NRIC / FIN", "NRIC or FIN no.", "Customer NRIC",
			"Applicant NRIC/FIN"},
		"zh": {"NRIC 号码", "身份证号（NRIC/FIN）", "身份证/FIN号码", "新加坡NRIC"}}},
	"in.aadhaar": {keys: []string{"aadhar_no", "aadhaarNumber", "aadhaar_card_no", "uidai_no", "aadhaar_num", "aadharCardNo"}, labels: map[string][]string{
		"en": {"Aadhar number", "Aadhaar ID", "Aadhaar (UID) number", "Applicant's Aadhaar no.", "Aadhaar no",
			"Aadhaar number (12 digits)", "UIDAI number", "Aadhaar UID"},
		"hi": {"आधार कार्ड संख्या", "आधार कार्ड क्रमांक", "आधार संख्या (12 अंक)", "आधार कार्ड सं."}}},
	"uk.nino": {keys: []string{"ni_number", "nationalInsuranceNumber", "national_insurance_no", "employeeNino", "nat_ins_no", "ni_no_employee"}, labels: map[string][]string{
		"en": {"NI Number", "National Ins. No.", "National insurance number (NINO)", "Employee's NI no.", "NINo",
			"NI number (National Insurance)", "Nat. Insurance No", "National Insurance Nr"},
		"ja": {"NI番号（英国）", "英国 国民保険番号", "国民保険番号(英国)", "英国NINO"}}},
	"uk.nhs": {keys: []string{"nhsNo", "nhs_num", "nhs_id", "NHSNumber", "nhs_number_patient", "patient_nhs"}, labels: map[string][]string{
		"en": {"NHS Num", "NHS Number:", "NHS ID", "NHS Number (if known)", "NHS No:", "NHS number of patient", "Patient NHS No.",
			"NHS Nr"},
		"ja": {"英国NHSナンバー", "NHSナンバー", "NHS番号（患者）", "英国のNHS番号"}}},
	"de.steuer_id": {keys: []string{"steuerIdentNr", "steuer_idnr", "steuerliche_id", "tax_id_de", "steuerid_nr", "steuer_identnr"}, labels: map[string][]string{
		"de": {"Steuer-ID-Nr.", "Steuerl. ID-Nr.", "Steuer-ID (11-stellig)", "Identifikationsnr. (Steuer)", "Steueridentnummer",
			"Steuer-Id.", "Steuer-Identifikations-Nr.", "Identifikationsnummer (§ 139b AO)"},
		"en": {"German tax identification number", "Tax ID (Germany, IdNr.)", "German tax ID number",
			"Tax identification number (Germany)"}}},
	"fr.nir": {keys: []string{"num_secu", "numSecu", "nir_salarie", "numero_ss", "num_ss_salarie", "secu_sociale"}, labels: map[string][]string{
		"fr": {"N° de sécu", "Numéro de sécurité sociale (NIR)", "NIR de l'assuré", "N° SS", "N° de Sécurité Sociale", "Sécu",
			"Numéro NIR", "N° sécu"},
		"en": {"Numéro de sécu (France)", "French social security no.", "French NIR number", "French SSN (NIR)"}}},
	"es.dni": {keys: []string{"dni_nie", "nifNie", "dniCliente", "numDni", "dni_numero", "nif_cliente"}, labels: map[string][]string{
		"es": {"DNI/NIF", "Nº DNI", "NIF o NIE", "DNI del trabajador", "D.N.I. nº", "NIF del titular", "Documento (DNI)", "NIE/DNI"},
		"en": {"DNI/NIE (Spain)", "Spanish NIF", "DNI no. (Spain)", "NIE/DNI number"}}},
	"it.codice_fiscale": {keys: []string{"cod_fiscale", "codfisc", "codiceFiscaleCliente", "cod_fisc", "cf_numero", "codiceFisc"}, labels: map[string][]string{
		"it": {"Cod.Fisc.", "C.F. dipendente", "CODICE FISCALE (16 caratteri)", "Codice fiscale del richiedente", "Codice fiscale*",
			"Codice Fiscale (C.F.)", "Cod Fisc", "C. Fiscale"},
		"en": {"Codice fiscale (IT)", "Italian codice fiscale", "Codice fiscale no.", "Italian fiscal code (CF)"}}},
	"br.cpf": {keys: []string{"cpf_cliente", "nr_cpf", "num_cpf", "cpf_cnpj", "cpf_no", "cpf_num"}, labels: map[string][]string{
		"pt": {"CPF do segurado", "N.º CPF", "CPF do aluno", "CPF (somente números)", "CPF*", "CPF do comprador", "Nº CPF",
			"Cadastro de Pessoa Física (CPF)"},
		"en": {"CPF no.", "CPF (Brazil)", "CPF no (Brazil)", "CPF number (Brazil)"}}},
	"pii.name": {keys: []string{"name_full", "guestName", "shimei", "staff_name", "nameKanji", "contact_name"}, labels: map[string][]string{
		"ja": {"ご氏名", "社員名", "患者氏名", "利用者氏名", "会員氏名", "担当者氏名", "お客様氏名", "氏名*", "従業員名", "受取人名"},
		"en": {"Name of employee", "Guest name", "Name of applicant", "Student name", "Name of patient", "Recipient name", "Full Name*",
			"Name of guest"},
		"zh": {"申请人姓名", "学生姓名", "患者姓名", "会员姓名", "收件人姓名", "姓名*"}, "tw": {"學生姓名", "員工姓名", "客戶姓名", "姓名（中文）"},
		"ko": {"성명(한글)", "이름(성명)", "회원명", "학생 이름", "성함", "수령인"},
		"de": {"Name, Vorname", "Name des Patienten", "Vor- und Zuname", "Patient (Name)"},
		"fr": {"Nom complet", "Nom et prénom du patient", "Nom/Prénom", "Nom du client"},
		"es": {"Nombre completo", "Nombre del trabajador", "Nombre del cliente", "Nombre del paciente"},
		"it": {"Nominativo", "Cognome e nome", "Nome e Cognome", "Intestatario"},
		"pt": {"Nome do cliente", "Nome do aluno", "Nome do funcionário", "Nome do paciente"},
		"hi": {"नाम", "आवेदक का नाम", "ग्राहक का नाम", "पूरा नाम (हिंदी)"}}},
	"pii.phone": {keys: []string{"tel_no", "phone_no", "contactPhone", "cellphone", "phone1", "mobileNumber"}, labels: map[string][]string{
		"ja": {"電話", "携帯TEL", "TEL番号", "電話番号（自宅）", "お電話番号", "TEL/携帯", "電話番号（半角）", "ご連絡先"},
		"en": {"Tel. no.", "Mobile number", "Contact number", "Daytime phone", "Mobile tel.", "Phone no.", "Home tel.", "Cell"},
		"zh": {"电话号码", "手机号", "手机号码（必填）", "电话/手机"}, "ko": {"휴대폰번호", "전화번호(휴대폰)", "휴대폰 번호", "연락 전화"}}},
	"pii.email": {keys: []string{"email_address", "mail_address", "userEmail", "emailAddr", "emailId", "mail_addr"}, labels: map[string][]string{
		"ja": {"メアド", "Mail", "ﾒｰﾙｱﾄﾞﾚｽ", "電子メール", "Ｅメールアドレス", "メールアドレス*"},
		"en": {"Mail address", "Personal e-mail", "E-Mail", "Email (personal)"}, "zh": {"电子邮箱地址", "联系邮箱", "邮件地址", "Email地址"},
		"ko": {"메일주소", "이메일(개인)", "이메일주소", "이메일*"}}},
	"pii.address": {keys: []string{"home_address", "postal_address", "streetAddress", "currentAddress", "delivery_address", "addressLine"}, labels: map[string][]string{
		"ja": {"住所（現住所）", "居住地", "お届け先住所", "連絡先住所", "現住所（郵送先）", "住所*", "本人住所", "配送先住所"},
		"en": {"Postal address", "Current address", "Address line 1", "Permanent address", "Home addr.", "Address*", "Full address",
			"Home Address (street)"},
		"zh": {"居住地址", "收货地址", "收件地址", "详细地址"}, "ko": {"집주소", "현주소", "상세 주소", "배송 주소"}}},
	"pii.birthdate": {keys: []string{"birth_day", "dateofbirth", "date_birth", "bday", "dateBirth", "birth_dt"}, labels: map[string][]string{
		"ja": {"生年月日（西暦）", "ご誕生日", "生年月日(YYYY/MM/DD)", "生年月日(和暦)", "生年月日*", "お生まれの日", "誕生年月日", "生年月日（西暦/和暦）"},
		"en": {"Birth Date", "Date of birth (yyyy-mm-dd)", "Birthday (D/M/Y)", "Patient DOB", "DoB", "Date of birth*",
			"Birthdate (YYYY-MM-DD)", "Date of Birth:"},
		"zh": {"出生日", "出生年月日（公历）", "出生日期*", "生日日期"}, "ko": {"생년월일(8자리)", "출생년월일", "생년월일*", "생년월일 (YYYY-MM-DD)"}}},
}
