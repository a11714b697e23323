package detect

import (
	"bytes"
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A shape is what a credential looks like that begins with, or holds, a fixed
// string: runs of literal text and of characters from a set, as data/secrets.txt
// writes them. It is matched by hand, without going back: that is enough, since
// no run's set holds what follows it, and costs nothing where nothing is found.
type shape struct {
	runs    []run
	anchor  int // the run that starts the judgement
	value   int // the run where the secret begins
	entropy float64
}

// run is a literal text, or between min and max characters of a set. max is 0
// where there may be any number.
type run struct {
	text     string
	set      [256]bool
	min, max int
}

//go:embed data/secrets.txt
var secretShapes string

// shapesOf reads the shapes of one class, by the literals that start them.
func shapesOf(class string) (byWord map[string][]*shape, words []string) {
	byWord = map[string][]*shape{}
	for line := range strings.Lines(secretShapes) {
		f := strings.Fields(line)
		if len(f) != 3 || "secret."+f[0] != class {
			continue
		}
		for _, text := range alternatives(f[2]) {
			s := parseShape(text, f[1])
			word := s.runs[s.anchor].text
			if byWord[word] == nil {
				words = append(words, word)
			}
			byWord[word] = append(byWord[word], s)
		}
	}
	return byWord, words
}

// alternatives writes out a(b|c)d as abd and acd.
func alternatives(text string) (all []string) {
	before, rest, found := strings.Cut(text, "(")
	inside, after, _ := strings.Cut(rest, ")")
	if !found {
		return []string{text}
	}
	for alt := range strings.SplitSeq(inside, "|") {
		all = append(all, before+alt+after)
	}
	return all
}

// parseShape reads one shape. The table is part of the program, so that a
// mistake in it is the programmer's.
func parseShape(text, entropy string) *shape {
	s := &shape{anchor: -1}
	var err error
	if s.entropy, err = strconv.ParseFloat(entropy, 64); err != nil {
		panic("detect: entropy of " + text)
	}
	for text != "" {
		text = s.parseRun(text)
	}
	if s.anchor < 0 {
		s.anchor = 0
	}
	if len(s.runs[s.anchor].text) < minKeyword {
		panic("detect: shape without a literal to start it")
	}
	if isPlaceholder([]byte(s.runs[s.anchor].text)) { // as of many A's
		s.value = s.anchor + 1
	}
	return s
}

// parseRun reads the next run of a shape's text and returns the rest.
func (s *shape) parseRun(text string) string {
	switch {
	case strings.HasPrefix(text, "‹"):
		word, rest, _ := strings.Cut(text[len("‹"):], "›")
		s.anchor = len(s.runs)
		s.runs = append(s.runs, run{text: word})
		return rest
	case strings.HasPrefix(text, "…"):
		s.runs = append(s.runs, run{set: setOf(" \t\"':=>[]{()}"), min: 1, max: 6})
		s.value = len(s.runs)
		return text[len("…"):]
	case text[0] == '[':
		set, rest, _ := strings.Cut(text[1:], "]")
		return s.parseCount(setOf(set), rest)
	case text[0] == '\\':
		return s.parseCount(setOf(text[:2]), text[2:])
	}
	end := strings.IndexAny(text, "[\\…‹")
	if end < 0 {
		end = len(text)
	}
	s.runs = append(s.runs, run{text: text[:end]})
	return text[end:]
}

// parseCount reads {n}, {n,m} or {n,} behind a set.
func (s *shape) parseCount(set [256]bool, text string) string {
	count, rest, _ := strings.Cut(text[1:], "}")
	low, high, two := strings.Cut(count, ",")
	r := run{set: set}
	var err error
	if r.min, err = strconv.Atoi(low); err != nil {
		panic(fmt.Sprintf("detect: count %q of a shape", count))
	}
	if r.max = r.min; two {
		r.max, _ = strconv.Atoi(high)
	}
	s.runs = append(s.runs, r)
	return rest
}

// setOf reads the inside of [...]: characters, ranges and \w.
func setOf(text string) (set [256]bool) {
	if rest, found := strings.CutPrefix(text, `\w`); found {
		text = "A-Za-z0-9_" + rest
	}
	for i := 0; i < len(text); i++ {
		low, high := text[i], text[i]
		if i+2 < len(text) && text[i+1] == '-' {
			high = text[i+2]
			i += 2
		}
		for c := int(low); c <= int(high); c++ {
			set[c] = true
		}
	}
	return set
}

// judgeShapes looks for the shapes that the literal at w may belong to.
func judgeShapes(w *window, byWord map[string][]*shape) verdict {
	final := true
	for _, s := range byWord[w.word] {
		v := s.match(w)
		if v.hit {
			return v
		}
		final = final && v.final
	}
	return verdict{final: final}
}

// match judges one shape. A run that may be of any length counts by its least.
func (s *shape) match(w *window) verdict {
	start, ok := s.before(w)
	if !ok {
		return verdict{final: true}
	}
	end, from := w.end, start
	if s.value == s.anchor+1 {
		from = end
	}
	for i := s.anchor + 1; i < len(s.runs); i++ {
		if i == s.value {
			from = end
		}
		n, enough := s.runs[i].match(w.buf[end:])
		if end += n; !enough {
			return verdict{final: end < len(w.buf) || w.closed}
		}
	}
	return s.judge(w, from, end)
}

// before matches the runs before the anchor backwards, and the word's edge.
func (s *shape) before(w *window) (start int, ok bool) {
	start = w.start
	for i := s.anchor - 1; i >= 0; i-- {
		n, enough := s.runs[i].before(w.buf[:start])
		if start -= n; !enough {
			return 0, false
		}
	}
	return start, !wordBefore(w.buf, start)
}

// before returns how many bytes at b's end the run takes, and whether that is enough.
func (r *run) before(b []byte) (n int, enough bool) {
	if r.text != "" {
		return len(r.text), bytes.HasSuffix(b, []byte(r.text))
	}
	for n < r.max && n < len(b) && r.set[b[len(b)-n-1]] {
		n++
	}
	return n, n >= r.min
}

// wordBefore says whether the word at buf[n] began before. An escaped line feed
// or tab, as program text has it, does not count, nor do letters before digits.
func wordBefore(b []byte, n int) bool {
	if n == 0 || !isWordByte(b[n-1]) && b[n-1] != '_' || b[n]-'0' < 10 && isLetter(b[n-1]) {
		return false
	}
	escaped := n > 1 && b[n-2] == '\\' && strings.IndexByte("nrt", b[n-1]) >= 0
	return !escaped
}

// longBase64 is how many characters of base64 beside a value make it a part of them.
const longBase64 = 96

// amidBase64 says whether what looks like a credential is in a long run of base64: of an
// image, say. Such a run goes on with one of the two signs that words don't have.
func amidBase64(b []byte, start, end int) bool {
	before, after := start, end
	for before > 0 && start-before < longBase64 && inBase64(b[before-1]) {
		before--
	}
	for after < len(b) && after-end < longBase64 && inBase64(b[after]) {
		after++
	}
	beside := func(i int) bool { return i >= 0 && i < len(b) && (b[i] == '+' || b[i] == '/') }
	return (beside(start-1) || beside(end)) && start-before+after-end >= longBase64
}

func inBase64(c byte) bool { return isLetter(c) || c-'0' < 10 || c == '+' || c == '/' }

// match returns how many bytes of b the run takes, and whether that is enough.
func (r *run) match(b []byte) (n int, enough bool) {
	if r.text != "" {
		for n < len(b) && n < len(r.text) && b[n] == r.text[n] {
			n++
		}
		return n, n == len(r.text)
	}
	limit := r.max
	if limit == 0 {
		limit = r.min
	}
	for n < len(b) && n < limit && r.set[b[n]] {
		n++
	}
	return n, n >= r.min
}

// judge decides on what has the shape: that it ends there, is random enough and
// no example.
func (s *shape) judge(w *window, start, end int) verdict {
	last := &s.runs[len(s.runs)-1]
	open := last.text == "" && last.max == 0
	atEnd := end == len(w.buf) && !w.closed && !open
	if !open && end < len(w.buf) && (last.set[w.buf[end]] || isWordByte(w.buf[end])) {
		return verdict{final: true}
	}
	value := w.buf[start:end]
	if entropy(value) < s.entropy || isPlaceholder(value) || amidBase64(w.buf, start, end) {
		return verdict{final: !atEnd}
	}
	return verdict{hit: true, final: !atEnd, value: value, confidence: 0.95}
}

// entropy is Shannon's, in bits a byte.
func entropy(b []byte) (bits float64) {
	var counts [256]int
	for _, c := range b {
		counts[c]++
	}
	for _, n := range counts {
		if n > 0 {
			share := float64(n) / float64(len(b))
			bits -= share * math.Log2(share)
		}
	}
	return bits
}
