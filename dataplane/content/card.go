package content

import (
	"bytes"
	"strings"
)

// vCards (2.1 of the Versit Consortium, RFC 2426, RFC 6350) and calendars
// (RFC 5545): unfolded and unescaped, one line "NAME: value" a property, with an
// empty line behind each card, event or task, so that detectors see a record. A
// parameter that says more than how to read the value is a line of its own
// before it. A value in base64 is a member.
var (
	_ = register(format{
		mediaType: "text/vcard",
		aliases:   []string{"text/vcard", "text/x-vcard", "text/directory"},
		magics:    []magic{{0, "BEGIN:VCARD"}, {0, "\xef\xbb\xbfBEGIN:VCARD"}, {0, "begin:vcard"}},
		open:      func(s *scope) Writer { return newCard(s) },
	})
	_ = register(format{
		mediaType: "text/calendar",
		aliases:   []string{"text/calendar", "text/x-vcalendar", "application/ics"},
		magics:    []magic{{0, "BEGIN:VCALENDAR"}, {0, "\xef\xbb\xbfBEGIN:VCALENDAR"}, {0, "begin:vcalendar"}},
		open:      func(s *scope) Writer { return newCard(s) },
	})
)

type card struct {
	scope    *scope
	text     *text
	held     []byte // a line end or escape that a write cut
	name     []byte // a property's name and parameters, so far
	quoted   bool   // within a quoted parameter
	inValue  bool   // the name is over
	member   Writer // takes a value that is a body of its own
	buf      []byte // text on its way
	qp       bool   // the value is quoted-printable
	labelled bool   // the property has declared its own charset
	parts    bool   // the value has parts, divided by semicolons
	address  []byte // an address so far, to be delivered again in postal order
	last     byte   // the last byte delivered
	prose    cardProse
}

const (
	// maxCardName bounds a property's name and parameters: what is longer is a value.
	maxCardName = 1 << 10
	maxAddress  = 512
)

func newCard(s *scope) *card { return &card{scope: s, text: newText(s, plainText, nil)} }

func (c *card) Write(b []byte) {
	c.held = inSteps(c.held, b, c.step)
	c.flush()
}

// step takes the beginning of b and returns its size, or 0 to ask for more.
func (c *card) step(b []byte) int {
	switch {
	case b[0] == '\r' || b[0] == '\n':
		return c.lineEnd(b)
	case !c.inValue:
		c.nameByte(b[0])
		return 1
	case b[0] == '=' && c.qp:
		return c.quotedPrintable(b)
	case b[0] == '\\':
		return c.unescape(b)
	case b[0] == ';' && c.parts:
		c.give([]byte{' '})
		c.keep(b[:1])
		return 1
	}
	return c.plain(b)
}

// cardSign holds the bytes of a value that need a look.
var cardSign = [256]bool{'\r': true, '\n': true, '=': true, '\\': true, ';': true}

// plain passes on what needs no look.
func (c *card) plain(b []byte) int {
	n := 1
	for n < len(b) && !cardSign[b[n]] {
		n++
	}
	c.give(b[:n])
	c.keep(b[:n])
	return n
}

func (c *card) give(b []byte) {
	c.last = b[len(b)-1]
	if c.member != nil {
		c.member.Write(b)
		return
	}
	c.prose.add(b)
	c.say(b)
}

// say adds to the text. What one write brings goes there together, so that its
// charset isn't judged by single bytes.
func (c *card) say(b []byte) {
	if c.buf = append(c.buf, b...); len(c.buf) >= decodeBuffer {
		c.flush()
	}
}

func (c *card) flush() {
	c.text.Write(c.buf)
	c.buf = c.buf[:0]
}

func (c *card) keep(b []byte) {
	if c.address != nil {
		c.address = append(c.address, b[:min(len(b), maxAddress-len(c.address))]...)
	}
}

// lineEnd drops a line end that only folds the line, with the space behind it.
func (c *card) lineEnd(b []byte) int {
	n, folds := foldedEnd(b)
	switch {
	case folds:
		n++
	case n > 0:
		c.endProperty()
	}
	return n
}

// nameByte takes a byte of a property's name and parameters.
func (c *card) nameByte(b byte) {
	if b == '"' {
		c.quoted = !c.quoted
	}
	if b == ':' && !c.quoted {
		c.begin()
		return
	}
	if c.name = append(c.name, b); len(c.name) == maxCardName {
		c.inValue, c.qp = true, false
		c.give(c.name)
	}
}

// begin begins the value of the property whose name has come.
func (c *card) begin() {
	_, params, _ := strings.Cut(string(c.name), ";")
	name, base64 := c.propertyName(), false
	for params != "" {
		var p string
		p, params = cutUnquoted(params)
		base64 = c.parameter(p) || base64
	}
	c.parts = name == "N" || name == "ADR" || name == "ORG"
	if c.address = nil; name == "ADR" {
		c.address = make([]byte, 0, maxAddress)
	}
	c.inValue = true
	c.give([]byte(name + ": "))
	if isProseName(name) && !base64 {
		c.prose.begin(c)
	}
	if base64 {
		c.member = &base64Decoder{next: c.scope.x.member(c.scope.inside(strings.ToLower(name), ""))}
	}
}

// cutUnquoted cuts s at its first semicolon outside of quotes.
func cutUnquoted(s string) (before, after string) {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ';' && !quoted:
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// parameter takes a parameter, of which version 2.1 leaves out the name.
func (c *card) parameter(p string) (base64 bool) {
	name, value, ok := strings.Cut(p, "=")
	if !ok {
		name, value = "TYPE", p
	}
	value = strings.Trim(value, `"`)
	switch strings.ToUpper(value) {
	case "QUOTED-PRINTABLE":
		c.qp = true
		return false
	case "B", "BASE64":
		return true
	}
	switch strings.ToUpper(name) {
	case "CHARSET":
		c.flush()
		c.text.anew()
		c.text.declared, c.labelled = namedCharset(value), true
		fallthrough
	case "TYPE", "ENCODING", "VALUE", "LANGUAGE", "ROLE", "PARTSTAT", "RSVP", "CUTYPE", "PREF", "TZID":
		if isWord(value) {
			return false
		}
	}
	c.say([]byte(strings.ToUpper(name) + ": " + value + "\n"))
	return false
}

// isWord reports whether a parameter's value is a mere word of the format.
func isWord(s string) bool {
	digits := 0
	for _, r := range []byte(s) {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r|0x20 < 'a' || r|0x20 > 'z':
			if strings.IndexByte("-_,/", r) < 0 {
				return false
			}
		}
	}
	return digits <= 4 && len(s) <= 40
}

// quotedPrintable decodes an escape of it.
func (c *card) quotedPrintable(b []byte) int {
	q := quotedPrintable{}
	n := q.escape(b)
	if len(q.buf) > 0 {
		c.give(q.buf)
		c.keep(q.buf)
	}
	return n
}

// unescape undoes a backslash (RFC 6350, 3.4). In Shift_JIS it may be the second
// byte of a character.
func (c *card) unescape(b []byte) int {
	if len(b) == 1 {
		return 0
	}
	if c.last >= 0x80 {
		c.flush() // to know the charset
		if c.text.charset == charsetSJIS {
			return c.plain(b)
		}
	}
	at := 1
	if b[1] == '\r' || b[1] == '\n' {
		n, folds := foldedEnd(b[1:])
		switch at += n + 1; {
		case n == 0 || folds && at >= len(b):
			return 0
		case !folds:
			return c.plain(b)
		}
	}
	return c.escaped(b, at)
}

// escaped undoes the escape of b[at]. A fold may stand between it and its backslash.
func (c *card) escaped(b []byte, at int) int {
	switch sign := b[at]; sign {
	case 'n', 'N':
		c.prose.add([]byte{'\n'})
		c.sayBreak()
	case ',', ';', ':', '\\':
		c.give(b[at : at+1])
		if sign != ';' { // which would divide the address
			c.keep(b[at : at+1])
		}
	default:
		return c.plain(b)
	}
	return at + 1
}

// sayBreak delivers a line's end within a value.
func (c *card) sayBreak() {
	c.last = c.lineBreak()
	if c.member != nil {
		c.member.Write([]byte{c.last})
		return
	}
	c.say([]byte{c.last})
}

// lineBreak returns what a line's end within a value is read as. In what people write
// or paste it stays one, since lists are read by lines; but no empty line may come of
// it in a card, which is a record. Elsewhere a value is one line.
func (c *card) lineBreak() byte {
	switch name := c.propertyName(); {
	case name == "NOTE" && c.last == '\n':
		return ' '
	case isProseName(name):
		return '\n'
	}
	return ' '
}

// propertyName is the name of the property at present without group and parameters.
func (c *card) propertyName() string {
	name, _, _ := strings.Cut(string(c.name), ";")
	if _, n, grouped := strings.Cut(name, "."); grouped {
		name = n
	}
	return strings.ToUpper(name)
}

// endProperty ends a line.
func (c *card) endProperty() {
	switch {
	case !c.inValue: // a line without a value
		c.say(c.name)
	case c.member != nil:
		c.member.Close()
		c.member = nil
	}
	c.prose.end()
	c.say([]byte{'\n'})
	c.postal()
	c.undeclare()
	if c.inValue && hasPrefixFold(c.name, "end") {
		c.say([]byte{'\n'})
	}
	c.name, c.inValue, c.qp, c.quoted = c.name[:0], false, false, false
}

// undeclare forgets the charset that a property has declared for itself.
func (c *card) undeclare() {
	if c.labelled {
		c.flush()
		c.text.anew()
		c.text.declared, c.labelled = declaredCharset(c.scope.info.MediaType), false
	}
}

// postal delivers an address again in the order of a letter in Japan: code,
// prefecture, town, street.
func (c *card) postal() {
	p := bytes.Split(c.address, []byte{';'})
	c.address = nil
	if len(p) < 6 || !inWideScript(bytes.Join(p[2:5], nil)) {
		return
	}
	c.say([]byte("ADDRESS: "))
	c.say(append(append([]byte{}, p[5]...), ' '))
	for _, i := range []int{4, 3, 2, 1} {
		c.say(p[i])
	}
	c.say([]byte{'\n'})
}

// inWideScript says whether some characters of a text take several bytes each, one behind
// another, as those of East Asia do in any charset: elsewhere the street comes first.
func inWideScript(b []byte) bool {
	run := 0
	for _, c := range b {
		if run++; c < 0x80 {
			run = 0
		}
		if run >= leastWide {
			return true
		}
	}
	return false
}

// leastWide is more than a letter with a mark takes.
const leastWide = 4

func (c *card) Close() {
	if held := c.held; len(held) > 0 && held[0] != '\r' && held[0] != '\n' {
		c.held = nil
		c.give(held)
	}
	c.endProperty()
	c.flush()
	c.text.Close()
}
