package main

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
)

// judgingNegatives look as if they carried what they don't: mostly numbers that are right
// by their check digits and stand under a name of another kind.
var judgingNegatives = []negative{
	{"stock list", "zaiko.csv", stockList},
	{"parcels", "delivery.txt", parcels},
	{"meters", "meters.csv", meters},
	{"devices", "devices.csv", devices},
	{"members by number", "points.tsv", memberPoints},
	{"contracts", "contracts.json", contracts},
	{"firms' dates", "companies.csv", firmDates},
	{"privacy notice", "privacy.txt", privacyNotice},
	{"classification guide", "guide.md", classificationGuide},
	{"translations", "messages.json", translations},
	{"password rules", "rules.txt", passwordRules},
	{"templates of secrets", "values.yaml", secretTemplates},
	{"public keys", "known_hosts", publicKeys},
	{"hashes", "SHA256SUMS", checksums},
	{"commits", "git.log", commits},
	{"tickets", "tickets.txt", ticketList},
	{"coordinates", "track.gpx", coordinates},
	{"bill of materials", "bom.csv", billOfMaterials},
	{"timetable", "timetable.txt", timetable},
	{"ledger", "ledger.csv", ledger},
	{"form to fill in", "mushikui.txt", formToFill},
	{"recipes and prices", "menu.txt", menu},
	{"novel", "novel.txt", novel},
	{"vaccination statistics", "stats.csv", statistics},
}

// lines repeats what makes one.
func lines(r *rand.Rand, low, high int, one func() string) string {
	var b strings.Builder
	for range between(r, low, high) {
		b.WriteString(one() + "\n")
	}
	return b.String()
}

func anyValid(r *rand.Rand) string { return pick(r, validNumbers)(r) }

func stockList(r *rand.Rand, _ truth) string {
	return "JANコード,品名,棚番,在庫,ロット番号\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%s,部品%s,%s-%s,%d,%s", corporateNumber(r), draw(r, 2, capitals), draw(r, 1, capitals), digits(r, 2), r.IntN(500), anyValid(r))
	})
}

func parcels(r *rand.Rand, _ truth) string {
	return lines(r, 2, 12, func() string {
		return fmt.Sprintf(pick(r, []string{"お問い合わせ伝票番号：%s　配達完了", "Your parcel %s is out for delivery.", "送り状番号 %s を発行しました。", "运单号 %s 已签收", "운송장번호 %s 배송 중"}), anyValid(r))
	})
}

func meters(r *rand.Rand, _ truth) string {
	return "供給地点特定番号,お客様番号,検針日,指示数\n" + lines(r, 3, 30, func() string {
		return fmt.Sprintf("%s,%s,2026/11/%02d,%s", digits(r, 22), anyValid(r), between(r, 1, 28), digits(r, 5))
	})
}

// devices have numbers that end in Luhn's check digit, as cards do.
func devices(r *rand.Rand, _ truth) string {
	return "asset,IMEI,ICCID,serial\n" + lines(r, 3, 30, func() string {
		return fmt.Sprintf("A%s,%s,%s,%s", digits(r, 4), luhnEnd("35"+digits(r, 12)), luhnEnd("8981"+digits(r, 14)), draw(r, 12, alnum))
	})
}

func memberPoints(r *rand.Rand, _ truth) string {
	return pick(r, []string{"会員番号\tポイント\t有効期限", "Member no.\tPoints\tExpires", "회원번호\t포인트\t만료일"}) + "\n" + lines(r, 3, 30, func() string {
		return fmt.Sprintf("%s\t%d\t2027/%02d/%02d", anyValid(r), r.IntN(9000), between(r, 1, 12), between(r, 1, 28))
	})
}

func contracts(r *rand.Rand, _ truth) string {
	return "[\n" + lines(r, 2, 20, func() string {
		return fmt.Sprintf(`  {"contractId": %q, "invoiceNo": %q, "meterId": %q, "amount": %d},`, anyValid(r), anyValid(r), anyValid(r), r.IntN(1e6))
	}) + "  {}\n]\n"
}

func firmDates(r *rand.Rand, _ truth) string {
	return "会社名,設立年月日,資本金（百万円）,決算日\n" + lines(r, 3, 20, func() string {
		y, m, d := dayOf(r)
		return fmt.Sprintf("株式会社架空%s,%d年%d月%d日,%d,2026/3/31", pick(r, []string{"商事", "電機", "物産", "化学"}), y, m, d, r.IntN(9000))
	})
}

func privacyNotice(r *rand.Rand, _ truth) string {
	return fmt.Sprintf(pick(r, privacyNotices), anyValid(r))
}

var privacyNotices = []string{
	"当社は、氏名、生年月日、住所、電話番号、メールアドレス、個人番号（マイナンバー）、基礎年金番号、口座番号、クレジットカード番号を取得することがあります。\n第12条 当社は2026年4月1日に本方針を改定しました。\n文書番号 %s\n",
	"We may collect your name, date of birth, home address, Social Security number, driver's license number, passport number and bank account number.\nDocument reference %s.\n",
	"我们可能收集您的姓名、出生日期、身份证号码、手机号码、银行卡号及住址。\n版本号 %s。\n",
	"회사는 성명, 생년월일, 주민등록번호, 여권번호, 휴대전화, 계좌번호를 수집할 수 있습니다.\n문서번호 %s\n",
	"Wir verarbeiten Name, Geburtsdatum, Steuer-ID, IBAN und Ausweisnummer.\nAktenzeichen %s\n",
}

// classificationGuide explains labels; it is not labelled itself.
func classificationGuide(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"# 文書の区分について\n\n| 区分 | 説明 | 保管 |\n|---|---|---|\n| 極秘 | 漏れると重大な損害がある | 金庫 |\n| 社外秘 | 社員だけが読める | 施錠 |\n| 公開 | 誰でも読める | 自由 |\n\n本書は公開とする。\n",
		"# How we mark documents\n\nThere are three levels: public, internal and confidential. Write the level at the top right of each page. This guide is public.\n",
		"# 文件分级说明\n\n文件分为公开、内部、机密三级。机密文件须由专人保管，本说明为公开文件。\n",
		"# 문서 등급 안내\n\n문서는 공개, 사내, 대외비로 나뉩니다. 대외비 문서는 잠금 보관합니다. 이 안내는 공개입니다.\n",
		"# 秘密保持契約のひな形\n\n第2条（秘密情報）秘密情報とは、開示の際に秘密である旨を明示した情報をいう。\n第3条 受領者は秘密情報を厳に秘密として保持する。\n",
	})
}

func translations(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"{\"login.password\": \"パスワード\", \"login.password.hint\": \"8文字以上で入力してください\", \"token.expired\": \"トークンの期限が切れました\", \"user.mynumber\": \"マイナンバー\"}\n",
		"{\"password\": \"Password\", \"passwordConfirmation\": \"Repeat-your-password1\", \"apiKey\": \"API key\", \"secret\": \"Secret answer\"}\n",
		"password = 密码\npassword.error = 密码至少包含8个字符\ntoken = 令牌\nidcard = 身份证号码\n",
		"msgid \"Password: %s\"\nmsgstr \"비밀번호: %s\"\n\nmsgid \"token\"\nmsgstr \"토큰\"\n",
	})
}

func passwordRules(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"パスワードは英大文字・英小文字・数字・記号を含む12文字以上とし、90日ごとに変更すること。\n初期パスワードは別途郵送します。\n",
		"Password: at least 12 characters, one digit, one symbol. Default password: see the label under the device.\n",
		"密码：至少8位，须包含字母和数字。忘记密码请联系管理员。\n", "비밀번호: 8자 이상, 숫자 포함. 초기 비밀번호는 문자로 발송됩니다.\n",
		"password: required\npasswd: (not set)\npwd: /home/app\npassword_policy: strong1\nPASSWORD_FILE=/run/secrets/db_password\n",
	})
}

func secretTemplates(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"password: {{ .Values.db.password }}\ntoken: {{ vault_token }}\nsecretKeyRef:\n  name: app-secret\n  key: password\n",
		"API_KEY=your-api-key-here\nSECRET=xxxxxxxxxxxxxxxxxxxxxxxx\nTOKEN=<insert token>\nPASSWORD=********\n",
		"variable \"db_password\" {\n  type = string\n  sensitive = true\n}\npassword = var.db_password\ntoken = data.vault_generic_secret.app.data[\"token\"]\n",
		"String password = request.getParameter(\"password\");\nString token = jwtService.issue(user.getId(), Duration.ofHours(8));\nassertEquals(expectedToken, token);\n",
		"const password = await argon2.hash(body.password);\nif (!apiKey) throw new Error('API key required');\nheaders['X-Api-Key'] = process.env.API_KEY!;\n",
	})
}

func publicKeys(r *rand.Rand, _ truth) string {
	return lines(r, 2, 12, func() string {
		return fmt.Sprintf("198.51.100.%d ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI%s", r.IntN(250), draw(r, 43, base62+"+/"))
	}) + "-----BEGIN CERTIFICATE-----\n" + lines(r, 8, 20, func() string { return draw(r, 64, base62+"+/") }) + "-----END CERTIFICATE-----\n"
}

func checksums(r *rand.Rand, _ truth) string {
	return lines(r, 5, 60, func() string {
		return fmt.Sprintf("%x  release-%d.%d.%d.tar.gz", sha256.Sum256([]byte(draw(r, 8, base62))), r.IntN(9), r.IntN(20), r.IntN(20))
	})
}

func commits(r *rand.Rand, _ truth) string {
	return lines(r, 4, 40, func() string {
		return fmt.Sprintf("%s %s (#%s) fix token refresh, password form and id_card upload", draw(r, 40, "0123456789abcdef"), "2026-11-"+fmt.Sprint(between(r, 10, 28)), digits(r, 4))
	})
}

func ticketList(r *rand.Rand, _ truth) string {
	return lines(r, 4, 30, func() string {
		return fmt.Sprintf(pick(r, []string{"Ticket %s closed", "受付番号 %s 対応済", "工单号：%s 已关闭", "Ref. %s – waiting", "Case no %s reopened", "Aktenzeichen %s", "Dossier n° %s", "Pedido %s", "Ordine n. %s", "Protocolo %s"}), anyValid(r))
	})
}

func coordinates(r *rand.Rand, _ truth) string {
	return "<gpx><trk><trkseg>\n" + lines(r, 20, 90, func() string {
		return fmt.Sprintf("<trkpt lat=\"35.%s\" lon=\"139.%s\"><ele>%d.%s</ele><time>2026-11-22T10:00:%02dZ</time></trkpt>", digits(r, 12), digits(r, 12), r.IntN(90), digits(r, 7), r.IntN(60))
	}) + "</trkseg></trk></gpx>\n"
}

func billOfMaterials(r *rand.Rand, _ truth) string {
	return "Item,Part number,Description,Supplier code,Qty\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%d,%s,Screw M%d x %d,%s,%d", r.IntN(99), pick(r, []string{draw(r, 2, capitals) + digits(r, 7), anyValid(r), draw(r, 1, capitals) + digits(r, 9)}), r.IntN(12)+1, r.IntN(60), digits(r, 7), r.IntN(400))
	})
}

func timetable(r *rand.Rand, _ truth) string {
	return lines(r, 10, 40, func() string {
		return fmt.Sprintf("%02d%02d-%02d%02d-%04d  %s行  %d番線", r.IntN(24), r.IntN(60), r.IntN(24), r.IntN(60), r.IntN(9999), pick(r, []string{"東京", "千葉", "大宮", "福島", "石川"}), between(r, 1, 20))
	})
}

func ledger(r *rand.Rand, _ truth) string {
	return "日付,伝票番号,借方科目,借方金額,貸方科目,貸方金額,摘要\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("2026/11/%02d,%s,普通預金,%d,売掛金,%d,%s分入金", between(r, 1, 28), digits(r, 7), r.IntN(9e6)+1e6, r.IntN(9e6)+1e6, digits(r, 6))
	})
}

// formToFill has labels, examples of form and lines to write on.
func formToFill(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"氏　名　＿＿＿＿＿＿＿＿＿＿　印\n生年月日　　　年　　月　　日\n個人番号　□□□□□□□□□□□□\n口座番号　□□□□□□□（右詰め7桁）\n電話番号　（　　　）　　－\n",
		"Full name: ____________________\nDate of birth (DD/MM/YYYY): __/__/____\nNI number (e.g. QQ 12 34 56 C): ______________\nSort code: __-__-__\n",
		"姓名：____________ 身份证号：□□□□□□□□□□□□□□□□□□ 手机：___________\n",
		"성명:            주민등록번호:       -              연락처: 010-    -    \n",
	}) + lines(r, 1, 3, func() string { return "様式 " + digits(r, 4) + "-" + digits(r, 6) })
}

func menu(r *rand.Rand, _ truth) string {
	return lines(r, 5, 30, func() string {
		return fmt.Sprintf(pick(r, []string{"森の恵みパスタ %d円", "林檎のタルト %d円", "Anderson burger %d yen", "李家麻婆豆腐 %d元", "김치찌개 %d원", "石川の地酒 一合 %d円", "福島の桃 二個 %d円"}), between(r, 10, 99)*10)
	})
}

// novel is running text with names of invented people and years, and nothing of theirs.
func novel(r *rand.Rand, t truth) string {
	t.doubt["pii.name"] = true
	return lines(r, 5, 30, func() string {
		return fmt.Sprintf(pick(r, []string{"%[1]sは%[2]d年の春、東京駅の三番線で汽車を待っていた。「今日は来ないね」と%[1]sは言った。", "In %[2]d %[1]s walked down Baker Street and counted %[2]d windows.", "%[1]s在%[2]d年的夏天回到了上海。"}), newPersonOf(judging, r, pick(r, []string{"ja", "en", "zh"})).name, between(r, 1870, 1990))
	})
}

func statistics(r *rand.Rand, _ truth) string {
	return "都道府県,人口,接種者数,コード,前年比\n" + lines(r, 10, 47, func() string {
		return fmt.Sprintf("%s,%s,%s,%s,%.3f", pick(r, []string{"東京都", "大阪府", "福島県", "山口県", "千葉県"}), digits(r, 8), digits(r, 7), digits(r, 6), r.Float64())
	})
}
