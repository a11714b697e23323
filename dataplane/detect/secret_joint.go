package detect

import (
	"bytes"
	"unicode/utf8"
)

// joint is how a name and the value behind it stand to each other.
type secretJoint uint8

const (
	apart      secretJoint = iota
	bySign                 // password: x, PASSWORD=x
	byContents             // <password>x</password>, "name": "password", "value": "x"
	byCall                 // setPassword("x"), put("password", "x")
	byList                 // "password", "x"
	byCopula               // the password is x
	byWord                 // the password was set to x
	byBlank                // password x
	byLine                 // on a line of its own, below the name
)

// longestMark bounds what may stand between a name and its value besides blanks.
const longestMark = 48

// jointAt reads what joins a name that ends at buf[i] to a value, and returns where that
// may begin.
func secretJointAt(buf []byte, n *secretName) (at int, j secretJoint) {
	if n.end < len(buf) && buf[n.end] == '(' {
		if at := skipBlanks(buf, n.end+1); opensString(buf, at) {
			return at, byCall
		}
	}
	i := afterRemark(buf, n.end)
	closed := skipClosers(buf, i)
	if at, j := inMarkup(buf, n, i, closed); j != apart {
		return at, j
	}
	if at := besideValue(buf, closed); at > 0 {
		return at, byContents
	}
	if at, j := asArgument(buf, n, i, closed); j != apart {
		return at, j
	}
	return signAt(buf, n, closed)
}

// skipClosers passes over what closes a name: quotes, brackets, the signs of Markdown.
func skipClosers(buf []byte, i int) int {
	for end := i + 6; i < len(buf) && i < end && bytes.IndexByte([]byte("\"'`)]}*_\\"), buf[i]) >= 0; {
		i++
	}
	return i
}

func skipBlanks(buf []byte, i int) int {
	for end := i + longestMark; i < len(buf) && i < end; {
		switch {
		case buf[i] == ' ' || buf[i] == '\t':
			i++
		case bytes.HasPrefix(buf[i:], []byte("　")):
			i += len("　")
		case bytes.HasPrefix(buf[i:], []byte("\u00a0")):
			i += len("\u00a0")
		default:
			return i
		}
	}
	return i
}

// skipSpace passes over blanks and line ends.
func skipSpace(buf []byte, i int) int {
	for end := i + longestMark; i < len(buf) && i < end && (buf[i] <= ' '); {
		i++
	}
	return i
}

// opensString says whether a string of program text begins at buf[i], perhaps with
// letters such as N of SQL and b of Python.
func opensString(buf []byte, i int) bool {
	i = skipStringKind(buf, i)
	return i < len(buf) && (buf[i] == '"' || buf[i] == '\'' || buf[i] == '`' || buf[i] == '\\' && i+1 < len(buf) && buf[i+1] == '"')
}

// skipStringKind passes over letters right before a quote.
func skipStringKind(buf []byte, i int) int {
	for n := 1; n <= 2 && i+n < len(buf); n++ {
		if c := buf[i+n-1]; !isLetter(c) && c != '@' && c != '$' {
			break
		}
		if c := buf[i+n]; c == '"' || c == '\'' {
			return i + n
		}
	}
	return i
}

// afterRemark returns what follows a short remark in brackets, such as （仮）.
func afterRemark(buf []byte, i int) int {
	for _, pair := range [...][2]string{{"（", "）"}, {"(", ")"}, {" (", ")"}, {"[", "]"}} {
		if bytes.HasPrefix(buf[i:], []byte(pair[0])) {
			near := buf[i+len(pair[0]) : min(len(buf), i+40)]
			end := bytes.Index(near, []byte(pair[1]))
			if end > 0 && !bytes.ContainsAny(near[:end], "\n\"'$") && countDigits(near[:end]) == 0 {
				return i + len(pair[0]) + end + len(pair[1])
			}
		}
	}
	return i
}

// inMarkup finds the text of an element that the name is, is an attribute of or whose next
// one holds the value, and the attribute beside it.
func inMarkup(buf []byte, n *secretName, i, closed int) (at int, j secretJoint) {
	near := buf[:min(len(buf), i+2*longestMark)]
	first := n.start
	for first > 0 && isWordByte(buf[first-1]) {
		first--
	}
	switch {
	case first > 0 && (buf[first-1] == '<' || buf[first-1] == ':' && bytes.IndexByte(buf[max(0, first-12):first], '<') >= 0) && i == n.end:
		if end := endOfTag(near, i); end > 0 {
			return skipOpening(buf, end), byContents
		}
	case closed > i && first > 1 && buf[first-2] == '=':
		if at := valueAttribute(near, closed); at > 0 {
			return at, byContents
		}
		if end := endOfTag(near, closed); end > 0 {
			return skipOpening(buf, end), byContents
		}
	}
	return nextElement(buf, endOfText(buf, i))
}

// endOfText returns where the text of an element ends that goes on behind the name with a
// few words, or i.
func endOfText(buf []byte, i int) int {
	near := buf[i:min(len(buf), i+longestMark)]
	if end := bytes.IndexByte(near, '<'); end > 1 && near[0] == ' ' && bytes.HasPrefix(near[end:], []byte("</")) && !bytes.ContainsAny(near[:end], ".,:;=\n\"") {
		return i + end
	}
	return i
}

// endOfTag returns what follows the tag that b[i] is in, or 0.
func endOfTag(b []byte, i int) int {
	end := bytes.IndexAny(b[i:], "<>\n")
	if end < 0 || b[i+end] != '>' || end > 0 && b[i+end-1] == '/' {
		return 0
	}
	return i + end + 1
}

// valueAttribute finds value="…" in the tag that b[i] is in.
func valueAttribute(b []byte, i int) int {
	end := bytes.IndexAny(b[i:], "<>\n")
	if end < 0 {
		end = len(b) - i
	}
	for _, name := range [...]string{" value=", " Value=", " content="} {
		if at := bytes.Index(b[i:i+end], []byte(name)); at >= 0 {
			return i + at + len(name)
		}
	}
	return 0
}

// skipOpening passes over tags that open within the element: <value>, <![CDATA[.
func skipOpening(buf []byte, i int) int {
	for range 2 {
		at := skipSpace(buf, i)
		if bytes.HasPrefix(buf[at:], []byte("<![CDATA[")) {
			return at + len("<![CDATA[")
		}
		if at+1 >= len(buf) || buf[at] != '<' || !isLetter(buf[at+1]) {
			return at
		}
		end := endOfTag(buf[:min(len(buf), at+longestMark)], at+1)
		if end == 0 {
			return at
		}
		i = end
	}
	return i
}

// nextElement finds the text of the element that follows the one that holds the name.
func nextElement(buf []byte, i int) (at int, j secretJoint) {
	rest := buf[i:min(len(buf), i+2*longestMark)]
	if !bytes.HasPrefix(rest, []byte("</")) {
		return 0, apart
	}
	for bytes.HasPrefix(rest, []byte("</")) {
		first := bytes.IndexByte(rest, '>') + 1
		if first == 0 {
			return 0, apart
		}
		rest = bytes.TrimLeft(rest[first:], " \t\r\n:：")
	}
	if last := bytes.IndexByte(rest, '>'); last > 0 && rest[0] == '<' && rest[1] != '/' {
		return skipOpening(buf, i+len(buf[i:min(len(buf), i+2*longestMark)])-len(rest)+last+1), byContents
	}
	if isWordish(rest) { // <b>Password</b> x
		return i + len(buf[i:min(len(buf), i+2*longestMark)]) - len(rest), byContents
	}
	return 0, apart
}

func isWordish(b []byte) bool { return len(b) > 0 && b[0] > ' ' && b[0] < 0x7f && b[0] != '<' }

// valueNames are the names of the entry beside the one that has a secret's name.
var valueNames = []string{"value", "Value", "val", "content", "default", "defaultValue", "secretValue", "stringValue", "string_value", "S"}

// besideValue finds the entry "value" behind one that is called as the secret: in the same
// object, or in one of its own.
func besideValue(buf []byte, i int) int {
	for _, option := range [...]string{" --value ", " --secret-string ", " --body ", " -Value ", " /t REG_SZ /d ", " /d "} {
		if bytes.HasPrefix(buf[i:], []byte(option)) {
			return i + len(option)
		}
	}
	at := i
	for end := i + longestMark; at < len(buf) && at < end && bytes.IndexByte([]byte(" \t\r\n,:={\"'\\-"), buf[at]) >= 0; {
		at++
	}
	if at == i || at >= len(buf) || !isLetter(buf[at]) {
		return 0
	}
	at = afterTypeEntry(buf, at)
	for _, name := range valueNames {
		rest, ok := bytes.CutPrefix(buf[at:], []byte(name))
		if !ok {
			continue
		}
		next := bytes.TrimLeft(rest[:min(len(rest), 8)], "\"'\\ ")
		if len(next) > 0 && (next[0] == ':' || next[0] == '=') && bytes.ContainsAny(buf[i:at], ",{\n") {
			return len(buf) - len(rest) + min(len(rest), 8) - len(next) + 1
		}
	}
	return 0
}

// afterTypeEntry passes over an entry between that says of what type a value is, as in
// variables of Terraform and the fields of stored logins.
func afterTypeEntry(buf []byte, at int) int {
	near := buf[at:min(len(buf), at+longestMark)]
	for _, name := range [...]string{"type", "description", "sensitive", "description", "in"} {
		rest, ok := bytes.CutPrefix(near, []byte(name))
		if ok && len(rest) > 1 && bytes.IndexByte([]byte("\"' :="), rest[0]) >= 0 {
			if end := bytes.IndexAny(rest, ",\n"); end >= 0 {
				return at + len(near) - len(rest) + end + 1 + len(rest[end+1:]) - len(bytes.TrimLeft(rest[end+1:], " \t\r\n\"'\\"))
			}
		}
	}
	return at
}

// asArgument finds the string that follows one which is the name, in a call or a list.
func asArgument(buf []byte, n *secretName, i, closed int) (at int, j secretJoint) {
	if closed == i || buf[closed-1] != '"' && buf[closed-1] != '\'' {
		return 0, apart
	}
	at = skipBlanks(buf, closed)
	if at >= len(buf) || buf[at] != ',' {
		return 0, apart
	}
	if at = skipSpace(buf, at+1); !opensString(buf, at) {
		return 0, apart
	}
	open := bytes.TrimRight(buf[max(0, n.start-8):n.start], "\"'\\ @$Lb")
	if bytes.HasSuffix(open, []byte("(")) || bytes.HasPrefix(n.before, []byte("--")) {
		return at, byCall
	}
	return at, byList
}

// joiner is a sign or a word, and how it joins.
type joiner struct {
	text string
	kind secretJoint
}

// secretJoints are the signs that may join a name and its value; the longer come first.
var secretJoints = []joiner{
	{":=", bySign}, {":-", bySign}, {", enter ", byCopula}, {", use ", byCopula}, {", type ", byCopula}, {"ですが、", byWord}, {"ですが", byWord}, {"=>", bySign}, {"->", bySign}, {"?=", bySign}, {"||=", bySign}, {"::", bySign}, {":", bySign}, {"=", bySign}, {">", bySign}, {"：", bySign}, {"＝", bySign}, {"→", bySign}, {"⇒", bySign}, {"▶", bySign}, {"➡", bySign}, {"﹕", bySign},
	{"】", bySign}, {"」", bySign}, {"］", bySign}, {"〉", bySign}, {"》", bySign}, {"／", bySign}, {"【", bySign}, {"「", bySign}, {"『", bySign}, {"（", bySign}, {"“", bySign}, {"・・", bySign}, {"……", bySign}, {"...", bySign}, {"--", apart}, {"|", bySign}, {"｜", bySign},
	{"は", byCopula}, {"が", byWord}, {"を", byWord}, {"已经改为", byCopula}, {"已改为", byCopula}, {"已经改成", byCopula}, {"已改成", byCopula}, {"已更新为", byCopula}, {"已重置为", byCopula}, {"还是", byCopula}, {"仍是", byCopula}, {"就是", byCopula}, {"换成了", byCopula}, {"改成了", byCopula}, {"改成", byCopula}, {"改为", byCopula}, {"改為", byCopula}, {"设为", byCopula}, {"设置为", byCopula}, {"設為", byCopula}, {"更新为", byCopula}, {"重置为", byCopula}, {"为", byCopula}, {"為", byCopula}, {"是", byCopula}, {"는", byCopula}, {"은", byCopula}, {"가", byWord}, {"이", byWord},
	{"–", byWord}, {"—", byWord}, {"- ", byWord}, {"ー", byWord}, {"/ ", byWord}, {"is ", byCopula}, {"is:", bySign}, {"was ", byCopula}, {"to ", byWord}, {"ist ", byCopula}, {"ist:", bySign}, {"lautet ", byCopula}, {"lautet:", bySign}, {"est ", byCopula}, {"es ", byCopula}, {"é ", byCopula}, {"è ", byCopula},
}

// beginsJoint are their first bytes.
var beginsJoint = func() (first [256]bool) {
	for _, s := range secretJoints {
		first[s.text[0]] = true
	}
	return first
}()

// jointAhead returns the sign or word that b begins with; where there is none, it is apart.
func jointAhead(b []byte) joiner {
	if len(b) > 0 && beginsJoint[b[0]] {
		for _, s := range secretJoints {
			if bytes.HasPrefix(b, []byte(s.text)) {
				return s
			}
		}
	}
	return joiner{kind: apart}
}

// signAt reads blanks and a sign or word behind a name.
func signAt(buf []byte, n *secretName, i int) (at int, j secretJoint) {
	if c := buf[i-1]; (c == '=' || c == ':') && i == n.end { // of a word registered with its sign
		return behindSign(buf, i, bySign)
	}
	if i == n.end && buf[n.start] >= utf8.RuneSelf && i < len(buf) && buf[i] == '(' {
		return i, bySign
	}
	blanks := skipBlanks(buf, i)
	if blanks < len(buf) && (buf[blanks] == '\n' || buf[blanks] == '\r') {
		return skipSpace(buf, blanks), byLine
	}
	if s := jointAhead(buf[blanks:]); s.kind != apart && (blanks > i || s.kind == bySign || !isLetter(s.text[0])) {
		return behindSign(buf, blanks+len(s.text), s.kind)
	}
	if wide := buf[i:blanks]; bytes.Contains(wide, []byte("　")) || n.end-n.start > len("pass") && (len(wide) > 2 || bytes.IndexByte(wide, '\t') >= 0) {
		return blanks, bySign // columns
	}
	if at := afterType(buf, blanks); blanks > i && at > 0 {
		return at, bySign
	}
	if blanks == i {
		return 0, apart
	}
	return afterBlank(buf, n, blanks)
}

// afterBlank reads the words behind a name and a blank that may lead to its value.
func afterBlank(buf []byte, n *secretName, i int) (at int, j secretJoint) {
	if at := afterWords(buf, i); at > 0 {
		return behindSign(buf, at, bySign)
	}
	if at, j := afterVerb(buf, i); at > 0 && (j != byWord || changes(buf, n)) {
		return at, j
	}
	return i, byBlank
}

// sayingVerbs end the words of a sentence between a name and its value: "the password for the
// router is now x", "your password has been set to x".
var sayingVerbs = [...]joiner{{" is ", byCopula}, {" be ", byCopula}, {" set to ", byCopula}, {" reset to ", byCopula}, {" changed to ", byCopula}, {" updated to ", byCopula}, {" changé en ", byCopula}, {" is now ", byCopula}, {" is still ", byCopula}, {" is currently ", byCopula}, {" was ", byCopula}, {" remains ", byCopula}, {" to ", byWord}, {" auf ", byWord}, {" back to ", byCopula}, {" ist ", byCopula}, {" lautet ", byCopula}, {" est ", byCopula}, {" es ", byCopula}, {" é ", byCopula}}

// changes says whether a word before a name says that what it names becomes another.
func changes(buf []byte, n *secretName) bool {
	left := buf[max(0, n.start-longestMark):n.start]
	return containsAny(left[bytes.LastIndexByte(left, '\n')+1:], []string{"set ", "chang", "Set ", "Chang", "updat", "setze", "änder"})
}

// aboutClauses are words between that say that none follows.
var aboutClauses = []string{" must ", " can ", " cannot ", " may ", " not ", "n't ", " rule", " polic", " example", " length", " contain", " format", " type ", " field", " file", " expire", " invalid", " error", " required", " prompt", " manager", " option", " if ", " generator", "fingerprint", " hash", " digest", "encrypted", " ask "}

// afterVerb passes over a few words and such a verb, of which the last counts.
func afterVerb(buf []byte, i int) (at int, j secretJoint) {
	near := buf[i-1 : min(len(buf), i+longestMark)]
	if end := bytes.IndexAny(near, ".,;:=()[]{}<>\"'`\n|!?"); end >= 0 {
		near = near[:end+1]
	}
	for _, v := range sayingVerbs {
		if end := indexString(near, v.text); end >= 0 && i-1+end+len(v.text) > at && !containsAny(near[:end+1], aboutClauses) && bytes.Count(near[:end+1], []byte(" ")) <= 7 {
			at, j = i-1+end+len(v.text), v.kind
		}
	}
	return at, j
}

// behindSign passes over what may stand between the sign and the value: more of the sign, a
// type, an end of the line.
func behindSign(buf []byte, i int, j secretJoint) (at int, kind secretJoint) {
	for more := 0; more < 3; more++ {
		i = skipBlanks(buf, i)
		next := skipMore(buf, i, j)
		if next == i {
			break
		}
		i, j = next, bySign
	}
	if at := afterType(buf, i); at > 0 {
		return at, j
	}
	if at := onNextLine(buf, i); at > 0 {
		return at, byLine
	}
	return i, j
}

// skipMore passes over what goes on with a sign, as in "est :", "....:" and "は以下です。".
func skipMore(buf []byte, i int, j secretJoint) int {
	for _, word := range [...]string{"以下", "下記", "次の", "こちら", "the following", "as follows", "below", "如下", "다음"} {
		if bytes.HasPrefix(buf[i:], []byte(word)) {
			return endOfPhrase(buf, i)
		}
	}
	for _, word := range [...]string{"now ", "still ", "currently ", "just ", "jetzt ", "maintenant ", "ahora ", "now: ", "changed to ", "set to ", "reset to ", "updated to "} {
		if j == byCopula && bytes.HasPrefix(buf[i:], []byte(word)) {
			return i + len(word)
		}
	}
	for _, sign := range [...]string{":", "：", "=", "→", ">", "・", "…", ".", "|", "!!str ", "**"} {
		if !bytes.HasPrefix(buf[i:], []byte(sign)) {
			continue
		}
		if (sign == ":" || sign == "=" || sign == ">" || sign == ".") && j != byWord && j != byCopula && buf[i-1] != sign[0] {
			continue
		}
		return i + len(sign)
	}
	return i
}

// endOfPhrase returns where a phrase ends that says that the value follows: behind a full
// stop or colon, or with the line.
func endOfPhrase(buf []byte, i int) int {
	near := buf[i:min(len(buf), i+2*longestMark)]
	if end := bytes.IndexByte(near, '\n'); end >= 0 {
		near = near[:end]
	}
	for _, stop := range [...]string{"。", "：", ":"} {
		if end := bytes.Index(near, []byte(stop)); end >= 0 {
			return i + end + len(stop)
		}
	}
	return i + len(near)
}

// afterType passes over a type and the sign that follows: "password: String = ".
func afterType(buf []byte, i int) int {
	end := i
	for end < len(buf) && end-i < 24 && (isLetter(buf[end]) || bytes.IndexByte([]byte("&<>?' "), buf[end]) >= 0) {
		end++
	}
	if end-i < 4 || end+1 >= len(buf) || buf[end-1] != ' ' || buf[end] != '=' || buf[end+1] == '=' || buf[end+1] == '>' {
		return 0
	}
	return skipBlanks(buf, end+1)
}

// aboutValues are words behind "password" before what is none.
var aboutValues = []string{"must", "should", "can", "may", "not", "rule", "polic", "example", "e.g", "length", "contain", "hash", "format", "type", "field", "file", "expire", "invalid", "error", "change", "reset", "required", "prompt", "manager", "option", " if ", "when", "generator", "database", "fingerprint", "sha", " id", "digest", "checksum"}

// speaksAbout says whether words behind "password" say that they tell of one; what it is
// for, does not.
func speaksAbout(words []byte) bool {
	lower := bytes.ToLower(words)
	if at := indexString(lower, "for "); at >= 0 && !bytes.HasPrefix(lower[at:], []byte("for example")) {
		lower = lower[:at]
	}
	return containsAny(lower, aboutValues)
}

// afterWords passes over a few words and a colon that say whose or which password it is:
// "password for the server:", "mot de passe provisoire :".
func afterWords(buf []byte, i int) int {
	near := buf[i:min(len(buf), i+longestMark)]
	end := bytes.IndexByte(near, ':')
	if end < 3 || bytes.HasPrefix(near, []byte("if ")) || bytes.HasPrefix(near, []byte("id")) || bytes.HasPrefix(near, []byte("ID")) || bytes.ContainsAny(near[:end], ".,;=()[]{}<>\"'`\n|!?/") || bytes.Count(near[:end], []byte(" ")) > 4 || speaksAbout(near[:end]) || countDigits(near[:end]) > 0 {
		return 0
	}
	return i + end + 1
}

// onNextLine returns where the next line's text begins if this one has ended, perhaps
// with the sign of a block of YAML.
func onNextLine(buf []byte, i int) int {
	for _, sign := range [...]string{"|-", ">-", "|", ">", ""} {
		rest, ok := bytes.CutPrefix(buf[i:], []byte(sign))
		if ok && len(rest) > 0 && (rest[0] == '\n' || rest[0] == '\r') {
			return skipSpace(buf, len(buf)-len(rest))
		}
	}
	return 0
}
