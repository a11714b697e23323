package detect

import (
	"bytes"
)

// tokenShapes and tokenStarts are the shapes of tokens and the texts that start their
// judgement, cloudShapes and cloudStarts those of the keys of clouds.
var (
	tokenShapes, tokenStarts = shapesOf("secret.token")
	cloudShapes, cloudStarts = shapesOf("secret.cloud_key")
)

// tokenColumns are the headers of columns of tokens and keys.
var tokenColumns = []string{
	"token", "access token", "api token", "auth token", "refresh token", "bearer token", "personal access token", "api key", "apikey", "api secret", "client secret", "app secret", "secret", "webhook secret", "license key",
	"トークン", "アクセストークン", "apiトークン", "apiキー", "シークレット", "シークレットキー", "令牌", "访问令牌", "密钥", "接口密钥", "토큰", "액세스 토큰", "인증키", "api 키",
}

// tokenCell judges what stands in such a column.
func tokenCell(v []byte, _ string, buf []byte) (norm []byte, confidence float64) {
	v = bytes.Trim(v, " \t`")
	n, cell := secretName{}, secretValue{text: v, end: len(v)}
	if bytes.IndexByte(v, '"') >= 0 || !isToken(v, &n, "secret", v) || hasShape(v, &cell) {
		return buf, 0
	}
	return append(buf, v...), 0.9
}

func init() {
	register(&detector{
		class:  "secret.token",
		basis:  "the services' documented token formats, as gitleaks 8.30.1 (MIT) collects them: data/secrets.txt",
		labels: tokenColumns,
		field:  &fieldRule{judge: tokenCell},
		literal: &literalRule{words: tokenStarts, machine: append([]string{userinfo}, keyNames...), drawn: keyNames, hosted: []string{userinfo}, judge: func(w *window) verdict {
			switch {
			case w.word == userinfo:
				return judgeTokenInfo(w)
			case isKeyName[w.word]:
				return judgeNamed(w, false)
			}
			return judgeShapes(w, tokenShapes)
		}},
		binary: true,
		finds: []string{
			"ghp_" + "k9Xq2Lw7RdT4vN0hP5cZ8m1Gf6Js3YuEbQaC",
			"token: github_pat_" + "11BQZDEFG0XpfKtHF4vUCs_MehGAkWvj7FAc9QeWJKY40uvSwMFLZDe1f8rESQedUStPKR0CsTy4Qwb8Dw",
			"glpat-" + "k9Xq2Lw7RdT4vN0hP5cZ",
			"SLACK=xoxb-" + "2187654309-k9Xq2Lw7RdT4vN0hP5cZ8m1G",
			"https://hooks.slack.com/services/" + "T02QX7LMR/B08ZN4KPW/k9Xq2Lw7RdT4vN0hP5cZ8m1G",
			"stripe.api_key = \"sk_live_" + "k9Xq2Lw7RdT4vN0hP5cZ8m1G\"",
			"sk-ant-api03-" + "kNhFdnXsiVpzz63FfkCzJr4i0B3JrTAwR4y9ojfljoQoaF1LlqsajAIxNKu8iS2G8NPRVdD53X83RZJzzzzgEOzdmenCkAA",
			"sk-proj-" + "k9Xq2Lw7RdT4vN0hP5cZ8m1Gf6Js3YuEbQaCxWk7Xr2Mw9RtT6vN4hP1cZ",
			"//registry.example/:_authToken=npm_" + "k9Xq2Lw7RdT4vN0hP5cZ8m1Gf6Js3YuEbQaC",
			"SG." + "hvMdgaKjIg8xNbe3nNyjOq.9wMxEhh2FDEEtfjgVvVqE1SkHbn88HxjSI6bWHtP3fS",
			"https://api.telegram.org/bot" + "718293645:AA2qHx6kwXoIIXGvOoNZYW2mZp0zVZomHFw",
			"TWILIO_AUTH_TOKEN=\"" + "3f9a1c7e5b2d8046f1e3a9c7b5d20846\"",
			"shpat_" + "3f9a1c7e5b2d8046f1e3a9c7b5d20846",
			"hf_" + "kXqLwRdTvNhPcZmGfJsYuEbQaCxWoIzDrt",
			"secret: qR7" + "8Q~kXw2Lp9Tn4Vh5Zc0Mb1Gf6Js3Yd7UeAq",
			"system,id,client_secret\nmail,u0412,9955dd86ee2a7614d8b8163e22ea9e99b363350d\n",
		},
		passes: []string{
			"ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"ghp_" + "k9Xq2Lw7RdT4vN0hP5cZ8m1Gf6Js3YuEbQaCx",
			"sk_test_" + "k9Xq2Lw7RdT4vN0hP5cZ8m1G",
			"pk_live_" + "k9Xq2Lw7RdT4vN0hP5cZ8m1G",
			"https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
			"npm_config_registry",
			"half_" + "kXqLwRdTvNhPcZmGfJsYuEbQaCxWoIzDrt",
			"msg.Data.SG.12",
			"the token begins with glpat-",
		},
	})
}
