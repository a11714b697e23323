package content

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// parseHeaders reads header fields (RFC 5322, 2.2), unfolded, by lower case name.
// Of a repeated field the first counts.
func parseHeaders(b []byte) map[string]string {
	h := map[string]string{}
	last := ""
	for line := range bytes.SplitSeq(b, []byte("\n")) {
		line = bytes.TrimRight(line, "\r")
		if len(line) > 0 && (line[0] == ' ' || line[0] == '\t') && last != "" {
			h[last] += " " + string(bytes.TrimSpace(line))
			continue
		}
		name, value, ok := bytes.Cut(line, []byte(":"))
		last = strings.ToLower(string(bytes.TrimSpace(name)))
		if _, repeated := h[last]; !ok || repeated {
			last = ""
			continue
		}
		h[last] = string(bytes.TrimSpace(value))
	}
	return h
}

// parameters reads the parameters of a header such as Content-Type by lower case
// name: quoted or not, and as RFC 2231 splits and encodes them. Where the header
// isn't well-formed it reads what can be read.
func parameters(header string) map[string]string {
	p := map[string]string{}
	_, rest, _ := strings.Cut(header, ";")
	for rest != "" {
		var name, value string
		name, rest = cutAny(rest, "=;")
		if !strings.HasPrefix(rest, "=") {
			rest = strings.TrimPrefix(rest, ";")
			continue
		}
		value, rest = parameterValue(rest[1:])
		name = strings.ToLower(strings.TrimSpace(name))
		if _, repeated := p[name]; !repeated {
			p[name] = value
		}
	}
	joinContinued(p)
	return p
}

func cutAny(s, chars string) (before, rest string) {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// parameterValue reads a value, and the semicolon after it. Within quotes only
// the quote and the backslash are escaped: some browsers send Windows paths.
func parameterValue(s string) (value, rest string) {
	s = strings.TrimLeft(s, " \t")
	if !strings.HasPrefix(s, `"`) {
		value, rest = cutAny(s, ";")
		return strings.TrimSpace(value), strings.TrimPrefix(rest, ";")
	}
	var b strings.Builder
	i := 1
	for ; i < len(s) && s[i] != '"'; i++ {
		if s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\') {
			i++
		}
		b.WriteByte(s[i])
	}
	_, rest = cutAny(s[min(i+1, len(s)):], ";")
	return b.String(), strings.TrimPrefix(rest, ";")
}

// joinContinued adds to p what RFC 2231 spreads over name*, or name*0, name*1*….
func joinContinued(p map[string]string) {
	for _, key := range slices.Sorted(maps.Keys(p)) {
		name, section, extended := strings.Cut(key, "*")
		if !extended || section != "" && section != "0" && section != "0*" {
			continue
		}
		label, value := "", p[key]
		if section == "" || section == "0*" {
			label, value = extendedValue(value)
		}
		for i := 1; section != "" && i < maxContinuations; i++ {
			next, ok := continuation(p, name, i)
			if !ok {
				break
			}
			value += next
		}
		// The extended form is the better one (RFC 6266, 4.3).
		p[name] = labelled(value, label)
	}
}

const maxContinuations = 100

func continuation(p map[string]string, name string, i int) (string, bool) {
	key := name + "*" + strconv.Itoa(i)
	if v, ok := p[key]; ok {
		return v, true
	}
	v, ok := p[key+"*"]
	return percentDecoded(v), ok
}

// extendedValue splits charset'language'percent-encoded (RFC 8187) and decodes
// the percent signs.
func extendedValue(v string) (label, value string) {
	label, rest, _ := strings.Cut(v, "'")
	_, value, ok := strings.Cut(rest, "'")
	if !ok {
		return "", percentDecoded(v)
	}
	return label, percentDecoded(value)
}

// labelled decodes a string whose charset is labelled, or guesses it.
func labelled(s, label string) string {
	if c := namedCharset(label); c != nil {
		return inCharset(s, c)
	}
	return readable(s)
}

func percentDecoded(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && hexValue(s[i+1]) < 16 && hexValue(s[i+2]) < 16 {
			b.WriteByte(hexValue(s[i+1])<<4 | hexValue(s[i+2]))
			i += 2
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// parameter returns a parameter of a header, or "".
func parameter(header, name string) string {
	if !strings.Contains(header, ";") {
		return ""
	}
	return parameters(header)[name]
}

// fileName returns the file name that a part declares, without its folders.
func fileName(disposition, mediaType string) string {
	name := parameter(disposition, "filename")
	if name == "" {
		name = parameter(mediaType, "name")
	}
	name = wordsDecoded(name)
	// In Shift_JIS the second byte of a character may be a backslash.
	if i := strings.LastIndexAny(name, `/\`); i >= 0 && i+1 < len(name) && isUTF8([]byte(name)) {
		name = name[i+1:]
	}
	return readable(name)
}

// readable returns a name in UTF-8, whatever charset it came in.
func readable(name string) string {
	if n := asciiPrefix([]byte(name)); n < len(name) {
		return inCharset(name, guessCharset([]byte(name[n:])))
	}
	return name
}

// inCharset decodes a short string.
func inCharset(s string, c *charset) string {
	d := c.decoder()
	if d == nil {
		return strings.ToValidUTF8(s, replacement)
	}
	buf := make([]byte, 4*len(s)+2*maxGlyph)
	n, _ := d.decode(buf, []byte(s), true)
	return string(buf[:n])
}
