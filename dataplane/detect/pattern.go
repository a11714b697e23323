package detect

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"unicode"
	"unicode/utf8"
)

// pattern is an administrator's regular expression. It sees only windows around
// the literals, one of which every match holds.
type pattern struct {
	re       *regexp.Regexp
	literals []string
}

const (
	// maxPattern bounds a pattern's text in bytes.
	maxPattern = 1024
	// maxSteps bounds the compiled program, whose length times the window's is
	// the most steps that one place can take (Thompson's construction).
	maxSteps = 500
	// maxLiterals is how many literals a pattern may have one of.
	maxLiterals = 64
)

var (
	errAnchors   = errors.New("uses ^, $, \\A or \\z, which have no meaning in a stream; use \\b or what stands there")
	errNoLiteral = fmt.Errorf("holds no fixed text of at least %d bytes that every match has; add some, or use keywords with context", minKeyword)
)

// compilePattern checks a pattern in RE2 syntax (as package regexp has it): that
// each of its matches holds fixed text of at least three bytes, by which the
// prefilter finds where to look; that it matches no empty text and uses no
// anchors but \b; and that it stays within bounds.
func compilePattern(text string) (*pattern, error) {
	if len(text) > maxPattern {
		return nil, fmt.Errorf("has %d bytes, more than the allowed %d", len(text), maxPattern)
	}
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return nil, syntaxReason(err)
	}
	if anchored(tree) {
		return nil, errAnchors
	}
	tree = tree.Simplify()
	prog, err := syntax.Compile(tree)
	if err != nil {
		return nil, syntaxReason(err)
	}
	if len(prog.Inst) > maxSteps {
		return nil, fmt.Errorf("compiles to %d steps, more than the allowed %d; repeat less", len(prog.Inst), maxSteps)
	}
	literals := required(tree)
	if shortest(literals) < minKeyword {
		return nil, errNoLiteral
	}
	return &pattern{regexp.MustCompile(text), cutLong(literals)}, nil
}

// syntaxReason leaves the pattern's text out of the error.
func syntaxReason(err error) error {
	var e *syntax.Error
	if errors.As(err, &e) {
		return errors.New("is no regular expression: " + e.Code.String())
	}
	return errors.New("is no regular expression")
}

func anchored(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText:
		return true
	}
	for _, sub := range re.Sub {
		if anchored(sub) {
			return true
		}
	}
	return false
}

// required returns texts one of which every match of re holds, as long as can
// be, or none.
func required(re *syntax.Regexp) []string {
	if set := exact(re); set != nil {
		return set
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpAlternate:
		return requiredOfAll(re.Sub)
	case syntax.OpConcat:
		return requiredOfOne(re.Sub)
	}
	return nil
}

// requiredOfAll joins what each alternative requires.
func requiredOfAll(subs []*syntax.Regexp) (all []string) {
	for _, sub := range subs {
		set := required(sub)
		if shortest(set) == 0 || len(all)+len(set) > maxLiterals {
			return nil
		}
		all = append(all, set...)
	}
	return all
}

// requiredOfOne returns the best of what parts that follow each other require.
// Neighbours that are known exactly are taken together.
func requiredOfOne(subs []*syntax.Regexp) (best []string) {
	row := []string{""}
	consider := func(set []string) {
		if shortest(set) > shortest(best) {
			best = set
		}
	}
	for _, sub := range subs {
		set := exact(sub)
		if longer := product(row, set); longer != nil {
			row = longer
			consider(row)
			continue
		}
		consider(required(sub))
		row = []string{""}
		if set != nil {
			row = set
		}
	}
	return best
}

// exact returns all that re can match if that is few texts, or nil. Case does not
// matter to the prefilter.
func exact(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return []string{""}
	case syntax.OpLiteral:
		return exactLiteral(re)
	case syntax.OpCharClass:
		return exactClass(re.Rune)
	case syntax.OpCapture:
		return exact(re.Sub[0])
	case syntax.OpConcat:
		row := []string{""}
		for _, sub := range re.Sub {
			row = product(row, exact(sub))
		}
		return row
	case syntax.OpAlternate:
		return exactAlternate(re.Sub)
	}
	return nil
}

// exactLiteral gives up on letters beyond ASCII that have another case.
func exactLiteral(re *syntax.Regexp) []string {
	for _, r := range re.Rune {
		if re.Flags&syntax.FoldCase != 0 && r >= utf8.RuneSelf && unicode.SimpleFold(r) != r {
			return nil
		}
	}
	return []string{string(re.Rune)}
}

// maxClass is how many characters of a class are written out.
const maxClass = 4

func exactClass(ranges []rune) (set []string) {
	for i := 0; i+1 < len(ranges); i += 2 {
		if int(ranges[i+1]-ranges[i])+len(set) >= maxClass {
			return nil
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			set = append(set, string(r))
		}
	}
	return set
}

func exactAlternate(subs []*syntax.Regexp) (all []string) {
	for _, sub := range subs {
		set := exact(sub)
		if set == nil || len(all)+len(set) > maxLiterals {
			return nil
		}
		all = append(all, set...)
	}
	return all
}

// product writes each of b behind each of a; nil where that is too many.
func product(a, b []string) (out []string) {
	if len(a)*len(b) > maxLiterals {
		return nil
	}
	for _, x := range a {
		for _, y := range b {
			out = append(out, x+y)
		}
	}
	return out
}

// shortest is the length in bytes of the shortest text, 0 for none.
func shortest(set []string) (n int) {
	for i, s := range set {
		if i == 0 || len(s) < n {
			n = len(s)
		}
	}
	return n
}

// cutLong cuts literals to a keyword's length between two characters.
func cutLong(set []string) []string {
	out := make([]string, 0, len(set))
	for _, s := range set {
		n := min(len(s), maxKeyword)
		for n < len(s) && !utf8.RuneStart(s[n]) {
			n--
		}
		out = append(out, s[:n])
	}
	return out
}
