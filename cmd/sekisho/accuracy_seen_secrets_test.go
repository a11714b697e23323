package main

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
)

// seenSecrets are credentials and the names they stand under, in the seen set.
var seenSecrets = []secretKind{
	{class: "secret.cloud_key", value: func(r *rand.Rand) string { return draw(r, 39, base62) + "/" }, names: []string{"aws_secret_access_key", "AWS_SECRET_ACCESS_KEY"}},
	{class: "secret.cloud_key", value: func(r *rand.Rand) string { return "AIza" + draw(r, 35, base62) }, names: []string{"GOOGLE_MAPS_KEY", "firebaseApiKey", "mapsKey"}},
	{class: "secret.token", value: func(r *rand.Rand) string { return "github_pat_" + draw(r, 22, base62) + "_" + draw(r, 59, base62) }, names: []string{"GITHUB_TOKEN", "githubToken", "ghToken"}},
	{class: "secret.token", value: func(r *rand.Rand) string { return "rubygems_" + draw(r, 48, "0123456789abcdef") }, names: []string{"GEM_HOST_API_KEY", "rubygemsToken"}},
	{class: "secret.token", value: func(r *rand.Rand) string { return digits(r, 10) + ":AA" + draw(r, 33, base62+"_-") }, names: []string{"TELEGRAM_BOT_TOKEN", "bot_token"}},
	{class: "secret.token", value: func(r *rand.Rand) string {
		return "xapp-1-A" + draw(r, 10, alnum) + "-" + digits(r, 13) + "-" + draw(r, 64, "0123456789abcdef")
	}, names: []string{"SLACK_APP_TOKEN", "slackToken"}},
	{class: "secret.jwt", value: func(r *rand.Rand) string {
		part := base64.RawURLEncoding.EncodeToString
		header := fmt.Sprintf(`{"typ":"JWT","kid":%q,"alg":%q}`, draw(r, 8, base62), pick(r, []string{"HS512", "PS256", "EdDSA"}))
		claims := fmt.Sprintf(`{"iat":%d,"aud":"portal","roles":["admin"],"sid":%q}`, 1795312800+r.IntN(1e6), draw(r, 12, base62))
		return part([]byte(header)) + "." + part([]byte(claims)) + "." + draw(r, between(r, 43, 86), base62+"-_")
	}, names: []string{"id_token", "accessToken", "refresh_jwt", "X-Auth"}},
	{class: "secret.password", value: officePassword, names: []string{"dbPassword", "POSTGRES_PASSWORD", "mail_pass", "adminPwd", "passphrase"}},
	{class: "secret.password", value: officePassword, names: []string{"パスワード", "PW", "初期パスワード", "ログインパスワード", "管理者PW"}},
	{class: "secret.password", value: officePassword, names: []string{"密码", "登录密码", "비밀번호", "초기 비밀번호", "Passwort", "mot de passe", "contraseña"}},
	{class: "secret.private_key", value: privateKey, names: []string{"server.key", "deployKey", "client_key.pem", "PRIVATE_KEY"}},
}

// officePassword is what people and generators of passwords choose.
func officePassword(r *rand.Rand) string {
	switch r.IntN(3) {
	case 0:
		return pick(r, []string{"Sakura", "Kaisha", "Tokyo", "Winter", "Orange"}) + pick(r, []string{"#", "@", "!", "-"}) + digits(r, 4) + draw(r, 2, lowerCase)
	case 1:
		return draw(r, 4, base62) + "-" + draw(r, 2, lowerCase) + digits(r, 2) + "-" + draw(r, 2, capitals) + digits(r, 2)
	}
	return draw(r, 1, lowerCase) + draw(r, between(r, 8, 14), base62) + digits(r, 1) + pick(r, []string{"!", "$", "_", "^"})
}

// oneLine writes a key's line ends as JSON does.
func oneLine(v string) string { return strings.ReplaceAll(strings.TrimSpace(v), "\n", `\n`) }

// led puts something before each of a key's lines.
func led(by string) func(v string) string {
	return func(v string) string {
		return strings.ReplaceAll(strings.TrimSpace(v), "\n", "\n"+by)
	}
}

// seenSecretPlaces are where the seen set's credentials are left.
var seenSecretPlaces = []secretPlace{
	{name: "compose file", file: "docker-compose.yml", format: "services:\n  web:\n    image: web:1.4\n    environment:\n      - TZ=Asia/Tokyo\n      - %[1]s=%[2]s\n"},
	{name: "JavaScript", file: "client.ts", format: "export const client = new Client({\n  host: 'db01',\n  '%[1]s': '%[2]s',\n  retries: 2,\n});\n"},
	{name: "PowerShell", file: "deploy.ps1", format: "$ErrorActionPreference = 'Stop'\n$env:%[1]s = \"%[2]s\"\nInvoke-Deploy\n"},
	{name: "registry file", file: "export.reg", format: "Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\App]\n\"Host\"=\"db01\"\n\"%[1]s\"=\"%[2]s\"\n"},
	{name: "chat", file: "talk.txt", letter: true, format: "10:02 佐 サーバーの件、共有します\n10:03 佐 %[1]s: %[2]s\n10:05 木 ありがとうございます\n"},
	{name: "letter of accounts", file: "account.txt", letter: true, format: "アカウントを発行しました。\n\n　ログインID：u0412\n　%[1]s：%[2]s\n\n"},
	{name: "pipeline", file: ".gitlab-ci.yml", format: "variables:\n  GIT_DEPTH: \"1\"\n  %[1]s: '%[2]s'\ndeploy:\n  script: [make deploy]\n"},
	{name: "command line", file: ".bash_history", only: "secret.password", format: "ls -l\nmysql -u root --password='%[2]s' app < dump.sql # %[1]s\nexit\n"},
	{name: "HTTP request", file: "request.http", only: "secret.jwt", format: "GET /v1/me HTTP/1.1\nHost: api.example.net\nAuthorization: Bearer %[2]s\nX-Name: %[1]s\n\n"},
	{name: "service account JSON", file: "account.json", only: "secret.private_key", write: oneLine, format: "{\"type\": \"service_account\", \"private_key_id\": \"%[1]s\", \"private_key\": \"%[2]s\\n\"}\n"},
	{name: "quoted mail", file: "reply.txt", only: "secret.private_key", write: led("> "), format: "了解です。\n\n> %[1]s\n> %[2]s\n>\n"},
}

// seenMarkings are where the seen set's documents carry their label.
var seenMarkings = []marking{
	{name: "running header", file: "manual.txt", format: "設計標準 第3版          %[1]s          1 / 24\n\n%[2]s\f設計標準 第3版          %[1]s          2 / 24\n"},
	{name: "lenticular in subject", file: "mail.txt", format: "件名：【%s】組織変更について\n\n%s"},
	{name: "classification line", file: "design.txt", format: "Document: Power unit\nRevision: C\nClassification: %s\n\n%s"},
	{name: "square brackets", file: "spec.md", format: "# Interface specification [%s]\n\n%s"},
	{name: "HTML watermark", file: "page.html", format: "<html><body><div class=\"watermark\">%s</div><p>%s</p></body></html>\n"},
}

var seenMarkWords = map[string][]string{
	"ja": {"社外秘", "部外秘", "取扱厳重注意", "社外持出禁止", "社内限定"},
	"en": {"Company Confidential", "CONFIDENTIAL - DO NOT DISTRIBUTE", "RESTRICTED", "Proprietary and Confidential"},
	"zh": {"机密", "商业机密", "仅限内部使用"},
	"ko": {"대외비", "사내 한정", "기밀문서"},
}
