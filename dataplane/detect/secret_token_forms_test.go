package detect

import (
	"strings"
	"testing"
)

const tokenClass = "secret.token"

// What stands for a value in the texts below: drawn at random of letters and digits, of
// hexadecimal digits, in base64, and as a UUID.
var tokenValues = strings.NewReplacer(
	"{T}", "k9Xq2Lw7RdT4vN0hP5cZ8m1Gf6Js3YuEbQaC7wHx",
	"{H}", "3f9a1c7e5b2d8046f1e3a9c7b5d20846",
	"{H40}", "3f9a1c7e5b2d8046f1e3a9c7b5d2084691ce07ba",
	"{H64}", "3f9a1c7e5b2d8046f1e3a9c7b5d2084691ce07ba3f5d8e214c60b97a0d4e8f12",
	"{B}", "k9Xq2Lw7RdT4vN0hP5cZ8m1Gf6Js3YuEbQaC7wHx2Ls=",
	"{U}", "3f9a1c7e-5b2d-4046-a1e3-a9c7b5d20846",
)

// tokenTexts have a token under the names, and in the places, where files, programs, mails
// and tables have them, one each. Those that are known by their own form are tested with
// the table of shapes.
var tokenTexts = []string{
	// Settings.
	"api_key: {T}\n", "API_KEY={T}\n", "export API_TOKEN='{T}'\n", "apiKey = \"{T}\"\n", "{\"apiKey\": \"{T}\"}\n", "{\"client_id\":\"app\",\"client_secret\":\"{T}\"}\n", "client_secret={T}\n", "\"token\": \"{T}\",\n", "access_token: {T}\n", "refresh_token={T}\n", "auth_token = {T}\n", "DD_API_KEY={H}\n", "api_key: {H}\nsite: eu\n",
	"TWILIO_AUTH_TOKEN={H}\n", "WEBHOOK_SECRET={T}\n", "JWT_SECRET={T}\n", "ENCRYPTION_KEY={H64}\n", "hmac_key: \"{B}\"\n", "SECRET_KEY = '{T}'\n", "app.config['SECRET_KEY'] = '{T}'\n", "secret_key_base: {H64}\n", "secret_token: {H64}\n", "APP_KEY=base64:{B}\n", "HEROKU_API_KEY={U}\n", "SNYK_TOKEN={U}\n", "consul_http_token = \"{U}\"\n", "[registry]\ntoken = \"{T}\"\n", "  - name: API_TOKEN\n    value: \"{T}\"\n", "variable \"api_token\" {\n  type = string\n  default = \"{T}\"\n}\n", "- API_SECRET={T}\n", "spring.api.token={T}\n", "<add key=\"ApiToken\" value=\"{T}\" />\n", "<string name=\"api_key\">{T}</string>\n", "<apiToken>{T}</apiToken>\n", "\"AccessToken\"=\"{T}\"\n",
	// Programs.
	"const apiToken = \"{T}\"\n", "private static final String API_KEY = \"{T}\";\n", "const client = new Client({ token: \"{T}\" });\n", "headers = {\"X-Auth-Token\": \"{T}\"}\n", "client.DefaultRequestHeaders.Add(\"Ocp-Apim-Subscription-Key\", \"{H}\");\n", "define('API_SECRET', '{T}');\n", "ENV['ACCESS_TOKEN'] = '{T}'\n", "buildConfigField \"String\", \"API_KEY\", \"\\\"{T}\\\"\"\n", "let api_key: &str = \"{T}\";\n", "api_token := \"{T}\"\n", "req.Header.Set(\"Authorization\", \"Bearer {T}\")\n",
	// Requests and commands.
	"Authorization: Bearer {T}\r\n", "Authorization: token {H40}\r\n", "Authorization: KakaoAK {H}\r\n", "Authorization: SSWS {T}\r\n", "Authorization: GenieKey {U}\r\n", "x-api-key: {T}\r\n", "X-Auth-Token: {T}\r\n", "PRIVATE-TOKEN: {T}\r\n", "X-ChatWorkToken: {H}\r\n", "X-Cybozu-API-Token: {T}\r\n", "curl -H 'Authorization: Bearer {T}' https://api.corp.test/v1\n", "https://api.corp.test/v1/items?api_key={H40}&page=2\n", "https://files.corp.test/d/a.pdf?token={T}\n", "wget \"https://pkgs.corp.test/a.tgz?access_token={T}\"\n", "mycli login --token {T}\n", "deploy --api-key={T} --env prod\n", "helm install a --set auth.token={T}\n", "ngrok config add-authtoken {T}\n", "https://ci:{T}@git.corp.test/app.git\n", "otpauth://totp/corp:mia?secret=JBSWY3DPEHPK3PXPK5XQ2LW7RDT4VN5Z&issuer=corp\n",
	// What people write.
	"APIキー：{T}\n", "アクセストークンは以下です。\n{T}\n", "連携用のトークンを発行しました。\n\n　{H40}\n\n大切に保管してください。\n", "新しいAPIキーをお送りします。\n{T}\n", "シークレット：{T}\n", "访问令牌：{T}\n", "API密钥: {T}\n", "AppSecret：{H}\n", "API 키: {T}\n", "액세스 토큰은 {T} 입니다.\n", "Hi,\n\nyour API token is\n\n    {T}\n\nKeep it safe.\n", "The new access token is below:\n{T}\n", "tom: new deploy token: {T}\n", "Personal access token: {T}\n", "channel secret: {H}\n",
	// Tables.
	"service,api_key\nmaps,{T}\n", "サービス\tAPIキー\n地図\t{T}\n", "| service | token |\n|---|---|\n| maps | {T} |\n", "<tr><th>API key</th><td>{T}</td></tr>\n",
}

// noTokenTexts have values that look like tokens and are none, and names without one.
var noTokenTexts = []string{
	"commit {H40}\nAuthor: a\n", "ETag: \"{H}\"\n", "sha256: {H64}\n", "checksum={H}\n", "request_id: {U}\n", "Idempotency-Key: {U}\n", "traceparent: 00-{H}-3f9a1c7e5b2d8046-01\n", "image: app@sha256:{H64}\n", "cache_key: users/v2/{H}\n", "partition_key: {U}\n", "primary_key: {H}\n", "public_key: {B}\n", "key_id: 3f9a1c7e5b2d8046\n", "csrf_token: {T}\n", "next_page_token: {T}\n", "\"publishable_key\": \"pk_live_{T}\"\n", "SHA256:{B}\n", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{B} mia@corp\n",
	"api_key: YOUR_API_KEY_GOES_HERE_1234\n", "api_key = \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"\n", "Authorization: Bearer <token>\n", "Authorization: Bearer $ACCESS_TOKEN_2026\n", "TOKEN=${{ secrets.GITHUB_TOKEN }}\n", "token: {{ vault_api_token_v2 }}\n", "token = os.environ[\"API_TOKEN_2026_PROD\"]\n", "token = getAccessTokenFromStore2026()\n", "x-api-key: abcdef1234567890abcdef1234567890\n", "token: string;\n", "\"api_key_label\": \"API key of the service, v2\"\n", "The access_token parameter is a string of 40 characters.\n", "the token is sent as header, see\n\nRFC6750-section-2.1\n", "tokenizer = AutoTokenizer.from_pretrained(\"bert-base-multilingual-cased\")\n", "トークンは別途お送りします。\n{H40}\n", "APIキーの発行方法は以下の通りです。\n1. 設定を開く\n", "https://ci:kX9%40vLq2%23Rw7T%21aa@git.corp.test/app.git\n",
}

func TestTokensAsTextsHaveThem(t *testing.T) { wantEach(t, tokenClass, filled(tokenTexts)) }

func TestTextsAboutTokens(t *testing.T) { wantNone(t, tokenClass, filled(noTokenTexts)) }

// filled returns texts with values in their places.
func filled(texts []string) (all []string) {
	for _, text := range texts {
		all = append(all, tokenValues.Replace(text))
	}
	return all
}
