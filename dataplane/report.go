package dataplane

import (
	"net/netip"
	"slices"

	"sekisho/dataplane/event"
	"sekisho/dataplane/flow"
	"sekisho/dataplane/packet"
	"sekisho/dataplane/policy"
	"sekisho/dataplane/proto"
)

// report tells of a decision to log or block, once.
func (w *Worker) report(f *tracked) {
	s := &f.Value
	d := s.decision
	if !d.Decided || d.Action == policy.Allow {
		return
	}
	rule := w.rule(d.Rule)
	if s.reported == d.Action.String()+" "+rule.ID {
		return
	}
	s.reported = d.Action.String() + " " + rule.ID
	e := w.record(f, event.Alert)
	e.Type = []string{"allowed"}
	if d.Action == policy.Block {
		e.Type = []string{"denied"}
	}
	w.engine.ring.Put(e)
}

// observe tells, once for each, of the rules in monitor mode that would decide now.
func (w *Worker) observe(f *tracked) {
	s := &f.Value
	if !w.program.Policy.HasMonitors() {
		return
	}
	told := len(s.monitored)
	w.learn(s, false)
	s.facts.Now = w.now.Unix()
	w.program.Policy.Monitored(&s.facts, func(rule int) {
		m := event.Monitored{Rule: w.rule(rule), Action: w.program.Policy.Rule(rule).Action.String()}
		if !slices.Contains(s.monitored, m) {
			s.monitored = append(s.monitored, m)
		}
	})
	s.facts.Data = nil
	if len(s.monitored) == told {
		return
	}
	e := w.record(f, event.Alert)
	e.Type, e.Reason, e.Monitored = []string{"info"}, "rule in monitor mode would decide", slices.Clone(s.monitored[told:])
	w.engine.ring.Put(e)
}

// end tells that a watched flow is over, once.
func (w *Worker) end(f *tracked) {
	s := &f.Value
	if s.ended {
		return
	}
	s.ended = true
	e := w.record(f, event.Ended)
	e.Type = []string{"connection", "end"}
	w.engine.ring.Put(e)
}

// gone takes leave of a flow that is removed from the table.
func (w *Worker) gone(f *tracked) {
	s := &f.Value
	w.close(f)
	w.end(f)
	for _, h := range s.held {
		w.answer(packet.Verdict{ID: h.id, Action: packet.Drop})
	}
	s.held = nil
	for _, k := range f.Conn.Drain(flow.Out, &w.pool) {
		w.answer(packet.Verdict{ID: k.ID, Action: packet.Drop})
	}
	f.Conn.Release(&w.pool)
	w.release(s)
	if i := slices.Index(w.timers.flows, f); i >= 0 {
		w.timers.flows = slices.Delete(w.timers.flows, i, i+1)
	}
}

// close ends a flow that was not seen to end, so that what its last bytes are is settled.
func (w *Worker) close(f *tracked) {
	s := &f.Value
	if s.look == nil || s.ended {
		return
	}
	s.look.proto.End(proto.Out, s.look)
	s.look.proto.End(proto.In, s.look)
	s.decision = w.decide(f, false)
	w.observe(f)
	w.report(f)
}

// record makes the event of a flow as it stands.
func (w *Worker) record(f *tracked, kind string) *event.Event {
	s := &f.Value
	inside, outside := f.Key.Ends()
	out, in := w.bytes(f)
	known := s.summary()
	e := &event.Event{
		Time: w.now, Kind: kind, Action: s.decision.Action.String(), Reason: s.decision.Reason,
		Inside:  event.End{Addr: inside.Addr(), Port: inside.Port(), Bytes: out},
		Outside: event.End{Addr: outside.Addr(), Port: outside.Port(), Bytes: in},
		MAC:     slices.Clone(s.mac[:s.macLen]),
		Domain:  w.program.clean(s.facts.Domain), ASN: s.facts.Place.ASN, Operator: s.facts.Place.Org,
		Transport: s.facts.Transport, Protocol: known.protocol,
		CommunityID:  s.communityID(f.Key.Proto, inside, outside),
		Jurisdiction: s.facts.Place.Codes,
		Attributes:   w.attributes(known.attributes), Findings: known.findings,
		Monitored: s.monitored, InspectedBytes: known.inspected, OpaqueBytes: known.opaque, Unread: known.unread,
	}
	if s.decision.Decided {
		e.Rule = w.rule(s.decision.Rule)
	}
	e.Direction, e.DataDirection = "outbound", "request"
	if s.openedBy == flow.In {
		e.Direction, e.DataDirection = "inbound", "response"
	}
	for _, v := range s.facts.Place.Evidence {
		e.Evidence = append(e.Evidence, event.Evidence(v))
	}
	e.Country = event.Place(e.Jurisdiction, e.Evidence)
	return e
}

// bytes are what went each way.
func (w *Worker) bytes(f *tracked) (out, in uint64) {
	if f.Key.Proto == packet.TCP {
		return f.Conn.Bytes(flow.Out), f.Conn.Bytes(flow.In)
	}
	return f.Value.bytes[flow.Out], f.Value.bytes[flow.In]
}

// attributes are what the protocol said, but for what has a field of its own in the
// event, and for flagged values. Mail addresses are what a compliance officer asks for.
func (w *Worker) attributes(all []event.Attribute) []event.Attribute {
	var out []event.Attribute
	for _, a := range all {
		switch proto.Field(a.Name) {
		case proto.Domain:
			continue
		case proto.EmailFrom, proto.EmailTo:
		default:
			a.Value = w.program.clean(a.Value)
		}
		out = append(out, a)
	}
	return out
}

func (w *Worker) rule(i int) event.Rule {
	p := w.program.Policy
	if i < 0 {
		return event.Rule{ID: "default", Name: "default", Version: p.Version()}
	}
	r := p.Rule(i)
	name := r.Description
	if name == "" {
		name = r.ID
	}
	return event.Rule{ID: r.ID, Name: name, Version: p.Version()}
}

// communityID names the flow as other tools do: from the end that opened it.
func (s *session) communityID(proto uint8, inside, outside netip.AddrPort) string {
	src, dst := inside, outside
	if s.openedBy == flow.In {
		src, dst = outside, inside
	}
	if proto == packet.ICMP || proto == packet.ICMPv6 {
		src = netip.AddrPortFrom(src.Addr(), uint16(s.icmp[0]))
		dst = netip.AddrPortFrom(dst.Addr(), uint16(s.icmp[1]))
	}
	return event.CommunityID(src, dst, proto)
}
