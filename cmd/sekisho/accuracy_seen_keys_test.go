package main

import "math/rand/v2"

// seenKeys are further credentials of the seen set, in the forms that their services'
// documentation shows.
var seenKeys = []secretKind{
	{class: "secret.token", value: func(r *rand.Rand) string {
		return "https://hooks.slack.com/services/T" + draw(r, 8, alnum) + "/B" + draw(r, 10, alnum) + "/" + draw(r, 24, base62)
	}, names: []string{"SLACK_WEBHOOK_URL", "webhookUrl", "slack_webhook"}},
	{class: "secret.token", value: drawn("whsec_", 32, base62), names: []string{"STRIPE_WEBHOOK_SECRET", "webhookSecret"}},
	{class: "secret.token", value: drawn("", 32, lowerHex), names: []string{"TWILIO_AUTH_TOKEN", "twilioAuthToken", "twilio_auth_token"}},
	{class: "secret.token", value: drawn("key-", 32, lowerHex), names: []string{"MAILGUN_API_KEY", "mailgunKey"}},
	{class: "secret.token", value: func(r *rand.Rand) string {
		return "sk-proj-" + draw(r, 74, base62+"_-") + "T3BlbkFJ" + draw(r, 74, base62+"_-")
	}, names: []string{"OPENAI_API_KEY", "openai_api_key", "api_key"}},
	{class: "secret.token", value: func(r *rand.Rand) string { return "sk-ant-api03-" + draw(r, 93, base62+"_-") + "AA" }, names: []string{"ANTHROPIC_API_KEY", "anthropicApiKey"}},
	{class: "secret.token", value: drawn("", 52, lowerCase+"234567"), names: []string{"AZURE_DEVOPS_EXT_PAT", "devopsPat", "SYSTEM_ACCESSTOKEN"}},
	{class: "secret.token", value: drawn("", 32, lowerHex), names: []string{"DD_API_KEY", "datadogApiKey"}},
	{class: "secret.token", value: drawn("sntryu_", 64, lowerHex), names: []string{"SENTRY_AUTH_TOKEN", "sentryToken"}},
	{class: "secret.token", value: func(r *rand.Rand) string {
		return "ATATT3xFfGF0" + draw(r, 171, base62+"-_") + "=" + draw(r, 8, "0123456789ABCDEF")
	}, names: []string{"JIRA_API_TOKEN", "confluence_token"}},
	{class: "secret.token", value: drawn("secret_", 43, base62), names: []string{"NOTION_TOKEN", "notionKey"}},
	{class: "secret.token", value: func(r *rand.Rand) string { return "glsa_" + draw(r, 32, base62) + "_" + draw(r, 8, lowerHex) }, names: []string{"GRAFANA_TOKEN", "GF_SA_TOKEN"}},
	{class: "secret.token", value: drawn("dckr_pat_", 27, base62+"-_"), names: []string{"DOCKERHUB_TOKEN", "registryToken"}},
	{class: "secret.token", value: drawn("EAAA", 60, base62+"-_"), names: []string{"SQUARE_ACCESS_TOKEN", "squareToken"}},
	{class: "secret.token", value: func(r *rand.Rand) string { return draw(r, 171, base62+"+/") + "=" }, names: []string{"LINE_CHANNEL_ACCESS_TOKEN", "channelAccessToken"}},
	{class: "secret.token", value: drawn("", 32, lowerHex), names: []string{"CHATWORK_API_TOKEN", "chatworkToken"}},
	{class: "secret.token", value: func(r *rand.Rand) string {
		return draw(r, 3, base62) + "8Q~" + draw(r, 34, base62+"-_.~")
	}, names: []string{"AZURE_CLIENT_SECRET", "clientSecret", "client_secret"}, doubt: "secret.cloud_key"},
	{class: "secret.token", value: drawn("1//0", 98, base62+"-_"), names: []string{"refresh_token", "GMAIL_REFRESH_TOKEN"}},
	{class: "secret.token", value: drawn("sl.B", 130, base62+"-_"), names: []string{"DROPBOX_TOKEN", "dropboxAccessToken"}},
	{class: "secret.token", value: drawn("figd_", 40, base62+"-_"), names: []string{"FIGMA_TOKEN", "figmaPat"}},
	{class: "secret.token", value: func(r *rand.Rand) string { return draw(r, 14, base62) + ".atlasv1." + draw(r, 67, base62) }, names: []string{"TFE_TOKEN", "terraformToken"}, doubt: "secret.token secret.cloud_key"},
	{class: "secret.token", value: guid, names: []string{"HEROKU_API_KEY", "api_key", "snykToken"}},
	{class: "secret.token", value: drawn("", 40, base62), names: []string{"APIトークン", "シークレットトークン", "連携用APIキー"}, lang: "ja"},
	{class: "secret.token", value: drawn("", 40, base62), names: []string{"访问令牌", "接口密钥"}, lang: "zh"},
	{class: "secret.token", value: drawn("", 40, base62), names: []string{"액세스 토큰", "API 인증키"}, lang: "ko"},

	{class: "secret.cloud_key", value: drawn("", 40, base62+"+/"), names: []string{"SecretAccessKey", "awsSecretKey", "AWS_SECRET_KEY"}},
	{class: "secret.cloud_key", value: func(r *rand.Rand) string { return draw(r, 86, base62+"+/") + "==" }, names: []string{"AccountKey", "AZURE_STORAGE_KEY", "storageAccountKey"}, doubt: "secret.token"},
	{class: "secret.cloud_key", value: drawn("", 30, base62), names: []string{"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "aliyunAccessKeySecret"}, doubt: "secret.token"},
	{class: "secret.cloud_key", value: drawn("", 44, base62+"-_"), names: []string{"IBMCLOUD_API_KEY", "ibmcloud_api_key"}, doubt: "secret.token"},
	{class: "secret.cloud_key", value: drawn("AKIA", 16, capitals+"234567"), names: []string{"アクセスキーID", "AWSアクセスキー"}, lang: "ja"},
	{class: "secret.cloud_key", value: drawn("doo_v1_", 64, lowerHex), names: []string{"DIGITALOCEAN_TOKEN", "do_token"}, doubt: "secret.token"},
	{class: "secret.cloud_key", value: drawn("AIza", 35, base62+"-_"), names: []string{"GOOGLE_API_KEY", "key", "youtubeKey"}},
	{class: "secret.cloud_key", value: drawn("AQVN", 36, base62+"-_"), names: []string{"YC_API_KEY", "yandexApiKey"}, doubt: "secret.token"},

	{class: "secret.jwt", value: signedToken(`{"kid":"k2","alg":"RS256"}`, `{"sub":"%d","exp":%d,"jti":"%s","token_use":"access"}`, 342), names: []string{"access_token", "ID_TOKEN_HINT", "idToken"}},
	{class: "secret.jwt", value: signedToken(`{"alg":"RS256","kid":""}`, `{"iss":"kubernetes/serviceaccount","sub":"system:serviceaccount:app:%d","exp":%d,"uid":"%s"}`, 342), names: []string{"K8S_TOKEN", "token", "serviceAccountToken"}},

	{class: "secret.password", value: mixedPassword, names: []string{"DB_PASSWORD", "MYSQL_ROOT_PASSWORD", "mysqlPassword", "redis_password"}},
	{class: "secret.password", value: keySentence, names: []string{"smtp_pass", "LDAP_BIND_PASSWORD", "rootPassword", "password"}},
	{class: "secret.password", value: plainPassword, names: []string{"パスワード（初期）", "PASS", "仮PW", "Wi-Fiパスワード", "パスワード"}, lang: "ja"},
	{class: "secret.password", value: mixedPassword, names: []string{"ログイン用パスワード", "解凍パスワード", "ＰＷ", "新パスワード"}, lang: "ja"},
	{class: "secret.password", value: plainPassword, names: []string{"密码（初始）", "账号密码", "管理员密码", "登录口令"}, lang: "zh"},
	{class: "secret.password", value: mixedPassword, names: []string{"비번", "패스워드", "관리자 비밀번호", "임시 비밀번호"}, lang: "ko"},
	{class: "secret.password", value: keySentence, names: []string{"Temporary password", "Admin password", "PW", "Passwd"}, lang: "en"},
	{class: "secret.password", value: plainPassword, names: []string{"Neues Passwort", "Mot de passe provisoire"}, lang: "en"},

	{class: "secret.private_key", value: rsaKey, names: []string{"tlsKey", "server_key", "privkey", "sslKey"}},
	{class: "secret.private_key", value: pgpKey, names: []string{"signingKey", "GPG_PRIVATE_KEY", "gpgKey"}},
}
