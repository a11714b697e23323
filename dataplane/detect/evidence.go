package detect

import (
	"bytes"
	"unicode/utf8"
)

// How far a label may stand from its value, in characters.
const (
	labelBefore = 40
	labelAfter  = 10
)

// negativeWords say that the number behind them is of no person and no account.
// Only those before a value count: behind it they belong to the next one.
var negativeWords = []string{
	"注文番号", "注文No", "型番", "品番", "製品コード", "商品コード", "商品番号", "伝票", "追跡番号", "受付番号", "整理番号",
	"管理番号", "図面番号", "製造番号", "シリアル", "ロット", "バージョン", "会議室", "議案", "問い合わせ番号", "取引ID",
	"isbn", "issn", "jan", "ean", "order", "tracking", "sku", "part no", "part number", "part_no", "version", "serial", "timestamp",
	"epoch", "uuid", "hash", "checksum", "invoice no", "ticket", "build", "commit", "lot no", "transaction id", "request id", "request_id",
	"订单", "快递", "주문번호", "송장번호",
	// Names that are no person's.
	"organization name", "organisation name", "company name", "file name", "host name", "product name", "domain name", "class name",
	"package name", "event name", "item name", "company_name", "file_name", "host_name", "product_name", "domain_name", "class_name", "item_name",
}

// evidence is what the surroundings say a value is.
type evidence struct {
	bits    uint64 // classes whose labels stand near
	against bool   // a negative word is nearer
	column  bool   // it comes from a table's header, and is all there is
}

// has says whether the evidence speaks for a detector.
func (e evidence) has(bit uint64) bool { return !e.against && e.bits&bit != 0 }

// lookBefore judges the text before a value.
func lookBefore(left []byte, scratch []byte) evidence {
	left = lastRunes(left, labelBefore)
	if key, ok := fieldKey(left); ok {
		return wordsIn(fold(scratch[:0], key))
	}
	return wordsIn(fold(scratch[:0], left))
}

// wordsIn gathers the words of a folded text; the nearest decides between for
// and against.
func wordsIn(b []byte) (e evidence) {
	lastFor, lastAgainst := 0, 0
	words := builtin().words
	for i := 0; i < len(b); {
		var bits uint64
		var end int
		if i, end, bits = words.next(b, i); bits == 0 {
			break
		}
		if bits&negative != 0 {
			lastAgainst = max(lastAgainst, end)
		}
		if bits&^negative != 0 {
			lastFor = max(lastFor, end)
			e.bits |= bits &^ negative
		}
		i++
	}
	// Where both end together, the word against is the longer: "file name".
	e.against = lastAgainst > 0 && lastAgainst >= lastFor
	return e
}

// fieldKey returns the key of a value in quotes, as JSON has it: the key then
// is the only label.
func fieldKey(left []byte) (key []byte, ok bool) {
	t := bytes.TrimRight(left, " \t\n\r")
	quoted := bytes.TrimRight(t, "\"+(")
	colon := bytes.TrimRight(quoted, " \t")
	if !bytes.HasSuffix(colon, []byte(":")) {
		return nil, false
	}
	name := bytes.TrimRight(colon[:len(colon)-1], " \t")
	if !bytes.HasSuffix(name, []byte("\"")) {
		return nil, false
	}
	name = name[:len(name)-1]
	return name[bytes.LastIndexByte(name, '"')+1:], true
}

// lastRunes returns the last n characters of b; bytes cut from a character at
// its beginning are left out.
func lastRunes(b []byte, n int) []byte {
	i := len(b)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRune(b[:i])
		i -= size
	}
	for i < len(b) && !utf8.RuneStart(b[i]) {
		i++
	}
	return b[i:]
}

// firstRunes returns the first n characters of b, and whether it held them.
func firstRunes(b []byte, n int) ([]byte, bool) {
	i := 0
	for ; n > 0 && i < len(b); n-- {
		if !utf8.FullRune(b[i:]) {
			return b[:i], false
		}
		_, size := utf8.DecodeRune(b[i:])
		i += size
	}
	return b[:i], n == 0
}

// lookAfter judges the text behind a value, up to the line's end: some characters, or
// all of what stands in brackets. It reports
// final where more text could not add to it.
func lookAfter(right, scratch []byte, closed bool) (e evidence, final bool) {
	near, full := firstRunes(right, labelAfter)
	if bracketed := bytes.TrimLeft(near, " "); bytes.HasPrefix(bracketed, []byte("(")) || bytes.HasPrefix(bracketed, []byte("（")) {
		near, full = firstRunes(right, labelBefore)
		if i := bytes.IndexAny(near, ")）"); i >= 0 {
			near, full = near[:i], true
		}
	}
	if i := bytes.IndexAny(near, "\n\t,;\"{}<"); i >= 0 {
		near, full = near[:i], true
	}
	e = wordsIn(fold(scratch[:0], near))
	e.against = false
	return e, full || closed
}
