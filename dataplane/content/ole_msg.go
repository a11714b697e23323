package content

import (
	"fmt"
	"strconv"
	"strings"
)

// Outlook messages (MS-OXMSG): a stream holds a property, whose tag and type its
// name tells; attachments and recipients are storages.

const (
	msgProperty   = "__substg1.0_"
	msgAttachment = "__attach_version1.0_"
	msgRecipient  = "__recip_version1.0_"
	msgNames      = "__nameid_version1.0"
	msgFixed      = "__properties_version1.0"
)

// Property tags and types (MS-OXPROPS).
const (
	tagBody      = 0x1000
	tagRTF       = 0x1009
	tagHTML      = 0x1013
	tagData      = 0x3701
	tagName      = 0x3704
	tagLongName  = 0x3707
	typeANSI     = 0x001e
	typeUnicode  = 0x001f
	typeBinary   = 0x0102
	typeEmbedded = 0x000d
)

// msgTags are the properties that have a name worth showing.
var msgTags = map[int]string{
	0x0037: "Subject", 0x007d: "Headers", 0x0c1a: "From", 0x0c1f: "From", 0x5d01: "From", 0x0e04: "To", 0x0e03: "Cc", 0x0e02: "Bcc",
	0x3001: "Name", 0x3003: "Address", 0x39fe: "Address",
}

func (r *oleReader) isMessage(dir int) bool {
	for _, i := range r.file.entries[dir].children {
		if strings.EqualFold(r.file.entries[i].name, msgFixed) {
			return true
		}
	}
	return false
}

// message delivers a message: its properties as lines, its bodies, and its
// attachments as members.
func (r *oleReader) message(s scope, dir int) {
	var lines strings.Builder
	r.properties(s, dir, &lines)
	s.say("headers", "text/plain", lines.String())
	for _, i := range r.file.entries[dir].children {
		if e := &r.file.entries[i]; hasFoldedPrefix(e.name, msgAttachment) {
			r.messageFile(s, i)
		}
	}
}

func hasFoldedPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// properties reads the properties in a storage, and those of its recipients.
func (r *oleReader) properties(s scope, dir int, lines *strings.Builder) {
	for _, i := range r.file.entries[dir].children {
		e := &r.file.entries[i]
		tag, kind, ok := msgTag(e.name)
		switch {
		case hasFoldedPrefix(e.name, msgRecipient):
			if r.enter(i) {
				r.properties(s, i, lines)
				r.leave()
			}
		case hasFoldedPrefix(e.name, msgNames), !ok || e.kind != oleStream:
		default:
			r.property(s, tag, kind, r.stream(e), lines)
		}
	}
}

// msgTag reads a stream's name.
func msgTag(name string) (tag, kind int, ok bool) {
	if !hasFoldedPrefix(name, msgProperty) || len(name) < len(msgProperty)+8 {
		return 0, 0, false
	}
	v, err := strconv.ParseUint(name[len(msgProperty):len(msgProperty)+8], 16, 32)
	return int(v >> 16), int(v & 0xffff), err == nil
}

func (r *oleReader) property(s scope, tag, kind int, b []byte, lines *strings.Builder) {
	switch tag {
	case tagBody:
		s.say("body", "text/plain", msgString(kind, b))
	case tagHTML:
		r.part(s.inside("body.html", "text/html"), kind, b)
	case tagRTF:
		unpackRTF(&s, b, r.scope.x.open(s.inside("body.rtf", "application/rtf")))
	default:
		if value := msgString(kind, b); value != "" {
			name := msgTags[tag]
			if name == "" {
				name = fmt.Sprintf("property %04x", tag)
			}
			lines.WriteString(name + ": " + value + "\n")
		}
	}
}

// part delivers a body that is bytes, or characters.
func (r *oleReader) part(s scope, kind int, b []byte) {
	if kind != typeBinary {
		b = []byte(msgString(kind, b))
	}
	w := r.scope.x.open(s)
	w.Write(b)
	w.Close()
}

// msgString returns a property's text, or "" if it has none.
func msgString(kind int, b []byte) string {
	switch kind {
	case typeUnicode:
		return strings.TrimRight(decodeAs(charset16LE, b), "\x00")
	case typeANSI:
		return strings.TrimRight(decodeAs(guessCharset(b), b), "\x00")
	}
	return ""
}

// messageFile delivers an attachment: a file, or a message of its own.
func (r *oleReader) messageFile(s scope, dir int) {
	name, data, inner := "", []byte(nil), -1
	for _, i := range r.file.entries[dir].children {
		e := &r.file.entries[i]
		tag, kind, _ := msgTag(e.name)
		switch {
		case tag == tagData && kind == typeEmbedded:
			inner = i
		case tag == tagData:
			data = r.stream(e)
		case tag == tagLongName || tag == tagName && name == "":
			name = baseName(msgString(kind, r.stream(e)))
		}
	}
	in := s.inside(name, "")
	if inner >= 0 && in.depth <= r.scope.x.limits.Depth {
		r.storage(in, inner)
		return
	}
	w := r.scope.x.member(in)
	w.Write(data)
	w.Close()
}
