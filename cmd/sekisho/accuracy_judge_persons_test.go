package main

// judgingPeopleForms are the judging set's.
var judgingPeopleForms = []peopleForm{
	{lang: "ja", name: "roll of a neighbourhood", file: "chonaikai.txt", weight: 2, head: "令和8年度　見本町内会　会員名簿\n班　氏名　住所　電話番号\n", row: "{1}　{name}　{addr}　{tel}\n", foot: "以上　取扱いは役員に限る。\n", doubt: []string{"confidential.label"}},
	{lang: "en", name: "order confirmed", file: "order.txt", weight: 3, head: "Thank you for your order!\n", row: "\nOrder {10}\nShip to:\n{name}\n{addr}\nPhone: {tel}\nEmail: {mail}\n1 x Sample kit  ${2}.00\n", doubt: []string{"pii.name"}},
	{lang: "ko", name: "application of a member", file: "gaip.txt", weight: 3, head: "회원 가입 신청서\n", row: "\n성명: {name}\n생년월일: {birth}\n연락처: {tel}\n이메일: {mail}\n주소: {addr}\n가입 구분: 개인\n"},
	{lang: "ja", name: "slip of a delivery", file: "haiso.csv", weight: 3, head: "お問合せ番号,お届け先名,お届け先住所,お届け先電話番号,品名,個数\r\n", row: "\"{12}\",\"{name}\",\"{addr}\",\"{tel}\",\"見本品\",\"1\"\r\n"},
	{lang: "en", name: "tenancy application", file: "tenancy.txt", weight: 2, head: "TENANCY APPLICATION\n", row: "\nApplicant's full name: {name}\nD.O.B: {birth}\nCurrent address: {addr}\nMobile: {tel}\nEmail: {mail}\nMonthly income: {4}\n"},
	{lang: "ja", name: "care plan", file: "kaigo.txt", weight: 2, head: "居宅サービス計画書（1）\n", row: "\n利用者名　{name}　殿　　生年月日　{birth}\n住所　{addr}\n連絡先　{tel}\n要介護状態区分　要介護2\n"},
	{lang: "zh", name: "property owners", file: "yezhu.txt", weight: 2, head: "业主登记表\n房号 姓名 联系电话 户籍地址\n", row: "{1}-{3} {name} {tel} {addr}\n"},
	{lang: "ko", name: "accident noted", file: "sago.txt", weight: 2, head: "사고 접수 기록\n", row: "\n접수번호 {8}\n신고인 성명: {name}\n휴대폰: {tel}\n주소: {addr}\n내용: 주차장 접촉 사고\n"},
	{lang: "en", name: "leads from a fair", file: "leads.txt", weight: 2, head: "Leads, trade fair day 2\n", row: "\n* {name}\n  Mob: {tel}\n  Mail: {mail}\n  wants a demo in January\n", doubt: []string{"pii.name"}},
	{lang: "ja", name: "reservation by mail", file: "yoyakumail.txt", weight: 3, head: "【予約完了のお知らせ】\n", row: "\n予約番号：R{7}\nご予約者名：{name}\nお電話番号：{tel}\nメールアドレス：{mail}\nご来店日時：2026年12月{2}日 18:30　人数：2名\n"},
	{lang: "en", name: "referral", file: "referral.txt", weight: 2, head: "REFERRAL TO PHYSIOTHERAPY\n", row: "\nName: {name}\nDOB: {birth}\nAddress: {addr}\nContact tel: {tel}\nProblem: knee pain, 6 weeks\n"},
	{lang: "ja", name: "cards exchanged", file: "meishi.csv", weight: 3, head: "会社名,部署名,役職,氏名,e-mail,住所,TEL,名刺交換日\r\n", row: "\"見本工業株式会社\",\"購買部\",\"主任\",\"{name}\",\"{mail}\",\"{addr}\",\"{tel}\",\"2026/10/{2}\"\r\n"},
	{lang: "ja", name: "lost and found", file: "wasuremono.txt", weight: 1, head: "遺失物　受付簿\n", row: "\n受付 {4}　届出人　{name}　様\n連絡先　{tel}\n住所　{addr}\n品名　傘（黒）\n"},
	{lang: "ja", name: "volunteers", file: "volunteer.txt", weight: 2, head: "ボランティア登録者一覧（2026年度）\n", row: "・{name}（生年月日 {birth}）　TEL {tel}　{mail}\n", doubt: []string{"pii.name"}},
	{lang: "ko", name: "referral", file: "jinryo.txt", weight: 2, head: "진료 의뢰서\n", row: "\n환자 성명: {name}\n생년월일: {birth}\n주소: {addr}\n전화번호: {tel}\n의뢰 내용: 정밀 검사\n"},
	{lang: "ja", name: "candidates", file: "oubo.csv", weight: 3, head: "応募日,応募者名,生年月日,電話番号,メールアドレス,現住所,応募職種,選考状況\r\n", row: "\"2026/11/{2}\",\"{name}\",\"{birth}\",\"{tel}\",\"{mail}\",\"{addr}\",\"事務\",\"一次面接\"\r\n"},
	{lang: "en", name: "members of a club", file: "club.txt", weight: 2, head: "Membership list 2026\n\nName / Date of birth / Phone / E-mail\n", row: "{name} / {birth} / {tel} / {mail}\n"},
	{lang: "en", name: "payment service", file: "customers.json", weight: 2, head: "{\"object\":\"list\",\"data\":[\n", row: "{\"id\":\"cus_{12}\",\"object\":\"customer\",\"name\":\"{name}\",\"email\":\"{mail}\",\"phone\":\"{tel}\",\"address\":{\"line1\":\"{addr}\",\"country\":\"US\"},\"balance\":0,\"livemode\":false}", between: ",\n", foot: "\n]}\n", doubt: []string{"pii.address"}},
	{lang: "ja", name: "members of a chat", file: "users.json", weight: 2, head: "{\"ok\":true,\"members\":[\n", row: "{\"id\":\"U{9}\",\"deleted\":false,\"profile\":{\"real_name\":\"{name}\",\"phone\":\"{tel}\",\"email\":\"{mail}\",\"title\":\"営業\"}}", between: ",\n", foot: "\n]}\n"},
	{lang: "zh", name: "mini program", file: "users_zh.json", weight: 2, head: "{\"code\":0,\"msg\":\"ok\",\"data\":{\"list\":[", row: "{\"userId\":{6},\"realName\":\"{name}\",\"mobile\":\"{tel}\",\"email\":\"{mail}\",\"birthday\":\"{ymd}\",\"level\":2}", between: ",", foot: "]}}\n"},
	{lang: "en", name: "staff in XML", file: "staff.xml", weight: 1, head: "<?xml version=\"1.0\"?>\n<Employees>\n", row: "  <Employee id=\"{5}\"><GivenName>{given}</GivenName><FamilyName>{family}</FamilyName><DateOfBirth>{ymd}</DateOfBirth><Mobile>{tel}</Mobile><Email>{mail}</Email></Employee>\n", foot: "</Employees>\n"},
	{lang: "ja", name: "reservations JSON", file: "reservations.json", weight: 2, head: "{\"reservations\":[\n", row: "{\"reservation_id\":\"R{7}\",\"guest_name\":\"{name}\",\"guest_tel\":\"{tel}\",\"guest_email\":\"{mail}\",\"checkin\":\"2026-12-10\",\"nights\":1,\"plan\":\"素泊まり\"}", between: ",\n", foot: "\n]}\n"},
	{lang: "ja", name: "insert of staff", file: "staff.sql", weight: 2, row: "INSERT INTO staff (code, name, birthday, tel, mail) VALUES ('{4}', '{name}', '{ymd}', '{tel}', '{mail}');\n"},
}
