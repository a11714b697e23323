package main

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// negative makes a text that looks as if it carried what it doesn't. It states in
// truth what it does carry.
type negative struct {
	name, file string
	write      func(r *rand.Rand, t truth) string
}

var negatives = map[set][]negative{tuning: tuningNegatives, seen: slices.Concat(seenNegatives, seenNumbers, seenMoreNegatives, seenQuiet, opened(judgingNegatives), opened(judgingQuiet)), judging: append(blind(judgingNegatives), blind(judgingQuiet)...)}

var tuningNegatives = []negative{
	{"order list", "orders.csv", orderList("注文番号,商品コード,数量,日付", ",")},
	{"product codes like telephones", "parts.txt", productCodes("型番 ", "品番：", "SKU ", "Part no. ", "製造番号 ")},
	{"log", "server.log", serverLog},
	{"names without more", "members.txt", memberNames},
	{"disclaimer", "mail.txt", func(r *rand.Rand, _ truth) string { return pick(r, disclaimers) + pick(r, disclaimers) }},
	{"program with placeholders", "conf.py", func(r *rand.Rand, _ truth) string { return pick(r, placeholders) }},
	{"measurements", "m.csv", measurements(",")},
	{"changelog", "CHANGELOG", changelog},
	{"invoice", "invoice.txt", invoice},
	{"shipping list", "ship.tsv", orderList("Tracking no.\tSKU\tQty\tShipped", "\t")},
	{"order JSON", "orders.json", orderJSON},
	{"timestamps", "events.csv", timestamps},
	{"hashes and versions", "lock.json", lockFile},
	{"ISBN list", "books.txt", books},
	{"measurements in columns", "m.dat", measurements("  ")},
	{"random numbers", "data.json", randomNumbers},
	{"places and firms", "directory.txt", firms},
	{"authors", "AUTHORS", authors},
	{"drawing", "icon.svg", drawing},
	{"empty form", "form.html", emptyForm},
	{"encoded bytes", "blob.txt", encodedBytes},
	{"minutes", "minutes.txt", minutes},
	{"parcels", "delivery.txt", parcels},
	{"devices", "devices.csv", devices},
	{"contracts", "contracts.json", contracts},
	{"privacy notice", "privacy.txt", privacyNotice},
	{"translations", "messages.json", translations},
	{"templates of secrets", "values.yaml", secretTemplates},
	{"hashes", "SHA256SUMS", checksums},
	{"tickets", "tickets.txt", ticketList},
	{"bill of materials", "bom.csv", billOfMaterials},
	{"ledger", "ledger.csv", ledger},
	{"recipes and prices", "menu.txt", menu},
	{"vaccination statistics", "stats.csv", statistics},
	{"acronyms of other things", "notes.txt", foreignAcronyms},
}

// validNumbers are right by their check digits, and labelled as something else.
var validNumbers = []func(r *rand.Rand) string{myNumber, corporateNumber, driversLicense, aadhaar, cpf, nhsNumber, steuerID, nir, residentID, rrn, ssn, itin, pensionNumber,
	func(r *rand.Rand) string { return luhnEnd("4" + digits(r, 14)) }}

func orderList(header, comma string) func(r *rand.Rand, t truth) string {
	return func(r *rand.Rand, _ truth) string {
		s := header + "\n"
		for range between(r, 3, 30) {
			s += strings.Join([]string{pick(r, validNumbers)(r), draw(r, 2, capitals) + digits(r, 7), fmt.Sprint(r.IntN(90)), "2026-11-2" + digits(r, 1)}, comma) + "\n"
		}
		return s
	}
}

func orderJSON(r *rand.Rand, _ truth) string {
	s := ""
	for range between(r, 3, 20) {
		s += fmt.Sprintf(`{"order_id":%q,"tracking_number":%q,"created":%d,"items":[{"sku":"%s","qty":%d}],"request_id":%q}`+"\n",
			pick(r, validNumbers)(r), pick(r, validNumbers)(r), 1795312800000+r.IntN(1e9), digits(r, 13), r.IntN(9), pick(r, validNumbers)(r))
	}
	return s
}

func productCodes(leads ...string) func(r *rand.Rand, t truth) string {
	return func(r *rand.Rand, _ truth) string {
		s := ""
		for range between(r, 2, 20) {
			s += pick(r, leads) + pick(r, []string{"090-", "03-", "080-"}) + digits(r, 4) + "-" + digits(r, 4) + "\n"
		}
		return s
	}
}

func serverLog(r *rand.Rand, _ truth) string {
	s := ""
	for range between(r, 10, 60) {
		s += fmt.Sprintf("2026-11-22T10:%02d:%02d.%06dZ 192.0.2.%d req=%s dur=%dus bytes=%d trace=%s\n", r.IntN(60), r.IntN(60), r.IntN(1e6), r.IntN(250), digits(r, 16), r.IntN(1e6), r.IntN(1e9), draw(r, 32, "0123456789abcdef"))
	}
	return s
}

func timestamps(r *rand.Rand, _ truth) string {
	s := "event,at,sequence,session\n"
	for range between(r, 10, 60) {
		s += fmt.Sprintf("click,%d,%s,%s\n", 1795312800000+r.IntN(1e10), pick(r, validNumbers)(r), digits(r, 18))
	}
	return s
}

func memberNames(r *rand.Rand, t truth) string {
	s := "参加者一覧\n"
	for range between(r, 5, 30) {
		s += newPerson(r, "ja").name + "\n"
	}
	t.doubt["pii.name"] = true
	return s
}

func measurements(comma string) func(r *rand.Rand, t truth) string {
	return func(r *rand.Rand, _ truth) string {
		s := strings.Join([]string{"time", "temp", "co2", "ec", "flow"}, comma) + "\n"
		for i := range between(r, 10, 80) {
			s += strings.Join([]string{fmt.Sprint(1795312800 + i*60), fmt.Sprintf("%.2f", 40*r.Float64()), digits(r, 4), fmt.Sprintf("%.6f", r.Float64()), digits(r, 9)}, comma) + "\n"
		}
		return s
	}
}

func changelog(r *rand.Rand, t truth) string {
	s := ""
	for i := range between(r, 2, 12) {
		p := newPerson(r, "en")
		t.add("pii.email", p.email)
		s += fmt.Sprintf("tool (1.%d-%d) unstable; urgency=medium\n\n  * New release. (Closes: #%s)\n\n -- %s <%s>  Mon, 02 Jan 2026 15:04:05 +0900\n\n", i, r.IntN(9), digits(r, 6), p.name, p.email)
	}
	t.doubt["pii.name"] = true
	return s
}

func authors(r *rand.Rand, t truth) string {
	s := "# Authors, by first contribution.\n"
	for range between(r, 3, 40) {
		p := newPerson(r, pick(r, []string{"en", "ja"}))
		t.add("pii.email", p.email)
		s += p.name + " <" + p.email + ">\n"
	}
	t.doubt["pii.name"] = true
	return s
}

// invoice has a firm's public numbers, which count, and amounts, which don't.
func invoice(r *rand.Rand, t truth) string {
	number, phone := corporateNumber(r), "03-"+fmt.Sprint(between(r, 3000, 6999))+"-"+digits(r, 4)
	t.add("jp.corporate_number", number)
	t.add("pii.phone", phone)
	t.doubt["pii.address"] = true
	s := fmt.Sprintf("請求書 No. %s\n株式会社架空商事 御中\n登録番号 T%s\n東京都千代田区架空町1-2-3\nTEL %s\n\n品名 数量 単価 金額\n", digits(r, 8), number, phone)
	for range between(r, 2, 12) {
		s += fmt.Sprintf("部品 %s-%s %d %d %d\n", draw(r, 2, capitals), digits(r, 6), r.IntN(100), r.IntN(1e5), r.IntN(1e7))
	}
	return s + "伝票番号 " + pick(r, validNumbers)(r) + "\n"
}

func lockFile(r *rand.Rand, _ truth) string {
	s := "{\n"
	for range between(r, 5, 30) {
		s += fmt.Sprintf("  \"lib-%s\": {\"version\": \"%d.%d.%d-%s\", \"integrity\": \"sha512-%s\", \"sha1\": %q, \"size\": %s},\n",
			draw(r, 5, lowerCase), r.IntN(20), r.IntN(20), r.IntN(20), digits(r, 12), base64.StdEncoding.EncodeToString([]byte(draw(r, 64, base62))), draw(r, 40, "0123456789abcdef"), digits(r, 9))
	}
	return s + "}\n"
}

func books(r *rand.Rand, _ truth) string {
	s := ""
	for range between(r, 3, 20) {
		s += fmt.Sprintf("『架空の本 %d』 ISBN 978-4-%s-%s-%s 全%d頁\n", r.IntN(99), digits(r, 4), digits(r, 4), digits(r, 1), r.IntN(500))
	}
	return s
}

func randomNumbers(r *rand.Rand, _ truth) string {
	s := "{\"values\":["
	for range between(r, 50, 300) {
		s += digits(r, between(r, 7, 19)) + ","
	}
	return s + "0]}\n"
}

func firms(r *rand.Rand, t truth) string {
	s := ""
	for range between(r, 3, 15) {
		phone := "06-" + fmt.Sprint(between(r, 6000, 6999)) + "-" + digits(r, 4)
		t.add("pii.phone", phone)
		s += pick(r, []string{"株式会社", "有限会社"}) + pick(r, surnames["ja"]) + pick(r, []string{"製作所", "商店", "電機", "運輸"}) + "  " + pick(r, []string{"大阪府大阪市", "福島県福島市", "千葉県千葉市"}) + "  代表電話 " + phone + "\n"
	}
	t.doubt["pii.address"] = true
	return s
}

func drawing(r *rand.Rand, _ truth) string {
	s := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024"><path d="M`
	for range between(r, 50, 300) {
		s += fmt.Sprintf("%d.%s %d.%s ", r.IntN(1024), digits(r, 3), r.IntN(1024), digits(r, 3))
	}
	return s + "Z\"/></svg>\n"
}

// emptyForm has every label and no value.
func emptyForm(r *rand.Rand, _ truth) string {
	s := "<html><body><form>\n"
	for _, k := range append(append([]kind{}, kinds...), traits...) {
		for _, l := range k.labels {
			s += "<label>" + pick(r, l) + "</label><input name=\"" + pick(r, k.keys) + "\" value=\"\" maxlength=\"12\"><br>\n"
		}
	}
	return s + "</form></body></html>\n"
}

func encodedBytes(r *rand.Rand, _ truth) string {
	b := []byte(draw(r, between(r, 200, 4000), base62))
	for i := range b {
		b[i] ^= byte(r.IntN(256))
	}
	return base64.StdEncoding.EncodeToString(b) + "\n" + hex.EncodeToString(b) + "\n"
}

func minutes(r *rand.Rand, t truth) string {
	s := "第" + fmt.Sprint(r.IntN(90)+1) + "回 定例会議 議事録\n日時：2026年11月22日 10:00\n場所：第3会議室\n出席："
	for range between(r, 3, 8) {
		s += newPerson(r, "ja").name + "、"
	}
	t.doubt["pii.name"] = true
	return s + "\n議案" + digits(r, 3) + " マイナンバー制度の対応について、個人番号の取扱規程を改定する。予算 " + digits(r, 9) + " 円。\n運転免許証の写しは受け取らない。管理番号 " + pick(r, validNumbers)(r) + "\n"
}

var disclaimers = []string{
	"本メールは機密情報を含む場合があります。誤って受信された場合は破棄してください。\n",
	"If you are not the intended recipient, this confidential message must be deleted.\n",
	"マイナンバーの提供は任意です。記載しないでください。\n", "パスワードは定期的に変更してください。\n",
	"これは社外秘ではない資料です。\n", "本邮件可能包含机密信息，请勿转发。\n", "이 메일은 기밀 정보를 포함할 수 있습니다.\n",
	"このメッセージには秘密情報が含まれている可能性があり、名宛人以外の方の利用を禁じます。\n",
	"This e-mail and any attachments may contain confidential or proprietary information and are intended solely for the addressee.\n",
	"社外秘の資料は持ち出さないこと。機密の解除は管理者が行う。\n", "非機密扱いとし、秘密保持契約書の対象外とする。\n",
	"Never send your password, card number or Social Security number by e-mail. Call 123456789 extensions for help.\n",
	"暗証番号やパスワードを電話でお尋ねすることはありません。パスワードは12文字以上で設定してください。\n",
	"We classify nothing here as trade secret; the word confidential is used in its ordinary sense.\n",
	"个人信息包括身份证号码、手机号等，请勿在邮件中发送。保密义务见第12条。\n", "주민등록번호는 수집하지 않습니다. 대외비 문서가 아닙니다.\n",
	"運転免許証、パスポート又は在留カードの写しを 2026年12月31日までに郵送（〒100-0000）してください。\n",
}

var placeholders = []string{
	"password = os.environ['DB_PASSWORD']\ntoken = get_token()\nkey = 'AKIAIOSFODNN7EXAMPLE'\n",
	"PASSWORD=changeme\nTOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
	"def check(password: str) -> bool:\n    return hmac(password) == stored.password_hash\n",
	"const password = process.env.PASSWORD1 || '';\nconst apiKey = '<YOUR_API_KEY>';\nlet token = await fetchToken(user.password);\n",
	"fetch(url, {headers: {Authorization: `Bearer ${token}`}}); // password: see vault/path1\nconst form = {password: form.password2};\n",
	"-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n// -----BEGIN PRIVATE KEY----- starts a key\n",
	"password_reset_at = 1795312800\npasswordMinLength: 12,\npassword_hash = \"$2b$12$abcdefghijklmnopqrstuv\"\n",
	"aws_access_key_id = ${AWS_KEY}\nsecret_key_base: <%= ENV['SECRET1'] %>\nspring.datasource.password=@db.password1@\n",
}
