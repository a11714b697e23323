package detect

import (
	"bytes"
	"fmt"
	"regexp"
)

// Custom is a class of the administrator's own: it counts its distinct keywords
// where they stand as words, and what its patterns match; if Context is given,
// only where one of these words stands within 300 bytes before.
type Custom struct {
	Name     string   // without "custom."
	Keywords []string // each 3 to 47 bytes of UTF-8
	Patterns []string // in RE2 syntax, see compilePattern
	Context  []string
}

// CustomError says which entry of a custom class can't be used. It does not
// hold the entry, which may itself be confidential.
type CustomError struct {
	Class  string // without "custom."
	List   string // "keywords", "patterns" or "context"; "" for the class itself
	Index  int    // in the list
	Reason string
}

func (e *CustomError) Error() string {
	if e.List == "" {
		return fmt.Sprintf("compile custom class %q: %s", e.Class, e.Reason)
	}
	return fmt.Sprintf("compile custom class %q: %s[%d]: %s", e.Class, e.List, e.Index, e.Reason)
}

// Bounds of a keyword in bytes: a shorter one is found everywhere, a longer one
// is beyond what is kept of the text before.
const (
	minKeyword = 3
	maxKeyword = 47
)

// Of all keywords, so many forms are added where there are no more than so many keywords:
// their number, doubled by those in full width, is bounded (see Compile).
const (
	wrappedForms    = 8000
	wrappedKeywords = 12000
)

// formsFor returns how many forms may be added to the keywords of some classes.
func formsFor(custom []Custom) int {
	keywords := 0
	for _, c := range custom {
		keywords += len(c.Keywords)
	}
	if keywords > wrappedKeywords {
		return 0
	}
	return wrappedForms
}

// contextBytes is how far before a value its context may stand.
const contextBytes = 300

// customDetectors checks and builds one class of the administrator's: one
// detector for its keywords and one for its patterns, which count together. room is how
// many forms of keywords may be added (see wrapped).
func customDetectors(c Custom, room *int) (built []*detector, err error) {
	if c.Name == "" || len(c.Keywords)+len(c.Patterns) == 0 {
		return nil, &CustomError{Class: c.Name, Reason: "needs a name and a keyword or a pattern"}
	}
	for i, k := range c.Keywords {
		if len(k) < minKeyword || len(k) > maxKeyword {
			return nil, &CustomError{c.Name, "keywords", i, fmt.Sprintf("is not %d to %d bytes long", minKeyword, maxKeyword)}
		}
	}
	context, err := foldContext(c)
	if err != nil {
		return nil, err
	}
	add := func(rule *literalRule) {
		built = append(built, &detector{class: "custom." + c.Name, binary: true, literal: rule})
	}
	if len(c.Keywords) > 0 {
		add(&literalRule{words: wrapped(c.Keywords, room), fold: true, judge: func(w *window) verdict {
			return judgeKeyword(w, context)
		}})
	}
	for i, text := range c.Patterns {
		p, err := compilePattern(text)
		if err != nil {
			return nil, &CustomError{c.Name, "patterns", i, err.Error()}
		}
		add(&literalRule{words: p.literals, fold: true, judge: func(w *window) verdict {
			return judgePattern(w, p.re, context)
		}})
	}
	return built, nil
}

// wrapped adds to keywords what they are where a line ends at one of their blanks, as in
// mail, or two blanks stand in its place. It adds as many as there is room for.
func wrapped(keywords []string, room *int) (words []string) {
	for _, k := range keywords {
		words = append(words, k)
		for i, c := range k {
			if c == ' ' && i > 0 && i+1 < len(k) && *room >= 3 {
				*room -= 3
				words = append(words, k[:i]+"\n"+k[i+1:], k[:i]+"\r\n"+k[i+1:], k[:i]+"  "+k[i+1:])
			}
		}
	}
	return words
}

func foldContext(c Custom) (context []string, err error) {
	for i, w := range c.Context {
		folded := string(fold(nil, []byte(w)))
		if folded == "" {
			return nil, &CustomError{c.Name, "context", i, "holds no letter"}
		}
		context = append(context, folded)
	}
	return context, nil
}

// judgeKeyword finds a keyword as a word. Latin ones are found in any case and
// in full width, and not inside a longer word.
func judgeKeyword(w *window, context []string) verdict {
	value := fold(nil, w.buf[w.start:w.end])
	if insideWord(w, value) || !inContext(w, context) {
		return verdict{final: true}
	}
	open := w.end == len(w.buf) && !w.closed && isWordByte(value[len(value)-1])
	value = bytes.Join(bytes.Fields(value), []byte{' '}) // one value, wherever its lines end
	return verdict{hit: true, final: !open, value: value, confidence: 0.9}
}

// patternBytes is how much of the text on either side of its literal a pattern
// is matched against.
const patternBytes = 232

// judgePattern finds the match that holds the literal at w. What it is depends on
// the whole window, so that it is tentative until that has come.
func judgePattern(w *window, re *regexp.Regexp, context []string) verdict {
	if !inContext(w, context) {
		return verdict{final: true}
	}
	low, high := max(0, w.start-patternBytes), min(len(w.buf), w.end+patternBytes)
	final := w.closed || high < len(w.buf)
	for _, m := range re.FindAllIndex(w.buf[low:high], -1) {
		from, to := low+m[0], low+m[1]
		if from == low && low > 0 {
			continue // it may have begun before
		}
		if from <= w.start && to >= w.end {
			return verdict{hit: true, final: final, value: w.buf[from:to], confidence: 0.9}
		}
	}
	return verdict{final: final}
}

// inContext says whether a word of the context stands before, if one must.
func inContext(w *window, context []string) bool {
	if len(context) == 0 {
		return true
	}
	left := lastRunes(w.buf[max(0, w.start-contextBytes):w.start], contextBytes)
	return containsAny(fold(w.fold[:0], left), context)
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
	for at := 0; at+len(s) <= len(b); at++ {
		i := bytes.IndexByte(b[at:], s[0])
		if i < 0 || at+i+len(s) > len(b) {
			return -1
		}
		if at += i; string(b[at:at+len(s)]) == s {
			return at
		}
	}
	return -1
}
