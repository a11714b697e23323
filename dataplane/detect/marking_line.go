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
	"june", "july", "august", "september", "october", "november", "december", "年", "月", "日", "第", "共", "全", "版", "頁", "页", "ページ", "枚", "号", "쪽", "페이지", "년", "월", "일", "草案", "初稿", "案")

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
		!bytes.HasSuffix(right, []byte(",")) && (len(right) == 0 || strings.IndexByte("=:;(", right[0]) < 0)
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
	return strings.Trim(letters, "年月日第共全版頁页ページ枚号쪽년월일/") == ""
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
		if slices.Contains([]string{"level", "tier", "grade", "not", "レベル", "等级", "등급"}, strings.ToLower(w)) {
			return false
		}
	}
	return len(words) <= headerWords
}

// definitions are words of sentences that say what a level means.
var definitions = []string{" that ", " whose ", " which ", " who ", " may ", " must ", " only ", "information", "disclosure", " data", "とは", "情報", "もの", "をいう", "を指す", "する資料",
	"指泄露", "信息", "정보", "경우"}

// explained says whether the line goes on to say what the label means.
func (m *marking) explained() bool {
	right := bytes.TrimLeft(m.right, " \t")
	rest := bytes.TrimLeft(trimWide(bytes.TrimLeft(right, ":=-|\" \t：")), " \t：")
	signed := len(rest) < len(right) || len(right) < len(m.right) && len(m.right) > 0
	if !signed || utf8.RuneCount(rest) < 6 {
		return false
	}
	return containsAny([]byte(" "+strings.ToLower(string(rest))), definitions)
}

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

// ticked says of a label among boxes to tick whether its own is: 1 if so, -1 if
// not, 0 where there are no boxes.
func (m *marking) ticked() int {
	left := bytes.TrimRight(m.left, " \t　")
	if bytes.HasSuffix(left, []byte("■")) && bytes.Contains(m.right, []byte("□")) {
		return 1
	}
	for _, box := range [...]string{"☑", "☒", "✓", "✔", "[x]", "[X]", "(x)", "(X)", "[✓]", "[*]"} {
		if bytes.HasSuffix(left, []byte(box)) {
			return 1
		}
	}
	for _, box := range [...]string{"□", "☐", "◯", "○", "[ ]", "( )", "（ ）", "（　）", "［ ］", "［　］", "[　]"} {
		if bytes.HasSuffix(left, []byte(box)) || bytes.Contains(m.right, []byte(box)) {
			return -1
		}
	}
	return 0
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
	case len(left) == 0 && len(right) > 0:
		r, _ := utf8.DecodeRune(right)
		return !m.small && strings.ContainsRune(":：-–—|／/", r)
	case len(left) > 0:
		return strings.IndexByte("([", left[len(left)-1]) >= 0 && (string(right) == ")" || string(right) == "]")
	}
	return false
}

// withoutCode drops a level's short name before its label: "Class 3: ", "S2（…）", "C3 - ".
func withoutCode(left, right []byte) (l, r []byte) {
	code := bytes.TrimRight(left, " :-–—：(（")
	n := len(code)
	if n == len(left) || n < 2 || code[n-1]-'0' >= 10 {
		return left, right
	}
	word := bytes.TrimRight(code[:n-1], " ")
	start := len(word)
	for start > 0 && isLetter(word[start-1]) {
		start--
	}
	switch strings.ToLower(string(word[start:])) {
	case "class", "c", "s", "tier":
	default:
		return left, right
	}
	if bytes.HasSuffix(left, []byte("（")) || bytes.HasSuffix(left, []byte("(")) {
		right = bytes.TrimPrefix(bytes.TrimPrefix(right, []byte("）")), []byte(")"))
	}
	return word[:start], right
}

// titleOpens and titleCloses are the quotes and brackets of titles.
const (
	titleOpens  = "『《〈「'\"“‘"
	titleCloses = "』》〉」'\"”’"
)

// amidTitle says whether the label is only the first words of what stands in quotes: of a
// film's or book's title.
func (m *marking) amidTitle() bool {
	l, _ := utf8.DecodeLastRune(m.left)
	r, _ := utf8.DecodeRune(m.right)
	at := strings.IndexRune(titleOpens, l)
	if l == utf8.RuneError || at < 0 || strings.ContainsRune(titleCloses, r) || len(m.right) == 0 {
		return false
	}
	closing := []rune(titleCloses)[utf8.RuneCountInString(titleOpens[:at])]
	return bytes.ContainsRune(m.right, closing)
}

// offices are words of those who deal with secrets, behind what they deal with.
var offices = []string{"室", "課", "部 ", "部　", "係", "担当", "管理", "委員", "取扱者", "責任者", "办公室", "处 ", "专员", "管理员", "팀", "실 ", "담당", "관리",
	"secretary", "assistant", "group", "office", "team", "department", "committee", "counsel", "officer", "manager", "practice", "law", "advisor", "unit", "desk", "counsellor", "line", "helpline", "waste"}

// ofOffice says whether the label belongs to the name of one of them.
func (m *marking) ofOffice() bool {
	right := strings.ToLower(string(upToRunes(m.right, 24)))
	word := strings.TrimLeft(right, " ")
	return len(word) > 0 && len(right)-len(word) < 2 && slices.ContainsFunc(offices, func(o string) bool {
		return strings.HasPrefix(word, o) || o[0] >= utf8.RuneSelf && isLetterOf(firstRuneOf(word)) && strings.Contains(strings.SplitN(word, " ", 2)[0], strings.TrimRight(o, " "))
	})
}

func upToRunes(b []byte, n int) []byte {
	b, _ = firstRunes(b, n)
	return b
}

func firstRuneOf(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// reported says whether the line is a sentence that tells of a marked text.
func (m *marking) reported() bool {
	right := bytes.TrimRight(m.right, " \r.")
	return utf8.RuneCount(right) > 8 && slices.ContainsFunc([]string{"다", "요", "까"}, func(end string) bool { return bytes.HasSuffix(right, []byte(end)) }) && bytes.Count(right, []byte(" ")) >= 2 && !m.keyedLine()
}

// keyedLine says whether a key stands before the label.
func (m *marking) keyedLine() bool {
	return bytes.ContainsAny(m.left, ":") || bytes.Contains(m.left, []byte("："))
}

// withoutTerm drops a remark in brackets that gives a term and ends the line: "(until 2027)".
func withoutTerm(right []byte) []byte {
	r := bytes.TrimSpace(right)
	first, last := firstRuneOf(string(r)), rune(0)
	if len(r) > 0 {
		last, _ = utf8.DecodeLastRune(r)
	}
	if (first == '（' || first == '(') && (last == '）' || last == ')') && countDigits(r) > 0 && utf8.RuneCount(r) < 30 {
		return nil
	}
	return right
}

// withoutRepeats drops further stamps of the same label in the line, as watermarks have
// them.
func withoutRepeats(left, right, label []byte) (l, r []byte) {
	for {
		cut, ok := bytes.CutPrefix(bytes.TrimLeft(right, " 　\t|・-–"), label)
		if !ok {
			break
		}
		right = cut
	}
	for {
		cut, ok := bytes.CutSuffix(bytes.TrimRight(left, " 　\t|・-–"), label)
		if !ok {
			return left, right
		}
		left = cut
	}
}

// amongLabels says whether the line above or below begins with another label that is
// explained as this one is: both are rows of what says which labels there are.
func amongLabels(m marking, before, after []byte) bool {
	if !explains(m.right) {
		return false
	}
	above := bytes.TrimRight(before, "\n")
	above = above[bytes.LastIndexByte(above, '\n')+1:]
	below, _, _ := bytes.Cut(bytes.TrimLeft(after, "\n"), []byte("\n"))
	for _, line := range [...][]byte{above, below} {
		line = bytes.TrimLeft(trimWide(bytes.TrimLeft(line, " \t|*#-0123456789.)（(")), " ")
		n := longestLabel(line, true)
		if n > 0 && !bytes.EqualFold(line[:n], m.written) && explains(line[n:]) {
			return true
		}
	}
	return false
}

// explains says whether a sign and a few words follow a label.
func explains(right []byte) bool {
	rest := trimWide(bytes.TrimLeft(right, " \t|:：=-)）"))
	return len(rest) < len(right) && utf8.RuneCount(rest) >= 4 && countDigits(rest)*2 < len(rest)
}
