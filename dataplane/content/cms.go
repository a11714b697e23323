package content

// Cryptographic messages (CMS, RFC 5652, in BER, X.690), as S/MIME carries them
// (RFC 8551) and as signed files are: what is signed or compressed is read as a
// body of its own, what is encrypted counts as opaque. All that stands around,
// such as certificates, is delivered raw.
var _ = register(format{
	mediaType: "application/pkcs7-mime",
	aliases:   []string{"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pkcs7-signature", "application/x-pkcs7-signature"},
	magics:    []magic{{2, cmsStart}, {3, cmsStart}, {4, cmsStart}, {5, cmsStart}, {6, cmsStart}},
	open:      func(s *scope) Writer { return newCMS(s) },
})

const (
	// cmsStart is the tag and the beginning of the identifier of each content
	// type of PKCS #7, 1.2.840.113549.1.7.
	cmsStart = "\x06\x09" + oidPKCS7

	oidPKCS7         = "\x2a\x86\x48\x86\xf7\x0d\x01\x07"
	oidSigned        = oidPKCS7 + "\x02"
	oidEnveloped     = oidPKCS7 + "\x03"
	oidEncrypted     = oidPKCS7 + "\x06"
	oidAuthEnveloped = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17"
	oidCompressed    = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x09"
)

const (
	berOID         = 0x06
	berOctets      = 0x04
	berConstructed = 0x20
	berContext0    = 0xa0
	maxBERHeader   = 10
	// maxBERDepth bounds the nesting: a signed message has its content at 6.
	maxBERDepth = 16
	maxOID      = 16
	maxBERSize  = 1 << 40
	// contentLevel is where the content lies: ContentInfo, its [0], SignedData or
	// CompressedData, EncapsulatedContentInfo, its [0].
	contentLevel = 5
)

type cms struct {
	scope   *scope
	rest    Writer // takes what is no content
	head    []byte // a header, or an identifier, so far
	ends    []int64
	pos     int64
	left    int64  // bytes to come of a primitive
	tag     byte   // of that
	oid     string // the identifier just read at this level, or ""
	pressed bool   // what follows is compressed
	content Writer
	broken  bool
}

// berOpen is the end of what has no definite length.
const berOpen = -1

func newCMS(s *scope) Writer {
	own := *s
	return &cms{scope: s, rest: newRaw(&own, nil)}
}

func (c *cms) Write(b []byte) {
	for len(b) > 0 {
		n := len(b)
		switch {
		case c.broken:
			c.rest.Write(b)
		case c.left > 0:
			n = int(min(c.left, int64(n)))
			c.value(b[:n])
		default:
			n = 1
			c.headerByte(b[0])
		}
		c.pos += int64(n)
		b = b[n:]
		c.leave()
	}
}

// headerByte takes a byte of a tag and a length.
func (c *cms) headerByte(b byte) {
	c.head = append(c.head, b)
	if len(c.head) < 2 {
		return
	}
	long := 0
	if c.head[1] > 0x80 {
		long = int(c.head[1] & 0x7f)
	}
	switch {
	case c.head[0]&0x1f == 0x1f, 2+long > maxBERHeader:
		c.breakOff()
	case len(c.head) == 2+long:
		c.element(long)
	}
}

// breakOff gives up on what isn't well-formed.
func (c *cms) breakOff() {
	c.broken = true
	c.rest.Write(c.head)
	c.head = nil
}

// element begins what the header just read announces.
func (c *cms) element(long int) {
	tag, size := c.head[0], int64(c.head[1])
	if long > 0 {
		size = 0
	}
	for _, b := range c.head[2:] {
		size = size<<8 | int64(b)
	}
	open := c.head[1] == 0x80
	if size < 0 || size > maxBERSize || open && tag&berConstructed == 0 || len(c.ends) == maxBERDepth {
		c.breakOff()
		return
	}
	c.rest.Write(c.head)
	c.head = c.head[:0]
	switch {
	case tag == 0 && size == 0 && len(c.ends) > 0 && c.ends[len(c.ends)-1] == berOpen:
		c.close()
	case tag&berConstructed != 0:
		c.enter(tag, size, open)
	default:
		c.tag, c.left, c.oid = tag, size, ""
		if size > maxOID && tag == berOID {
			c.tag = 0
		}
	}
}

// enter goes down into a constructed element.
func (c *cms) enter(tag byte, size int64, open bool) {
	end := c.pos + 1 + size
	if open {
		end = berOpen
	}
	c.ends = append(c.ends, end)
	if tag == berContext0 && len(c.ends) == contentLevel && c.oid != "" {
		c.begin()
	}
	c.oid = ""
}

// begin opens the content.
func (c *cms) begin() {
	s := c.scope.inside("", "")
	c.content = c.scope.x.open(s)
	if c.pressed {
		c.content = newDeflate(c.scope, c.content)
	}
}

// leave goes up from all that ends here.
func (c *cms) leave() {
	for n := len(c.ends); n > 0 && c.left == 0 && len(c.head) == 0 && c.ends[n-1] != berOpen && c.ends[n-1] <= c.pos; n-- {
		c.close()
	}
}

// close goes up one level.
func (c *cms) close() {
	if len(c.ends) == 0 {
		return
	}
	if c.content != nil && len(c.ends) == contentLevel {
		c.content.Close()
		c.content = nil
	}
	c.ends = c.ends[:len(c.ends)-1]
	c.oid = ""
}

// value takes bytes of a primitive element.
func (c *cms) value(b []byte) {
	c.left -= int64(len(b))
	switch {
	case c.tag == berOID:
		c.head = append(c.head, b...)
		if c.left == 0 {
			c.identifier()
		}
	case c.content != nil && c.tag == berOctets:
		c.content.Write(b)
	default:
		c.rest.Write(b)
	}
}

// identifier takes an object identifier.
func (c *cms) identifier() {
	c.oid = string(c.head)
	c.rest.Write(c.head)
	c.head = c.head[:0]
	switch c.oid {
	case oidCompressed:
		c.pressed = true
	case oidEnveloped, oidEncrypted, oidAuthEnveloped:
		if len(c.ends) == 1 {
			c.rest.Close()
			own := *c.scope
			c.rest = newSealed(c.scope, newSealedRaw(&own), "CMS")
		}
	}
}

func (c *cms) Close() {
	c.rest.Write(c.head)
	if c.content != nil {
		c.content.Close()
	}
	c.rest.Close()
}
