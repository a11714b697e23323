package main

import (
	"math/rand/v2"
)

// seenMoreForms and seenMoreExports were dealt to the seen set from the beginning.
var seenMoreForms = []officeForm{
	{class: "jp.my_number", lang: "ja", name: "loss of insurance", file: "soshitsu.txt", weight: 3, text: "健康保険・厚生年金保険　被保険者資格喪失届\n事業所整理記号　{2}－ミホ\n被保険者整理番号　{3}\n氏名　{n}\n個人番号　{v}\n喪失年月日　令和8年10月31日　喪失原因　4 退職等\n"},
	{class: "jp.my_number", lang: "ja", name: "supply of number", file: "teikyo.txt", weight: 2, text: "マイナンバー提供書\n\n提出日　2026年11月20日\n社員番号　{5}\n氏名　{n}\nマイナンバー　{v}\n\n利用目的：源泉徴収票作成事務、社会保険関係届出事務\n"},
	{class: "jp.health_insurance", lang: "ja", name: "check-up", file: "kenshin.txt", weight: 2, text: "定期健康診断　結果報告書\n受診日　2026/10/5　受診番号　{5}\n受診者　{n}\n被保険者証　記号 {4}　番号 {v}\n身長 170.2　体重 64.5　血圧 121/78　判定 A\n"},
	{class: "jp.pension_number", lang: "ja", name: "premium by debit", file: "nenkin.txt", weight: 2, text: "国民年金保険料口座振替納付申出書\n申出日　令和8年11月2日\n基礎年金番号　{v}\n被保険者氏名　{n}\n振替方法　1年前納\n"},
	{class: "jp.residence_card", lang: "ja", name: "contract of work", file: "keiyaku.txt", weight: 2, text: "雇用契約書\n\n使用者　株式会社架空製作所\n労働者　{n}\n第1条　契約期間は2026年12月1日から2027年11月30日までとする。\n確認書類　在留カード（番号：{v}、有効期間満了日：2028年3月31日）\n"},
	{class: "jp.drivers_license", lang: "ja", name: "checked licences", file: "menkyo.txt", weight: 2, text: "運転免許証確認簿（2026年10月）\n\n確認日　10月1日\n氏名　{n}\n免許証番号　{v}\n有効期間の末日　2029年4月12日\n確認者　総務課\n"},
	{class: "finance.credit_card", lang: "en", name: "guarantee", file: "guarantee.txt", weight: 2, text: "CREDIT CARD AUTHORIZATION FORM\nHotel: Sample Bay Hotel   Confirmation: {8}\nCardholder name: {n}\nCard number: {v}\nExpiry (MM/YY): 09/29\nI authorize the hotel to charge the above card for room and tax.\n"},
	{class: "us.ssn", lang: "en", name: "I-9", file: "i9.txt", weight: 2, text: "Employment Eligibility Verification (Form I-9)\nSection 1. Employee Information\nName: {n}   Other last names used: N/A\nU.S. Social Security Number: {v}\nI am: [x] A citizen of the United States\n"},
	{class: "uk.nino", lang: "en", name: "starter checklist", file: "starter.txt", weight: 2, text: "Starter checklist\n1 Name: {n}\n2 Are you: male/female\n3 National Insurance number: {v}\n4 Employment start date: 1 December 2026\n5 Statement A applies\n"},
	{class: "de.steuer_id", lang: "de", name: "staff questionnaire", file: "fragebogen.txt", weight: 2, text: "Personalfragebogen\nName: {n}\nPersonalnummer: {5}\nSteuerklasse: 1\nSteuer-ID: {v}\nKonfession: keine\nEintrittsdatum: 01.12.2026\n"},
	{class: "es.dni", lang: "es", name: "contract of work", file: "contrato.txt", weight: 3, text: "CONTRATO DE TRABAJO INDEFINIDO\nLa empresa EJEMPLO, S.L., y D./D.ª {n}, con DNI {v}, en concepto de trabajador,\nACUERDAN\nPrimera: El trabajador prestará sus servicios como técnico.\n"},
	{class: "it.codice_fiscale", lang: "it", name: "payslip", file: "cedolino.txt", weight: 3, text: "CEDOLINO PAGA  Novembre 2026\nDipendente {n}   Matricola {5}\nCodice fiscale {v}\nQualifica impiegato   Livello 4\nNetto in busta {4},{2}\n"},
	{class: "kr.rrn", lang: "ko", name: "wages withheld", file: "wonchun.txt", weight: 3, text: "근로소득 원천징수영수증\n귀속연도 2026년   관리번호 {6}\n소득자 성명 {n}\n주민등록번호 {v}\n급여 {7}  결정세액 {6}\n"},
	{class: "cn.resident_id", lang: "zh", name: "staff form", file: "ruzhi.txt", weight: 3, text: "员工入职登记表\n姓名：{n}   工号：{5}\n身份证号码：{v}\n学历：本科   部门：生产部\n紧急联系人关系：父亲\n"},
	{class: "sg.nric", lang: "en", name: "visitor", file: "visitor.txt", weight: 1, text: "VISITOR REGISTER   20 Nov 2026\nTime in 09:42   Pass no. {3}\nName {n}\nNRIC/FIN {v}\nCompany Sample Works Pte Ltd\nPurpose Delivery\n"},
	{class: "in.aadhaar", lang: "en", name: "KYC", file: "kyc.txt", weight: 2, text: "CUSTOMER KYC FORM (Individual)\nApplication no. {10}\n1. Name of applicant: {n}\n2. Proof of identity: Aadhaar No. {v}\n3. Occupation: Salaried\n"},
	{class: "finance.iban", lang: "en", name: "invoice", file: "invoice.txt", weight: 3, text: "INVOICE {6}\nDate: 20 November 2026\nConsulting services, October: EUR {4}.00\nPlease transfer within 14 days to\nAccount holder: Sample Consulting GmbH\nIBAN: {v}\nReference: {6}\n"},
	{class: "jp.my_number", lang: "ja", name: "year-end boxes", file: "nencho.txt", weight: 2, text: "給与所得者の扶養控除等申告書（令和9年分）\n氏名　{n}\n個　人　番　号　{boxes}\n世帯主との続柄　本人\n配偶者の有無　無\n"},
	{class: "jp.health_insurance", lang: "ja", name: "limit of payment", file: "gendo.txt", weight: 2, text: "健康保険　限度額適用認定申請書\n被保険者証の番号　{v}\n被保険者氏名　{n}\n療養予定期間　令和8年12月～令和9年2月\n"},
	{class: "jp.corporate_number", lang: "ja", name: "foot of a contract", file: "kihon.txt", weight: 2, text: "業務委託基本契約書\n甲：株式会社架空システム\n乙：見本デザイン合同会社（法人番号 {v}）\n第3条　委託料は月額{6}円とする。\n"},
	{class: "us.itin", lang: "en", name: "1042-S", file: "f1042s.txt", weight: 1, text: "Form 1042-S 2026 Foreign Person's U.S. Source Income\n1 Income code 16   2 Gross income {5}\n13a Recipient's name {n}\n13e Recipient's U.S. TIN (ITIN): {v}\n"},
	{class: "cn.resident_id", lang: "zh", name: "lease", file: "zulin.txt", weight: 2, text: "房屋租赁合同\n出租方（甲方）：样本置业有限公司\n承租方（乙方）：{n}   身份证：{v}\n租期：2026年12月1日至2027年11月30日\n月租金：{4}元\n"},
	{class: "jp.pension_number", lang: "ja", name: "leaving", file: "taishoku.txt", weight: 2, text: "退職者連絡票\n氏名　{n}　　退職日　2026/11/30\n基礎年金番号：{v}\n離職票：要\n貸与品返却：済\n"},
	{class: "jp.passport", lang: "ja", name: "visa letter", file: "shohei.txt", weight: 1, text: "招へい理由書\n招へい人　株式会社架空商事\n同行社員　{n}（旅券番号：{v}）\n目的　工場視察　期間　2027年1月10日～15日\n"},
	{class: "jp.residence_card", lang: "ja", name: "roll of foreign staff", file: "meibo.txt", weight: 2, text: "外国人従業員管理表\n氏名：{n}\n在留資格：特定技能1号\n在留カード番号：{v}\n在留期限：2027/8/19\n配属：第二工場\n"},
	{class: "finance.credit_card", lang: "ja", name: "order by mail", file: "chumon.txt", weight: 2, text: "ご注文ありがとうございます。\n注文番号：{10}\nお支払方法：クレジットカード\nカード番号：{v}\n有効期限：11/28\nお支払回数：一括\n"},
	{class: "in.aadhaar", lang: "en", name: "joining", file: "joining.txt", weight: 2, text: "EMPLOYEE JOINING FORM\nEmployee code: {5}\nName: {n}\nAadhaar Card Number: {v}\nDate of joining: 01/12/2026\nDepartment: Stores\n"},
	{class: "uk.nino", lang: "en", name: "P45", file: "p45.txt", weight: 2, text: "P45 Part 1A Details of employee leaving work\n1 Employer PAYE reference {3}/AB{3}\n2 Employee's National Insurance number {v}\n3 Name {n}\n4 Leaving date 30 11 2026\n"},
	{class: "jp.my_number", lang: "ja", name: "dependants", file: "fuyo.txt", weight: 2, text: "健康保険　被扶養者（異動）届\n被保険者　氏名　{n}\n被扶養者　続柄　妻　　個人番号　{v}\n扶養に入った日　令和8年11月1日　理由　収入減少\n"},
	{class: "jp.bank_account", lang: "ja", name: "refund", file: "henkin.txt", weight: 3, text: "返金先口座のご連絡\nご注文番号：{10}\n銀行名：見本銀行\n支店名：例町支店\n預金種目：普通預金\n口座番号：{v}\n口座名義（カナ）：ミホン　タロウ\n返金額：{4}円\n"},
	{class: "jp.health_insurance", lang: "ja", name: "receipt of a clinic", file: "ryoshu.txt", weight: 2, text: "診療費領収証\n患者番号 {6}　氏名 {n}\n保険種別 社保　被保険者番号 {v}　負担割合 3割\n今回請求額 {4}円\n"},
	{class: "jp.passport", lang: "ja", name: "passengers of a tour", file: "tour.txt", weight: 2, text: "海外旅行申込書\nコース番号 {6}\n参加者　{n}\nパスポート番号　{v}\n発行地　東京　　有効期間満了日　2032/5/10\n"},
	{class: "jp.drivers_license", lang: "ja", name: "car park", file: "chushajo.txt", weight: 2, text: "社有車使用許可申請書\n使用者　{n}\n免許証番号　{v}　　免許の種類　中型\n使用期間　2026/12/1～12/3\n走行予定　{3}km\n"},
	{class: "jp.residence_card", lang: "ja", name: "job notice", file: "hello.txt", weight: 2, text: "外国人雇用状況の届出（控）\n届出番号 {8}\n氏名 {n}\n在留カード番号 {v}\n在留資格 留学（資格外活動許可あり）\n"},
	{class: "kr.rrn", lang: "ko", name: "copy of family", file: "gajok.txt", weight: 2, text: "가족수당 신청서\n신청인 {n}   사번 {5}\n배우자 주민등록번호 {v}\n지급 개시월 2026년 12월\n"},
	{class: "cn.resident_id", lang: "zh", name: "social insurance", file: "shebao.txt", weight: 3, text: "社会保险参保登记表\n单位编号：{8}\n参保人：{n}\n公民身份号码：{v}\n参保险种：养老、医疗、失业\n缴费基数：{5}\n"},
	{class: "it.codice_fiscale", lang: "it", name: "privacy form", file: "consenso.txt", weight: 2, text: "MODULO DI ISCRIZIONE\nIl/La sottoscritto/a {n}\ncodice fiscale: {v}\nchiede l'iscrizione al corso n. {4}\n"},
	{class: "fr.nir", lang: "fr", name: "care sheet", file: "soins.txt", weight: 3, text: "FEUILLE DE SOINS\nAssuré : {n}\nN° d'immatriculation (sécurité sociale) : {v}\nMontant réglé : {2},{2} EUR\n"},
	{class: "in.aadhaar", lang: "en", name: "hostel", file: "hostel.txt", weight: 1, text: "HOSTEL ADMISSION SLIP\nName: {n}\nRoll no.: {7}\nAadhaar: {v}\nRoom: {3}\n"},
	{class: "uk.nhs", lang: "en", name: "discharge", file: "discharge.txt", weight: 3, text: "DISCHARGE SUMMARY\nPatient name {n}   NHS No. {v}\nAdmitted 12/11/2026  Discharged 15/11/2026\nDiagnosis: fractured wrist\n"},
	{class: "tw.national_id", lang: "tw", name: "contract of work", file: "laodong.txt", weight: 2, text: "勞動契約書\n甲方：範例股份有限公司\n乙方：{n}（身分證字號：{v}）\n第一條　契約期間自2026年12月1日起。\n"},
	{class: "finance.credit_card", lang: "ja", name: "annual fee", file: "nenkaihi.txt", weight: 2, text: "年会費お支払届（クレジットカード）\nカード会社　見本カード\nカード番号　{v}\n有効期限（月/年）　05/30\n会員番号　{7}\n"},
}

var seenMoreExports = []exported{
	{"ja", "jugyoin.csv", "従業員番号,苗字,名前,苗字カナ,名前カナ,生年月日,性別,入社年月日,雇用形態,メールアドレス,電話番号,郵便番号,都道府県コード,市区町村,丁目・番地", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 4), p.family, p.given, "カリ", "ジロウ", p.birth, pick(r, []string{"男性", "女性"}), "2018/04/01", "正社員", p.email, p.phone, digits(r, 3) + digits(r, 4), "13", "港区", "架空台1-2-3"}
	}},
	{"en", "google.csv", "First Name,Middle Name,Last Name,Phonetic First Name,Nickname,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Organization Name", func(r *rand.Rand, p staff) []string {
		return []string{p.given, "", p.family, "", "", p.birth, "", "* myContacts", "Work", p.email, "Mobile", p.phone, "Sample Works"}
	}},
	{"ko", "hoewon.csv", "회원번호,아이디,성명,생년월일,성별,휴대전화번호,이메일,가입일,등급", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 6), draw(r, 7, lowerCase), p.family + p.given, p.birth, pick(r, []string{"남", "여"}), p.phone, p.email, "2024-05-11", "일반"}
	}},
	{"ja", "yoyaku.csv", "予約番号,予約日時,姓（漢字）,名（漢字）,電話番号,メールアドレス,メニュー,金額,担当", func(r *rand.Rand, p staff) []string {
		return []string{"Y" + digits(r, 7), "2026/11/25 13:30", p.family, p.given, p.phone, p.email, "カット", "4400", "指名なし"}
	}},
	{"ja", "hogosha.csv", "学年,組,出席番号,児童氏名,児童生年月日,保護者氏名,続柄,緊急連絡先（携帯）,メールアドレス", func(r *rand.Rand, p staff) []string {
		return []string{pick(r, []string{"1", "2", "3"}), "2", digits(r, 2), p.family + " 見本", p.birth, p.family + " " + p.given, "母", p.phone, p.email}
	}},
	{"zh", "kehu.csv", "客户编号,客户姓名,性别,手机号码,电子邮箱,生日,会员等级,注册时间,最近消费", func(r *rand.Rand, p staff) []string {
		return []string{"K" + digits(r, 6), p.family + p.given, pick(r, []string{"男", "女"}), p.phone, p.email, p.birth, "银卡", "2025-03-08 10:21:33", "128.00"}
	}},
	{"en", "customers.csv", "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address City,Default Address Zip,Phone,Total Spent,Total Orders,Tags", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 13), p.given, p.family, p.email, "yes", "", "Springfield", digits(r, 5), p.phone, "120.50", "3", ""}
	}},
	{"ja", "kyuyo.csv", "社員コード,氏名,生年月日,部門,基本給,振込先銀行,振込先支店,預金種目,口座番号,電話番号,メールアドレス", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 4), p.family + " " + p.given, p.birth, "製造部", "240000", "見本銀行", "架空支店", "普通", p.account, p.phone, p.email}
	}},
	{"ja", "jugyoin_data.csv", "従業員コード,所属コード,姓,名,姓カナ,名カナ,男女コード,生年月日,入社年月日,メールアドレス,携帯電話番号,雇用区分コード", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 4), "100", p.family, p.given, "レイ", "タロウ", "1", p.birth, "2015/04/01", p.email, p.phone, "10"}
	}},
	{"en", "registrants.csv", "First Name,Last Name,Email,Phone,Organization,Registration Time,Approval Status", func(r *rand.Rand, p staff) []string {
		return []string{p.given, p.family, p.email, p.phone, "Sample Works", "11/20/2026 10:12:05", "approved"}
	}},
	{"en", "orders_export.csv", "Order ID,Order Date,Billing First Name,Billing Last Name,Billing Email,Billing Phone,Order Total,Payment Method", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 5), "2026-11-19 08:15", p.given, p.family, p.email, p.phone, "59.00", "invoice"}
	}},
	{"ko", "jikwon.csv", "사번,성명(한글),생년월일,입사일자,부서명,직급,휴대전화,회사메일", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 6), p.family + p.given, p.birth, "20200302", "생산1팀", "대리", p.phone, p.email}
	}},
	{"zh", "hr_export.csv", "员工编号,员工姓名,部门,岗位,入职日期,出生日期,联系手机,工作邮箱,用工类型", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 6), p.family + p.given, "研发部", "工程师", "2022/5/9", p.birth, p.phone, p.email, "全职"}
	}},
	{"en", "alumni.csv", "Student No,Surname,Forename,DOB,Programme,Year,Personal Email,Mobile", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 8), p.family, p.given, p.birth, "BSc Example Studies", "2024", p.email, p.phone}
	}},
}
