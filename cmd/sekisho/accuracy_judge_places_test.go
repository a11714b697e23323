package main

import (
	"encoding/base64"
	"math/rand/v2"
	neturl "net/url"
	"strings"
)

// judgingSettings are settings and program text of the judging set.
var judgingSettings = []secretPlace{
	{name: "appsettings", file: "appsettings.Production.json", weight: 3, head: "{\n  \"Logging\": {\"LogLevel\": {\"Default\": \"Warning\"}},\n  \"Portal\": {\n    \"BaseUrl\": \"https://portal.example.net\",\n", format: "    \"%[1]s\": \"%[2]s\",\n", tail: "    \"Timeout\": 30\n  }\n}\n"},
	{name: "beans", file: "beans.xml", weight: 2, head: "<beans>\n  <bean id=\"client\" class=\"net.example.Client\">\n    <property name=\"host\" value=\"db01\"/>\n", format: "    <property name=\"%[1]s\" value=\"%[2]s\"/>\n", tail: "  </bean>\n</beans>\n"},
	{name: "JavaScript constants", file: "config.js", weight: 3, head: "'use strict';\n", format: "const %[1]s = '%[2]s';\n", tail: "module.exports = { retries: 2 };\n"},
	{name: "Ruby", file: "initializer.rb", weight: 2, head: "Portal.configure do |config|\n  config.host = \"api01\"\n", format: "  config.%[1]s = \"%[2]s\"\n", tail: "end\n"},
	{name: "Rust", file: "main.rs", weight: 1, format: "const %[1]s: &str = \"%[2]s\";\n", tail: "\nfn main() { run(); }\n"},
	{name: "PowerShell variable", file: "setup.ps1", weight: 2, head: "Import-Module Portal\n", format: "$%[1]s = '%[2]s'\n", tail: "Connect-Portal -Host api01\n"},
	{name: "secure string", file: "join.ps1", weight: 2, only: passwords, format: "$pw = ConvertTo-SecureString '%[2]s' -AsPlainText -Force\n$cred = New-Object PSCredential('CORP\\svc01', $pw)\n"},
	{name: "ADO.NET", file: "settings.txt", weight: 3, only: passwords, format: "Server=sql02;Database=sales;User Id=sales_app;Password=%[2]s;TrustServerCertificate=True\n"},
	{name: "notebook", file: "analysis.ipynb", weight: 2, head: "{\"cells\": [\n", format: "{\"cell_type\": \"code\", \"execution_count\": 1, \"metadata\": {}, \"outputs\": [], \"source\": [\"import pandas as pd\\n\", \"%[1]s = '%[2]s'\\n\", \"df = load()\"]},\n", tail: "{\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": [\"# Sales\"]}], \"metadata\": {\"language_info\": {\"name\": \"python\"}}, \"nbformat\": 4, \"nbformat_minor\": 4}\n"},
	{name: "strings.xml", file: "strings.xml", weight: 2, head: "<resources>\n    <string name=\"app_name\">Portal</string>\n", format: "    <string name=\"%[1]s\">%[2]s</string>\n", tail: "</resources>\n"},
	{name: "npm settings", single: true, file: ".npmrc", weight: 1, only: "secret.token", head: "registry=https://npm.corp.example/\n", format: "//npm.corp.example/:_authToken=%[2]s\n"},
	{name: "registry login", file: "config.json", weight: 1, only: passwords, doubt: "secret.token", write: func(v string) string { return base64.StdEncoding.EncodeToString([]byte("builder:" + v)) }, head: "{\"auths\": {\n", format: "\t\"registry.corp.example\": {\"auth\": \"%[2]s\"},\n", tail: "\t\"mirror.corp.example\": {}\n}}\n"},
	{name: "directory settings", single: true, file: "ldap.conf", weight: 1, only: passwords, head: "base dc=corp,dc=example\nuri ldap://192.0.2.20\nbinddn cn=reader,dc=corp,dc=example\n", format: "bindpw %[2]s\n"},
	{name: "Wi-Fi code", file: "qr.txt", weight: 1, only: passwords, value: plainPassword, format: "WIFI:T:WPA;S:guest-2f;P:%[2]s;;\n"},
}

// judgingCommands are commands, logs and requests of the judging set.
var judgingCommands = []secretPlace{
	{name: "variable before a command", file: ".bash_history", weight: 2, head: "cd /srv/app\ngit pull\n", format: "%[1]s='%[2]s' ./manage.py migrate\n", tail: "tail -f app.log\n"},
	{name: "mysql -p", file: "history.txt", weight: 2, only: passwords, value: plainPassword, format: "mysqldump -h db01 -u root -p%[2]s sales > sales.sql\n"},
	{name: "psql address", file: "notes.md", weight: 2, only: passwords, write: neturl.QueryEscape, format: "    psql \"postgresql://report:%[2]s@192.0.2.30:5432/sales\"\n"},
	{name: "pipeline variables", file: "azure-pipelines.yml", weight: 2, head: "trigger: [main]\nvariables:\n- name: buildConfiguration\n  value: Release\n", format: "- name: %[1]s\n  value: %[2]s\n", tail: "steps:\n- script: make\n"},
	{name: "dump of a request", file: "error.log", weight: 2, only: bearers, format: "2026-11-20T09:12:44.102Z ERROR request failed with status 502 { url: '/v1/orders', headers: { accept: 'application/json', authorization: 'Bearer %[2]s', 'user-agent': 'client/1.4' } }\n"},
	{name: "key in a header", file: "request.txt", weight: 3, only: "secret.token", format: "GET /k/v1/records.json?app=12 HTTP/1.1\r\nHost: example.net\r\nX-Api-Key: %[2]s\r\nAccept: */*\r\n\r\n"},
	{name: "cookie", file: "session.txt", weight: 3, only: "secret.jwt", format: "GET /mypage HTTP/1.1\r\nHost: portal.example.net\r\nCookie: lang=ja; session=%[2]s; theme=dark\r\n\r\n"},
	{name: "put-parameter", file: "provision.sh", weight: 1, format: "aws ssm put-parameter --type SecureString --name /prod/app/%[1]s --value '%[2]s'\n"},
	{name: "IDENTIFIED BY", single: true, file: "create.sql", weight: 2, only: passwords, format: "CREATE USER 'sales'@'%%' IDENTIFIED BY '%[2]s';\nGRANT SELECT ON sales.* TO 'sales'@'%%';\n"},
	{name: "switch settings", file: "sw01.cfg", weight: 1, only: passwords, value: plainPassword, head: "hostname sw01\nservice timestamps log datetime\n", format: "username netadmin privilege 15 password 0 %[2]s\n", tail: "line vty 0 4\n login local\n"},
	{name: "basic authorization", file: "trace.txt", weight: 2, only: passwords, doubt: "secret.token", write: func(v string) string { return base64.StdEncoding.EncodeToString([]byte("batch:" + v)) }, format: "GET /in/list HTTP/1.1\r\nHost: files.example.net\r\nAuthorization: Basic %[2]s\r\n\r\n"},
	{name: "token answered", file: "response.json", weight: 3, only: bearers, format: "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"%[2]s\",\"scope\":\"read\"}\n"},
}

// judgingLetters are letters, tickets and lists of the judging set.
var judgingLetters = []secretPlace{
	{name: "team chat", file: "chat.txt", weight: 3, letter: true, lang: "ja", head: "[2026/11/20 9:41] 情シス: テスト環境できました\n", format: "[2026/11/20 9:42] 情シス: %[1]s %[2]s です\n", tail: "[2026/11/20 9:43] 営業: 助かります！\n"},
	{name: "account letter, Chinese", file: "youjian.txt", weight: 2, letter: true, lang: "zh", head: "各位同事好：\n\n考勤系统账号已开通，信息如下。\n\n", format: "登录名：u0412\n%[1]s：%[2]s\n", tail: "\n首次登录请修改。\n"},
	{name: "account sheet, English", file: "accounts.tsv", weight: 3, only: passwords, head: "Service\tURL\tLogin\tPassword\tOwner\n", format: "Payroll\thttps://pay.example.net\tsvc01\t%[2]s\tFinance\n"},
	{name: "sheet of settings", file: "sheet.tsv", weight: 2, letter: true, lang: "ja", head: "項目\t設定値\t備考\n接続先\tdb01\t\n", format: "%[1]s\t%[2]s\t\n"},
	{name: "password safe, XML", file: "database.xml", weight: 1, only: passwords, head: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<KeePassFile><Root><Group><Name>Work</Name>\n", format: "<Entry><String><Key>Title</Key><Value>Portal</Value></String><String><Key>UserName</Key><Value>u0412</Value></String><String><Key>Password</Key><Value ProtectInMemory=\"True\">%[2]s</Value></String></Entry>\n", tail: "</Group></Root></KeePassFile>\n"},
	{name: "letter with bullets", file: "annai.txt", weight: 3, letter: true, lang: "ja", head: "関係者各位\n\n共有フォルダの接続情報です。取り扱いにご注意ください。\n\n", format: "・アドレス　\\\\fs02\\kyoyu\n・ユーザー名　kyoyu01\n・%[1]s　%[2]s\n"},
	{name: "reply with the password", once: true, file: "reply.txt", weight: 2, only: passwords, head: "Hi,\n\nsorry for the delay. ", format: "The password for the test server is %[2]s and the user is admin.\n", tail: "\nThanks\n"},
	{name: "wiki of hosts", file: "hosts.wiki", weight: 2, only: passwords, head: "== サーバー一覧 ==\n{| class=\"wikitable\"\n! ホスト !! OS !! ユーザー !! パスワード\n", format: "|-\n| web01 || Debian 12 || root || %[2]s\n", tail: "|}\n"},
}

// judgingKeyPlaces are where the judging set's private keys are left.
var judgingKeyPlaces = []secretPlace{
	{name: "key in a mail", file: "mail.txt", weight: 2, only: "secret.private_key", lines: true, format: "Here is the new key (%[1]s), please install it on the gateway today.\n\n%[2]s\nThanks,\nOps\n"},
	{name: "manifest block", file: "secret.yaml", weight: 2, only: "secret.private_key", lines: true, write: led("    "), head: "apiVersion: v1\nkind: Secret\nmetadata:\n  name: web-tls\nstringData:\n", format: "  %[1]s: |-\n    %[2]s\n"},
	{name: "VPN profile", single: true, file: "office.ovpn", weight: 2, only: "secret.private_key", lines: true, head: "client\ndev tun\nremote 192.0.2.9 1194\n", format: "<key>\n%[2]s</key>\n"},
	{name: "template literal", file: "keys.ts", weight: 1, only: "secret.private_key", lines: true, format: "export const %[1]s = `\n%[2]s`;\n"},
	{name: "PuTTY", once: true, file: "server.ppk", weight: 2, only: "secret.private_key", value: puttyKey, format: "%[2]s"},
	{name: "key without armour", file: ".env", weight: 1, only: "secret.private_key", value: func(r *rand.Rand) string { return in64(shortKey(r)) }, format: "JWT_ALG=EdDSA\nJWT_PRIVATE_KEY=%[2]s\n"},
	{name: "age key", file: "keys.txt", weight: 1, only: "secret.private_key", value: drawn("AGE-SECRET-KEY-1", 58, strings.ToUpper("qpzry9x8gf2tvdw0s3jn54khce6mua7l")), format: "# created: 2026-11-20T10:00:00+09:00\n%[2]s\n"},
	{name: "key as value of a key", file: "vault.json", weight: 2, only: "secret.private_key", lines: true, write: oneLine, format: "{\"data\": {\"%[1]s\": \"%[2]s\\n\", \"version\": 3}}\n"},
}
