package content

import "bytes"

// A page of HTML with questions is read once more as its readers see it: each block of text
// a line, without tags. There a question is answered in the next line, and a label stands
// above its value, whatever elements they are in.

// blockTags begin or end what stands on lines of its own (HTML Living Standard, 15.3.3,
// display: block). cellTags do so within one.
var (
	blockTags = map[string]bool{
		"address": true, "article": true, "aside": true, "blockquote": true, "br": true, "center": true, "dd": true, "div": true, "dl": true, "dt": true,
		"fieldset": true, "figcaption": true, "footer": true, "form": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "header": true, "hr": true,
		"legend": true, "li": true, "main": true, "nav": true, "ol": true, "p": true, "pre": true, "section": true, "summary": true, "table": true, "tr": true, "ul": true,
	}
	cellTags = map[string]bool{"td": true, "th": true, "span": true, "label": true, "button": true, "option": true}
	// hiddenTags hold no text of the page.
	hiddenTags = map[string]bool{"script": true, "style": true, "template": true, "head": true, "select": true, "textarea": true}
)

// isPage says whether head is of a page where a block of text ends in a question, or a label
// and its sign: what the next one says belongs to it.
func isPage(head []byte) bool {
	for _, sign := range [...]string{":<", "?<", "：<", "？<"} {
		for rest := head; ; {
			_, behind, found := bytes.Cut(rest, []byte(sign))
			if !found {
				break
			}
			if endsBlock(behind) {
				return true
			}
			rest = behind
		}
	}
	return false
}

// endsBlock says whether the tag whose name b begins with is a block's, or one behind it that
// follows at once.
func endsBlock(b []byte) bool {
	for {
		name := bytes.TrimPrefix(b[:min(len(b), longestTagName)], []byte{'/'})
		if i := bytes.IndexAny(name, " />\r\n\t"); i >= 0 {
			name = name[:i]
		}
		if blockTags[string(bytes.ToLower(name))] {
			return true
		}
		_, behind, found := bytes.Cut(b, []byte{'>'})
		if !found || len(behind) == 0 || behind[0] != '<' {
			return false
		}
		b = behind[1:]
	}
}

// rendered reads a page so.
type rendered struct {
	scope  *scope
	to     Writer
	tag    []byte // the name of the tag at present
	in     tagPart
	quote  byte   // within an attribute's value
	equals bool   // one may begin
	hidden string // the element whose content is left out
	last   byte   // of what is delivered
	gap    bool   // a blank has come behind it
	buf    []byte
}

// tagPart is where in a tag the text is.
type tagPart uint8

const (
	outsideTag tagPart = iota
	inTagName
	inTagRest
)

func (r *rendered) Write(b []byte) {
	for _, c := range b {
		switch r.in {
		case outsideTag:
			r.text(c)
		case inTagName:
			r.name(c)
		default:
			r.rest(c)
		}
	}
	if r.to == nil && len(r.buf) > 0 {
		r.to = r.scope.value()
	}
	if r.to != nil {
		r.to.Write(r.buf)
	}
	r.buf = r.buf[:0]
}

// text takes a character of the page's text: blanks are one.
func (r *rendered) text(c byte) {
	switch {
	case c == '<':
		r.in, r.tag = inTagName, r.tag[:0]
	case r.hidden != "":
	case c > ' ':
		r.put(c)
	default:
		r.gap = true
	}
}

// put delivers a character, and a blank before it if there was one in the line.
func (r *rendered) put(c byte) {
	if r.gap && r.last > ' ' && c > ' ' {
		r.buf = append(r.buf, ' ')
	}
	r.buf, r.last, r.gap = append(r.buf, c), c, false
}

// name takes a character of a tag's name, which ends it if it is of none.
func (r *rendered) name(c byte) {
	if begins := isTagStart(c) || c == '/'; len(r.tag) == 0 && !begins { // "a < b"
		r.in = outsideTag
		if r.hidden == "" {
			r.put('<')
		}
		r.text(c)
		return
	}
	if c > ' ' && c != '>' && (c != '/' || len(r.tag) == 0) && len(r.tag) < longestTagName {
		if c-'A' < 26 {
			c |= 0x20
		}
		r.tag = append(r.tag, c)
		return
	}
	if r.in, r.quote, r.equals = inTagRest, 0, false; r.hidden != "" && string(r.tag) != "/"+r.hidden {
		r.in = outsideTag // no tag within what is no markup
		r.text(c)
		return
	}
	r.rest(c)
}

// rest takes a character of a tag behind its name.
func (r *rendered) rest(c byte) {
	switch {
	case r.quote != 0:
		if c == r.quote {
			r.quote = 0
		}
	case (c == '"' || c == '\'') && r.equals:
		r.quote = c
	case c == '>':
		r.in = outsideTag
		r.ended()
	}
	r.equals = c == '='
}

// ended visits the end of a tag.
func (r *rendered) ended() {
	name, ends := bytes.CutPrefix(r.tag, []byte{'/'})
	switch {
	case r.hidden != "":
		if ends && string(name) == r.hidden {
			r.hidden = ""
		}
	case hiddenTags[string(name)] && !ends:
		r.hidden = string(name)
	case blockTags[string(name)] && r.last != '\n' && r.last != 0:
		r.put('\n')
	case cellTags[string(name)]:
		r.gap = true
	}
}

func (r *rendered) Close() {
	if r.to != nil {
		r.to.Close()
	}
}
