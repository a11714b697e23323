package detect

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// strongLabels name nothing but a secret, and count wherever a label can stand.
var strongLabels = slices.Concat(japaneseLabels, chineseLabels, koreanLabels, englishLabels)

var japaneseLabels = slices.Concat(
	stretched("極秘", "厳秘", "社外秘", "部外秘", "取扱注意", "関係者外秘"),
	eachWith([]string{"持出", "持出し", "持ち出し"}, []string{"禁止", "厳禁"}),
	eachWith([]string{"複写", "コピー", "転送", "配布", "配付", "口外", "開示", "公開"}, []string{"禁止", "厳禁"}),
	eachWith([]string{"社内", "部内", "課内", "役員", "幹部", "委員", "社員", "職員", "関係者", "室内", "本社", "本部内", "内部", "グループ", "グループ内", "行内", "省内", "庁内", "学内", "院内"}, []string{"限り", "限定"}),
	eachWith([]string{"【", "［", "[", "〔", "〈"}, []string{"秘】", "秘］", "秘]", "秘〕", "秘〉"}),
	eachWith([]string{"機密性", "機密性レベル"}, []string{"2情報", "２情報", "3情報", "３情報", "2", "３", "3"}),
	eachWith([]string{"機密度", "機密性", "機密レベル", "重要機密"}, []string{"：高", ": 高", ":高"}),
	eachWith([]string{"役員", "グループ", "組織", "学", "院", "所", "庁", "校"}, []string{"外秘"}),
	[]string{
		"特秘", "業務上の秘密", "閲覧者限定", "社内秘", "部内秘", "対外秘", "外部秘", "人事秘", "関係者以外秘", "関係者限", "㊙", "マル秘", "丸秘", "（秘）", "(秘)",
		"取り扱い注意", "取扱い注意", "取扱厳重注意", "取扱厳注意", "営業秘密", "複製厳禁", "社外非公開", "社外公開禁止", "外部公開禁止",
		"他言無用", "口外無用", "社外公開不可", "公開不可", "社外厳禁", "社内専用", "閲覧制限", "関係者のみ", "限定配布", "配布限定", "配付限定", "要機密", "会議後回収", "要回収", "関係者以外閲覧禁止", "部外者閲覧禁止",
	})

var chineseLabels = slices.Concat(
	stretched("绝密", "絕密"),
	eachWith([]string{"严禁", "禁止", "请勿", "不得", "嚴禁", "請勿"}, []string{"外传", "外泄", "外流", "扩散", "外傳", "外洩", "擴散"}),
	eachWith([]string{"内部"}, []string{"资料", "文件", "使用", "参考", "传阅", "公开", "限阅", "专用", "交流", "掌握", "受控", "留存", "参阅"}),
	eachWith([]string{"內部"}, []string{"資料", "文件", "使用", "參考", "傳閱", "公開", "限閱", "專用"}),
	[]string{"核心商密", "普通商密", "商业秘密", "商业机密", "商業機密", "公司机密", "企业机密", "未经许可不得外传", "仅限内部", "僅限內部", "不对外公开", "不對外公開", "请勿转发", "請勿轉發", "禁止转发", "禁止轉發", "内控文件", "商业敏感", "機密資料", "涉密文件", "涉密资料", "極機密", "限閱", "限阅"})

var koreanLabels = slices.Concat(
	stretched("대외비"),
	spacedOrNot("외부 공개 금지", "외부 유출 금지", "외부 반출 금지", "외부 배포 금지", "무단 배포 금지", "무단 유출 금지", "무단 반출 금지", "대외 비공개",
		"관계자 외 열람 금지", "관계자 한정", "임직원 한정", "임원 한정", "사내 한정", "사내 전용", "내부 자료", "내부 문서", "내부 한정", "내부 열람용", "내부 전용", "임직원 전용", "관계자 전용", "부서 한정", "직원 전용", "영업 비밀", "영업 기밀", "유출 금지", "배포 금지", "열람 제한", "사외 유출 금지", "부서 외비"),
	[]string{"사외비", "사내비", "사내용", "부외비", "대외주의", "극비", "사내한", "반출 금지", "반출금지"})

var englishLabels = []string{
	"for internal use", "internal use only", "internal only", "trade secret", "commercial in confidence", "commercial-in-confidence", "top secret",
	"tlp:red", "tlp: red", "tlp:amber", "tlp: amber", "c o n f i d e n t i a l", "r e s t r i c t e d",
	"do not distribute", "do not copy", "do not forward", "do not circulate", "do not share",
	"not for distribution", "not for circulation", "not for external distribution", "not for external use", "not for release", "not for publication", "company use only", "employees only", "management only", "competition sensitive", "controlled unclassified information",
	"attorney-client communication", "staff in confidence", "in strict confidence", "board in confidence", "confidential treatment requested",
	"streng vertraulich", "nur für den internen gebrauch", "nur für internen gebrauch", "nur zum internen gebrauch", "nur für den dienstgebrauch", "streng geheim",
	"strictement confidentiel", "diffusion restreinte", "diffusion limitée", "ne pas diffuser", "à usage interne", "usage interne uniquement", "secret des affaires",
	"uso interno", "estrictamente confidencial", "strettamente riservato", "strettamente confidenziale", "estritamente confidencial", "difusión restringida", "no divulgar",
	"limited distribution", "restricted distribution", "official use only", "official-sensitive", "official: sensitive", "official sensitive",
	"sensitive – commercial", "sensitive - commercial", "sensitive: commercial", "commercially sensitive", "attorney work product", "attorney-client privileged", "subject to nda",
	"internal distribution only", "internal circulation only", "limited circulation", "restricted circulation", "addressee only", "not for onward distribution", "not for public release", "not for public distribution", "no external distribution", "company private", "company internal", "business sensitive", "commercial sensitive",
	"eyes only", "for your eyes only", "strictly private", "need to know only", "noforn", "named recipients only",
	"classification: c3", "classification: c4", "classification - c3", "classification - c4", "classification – c3", "classification – c4",
}

// weakLabels are ordinary words too. They need brackets, a line or a field of their own,
// or a key such as "classification" before them; Latin ones mostly capitals.
var weakLabels = slices.Concat(
	stretched("機密", "机密"),
	spacedOrNot("취급 주의", "내부용"),
	[]string{"秘密", "confidential", "proprietary", "restricted", "secret", "privileged", "vertraulich", "confidentiel", "confidencial", "riservato", "confidenziale", "in confidence", "under nda", "保密", "涉密", "機密件", "密件", "商密", "秘", "密", "非公開", "기밀", "비밀", "비공개"})

// stretched returns words as they are, and set apart letter by letter as title pages
// have them.
func stretched(words ...string) (all []string) {
	for _, w := range words {
		letters := strings.Split(w, "")
		all = append(all, w, strings.Join(letters, " "), strings.Join(letters, "　"))
	}
	return all
}

// spacedOrNot returns Korean words as written with spaces, and without.
func spacedOrNot(words ...string) (all []string) {
	for _, w := range words {
		all = append(all, w)
		if joined := strings.ReplaceAll(w, " ", ""); joined != w {
			all = append(all, joined)
		}
	}
	return all
}

// Words that belong to a label where they stand before or behind it.
var (
	// labelPrefixes say how secret, or whose secret it is. They make a weak label strong.
	labelPrefixes = []string{
		"strictly", "highly", "most", "very", "extremely", "company", "business", "corporate", "commercial", "commercially", "group", "client", "customer", "board",
		"management", "executive", "supplier", "partner", "personal", "private", "privileged", "proprietary", "internal", "official", "sensitive", "restricted", "limited",
		"legally", "document", "documento", "dokument", "attorney-client", "attorney client", "attorney/client", "s t r i c t l y", "for",
		"最高", "最重要", "重要", "特別", "最", "厳重", "会社", "企業", "当社", "弊社", "全社", "社内", "社外", "部外", "部内", "グループ", "経営", "業務", "技術", "特定", "無断",
		"仅供", "仅限", "限", "僅供", "僅限", "公司", "企业", "内部", "內部", "商业", "商業", "高度", "绝对", "絕對", "严格", "嚴格", "请注意", "注意", "核心", "部门", "工作",
		"사내", "회사", "기업", "업무상", "업무", "영업", "군사", "경영", "내부", "고객", "최고", "중요", "부서", "외부",
	}
	// labelSuffixes name what is secret, or go on.
	labelSuffixes = []string{
		"+strict", "and proprietary", "& proprietary", "and privileged", "& privileged", "only",
		"資料", "文書", "書類", "文件", "扱い", "扱", "指定", "図面", "限り", "限定", "级", "級", "문서", "자료", "급",
	}
	// plainSuffixes do too, but as often begin something else.
	plainSuffixes = []string{"internal", "draft", "document", "情報", "事項", "信息", "材料", "無断複製を禁ず", "無断転載を禁ず", "無断複写を禁ず", "複製を禁ず", "注意保存", "妥善保管", "정보", "사항"}
	// labelJoints stand between labels, and between their words.
	labelJoints = []string{" - ", " – ", " — ", " // ", "//", ". ", "につき", " & ", " and ", " / ", " ― ", "/", "／", ", ", "，", "、", "・", ": ", "：", "-"}
)

// isWeak says whether a label is an ordinary word too.
func isWeak(value string) bool { return slices.Contains(weakLabels, value) }

// phrase is a label with what belongs to it on both sides.
type phrase struct {
	start, end int
	strong     bool // it says more than a weak label alone
	levels     int  // labels in it
}

// readPhrase widens a label by words that belong to it, other labels, and a level's code
// or term.
func readPhrase(buf []byte, start, end int) phrase {
	p := phrase{start: start, end: end, levels: 1}
	for {
		n, part := partBefore(buf[:p.start])
		if n == 0 {
			break
		}
		p.start -= n
		p.note(part)
	}
	for {
		n, part := partBehind(buf[p.end:])
		if n == 0 {
			break
		}
		p.end += n
		p.note(part)
	}
	p.embrace(buf)
	return p
}

type part uint8

const (
	partNone  part = iota
	partPlain      // adds nothing
	partWord       // a word that makes the label strong
	partLabel      // another label
)

func (p *phrase) note(kind part) {
	p.strong = p.strong || kind >= partWord
	if kind == partLabel {
		p.levels++
	}
}

// embrace takes in a level's code before the brackets that the label stands in:
// "S2（社外秘）".
func (p *phrase) embrace(buf []byte) {
	l, n := utf8.DecodeLastRune(buf[:p.start])
	r, m := utf8.DecodeRune(buf[p.end:])
	if l != '(' && l != '（' || r != ')' && r != '）' {
		return
	}
	if code := codeBefore(bytes.TrimRight(buf[:p.start-n], " ")); code > 0 {
		rest := buf[:p.start-n]
		p.start -= n + len(rest) - len(bytes.TrimRight(rest, " ")) + code
		p.end += m
	}
}

// jointLengths returns the lengths of what may join a label to what stands beside it.
func jointLengths(b []byte, begins bool) (lengths []int) {
	for _, joint := range labelJoints {
		n := min(len(joint), len(b))
		if begins && strings.EqualFold(string(b[:n]), joint) || !begins && strings.EqualFold(string(b[len(b)-n:]), joint) {
			lengths = append(lengths, len(joint))
		}
	}
	spaces := len(b) - len(bytes.TrimRight(b, " 　"))
	if begins {
		spaces = len(b) - len(bytes.TrimLeft(b, " 　"))
	}
	return append(lengths, spaces)
}

// partBefore returns the length of a part of a label, with what joins it, that b ends with.
func partBefore(b []byte) (int, part) {
	for _, n := range jointLengths(b, false) {
		rest := b[:len(b)-n]
		if l := longestLabel(rest, false); l > 0 && n > 0 {
			return l + n, partLabel
		}
		if l := longestAt(prefixAffixes, rest, false); l > 0 && wordJoins(rest, n) {
			return l + n, partWord
		}
		if l := codeBefore(rest); l > 0 && (n > 0 || rest[len(rest)-1] >= utf8.RuneSelf) {
			return l + n, partWord
		}
	}
	return 0, partNone
}

// wordJoins says whether the word that b ends with goes on with what stands n bytes
// behind it: Latin words need a gap, Hangul may have one, Chinese characters have none.
func wordJoins(b []byte, n int) bool {
	last, _ := utf8.DecodeLastRune(b)
	switch {
	case last < utf8.RuneSelf:
		return n > 0
	case unicode.Is(unicode.Hangul, last):
		return n <= 1
	}
	return n == 0
}

// partBehind returns the length of a part of a label, with what joins it, that b begins with.
func partBehind(b []byte) (int, part) {
	if n := termBehind(b); n > 0 {
		return n, partPlain
	}
	for _, n := range jointLengths(b, true) {
		rest := b[n:]
		if l := longestLabel(rest, true); l > 0 && n > 0 {
			return l + n, partLabel
		}
		tight := len(rest) > 0 && (n > 0 || rest[0] >= utf8.RuneSelf || rest[0] == '+')
		if l := longestAt(suffixAffixes, rest, true); l > 0 && tight {
			return l + n, partWord
		}
		if l := longestAt(plainAffixes, rest, true); l > 0 && tight {
			return l + n, partPlain
		}
	}
	return 0, partNone
}

func longestLabel(b []byte, begins bool) int {
	return max(longestAt(strongAffixes, b, begins), longestAt(weakAffixes, b, begins))
}

// longestAt returns the length of the longest of some words that b begins or ends with,
// whatever their case.
func longestAt(words *affixes, b []byte, begins bool) (most int) {
	for _, w := range words.of(b, begins) {
		n := len(w)
		if n <= most || n > len(b) {
			continue
		}
		part, beyond := b[len(b)-n:], b[:len(b)-n]
		edge := len(beyond) == 0 || !isWordByte(beyond[len(beyond)-1])
		if begins {
			part, beyond = b[:n], b[n:]
			edge = len(beyond) == 0 || !isWordByte(beyond[0])
		}
		if (edge || part[0] >= utf8.RuneSelf) && strings.EqualFold(string(part), w) {
			most = n
		}
	}
	return most
}

var (
	strongAffixes, weakAffixes                 = newAffixes(strongLabels), newAffixes(weakLabels)
	prefixAffixes, suffixAffixes, plainAffixes = newAffixes(labelPrefixes), newAffixes(labelSuffixes), newAffixes(plainSuffixes)
	nounAffixes, levelAffixes                  = newAffixes(headNouns), newAffixes(levelNouns)
)

// affixes holds words by the byte that they begin and that they end with, in any case. All whose
// byte is of a longer character are together.
type affixes struct{ begin, end [utf8.RuneSelf + 1][]string }

func newAffixes(words []string) *affixes {
	a := &affixes{}
	for _, w := range words {
		first, last := affixByte(w[0]), affixByte(w[len(w)-1])
		a.begin[first], a.end[last] = append(a.begin[first], w), append(a.end[last], w)
	}
	return a
}

// of returns the words that b may begin or end with.
func (a *affixes) of(b []byte, begins bool) []string {
	switch {
	case len(b) == 0:
		return nil
	case begins:
		return a.begin[affixByte(b[0])]
	}
	return a.end[affixByte(b[len(b)-1])]
}

// affixByte is what a byte is told by.
func affixByte(c byte) byte {
	if isCapital(c) {
		return c | 0x20
	}
	return min(c, utf8.RuneSelf)
}

// levelNouns stand before a level's number.
var levelNouns = []string{"class", "category", "レベル", "区分", "等级", "等級"}

// codeBefore returns the length of a level's code that b ends with: "C3", "Class 3", "2급".
func codeBefore(b []byte) int {
	if n := codeInBrackets(b); n > 0 {
		return n
	}
	if rest, ok := bytes.CutSuffix(b, []byte("급")); ok {
		return codeDigits(rest, "급")
	}
	if rest, ok := bytes.CutSuffix(b, []byte("级")); ok {
		return codeDigits(rest, "级")
	}
	rest := bytes.TrimRight(b, "0123456789")
	digits := len(b) - len(rest)
	if digits == 0 || digits > 1 {
		return 0
	}
	noun := bytes.TrimRight(rest, " ")
	if n := longestAt(levelAffixes, noun, false); n > 0 {
		return n + len(b) - len(noun)
	}
	letters := len(rest) - len(bytes.TrimRight(rest, "ABCLPRS"))
	if letters == 0 || letters > 2 || letters < len(rest) && isWordByte(rest[len(rest)-letters-1]) {
		return 0
	}
	return letters + digits
}

// codeInBrackets returns the length of a code in brackets that b ends with: "[C3]".
func codeInBrackets(b []byte) int {
	r, n := utf8.DecodeLastRune(b)
	if !strings.ContainsRune(")）]］】", r) {
		return 0
	}
	inner := b[:len(b)-n]
	open, size := utf8.DecodeLastRune(inner[:max(0, len(inner)-codeBytes)])
	if !strings.ContainsRune("(（[［【", open) || codeBefore(inner) != codeBytes {
		return 0
	}
	return size + codeBytes + n
}

// codeBytes is the size of the usual codes, "C3".
const codeBytes = 2

// codeDigits returns the length of a number of one character with the unit behind it.
func codeDigits(b []byte, unit string) int {
	r, n := utf8.DecodeLastRune(b)
	if !strings.ContainsRune("123ⅠⅡⅢ一二三１２３", r) {
		return 0
	}
	return n + len(unit)
}

// termRunes bounds a term in brackets behind a label.
const termRunes = 30

// termBehind returns the length of what limits a label in time or to some, in brackets
// or behind "until" or the state's star (GB/T 7156): "（2027年3月末日まで）", "★10年".
func termBehind(b []byte) int {
	if rest, ok := bytes.CutPrefix(b, []byte("★")); ok {
		number := bytes.TrimLeft(rest, "0123456789")
		if unit := prefixed(number, "年", "个月", "长期"); unit > 0 {
			return len("★") + len(rest) - len(number) + unit
		}
		return 0
	}
	trimmed := bytes.TrimLeft(b, " ")
	if until := prefixed(trimmed, "until ", "UNTIL "); until > 0 {
		if n := dateLength(trimmed[until:]); n > 0 {
			return len(b) - len(trimmed) + until + n
		}
	}
	open, n := utf8.DecodeRune(trimmed)
	if open != '(' && open != '（' && open != '[' && open != '［' {
		return 0
	}
	size := bytes.IndexAny(trimmed[n:], ")）]］\n")
	if size <= 0 || trimmed[n+size] == '\n' || utf8.RuneCount(trimmed[n:n+size]) > termRunes || !limitsLabel(trimmed[n:n+size]) {
		return 0
	}
	_, shut := utf8.DecodeRune(trimmed[n+size:])
	return len(b) - len(trimmed) + n + size + shut
}

// prefixed returns the length of the first of some words that b begins with.
func prefixed(b []byte, words ...string) int {
	for _, w := range words {
		if bytes.HasPrefix(b, []byte(w)) {
			return len(w)
		}
	}
	return 0
}

// dateLength returns the length of a date that b begins with, in words or digits.
func dateLength(b []byte) (n int) {
	for {
		word := b[n:]
		word = word[:len(word)-len(bytes.TrimLeft(word, " "))+len(dateWord(bytes.TrimLeft(word, " ")))]
		if title, numbered := headerTitle(word); len(title) > 0 || !numbered {
			return n
		}
		n += len(word)
	}
}

// dateWord returns what b begins with until a space or another sign that no date has.
func dateWord(b []byte) []byte {
	if i := bytes.IndexAny(b, " \t\r\n|<>()[]\"'"); i >= 0 {
		return b[:i]
	}
	return b
}

// limitsLabel says whether what stands in brackets behind a label limits it: another
// label, a code, a date.
func limitsLabel(b []byte) bool {
	if longestLabel(b, true) == len(b) || codeBefore(b) == len(b) || prefixed(b, "無期限", "永久", "长期", "무기한") == len(b) {
		return true
	}
	for _, limit := range [...]string{"まで", "迄", "期限", "期間", "限り", "限定", "until ", "まで有効", "까지"} {
		if bytes.Contains(b, []byte(limit)) {
			return true
		}
	}
	title, numbered := headerTitle(b)
	return numbered && len(title) == 0
}
