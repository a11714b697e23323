package encode

import (
	"strconv"
	"strings"

	"sekisho/dataplane/event"
)

const (
	// facility is local0 (RFC 5424, section 6.2.1).
	facility = 16
	// enterprise is the private enterprise number for documentation (RFC 5612).
	enterprise = "32473"
	// bom begins a MSG in UTF-8 (RFC 5424, section 6.4).
	bom = "\xef\xbb\xbf"
)

var (
	// parameter is a PARAM-VALUE (RFC 5424, section 6.3.3).
	parameter = escaping{special: `"\]`, escape: `\\`}
	// message is MSG in UTF-8. Syslog has no escapes in it; the backslash stays as it is.
	message = escaping{escape: `\`}
)

// writeRFC5424 writes a message with the whole event in its structured data, and a sentence
// for people as MSG.
func writeRFC5424(o *output, e *event.Event) error {
	o.b = appendHeader(o.b, o, e)
	o.b = append(o.b[:len(o.b)-1], "[sekisho@"+enterprise...)
	o.pairs(e, func(_ *field, name string, value []byte) {
		o.b = append(append(append(o.b, ' '), strings.TrimPrefix(name, "@")...), `="`...)
		o.put(&parameter, value)
		o.b = append(o.b, '"')
	})
	o.b = append(o.b, "] "+bom...)
	o.put(&message, o.summary(e))
	o.end(e.ID)
	return nil
}

// appendHeader writes all that stands before MSG, with its space: HEADER, and what IANA's
// registry has structured data for. sequenceId ends at 2^31-1 and begins at 1 again
// (section 7.3.1).
func appendHeader(b []byte, o *output, e *event.Event) []byte {
	b = append(b, '<')
	b = strconv.AppendInt(b, int64(facility*8+Severity(e)), 10)
	b = append(b, ">1 "...)
	b = e.Time.UTC().AppendFormat(b, timeFormat)
	b = append(b, ' ')
	b = appendName(b, o.host(e), 255)
	b = append(b, " sekisho - "...)
	b = appendName(b, messageID(e), 32)
	b = append(b, ` [origin enterpriseId="`+enterprise+`" software="sekisho" swVersion="`...)
	b = parameter.append(b, []byte(o.observer.Version))
	b = append(b, `"][meta sequenceId="`...)
	b = strconv.AppendUint(b, (max(e.Sequence, 1)-1)%(1<<31-1)+1, 10)
	return append(b, `"] `...)
}

// messageID says what kind of message it is: what was done, or what it is about.
func messageID(e *event.Event) string {
	if e.Action != "" {
		return e.Action
	}
	return e.Kind
}

// appendName writes a name of the header, which has visible ASCII characters only; "-" is
// RFC 5424's word for none.
func appendName(b []byte, s string, limit int) []byte {
	before := len(b)
	for i := 0; i < len(s) && len(b)-before < limit; i++ {
		if s[i] > ' ' && s[i] < 0x7f {
			b = append(b, s[i])
		}
	}
	if len(b) == before {
		b = append(b, '-')
	}
	return b
}
