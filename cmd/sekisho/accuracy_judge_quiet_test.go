package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
)

// judgingQuiet are harmless texts that speak of labels and credentials, or look like them.
var judgingQuiet = []negative{
	{"feet of mails", "footer.txt", mailFeet},
	{"glossary", "yogo.txt", glossary},
	{"quiz", "quiz.txt", securityQuiz},
	{"checklist of an audit", "checklist.csv", auditChecklist},
	{"references to secrets", "values.yml", secretReferences},
	{"fingerprints", "fingerprints.txt", keyFingerprints},
	{"test vectors", "vectors.rsp", testVectors},
	{"sample of settings", "env.sample", sampleSettings},
	{"program asking for passwords", "auth.py", passwordCode},
	{"short names of things", "links.csv", shortNames},
	{"questions on passwords", "faq.txt", passwordQuestions},
	{"picture", "chart.png", picture},
}

func mailFeet(r *rand.Rand, t truth) string {
	t.doubt["pii.email"] = true
	return pick(r, []string{"承知しました。来週の打合せで確認します。\n", "Thanks, will do.\n", "好的，收到。\n", "네, 확인했습니다.\n"}) + fmt.Sprintf("\n-- \n%s\n", pick(r, []string{
		"【注意】このメールには、宛先の方に限り開示される情報が含まれることがあります。お心当たりのない場合は、機密保持のため速やかに削除してください。",
		"CONFIDENTIALITY NOTICE: This message is for the named addressee only and may hold information that is privileged or confidential. If it reached you by mistake, please delete it.",
		"保密提示：本邮件及附件可能含有保密信息，仅供收件人使用。如误收请删除。",
		"본 메일은 지정된 수신인만을 위한 것이며 비밀 정보를 포함할 수 있습니다. 잘못 수신하신 경우 삭제해 주십시오.",
		"This e-mail may contain trade secrets or privileged, undisclosed or otherwise confidential information. Any copying is prohibited.",
	})) + "Ref " + digits(r, 5) + "\n"
}

func glossary(r *rand.Rand, _ truth) string {
	return lines(r, 3, 8, func() string {
		return fmt.Sprintf("%d. ", between(r, 1, 99)) + pick(r, []string{
			"社外秘（しゃがいひ）：会社の外に知らせてはならないこと。", "取扱注意（とりあつかいちゅうい）：扱うときに気をつける必要があること。", "極秘：きわめて重要な秘密。英語では top secret という。",
			"confidential (adj.): meant to be kept secret.", "proprietary (adj.): owned by a person or firm.", "机密：重要而秘密的事情。", "대외비: 외부에 대해 비밀로 함.", "秘密鍵：公開鍵暗号で本人だけが持つ鍵。",
		})
	})
}

func securityQuiz(r *rand.Rand, _ truth) string {
	return fmt.Sprintf("Q%d. ", between(r, 1, 30)) + pick(r, []string{
		"次のうち、社外秘に当たるものはどれですか。\n (A) 製品カタログ　(B) 未発表の決算　(C) 会社案内\n正解：B\n", "Which of these would you mark confidential?\n a) the price list on our web site\n b) next year's budget\n Answer: b\n",
		"下列哪些属于机密文件？\nA. 宣传册 B. 未公开的财务报表\n答案：B\n", "다음 중 대외비에 해당하는 것은?\n① 홍보 책자 ② 미공개 실적\n정답: ②\n", "安全なパスワードはどれですか。\n (A) 誕生日　(B) 12文字以上の無作為な文字列\n正解：B\n",
	})
}

func auditChecklist(r *rand.Rand, _ truth) string {
	return pick(r, []string{"No,確認項目,結果,備考\n", "No,Control,Result,Note\n"}) + lines(r, 4, 12, func() string {
		return fmt.Sprintf("%d,%s,%s,", between(r, 1, 99), pick(r, []string{
			"社外秘の文書に表示があるか", "機密文書を施錠して保管しているか", "パスワードを12文字以上としているか", "Are confidential documents marked?", "Is the password policy enforced?", "Are API keys rotated every 90 days?", "秘密鍵を共有していないか",
		}), pick(r, []string{"OK", "NG", "対象外", "Yes", "No", "n/a"}))
	})
}

// secretReferences name credentials that are kept elsewhere, or are encrypted.
func secretReferences(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"db:\n  password: vault:secret/data/app#db_password\n  token: op://Team/app/token\n", "password: ENC[AES256_GCM,data:" + draw(r, 16, base62) + "=,type:str]\nsops:\n  version: 3.8.1\n",
		"- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: app-db\n      key: password\n", "environment:\n  PASSWORD: ${DB_PASSWORD:?not set}\n  API_TOKEN: ${{ secrets.API_TOKEN }}\n",
		"ansible_password: \"{{ lookup('env', 'SSH_PASSWORD') }}\"\ntoken: \"{{ vault_api_token }}\"\n", "password_file: /run/secrets/db\ntoken_path: /var/run/secrets/token\nprivate_key_path: ~/.ssh/id_ed25519\n",
	}) + "# " + digits(r, 3) + "\n"
}

func keyFingerprints(r *rand.Rand, _ truth) string {
	return lines(r, 2, 12, func() string {
		return fmt.Sprintf(pick(r, []string{"256 SHA256:%s deploy (ED25519)", "Key fingerprint = %s", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI%s deploy"}), draw(r, 43, base62+"+/"))
	})
}

// testVectors are published with the algorithms that they check.
func testVectors(r *rand.Rand, _ truth) string {
	return "# AES known answer test, sample vectors for validation\n[ENCRYPT]\n\n" + lines(r, 3, 15, func() string {
		return fmt.Sprintf("COUNT = %d\nPLAINTEXT = %s\nCIPHERTEXT = %s\n", r.IntN(90), draw(r, 32, lowerHex), draw(r, 32, lowerHex))
	})
}

func sampleSettings(r *rand.Rand, t truth) string {
	t.doubt["pii.email"] = true
	return pick(r, []string{
		"# copy to .env and fill in\nDB_HOST=localhost\nDB_PASSWORD=\nAPI_KEY=\nSECRET_KEY=change-me\n", "DB_PASSWORD=password\nREDIS_PASSWORD=null\nJWT_SECRET=replace_with_a_random_string\nTOKEN=none\n",
		"[mail]\nuser = user@example.com\npassword = <ここにパスワード>\n", "\"password\": {\"type\": \"string\", \"minLength\": 12},\n\"api_key\": {\"type\": \"string\", \"pattern\": \"^[A-Za-z0-9]{32}$\"}\n",
	}) + "PORT=" + digits(r, 4) + "\n"
}

func passwordCode(r *rand.Rand, _ truth) string {
	return pick(r, []string{
		"import getpass\n\npassword = getpass.getpass('Password: ')\nif not check_password(user, password):\n    raise AuthError('wrong password')\n", "def reset_password(self, new_password, confirm_password):\n    if new_password != confirm_password:\n        return None\n    self.password_digest = bcrypt(new_password)\n",
		"$password = $_POST['password'] ?? '';\n$token = bin2hex(random_bytes(32));\nif (!password_verify($password, $user->passwordHash)) { abort(401); }\n", "var apiKey = Environment.GetEnvironmentVariable(\"API_KEY\");\nvar secret = config[\"Auth:ClientSecret\"];\nrequest.Headers.Add(\"X-Api-Key\", apiKey);\n",
		"password = params.require(:password)\ntoken = SecureRandom.hex(20)\nsession[:token] = token\n",
	}) + "# " + digits(r, 4) + "\n"
}

func shortNames(r *rand.Rand, _ truth) string {
	return "short,video,doi,object\n" + lines(r, 3, 25, func() string {
		return fmt.Sprintf("https://l.example/%s,%s,10.%s/%s,assets/%s/%s.webp", draw(r, 7, base62), draw(r, 11, base62+"-_"), digits(r, 4), draw(r, 10, lowerCase+"0123456789."), draw(r, 2, lowerHex), draw(r, 30, lowerHex))
	})
}

func passwordQuestions(r *rand.Rand, _ truth) string {
	return fmt.Sprintf("Q%d\n", between(r, 1, 50)) + pick(r, []string{
		"パスワードを忘れました。\nA. ログイン画面の「パスワードをお忘れの方」から再設定してください。パスワードは電話ではお伝えできません。\n", "I forgot my password.\nA. Use the link below the form. We never ask for your password by e-mail, and support cannot see it.\n",
		"忘记密码怎么办？\n答：请点击登录页的“忘记密码”，按提示重新设置密码。\n", "비밀번호를 잊어버렸어요.\nA. 로그인 화면의 '비밀번호 찾기'를 이용해 주세요. 비밀번호: 10자 이상이어야 합니다.\n",
		"PINコードとパスワードの違いは何ですか。\nA. PINコードは端末ごとに設定する数字です。\n",
	})
}

func picture(r *rand.Rand, _ truth) string {
	m := image.NewGray(image.Rect(0, 0, between(r, 20, 90), between(r, 20, 90)))
	for i := range m.Pix {
		m.Pix[i] = byte(r.IntN(256))
	}
	m.Set(1, 1, color.White)
	var b bytes.Buffer
	must0(png.Encode(&b, m))
	return b.String()
}
