package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// officeForm is a document of one kind that offices exchange, with a value of a class in
// the place that such documents have for it: {v} is the value, {n} a name, {2} two
// digits. It says no more of persons than that.
type officeForm struct {
	class, lang, name, file, text string
}

// spaced writes each digit in a box of its own, as forms read by machines have them.
func spaced(s string) string {
	return strings.Join(strings.Split(strings.NewReplacer("-", "", " ", "").Replace(s), ""), " ")
}

// inForm is a document made of a form, once for each of a few persons; none if the set
// has no form for the class.
func inForm(r *rand.Rand, s set, k kind) (d sample, made bool) {
	var mine []officeForm
	for _, f := range officeForms {
		if f.class == k.class && s == judging {
			mine = append(mine, f)
		}
	}
	if mine == nil {
		return d, false
	}
	f := pick(r, mine)
	d = sample{set: s, about: k.class, layout: "office form", lang: f.lang, name: f.file, truth: newTruth()}
	for range between(r, 1, 3) {
		v := k.value(r)
		d.truth.add(k.class, v)
		d.body = append(d.body, f.filled(r, s, v)...)
	}
	for _, class := range []string{"pii.name", "pii.person", "pii.address", "pii.phone", "file.source_code", "confidential.label"} {
		d.truth.doubt[class] = true
	}
	return d, true
}

func (f officeForm) filled(r *rand.Rand, s set, v string) string {
	text := strings.NewReplacer("{v}", v, "{n}", newPersonOf(s, r, f.lang).name, "{boxes}", spaced(v)).Replace(f.text)
	for n := 1; n <= 12; n++ {
		for mark := fmt.Sprintf("{%s}", strconv.Itoa(n)); strings.Contains(text, mark); {
			text = strings.Replace(text, mark, digits(r, n), 1)
		}
	}
	return text + "\n"
}

// officeForms are of the judging set.
var officeForms = []officeForm{
	{"jp.my_number", "ja", "dependants", "fuyou.txt", "令和8年分　給与所得者の扶養控除等（異動）申告書\n（フリガナ）\nあなたの氏名　{n}　　世帯主の氏名　同上\nあなたの個人番号　{v}\nあなたの住所又は居所　別紙のとおり\n給与の支払者の名称　株式会社架空商事\n"},
	{"jp.my_number", "ja", "withholding", "gensen.txt", "令和8年分 給与所得の源泉徴収票\n支払を受ける者  （受給者番号）{6}\n（個人番号） {v}\n（役職名） 氏名 {n}\n種別 給料・賞与  支払金額 {7}  源泉徴収税額 {6}\n"},
	{"jp.my_number", "ja", "boxes", "todokede.txt", "個人番号届出書\n氏名 {n}\n個人番号 {boxes}\n提出先 総務部\n"},
	{"jp.corporate_number", "ja", "invoice", "seikyu.txt", "請 求 書\n請求番号 {8}　発行日 2026年11月20日\n株式会社架空商事\n登録番号：T{v}\n\n合計 ¥{6}（税込）\n"},
	{"jp.corporate_number", "ja", "payment record", "shiharai.txt", "報酬、料金、契約金及び賞金の支払調書\n区分 原稿料　支払金額 {6}　源泉徴収税額 {5}\n支払者　名称 株式会社見本印刷\n　　　　法人番号 {v}\n整理番号 {5}\n"},
	{"jp.bank_account", "ja", "transfer to", "furikomi.txt", "ご請求金額　￥{6}－\n\n【お振込先】\n架空銀行（{4}）　見本支店（{3}）\n普通　{v}　カ）カクウシヨウジ\n※振込手数料はご負担ください。\n"},
	{"jp.bank_account", "ja", "direct debit", "koufuri.txt", "預金口座振替依頼書\n金融機関名　架空信用金庫　本店営業部\n預金種目　1.普通　2.当座　　→ 1\n口座番号（右詰め）　{v}\n口座名義人　{n}\n"},
	{"jp.drivers_license", "ja", "rental", "rentacar.txt", "レンタカー貸渡契約書　No.{6}\n運転者　{n}\n免許証　番号 {v}　種類 普通（AT限定）　有効期限 2029年5月1日\n車両　架空号 品川 300 わ {2}-{2}\n"},
	{"jp.passport", "ja", "travel", "kaigai.txt", "海外出張申請書\n申請者　{n}\n渡航先　シンガポール　期間 2026/12/1～12/5\n旅券　番号 {v}　有効期間満了日 2031/3/31\n予算番号 {6}\n"},
	{"jp.residence_card", "ja", "foreign worker", "gaikokujin.txt", "外国人雇用状況届出書（控）\n氏名　{n}\n在留資格　技術・人文知識・国際業務\n在留期間　2028年6月30日\n在留カード　番号　{v}\n"},
	{"jp.health_insurance", "ja", "claim", "shobyo.txt", "健康保険 傷病手当金 支給申請書\n請求期間 {2}日\n被保険者番号　{v}\n氏名　{n}\n"},
	{"jp.pension_number", "ja", "enrolment", "shikaku.txt", "健康保険・厚生年金保険 被保険者資格取得届\n事業所整理記号 {2}-アイウ　事業所番号 {5}\n被保険者整理番号 {3}　氏名 {n}\n基礎年金番号 {v}　報酬月額 {6}円\n"},
	{"finance.credit_card", "ja", "fax order", "order.txt", "FAX注文書\nお名前　{n}\nお支払方法　■クレジットカード（一括）\nカード番号　{v}\n有効期限　08/29\n商品番号　{6}　数量　{1}\n"},
	{"finance.credit_card", "en", "hotel", "booking.txt", "RESERVATION {8}\nGuest: {n}\nArrival 12 Dec 2026, 2 nights, deposit {3}.00\nGuarantee: VISA/MC/AMEX {v} exp 11/28\n"},
	{"finance.iban", "en", "credit transfer", "pain001.xml", "<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\"><CstmrCdtTrfInitn><PmtInf><PmtInfId>{8}</PmtInfId><CdtTrfTxInf><Amt><InstdAmt Ccy=\"EUR\">{3}.{2}</InstdAmt></Amt><CdtrAcct><Id><IBAN>{v}</IBAN></Id></CdtrAcct></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>"},
	{"finance.iban", "de", "reminder", "mahnung.txt", "Mahnung\nRechnung {6} vom 02.11.2026, Betrag {3},{2} EUR\nBitte überweisen Sie auf:\nBeispielbank, {v}\nVerwendungszweck: RE{6}\n"},
	{"us.ssn", "en", "W-2", "w2.txt", "Form W-2 Wage and Tax Statement 2026\na Employee's social security number   {v}\nb Employer's identification number (omitted on this copy)\n1 Wages, tips, other compensation {5}.{2}   2 Federal income tax withheld {4}.{2}\ne Employee's name {n}\n"},
	{"us.ssn", "en", "background check", "consent.txt", "CONSENT TO BACKGROUND CHECK\nI, {n}, authorize the company to obtain a consumer report.\nSocial Security No. {v}\nControl {8}\n"},
	{"us.itin", "en", "1040", "f1040.txt", "Form 1040-NR (2026)\nYour first name and last name: {n}\nYour identifying number (ITIN): {v}\nTotal income 9 {5}\n"},
	{"us.ein", "en", "W-9", "w9.txt", "Form W-9 Request for Taxpayer Identification Number\n1 Name of entity: Made-Up Tools LLC\n3a Federal tax classification: LLC\nPart I  Employer identification number: {v}\nPart II Certification. Signature on file.\n"},
	{"us.ein", "en", "941", "f941.txt", "Form 941 for 2026: Employer's QUARTERLY Federal Tax Return\nEmployer identification number (EIN) {v}\nName (not your trade name) Imaginary Works Inc.\n1 Number of employees {2}\n2 Wages {6}.{2}\n"},
	{"cn.resident_id", "zh", "entry form", "ruzhi.txt", "员工入职登记表\n姓名：{n}　　部门：技术部\n身份证号码：{v}\n入职日期：2026年11月1日　工号：{5}\n"},
	{"cn.resident_id", "zh", "contract", "hetong.txt", "劳动合同书（编号 {6}）\n甲方：架空科技有限公司\n乙方：{n}，身份证号{v}\n第一条 合同期限三年。\n"},
	{"kr.rrn", "ko", "withholding", "wonchun.txt", "근로소득 원천징수영수증\n관리번호 {6}\n⑥ 성명 {n}   ⑦ 주민등록번호 {v}\n총급여 {8} 원\n"},
	{"kr.rrn", "ko", "power of attorney", "wiim.txt", "위 임 장\n위임인: {n}\n주민등록번호: {v}\n위 사람에게 서류 제출을 위임합니다.\n"},
	{"tw.national_id", "tw", "withholding", "koujiao.txt", "各類所得扣繳暨免扣繳憑單\n所得人姓名 {n}\n所得人統一編（證）號 {v}\n國民身分證統一編號如上　給付總額 {6}\n"},
	{"sg.nric", "en", "IR8A", "ir8a.txt", "FORM IR8A Return of Employee's Remuneration for the Year 2026\nFull Name of Employee: {n}\nEmployee's Tax Ref No. (NRIC/FIN): {v}\nGross Salary {6}\n"},
	{"in.aadhaar", "en", "KYC", "kyc.txt", "KYC FORM\nName of applicant: {n}\nProof of identity: Aadhaar Card\nAadhaar No. {v}\nCustomer ref {8}\n"},
	{"uk.nino", "en", "P60", "p60.txt", "P60 End of Year Certificate\nTax year to 5 April 2026\nEmployee: {n}\nNational Insurance number: {v}   Works/payroll number: {6}\nPay {5}.{2}  Tax deducted {4}.{2}\n"},
	{"uk.nino", "en", "starter", "starter.txt", "Starter checklist\nLast name / first names: {n}\nNational Insurance number {v}\nEmployment start date 02/11/2026\n"},
	{"uk.nhs", "en", "referral", "referral.txt", "Dear Colleague,\nRe: {n}   NHS No: {v}   Hospital No: {7}\nThank you for seeing this patient with knee pain.\nKind regards\n"},
	{"uk.nhs", "en", "FHIR", "patient.json", "{\"resourceType\": \"Patient\", \"id\": \"{6}\", \"identifier\": [{\"system\": \"https://fhir.nhs.uk/Id/nhs-number\", \"value\": \"{v}\"}], \"active\": true}"},
	{"de.steuer_id", "de", "wage tax", "lohn.txt", "Ausdruck der elektronischen Lohnsteuerbescheinigung für 2026\n{n}\nPersonalnummer: {5}\nIdentifikationsnummer: {v}\nSteuerklasse: 1   Bruttoarbeitslohn {5},{2}\n"},
	{"fr.nir", "fr", "payslip", "bulletin.txt", "BULLETIN DE PAIE   Novembre 2026\nSalarié : {n}   Matricule : {5}\nN° Sécurité Sociale : {v}\nSalaire de base {4},{2}   Net à payer {4},{2}\n"},
	{"es.dni", "es", "payslip", "nomina.txt", "RECIBO INDIVIDUAL DE SALARIOS\nTrabajador: {n}   N.I.F.: {v}\nCategoría: Oficial 1ª   Nº matrícula: {5}\nLíquido total a percibir {4},{2}\n"},
	{"es.dni", "es", "contract", "contrato.txt", "CONTRATO DE ARRENDAMIENTO\nDe una parte, D. {n}, mayor de edad, con DNI {v}.\nDe otra parte, Inmobiliaria Ejemplo S.L., expediente {6}.\n"},
	{"it.codice_fiscale", "it", "e-invoice", "fattura.xml", "<?xml version=\"1.0\"?>\n<FatturaElettronica><FatturaElettronicaHeader><DatiTrasmissione><ProgressivoInvio>{5}</ProgressivoInvio></DatiTrasmissione><CessionarioCommittente><DatiAnagrafici><CodiceFiscale>{v}</CodiceFiscale></DatiAnagrafici></CessionarioCommittente></FatturaElettronicaHeader></FatturaElettronica>"},
	{"it.codice_fiscale", "it", "payslip", "busta.txt", "CEDOLINO PAGA novembre 2026\nDipendente {n}   Matricola {5}\nCodice fiscale {v}\nNetto in busta {4},{2}\n"},
	{"br.cpf", "pt", "e-invoice", "nfe.xml", "<?xml version=\"1.0\"?>\n<nfeProc><NFe><infNFe Id=\"NFe{12}\"><dest><CPF>{v}</CPF><indIEDest>9</indIEDest></dest><total><vNF>{3}.{2}</vNF></total></infNFe></NFe></nfeProc>"},
	{"br.cpf", "pt", "contract", "contrato.txt", "CONTRATO DE PRESTAÇÃO DE SERVIÇOS nº {6}\nCONTRATADO: {n}, inscrito no CPF sob o nº {v}.\nValor mensal de R$ {4},{2}.\n"},
}

// staffExports are lists of persons as services for personnel, sales and accounting
// export them: names and addresses in several columns.
var staffExports = []struct {
	lang, file, head string
	row              func(r *rand.Rand, p staff) []string
}{
	{"ja", "employees.csv", "社員番号,姓,名,姓(ヨミガナ),名(ヨミガナ),生年月日,性別,電話番号,メールアドレス,現住所の郵便番号,現住所の都道府県,現住所の市区町村,入社年月日,基礎年金番号", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 4), p.family, p.given, "ミホン", "タロウ", p.birth, pick(r, []string{"male", "female"}), p.phone, p.email, digits(r, 3) + "-" + digits(r, 4), "東京都", "世田谷区架空台1-2-3", "2020/04/01", p.pension}
	}},
	{"ja", "kyuyo.csv", "従業員コード,氏名(姓),氏名(名),生年月日,入社日,メールアドレス,携帯電話番号,所属,振込先1_口座番号", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 6), p.family, p.given, p.birth, "2019/10/01", p.email, p.phone, "本社", p.account}
	}},
	{"en", "contacts.csv", "Id,LastName,FirstName,Title,Phone,MobilePhone,Email,Birthdate,MailingStreet,MailingCity,MailingPostalCode,CreatedDate", func(r *rand.Rand, p staff) []string {
		return []string{"003" + draw(r, 15, base62), p.family, p.given, "Buyer", "", p.phone, p.email, p.birth, "1 Sample Street", "Springfield", digits(r, 5), "2026-03-01T00:00:00.000Z"}
	}},
	{"zh", "yuangong.csv", "工号,姓名,性别,出生日期,手机号,邮箱,部门,入职日期", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 5), p.family + p.given, "女", p.birth, p.phone, p.email, "市场部", "2021-07-01"}
	}},
	{"ko", "sawon.csv", "사번,성명,생년월일,휴대폰,이메일,부서,입사일", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 5), p.family + p.given, p.birth, p.phone, p.email, "영업팀", "2022-03-02"}
	}},
}

// staff is a person with the parts of the name apart.
type staff struct{ family, given, birth, phone, email, pension, account string }

// staffExport is a list of staff. Names in two columns are one name or two, and addresses
// in three are one or three, so neither counts.
func staffExport(r *rand.Rand) sample {
	x := pick(r, staffExports)
	d := sample{set: judging, about: "pii.person", layout: "staff export", lang: x.lang, name: x.file, truth: newTruth()}
	s := x.head + "\r\n"
	for range between(r, 2, 15) {
		p := newPersonOf(judging, r, x.lang)
		one := staff{pick(r, judgingSurnames[x.lang]), pick(r, judgingGivenNames[x.lang]), p.birth, p.phone, p.email, pensionNumber(r), bankAccount(r)}
		row := x.row(r, one)
		s += csvRow(row, "\r\n")
		d.truth.add("pii.birthdate", p.birth)
		d.truth.add("pii.phone", p.phone)
		d.truth.add("pii.email", p.email)
		d.truth.add("pii.person", p.email)
		if strings.Contains(x.head, "基礎年金番号") {
			d.truth.add("jp.pension_number", one.pension)
		}
		if strings.Contains(x.head, "口座番号") {
			d.truth.add("jp.bank_account", one.account)
		}
	}
	d.body = []byte(s)
	d.truth.doubt["pii.name"], d.truth.doubt["pii.address"] = true, true
	return d
}
