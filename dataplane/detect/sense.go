package detect

import "bytes"

// The same letters can stand for something else: a PAN is a card's number, a tax number of
// India and a personal area network. A text that says in brackets what it means is believed.

const (
	longestAcronym = 5
	// longestSense is how many bytes of a text are looked at for what an acronym stands for.
	longestSense = 60
)

// otherSense says whether the label b[start:end] is an acronym that its text explains as
// something else, or a part of a name such as "SSN-774".
func otherSense(b []byte, start, end int, bits uint64) bool {
	if bits&(negative|otherBit) != 0 || end-start > longestAcronym || !isWord(b[start:end]) {
		return false
	}
	if start > 0 && (b[start-1] == '<' || b[start-1] == '/') && string(b[start:end]) == "cell" {
		return true // a spreadsheet's, and no telephone
	}
	if n := digitsAt(b, min(end+1, len(b))); n > 0 && n <= 4 && b[end] == '-' && end+1+n < len(b) && b[end+1+n] != '-' {
		return true
	}
	said := senseBehind(b[end:])
	if said == nil {
		said = senseBefore(b, start, end)
	}
	return stands(b[start:end], said) && wordsIn(said, 0).bits&bits == 0
}

func isWord(b []byte) bool {
	for _, c := range b {
		if !isLetter(c) {
			return false
		}
	}
	return true
}

// senseBehind returns what stands in the bracket that b begins with.
func senseBehind(b []byte) []byte {
	b = bytes.TrimLeft(b, " ")
	if len(b) == 0 || b[0] != '(' {
		return nil
	}
	end := bytes.IndexByte(b[:min(len(b), longestSense)], ')')
	if end < 0 {
		return nil
	}
	return b[1:end]
}

// senseBefore returns the words before a bracket that holds the acronym b[start:end], as
// many as it has letters.
func senseBefore(b []byte, start, end int) []byte {
	if start < 2 || b[start-1] != '(' || end == len(b) || b[end] != ')' {
		return nil
	}
	before := bytes.TrimRight(b[max(0, start-longestSense):start-1], " ")
	at := len(before)
	for range end - start {
		at = bytes.LastIndexByte(before[:max(0, at)], ' ')
	}
	return before[at+1:]
}

// stands says whether words begin as an acronym has it: each letter begins a word or comes
// later in the same one, as in "NIR (near infrared)".
func stands(acronym, words []byte) bool {
	if bytes.IndexByte(words, ' ') < 0 || words[0] != acronym[0] {
		return false
	}
	i := 0
	for _, c := range words {
		if i < len(acronym) && c == acronym[i] {
			i++
		}
	}
	last := words[bytes.LastIndexByte(words, ' ')+1:]
	return i == len(acronym) && len(last) > 0 && bytes.IndexByte(acronym[1:], last[0]) >= 0
}

// articles are words before "number" that name no number of another kind.
var articles = wordSet("the", "a", "my", "your", "his", "her", "our", "their", "its", "this", "that", "same", "right", "correct", "is", "was", "be",
	"as", "with", "under", "has", "have", "and", "or", "by", "of", "following", "new", "old", "full", "actual", "real", "own", "valid")

// numberPhrase returns where a phrase for a number of some kind begins that a folded text
// ends with, as in "test no.", or -1.
func numberPhrase(folded []byte) int {
	b := bytes.TrimRight(folded, " .:#")
	for _, w := range numberWords {
		rest, ok := bytes.CutSuffix(b, []byte(w))
		if !ok || !isLetter(w[0]) || len(rest) < 2 || rest[len(rest)-1] != ' ' {
			continue
		}
		rest = rest[:len(rest)-1]
		noun := rest[lastNonLetter(rest)+1:]
		if len(noun) < 2 || articles[string(noun)] || qualifiers[string(noun)] {
			return -1
		}
		return len(rest) - len(noun)
	}
	return -1
}

// lastNonLetter returns where the last byte stands that is no ASCII letter, or -1.
func lastNonLetter(b []byte) int {
	i := len(b) - 1
	for i >= 0 && isLetter(b[i]) {
		i--
	}
	return i
}
