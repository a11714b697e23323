package content

import "bytes"

// Transfers of money as Japanese banks take them (the record format of the Japanese Bankers
// Association's Zengin system): records of 120 bytes with fields of fixed width, and no names
// for them. The text is delivered as it is; beside it, what each transfer says of an account,
// a line a field with its name before it.

const (
	zenginRecord = 120
	zenginData   = '2' // begins the record of a transfer
)

// zenginKinds are the kinds of transfers: payments, wages and bonuses in both forms, and
// direct debits.
var zenginKinds = [...]string{"21", "11", "71", "12", "72", "91"}

// isZengin knows a file by its first record, and the digits that the second begins with.
func isZengin(head []byte) bool {
	if len(head) < zenginRecord+len("\r\n20005") || head[0] != '1' || !isDigits(head[3:14]) || !isDigits(head[54:62]) {
		return false
	}
	for _, kind := range zenginKinds {
		if string(head[1:3]) == kind {
			next := bytes.TrimLeft(head[zenginRecord:], "\r\n")
			return len(next) > 5 && next[0] == zenginData && isDigits(next[1:5])
		}
	}
	return false
}

// zengin reads such a file.
type zengin struct {
	scope  *scope
	record []byte
	to     Writer
}

func (z *zengin) Write(b []byte) {
	for _, c := range b {
		if len(z.record) == 0 && (c == '\r' || c == '\n') {
			continue
		}
		if z.record = append(z.record, c); len(z.record) == zenginRecord {
			z.end()
		}
	}
}

// end tells the account that a record has.
func (z *zengin) end() {
	r := z.record
	z.record = r[:0]
	if r[0] != zenginData || !isDigits(r[1:5]) || !isDigits(r[43:50]) {
		return
	}
	if z.to == nil {
		z.to = z.scope.value()
	}
	kana := func(b []byte) string { return inCharset(string(bytes.TrimSpace(b)), charsetSJIS) }
	z.to.Write([]byte("銀行名: " + kana(r[5:20]) + "\n銀行コード: " + string(r[1:5]) + "\n支店名: " + kana(r[23:38]) + "\n支店コード: " + string(r[20:23]) +
		"\n口座番号: " + string(r[43:50]) + "\n口座名義: " + kana(r[50:80]) + "\n\n"))
}

func (z *zengin) Close() {
	if z.to != nil {
		z.to.Close()
	}
}
