package detect

import (
	"bytes"
	"unicode/utf8"
)

// A label and its value are joined by more than a sign: by a verb or a particle in a
// sentence, by the tags and attributes of markup, and in a conversation by the end of
// the line that asks and the name of who answers.

const (
	maxLink     = 96  // bytes that may join a label and its value in one line
	maxQuestion = 120 // bytes that may follow a label in the line that asks for it
	maxSpeaker  = 72  // bytes that may stand before an answer
)

// links are the words that join a label and its value, folded.
var links = [...]string{"ニツキマシテハ", "ニツイテハ", "ニツイテ", "ニ関シテハ", "ノ件デスガ", "デスガ", "、", "，", "ハ", "ガ", "ヲ", "ニ", "ト", "モ", "】", "」", "』", "西暦", "和暦", "為", "为", "是", "于", "於", "在", "叫", "는", "은", "이", "가", "입니다", "“", "”", "「", "『", "…", "・", "→", "⇒", "◇", "◆", "‥", "─", "―", "│", "┃", "║",
	"is", "was", "are", "on", "as", "of", "the", "this", "ist", "lautet", "est le", "est", "es", "le", "è", "é", "value", "date", "am", "तिथि", "है"}

// pastLink measures what joins a label and its value at the beginning of a folded text:
// signs, tags, a note in brackets and the words of a sentence.
func pastLink(b []byte) int {
	i := 0
	for i < len(b) && i < 2*maxLink {
		n := linkAt(b[i:])
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// linkAt measures one sign, tag, note or word that joins.
func linkAt(b []byte) int {
	switch b[0] {
	case ' ', '\t', ':', '=', '"', '\'', '|', ']', '>', ',', ';', '[', '.', '-', '*', '`', '~', '_', '/':
		return 1
	case '<':
		return bytes.IndexByte(b[:min(len(b), maxLink)], '>') + 1
	case '(':
		return noteAt(b)
	}
	for _, s := range links {
		if len(b) >= len(s) && string(b[:len(s)]) == s && (s[0] >= 0x80 || len(b) == len(s) || !isLetter(b[len(s)])) {
			return len(s)
		}
	}
	return 0
}

// noteAt measures a note in brackets, or the bracket where a date may stand in it: "(8 digits)"
// is a note.
func noteAt(b []byte) int {
	note := b[:bytes.IndexByte(b[:min(len(b), 40)], ')')+1]
	if countDigits(note) > 4 || len(note) == 0 && countDigits(b[:min(len(b), 40)]) > 0 {
		return 1
	}
	return len(note)
}

// pastAttribute measures the rest of an input's tag from behind its name to its value
// (`name="x" type="date" value="`), or of the header before a form's value, or 0.
func pastAttribute(b []byte) int {
	const value = ` value="`
	if len(b) == 0 || b[0] != '"' {
		return 0
	}
	for _, part := range [...]string{"\"\r\n\r\n", "\"\n\n"} { // of a form (RFC 7578)
		if bytes.HasPrefix(b, []byte(part)) {
			return len(part)
		}
	}
	i := bytes.Index(b[:min(len(b), 2*maxLink)], []byte(value))
	if i < 0 || bytes.ContainsAny(b[:i], "<>") {
		return 0
	}
	return i + len(value)
}

// answerBehind returns the line that answers the one whose rest b begins with, and in
// which left stands before the label: that must end with the label, or ask. Where it only
// ends a sentence, whoever answers must be told. It is final once both lines are there.
func answerBehind(left, b []byte, closed bool) (line []byte, told, final bool) {
	end := bytes.IndexByte(b[:min(len(b), maxQuestion)], '\n')
	if end < 0 {
		return nil, false, closed || len(b) >= maxQuestion
	}
	if !asks(b[:end]) {
		return nil, false, true
	}
	told = endsWith(bytes.TrimRight(b[:end], " \r"), sentenceEnds) && !containsAny(b[:end], requests) && !asksBefore(left)
	rest := bytes.TrimLeft(b[end:], "\r\n")
	if bytes.Count(b[:len(b)-len(rest)], []byte("\n")) > 2 {
		return nil, false, true
	}
	rest = rest[:min(len(rest), maxSpeaker+maxField)]
	if end = bytes.IndexByte(rest, '\n'); end >= 0 {
		return bytes.TrimRight(rest[:end], "\r"), told, true
	}
	return withoutCut(rest), told, closed || len(rest) == maxSpeaker+maxField
}

// asksBefore says whether a line that left ends in has asked by then: "Please tell us your".
func asksBefore(left []byte) bool {
	left = left[max(0, len(left)-maxQuestion):]
	line := bytes.ToLower(left[bytes.LastIndexByte(left, '\n')+1:])
	return containsAny(line, []string{"please", "tell us", "enter", "let me know", "provide", "请", "請"})
}

var sentenceEnds = []string{".", "。", "．", "!", "！"}

// requests are words by which a line asks for what it names.
var requests = []string{"?", "？", "ください", "下さい", "お願い", "願います", "教えて", "いただけ", "頂け", "伺", "please", "let me", "send", "need",
	"お聞かせ", "お知らせ", "もらえ", "发一下", "发给", "给我", "보내",
	"请", "吗", "多少", "什么", "告诉", "주세요", "부탁", "무엇", "인가요", "까요", "입니까"}

// asks says whether the rest of a line behind a label asks for it, or is nothing but
// signs and tags.
func asks(rest []byte) bool {
	if containsAny(rest, requests) {
		return true
	}
	rest = rest[noteLength(rest):]
	for i := 0; i < len(rest); {
		if rest[i] == '<' {
			n := bytes.IndexByte(rest[i:], '>')
			if n < 0 {
				return false
			}
			i += n + 1
			continue
		}
		r, n := utf8.DecodeRune(rest[i:])
		if !isSign(r) && !bytes.ContainsRune([]byte(" .。．!！)）>*_・\"\t\r◇◆■□」』＞=-"), r) {
			return false
		}
		i += n
	}
	return true
}

// answerOpens are the signs that answers to a questionnaire begin with.
var answerOpens = newRuneSet(" \t　→⇒➔➡▶・")

// speeches yields the beginnings that what is said may have in a line, the last one
// first: behind the time and the name of who says it, or behind tags, or else, unless
// those are needed, at its beginning.
func speeches(line []byte, told bool, yield func(said []byte) bool) {
	found := told
	for i := min(len(line), maxSpeaker); i > 0; i-- {
		switch c := line[i-1]; {
		case c == '\t' || c == '>' || c == ']' || c == '-' && i < len(line) && line[i] == ' ':
		case c == ':' && i < len(line) && line[i] == ' ':
		case i >= 3 && string(line[i-3:i]) == "：":
		case (c == '.' || c == ')') && i < 6 && i < len(line) && line[i] == ' ': // A1.
		default:
			continue
		}
		found = true
		if said := bytes.TrimLeft(line[i:], " \t　"); len(said) > 0 && !yield(said) {
			return
		}
	}
	if !found {
		yield(answerOpens.trimLeft(line))
	}
}
