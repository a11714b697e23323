package detect

import (
	"bytes"
	"slices"
	"strings"
)

// insideElement leaves out the line's text on both sides where the label is all that an
// element of markup holds which makes a line of its own, or all on its line.
func insideElement(left, right []byte) (l, r []byte) {
	before, tagged := tagsBefore(left)
	after, more := tagsBehind(right)
	if tagged && more && before && after {
		return nil, nil
	}
	return left, right
}

// insideBlock cuts the line where to the eye it begins and ends: at tags that make lines
// of their own.
func insideBlock(left, right []byte) (l, r []byte) {
	for at := len(left); ; {
		if at = bytes.LastIndexByte(left[:at], '<'); at < 0 {
			break
		}
		if end := bytes.IndexByte(left[at:], '>'); end > 0 && isBlock(tagName(left[at:])) {
			left = left[at+end+1:]
			break
		}
	}
	for at := 0; ; at++ {
		next := bytes.IndexByte(right[at:], '<')
		if next < 0 {
			return left, right
		}
		if at += next; isBlock(tagName(right[at:])) {
			return left, right[:at]
		}
	}
}

// tagsBefore says whether between the text's last tags is the beginning of a line to
// the eye, and whether there are tags at all.
func tagsBefore(b []byte) (edge, tagged bool) {
	for {
		b = bytes.TrimRight(b, " \t\r")
		open := bytes.LastIndexByte(b, '<')
		switch {
		case len(b) == 0:
			return true, tagged
		case b[len(b)-1] != '>' || open < 0:
			return tagged && bytes.IndexByte(b, '<') < 0 && b[len(b)-1] == '>', tagged
		case isBlock(tagName(b[open:])):
			return true, true
		case !isPart(tagName(b[open:])):
			return false, true
		}
		b, tagged = b[:open], true
	}
}

// tagsBehind says the same of the tags that a text begins with, and the line's end.
func tagsBehind(b []byte) (edge, tagged bool) {
	for {
		b = bytes.TrimLeft(b, " \t\r")
		if len(b) == 0 {
			return true, tagged
		}
		end := bytes.IndexByte(b, '>')
		switch {
		case b[0] != '<' || end < 0:
			return false, tagged
		case isBlock(tagName(b)):
			return true, true
		case !isPart(tagName(b)):
			return false, true
		}
		b, tagged = b[end+1:], true
	}
}

// tagName returns a tag's name in lower case, without a namespace.
func tagName(tag []byte) string {
	tag = bytes.TrimLeft(tag, "</")
	end := bytes.IndexAny(tag, " \t\r/>")
	if end >= 0 {
		tag = tag[:end]
	}
	return strings.ToLower(string(tag[bytes.IndexByte(tag, ':')+1:]))
}

// blocks are elements of HTML, SVG and documents that make a line of their own.
var blocks = setOfWords("h1", "h2", "h3", "h4", "h5", "h6", "h", "p", "div", "title", "header", "footer", "center", "caption", "section", "article", "aside", "main", "nav",
	"text", "tspan", "watermark", "body", "html", "head", "tr", "table", "tbody", "thead", "ul", "ol", "br", "hr", "blockquote", "pre", "address", "figure", "figcaption", "form", "svg", "g", "row")

func isBlock(name string) bool { return blocks[name] }

// isPart knows the elements of HTML that are a part of a line or row.
func isPart(name string) bool {
	return slices.Contains([]string{"span", "td", "th", "b", "strong", "em", "i", "u", "font", "small", "big", "mark", "label", "li", "cell", "data"}, name)
}
