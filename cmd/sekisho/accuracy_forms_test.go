package main

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// officeForm is a document of one kind that offices exchange, with a value of a class in
// the place that such documents have for it: {v} is the value, {n} a name, {2} two
// digits. It says no more of persons than that.
type officeForm struct {
	class, lang, name, file, text string
	weight                        int // see pickBy
}

// spaced writes each digit in a box of its own, as forms read by machines have them.
func spaced(s string) string {
	return strings.Join(strings.Split(strings.NewReplacer("-", "", " ", "").Replace(s), ""), " ")
}

// inForm is a document made of a form, once for each of a few persons; none if the set
// has no form for the class.
func inForm(r *rand.Rand, s set, k kind) (d sample, made bool) {
	var mine []officeForm
	for _, f := range officeForms[s] {
		if f.class == k.class {
			mine = append(mine, f)
		}
	}
	if mine == nil {
		return d, false
	}
	f := pickBy(r, mine, func(f officeForm) int { return f.weight })
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
	return filled(r, text) + "\n"
}

var officeForms = map[set][]officeForm{tuning: tuningForms, seen: slices.Concat(seenForms, seenMoreForms, opened(judgingForms)), judging: blind(judgingForms)}

var tuningForms = []officeForm{
	{class: "jp.my_number", lang: "ja", name: "withholding", file: "gensen.txt", text: "令和8年分 給与所得の源泉徴収票\n支払を受ける者  （受給者番号）{6}\n（個人番号） {v}\n（役職名） 氏名 {n}\n種別 給料・賞与  支払金額 {7}  源泉徴収税額 {6}\n"},
	{class: "jp.corporate_number", lang: "ja", name: "invoice", file: "seikyu.txt", text: "請 求 書\n請求番号 {8}　発行日 2026年11月20日\n株式会社架空商事\n登録番号：T{v}\n\n合計 ¥{6}（税込）\n"},
	{class: "jp.bank_account", lang: "ja", name: "transfer to", file: "furikomi.txt", text: "ご請求金額　￥{6}－\n\n【お振込先】\n架空銀行（{4}）　見本支店（{3}）\n普通　{v}　カ）カクウシヨウジ\n※振込手数料はご負担ください。\n"},
	{class: "jp.drivers_license", lang: "ja", name: "rental", file: "rentacar.txt", text: "レンタカー貸渡契約書　No.{6}\n運転者　{n}\n免許証　番号 {v}　種類 普通（AT限定）　有効期限 2029年5月1日\n車両　架空号 品川 300 わ {2}-{2}\n"},
	{class: "jp.residence_card", lang: "ja", name: "foreign worker", file: "gaikokujin.txt", text: "外国人雇用状況届出書（控）\n氏名　{n}\n在留資格　技術・人文知識・国際業務\n在留期間　2028年6月30日\n在留カード　番号　{v}\n"},
	{class: "jp.pension_number", lang: "ja", name: "enrolment", file: "shikaku.txt", text: "健康保険・厚生年金保険 被保険者資格取得届\n事業所整理記号 {2}-アイウ　事業所番号 {5}\n被保険者整理番号 {3}　氏名 {n}\n基礎年金番号 {v}　報酬月額 {6}円\n"},
	{class: "finance.credit_card", lang: "en", name: "hotel", file: "booking.txt", text: "RESERVATION {8}\nGuest: {n}\nArrival 12 Dec 2026, 2 nights, deposit {3}.00\nGuarantee: VISA/MC/AMEX {v} exp 11/28\n"},
	{class: "finance.iban", lang: "de", name: "reminder", file: "mahnung.txt", text: "Mahnung\nRechnung {6} vom 02.11.2026, Betrag {3},{2} EUR\nBitte überweisen Sie auf:\nBeispielbank, {v}\nVerwendungszweck: RE{6}\n"},
	{class: "us.ssn", lang: "en", name: "background check", file: "consent.txt", text: "CONSENT TO BACKGROUND CHECK\nI, {n}, authorize the company to obtain a consumer report.\nSocial Security No. {v}\nControl {8}\n"},
	{class: "us.ein", lang: "en", name: "W-9", file: "w9.txt", text: "Form W-9 Request for Taxpayer Identification Number\n1 Name of entity: Made-Up Tools LLC\n3a Federal tax classification: LLC\nPart I  Employer identification number: {v}\nPart II Certification. Signature on file.\n"},
	{class: "cn.resident_id", lang: "zh", name: "entry form", file: "ruzhi.txt", text: "员工入职登记表\n姓名：{n}　　部门：技术部\n身份证号码：{v}\n入职日期：2026年11月1日　工号：{5}\n"},
	{class: "kr.rrn", lang: "ko", name: "withholding", file: "wonchun.txt", text: "근로소득 원천징수영수증\n관리번호 {6}\n⑥ 성명 {n}   ⑦ 주민등록번호 {v}\n총급여 {8} 원\n"},
	{class: "tw.national_id", lang: "tw", name: "withholding", file: "koujiao.txt", text: "各類所得扣繳暨免扣繳憑單\n所得人姓名 {n}\n所得人統一編（證）號 {v}\n國民身分證統一編號如上　給付總額 {6}\n"},
	{class: "in.aadhaar", lang: "en", name: "KYC", file: "kyc.txt", text: "KYC FORM\nName of applicant: {n}\nProof of identity: Aadhaar Card\nAadhaar No. {v}\nCustomer ref {8}\n"},
	{class: "uk.nino", lang: "en", name: "starter", file: "starter.txt", text: "Starter checklist\nLast name / first names: {n}\nNational Insurance number {v}\nEmployment start date 02/11/2026\n"},
	{class: "uk.nhs", lang: "en", name: "FHIR", file: "patient.json", text: "{\"resourceType\": \"Patient\", \"id\": \"{6}\", \"identifier\": [{\"system\": \"https://fhir.nhs.uk/Id/nhs-number\", \"value\": \"{v}\"}], \"active\": true}"},
	{class: "fr.nir", lang: "fr", name: "payslip", file: "bulletin.txt", text: "BULLETIN DE PAIE   Novembre 2026\nSalarié : {n}   Matricule : {5}\nN° Sécurité Sociale : {v}\nSalaire de base {4},{2}   Net à payer {4},{2}\n"},
	{class: "es.dni", lang: "es", name: "contract", file: "contrato.txt", text: "CONTRATO DE ARRENDAMIENTO\nDe una parte, D. {n}, mayor de edad, con DNI {v}.\nDe otra parte, Inmobiliaria Ejemplo S.L., expediente {6}.\n"},
	{class: "it.codice_fiscale", lang: "it", name: "payslip", file: "busta.txt", text: "CEDOLINO PAGA novembre 2026\nDipendente {n}   Matricola {5}\nCodice fiscale {v}\nNetto in busta {4},{2}\n"},
	{class: "br.cpf", lang: "pt", name: "contract", file: "contrato.txt", text: "CONTRATO DE PRESTAÇÃO DE SERVIÇOS nº {6}\nCONTRATADO: {n}, inscrito no CPF sob o nº {v}.\nValor mensal de R$ {4},{2}.\n"},
}

// exported is a list of persons as services for personnel, sales and accounting export
// it: names and addresses in several columns.
type exported struct {
	lang, file, head string
	row              func(r *rand.Rand, p staff) []string
}

var staffExports = map[set][]exported{tuning: tuningExports, seen: slices.Concat(seenExports, seenMoreExports, opened(judgingExports)), judging: blind(judgingExports)}

var tuningExports = []exported{
	{"ja", "kyuyo.csv", "従業員コード,氏名(姓),氏名(名),生年月日,入社日,メールアドレス,携帯電話番号,所属,振込先1_口座番号", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 6), p.family, p.given, p.birth, "2019/10/01", p.email, p.phone, "本社", p.account}
	}},
	{"zh", "yuangong.csv", "工号,姓名,性别,出生日期,手机号,邮箱,部门,入职日期", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 5), p.family + p.given, "女", p.birth, p.phone, p.email, "市场部", "2021-07-01"}
	}},
}

// staff is a person with the parts of the name apart.
type staff struct{ family, given, birth, phone, email, pension, account string }

// staffExport is a list of staff. Names in two columns are one name or two, and addresses
// in three are one or three, so neither counts.
func staffExport(r *rand.Rand, s set) sample {
	x := pick(r, staffExports[s])
	d := sample{set: s, about: "pii.person", layout: "staff export", lang: x.lang, name: x.file, truth: newTruth()}
	text := x.head + "\r\n"
	for range between(r, 2, 15) {
		p := newPersonOf(s, r, x.lang)
		one := staff{pick(r, inventions[s].surnames[x.lang]), pick(r, inventions[s].givenNames[x.lang]), p.birth, p.phone, p.email, pensionNumber(r), bankAccount(r)}
		row := x.row(r, one)
		text += csvRow(row, "\r\n")
		for class, value := range map[string]string{"pii.birthdate": p.birth, "pii.phone": p.phone, "pii.email": p.email} {
			if slices.Contains(row, value) {
				d.truth.add(class, value)
			}
		}
		d.truth.add("pii.person", p.email)
		if strings.Contains(x.head, "基礎年金番号") {
			d.truth.add("jp.pension_number", one.pension)
		}
		if strings.Contains(x.head, "口座番号") {
			d.truth.add("jp.bank_account", one.account)
		}
	}
	d.body = []byte(text)
	d.truth.doubt["pii.name"], d.truth.doubt["pii.address"] = true, true
	return d
}
