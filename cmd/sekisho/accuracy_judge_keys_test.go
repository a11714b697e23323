package main

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
)

// judgingKeys are credentials and the names they stand under, in the judging set, in the
// forms that their services' documentation shows.
var judgingKeys = []secretKind{
	{class: "secret.token", value: drawn("gldt-", 20, base62+"-_"), names: []string{"CI_DEPLOY_TOKEN", "gitlabDeployToken"}},
	{class: "secret.token", value: func(r *rand.Rand) string { return draw(r, 32, lowerHex) + "-us1" + draw(r, 2, "0123456789")[:1] }, names: []string{"MAILCHIMP_API_KEY", "mailchimp_key"}},
	{class: "secret.token", value: func(r *rand.Rand) string {
		return draw(r, 1, "MNO") + draw(r, 23, base62) + "." + draw(r, 6, base62+"_-") + "." + draw(r, 38, base62+"_-")
	}, names: []string{"DISCORD_TOKEN", "discordBotToken"}},
	{class: "secret.token", value: drawn("NRAK-", 27, alnum), names: []string{"NEW_RELIC_API_KEY", "newrelicApiKey"}},
	{class: "secret.token", value: drawn("lin_api_", 40, base62), names: []string{"LINEAR_API_KEY", "linearToken"}},
	{class: "secret.token", value: drawn("hvs.", 95, base62+"-_"), names: []string{"VAULT_TOKEN", "vaultToken"}, doubt: "secret.token secret.cloud_key"},
	{class: "secret.token", value: drawn("", 40, base62+"-_"), names: []string{"CLOUDFLARE_API_TOKEN", "CF_API_TOKEN"}, doubt: "secret.token secret.cloud_key"},
	{class: "secret.token", value: drawn("", 40, base62), names: []string{"KINTONE_API_TOKEN", "kintoneApiToken"}},
	{class: "secret.token", value: drawn("", 64, lowerHex), names: []string{"SECRET_KEY_BASE", "SESSION_SECRET", "webhook_secret"}, doubt: "secret.password",
		forms: map[string]func(r *rand.Rand) string{"SECRET_KEY_BASE": twiceAsLong}},
	{class: "secret.token", value: func(r *rand.Rand) string { return "PMAK-" + draw(r, 24, lowerHex) + "-" + draw(r, 34, lowerHex) }, names: []string{"POSTMAN_API_KEY", "postmanKey"}},
	{class: "secret.token", value: func(r *rand.Rand) string {
		return "tskey-auth-k" + draw(r, 11, base62) + "CNTRL-" + draw(r, 32, base62)
	}, names: []string{"TS_AUTHKEY", "tailscaleAuthKey"}},
	{class: "secret.token", value: drawn("", 36, base62), names: []string{"APIキー", "アクセストークン", "連携トークン"}, lang: "ja"},
	{class: "secret.token", value: drawn("", 36, base62), names: []string{"API密钥", "令牌"}, lang: "zh"},
	{class: "secret.token", value: drawn("", 36, base62), names: []string{"인증 토큰", "API 키"}, lang: "ko"},

	{class: "secret.cloud_key", value: drawn("AKID", 32, base62), names: []string{"TENCENTCLOUD_SECRET_ID", "cosSecretId"}, doubt: "secret.token"},
	{class: "secret.cloud_key", value: drawn("", 40, base62+"+/"), names: []string{"Secret access key", "secretAccessKey", "aws_secret_key"}},
	{class: "secret.cloud_key", value: drawn("AKIA", 16, capitals+"234567"), names: []string{"AccessKeyId", "awsAccessKeyId", "アクセスキー ID"}, lang: "ja"},
	{class: "secret.cloud_key", value: drawn("AIza", 35, base62+"-_"), names: []string{"apiKey", "GEMINI_API_KEY", "MAPS_API_KEY"}},

	{class: "secret.jwt", value: signedToken(`{"alg":"HS256","typ":"JWT"}`, `{"role":"service_role","ref":"p%d","exp":%d,"iss":"%s"}`, 43), names: []string{"SUPABASE_SERVICE_KEY", "authToken", "bearerToken"}},
	{class: "secret.jwt", value: signedToken(`{"typ":"at+jwt","alg":"ES256","kid":"2026-11"}`, `{"uid":%d,"exp":%d,"sid":"%s","scope":"files.read files.write"}`, 86), names: []string{"ACCESS_TOKEN", "jwtToken", "session_token"}},

	{class: "secret.password", value: yearPassword, names: []string{"PGPASSWORD", "keystorePassword", "ADMIN_PASS", "rds_password"}},
	{class: "secret.password", value: mixedPassword, names: []string{"mailPassword", "SECRET_PASSWORD", "user_pwd", "storePassword"}},
	{class: "secret.password", value: plainPassword, names: []string{"ログインPASS", "VPNパスワード", "管理者パスワード", "パスワード（仮）"}, lang: "ja"},
	{class: "secret.password", value: yearPassword, names: []string{"共有パスワード", "パスワード", "現在のパスワード"}, lang: "ja"},
	{class: "secret.password", value: yearPassword, names: []string{"初始密码", "数据库密码", "邮箱密码"}, lang: "zh"},
	{class: "secret.password", value: plainPassword, names: []string{"로그인 비밀번호", "와이파이 비밀번호", "비밀번호"}, lang: "ko"},
	{class: "secret.password", value: mixedPassword, names: []string{"Initial password", "Wi-Fi password", "Login password"}, lang: "en"},

	{class: "secret.private_key", value: opensshKey, names: []string{"id_ed25519", "deploy_key", "SSH_KEY", "gitKey"}},
	{class: "secret.private_key", value: realKey, names: []string{"keyPem", "TLS_KEY", "ssl_certificate_key", "apnsKey"}},
}

// twiceAsLong has 128 digits, of which 64 are drawn, so that what is drawn after it stays as it was.
func twiceAsLong(r *rand.Rand) string {
	half := draw(r, 64, lowerHex)
	return fmt.Sprintf("%s%x", half, sha256.Sum256([]byte(half)))
}
