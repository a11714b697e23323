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
	small       bool   // begins with a small Latin letter
	first       bool   // near the text's beginning
	subject     bool   // in a mail's subject
	joined      bool   // several labels, or with words that belong to it
	listed      bool   // among the levels that there are
	top         bool   // on the text's first line
	over, under []byte // the lines above and below
}

// titleBytes is how far from the beginning of a text its title may stand.
const titleBytes = 800

// judgeLabel decides by the position in the line.
func judgeLabel(w *window) verdict {
	if amidLetters(w) || isPlainWord(w) {
		return verdict{final: true}
	}
	m, final := readMarking(w)
	score := m.score()
	if score > 0 && insideLonger(w) {
		return verdict{final: true}
	}
	return verdict{hit: score > 0, final: final, value: m.value, confidence: score}
}

// insideLonger says whether the word is a part of a longer label, or limits one in brackets
// behind it: that one counts.
func insideLonger(w *window) bool {
	left, n := w.buf[:w.start], w.end-w.start
	if longestAt(strongAffixes, w.buf[w.start:], true) > n {
		return true
	}
	if longer := longestAt(strongAffixes, w.buf[:w.end], false); longer > n {
		r, _ := utf8.DecodeLastRune(w.buf[:w.end-longer])
		return !isLetterOf(r)
	}
	bracket, size := utf8.DecodeLastRune(left)
	return strings.ContainsRune("（(［[", bracket) && longestLabel(left[:len(left)-size], false) > 0
}

// amidLetters says whether letters touch the label on both sides. It spares
// reading the line.
func amidLetters(w *window) bool {
	l, _ := utf8.DecodeLastRune(w.buf[:w.start])
	r, _ := utf8.DecodeRune(w.buf[w.end:])
	return isLetterOf(l) && isLetterOf(r) && !strings.ContainsRune("は는은为為", l) && !extends(w.buf[w.end:])
}

// isPlainWord says whether a word that is seldom a label is written as in a
// sentence or a name. It spares reading the line, too.
func isPlainWord(w *window) bool {
	switch w.word {
	case "secret":
		left := bytes.TrimRight(w.buf[:w.start], " \"'")
		return w.buf[w.start] != 'S' && (len(left) == 0 || bytes.IndexByte([]byte(":=>\t"), left[len(left)-1]) < 0)
	case "秘", "密":
		l, _ := utf8.DecodeLastRune(w.buf[:w.start])
		r, _ := utf8.DecodeRune(w.buf[w.end:])
		if sealed := strings.ContainsRune("（(【［[〔〈", l) && strings.ContainsRune("）)】］]〕〉", r); sealed && w.word == "秘" {
			return true // with its brackets it is a label of its own
		}
		return isLetterOf(l) || isLetterOf(r) || isLetterOf(beyondSpace(w.buf[:w.start]))
	}
	return false
}

// beyondSpace returns the character before the single space that b ends with, as words
// set apart letter by letter have it.
func beyondSpace(b []byte) rune {
	for _, space := range [...]string{" ", "　"} {
		if rest, ok := bytes.CutSuffix(b, []byte(space)); ok {
			r, _ := utf8.DecodeLastRune(rest)
			return r
		}
	}
	return utf8.RuneError
}

func isLetterOf(r rune) bool { return r != utf8.RuneError && unicode.IsLetter(r) }

// extends says whether a word of a label follows it without a space.
func extends(right []byte) bool {
	return max(longestAt(suffixAffixes, right, true), longestAt(plainAffixes, right, true)) > 0 && right[0] >= utf8.RuneSelf
}

// readMarking reads the label with its line, which ends at the window's edges too.
func readMarking(w *window) (m marking, final bool) {
	p := readPhrase(w.buf, w.start, w.end)
	start, end := p.start, p.end
	m.left, m.right, final = lineAround(w, start, end)
	final = w.closed || final && bytes.Count(w.buf[end:], []byte("\n")) > levelLines
	m.listed = amongLevels(w.buf[:max(0, start-len(m.left)-1)], w.buf[min(len(w.buf), end+len(m.right)+1):])
	m.written = w.buf[start:end]
	m.value = bytes.ReplaceAll(fold(nil, m.written), []byte(" "), nil)
	m.listed = m.listed || p.levels >= levelsListed && bytes.ContainsAny(m.written, "/／・、,")
	m.joined = p.strong
	m.weak = !m.joined && isWeak(w.word)
	m.small = w.buf[start]-'a' < 26 || w.word == "secret" && m.weak && !capitals(w.buf[w.start:w.end])
	m.first = w.offset+int64(start) < titleBytes
	m.lines(w, start-len(m.left), end+len(m.right))
	m.right = withoutEmptyCells(m.right)
	m.left, m.right = insideSection(m.left, m.right)
	m.left, m.right = insideBlock(m.left, m.right)
	m.left, m.right = insideElement(m.left, m.right)
	subject := withoutSubject(m.left)
	m.left, m.subject = subject, len(subject) < len(m.left)
	return m, final
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
	latin := isLetter(m.value[0])
	before, after := undecorated(m.left), undecorated(m.right)
	switch {
	case m.ticked() != 0:
		return 0.85 * max(0, float64(m.ticked()))
	case m.spokenOf(before, after):
		return 0
	case m.listed || m.imperative() || m.negated() || latin && (inIdentifier(m.left) || inIdentifier(m.right[:min(1, len(m.right))])):
		return 0
	case bytes.HasSuffix(m.value, []byte("internaluseonly")) && inComment(m.left) && !endsWithAny(m.right, []string{"*", "=", "#", "-"}):
		return 0
	case bytes.HasPrefix(m.right, []byte("★")):
		return 0.99 // the state's marks have a star and a term behind
	case (keyed(m.left) || keyedCell(m.left) || m.inStyle()) && m.endsValue() && !m.offered():
		return 0.95
	case len(before) == 0 && (len(after) == 0 || string(after) == "." && m.joined && capitals(m.written)) && !m.small && !isItem(m.right):
		return 0.9
	case m.inSubject() || m.inSheet() || m.bracketed(before, after) || m.isSeal() && len(before) == 0 && len(after) < 80 && !m.prose():
		return 0.85
	case m.declaredOwn():
		return 0.75
	case m.small:
		return 0
	case m.explained():
		return 0
	case m.field() || m.running():
		return 0.8
	case m.titled(before, after) || m.headed(before, after) || m.declared():
		return 0.75
	}
	return 0
}

// withoutEmptyCells drops the empty cells that a line of comma-separated values ends with.
func withoutEmptyCells(right []byte) []byte {
	rest := bytes.TrimRight(right, "\",;\r")
	if cells := right[len(rest):]; bytes.Count(cells, []byte(",")) > 1 || bytes.Count(cells, []byte(";")) > 1 {
		return rest
	}
	return right
}

// insideSection leaves out what stands beside a label in another section of a sheet's
// printed header, whose codes are as a workbook has them: "&L2026&C社外秘&R&P".
func insideSection(left, right []byte) (l, r []byte) {
	if !endsWithAny(left, []string{"&L", "&C", "&R"}) {
		return left, right
	}
	if end := bytes.IndexAny(right, "&<\""); end >= 0 {
		right = right[:end]
	}
	return nil, right
}

// isSeal knows the stamp, which stands right before a title.
func (m *marking) isSeal() bool {
	_, open := utf8.DecodeRune(m.written)
	_, shut := utf8.DecodeLastRune(m.written)
	return string(m.written) == "㊙" || string(m.written[open:max(open, len(m.written)-shut)]) == "秘"
}

// imperative says that the label is a request which licences make in their sentences
// too: it marks a text in capitals only.
func (m *marking) imperative() bool {
	v := m.value
	return !m.titleCased() && slices.ContainsFunc([]string{"donot", "notfor", "eyesonly", "needtoknow"}, func(begin string) bool { return bytes.HasPrefix(v, []byte(begin)) })
}

// titleCased says that a label is written in capitals, or as titles are: its last word
// begins with one.
func (m *marking) titleCased() bool {
	last := m.written[bytes.LastIndexByte(m.written, ' ')+1:]
	return capitals(m.written) || !m.small && len(last) > 0 && isCapital(last[0])
}

// offered says that the value goes on with a level that protects nothing: it is a
// choice of levels.
func (m *marking) offered() bool { return isOpenLevel(bytes.TrimLeft(m.right, "/,|・／、 ")) }

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

// inIdentifier says whether b ends in a letter, digit or underscore, or in a hyphen
// behind one.
func inIdentifier(b []byte) bool {
	if n := len(b); n > 1 && b[n-1] == '-' {
		b = b[:n-1]
	}
	return len(b) > 0 && (isWordByte(b[len(b)-1]) || b[len(b)-1] == '_')
}

// undecorated strips tags, spaces and signs that frame a label.
func undecorated(b []byte) []byte {
	b = bytes.TrimSuffix(bytes.TrimPrefix(bytes.TrimLeft(b, " \t"), []byte("<!--")), []byte("-->"))
	for _, loud := range [...]string{"!!!", "!!"} {
		b = bytes.TrimSuffix(bytes.TrimPrefix(b, []byte(loud)), []byte(loud))
	}
	for {
		b = bytes.Trim(b, " \t\r*#=-_|/<>[](){}~\"'+%")
		trimmed := trimWide(b)
		if i := bytes.LastIndexByte(trimmed, '\\'); i >= 0 && len(trimmed)-i < 24 && isTag(bytes.ReplaceAll(trimmed[i+1:], []byte("{"), nil)) {
			trimmed = trimmed[:i] // a command of TeX
		} else if i := bytes.IndexByte(trimmed, '>'); i >= 0 && i < 24 && isTag(trimmed[:i]) {
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
		return r == utf8.RuneError || r >= 0x2500 && r <= 0x257f || strings.ContainsRune("　【】［］（）〔〕「」『』《》〈〉＜＞※■●◆★☆◎«»≪≫・－―—–｜＊＝＿▲▼▶◀►→⚠🔒🔐\ufe0f", r)
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
	l = bytes.TrimRight(l, " \t|\"'[(【★*_`")
	l = withoutLevelCode(l)
	l = bytes.TrimSuffix(bytes.TrimSuffix(l, []byte("content=")), []byte("value="))
	l = bytes.TrimRight(bytes.TrimRight(l, ":=-–—>"), " \"'*_`")
	return len(l) < all && endsWithAny(l, foldedKeys)
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
	left, right := bytes.TrimRight(m.left, " 　"), bytes.TrimLeft(m.right, " 　")
	l, _ := utf8.DecodeLastRune(left)
	r, n := utf8.DecodeRune(right)
	plain := m.weak && m.small && string(m.written) != "confidential"
	link := len(right) > n && r == ']' && right[n] == '('
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
	if len(undecorated(m.left)) == 0 {
		l, lSign = 1, 0
	}
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
		return loud && string(m.value) != "secret" && (!latin || lSign == 0 || rSign == 0) && !(m.weak && !latin) && (latin || lSign != ':')
	case lSign == '.':
		return m.firm() && rSign == 0
	case lSign == ' ' || rSign == ' ':
		return m.firm() || !latin && m.first && (lSign == 0 || rSign == 0)
	case lSign == '-' || rSign == '-':
		return (loud || m.firm()) && (lSign == 0 || rSign == 0) || m.loud() && numbersOnly(m.right)
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
	if !m.first || !short || m.weak || m.prose() || m.listsLevels() || isLetter(m.value[0]) && !capitals(m.written) {
		return false
	}
	r, _ := utf8.DecodeRune(m.right)
	l, _ := utf8.DecodeLastRune(m.left)
	apart := func(r rune) bool { return strings.ContainsRune(" 　\t：）（", r) }
	return len(before) == 0 && apart(r) || len(after) == 0 && apart(l)
}

// titleRunes bounds a title behind a label.
const titleRunes = 70

// headed accepts a label that the text begins with, set off from a title by more than
// the space between two words.
func (m *marking) headed(before, after []byte) bool {
	if !m.top || len(before) > 0 || m.small || m.prose() || m.listsLevels() || utf8.RuneCount(after) > titleRunes {
		return false
	}
	_, sign := fieldEdge(m.right, false)
	first, _ := utf8.DecodeRune(after)
	spaced := bytes.HasPrefix(m.right, []byte(" ")) || bytes.HasPrefix(m.right, []byte("　"))
	return sign != 0 || spaced && first >= utf8.RuneSelf && isLetterOf(first)
}

// inStyle accepts a text that a style sheet puts on a page (CSS Generated Content, 2).
func (m *marking) inStyle() bool {
	left := bytes.ReplaceAll(m.left, []byte(" "), nil)
	if bytes.HasSuffix(left, []byte(`string="`)) && bytes.Contains(left, []byte("textpath")) {
		return true // a watermark of VML
	}
	return (bytes.HasSuffix(left, []byte(`content:"`)) || bytes.HasSuffix(left, []byte("content:'"))) && len(m.right) > 0 && m.right[0] == left[len(left)-1]
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
		if !isLetter(word[0]) && isWeak(l) && !setOff(folded, i, len(word)) || word == "secret" && !strings.Contains(name, "SECRET") {
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
