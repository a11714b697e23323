package nft

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/google/nftables"
	"github.com/mdlayher/netlink"
	"golang.org/x/sys/unix"

	"sekisho/dataplane/packet"
)

const (
	// elementsPerMessage keeps a message below the 64 KiB that a netlink
	// attribute's length field can say: an IPv6 element takes up to 36 bytes.
	elementsPerMessage = 1000
	// A transaction travels as one datagram, and its acknowledgements come back
	// before any is read; these are limits, not allocations.
	sendBuffer    = 256 << 20
	receiveBuffer = 64 << 20
)

// Ruleset is Sekisho's table in the network namespace that Open was called in.
// It is not safe for concurrent use.
type Ruleset struct {
	conn  *nftables.Conn
	table *nftables.Table
	feat  Features
	// sent is what the kernel's sets hold; nil while the table is not ours yet.
	sent     map[string][]addrRange
	rules    map[string]int // how many the kernel's chains hold
	watchAll bool           // in force, as are the marks
	marks    packet.Marks
}

// Open probes the kernel and returns a ruleset that is not applied yet. The
// error says which privilege or kernel feature is missing.
func Open(table string) (*Ruleset, error) {
	feat, err := Probe()
	if err != nil {
		return nil, err
	}
	conn, err := dial()
	if err != nil {
		return nil, err
	}
	return &Ruleset{conn: conn, table: &nftables.Table{Name: table, Family: nftables.TableFamilyINet}, feat: feat}, nil
}

func dial() (*nftables.Conn, error) {
	conn, err := nftables.New(nftables.AsLasting(), nftables.WithSockOptions(func(c *netlink.Conn) error {
		return errors.Join(c.SetWriteBuffer(sendBuffer), c.SetReadBuffer(receiveBuffer))
	}))
	if err != nil {
		return nil, fmt.Errorf("open nftables socket: %w", err)
	}
	return conn, nil
}

// Apply puts cfg in force in one transaction. The first call replaces a table
// that an earlier run left behind; later calls keep base chains and unchanged
// sets in place, so no queued packet is lost. With a change of generation or of
// networks, all that was decided of flows is void.
func (r *Ruleset) Apply(cfg Config) error {
	if err := cfg.check(); err != nil {
		return fmt.Errorf("apply ruleset: %w", err)
	}
	sets, err := setsOf(cfg)
	if err != nil {
		return fmt.Errorf("apply ruleset: %w", err)
	}
	_ = r.Check() // a table that others have changed is replaced whole
	if err := r.replace(cfg, sets); err != nil {
		r.sent = nil // what the kernel holds is uncertain: start over next time
		return fmt.Errorf("apply ruleset: %w", explain(err))
	}
	r.sent, r.watchAll, r.marks = sets, cfg.WatchAll, cfg.Marks
	return nil
}

// replace clears the marks of a generation before it comes into force: nothing
// writes them then. Where the generation stays and networks change, that is only
// possible after, and a flow may keep its old state for the moment between.
func (r *Ruleset) replace(cfg Config, sets map[string][]addrRange) error {
	fresh := r.sent == nil || cfg.Marks != r.marks
	if fresh {
		if err := clearMarks(cfg.Marks); err != nil {
			return err
		}
	}
	same := maps.EqualFunc(sets, r.sent, slices.Equal[[]addrRange]) && cfg.WatchAll == r.watchAll
	if err := r.write(cfg, sets); err != nil {
		return err
	}
	if fresh || same {
		return nil
	}
	return clearMarks(cfg.Marks)
}

// Check reports whether the applied rules are still there. Other programs may
// take them away: "nft flush ruleset" spares nobody. Apply again to repair.
func (r *Ruleset) Check() error {
	if r.sent == nil {
		return errors.New("check ruleset: it is not applied")
	}
	for name, want := range r.rules {
		rules, err := r.conn.GetRules(r.table, &nftables.Chain{Name: name, Table: r.table})
		if err == nil && len(rules) != want {
			err = fmt.Errorf("%d rules where %d were written", len(rules), want)
		}
		if err != nil {
			r.sent = nil
			return fmt.Errorf("check ruleset: chain %s: %w", name, err)
		}
	}
	return nil
}

func setsOf(cfg Config) (map[string][]addrRange, error) {
	protected4, protected6, err := split(cfg.Protected)
	if err != nil {
		return nil, fmt.Errorf("protected networks: %w", err)
	}
	var watched4, watched6 []addrRange
	if !cfg.WatchAll {
		if watched4, watched6, err = split(cfg.Watched); err != nil {
			return nil, fmt.Errorf("watched networks: %w", err)
		}
	}
	management4, management6, err := split(cfg.Management)
	if err != nil {
		return nil, fmt.Errorf("management networks: %w", err)
	}
	return map[string][]addrRange{
		"management4": management4, "management6": management6,
		"protected4": protected4, "protected6": protected6,
		"watched4": watched4, "watched6": watched6,
	}, nil
}

func (r *Ruleset) write(cfg Config, sets map[string][]addrRange) error {
	if r.sent == nil {
		r.conn.AddTable(r.table) // so that the deletion finds one
		r.conn.DelTable(r.table)
		r.conn.AddTable(r.table)
	}
	if err := r.writeSets(sets); err != nil {
		return err
	}
	w := writer{conn: r.conn, table: r.table, cfg: cfg, queue: r.feat.queue(cfg), count: map[string]int{}}
	w.rules()
	r.rules = w.count
	return r.conn.Flush()
}

func (r *Ruleset) writeSets(sets map[string][]addrRange) error {
	for _, name := range []string{"management4", "management6", "protected4", "protected6", "watched4", "watched6"} {
		if r.sent != nil && slices.Equal(sets[name], r.sent[name]) {
			continue
		}
		if err := r.writeSet(name, sets[name]); err != nil {
			return fmt.Errorf("set %s: %w", name, err)
		}
	}
	return nil
}

func (r *Ruleset) writeSet(name string, ranges []addrRange) error {
	set := &nftables.Set{Table: r.table, Name: name, Interval: true, KeyType: nftables.TypeIPAddr}
	if name[len(name)-1] == '6' {
		set.KeyType = nftables.TypeIP6Addr
	}
	if err := r.conn.AddSet(set, nil); err != nil {
		return err
	}
	r.conn.FlushSet(set)
	for chunk := range slices.Chunk(elements(ranges), elementsPerMessage) {
		if err := r.conn.SetAddElements(set, chunk); err != nil {
			return err
		}
	}
	return nil
}

// Remove deletes the table, if there is one, and with it every trace in the
// ruleset. Connection marks stay; nothing reads them any more.
func (r *Ruleset) Remove() error {
	r.sent = nil
	r.conn.AddTable(r.table)
	r.conn.DelTable(r.table)
	if err := r.conn.Flush(); err != nil {
		return fmt.Errorf("remove ruleset: %w", explain(err))
	}
	return nil
}

// Close closes the socket; the table stays in force.
func (r *Ruleset) Close() error { return r.conn.CloseLasting() }

// explain adds what errno alone leaves to guess.
func explain(err error) error {
	switch {
	case errors.Is(err, unix.EPERM):
		return fmt.Errorf("CAP_NET_ADMIN is missing: %w", err)
	case errors.Is(err, unix.EMSGSIZE):
		return fmt.Errorf("the ruleset is larger than the netlink send buffer: %w", err)
	}
	return err
}
