package main

// judgingEveryday are the places where most credentials are left, in the judging set.
var judgingEveryday = []secretPlace{
	{name: "environment file", file: ".env.staging", weight: 3, head: "NODE_ENV=staging\nPORT=3000\n\n", format: "%[1]s=%[2]s\n", tail: "SENTRY_ENABLED=false\n"},
	{name: "YAML of stages", file: "config.yml", weight: 3, head: "production:\n  adapter: mysql2\n  host: db01\n  username: app\n", format: "  %[1]s: \"%[2]s\"\n", tail: "staging:\n  host: db02\n"},
	{name: "Python settings", single: true, file: "settings.py", weight: 3, only: passwords, head: "DATABASES = {\n    'default': {\n        'ENGINE': 'django.db.backends.postgresql',\n        'USER': 'app',\n", format: "        'PASSWORD': '%[2]s',\n", tail: "        'HOST': 'db01',\n    }\n}\n"},
	{name: "account mail, English", file: "account.txt", weight: 3, letter: true, lang: "en", head: "Hello,\n\nplease find below the access data for the customer portal.\n\nURL: https://portal.example.net\n", format: "Login: u0412\n%[1]s: %[2]s\n", tail: "\nPlease delete this mail afterwards.\n\nKind regards\n"},
	{name: "account sheet, Japanese", file: "ichiran.csv", weight: 3, only: passwords, head: "No.,サービス名,アカウント,PW,管理者\n", format: "1,ファイル共有,kyoyu01,%[2]s,総務\n"},
	{name: "curl in a note", file: "memo.md", weight: 3, only: bearers, head: "動作確認用：\n\n```\n", format: "curl https://api.example.net/v1/me -H \"Authorization: Bearer %[2]s\"\n", tail: "```\n"},
	{name: "properties", file: "db.properties", weight: 3, head: "# database\ndb.url=jdbc:postgresql://db01/app\ndb.user=app\n", format: "%[1]s = %[2]s\n"},
	{name: "account letter, Korean", file: "annae.txt", weight: 2, letter: true, lang: "ko", head: "안녕하세요, 정보보호팀입니다.\n요청하신 계정이 생성되었습니다.\n\n", format: "아이디 : u0412\n%[1]s : %[2]s\n", tail: "\n첫 로그인 후 변경해 주세요.\n"},
}
