package detect

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// hanUnits are what follows an address's number in Japanese and Chinese.
var hanUnits = strings.Fields("- － − ‐ – — ー の ノ 丁目 番 号 號 弄 巷 栋 棟 幢 室 楼 樓")

// maxPlace is how many characters may stand before an address's number.
const maxPlace = 40

// hanPlace reads an address in Japanese or Chinese.
func hanPlace(b []byte, at int) (place, bool) {
	at = blockStart(b, at)
	if at < 0 {
		return place{}, false
	}
	run := hanRun(b[:at])
	p, ok := place{}, false
	if houseUnit(b[at+digitRun(b[at:]):]) == 0 {
		p, ok = japanesePlace(run, b[at:])
	}
	if !ok {
		p, ok = chinesePlace(run, b[at:])
	}
	p.start, p.end = p.start+at-len(run), p.end+at
	return p, ok
}

// blockStart goes back over the parts of a block number that end before at, as
// 四丁目 before 2番. It is negative where they are digits, at which the address has
// been read.
func blockStart(b []byte, at int) int {
	for {
		unit := blockUnitBefore(b[:at])
		n, kanji := numberBefore(b[:at-unit])
		if unit == 0 || n == 0 {
			return at
		}
		if !kanji {
			return -1
		}
		at -= unit + n
	}
}

// blockUnitBefore measures the unit that b ends with.
func blockUnitBefore(b []byte) int {
	switch string(b[max(0, len(b)-3):]) {
	case "目", "の", "地", "番", "ノ":
	default:
		return 0
	}
	for _, unit := range [...]string{"丁目", "番地の", "番地", "番", "の", "ノ"} {
		if bytes.HasSuffix(b, []byte(unit)) {
			return len(unit)
		}
	}
	return 0
}

// numberBefore measures the digits that b ends with, all of them kanji or none.
func numberBefore(b []byte) (n int, kanji bool) {
	for n < len(b) {
		r, size := lastRune(b[:len(b)-n])
		if digitOf(r) < 0 && r != '十' {
			break
		}
		if narrow := r < 0x80 || r >= '０'; n > 0 && narrow == kanji {
			break
		} else {
			kanji = !narrow
		}
		n += size
	}
	return n, kanji
}

// hanRun returns the end of b that can be a place's name: kanji, kana, and spaces, and
// digits before 条, 線 or a Taiwanese section.
func hanRun(b []byte) []byte {
	start, after := len(b), rune(0)
	for range maxPlace {
		r, n := lastRune(b[:start])
		digit := digitOf(r) >= 0 && (digitOf(after) >= 0 || strings.ContainsRune("条線段弄巷号號栋棟幢座楼樓院单單", after))
		if !isKanji(r) && !isKana(r) && r != ' ' && r != '　' && !digit {
			break
		}
		start, after = start-n, r
	}
	return trimLeftBlanks(b[start:])
}

// japanesePlace reads a municipality and what follows to the block number, which b
// begins with. Its offsets are from the run's and b's beginning.
func japanesePlace(run, b []byte) (place, bool) {
	n, numbers, named := blockNumber(b)
	if n == 0 || numbers < 2 && !named {
		return place{}, false
	}
	n += hanFlat(b[n:])
	if start := lastPrefecture(run); start >= 0 && municipal(run[start+6:]) > 0 {
		return place{start: start, end: n, alone: 0.93}, true
	}
	start := pastParticles(run)
	switch levels := municipal(run[start:]); {
	case levels == 0 && numbers > 1 && !isYear(b):
		start = bytes.LastIndexAny(run, " 　") + 1
		return place{start: start, end: n, bare: true}, utf8.RuneCount(bytes.TrimSpace(run[start:])) > 1
	case levels == 0 || numbers < 2 && !bytes.Contains(b[:n], []byte("番地")) && !bytes.Contains(b[:n], []byte("丁目")):
		return place{}, false
	case levels > 1 && numbers > 1:
		return place{start: start, end: n, alone: 0.8}, true
	default:
		return place{start: start, end: n}, true
	}
}

// isYear says whether b begins with a number of four digits, as dates do.
func isYear(b []byte) bool { return digitsAt(b, 0) == 4 && b[0] <= '2' }

// endsValue says whether nothing follows that could go on a value.
func endsValue(b []byte) bool {
	if len(b) == 0 || bytes.IndexByte([]byte("\n\r\"<;\t|),"), b[0]) >= 0 {
		return true
	}
	return bytes.HasPrefix(b, []byte("　"))
}

// hanLast reads an address whose number ends it and has no unit: it must name prefecture
// and municipality, and needs a label, unless it names a section of a village or a crossing
// of Kyoto too.
func hanLast(b []byte, at int) (place, bool) {
	run := hanRun(b[:at])
	start, alone := lastPrefecture(run), 0.0
	if kyoto := bytes.LastIndex(run, []byte("京都市")); kyoto >= 0 && containsAny(run[kyoto:], crossings) {
		alone = 0.9
		if start < 0 || start > kyoto {
			start = kyoto
		}
	} else if start < 0 || municipal(run[start+6:]) == 0 {
		return place{}, false
	}
	if run[len(run)-1] == ' ' {
		return place{}, false
	}
	if containsAny(run[start:], sections) {
		alone = 0.9
	}
	return place{start: at - len(run) + start, end: at + digitRun(b[at:]), alone: alone}, true
}

// crossings say in Kyoto in which direction from one a house stands, and sections begin the
// names of the parts of villages.
var crossings, sections = []string{"上る", "上ル", "下る", "下ル", "東入", "西入"}, []string{"大字"}

// hanFlat measures the name of a building and the number of a floor or a flat, which may
// follow a block number: " 芝ビル301", "　コーポ見本 2階".
func hanFlat(b []byte) int {
	n := len(b) - len(trimLeftBlanks(b))
	from := n
	for count := 0; n < len(b) && count < maxBuilding; count++ {
		r, size := firstRune(b[n:])
		if !isKanji(r) && !isKana(r) && r != '・' && (r >= utf8.RuneSelf || !isLetter(byte(r))) {
			break
		}
		n += size
	}
	name, digits := b[from:n], digitRun(b[n:])
	if first, _ := firstRune(name); from > 3 || utf8.RuneCount(name) < 2 || first < 'ァ' || digits == 0 {
		return 0
	}
	end, unit := n+digits, 0
	for _, u := range [...]string{"号室", "号", "階", "室", "F"} {
		if bytes.HasPrefix(b[end:], []byte(u)) {
			unit = len(u)
			break
		}
	}
	count := utf8.RuneCount(b[n:end])
	if count > 4 || unit == 0 && count < 3 || !endsFlat(b[end+unit:]) || hasLabel(name) {
		return 0
	}
	return end + unit
}

// maxBuilding is how many characters the name of a building may have.
const maxBuilding = 24

// endsFlat says whether a number ends before b: no more digits and no unit of time follow.
func endsFlat(b []byte) bool {
	r, n := runeAt(b, 0)
	return n == 0 || digitOf(r) < 0 && separatorOf(r) != '-' && !isLetterRune(r) && !bytes.ContainsRune([]byte("年月日時分人円件個名"), r)
}

func isLetterRune(r rune) bool { return r < utf8.RuneSelf && isLetter(byte(r)) }

// municipal counts the kinds of municipality that a place's name goes through: a city
// and its ward, a county and its town.
func municipal(run []byte) (levels int) {
	var seen [5]bool
	for i := 3; i+3 <= len(run); i++ {
		if k := municipality(run[i : i+3]); k >= 0 && !seen[k] {
			seen[k] = true
			levels++
		}
	}
	return levels
}

// municipality numbers the characters that end a municipality's name; it is negative for
// others.
func municipality(b []byte) int {
	switch string(b) {
	case "市":
		return 0
	case "区":
		return 1
	case "町":
		return 2
	case "村":
		return 3
	case "郡":
		return 4
	}
	return -1
}

// pastParticles returns where, in a run without a prefecture, the address begins:
// behind a space or a particle, unless no municipality would be left.
func pastParticles(run []byte) (start int) {
	for _, mark := range [...]string{" ", "　", "は", "が", "を", "に", "で", "へ", "と"} {
		if i := bytes.LastIndex(run[start:], []byte(mark)); i >= 0 && municipal(run[start+i+len(mark):]) > 0 {
			start += i + len(mark)
		}
	}
	return start
}

// lastPrefecture finds where the last prefecture's name in b begins, or -1.
func lastPrefecture(b []byte) int {
	for end := len(b); end >= 9; end-- {
		if b[end-3] < 0xe5 { // lower than the four's first bytes
			continue
		}
		switch string(b[end-3 : end]) {
		case "県", "都", "府", "道":
			if n := prefectureEnding(b[:end]); n > 0 && !bytes.HasSuffix(b[:end-n], []byte("東")) {
				return end - n
			}
		}
	}
	return -1
}

// chinesePlace reads a city, a district, a road and a house number. Its offsets are
// from the run's and b's beginning.
func chinesePlace(run, b []byte) (place, bool) {
	n := houseNumber(b)
	if n == 0 {
		return place{}, false
	}
	if start := firstProvince(run); start >= 0 && inOrder(run[start:], "市区區县縣鄉乡镇鎮", chineseRoads) {
		return place{start: start, end: n, alone: 0.9}, true
	}
	start := pastConnector(run)
	switch name := run[start:]; {
	case inOrder(name, "市", "区區县縣", chineseRoads):
		return place{start: start, end: n, alone: 0.8}, true
	case inOrder(name, "市区區县縣乡鄉镇鎮", chineseRoads) || inOrder(name, "路街道巷弄"):
		return place{start: start, end: n}, true
	}
	return place{}, false
}

// chineseRoads end the names of roads, lanes and estates.
const chineseRoads = "路街道巷弄村里段胡园苑庄屯"

// houseNumber measures a number with its unit, and those of building, floor and room
// behind it.
func houseNumber(b []byte) (n int) {
	for n < len(b) {
		digits := digitRun(b[n:])
		if digits > 0 && bytes.HasPrefix(b[n+digits:], []byte("-")) {
			digits += 1 + digitRun(b[n+digits+1:])
		}
		if digits == 0 && n > 0 && b[n]-'A' < 26 {
			digits = 1 + digitRun(b[n+1:]) // A座
		}
		unit := houseUnit(b[n+digits:])
		switch {
		case digits == 0:
			return n + estate(b, n)
		case unit == 0 && n > 0 && digits <= 4 && endsFlat(b[n+digits:]):
			return n + digits // the number of a flat
		case unit == 0:
			return n
		}
		n += digits + unit
	}
	return n
}

// estate measures the name of a building behind a house number at b[:n], with the number
// of its floor or flat: 100号环球金融中心50楼.
func estate(b []byte, n int) int {
	if n == 0 {
		return 0
	}
	at := n
	for range maxBuilding / 2 {
		r, size := runeAt(b, at)
		if !isKanji(r) || digitOf(r) >= 0 {
			break
		}
		at += size
	}
	if at-n < 2*len("楼") || !endsWith(b[n:at], estateEnds) {
		return 0
	}
	return at - n + houseNumber(b[at:])
}

// estateEnds end the names of buildings and estates.
var estateEnds = strings.Fields("中心 大厦 大廈 大楼 大樓 广场 廣場 公寓 花园 花園 小区 小區 家园 苑 园 園 城 府 庄 阁 閣 里 居 轩 軒 湾 灣 邸 楼 樓 厦 廈")

func houseUnit(b []byte) int {
	if len(b) == 0 || b[0] < utf8.RuneSelf {
		return 0
	}
	for _, unit := range [...]string{"号楼", "號樓", "号院", "号", "號", "弄", "巷", "栋", "棟", "幢", "座", "单元", "單元", "室", "楼", "樓", "层", "層"} {
		if bytes.HasPrefix(b, []byte(unit)) {
			return len(unit)
		}
	}
	return 0
}

// provinces are the first-level divisions of China (GB/T 2260), without what they
// are called, and the cities and counties of Taiwan.
var provinces = strings.Fields("北京 天津 上海 重庆 重慶 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 " +
	"内蒙古 广西 西藏 宁夏 新疆 香港 澳门 台北 臺北 新北 桃園 台中 臺中 台南 臺南 高雄 基隆 新竹 嘉義 苗栗 彰化 南投 雲林 屏東 宜蘭 花蓮 臺東 台東 澎湖 金門")

// firstProvince finds where the name of a province begins that is the first of an
// address in run, or -1.
func firstProvince(run []byte) int {
	at := -1
	for _, p := range provinces {
		i := bytes.Index(run, []byte(p))
		if i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	return at
}

// pastConnector returns where in a run an address begins: behind a space, a verb or a
// preposition.
func pastConnector(run []byte) int {
	start := 0
	for _, mark := range [...]string{" ", "是", "为", "為", "在", "于", "於", "到", "至", "址"} {
		if i := bytes.LastIndex(run, []byte(mark)); i >= 0 {
			start = max(start, i+len(mark))
		}
	}
	return start
}
