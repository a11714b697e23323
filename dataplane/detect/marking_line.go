package detect

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// furniture are words that stand with a page's number, date or edition.
var furniture = setOfWords("page", "pages", "p", "pp", "seite", "of", "v", "ver", "version", "rev", "revision", "ed", "draft", "final", "copy", "no", "doc",
	"st", "nd", "rd", "th", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "january", "february", "march", "april",
	"june", "july", "august", "september", "october", "november", "december", "年", "月", "日", "第", "共", "全", "版", "頁", "页", "ページ", "枚", "号", "部", "写", "写し", "控", "控え", "内", "の内", "のうち", "通番", "連番", "通し番号", "番号", "管理番号", "配布番号", "整理番号", "份", "份号", "编号", "編號", "序号", "本", "쪽", "페이지", "년", "월", "일", "제", "호", "부", "사본", "번호", "관리번호", "일련번호", "배포번호", "number", "nr", "nos", "copies", "serial", "issue", "exemplar", "草案", "初稿", "案")

// headerWords is how many words a running header's title has.
const headerWords = 6

// running accepts a label in a running header or footer: beside it stand only a
// title in a few words, and a page's number, a date or an edition.
func (m *marking) running() bool {
	if !m.loud() || !m.apart() || m.prose() || m.listsLevels() || m.explained() {
		return false
	}
	before, some := headerTitle(m.left)
	after, more := headerTitle(m.right)
	switch title := append(before, after...); {
	case len(title) == 0:
		return some || more
	case !isTitle(title):
		return false
	case some || more:
		return true
	}
	return len(after) == 0 && isLetter(m.value[0]) && bytes.HasPrefix(m.value, []byte("confidentialand"))
}

// loud says whether the label stands out by its writing.
func (m *marking) loud() bool {
	if !isLetter(m.value[0]) {
		return true
	}
	return !m.small && (!m.weak || string(m.value) == "confidential")
}

// apart says whether no letter, key or code touches the label.
func (m *marking) apart() bool {
	l, _ := utf8.DecodeLastRune(m.left)
	r, _ := utf8.DecodeRune(m.right)
	left, right := bytes.TrimSpace(m.left), bytes.TrimSpace(m.right)
	return !isLetterOf(l) && !isLetterOf(r) && !bytes.HasSuffix(left, []byte(":")) && !bytes.HasSuffix(left, []byte("：")) &&
		!bytes.HasSuffix(right, []byte(",")) && (len(right) == 0 || strings.IndexByte("=:;(", right[0]) < 0 || right[0] != '=' && numbersOnly(right)) && !isCount(m.right)
}

// isCount says whether a number follows in the next cell of a row.
func isCount(right []byte) bool {
	if len(right) < 2 || right[0] != ',' && right[0] != ';' {
		return false
	}
	rest := bytes.TrimLeft(right[1:], "0123456789")
	return len(rest) < len(right)-1 && (len(rest) == 0 || rest[0] == right[0] || rest[0] == '\r')
}

// numbersOnly says whether b holds a page's number, a date or a copy's number, and no more.
func numbersOnly(b []byte) bool {
	title, numbered := headerTitle(b)
	return numbered && len(title) == 0
}

// headerTitle returns a line's words without what numbers pages, and whether there
// was any of that.
func headerTitle(b []byte) (title []string, numbered bool) {
	for _, word := range strings.FieldsFunc(string(b), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r) }) {
		if rest := lettersOf(word); rest == "" || furniture[strings.ToLower(rest)] || rest != word && dateParts(rest) {
			numbered = true
			continue
		}
		title = append(title, word)
	}
	return title, numbered
}

// lettersOf drops a word's digits.
func lettersOf(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, word)
}

// dateParts says whether letters among digits are those of dates and pages.
func dateParts(letters string) bool {
	return strings.Trim(letters, "年月日第共全版頁页ページ枚号部份内の中写쪽년월일제호부/") == ""
}

// isTitle says whether words may name a project or firm: few, none of a sentence.
func isTitle(words []string) bool {
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(r) || unicode.IsDigit(r):
		case slices.Contains([]string{"of", "and", "for", "the"}, w) && i > 0:
		case r < utf8.RuneSelf || unicode.Is(unicode.Hiragana, r) || utf8.RuneCountInString(w) > 16:
			return false
		}
		if saidInKorean(w) || slices.Contains([]string{"level", "tier", "grade", "not", "レベル", "等级", "등급"}, strings.ToLower(w)) {
			return false
		}
	}
	return len(words) <= headerWords
}

// saidInKorean knows a word of a Korean sentence by its ending.
func saidInKorean(w string) bool {
	return slices.ContainsFunc([]string{"다", "이", "가", "은", "는", "을", "를"}, func(end string) bool { return len(w) > len(end) && strings.HasSuffix(w, end) })
}

// levelsListed is how many labels in a row are a list of the levels that there are.
const levelsListed = 3

// openLevels are what lists of levels have and markings don't.
var openLevels = []string{"public", "internal", "unclassified", "open", "general", "公開", "一般", "通常", "公开", "공개", "일반"}

// levelLines is how many lines above and below a label are looked at for other levels.
const levelLines = 3

// amongLevels says whether a line next to the label's names a level that protects
// nothing, as it does in a list of levels, a table of them and a form's choices.
func amongLevels(before, after []byte) bool {
	for range levelLines {
		var line []byte
		line, after, _ = bytes.Cut(after, []byte("\n"))
		i := bytes.LastIndexByte(before, '\n')
		if isOpenLevel(line) || isOpenLevel(before[i+1:]) {
			return true
		}
		before = before[:max(i, 0)]
	}
	return false
}

// isOpenLevel says whether a line begins with an open level, behind the sign or
// number of an item.
func isOpenLevel(line []byte) bool {
	line = fold(nil, bytes.TrimLeft(undecorated(line[:min(len(line), 64)]), "0123456789.) "))
	for _, level := range openLevels {
		rest, ok := bytes.CutPrefix(line, fold(nil, []byte(level)))
		if r, n := utf8.DecodeRune(rest); ok && (n == 0 || !isLetterOf(r) && r != ' ' || bytes.HasPrefix(rest, []byte("  "))) {
			return true
		}
	}
	return false
}

// emptyBoxes and tickedBoxes stand before the choices of a form; filledBoxes are ticked
// where empty ones are about.
var (
	emptyBoxes  = []string{"□", "☐", "◯", "○", "⬜", "[ ]", "( )", "（ ）", "（　）", "［ ］", "［　］", "[　]"}
	tickedBoxes = []string{"☑", "☒", "✓", "✔", "✅", "🗹", "[x]", "[X]", "(x)", "(X)", "[✓]", "[*]", "(*)", "（○）", "(○)", "［○］", "[○]", "（レ）", "[レ]", "（✓）", "(✓)"}
	filledBoxes = []string{"■", "●", "◉", "⦿", "⬛"}
)

// ticked says of a label among boxes to tick whether its own is: 1 if so, -1 if
// not, 0 where there are no boxes.
func (m *marking) ticked() int {
	left := bytes.TrimRight(bytes.TrimSuffix(bytes.TrimRight(m.left, " \t　"), []byte("\ufe0f")), " \t　")
	choices := containsAny(m.left, emptyBoxes) || containsAny(m.right, emptyBoxes)
	switch {
	case endsWithAny(left, tickedBoxes), choices && endsWithAny(left, filledBoxes):
		return 1
	case endsWithAny(left, emptyBoxes), containsAny(m.right, emptyBoxes):
		return -1
	}
	return 0
}

// endsWithAny says whether b ends with one of some words.
func endsWithAny(b []byte, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return bytes.HasSuffix(b, []byte(w)) })
}

// ownWords begin a sentence in which a text says what it is.
var ownWords = []string{"this document is ", "this report is ", "this drawing is ", "this presentation is ", "this specification is ", "this document contains ", "this file is "}

// declaredOwn accepts such a sentence in English.
func (m *marking) declaredOwn() bool {
	left := strings.ToLower(string(bytes.TrimLeft(m.left, " \t*#>")))
	if !m.first || !slices.Contains(ownWords, left) || strings.HasSuffix(left, "contains ") && m.weak {
		return false
	}
	right := bytes.TrimSpace(m.right)
	return len(right) == 0 || right[0] == '.' || right[0] == ',' || bytes.HasPrefix(right, []byte("and must not")) || bytes.HasPrefix(right, []byte("and may not"))
}

// inSubject accepts a label that a mail's subject begins with, set off by a sign, or
// has in parentheses at its end.
func (m *marking) inSubject() bool {
	if !m.subject || m.negated() {
		return false
	}
	left, right := bytes.TrimSpace(m.left), bytes.TrimSpace(m.right)
	switch {
	case len(undecorated(left)) == 0 && len(right) > 0:
		r, _ := utf8.DecodeRune(right)
		if r >= utf8.RuneSelf && isLetterOf(r) && len(right) < len(m.right) {
			return true
		}
		return !m.small && strings.ContainsRune(":：-–—|／/*)]}>】〉》≫＞）］", r)
	case len(left) > 0 && len(undecorated(right)) == 0:
		l, _ := utf8.DecodeLastRune(left)
		return strings.ContainsRune("([{<*|_【〈《≪＜（［", l) || !m.small && strings.ContainsRune("-–—／/", l)
	}
	return false
}
