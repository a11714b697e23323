package policy

import (
	"fmt"
	"net/netip"
	"slices"
	"time"
)

// Action is what a rule asks for.
type Action uint8

const (
	Allow Action = iota
	Log
	Block
)

var actionNames = [...]string{Allow: "allow", Log: "log", Block: "block"}

func (a Action) String() string { return actionNames[a] }

// MarshalText gives the word that stands in a policy file.
func (a Action) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads such a word.
func (a *Action) UnmarshalText(text []byte) error {
	i := slices.Index(actionNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("action must be allow, log or block, not %q", text)
	}
	*a = Action(i)
	return nil
}

// Policy is a policy file as it was written and found valid.
type Policy struct {
	Name          string // of the file
	Jurisdictions map[string][]string
	Networks      map[string][]netip.Prefix
	Customs       []Custom
	Rules         []Rule
	Default       Action
	Hash          [32]byte // SHA-256 of the source
}

// Custom is a class of the admin's own: "custom." and Name. All of it is
// confidential, for it may name what must not be known outside.
type Custom struct {
	Name     string
	Keywords []string
	Patterns []string // in RE2 syntax
	Context  []string // words of which one must stand before; nil: none need

	Line  int              // in the file
	Lines map[string][]int // of each entry, by the list's key
}

// Rule is one rule. An empty list is no condition; the entries of one list are
// alternatives, and the lists must all hold.
type Rule struct {
	ID, Description, Comment, Owner, Ticket string

	Line    int // in the file
	Enabled bool
	Monitor bool      // says what it would do, and decides nothing
	Expires time.Time // from then on the rule is as if disabled; zero: never

	From          []string // networks of the inside end: prefixes, addresses or group names
	Jurisdictions []string // of the outside end: codes, group names, any, unknown, anycast
	Networks      []string // of the outside end, as From
	Domains       []string // lower-case ASCII; each covers its subdomains
	Ports         []Ports  // of the outside end
	ASNs          []uint32 // of the outside end
	Protocols     []string // application protocols, transports, or unknown
	Data          []Threshold
	Action        Action
}

// Ports is a range of ports, both ends within.
type Ports struct{ First, Last uint16 }

// Threshold is met when a flow carries at least AtLeast distinct values of Class
// or of the classes beneath it. For class opaque it counts bytes.
type Threshold struct {
	Class   string
	AtLeast int
}
