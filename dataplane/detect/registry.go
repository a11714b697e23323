package detect

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A detector finds one class. It is written in one file, whose init registers
// it; the examples in it are what the contract test feeds to the whole package.
type detector struct {
	class string
	basis string // the law, standard or publication that defines the format

	// labels are the words that say what a value is: a form's label, a JSON
	// key, a column's header. They are compared folded (see fold), so that
	// case, width and the two kana do not matter.
	labels []string
	kinds  []labelKind // of numbers that it is one of: their labels are its own too

	number  *numberRule  // values that are digits with separators
	code    *codeRule    // values of letters and digits with separators
	field   *fieldRule   // values named by a label or a column
	literal *literalRule // values that a fixed string announces
	head    *headRule    // whole bodies known by how they begin
	// With a literal rule, a field rule is for columns only.

	binary bool // also looked for in bytes that are no text

	finds  []string // each must give exactly one value of the class
	passes []string // must give none
	// findsNamed are texts that count through their file name alone.
	findsNamed []string
	// findsFiles count by what they call themselves, passesFiles don't.
	findsFiles, passesFiles []fileExample
}

// fileExample is a file as recognised, and how it begins.
type fileExample struct {
	File
	text string
}

// numberRule judges a number by its digits and grouping; the evidence around it
// then decides.
type numberRule struct {
	lengths []int // counts of digits that can be valid, each 7 to 19
	valid   func(t *token) bool
	// labelled is the confidence with a label; alone gives it without one.
	labelled float64
	alone    func(t *token) float64
	// share lowers labelled for forms that say little by themselves; nil leaves it.
	share func(t *token) float64
	// oneIn is how many numbers of the right length and beginning there are for each
	// that has a right check digit, at least 9, or 0 where there is none.
	oneIn int
	// ownCheck says that no other numbers that fill columns have the same check, length
	// and beginning, so that a column in which all pass needs no header. Ten and thirteen
	// digits are also ISBN, EAN and times in milliseconds.
	ownCheck bool
	// norm rewrites the digits to their distinct form; nil keeps them.
	norm func(t *token, buf []byte) []byte
	// formOnly says that a key for another kind of number speaks against a value without a
	// label: nothing but its form tells it.
	formOnly bool
	attr     attribute // what the value tells about a person
	// near looks for what labels can't say in the text right before, and gives
	// the confidence that follows, below 0 where the number is none of
	// the class whatever its label; nil where there is no such thing.
	near func(left []byte, t *token) float64
	// refutes says that near may do so. Where it does not, neither alone nor near are surer than labelled.
	refutes bool
	// cells are the counts of digits with which a number that fills a table's cell may count by alone or
	// near; nil means all.
	cells []int
}

// codeRule judges an identifier that letters are part of (code.go). Like a
// number, it counts by the evidence around it.
type codeRule struct {
	lengths  []int // counts of characters that can be valid, each up to maxCode
	valid    func(c *code) bool
	labelled float64 // the confidence with a label
	alone    float64 // and without
	oneIn    int     // as in a numberRule
	ownCheck bool    // likewise
	// norm rewrites the characters to their distinct form; nil keeps them.
	norm func(c *code, buf []byte) []byte
	attr attribute
}

// fieldRule judges the value that stands behind one of its labels.
type fieldRule struct {
	// triggers are the labels that start a search in running text. They are
	// fewer than the detector's labels, which also count as column headers.
	triggers []string
	// roles are what begins a search too, with the sign behind a label at its end: the
	// label must be one for what a person is in a matter.
	roles []string
	// split are labels of a part of the value, whose other part has a label of its own.
	split []string
	// judge gives the value's distinct form, appended to buf, and how sure it is.
	judge func(v []byte, label string, buf []byte) (norm []byte, confidence float64)
	attr  attribute
	// spoken finds a value that a sentence or an answer joins to the label whose text
	// begins the window; nil where only signs join them.
	spoken func(left, b []byte, label string, closed bool) (value []byte, final bool)
	// shaped says whether a value has so much of its form that, behind a label that says
	// all, mere room may join them; nil where only what is sure has.
	shaped func(v []byte) bool
	// full gives the label by what stands before it and behind it, and how many bytes
	// of the latter belong to it; nil where that says nothing.
	full func(left, right []byte, label string, closed bool) (full string, more int, final bool)
}

// literalRule judges the place where one of its words occurs.
type literalRule struct {
	words []string
	fold  bool // ignore ASCII case, and accept full-width ASCII
	// machine are words in texts that need no full width, in any case of their letters.
	machine []string
	// drawn are those behind which nothing counts but what isToken takes for a token, within
	// secretReach.
	drawn []string
	// hosted are those behind which nothing counts but what an '@' within secretURLBytes sets off
	// from a host.
	hosted []string
	// coined are those around which nothing counts but a password, within secretReach.
	coined []string
	judge  func(w *window) verdict
	attr   attribute // what a value tells about a person
}

// verdict is a judgement on one place.
type verdict struct {
	hit        bool
	final      bool   // what comes next can't change it
	value      []byte // what makes it distinct
	sample     []byte // what the masked sample is of; nil means value
	confidence float64
	lead       int // bytes from the literal's beginning that only lead to the value
	extent     int // bytes from the literal's beginning to the value's end; 0: the literal
}

// registered is filled by init functions only.
var registered []*detector

func register(d *detector) { registered = append(registered, d) }

// tables are derived from the registered detectors once, and never change.
type tables struct {
	byClass  map[string]int
	classes  []string
	byLength [20][]int // number detectors by count of digits
	byCode   [maxCode + 1][]int
	// lengthBits and codeBits are the same as bits of classBit.
	lengthBits [20]uint64
	codeBits   [maxCode + 1]uint64
	words      *wordIndex
	attrBits   [attributes]uint64
	classBit   []uint64 // bit of each detector in label masks
	checked    uint64   // the bits of those whose values have a check digit
	own        uint64   // of them, those of an ownCheck
	coded      uint64   // of those whose values are numbers or codes

	mail, name, address, birth, phone, person int // detectors that the record of a person is made of
}

// negative marks words that say a number is something harmless.
const negative = uint64(1) << 63

// otherBit marks words for numbers that no class is about.
const otherBit = uint64(1) << 61

// bareName marks a column that is only called "name".
const bareName = uint64(1) << 62

var builtin = sync.OnceValue(func() *tables {
	t := &tables{byClass: map[string]int{}, words: newWordIndex()}
	for i, d := range registered {
		t.addDetector(i, d)
	}
	t.addVocabulary(len(registered))
	t.words.compile()
	t.mail, t.name, t.address, t.birth, t.person = t.byClass[emailClass], t.byClass[nameClass], t.byClass[addressClass], t.byClass[birthClass], t.byClass[personClass]
	t.phone = t.byClass[phoneClass]
	t.classes = append(t.classes, "opaque", "file.encrypted")
	slices.Sort(t.classes)
	t.classes = slices.Compact(t.classes)
	return t
})

func (t *tables) addDetector(i int, d *detector) {
	if _, twice := t.byClass[d.class]; twice || i > 50 {
		panic("detect: class registered twice or too many: " + d.class)
	}
	t.byClass[d.class] = i
	t.classes = append(t.classes, d.class)
	t.classBit = append(t.classBit, 1<<i)
	t.addLabels(i, d)
	if n := d.number; n != nil {
		t.addRule(i, n.lengths, t.byLength[:], t.lengthBits[:], n.oneIn, n.ownCheck)
	}
	if c := d.code; c != nil {
		t.addRule(i, c.lengths, t.byCode[:], t.codeBits[:], c.oneIn, c.ownCheck)
	}
	for a := range attributes {
		if d.tells(a) {
			t.attrBits[a] |= 1 << i
		}
	}
}

// addLabels adds the words that say what a detector's values are.
func (t *tables) addLabels(i int, d *detector) {
	for _, w := range d.labels {
		t.words.add(w, 1<<i)
	}
	for _, kind := range d.kinds {
		for _, w := range kindLabels[kind] {
			t.words.add(w, 1<<i)
		}
	}
}

// addRule adds a rule for numbers or codes of some lengths.
func (t *tables) addRule(i int, lengths []int, by [][]int, length []uint64, oneIn int, ownCheck bool) {
	bit := t.classBit[i]
	for _, n := range lengths {
		by[n] = append(by[n], i)
		length[n] |= bit
	}
	t.coded |= bit
	if oneIn > 0 {
		t.checked |= bit
	}
	if ownCheck {
		t.own |= bit
	}
}

// tells says whether the detector's values are an attribute of a person.
func (d *detector) tells(a attribute) bool {
	return d.number != nil && d.number.attr == a || d.code != nil && d.code.attr == a ||
		d.field != nil && d.field.attr == a || d.literal != nil && d.literal.attr == a
}

// evidential says whether the detector gives evidence of persons.
func (d *detector) evidential() bool {
	for a := noAttribute + 1; a < attributes; a++ {
		if d.tells(a) {
			return true
		}
	}
	return d.class == emailClass
}

// addVocabulary adds the words that belong to no class: attributes of a person
// that are only evidence, and the negative words.
func (t *tables) addVocabulary(next int) {
	for a, words := range attributeWords {
		bit := uint64(1) << next
		next++
		t.attrBits[a] |= bit
		for _, w := range words {
			t.words.add(w, bit)
		}
	}
	for _, w := range negativeWords {
		t.words.add(w, negative)
	}
	for _, w := range otherWords {
		t.words.add(w, otherBit)
	}
	if next > 60 {
		panic("detect: more labelled classes than bits")
	}
}

// Classes lists every leaf class that can be counted, sorted. "opaque" and
// "file.encrypted" are among them: they are reported from outside through Add.
// The administrator's own classes ("custom.NAME") are not.
func Classes() []string { return slices.Clone(builtin().classes) }

// Bases says by class which law, standard or publication describes it.
func Bases() map[string]string {
	all := make(map[string]string)
	for _, d := range registered {
		all[d.class] = d.basis
	}
	return all
}

// Known says whether class is one of Classes or the parent of one.
func Known(class string) bool {
	return slices.ContainsFunc(builtin().classes, func(leaf string) bool { return covers(class, leaf) })
}

// covers says whether a class as a policy names it includes the leaf.
func covers(class, leaf string) bool {
	return class == leaf || strings.HasPrefix(leaf, class) && class != "" && leaf[len(class)] == '.'
}

func unknownClass(class string) error {
	return fmt.Errorf("compile detectors: unknown class %q", class)
}
