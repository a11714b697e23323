package detect

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// Fields of forms, JSON and XML that a value is spread over, such as tel1, tel2 and tel3. It
// is read at the second one, whose name says that there is another before it.

var (
	spreadPhoneWords = []string{"tel2", "tel_2", "tel-2", "tel[1]", "telno2", "tel_no2", "phone2", "phone_2", "phone-2", "phone[1]", "電話番号2", "電話番号_2", "電話2"}
	spreadPlaceWords = []string{"addr2", "addr_2", "addr-2", "addr[1]", "address2", "address_2", "address-2", "address[1]", "住所2", "住所_2"}
)

const (
	// spreadReach is how far from the second field the others are looked for.
	spreadReach = 160
	// spreadSigns is how much stands between a field's name and its value at most.
	spreadSigns = 48
)

// judgeSpreadPhone joins the parts of a telephone number.
func judgeSpreadPhone(w *window) verdict {
	parts, end := spreadFields(w, 3)
	final := w.closed || len(w.buf) >= w.end+2*spreadReach
	if len(parts) < 3 {
		return verdict{final: final}
	}
	var room [maxDigits + 4]byte
	norm := joinedPhone(room[:0], parts, w.fold[:0])
	if norm == nil {
		return verdict{final: final}
	}
	return verdict{hit: true, final: final, value: norm, confidence: 0.9, extent: end - w.start}
}

// judgeSpreadPlace joins the lines of an address, of which none is an address by itself.
func judgeSpreadPlace(w *window) verdict {
	parts, end := spreadFields(w, 2)
	final := w.closed || len(w.buf) >= w.end+2*spreadReach
	if len(parts) < 2 {
		return verdict{final: final}
	}
	var joined, room []byte
	for _, part := range parts {
		if _, confidence := addressCell(part, "", room); confidence >= leastConfidence {
			return verdict{final: final}
		}
		if len(joined) > 0 && joined[len(joined)-1] < utf8.RuneSelf && part[0] < utf8.RuneSelf {
			joined = append(joined, ' ')
		}
		joined = append(joined, part...)
	}
	norm, confidence := addressCell(joined, "", w.fold[:0])
	if confidence < leastConfidence {
		return verdict{final: final}
	}
	return verdict{hit: true, final: final, value: norm, sample: joined, confidence: 0.9, extent: end - w.start}
}

// spreadFields returns the values of the fields before and at the word, and behind it until
// one is missing or there are as many as in longestSpread, and where the last one ends. Of
// fewer than least, it returns none.
func spreadFields(w *window, least int) (parts [][]byte, end int) {
	second := strings.TrimRight(w.word, "]")
	base, digit := second[:len(second)-1], second[len(second)-1]
	if w.start > 0 && isLetter(w.buf[w.start-1]) && base[0] < utf8.RuneSelf { // "hotel2"
		return nil, 0
	}
	before := w.buf[max(0, w.start-spreadReach):w.start]
	at := lastIndexFold(before, base+string(digit-1))
	if at > 0 && before[at-1] == '/' { // the tag that ends an element
		at = lastIndexFold(before[:at], base+string(digit-1))
	}
	if at < 0 {
		return nil, 0
	}
	parts, at = append(parts, fieldText(before[at+len(base)+1:])), w.end
	for n := digit + 1; len(parts) < longestSpread; n++ {
		behind := w.buf[at:min(len(w.buf), w.end+2*spreadReach)]
		next := indexFold(behind, base+string(n))
		if next < 0 {
			next = len(behind)
		}
		value := fieldText(behind[:next])
		if len(value) > 0 {
			end = at + bytes.Index(behind, value) + len(value)
			parts = append(parts, value)
		}
		if next == len(behind) || len(value) == 0 {
			break
		}
		at += next + len(base) + 1
	}
	if len(parts) < least || len(parts[0]) == 0 {
		return nil, 0
	}
	return parts, end
}

// fieldText returns the value that stands behind a field's name in b, in whatever notation:
// name=value, "name":"value", <name>value<, name="name" value="value".
func fieldText(b []byte) []byte {
	signs := b[:min(len(b), spreadSigns)]
	if i := bytes.Index(signs, []byte("value=")); i >= 0 {
		b = b[i+len("value="):]
	} else if i := bytes.IndexAny(signs, ":=>"); i >= 0 && len(bytes.Trim(signs[:i], "])\"'\\ \t")) == 0 {
		b = b[i+1:]
	} else {
		return nil
	}
	b = bytes.TrimLeft(b, "\"'\\ \t")
	if i := bytes.IndexAny(b, "\"'\\<>&\r\n,;"); i >= 0 {
		b = b[:i]
	}
	return bytes.TrimSpace(b)
}

// isSpreadPlace says whether a literal is the name of an address's second line.
func isSpreadPlace(word string) bool { return slices.Contains(spreadPlaceWords, word) }
