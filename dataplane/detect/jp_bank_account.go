package detect

import (
	"bytes"
	"unicode/utf8"
)

func init() {
	register(&detector{
		class: "jp.bank_account",
		basis: "Japanese Bankers Association: unified bank and branch codes, account numbers of seven digits, and the record format of 120 " +
			"characters for transfers (Zengin format); Japan Post Bank: symbol of five digits and number of up to eight",
		labels: []string{
			"口座番号", "口座No", "ご指定口座", "指定口座", "預金番号", "bank a/c", "bank acc no", "口座情報", "銀行口座", "銀行口座番号", "振込口座", "振込先口座", "振込先口座番号", "振込口座番号", "引落口座", "引落口座番号", "給与口座", "給与振込口座",
			"受取口座", "返金先口座", "普通口座番号", "普通預金口座番号", "預金口座番号", "預金口座", "ゆうちょ", "ゆうちょ銀行",
			"郵便貯金", "記号番号", "記号・番号", "通帳記号",
			"account number", "account no", "account num", "account #", "acct number", "acct no", "acct num", "a/c no",
			"a/c number", "bank account", "bank account number", "bank account no", "bank acct", "deposit account",
			"savings account",
			"koza bango", "koza bangou", "kouza bango", "kouza bangou", "koza no", "kouza no", "ginko koza", "ginkou kouza",
			"furikomi koza",
			"银行账号", "银行账户", "银行帐号", "银行账户号码", "账户号码", "银行帐户", "銀行帳號", "銀行帳戶", "帳戶號碼", "계좌번호", "은행계좌", "은행계좌번호", "은행 계좌", "입금계좌",
			"beneficiary account", "payee account", "receiving account", "salary account", "refund account", "transfer account",
			"deposit acct", "acct nbr", "bank acct number", "koza number", "kouza number", "furikomi saki", "収款口座", "貯金口座", "給与振込先", "振込口座情報",
			"口座の番号", "收款账号", "收款帐号", "收款账户", "打款账号", "对公账户", "开户账号", "银行卡账号", "匯款帳號", "銀行帳户", "통장번호", "급여계좌", "환불계좌",
		},
		number:  &numberRule{lengths: []int{7, 8, 11, 12, 13, 14}, valid: validAccount, labelled: 0.9, near: accountNear, refutes: true, cells: []int{7}, norm: normAccount, attr: attrID},
		literal: &literalRule{words: []string{"記号"}, judge: judgePostAccount, attr: attrID},
		finds: []string{
			"口座番号：1234567\n",
			"みずほ銀行 丸の内支店 普通 1234567",
			"当座預金 No.7654321",
			"口座番号 0001-234-5678901",
			"ゆうちょ銀行 記号 11940 番号 12345671",
			"ゆうちょ 11940-12345671",
			`{"account_number":"1234567"}`,
			"名義,口座番号\n山田,1234567\n",
			"（普）１２３４５６７",
			zenginSample,
		},
		passes: []string{
			"1234567",
			"普通の人が 1234567 人いる",
			"口座番号 12345",
			"注文番号 1234567",
			"記号 21940 番号 12345671",
			"記号 11940 番号 12345670",
			"普通郵便 1234567",
			"日付,借方科目,借方金額\n2026/11/10,普通預金,4301484\n",
			"20001ABC 11234567ﾔﾏﾀﾞ",
		},
	})
}

// validAccount accepts an account of seven digits, alone or behind bank and
// branch, and a Japan Post Bank account in one number.
func validAccount(t *token) bool {
	if t.plus || !t.evenly() || t.count > 1 && t.joined('.') || allSame(t.text()) {
		return false
	}
	switch t.n {
	case 7:
		return t.count == 1
	case 14:
		return t.shape() == 437
	case 8, 12:
		if t.count == 1 && t.digits[t.n-8] != '0' {
			return true // a record's kind and account: accountNear looks at it
		}
	}
	return t.n >= 11 && t.count == 2 && t.groups[0].n == 5 && postAccount(t.digits[:5], t.digits[5:t.n])
}

// postAccount checks what Japan Post Bank fixes of symbol and number.
func postAccount(symbol, number []byte) bool {
	return len(symbol) == 5 && symbol[0] == '1' && symbol[4] == '0' && len(number) >= 2 && len(number) <= 8 && number[len(number)-1] == '1'
}

// normAccount keeps the account itself, however much stands before it.
func normAccount(t *token, buf []byte) []byte {
	if t.count == 2 {
		return append(buf, t.text()...)
	}
	return append(buf, t.digits[t.n-7:t.n]...)
}

// accountNear knows the kind of account right before seven digits, and records
// of transfer files, in which alone eight or twelve digits hold an account.
func accountNear(left []byte, t *token) float64 {
	if t.count == 1 && t.n != 7 {
		if t.follow != 0xef && t.follow != 0xe3 {
			return -1 // no kana of the receiver's name
		}
		return zenginRecord(left, t)
	}
	var folded [64]byte
	b := bytes.TrimRight(fold(folded[:0], lastRunes(left, 10)), " :=.,\t)\"'")
	far := bytes.HasSuffix(bytes.TrimRight(left, " \"'"), []byte(",")) || bytes.HasSuffix(left, []byte("\t"))
	if bytes.HasSuffix(b, []byte("預金")) && (far || t.digits[0] != '0' && !ofBank(left)) {
		return 0 // a ledger's account, and an amount
	}
	for _, more := range [...]string{"no", "番号", "口座", "預金", "）", ")"} {
		b = bytes.TrimRight(bytes.TrimSuffix(b, []byte(more)), " :=.()")
	}
	for _, kind := range [...]string{"普通", "当座", "貯蓄", "(普", "(当"} {
		if t.n == 7 && bytes.HasSuffix(b, []byte(kind)) {
			return 0.85
		}
	}
	return 0
}

// ofBank says whether a text speaks of a bank, so that a kind of deposit in it is that of
// an account and no line of a balance sheet.
func ofBank(left []byte) bool {
	var folded [512]byte
	b := fold(folded[:0], lastRunes(left, 60))
	return containsAny(b, []string{"銀行", "信用金庫", "信金", "信組", "信用組合", "労働金庫", "農協", "支店", "本店", "出張所", "口座", "振込", "名義", "店番", "bank"})
}

const (
	zenginLength  = 120 // characters of a record
	zenginAccount = 42  // characters before the kind of account
	zenginConfid  = 0.97
)

// zenginRecord says whether kind and account stand where a data record has
// them, behind a header or another data record of 120 characters.
func zenginRecord(left []byte, t *token) float64 {
	record := lastRunes(left, zenginAccount+8-t.n)
	before := bytes.TrimRight(left[:len(left)-len(record)], "\r\n")
	previous := lastRunes(before, zenginLength)
	if !dataRecord(record, t) || utf8.RuneCount(previous) != zenginLength {
		return -1
	}
	if earlier, _ := runeBefore(before[:len(before)-len(previous)], len(before)-len(previous)); earlier != '\n' && previous[0] == '1' && earlier != utf8.RuneError {
		return -1
	}
	if zenginHeader(previous) || previous[0] == '2' && digitsAt(previous, 0) >= 5 {
		return zenginConfid
	}
	return -1
}

// dataRecord checks type, bank and branch of a record up to its account.
func dataRecord(b []byte, t *token) bool {
	if utf8.RuneCount(b) != zenginAccount+8-t.n || b[0] != '2' || digitsAt(b, 0) < 5 {
		return false
	}
	branch := lastRunes(b, zenginAccount+8-t.n-20)
	return digitsAt(branch, 0) >= 3
}

// zenginHeader knows the header of a file of transfers, wages, bonuses.
func zenginHeader(b []byte) bool {
	if len(b) < 4 || b[0] != '1' || b[3] != '0' && b[3] != '1' {
		return false
	}
	switch string(b[1:3]) {
	case "21", "11", "12", "71", "72":
		return true
	}
	return false
}

// zenginSample is a file with one transfer.
const zenginSample = "1210" + "1234567890" + "ｶ)ｺｳﾊﾞｲ                                 " + "1130" + "0001" + "ﾐｽﾞﾎ           " + "001" + "ﾎﾝﾃﾝ           " + "1" + "7654321" + "                 " + "\r\n" +
	"2" + "0005" + "ﾐﾂﾋﾞｼ          " + "123" + "ｼﾝｼﾞｭｸ         " + "    " + "1" + "1234567" + "ﾔﾏﾀﾞ ﾀﾛｳ                      " + "0000123456" + "0" + "          " + "          " + "7" + " " + "       " + "\r\n"

// judgePostAccount reads the number behind the symbol of a Japan Post Bank account.
func judgePostAccount(w *window) verdict {
	symbol, number, final := symbolAndNumber(w)
	if !postAccount(symbol, number) {
		return verdict{final: final}
	}
	return verdict{hit: true, final: final, value: append(append([]byte{}, symbol...), number...), confidence: 0.9}
}

// pairBytes is how far behind the word 記号 its number may end.
const pairBytes = 120

// symbolAndNumber reads "記号 11940 番号 12345671", as bank books and insurance
// cards have it. The symbol may be letters too.
func symbolAndNumber(w *window) (symbol, number []byte, final bool) {
	right, final := w.ahead(pairBytes)
	head, tail, found := bytes.Cut(fold(w.fold[:0], right), []byte("番号"))
	if !found {
		return nil, nil, final
	}
	symbol = bytes.Trim(head, " :=.,\t\"'|-/()・、\r\n")
	tail = bytes.TrimLeft(tail, " :=.,\t\"'|-()")
	return symbol, tail[:digitsAt(tail, 0)], final
}
