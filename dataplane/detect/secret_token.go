package detect

func init() {
	shapes, words := shapesOf("secret.token")
	register(&detector{
		class: "secret.token",
		basis: "the services' documented token formats, as gitleaks 8.30.1 (MIT) collects them: data/secrets.txt",
		literal: &literalRule{words: words, judge: func(w *window) verdict {
			return judgeShapes(w, shapes)
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
