package proto

import (
	"bytes"
	"strings"
	"testing"
)

func TestBytesNobodyKnowsAreHandedOnRaw(t *testing.T) {
	f, c := talk(t, 0, turn{Out, "\x00\x01\x02 090-1234-5678"}, turn{In, "answer"}, turn{Out, "more"})
	want := `> tcp.payload "\x00\x01\x02 090-1234-5678more"
< tcp.payload "answer"
`
	if c.String() != want || f.Name() != "" || !f.Known() {
		t.Errorf("got\n%sname %q known %v, want\n%s", c, f.Name(), f.Known(), want)
	}
}

func TestDatagramsAreBodiesOfTheirOwn(t *testing.T) {
	f, c := new(Flow), new(collector)
	f.Init("udp", 4000, 5000)
	for _, b := range []string{"one", "two"} {
		f.Feed(Out, []byte(b), c)
	}
	if want := "> udp.payload \"one\"\n> udp.payload \"two\"\n"; c.String() != want {
		t.Errorf("got\n%swant\n%s", c, want)
	}
}

func TestUndecidedBytesAreNotHeldBack(t *testing.T) {
	f, c := new(Flow), new(collector)
	f.Init("tcp", 80, 50000)
	f.Feed(Out, []byte("Kingfisher"), c)
	if got := c.bodies(Out, "tcp.payload"); got != "Kingfisher" {
		t.Errorf("handed on %q before the decision, want all", got)
	}
}

func TestMidstreamFlowIsJoinedAtTheNextRequest(t *testing.T) {
	f, c := new(Flow), new(collector)
	f.Init("tcp", 80, 50000)
	f.Resync()
	f.Feed(Out, []byte("rest of a body"), c)
	if f.Known() {
		t.Error("known in the middle of an unknown message")
	}
	f.Feed(Out, []byte("POST /x HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody"), c)
	if f.Name() != "http" || c.bodies(Out, "http.request.body") != "body" || c.bodies(Out, "tcp.payload") != "rest of a body" {
		t.Errorf("name %q, parts\n%s", f.Name(), c)
	}
}

func TestGapInsideABodyKeepsItsEnd(t *testing.T) {
	f, c := new(Flow), new(collector)
	f.Init("tcp", 80, 50000)
	f.Feed(Out, []byte("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"), c)
	f.Gap(Out, 4, c)
	f.Feed(Out, []byte("xyzPOST /2 HTTP/1.1\r\n\r\n"), c)
	if got := c.bodies(Out, "http.request.body"); got != "abcxyz" {
		t.Errorf("body %q, want the ten bytes but four", got)
	}
	if got := c.bodies(Out, "http.request.target"); got != "//2" {
		t.Errorf("targets %q, want both requests", got)
	}
}

func TestGapOfUnknownLengthGoesRawUntilAHead(t *testing.T) {
	f, c := new(Flow), new(collector)
	f.Init("tcp", 80, 50000)
	f.Feed(Out, []byte("POST / HTTP/1.1\r\nContent-Le"), c)
	f.Gap(Out, -1, c)
	f.Feed(Out, []byte("unknown"), c)
	f.Feed(Out, []byte("PUT /2 HTTP/1.1\r\nContent-Length: 1\r\n\r\nz"), c)
	if c.bodies(Out, "http.request.body") != "z" || c.parts[3].part.Where != "tcp.payload" {
		t.Errorf("parts\n%s", c)
	}
}

// discard is a sink that keeps nothing, to measure what decoders cost.
type discard struct{ bytes int }

func (d *discard) Set(Field, string)       {}
func (d *discard) Open(Dir, Part) Body     { return d }
func (d *discard) Opaque(Dir, int, string) {}
func (d *discard) Write(b []byte)          { d.bytes += len(b) }
func (d *discard) Close()                  {}

// longBodies are flows in the middle of something that does not end soon, with
// what comes next.
func longBodies() map[string]struct {
	flow *Flow
	next []byte
} {
	chunk := []byte("400\r\n" + string(bytes.Repeat([]byte("x"), 0x400)) + "\r\n")
	return map[string]struct {
		flow *Flow
		next []byte
	}{
		"tls":          {begun("tcp", string(record(22, helloMessage(1, hello(0x0303, words(0x1301)))))), record(23, []byte(random(1400)))},
		"ssh":          {begun("tcp", sshStart), []byte(random(1400))},
		"smtp data":    {begun("tcp", "EHLO a\r\nDATA\r\nSubject: x\r\n\r\n"), bytes.Repeat([]byte("..a line\r\n"), 140)},
		"raw":          {begun("tcp", "\x00\x01\x02\x03"), make([]byte, 1400)},
		"http length":  {begun("tcp", "POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\nx"), make([]byte, 1400)},
		"http chunks":  {begun("tcp", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"+string(chunk)), chunk},
		"http headers": {begun("tcp", "POST / HTTP/1.1\r\nX: "), bytes.Repeat([]byte("v"), 1400)},
	}
}

func begun(transport, start string) *Flow {
	f := new(Flow)
	f.Init(transport, 80, 50000)
	f.Feed(Out, []byte(start), new(discard))
	return f
}

func TestLongBodiesCostNoAllocation(t *testing.T) {
	for name, c := range longBodies() {
		s := new(discard)
		c.flow.Feed(Out, c.next, s)
		if n := testing.AllocsPerRun(100, func() { c.flow.Feed(Out, c.next, s) }); n != 0 {
			t.Errorf("%s: %v allocations a segment", name, n)
		}
	}
}

func BenchmarkUpload(b *testing.B) {
	f, s, next := begun("tcp", "POST / HTTP/1.1\r\nContent-Length: 999999999999999\r\n\r\nx"), new(discard), make([]byte, 64<<10)
	b.SetBytes(int64(len(next)))
	for b.Loop() {
		f.Feed(Out, next, s)
	}
}

// memoryMax is what one flow may hold, whatever comes: a TLS hello in each direction.
const memoryMax = 192 << 10

// play feeds data as a script: each piece has a control byte that gives its
// direction and length, or a gap. It gives what each end sent.
func play(f *Flow, data []byte, s Sink) (sent [2]string) {
	for len(data) > 1 {
		op, n := data[0], int(data[0]>>2)+1
		data = data[1:]
		n = min(n*4, len(data))
		switch d := Dir(op & 1); {
		case op&0x3e == 0x3e:
			f.Gap(d, int(data[0])-1, s)
		default:
			f.Feed(d, data[:n], s)
			sent[d] += string(data[:n])
			data = data[n:]
		}
	}
	f.End(Out, s)
	f.End(In, s)
	return sent
}

func FuzzFlow(f *testing.F) {
	for _, c := range conversations() {
		f.Add([]byte("\xf0"+c.turns[0].text), c.transport == "tcp")
	}
	f.Fuzz(func(t *testing.T, data []byte, tcp bool) {
		flow, c := new(Flow), new(collector)
		flow.Init(map[bool]string{true: "tcp", false: "udp"}[tcp], 80, 50000)
		checkNothingLost(t, flow, play(flow, data, c), c)
		checkMemory(t, flow)
	})
}

func checkMemory(t *testing.T, f *Flow) {
	t.Helper()
	if n := f.Memory(); n > memoryMax {
		t.Errorf("a flow of %q holds %d bytes", f.Name(), n)
	}
}

// FuzzHTTP holds a connection against the same one fed a byte at a time, and what
// either hands on against what was sent.
func FuzzHTTP(f *testing.F) {
	for _, c := range httpCases {
		text := [2]string{}
		for _, v := range c.turns {
			text[v.dir] += v.text
		}
		f.Add(text[Out], text[In])
	}
	f.Fuzz(func(t *testing.T, out, in string) {
		if matchRequest([]byte(out)) != yes {
			return
		}
		turns := []turn{{Out, out}, {In, in}}
		flow, whole := talk(t, 0, turns...)
		_, cut := talk(t, 1, turns...)
		_, coarse := talk(t, resumeMin-1, turns...)
		checkNothingLost(t, flow, [2]string{out, in}, whole, cut, coarse)
		sameButForTheStart(t, "cut by few", cut, coarse)
		if !whole.resumed() {
			sameButForTheStart(t, "conversation", cut, whole)
		}
		checkMemory(t, flow)
	})
}

// resumeMin is the length of the shortest start line that is taken for one. A
// half that was lost is resumed at a segment that begins with one: shorter segments
// never do that, and so only they are always understood alike.
const resumeMin = len("A / HTTP/1.\n")

// checkNothingLost wants every byte that was sent handed on or counted, in its own
// direction, but for the framing of text.
func checkNothingLost(t *testing.T, flow *Flow, sent [2]string, all ...*collector) {
	t.Helper()
	for _, c := range all {
		if c.binaryFraming(flow.Name()) {
			continue
		}
		for d, text := range sent {
			if rest := c.lost(Dir(d), withoutFraming(text)); rest != "" {
				t.Errorf("%s sent %q, lost %q of\n%s", Dir(d).arrow(), text, rest, c)
			}
		}
	}
}

// TestWhatIsHeldBackIsHandedOnAtTheEnd cuts flows off where the decoder waits for
// more before it can tell framing from content.
func TestWhatIsHeldBackIsHandedOnAtTheEnd(t *testing.T) {
	chunked := "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
	start := string(record(22, helloMessage(1, hello(0x0303, words(0x1301)))))
	for name, c := range map[string]struct {
		turns []turn
		want  string
	}{
		"chunk size":                  {[]turn{{Out, chunked + "12345678"}}, "12345678"},
		"chunk size before a change":  {[]turn{{Out, chunked + "1234"}, {In, wsGrant}}, "1234"},
		"more digits than a size has": {[]turn{{Out, chunked + "090123456"}}, "090123456"},
		"start line":                  {[]turn{{Out, "GET /a HTTP/1"}}, "GET /a HTTP/1"},
		"status line":                 {[]turn{{In, wsAsk}, {Out, "HTTP/"}}, "HTTP/"},
		"frame header":                {[]turn{{Out, wsAsk}, {In, wsGrant}, {Out, "\x81\xfeab12"}}, "\x81\xfeab12"},
		"record header":               {[]turn{{Out, start + "\x16\x03ab"}}, "\x16\x03ab"},
	} {
		_, all := talk(t, 0, c.turns...)
		if got := all.bodies(Out, "tcp.payload"); got != c.want {
			t.Errorf("%s: handed on %q, want %q", name, got, c.want)
		}
	}
}

func TestTunnelsWithinTunnelsAreBounded(t *testing.T) {
	ask := "CONNECT a.example:1 HTTP/1.1\r\n\r\n"
	f, c := new(Flow), new(collector)
	f.Init("tcp", 80, 50000)
	for range 1000 {
		f.Feed(Out, []byte(ask), c)
	}
	f.Feed(Out, []byte("secret"), c)
	if got := c.bodies(Out, "tcp.payload"); len(got) != (1000-depthMax)*len(ask)+6 {
		t.Errorf("%d raw bytes behind %d tunnels", len(got), depthMax)
	}
	if n := f.Memory(); n > 16<<10 {
		t.Errorf("holds %d bytes", n)
	}
}

// TestHTTPHeadIsBounded sends the longest of everything that is kept.
func TestHTTPHeadIsBounded(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	head := "POST /" + long + " HTTP/1.1\r\n"
	for _, name := range []string{"Host", "User-Agent", "Content-Type", "Upgrade", "Content-Encoding", "Transfer-Encoding"} {
		head += strings.Repeat(name+": "+long+"\r\n", 20)
	}
	f, c := talk(t, 1400, turn{Out, strings.Repeat(head+"\r\n", 2)})
	if n := f.Memory(); n > 16<<10 {
		t.Errorf("holds %d bytes", n)
	}
	if got := len(c.bodies(Out, "http.request.headers")); got < 12_000_000 {
		t.Errorf("handed on %d bytes of headers", got)
	}
}

// BenchmarkFlow is what a short connection costs from its first byte to its last.
func BenchmarkFlow(b *testing.B) {
	ask := []byte("GET /index.html HTTP/1.1\r\nHost: www.example\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n")
	reply := []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello")
	s := new(discard)
	b.ReportAllocs()
	for b.Loop() {
		f := new(Flow)
		f.Init("tcp", 80, 50000)
		f.Feed(Out, ask, s)
		f.Feed(In, reply, s)
		f.End(Out, s)
		f.End(In, s)
	}
}

// BenchmarkRaw is a segment of a stream that nobody knows.
func BenchmarkRaw(b *testing.B) {
	f, s, next := begun("tcp", "\x00\x01\x02\x03"), new(discard), make([]byte, 1448)
	b.SetBytes(int64(len(next)))
	for b.Loop() {
		f.Feed(Out, next, s)
	}
}
