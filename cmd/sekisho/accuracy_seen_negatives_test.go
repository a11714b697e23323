package main

import (
	"fmt"
	"math/rand/v2"
)

// seenNegatives look as if they carried what they don't: mostly numbers that are right
// by their check digits and stand under a name of another kind.
var seenNegatives = []negative{
	{"stock list", "zaiko.csv", stockList},
	{"meters", "meters.csv", meters},
	{"members by number", "points.tsv", memberPoints},
	{"firms' dates", "companies.csv", firmDates},
	{"classification guide", "guide.md", classificationGuide},
	{"password rules", "rules.txt", passwordRules},
	{"public keys", "known_hosts", publicKeys},
	{"commits", "git.log", commits},
	{"coordinates", "track.gpx", coordinates},
	{"timetable", "timetable.txt", timetable},
	{"form to fill in", "mushikui.txt", formToFill},
	{"novel", "novel.txt", novel},
}

func stockList(r *rand.Rand, _ truth) string {
	return "JANコード,品名,棚番,在庫,ロット番号\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%s,部品%s,%s-%s,%d,%s", corporateNumber(r), draw(r, 2, capitals), draw(r, 1, capitals), digits(r, 2), r.IntN(500), anyValid(r))
	})
}

func meters(r *rand.Rand, _ truth) string {
	return "供給地点特定番号,お客様番号,検針日,指示数\n" + lines(r, 3, 30, func() string {
		return fmt.Sprintf("%s,%s,2026/11/%02d,%s", digits(r, 22), anyValid(r), between(r, 1, 28), digits(r, 5))
	})
}

func memberPoints(r *rand.Rand, _ truth) string {
	return pick(r, []string{"会員番号\tポイント\t有効期限", "Member no.\tPoints\tExpires", "회원번호\t포인트\t만료일"}) + "\n" + lines(r, 3, 30, func() string {
		return fmt.Sprintf("%s\t%d\t2027/%02d/%02d", anyValid(r), r.IntN(9000), between(r, 1, 12), between(r, 1, 28))
	})
}

func firmDates(r *rand.Rand, _ truth) string {
	return "会社名,設立年月日,資本金（百万円）,決算日\n" + lines(r, 3, 20, func() string {
		y, m, d := dayOf(r)
		return fmt.Sprintf("株式会社架空%s,%d年%d月%d日,%d,2026/3/31", pick(r, []string{"商事", "電機", "物産", "化学"}), y, m, d, r.IntN(9000))
	})
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

func passwordRules(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"パスワードは英大文字・英小文字・数字・記号を含む12文字以上とし、90日ごとに変更すること。\n初期パスワードは別途郵送します。\n",
		"Password: at least 12 characters, one digit, one symbol. Default password: see the label under the device.\n",
		"密码：至少8位，须包含字母和数字。忘记密码请联系管理员。\n", "비밀번호: 8자 이상, 숫자 포함. 초기 비밀번호는 문자로 발송됩니다.\n",
		"password: required\npasswd: (not set)\npwd: /home/app\npassword_policy: strong1\nPASSWORD_FILE=/run/secrets/db_password\n",
	})
}

func publicKeys(r *rand.Rand, _ truth) string {
	return lines(r, 2, 12, func() string {
		return fmt.Sprintf("198.51.100.%d ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI%s", r.IntN(250), draw(r, 43, base62+"+/"))
	}) + "-----BEGIN CERTIFICATE-----\n" + lines(r, 8, 20, func() string { return draw(r, 64, base62+"+/") }) + "-----END CERTIFICATE-----\n"
}

func commits(r *rand.Rand, _ truth) string {
	return lines(r, 4, 40, func() string {
		return fmt.Sprintf("%s %s (#%s) fix token refresh, password form and id_card upload", draw(r, 40, "0123456789abcdef"), "2026-11-"+fmt.Sprint(between(r, 10, 28)), digits(r, 4))
	})
}

func coordinates(r *rand.Rand, _ truth) string {
	return "<gpx><trk><trkseg>\n" + lines(r, 20, 90, func() string {
		return fmt.Sprintf("<trkpt lat=\"35.%s\" lon=\"139.%s\"><ele>%d.%s</ele><time>2026-11-22T10:00:%02dZ</time></trkpt>", digits(r, 12), digits(r, 12), r.IntN(90), digits(r, 7), r.IntN(60))
	}) + "</trkseg></trk></gpx>\n"
}

func timetable(r *rand.Rand, _ truth) string {
	return lines(r, 10, 40, func() string {
		return fmt.Sprintf("%02d%02d-%02d%02d-%04d  %s行  %d番線", r.IntN(24), r.IntN(60), r.IntN(24), r.IntN(60), r.IntN(9999), pick(r, []string{"東京", "千葉", "大宮", "福島", "石川"}), between(r, 1, 20))
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

// novel is running text with names of invented people and years, and nothing of theirs.
func novel(r *rand.Rand, t truth) string {
	t.doubt["pii.name"] = true
	return lines(r, 5, 30, func() string {
		return fmt.Sprintf(pick(r, []string{"%[1]sは%[2]d年の春、東京駅の三番線で汽車を待っていた。「今日は来ないね」と%[1]sは言った。", "In %[2]d %[1]s walked down Baker Street and counted %[2]d windows.", "%[1]s在%[2]d年的夏天回到了上海。"}), newPersonOf(seen, r, pick(r, []string{"ja", "en", "zh"})).name, between(r, 1870, 1990))
	})
}
