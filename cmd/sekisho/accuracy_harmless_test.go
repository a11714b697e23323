package main

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
)

// lines repeats what makes one.
func lines(r *rand.Rand, low, high int, one func() string) string {
	var b strings.Builder
	for range between(r, low, high) {
		b.WriteString(one() + "\n")
	}
	return b.String()
}

func parcels(r *rand.Rand, _ truth) string {
	return lines(r, 2, 12, func() string {
		return fmt.Sprintf(pick(r, []string{"お問い合わせ伝票番号：%s　配達完了", "Your parcel %s is out for delivery.", "送り状番号 %s を発行しました。", "运单号 %s 已签收", "운송장번호 %s 배송 중"}), anyValid(r))
	})
}

// devices have numbers that end in Luhn's check digit, as cards do.
func devices(r *rand.Rand, _ truth) string {
	return "asset,IMEI,ICCID,serial\n" + lines(r, 3, 30, func() string {
		return fmt.Sprintf("A%s,%s,%s,%s", digits(r, 4), luhnEnd("35"+digits(r, 12)), luhnEnd("8981"+digits(r, 14)), draw(r, 12, alnum))
	})
}

func contracts(r *rand.Rand, _ truth) string {
	return "[\n" + lines(r, 2, 20, func() string {
		return fmt.Sprintf(`  {"contractId": %q, "invoiceNo": %q, "meterId": %q, "amount": %d},`, anyValid(r), anyValid(r), anyValid(r), r.IntN(1e6))
	}) + "  {}\n]\n"
}

func privacyNotice(r *rand.Rand, _ truth) string {
	return fmt.Sprintf(pick(r, privacyNotices), anyValid(r))
}

func translations(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"{\"login.password\": \"パスワード\", \"login.password.hint\": \"8文字以上で入力してください\", \"token.expired\": \"トークンの期限が切れました\", \"user.mynumber\": \"マイナンバー\"}\n",
		"{\"password\": \"Password\", \"passwordConfirmation\": \"Repeat-your-password1\", \"apiKey\": \"API key\", \"secret\": \"Secret answer\"}\n",
		"password = 密码\npassword.error = 密码至少包含8个字符\ntoken = 令牌\nidcard = 身份证号码\n",
		"msgid \"Password: %s\"\nmsgstr \"비밀번호: %s\"\n\nmsgid \"token\"\nmsgstr \"토큰\"\n",
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

func checksums(r *rand.Rand, _ truth) string {
	return lines(r, 5, 60, func() string {
		return fmt.Sprintf("%x  release-%d.%d.%d.tar.gz", sha256.Sum256([]byte(draw(r, 8, base62))), r.IntN(9), r.IntN(20), r.IntN(20))
	})
}

func ticketList(r *rand.Rand, _ truth) string {
	return lines(r, 4, 30, func() string {
		return fmt.Sprintf(pick(r, []string{"Ticket %s closed", "受付番号 %s 対応済", "工单号：%s 已关闭", "Ref. %s – waiting", "Case no %s reopened", "Aktenzeichen %s", "Dossier n° %s", "Pedido %s", "Ordine n. %s", "Protocolo %s"}), anyValid(r))
	})
}

func billOfMaterials(r *rand.Rand, _ truth) string {
	return "Item,Part number,Description,Supplier code,Qty\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%d,%s,Screw M%d x %d,%s,%d", r.IntN(99), pick(r, []string{draw(r, 2, capitals) + digits(r, 7), anyValid(r), draw(r, 1, capitals) + digits(r, 9)}), r.IntN(12)+1, r.IntN(60), digits(r, 7), r.IntN(400))
	})
}

func ledger(r *rand.Rand, _ truth) string {
	return "日付,伝票番号,借方科目,借方金額,貸方科目,貸方金額,摘要\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("2026/11/%02d,%s,普通預金,%d,売掛金,%d,%s分入金", between(r, 1, 28), digits(r, 7), r.IntN(9e6)+1e6, r.IntN(9e6)+1e6, digits(r, 6))
	})
}

func menu(r *rand.Rand, _ truth) string {
	return lines(r, 5, 30, func() string {
		return fmt.Sprintf(pick(r, []string{"森の恵みパスタ %d円", "林檎のタルト %d円", "Anderson burger %d yen", "李家麻婆豆腐 %d元", "김치찌개 %d원", "石川の地酒 一合 %d円", "福島の桃 二個 %d円"}), between(r, 10, 99)*10)
	})
}

func statistics(r *rand.Rand, _ truth) string {
	return "都道府県,人口,接種者数,コード,前年比\n" + lines(r, 10, 47, func() string {
		return fmt.Sprintf("%s,%s,%s,%s,%.3f", pick(r, []string{"東京都", "大阪府", "福島県", "山口県", "千葉県"}), digits(r, 8), digits(r, 7), digits(r, 6), r.Float64())
	})
}

func anyValid(r *rand.Rand) string { return pick(r, validNumbers)(r) }

var privacyNotices = []string{
	"当社は、氏名、生年月日、住所、電話番号、メールアドレス、個人番号（マイナンバー）、基礎年金番号、口座番号、クレジットカード番号を取得することがあります。\n第12条 当社は2026年4月1日に本方針を改定しました。\n文書番号 %s\n",
	"We may collect your name, date of birth, home address, Social Security number, driver's license number, passport number and bank account number.\nDocument reference %s.\n",
	"我们可能收集您的姓名、出生日期、身份证号码、手机号码、银行卡号及住址。\n版本号 %s。\n",
	"회사는 성명, 생년월일, 주민등록번호, 여권번호, 휴대전화, 계좌번호를 수집할 수 있습니다.\n문서번호 %s\n",
	"Wir verarbeiten Name, Geburtsdatum, Steuer-ID, IBAN und Ausweisnummer.\nAktenzeichen %s\n",
}

// foreignAcronyms are words that also name numbers, and mean something else here.
func foreignAcronyms(r *rand.Rand, _ truth) string {
	return lines(r, 2, 8, func() string {
		return fmt.Sprintf(pick(r, []string{
			"EIN Gerät fehlt noch, Seriennummer %[1]s", "CPF (central processing facility), tag %[2]s", "NHS (new housing scheme) file no. %[3]s",
			"SSN (session serial number) %[4]s closed", "card reader, firmware build %[5]s", "口座振替の管理番号 %[6]s",
		}), ein(r), cpf(r), nhsNumber(r), ssn(r), luhnEnd("4"+digits(r, 14)), bankAccount(r))
	})
}
