package event

import (
	"net/netip"
	"time"
)

// Version is the version of the record's form, raised when a field changes its meaning.
const Version = 1

// Values of Kind (ECS event.kind).
const (
	Alert         = "alert"          // a rule decided
	Ended         = "event"          // a watched flow ended
	PipelineError = "pipeline_error" // the appliance itself has something to say
)

// Configuration is the Category of events that tell of a change of policy.
const Configuration = "configuration"

// Event is one record. Zero values mean "not known" and are left out.
type Event struct {
	Time     time.Time
	ID       string  // ULID; given by the journal
	Sequence uint64  // gapless; given by the journal
	Gateway  Gateway // given by the journal

	Kind     string
	Category string   // ECS event.category; "": network
	Type     []string // ECS event.type: denied, allowed, end, ...
	Action   string   // block, log, allow
	Reason   string
	Rule     Rule
	Inside   End // where the data leaves from, whoever opened the connection
	Outside  End
	MAC      []byte // of the inside end
	Domain   string
	Country  string
	ASN      uint32
	Operator string

	Transport   string
	Protocol    string
	Direction   string // who opened it: outbound or inbound
	CommunityID string
	// Attributes are what the protocol said, by ECS name.
	Attributes []Attribute

	Jurisdiction  []string
	Evidence      []Evidence
	DataDirection string // request or response
	Findings      []Finding
	// Monitored are the rules in monitor mode that would have decided otherwise.
	Monitored      []Monitored
	InspectedBytes int64
	OpaqueBytes    int64
	// Unread says why those could not be read, each reason once.
	Unread []Unread
}

// Gateway names the appliance that saw it (ECS observer).
type Gateway struct {
	ID   string `json:"serial_number,omitempty"` // made at random at the first start
	Name string `json:"name,omitempty"`          // of the host
}

// End is one end of a flow. Bytes are those that it sent.
type End struct {
	Addr  netip.Addr
	Port  uint16
	Bytes uint64
	// Token stands for an address that is not to be told, where an event is shipped
	// (ECS address); none is stored.
	Token string
}

// Known tells whether there is such an end: some events are of no flow.
func (e End) Known() bool { return e.Addr.IsValid() || e.Token != "" }

// Rule names the rule that decided, and the policy's version.
type Rule struct {
	ID      string `json:"id,omitempty"`
	Name    string `json:"name,omitempty"`
	Version string `json:"version,omitempty"`
}

// Monitored is a rule in monitor mode and what it would have done.
type Monitored struct {
	Rule   Rule   `json:"rule"`
	Action string `json:"action"`
}

// Attribute is a fact that a protocol decoder reported.
type Attribute struct{ Name, Value string }

// Evidence is a reason to place the outside end under a jurisdiction.
type Evidence struct {
	Kind       string  `json:"kind"`
	Code       string  `json:"code"`
	Confidence float64 `json:"confidence"`
	Source     string  `json:"source"`
}

// Unread is how many bytes could not be read for a reason: encrypted, corrupt, size, ...
type Unread struct {
	Reason string `json:"reason"`
	Bytes  int64  `json:"bytes"`
}

// Finding is flagged data of one class; Sample is masked.
type Finding struct {
	Class      string  `json:"class"`
	Count      int     `json:"count"`
	Confidence float64 `json:"confidence"`
	Sample     string  `json:"sample,omitempty"`
	Where      string  `json:"where,omitempty"`
	// Reference is the ID of a registered document, as sekisho register --list has it.
	Reference string `json:"reference,omitempty"`
	// Containment is the share of that document that was found, 0 to 1.
	Containment float64 `json:"containment,omitempty"`
}
