package content

import "bytes"

// xmlHandler takes the elements of an XML document (W3C XML 1.0) as they come.
// Slices are valid during the call.
type xmlHandler interface {
	// start begins an element; tag is all between its angle brackets.
	start(tag xmlTag)
	// end ends the element of that local name; that of an empty one too.
	end(name []byte)
	// text gives characters, with their references as written.
	text(b []byte)
}

// xmlReader cuts XML into tags and text by push. It needs no well-formed input:
// names aren't matched, and what isn't a tag is text.
type xmlReader struct {
	to    xmlHandler
	tag   []byte // a tag begun, without its first bracket
	quote byte   // of the attribute value that tag ends in, or 0
	state xmlState
	over  bool // the tag passed maxXMLTag; the rest of it is left out
}

type xmlState uint8

const (
	xmlText xmlState = iota
	xmlInTag
	xmlInComment
	xmlInCDATA
)

// maxXMLTag bounds one tag. What is beyond counts as no attribute.
const maxXMLTag = 64 << 10

func (r *xmlReader) Write(b []byte) {
	for len(b) > 0 {
		switch r.state {
		case xmlInTag:
			b = r.inTag(b)
		case xmlInComment:
			b = r.until(b, "-->")
		case xmlInCDATA:
			b = r.until(b, "]]>")
		default:
			b = r.chars(b)
		}
	}
}

func (r *xmlReader) chars(b []byte) []byte {
	i := bytes.IndexByte(b, '<')
	if i < 0 {
		r.to.text(b)
		return nil
	}
	if i > 0 {
		r.to.text(b[:i])
	}
	r.state, r.tag, r.quote, r.over = xmlInTag, r.tag[:0], 0, false
	return b[i+1:]
}

// inTag reads up to the bracket that ends the tag, which is not in quotes.
func (r *xmlReader) inTag(b []byte) []byte {
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case r.quote != 0:
			n := bytes.IndexByte(b[i:], r.quote)
			if n < 0 {
				r.keep(b)
				return nil
			}
			i, r.quote = i+n, 0
		case !tagSign[c]:
		case c == '"' || c == '\'':
			r.quote = c
		case c == '>':
			r.endTag(b[:i])
			return b[i+1:]
		case len(r.tag)+i < 9 && r.special(b[:i+1]):
			return b[i+1:]
		}
	}
	r.keep(b)
	return nil
}

// tagSign are the bytes in a tag that matter: quotes, its end, and what ends the beginning of
// a comment or a CDATA section.
var tagSign = [256]bool{'"': true, '\'': true, '>': true, '-': true, '[': true}

// endTag hands on the tag that ends with b.
func (r *xmlReader) endTag(b []byte) {
	r.state = xmlText
	if len(r.tag) == 0 && len(b) <= maxXMLTag {
		r.element(b)
		return
	}
	r.keep(b)
	r.element(r.tag)
	r.tag = r.tag[:0]
}

func (r *xmlReader) keep(b []byte) {
	n := min(len(b), maxXMLTag-len(r.tag))
	r.tag = append(r.tag, b[:n]...)
	r.over = r.over || n < len(b)
}

// special begins a comment or a CDATA section if that is what the tag's first
// bytes, of which b are the last, show.
func (r *xmlReader) special(b []byte) bool {
	var first [16]byte
	switch n := copy(first[:], r.tag); string(first[:n+copy(first[n:], b)]) {
	case "!--":
		r.state = xmlInComment
	case "![CDATA[":
		r.state = xmlInCDATA
	default:
		return false
	}
	r.tag = r.tag[:0]
	return true
}

// until passes text on up to the end of a comment or CDATA section.
func (r *xmlReader) until(b []byte, end string) []byte {
	if len(r.tag) > 0 {
		b = append(bytes.Clone(r.tag), b...)
		r.tag = r.tag[:0]
	}
	if i := bytes.Index(b, []byte(end)); i >= 0 {
		r.to.text(b[:i])
		r.state = xmlText
		return b[i+len(end):]
	}
	keep := partial(b, end)
	r.to.text(b[:len(b)-keep])
	r.tag = append(r.tag, b[len(b)-keep:]...)
	return nil
}

// element hands a whole tag on. Declarations and instructions carry no text.
func (r *xmlReader) element(t xmlTag) {
	switch {
	case len(t) == 0 || t[0] == '?' || t[0] == '!':
	case t[0] == '/':
		r.to.end(t[1:].name())
	default:
		r.to.start(t)
		if t.empty() {
			r.to.end(t.name())
		}
	}
}

// end passes on what is left when the document ends.
func (r *xmlReader) finish() {
	if len(r.tag) > 0 {
		r.to.text(r.tag)
		r.tag = r.tag[:0]
	}
}

// xmlTag is a start tag without its brackets.
type xmlTag []byte

// name returns the element's name without its prefix.
func (t xmlTag) name() []byte {
	n := 0
	for n < len(t) && !endsName[t[n]] {
		n++
	}
	return localName(t[:n])
}

// endsName are the bytes that end an element's name.
var endsName = [256]bool{' ': true, '\t': true, '\r': true, '\n': true, '/': true}

func localName(b []byte) []byte { return b[bytes.IndexByte(b, ':')+1:] }

// empty reports whether the element has no end tag.
func (t xmlTag) empty() bool { return t[len(t)-1] == '/' }

// attribute returns the value of the attribute of that local name as written,
// or nil. The first counts.
func (t xmlTag) attribute(name string) []byte {
	for rest := []byte(t); ; {
		i := bytes.Index(rest, []byte(name))
		if i < 0 {
			return nil
		}
		before := i == 0 || rest[i-1] > ' ' && rest[i-1] != ':'
		rest = rest[i+len(name):]
		if value := quoted(rest); value != nil && !before {
			return value
		}
	}
}

// quoted returns the value that follows an attribute's name in b, or nil.
func quoted(b []byte) []byte {
	b = bytes.TrimLeft(b, xmlSpace)
	if len(b) == 0 || b[0] != '=' {
		return nil
	}
	b = bytes.TrimLeft(b[1:], xmlSpace)
	if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
		return nil
	}
	end := bytes.IndexByte(b[1:], b[0])
	if end < 0 {
		return nil
	}
	return b[1 : 1+end : 1+end]
}

// xmlRoot returns the start tag of the document's first element, or nil if it has
// not come; possible is false if b is no XML.
func xmlRoot(b []byte) (root xmlTag, possible bool) {
	b = bytes.TrimPrefix(b, []byte(string(bom)))
	for {
		b = bytes.TrimLeft(b, xmlSpace)
		if len(b) == 0 {
			return nil, true
		}
		if b[0] != '<' {
			return nil, false
		}
		end := "?>"
		switch {
		case len(b) < 4:
			return nil, true
		case b[1] == '?':
		case bytes.HasPrefix(b, []byte("<!--")):
			end = "-->"
		default:
			end = ">"
		}
		i := bytes.Index(b, []byte(end))
		switch {
		case i < 0:
			return nil, true
		case b[1] != '?' && b[1] != '!':
			return xmlTag(b[1:i]), i > 1
		}
		b = b[i+len(end):]
	}
}
