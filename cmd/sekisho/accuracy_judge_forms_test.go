package main

import "math/rand/v2"

var judgingForms = []officeForm{
	{class: "jp.bank_account", lang: "ja", name: "expenses", file: "keihi.txt", weight: 3, text: "経費精算書　No.{6}\n申請者　{n}　　所属　営業部\n精算額　{5}円\n振込先　見本銀行　架空支店　普通　口座番号　{v}\n"},
}

var judgingExports = []exported{
	{"ja", "members.csv", "会員ID,姓,名,セイ,メイ,生年月日,電話番号,メールアドレス,郵便番号,都道府県,市区町村・番地,登録日", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 7), p.family, p.given, "レイ", "ハナコ", p.birth, p.phone, p.email, digits(r, 3) + "-" + digits(r, 4), "神奈川県", "川崎市中原区例田1-2-3", "2026/02/03"}
	}},
	{"en", "attendees.csv", "Order #,First Name,Last Name,Email,Ticket Type,Cell Phone,Birth Date,Order Date", func(r *rand.Rand, p staff) []string {
		return []string{digits(r, 10), p.given, p.family, p.email, "General", p.phone, p.birth, "2026-10-02"}
	}},
}
