package main

import "math/rand/v2"

var judgingForms = []officeForm{
	{class: "jp.bank_account", lang: "ja", name: "expenses", file: "keihi.txt", weight: 3, text: "経費精算書　No.{6}\n申請者　{n}　　所属　営業部\n精算額　{5}円\n振込先　見本銀行　架空支店　普通　口座番号　{v}\n"},
	{class: "jp.bank_account", lang: "ja", name: "account for wages", file: "kyuyo.txt", weight: 3, text: "給与振込口座届\n\n所属：製造二課　社員番号：{5}\n氏名：{n}\n金融機関名：見本銀行（{4}）　支店名：架空支店（{3}）\n預金種別：普通\n口座番号：{v}\n口座名義：本人\n"},
	{class: "jp.passport", lang: "en", name: "e-ticket", file: "eticket.txt", weight: 2, text: "E-TICKET ITINERARY RECEIPT\nPassenger: {n}\nBooking ref: SAMPLE   Ticket no: {12}\nPassport: {v} (JPN), expires 14 MAY 2031\nFlight XX{3}  NRT-SIN  12DEC  1055\n"},
	{class: "jp.corporate_number", lang: "ja", name: "new supplier", file: "torihiki.txt", weight: 2, text: "新規取引先登録申請書\n申請No. {6}\n会社名　有限会社見本運輸\n法人番号（13桁）　{v}\n資本金　{2}00万円\n支払条件　月末締め翌月末払い\n"},
	{class: "us.ein", lang: "en", name: "vendor set-up", file: "vendor.txt", weight: 2, text: "VENDOR SET-UP FORM\nLegal name: Fictional Supplies LLC\nVendor no. {6}\nFederal tax ID (EIN): {v}\nPayment terms: Net 30\nRemit by: ACH\n"},
	{class: "fr.nir", lang: "fr", name: "payslip", file: "bulletin.txt", weight: 3, text: "BULLETIN DE PAIE   Période : novembre 2026\nSalarié : {n}   Matricule : {5}\nN° de sécurité sociale : {v}\nEmploi : technicien   Convention : fictive\nNet à payer : {4},{2}\n"},
	{class: "br.cpf", lang: "pt", name: "payslip", file: "holerite.txt", weight: 3, text: "RECIBO DE PAGAMENTO DE SALÁRIO\nCompetência: 11/2026   Matrícula: {5}\nFuncionário: {n}   CPF: {v}\nCargo: Analista\nValor líquido: {4},{2}\n"},
	{class: "tw.national_id", lang: "tw", name: "labour insurance", file: "laobao.txt", weight: 2, text: "勞工保險加保申報表\n單位代號 {8}\n被保險人姓名 {n}\n身分證統一編號 {v}\n月投保薪資 {5}\n"},
	{class: "uk.nhs", lang: "en", name: "appointment", file: "appointment.txt", weight: 3, text: "OUTPATIENT APPOINTMENT\nPatient: {n}\nNHS number: {v}\nHospital ref: {7}\nClinic: Dermatology, Tuesday 8 December 2026 at 10:20\nPlease bring this letter with you.\n"},
	{class: "jp.bank_account", lang: "ja", name: "foot of an invoice", file: "seikyusho.txt", weight: 3, text: "請　求　書　　No.{6}\n株式会社架空商店　御中\n下記のとおりご請求申し上げます。　合計金額　{6}円\n\nお振込先：見本信用金庫　本店　普通預金　{v}\n　　　　　　ｶ)ﾐﾎﾝﾄｿｳ\n"},
	{class: "us.ssn", lang: "en", name: "pay stub", file: "paystub.txt", weight: 3, text: "EARNINGS STATEMENT\nEmployee: {n}   Emp ID: {5}   SSN: {v}\nPeriod ending 11/15/2026   Check no. {6}\nGross {4}.{2}   Net {4}.{2}\n"},
	{class: "kr.rrn", lang: "ko", name: "insurance claim", file: "bohum.txt", weight: 2, text: "보험금 청구서\n접수번호 {8}\n피보험자 {n}   주민등록번호 {v}\n사고일자 2026.10.12\n청구사유 통원\n"},
	{class: "jp.drivers_license", lang: "ja", name: "accident", file: "jiko.txt", weight: 2, text: "車両事故報告書\n発生日時　2026年11月3日 14時20分頃\n運転者　{n}\n運転免許証番号　{v}\n相手車両　なし（自損）\n管理番号　{6}\n"},
	{class: "br.cpf", lang: "pt", name: "ticket", file: "passagem.txt", weight: 1, text: "COMPROVANTE DE COMPRA {8}\nPassageiro: {n}\nCPF do passageiro: {v}\nTrecho: Cidade Exemplo - Cidade Modelo   Poltrona {2}\n"},
	{class: "de.steuer_id", lang: "de", name: "wages", file: "gehalt.txt", weight: 3, text: "Entgeltabrechnung November 2026\n{n}   Pers.-Nr. {5}\nSt.-Kl. 1   IdNr. {v}\nGesamtbrutto {4},{2}   Auszahlung {4},{2}\n"},
	{class: "us.ssn", lang: "en", name: "loan application", file: "loan.txt", weight: 2, text: "UNIFORM LOAN APPLICATION\nBorrower: {n}\nSocial Security Number: {v}\nMarital status: unmarried   Dependents: 0\nLoan amount ${6}   Term 360 months\n"},
	{class: "de.steuer_id", lang: "de", name: "order for exemption", file: "freistellung.txt", weight: 2, text: "Freistellungsauftrag für Kapitalerträge\nGläubiger: {n}\nSteuerliche Identifikationsnummer: {v}\nBetrag: 1.000 EUR\nKundennummer: {8}\n"},
	{class: "jp.pension_number", lang: "ja", name: "pension book", file: "saikofu.txt", weight: 2, text: "基礎年金番号通知書　再交付申請書\n申請者　{n}\n基礎年金番号　{v}\n再交付の理由　紛失\n"},
	{class: "es.dni", lang: "es", name: "parcel", file: "recogida.txt", weight: 2, text: "AUTORIZACIÓN DE RECOGIDA\nYo, {n}, con DNI/NIE nº {v}, autorizo la recogida del envío {10}.\nFecha: 20 de noviembre de 2026\n"},
	{class: "br.cpf", lang: "pt", name: "health plan", file: "plano.txt", weight: 2, text: "FICHA DE ADESÃO - PLANO DE SAÚDE\nBeneficiário: {n}\nCPF: {v}\nPlano: Básico   Carteirinha: {8}\n"},
	{class: "sg.nric", lang: "en", name: "payslip", file: "payslip.txt", weight: 3, text: "PAYSLIP   November 2026\nEmployee: {n}   NRIC: {v}\nBasic pay {4}.00   CPF employee {3}.00\nNet pay {4}.00\n"},
	{class: "uk.nino", lang: "en", name: "maternity", file: "smp.txt", weight: 2, text: "MATERNITY PAY FORM\nEmployee {n}\nNI number {v}\nLeave begins: 7 March 2027\nPayroll no {5}\n"},
}

var judgingExports = []exported{
	{"ja", "members.csv", "会員ID,姓,名,セイ,メイ,生年月日,電話番号,メールアドレス,郵便番号,都道府県,市区町村・番地,登録日", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 7), p.family, p.given, "レイ", "ハナコ", p.birth, p.phone, p.email, digits(r, 3) + "-" + digits(r, 4), "神奈川県", "川崎市中原区例田1-2-3", "2026/02/03"}
	}},
	{"en", "attendees.csv", "Order #,First Name,Last Name,Email,Ticket Type,Cell Phone,Birth Date,Order Date", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 10), p.given, p.family, p.email, "General", p.phone, p.birth, "2026-10-02"}
	}},
	{"ja", "address_book.csv", "氏名,フリガナ,敬称,郵便番号,住所1,住所2,電話,携帯,E-mail,会社名,誕生日,分類", func(r *rand.Rand, p staff) []string {
		return []string{p.family + "　" + p.given, "ミホン", "様", digits(r, 3) + "-" + digits(r, 4), "千葉県船橋市試町", "1-2-3", "", p.phone, p.email, "", p.birth, "友人"}
	}},
	{"en", "employees.csv", "Employee ID,Legal First Name,Legal Last Name,Date of Birth,Hire Date,Job Title,Department,Work Email,Mobile Phone,Manager ID,Status", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 6), p.given, p.family, p.birth, "2021-09-01", "Analyst", "Finance", p.email, p.phone, digits(r, 6), "Active"}
	}},
	{"ja", "outlook.csv", "\"敬称\",\"名\",\"姓\",\"会社名\",\"部署\",\"役職\",\"番地 (会社)\",\"会社電話\",\"携帯電話\",\"電子メール アドレス\",\"誕生日\",\"分類項目\"", func(r *rand.Rand, p staff) []string {
		return []string{"", p.given, p.family, "株式会社架空商事", "営業部", "課長", "", "", p.phone, p.email, p.birth, ""}
	}},
	{"zh", "xuesheng.csv", "学号,姓名,班级,出生日期,监护人,联系电话,邮箱", func(r *rand.Rand, p staff) []string {
		return []string{"2026" + digits(r, 4), p.family + p.given, "高一(3)班", p.birth, p.family + "明", p.phone, p.email}
	}},
	{"ja", "kanja.csv", "患者番号,患者姓,患者名,性別,生年月日,電話番号1,メールアドレス,最終来院日,保険区分", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 6), p.family, p.given, pick(r, []string{"男", "女"}), p.birth, p.phone, p.email, "2026/10/30", "社保"}
	}},
	{"ja", "kaiin_export.csv", "会員コード,会員名（姓）,会員名（名）,誕生日,TEL,MAIL,メルマガ,登録店舗,ポイント残高", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 8), p.family, p.given, p.birth, p.phone, p.email, "希望する", "架空本店", digits(r, 3)}
	}},
	{"ja", "dantai.csv", "団体名,代表者姓,代表者名,代表者生年月日,代表者電話,代表者メール,構成員数", func(r *rand.Rand, p staff) []string {
		return []string{"見本の会", p.family, p.given, p.birth, p.phone, p.email, digits(r, 2)}
	}},
}
