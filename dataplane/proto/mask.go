package proto

import "strings"

// maskRun is the number of digits from which on a run may be somebody's number
// (the shortest national numbers have nine) and must not reach an event.
const maskRun = 9

// mask makes a text from the wire fit for events: control characters go, and runs
// of digits long enough to identify someone, separators included, become "…". At
// most limit bytes of v are used.
func mask(v string, limit int) string {
	v = strings.ToValidUTF8(v[:min(len(v), limit)], "")
	var out strings.Builder
	out.Grow(len(v))
	for len(v) > 0 {
		n, digits := digitRun(v)
		switch {
		case digits >= maskRun:
			out.WriteString("…")
		case n > 0:
			out.WriteString(v[:n])
		default:
			n = printable(&out, v)
		}
		v = v[n:]
	}
	return out.String()
}

// printable copies one character unless it is a control character.
func printable(out *strings.Builder, v string) int {
	for i, r := range v {
		if i > 0 {
			return i
		}
		if r >= 0x20 && (r < 0x7f || r > 0x9f) {
			out.WriteRune(r)
		}
	}
	return len(v)
}

// digitRun measures the digits at the start of v and counts them, letting single
// separators stand between them; n is 0 if v doesn't start with a digit.
func digitRun(v string) (n, digits int) {
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case c >= '0' && c <= '9':
			digits++
			n = i + 1
		case i == 0, i > n, !strings.ContainsRune("-_ +()", rune(c)):
			return n, digits
		}
	}
	return n, digits
}

// maskURL keeps of a request target its path and the keys of its query: values
// carry what must not reach an event.
func maskURL(target string, limit int) string {
	path, query, has := strings.Cut(target[:min(len(target), limit)], "?")
	path = maskPath(path)
	if !has {
		return path
	}
	keys := strings.FieldsFunc(query, func(r rune) bool { return r == '&' || r == ';' })
	for i, pair := range keys {
		keys[i] = maskPair(pair)
	}
	return path + "?" + strings.Join(keys, "&")
}

// maskPair keeps the key of "key=value". A query without "=" is all value.
func maskPair(pair string) string {
	key, _, has := strings.Cut(pair, "=")
	if !has {
		return "…"
	}
	return maskSegment(key) + "=…"
}

func maskPath(path string) string {
	segments := strings.Split(path, "/")
	for i, v := range segments {
		segments[i] = maskSegment(v)
	}
	return strings.Join(segments, "/")
}

// maskSegment hides a path segment that may name a person: an address with "@".
// The authority of an absolute target loses its user information the same way.
func maskSegment(v string) string {
	if strings.Contains(v, "@") || strings.Contains(strings.ToLower(v), "%40") {
		return "…"
	}
	return mask(v, len(v))
}
