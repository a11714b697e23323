package encode

import (
	"fmt"
	"slices"
	"strings"

	"sekisho/dataplane/event"
)

// Format names a way to write events.
type Format string

// The formats.
const (
	RFC5424 Format = "rfc5424"
	ECS     Format = "ecs"
	OCSF    Format = "ocsf"
	CEF     Format = "cef"
	LEEF    Format = "leef"
	Text    Format = "text"
)

// Observer says who writes. What an event says of its gateway goes before Host.
type Observer struct {
	Host    string // the gateway's host name
	Vendor  string // "": Sekisho
	Version string // of the product
}

// product is the product's name in every format.
const product = "Sekisho"

// Record is one encoded event, or one finding of it.
type Record struct {
	ID   string // event.id; of the second and later records of an event with /CLASS behind it
	Body []byte // without framing; it keeps its bytes
}

// Encoder writes events in one format. One goroutine at a time may use it.
type Encoder interface {
	// Encode appends the records of an event: one, and in OCSF one more for each class of
	// flagged data. The event is not changed.
	Encode(records []Record, e *event.Event) ([]Record, error)
	// ContentType is the media type of a body.
	ContentType() string
	// Version is that of the format, or of its schema.
	Version() string
}

// kind is what there is to know of a format.
type kind struct {
	format             Format
	version, mediaType string
	write              func(o *output, e *event.Event) error
}

var kinds = []kind{
	{RFC5424, "1", "text/plain; charset=utf-8", writeRFC5424},
	{ECS, ecsVersion, "application/json", writeECS},
	{OCSF, ocsfVersion, "application/json", writeOCSF},
	{CEF, "0", "text/plain; charset=utf-8", writeCEF},
	{LEEF, "2.0", "text/plain; charset=utf-8", writeLEEF},
	{Text, "1", "text/plain; charset=utf-8", writeText},
}

// Formats are the formats that there are.
func Formats() (all []Format) {
	for _, k := range kinds {
		all = append(all, k.format)
	}
	return all
}

// New makes the encoder of a format. The error names the formats that there are.
func New(f Format, o Observer) (Encoder, error) {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.format == f })
	if i < 0 {
		return nil, fmt.Errorf("encode events: no format is called %q; there are %s", f, list(Formats()))
	}
	if o.Vendor == "" {
		o.Vendor = product
	}
	o.Version = o.Version[:min(len(o.Version), 32)] // as RFC 5424 has it (section 7.2.4)
	return &encoder{kind: kinds[i], output: output{observer: o}}, nil
}

// NewSyslog makes an encoder of syslog messages (RFC 5424) whose MSG is in another format;
// of RFC5424 itself it is the same as New. Only that has the event in its structured data.
func NewSyslog(f Format, o Observer) (Encoder, error) {
	inner, err := New(f, o)
	if err != nil || f == RFC5424 {
		return inner, err
	}
	x := inner.(*encoder)
	write := x.kind.write
	x.kind.write = func(o *output, e *event.Event) error {
		o.before = func(b []byte) []byte { return appendHeader(b, o, e) }
		return write(o, e)
	}
	return x, nil
}

func list(all []Format) string {
	var s []string
	for _, f := range all {
		s = append(s, string(f))
	}
	return strings.Join(s, ", ")
}

type encoder struct {
	kind   kind
	output output
}

func (x *encoder) ContentType() string { return x.kind.mediaType }

func (x *encoder) Version() string { return x.kind.version }

func (x *encoder) Encode(records []Record, e *event.Event) ([]Record, error) {
	o := &x.output
	o.records = records
	o.begin()
	if err := x.kind.write(o, o.tidy(e)); err != nil {
		return records, fmt.Errorf("encode event %s as %s: %w", e.ID, x.kind.format, err)
	}
	return o.records, nil
}

// output collects the records of an event.
type output struct {
	observer Observer
	records  []Record
	b        []byte // bodies that were handed out, and behind them the one being written
	start    int    // where that begins
	scratch  []byte // a value before it is escaped
	tidied   event.Event
	// before writes what stands before each body; nil: nothing.
	before func([]byte) []byte
}

// Bodies share blocks of memory, so that most events need none of their own.
const (
	blockSize = 64 << 10
	roomLeft  = 4 << 10
)

// begin makes room for an event's first record.
func (o *output) begin() {
	if cap(o.b)-len(o.b) < roomLeft {
		o.b = make([]byte, 0, blockSize)
	}
	o.start = len(o.b)
}

// open begins a record.
func (o *output) open() {
	if o.before != nil {
		o.b = o.before(o.b)
	}
}

// end closes a record.
func (o *output) end(id string) {
	o.records = append(o.records, Record{ID: id, Body: o.b[o.start:len(o.b):len(o.b)]})
	o.start = len(o.b)
}

// host is the gateway's name.
func (o *output) host(e *event.Event) string {
	if e.Gateway.Name != "" {
		return e.Gateway.Name
	}
	return o.observer.Host
}

// Severity is an event's by RFC 5424, section 6.2.1: error (3) where the appliance itself has
// trouble, warning (4) for what was blocked, notice (5) for other alerts and changes of
// configuration, informational (6) for the rest.
func Severity(e *event.Event) int {
	switch {
	case e.Kind == event.PipelineError:
		return 3
	case e.Action == "block":
		return 4
	case e.Kind == event.Alert || e.Category == event.Configuration:
		return 5
	}
	return 6
}
