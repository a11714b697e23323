package configs

import (
	"net/netip"
	"time"
)

// Config is sekisho.yaml.
type Config struct {
	StateDir  string // events, revisions, control socket
	Policy    string // path of the first policy
	Geo       Geo
	Dataplane Dataplane
	Events    Events
	Admin     Admin
	SIEM      []Destination // that events are shipped to
	Given     Given
}

// Geo says where addresses are.
type Geo struct {
	Databases []string                // MaxMind DB files; later ones add to earlier; none: the embedded one
	Overrides map[netip.Prefix]string // jurisdiction codes; the longest prefix counts
}

// Dataplane is what the packet path needs.
type Dataplane struct {
	Protected  []netip.Prefix // networks whose data is guarded
	Management []netip.Prefix // networks that the gateway is administered from: never judged
	Queues     int            // 1 to 64; 0: chosen by the number of processors
	FirstQueue int            // 0 to 65535, with room for the queues
	OnFailure  Fallback       // for watched traffic when nobody answers
	OnOverload Fallback       // for watched traffic when a queue or the flow table is full
	MarkMask   uint32         // bits of packet and conntrack mark that are ours; contiguous, 8 at least
	Memory     int64          // bytes for flows and content in work
	MaxFlows   int
	Hold       time.Duration // how long packets may wait for the first verdict
}

// Fallback is what happens to watched traffic that can't be judged.
type Fallback uint8

const (
	Open   Fallback = iota // it passes
	Closed                 // it is dropped
)

func (f Fallback) String() string {
	if f == Closed {
		return "closed"
	}
	return "open"
}

// Events bounds what is kept of the past.
type Events struct {
	RetentionDays int
	MaxBytes      int64
}

// Admin is the web UI and API.
type Admin struct {
	Listen netip.AddrPort // https
	// User is whom root's sekisho run starts the admin process as, and who may ask the dataplane.
	User string
}

// MaxQueues bounds dataplane.queues, each of which takes a locked thread.
const MaxQueues = 64

// Default gives what an empty file means.
func Default() Config {
	return Config{
		StateDir: "/var/lib/sekisho",
		Policy:   "/etc/sekisho/policy.yaml",
		Dataplane: Dataplane{
			Protected: []netip.Prefix{
				netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"),
				netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("fc00::/7"),
			},
			FirstQueue: 20,
			MarkMask:   0xff000000,
			Memory:     256 << 20,
			MaxFlows:   65536,
			Hold:       150 * time.Millisecond,
		},
		Events: Events{RetentionDays: 90, MaxBytes: 10 << 30},
		Admin:  Admin{Listen: netip.MustParseAddrPort("127.0.0.1:8443"), User: "sekisho-admin"},
	}
}
