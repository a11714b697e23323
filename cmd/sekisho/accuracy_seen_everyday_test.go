package main

// seenEveryday are the places where most credentials are left, in the seen set.
var seenEveryday = []secretPlace{
	{name: "exports to source", file: "env.sh", weight: 3, head: "export LANG=ja_JP.UTF-8\nexport APP_HOME=/srv/app\n", format: "export %[1]s=%[2]s\n"},
	{name: "docker run", file: "start.sh", weight: 2, format: "docker run -d --name web -p 8080:80 -e TZ=Asia/Tokyo -e %[1]s='%[2]s' web:1.4\n"},
	{name: "Python call", file: "job.py", weight: 3, head: "from app import connect\n\n", format: "db = connect(host=\"db01\", user=\"app\", %[1]s=\"%[2]s\")\n", tail: "db.run()\n"},
	{name: "YAML list", file: "targets.yml", weight: 2, head: "targets:\n", format: "  - host: db01\n    user: app\n    %[1]s: '%[2]s'\n"},
	{name: "dotted properties", file: "application.properties", weight: 3, head: "spring.application.name=app\nserver.port=8443\n", format: "app.client.%[1]s=%[2]s\n"},
	{name: "list in README", file: "README.md", weight: 2, letter: true, lang: "en", head: "# Test environment\n\n- URL: https://test.example.net\n- User: admin\n", format: "- %[1]s: `%[2]s`\n"},
	{name: "forwarded account", file: "fwd.txt", weight: 3, letter: true, lang: "ja", head: "転送します。\n\n---- 元のメッセージ ----\n> お世話になっております。\n", format: "> ログインID: u0412\n> %[1]s: %[2]s\n", tail: "> 以上\n"},
	{name: "message in HTML", file: "message.html", weight: 3, letter: true, lang: "ja", format: "<p>検証環境です。<br>ID：u0412<br>%[1]s：%[2]s</p>\n"},
	{name: "table of a tracker", file: "issue.txt", weight: 2, only: passwords, head: "h2. アカウント\n|_.環境|_.ID|_.パスワード|\n", format: "|検証|admin|%[2]s|\n"},
	{name: "sheet of first passwords", file: "hakkou.tsv", weight: 3, only: passwords, head: "システム\tログインID\t初期パスワード\t有効期限\n", format: "経費精算\tu0412\t%[2]s\t2026/12/31\n"},
	{name: "keys in an answer", file: "keys.json", weight: 2, only: "secret.token", format: "{\"id\": 12, \"name\": \"batch\", \"api_key\": \"%[2]s\", \"created_at\": \"2026-11-20T01:00:00Z\"}\n"},
	{name: "curl key", file: "try.sh", weight: 3, only: "secret.token", format: "curl -s -H 'X-API-Key: %[2]s' https://api.example.net/v1/items | jq .\n"},
	{name: "JSON array of accounts", file: "accounts.json", weight: 2, only: passwords, head: "[\n", format: "  {\"service\": \"payroll\", \"id\": \"u0412\", \"password\": \"%[2]s\"},\n", tail: "  {}\n]\n"},
	{name: "ODBC", file: "odbc.txt", weight: 2, only: passwords, format: "Driver={ODBC Driver 18 for SQL Server};Server=sql01;Database=app;UID=app;PWD=%[2]s;\n"},
	{name: "chat, Chinese", file: "chat.txt", weight: 2, letter: true, lang: "zh", format: "运维 10:02\n测试环境账号：admin\n%[1]s：%[2]s\n"},
	{name: "ticket, Korean", file: "ticket.txt", weight: 2, letter: true, lang: "ko", head: "[요청] 테스트 서버 접속 정보\n\n", format: "서버: 192.0.2.15\n계정: admin\n%[1]s: %[2]s\n"},
}
