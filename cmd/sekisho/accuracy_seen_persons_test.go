package main

// seenPeopleForms were dealt to the seen set from the beginning.
var seenPeopleForms = []peopleForm{
	{lang: "ja", name: "application of a member", file: "nyukai.txt", weight: 3, head: "架空スポーツクラブ　入会申込書\n", row: "\n申込日　2026年11月{2}日\n氏名　　　{name}\n生年月日　{birth}\n住所　　　{addr}\n電話番号　{tel}\nE-mail　　{mail}\n会員種別　平日\n"},
	{lang: "ja", name: "curriculum vitae", file: "rireki.txt", weight: 3, head: "履 歴 書　　令和8年11月20日現在\n", row: "\n氏　名：{name}\n生年月日：{birth}　（満　歳）\n現住所：{addr}\n電話：{tel}\nE-mail：{mail}\n\n平成20年4月　株式会社架空商事　入社\n令和2年3月　同社　退社\n普通自動車免許\n"},
	{lang: "ja", name: "order confirmed", file: "kakunin.txt", weight: 3, head: "※本メールは自動送信です。\n", row: "\nこの度はご注文いただきありがとうございます。\nご注文番号：{10}\n\n【お届け先】\n{addr}\n{name} 様\n電話番号：{tel}\n\n【ご注文者】\nメールアドレス：{mail}\n商品：見本セット　1点　{4}円\n", doubt: []string{"pii.name"}},
	{lang: "en", name: "patient sheet", file: "patient.txt", weight: 2, head: "SAMPLE CLINIC - REGISTRATION\n", row: "\nPatient name: {name}\nDate of birth: {birth}\nHome phone: {tel}\nAddress: {addr}\nE-mail: {mail}\nReason for visit: check-up\n"},
	{lang: "zh", name: "resume", file: "jianli.txt", weight: 3, head: "个人简历\n", row: "\n姓名：{name}\n出生年月日：{birth}\n手机：{tel}\n邮箱：{mail}\n现居住地：{addr}\n求职意向：会计\n工作经历：2018年至2025年 虚构公司\n"},
	{lang: "ja", name: "questions before a check-up", file: "monshin.txt", weight: 2, head: "健康診断　問診票\n", row: "\n受診者氏名：{name}\n生年月日：{birth}　性別：{1}\n自宅住所：{addr}\n日中連絡のつく電話番号：{tel}\n既往歴：なし　服薬：なし\n"},
	{lang: "ja", name: "list of a school", file: "gakkyu.txt", weight: 2, head: "3年2組　緊急連絡網\n", row: "{2}番　{name}　保護者携帯 {tel}　住所 {addr}\n", doubt: []string{"pii.name"}},
	{lang: "en", name: "minutes with contacts", file: "contacts.txt", weight: 2, head: "Committee contacts, 2026/27\n\n", row: "{name} - tel {tel} - {mail} - {addr}\n", doubt: []string{"pii.name"}},
	{lang: "zh", name: "slip of a delivery", file: "kuaidi.csv", weight: 3, head: "运单号,收件人,收件电话,收件地址,物品\n", row: "\"{12}\",\"{name}\",\"{tel}\",\"{addr}\",\"样品\"\n"},
	{lang: "ja", name: "claim noted", file: "kujo.txt", weight: 2, head: "お客様相談室　受付票\n", row: "\n受付日時　2026/11/{2}　受付者　相談室\nお客様　{name} 様\nご連絡先　{tel}\nご住所　{addr}\nメール　{mail}\n内容　商品が破損していた。代品を発送済み。\n"},
	{lang: "ja", name: "cards of customers", file: "kokyaku.txt", weight: 2, row: "顧客カード　No.{5}\n名前　{name}（生年月日 {birth}）\n〒・住所　{addr}\nTEL　{tel}\n来店　2026/10/{2}　メモ　次回は年明け\n\n"},
	{lang: "ko", name: "slip of a delivery", file: "baesong.csv", weight: 3, head: "운송장번호,받는분,연락처,배송지 주소,상품명\n", row: "\"{12}\",\"{name}\",\"{tel}\",\"{addr}\",\"견본\"\n"},
	{lang: "en", name: "incident report", file: "incident.txt", weight: 2, head: "INCIDENT REPORT\n", row: "\nReport no: {6}\nInjured person: {name}\nDOB: {birth}\nAddress: {addr}\nTel: {tel}\nWhat happened: slipped on wet floor\n"},
	{lang: "ja", name: "invitation list", file: "shotai.txt", weight: 1, head: "披露宴　招待客リスト（新婦側）\n", row: "・{name}様　{addr}　{tel}\n", doubt: []string{"pii.name"}},
	{lang: "ja", name: "interview noted", file: "mensetsu.txt", weight: 2, head: "面接記録\n", row: "\n応募者：{name}\n生年月日：{birth}\n連絡先：{tel}／{mail}\n評価：B　次回面接：12月上旬\n"},
	{lang: "en", name: "passenger list", file: "pax.csv", weight: 2, head: "Seq,Passenger name,Date of birth,Contact phone,Contact email,Seat\n", row: "{2},\"{name}\",\"{birth}\",\"{tel}\",{mail},{2}A\n"},
	{lang: "ja", name: "change of address", file: "tenkyo.txt", weight: 2, head: "住所変更届\n", row: "\n届出日：令和8年11月{2}日\n届出人氏名：{name}\n新住所：{addr}\n電話番号：{tel}\n変更理由：転居\n"},
	{lang: "zh", name: "order of goods", file: "dingdan.txt", weight: 3, row: "订单编号：{12}\n收货人：{name}\n手机号码：{tel}\n收货地址：{addr}\n商品：样品套装 x1\n\n"},
	{lang: "ja", name: "letter of acceptance", file: "naitei.txt", weight: 2, row: "{name}　様\n\n採用内定通知書\n\n下記の連絡先に相違がないかご確認ください。\n住所：{addr}\n電話：{tel}\nメール：{mail}\n\n", doubt: []string{"pii.name"}},
	{lang: "ko", name: "list of a school", file: "hakgeup.txt", weight: 2, head: "2학년 3반 비상연락망\n번호 이름 생년월일 보호자 연락처 주소\n", row: "{2} {name} {birth} {tel} {addr}\n"},
}
