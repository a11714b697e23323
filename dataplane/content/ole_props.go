package content

import (
	"fmt"
	"strings"
)

// summary reads a property set (MS-OLEPS): title, author and the like, and the
// document's own properties, among them sensitivity labels, as lines "name: value".
func (r *oleReader) summary(s scope, _ int, b []byte) {
	var out strings.Builder
	sections := min(int(le32(slice(b, 24, 4))), 2)
	for i := range sections {
		at := int(le32(slice(b, 28+20*i+16, 4)))
		propertySection(&out, slice(b, at, len(b)))
	}
	s.say("properties", "text/plain", out.String())
}

// maxProperties bounds a section.
const maxProperties = 4096

// propertySection reads a section: its size, and pairs of identifier and offset.
func propertySection(out *strings.Builder, b []byte) {
	n := min(int(le32(slice(b, 4, 4))), (len(b)-8)/8, maxProperties)
	c, names := charset1252, map[uint32]string{}
	for i := range max(n, 0) { // which may stand behind what it is needed for
		if value := slice(b, int(le32(b[12+8*i:])), len(b)); le32(b[8+8*i:]) == 1 {
			c = codePage(int(le16(slice(value, 4, 2))))
		}
	}
	for i := range max(n, 0) {
		id, value := le32(b[8+8*i:]), slice(b, int(le32(b[12+8*i:])), len(b))
		switch id {
		case 0:
			names = propertyNames(value, c)
		case 1:
		default:
			writeProperty(out, propertyName(names, id), value, c)
		}
	}
}

func propertyName(names map[uint32]string, id uint32) string {
	if name := names[id]; name != "" {
		return name
	}
	if id < uint32(len(summaryNames)) && summaryNames[id] != "" {
		return summaryNames[id]
	}
	return fmt.Sprintf("property %d", id)
}

// summaryNames are those of SummaryInformation by identifier.
var summaryNames = [...]string{2: "title", 3: "subject", 4: "author", 5: "keywords", 6: "comments", 8: "last author", 14: "manager", 15: "company"}

// propertyNames reads the dictionary that names a section's properties.
func propertyNames(b []byte, c *charset) map[uint32]string {
	names := map[uint32]string{}
	n := min(int(le32(b)), maxProperties)
	b = slice(b, 4, len(b))
	for ; n > 0 && len(b) >= 8; n-- {
		size := int(le32(b[4:]))
		name := slice(b, 8, size)
		if c.name == "utf-16le" {
			size = (2*size + 3) &^ 3
			name = slice(b, 8, size)
		}
		names[le32(b)] = strings.TrimRight(decodeAs(c, name), "\x00")
		b = slice(b, 8+size, len(b))
	}
	return names
}

// Types of property values (MS-OLEPS, 2.2).
const (
	typeString     = 0x1e
	typeWideString = 0x1f
	typeVector     = 0x1000
)

func writeProperty(out *strings.Builder, name string, b []byte, c *charset) {
	kind, rest := le32(b), slice(b, 4, len(b))
	count := 1
	if kind&typeVector != 0 {
		count, kind = min(int(le32(rest)), maxProperties), kind&^typeVector
		rest = slice(rest, 4, len(rest))
	}
	for ; count > 0 && len(rest) >= 4; count-- {
		n := int(le32(rest))
		value := ""
		switch kind {
		case typeString:
			value = decodeAs(c, slice(rest, 4, n))
		case typeWideString:
			n *= 2
			value = decodeAs(charset16LE, slice(rest, 4, n))
		default:
			return
		}
		fmt.Fprintf(out, "%s: %s\n", name, strings.TrimRight(value, "\x00"))
		rest = slice(rest, 4+(n+3)&^3, len(rest))
	}
}
