package main

import (
	"encoding/base64"
	"math/rand/v2"
	neturl "net/url"
	"strings"
)

const (
	passwords = "secret.password"
	bearers   = "secret.token secret.jwt"
)

// seenSettings are settings and program text of the seen set.
var seenSettings = []secretPlace{
	{name: "environment file with comments", file: ".env.production", weight: 3, head: "# production\nAPP_ENV=production\nAPP_URL=https://portal.example.net\n\n", format: "# do not commit\n%[1]s=\"%[2]s\"\n", tail: "\nLOG_LEVEL=info\nQUEUE=redis\n"},
	{name: "deployment manifest", file: "deployment.yaml", weight: 3, head: "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env:\n            - name: TZ\n              value: Asia/Tokyo\n", format: "            - name: %[1]s\n              value: \"%[2]s\"\n"},
	{name: "TOML tables", file: "secrets.toml", weight: 2, head: "title = \"reports\"\n\n[connections.main]\nhost = \"db01.internal\"\nport = 5432\n", format: "%[1]s = '%[2]s'\n"},
	{name: "INI section", file: "app.ini", weight: 2, head: "; settings of the batch\n[database]\nhost=db01\nuser=batch\n", format: "%[1]s=%[2]s\n", tail: "\n[log]\nlevel=warn\n"},
	{name: "Java constant", file: "Config.java", weight: 2, head: "package net.example.app;\n\npublic final class Config {\n", format: "    private static final String %[1]s = \"%[2]s\";\n", tail: "    private Config() {}\n}\n"},
	{name: "Python dictionary", file: "conf.py", weight: 3, head: "SETTINGS = {\n    'host': 'db01',\n", format: "    '%[1]s': '%[2]s',\n", tail: "    'timeout': 30,\n}\n"},
	{name: "C# arguments", file: "Program.cs", weight: 1, format: "var client = new ApiClient(host: \"api01\", %[1]s: \"%[2]s\", retries: 3);\n"},
	{name: "PHP define", file: "wp-config.php", weight: 2, head: "<?php\ndefine('DB_NAME', 'portal');\n", format: "define('%[1]s', '%[2]s');\n", tail: "$table_prefix = 'wp_';\n"},
	{name: "Go literal", file: "client_test.go", weight: 2, head: "package client\n\nvar options = Options{\n\tHost: \"api01\",\n", format: "\t%[1]s: \"%[2]s\",\n", tail: "}\n"},
	{name: "Kotlin", file: "Api.kt", weight: 1, head: "object Api {\n", format: "    const val %[1]s = \"%[2]s\"\n", tail: "}\n"},
	{name: "C header", file: "secrets.h", weight: 2, head: "#pragma once\n#define WIFI_SSID \"lab-2g\"\n", format: "#define %[1]s \"%[2]s\"\n"},
	{name: "Basic", file: "Module1.bas", weight: 1, head: "Option Explicit\n", format: "Const %[1]s As String = \"%[2]s\"\n", tail: "Sub Connect()\nEnd Sub\n"},
	{name: "tfvars", file: "prod.tfvars", weight: 2, head: "region = \"ap-northeast-1\"\n", format: "%[1]s = \"%[2]s\"\n"},
	{name: "state JSON", file: "terraform.tfstate", weight: 1, head: "{\"version\": 4, \"resources\": [{\"instances\": [{\"attributes\": {\n", format: "  \"%[1]s\": \"%[2]s\",\n", tail: "  \"id\": \"db-main\"}}]}]}\n"},
	{name: "nested YAML", file: "application.yml", weight: 3, head: "spring:\n  profiles: prod\n  datasource:\n    url: jdbc:mysql://db01:3306/app\n    username: app\n", format: "    %[1]s: %[2]s\n"},
	{name: "property list", file: "Info.plist", weight: 1, head: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>\n", format: "\t<key>%[1]s</key>\n\t<string>%[2]s</string>\n", tail: "</dict></plist>\n"},
	{name: "web.config", file: "web.config", weight: 2, only: passwords, head: "<configuration><connectionStrings>\n", format: "<add name=\"main\" connectionString=\"Data Source=sql01;Initial Catalog=app;User ID=app;Password=%[2]s;Encrypt=True\" />\n", tail: "</connectionStrings></configuration>\n"},
	{name: "minified script", file: "app.min.js", weight: 1, format: "!function(e){var t={host:\"api01\",%[1]s:\"%[2]s\",n:1};e.run(t)}(window);"},
	{name: "kubeconfig", file: "config", weight: 1, only: bearers, head: "apiVersion: v1\nkind: Config\nclusters:\n- name: prod\n  cluster:\n    server: https://192.0.2.10:6443\nusers:\n", format: "- name: admin\n  user:\n    token: %[2]s\n"},
	{name: "package index settings", file: ".pypirc", weight: 1, only: passwords, head: "[distutils]\nindex-servers = inhouse\n\n", format: "[inhouse]\nrepository = https://pypi.corp.example/\nusername = builder\npassword = %[2]s\n"},
	{name: "Wi-Fi settings", file: "wpa_supplicant.conf", weight: 1, only: passwords, head: "ctrl_interface=/run/wpa_supplicant\n", format: "network={\n  ssid=\"office-5g\"\n  psk=\"%[2]s\"\n}\n"},
}

// seenCommands are commands, logs and requests of the seen set.
var seenCommands = []secretPlace{
	{name: "batch file", file: "run.bat", weight: 2, head: "@echo off\r\n", format: "set %[1]s=%[2]s\r\n", tail: "call job.exe\r\n"},
	{name: "zsh history", file: ".zsh_history", weight: 1, format: ": 1795312800:0;cd app\n: 1795312810:0;export %[1]s='%[2]s'\n: 1795312820:0;make deploy\n"},
	{name: "curl user", file: "memo.sh", weight: 2, only: passwords, format: "curl -s -u 'batch:%[2]s' https://files.example.net/in/ -o list.txt\n"},
	{name: "curl header", file: "call.sh", weight: 3, only: bearers, format: "curl -X POST https://api.example.net/v2/items \\\n  -H 'Content-Type: application/json' \\\n  -H 'Authorization: Bearer %[2]s' \\\n  -d @body.json\n"},
	{name: "sshpass", file: "backup.sh", weight: 2, only: passwords, head: "#!/bin/bash\n", format: "sshpass -p '%[2]s' scp dump.gz backup@192.0.2.15:/var/backups/\n"},
	{name: "net use", file: "logon.cmd", weight: 2, only: passwords, format: "net use Z: \\\\fs01\\share \"%[2]s\" /user:CORP\\batch01 /persistent:no\r\n"},
	{name: ".pgpass", file: ".pgpass", weight: 1, only: passwords, format: "db01.internal:5432:app:report:%[2]s\n"},
	{name: "netrc, one line", file: ".netrc", weight: 1, only: passwords, format: "machine ftp.example.net login deploy password %[2]s\n"},
	{name: "git remote", file: "config", weight: 2, only: "secret.token", head: "[core]\n\tbare = false\n", format: "[remote \"origin\"]\n\turl = https://ci-bot:%[2]s@git.example.net/team/app.git\n"},
	{name: "JDBC address", file: "jdbc.properties", weight: 2, only: passwords, write: neturl.QueryEscape, format: "jdbc.url=jdbc:mysql://db01:3306/app?user=app&password=%[2]s&useSSL=false\n"},
	{name: "database address", file: ".env", weight: 2, only: passwords, write: neturl.QueryEscape, format: "NODE_ENV=production\nMONGO_URI=mongodb+srv://app:%[2]s@cluster0.example.net/app\n"},
	{name: "broker address", file: "queue.conf", weight: 2, only: passwords, write: neturl.QueryEscape, format: "broker = redis://:%[2]s@cache01:6379/0\n"},
	{name: "workflow", file: "deploy.yml", weight: 2, head: "name: deploy\non: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    env:\n      NODE_ENV: production\n", format: "      %[1]s: %[2]s\n", tail: "    steps:\n      - run: make deploy\n"},
	{name: "Jenkinsfile", file: "Jenkinsfile", weight: 1, head: "pipeline {\n  agent any\n  environment {\n", format: "    %[1]s = '%[2]s'\n", tail: "  }\n}\n"},
	{name: "Dockerfile", file: "Dockerfile", weight: 2, head: "FROM debian:12\nWORKDIR /app\n", format: "ENV %[1]s=%[2]s\n", tail: "CMD [\"./app\"]\n"},
	{name: "Ansible variables", file: "all.yml", weight: 2, head: "---\nansible_user: deploy\n", format: "vault_%[1]s: \"%[2]s\"\n"},
	{name: "log of settings", file: "debug.log", weight: 2, head: "2026-11-20 09:00:01,221 INFO  [main] starting\n", format: "2026-11-20 09:00:01,340 DEBUG [main] config: {'host': 'db01', '%[1]s': '%[2]s', 'pool': 5}\n"},
	{name: "form posted", file: "capture.txt", weight: 3, only: passwords, write: neturl.QueryEscape, format: "POST /login HTTP/1.1\r\nHost: portal.example.net\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nuserid=u0412&password=%[2]s&remember=1\r\n"},
	{name: "login JSON", file: "request.json", weight: 3, only: passwords, format: "{\"username\":\"u0412\",\"password\":\"%[2]s\",\"device\":\"web\"}\n"},
	{name: "address with token", file: "access.log", weight: 2, only: bearers, write: neturl.QueryEscape, format: "192.0.2.44 - - [20/Nov/2026:10:00:01 +0900] \"GET /v1/export?format=csv&access_token=%[2]s HTTP/1.1\" 200 5120\n"},
	{name: "ALTER ROLE", file: "users.sql", weight: 2, only: passwords, format: "ALTER ROLE report WITH LOGIN PASSWORD '%[2]s';\n"},
	{name: "router settings", file: "rtx.txt", weight: 1, only: passwords, head: "ip lan1 address 192.168.100.1/24\n", format: "login password %[2]s\n", tail: "dns server 192.0.2.53\n"},
}

// seenLetters are letters, tickets and lists of the seen set.
var seenLetters = []secretPlace{
	{name: "ticket of an account", file: "ticket.txt", weight: 3, letter: true, lang: "ja", head: "【課題】VPN接続の設定依頼\n優先度：中\n\n", format: "接続先：vpn.example.net\nID：u0412\n%[1]s：%[2]s\n\n"},
	{name: "account letter, Japanese", file: "mail.txt", weight: 3, letter: true, lang: "ja", head: "お疲れ様です。情報システム課です。\n勤怠システムのアカウントを作成しましたので、下記のとおりお知らせします。\n\n", format: "■ユーザーID\n　u0412\n■%[1]s\n　%[2]s\n", tail: "\n初回ログイン後に変更をお願いします。\n"},
	{name: "account letter, English", file: "welcome.txt", weight: 3, letter: true, lang: "en", head: "Hi,\n\nYour account for the reporting portal is ready. Please log in today.\n\n", format: "  User name: u0412\n  %[1]s: %[2]s\n\n", tail: "Best regards,\nIT Service Desk\n"},
	{name: "account letter, Korean", file: "account.txt", weight: 2, letter: true, lang: "ko", head: "안녕하세요. 전산팀입니다.\n신규 계정을 안내드립니다.\n\n", format: "- 아이디: u0412\n- %[1]s: %[2]s\n", tail: "\n감사합니다.\n"},
	{name: "account sheet", file: "accounts.csv", weight: 3, letter: true, lang: "ja", head: "システム名,ログインURL,ユーザーID,パスワード,備考\n", only: passwords, format: "勤怠,https://kintai.example.net,u0412,%[2]s,\n"},
	{name: "browser's passwords", file: "passwords.csv", weight: 2, only: passwords, head: "name,url,username,password,note\n", format: "portal.example.net,https://portal.example.net/login,u0412,%[2]s,\n"},
	{name: "password safe, login columns", file: "export.csv", weight: 1, only: passwords, head: "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n", format: ",,login,Portal,,,0,https://portal.example.net,u0412,%[2]s,\n"},
	{name: "password safe, titles", file: "vault.csv", weight: 1, only: passwords, head: "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\n", format: "Portal,https://portal.example.net,u0412,%[2]s,,false,false,,\n"},
	{name: "password safe, extra", file: "safe.csv", weight: 1, only: passwords, head: "url,username,password,totp,extra,name,grouping,fav\n", format: "https://portal.example.net,u0412,%[2]s,,,Portal,Work,0\n"},
	{name: "runbook table", file: "runbook.md", weight: 2, letter: true, lang: "ja", head: "# 復旧手順\n\n| 項目 | 値 |\n|---|---|\n| ホスト | db01 |\n", format: "| %[1]s | %[2]s |\n"},
	{name: "page of accounts", file: "page.html", weight: 2, letter: true, lang: "en", head: "<table>\n<tr><th>Host</th><td>db01</td></tr>\n", format: "<tr><th>%[1]s</th><td>%[2]s</td></tr>\n", tail: "</table>\n"},
	{name: "ID and password in a line", file: "memo.txt", weight: 3, only: passwords, format: "開発環境: https://dev.example.net  ID/PW: admin / %[2]s\n"},
	{name: "password by a second mail", once: true, file: "second.txt", weight: 3, only: passwords, format: "先ほどお送りした添付ファイルの解凍パスワードは下記となります。\n\n%[2]s\n\nよろしくお願いいたします。\n"},
}

// seenKeyPlaces are where the seen set's private keys are left.
var seenKeyPlaces = []secretPlace{
	{name: "exported bag", file: "bundle.pem", weight: 2, only: "secret.private_key", lines: true, format: "Bag Attributes\n    friendlyName: %[1]s\n    localKeyID: 54 69 6D 65 20 31\nKey Attributes: <No Attributes>\n%[2]s"},
	{name: "session", file: "typescript", weight: 2, only: "secret.private_key", lines: true, format: "$ ls\n%[1]s\n$ cat %[1]s\n%[2]s$ exit\n"},
	{name: "key as JSON string", file: "secret.json", weight: 2, only: "secret.private_key", lines: true, write: oneLine, format: "{\"name\": \"app\", \"%[1]s\": \"%[2]s\"}\n"},
	{name: "cloud-init", file: "user-data", weight: 1, only: "secret.private_key", lines: true, write: led("      "), head: "#cloud-config\nwrite_files:\n", format: "  - path: /etc/ssl/%[1]s\n    permissions: '0600'\n    content: |\n      %[2]s\n"},
	{name: "certificate and key", file: "haproxy.pem", weight: 2, only: "secret.private_key", lines: true, head: "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQe1Yv8m0p3x\n-----END CERTIFICATE-----\n", format: "%[2]s"},
	{name: "key in environment file", file: ".env", weight: 2, only: "secret.private_key", lines: true, write: oneLine, format: "%[1]s=\"%[2]s\"\n"},
	{name: "Python, three quotes", file: "keys.py", weight: 1, only: "secret.private_key", lines: true, format: "KEY = \"\"\"\\\n%[2]s\"\"\"\n"},
	{name: "C strings", file: "certs.h", weight: 1, only: "secret.private_key", lines: true, write: func(v string) string {
		return "\"" + strings.ReplaceAll(strings.TrimSpace(v), "\n", "\\n\"\n\"") + "\\n\""
	}, format: "static const char device_key[] =\n%[2]s;\n"},
	{name: "WireGuard", file: "wg0.conf", weight: 2, only: "secret.private_key", value: func(r *rand.Rand) string { return in64(bytesOf(r, 32)) }, format: "[Interface]\nAddress = 10.8.0.2/24\nPrivateKey = %[2]s\n\n[Peer]\nEndpoint = 192.0.2.7:51820\n\n"},
	{name: "JSON Web Key", once: true, file: "jwks.json", weight: 1, only: "secret.private_key", value: jsonKey, format: "{\"keys\": [%[2]s]}\n"},
	{name: "key in base64, kubeconfig", file: "kube.yaml", weight: 1, only: "secret.private_key", lines: true, write: func(v string) string { return base64.StdEncoding.EncodeToString([]byte(v)) }, head: "apiVersion: v1\nkind: Config\nusers:\n", format: "- name: admin\n  user:\n    client-key-data: %[2]s\n"},
}
