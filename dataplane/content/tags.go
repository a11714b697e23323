package content

import (
	"bytes"
	"strings"
)

// tags reads HTML and XML for what their readers see. Tags that split a word
// without a gap to the eye are taken out (HTML's phrasing elements, comments, the
// marks of CDATA), so that <b>03</b>-<i>1234</i> is one number. All other tags
// stay: detectors read tables and labels by them; in HTML their names are turned
// to lower case. What stood within a tag taken out, such as a link's address or a
// comment, is delivered in a text of its own beside, so nothing is lost.
type tags struct {
	scope *scope
	next  *escaper
	place
	inner Writer // takes a CDATA section as a part too
	runs  runs   // beside
	esc   escaper
}

// place is where in the markup the reader is: what follows is read by that.
type place struct {
	xml   bool
	state func(*tags, []byte) int // takes bytes and returns their number, or 0 to ask for more
	held  []byte                  // a tag or an end of one that a write cut
	raw   string                  // the element whose content is no markup, or ""
	said  bool                    // something has been put beside for this tag
	quote byte                    // within an attribute's value
	last  byte                    // the byte before, within a tag
	apart phrase                  // of the phrasing element that is open
}

// clone returns a copy that stays as it is while p goes on.
func (p place) clone() place {
	p.held, p.apart.attributes = bytes.Clone(p.held), bytes.Clone(p.apart.attributes)
	return p
}

// phrase is what is known of a phrasing element: names in bold type, or in an element with
// a class of its own, stand apart from what follows them.
type phrase struct {
	named     bool // it may hold a name of what follows
	bytes     int  // of its text
	digits    bool // its text has some
	reference bool // its text ends within a character reference
	end       byte // its text's last byte

	attributes []byte // how its attributes begin
}

// maxAttributes is how much of an element's attributes is looked at.
const maxAttributes = 64

// classed says whether the element has a class, other than those that word processors
// give to parts of a text.
func (p *phrase) classed() bool {
	a := p.attributes
	return bytes.Contains(a, []byte("class=")) && !bytes.Contains(a, []byte("class=Mso")) && !bytes.Contains(a, []byte("class=SpellE")) && !bytes.Contains(a, []byte("class=GramE"))
}

// leastPhrase is how many bytes such a name has, or leastTitle where the element's class
// says that it is one: "NIR".
const (
	leastPhrase = 3
	leastTitle  = 2
)

// titled says whether the class names what forms and lists put before a value.
func (p *phrase) titled() bool {
	for _, word := range [...]string{"label", "key", "title", "name", "head", "field", "term", "caption", "prompt", "question", "lbl", `"k"`, `"th`, `"dt`} {
		if bytes.Contains(p.attributes, []byte(word)) {
			return true
		}
	}
	return false
}

// label says whether an element's text may be a name of what follows it: then a tab goes
// between. Numbers and what is shorter are one word with what follows.
func (p *phrase) label() bool {
	if !p.named || p.digits || p.bytes < leastTitle || p.bytes < leastPhrase && !p.titled() {
		return false
	}
	return p.end >= 0x80 || p.end|0x20 >= 'a' && p.end|0x20 <= 'z' || bytes.IndexByte([]byte(":).#?"), p.end) >= 0
}

// note takes text of the element that is open.
func (p *phrase) note(b []byte) {
	if !p.named || len(b) == 0 {
		return
	}
	p.bytes += len(b)
	for _, c := range b {
		p.noteByte(c)
	}
	p.end = b[len(b)-1]
}

// noteByte notes a digit, unless it is part of a character reference.
func (p *phrase) noteByte(c byte) {
	switch {
	case c == '&':
		p.reference = true
	case p.reference && (c == ';' || c == ' '):
		p.reference = false
	case !p.reference && c >= '0' && c <= '9':
		p.digits = true
	}
}

// longestTagName bounds the search for the end of a tag's name.
const longestTagName = 12

// phrasing are elements of HTML whose tags leave no gap (HTML Living Standard,
// 3.2.5.2.5), and the one that word processors add.
var phrasing = map[string]bool{
	"a": true, "abbr": true, "acronym": true, "b": true, "bdi": true, "bdo": true, "big": true, "cite": true,
	"code": true, "data": true, "del": true, "dfn": true, "em": true, "font": true, "i": true, "img": true,
	"ins": true, "kbd": true, "mark": true, "nobr": true, "o:p": true, "q": true, "s": true, "samp": true,
	"small": true, "span": true, "strike": true, "strong": true, "sub": true, "sup": true, "time": true,
	"tt": true, "u": true, "var": true, "wbr": true,
}

const (
	commentStart = "<!--"
	commentEnd   = "-->"
	cdataStart   = "<![CDATA["
	cdataEnd     = "]]>"
)

func newTags(s *scope, next *escaper) *tags {
	t := baseType(s.info.MediaType)
	xml := strings.HasSuffix(t, "xml") && t != "application/xhtml+xml"
	return &tags{scope: s, next: next, place: place{state: (*tags).text, xml: xml}}
}

func (m *tags) Write(b []byte) {
	if len(m.held) > 0 {
		b = append(m.held, b...)
		m.held = nil
	}
	for len(b) > 0 {
		n := m.state(m, b)
		if n == 0 {
			m.held = bytes.Clone(b)
			return
		}
		b = b[n:]
	}
}

// text passes on what stands between tags, and with it the tags that stay.
func (m *tags) text(b []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(b[at:], '<')
		if i < 0 {
			m.apart.note(b)
			m.next.Write(b)
			return len(b)
		}
		at += i
		if n := m.stays(b[at:]); n > 0 {
			at += n
			continue
		}
		if at > 0 {
			m.apart.note(b[:at])
			m.next.Write(b[:at])
			return at
		}
		return m.tag(b)
	}
}

// stays returns the size of the beginning of a tag that clearly stays as it is,
// or 0. Most do.
func (m *tags) stays(b []byte) int {
	i := 1
	if len(b) > 1 && b[1] == '/' {
		i++
	}
	start := i
	for i < len(b) && i-start < longestTagName && (b[i] >= 'a' && b[i] <= 'z' || b[i] >= '0' && b[i] <= '9') {
		i++
	}
	if i == start || i == len(b) || b[i] != '>' && b[i] != ' ' {
		return 0
	}
	name := b[start:i]
	if m.raw != "" || !m.xml && (phrasing[string(name)] || string(name) == "script" || string(name) == "style") {
		return 0
	}
	return i
}

// tag looks at what "<" begins.
func (m *tags) tag(b []byte) int {
	for _, start := range []string{commentStart, cdataStart} {
		if len(b) < len(start) && string(b) == start[:len(b)] {
			return 0
		}
	}
	switch {
	case m.raw == "" && bytes.HasPrefix(b, []byte(commentStart)):
		m.beside((*tags).comment)
		return len(commentStart)
	case m.raw == "" && bytes.HasPrefix(b, []byte(cdataStart)):
		m.state = (*tags).cdata
		return len(cdataStart)
	}
	end := 1
	for end < len(b) && end <= longestTagName && bytes.IndexByte([]byte(" \t\r\n>"), b[end]) < 0 && (b[end] != '/' || end == 1) {
		end++
	}
	if end == len(b) && end <= longestTagName {
		return 0
	}
	m.named(b[:end])
	return end
}

// named decides on a tag by its name, which tag ends with.
func (m *tags) named(tag []byte) {
	name := strings.ToLower(string(bytes.TrimPrefix(tag[1:], []byte("/"))))
	closing := len(tag) > 1 && tag[1] == '/'
	switch {
	case m.raw != "" && !(closing && name == m.raw), len(name) == 0:
		m.next.Write(tag)
		return
	case !m.xml && phrasing[name]:
		if closing && m.apart.label() {
			m.next.Write([]byte{'\t'})
		}
		m.apart = phrase{named: !closing && (name == "b" || name == "strong"), attributes: m.apart.attributes[:0]}
		m.beside((*tags).attributes)
		return
	}
	m.raw = ""
	switch name {
	case "?xml":
		m.xml = true
	case "script", "style":
		if !closing && !m.xml {
			m.raw = name
		}
	}
	if !m.xml {
		tag = bytes.ToLower(tag)
	}
	m.next.Write(tag)
}

// cdata passes on the characters of a CDATA section. They may be markup or JSON in their
// turn, so that they are a part too.
func (m *tags) cdata(b []byte) int {
	if m.inner == nil {
		m.inner = m.scope.value()
	}
	n, found := ending(b, cdataEnd)
	m.next.Write(b[:n])
	m.inner.Write(b[:n])
	if found {
		m.endInner()
		m.state = (*tags).text
		n += len(cdataEnd)
	}
	return n
}

func (m *tags) endInner() {
	if m.inner != nil {
		m.inner.Close()
		m.inner = nil
	}
}

// ending returns where end begins in b, or else how many bytes come before what
// may be its beginning.
func ending(b []byte, end string) (n int, found bool) {
	if i := bytes.Index(b, []byte(end)); i >= 0 {
		return i, true
	}
	for n = len(b) - min(len(b), len(end)-1); n < len(b); n++ {
		if strings.HasPrefix(end, string(b[n:])) {
			break
		}
	}
	return n, false
}

// beside begins to deliver in the text beside.
func (m *tags) beside(state func(*tags, []byte) int) {
	m.said, m.quote, m.last = false, 0, 0
	m.state = state
}

func (m *tags) comment(b []byte) int {
	n, found := ending(b, commentEnd)
	m.said = m.said || n > 0
	m.put(b[:n])
	if found {
		m.endBeside()
		n += len(commentEnd)
	}
	return n
}

// attributes delivers the attributes of a tag taken out. A ">" within quotes
// doesn't end it, if the quotes follow "=".
func (m *tags) attributes(b []byte) int {
	n := 0
	for n < len(b) && (b[n] != '>' || m.quote != 0) {
		switch c := b[n]; {
		case c == m.quote:
			m.quote = 0
		case m.quote == 0 && m.last == '=' && (c == '"' || c == '\''):
			m.quote = c
		}
		m.last = b[n]
		n++
	}
	said := b[:n]
	if !m.said {
		said = bytes.TrimLeft(said, " \t\r\n/")
		m.said = len(said) > 0
	}
	m.apart.attributes = append(m.apart.attributes, said[:min(len(said), maxAttributes-len(m.apart.attributes))]...)
	m.put(said)
	if n < len(b) {
		m.apart.named = m.apart.named || m.apart.classed()
		m.endBeside()
		n++
	}
	return n
}

// endBeside goes back to the text.
func (m *tags) endBeside() {
	if m.said {
		m.put([]byte{'\n'})
	}
	m.state = (*tags).text
}

// put delivers in the text beside.
func (m *tags) put(b []byte) {
	if len(b) == 0 {
		return
	}
	if m.runs.out == nil {
		m.runs = runs{scope: m.scope, out: m.scope.x.sink.Text(m.scope.info)}
		m.esc = escaper{kind: markupText, next: &m.runs, values: newFinder(m.scope)}
	}
	m.esc.Write(b)
}

// end delivers what was cut off by the text's end.
func (m *tags) end() {
	m.next.Write(m.held)
	m.held = nil
	m.endInner()
	if m.runs.out == nil {
		return
	}
	m.esc.end()
	m.runs.end()
	m.runs.out.Close()
	m.runs.out = nil
}
