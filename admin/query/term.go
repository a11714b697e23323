package query

import (
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// maxStars bounds the stars of a pattern, whose cost grows with them.
const maxStars = 8

// term compares the values of a field.
type term struct {
	field *Field
	how   comparison
	// low is what is compared with; high ends a range. For a pattern low.s is the
	// pattern in SQLite's GLOB, and pieces what stands between the stars.
	low, high value
	pieces    []string
	prefix    netip.Prefix // of an address
}

type comparison uint8

const (
	exists comparison = iota
	equal
	less
	lessOrEqual
	more
	moreOrEqual
	within // low to high
	like   // a pattern
)

// term makes the comparison of a field; != counts as =.
func (p *parser) term(f *Field, op, v token) (node, error) {
	ordered := strings.HasPrefix(op.text, "<") || strings.HasPrefix(op.text, ">")
	if v.kind == word && v.text == "*" && !ordered {
		return term{field: f, how: exists}, nil
	}
	if ordered && (f.Kind == Text || f.Kind == Address) {
		return nil, p.errorf(op.at, "%s is compared by : and != only, being %s", f.Name, f.Kind)
	}
	switch f.Kind {
	case Number, Time:
		return p.ordered(f, op, v)
	case Address:
		prefix, ok := parsePrefix(v.text)
		if !ok {
			return nil, p.errorf(v.at, "%s is no address, nor a prefix such as 10.0.0.0/8", quote(v.text))
		}
		return newPrefixTerm(f, prefix), nil
	}
	return p.textual(f, v)
}

// ordered compares numbers and times.
func (p *parser) ordered(f *Field, op, v token) (node, error) {
	read, want := parseNumber, "no whole number such as 443 or 10MB"
	if f.Kind == Time {
		read, want = parseTime, "no time such as 2026-11-22 or 2026-11-22T09:30:00Z"
	}
	n, ok := read(v.text)
	if !ok {
		return nil, p.errorf(v.at, "%s is %s", quote(v.text), want)
	}
	how := map[string]comparison{
		":": equal, "=": equal, "!=": equal, "<": less, "<=": lessOrEqual, ">": more, ">=": moreOrEqual,
	}[op.text]
	return term{field: f, how: how, low: value{n: n}}, nil
}

// parseNumber reads an integer of 0 or more, with a unit of bytes or without.
func parseNumber(s string) (int64, bool) {
	units := []struct {
		name string
		size int64
	}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"", 1}}
	for _, u := range units {
		digits, ok := strings.CutSuffix(s, u.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(digits, 10, 64)
		return n * u.size, err == nil && n >= 0 && digits[0] != '+' && n <= (1<<63-1)/u.size
	}
	return 0, false
}

func parseTime(s string) (int64, bool) {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UnixMilli(), true
		}
	}
	return 0, false
}

func newPrefixTerm(f *Field, p netip.Prefix) term {
	low, high := ends(p)
	return term{field: f, how: within, low: value{s: low}, high: value{s: high}, prefix: p}
}

// textual compares texts: a word with stars is a pattern, and a quoted text never.
func (p *parser) textual(f *Field, v token) (node, error) {
	stars := strings.Count(v.text, "*")
	if v.kind == quoted || stars == 0 {
		return term{field: f, how: equal, low: value{s: fold(v.text)}}, nil
	}
	if stars > maxStars {
		return nil, p.errorf(v.at, "a pattern has %d stars at most, not %d", maxStars, stars)
	}
	return newPattern(f, strings.Split(v.text, "*")), nil
}

// newPattern matches pieces that follow each other, with anything between them.
func newPattern(f *Field, pieces []string) term {
	t := term{field: f, how: like}
	globs := make([]string, len(pieces))
	for i, piece := range pieces {
		piece = fold(piece)
		t.pieces = append(t.pieces, piece)
		globs[i] = strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]").Replace(piece)
	}
	t.low.s = strings.Join(globs, "*")
	return t
}

// bareWords looks for a text anywhere in the fields for that.
func (p *parser) bareWords(t token) (node, error) {
	pieces := []string{"", t.text, ""}
	if t.kind == word {
		pieces = strings.Split("*"+t.text+"*", "*")
	}
	if stars := len(pieces) - 3; stars > maxStars {
		return nil, p.errorf(t.at, "a pattern has %d stars at most, not %d", maxStars, stars)
	}
	var list or
	for _, f := range fields {
		if f.Bare {
			list = append(list, newPattern(f, pieces))
		}
	}
	return list, p.count(t)
}
