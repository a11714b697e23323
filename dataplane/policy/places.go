package policy

import "sekisho/geo"

// places is the condition on jurisdictions.
type places struct {
	codes                 codeSet
	any, unknown, anycast bool
	every                 bool // all of an address's codes must be listed, rather than one
}

// codeSet holds ISO 3166-1 alpha-2 codes as one bit each.
type codeSet [(26*26 + 63) / 64]uint64

func bit(code string) (word, mask uint64, ok bool) {
	if len(code) != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z' {
		return 0, 0, false
	}
	i := uint64(code[0]-'A')*26 + uint64(code[1]-'A')
	return i / 64, 1 << (i % 64), true
}

func (s *codeSet) add(code string) {
	if w, m, ok := bit(code); ok {
		s[w] |= m
	}
}

func (s *codeSet) has(code string) bool {
	w, m, ok := bit(code)
	return ok && s[w]&m != 0
}

// places compiles the jurisdictions of a rule. Allowing takes all the evidence,
// while refusing takes any: one friendly piece of evidence must not open the way
// to an address that another places under a watched jurisdiction.
func (p *Policy) places(r *Rule) *places {
	if len(r.Jurisdictions) == 0 {
		return nil
	}
	s := &places{every: r.Action == Allow}
	for _, word := range r.Jurisdictions {
		p.addPlace(s, word)
	}
	return s
}

func (p *Policy) addPlace(s *places, word string) {
	switch word {
	case "any":
		s.any = true
	case "unknown":
		s.unknown = true
	case "anycast":
		s.anycast = true
	default:
		s.codes.add(word)
	}
	for _, code := range p.Jurisdictions[word] {
		s.codes.add(code)
	}
}

// match reports whether the condition holds for an address; nil always does.
func (s *places) match(r *geo.Record) bool {
	switch {
	case s == nil, s.any, s.anycast && r.Anycast:
		return true
	case r.Unknown():
		return s.unknown
	}
	for _, code := range r.Codes {
		if s.codes.has(code) != s.every {
			return !s.every
		}
	}
	return s.every
}
