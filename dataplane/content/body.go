package content

// body is a part whose bytes are to be recognised: by magic, then by what is
// declared, then as text or binary. Until headBytes have come the judgement may
// change; then the bytes so far, which are kept, are delivered again.
type body struct {
	scope
	size int64
	next Writer // reads the bytes as they are judged to be
	as   reading
	head []byte // bytes so far, while the judgement may change
	sure bool
}

// headBytes is how much of a body it is judged by. A packet has as much.
const headBytes = 1024

// kindBytes is the least that tells what a body without a magic is.
const kindBytes = 256

// reading is a way to read a body.
type reading struct {
	format  *format
	text    bool
	kind    textKind
	charset *charset // of a text, if the head shows it
	mixed   bool     // there are bytes of something else among a text's
	side    sideForm // it is read in another way too
}

func (x *Extractor) body(s scope) *body { return &body{scope: s} }

func (b *body) Write(p []byte) {
	b.size += int64(len(p))
	if b.sure {
		b.next.Write(p)
		return
	}
	if len(p) > 0 {
		b.judge(p)
	}
}

// judge recognises the body anew with p added.
func (b *body) judge(p []byte) {
	all := p
	if len(b.head) > 0 {
		b.head = append(b.head, p...)
		all = b.head
	}
	r, wait, sure := recognise(&b.scope, all)
	switch {
	case wait:
	case b.next != nil && r == b.as:
		b.next.Write(p)
	default:
		b.start(r, all)
	}
	if b.sure = sure; sure {
		b.head = nil
		b.tellKind()
	} else if len(b.head) == 0 {
		b.head = append(make([]byte, 0, b.headRoom()), p...)
	}
}

// headRoom is how much to keep a body's head in at first: most values are short.
func (b *body) headRoom() int {
	if b.quiet {
		return runBytes
	}
	return headBytes
}

// start reads the body, of which all has come, as r.
func (b *body) start(r reading, all []byte) {
	if b.next != nil {
		b.next.Close()
	}
	b.as = r
	b.next = b.reader(r, all)
	b.next.Write(all)
}

// reader makes what reads the body as r.
func (b *body) reader(r reading, head []byte) Writer {
	b.info.Charset, b.info.Binary = "", false
	switch {
	case r.format != nil && r.format.open != nil:
		return r.format.open(&b.scope)
	case r.mixed:
		return &mixedText{text: newText(&b.scope, r.kind, r.charset), runs: textRuns{scope: &b.scope}}
	case r.side != noSide:
		return newSide(&b.scope, r)
	case r.text:
		return newText(&b.scope, r.kind, r.charset)
	}
	return newRaw(&b.scope, r.format)
}

func (b *body) Close() {
	if b.next == nil && len(b.head) > 0 {
		r, _ := withoutMagic(&b.scope, b.head)
		b.start(r, b.head)
	}
	if b.next != nil {
		b.next.Close()
	}
	if !b.sure && b.size >= kindBytes {
		b.tellKind()
	}
	b.head, b.sure = nil, true
	if b.silent() {
		return
	}
	b.info.MediaType = b.mediaType()
	b.x.sink.Part(b.info, b.size)
}

// tellKind says what the body is recognised as.
func (b *body) tellKind() {
	kind := "application/octet-stream"
	switch {
	case b.silent():
		return
	case b.as.format != nil:
		kind = b.as.format.mediaType
	case b.as.text:
		kind = textMediaTypes[b.as.kind]
	}
	b.x.sink.Kind(b.info, kind)
}

// textMediaTypes are what texts are taken for, by their kind.
var textMediaTypes = [...]string{plainText: "text/plain", jsonText: "application/json", markupText: "text/html"}

// mediaType returns the type recognised, which is the one declared where that is
// more exact.
func (b *body) mediaType() string {
	declared := baseType(b.info.MediaType)
	if r, ok := b.next.(interface{ mediaType() string }); ok && r.mediaType() != "" {
		return r.mediaType() // the reader knows more than the magic shows
	}
	switch {
	case b.as.format != nil && b.as.format.mediaType != "":
		return b.as.format.mediaType
	case b.as.text && (declared == "" || declared == "application/octet-stream"):
		return textMediaTypes[b.as.kind]
	case declared == "" || !b.as.text && isTextType(declared):
		return "application/octet-stream"
	}
	return declared
}

// recognise tells how to read the body that head begins. wait asks for more
// bytes before anything is delivered: there are so few that they may be the
// beginning of a magic or of a byte order mark. sure says that more bytes won't
// change the answer.
func recognise(s *scope, head []byte) (r reading, wait, sure bool) {
	f, wait := byMagic(head)
	if f != nil {
		return reading{format: f}, false, true
	}
	if wait || isHalfMark(head) {
		return reading{}, true, false
	}
	r, sure = withoutMagic(s, head)
	return r, false, sure
}

// withoutMagic recognises a body that has no magic.
func withoutMagic(s *scope, head []byte) (r reading, sure bool) {
	if f := byDeclaration(s.info.MediaType); f != nil && f.open != nil && !s.inline && !(f.mediaType == formType && beginsCoded(head)) {
		blank := f.mediaType == formType && len(head) < headBytes && isBlank(head)
		return reading{format: f}, !blank
	}
	// A run's first bytes come in one piece always, and most runs are nothing:
	// they settle it.
	return classify(s, head), s.inline || len(head) >= headBytes
}

// classify tells text from binary.
func classify(s *scope, head []byte) reading {
	head = head[:min(len(head), headBytes)]
	if beginsZlib(head, s.inline) {
		return reading{format: zlibFormat}
	}
	if c := utf16By(head, s.info.MediaType); c != nil {
		return reading{text: true, charset: c, kind: textKindOf(s.info.MediaType, []byte(decodeAs(c, head[:min(len(head), kindBytes)])))}
	}
	text := isText(head)
	if !s.inline && !s.bare && (text || hasYEnc(head)) && isPlainType(s.info.MediaType) && hasCoded(head) {
		return reading{format: byDeclaration(uuType)}
	}
	if !text || s.inline && !isReadable(head) {
		return reading{}
	}
	if isForm(head) {
		return reading{format: byDeclaration(formType)}
	}
	if f := byLooks(s.info.MediaType, head); f != nil && !s.inline {
		return reading{format: f}
	}
	if asciiPrefix(head) == len(head) && hasUTF7(head) {
		return reading{text: true, charset: charset7}
	}
	r := reading{text: true, kind: textKindOf(s.info.MediaType, head), mixed: !s.inline && (controls(head) > 0 || isPacked(head) || isBrokenUTF8(head))}
	if !s.inline && !r.mixed {
		if r.side = sideOf(head); r.side == noSide && r.kind == markupText && isPage(head) {
			r.side = page
		}
	}
	return r
}
