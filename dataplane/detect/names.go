package detect

import (
	"bytes"
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/surnames.txt
var surnameData string

//go:embed data/given_latin.txt
var givenData string

// nameLists hold the dictionaries; nothing is flagged by them alone.
type nameLists struct {
	kanji, kana, latin map[string]bool // surnames as written, in katakana, romanised
	given              map[string]bool // given names in Latin script
}

var dictionary = sync.OnceValue(func() *nameLists {
	d := &nameLists{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for line := range strings.Lines(surnameData) {
		f := strings.Fields(line)
		if len(f) == 3 && f[0] != "#" {
			d.kanji[f[0]], d.kana[f[1]], d.latin[f[2]] = true, true, true
		}
	}
	for _, name := range strings.Fields(givenData) {
		d.given[name] = true
	}
	return d
})

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

// isName knows a full name by its surname and the shape of the rest.
func isName(v []byte) bool {
	if len(v) == 0 || len(v) > 64 {
		return false
	}
	r, _ := firstRune(v)
	switch {
	case isKanji(r):
		return kanjiName(string(v))
	case isKana(r):
		return kanaName(string(fold(nil, v)))
	}
	return latinName(v)
}

// kanjiName needs a surname of the dictionary and one to three characters
// behind it that end no place and no office.
func kanjiName(s string) bool {
	surnames := dictionary().kanji
	for i, n := 0, 0; i < len(s) && n < 4; n++ {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if surnames[s[:i]] && givenShape(s[i:]) {
			return true
		}
	}
	return false
}

func givenShape(s string) bool {
	spaced := strings.TrimLeft(s, " 　")
	n := utf8.RuneCountInString(spaced)
	if n < 1 || n > 3 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(spaced)
	for _, r := range spaced {
		if !isKanji(r) && !isKana(r) {
			return false
		}
	}
	return len(spaced) != len(s) || !endsThing(last)
}

// endsThing knows characters that end the names of places, offices and things.
func endsThing(r rune) bool {
	switch r {
	case '市', '区', '町', '村', '県', '都', '府', '道', '駅', '社', '店', '部', '課', '係', '式', '様', '橋', '川', '山', '線', '港', '寺',
		'院', '校', '館', '園', '屋', '号', '室', '番', '品', '費', '額', '数', '等', '的', '性', '者', '用':
		return true
	}
	return false
}

func kanaName(s string) bool {
	surname, given, ok := strings.Cut(s, " ")
	return ok && dictionary().kana[surname] && len(given) >= 3 && utf8.RuneCountInString(given) <= 6
}

// latinName needs two or three capitalised words, one of which is a known
// surname or given name.
func latinName(v []byte) bool {
	if v[0] < 'A' || v[0] > 'Z' || !nameShaped(v) {
		return false
	}
	words := strings.Fields(string(v))
	if len(words) < 2 || len(words) > 4 {
		return false
	}
	known := false
	for _, w := range words {
		if w[0] < 'A' || w[0] > 'Z' {
			return false
		}
		lower := strings.ToLower(w)
		known = known || dictionary().latin[lower] || dictionary().given[lower]
	}
	return known
}

// findName finds a full name in a record: a whole field, or in running text one
// with an honorific behind it. It takes the last before the record's end that
// stands alone, or else the first honoured one.
func findName(text []byte) []byte {
	for rest := text; len(rest) > 0; {
		i := bytes.IndexAny(rest, ",\t\n\r;|\"<>{}[]/=()")
		if j := indexWide(rest); j >= 0 && (i < 0 || j < i) {
			i = j
		}
		piece := rest
		if i >= 0 {
			_, n := firstRune(rest[i:])
			piece, rest = rest[:i], rest[i+n:]
		} else {
			rest = nil
		}
		if name := nameIn(piece); name != nil {
			return name
		}
	}
	return nil
}

// indexWide finds the first full-width sign that ends a field.
func indexWide(b []byte) int {
	return bytes.IndexFunc(b, func(r rune) bool {
		switch r {
		case '、', '。', '：', '（', '）', '【', '】', '「', '」', '，', '；', '／', '｜':
			return true
		}
		return false
	})
}

func nameIn(piece []byte) []byte {
	piece = bytes.TrimSpace(piece)
	if i := bytes.LastIndexByte(piece, ':'); i >= 0 {
		piece = bytes.TrimSpace(piece[i+1:])
	}
	if whole := withoutHonorific(piece); isName(whole) && nameShaped(whole) {
		return whole
	}
	for _, h := range [...]string{"様", "さん", "氏"} {
		if i := bytes.Index(piece, []byte(h)); i > 0 {
			if name := lastName(piece[:i]); name != nil {
				return name
			}
		}
	}
	return spacedName(piece)
}

// lastName finds a name that ends b.
func lastName(b []byte) []byte {
	for n := 6; n >= 3; n-- {
		if tail := bytes.TrimSpace(lastRunes(b, n)); utf8.RuneCount(tail) >= 3 && isName(tail) {
			return tail
		}
	}
	return nil
}

// spacedName finds a name among words set apart by spaces.
func spacedName(piece []byte) []byte {
	words := bytes.FieldsFunc(piece, func(r rune) bool { return r == ' ' || r == '　' })
	if len(words) < 2 || len(words) > 24 {
		return nil
	}
	for i, w := range words {
		w = withoutHonorific(w)
		if r, _ := firstRune(w); isKanji(r) && isName(w) {
			return w
		}
		if i > 0 && dictionary().kanji[string(words[i-1])] && givenShape(string(w)) {
			return append(append([]byte{}, words[i-1]...), w...)
		}
	}
	return nil
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
