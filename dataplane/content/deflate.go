package content

// deflate unpacks the coding "deflate", which is ZLIB (RFC 1950), or bare DEFLATE
// (RFC 1951) as some senders have it. The check sum isn't computed.
type deflate struct {
	unpacker
	inf   *inflater
	head  []byte // first bytes, until there are two
	begun bool
	rest  []byte // what the last write had behind the stream
}

const zlibHeader = 2

func newDeflate(s *scope, next Writer) Writer {
	return &deflate{unpacker: unpacker{scope: s, next: next}}
}

func (d *deflate) Write(b []byte) {
	d.in += int64(len(b))
	if d.failed != "" {
		d.refuse(b)
		return
	}
	if !d.begun {
		if b = d.begin(b); b == nil {
			return
		}
	}
	d.unpack(b)
}

// begin skips a ZLIB header if that is what the first two bytes are.
func (d *deflate) begin(b []byte) []byte {
	d.head = append(d.head, b...)
	if len(d.head) < zlibHeader {
		return nil
	}
	d.begun = true
	if d.inf = d.inflate(); d.inf == nil {
		d.refuse(d.head)
		return nil
	}
	if isZlib(d.head) {
		return d.head[zlibHeader:]
	}
	return d.head
}

// isZlib tells a ZLIB header: method 8, a window of at most 32 KiB, no preset
// dictionary, and a check of the two bytes.
func isZlib(b []byte) bool {
	return b[0]&15 == 8 && b[0]>>4 <= 7 && b[1]&0x20 == 0 && (int(b[0])<<8+int(b[1]))%31 == 0
}

func (d *deflate) unpack(b []byte) {
	if d.inf.done {
		return // the check sum
	}
	rest, err := d.inf.write(b)
	if err != nil {
		d.failed = reasonCorrupt
	}
	if d.failed != "" {
		d.refuse(rest)
	} else if d.inf.done {
		d.rest = rest
	}
}

func (d *deflate) Close() {
	if !d.begun && len(d.head) > 0 {
		d.next.Write(d.head)
	}
	d.scope.x.giveInflater(d.inf)
	d.inf = nil
	d.next.Close()
}
