package policy

import (
	"net/netip"

	"sekisho/geo"
)

// Facts is what is known of a flow at one moment. Inside is the end in a
// protected network and Outside the other, whoever opened the connection.
type Facts struct {
	Inside      netip.Addr `json:"inside"`
	Outside     netip.Addr `json:"outside"`
	OutsidePort uint16     `json:"outside_port,omitempty"` // 0 where the transport has none
	Transport   string     `json:"transport"`              // "tcp", "udp", "icmp", "ipv6-icmp", ..., or the number
	Place       geo.Record `json:"place"`                  // of Outside

	Protocol      string `json:"protocol,omitempty"` // application protocol; "" with ProtocolKnown: not recognised
	ProtocolKnown bool   `json:"protocol_known"`     // Protocol will not change any more
	Domain        string `json:"domain,omitempty"`   // TLS server name or HTTP host, lower case
	DomainKnown   bool   `json:"domain_known"`       // Domain will not change any more

	Data       []Count `json:"data,omitempty"` // what went out so far, by leaf class
	OnlyOpaque bool    `json:"only_opaque"`    // of Data only class opaque can still grow: the flow is encrypted
	Now        int64   `json:"now,omitempty"`  // Unix time in seconds, for rules that expire; 0: none has
}

// Count is the number of distinct values (opaque: bytes) of a leaf class. N >= 0.
type Count struct {
	Class string `json:"class"`
	N     int    `json:"count"`
}

// Why a decision is as it is.
const (
	ReasonUndecided   = "undecided"
	ReasonData        = "data threshold reached"
	ReasonDestination = "destination matches"
	ReasonProtocol    = "protocol matches"
	ReasonSource      = "source matches"
	ReasonAlways      = "rule without conditions"
	ReasonDefault     = "default"
)

// Decision is what the program says of a flow at one moment.
type Decision struct {
	Action  Action // Allow while not Decided
	Rule    int    // index in the policy; -1: the default, or nothing decided yet
	Decided bool
	// Open says that more of the flow must be inspected, for a rule above the one
	// that decided could still fire (while undecided: any rule with data could).
	// It is never set with Block, which ends the flow.
	Open   bool
	Reason string // one of the Reason constants
}
