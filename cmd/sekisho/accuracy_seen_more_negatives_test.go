package main

import (
	"fmt"
	"math/rand/v2"
)

// seenMoreNegatives were dealt to the seen set from the beginning.
var seenMoreNegatives = []negative{
	{"inventory of assets", "shisan.csv", assetList},
	{"work rules", "kisoku.txt", workRules},
	{"branches of a bank", "shiten.csv", bankBranches},
	{"match results", "kekka.txt", matchResults},
	{"help text", "help.html", helpText},
	{"floor guide", "guide.txt", floorGuide},
	{"sensor readings", "kion.csv", sensorReadings},
	{"minutes without persons", "gijiroku.txt", plainMinutes},
	{"catalogue of parts", "catalog.txt", partsCatalogue},
	{"shifts by initials", "shift.csv", shiftTable},
	{"company register", "houjin.csv", companyRegister},
	{"history of a firm", "enkaku.txt", firmHistory},
	{"poll", "anketo.csv", pollAnswers},
	{"manual examples", "manual.md", manualExamples},
	{"quotation", "mitsumori.txt", quotation},
	{"loyalty cards", "stamp.txt", loyaltyCards},
	{"managed devices", "mdm.csv", deviceIDs},
	{"list of laws", "horei.txt", listOfLaws},
	{"form with nothing in it", "kinyurei.txt", filledWithNothing},
	{"list of shops", "tenpo.csv", shopList},
	{"history of versions", "release.md", versionHistory},
	{"masked list", "mask.csv", maskedList},
	{"advice of a bank", "oshirase.txt", bankAdvice},
	{"telephone menu", "ivr.txt", telephoneMenu},
	{"seating of departments", "seki.csv", departmentSeats},
	{"shipping JSON", "shipment.json", shipmentJSON},
	{"press release", "release.txt", pressRelease},
	{"data dictionary", "teigi.csv", dataDictionary},
	{"errors of entry", "validation.log", entryErrors},
	{"days off", "kyujitsu.csv", daysOff},
	{"report of a test", "shiken.csv", testReport},
	{"lots drawn", "tosen.txt", lotsDrawn},
}

// assetList has numbers of things that an office owns.
func assetList(r *rand.Rand, _ truth) string {
	return "資産番号,品名,型式,製造番号,取得日,取得価額\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%s,%s,%s-%s,%s,20%02d/%d/%d,%d", digits(r, 7), pick(r, []string{"事務机", "複合機", "社用車", "空調機"}), draw(r, 2, capitals), digits(r, 4), anyValid(r), between(r, 10, 26), between(r, 1, 12), between(r, 1, 28), between(r, 1, 900)*1000)
	})
}

// workRules speak of the same things as records do, and tell none.
func workRules(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"第12条（届出）社員は、氏名、住所、電話番号、口座番号に変更があったときは、７日以内に所定の様式で届け出なければならない。\n第13条　個人番号の提供を受けるときは、利用目的を通知する。\n附則　この規則は2026年4月1日から施行する。\n",
		"Section 4. Employees shall notify HR of any change of name, address, telephone number or bank account within seven days. Section 5. Social Security numbers are collected on Form W-4 only. Effective April 1, 2026.\n",
		"第六条 员工的姓名、住址、电话号码、银行账号发生变更的，应在七日内告知人事部门。第七条 身份证复印件由人事部门保管。本制度自2026年4月1日起施行。\n",
		"제8조 직원은 성명, 주소, 전화번호, 계좌번호가 변경된 경우 7일 이내에 신고하여야 한다. 제9조 주민등록번호는 법령에 근거가 있는 경우에만 수집한다. 부칙 이 규칙은 2026년 4월 1일부터 시행한다.\n",
	})
}

// bankBranches are public.
func bankBranches(r *rand.Rand, _ truth) string {
	return "金融機関コード,支店コード,支店名,開設日\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%s,%s,%s支店,%d/%d/%d", digits(r, 4), digits(r, 3), pick(r, []string{"架空", "見本", "例町", "仮台"}), between(r, 1950, 2010), between(r, 1, 12), between(r, 1, 28))
	})
}

func matchResults(r *rand.Rand, _ truth) string {
	return pick(r, []string{"第38回 市民大会 結果\n", "Results, round 12\n", "联赛第十二轮结果\n"}) + lines(r, 4, 20, func() string {
		return fmt.Sprintf(pick(r, []string{"架空FC %d - %d 見本ユナイテッド（観客 %d人）", "Example Town %d-%d Sample City (att. %d)", "示例队 %d:%d 样本队（观众%d人）"}), r.IntN(5), r.IntN(5), between(r, 100, 40000))
	})
}

// helpText explains how fields are to be filled in.
func helpText(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"<dl><dt>電話番号</dt><dd>ハイフンなしの半角数字で入力してください（市外局番から）。</dd><dt>生年月日</dt><dd>西暦8桁（YYYYMMDD）で入力してください。</dd><dt>口座番号</dt><dd>7桁に満たない場合は先頭に0を付けてください。</dd></dl>\n",
		"<dl><dt>Date of birth</dt><dd>Use the format DD/MM/YYYY.</dd><dt>Card number</dt><dd>The 16 digits on the front, without spaces.</dd><dt>Name</dt><dd>As printed on the card.</dd></dl>\n",
		"<ul><li>身份证号：请输入18位号码，末位为X时请大写。</li><li>手机：请输入11位号码。</li><li>姓名：与证件一致。</li></ul>\n",
		"<ul><li>주민등록번호: 13자리를 입력하세요(하이픈 제외).</li><li>휴대폰: 숫자만 입력하세요.</li></ul>\n",
	})
}

func floorGuide(r *rand.Rand, _ truth) string {
	return lines(r, 4, 12, func() string {
		return fmt.Sprintf(pick(r, []string{"%dF 会議室A 内線 %d", "Floor %d: meeting room B, ext. %d", "%d楼 会议室C 分机 %d", "%d층 회의실D 내선 %d"}), between(r, 1, 30), between(r, 1000, 9999))
	})
}

func sensorReadings(r *rand.Rand, _ truth) string {
	return "日時,棟,室温,湿度,CO2,日射,積算\n" + lines(r, 10, 80, func() string {
		return fmt.Sprintf("2026/11/%02d %02d:%02d,%d,%.1f,%d,%d,%d,%s", between(r, 1, 28), r.IntN(24), r.IntN(60), between(r, 1, 9), 10+20*r.Float64(), between(r, 30, 99), between(r, 350, 1500), r.IntN(900), digits(r, 10))
	})
}

func plainMinutes(r *rand.Rand, _ truth) string {
	return fmt.Sprintf(pick(r, []string{
		"安全衛生委員会　議事録\n日時　2026年11月%d日 13時30分～14時20分\n議題　1. 健康診断の実施率　2. 保険証の切替えの周知　3. 口座振替日の変更\n決定　次回は12月とする。資料番号 %s\n",
		"Minutes of the works meeting, %d November 2026\n1. The phone system moves to the new provider in January.\n2. Passport checks for the trip are done by travel desk.\nPaper %s was noted.\n",
		"2026年11月%d日 例会纪要\n一、关于社会保险缴费基数调整的说明。\n二、关于更换银行账户的通知。\n文号 %s\n",
		"2026년 11월 %d일 회의록\n1. 건강보험 자격 변동 신고 안내\n2. 급여 계좌 변경 일정\n문서번호 %s\n",
	}), between(r, 1, 28), anyValid(r))
}

func partsCatalogue(r *rand.Rand, _ truth) string {
	return lines(r, 5, 30, func() string {
		return fmt.Sprintf(pick(r, []string{"品番 %s  適合機種 %s  価格 %d円", "Part %s fits model %s, $%d", "型号 %s 适用 %s 价格%d元", "부품번호 %s 적용 %s 가격 %d원"}), pick(r, []string{anyValid(r), draw(r, 2, capitals) + digits(r, 7), digits(r, 3) + "-" + digits(r, 4) + "-" + digits(r, 4)}), draw(r, 2, capitals)+digits(r, 3), between(r, 100, 9900))
	})
}

func shiftTable(r *rand.Rand, _ truth) string {
	return "日付,早番,遅番,夜勤,備考\n" + lines(r, 7, 30, func() string {
		return fmt.Sprintf("2026/12/%02d,%s,%s,%s,%s", between(r, 1, 31), draw(r, 1, capitals), draw(r, 1, capitals), draw(r, 1, capitals), pick(r, []string{"", "研修", "棚卸"}))
	})
}

// companyRegister is public, but its numbers count.
func companyRegister(r *rand.Rand, t truth) string {
	t.doubt["pii.address"] = true
	return "法人番号,商号,本店所在地,設立年月日\n" + lines(r, 3, 25, func() string {
		n := corporateNumber(r)
		t.add("jp.corporate_number", n)
		return fmt.Sprintf("%s,%s,%s,%d-%02d-%02d", n, pick(r, []string{"株式会社見本商事", "合同会社架空工房", "例示物産株式会社"}), pick(r, []string{"東京都港区架空台1-2-3", "大阪府堺市堺区無名町4-5"}), between(r, 1950, 2020), between(r, 1, 12), between(r, 1, 28))
	})
}

func firmHistory(r *rand.Rand, _ truth) string {
	return pick(r, []string{"沿革\n", "会社のあゆみ\n"}) + lines(r, 4, 15, func() string {
		return fmt.Sprintf("%d年%d月%d日　%s", between(r, 1948, 2020), between(r, 1, 12), between(r, 1, 28), pick(r, []string{"株式会社架空電機として創立", "見本工場を開設", "本社を移転", "資本金を五千万円に増資", "生まれ変わった新社屋が完成"}))
	})
}

// pollAnswers are nobody's.
func pollAnswers(r *rand.Rand, _ truth) string {
	return "回答番号,年代,満足度,ご意見\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%s,%d代,%d,%s", digits(r, 8), between(r, 2, 7)*10, between(r, 1, 5), pick(r, []string{"とてもよかった", "電話がつながりにくい", "住所の入力が面倒", "特になし", "森の散歩道がよい"}))
	})
}

// manualExamples are the placeholders that manuals have instead of data.
func manualExamples(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"## 入力例\n\n| 項目 | 入力例 |\n|---|---|\n| 氏名 | 〇〇 〇〇 |\n| 電話番号 | 0X0-XXXX-XXXX |\n| マイナンバー | 000000000000 |\n| 生年月日 | YYYY/MM/DD |\n",
		"## Example\n\n| Field | Value |\n|---|---|\n| name | (your name) |\n| ssn | ###-##-#### |\n| iban | DE00 XXXX XXXX XXXX XXXX XX |\n| card_number | **** **** **** 1234 |\n",
		"## 示例\n\n| 字段 | 说明 |\n|---|---|\n| 姓名 | 必填，不超过20字 |\n| 身份证号 | 18位 |\n| 手机号 | 1XXXXXXXXXX |\n",
		"## 입력 예\n\n| 항목 | 형식 |\n|---|---|\n| 성명 | 홍○○ |\n| 주민등록번호 | ######-####### |\n| 휴대폰 | 010-****-**** |\n",
	})
}

func quotation(r *rand.Rand, _ truth) string {
	return fmt.Sprintf(pick(r, []string{"御 見 積 書\n見積番号 %s\n有効期限 発行後30日\n合計 %d円\n", "QUOTATION %s\nValid for 30 days\nTotal USD %d\n", "报价单\n编号 %s\n有效期30天\n合计 %d元\n", "견적서\n견적번호 %s\n유효기간 30일\n합계 %d원\n"}), anyValid(r), between(r, 10000, 9900000)) + lines(r, 2, 10, func() string {
		return fmt.Sprintf("%s  %d  %d", draw(r, 3, capitals)+"-"+digits(r, 5), between(r, 1, 50), between(r, 100, 90000))
	})
}

// loyaltyCards are a shop's own: their numbers are no payment cards'.
func loyaltyCards(r *rand.Rand, _ truth) string {
	return lines(r, 3, 20, func() string {
		return fmt.Sprintf(pick(r, []string{"ポイントカード会員番号 %s 残高 %dpt", "Loyalty no. %s, %d points", "积分卡编号 %s 余额%d分", "적립카드 회원번호 %s 잔액 %d점"}), digits(r, 13), r.IntN(9000))
	})
}

func deviceIDs(r *rand.Rand, _ truth) string {
	return "端末名,シリアル番号,IMEI,MACアドレス,最終接続\n" + lines(r, 5, 30, func() string {
		return fmt.Sprintf("PC-%s,%s,%s,02:%s:%s:%s:%s:%s,2026-11-%02d", digits(r, 4), draw(r, 10, alnum), luhnEnd("86"+digits(r, 12)), draw(r, 2, "0123456789ABCDEF"), draw(r, 2, "0123456789ABCDEF"), draw(r, 2, "0123456789ABCDEF"), draw(r, 2, "0123456789ABCDEF"), draw(r, 2, "0123456789ABCDEF"), between(r, 1, 28))
	})
}

func listOfLaws(r *rand.Rand, _ truth) string {
	return lines(r, 3, 12, func() string {
		return fmt.Sprintf("%s（%s%d年%s第%d号）第%d条", pick(r, []string{"個人情報の保護に関する法律", "道路交通法", "国民年金法", "健康保険法", "旅券法"}), pick(r, []string{"昭和", "平成"}), between(r, 1, 31), pick(r, []string{"法律", "政令"}), between(r, 1, 200), between(r, 1, 150))
	})
}

// filledWithNothing is a form whose fields hold dashes, marks and lengths.
func filledWithNothing(r *rand.Rand, _ truth) string {
	return lines(r, 3, 9, func() string {
		return pick(r, []string{"氏名：", "住所：", "電話番号：", "生年月日：", "Name: ", "Address: ", "Phone: ", "姓名：", "연락처: ", "口座番号：", "個人番号："}) + pick(r, []string{"－", "同上", "N/A", "____________", "（記入不要）", "別紙", "なし", "未定", "TBD", "无", "없음"})
	})
}

// shopList has a firm's own places, whose telephones count and whose names are no persons'.
func shopList(r *rand.Rand, t truth) string {
	t.doubt["pii.address"] = true
	return "店舗名,住所,電話番号,営業時間\n" + lines(r, 3, 20, func() string {
		phone := "0" + pick(r, []string{"3-", "6-"}) + fmt.Sprint(between(r, 3000, 6999)) + "-" + digits(r, 4)
		t.add("pii.phone", phone)
		return fmt.Sprintf("架空書店%s店,%s,%s,10:00-20:00", pick(r, []string{"本", "駅前", "例町", "試坂"}), pick(r, []string{"東京都港区架空台1-2-3", "大阪府堺市堺区無名町4-5"}), phone)
	})
}

func versionHistory(r *rand.Rand, _ truth) string {
	return "# Release notes\n\n" + lines(r, 4, 20, func() string {
		return fmt.Sprintf("- %d.%d.%d (%04d-%02d-%02d): %s (#%s)", r.IntN(9), r.IntN(30), r.IntN(99), between(r, 1998, 2026), between(r, 1, 12), between(r, 1, 28), pick(r, []string{"fix the name column", "住所検索を修正", "passport photo upload", "修复手机号校验", "주민등록번호 마스킹"}), digits(r, 7))
	})
}

// maskedList has had taken out what it could tell.
func maskedList(r *rand.Rand, t truth) string {
	t.doubt["pii.name"] = true
	return "会員番号,氏名,電話番号,カード番号\n" + lines(r, 3, 20, func() string {
		return fmt.Sprintf("%s,%s＊＊,090-****-%s,****-****-****-%s", digits(r, 8), pick(r, surnames["ja"]), digits(r, 4), digits(r, 4))
	})
}

// bankAdvice warns of what it speaks about.
func bankAdvice(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"【重要】当行がメールで口座番号、暗証番号、カード番号をお尋ねすることはありません。不審なメールは破棄してください。\n",
		"Security notice: we will never ask for your card number, SSN or account number by e-mail. Case closed.\n",
		"温馨提示：我行不会通过短信索要您的身份证号、银行卡号和验证码。\n",
		"알림: 당행은 이메일로 주민등록번호, 계좌번호, 카드번호를 요구하지 않습니다.\n",
	})
}

func telephoneMenu(r *rand.Rand, _ truth) string {
	return lines(r, 3, 9, func() string {
		return fmt.Sprintf(pick(r, []string{"%d を押すと担当窓口につながります。", "Press %d for sales.", "%d번을 누르면 상담원과 연결됩니다.", "按 %d 转人工服务。"}), r.IntN(10))
	})
}

func departmentSeats(r *rand.Rand, _ truth) string {
	return "階,部署,席数,内線,複合機\n" + lines(r, 4, 20, func() string {
		return fmt.Sprintf("%d,%s,%d,%d,MFP-%s", between(r, 1, 20), pick(r, []string{"総務部", "経理部", "営業部", "法務部", "森林事業部"}), between(r, 3, 60), between(r, 1000, 9999), digits(r, 3))
	})
}

func shipmentJSON(r *rand.Rand, _ truth) string {
	return "{\"shipments\": [\n" + lines(r, 2, 20, func() string {
		return fmt.Sprintf(`  {"shipmentId": %q, "carrierCode": "X%s", "trackingId": %q, "weight_g": %d, "hsCode": %q, "containerNo": "ABCU%s"},`, anyValid(r), digits(r, 2), anyValid(r), r.IntN(90000), digits(r, 10), digits(r, 7))
	}) + "  {}\n]}\n"
}

// pressRelease has a firm's telephone, which counts.
func pressRelease(r *rand.Rand, t truth) string {
	t.doubt["pii.address"], t.doubt["pii.name"] = true, true
	phone := "03-" + fmt.Sprint(between(r, 3000, 6999)) + "-" + digits(r, 4)
	t.add("pii.phone", phone)
	return fmt.Sprintf("報道関係者各位\n2026年11月%d日\n株式会社架空電機\n新製品「見本%s」発売のお知らせ\n型番 %s　価格 %d円\n本件に関するお問い合わせ　広報室　電話 %s\n", between(r, 1, 28), draw(r, 2, capitals), anyValid(r), between(r, 1000, 90000), phone)
}

// dataDictionary says what columns a table has.
func dataDictionary(r *rand.Rand, _ truth) string {
	return "項目名,物理名,型,桁数,必須,備考\n" + lines(r, 5, 20, func() string {
		k := pick(r, append(append([]kind{}, kinds...), traits...))
		return fmt.Sprintf("%s,%s,%s,%d,%s,%s", k.label(r, "en"), pick(r, k.keys), pick(r, []string{"VARCHAR", "CHAR", "DATE", "NUMBER"}), between(r, 1, 200), pick(r, []string{"○", "-"}), pick(r, []string{"", "ハイフンなし", "全角", "画面ID G0103"}))
	})
}

func entryErrors(r *rand.Rand, _ truth) string {
	return lines(r, 4, 30, func() string {
		return fmt.Sprintf("2026-11-22 10:%02d:%02d WARN field=%s error=%q length=%d", r.IntN(60), r.IntN(60), pick(r, pick(r, kinds).keys), pick(r, []string{"invalid check digit", "required", "桁数が正しくありません", "format mismatch"}), between(r, 0, 20))
	})
}

func daysOff(r *rand.Rand, _ truth) string {
	return pick(r, []string{"日付,名称\n", "Date,Name\n", "日期,名称\n", "날짜,이름\n"}) + lines(r, 5, 16, func() string {
		return fmt.Sprintf("2026/%d/%d,%s", between(r, 1, 12), between(r, 1, 28), pick(r, []string{"元日", "成人の日", "Labour Day", "国庆节", "추석", "創立記念日"}))
	})
}

func testReport(r *rand.Rand, _ truth) string {
	return "試験番号,試料,測定値,規格,判定,測定日\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%s,S-%s,%.4f,%.2f以下,合格,2026/11/%02d", anyValid(r), digits(r, 4), 10*r.Float64(), 10*r.Float64(), between(r, 1, 28))
	})
}

func lotsDrawn(r *rand.Rand, _ truth) string {
	return lines(r, 3, 12, func() string {
		return fmt.Sprintf(pick(r, []string{"%d等　%s組　%s番", "Prize %d: series %s, number %s", "%d등 %s조 %s번"}), between(r, 1, 9), digits(r, 2), digits(r, 6))
	})
}
