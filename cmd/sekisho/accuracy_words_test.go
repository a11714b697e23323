package main

import (
	"maps"
	"slices"
)

// wording is how a class is called: by people, by language, and by programs.
type wording struct {
	labels map[string][]string
	keys   []string
}

// kindsOf gives kinds with the names that a set has for them.
func kindsOf(s set, all []kind) []kind {
	named := slices.Clone(all)
	for i, k := range named {
		if named[i].labels = maps.Clone(k.labels); s != tuning {
			named[i].labels, named[i].keys = map[string][]string{}, nil
		}
		for _, w := range wordings[s] {
			named[i].keys = slices.Concat(named[i].keys, w[k.class].keys)
			for lang, more := range w[k.class].labels {
				named[i].labels[lang] = slices.Concat(named[i].labels[lang], more)
			}
		}
	}
	return named
}

// wordings are each set's names by class, beside those that kinds have for the tuning set.
var wordings = map[set][]map[string]wording{tuning: {moreWords}, seen: {seenWords, seenMoreWords}, judging: {judgingWords}}

// plainOf gives a set's columns that say nothing of a person.
func plainOf(s set) []kind {
	return map[set][]kind{tuning: plain, seen: seenPlain, judging: judgingPlain}[s]
}

// moreWords are further names of the tuning set: once of a judging set, too.
var moreWords = map[string]wording{
	"jp.my_number": {keys: []string{"mynumber", "IndividualNumber"}, labels: map[string][]string{
		"ja": {"本人のマイナンバー", "配偶者の個人番号", "個 人 番 号"},
		"en": {"Individual Number (My Number)"}}},
	"jp.corporate_number": {keys: []string{"houjinBangou"}, labels: map[string][]string{
		"ja": {"取引先法人番号", "法人番号（半角数字）"}, "en": {"Japan corporate number"}}},
	"jp.drivers_license": {keys: []string{"driversLicenceNo"}, labels: map[string][]string{
		"ja": {"運転免許証の番号", "自動車運転免許証番号"}, "en": {"Driving licence number"}}},
	"jp.passport": {keys: []string{"passportNo"}, labels: map[string][]string{
		"ja": {"パスポート No", "旅券番号（パスポート）"}, "en": {"Passport no (Japan)"}, "zh": {"日本护照号"}, "ko": {"일본 여권번호"}}},
	"jp.residence_card": {keys: []string{"zairyuCardNo"}, labels: map[string][]string{
		"ja": {"在留カード番号（12桁）"}, "en": {"Residence card number (Japan)"}, "zh": {"在留卡编号"}}},
	"jp.health_insurance": {keys: []string{"healthInsuranceNumber"}, labels: map[string][]string{
		"ja": {"健康保険被保険者番号", "被保険者番号（健保）"}, "en": {"Health insurance card number"}}},
	"jp.bank_account": {keys: []string{"accountNo"}, labels: map[string][]string{
		"ja": {"給与振込口座番号", "振込口座番号"}, "en": {"Bank A/C number"}}},
	"jp.pension_number": {keys: []string{"kisoNenkinNo"}, labels: map[string][]string{
		"ja": {"基礎年金No.", "年金の基礎番号"}, "en": {"Basic pension no. (Japan)"}}},
	"finance.credit_card": {keys: []string{"creditCardNo", "pan"}, labels: map[string][]string{
		"ja": {"ご利用カード番号", "クレカ番号"}, "en": {"Card no.", "Payment card number"}, "zh": {"信用卡卡号"}, "ko": {"카드 번호"}}},
	"finance.iban": {keys: []string{"ibanNumber"}, labels: map[string][]string{
		"ja": {"受取人口座（IBAN）"}, "en": {"Beneficiary IBAN"}, "de": {"Konto (IBAN)"}, "fr": {"IBAN du bénéficiaire"}}},
	"us.ssn": {keys: []string{"SSN"}, labels: map[string][]string{
		"en": {"Social Security Number (SSN)", "Employee SSN"}, "ja": {"SSN（米国社会保障番号）"}, "zh": {"美国社会安全号码"}}},
	"us.itin": {keys: []string{"ITIN"}, labels: map[string][]string{
		"en": {"Individual Taxpayer ID Number (ITIN)", "ITIN #"}, "ja": {"ITIN番号"}}},
	"us.ein": {keys: []string{"fein"}, labels: map[string][]string{
		"en": {"Employer ID number (EIN)", "FEIN no."}, "ja": {"EIN番号"}}},
	"cn.resident_id": {keys: []string{"sfzh", "identityCardNumber"}, labels: map[string][]string{
		"zh": {"身份证件号", "本人身份证号码"}, "en": {"Chinese resident ID number"}, "ja": {"身分証番号（中国）"}}},
	"kr.rrn": {keys: []string{"residentRegistrationNumber", "rrnNo"}, labels: map[string][]string{
		"ko": {"주민등록번호(앞/뒤)", "주민번호(13자리)"}, "en": {"Resident Registration No. (Korea)"}, "ja": {"韓国の住民登録番号"}}},
	"tw.national_id": {keys: []string{"nationalIdNo"}, labels: map[string][]string{
		"tw": {"國民身分證字號", "本人身分證字號"}, "en": {"ROC ID No."}}},
	"sg.nric": {keys: []string{"nricFin"}, labels: map[string][]string{
		"en": {"NRIC / FIN No.", "NRIC or FIN"}, "zh": {"身份证号码（NRIC）"}}},
	"in.aadhaar": {keys: []string{"aadharNumber"}, labels: map[string][]string{
		"en": {"Aadhaar Card Number", "UID (Aadhaar)"}, "hi": {"आधार क्रमांक"}}},
	"uk.nino": {keys: []string{"nationalInsuranceNo"}, labels: map[string][]string{
		"en": {"Nat. Ins. No.", "N.I. number"}, "ja": {"英国のNI番号"}}},
	"uk.nhs": {keys: []string{"NHS_Number"}, labels: map[string][]string{
		"en": {"NHS Number (10 digits)", "NHS #"}, "ja": {"NHS番号（英国）"}}},
	"de.steuer_id": {keys: []string{"idnr"}, labels: map[string][]string{
		"de": {"Steuer-Ident-Nr.", "Steuerl. Identifikationsnummer"}, "en": {"Steuer-ID (Germany)"}}},
	"fr.nir": {keys: []string{"numSecuriteSociale"}, labels: map[string][]string{
		"fr": {"Numéro de sécu", "NIR (n° de sécurité sociale)"}, "en": {"French NIR"}}},
	"es.dni": {keys: []string{"numeroDni"}, labels: map[string][]string{
		"es": {"DNI o NIE", "D.N.I."}, "en": {"DNI (Spain)"}}},
	"it.codice_fiscale": {keys: []string{"codFiscale"}, labels: map[string][]string{
		"it": {"CF", "Codice fiscale (CF)"}, "en": {"Italian tax code"}}},
	"br.cpf": {keys: []string{"nrCpf"}, labels: map[string][]string{
		"pt": {"Nº do CPF", "C.P.F."}, "en": {"CPF number"}}},

	"pii.name": {keys: []string{"contactName", "customerName"}, labels: map[string][]string{
		"ja": {"氏名（漢字）", "申込者氏名", "社員氏名"}, "en": {"Contact name", "Patient name"},
		"zh": {"员工姓名"}, "tw": {"申請人姓名"}, "ko": {"신청자 성명", "성 명"},
		"de": {"Name des Mitarbeiters"}, "fr": {"Nom du salarié"}}},
	"pii.phone": {keys: []string{"mobilePhone", "contact_number"}, labels: map[string][]string{
		"ja": {"TEL（携帯）", "緊急連絡先電話番号"}, "en": {"Cell phone", "Tel."},
		"zh": {"联系电话"}, "ko": {"핸드폰", "전화"}}},
	"pii.email": {keys: []string{"mailAddress"}, labels: map[string][]string{
		"ja": {"メールアドレス（PC）", "Eメール"}, "en": {"E-mail address"}, "zh": {"邮箱地址"}, "ko": {"전자우편"}}},
	"pii.address": {keys: []string{"mailingAddress", "residentialAddress"}, labels: map[string][]string{
		"ja": {"自宅住所", "住民票住所"}, "en": {"Mailing address", "Shipping address"},
		"zh": {"联系地址", "通讯地址"}, "ko": {"거주지 주소", "주 소"}}},
	"pii.birthdate": {keys: []string{"dateOfBirth", "birthday"}, labels: map[string][]string{
		"ja": {"生年月日（和暦可）", "生 年 月 日"}, "en": {"Date of Birth (DOB)"}, "zh": {"出生年月日"}, "ko": {"출생일"}}},
}
