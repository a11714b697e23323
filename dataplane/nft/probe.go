package nft

import (
	"errors"
	"fmt"
	"net/netip"

	"github.com/google/nftables"
	"github.com/google/nftables/expr"
	"golang.org/x/sys/unix"

	"sekisho/dataplane/packet"
)

// Features is what the probe found.
type Features struct {
	// NativeQueue: the kernel has nft's own queue statement (CONFIG_NFT_QUEUE);
	// otherwise the xt NFQUEUE target does it.
	NativeQueue bool
}

func (f Features) queue(cfg Config) expr.Any {
	if f.NativeQueue {
		return queueStatement(cfg)
	}
	return queueTarget(cfg)
}

// need is a part of the ruleset that a kernel may have been built without.
type need struct {
	option string // of the kernel's configuration
	rule   []expr.Any
}

func needs(m packet.Marks) []need {
	reset := reject(unix.NFT_REJECT_TCP_RST, 0)
	return []need{
		{"CONFIG_NF_TABLES_INET", accept()},
		{"CONFIG_NFT_CT, CONFIG_NF_CONNTRACK_MARK", setConnMark(m, packet.StateAccepted)},
		{"CONFIG_NFT_REJECT_INET", append(isTCP(), reset...)},
		{"CONFIG_NF_TABLES (exthdr expression)", ipv6Fragment()},
	}
}

// Probe tries each part of the ruleset on the running kernel, in a scratch table
// that is removed in the transaction that makes it. The error names what is missing.
func Probe() (Features, error) {
	conn, err := dial()
	if err != nil {
		return Features{}, fmt.Errorf("probe kernel: %w", err)
	}
	defer conn.CloseLasting()
	marks, err := packet.NewMarks(0xff000000, 0)
	if err != nil {
		return Features{}, fmt.Errorf("probe kernel: %w", err)
	}
	for _, n := range needs(marks) {
		if err := try(conn, n.rule); err != nil {
			return Features{}, fmt.Errorf("probe kernel for %s: %w", n.option, explain(err))
		}
	}
	return probeQueue(conn)
}

func probeQueue(conn *nftables.Conn) (Features, error) {
	cfg := Config{Queues: 1, FailOpen: true}
	native := try(conn, []expr.Any{queueStatement(cfg)})
	if native == nil {
		return Features{NativeQueue: true}, nil
	}
	target := try(conn, []expr.Any{queueTarget(cfg)})
	if target == nil {
		return Features{}, nil
	}
	return Features{}, fmt.Errorf("probe kernel for CONFIG_NFT_QUEUE or CONFIG_NETFILTER_XT_TARGET_NFQUEUE: %w",
		explain(errors.Join(native, target)))
}

// try has the kernel check one rule in a forward chain, with an interval set
// beside it, without ever putting it in force.
func try(conn *nftables.Conn, rule []expr.Any) error {
	table := &nftables.Table{Name: "sekisho-probe", Family: nftables.TableFamilyINet}
	w := writer{conn: conn, table: conn.AddTable(table), count: map[string]int{}}
	set := &nftables.Set{Table: table, Name: "set", Interval: true, KeyType: nftables.TypeIPAddr}
	everything := []addrRange{rangeOf(netip.MustParsePrefix("0.0.0.0/0"))}
	if err := conn.AddSet(set, elements(everything)); err != nil {
		return err
	}
	w.rule(w.baseChain("forward", priorityForward), "", rule)
	conn.DelTable(table)
	return conn.Flush()
}
