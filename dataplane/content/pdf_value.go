package content

// Values of PDF objects are float64, pdfBytes, pdfAtom, pdfRef, pdfArray, pdfDict,
// bool or nil.
type (
	pdfBytes string
	pdfAtom  string // a name
	pdfRef   int    // an indirect object's number; generations are of no use to a reader of all of them
	pdfArray []any
	pdfDict  map[pdfAtom]any
)

const (
	// maxPDFValue bounds the memory of one object's value, and of one
	// operator's operands.
	maxPDFValue = 2 << 20
	// maxPDFDepth bounds arrays and dictionaries within each other.
	maxPDFDepth = 32
	// pdfItemSize is what an item takes besides its text.
	pdfItemSize = 64
)

// pdfBuilder makes values of tokens. Items that pass a bound are left out.
type pdfBuilder struct {
	x      *Extractor
	levels [][]any // items of each array and dictionary open; the first level is no array
	cost   int     // memory held for them
	beyond int     // levels open beyond maxPDFDepth
	cut    int     // bytes left out
}

func newPDFBuilder(x *Extractor) *pdfBuilder {
	return &pdfBuilder{x: x, levels: make([][]any, 1, 4)}
}

// token adds a token; ok is false for a keyword, which is the caller's to read.
func (b *pdfBuilder) token(k pdfKind, text []byte) (ok bool) {
	switch k {
	case pdfString:
		b.add(pdfBytes(text), len(text))
	case pdfName:
		b.add(pdfAtom(text), len(text))
	case pdfMark:
		b.mark(text[0])
	case pdfWord:
		return b.word(text)
	}
	return true
}

func (b *pdfBuilder) word(text []byte) bool {
	if v, ok := pdfNumberOf(text); ok {
		b.add(v, 0)
		return true
	}
	switch string(text) {
	case "true", "false":
		b.add(text[0] == 't', 0)
	case "null":
		b.add(nil, 0)
	case "R":
		b.reference()
	default:
		return false
	}
	return true
}

func (b *pdfBuilder) add(v any, size int) {
	size += pdfItemSize
	if b.beyond > 0 || b.cost+size > maxPDFValue || !b.x.hold(size) {
		b.cut += size
		return
	}
	b.cost += size
	top := len(b.levels) - 1
	b.levels[top] = append(b.levels[top], v)
}

// reference replaces two numbers by the reference that they make with "R".
func (b *pdfBuilder) reference() {
	top := len(b.levels) - 1
	items := b.levels[top]
	if n := len(items); n >= 2 {
		if number, ok := items[n-2].(float64); ok {
			b.levels[top] = append(items[:n-2], pdfRef(number))
		}
	}
}

func (b *pdfBuilder) mark(c byte) {
	switch c {
	case '[', '<':
		if len(b.levels) > maxPDFDepth {
			b.beyond++
			return
		}
		b.levels = append(b.levels, nil)
	case ']', '>':
		b.close(c)
	}
}

// close makes a value of the innermost level.
func (b *pdfBuilder) close(c byte) {
	top := len(b.levels) - 1
	switch {
	case b.beyond > 0:
		b.beyond--
		return
	case top == 0:
		return
	}
	items := b.levels[top]
	b.levels = b.levels[:top]
	if c == ']' {
		b.add(pdfArray(items), 0)
		return
	}
	b.add(pairs(items), 0)
}

// pairs makes a dictionary of keys and values.
func pairs(items []any) pdfDict {
	d := pdfDict{}
	for i := 0; i+1 < len(items); i++ {
		if key, ok := items[i].(pdfAtom); ok {
			d[key] = items[i+1]
			i++
		}
	}
	return d
}

// take returns the items read, closing what is open, and what they cost, which
// the caller drops.
func (b *pdfBuilder) take() (items []any, cost int) {
	b.beyond = 0
	for len(b.levels) > 1 {
		b.close('>')
	}
	items, cost = b.levels[0], b.cost
	b.levels, b.cost = b.levels[:1], 0
	b.levels[0] = nil
	return items, cost
}

// reset forgets what was read.
func (b *pdfBuilder) reset() {
	items, cost := b.take()
	b.x.drop(cost)
	b.levels[0] = items[:0]
}

// top returns the items of the outermost level.
func (b *pdfBuilder) top() []any { return b.levels[0] }

// open reports whether an array or dictionary is open.
func (b *pdfBuilder) open() bool { return len(b.levels) > 1 }
