package detect

import (
	"bytes"
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/surnames.txt
var surnameData string

//go:embed data/surnames_latin.txt
var latinSurnameData string

//go:embed data/surnames_east.txt
var eastSurnameData string

//go:embed data/given_latin.txt
var givenData string

// nameLists hold the dictionaries; nothing is flagged by them alone.
type nameLists struct {
	kanji, kana, latin map[string]bool // surnames as written, in katakana, and in Latin script
	han, hangul        map[string]bool // surnames of China and Korea
	given              map[string]bool // given names in Latin script
}

var dictionary = sync.OnceValue(func() *nameLists {
	d := &nameLists{kanji: map[string]bool{}, kana: map[string]bool{}, latin: wordSet(strings.Fields(latinSurnameData)...), given: wordSet(strings.Fields(givenData)...)}
	for line := range strings.Lines(surnameData) {
		f := strings.Fields(line)
		if len(f) == 3 && f[0] != "#" {
			d.kanji[f[0]], d.kana[f[1]], d.latin[f[2]] = true, true, true
		}
	}
	delete(d.latin, "-")
	d.han, d.hangul = wordSet(linesOf(eastSurnameData, "zh ")...), wordSet(linesOf(eastSurnameData, "ko ")...)
	return d
})

func wordSet(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// linesOf gathers the words behind a mark in the lines that begin with it.
func linesOf(text, mark string) (all []string) {
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, mark); ok {
			all = append(all, strings.Fields(rest)...)
		}
	}
	return all
}

var honorifics = [...]string{"様", "さま", "さん", "氏", "殿", "先生", "ちゃん", "くん", "君"}

func withoutHonorific(v []byte) []byte {
	if !endsHonorific(v) {
		return v
	}
	for _, h := range honorifics {
		if rest, ok := bytes.CutSuffix(v, []byte(h)); ok && len(rest) >= 6 {
			return bytes.TrimSpace(rest)
		}
	}
	return v
}

// endsHonorific looks at the last character, which rules most names out.
func endsHonorific(v []byte) bool {
	switch string(v[max(0, len(v)-3):]) {
	case "様", "ま", "ん", "氏", "殿", "生", "君":
		return true
	}
	return false
}

// maxName is how many bytes a name may have.
const maxName = 64

// isName knows a full name by its surname and the shape of the rest.
func isName(v []byte) bool {
	if len(v) == 0 || len(v) > maxName {
		return false
	}
	r, _ := firstRune(v)
	switch {
	case isKanji(r):
		return (kanjiName(v) || chineseName(v)) && !endsFirm(v)
	case isHangul(r):
		return koreanName(v)
	case isKana(r):
		var folded [4 * maxName]byte
		return kanaName(fold(folded[:0], v))
	}
	return latinName(v)
}

// kanjiName needs a surname of the dictionary and one to three characters
// behind it that end no place and no office.
func kanjiName(v []byte) bool {
	surnames := dictionary().kanji
	for i, n := 0, 0; i < len(v) && n < 4; n++ {
		_, size := firstRune(v[i:])
		i += size
		if surnames[string(v[:i])] && givenShape(v[i:]) {
			return true
		}
	}
	return false
}

func givenShape(v []byte) bool {
	spaced := trimLeftBlanks(v)
	n := utf8.RuneCount(spaced)
	if n < 1 || n > 3 {
		return false
	}
	last, _ := lastRune(spaced)
	for _, r := range string(spaced) {
		if !isKanji(r) && !isKana(r) {
			return false
		}
	}
	return len(spaced) != len(v) || !endsThing(last)
}

// endsThing knows characters that end the names of places, offices and things.
func endsThing(r rune) bool {
	switch r {
	case '市', '区', '町', '村', '県', '都', '府', '道', '駅', '社', '店', '部', '課', '係', '式', '様', '橋', '川', '山', '線', '港', '寺',
		'院', '校', '館', '園', '屋', '号', '室', '番', '品', '費', '額', '数', '等', '的', '性', '者', '用', '場', '側', '郡', '丁':
		return true
	}
	return false
}

func kanaName(v []byte) bool {
	surname, given, ok := bytes.Cut(v, []byte(" "))
	return ok && dictionary().kana[string(surname)] && len(given) >= 3 && utf8.RuneCount(given) <= 6
}

// chineseName needs a Chinese surname and one or two characters behind it.
func chineseName(v []byte) bool {
	n := utf8.RuneCount(v)
	if len(v) != 3*n || n < 2 || n > 4 || !allKanji(v) {
		return false
	}
	if last := string(v[len(v)-3:]); strings.Contains("額费費数數品等的性者用部課课係室号號番式市区區町村県縣都府", last) {
		return false // as in 金額
	}
	surnames := dictionary().han
	return n > 2 && surnames[string(v[:6])] || n < 4 && surnames[string(v[:3])]
}

func allKanji(v []byte) bool {
	for _, r := range string(v) {
		if !isKanji(r) {
			return false
		}
	}
	return true
}

// koreanName needs a Korean surname and one or two syllables behind it; a space may
// stand between.
func koreanName(v []byte) bool {
	surname, given, spaced := bytes.Cut(v, []byte(" "))
	if !spaced {
		n := 3
		if dictionary().hangul[string(surname[:min(len(surname), 6)])] && len(surname) > 6 {
			n = 6
		}
		surname, given = surname[:min(len(surname), n)], surname[min(len(surname), n):]
	}
	for _, r := range string(given) {
		if !isHangul(r) {
			return false
		}
	}
	return dictionary().hangul[string(surname)] && len(given) >= 3 && len(given) <= 6
}

// latinName needs two to four capitalised words: a known given name before others, a
// known surname behind another, or the two in Asian order.
func latinName(v []byte) bool {
	if !capital(v) {
		return false
	}
	var first, last []byte
	words := 0
	for w := range bytes.FieldsSeq(v) {
		switch {
		case words > 0 && isParticle(w), words == 0 && titleWord(bytes.TrimRight(w, ".")):
			continue
		case !capital(w):
			return false
		}
		if words++; words == 1 {
			first = w
		}
		last = w
	}
	if words < 2 || words > 4 || knownIn(corporateWords, last) || knownIn(corporateWords, first) {
		return false
	}
	d := dictionary()
	return (knownIn(d.given, first) || knownIn(d.latin, last) && !knownIn(placeWords, first) || knownIn(d.latin, first) && knownIn(d.given, last)) && nameShaped(v)
}

// isParticle knows the small words within names: da Silva, van den Berg, bin Salman.
func isParticle(w []byte) bool {
	switch string(w) {
	case "da", "de", "do", "dos", "das", "del", "della", "di", "du", "der", "den", "van", "von", "zu", "la", "le", "el", "al", "bin", "binti", "ibn", "y", "e":
		return true
	}
	return false
}

// placeWords begin the names of places and bodies.
var placeWords = wordSet(strings.Fields("the a an san santa new los las el saint st fort port mount lake north south east west upper lower central royal national old great st. los " +
	"university institute department ministry school college church bank hotel house street avenue project team group foundation black white green red blue golden")...)

// capital says whether a word begins with a capital letter of Latin script.
func capital(w []byte) bool {
	r, _ := utf8.DecodeRune(w)
	return r < 0x250 && unicode.IsUpper(r)
}

// knownIn looks a word in Latin script up.
func knownIn(list map[string]bool, w []byte) bool {
	var folded [24]byte
	return len(w) <= len(folded) && list[string(foldASCII(folded[:0], w))]
}

// prefectures are the first-level divisions of Japan (JIS X 0401).
var prefectures = strings.Fields("北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 " +
	"新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 " +
	"広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県")

// prefectureNames are the same, to be looked up.
var prefectureNames = func() map[string]bool {
	names := make(map[string]bool, len(prefectures))
	for _, p := range prefectures {
		names[p] = true
	}
	return names
}()

// prefectureEnding returns the length of the prefecture's name that b ends
// with, or 0. The names have three or four characters of three bytes.
func prefectureEnding(b []byte) int {
	for _, n := range [...]int{9, 12} {
		if len(b) >= n && prefectureNames[string(b[len(b)-n:])] {
			return n
		}
	}
	return 0
}

// hasPrefecture says whether a text names a prefecture, as an address does. It
// looks up only what stands before one of the four characters that end such a name.
func hasPrefecture(text []byte) bool {
	for i := 6; i+3 <= len(text); i++ {
		switch string(text[i : i+3]) {
		case "県", "都", "府", "道":
			if prefectureEnding(text[:i+3]) > 0 {
				return true
			}
		}
	}
	return false
}
