package detect

func init() {
	register(&detector{
		class: personClass,
		basis: "Act on the Protection of Personal Information (Japan, Act 57 of 2003), articles 2(1) and 16(1): " +
			"what identifies an individual by being put together. One person is a name with two other attributes in one record",
		finds: []string{
			"氏名,電話番号,メール\n山田太郎,090-1234-5678,taro@example.jp\n",
			"山田太郎,東京都港区芝1-2-3,090-1234-5678,taro@example.jp\n",
			`[{"name":"山田太郎","tel":"090-1234-5678","email":"taro@example.jp"}]`,
			"氏名：山田太郎\n電話：090-1234-5678\nメール：taro@example.jp\n",
			"name=山田太郎\ntel=090-1234-5678\nemail=taro@example.jp\n",
			"山田太郎様の電話は090-1234-5678、メールはtaro@example.jpです。",
			"<tr><td>山田 太郎</td><td>090-1234-5678</td><td>taro@example.jp</td></tr>",
			"BEGIN:VCARD\nFN:山田太郎\nTEL:090-1234-5678\nEMAIL:taro@example.jp\nEND:VCARD\n",
			"name\tphone\temail\nJohn Smith\t+44 20 7946 0958\tjohn@example.com\n",
			"姓,名,電話番号,住所\n山田,太郎,090-1234-5678,東京都港区芝1-2-3\n",
			"insert into c (name, tel, address) values\n('山田太郎', '090-1234-5678', '東京都港区芝1-2-3');\n",
			"氏名,山田太郎\n電話番号,090-1234-5678\n住所,東京都港区芝1-2-3\n",
			`{"email":"taro@example.jp","phone":"090-1234-5678","name":"山田太郎"}`,
		},
		passes: []string{
			"Suite 200                     Jordan Hill Road     W-8046 Musterort\nTel: +44 20 7946 0379\nmail lapack@example.com\n",
			"氏名,電話番号\n山田太郎,090-1234-5678\n鈴木一郎,090-1234-5679\n",
			" -- Taro Yamada <taro@example.jp>  Mon, 02 Jan 2006 15:04:05 +0900\n",
			"お問い合わせ 03-1234-5678 info@example.jp\n",
			"山田太郎,鈴木一郎,佐藤花子\n",
			"03-1234-5678\n03-1234-5679\n",
		},
	})
}
