package content

import (
	"bytes"
	"strings"
)

// transferCoding returns the Content-Transfer-Encoding of a part.
func transferCoding(h map[string]string) string {
	coding, _, _ := strings.Cut(h["content-transfer-encoding"], ";")
	return strings.ToLower(strings.TrimSpace(coding))
}

// bodyType returns the media type to read a body by: one that is uuencoded says by its lines
// what it is.
func bodyType(coding, mediaType string) string {
	switch coding {
	case "x-uuencode", "uuencode", "x-uue":
		return uuType
	}
	return mediaType
}

// transferDecoder wraps next in the decoder of a Content-Transfer-Encoding.
func transferDecoder(coding string, next Writer) Writer {
	switch coding {
	case "base64":
		return &base64Decoder{next: next}
	case "quoted-printable":
		return &quotedPrintable{next: next}
	}
	return next // 7bit, 8bit, binary
}

// base64Decoder decodes base64 (RFC 2045, 6.8), skipping what isn't of it.
type base64Decoder struct {
	next Writer
	dec  runDecoder
}

func (d *base64Decoder) Write(b []byte) {
	for len(b) > 0 {
		n := 0
		for n < len(b) && runClass[b[n]] != runNone {
			n++
		}
		d.dec.decode(b[:n], d.next)
		for n < len(b) && runClass[b[n]] == runNone {
			if b[n] == '=' { // the end, or of one piece of several
				d.dec.bits, d.dec.n = 0, 0
			}
			n++
		}
		b = b[n:]
	}
}

func (d *base64Decoder) Close() { d.next.Close() }

// quotedPrintable decodes quoted-printable (RFC 2045, 6.7). What isn't well-formed
// stays as it is.
type quotedPrintable struct {
	next Writer
	held []byte // an escape that a write cut
	buf  []byte
}

func (d *quotedPrintable) Write(b []byte) {
	if len(d.held) > 0 {
		b = append(d.held, b...)
		d.held = nil
	}
	d.buf = d.buf[:0]
	for len(b) > 0 {
		i := bytes.IndexByte(b, '=')
		if i < 0 {
			d.buf = append(d.buf, b...)
			break
		}
		d.buf = append(d.buf, b[:i]...)
		n := d.escape(b[i:])
		if n == 0 {
			d.held = bytes.Clone(b[i:])
			break
		}
		b = b[i+n:]
	}
	if len(d.buf) > 0 {
		d.next.Write(d.buf)
	}
}

// escape decodes what begins with "=" and returns its size, or 0 if b cuts it.
func (d *quotedPrintable) escape(b []byte) int {
	switch {
	case len(b) == 1 || len(b) == 2 && (b[1] == '\r' || hexValue(b[1]) < 16):
		return 0
	case b[1] == '\n':
		return 2
	case b[1] == '\r' && b[2] == '\n':
		return 3
	case hexValue(b[1]) < 16 && hexValue(b[2]) < 16:
		d.buf = append(d.buf, hexValue(b[1])<<4|hexValue(b[2]))
		return 3
	}
	d.buf = append(d.buf, '=')
	return 1
}

func (d *quotedPrintable) Close() {
	if len(d.held) > 0 && d.held[len(d.held)-1] != '=' {
		d.next.Write(d.held)
	}
	d.next.Close()
}
