package content

// Defaults of Limits.
const (
	defaultDepth   = 4
	defaultRatio   = 100
	defaultBytes   = 64 << 20
	defaultMembers = 2000
	defaultBuffer  = 20 << 20 // a window of 16 MiB, the most that Brotli has, and the rest
	// freeRatio is how much may come out before the ratio is looked at: small
	// bodies of one repeated byte are common and harmless.
	freeRatio = 64 << 10
)

// Reasons that Sink.Opaque is given.
const (
	reasonCoding    = "unknown coding"
	reasonCorrupt   = "corrupt"
	reasonDepth     = "depth"
	reasonRatio     = "ratio"
	reasonBytes     = "size"
	reasonMembers   = "members"
	reasonMemory    = "memory"
	reasonTruncated = "truncated"
	reasonEntropy   = "encrypted or unknown compression"
)

// New returns an Extractor that delivers to s within l.
func New(l Limits, s Sink) *Extractor {
	return &Extractor{limits: l.withDefaults(), sink: s}
}

func (l Limits) withDefaults() Limits {
	l.Depth = orDefault(l.Depth, defaultDepth)
	l.Ratio = orDefault(l.Ratio, defaultRatio)
	l.Bytes = orDefault(l.Bytes, defaultBytes)
	l.Members = orDefault(l.Members, defaultMembers)
	l.Buffer = orDefault(l.Buffer, defaultBuffer)
	return l
}

func orDefault[T int | int64](v, def T) T {
	if v <= 0 {
		return def
	}
	return v
}

// Open begins a body. Several may be open side by side; each must be closed.
// The Writer's slices are read during the call only.
func (x *Extractor) Open(p Part) Writer {
	b := x.body(scope{x: x, info: Info{Where: p.Where, Name: p.Name, MediaType: p.MediaType}})
	return incoming{x, x.decode(b, &b.scope, p.Encodings)}
}

// Memory returns the bytes held at present, to within small structures.
func (x *Extractor) Memory() int { return x.memory }

// Release gives up what the Extractor keeps for reuse. Call it at the flow's
// end, after closing what is open.
func (x *Extractor) Release() {
	if x.spare != nil {
		x.spare = nil
		x.drop(inflaterSize)
	}
}

// hold takes n bytes of working memory if Limits.Buffer and Shared have them.
func (x *Extractor) hold(n int) bool {
	if x.memory+n > x.limits.Buffer || !x.limits.Shared.take(n) {
		return false
	}
	x.memory += n
	return true
}

func (x *Extractor) drop(n int) {
	x.memory -= n
	x.limits.Shared.give(n)
}

// scope is one body on its way in: what is known of it and how deep it lies.
type scope struct {
	x     *Extractor
	info  Info
	depth int
	// inline marks what was found inside a text, such as a base64 run. The text
	// itself is delivered too, so unreadable inline bytes aren't opaque.
	inline bool
	// quiet marks a value of a text, which is judged as any body but not reported,
	// like what is inline.
	quiet bool
	// bare marks a text whose files in lines (coded.go) are taken out before it comes.
	bare bool
}

// inside describes a member of s called name. An unnamed one shares s's path.
func (s *scope) inside(name, mediaType string) scope {
	where := s.info.Where
	if name != "" {
		where += "!" + name
	}
	return scope{x: s.x, info: Info{Where: where, Name: name, MediaType: mediaType}, depth: s.depth + 1, inline: s.inline, quiet: s.quiet}
}

// open begins the body that c describes, or counts it as opaque past a limit.
func (x *Extractor) open(c scope) Writer {
	if c.depth > x.limits.Depth {
		return &unread{scope: c, reason: reasonDepth}
	}
	return x.body(c)
}

// member is open for a member of an archive, of which there may be Limits.Members.
func (x *Extractor) member(c scope) Writer {
	x.members++
	if x.members > x.limits.Members {
		return &unread{scope: c, reason: reasonMembers}
	}
	return x.open(c)
}

// unread is a body that can't be read: it counts.
type unread struct {
	scope
	reason string
}

func (u *unread) Write(b []byte) { u.opaque(len(b), u.reason) }
func (u *unread) Close()         {}

// silent says whether s stands within a text, which is delivered too.
func (s *scope) silent() bool { return s.inline || s.quiet }

// opaque counts n unreadable bytes of s.
func (s *scope) opaque(n int, reason string) {
	if n > 0 && !s.silent() {
		s.x.sink.Opaque(s.info, int64(n), reason)
	}
}

// takeInflater returns an inflater, the spare one if there is one, or nil if
// there is no memory for it.
func (x *Extractor) takeInflater() *inflater {
	if f := x.spare; f != nil {
		x.spare = nil
		return f
	}
	if !x.hold(inflaterSize) {
		return nil
	}
	return newInflater()
}

// giveInflater takes back an inflater, to keep one from body to body.
func (x *Extractor) giveInflater(f *inflater) {
	switch {
	case f == nil:
	case x.spare == nil:
		f.reset(nil)
		x.spare = f
	default:
		x.drop(inflaterSize)
	}
}
