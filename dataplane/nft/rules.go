package nft

import (
	"encoding/binary"

	"github.com/google/nftables"
	"github.com/google/nftables/binaryutil"
	"github.com/google/nftables/expr"
	"github.com/google/nftables/userdata"
	"github.com/google/nftables/xt"
	"golang.org/x/sys/unix"

	"sekisho/dataplane/packet"
)

// The base chains come just before the filter priority, 0, where other tables
// decide: what we accept they may still drop, what we drop is gone.
const (
	priorityForward = -10
	priorityDecided = -9
)

const register = unix.NFT_REG_1

// family is what differs between IPv4 and IPv6 in a rule.
type family struct {
	suffix      string // of set names
	proto       byte   // NFPROTO_*
	source      uint32 // offset of the source address in the IP header
	destination uint32
	size        uint32 // of an address
}

func families() []family {
	return []family{
		{"4", unix.NFPROTO_IPV4, 12, 16, 4},
		{"6", unix.NFPROTO_IPV6, 8, 24, 16},
	}
}

// writer adds chains and rules to one batch.
type writer struct {
	conn  *nftables.Conn
	table *nftables.Table
	cfg   Config
	queue expr.Any
	count map[string]int // of rules, by chain
}

// rules writes all chains. They are flushed first, which for a new table does nothing.
func (w writer) rules() {
	forward, decided := w.baseChain("forward", priorityForward), w.baseChain("decided", priorityDecided)
	settled, ask, refuse := w.chain("settled"), w.chain("ask"), w.chain("refuse")
	w.forward(forward)
	w.settled(settled)
	w.ask(ask)
	w.refuse(refuse)
	w.decided(decided)
}

func (w writer) baseChain(name string, priority nftables.ChainPriority) *nftables.Chain {
	accept := nftables.ChainPolicyAccept
	c := w.conn.AddChain(&nftables.Chain{
		Name: name, Table: w.table, Type: nftables.ChainTypeFilter,
		Hooknum: nftables.ChainHookForward, Priority: &priority, Policy: &accept,
	})
	w.conn.FlushChain(c)
	return c
}

func (w writer) chain(name string) *nftables.Chain {
	c := w.conn.AddChain(&nftables.Chain{Name: name, Table: w.table})
	w.conn.FlushChain(c)
	return c
}

func (w writer) rule(c *nftables.Chain, comment string, parts ...[]expr.Any) {
	r := &nftables.Rule{Table: w.table, Chain: c}
	for _, p := range parts {
		r.Exprs = append(r.Exprs, p...)
	}
	if comment != "" {
		r.UserData = userdata.AppendString(nil, userdata.TypeComment, comment)
	}
	w.conn.AddRule(r)
	w.count[c.Name]++
}

func (w writer) forward(c *nftables.Chain) {
	m := w.cfg.Marks
	w.rule(c, "flow is not watched", connMarkIs(m, stateUnwatched), accept())
	w.rule(c, "refuse this packet and its flow", metaMarkIs(m, packet.StateReset), setConnMark(m, packet.StateBlocked), jump("refuse"))
	w.rule(c, "flow is blocked", connMarkIs(m, packet.StateBlocked), jump("refuse"))
	w.rule(c, "flow is accepted", connMarkIs(m, packet.StateAccepted), jump("settled"))
	w.management(c)
	for _, f := range families() {
		w.rule(c, "from a protected network", w.watched(f, f.source, f.destination), jump("ask"))
		w.rule(c, "to a protected network", w.watched(f, f.destination, f.source), jump("ask"))
	}
	w.rule(c, "spare the rest of the flow the look-ups", ownAddresses(), setConnMark(m, stateUnwatched))
}

// management leaves alone what the gateway is administered from.
func (w writer) management(c *nftables.Chain) {
	if len(w.cfg.Management) == 0 {
		return
	}
	for _, f := range families() {
		for _, end := range []uint32{f.source, f.destination} {
			from := []expr.Any{address(f, end), inSet("management"+f.suffix, false)}
			w.rule(c, "who administers the gateway", isFamily(f), from, accept())
		}
	}
}

// watched matches packets whose inside address is protected and whose outside
// address is watched and not itself protected.
func (w writer) watched(f family, inside, outside uint32) []expr.Any {
	out := isFamily(f)
	out = append(out, address(f, inside), inSet("protected"+f.suffix, false))
	out = append(out, address(f, outside), inSet("protected"+f.suffix, true))
	if !w.cfg.WatchAll {
		out = append(out, inSet("watched"+f.suffix, false))
	}
	return out
}

func (w writer) settled(c *nftables.Chain) {
	w.rule(c, "user space sees flows end", tcpFlags(finRst), jump("ask"))
	w.rule(c, "the rest passes in the kernel", accept())
}

func (w writer) ask(c *nftables.Chain) {
	w.rule(c, "fragment that was not put together", ipv4Fragment(), drop())
	w.rule(c, "fragment that was not put together", ipv6Fragment(), drop())
	w.rule(c, "user space decides", []expr.Any{w.queue})
}

func (w writer) refuse(c *nftables.Chain) {
	w.rule(c, "", isTCP(), reject(unix.NFT_REJECT_TCP_RST, 0))
	w.rule(c, "", reject(unix.NFT_REJECT_ICMPX_UNREACH, unix.NFT_REJECT_ICMPX_ADMIN_PROHIBITED))
}

func (w writer) decided(c *nftables.Chain) {
	m := w.cfg.Marks
	w.rule(c, "no verdict", noMetaMark(m), accept())
	for _, s := range decisions() {
		w.rule(c, "save the verdict with the connection", metaMarkIs(m, s), setConnMark(m, s))
	}
	w.rule(c, "others see no bits of ours", clearMetaMark(m))
}

// stateUnwatched says in a connection mark that neither address is watched, as long
// as the generation lasts. It has the number that means "reset" in a packet mark:
// each is only ever written to its own kind of mark.
const stateUnwatched = packet.StateReset

// decisions are the states that user space puts into connection marks.
func decisions() []packet.State {
	return []packet.State{packet.StateAccepted, packet.StateBlocked}
}

// queueStatement is nft's own queue statement.
func queueStatement(c Config) expr.Any {
	q := &expr.Queue{Num: c.FirstQueue, Total: c.Queues}
	if c.FailOpen {
		q.Flag = expr.QueueFlagBypass
	}
	return q
}

// queueTarget is the xt NFQUEUE target, revision 3: struct xt_NFQ_info_v3 of
// linux/netfilter/xt_NFQUEUE.h in host byte order, padded to 8 bytes.
func queueTarget(c Config) expr.Any {
	const bypass = 1 // NFQ_FLAG_BYPASS
	info := make(xt.Unknown, 8)
	binary.NativeEndian.PutUint16(info[0:], c.FirstQueue)
	binary.NativeEndian.PutUint16(info[2:], c.Queues)
	if c.FailOpen {
		binary.NativeEndian.PutUint16(info[4:], bypass)
	}
	return &expr.Target{Name: "NFQUEUE", Rev: 3, Info: &info}
}

func u32(v uint32) []byte { return binaryutil.NativeEndian.PutUint32(v) }

// masked keeps a register's own bits and compares them with want.
func masked(m packet.Marks, want uint32) []expr.Any {
	return []expr.Any{
		&expr.Bitwise{SourceRegister: register, DestRegister: register, Len: 4, Mask: u32(m.Mask()), Xor: u32(0)},
		&expr.Cmp{Op: expr.CmpOpEq, Register: register, Data: u32(want)},
	}
}

func metaMarkIs(m packet.Marks, s packet.State) []expr.Any {
	load := &expr.Meta{Key: expr.MetaKeyMARK, Register: register}
	return append([]expr.Any{load}, masked(m, m.Has(s))...)
}

func connMarkIs(m packet.Marks, s packet.State) []expr.Any {
	load := &expr.Ct{Key: expr.CtKeyMARK, Register: register}
	return append([]expr.Any{load}, masked(m, m.Has(s))...)
}

func noMetaMark(m packet.Marks) []expr.Any {
	load := &expr.Meta{Key: expr.MetaKeyMARK, Register: register}
	return append([]expr.Any{load}, masked(m, 0)...)
}

// ownAddresses matches packets that carry their connection's own addresses: not an
// ICMP error about it, which any router may send, and whose addresses must not
// decide for the connection.
func ownAddresses() []expr.Any {
	return []expr.Any{
		&expr.Ct{Key: expr.CtKeySTATE, Register: register},
		&expr.Bitwise{SourceRegister: register, DestRegister: register, Len: 4, Mask: u32(expr.CtStateBitNEW | expr.CtStateBitESTABLISHED), Xor: u32(0)},
		&expr.Cmp{Op: expr.CmpOpNeq, Register: register, Data: u32(0)},
	}
}

func setConnMark(m packet.Marks, s packet.State) []expr.Any {
	return []expr.Any{
		&expr.Ct{Key: expr.CtKeyMARK, Register: register},
		replaceBits(m, m.Has(s)),
		&expr.Ct{Key: expr.CtKeyMARK, Register: register, SourceRegister: true},
	}
}

func clearMetaMark(m packet.Marks) []expr.Any {
	return []expr.Any{
		&expr.Meta{Key: expr.MetaKeyMARK, Register: register},
		replaceBits(m, 0),
		&expr.Meta{Key: expr.MetaKeyMARK, Register: register, SourceRegister: true},
	}
}

// replaceBits clears a register's own bits and then sets bits: and, then xor.
func replaceBits(m packet.Marks, bits uint32) expr.Any {
	return &expr.Bitwise{SourceRegister: register, DestRegister: register, Len: 4, Mask: u32(^m.Mask()), Xor: u32(bits)}
}

func isFamily(f family) []expr.Any {
	return []expr.Any{
		&expr.Meta{Key: expr.MetaKeyNFPROTO, Register: register},
		&expr.Cmp{Op: expr.CmpOpEq, Register: register, Data: []byte{f.proto}},
	}
}

func isTCP() []expr.Any {
	return []expr.Any{
		&expr.Meta{Key: expr.MetaKeyL4PROTO, Register: register},
		&expr.Cmp{Op: expr.CmpOpEq, Register: register, Data: []byte{unix.IPPROTO_TCP}},
	}
}

const finRst = 0x05 // the flags of byte 13 of a TCP header, RFC 9293 section 3.1

// tcpFlags matches TCP packets with any of flags set.
func tcpFlags(flags byte) []expr.Any {
	return append(isTCP(),
		&expr.Payload{DestRegister: register, Base: expr.PayloadBaseTransportHeader, Offset: 13, Len: 1},
		&expr.Bitwise{SourceRegister: register, DestRegister: register, Len: 1, Mask: []byte{flags}, Xor: []byte{0}},
		&expr.Cmp{Op: expr.CmpOpNeq, Register: register, Data: []byte{0}},
	)
}

// ipv4Fragment matches "more fragments" or an offset (RFC 791): the low 14 bits
// of bytes 6 and 7 but "don't fragment".
func ipv4Fragment() []expr.Any {
	return append(isFamily(families()[0]),
		&expr.Payload{DestRegister: register, Base: expr.PayloadBaseNetworkHeader, Offset: 6, Len: 2},
		&expr.Bitwise{SourceRegister: register, DestRegister: register, Len: 2, Mask: []byte{0x3f, 0xff}, Xor: []byte{0, 0}},
		&expr.Cmp{Op: expr.CmpOpNeq, Register: register, Data: []byte{0, 0}},
	)
}

// ipv6Fragment matches packets with a fragment header (RFC 8200).
func ipv6Fragment() []expr.Any {
	return append(isFamily(families()[1]),
		&expr.Exthdr{DestRegister: register, Type: unix.IPPROTO_FRAGMENT, Len: 1, Flags: unix.NFT_EXTHDR_F_PRESENT, Op: expr.ExthdrOpIpv6},
		&expr.Cmp{Op: expr.CmpOpEq, Register: register, Data: []byte{1}},
	)
}

func address(f family, offset uint32) expr.Any {
	return &expr.Payload{DestRegister: register, Base: expr.PayloadBaseNetworkHeader, Offset: offset, Len: f.size}
}

func inSet(name string, invert bool) expr.Any {
	return &expr.Lookup{SourceRegister: register, SetName: name, Invert: invert}
}

// jump is a goto: no chain here ever returns to the one it came from.
func jump(chain string) []expr.Any {
	return []expr.Any{&expr.Verdict{Kind: expr.VerdictGoto, Chain: chain}}
}

func accept() []expr.Any { return []expr.Any{&expr.Verdict{Kind: expr.VerdictAccept}} }
func drop() []expr.Any   { return []expr.Any{&expr.Verdict{Kind: expr.VerdictDrop}} }

func reject(kind uint32, code uint8) []expr.Any {
	return []expr.Any{&expr.Reject{Type: kind, Code: code}}
}
