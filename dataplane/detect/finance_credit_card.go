package detect

func init() {
	register(&detector{
		class: "finance.credit_card",
		basis: "ISO/IEC 7812-1 (issuer identification number, Luhn check digit); number ranges as the card schemes publish them",
		labels: []string{
			"カード番号", "カードNo", "カード会員番号", "クレジット", "クレジットカード", "クレジットカード番号", "クレジット番号", "クレジットカードNo", "クレカ", "クレカ番号", "デビットカード",
			"デビットカード番号", "決済カード", "有効期限", "セキュリティコード",
			"credit card", "credit card number", "credit card no", "credit card num", "card number", "card no", "card num", "card",
			"cc number", "cc no", "cc num", "ccnum", "debit card", "debit card number", "payment card", "payment card number",
			"primary account number", "pan", "visa", "mastercard", "master card", "amex", "american express", "jcb", "diners",
			"unionpay", "cvv", "cvc", "expiry", "exp date", "expiration",
			"kado bango", "kaado bangou", "kureka",
			"信用卡", "信用卡号", "信用卡号码", "信用卡卡號", "信用卡號碼", "卡号", "卡號", "银行卡", "银行卡号", "银联卡", "借记卡", "카드번호", "신용카드", "신용카드번호", "체크카드",
			"체크카드번호", "결제카드",
			"kreditkarte", "kreditkartennummer", "kartennummer", "carte bancaire", "carte de crédit", "numéro de carte",
			"numéro de la carte", "tarjeta de crédito", "tarjeta", "número de tarjeta", "número de la tarjeta", "carta di credito",
			"numero carta", "numero della carta", "cartão de crédito", "cartão", "número do cartão",
			"カード番", "決済カード番号", "卡号码", "支付卡号", "카드 번호",
		},
		// One of ten check digits is right.
		number: &numberRule{
			lengths: []int{13, 14, 15, 16, 17, 18, 19}, valid: validCard, labelled: 0.97, alone: cardAlone,
			attr: attrCard, oneIn: 10, ownCheck: true,
		},
		binary: true,
		finds: []string{
			"カード番号 4111111111111111",
			"4111 1111 1111 1111",
			"5555-5555-5555-4444",
			"card: 378282246310005",
			"JCB 3530111333300000 有効期限 12/29",
			"Visa ４１１１－１１１１－１１１１－１１１１",
			`{"card_number": "6011111111111117"}`,
			"3782 822463 10005",
		},
		passes: []string{
			"4111111111111111",
			"カード番号 4111111111111112",
			"card 0000 0000 0000 0000",
			"order 4111111111111111",
			"注文番号 4111 1111 1111 1111",
			"id-4111-1111-1111-1111-ab",
			"2214 4111 1111 1111 1111 0042",
			"525E 5261 525C 84AF 527D 5282 5281 5290 5293\n5182 7F54",
		},
	})
}

// validCard checks the issuer's range, the length that goes with it, the
// grouping and the check digit.
func validCard(t *token) bool {
	return cardRange(t) && cardShape(t) && luhn(t.text()) && !allSame(t.text())
}

// cardRange knows the issuers' ranges and lengths.
func cardRange(t *token) bool {
	six := 0
	for _, d := range t.digits[:6] {
		six = six*10 + int(d-'0')
	}
	within := func(low, high int) bool { return six >= low && six <= high }
	switch {
	case six/100000 == 4:
		return t.n == 13 || t.n == 16 || t.n == 19
	case within(510000, 559999) || within(222100, 272099):
		return t.n == 16
	case within(340000, 349999) || within(370000, 379999):
		return t.n == 15
	case within(352800, 358999):
		return t.n == 16
	case within(300000, 305999) || within(360000, 369999) || within(380000, 399999):
		return t.n == 14 || t.n == 16
	case within(601100, 601199) || within(644000, 659999):
		return t.n == 16
	case within(620000, 629999):
		return t.n >= 16
	}
	return false
}

func cardShape(t *token) bool {
	switch t.shape() {
	case 9, 4444, 44443, 465, 464:
		return t.evenly() && (t.count == 1 || !t.joined('.'))
	}
	return false
}

// luhn is the check of ISO/IEC 7812-1 annex B.
func luhn(digits []byte) bool {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// cardAlone trusts the grouping that cards are printed with, but not among
// columns of numbers.
func cardAlone(t *token) float64 {
	if t.count > 1 && !t.amid {
		return 0.8
	}
	return 0.3
}
