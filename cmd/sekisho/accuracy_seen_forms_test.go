package main

import (
	"math/rand/v2"
)

var seenForms = []officeForm{
	{class: "jp.my_number", lang: "ja", name: "dependants", file: "fuyou.txt", text: "令和8年分　給与所得者の扶養控除等（異動）申告書\n（フリガナ）\nあなたの氏名　{n}　　世帯主の氏名　同上\nあなたの個人番号　{v}\nあなたの住所又は居所　別紙のとおり\n給与の支払者の名称　株式会社架空商事\n"},
	{class: "jp.my_number", lang: "ja", name: "boxes", file: "todokede.txt", text: "個人番号届出書\n氏名 {n}\n個人番号 {boxes}\n提出先 総務部\n"},
	{class: "jp.corporate_number", lang: "ja", name: "payment record", file: "shiharai.txt", text: "報酬、料金、契約金及び賞金の支払調書\n区分 原稿料　支払金額 {6}　源泉徴収税額 {5}\n支払者　名称 株式会社見本印刷\n　　　　法人番号 {v}\n整理番号 {5}\n"},
	{class: "jp.bank_account", lang: "ja", name: "direct debit", file: "koufuri.txt", text: "預金口座振替依頼書\n金融機関名　架空信用金庫　本店営業部\n預金種目　1.普通　2.当座　　→ 1\n口座番号（右詰め）　{v}\n口座名義人　{n}\n"},
	{class: "jp.passport", lang: "ja", name: "travel", file: "kaigai.txt", text: "海外出張申請書\n申請者　{n}\n渡航先　シンガポール　期間 2026/12/1～12/5\n旅券　番号 {v}　有効期間満了日 2031/3/31\n予算番号 {6}\n"},
	{class: "jp.health_insurance", lang: "ja", name: "claim", file: "shobyo.txt", text: "健康保険 傷病手当金 支給申請書\n請求期間 {2}日\n被保険者番号　{v}\n氏名　{n}\n"},
	{class: "finance.credit_card", lang: "ja", name: "fax order", file: "order.txt", text: "FAX注文書\nお名前　{n}\nお支払方法　■クレジットカード（一括）\nカード番号　{v}\n有効期限　08/29\n商品番号　{6}　数量　{1}\n"},
	{class: "finance.iban", lang: "en", name: "credit transfer", file: "pain001.xml", text: "<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\"><CstmrCdtTrfInitn><PmtInf><PmtInfId>{8}</PmtInfId><CdtTrfTxInf><Amt><InstdAmt Ccy=\"EUR\">{3}.{2}</InstdAmt></Amt><CdtrAcct><Id><IBAN>{v}</IBAN></Id></CdtrAcct></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>"},
	{class: "us.ssn", lang: "en", name: "W-2", file: "w2.txt", text: "Form W-2 Wage and Tax Statement 2026\na Employee's social security number   {v}\nb Employer's identification number (omitted on this copy)\n1 Wages, tips, other compensation {5}.{2}   2 Federal income tax withheld {4}.{2}\ne Employee's name {n}\n"},
	{class: "us.itin", lang: "en", name: "1040", file: "f1040.txt", text: "Form 1040-NR (2026)\nYour first name and last name: {n}\nYour identifying number (ITIN): {v}\nTotal income 9 {5}\n"},
	{class: "us.ein", lang: "en", name: "941", file: "f941.txt", text: "Form 941 for 2026: Employer's QUARTERLY Federal Tax Return\nEmployer identification number (EIN) {v}\nName (not your trade name) Imaginary Works Inc.\n1 Number of employees {2}\n2 Wages {6}.{2}\n"},
	{class: "cn.resident_id", lang: "zh", name: "contract", file: "hetong.txt", text: "劳动合同书（编号 {6}）\n甲方：架空科技有限公司\n乙方：{n}，身份证号{v}\n第一条 合同期限三年。\n"},
	{class: "kr.rrn", lang: "ko", name: "power of attorney", file: "wiim.txt", text: "위 임 장\n위임인: {n}\n주민등록번호: {v}\n위 사람에게 서류 제출을 위임합니다.\n"},
	{class: "sg.nric", lang: "en", name: "IR8A", file: "ir8a.txt", text: "FORM IR8A Return of Employee's Remuneration for the Year 2026\nFull Name of Employee: {n}\nEmployee's Tax Ref No. (NRIC/FIN): {v}\nGross Salary {6}\n"},
	{class: "uk.nino", lang: "en", name: "P60", file: "p60.txt", text: "P60 End of Year Certificate\nTax year to 5 April 2026\nEmployee: {n}\nNational Insurance number: {v}   Works/payroll number: {6}\nPay {5}.{2}  Tax deducted {4}.{2}\n"},
	{class: "uk.nhs", lang: "en", name: "referral", file: "referral.txt", text: "Dear Colleague,\nRe: {n}   NHS No: {v}   Hospital No: {7}\nThank you for seeing this patient with knee pain.\nKind regards\n"},
	{class: "de.steuer_id", lang: "de", name: "wage tax", file: "lohn.txt", text: "Ausdruck der elektronischen Lohnsteuerbescheinigung für 2026\n{n}\nPersonalnummer: {5}\nIdentifikationsnummer: {v}\nSteuerklasse: 1   Bruttoarbeitslohn {5},{2}\n"},
	{class: "es.dni", lang: "es", name: "payslip", file: "nomina.txt", text: "RECIBO INDIVIDUAL DE SALARIOS\nTrabajador: {n}   N.I.F.: {v}\nCategoría: Oficial 1ª   Nº matrícula: {5}\nLíquido total a percibir {4},{2}\n"},
	{class: "it.codice_fiscale", lang: "it", name: "e-invoice", file: "fattura.xml", text: "<?xml version=\"1.0\"?>\n<FatturaElettronica><FatturaElettronicaHeader><DatiTrasmissione><ProgressivoInvio>{5}</ProgressivoInvio></DatiTrasmissione><CessionarioCommittente><DatiAnagrafici><CodiceFiscale>{v}</CodiceFiscale></DatiAnagrafici></CessionarioCommittente></FatturaElettronicaHeader></FatturaElettronica>"},
	{class: "br.cpf", lang: "pt", name: "e-invoice", file: "nfe.xml", text: "<?xml version=\"1.0\"?>\n<nfeProc><NFe><infNFe Id=\"NFe{12}\"><dest><CPF>{v}</CPF><indIEDest>9</indIEDest></dest><total><vNF>{3}.{2}</vNF></total></infNFe></NFe></nfeProc>"},
}

var seenExports = []exported{
	{"ja", "employees.csv", "社員番号,姓,名,姓(ヨミガナ),名(ヨミガナ),生年月日,性別,電話番号,メールアドレス,現住所の郵便番号,現住所の都道府県,現住所の市区町村,入社年月日,基礎年金番号", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 4), p.family, p.given, "ミホン", "タロウ", p.birth, pick(r, []string{"male", "female"}), p.phone, p.email, digits(r, 3) + "-" + digits(r, 4), "東京都", "世田谷区架空台1-2-3", "2020/04/01", p.pension}
	}},
	{"en", "contacts.csv", "Id,LastName,FirstName,Title,Phone,MobilePhone,Email,Birthdate,MailingStreet,MailingCity,MailingPostalCode,CreatedDate", func(r *rand.Rand, p staff) []string {
		return []string{"003" + draw(r, 15, base62), p.family, p.given, "Buyer", "", p.phone, p.email, p.birth, "1 Sample Street", "Springfield", digits(r, 5), "2026-03-01T00:00:00.000Z"}
	}},
	{"ko", "sawon.csv", "사번,성명,생년월일,휴대폰,이메일,부서,입사일", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 5), p.family + p.given, p.birth, p.phone, p.email, "영업팀", "2022-03-02"}
	}},
}
