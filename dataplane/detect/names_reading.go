package detect

import "bytes"

// Forms ask for a name and for its reading in kana, which is no other name: 氏名（カナ）.

// readingWords say in a label's note that it asks for the reading.
var readingWords = []string{"カナ", "かな", "フリガナ", "ふりがな", "ヨミ", "よみ", "ｶﾅ", "ﾌﾘｶﾞﾅ", "Kana", "kana", "セイメイ"}

// readingReach is how many bytes before and behind a label for a reading the label of the name
// itself may stand.
const readingReach = 256

// onlyReading says whether a value is the reading of a name that stands near with a label of
// its own. Alone, a reading counts as the name.
func (v *visit) onlyReading(lit *literal, value []byte, start, end int) bool {
	if r, _ := firstRune(value); !isKana(r) || !v.asksReading(start, end) {
		return false
	}
	right := v.buf[end:min(len(v.buf), end+readingReach)]
	v.settle(start+int(lit.at), v.closed || len(right) == readingReach)
	return namesKanji(v.buf[max(0, start-readingReach):start]) || namesKanji(right)
}

// asksReading says whether the label at buf[start:end] asks for a reading, in a note behind it
// or by the word before it.
func (v *visit) asksReading(start, end int) bool {
	note := v.buf[end:min(len(v.buf), end+maxBullet)]
	note = note[:noteBehind(note)]
	return containsAny(note, readingWords) || endsWith(v.buf[max(0, start-maxBullet):start], readingWords)
}

// namesKanji says whether a text has a label for a name, and kanji right behind it and its signs.
func namesKanji(b []byte) bool {
	for _, label := range [...]string{"氏名", "名前", "漢字"} {
		for rest := b; ; {
			i := bytes.Index(rest, []byte(label))
			if i < 0 {
				break
			}
			rest = rest[i+len(label):]
			value := rest[noteBehind(rest):]
			value = bytes.TrimLeft(labelCloses.trimLeft(value), "\r\n　 ")
			if len(value) > 0 && isKanji(firstOf(value)) {
				return true
			}
		}
	}
	return false
}
