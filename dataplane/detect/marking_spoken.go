package detect

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// spokenOf says whether the line speaks of the label rather than bearing it: as what
// something is called, as a word that is explained, as what was so once.
func (m *marking) spokenOf(before, after []byte) bool {
	return m.compound() || m.titleQuoted() || m.lifted() || (len(before) == 0 || isListNumber(before)) && m.inGlossary(after)
}

// headNouns follow a label that only says of what kind something else is: an office, a
// rule, an agreement.
var headNouns = []string{
	"管理", "担当", "保持", "取扱", "取り扱い", "規程", "規定", "規則", "契約", "誓約", "保護", "漏洩", "漏えい", "裁判", "室", "課", "係", "委員", "責任者", "スタンプ", "シール", "解除",
	"协议", "制度", "办公室", "专员", "部门", "工作", "条例", "责任", "义务", "档案", "協議", "保护", "管理办法",
	"관리", "담당", "팀", "유지", "취급", "규정", "지침", "서약", "보관", "목록", "보호", "해제", "등급", "계약",
	"secretary", "officer", "policy", "agreement", "notice", "information policy", "practice", "recipes", "computing", "client", "counsel", "clause", "undertaking", "law", "treatment", "waste", "assistant", "group", "office", "team", "department", "committee", "manager", "advisor", "unit", "desk", "helpline", "line",
}

// compound says whether the label belongs to a word that follows it.
func (m *marking) compound() bool {
	right := bytes.TrimLeft(m.right, " ")
	if len(right) == 0 || len(m.right)-len(right) > 1 {
		return false
	}
	n := longestAt(nounAffixes, right, true)
	return n > 0 && !numbersOnly(right) && (right[0] >= utf8.RuneSelf || len(right) < len(m.right))
}

// quotes open and shut the title of a work.
var quotes = [...][2]string{{"『", "』"}, {"「", "」"}, {"《", "》"}, {"“", "”"}, {"‘", "’"}, {"\"", "\""}, {"'", "'"}}

// titleQuoted says whether the label is a part of what stands in quotes behind other words.
func (m *marking) titleQuoted() bool {
	for _, q := range quotes {
		open := bytes.LastIndex(m.left, []byte(q[0]))
		shut := bytes.Index(m.right, []byte(q[1]))
		if open < 0 || shut < 0 || q[0] != q[1] && bytes.Contains(m.left[open:], []byte(q[1])) {
			continue
		}
		inner := append(bytes.Clone(m.left[open+len(q[0]):]), m.right[:shut]...)
		if holdsLetter(inner) && holdsLetter(m.left[:open]) && !keyed(m.left[:open]) {
			return true
		}
	}
	return false
}

func holdsLetter(b []byte) bool { return bytes.IndexFunc(b, unicode.IsLetter) >= 0 }

// lifting words say anywhere in a line that what is marked isn't secret any more.
var lifting = []string{"declassified", "formerly", "no longer", "解除", "解密", "原密级", "廃止", "해제", "더 이상"}

// lifted says whether the line takes the label back.
func (m *marking) lifted() bool {
	line := bytes.ToLower(append(append(bytes.Clone(m.left), ' '), m.right...))
	return utf8.RuneCount(line) <= longestHeader && containsAny(line, lifting)
}

// negated says whether a word next to the label takes it back.
func (m *marking) negated() bool {
	left := fold(nil, lastRunes(bytes.TrimRight(m.left, " "), 6))
	for _, no := range [...]string{"非", "not", "non-", "non", "不是", "脱"} {
		if bytes.HasSuffix(left, []byte(no)) {
			return true
		}
	}
	right, _ := firstRunes(m.right, 12)
	return containsAny(fold(nil, right), []string{"デハナ", "デナイ", "デハアリマセン", "解除", "解密", "取消", "取リ消", "対象外", "不要", "이 아", "가 아", "아님", "아닙", "해제", "해당 없"})
}

// lines notes where the line from start to end of the window stands.
func (m *marking) lines(w *window, start, end int) {
	above := w.buf[:max(0, start)]
	m.top = w.offset == 0 && len(bytes.TrimSpace(above)) == 0
	above = bytes.TrimSuffix(above, []byte("\n"))
	m.over = above[bytes.LastIndexByte(above, '\n')+1:]
	below := bytes.TrimPrefix(w.buf[min(end, len(w.buf)):], []byte("\r"))
	m.under, _, _ = bytes.Cut(bytes.TrimPrefix(below, []byte("\n")), []byte("\n"))
}

// isListNumber knows what a numbered item begins with.
func isListNumber(b []byte) bool {
	rest := bytes.TrimLeft(b, "0123456789")
	return len(rest) < len(b) && len(bytes.Trim(rest, ".) ")) == 0
}

// inGlossary says whether the label is a word that its line, or the one below, explains,
// as those next to it do with other words.
func (m *marking) inGlossary(after []byte) bool {
	if len(after) == 0 {
		return isIndented(m.left, m.under) && isDefinition(bytes.TrimSpace(m.under))
	}
	if m.topCell() && isPassage(after) {
		return false
	}
	cell, _, _ := bytes.Cut(after, []byte("|"))
	cell, _, _ = bytes.Cut(cell, []byte("\t"))
	return m.explains() && isDefinition(cell) || m.hasTwin()
}

// isPassage says whether a text is of several sentences.
func isPassage(b []byte) bool {
	b = bytes.TrimRight(b, "。. \r")
	return bytes.Contains(b, []byte("。")) || bytes.Contains(b, []byte(". "))
}

// explains says whether behind the label, and what is said of it in round brackets,
// stands a sign that sets a word apart from what it means.
func (m *marking) explains() bool {
	right := bytes.TrimLeft(m.right, "*_`")
	if t := bytes.TrimLeft(right, " "); bytes.HasPrefix(t, []byte("(")) || bytes.HasPrefix(t, []byte("（")) {
		if shut := bytes.IndexAny(t, ")）"); shut >= 0 {
			right = bytes.TrimLeft(t[shut:], ")）")
		}
	}
	_, sign := fieldEdge(right, false)
	return sign != 0 || bytes.HasPrefix(right, []byte("　"))
}

// isIndented says whether a line is set in deeper than what stands before the label.
func isIndented(left, under []byte) bool {
	indent := len(under) - len(bytes.TrimLeft(under, " \t"))
	return indent > 0 && indent > len(left)-len(bytes.TrimLeft(left, " \t")) && len(bytes.TrimSpace(left)) == 0
}

// twinRunes bounds the word that a line of a glossary begins with.
const twinRunes = 24

// hasTwin says whether a line next to the label's has a sign of a glossary after a word
// as well, as the label's has.
func (m *marking) hasTwin() bool {
	for _, sign := range [...]string{"：", ":", "—", "–", " - "} {
		if !bytes.HasPrefix(bytes.TrimLeft(m.right, " *"), []byte(strings.TrimSpace(sign))) {
			continue
		}
		return slices.ContainsFunc([][]byte{m.over, m.under}, func(line []byte) bool {
			at := bytes.Index(line, []byte(sign))
			return at > 0 && utf8.RuneCount(line[:at]) <= twinRunes && holdsLetter(line[:at]) && isDefinition(bytes.TrimSpace(line[at+len(sign):]))
		})
	}
	return false
}

// definitionEnds are what explanations in Chinese characters and Hangul end with.
var definitionEnds = []string{
	"こと", "もの", "意", "語", "さま", "をいう", "を指す", "情報", "書類", "文書", "資料", "扱い", "区分", "レベル", "段階", "秘密", "とき", "人", "る", "い", "た", "う", "す", "ない",
	"것", "함", "음", "다", "사항", "정보", "비밀", "자료", "문서", "말", "뜻",
}

// definitionWords are what explanations in Latin letters hold.
var definitionWords = []string{" to be ", " that ", " which ", " whose ", " who ", " not ", " may ", " must ", " is ", " are ", " only ", " kept ", " known ", " shared ", " by ", " with ", " of a ", " disclos", " information"}

// leastDefinition is how many characters explain a word.
const leastDefinition = 5

// isDefinition says whether a text reads as what explains a word, not as a title.
func isDefinition(b []byte) bool {
	b = undecorated(bytes.TrimLeft(undecorated(b), ":：)）*"))
	b = bytes.TrimRight(b, "。．. |\r")
	if utf8.RuneCount(b) < leastDefinition {
		return false
	}
	first, _ := utf8.DecodeRune(b)
	if first < utf8.RuneSelf {
		return latinDefinition(b)
	}
	if bytes.Contains(b, []byte("的")) || bytes.Contains(b, []byte("指")) {
		return true
	}
	said := bytes.ContainsFunc(b, func(r rune) bool { return unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Hangul, r) })
	return said && endsWithAny(b, definitionEnds)
}

// latinDefinition knows a definition by words that titles do without.
func latinDefinition(b []byte) bool {
	words := bytes.Fields(b)
	if len(words) < 3 {
		return false
	}
	line := []byte(" " + strings.ToLower(string(bytes.Join(words, []byte(" ")))) + " ")
	small := unicode.IsLower(rune(b[0])) && !furniture[strings.ToLower(string(words[0]))]
	return small || containsAny(line, definitionWords)
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
