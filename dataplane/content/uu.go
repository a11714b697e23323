package content

import "bytes"

// Texts with files in lines of characters in them (coded.go), such as those that mails had
// before MIME: the text is delivered as it is, and each file is a member.
var _ = register(format{
	mediaType: uuType,
	aliases:   []string{uuType, "application/x-uuencode", "text/x-uue", "application/x-yenc"},
	open: func(s *scope) Writer {
		return &uu{scope: s, text: newText(s, plainText, nil)}
	},
})

const uuType = "text/x-uuencode"

// uu reads such a text.
type uu struct {
	scope  *scope
	text   Writer
	begin  codedStart
	line   []byte // the beginning of the line
	over   bool   // it is longer than a line may be
	member Writer // the file that is being read
	code   lineCode
}

// openText is open for the text of a mail, which may have files in it anywhere.
func (x *Extractor) openText(c scope) Writer {
	if !isPlainType(c.info.MediaType) {
		return x.open(c)
	}
	text := c
	text.bare = true
	return &uu{scope: &c, text: x.open(text)}
}

// maxCodedLine bounds a line of a file: those of yEnc may have 997 characters, each of which
// may be two.
const maxCodedLine = 2 << 10

func (u *uu) Write(b []byte) {
	for len(b) > 0 {
		n := bytes.IndexByte(b, '\n') + 1
		ended := n > 0
		if !ended {
			n = len(b)
		}
		u.add(b[:n])
		if ended {
			u.endLine()
		}
		b = b[n:]
	}
}

// add takes what a line goes on with. Outside of files it is text, and so is a line that
// is too long for one.
func (u *uu) add(b []byte) {
	k := min(len(b), maxCodedLine-len(u.line))
	u.line = append(u.line, b[:k]...)
	if k < len(b) && u.member != nil {
		u.leave()
		u.text.Write(b[k:])
	} else if u.member == nil {
		u.text.Write(b)
	}
	u.over = u.over || k < len(b)
}

// leave ends the file before the line, which is text.
func (u *uu) leave() {
	u.end()
	u.text.Write(u.line)
}

// endLine reads the line: a file's, or one that may begin a file.
func (u *uu) endLine() {
	line := bytes.TrimRight(u.line, "\r\n")
	switch {
	case u.member == nil:
		u.open(line)
	case !u.decode(line):
		u.leave()
	}
	u.line, u.over = u.line[:0], false
}

// open begins the file that a line says begins.
func (u *uu) open(line []byte) {
	name, code, packed := u.begin.see(line)
	if u.over || code == nil {
		return
	}
	u.code, u.member = code, u.scope.x.member(u.scope.inside(name, ""))
	if packed {
		u.member = newDeflate(u.scope, u.member)
	}
}

// decode hands the bytes that a line stands for to the file; false says that it is no line
// of it.
func (u *uu) decode(line []byte) bool {
	b, ok := u.code.line(line)
	if len(b) > 0 {
		u.member.Write(b)
	}
	return ok
}

// end closes the file.
func (u *uu) end() {
	if u.member != nil {
		u.member.Close()
		u.member, u.code = nil, nil
	}
}

func (u *uu) Close() {
	if u.member != nil && len(u.line) > 0 {
		u.endLine()
	}
	u.end()
	u.text.Close()
}
