package content

import (
	"bytes"
	"strings"
	"sync"
)

// format is a kind of body that is recognised. Each is one file that registers
// it; there is no other list.
type format struct {
	mediaType string   // as reported
	aliases   []string // media types that declare it; a trailing "/" stands for a whole tree
	magics    []magic
	// looks recognises a body of undeclared type that is text and has no magic, by
	// its first bytes, of which there are headBytes at most.
	looks func(head []byte) bool
	// open begins to read a body in s. A format without it can't be read: its
	// bytes are delivered raw, and count as opaque unless it is media.
	open  func(s *scope) Writer
	media bool // sound, pictures and fonts, which carry no text to speak of
}

// magic is bytes at an offset by which a format is known.
type magic struct {
	at   int
	text string
}

// formats is filled as the package is initialised and not changed after.
var formats []*format

// register adds a format. It is called where package variables are initialised.
func register(f format) *format {
	formats = append(formats, &f)
	return &f
}

// tell is a magic and the format that it shows.
type tell struct {
	magic
	format *format
}

// magicIndex is all formats' magics: those at a body's start by their first byte,
// and the others.
type magicIndex struct {
	leading [256][]tell
	inside  []tell
}

var magics = sync.OnceValue(func() *magicIndex {
	all := new(magicIndex)
	for _, f := range formats {
		for _, m := range f.magics {
			if m.at > 0 {
				all.inside = append(all.inside, tell{m, f})
				continue
			}
			all.leading[m.text[0]] = append(all.leading[m.text[0]], tell{m, f})
		}
	}
	return all
})

// byMagic returns the format whose magic head has, and whether head is so short
// that it may yet turn out to have one. Of several magics the one that ends first
// counts, which is also the one seen first if head comes byte by byte.
func byMagic(head []byte) (f *format, maybe bool) {
	if len(head) == 0 {
		return nil, true
	}
	all := magics()
	first := len(head) + 1
	for _, list := range [...][]tell{all.leading[head[0]], all.inside} {
		for _, m := range list {
			switch end := m.at + len(m.text); {
			case len(head) < end:
				maybe = maybe || m.at == 0 && strings.HasPrefix(m.text, string(head))
			case end < first && string(head[m.at:end]) == m.text:
				f, first = m.format, end
			}
		}
	}
	return f, f == nil && maybe
}

// byLooks returns the format that the head of a text of undeclared type looks
// like, or nil.
func byLooks(mediaType string, head []byte) *format {
	if t := baseType(mediaType); t != "" && t != "application/octet-stream" {
		return nil
	}
	for _, f := range formats {
		if f.looks != nil && f.looks(head) {
			return f
		}
	}
	return nil
}

// byDeclaration returns the format that a media type declares, or nil.
func byDeclaration(mediaType string) *format {
	t := baseType(mediaType)
	if t == "" {
		return nil
	}
	for _, f := range formats {
		for _, a := range f.aliases {
			if t == a || strings.HasSuffix(a, "/") && strings.HasPrefix(t, a) {
				return f
			}
		}
	}
	return nil
}

// baseType returns a media type in lower case without its parameters.
func baseType(mediaType string) string {
	t, _, _ := strings.Cut(mediaType, ";")
	return strings.ToLower(strings.TrimSpace(t))
}

// declaredCharset returns the charset that a media type names, or nil.
func declaredCharset(mediaType string) *charset {
	label := parameter(mediaType, "charset")
	if label == "" {
		return nil
	}
	return namedCharset(label)
}

// textKindOf tells what a text is written in, by declaration or first character.
func textKindOf(mediaType string, head []byte) textKind {
	switch t := baseType(mediaType); {
	case strings.HasSuffix(t, "json"), strings.HasSuffix(t, "javascript"):
		return jsonText
	case strings.HasSuffix(t, "xml"), t == "text/html":
		return markupText
	case t != "" && t != "text/plain" && t != "application/octet-stream" && t != formType:
		return plainText
	}
	switch head = bytes.TrimLeft(head, " \t\r\n\ufeff"); {
	case beginsJSON(head):
		return jsonText
	case beginsMarkup(head):
		return markupText
	}
	return plainText
}

// beginsMarkup says whether a text begins with a tag, or with the reference to one's sign.
func beginsMarkup(b []byte) bool {
	return bytes.HasPrefix(b, []byte("<")) || bytes.HasPrefix(b, []byte("&lt;"))
}

// beginsCoded says whether what is declared a form is none: programs that send JSON or
// XML leave that type in place, as curl does unless told otherwise.
func beginsCoded(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n\ufeff")
	return len(head) > 0 && (head[0] == '{' || head[0] == '[' || head[0] == '<')
}
