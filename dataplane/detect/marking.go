package detect

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// marking is a label of confidentiality in its line. What it means depends on where it
// stands: inside a sentence it is only a word.
type marking struct {
	left, right []byte // of the line, without markup that the label fills
	written     []byte
	value       []byte // folded, with what belongs to it
	weak        bool
	small       bool // begins with a small Latin letter
	first       bool // near the text's beginning
	subject     bool // in a mail's subject
	joined      bool // several labels, or with words that belong to it
	listed      bool // among the levels that there are
}

// titleBytes is how far from the beginning of a text its title may stand.
const titleBytes = 800

// judgeLabel decides by the position in the line.
func judgeLabel(w *window) verdict {
	if amidLetters(w) || partOfLabel(w) {
		return verdict{final: true}
	}
	m, final := readMarking(w)
	score := m.score()
	return verdict{hit: score > 0, final: final, value: m.value, confidence: score}
}

// amidLetters says whether letters touch the label on both sides. It spares
// reading the line.
func amidLetters(w *window) bool {
	l, _ := utf8.DecodeLastRune(w.buf[:w.start])
	r, _ := utf8.DecodeRune(w.buf[w.end:])
	return isLetterOf(l) && isLetterOf(r) && !strings.ContainsRune("は는은为為", l) && !extends(w.buf[w.end:])
}

// widerLabels are by label the ones that it is a part of, with where it stands in them.
var widerLabels = func() map[string]map[string]int {
	all := map[string]map[string]int{}
	for _, inner := range slices.Concat(strongLabels, weakLabels) {
		for _, outer := range strongLabels {
			if at := strings.Index(outer, inner); at >= 0 && outer != inner {
				if all[inner] == nil {
					all[inner] = map[string]int{}
				}
				all[inner][outer] = at
			}
		}
	}
	return all
}()

// partOfLabel says whether the label is a part of a longer one, which counts instead.
func partOfLabel(w *window) bool {
	for outer, at := range widerLabels[w.word] {
		start := w.start - at
		if start >= 0 && start+len(outer) <= len(w.buf) && strings.EqualFold(string(w.buf[start:start+len(outer)]), outer) {
			return true
		}
	}
	return false
}

func isLetterOf(r rune) bool { return r != utf8.RuneError && unicode.IsLetter(r) }

// extends says whether a word of a label follows it without a space.
func extends(right []byte) bool {
	return slices.ContainsFunc(labelSuffixes, func(s string) bool { return s[0] >= utf8.RuneSelf && bytes.HasPrefix(right, []byte(s)) })
}

// readMarking reads the label with its line, which ends at the window's edges too.
func readMarking(w *window) (m marking, final bool) {
	start, end := labelSpan(w.buf, w.start, w.end)
	m.left, m.right, final = lineAround(w, start, end)
	final = w.closed || final && bytes.Count(w.buf[end:], []byte("\n")) > levelLines
	line, rest := m.left, len(m.right)
	m.listed = amongLevels(w.buf[:max(0, start-len(m.left)-1)], w.buf[min(len(w.buf), end+len(m.right)+1):])
	m.written = w.buf[start:end]
	m.value = bytes.ReplaceAll(fold(nil, m.written), []byte(" "), nil)
	m.joined = start < w.start || end > w.end
	m.weak = !m.joined && isWeak(w.word)
	m.small = w.buf[start]-'a' < 26
	m.first = w.offset+int64(start) < titleBytes
	m.left, m.right = withoutRepeats(m.left, withoutTerm(m.right), m.written)
	m.left, m.right = withoutCode(insideElement(m.left, m.right))
	m.listed = m.listed || amongLabels(m, w.buf[:max(0, start-len(line))], w.buf[min(len(w.buf), end+rest):])
	subject := withoutSubject(m.left)
	m.left, m.subject = subject, len(subject) < len(m.left)
	return m, final
}

// labelSpan widens a label by what belongs to it on both sides, other labels too.
func labelSpan(buf []byte, start, end int) (int, int) {
	for {
		n := max(partBefore(buf[:start]), joinedBefore(buf[:start]))
		if n == 0 {
			break
		}
		start -= n
	}
	for {
		n := max(partBehind(buf[end:]), joinedBehind(buf[end:]))
		if n == 0 {
			return start, end
		}
		end += n
	}
}

// partBefore returns the length of the prefix of a label that b ends with.
func partBefore(b []byte) int { return longestAt(labelPrefixes, b, false) }

func partBehind(b []byte) int { return longestAt(labelSuffixes, b, true) }

// joinedBefore returns the length of a label and a joint that b ends with.
func joinedBefore(b []byte) int {
	for _, joint := range labelJoints {
		if rest, ok := bytes.CutSuffix(b, []byte(joint)); ok {
			if n := longestLabel(rest, false); n > 0 {
				return n + len(joint)
			}
		}
	}
	return 0
}

func joinedBehind(b []byte) int {
	for _, joint := range labelJoints {
		if rest, ok := bytes.CutPrefix(b, []byte(joint)); ok {
			if n := longestLabel(rest, true); n > 0 {
				return n + len(joint)
			}
		}
	}
	return 0
}

func longestLabel(b []byte, begins bool) int {
	return max(longestAt(strongLabels, b, begins), longestAt(weakLabels, b, begins))
}

// longestAt returns the length of the longest of some words that b begins or ends with,
// whatever their case.
func longestAt(words []string, b []byte, begins bool) (most int) {
	for _, w := range words {
		n := len(w)
		if n <= most || n > len(b) {
			continue
		}
		part := b[len(b)-n:]
		if begins {
			part = b[:n]
		}
		if strings.EqualFold(string(part), w) {
			most = n
		}
	}
	return most
}

// lineAround returns the line's text on both sides of the label.
func lineAround(w *window, start, end int) (left, right []byte, final bool) {
	left = w.buf[:start]
	left = left[bytes.LastIndexByte(left, '\n')+1:]
	right, final = w.buf[end:], w.closed
	if i := bytes.IndexByte(right, '\n'); i >= 0 {
		right, final = right[:i], true
	}
	return left, withoutCut(right), final
}

func isWeak(value string) bool { return slices.Contains(weakLabels, value) }

// insideElement leaves out the line's text on both sides where the label is all that an
// element of markup holds.
func insideElement(left, right []byte) (l, r []byte) {
	open := bytes.LastIndexByte(left, '<')
	if open < 0 || !bytes.HasSuffix(bytes.TrimRight(left, " "), []byte(">")) {
		return left, right
	}
	name := left[open+1:]
	for i, c := range name {
		if !isWordByte(c) {
			name = name[:i]
			break
		}
	}
	if rest, ok := bytes.CutPrefix(bytes.TrimLeft(right, " "), []byte("</")); ok && len(name) > 0 && bytes.HasPrefix(rest, name) {
		if isBlock(string(name)) || isPart(string(name)) && onlyTags(left[:open]) && onlyTags(rest[len(name)+1:]) {
			return nil, nil
		}
	}
	return left, right
}

// isBlock knows the elements of HTML that make a line of their own.
func isBlock(name string) bool {
	switch strings.ToLower(name) {
	case "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "title", "header", "footer", "center", "caption", "section", "article", "aside", "text", "tspan", "watermark":
		return true
	}
	return false
}

// isPart knows the elements of HTML that are a part of a line or row.
func isPart(name string) bool {
	return slices.Contains([]string{"span", "td", "th", "b", "strong", "em", "i", "u", "font", "small", "big", "mark", "label", "li"}, strings.ToLower(name))
}

// onlyTags says whether b holds no text besides tags, of which the first may have
// lost its beginning.
func onlyTags(b []byte) bool {
	if i := bytes.IndexByte(b, '>'); i >= 0 && bytes.IndexByte(b[:i], '<') < 0 {
		b = b[i+1:]
	}
	for {
		b = bytes.TrimSpace(b)
		end := bytes.IndexByte(b, '>')
		if len(b) == 0 || b[0] != '<' || end < 0 {
			return len(b) == 0
		}
		b = b[end+1:]
	}
}

// withoutSubject leaves out what stands before the subject of a mail.
func withoutSubject(left []byte) []byte {
	for {
		t := bytes.TrimLeft(left, " >\t")
		key, rest, ok := bytes.Cut(bytes.Replace(t[:min(len(t), 24)], []byte("："), []byte(":"), 1), []byte(":"))
		if !ok {
			return left
		}
		switch string(fold(nil, bytes.TrimSpace(key))) {
		case "subject", "re", "fw", "fwd", "aw", "wg", "件名", "題名", "タイトル", "主题", "主題", "标题", "回复", "转发", "제목", "답장":
			left = append(bytes.Clone(rest), t[min(len(t), 24):]...)
		default:
			return left
		}
	}
}

// score is how sure it is that the label marks the text.
func (m *marking) score() float64 {
	if string(m.value) == "secret" && !capitals(m.written) {
		return 0
	}
	latin := isLetter(m.value[0])
	before, after := undecorated(m.left), undecorated(m.right)
	switch {
	case m.ticked() != 0:
		return 0.85 * max(0, float64(m.ticked()))
	case m.listed || m.imperative() || m.negated() || m.amidTitle() || m.ofOffice() || m.reported() || latin && (inIdentifier(m.left) || inIdentifier(m.right[:min(1, len(m.right))])):
		return 0
	case bytes.HasSuffix(m.value, []byte("internaluseonly")) && inComment(m.left) && !bytes.HasSuffix(m.right, []byte("*")):
		return 0
	case bytes.HasPrefix(m.right, []byte("★")):
		return 0.99 // the state's marks have a star and a term behind
	case keyed(m.left) && m.endsValue() && !m.offered():
		return 0.95
	case len(before) == 0 && (len(after) == 0 || string(after) == "." && m.joined && capitals(m.written)) && !m.small && !isItem(m.right):
		return 0.9
	case m.inSubject() || m.bracketed(before, after) || m.isSeal() && len(before) == 0 && len(after) < 80 && !m.prose():
		return 0.85
	case string(m.value) == "secret":
		return 0
	case m.declaredOwn():
		return 0.75
	case m.small:
		return 0
	case m.explained():
		return 0
	case m.field() || m.running():
		return 0.8
	case m.titled(before, after) || m.declared():
		return 0.75
	}
	return 0
}

// isSeal knows the stamp, which stands right before a title.
func (m *marking) isSeal() bool {
	return string(m.written) == "㊙" || string(m.written) == "【秘】"
}

// imperative says that the label is a request which licences make in their sentences
// too: it marks a text in capitals only.
func (m *marking) imperative() bool {
	v := m.value
	return (bytes.HasPrefix(v, []byte("donot")) || bytes.HasPrefix(v, []byte("notfor")) || bytes.HasPrefix(v, []byte("eyesonly")) || bytes.HasPrefix(v, []byte("needtoknow"))) && !capitals(m.written)
}

// offered says that the value goes on with a level that protects nothing: it is a
// choice of levels.
func (m *marking) offered() bool { return isOpenLevel(bytes.TrimLeft(m.right, "/,|・／、 ")) }

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

// inComment says whether a line begins as a comment of program text does, or
// with the markup of its manual: there "for internal use only" speaks of code.
func inComment(left []byte) bool {
	l := bytes.TrimLeft(left, " \t")
	for _, sign := range [...]string{"#", "//", "/*", "*", ";", "%", "--", "=", "B<", "I<", "C<"} {
		if bytes.HasPrefix(l, []byte(sign)) {
			return true
		}
	}
	return false
}

// inIdentifier says whether b ends in a letter, digit or underscore.
func inIdentifier(b []byte) bool {
	return len(b) > 0 && (isWordByte(b[len(b)-1]) || b[len(b)-1] == '_')
}

// undecorated strips tags, spaces and signs that frame a label.
func undecorated(b []byte) []byte {
	b = bytes.TrimSuffix(bytes.TrimPrefix(bytes.TrimLeft(b, " \t"), []byte("<!--")), []byte("-->"))
	b = bytes.TrimSuffix(bytes.TrimPrefix(b, []byte("!!!")), []byte("!!!"))
	for {
		b = bytes.Trim(b, " \t\r*#=-_|/<>[](){}~\"'+")
		trimmed := trimWide(b)
		if i := bytes.IndexByte(trimmed, '>'); i >= 0 && i < 24 && isTag(trimmed[:i]) {
			trimmed = trimmed[i+1:]
		} else if i := bytes.LastIndexByte(trimmed, '<'); i >= 0 && len(trimmed)-i < 24 && isTag(trimmed[i+1:]) {
			trimmed = trimmed[:i]
		} else if isTag(trimmed) && len(trimmed) < 12 && len(trimmed) != len(b) {
			return trimmed
		}
		if len(trimmed) == len(b) {
			if isTag(b) && len(b) < 3 {
				return nil
			}
			return b
		}
		b = trimmed
	}
}

func trimWide(b []byte) []byte {
	return bytes.TrimFunc(b, func(r rune) bool {
		return r == utf8.RuneError || strings.ContainsRune("　【】［］（）〔〕「」『』《》〈〉＜＞※■●◆★☆◎«»・－―—–｜", r)
	})
}

// isTag knows what stands between the signs of an HTML tag.
func isTag(b []byte) bool {
	for _, c := range bytes.TrimPrefix(b, []byte("/")) {
		if !isWordByte(c) {
			return false
		}
	}
	return len(b) > 0
}

// isItem says that a label alone on its line is an item of program text.
func isItem(right []byte) bool {
	r := bytes.TrimSpace(right)
	return len(r) > 0 && (r[0] == ',' || r[0] == ';' || r[0] == '=' && len(bytes.Trim(r, "= ")) > 0 || r[0] == '(' && bytes.HasSuffix(r, []byte(")")) && len(r) == 2)
}

// keyed says whether a key such as "classification:" stands before.
func keyed(left []byte) bool {
	l := fold(nil, lastRunes(left, 32))
	all := len(l)
	l = bytes.TrimRight(l, " \t|\"'[(【★")
	l = withoutLevelCode(l)
	l = bytes.TrimSuffix(bytes.TrimSuffix(l, []byte("content=")), []byte("value="))
	l = bytes.TrimRight(bytes.TrimRight(l, ":=-–—>"), " \"'")
	for _, key := range classKeys {
		if len(l) < all && bytes.HasSuffix(l, fold(nil, []byte(key))) {
			return true
		}
	}
	return false
}

// withoutLevelCode drops a level's short name and the sign behind it, "C3 -".
func withoutLevelCode(l []byte) []byte {
	code := bytes.TrimRight(l, " -–—")
	n := len(code)
	if n == len(l) || n < 3 || code[n-1]-'0' >= 10 || !isLetter(code[n-2]) || code[n-3] != ' ' && code[n-3] != ':' {
		return l
	}
	return bytes.TrimRight(code[:n-2], " ")
}

// endsValue says whether the value that the label is ends behind it.
func (m *marking) endsValue() bool {
	r := bytes.TrimLeft(m.right, " \t\r　")
	if len(r) == 0 || len(m.right)-len(r) > 1 || bytes.HasPrefix(r, []byte("　")) {
		return true
	}
	first, _ := utf8.DecodeRune(r)
	return strings.ContainsRune("\"'<,;)|/(-]（）】、。｜・–—", first)
}

// bracketed says whether the label stands in brackets of its own: square and thick ones
// in any short heading, round ones at the edge of it.
func (m *marking) bracketed(before, after []byte) bool {
	l, _ := utf8.DecodeLastRune(m.left)
	r, n := utf8.DecodeRune(m.right)
	plain := m.weak && m.small && string(m.written) != "confidential"
	link := len(m.right) > n && r == ']' && m.right[n] == '('
	switch l {
	case '【', '〔', '《', '＜', '『', '〈':
		return strings.ContainsRune("】〕》＞』〉", r) && len(before) < 60
	case '[', '［':
		return (r == ']' || r == '］') && len(before) < 60 && !link && !plain
	case '(', '（':
		edge := len(before) == 0 || len(after) == 0
		return (r == ')' || r == '）') && edge && len(before)+len(after) < 120 && !m.small && !bytes.Contains(after, []byte("。"))
	}
	return false
}

// capitals says whether a Latin label is written in capitals.
func capitals(b []byte) bool {
	for _, c := range b {
		if c >= 'a' && c <= 'z' || c >= 0x80 {
			return false
		}
	}
	return true
}

const (
	longestHeader = 120 // characters of a page's header or footer
	columnSpaces  = 2   // set the fields of a line apart
)

// field says whether the label is a field of its own in a header or footer line.
func (m *marking) field() bool {
	if m.prose() || m.listsLevels() {
		return false
	}
	l, lSign := fieldEdge(m.left, true)
	right := m.right
	if !m.weak || lSign == '.' {
		right = bytes.TrimSuffix(bytes.TrimSpace(right), []byte("."))
	}
	r, rSign := fieldEdge(right, false)
	latin := isLetter(m.value[0])
	loud := !latin && !m.weak || latin && capitals(m.written)
	switch {
	case l == 0 || r == 0:
		return (l == 0 && len(bytes.TrimSpace(m.right)) == 0 || r == 0 && len(bytes.TrimSpace(m.left)) == 0) && m.firm()
	case lSign == ':' || rSign == ':':
		return loud && (!latin || lSign == 0 || rSign == 0) && !(m.weak && !latin) && (latin || lSign != ':')
	case lSign == '.':
		return m.firm() && rSign == 0
	case lSign == ' ' || rSign == ' ':
		return m.firm() || !latin && m.first && (lSign == 0 || rSign == 0)
	case lSign == '-' || rSign == '-':
		return (loud || m.firm()) && (lSign == 0 || rSign == 0)
	}
	return !m.weak || !latin || capitals(m.written) || string(m.value) == "confidential"
}

// fieldEdge says how a field ends towards the label: 0 with sign 0 at the line's edge, by
// a sign, or by spaces. It returns no edge (0) where letters follow.
func fieldEdge(b []byte, left bool) (edge int, sign byte) {
	t := bytes.TrimSpace(b)
	spaces := utf8.RuneCount(b) - utf8.RuneCount(bytes.TrimRight(b, " \t　"))
	if !left {
		spaces = utf8.RuneCount(b) - utf8.RuneCount(bytes.TrimLeft(b, " \t　"))
	}
	if len(t) == 0 {
		return 1, 0
	}
	r, _ := utf8.DecodeLastRune(t)
	if !left {
		r, _ = utf8.DecodeRune(t)
	}
	wide := bytes.Contains(b[:min(len(b), 3)], []byte("　")) || left && bytes.HasSuffix(b, []byte("　"))
	switch {
	case strings.ContainsRune("｜•·・◆■●│", r) || r == '|' && spaces > 0:
		return 1, '|'
	case strings.ContainsRune("-–—―/／*", r):
		return 1, '-'
	case left && r == '.':
		return 1, '.'
	case r == ':' || r == '：':
		return 1, ':'
	case spaces >= columnSpaces || wide || bytes.ContainsAny(b[:min(len(b), 1)], "\t") || left && bytes.HasSuffix(b, []byte("\t")):
		return 1, ' '
	}
	return 0, 0
}

// prose says whether the line is a sentence, or longer than a header.
func (m *marking) prose() bool {
	n := utf8.RuneCount(m.left) + utf8.RuneCount(m.right)
	return n > longestHeader || bytes.Contains(m.left, []byte("。")) || bytes.Contains(m.right, []byte("。"))
}

// listsLevels says whether the line names the levels that there are.
func (m *marking) listsLevels() bool {
	line := fold(nil, append(append(bytes.Clone(m.left), ' '), m.right...))
	return containsAny(line, []string{"public", "unclassified", "公開", "一般", "公开", "공개", "일반"})
}

// firm says whether the rest of the line is what headers and footers hold: a page's
// number, or who owns the text.
func (m *marking) firm() bool {
	line := fold(nil, append(append(bytes.Clone(m.left), ' '), m.right...))
	return containsAny(line, []string{"page ", "p. ", "ページ", "頁", "©", "(c) ", "copyright", " inc", " corp", " ltd", " llc", "gmbh", " co.", "property of", "all rights reserved", "株式会社", "(株)", "有限公司", "주식회사", "쪽"}) &&
		len(bytes.Fields(line)) <= 14
}

// titled accepts a label that begins or ends a short line and is set off by a space, near
// a text's beginning.
func (m *marking) titled(before, after []byte) bool {
	short := utf8.RuneCount(before) <= 40 && utf8.RuneCount(after) <= 40 && (len(before) == 0 || len(after) == 0)
	if !m.first || !short || m.weak || m.prose() || isLetter(m.value[0]) && !capitals(m.written) {
		return false
	}
	r, _ := utf8.DecodeRune(m.right)
	l, _ := utf8.DecodeLastRune(m.left)
	apart := func(r rune) bool { return strings.ContainsRune(" 　\t：）（", r) }
	return len(before) == 0 && apart(r) || len(after) == 0 && apart(l)
}

// declared accepts a sentence that says of the text itself that it is a secret.
func (m *marking) declared() bool {
	if m.weak || !m.first {
		return false
	}
	subject := containsAny(fold(nil, undecorated(m.left)), []string{"本資料ハ", "本書ハ", "本文書ハ", "本書類ハ", "本図面ハ", "コノ資料ハ", "コノ文書ハ", "当資料ハ", "本文件为", "本文件為", "본 문서는", "이 문서는", "본 자료는"})
	right := fold(nil, undecorated(m.right))
	predicate := slices.ContainsFunc([]string{"デス", "トスル", "トシマス", "トナリ", "ニツキ", "デアル", "デ", "ノタメ", "。", "입니다", "이며", "이므로", "자료", "문서"}, func(p string) bool { return bytes.HasPrefix(right, []byte(p)) })
	return subject && utf8.RuneCount(m.left) <= 16 && (predicate || len(right) == 0)
}

// labelInName looks for a label in a file name, where it stands apart.
func labelInName(name string) verdict {
	folded := fold(nil, []byte(name))
	for _, l := range slices.Concat(strongLabels, weakLabels) {
		word := string(fold(nil, []byte(l)))
		i := indexString(folded, word)
		if i < 0 || isLetter(word[0]) && (i > 0 && isLetter(folded[i-1]) || i+len(word) < len(folded) && isLetter(folded[i+len(word)])) {
			continue
		}
		if l == "secret" || !isLetter(word[0]) && isWeak(l) && !setOff(folded, i, len(word)) {
			continue
		}
		return verdict{hit: true, final: true, value: []byte(word), confidence: 0.85}
	}
	return verdict{}
}

// setOff says whether a weak word stands between signs or at the name's edge.
func setOff(name []byte, i, n int) bool {
	edge := func(r rune) bool {
		return r < 0x80 || strings.ContainsRune("【】（）〔〕「」『』［］・＿", r)
	}
	l, _ := utf8.DecodeLastRune(name[:i])
	r, _ := utf8.DecodeRune(name[i+n:])
	return (i == 0 || edge(l)) && (i+n == len(name) || edge(r))
}
