package main

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	neturl "net/url"
	"strings"
)

// judgingSecrets are credentials and the names they stand under, in the judging set.
var judgingSecrets = []secretKind{
	{"secret.cloud_key", func(r *rand.Rand) string { return draw(r, 39, base62) + "/" }, []string{"aws_secret_access_key", "AWS_SECRET_ACCESS_KEY"}},
	{"secret.cloud_key", func(r *rand.Rand) string { return pick(r, []string{"AKIA", "ASIA"}) + draw(r, 16, capitals+"234567") }, []string{"awsAccessKey", "S3_KEY_ID", "aws_access_key_id"}},
	{"secret.cloud_key", func(r *rand.Rand) string { return "AIza" + draw(r, 35, base62) }, []string{"GOOGLE_MAPS_KEY", "firebaseApiKey", "mapsKey"}},

	{"secret.token", func(r *rand.Rand) string { return "github_pat_" + draw(r, 22, base62) + "_" + draw(r, 59, base62) }, []string{"GITHUB_TOKEN", "githubToken", "ghToken"}},
	{"secret.token", func(r *rand.Rand) string { return "shpat_" + draw(r, 32, "0123456789abcdef") }, []string{"SHOPIFY_ACCESS_TOKEN", "shopifyToken"}},
	{"secret.token", func(r *rand.Rand) string { return "dapi" + draw(r, 32, "0123456789abcdef") }, []string{"DATABRICKS_TOKEN", "databricks_token"}},
	{"secret.token", func(r *rand.Rand) string {
		return "pypi-AgEIcHlwaS5vcmc" + draw(r, 70, base62)
	}, []string{"TWINE_TOKEN", "pypiToken"}},
	{"secret.token", func(r *rand.Rand) string { return digits(r, 10) + ":AA" + draw(r, 33, base62+"_-") }, []string{"TELEGRAM_BOT_TOKEN", "bot_token"}},
	{"secret.token", func(r *rand.Rand) string { return draw(r, 40, "0123456789abcdef") }, []string{"access_token", "API_KEY", "apiToken", "client_secret"}},
	{"secret.token", func(r *rand.Rand) string {
		return "xapp-1-A" + draw(r, 10, alnum) + "-" + digits(r, 13) + "-" + draw(r, 64, "0123456789abcdef")
	}, []string{"SLACK_APP_TOKEN", "slackToken"}},

	{"secret.jwt", func(r *rand.Rand) string {
		part := base64.RawURLEncoding.EncodeToString
		header := fmt.Sprintf(`{"typ":"JWT","kid":%q,"alg":%q}`, draw(r, 8, base62), pick(r, []string{"HS512", "PS256", "EdDSA"}))
		claims := fmt.Sprintf(`{"iat":%d,"aud":"portal","roles":["admin"],"sid":%q}`, 1795312800+r.IntN(1e6), draw(r, 12, base62))
		return part([]byte(header)) + "." + part([]byte(claims)) + "." + draw(r, between(r, 43, 86), base62+"-_")
	}, []string{"id_token", "accessToken", "refresh_jwt", "X-Auth"}},

	{"secret.password", officePassword, []string{"パスワード", "PW", "初期パスワード", "ログインパスワード", "管理者PW"}},
	{"secret.password", officePassword, []string{"password", "DB_PASS", "redisPassword", "ADMIN_PASSWORD", "ftp_passwd", "spring.datasource.password"}},
	{"secret.password", officePassword, []string{"密码", "登录密码", "비밀번호", "초기 비밀번호", "Passwort", "mot de passe", "contraseña"}},

	{"secret.private_key", privateKey, []string{"server.key", "deployKey", "client_key.pem", "PRIVATE_KEY"}},
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

// judgingSecretPlaces are where the judging set's credentials are left.
var judgingSecretPlaces = []secretPlace{
	{name: "compose file", file: "docker-compose.yml", format: "services:\n  web:\n    image: web:1.4\n    environment:\n      - TZ=Asia/Tokyo\n      - %[1]s=%[2]s\n"},
	{name: "Kubernetes manifest", file: "secret.yaml", format: "apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\nstringData:\n  %[1]s: \"%[2]s\"\n"},
	{name: "JavaScript", file: "client.ts", format: "export const client = new Client({\n  host: 'db01',\n  '%[1]s': '%[2]s',\n  retries: 2,\n});\n"},
	{name: "C#", file: "Startup.cs", format: "namespace App {\n  class Startup {\n    // %[1]s\n    settings[\"%[1]s\"] = \"%[2]s\";\n  }\n}\n"},
	{name: "PowerShell", file: "deploy.ps1", format: "$ErrorActionPreference = 'Stop'\n$env:%[1]s = \"%[2]s\"\nInvoke-Deploy\n"},
	{name: "Terraform", file: "main.tf", format: "provider \"svc\" {\n  region = \"ap-northeast-1\"\n  %[1]s  = \"%[2]s\"\n}\n"},
	{name: "registry file", file: "export.reg", format: "Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\App]\n\"Host\"=\"db01\"\n\"%[1]s\"=\"%[2]s\"\n"},
	{name: "ticket", file: "ticket.txt", format: "h3. 再現手順\n# サーバーに接続する\n# %[1]s: {{%[2]s}} を入力する\n"},
	{name: "chat", file: "talk.txt", format: "10:02 佐 サーバーの件、共有します\n10:03 佐 %[1]s: %[2]s\n10:05 木 ありがとうございます\n"},
	{name: "account list", file: "accounts.csv", format: "システム,URL,ID,%[1]s\n勤怠,https://kintai.example.net,u0412,%[2]s\n"},
	{name: "letter of accounts", file: "account.txt", format: "アカウントを発行しました。\n\n　ログインID：u0412\n　%[1]s：%[2]s\n\n"},
	{name: "configuration dump", file: "phpinfo.txt", format: "max_execution_time => 30\n%[1]s => %[2]s\nmemory_limit => 128M\n"},
	{name: "pipeline", file: ".gitlab-ci.yml", format: "variables:\n  GIT_DEPTH: \"1\"\n  %[1]s: '%[2]s'\ndeploy:\n  script: [make deploy]\n"},

	{name: "connection string", file: "database.yml", only: "secret.password", write: neturl.QueryEscape, format: "# %[1]s\nurl: postgres://app:%[2]s@db01.internal:5432/app?sslmode=require\n"},
	{name: "command line", file: ".bash_history", only: "secret.password", format: "ls -l\nmysql -u root --password='%[2]s' app < dump.sql # %[1]s\nexit\n"},
	{name: "netrc", file: ".netrc", only: "secret.password", format: "machine files.example.net\nlogin deploy\npassword %[2]s%.0[1]s\n"},
	{name: "HTTP request", file: "request.http", only: "secret.jwt", format: "GET /v1/me HTTP/1.1\nHost: api.example.net\nAuthorization: Bearer %[2]s\nX-Name: %[1]s\n\n"},
	{name: "HTTP request", file: "request.http", only: "secret.token", format: "POST /v1/hooks HTTP/1.1\nHost: api.example.net\nAuthorization: token %[2]s\nX-Name: %[1]s\n\n"},

	{name: "service account JSON", file: "account.json", only: "secret.private_key", write: oneLine, format: "{\"type\": \"service_account\", \"private_key_id\": \"%[1]s\", \"private_key\": \"%[2]s\\n\"}\n"},
	{name: "indented YAML", file: "tls.yaml", only: "secret.private_key", write: led("    "), format: "tls:\n  %[1]s: |\n    %[2]s\n"},
	{name: "quoted mail", file: "reply.txt", only: "secret.private_key", write: led("> "), format: "了解です。\n\n> %[1]s\n> %[2]s\n>\n"},
	{name: "here document", file: "setup.sh", only: "secret.private_key", write: led(""), format: "#!/bin/bash\ncat > /etc/app/%[1]s <<'EOF'\n%[2]s\nEOF\nchmod 600 /etc/app/%[1]s\n"},
}

// judgingMarkings are where the judging set's documents carry their label.
var judgingMarkings = []marking{
	{"running header", "manual.txt", "設計標準 第3版          %[1]s          1 / 24\n\n%[2]s\f設計標準 第3版          %[1]s          2 / 24\n"},
	{"underlined", "memo.txt", "%s\n==========\n\n%s"},
	{"lenticular in subject", "mail.txt", "件名：【%s】組織変更について\n\n%s"},
	{"table cell", "cover.tsv", "文書名\t事業計画書\n版\t1.2\n取扱区分\t%s\n作成\t2026-11-20\n\n%s"},
	{"classification line", "design.txt", "Document: Power unit\nRevision: C\nClassification: %s\n\n%s"},
	{"stars", "notice.txt", "※※※ %s ※※※\n\n%s"},
	{"square brackets", "spec.md", "# Interface specification [%s]\n\n%s"},
	{"last line", "quote.txt", "Quotation 2026-118\n\n%[2]s\n%[1]s\n"},
	{"HTML watermark", "page.html", "<html><body><div class=\"watermark\">%s</div><p>%s</p></body></html>\n"},
	{"front matter", "post.md", "---\ntitle: Roadmap\nclassification: %s\n---\n\n%s"},
}

var judgingMarkWords = map[string][]string{
	"ja": {"社外秘", "極秘", "部外秘", "マル秘", "取扱厳重注意", "関係者限り", "社外持出禁止", "機密性3情報", "社内限定", "Confidential"},
	"en": {"Company Confidential", "Strictly Private & Confidential", "CONFIDENTIAL - DO NOT DISTRIBUTE", "Internal Use Only", "RESTRICTED", "Top Secret", "Proprietary and Confidential", "COMMERCIAL IN CONFIDENCE"},
	"zh": {"机密", "内部文件，严禁外传", "商业机密", "秘密", "仅限内部使用"},
	"ko": {"대외비", "극비", "사내 한정", "외부 유출 금지", "기밀문서"},
}
