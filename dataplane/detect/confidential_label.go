package detect

import (
	"bytes"
	"unicode/utf8"
)

const labelClass = "confidential.label"

// Labels that name nothing but a secret count wherever a label can stand.
var strongLabels = []string{
	"極秘", "厳秘", "社外秘", "部外秘", "関係者外秘", "㊙", "マル秘", "取扱注意", "取り扱い注意", "持出禁止", "持ち出し禁止", "複写禁止", "営業秘密", "開示禁止",
	"strictly confidential", "highly confidential", "company confidential", "internal use only", "for internal use only", "trade secret",
	"confidential and proprietary", "proprietary and confidential", "绝密", "核心商密", "普通商密", "内部资料", "內部資料", "商业秘密", "商業機密",
	"대외비", "극비",
}

// Words that are also ordinary ones need brackets, capitals on their own line,
// or a key such as "classification" before them.
var weakLabels = []string{"機密", "秘密", "confidential", "proprietary", "restricted", "机密", "機密件", "密件", "기밀"}

func init() {
	register(&detector{
		class: labelClass,
		basis: "Unfair Competition Prevention Act (Japan, Act 47 of 1993, article 2(6)) and the guideline on managing trade secrets; " +
			"GB/T 7156 (China); usual markings in English and Korean",
		literal: &literalRule{words: append(append([]string{}, strongLabels...), weakLabels...), fold: true, judge: judgeLabel},
		finds: []string{
			"社外秘\n2026年度 事業計画\n",
			"【社外秘】新製品の価格について\n本文です。",
			"STRICTLY CONFIDENTIAL\n\nProject plan",
			"<p>CONFIDENTIAL</p>",
			"機密区分：社外秘\n",
			"Classification: Confidential\n",
			"ＣＯＮＦＩＤＥＮＴＩＡＬ\n",
			"社外秘　開発ロードマップ\n",
			"机密★10年\n",
			"（대외비）\n분기 보고",
			"売上報告\n\n- 極秘 -\n",
			"内部资料\n",
			"Acme Corp. | CONFIDENTIAL\n",
		},
		passes: []string{
			"これは社外秘ではない資料です。\n",
			"本メールは機密情報を含む場合があります。\n",
			"If you are not the intended recipient, this confidential message must be deleted.\n",
			"秘密保持契約書のひな形\n",
			"社外秘の資料を持ち出さないでください。\n",
			"非機密\n",
			"not confidential\n",
			"Confidential information shall mean any information.\n",
			"機密解除\n",
			"const Confidential = 3\n",
			"秘密の花園を読んだ。\n",
			"the area is restricted\n",
			"	Restricted,\n",
			"_POSIX_CHOWN_RESTRICTED\n",
			"// for internal use only\n",
			"# For internal use only\nsub parse {",
			"=head2 B<FOR INTERNAL USE ONLY>\n",
			"B<FOR INTERNAL USE ONLY>\n",
			"\t\t\t# For internal use only\n",
		},
		findsNamed: []string{"【社外秘】計画.xlsx", "plan_CONFIDENTIAL_v2.pdf", "極秘_開発計画.docx"},
	})
}

// judgeLabel decides by the position in the line; inside a sentence a label is
// only a word.
func judgeLabel(w *window) verdict {
	if amidLetters(w) {
		return verdict{final: true}
	}
	left, right, final := labelLine(w)
	value := fold(nil, w.buf[w.start:w.end])
	score := labelScore(w, left, right, value)
	if score == 0 {
		return verdict{final: final}
	}
	return verdict{hit: true, final: final, value: value, confidence: score}
}

// amidLetters says whether letters touch the label on both sides. It spares
// reading the line.
func amidLetters(w *window) bool {
	l, _ := utf8.DecodeLastRune(w.buf[:w.start])
	r, _ := utf8.DecodeRune(w.buf[w.end:])
	letter := func(r rune) bool { return isKanji(r) || isKana(r) || r < utf8.RuneSelf && isLetter(byte(r)) }
	return letter(l) && letter(r)
}

// labelLine returns the line's text on both sides of the label.
func labelLine(w *window) (left, right []byte, final bool) {
	left = w.buf[:w.start]
	if i := bytes.LastIndexByte(left, '\n'); i >= 0 {
		left = left[i+1:]
	}
	right, final = w.buf[w.end:], w.closed
	if i := bytes.IndexByte(right, '\n'); i >= 0 {
		right, final = right[:i], true
	}
	return left, right, final
}

func labelScore(w *window, left, right, value []byte) float64 {
	weak := isWeak(value)
	before, after := undecorated(left), undecorated(right)
	lower := w.buf[w.start] == value[0] && isLetter(value[0])
	switch {
	case bytes.HasSuffix(value, []byte("internal use only")) && inComment(left):
		return 0
	case isLetter(value[0]) && (inIdentifier(left) || inIdentifier(right[:min(1, len(right))])):
		return 0
	case validity(right):
		return 0.99
	case len(before) == 0 && len(after) == 0 && !lower && !listed(right):
		return 0.9
	case keyed(left) && endsValue(right):
		return 0.95
	case bracketed(left, right) && len(before) < 60:
		return 0.85
	case lower || weak && !capitals(w.buf[w.start:w.end]):
		return 0
	case isLetter(value[0]):
		return latinHeading(before, after, left, right)
	}
	return heading(w, before, after, right)
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
	for {
		b = bytes.Trim(b, " \t\r*#=-_|/<>[]()\"'")
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
		switch r {
		case '　', '【', '】', '［', '］', '（', '）', '〔', '〕', '「', '」', '《', '》', '＜', '＞', '※', '■', '●', '◆', '★', '・', '－', '—', '–', '|', '｜', utf8.RuneError:
			return true
		}
		return false
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

// listed says that a label alone on its line is an item of program text.
func listed(right []byte) bool {
	r := bytes.TrimSpace(right)
	return len(r) > 0 && (r[0] == ',' || r[0] == ';' || r[0] == '=')
}

// validity knows the Chinese state mark: a star and a term behind the label.
func validity(right []byte) bool {
	return bytes.HasPrefix(right, []byte("★"))
}

// keyed says whether a key such as "classification:" stands before.
func keyed(left []byte) bool {
	l := fold(nil, lastRunes(left, 24))
	l = bytes.TrimRight(l, " :=\"'\t")
	for _, key := range [...]string{"classification", "sensitivity", "区分", "密级", "密級", "取扱", "confidentiality", "重要度", "등급"} {
		if len(l) < len(left) && bytes.HasSuffix(l, fold(nil, []byte(key))) {
			return true
		}
	}
	return false
}

func endsValue(right []byte) bool {
	r := bytes.TrimLeft(right, " \t\r")
	return len(r) == 0 || bytes.IndexByte([]byte("\"'<,;)|"), r[0]) >= 0
}

// bracketed says whether the label stands in brackets of its own.
func bracketed(left, right []byte) bool {
	l, _ := utf8.DecodeLastRune(left)
	r, _ := utf8.DecodeRune(right)
	switch l {
	case '【':
		return r == '】'
	case '[', '［':
		return r == ']' || r == '］'
	case '〔', '《', '＜':
		return r == '〕' || r == '》' || r == '＞'
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

// latinHeading accepts capitals at a line's end or beginning, set off by a sign.
func latinHeading(before, after, left, right []byte) float64 {
	if len(before) > 60 || len(after) > 60 || len(before) > 0 && len(after) > 0 {
		return 0
	}
	sign := func(b []byte, at int) bool {
		return len(b) > at && bytes.IndexByte([]byte("|-:*/"), b[at]) >= 0
	}
	r, l := bytes.TrimLeft(right, " "), bytes.TrimRight(left, " ")
	if len(before) == 0 && sign(r, 0) || len(after) == 0 && len(l) > 0 && (sign(l, len(l)-1) || l[len(l)-1] == '.') {
		return 0.8
	}
	return 0
}

// heading accepts a label that begins or ends a short line and is set off by a
// space, near a text's beginning.
func heading(w *window, before, after, right []byte) float64 {
	near := w.offset+int64(w.start) < 800
	short := utf8.RuneCount(before) <= 40 && utf8.RuneCount(after) <= 40 && (len(before) == 0 || len(after) == 0)
	if !near || !short || isWeak(w.buf[w.start:w.end]) || bytes.Contains(after, []byte("。")) {
		return 0
	}
	r, _ := utf8.DecodeRune(right)
	l, _ := utf8.DecodeLastRune(w.buf[:w.start])
	apart := func(r rune) bool {
		return r == ' ' || r == '　' || r == '\t' || r == '：' || r == '）' || r == '（'
	}
	if len(before) == 0 && apart(r) || len(after) == 0 && apart(l) {
		return 0.75
	}
	return 0
}

func isWeak(value []byte) bool {
	for _, l := range weakLabels {
		if l == string(value) {
			return true
		}
	}
	return false
}

// labelInName looks for a label in a file name, where it stands apart.
func labelInName(name string) verdict {
	folded := fold(nil, []byte(name))
	for _, l := range append(append([]string{}, strongLabels...), weakLabels...) {
		word := string(fold(nil, []byte(l)))
		i := indexString(folded, word)
		if i < 0 || isLetter(word[0]) && (i > 0 && isLetter(folded[i-1]) || i+len(word) < len(folded) && isLetter(folded[i+len(word)])) {
			continue
		}
		if !isLetter(word[0]) && isWeak([]byte(l)) && !setOff(folded, i, len(word)) {
			continue
		}
		return verdict{hit: true, final: true, value: []byte(word), confidence: 0.85}
	}
	return verdict{}
}

// setOff says whether a weak word stands between signs or at the name's edge.
func setOff(name []byte, i, n int) bool {
	edge := func(r rune) bool { return r < 0x80 || r == '】' || r == '【' || r == '（' || r == '）' }
	l, _ := utf8.DecodeLastRune(name[:i])
	r, _ := utf8.DecodeRune(name[i+n:])
	return (i == 0 || edge(l)) && (i+n == len(name) || edge(r))
}
