package content

// Part describes a body as declared by whoever carries it.
type Part struct {
	Where     string   // path through containers so far, such as "http.request.body"
	Name      string   // declared file name, or ""
	MediaType string   // declared media type with parameters, or ""
	Encodings []string // content codings in the order applied, or nil
}

// Info describes a text (or raw bytes) that has been unwrapped.
type Info struct {
	Where     string // path through containers: "mail.eml!attachment/list.xlsx!Sheet1"
	Name      string
	MediaType string // as recognised
	Charset   string // as recognised, lower case: "utf-8", "shift_jis", ...; "" for Binary
	Binary    bool   // raw bytes, not text
}

// Sink takes what comes out of a body.
type Sink interface {
	// Text begins an unwrapped text, delivered as UTF-8 (or raw where Info.Binary).
	// Bytes taken for UTF-8 are passed on unchecked: they may contain some that
	// aren't. A text whose charset or kind proves to be another is closed and
	// delivered again in a new one. Several texts may have one path: a message's
	// header and body, or a page and what its tags hold.
	Text(i Info) Writer
	// Part reports a file or member found, once its size is known.
	Part(i Info, bytes int64)
	// Kind tells the media type that a body is recognised as by its bytes, as soon
	// as more of them won't change it; i is as declared. It is not called for
	// what is found within texts, nor for less than kindBytes without a magic.
	Kind(i Info, mediaType string)
	// Opaque counts n bytes that can't be read, and why ("encrypted", "ratio",
	// "depth", "members", "size", "unknown compression", ...).
	Opaque(i Info, n int64, reason string)
	// Flag reports a class that the container itself shows, such as file.encrypted.
	Flag(class string, i Info, detail string)
}

// Writer takes one text's bytes in order; slices are valid only during the call.
type Writer interface {
	Write(b []byte)
	Close()
}

// Limits bound what one Extractor does. Zero fields mean the default.
type Limits struct {
	Depth   int   // containers within containers; default 4
	Ratio   int   // unpacked to packed bytes, past the first 64 KiB; default 100
	Bytes   int64 // unpacked bytes in all; default 64 MiB
	Members int   // archive members in all; default 2000
	Buffer  int   // bytes held at one time by decoders and formats; default 20 MiB
	// Shared is memory that this Extractor shares with others; nil means only
	// Buffer counts. What doesn't fit either counts as opaque.
	Shared *Budget
}

// Extractor unwraps bodies. It is fed by Open's Writer, which unwraps as far as
// the bytes written so far allow, before Write returns. It is used by one
// goroutine at a time.
type Extractor struct {
	limits    Limits
	sink      Sink
	unpacked  int64     // bytes that decoders gave, in all
	members   int       // archive members, in all
	passwords int       // default passwords tried
	memory    int       // bytes held by decoders and formats
	spare     *inflater // kept from one body to the next
	late      []*late   // with something held that is due when a Write ends
}
