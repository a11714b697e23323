package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
)

// seenQuiet are harmless texts that speak of labels and credentials, or look like them.
var seenQuiet = []negative{
	{"levels explained", "kitei.txt", levelsExplained},
	{"clauses on secrecy", "keiyaku.txt", secrecyClauses},
	{"titles and departments", "soshiki.txt", titlesOfSecrecy},
	{"news of labels", "news.txt", newsOfLabels},
	{"boxes not ticked", "hyoshi.txt", boxesNotTicked},
	{"declared public", "public.txt", declaredPublic},
	{"identifiers of levels", "levels.go", identifiersOfLevels},
	{"titles of works", "titles.txt", titlesOfWorks},
	{"lifted secrecy", "kokai.txt", liftedSecrecy},
	{"package lock", "yarn.lock", packageLock},
	{"keys of documentation", "README.md", documentationKeys},
	{"requests by number", "gateway.log", requestIDs},
	{"certificates", "chain.pem", certificates},
	{"style sheet", "main.css", styleSheet},
	{"page with pictures", "index.html", pageWithPictures},
	{"login form", "login.html", loginForm},
	{"failed logins", "auth.log", failedLogins},
	{"masked build log", "build.log", maskedBuild},
	{"interface described", "api.md", interfaceDescribed},
	{"prompts", "session.txt", prompts},
	{"digests", "images.txt", imageDigests},
	{"device manual", "manual.txt", deviceManual},
	{"wallets", "wallets.csv", publicAddresses},
	{"sound", "sound.wav", sound},
}

// levelsExplained is a firm's rule on labels, which has none itself.
func levelsExplained(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"情報管理規程\n\n第3条（区分）情報資産は次の三つに区分する。\n(1) 極秘　漏えいにより重大な損害が生じるもの\n(2) 社外秘　社外に開示してはならないもの\n(3) 公開　上記以外のもの\n第4条　作成者は、文書の右上に区分を記載しなければならない。\n",
		"Information handling standard\n\n2.1 Owners choose one of three levels.\nRestricted: disclosure would cause serious harm.\nConfidential: for named groups only.\nPublic: no limits.\n2.2 The level is shown in the footer of each page.\n",
		"信息分级管理办法\n\n第五条 文件按重要程度分为绝密、机密、秘密三级。\n第六条 定密责任人应当在首页左上角标注密级。\n",
		"정보 보안 규정\n\n제4조(등급) 문서는 극비, 대외비, 일반으로 구분한다.\n제5조 대외비 문서는 표지에 등급을 표시하여야 한다.\n",
	}) + fmt.Sprintf("%d.%d\n", between(r, 1, 9), between(r, 0, 20))
}

func secrecyClauses(r *rand.Rand, _ truth) string {
	return fmt.Sprintf(pick(r, []string{
		"業務委託基本契約書\n第%d条（秘密保持）甲及び乙は、相手方から開示された営業秘密その他の秘密情報を、事前の書面による承諾なく第三者に開示してはならない。\n２　前項の秘密情報には、開示の時点で公知であったものを含まない。\n",
		"Section %d. Confidentiality. Each party shall keep confidential all Confidential Information and trade secrets of the other and shall not disclose them for five years after termination.\n",
		"第%d条 保密义务。双方对因履行本合同而知悉的商业秘密负有保密义务，未经书面同意不得向第三方披露。\n",
		"제%d조(비밀유지) 당사자는 상대방의 영업비밀을 제3자에게 누설하여서는 아니 된다.\n",
	}), between(r, 5, 25))
}

func titlesOfSecrecy(r *rand.Rand, _ truth) string {
	return lines(r, 3, 10, func() string {
		return fmt.Sprintf(pick(r, []string{"機密情報管理室 室長　内線 %d", "秘書室　機密文書担当　内線 %d", "Confidential Secretary to the Board, ext. %d", "保密办公室 主任 分机 %d", "대외비 문서 관리팀 내선 %d", "Trade Secret Practice Group, floor %d"}), between(r, 100, 9999))
	})
}

func newsOfLabels(r *rand.Rand, _ truth) string {
	return lines(r, 2, 6, func() string {
		return fmt.Sprintf(pick(r, []string{
			"同社の「極秘」と記された内部資料が%d年に流出していたことが分かった。", "The memo, stamped confidential in %d, was later published in full by the newspaper.",
			"据报道，该公司一份标有机密字样的文件于%d年外泄。", "%d년 대외비 문건이 유출됐다고 이 신문은 보도했다.", "社外秘とされていた設計図が、%d年の展示会で公開された。",
		}), between(r, 1990, 2026))
	})
}

func boxesNotTicked(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"文書表紙\n取扱区分：□極秘　□社外秘　□関係者限り　□公開\n作成部署：＿＿＿＿＿＿\n", "Cover sheet\nClassification (tick one):  [ ] Public  [ ] Internal  [ ] Confidential  [ ] Strictly confidential\nOwner: __________\n",
		"封面\n密级：□绝密 □机密 □秘密 □无\n拟稿人：________\n", "표지\n보안등급: □ 극비  □ 대외비  □ 일반\n작성자: ________\n",
	}) + "様式第" + digits(r, 2) + "号\n"
}

func declaredPublic(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"文書区分：公開\n\n本資料は社外秘ではありません。自由に配布していただけます。\n", "Classification: Public\n\nThis document is not confidential and may be shared freely.\n",
		"密级：公开\n\n本文件不属于机密，可对外分发。\n", "보안등급: 일반\n\n이 자료는 대외비가 아닙니다.\n", "UNCLASSIFIED\n\nTLP:CLEAR\n\nMay be shared without restriction.\n",
	}) + "No. " + digits(r, 5) + "\n"
}

func identifiersOfLevels(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"type Level int\n\nconst (\n\tPublic Level = iota\n\tInternal\n\tConfidential\n\tTopSecret\n)\n\nfunc (l Level) String() string { return names[l] }\n",
		"enum class Sensitivity { PUBLIC, INTERNAL, CONFIDENTIAL, RESTRICTED }\nval level = Sensitivity.CONFIDENTIAL\n",
		"client_type = 'confidential'  # OAuth 2.0: public or confidential\nif client.is_confidential:\n    require_secret(client)\n",
		"CREATE TYPE level AS ENUM ('public', 'internal', 'confidential');\nALTER TABLE files ADD COLUMN level level;\n",
	}) + "// rev " + digits(r, 4) + "\n"
}

func titlesOfWorks(r *rand.Rand, _ truth) string {
	return lines(r, 3, 8, func() string {
		return fmt.Sprintf(pick(r, []string{"映画『極秘指令』 %d年 112分", "Kitchen Confidence, cookbook, %d", "小说《绝密档案》 %d年", "드라마 '대외비 보고서' %d", "『マル秘レシピ帖』 %d年版", "Top Secret Recipes, volume %d"}), between(r, 1960, 2026))
	})
}

func liftedSecrecy(r *rand.Rand, _ truth) string {
	return fmt.Sprintf(pick(r, []string{
		"文書番号 %s は%d年に機密指定を解除され、現在は誰でも閲覧できます。\n", "File %s was declassified in %d and is open to readers.\n",
		"档案%s已于%d年解密，可公开查阅。\n", "문서 %s호는 %d년에 비밀이 해제되어 공개되었다.\n",
	}), digits(r, 6), between(r, 1990, 2026))
}

func packageLock(r *rand.Rand, _ truth) string {
	return "# yarn lockfile v1\n\n" + lines(r, 3, 25, func() string {
		n := draw(r, 6, lowerCase)
		return fmt.Sprintf("%[1]s@^%[2]d.%[3]d.0:\n  version \"%[2]d.%[3]d.%[4]d\"\n  resolved \"https://packages.example.net/%[1]s-%[2]d.%[3]d.%[4]d.tgz#%[5]s\"\n  integrity sha512-%[6]s==", n, between(r, 1, 9), r.IntN(30), r.IntN(30), draw(r, 40, lowerHex), draw(r, 86, base62+"+/"))
	})
}

// documentationKeys stand in manuals, as examples that everybody knows for such.
func documentationKeys(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"## Configuration\n\n```\nAWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n```\n\nReplace both by your own.\n",
		"## Setup\n\nCopy `.env.example` to `.env` and fill in:\n\n```\nAPI_KEY=<your api key>\nDB_PASSWORD=<password>\nSLACK_TOKEN=xoxb-your-token\n```\n",
		"## 設定\n\n`config.yml` の `password` に、発行されたパスワードを記入してください。\n\n```\nuser: your-name\npassword: your-password\ntoken: YOUR_TOKEN\n```\n",
		"Usage: tool --token TOKEN --password PASSWORD FILE\n\n  --token TOKEN        access token (default: $TOOL_TOKEN)\n  --password PASSWORD  password of the archive\n",
		"Set `GITHUB_TOKEN` to a token that begins with `ghp_`, e.g. `ghp_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX`.\n",
	}) + fmt.Sprintf("\nVersion 1.%d\n", r.IntN(40))
}

func requestIDs(r *rand.Rand, _ truth) string {
	return lines(r, 5, 40, func() string {
		return fmt.Sprintf("2026-11-22T10:%02d:%02d+09:00 level=info msg=done request_id=%s trace_id=%s span_id=%s etag=\"%s\" key=%s", r.IntN(60), r.IntN(60), guid(r), draw(r, 32, lowerHex), draw(r, 16, lowerHex), draw(r, 32, lowerHex), pick(r, []string{"user:profile", "cart:items", "page:home"}))
	})
}

func certificates(r *rand.Rand, _ truth) string {
	name := pick(r, []string{"CERTIFICATE", "CERTIFICATE REQUEST", "DH PARAMETERS", "PGP PUBLIC KEY BLOCK", "RSA PUBLIC KEY"})
	return armoured(name, "", append([]byte{0x30, 0x82, 0x03, 0x10}, bytesOf(r, between(r, 300, 1200))...), 64)
}

func styleSheet(r *rand.Rand, _ truth) string {
	return lines(r, 10, 60, func() string {
		return fmt.Sprintf(".%s_%s{color:#%s;background:url(/static/%s.%s.png);margin:%dpx}", draw(r, 7, lowerCase), draw(r, 5, base62), draw(r, 6, lowerHex), draw(r, 6, lowerCase), draw(r, 20, lowerHex), r.IntN(40))
	})
}

func pageWithPictures(r *rand.Rand, _ truth) string {
	picture := base64.StdEncoding.EncodeToString(append([]byte("GIF89a\x10\x00\x10\x00\x80\x00\x00"), bytesOf(r, between(r, 60, 900))...))
	return fmt.Sprintf("<html><head><script src=\"/app.%s.js\" integrity=\"sha384-%s\" nonce=\"%s\"></script></head><body><img src=\"data:image/gif;base64,%s\"></body></html>\n", draw(r, 16, lowerHex), draw(r, 64, base62+"+/"), draw(r, 22, base62), picture)
}

func loginForm(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"<form action=\"/login\" method=\"post\"><label>ユーザーID<input name=\"userid\"></label><label>パスワード<input type=\"password\" name=\"password\" autocomplete=\"current-password\"></label><button>ログイン</button></form>\n",
		"<form id=\"signin\"><label for=\"pw\">Password</label><input id=\"pw\" type=\"password\" placeholder=\"At least 10 characters\" value=\"\"><a href=\"/reset-password\">Forgot password?</a></form>\n",
		"const messages = { password: 'パスワードを入力してください', passwordTooShort: '10文字以上にしてください', tokenExpired: 'もう一度ログインしてください' };\n",
		"<label>密码：<input type=\"password\" name=\"pwd\"></label><p>密码错误，请重新输入。</p>\n", "<label>비밀번호<input type=\"password\" name=\"passwd\"></label><p>비밀번호가 일치하지 않습니다.</p>\n",
	}) + "<!-- build " + draw(r, 10, lowerHex) + " -->\n"
}

func failedLogins(r *rand.Rand, _ truth) string {
	return lines(r, 4, 30, func() string {
		return fmt.Sprintf(pick(r, []string{
			"Nov 22 10:%02d:%02d gw sshd[%d]: Failed password for root from 198.51.100.%d port 51022 ssh2", "Nov 22 10:%02d:%02d gw sshd[%d]: Accepted publickey for deploy from 198.51.100.%d port 50114 ssh2",
			"Nov 22 10:%02d:%02d web app[%d]: password reset requested by 198.51.100.%d", "Nov 22 10:%02d:%02d web app[%d]: invalid token: signature mismatch (client 198.51.100.%d)",
		}), r.IntN(60), r.IntN(60), between(r, 400, 32000), r.IntN(250))
	})
}

func maskedBuild(r *rand.Rand, _ truth) string {
	return lines(r, 3, 12, func() string {
		return fmt.Sprintf(pick(r, []string{"[%d] $ docker login -u builder -p ****** registry.corp.example", "[%d] Using DB_PASSWORD=*** API_TOKEN=[MASKED]", "[%d] env: TOKEN=********** PASSWORD=<redacted>", "[%d] password: (hidden), retries: 3", "[%d] Authorization: Bearer [REDACTED]"}), r.IntN(900))
	})
}

func interfaceDescribed(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"### Sign in\n\n    curl -H \"Authorization: Bearer $TOKEN\" https://api.example.net/v1/me\n    curl -u \"$USER:$PASSWORD\" https://api.example.net/v1/login\n\nThe token is valid for an hour.\n",
		"| field | type | description |\n|---|---|---|\n| password | string | 8 to 64 characters, required |\n| access_token | string | opaque, at most 512 characters |\n| client_secret | string | given at registration |\n",
		"components:\n  schemas:\n    Login:\n      required: [username, password]\n      properties:\n        username: {type: string}\n        password: {type: string, format: password, minLength: 10}\n",
		"Authorization: Bearer {access_token}\nX-Api-Key: {api_key}\nCookie: session={session_id}\n",
	}) + fmt.Sprintf("\nrevision %d\n", r.IntN(900))
}

func prompts(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"$ ssh deploy@192.0.2.15\ndeploy@192.0.2.15's password: \nPermission denied, please try again.\n", "$ sudo apt-get update\n[sudo] password for deploy: \nHit:1 debian bookworm\n",
		"$ mysql -u root -p\nEnter password: \nWelcome to the monitor.\n", "$ gpg -d file.gpg\nEnter passphrase:\ngpg: decryption failed: No secret key\n", "> パスワードを入力してください: \n> もう一度入力してください: \n> 変更しました。\n",
	}) + "$ exit " + digits(r, 1) + "\n"
}

func imageDigests(r *rand.Rand, _ truth) string {
	return lines(r, 3, 20, func() string {
		return fmt.Sprintf(pick(r, []string{"registry.corp.example/team/app:%d.%d@sha256:%s", "version https://git-lfs.example/spec/v1 %d.%d oid sha256:%s", "layer %d of %d digest sha256:%s"}), r.IntN(9), r.IntN(30), draw(r, 64, lowerHex))
	})
}

func deviceManual(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"初期パスワードは、本体底面のラベルに記載されています。初回ログイン時に変更してください。\nパスワード：英数字8～32文字\n暗証番号：4桁の数字\n", "The default user name is admin. The password is printed on the label under the device.\nPassword: 8 to 32 characters. PIN: four digits.\n",
		"初始密码印在设备底部的标签上。密码：8至32位字母或数字。\n", "초기 비밀번호는 제품 뒷면 라벨에 표시되어 있습니다. 비밀번호: 영문, 숫자 8~32자.\n",
	}) + "P/N " + digits(r, 4) + "-" + digits(r, 3) + "\n"
}

// publicAddresses are hashes of public keys, which their owners publish.
func publicAddresses(r *rand.Rand, _ truth) string {
	return "chain,address,confirmed\n" + lines(r, 3, 20, func() string {
		return fmt.Sprintf("example,0x%s,2026-11-%02d", draw(r, 40, lowerHex), between(r, 1, 28))
	})
}

// sound is a RIFF file of random samples.
func sound(r *rand.Rand, _ truth) string {
	samples := bytesOf(r, between(r, 2000, 20000))
	b := bytes.NewBufferString("RIFF")
	must0(binary.Write(b, binary.LittleEndian, uint32(36+len(samples))))
	b.WriteString("WAVEfmt ")
	must0(binary.Write(b, binary.LittleEndian, []uint32{16, 1 | 1<<16, 8000, 8000, 1 | 8<<16}))
	b.WriteString("data")
	must0(binary.Write(b, binary.LittleEndian, uint32(len(samples))))
	return b.String() + string(samples)
}
