package detect

// customRule finds an administrator's keywords as words. Latin ones are found
// in any case and in full width, and not inside a longer word.
func customRule(c Custom) *literalRule {
	context := make([]string, 0, len(c.Context))
	for _, w := range c.Context {
		context = append(context, string(fold(nil, []byte(w))))
	}
	return &literalRule{words: c.Keywords, fold: true, judge: func(w *window) verdict {
		return judgeKeyword(w, context)
	}}
}

func judgeKeyword(w *window, context []string) verdict {
	value := fold(nil, w.buf[w.start:w.end])
	if insideWord(w, value) {
		return verdict{final: true}
	}
	left := fold(w.fold[:0], lastRunes(w.buf[max(0, w.start-300):w.start], 300))
	if len(context) > 0 && !containsAny(left, context) {
		return verdict{final: true}
	}
	open := w.end == len(w.buf) && !w.closed && isWordByte(value[len(value)-1])
	return verdict{hit: true, final: !open, value: value, confidence: 0.9}
}

// insideWord says whether a Latin keyword is only part of a word.
func insideWord(w *window, value []byte) bool {
	before := w.start > 0 && isWordByte(value[0]) && isWordByte(w.buf[w.start-1])
	after := w.end < len(w.buf) && isWordByte(value[len(value)-1]) && isWordByte(w.buf[w.end])
	return before || after
}

func isWordByte(c byte) bool { return isLetter(c) || c-'0' < 10 }

func containsAny(b []byte, words []string) bool {
	for _, w := range words {
		if indexString(b, w) >= 0 {
			return true
		}
	}
	return false
}

// indexString is bytes.Index for a string.
func indexString(b []byte, s string) int {
	for i := 0; i+len(s) <= len(b); i++ {
		if b[i] == s[0] && string(b[i:i+len(s)]) == s {
			return i
		}
	}
	return -1
}
