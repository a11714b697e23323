package detect

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// A label and its value are joined by more than a sign where programs write them:
// by tags, by the keys of JSON that say which is which, by what dumps of PHP put
// between, by the end of the line, by leaders or by room alone.

// joint is what joins a label to the value behind it.
type joint struct {
	n     int  // bytes from the label's end to the value, or to a sign before it
	joins bool // it is the value that follows, with or without a sign
	loose bool // other things than a value can be joined so
}

const (
	maxBullet = 40 // bytes before a label in its line or tag that are looked at
	// looseConfidence is what a value needs that only stands where one would.
	looseConfidence = 0.95
)

// jointBehind finds the joint that b begins with, which follows a label that before
// ends in front of. A note in brackets and marks of emphasis may end the label.
func jointBehind(before, b []byte) joint {
	n := keyRest(b)
	n += noteBehind(b[n:])
	if bytes.HasPrefix(b[n:], []byte("]\"")) {
		n++ // of a field of a form: name="entry[full_name]"
	}
	if bytes.HasPrefix(b[n:], []byte(" *")) {
		n++ // a mark of obligation
	}
	marks := len(b[n:]) - len(bytes.TrimLeft(b[n:], "*_`~"))
	n += marks
	if marks > 0 && len(b) > n && b[n] == ' ' && bytes.IndexByte(before, b[n-1]) >= 0 {
		return jointOf(n+1, true) // *label* value
	}
	j := jointAt(before, b[n:])
	j.n += n
	return j
}

// keyRests end keys behind the label in them: of fields that customers add in
// Salesforce, and of which script or language a name is in.
var keyRests = []string{"Kanji", "Ja", "Jp", "Full", " in full", " in kanji", "漢字", "한글", "中文", "又は名称", "または名称", "・名称", "__c", "__pc", "_c", "_kanji", "_native", "_local", "_ja", "_jp", "_full"}

// restsBy holds them by their first byte.
var restsBy = func() (by [256][]string) {
	for _, rest := range keyRests {
		by[rest[0]] = append(by[rest[0]], rest)
	}
	return by
}()

// keyRest measures what is left of a key behind a label, before a sign: an ending or a
// number, as in "Full_Name__c" and "氏名1".
func keyRest(b []byte) int {
	if len(b) == 0 || len(restsBy[b[0]]) == 0 && b[0]-'0' >= 10 || b[0] == ' ' && len(b) > 1 && b[1] != 'i' {
		return 0
	}
	n := 0
	for _, rest := range restsBy[b[0]] {
		if bytes.HasPrefix(b, []byte(rest)) {
			n = len(rest)
			break
		}
	}
	if k := digitsAt(b, min(n+1, len(b))); k > 0 && k < 3 && b[n] == '_' {
		n += 1 + k
	} else {
		n += min(digitsAt(b, n), 2)
	}
	if n == 0 || n < len(b) && isWordByte(b[n]) {
		return 0
	}
	return n
}

// noteBehind measures a note, perhaps a blank before it.
func noteBehind(b []byte) int {
	blank := 0
	if len(b) > 1 && b[0] == ' ' {
		blank = 1
	}
	if len(b) == 0 || b[blank] != '(' && b[blank] != 0xef {
		return 0
	}
	if n := noteLength(b[blank:]); n > 0 {
		return blank + n
	}
	return 0
}

// noteLength measures a note in brackets, as in "氏名（漢字）".
func noteLength(b []byte) int {
	for _, sign := range [...][2]string{{"(", ")"}, {"（", "）"}} {
		if !bytes.HasPrefix(b, []byte(sign[0])) {
			continue
		}
		if i := bytes.Index(b[:min(len(b), maxBullet)], []byte(sign[1])); i > 0 && countDigits(b[:i]) < 3 {
			return i + len(sign[1])
		}
	}
	return 0
}

func jointAt(before, b []byte) joint {
	switch {
	case len(b) == 0:
		return joint{}
	case b[0] == '"':
		return jointOf(leastJoint(pastAttribute(b), nextKey(b), dumped(b), pastTag(before, b)), false)
	case b[0] == ']' || b[0] == '\'':
		return jointOf(dumped(b), false)
	case b[0] == '>' || b[0] == ' ' && inTag(before):
		return jointOf(tagEnd(before, b), false)
	}
	if isWordByte(b[0]) || b[0] == ' ' && len(b) > 1 && isWordByte(b[1]) {
		return joint{} // a sentence goes on
	}
	if n := lineBelow(before, b); n > 0 {
		return jointOf(n, true)
	}
	if n := pastTags(before, b); n > 0 {
		return jointOf(n, !isTerm(before, b[:n]))
	}
	n, leads := pastRoom(b)
	return jointOf(n, !leads)
}

// leastJoint returns the least of some lengths that is not 0, or 0: of the joints that a text
// begins with, the one that is there first. More text can't change which that is, as it
// could the longest.
func leastJoint(lengths ...int) (least int) {
	for _, n := range lengths {
		if n > 0 && (least == 0 || n < least) {
			least = n
		}
	}
	return least
}

func jointOf(n int, loose bool) joint { return joint{n, n > 0, loose} }

// blanksAndMarks may end a label, before what joins it.
var blanksAndMarks = newRuneSet(" 　*_`~")

// mayJoinLater says whether b may begin a joint that more text would show.
func mayJoinLater(b []byte) bool {
	b = blanksAndMarks.trimLeft(b)
	return len(b) == 0 || b[0] == '(' || bytes.IndexByte([]byte("<>\"'].|\r\n"), b[0]) >= 0 || b[0] >= utf8.RuneSelf
}

// valueKeys are the keys behind the one that says what their value is.
var valueKeys = [...]string{`"value"`, `"answer"`, `"text"`, `"content"`, `"fieldValue"`, `"field_value"`, `"val"`, `"displayValue"`, `"display_value"`, `"stringValue"`, `"S"`, `"s"`, `"fieldvalue"`, `"displayvalue"`, `"stringvalue"`, `"response"`, `"data"`}

// nextKey measures what stands between a label in quotes and the value where JSON
// keeps them apart: `": {"type": "text", "value": "` or `", "value": "`.
func nextKey(b []byte) int {
	end := bytes.IndexByte(b, '}')
	if end < 0 {
		end = len(b)
	}
	rest := bytes.TrimLeft(b[1:end], " \r\n\t")
	if len(rest) == 0 {
		return 0
	}
	inner := bytes.TrimLeft(rest[1:], " \r\n\t")
	opens := len(inner) > 0 && rest[0] == ':' && inner[0] == '{'
	if !opens && rest[0] != ',' {
		return 0
	}
	past := 0
	for _, key := range valueKeys {
		i := keyAt(inner, key)
		if i == 0 && rest[0] == ',' || i > 0 && opens {
			past = leastJoint(past, end-len(inner)+i+len(key))
		}
	}
	return past
}

// keyAt finds a key of JSON, in quotes and with its colon, or returns -1. What has no colon
// is a value such as that of "type".
func keyAt(b []byte, key string) int {
	for from := 0; ; {
		i := bytes.Index(b[from:], []byte(key))
		if i < 0 {
			return -1
		}
		from += i + len(key)
		if bytes.HasPrefix(bytes.TrimLeft(b[from:], " \r\n\t"), []byte{':'}) {
			return from - len(key)
		}
	}
}

// answerBefore returns the value before a label that b ends in front of, where JSON sorts
// its keys: "answer" comes before "question".
func answerBefore(b []byte) []byte {
	near := max(0, len(b)-maxBullet)
	quote := near + bytes.LastIndexByte(b[near:], '"')
	if quote < near {
		return nil
	}
	key, rest := keyEnding(b[:quote])
	if !isLabelKey(key) {
		return nil
	}
	rest, comma := bytes.CutSuffix(bytes.TrimRight(rest, " \r\n\t"), []byte(`",`))
	value := bytes.LastIndexByte(rest, '"') + 1
	if !comma || value == 0 {
		return nil
	}
	if key, _ = keyEnding(rest[:value-1]); len(key) > maxBullet || !isGeneric(bytes.ToLower(key)) {
		return nil
	}
	return rest[value:]
}

// keyEnding returns the key that b ends with, and what stands before it.
func keyEnding(b []byte) (key, before []byte) {
	t, ok := bytes.CutSuffix(bytes.TrimRight(bytes.TrimRight(b, " "), ":"), []byte{'"'})
	at := bytes.LastIndexByte(t, '"')
	if !ok || at < 0 || len(t)-at > maxBullet {
		return nil, nil
	}
	return t[at+1:], t[:at]
}

// bracketed returns the value in the brackets behind a label, as in 氏名（山田太郎）, or
// before a label that is in brackets itself, and where to look for it from.
func (v *visit) bracketed(rule *fieldRule, label string, start, end int) (value []byte, from int) {
	b, from := bytes.TrimLeft(v.buf[end:min(len(v.buf), end+2*maxField)], "*"), end
	if len(b) == 0 || b[0] != '(' && b[0] != ')' && b[0] != ']' && b[0] < utf8.RuneSelf {
		return nil, end
	}
	value = inBracketsBehind(b)
	if value == nil && closesBracket(b) {
		from = max(0, start-2*maxField)
		value = beforeBracket(v.buf[from:start])
	}
	if !v.sure(rule, value, label) && !v.likely(rule, value, label) {
		return nil, end
	}
	return value, from
}

// inBracketsBehind returns what stands in the brackets that b begins with, where nothing
// but the end of a field comes behind: a note would have its value there.
func inBracketsBehind(b []byte) []byte {
	for _, sign := range [...][2]string{{"(", ")"}, {"（", "）"}, {"「", "」"}} {
		rest, ok := bytes.CutPrefix(b, []byte(sign[0]))
		if !ok {
			continue
		}
		i := bytes.Index(rest[:min(len(rest), maxField)], []byte(sign[1]))
		if i > 0 && endsField(rest[i+len(sign[1]):]) {
			return bytes.TrimSpace(rest[:i])
		}
	}
	return nil
}

// endsField says whether a field can end before b.
func endsField(b []byte) bool {
	r, n := runeAt(b, 0)
	return n == 0 || bytes.ContainsRune([]byte("、,，。．.；;\n\r）)／/|｜\t"), r)
}

// closesBracket says whether a label ends in front of a closing bracket.
func closesBracket(b []byte) bool {
	return bytes.HasPrefix(b, []byte(")")) || bytes.HasPrefix(b, []byte("）")) || bytes.HasPrefix(b, []byte("]"))
}

// beforeBracket returns what stands before the opening bracket of a label that b ends in
// front of, in the same field.
func beforeBracket(b []byte) []byte {
	open := bytes.LastIndexAny(b, "(（[")
	if open < 0 || len(b)-open > maxBullet {
		return nil
	}
	b = bytes.TrimRight(b[:open], " 　\"」")
	at := bytes.LastIndexAny(b, "、,，。；;\n\t|｜：:=「\")）")
	if at >= 0 {
		_, n := firstRune(b[at:])
		b = b[at+n:]
	}
	return bytes.TrimLeft(b, " 　")
}

// dumped measures what PHP's print_r and var_dump put behind a key: `] => ` and
// `"]=>\n  string(12) "`.
func dumped(b []byte) int {
	rest := bytes.TrimLeft(b, "\"']")
	rest = bytes.TrimLeft(rest, " ")
	if !bytes.HasPrefix(rest, []byte("=>")) {
		return 0
	}
	rest = bytes.TrimLeft(rest[2:], " \r\n")
	if bytes.HasPrefix(rest, []byte("string(")) {
		if i := bytes.IndexByte(rest[:min(len(rest), 16)], '"'); i > 0 {
			rest = rest[i:]
		}
	}
	return len(b) - len(rest)
}

// inTag says whether the text ends inside the name of an element, such as "<ns1:".
func inTag(before []byte) bool {
	i := len(before)
	for i > 0 && (isWordByte(before[i-1]) || before[i-1] >= utf8.RuneSelf || bytes.IndexByte([]byte(":_-."), before[i-1]) >= 0) {
		i--
	}
	return i > 0 && before[i-1] == '<'
}

// tagEnd measures the rest of the tag that a label is the name of.
func tagEnd(before, b []byte) int {
	if !inTag(before) {
		return 0
	}
	return bytes.IndexByte(b[:min(len(b), maxLink)], '>') + 1
}

// pastTags measures the tags behind a label that is all of its element's text, perhaps
// with a sign, up to the text of another.
func pastTags(before, b []byte) int {
	rest := trimSigns(b)
	if len(rest) == 0 || rest[0] != '<' || !inElement(before) {
		return 0
	}
	for len(rest) > 0 && rest[0] == '<' {
		end := bytes.IndexByte(rest, '>')
		if end < 0 {
			return 0
		}
		rest = pastMark(trimSigns(rest[end+1:]))
	}
	return len(b) - len(rest)
}

// pastMark cuts off a mark of obligation that is all of its element's text: <em>必須</em>.
func pastMark(b []byte) []byte {
	for _, mark := range [...]string{"*", "＊", "※", "(*)", "必須", "必填", "필수", "(필수)", "（必須）", "(必須)", "required", "Required", "(required)", "任意", "선택"} {
		if rest, ok := bytes.CutPrefix(b, []byte(mark)); ok && bytes.HasPrefix(trimSigns(rest), []byte{'<'}) {
			return trimSigns(rest)
		}
	}
	return b
}

// inElement says whether a label begins its element's text, but for a few letters.
func inElement(before []byte) bool {
	i := bytes.LastIndexByte(before, '>')
	return i >= 0 && bytes.IndexByte(before[i:], '<') < 0 && utf8.RuneCount(before[i+1:]) <= maxBullet/2 && utf8.RuneCount(bytes.TrimSpace(before[i+1:])) <= 24
}

// isTerm says whether tags lead from a term to its description: from an element to another
// of another kind. Cells side by side, or headers, are of one kind.
func isTerm(before, tags []byte) bool {
	label, value := before[bytes.LastIndexByte(before, '<')+1:], tags[bytes.LastIndexByte(tags, '<')+1:]
	if end := bytes.IndexByte(label, '>'); end >= 0 {
		label = label[:end]
	}
	value = bytes.TrimRight(value, "> \t\r\n　:：")
	return !bytes.Equal(label, value) && !isElement(label, "td") && !(isElement(label, "th") && isElement(value, "th"))
}

// isElement says whether a tag is of an element.
func isElement(tag []byte, name string) bool {
	rest, ok := bytes.CutPrefix(tag, []byte(name))
	return ok && (len(rest) == 0 || rest[0] == ' ')
}

// pastTag measures the rest of a tag, in an attribute of which a label stands, and the
// tags behind it, up to the element's text: <div class="full_name"><span>.
func pastTag(before, b []byte) int {
	if bytes.LastIndexByte(before, '<') <= bytes.LastIndexByte(before, '>') {
		return 0
	}
	end := bytes.IndexByte(b, '>')
	if end < 0 || end > maxLink || isElement(before[bytes.LastIndexByte(before, '<')+1:], "label") || bytes.IndexByte(b[:end], '<') >= 0 || b[end-1] == '/' {
		return 0
	}
	n := end + 1
	for n < len(b) && b[n] == '<' && !bytes.HasPrefix(b[n:], []byte("</")) {
		next := bytes.IndexByte(b[n:], '>')
		if next < 0 {
			return 0
		}
		n += next + 1
	}
	return n
}

// trimSigns cuts blanks and the signs behind a label off.
func trimSigns(b []byte) []byte {
	return joiningSigns.trimLeft(b)
}

var joiningSigns = newRuneSet(" \t\r\n　:：")

// lineBelow measures what stands between a label that is alone in its line and the
// beginning of the next.
func lineBelow(before, b []byte) int {
	if bytes.IndexByte(b[:min(len(b), maxBullet)], '\n') < 0 {
		return 0
	}
	rest := labelCloses.trimLeft(b)
	if len(rest) == 0 || !beginsLine(before) {
		return 0
	}
	if rest[0] != '\n' && rest[0] != '\r' {
		if rest = pastRemark(b, rest); rest == nil {
			return 0
		}
	}
	feeds := len(rest) - len(bytes.TrimLeft(rest, "\r\n"))
	if bytes.Count(rest[:feeds], []byte("\n")) > 2 {
		return 0
	}
	below := lineOpens.trimLeft(rest[feeds:])
	if len(below) > 0 && below[0] == '<' {
		return 0 // of markup, whose lines say nothing
	}
	return len(b) - len(below)
}

// pastRemark returns what follows the word that forms and pages put behind a label and that ends
// its line: that the field must be filled in, or the link that changes it. b goes on with rest
// behind signs and blanks; nil where no such word does.
func pastRemark(b, rest []byte) []byte {
	end := bytes.IndexByte(rest[:min(len(rest), maxRemark)], '\n')
	if len(rest) == len(b) || end <= 0 || !beginsRemark[rest[0]] {
		return nil
	}
	for _, word := range remarkWords {
		if after, ok := bytes.CutPrefix(rest[:end], []byte(word)); ok && len(labelCloses.trimLeft(bytes.TrimRight(after, "\r"))) == 0 {
			return rest[end:]
		}
	}
	return nil
}

// maxRemark is how many bytes such a word has at most, with the signs behind it.
const maxRemark = 24

var remarkWords = strings.Fields("編集 変更 修正 必須 任意 編集する 変更する 修正する Edit Change Required Optional Modify edit change required optional 수정 변경 필수 선택 修改 编辑 編輯 变更 變更 必填 选填")

// beginsRemark holds their first bytes.
var beginsRemark = func() (first [256]bool) {
	for _, word := range remarkWords {
		first[word[0]] = true
	}
	return first
}()

// What may stand behind a label that is alone in its line, before the value in the next, and
// before a label that begins its line.
var (
	labelCloses = newRuneSet(" \t　:：】［[］]）)>*_※◇◆■□●○▼=＝-」』＞")
	lineOpens   = newRuneSet(" 　\t>*-・")
	bullets     = newRuneSet(" \t　>*-+#・■□◆◇●○▼【［[（(.)．）「『＜<=0123456789")
)

// beginsLine says whether nothing but blanks, a bullet or a number stands before a label.
func beginsLine(before []byte) bool {
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return len(bullets.trimLeft(line)) == 0
}

// isLeader knows the signs that alone lead from a label to its value, however many
// there are.
func isLeader(r rune) bool {
	switch r {
	case '　', '.', '…', '‥', '・', '．', '|', '│', '┃', '｜', '║', '→', '⇒', '➡', '⇨', '»', '\t', '／', '；', ';', '＞', '―', '─', '＿', '〜', '◇', '◆', '\u2063':
		return true
	}
	return false
}

// leastDots is how many dots or strokes lead from a label to its value, and do not only
// end a word.
const leastDots = 3

// pastRoom measures the room or the leaders between a label and its value, and says
// whether signs are among them that stand nowhere else.
func pastRoom(b []byte) (n int, leads bool) {
	if bytes.HasPrefix(b, []byte(". ")) && !bytes.HasPrefix(bytes.TrimLeft(b[1:], " "), []byte(".")) {
		return 0, false // the end of a sentence
	}
	room, blanks, dots := 0, 0, 0
	for room < len(b) {
		r, n := utf8.DecodeRune(b[room:])
		switch {
		case r == ' ':
			blanks++
		case isLeader(r):
			blanks += 2
			if leadsOn(r) {
				dots++
			}
			leads = leads || leadsAlone(r)
		case r == '-' || r == '_' || r == '>' || r == '~' || r == '=' && bytes.HasPrefix(b[room:], []byte("=>")):
			blanks++
			dots++
		default:
			if blanks < 2 {
				return 0, false
			}
			return room, leads || dots >= leastDots
		}
		room += n
	}
	return 0, false
}

func leadsAlone(r rune) bool { return r == '→' || r == '⇒' || r == '➡' || r == '⇨' }

// leadsOn knows the leaders that dotted lines are made of.
func leadsOn(r rune) bool {
	switch r {
	case '.', '…', '‥', '・', '．', '―', '─', '＿', '〜':
		return true
	}
	return false
}
