package detect

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

func init() {
	register(&detector{
		class: "pii.address",
		basis: "Act on the Protection of Personal Information (Japan, Act 57 of 2003), article 2(1); JIS X 0401 and 0402 (prefectures, municipalities), " +
			"Act on Indication of Residential Address (Act 119 of 1962); ISO 19160-4 and the Universal Postal Union's S42 for others, which need a label",
		labels: []string{"住所", "現住所", "住所1", "お届け先", "届け先", "送付先", "所在地", "本籍", "居所", "address", "addr", "street address", "street_address", "street",
			"home address", "home_address", "postal address", "mailing address", "地址", "住址", "주소", "anschrift", "adresse", "straße", "strasse",
			"direccion", "dirección", "domicilio", "indirizzo", "endereço", "endereco", "पता"},
		field: &fieldRule{judge: addressCell, attr: attrPlace},
		literal: &literalRule{
			// Each further literal costs speed: labels of other languages count
			// as columns only.
			words: []string{"東京都", "北海道", "京都府", "大阪府", "県", "住所", "address", "地址", "住址", "주소"},
			fold:  true, judge: judgeAddress, attr: attrPlace,
		},
		finds: []string{
			"東京都港区芝公園4-2-8\n",
			"〒105-0011 東京都港区芝公園４丁目２番８号 芝ビル3F\n",
			"神奈川県横浜市西区みなとみらい2−3−1",
			"北海道札幌市中央区北一条西2丁目\n",
			"京都府京都市中京区寺町通御池上る上本能寺前町488番地",
			"住所：港区芝公園4-2-8\n",
			"三重県四日市市諏訪町1番5号。",
			"東京都千代田区一番町一丁目2番地",
			"Address: 12 Main Street, Springfield, IL 62704\n",
			`{"address":"221B Baker Street, London NW1 6XE"}`,
			"name;address\nMeier;Hauptstraße 5, 10115 Berlin\n",
			"地址：北京市海淀区中关村大街27号\n",
			"주소: 서울특별시 중구 세종대로 110\n",
			"氏名,住所\n山田,大阪府大阪市北区中之島1-3-20\n",
		},
		passes: []string{
			"東京都は大きい。\n",
			"東京都港区の人口は26万人です。\n",
			"新宿区民センターは2-8-1にある\n",
			"長野県の面積は 13,562 平方キロ\n",
			"IP address: 192.0.2.1\n",
			"address: 0x7fff5fbff8c0\n",
			"mail address: taro@example.jp\n",
			"address 12 Main Street\n",
			"12 Main Street, Springfield\n",
			"住所を入力してください 1-2-3\n",
			"県道12-3号線\n",
			"the address: see section 5 of the manual\n",
		},
	})
}

// addressBytes is how much of a text an address may take.
const addressBytes = 300

// judgeAddress judges a prefecture's name, and what stands behind a label.
func judgeAddress(w *window) verdict {
	if strings.HasSuffix(w.word, "県") || len(w.word) == len("東京都") && strings.ContainsAny(w.word, "都道府") {
		return judgePrefecture(w)
	}
	if partOfWord(w.buf, w.start) && w.buf[w.start-1] != '_' {
		return verdict{final: true}
	}
	right, whole := w.lineAhead(addressBytes)
	value, final := addressValue(right, whole)
	norm, confidence := addressCell(value, "", nil)
	return verdict{hit: norm != nil, final: final, value: norm, sample: value, confidence: confidence}
}

// addressValue returns what stands behind a label and a sign, up to the line's
// or the string's end. Unlike other fields an address may hold commas.
func addressValue(b []byte, closed bool) (value []byte, final bool) {
	rest := bytes.TrimLeft(b, " \"'　")
	r, n := utf8.DecodeRune(rest)
	if len(rest) == 0 {
		return nil, closed
	}
	if !isSign(r) {
		return nil, true
	}
	value = bytes.TrimLeft(rest[n:], " \t\"'　")
	end := bytes.IndexAny(value, "\"<>|{}\t;")
	if end < 0 {
		return bytes.TrimSpace(value), closed
	}
	return bytes.TrimSpace(value[:end]), true
}

// judgePrefecture reads the address that begins with a prefecture's name.
func judgePrefecture(w *window) verdict {
	start, ok := prefectureBefore(w.buf[:w.end])
	if !ok {
		return verdict{final: true}
	}
	rest, final := w.lineAhead(addressBytes)
	n, found := japaneseAddress(rest)
	final = final || n+blockBytes <= len(rest)
	if !found {
		return verdict{final: final}
	}
	address := w.buf[start : w.end+n]
	return verdict{hit: true, final: final, value: normAddress(w.fold[:0], address), sample: address, confidence: 0.93, extent: w.end + n - w.start}
}

// prefectureBefore says where the prefecture's name that ends b begins.
func prefectureBefore(b []byte) (start int, ok bool) {
	n := prefectureEnding(b)
	start = len(b) - n
	if n == 0 || bytes.HasSuffix(b[:start], []byte("東")) {
		return 0, false
	}
	return start, true
}

const (
	maxAddress = 40 // characters that may stand before the block number
	blockBytes = 24 // that must follow for a number to be complete for certain
)

// japaneseAddress reads a municipality, a place and a block number. It tells
// where it stopped, and whether what stands before is an address.
func japaneseAddress(b []byte) (n int, found bool) {
	municipal, i := false, 0
	for runes := 0; runes < maxAddress && i < len(b); runes++ {
		r, size := utf8.DecodeRune(b[i:])
		if block, real := blockAt(b[i:], r); block > 0 && i > 0 {
			if real && municipal {
				return i + block, true
			}
			if r < 0x80 || !isKanji(r) {
				return i, false
			}
		}
		if !isKanji(r) && !isKana(r) && r != ' ' && r != '　' {
			return i, false
		}
		municipal = municipal || i > 0 && endsMunicipality(r)
		i += size
	}
	return i, false
}

func endsMunicipality(r rune) bool {
	switch r {
	case '市', '区', '町', '村', '郡':
		return true
	}
	return false
}

// blockAt is blockNumber where b, whose first character is r, can begin a number.
func blockAt(b []byte, r rune) (n int, real bool) {
	if digitOf(r) < 0 && r != '十' {
		return 0, false
	}
	return blockNumber(b)
}

// blockNumber measures a number such as 4-2-8 or 四丁目2番8号, with its signs.
// It is real where it has a sign or two numbers.
func blockNumber(b []byte) (n int, real bool) {
	numbers := 0
	for n < len(b) && numbers < 6 {
		digits, kanji := numberAt(b[n:])
		if digits == 0 {
			break
		}
		sign, unit := blockSign(b[n+digits:])
		if kanji && !unit && numbers == 0 {
			return 0, false
		}
		numbers++
		real = real || numbers > 1 || unit
		n += digits
		if next, _ := numberAt(b[n+sign:]); next == 0 && !unit || sign == 0 {
			break
		}
		n += sign
	}
	return n, real && numbers > 0
}

// numberAt measures a number of up to five digits, in any width, or kanji.
func numberAt(b []byte) (n int, kanji bool) {
	for count := 0; count < 5; count++ {
		if n < len(b) && b[n]-'0' < 10 {
			n++
			continue
		}
		r, size := runeAt(b, n)
		wide := digitOf(r) >= 0 || r == '十'
		if size == 0 || !wide {
			break
		}
		kanji = kanji || r >= '一' && r < '０' || r == '〇'
		n += size
	}
	return n, kanji
}

// blockSign measures what stands between or behind the numbers of a block:
// one of the units, or a hyphen.
func blockSign(b []byte) (n int, unit bool) {
	r, n := runeAt(b, 0)
	if r == '丁' || r == '番' || r == '号' {
		return blockUnit(b)
	}
	if n > 0 && (separatorOf(r) == '-' || r == 'の' || r == 'ノ') {
		return n, false
	}
	return 0, false
}

// blockUnit measures the unit that b begins with.
func blockUnit(b []byte) (n int, unit bool) {
	for _, unit := range [...]string{"丁目", "番地の", "番地ノ", "番地", "番", "号"} {
		if bytes.HasPrefix(b, []byte(unit)) && !bytes.HasPrefix(b, []byte("番町")) {
			return len(unit), true
		}
	}
	return 0, false
}

// normAddress writes an address in one form: folded, without spaces, its
// numbers joined by hyphens.
func normAddress(buf, v []byte) []byte {
	folded := fold(buf, v)
	end, digit := 0, false // folded[:end] is done, and whether it ends with one
	for i := 0; i < len(folded); {
		r, n := utf8.DecodeRune(folded[i:])
		sign := 0
		if digit {
			sign, _ = blockSign(folded[i:])
		}
		switch {
		case sign > 0:
			folded[end], n, digit = '-', sign, false
			end++
		case r != ' ':
			end += move(folded, end, i, n)
			digit = digitOf(r) >= 0
		}
		i += n
	}
	return bytes.TrimRight(folded[:end], "-")
}

// move brings n bytes of b forward, which most texts have no need of.
func move(b []byte, to, from, n int) int {
	if to != from {
		copy(b[to:], b[from:from+n])
	}
	return n
}

// addressCell judges a cell or labelled value by the way its script writes
// addresses.
func addressCell(v []byte, _ string, buf []byte) (norm []byte, confidence float64) {
	v = bytes.TrimSpace(v)
	if len(v) < 8 || len(v) > addressBytes {
		return nil, 0
	}
	if hasPrefecture(v) {
		return nil, 0 // found from the prefecture's name
	}
	if n, found := japaneseAddress(v); found {
		return normAddress(buf, v[:n]), 0.9
	}
	if chineseAddress(v) || koreanAddress(v) || streetAddress(v) {
		return normAddress(buf, v), 0.85
	}
	return nil, 0
}

// inOrder says whether v has one of each set of signs, in their order, and a digit.
func inOrder(v []byte, sets ...string) bool {
	s := string(v)
	for _, set := range sets {
		i := strings.IndexAny(s, set)
		if i <= 0 {
			return false
		}
		s = s[i:]
	}
	return strings.ContainsAny(s, "0123456789０１２３４５６７８９")
}

func chineseAddress(v []byte) bool {
	return inOrder(v, "省市区區县縣", "路街道巷弄村") || inOrder(v, "市区區县縣", "路街道巷弄村號号")
}

func koreanAddress(v []byte) bool { return inOrder(v, "시도군구", "로길동읍면리가") }

// streetWords are what streets are called in Latin script, alone or as the end
// of a word, as in Hauptstraße.
var streetWords = strings.Fields("street st avenue ave road rd lane ln drive dr boulevard blvd court ct square place terrace highway hwy parkway close " +
	"strasse straße weg platz allee gasse rue chemin impasse quai calle avenida plaza paseo carrer via viale piazza corso rua travessa praça chome")

// streetAddress needs a house number, a street's word and a name.
func streetAddress(v []byte) bool {
	letters, numbers, street := 0, 0, false
	for _, word := range bytes.FieldsFunc(fold(nil, v), func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '\n' }) {
		if word[0]-'0' < 10 && len(word) <= 6 {
			numbers++
			continue
		}
		if bytes.ContainsAny(word, "@/:=()[]{}<>_%") {
			return false
		}
		letters += utf8.RuneCount(word)
		street = street || streetWord(string(word))
	}
	return street && numbers >= 1 && numbers <= 4 && letters >= 6
}

func streetWord(word string) bool {
	for _, s := range streetWords {
		if word == s || len(s) >= 5 && strings.HasSuffix(word, s) || strings.HasSuffix(word, "str") && len(word) > 5 {
			return true
		}
	}
	return false
}
