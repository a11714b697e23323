package encode

import (
	"strconv"

	"sekisho/dataplane/event"
)

// LEEF 2.0 has no escapes: what would end a field or a value is shown instead, and a backslash
// stays one (IBM QRadar, Log Event Extended Format, version 2).
var (
	leefHeader = escaping{shown: "|", escape: `\`}
	leefValue  = escaping{escape: `\`}
)

// leefTime is a time as IBM's guide suggests, and leefFormat how it is told of it.
const (
	leefTime   = "Jan 02 2006 15:04:05.000 GMT"
	leefFormat = "MMM dd yyyy HH:mm:ss.SSS z"
)

// writeLEEF writes
//
//	LEEF:2.0|VENDOR|Sekisho|VERSION|ACTION|x09|key=value<TAB>key=value ...
func writeLEEF(o *output, e *event.Event) error {
	o.open()
	o.b = append(o.b, "LEEF:2.0|"...)
	for _, s := range []string{o.observer.Vendor, product, o.observer.Version, messageID(e)} {
		o.scratch = append(o.scratch[:0], s...)
		o.put(&leefHeader, cut(o.scratch))
		o.b = append(o.b, '|')
	}
	o.b = append(o.b, "x09|sev="...)
	o.b = strconv.AppendInt(o.b, int64(severityOfTen(e)), 10)
	o.leef("msg", o.summary(e))
	o.leef("devTimeFormat", []byte(leefFormat))
	o.pairs(e, func(f *field, name string, value []byte) {
		switch {
		case f == nil:
			o.leef(attributeKey(name, 1), value)
		case f.leef == "devTime":
			o.leef(f.leef, e.Time.UTC().AppendFormat(value[:0], leefTime))
		case f.leef == "srcMAC":
			o.leef(f.leef, colons(e, value))
		default:
			o.leef(f.leef, value)
		}
	})
	o.end(e.ID)
	return nil
}

func (o *output) leef(key string, value []byte) {
	o.b = append(append(append(o.b, '\t'), key...), '=')
	o.put(&leefValue, value)
}
