package encode

import "sekisho/dataplane/event"

// quoted is text between quotation marks, as Go, logfmt and JSON have it.
var quoted = escaping{special: `"\`, breaks: true, escape: `\`}

// writeText writes name="value" pairs with the names of the Elastic Common Schema, which is
// what people read and most programs take apart by themselves (logfmt).
func writeText(o *output, e *event.Event) error {
	o.open()
	first := true
	o.pairs(e, func(_ *field, name string, value []byte) {
		if !first {
			o.b = append(o.b, ' ')
		}
		first = false
		o.b = append(append(o.b, name...), `="`...)
		o.put(&quoted, value)
		o.b = append(o.b, '"')
	})
	o.end(e.ID)
	return nil
}
