package proto

// raw hands bytes on as they are: one body a direction, or one a packet where the
// transport keeps packets apart. Every decoder has one to fall back on.
type raw struct {
	where    string // such as "tcp.payload"
	datagram bool   // each write is a body of its own
	body     [2]Body
}

// newRaw prepares bodies for a transport by its ECS name.
func newRaw(transport string) raw {
	return raw{where: payloadOf(transport), datagram: transport != "tcp"}
}

// payloadOf spares the usual transports an allocation for each flow.
func payloadOf(transport string) string {
	switch transport {
	case "tcp":
		return "tcp.payload"
	case "udp":
		return "udp.payload"
	case "icmp":
		return "icmp.payload"
	}
	return transport + ".payload"
}

func (r *raw) write(d Dir, b []byte, s Sink) {
	if len(b) == 0 {
		return
	}
	if r.body[d] == nil {
		r.body[d] = s.Open(d, Part{Where: r.where})
	}
	r.body[d].Write(b)
	if r.datagram {
		r.close(d)
	}
}

func (r *raw) close(d Dir) {
	if r.body[d] != nil {
		r.body[d].Close()
		r.body[d] = nil
	}
}

// plain is the session of a protocol that is recognised but not taken apart: its
// bytes are handed on raw.
type plain struct {
	raw
	name string
}

// startPlain makes the start function of such a protocol.
func startPlain(name string) func(p peek) session {
	return func(p peek) session { return &plain{raw: newRaw(p.transport), name: name} }
}

func (p *plain) Feed(d Dir, b []byte, s Sink) { p.write(d, b, s) }
func (p *plain) Gap(d Dir, _ int, _ Sink)     { p.close(d) }
func (p *plain) End(d Dir, _ Sink)            { p.close(d) }

func (p *plain) status() status { return status{name: p.name, known: true, memory: 96} }
