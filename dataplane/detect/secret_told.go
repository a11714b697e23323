package detect

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// passwordTold reads a password that a sentence has before its label, or that the lines
// below tell: as the answer to a question, or behind a line that announces it.
func passwordTold(buf []byte, n *secretName, label string) (v secretValue, score float64) {
	if v, ok := toldBefore(buf, n); ok {
		return v, passwordScore(v.text, namedAt)
	}
	if label == "pass" && len(n.before) == 0 { // a verb, too
		return v, 0
	}
	line, below, ended := bytes.Cut(buf[n.end:], []byte("\n"))
	if !ended || len(bytes.TrimSpace(below)) == 0 {
		return v, 0
	}
	first := bytes.LastIndexByte(buf[:n.start], '\n') + 1
	switch said := buf[first : n.end+len(line)]; {
	case asksFor(said):
		v.text = answerIn(below)
	case announces(said, line):
		v.text = aloneIn(below, maxPassword)
	}
	if isPIN(v.text) && len(v.text) >= minPassword && (!isASCII(label) || label == "passcode") {
		return v, 0.8
	}
	if len(v.text) == 0 {
		return v, 0
	}
	return v, passwordScore(v.text, namedAt)
}

// toldWords stand between a password and its label: "x is the password", "use x as password".
var toldWords = [...]string{" is the ", " is your ", " is our ", " is my ", " (that's the ", " (this is the ", " as the ", " as your ", " as ", " when asked for the ", " when asked for a ", " for the "}

// toldBefore finds the value in such a sentence.
func toldBefore(buf []byte, n *secretName) (v secretValue, ok bool) {
	if n.start < 4 || buf[n.start-1] != ' ' && buf[n.start] < utf8.RuneSelf || n.end-n.start < len("pw") {
		return v, false
	}
	left := buf[max(0, n.start-secretURLBytes):n.start]
	left = left[bytes.LastIndexByte(left, '\n')+1:]
	for _, word := range [...]string{"new ", "temporary ", "initial ", "current ", "admin ", "login ", "default ", "wifi ", "Wi-Fi ", "WiFi "} {
		left = bytes.TrimSuffix(left, []byte(word))
	}
	if rest, found := bytes.CutSuffix(left, []byte("が")); found {
		v.text = lastASCII(bytes.TrimRight(rest, " 　」』"))
		return v, bytes.HasPrefix(buf[n.end:], []byte("です"))
	}
	for _, word := range toldWords {
		if rest, found := bytes.CutSuffix(left, []byte(word)); found {
			v.text = bytes.Trim(rest[bytes.LastIndexAny(rest, " \t")+1:], "\"'`*,:“”‘’")
			begins := word[1] == 'i' || containsAny(bytes.ToLower(rest[:len(rest)-len(v.text)]), []string{"use ", "using ", "enter ", "type ", "set ", "with "})
			return v, begins && len(v.text) >= minPassword
		}
	}
	return v, false
}

// asking and announcing are words of lines that want a password, and that say that it comes.
var (
	asking     = []string{"教え", "何でし", "何です", "なんでし", "なんだっけ", "なんです", "分かり", "わかり", "알려", "뭐예요", "뭐에요", "뭔가요", "뭐였", "뭐지", "뭐야", "多少", "是什么", "是啥", "什麼", "发一下", "發一下", "告诉", "告訴"}
	announcing = []string{"お知らせ", "お送り", "送ります", "送付", "通知", "ご連絡", "連絡します", "下記", "以下", "次の", "発行しま", "設定しま", "変更しま", "following", "below", "here is", "here's", "as follows", "如下", "以下", "通知您", "다음", "아래", "안내", "알려드", "보내드"}
	// elsewhere are words of lines that say that it comes by another way.
	elsewhere = []string{"別途", "別メール", "別便", "電話", "口頭", "SMS", "separate", "by phone", "另行", "别的", "별도", "따로"}
)

// asksFor says whether a line asks for something.
func asksFor(said []byte) bool {
	said = bytes.TrimRight(said, " \t\r　)）」\"'")
	if rest, ok := subject(said); ok && len(rest) > 3 && strings.EqualFold(string(rest[:3]), "re:") {
		return true
	}
	if bytes.HasSuffix(said, []byte("?")) || bytes.HasSuffix(said, []byte("？")) {
		return !containsAny(bytes.ToLower(said), []string{"forgot", "lost your", "reset", "忘れ", "忘记", "忘記", "잊"})
	}
	return len(said) > 0 && said[len(said)-1] >= utf8.RuneSelf && containsAny(said, asking) && !containsAny(said, elsewhere)
}

// subject returns the subject of a mail that a line of its head has.
func subject(line []byte) (text []byte, ok bool) {
	for _, name := range [...]string{"Subject:", "件名：", "件名:"} {
		if text, ok = bytes.CutPrefix(line, []byte(name)); ok {
			return bytes.TrimLeft(text, " "), true
		}
	}
	return nil, false
}

// announces says whether a line says that a password follows.
func announces(said, behind []byte) bool {
	said = bytes.TrimRight(said, " \t\r　")
	last, _ := utf8.DecodeLastRune(said)
	if _, ok := subject(said); ok {
		return !containsAny(said, elsewhere) && !speaksAbout(behind)
	}
	if bytes.HasSuffix(said, []byte(" is")) || bytes.HasSuffix(said, []byte("は")) {
		return true
	}
	if !strings.ContainsRune("。．.:：すただ다요", last) || containsAny(said, elsewhere) {
		return false
	}
	return (last == ':' || last == '：') && !speaksAbout(behind) || containsAny(bytes.ToLower(said), announcing)
}

// linesBelow is how many lines that are not empty are looked at below.
const linesBelow = 5

// aloneIn returns the value, of no more than some characters, that is all that one of the
// next lines has.
func aloneIn(below []byte, longest int) []byte {
	for seen := 0; seen < linesBelow/2 && len(below) > 0; {
		var line []byte
		line, below, _ = bytes.Cut(below, []byte("\n"))
		line = bytes.TrimFunc(line, isFrame)
		if len(line) == 0 {
			continue
		}
		if isSecretWord(line) && len(line) <= longest {
			return line
		}
		seen++
	}
	return nil
}

// isFrame knows what is drawn around a value, and between it and the text.
func isFrame(r rune) bool {
	return r <= ' ' || r >= 0x2500 && r <= 0x25ff || strings.ContainsRune("　「」『』【】［］“”\"'`*・=—―ー＝", r)
}

// isSecretWord says whether a text is one word of ASCII as passwords are, and no address.
func isSecretWord(b []byte) bool {
	return len(b) >= minPassword && bytes.IndexFunc(b, func(r rune) bool { return r <= ' ' || r > '~' }) < 0 && !bytes.ContainsAny(b, "/()[]{}<>;")
}

// answerIn returns the value that one of the next messages is, or ends with.
func answerIn(below []byte) []byte {
	for seen := 0; seen < linesBelow && len(below) > 0; {
		var line []byte
		line, below, _ = bytes.Cut(below, []byte("\n"))
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		if v := answer(line); v != nil && (isPIN(v) || passwordScore(v, namedAt) > 0) {
			return v
		}
		seen++
	}
	return nil
}

// politeEnds are what answers end with behind a value, besides a full stop.
var politeEnds = []string{"。", ".", "です", "でした", "だよ", "だと思います", "ですよ", "ですね", "입니다", "이에요", "예요", "이요", "요", "哦", "呀", "」", "”", "\"", "'", "`", " ", "</p>", "</div>", "</li>", "<br>", "<br/>", "<br />"}

// openers are what they begin with before it.
var openers = []string{"it's", "it’s", "its", "it is", "is", "sure", "here", "here you go", "try", "that's", "should be", "was", "是", "は", "→", "=", "-", "–"}

// answer returns the value that a message has, behind who writes it when, or nil.
func answer(line []byte) []byte {
	for cut := true; cut; {
		cut = false
		for _, end := range politeEnds {
			if rest, ok := bytes.CutSuffix(line, []byte(end)); ok {
				line, cut = rest, true
			}
		}
	}
	v := lastASCII(line)
	if !isSecretWord(v) || len(v) > maxPassword {
		return nil
	}
	before := bytes.TrimRight(line[:len(line)-len(v)], " \t　「“\"'`")
	if isSpeaker(before) || slices.ContainsFunc(openers, func(word string) bool { return endsInWord(before, word) }) {
		return v
	}
	return nil
}

// lastASCII returns the word of ASCII that b ends with.
func lastASCII(b []byte) []byte {
	start := len(b)
	for start > 0 && b[start-1] > ' ' && b[start-1] <= '~' && b[start-1] != '"' && b[start-1] != '`' {
		start--
	}
	return b[start:]
}

// endsInWord says whether a text ends with a word, whatever its case.
func endsInWord(b []byte, word string) bool {
	rest := len(b) - len(word)
	return rest >= 0 && strings.EqualFold(string(b[rest:]), word) && (rest == 0 || word[0] >= utf8.RuneSelf || !isWordByte(b[rest-1]))
}

// isSpeaker says whether what stands before a message is nothing, or who wrote it when.
func isSpeaker(before []byte) bool {
	if len(before) == 0 || len(before) == len("A.") && before[1] == '.' {
		return true
	}
	last, _ := utf8.DecodeLastRune(before)
	if strings.ContainsRune(":：]】>＞)）|", last) {
		return true
	}
	at := bytes.IndexByte(before, ':')
	return at > 0 && at+1 < len(before) && before[at-1]-'0' < 10 && before[at+1]-'0' < 10 && len(bytes.Fields(before)) <= 4
}
