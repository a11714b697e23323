package detect

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const addressClass = "pii.address"

func init() {
	register(&detector{
		class: addressClass,
		basis: "Act on the Protection of Personal Information (Japan, Act 57 of 2003), article 2(1); JIS X 0401 and 0402 (prefectures, municipalities), " +
			"Act on Indication of Residential Address (Act 119 of 1962); GB/T 2260 (China); Road Name Address Act (Korea, Act 12115 of 2014); " +
			"ISO 19160-4 and the Universal Postal Union's S42 for others, which need a label",
		labels: []string{"住所", "現住所", "住所1", "お届け先", "届け先", "送付先", "送り先", "宛先", "配送先", "所在地", "本籍", "居所", "居住地", "町名番地", "番地以降", "町域番地", "丁目番地", "それ以降の住所", "以降の住所", "引っ越し先", "転居先", "address", "addr", "adr", "street address",
			"street", "home address", "postal address", "mailing address", "resides at", "lives at", "ship to", "deliver to", "delivery to",
			"地址", "住址", "住在", "现居", "居住地", "收货", "寄往", "주소", "거주지", "배송지", "사는 곳",
			"anschrift", "adresse", "wohnhaft", "straße", "strasse", "direccion", "dirección", "domicilio", "indirizzo", "residente in", "endereço", "endereco", "morada", "पता",
			"jusho", "juusho", "jyusho", "jyuusho", "genjusho", "genjuusho", "todokesaki", "okurisaki", "haisosaki", "shozaichi", "honseki", "residence", "residing at", "resident at", "domicile", "domiciled at", "lodging", "dwelling",
			"mail to", "bill to", "sold to", "located at", "住まい", "お住まい", "住んでいる所", "所番地", "转寄", "户籍", "戶籍", "주소지", "소재지", "본적", "집 주소", "wohnort", "wohnadresse", "lieferadresse", "rechnungsadresse", "hausanschrift", "residenza", "domicilié", "demeurant", "habitant au",
			"residente en", "residente na", "logradouro", "adresse de livraison", "siège", "alamat", "địa chỉ", "ที่อยู่", "адрес", "adres"},
		field: &fieldRule{judge: addressCell, attr: attrPlace},
		literal: &literalRule{
			// Numbers in digits are found without a literal.
			words: []string{"丁目", "番地"}, machine: spreadPlaceWords,
			judge: judgeBlock, attr: attrPlace,
		},
		finds: []string{
			"東京都港区芝公園4-2-8\n",
			"〒105-0011 東京都港区芝公園４丁目２番８号 芝ビル3F\n",
			"神奈川県横浜市西区みなとみらい2−3−1",
			"北海道札幌市中央区北一条西2丁目\n",
			"北海道札幌市中央区北1条西二丁目三番地\n",
			"京都府京都市中京区寺町通御池上る上本能寺前町488番地",
			"京都市中京区寺町通御池上る上本能寺前町488番地の2",
			"住所：港区芝公園4-2-8\n",
			"ご住所は港区芝公園4-2-8で承っております。",
			"港区芝公園4-2-8（ご住所）に届けます。",
			"住所を教えてください。\n[10:02] 田中: 港区芝公園4-2-8\n",
			"三重県四日市市諏訪町1番5号。",
			"東京都千代田区一番町一丁目2番地",
			"Address: 12 Main Street, Springfield, IL 62704\n",
			"address 12 Main Street\n",
			"She lives at 7 Mill Lane, Sampleton, AB1 2CD.",
			"Ship to:\n1200 N Sample Ave Apt 4\nSpringfield, IL 62704-1234\n",
			"Home address: 1-2-3 Shiba, Minato-ku, Tokyo 105-0014\n",
			`{"address":"221B Baker Street, London NW1 6XE"}`,
			"name;address\nMeier;Hauptstraße 5, 10115 Berlin\n",
			"Anschrift: Hauptstraße 5, 10115 Berlin\n",
			"Adresse : 12 rue de la Paix, 75002 Paris\n",
			"domicilio: Calle Mayor 5, 28013 Madrid\n",
			"地址：北京市海淀区中关村大街27号\n",
			"他住在广东省深圳市南山区科技路12号3栋501室。",
			"台北市信義區信義路五段7號8樓",
			"주소: 서울특별시 중구 세종대로 110\n",
			"경기도 성남시 분당구 판교로 12번길 34에 삽니다",
			"氏名,住所\n山田,大阪府大阪市北区中之島1-3-20\n",
			"住所：長野県松本市大字島立1234\n", "住所：中之島1-3-20\n", "現住所　神奈川県横浜市中区日本大通１\n", `{"pref":"東京都","city":"港区","addr1":"芝公園4-2-8","addr2":"芝ビル301"}`,
			"氏名\t都道府県\t市区町村\t町名番地\t建物名\n山田太郎\t東京都\t港区\t芝公園4-2-8\t芝ビル301\n", "地址：上海市浦东新区世纪大道100号环球金融中心50楼\n", "地址：香港中環皇后大道中99號中環中心20樓\n",
			"주소: 서울특별시 강남구 테헤란로 152, 101동 1203호 (역삼동)\n",
			"주소: 세종특별자치시 한누리대로 2130\n", "住所：東京都港区芝公園4-2-8 芝ビル301\n", "Postal address：4 Invented Close, Leeds LS1 4ZZ\n",
			"ADR;TYPE=HOME:;;12 Main Street;Springfield;IL;62704;USA\n",
		},
		passes: []string{
			"東京都は大きい。\n",
			"東京都港区の人口は26万人です。\n",
			"新宿区民センターは2-8-1にある\n",
			"長野県の面積は 13,562 平方キロ\n",
			"IP address: 192.0.2.1\n",
			"address: 0x7fff5fbff8c0\n",
			"mail address: taro@example.jp\n",
			"12 Main Street, Springfield\n",
			"12 Main Street, Springfield, IL 62704\n",
			"住所を入力してください 1-2-3\n",
			"住所変更は市役所の窓口3番で\n",
			"県道12-3号線\n",
			"the address: see section 5 of the manual\n",
			"address 3 Open the door, then drive on\n",
			"地下鉄2号線、3号車\n",
			"路由器3号和4号\n",
			"会議室：第二会議室 4-2-8\n", "住所録の更新 4-2-8\n", "住所：未定 2020-01-02\n", "住所を入力 芝公園4-2-8\n", "長野県松本市 1234\n", "長野県松本市の人口 239466\n",
			"서울로 3명이 갔다\n",
		},
	})
}

// addressBytes is how long a cell with an address may be.
const addressBytes = 300

// judgeBlock reads an address whose number is written in kanji, at its unit.
func judgeBlock(w *window) verdict {
	if isSpreadPlace(w.word) {
		return judgeSpreadPlace(w)
	}
	final := w.closed || w.end+addressRight <= len(w.buf)
	n, kanji := numberBefore(w.buf[:w.start])
	if n == 0 || !kanji {
		return verdict{final: true}
	}
	p, ok := hanPlace(w.buf, w.start-n)
	if !ok || p.alone < leastConfidence {
		return verdict{final: final}
	}
	address := w.buf[p.start:p.end]
	return verdict{hit: true, final: final, value: normAddress(w.fold[:0], address), sample: address, confidence: p.alone, extent: p.end - w.start}
}

// blockNumber measures a number such as 4-2-8 or 四丁目2番8号, with its signs. It tells
// how many numbers it has, and whether one has a unit.
func blockNumber(b []byte) (n, numbers int, named bool) {
	for n < len(b) && numbers < 6 {
		digits, kanji := numberAt(b[n:])
		if digits == 0 {
			break
		}
		sign, unit := blockSign(b[n+digits:])
		if kanji && !unit && numbers == 0 {
			return 0, 0, false
		}
		numbers++
		named = named || unit
		n += digits
		if next, _ := numberAt(b[n+sign:]); next == 0 && !unit || sign == 0 {
			break
		}
		n += sign
	}
	return n, numbers, named
}

// numberAt measures a number of up to five digits, in any width, or kanji.
func numberAt(b []byte) (n int, kanji bool) {
	for count := 0; count < 5 && n < len(b); count++ {
		if b[n]-'0' < 10 {
			n++
			continue
		}
		if b[n] < utf8.RuneSelf {
			break
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
	if len(b) > 0 && b[0] == '-' {
		return 1, false
	}
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
		switch c := folded[i]; {
		case c-'0' < 10:
			folded[end], digit = c, true
			end, i = end+1, i+1
			continue
		case !digit && c > 0xe5 && ideograph(folded[i:]): // of these none is a digit
			end, i = end+move(folded, end, i, 3), i+3
			continue
		}
		r, n := firstRune(folded[i:])
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

// addressCell judges a cell or labelled value: by an address in it, or by the way its
// script writes them.
func addressCell(v []byte, _ string, buf []byte) (norm []byte, confidence float64) {
	v = trimSpace(v)
	if len(v) < 8 || len(v) > addressBytes {
		return nil, 0
	}
	if p, ok := placeIn(v); ok {
		return normAddress(buf, v[p.start:p.end]), labelledPlace
	}
	if chineseAddress(v) || koreanAddress(v) || streetAddress(v) || codedAddress(v) {
		return normAddress(buf, v), 0.85
	}
	return nil, 0
}

// inOrder says whether v has one of each set of signs, in their order.
func inOrder(v []byte, sets ...string) bool {
	s := string(v)
	for _, set := range sets {
		i := strings.IndexAny(s, set)
		if i <= 0 {
			return false
		}
		s = s[i:]
	}
	return true
}

func hasDigit(v []byte) bool { return bytes.ContainsAny(v, "0123456789０１２３４５６７８９") }

func chineseAddress(v []byte) bool {
	return hasDigit(v) && (inOrder(v, "省市区區县縣", "路街道巷弄村") || inOrder(v, "市区區县縣", "路街道巷弄村號号"))
}

func koreanAddress(v []byte) bool {
	return hasDigit(v) && inOrder(v, "시도군구", "로길동읍면리가")
}

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
	return streetWords[word] != noStreet || len(word) > 5 && endsWith([]byte(word), streetEndings)
}
