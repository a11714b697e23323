package detect

// signature is the parameter of a URL that holds that of Azure's shared access.
const signature = "sig="

func init() {
	register(&detector{
		class:  "secret.cloud_key",
		basis:  "the providers' documented key formats, as gitleaks 8.30.1 (MIT) collects them: data/secrets.txt",
		labels: []string{"secret access key", "accesskeysecret", "access key secret", "aws secret key", "storage account key", "account key", "シークレットアクセスキー"},
		field:  &fieldRule{judge: tokenCell},
		literal: &literalRule{words: cloudStarts, machine: append([]string{signature}, keyNames...), drawn: keyNames, judge: func(w *window) verdict {
			switch {
			case w.word == signature:
				return judgeSignature(w)
			case isKeyName[w.word]:
				return judgeNamed(w, true)
			}
			return judgeShapes(w, cloudShapes)
		}},
		binary: true,
		finds: []string{
			"Access key ID,Secret access key\nu0412,k9Xq2/Lw7RdT4vN0hP5cZ8m+1Gf6Js3YuEbQaCxW\n",
			"AWS Secret access key: k9Xq2/Lw7RdT4vN0hP5cZ8m+1Gf6Js3YuEbQaCxW\n",
			"https://store.blob.core.windows.net/a?sv=2024-11-04&se=2027-01-01T00%3A00Z&sr=c&sp=r&sig=u8jzPde0IgxLd6GncfBAepfJBd0Kh8oOOL8dKLzdocI%3D\n",
			"aws_access_key_id = AKIA" + "Z7VRSQ5TJN2XMLKB\n",
			`{"AccessKeyId":"ASIA` + `Z7VRSQ5TJN2XMLKB"}`,
			"key=AIza" + "SyBq7Rk2Lw9Xd4Tn0Vh5Pc8Zm1Gf6Js3YuE",
			"aws_secret_access_key = " + "k9Xq2/Lw7RdT4vN0hP5cZ8m+1Gf6Js3YuEbQaCxW\n",
			"AccountName=store;AccountKey=" + "u8jzPde0IgxLd6GncfBAepfJBd0Kh8oOOL8dKLzdocJ2isAjIhKtJ0RlgLKOmxgJTeKdNnFRIBXuDL7DxtpYlS==;",
			"export DIGITALOCEAN_TOKEN=dop_v1_" + "3f9a1c7e5b2d8046f1e3a9c7b5d2084613fa9c7e5b2d80461f3e9a7c5b2d8046",
			"DATABRICKS=dapi" + "3f9a1c7e5b2d8046f1e3a9c7b5d20846",
			"text\\nAKIA" + "Z7VRSQ5TJN2XMLKB\\n",
		},
		passes: []string{
			"AKIAIOSFODNN7EXAMPLE",
			"AKIA" + "Z7VRSQ5TJN2XMLKBA",
			"XAKIA" + "Z7VRSQ5TJN2XMLKB",
			"akia" + "z7vrsq5tjn2xmlkb",
			"AKIAAAAAAAAAAAAAAAAA",
			"aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
			"AIzaSy...",
			"AccountKey=<your key>",
		},
	})
}
