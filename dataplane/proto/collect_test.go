package proto

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// collector writes down all that a decoder tells, one line a fact: fields, parts
// in the order opened with their bytes, and opaque counts.
type collector struct {
	parts  []*collected
	fields map[Field]string
	opaque [2]int
	seen   [2][]uint16 // all that was handed on or counted, in the order of time
}

// anyByte stands in seen for a byte that was counted as opaque.
const anyByte = 256

type collected struct {
	all    *collector
	dir    Dir
	part   Part
	bytes  []byte
	closed bool
}

func (c *collector) Set(f Field, v string) {
	if c.fields == nil {
		c.fields = map[Field]string{}
	}
	c.fields[f] = v
}

func (c *collector) Open(d Dir, p Part) Body {
	b := &collected{all: c, dir: d, part: p}
	c.parts = append(c.parts, b)
	return b
}

func (c *collector) Opaque(d Dir, n int, _ string) {
	c.opaque[d] += n
	c.seen[d] = append(c.seen[d], slices.Repeat([]uint16{anyByte}, n)...)
}

func (b *collected) Write(p []byte) {
	if b.closed {
		panic("write after close of " + b.part.Where)
	}
	b.bytes = append(b.bytes, p...)
	for _, v := range p {
		b.all.seen[b.dir] = append(b.all.seen[b.dir], uint16(v))
	}
}

func (b *collected) Close() {
	if b.closed {
		panic("second close of " + b.part.Where)
	}
	b.closed = true
}

func (d Dir) arrow() string { return [2]string{">", "<"}[d] }

// String gives the golden form.
func (c *collector) String() string {
	var out strings.Builder
	for _, p := range c.parts {
		fmt.Fprintf(&out, "%s %s", p.dir.arrow(), p.part.Where)
		for _, v := range append([]string{p.part.Name, p.part.MediaType}, p.part.Encodings...) {
			if v != "" {
				fmt.Fprintf(&out, " [%s]", v)
			}
		}
		fmt.Fprintf(&out, " %q\n", p.bytes)
	}
	for d, n := range c.opaque {
		if n > 0 {
			fmt.Fprintf(&out, "%s opaque %d\n", Dir(d).arrow(), n)
		}
	}
	return out.String()
}

// bodies joins the bytes of all parts of a direction at a place.
func (c *collector) bodies(d Dir, where string) string {
	var out strings.Builder
	for _, p := range c.parts {
		if p.dir == d && p.part.Where == where {
			out.Write(p.bytes)
		}
	}
	return out.String()
}

// turn is what one end says before the other speaks.
type turn struct {
	dir  Dir
	text string
}

// lost gives what of sent, from the first such byte on, was neither handed on nor
// counted in direction d. Bytes may be seen twice, but in their order.
func (c *collector) lost(d Dir, sent string) string {
	seen := c.seen[d]
	for i := range len(sent) {
		at := slices.IndexFunc(seen, func(v uint16) bool { return v == uint16(sent[i]) || v == anyByte })
		if at < 0 {
			return sent[i:]
		}
		seen = seen[at+1:]
	}
	return ""
}

// textFraming is what HTTP need not hand on: chunk sizes, white space between the parts
// of a head and around chunks, the mark between path and query; and SMTP: the dots
// that begin a line of a message.
var textFraming = regexp.MustCompile(`(?m)^[\r \t]*[0-9A-Fa-f]{1,8}[\r \t]*(;|$)|^\.|[\r\n \t?]`)

func withoutFraming(b string) string { return textFraming.ReplaceAllString(b, "") }

// binaryFraming says whether the flow was, or had inside it, something whose headers
// are numbers that may be any bytes, and are not handed on.
func (c *collector) binaryFraming(name string) bool {
	binary := []string{"dns", "tls", "websocket"}
	for _, p := range c.parts {
		where, _, _ := strings.Cut(p.part.Where, ".")
		if slices.Contains(binary, where) {
			return true
		}
	}
	return slices.Contains(binary, name) || name == "rdp" || c.fields[HTTPMethod] == "CONNECT"
}

// talk feeds turns to a new TCP flow in pieces of at most size bytes (0: whole),
// then ends both directions.
func talk(t testing.TB, size int, turns ...turn) (*Flow, *collector) {
	t.Helper()
	f, c := new(Flow), new(collector)
	f.Init("tcp", 80, 50000)
	for _, v := range turns {
		feed(f, c, v, size)
	}
	f.End(Out, c)
	f.End(In, c)
	for _, p := range c.parts {
		if !p.closed {
			t.Errorf("%s was not closed", p.part.Where)
		}
	}
	return f, c
}

func feed(f *Flow, c *collector, v turn, size int) {
	b := []byte(v.text)
	for size > 0 && len(b) > size {
		f.Feed(v.dir, b[:size:size], c)
		b = b[size:]
	}
	f.Feed(v.dir, b, c)
}

// sameButForTheStart compares a flow cut small with the same one fed whole. The cut
// one has in addition raw copies of what came before each decision.
func sameButForTheStart(t *testing.T, name string, cut, whole *collector) {
	t.Helper()
	for _, d := range []Dir{Out, In} {
		if !inOrder(cut.bodies(d, "tcp.payload"), whole.rawParts(d)) {
			t.Errorf("%s: raw bytes cut:\n%swhole:\n%s", name, cut, whole)
		}
	}
	if a, b := cut.withoutRaw().String(), whole.withoutRaw().String(); a != b {
		t.Errorf("%s: cut:\n%swhole:\n%s", name, a, b)
	}
}

// inOrder says whether text has all of parts, one behind the other.
func inOrder(text string, parts []string) bool {
	for _, p := range parts {
		_, rest, ok := strings.Cut(text, p)
		if !ok {
			return false
		}
		text = rest
	}
	return true
}

func (c *collector) rawParts(d Dir) []string {
	var list []string
	for _, p := range c.parts {
		if p.dir == d && p.part.Where == "tcp.payload" {
			list = append(list, string(p.bytes))
		}
	}
	return list
}

func (c *collector) withoutRaw() *collector {
	rest := &collector{opaque: c.opaque}
	for _, p := range c.parts {
		if p.part.Where != "tcp.payload" {
			rest.parts = append(rest.parts, p)
		}
	}
	return rest
}

// resumed says whether something was understood behind raw bytes of its direction.
func (c *collector) resumed() bool {
	var raw [2]bool
	for _, p := range c.parts {
		if p.part.Where == "tcp.payload" {
			raw[p.dir] = true
		} else if raw[p.dir] {
			return true
		}
	}
	return false
}
