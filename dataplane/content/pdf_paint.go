package content

import "math"

// matrix is an affine transformation as PDF writes it: [a b c d e f].
type matrix [6]float64

var unit = matrix{1, 0, 0, 1, 0, 0}

// times returns the transformation that applies m first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// moved returns m behind a move by x, y.
func (m matrix) moved(x, y float64) matrix { return matrix{1, 0, 0, 1, x, y}.times(m) }

// graphics is the part of the graphics state that text depends on.
type graphics struct {
	ctm                  matrix
	font                 *pdfFont
	size, leading        float64
	charSpace, wordSpace float64
	scale                float64 // horizontal, 1 is none
}

// painter reads a page's content (ISO 32000-2, 9.4) and writes its text. Where
// glyphs stand decides what lies between them: nothing, a space, a tab between
// columns, or a line end.
type painter struct {
	r         *pdfReader
	resources pdfDict
	fonts     map[pdfAtom]*pdfFont // by their names in resources
	build     *pdfBuilder
	lex       *pdfLexer
	graphics
	saved    []graphics
	tm, line matrix
	endX     float64 // where the last glyph ended, on the page
	endY     float64
	shown    bool
	fresh    bool // nothing has been shown since the text was put to a place of the page's
	blank    blankRun
	depth    int // forms within forms
	inline   bool
	image    []byte // the last bytes of an inline image
}

// Distances between glyphs, in sizes of the font. What is put to a place of the page's (BT,
// Tm) behind more than a word's space is a cell of its own, which may be filled nearly to
// its end; behind less if words have spaces that are shown.
const (
	gapSpace  = 0.16
	gapSpaced = 0.3
	gapCell   = 0.4
	gapTab    = 0.9
	gapBack   = -0.6
	gapLine   = 0.45
	maxSaved  = 64
)

func (r *pdfReader) newPainter(resources pdfDict) *painter {
	p := &painter{r: r, resources: resources, fonts: map[pdfAtom]*pdfFont{}, build: newPDFBuilder(r.scope.x)}
	p.graphics = graphics{ctm: unit, scale: 1, size: 1}
	p.tm, p.line = unit, unit
	p.lex = newPDFLexer(p.token)
	return p
}

func (p *painter) Write(b []byte) {
	for len(b) > 0 {
		if p.inline {
			b = p.skipImage(b)
			continue
		}
		b = p.lex.feed(b)
	}
}

// Close ends the content.
func (p *painter) Close() {
	p.lex.end()
	p.build.reset()
	p.r.newLine()
}

// skipImage skips an inline image's data: all up to "EI" between white space.
func (p *painter) skipImage(b []byte) []byte {
	for i, c := range b {
		n := len(p.image)
		if n >= 3 && pdfClass[c] != 0 && p.image[n-1] == 'I' && p.image[n-2] == 'E' && pdfClass[p.image[n-3]] == 1 {
			p.inline = false
			return b[i:]
		}
		if n == 3 {
			copy(p.image, p.image[1:])
			p.image = p.image[:2]
		}
		p.image = append(p.image, c)
	}
	return nil
}

func (p *painter) token(k pdfKind, text []byte) bool {
	if k == pdfComment || p.build.token(k, text) {
		return true
	}
	if op := pdfOperators[string(text)]; op != nil {
		op(p, p.build.top())
	}
	p.build.reset()
	return !p.inline
}

// pdfOperators are the operators that text depends on.
var pdfOperators map[string]func(*painter, []any)

func init() {
	pdfOperators = map[string]func(*painter, []any){
		"q":  (*painter).save,
		"Q":  (*painter).restore,
		"cm": func(p *painter, v []any) { p.ctm = matrixOf(v).times(p.ctm) },
		"BT": func(p *painter, _ []any) { p.tm, p.line, p.fresh = unit, unit, true },
		"Tc": func(p *painter, v []any) { p.charSpace = last(v, 0) },
		"Tw": func(p *painter, v []any) { p.wordSpace = last(v, 0) },
		"Tz": func(p *painter, v []any) { p.scale = last(v, 0) / 100 },
		"TL": func(p *painter, v []any) { p.leading = last(v, 0) },
		"Tf": (*painter).setFont,
		"Td": func(p *painter, v []any) { p.move(last(v, 1), last(v, 0)) },
		"TD": func(p *painter, v []any) { p.leading = -last(v, 0); p.move(last(v, 1), last(v, 0)) },
		"Tm": func(p *painter, v []any) { p.line = matrixOf(v); p.tm, p.fresh = p.line, true },
		"T*": func(p *painter, _ []any) { p.move(0, -p.leading) },
		"Tj": func(p *painter, v []any) { p.showLast(v) },
		"TJ": (*painter).showSpaced,
		"'":  func(p *painter, v []any) { p.move(0, -p.leading); p.showLast(v) },
		"\"": func(p *painter, v []any) {
			p.wordSpace, p.charSpace = last(v, 2), last(v, 1)
			p.move(0, -p.leading)
			p.showLast(v)
		},
		"Do": (*painter).form,
		"ID": func(p *painter, _ []any) { p.inline, p.image = true, p.image[:0] },
	}
}

// last returns the number at so many places from the end, or 0.
func last(v []any, back int) float64 {
	if i := len(v) - 1 - back; i >= 0 {
		f, _ := v[i].(float64)
		return f
	}
	return 0
}

func matrixOf(v []any) (m matrix) {
	for i := range m {
		m[i] = last(v, len(m)-1-i)
	}
	return m
}

func (p *painter) save(_ []any) {
	if len(p.saved) < maxSaved {
		p.saved = append(p.saved, p.graphics)
	}
}

func (p *painter) restore(_ []any) {
	if n := len(p.saved); n > 0 {
		p.graphics, p.saved = p.saved[n-1], p.saved[:n-1]
	}
}

func (p *painter) move(x, y float64) {
	p.line = p.line.moved(x, y)
	p.tm = p.line
}

func (p *painter) setFont(v []any) {
	p.size = last(v, 0)
	if len(v) < 2 {
		return
	}
	name, _ := v[len(v)-2].(pdfAtom)
	p.font = p.fonts[name]
	if p.font == nil {
		p.font = p.r.fontNamed(p.resources, name)
		if len(p.fonts) < maxPDFFonts {
			p.fonts[name] = p.font
		}
	}
}

func (p *painter) showLast(v []any) {
	if len(v) > 0 {
		if s, ok := v[len(v)-1].(pdfBytes); ok {
			p.show([]byte(s))
		}
	}
}

// showSpaced shows strings with moves between them, in thousandths of the size.
func (p *painter) showSpaced(v []any) {
	if len(v) == 0 {
		return
	}
	list, _ := v[len(v)-1].(pdfArray)
	for _, item := range list {
		switch item := item.(type) {
		case pdfBytes:
			p.show([]byte(item))
		case float64:
			p.advance(-item / 1000 * p.size)
		}
	}
}

// advance moves along the line of writing.
func (p *painter) advance(d float64) {
	if p.font != nil && p.font.vertical {
		p.tm = p.tm.moved(0, d)
		return
	}
	p.tm = p.tm.moved(d*p.scale, 0)
}

func (p *painter) show(b []byte) {
	if p.font == nil {
		p.font = plainFont()
	}
	p.endBlank()
	if p.isBlank(b) {
		p.keepBlank(b)
		return
	}
	p.write(b)
}

// write writes the text of codes where they stand.
func (p *painter) write(b []byte) {
	p.space()
	p.fresh = false
	p.advance(p.glyphs(b))
	at := p.tm.times(p.ctm)
	p.endX, p.endY, p.shown = at[4], at[5], true
}

// glyphs writes the text of codes and returns how far they go along the line.
func (p *painter) glyphs(b []byte) (along float64) {
	for len(b) > 0 {
		size, text, width := p.r.glyph(p.font, b)
		along += p.along(size, b[0], width)
		p.r.put(text, size)
		b = b[size:]
	}
	return along
}

// along returns how far a glyph goes along the line whose code has so many bytes, of
// which first is the first.
func (p *painter) along(size int, first byte, width float64) float64 {
	switch {
	case p.font.vertical:
		return -p.size - p.charSpace
	case size == 1 && first == ' ':
		return width/1000*p.size + p.charSpace + p.wordSpace
	}
	return width/1000*p.size + p.charSpace
}

// space writes what lies between the last glyph and the next.
func (p *painter) space() {
	if !p.shown {
		return
	}
	at := p.tm.times(p.ctm)
	along, across, ok := distances(at, at[4]-p.endX, at[5]-p.endY, p.size, p.font.vertical)
	switch {
	case !ok:
	case math.Abs(across) > gapLine:
		p.r.separate('\n')
	case along > gapTab, p.fresh && along > p.gapCell(), along < gapBack: // back: the last text was narrower than its font says
		p.r.separate('\t')
	case along > gapSpace:
		p.r.separate(' ')
	}
}

// gapCell is the least distance between cells.
func (p *painter) gapCell() float64 {
	if p.r.spaced {
		return gapSpaced
	}
	return gapCell
}

// blankRun is a run of spaces, which is written once what follows it shows that it stands
// between: some producers show the spaces of a line before its words.
type blankRun struct {
	codes []byte
	graphics
	tm         matrix
	endX, endY float64
}

// isBlank says whether codes show spaces only.
func (p *painter) isBlank(b []byte) bool {
	for len(b) > 0 {
		size, text, _ := p.r.glyph(p.font, b)
		if text != " " && text != "\u00a0" {
			return false
		}
		b = b[size:]
	}
	return true
}

// keepBlank passes over a run of spaces.
func (p *painter) keepBlank(b []byte) {
	p.blank = blankRun{codes: append(p.blank.codes[:0], b...), graphics: p.graphics, tm: p.tm}
	for len(b) > 0 {
		size, _, width := p.r.glyph(p.font, b)
		p.advance(p.along(size, b[0], width))
		b = b[size:]
	}
	at := p.tm.times(p.ctm)
	p.blank.endX, p.blank.endY = at[4], at[5]
}

// endBlank writes the run of spaces that has been passed over, if what is shown now
// stands behind it on the same line.
func (p *painter) endBlank() {
	run := &p.blank
	if len(run.codes) == 0 {
		return
	}
	at := p.tm.times(p.ctm)
	along, across, ok := distances(at, at[4]-run.endX, at[5]-run.endY, p.size, p.font.vertical)
	if ok && along >= gapBack && math.Abs(across) <= gapLine {
		now, tm := p.graphics, p.tm
		p.graphics, p.tm = run.graphics, run.tm
		p.write(run.codes)
		p.graphics, p.tm = now, tm
	}
	run.codes = run.codes[:0]
}

// distances returns how far apart glyphs stand along and across the line that at
// writes, in sizes of the font.
func distances(at matrix, dx, dy, size float64, vertical bool) (along, across float64, ok bool) {
	x, y := at[0], at[1]
	if vertical {
		x, y = -at[2], -at[3]
	}
	length := math.Hypot(x, y)
	em := math.Hypot(at[2], at[3]) * math.Abs(size)
	if !(length > 0) || !(em > 0) || math.IsInf(length*em, 0) {
		return 0, 0, false
	}
	return (dx*x + dy*y) / length / em, (dx*y - dy*x) / length / em, true
}

// form shows a form XObject in place. One is read once: to show it again would
// only repeat its text, and hostile ones would without end.
func (p *painter) form(v []any) {
	if len(v) == 0 || p.depth >= maxPDFForms {
		return
	}
	name, _ := v[len(v)-1].(pdfAtom)
	list, _ := p.r.resolve(p.resources["XObject"]).(pdfDict)
	o := p.r.object(list[name])
	if o == nil || !o.stream || o.read || o.dict["Subtype"] != pdfAtom("Form") {
		return
	}
	q := p.r.newPainter(p.resources)
	if own, ok := p.r.resolve(o.dict["Resources"]).(pdfDict); ok {
		q.resources = own
	}
	q.graphics, q.depth = p.graphics, p.depth+1
	if m, ok := p.r.resolve(o.dict["Matrix"]).(pdfArray); ok {
		q.ctm = matrixOf(m).times(q.ctm)
	}
	p.r.newLine()
	p.r.decodeInto(o, q)
	p.shown = false
}

// maxPDFForms bounds forms within forms.
const maxPDFForms = 8
