package content

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"unicode/utf8"
)

// The Transport Neutral Encapsulation Format (MS-OXTNEF), which Outlook sends as
// winmail.dat: a row of attributes, of which some hold rows of properties. The
// subject, the names and the text are lines of one text; the body in HTML or RTF
// and the attachments are bodies of their own. An attachment's bytes come before
// its name in some files: then its path has its number.
var _ = register(format{
	mediaType: "application/ms-tnef",
	aliases:   []string{"application/ms-tnef", "application/vnd.ms-tnef"},
	magics:    []magic{{0, "\x78\x9f\x3e\x22"}},
	open:      func(s *scope) Writer { return newTNEF(s) },
})

const (
	tnefHeader    = 6
	tnefAttribute = 9
	tnefCheckSum  = 2
	maxTNEFTitle  = 1 << 10

	tnefSubject    = 0x8004
	tnefBody       = 0x800c
	tnefAttachData = 0x800f
	tnefTitle      = 0x8010
	tnefRendering  = 0x9002 // begins an attachment
	tnefMessage    = 0x9003 // properties
	tnefRecipients = 0x9004 // rows of them
	tnefCodePage   = 0x9007 // of all that isn't Unicode
	tnefAttachment = 0x9005 // properties
)

type tnef struct {
	scope  *scope
	plain  scope // of the text
	text   *text
	rest   Writer // takes the other attributes' bytes
	record gather
	state  func(*tnef, []byte) []byte
	id     uint16 // of the attribute at present
	left   uint32 // bytes of it to come
	value  Writer // takes them
	kept   *hoard
	number int    // of the attachment
	title  []byte // its name
	pages  []byte // the code pages, the first of which counts
	names  *charset
}

func newTNEF(s *scope) *tnef {
	t := &tnef{scope: s, plain: *s, state: (*tnef).header}
	other := *s
	t.text, t.rest = newText(&t.plain, plainText, nil), newRaw(&other, nil)
	return t
}

func (t *tnef) Write(b []byte) {
	for len(b) > 0 {
		b = t.state(t, b)
	}
}

func (t *tnef) header(b []byte) []byte {
	record, rest := t.record.next(b, exactly(tnefHeader))
	if record != nil {
		t.rest.Write(record)
		t.state = (*tnef).attribute
	}
	return rest
}

// attribute reads an attribute's level, name, type and length.
func (t *tnef) attribute(b []byte) []byte {
	record, rest := t.record.next(b, exactly(tnefAttribute))
	if record == nil {
		return rest
	}
	t.rest.Write(record)
	t.id, t.left = binary.LittleEndian.Uint16(record[1:]), binary.LittleEndian.Uint32(record[5:])
	t.state = (*tnef).data
	if record[0] != 1 && record[0] != 2 {
		t.id, t.left, t.state = 0, 0, (*tnef).lost
	}
	t.begin()
	if t.left == 0 && record[0] <= 2 {
		t.endAttribute()
	}
	return rest
}

// lost passes on what follows an attribute that can't be.
func (t *tnef) lost(b []byte) []byte {
	t.rest.Write(b)
	return nil
}

// begin chooses what takes the attribute's bytes.
func (t *tnef) begin() {
	t.value = t.rest
	switch t.id {
	case tnefSubject, tnefBody:
		t.value = t.text
	case tnefRendering:
		t.number++
		t.title = nil
	case tnefAttachData:
		t.value = t.scope.x.member(t.attached(t.title))
	case tnefMessage, tnefRecipients, tnefAttachment:
		t.kept = &hoard{x: t.scope.x}
	}
}

// attached describes the attachment at present.
func (t *tnef) attached(name []byte) scope {
	if name = bytes.TrimRight(name, "\x00"); len(name) > 0 && t.names != nil && !utf8.Valid(name) {
		return t.scope.inside(memberName([]byte(inCharset(string(name), t.names))), "")
	}
	if len(name) > 0 {
		return t.scope.inside(memberName(name), "")
	}
	return t.scope.inside("attachment "+strconv.Itoa(t.number), "")
}

func (t *tnef) data(b []byte) []byte {
	n := int(min(int64(t.left), int64(len(b))))
	t.left -= uint32(n)
	t.take(b[:n])
	if t.left == 0 {
		t.endAttribute()
	}
	return b[n:]
}

func (t *tnef) take(b []byte) {
	text := b
	if t.left == 0 {
		text = bytes.TrimSuffix(b, []byte{0})
	}
	switch {
	case t.kept != nil:
		if !t.kept.add(b) {
			t.scope.opaque(len(b)+len(t.kept.b), reasonMemory)
			t.kept.free()
			t.kept = nil
		}
	case t.id == tnefCodePage:
		t.pages = append(t.pages, b[:min(len(b), 4-len(t.pages))]...)
	case t.id == tnefTitle:
		t.title = append(t.title, b[:min(len(b), maxTNEFTitle-len(t.title))]...)
		t.text.Write(text)
	case t.value == Writer(t.text):
		t.text.Write(text)
	default:
		t.value.Write(b)
	}
}

func (t *tnef) endAttribute() {
	switch {
	case t.kept != nil:
		t.properties()
		t.kept.free()
		t.kept = nil
	case t.id == tnefTitle, t.id == tnefSubject, t.id == tnefBody:
		t.endLine()
	case t.id == tnefAttachData:
		t.value.Close()
	case t.id == tnefCodePage && len(t.pages) == 4:
		t.names = codePage(int(binary.LittleEndian.Uint16(t.pages)))
		t.text.declared = t.names
	}
	t.value, t.state = nil, (*tnef).checkSum
}

func (t *tnef) endLine() {
	t.text.Write([]byte{'\n'})
	t.text.anew()
}

func (t *tnef) checkSum(b []byte) []byte {
	record, rest := t.record.next(b, exactly(tnefCheckSum))
	if record != nil {
		t.state = (*tnef).attribute
	}
	return rest
}

// properties reads the rows of properties kept. What can't be read of them is
// delivered raw.
func (t *tnef) properties() {
	r := mapiReader{b: t.kept.b, ok: true}
	rows, name := uint32(1), t.longName()
	if t.id == tnefRecipients {
		rows = r.uint32()
	}
	for ; rows > 0 && r.ok && len(r.b) > 0; rows-- {
		r.properties(func(id mapiID, kind mapiType, v []byte) { t.property(id, kind, v, name) })
	}
	t.rest.Write(r.b)
}

// longName returns the name of an attachment that its properties give.
func (t *tnef) longName() []byte {
	name := t.title
	r := mapiReader{b: t.kept.b, ok: t.id == tnefAttachment}
	r.properties(func(id mapiID, kind mapiType, v []byte) {
		if id != mapiAttachLongFile && (id != mapiAttachFile || len(name) > 0) {
			return
		}
		name = v
		if kind == mapiUnicode {
			name = []byte(inCharset(string(v), charset16LE))
		}
	})
	return name
}

func (t *tnef) property(id mapiID, kind mapiType, v, name []byte) {
	switch {
	case id == mapiHTML:
		w := t.scope.x.open(t.scope.inside("", "text/html"))
		w.Write(v)
		w.Close()
	case id == mapiRTF:
		unpackRTF(t.scope, v, t.scope.x.open(t.scope.inside("", "application/rtf")))
	case id == mapiAttachData:
		t.object(kind, v, t.attached(name))
	case kind == mapiString8:
		t.text.Write(bytes.TrimRight(v, "\x00"))
		t.endLine()
	case kind == mapiUnicode:
		t.text.Write([]byte(inCharset(string(v[:len(v)&^1]), charset16LE)))
		t.endLine()
	default:
		t.rest.Write(v)
	}
}

// object reads an attachment that is a property: a message within, or an object
// behind the name of its interface.
func (t *tnef) object(kind mapiType, v []byte, c scope) {
	const interfaceName = 16
	if kind == mapiObject && len(v) > interfaceName {
		v = v[interfaceName:]
	}
	w := t.scope.x.member(c)
	w.Write(v)
	w.Close()
}

func (t *tnef) Close() {
	if t.kept != nil || t.value != nil {
		t.endAttribute()
	}
	t.rest.Write(t.record.held)
	t.text.Close()
	t.rest.Close()
}
