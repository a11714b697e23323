package query

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// MaxText bounds a query, in bytes.
	MaxText = 4096
	// maxDepth bounds parentheses and NOTs within each other.
	maxDepth = 32
	// maxTerms bounds the comparisons in a query.
	maxTerms = 64
)

// Query is a parsed query. It doesn't change, and may be used by many at a time.
type Query struct {
	text string
	root node
}

// String is the text that the query was parsed from.
func (q *Query) String() string { return q.text }

// Parse reads a query. One without words matches everything. The error is an *Error
// with the position of what is wrong; where a field's name is, with the nearest one.
func Parse(text string) (*Query, error) {
	p := parser{lexer: lexer{text: text}}
	if len(text) > MaxText {
		return nil, p.errorf(0, "a query has %d bytes at most, not %d", MaxText, len(text))
	}
	if !utf8.ValidString(text) {
		return nil, p.errorf(0, "a query is text in UTF-8")
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.next.kind == end {
		return &Query{text: text, root: all{}}, nil
	}
	root, err := p.either(0)
	if err != nil {
		return nil, err
	}
	if p.next.kind != end {
		return nil, p.errorf(p.next.at, "%q has no beginning", p.next.text)
	}
	return &Query{text: text, root: root}, nil
}

type parser struct {
	lexer
	terms int
}

// is tells whether the next token is a keyword.
func (p *parser) is(keyword string) bool {
	return p.next.kind == word && p.next.text == keyword
}

// either parses conditions joined by OR.
func (p *parser) either(depth int) (node, error) {
	first, err := p.both(depth)
	if err != nil || !p.is("OR") {
		return first, err
	}
	list := or{first}
	for p.is("OR") {
		if err := p.advance(); err != nil {
			return nil, err
		}
		n, err := p.both(depth)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

// both parses conditions joined by AND, or by nothing.
func (p *parser) both(depth int) (node, error) {
	var list and
	for {
		n, err := p.negation(depth)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
		if p.is("AND") {
			if err := p.advance(); err != nil {
				return nil, err
			}
			continue
		}
		if p.next.kind == end || p.next.kind == shut || p.is("OR") {
			break
		}
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return list, nil
}

func (p *parser) negation(depth int) (node, error) {
	if depth > maxDepth {
		return nil, p.errorf(p.next.at, "more than %d parentheses within each other", maxDepth)
	}
	if p.is("NOT") {
		if err := p.advance(); err != nil {
			return nil, err
		}
		n, err := p.negation(depth + 1)
		return not{n}, err
	}
	if p.next.kind == open {
		return p.parenthesis(depth)
	}
	return p.condition()
}

func (p *parser) parenthesis(depth int) (node, error) {
	at := p.next.at
	if err := p.advance(); err != nil {
		return nil, err
	}
	n, err := p.either(depth + 1)
	if err != nil {
		return nil, err
	}
	if p.next.kind != shut {
		return nil, p.errorf(at, "the parenthesis is not closed")
	}
	return n, p.advance()
}

// condition parses a comparison, or words to be looked for.
func (p *parser) condition() (node, error) {
	first := p.next
	if n, ok := p.bareAddress(first); ok {
		return n, cmp.Or(p.count(first), p.advance())
	}
	if err := p.startsCondition(first); err != nil {
		return nil, err
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.next.kind != operator {
		return p.bareWords(first)
	}
	if first.kind == quoted {
		return nil, p.errorf(first.at, "the name of a field stands without quotes")
	}
	return p.comparison(first)
}

// startsCondition refuses what can't be the first of a condition.
func (p *parser) startsCondition(t token) error {
	switch {
	case t.kind == end:
		return p.errorf(t.at, "a condition is missing at the end")
	case t.kind == shut || t.kind == operator:
		return p.errorf(t.at, "a condition is missing before %q", t.text)
	case p.is("AND") || p.is("OR"):
		return p.errorf(t.at, "a condition is missing before %s", t.text)
	case t.kind == quoted && t.text == "":
		return p.errorf(t.at, "the quotes are empty")
	}
	return nil
}

func (p *parser) count(t token) error {
	if p.terms++; p.terms > maxTerms {
		return p.errorf(t.at, "more than %d comparisons", maxTerms)
	}
	return nil
}

// bareAddress takes an address or prefix that stands alone, and looks for it in
// both ends.
func (p *parser) bareAddress(first token) (node, bool) {
	if first.kind != word && first.kind != operator { // :: begins an address, too
		return nil, false
	}
	back := p.at
	p.at = first.at
	whole, _ := p.whole()
	prefix, ok := parsePrefix(whole.text)
	if !ok {
		p.at = back
		return nil, false
	}
	p.at += len(whole.text)
	return or{
		newPrefixTerm(byName("source.ip"), prefix),
		newPrefixTerm(byName("destination.ip"), prefix),
	}, true
}

// parsePrefix reads an address or a prefix; that of an IPv4-mapped one is IPv4's.
func parsePrefix(s string) (netip.Prefix, bool) {
	if a, err := netip.ParseAddr(s); err == nil {
		a = a.Unmap().WithZone("")
		return netip.PrefixFrom(a, a.BitLen()), true
	}
	prefix, err := netip.ParsePrefix(s)
	if err != nil {
		return netip.Prefix{}, false
	}
	if prefix.Addr().Is4In6() && prefix.Bits() >= 96 {
		prefix = netip.PrefixFrom(prefix.Addr().Unmap(), prefix.Bits()-96)
	}
	return prefix.Masked(), true
}

// comparison parses what follows a field's name. The operator is the next token.
func (p *parser) comparison(name token) (node, error) {
	field := byName(name.text)
	if field == nil {
		return nil, p.errorf(name.at, "there is no field %s; the nearest is %s", quote(name.text), nearest(name.text))
	}
	op := p.next
	v, err := p.value(op)
	if err != nil {
		return nil, err
	}
	n, err := p.term(field, op, v)
	if err != nil {
		return nil, err
	}
	if op.text == "!=" {
		n = not{n}
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	return n, p.count(name)
}

// value reads what follows an operator: a quoted text, or all up to a blank or
// parenthesis.
func (p *parser) value(op token) (token, error) {
	p.at += len(p.text[p.at:]) - len(strings.TrimLeft(p.text[p.at:], blanks))
	if v, ok := p.whole(); ok {
		p.at += len(v.text)
		return v, nil
	}
	if p.at < len(p.text) && p.text[p.at] == '"' {
		p.next = token{at: p.at}
		err := p.quote()
		return p.next, err
	}
	return token{}, p.errorf(op.at, "a value is missing after %q", op.text)
}

// nearest is the field whose name takes the fewest changes, counting those whose
// last parts are the same as near.
func nearest(name string) string {
	name = strings.ToLower(name)
	return slices.MinFunc(fields, func(a, b *Field) int {
		return distance(name, a.Name) - distance(name, b.Name)
	}).Name
}

func distance(name, field string) int {
	if strings.HasSuffix(field, "."+name) || strings.HasPrefix(field, name+".") {
		return 1
	}
	return changes(name[:min(len(name), 64)], field)
}

// changes is the Levenshtein distance of two names in bytes.
func changes(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := corner
			if a[i] != b[j] {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// quote shows a piece of a query in an error, at a bounded length.
func quote(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return `"` + s + `"`
}
