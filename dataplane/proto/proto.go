package proto

// Dir is the way bytes go, seen from the protected networks.
type Dir uint8

const (
	// Out goes from inside to outside: the direction whose data is guarded.
	Out Dir = iota
	// In comes from outside.
	In
)

// Part describes a body that a protocol carries: what the content package needs
// to read it. All text fields are as declared on the wire, hence not to be trusted.
type Part struct {
	Where     string   // dotted place in the protocol, such as "http.request.body"
	Name      string   // file name where one is declared
	MediaType string   // whole declared media type with its parameters
	Encodings []string // content codings in the order applied (RFC 9110 8.4), such as ["gzip"]
}

// Field names an attribute of the flow, by its ECS name.
type Field string

// Fields that decoders report. The last value reported stands.
const (
	HTTPMethod    Field = "http.request.method"
	URLFull       Field = "url.full"
	Domain        Field = "destination.domain"
	UserAgent     Field = "user_agent.original"
	TLSServerName Field = "tls.client.server_name"
	TLSALPN       Field = "tls.next_protocol"
	TLSVersion    Field = "tls.version"
	TLSJA3        Field = "tls.client.ja3"
	TLSJA4        Field = "tls.client.ja4"
	TLSECH        Field = "tls.client.ech" // "offered": an encrypted client hello (RFC 9849) may hide the name
	FileName      Field = "file.name"
	EmailFrom     Field = "email.from.address"
	EmailTo       Field = "email.to.address"
	DNSQuestion   Field = "dns.question.name"
)

// Sink takes what a decoder finds. A Stream's slices are valid only during the call.
type Sink interface {
	// Set reports an attribute of the flow.
	Set(f Field, value string)
	// Open begins a body that travels in direction d. The engine reads bodies
	// that go Out and may return a discarding Body for In.
	Open(d Dir, p Part) Body
	// Opaque counts n bytes in direction d that can't be read, with the reason
	// ("encrypted", ...).
	Opaque(d Dir, n int, reason string)
}

// Body takes one body's bytes in order. Close says that it ended; a gap in the
// stream, or the flow's end, closes it too.
type Body interface {
	Write(b []byte)
	Close()
}

// Decoder reads one flow of one protocol. It never fails: bytes that don't fit
// the protocol are handed on as a raw body. It holds at most 16 KiB, but for a TLS
// hello, which may grow to 64 KiB and is let go once read.
type Decoder interface {
	// Feed takes the next bytes of direction d.
	Feed(d Dir, b []byte, s Sink)
	// Gap says that n bytes of direction d are missing (n<0: unknown number).
	Gap(d Dir, n int, s Sink)
	// End says that direction d sends no more.
	End(d Dir, s Sink)
}
