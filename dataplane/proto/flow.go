package proto

import (
	"slices"
	"strings"
	"unsafe"
)

// heldMax is how many bytes of one direction identification may look back on.
const heldMax = 512

// datagramsMax is how many datagrams identification looks at before it gives up.
const datagramsMax = 3

// verdict is what a protocol says of a flow's first bytes.
type verdict uint8

const (
	no verdict = iota
	maybe
	yes
)

// depthMax is how many flows may lie within each other: each costs memory, and a
// tunnel costs its client 30 bytes to ask for.
const depthMax = 4

// origin is where a flow's bytes come from.
type origin struct {
	transport string // ECS name
	outside   uint16 // ports
	inside    uint16
	depth     uint8 // of tunnels around it
}

// tunnel gives the flow inside the one that o describes. Past depthMax it is raw.
func (o origin) tunnel() *Flow {
	f := new(Flow)
	f.Init(o.transport, o.outside, o.inside)
	if f.depth = o.depth + 1; f.depth >= depthMax {
		f.phase = settled
	}
	return f
}

// peek is what identification sees: the first bytes of both directions.
type peek struct {
	origin
	bytes [2][]byte
	first Dir // who spoke first
}

// speaks gives the bytes of the end that spoke first, and of the other end.
func (p *peek) speaks() (first, answer []byte) {
	return p.bytes[p.first], p.bytes[1-p.first]
}

// protocol is one file's registration.
type protocol struct {
	name      string // as in ECS network.protocol
	transport string
	match     func(p peek) verdict
	// resume says whether a segment somewhere in a stream begins a message of
	// this protocol beyond doubt; nil where that can't be told.
	resume func(b []byte) bool
	// late says that resume is to be trusted even in a stream that began as
	// something else, because its bytes are then better understood, not worse.
	late  bool
	start func(p peek) session
}

// protocols is filled by the init functions of this package's files, then left alone.
var protocols []protocol

func register(p protocol) { protocols = append(protocols, p) }

// Names lists the protocols that are recognised, by their ECS names, sorted.
func Names() []string {
	names := []string{"websocket"} // begins as http
	for _, p := range protocols {
		names = append(names, p.name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// session is a Decoder that can say how far it has understood its flow.
type session interface {
	Decoder
	status() status
}

type status struct {
	name      string // "" where the bytes turned out to be something else
	known     bool   // name will not change any more
	encrypted bool   // only content that can't be read may still come
	memory    int    // bytes held
}

// phase is how far a Flow without a session has come.
type phase uint8

const (
	searching phase = iota
	midstream       // raw, but a message may begin at any segment
	settled         // raw; nothing is expected any more, though a message is still seen
)

// Flow identifies what one flow speaks and decodes it. The zero value is not
// ready: call Init. A flow that its first segment identifies costs no allocation
// before its decoder's. A Flow is used by one goroutine at a time and is a
// Decoder itself, so that a tunnel's content is a Flow again.
type Flow struct {
	origin
	raw     raw
	session session
	held    [2][]byte // first bytes, while the decision is open
	phase   phase
	first   Dir
	looked  uint8 // datagrams looked at
	ended   [2]bool
}

// Init prepares f for a flow of the transport with that ECS name ("tcp", "udp",
// "icmp", ...) between these ports. Ports are a hint at most: no decision rests
// on them alone.
func (f *Flow) Init(transport string, outsidePort, insidePort uint16) {
	*f = Flow{
		origin: origin{transport: transport, outside: outsidePort, inside: insidePort},
		raw:    newRaw(transport),
	}
	if transport != "tcp" && transport != "udp" {
		f.phase = settled
	}
}

// Resync says that the flow was joined in its middle. Bytes are then handed on raw
// until a segment begins with a message that is recognised. Datagrams have no
// middle: for them it changes nothing.
func (f *Flow) Resync() {
	if f.session == nil && f.phase == searching && !f.raw.datagram {
		f.phase = midstream
		f.held = [2][]byte{}
	}
}

// Name gives the ECS network.protocol, or "" while or if it is not recognised.
func (f *Flow) Name() string {
	if f.session == nil {
		return ""
	}
	return f.session.status().name
}

// Known reports that no more bytes are awaited to tell Name. It can still change in
// two cases: where a stream that began as something else turns out to carry HTTP
// after all, and where an HTTP connection is upgraded.
func (f *Flow) Known() bool {
	if f.session == nil {
		return f.phase == settled
	}
	return f.session.status().known
}

// Encrypted reports that only content that can't be read may still come.
func (f *Flow) Encrypted() bool {
	return f.session != nil && f.session.status().encrypted
}

// Memory gives the bytes that f and its decoder hold.
func (f *Flow) Memory() int {
	n := int(unsafe.Sizeof(*f)) + cap(f.held[Out]) + cap(f.held[In])
	if f.session != nil {
		n += f.session.status().memory
	}
	return n
}

// Feed takes the next bytes of direction d: a segment's, in order, or one whole
// datagram. Whatever b completes has been handed to s when Feed returns.
func (f *Flow) Feed(d Dir, b []byte, s Sink) {
	switch {
	case len(b) == 0:
	case f.session != nil:
		f.session.Feed(d, b, s)
	case f.phase == searching:
		f.search(d, b, s)
	case !f.raw.datagram && f.resume(d, b, s):
	default:
		f.raw.write(d, b, s)
	}
}

// Gap says that n bytes of direction d are missing, or that an unknown number is
// where n < 0.
func (f *Flow) Gap(d Dir, n int, s Sink) {
	if f.session != nil {
		f.session.Gap(d, n, s)
		return
	}
	f.raw.close(d)
	f.Resync()
}

// End says that direction d sends no more.
func (f *Flow) End(d Dir, s Sink) {
	f.ended[d] = true
	if f.session != nil {
		f.session.End(d, s)
		return
	}
	f.raw.close(d)
	if f.ended[Out] && f.ended[In] {
		f.settle()
	}
}

func (f *Flow) settle() {
	f.phase = settled
	f.held = [2][]byte{}
}

// search decides by the bytes so far. While it can't, b goes on raw, because the
// packet that brought it is about to be forwarded.
func (f *Flow) search(d Dir, b []byte, s Sink) {
	if len(f.held[Out])+len(f.held[In]) == 0 {
		f.first = d
	}
	p := f.peek(d, b)
	chosen, undecided := identify(p, d)
	switch {
	case chosen != nil:
		f.begin(chosen, p, d, b, s)
		return
	case f.raw.datagram:
		f.countDatagram()
	case undecided && len(f.held[d])+len(b) <= heldMax:
		f.held[d] = append(f.held[d], b...)
	default:
		f.settle()
	}
	f.raw.write(d, b, s)
}

func (f *Flow) countDatagram() {
	if f.looked++; f.looked >= datagramsMax {
		f.settle()
	}
}

// peek shows b behind what is held of its direction. Only a flow whose first
// segment did not decide pays for the joining.
func (f *Flow) peek(d Dir, b []byte) peek {
	p := peek{origin: f.origin, bytes: f.held, first: f.first}
	if len(f.held[d]) == 0 {
		p.bytes[d] = b
		return p
	}
	p.bytes[d] = slices.Concat(f.held[d], b[:min(len(b), heldMax)])
	return p
}

// identify gives the protocol that is sure of the bytes, or else says whether one
// could still be with more of them. Those that direction d brought are new.
func identify(p peek, d Dir) (chosen *protocol, undecided bool) {
	for i := range protocols {
		if protocols[i].transport != p.transport {
			continue
		}
		switch v := protocols[i].match(p); {
		case v == yes && chosen != nil && p.transport == "tcp":
			return soonest(p, d), false
		case v == yes && chosen == nil:
			chosen = &protocols[i]
		case v == maybe:
			undecided = true
		}
	}
	return chosen, undecided
}

// soonest gives, of several protocols that are sure, the one that needs the fewest
// of the new bytes: the one that would be chosen if they came one by one.
func soonest(p peek, d Dir) *protocol {
	for n := range p.bytes[d] {
		q := p
		q.bytes[d] = p.bytes[d][:n+1]
		for i := range protocols {
			if protocols[i].transport == p.transport && protocols[i].match(q) == yes {
				return &protocols[i]
			}
		}
	}
	return nil
}

// begin starts the decoder with the bytes held, the first speaker's first.
func (f *Flow) begin(c *protocol, p peek, d Dir, b []byte, s Sink) {
	held := f.held
	f.settle()
	f.raw.close(Out)
	f.raw.close(In)
	f.session = c.start(p)
	for _, w := range [2]Dir{f.first, 1 - f.first} {
		if len(held[w]) > 0 {
			f.session.Feed(w, held[w], s)
		}
		if f.ended[w] {
			f.session.End(w, s)
		}
	}
	f.session.Feed(d, b, s)
}

// resume looks for a message that begins with this segment.
func (f *Flow) resume(d Dir, b []byte, s Sink) bool {
	if f.depth >= depthMax {
		return false
	}
	for i := range protocols {
		c := &protocols[i]
		if c.resume != nil && (c.late || f.phase == midstream) && c.resume(b) {
			f.first, f.held = d, [2][]byte{}
			f.begin(c, f.peek(d, b), d, b, s)
			return true
		}
	}
	return false
}

// prefix compares b with the start that a protocol must have.
func prefix(b []byte, want string) verdict {
	n := min(len(b), len(want))
	switch {
	case string(b[:n]) != want[:n]:
		return no
	case n < len(want):
		return maybe
	}
	return yes
}

// prefixFold does the same for any of several words, whatever their case.
func prefixFold(b []byte, words ...string) verdict {
	best := no
	for _, w := range words {
		n := min(len(b), len(w))
		if strings.EqualFold(string(b[:n]), w[:n]) {
			best = max(best, prefix([]byte(w[:n]), w))
		}
	}
	return best
}
