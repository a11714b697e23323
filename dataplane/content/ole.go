package content

import "strings"

// OLE2 compound files (MS-CFB), in which Office kept documents before OOXML, and
// Outlook its messages. Its sectors lie in any order, so the file is buffered and
// read when it is complete: the last packet carries the verdict. Storages are
// read one by one, each by what is in it; streams that no reader knows are bodies
// of their own. The names of all streams are the text "!directory", since they
// tell what programs that keep their drawings so have made.
var _ = register(format{
	mediaType: "application/x-ole-storage", magics: []magic{{0, oleMagic}},
	open: func(s *scope) Writer { return &oleReader{scope: s} },
})

const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

type oleReader struct {
	scope *scope
	buf   []byte
	held  int
	full  bool // no memory for more
	file  *oleFile
	nest  int // storages being read
}

func (r *oleReader) Write(b []byte) {
	if !r.full {
		r.full = !r.append(b)
	}
	if r.full {
		r.scope.opaque(len(b), reasonMemory)
	}
}

func (r *oleReader) append(b []byte) (ok bool) {
	r.buf, ok = r.scope.x.keep(r.buf, b, &r.held)
	return ok
}

// keep appends b to buf within the memory allowed, and adds what that took to held.
func (x *Extractor) keep(buf, b []byte, held *int) ([]byte, bool) {
	if need := len(buf) + len(b); need > cap(buf) {
		size := max(need, cap(buf)*3/2)
		if !x.hold(size - cap(buf)) {
			return buf, false
		}
		*held += size - cap(buf)
		buf = append(make([]byte, 0, size), buf...)
	}
	return append(buf, b...), true
}

func (r *oleReader) Close() {
	r.read()
	r.scope.x.drop(r.held)
	r.held, r.buf, r.file = 0, nil, nil
}

func (r *oleReader) read() {
	tables := oleTables(len(r.buf))
	if !r.scope.x.hold(2 * tables) {
		r.scope.opaque(len(r.buf), reasonMemory)
		return
	}
	r.held += 2 * tables
	f := openOLE(r.buf)
	if f == nil {
		r.scope.opaque(len(r.buf), reasonCorrupt)
		return
	}
	r.file = f
	f.mini = r.stream(&f.entries[0])
	r.directory()
	r.storage(*r.scope, 0)
	for i := range f.entries { // those that a broken tree does not reach
		if e := &f.entries[i]; e.kind == oleStream && !e.reached {
			r.unknown(*r.scope, e)
		}
	}
}

// directory delivers the names of storages and streams, first those of the root and
// what it holds, which tell best whose file it is.
func (r *oleReader) directory() {
	var names strings.Builder
	told := make([]bool, len(r.file.entries))
	tell := func(i int) {
		if e := &r.file.entries[i]; e.kind != 0 && !told[i] {
			told[i] = true
			names.WriteString(e.name + "\n")
		}
	}
	tell(0)
	for _, i := range r.file.entries[0].children {
		tell(i)
	}
	for i := range r.file.entries {
		tell(i)
	}
	r.scope.say("directory", "text/plain", names.String())
}

// say delivers a text of its own.
func (s *scope) say(name, mediaType, body string) {
	if body == "" {
		return
	}
	in := s.inside(name, mediaType)
	t := newText(&in, plainText, charsetUTF8)
	t.Write([]byte(body))
	t.Close()
}

// oleStreams are the streams that have a reader, by lower case name.
var oleStreams map[string]func(r *oleReader, s scope, dir int, data []byte)

func init() {
	oleStreams = map[string]func(r *oleReader, s scope, dir int, data []byte){
		"worddocument":                   (*oleReader).word,
		"workbook":                       (*oleReader).workbook,
		"book":                           (*oleReader).workbook,
		"powerpoint document":            (*oleReader).slides,
		"\x05summaryinformation":         (*oleReader).summary,
		"\x05documentsummaryinformation": (*oleReader).summary,
		"\x01ole10native":                (*oleReader).native,
		"encryptedpackage":               (*oleReader).encrypted,
		"labelinfo":                      (*oleReader).label,
		"0table":                         (*oleReader).nothing,
		"1table":                         (*oleReader).nothing,
		"pictures":                       (*oleReader).nothing,
		"data":                           (*oleReader).nothing,
		"encryptioninfo":                 (*oleReader).nothing,
		"\x01compobj":                    (*oleReader).nothing,
		"\x01ole":                        (*oleReader).nothing,
		"\x03objinfo":                    (*oleReader).nothing,
		"current user":                   (*oleReader).nothing,
	}
}

// nothing is for streams without text: tables that other streams' readers use,
// and pictures.
func (r *oleReader) nothing(scope, int, []byte) {}

// storage reads the streams of a storage, and the storages in it.
func (r *oleReader) storage(s scope, dir int) {
	if !r.enter(dir) {
		return
	}
	defer r.leave()
	if r.isMessage(dir) {
		r.message(s, dir)
		return
	}
	if r.macros(s, dir) {
		return
	}
	for _, i := range r.file.entries[dir].children {
		e := &r.file.entries[i]
		if e.kind != oleStream {
			in := s.inside(e.name, "")
			in.depth = s.depth // a folder is no container
			r.storage(in, i)
			continue
		}
		if read := oleStreams[strings.ToLower(e.name)]; read != nil {
			read(r, s, dir, r.stream(e))
			continue
		}
		r.unknown(s, e)
	}
}

// maxOLENest bounds storages within storages. Streams further down are read as
// those that no storage reaches.
const maxOLENest = 16

// enter reports whether a storage may be read: once, since one may stand in itself.
func (r *oleReader) enter(dir int) bool {
	e := &r.file.entries[dir]
	if e.reached && dir != 0 || r.nest >= maxOLENest {
		return false
	}
	e.reached = true
	r.nest++
	return true
}

func (r *oleReader) leave() { r.nest-- }

// unknown delivers a stream as a body.
func (r *oleReader) unknown(s scope, e *oleEntry) {
	data := r.stream(e)
	if len(data) == 0 {
		return
	}
	w := r.scope.x.member(s.inside(printable(e.name), ""))
	w.Write(data)
	w.Close()
}

// printable drops the control characters that names of streams begin with.
func printable(name string) string { return strings.TrimLeft(name, "\x01\x02\x03\x05\x06") }

// stream returns a stream's bytes, of which all streams together may have as many
// as the limits allow to be unpacked, since many may claim the same sectors.
func (r *oleReader) stream(e *oleEntry) []byte {
	x := r.scope.x
	e.reached = true
	x.unpacked += e.size
	if x.unpacked > x.limits.Bytes {
		x.unpacked -= e.size
		r.scope.opaque(int(e.size), reasonBytes)
		return nil
	}
	data, whole := r.file.contiguous(e)
	if whole {
		return data
	}
	if !x.hold(int(min(e.size, int64(len(r.buf))))) {
		r.scope.opaque(int(e.size), reasonMemory)
		return nil
	}
	r.held += int(min(e.size, int64(len(r.buf))))
	return r.file.gather(e)
}

// named returns the bytes of the stream so called in dir, or nil.
func (r *oleReader) named(dir int, name string) []byte {
	for _, i := range r.file.entries[dir].children {
		if e := &r.file.entries[i]; strings.EqualFold(e.name, name) && e.kind == oleStream {
			return r.stream(e)
		}
	}
	return nil
}

// locked reports a document that needs a password.
func (r *oleReader) locked(s scope, n int) {
	r.scope.x.sink.Flag(classEncrypted, s.info, "Office")
	s.opaque(n, reasonSealed)
}

// label delivers the sensitivity label that an encrypted document still shows
// (MS-OFFCRYPTO, 2.6).
func (r *oleReader) label(s scope, _ int, data []byte) {
	w := r.scope.x.open(s.inside("LabelInfo.xml", "application/xml"))
	if i := strings.IndexByte(string(data), '<'); i > 0 {
		data = data[i:]
	}
	w.Write(data)
	w.Close()
}

// native delivers a file embedded by the Packager: sizes, a label, two paths, and
// the bytes; what looks otherwise is delivered whole.
func (r *oleReader) native(s scope, _ int, data []byte) {
	name, body := ole10Native(data)
	w := r.scope.x.member(s.inside(name, ""))
	w.Write(body)
	w.Close()
}

func ole10Native(data []byte) (name string, body []byte) {
	if len(data) < 6 {
		return "", data
	}
	label, rest, _ := strings.Cut(string(data[6:]), "\x00")
	_, rest, _ = strings.Cut(rest, "\x00")
	if len(rest) < 8 {
		return "", data[4:]
	}
	_, rest, _ = strings.Cut(rest[8:], "\x00")
	if size := le32([]byte(rest)); len(rest) > 4 && int(size) <= len(rest)-4 && size > 0 {
		return baseName(decodeAs(guessCharset([]byte(label)), []byte(label))), []byte(rest[4 : 4+size])
	}
	return "", data[4:]
}
