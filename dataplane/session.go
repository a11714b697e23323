package dataplane

import (
	"net/netip"
	"slices"
	"strconv"
	"time"

	"sekisho/dataplane/event"
	"sekisho/dataplane/flow"
	"sekisho/dataplane/packet"
	"sekisho/dataplane/policy"
	"sekisho/dataplane/proto"
)

// session is what the engine knows of a flow beside its packets' order.
type session struct {
	program  *Program // that judged it last
	facts    policy.Facts
	known    knowledge // what decision was made by
	decision policy.Decision
	look     *Inspection // nil while nothing is asked for
	seen     seen        // what look had found when it was given up

	openedBy flow.Dir
	reported string // the last decision that an event told of
	// monitored are the rules in monitor mode that would have decided, as told so far.
	monitored []event.Monitored
	ended     bool // the event of its end is out
	// conflicted: the event of a conflicting retransmission is out.
	conflicted bool
	mac        [8]byte
	macLen     uint8
	icmp       [2]uint8 // type and code of the first packet
	bytes      [2]uint64
	memory     int         // of look, as counted in the pool
	held       []heldFrame // frames whose last bytes may be flagged, in order
	heldTill   time.Time
}

// orient finds which end of the frame is inside, and the flow's key. Traffic
// with both ends on one side is not ours to judge.
func (w *Worker) orient() (dir flow.Dir, key flow.Key, ours bool) {
	v := &w.view
	src, dst := netip.AddrPortFrom(v.Src, v.SrcPort), netip.AddrPortFrom(v.Dst, v.DstPort)
	from, to := w.program.Inside(v.Src), w.program.Inside(v.Dst)
	switch {
	case from && !to:
		return flow.Out, flow.NewKey(src, dst, v.Proto), true
	case to && !from:
		return flow.In, flow.NewKey(dst, src, v.Proto), true
	}
	return 0, flow.Key{}, false
}

// restarts reports whether a frame begins a new flow in place of one that is over.
func (w *Worker) restarts(f *tracked, dir flow.Dir) bool {
	if w.view.Proto != packet.TCP || w.view.Flags&(packet.SYN|packet.ACK) != packet.SYN {
		return false
	}
	over := f.State() == flow.Blocked || f.State() == flow.Closing || f.State() == flow.Decided
	return over && (!f.Conn.Seen(dir) || f.Conn.Next(dir) != w.view.Seq+1)
}

// begin enters a new flow, or answers the frame and returns nil where there is
// nothing to follow.
func (w *Worker) begin(key flow.Key, dir flow.Dir) *tracked {
	inside, outside := key.Ends()
	place := w.program.Geo.Lookup(outside.Addr())
	if !w.program.Policy.Watches(&place) {
		w.pass(&w.engine.Counters.Unwatched)
		return nil
	}
	f := w.table.Add(key, w.now)
	if f == nil {
		w.overload("flow table full")
		return nil
	}
	w.engine.Counters.Flows.Add(1)
	s := &f.Value
	s.program, s.openedBy = w.program, w.opener(dir)
	s.facts = policy.Facts{
		Inside: inside.Addr(), Outside: outside.Addr(), OutsidePort: outside.Port(),
		Transport: Transport(key.Proto), Place: place,
	}
	if dir == flow.Out {
		s.macLen = uint8(copy(s.mac[:], w.frame.HW[:w.frame.HWLen]))
	}
	if len(w.view.Payload) > 1 && !w.view.Transport {
		copy(s.icmp[:], w.view.Payload)
	}
	if d := w.decide(f, false); w.needs(s, d) {
		w.inspector(f, d.Open)
	}
	return f
}

// opener says which side opened the flow that the frame is the first seen of.
func (w *Worker) opener(dir flow.Dir) flow.Dir {
	if w.view.Proto == packet.TCP && w.view.Flags&(packet.SYN|packet.ACK) == packet.SYN|packet.ACK {
		return 1 - dir
	}
	return dir
}

// inspector gives the flow its inspection, of its bodies or only of what it speaks.
func (w *Worker) inspector(f *tracked, bodies bool) {
	s := &f.Value
	w.release(s)
	s.look = NewInspection(w.program.detect, w.limits)
	inside, outside := f.Key.Ends()
	s.look.proto.Init(s.facts.Transport, outside.Port(), inside.Port())
	s.look.readBodies = bodies
	w.engine.Counters.Inspected.Add(1)
}

// transports are the ECS network.transport names of IP protocol numbers.
var transports = map[uint8]string{1: "icmp", 2: "igmp", 6: "tcp", 17: "udp", 47: "gre", 50: "esp", 51: "ah", 58: "ipv6-icmp", 132: "sctp"}

// Transport is the ECS network.transport name of an IP protocol number, or the number.
func Transport(number uint8) string {
	if name, ok := transports[number]; ok {
		return name
	}
	return strconv.Itoa(int(number))
}

// renew judges a flow anew after a reload: by the new policy and data, but with
// what it has carried so far.
func (w *Worker) renew(f *tracked) {
	s := &f.Value
	s.program = w.program
	s.facts.Place = w.program.Geo.Lookup(s.facts.Outside)
	if s.look != nil {
		s.look.scan.Rebind(w.program.detect)
	}
	d := w.decide(f, false)
	if f.State() == flow.Blocked && d.Action == policy.Block {
		return
	}
	if f.State() == flow.Decided || f.State() == flow.Blocked {
		// Packets have passed unseen, or were refused: pick it up in the middle.
		f.Conn.Lose(&w.pool)
		w.table.Touch(f, w.stateOf(f), w.now)
		s.ended = false
	}
	if w.needs(s, d) {
		w.inspector(f, d.Open)
		s.look.proto.Resync()
	}
	s.decision = policy.Decision{}
}

// needs reports whether a decision asks for an inspection that the flow lacks.
func (w *Worker) needs(s *session, d policy.Decision) bool {
	if s.look == nil {
		return d.Open || !d.Decided
	}
	return d.Open && !s.look.readBodies
}

// inspect feeds what is new of a packet to the protocol's decoder.
func (w *Worker) inspect(f *tracked, dir flow.Dir, r *flow.Result) {
	in := f.Value.look
	if in == nil {
		return
	}
	d := proto.Dir(dir)
	if f.Key.Proto == packet.TCP && f.Conn.Midstream(dir) {
		in.proto.Resync()
	}
	if len(r.Loose) > 0 {
		b := in.Open(d, proto.Part{Where: "tcp.payload"})
		b.Write(r.Loose)
		b.Close()
	}
	if r.Gap > 0 {
		in.proto.Gap(d, r.Gap, in)
	}
	if len(r.New) > 0 {
		in.proto.Feed(d, r.New, in)
	}
	if r.Ended || r.Reset {
		in.proto.End(d, in)
	}
	if r.Reset {
		in.proto.End(1-d, in)
	}
	w.account(&f.Value, in.memory())
}

// account keeps the pool's count of a flow's inspection up to date.
func (w *Worker) account(s *session, memory int) {
	w.pool.Used += memory - s.memory
	s.memory = memory
}

// knowledge changes whenever the facts of a flow do: the policy need not be asked
// about a packet that tells nothing new.
type knowledge struct {
	protocol         string
	known, encrypted bool
	attributes       int
	findings         uint64
}

func (s *session) knowledge() knowledge {
	in := s.look
	if in == nil {
		return knowledge{}
	}
	return knowledge{
		protocol: in.proto.Name(), known: in.proto.Known(), encrypted: in.proto.Encrypted(),
		attributes: in.changes, findings: in.scan.Version(),
	}
}

// learn takes what the inspection knows over into the facts. Tentative values,
// which the next byte may still change, count where asked for.
func (w *Worker) learn(s *session, tentative bool) {
	w.counts = w.counts[:0]
	in := s.look
	if in == nil {
		for _, f := range s.seen.findings {
			w.count(f.Class, f.Count)
		}
		s.facts.Data = w.counts
		return
	}
	s.facts.Protocol, s.facts.ProtocolKnown = in.proto.Name(), in.proto.Known()
	s.facts.OnlyOpaque = in.proto.Encrypted()
	s.facts.Domain, s.facts.DomainKnown = in.domain()
	in.scan.Counts(tentative, w.counter)
	s.facts.Data = w.counts
}

func (w *Worker) count(class string, n int) {
	w.counts = append(w.counts, policy.Count{Class: class, N: n})
}

// domain returns the name that the client asked for. It is known once it can't
// come any more, too: a hello without a name, or a protocol that has none.
func (in *Inspection) domain() (name string, known bool) {
	if name := in.attribute(proto.TLSServerName); name != "" {
		return name, true
	}
	if name := in.attribute(proto.Domain); name != "" {
		return name, true
	}
	switch in.proto.Name() {
	case "http":
		return "", in.attribute(proto.URLFull) != ""
	case "tls", "quic":
		return "", in.attribute(proto.TLSJA3) != ""
	}
	return "", in.proto.Known()
}

// decide asks the policy.
func (w *Worker) decide(f *tracked, tentative bool) policy.Decision {
	s := &f.Value
	w.learn(s, tentative)
	s.facts.Now = w.now.Unix()
	d := w.program.Policy.Decide(&s.facts)
	s.facts.Data = nil
	return d
}

// seen is what an inspection had found when it was given up.
type seen struct {
	protocol          string
	attributes        []event.Attribute
	findings          []event.Finding
	inspected, opaque int64
	unread            []event.Unread
}

// summary is what has been found of the flow so far.
func (s *session) summary() seen {
	in := s.look
	if in == nil {
		return s.seen
	}
	return seen{
		protocol: in.proto.Name(), attributes: in.attributes, findings: in.Findings(),
		inspected: in.inspected, opaque: in.opaque, unread: slices.Clone(in.unread),
	}
}

// release gives up the flow's inspection, but for what it has found.
func (w *Worker) release(s *session) {
	if s.look == nil {
		return
	}
	s.seen = s.summary()
	s.look.Release()
	w.account(s, 0)
	s.look = nil
}

func (w *Worker) stateOf(f *tracked) flow.State {
	if f.Key.Proto != packet.TCP {
		return flow.Open
	}
	if f.Conn.Seen(flow.Out) && f.Conn.Seen(flow.In) {
		return flow.Open
	}
	return flow.Opening
}
