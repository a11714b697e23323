package control

import (
	"encoding/json"
	"net/netip"
	"time"

	"sekisho/dataplane/policy"
	"sekisho/geo"
)

// Version is that of the protocol. A server refuses another one.
const Version = 1

const (
	// MaxMessage bounds a request and an answer, in bytes: twice what a policy may
	// have, for its escapes, and room for the largest list of flows.
	MaxMessage = 16 << 20
	// Timeout is how long one request and its answer may take.
	Timeout = 15 * time.Second
)

// Operations.
const (
	OpStatus  = "status"  // no body; Status
	OpPolicy  = "policy"  // no body; State
	OpApply   = "apply"   // Apply; State
	OpConfirm = "confirm" // Change; State
	OpRevert  = "revert"  // Change; State
	OpFlows   = "flows"   // Limit; []Flow
	OpLookup  = "lookup"  // []netip.Addr, at most MaxLookups; []geo.Record
	OpAnchor  = "anchor"  // Anchor; nothing
	OpNotice  = "notice"  // Notice; nothing
	// OpSettings and OpSet read and change what can be set over the configuration file.
	OpSettings = "settings" // no body; Settings
	OpSet      = "set"      // SettingsChange; Settings
)

// MaxLookups bounds the addresses of one OpLookup, and MaxFlows the flows of one OpFlows.
const (
	MaxLookups = 1000
	MaxFlows   = 10_000
)

// Request is what a client writes.
type Request struct {
	Version int             `json:"version"`
	Op      string          `json:"op"`
	Body    json.RawMessage `json:"body,omitempty"`
}

// answer is what the server writes back.
type answer struct {
	Body  json.RawMessage `json:"body,omitempty"`
	Error *Error          `json:"error,omitempty"`
}

// Codes of an Error.
const (
	Invalid     = "invalid"     // the request, or the policy in it; Lines say where
	Conflict    = "conflict"    // another change waits for its confirmation, or this one no longer does
	Refused     = "refused"     // the peer may not ask
	Unsupported = "unsupported" // the version or the operation is unknown
	Failed      = "failed"      // the dataplane could not do it; the old state stays
)

// Error is an answer that says no.
type Error struct {
	Code    string   `json:"code"`
	Message string   `json:"message"`
	Lines   []AtLine `json:"lines,omitempty"`
}

// AtLine is one thing wrong with a policy's text; Line counts from 1, 0: not known.
type AtLine struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
}

func (e *Error) Error() string { return e.Message }

// Revision says which policy this is, and by whom.
type Revision struct {
	// ID is the admin process's name of it, or "file" for the policy file.
	ID      string    `json:"id"`
	Number  int       `json:"number,omitempty"`
	Author  string    `json:"author,omitempty"`
	Reason  string    `json:"reason,omitempty"`
	Applied time.Time `json:"applied,omitzero"`
	// Version is the first 12 hexadecimal digits of the text's SHA-256, as events have it.
	Version string `json:"version"`
}

// Apply asks to put a policy in force.
type Apply struct {
	Policy   string   `json:"policy"`
	Revision Revision `json:"revision"`
	// Confirm is after how many seconds the dataplane goes back to the policy before,
	// unless OpConfirm comes: 10 to 3600; 0 means DefaultConfirm. Forever (-1) asks for no
	// confirmation: it is for the console of the box, not for a browser that a policy may cut off.
	Confirm int `json:"confirm_seconds,omitempty"`
}

// Seconds that Apply.Confirm may have.
const (
	MinConfirm     = 10
	MaxConfirm     = 3600
	DefaultConfirm = 60
	Forever        = -1
)

// Change names the change that waits for its confirmation.
type Change struct {
	ID string `json:"id"`
	// Reason is why it is reverted, for the log and the event.
	Reason string `json:"reason,omitempty"`
}

// State is which policy is in force.
type State struct {
	Revision Revision `json:"revision"`
	Policy   string   `json:"policy"` // its text
	Pending  *Pending `json:"pending,omitempty"`
}

// Pending is a change that is in force but not confirmed yet.
type Pending struct {
	ID       string    `json:"id"` // of the revision in force
	Previous Revision  `json:"previous"`
	Deadline time.Time `json:"deadline"` // when it is reverted
	Seconds  int       `json:"seconds"`  // of those that are left
}

// Status is how the dataplane does.
type Status struct {
	Version string    `json:"version"`
	Since   time.Time `json:"since"`
	Gateway string    `json:"gateway,omitempty"`
	// Policy is the version of the one in force, Revision its ID.
	Policy   string            `json:"policy"`
	Revision string            `json:"revision"`
	Rules    int               `json:"rules"`
	Geo      []geo.Source      `json:"geo"`
	Queue    map[string]uint64 `json:"queue"`
	Engine   map[string]uint64 `json:"engine"`
	Lost     uint64            `json:"events_lost"`
	// Registered counts documents and tables.
	Registered int `json:"registered"`
	// Enforcing says that the kernel has our rules, as of the last look at them.
	Enforcing bool     `json:"enforcing"`
	Settings  Settings `json:"settings"`
}

// Overlay is what people set over the configuration file. What is absent leaves the file's value.
type Overlay struct {
	Protected  []string           `json:"protected,omitempty" doc:"networks whose data is guarded"`
	OnFailure  string             `json:"on_failure,omitempty" enum:"open,closed" doc:"what the kernel does with watched traffic when nobody answers"`
	OnOverload string             `json:"on_overload,omitempty" enum:"open,closed" doc:"likewise when a queue or the flow table is full"`
	Overrides  *map[string]string `json:"overrides,omitempty" doc:"network to jurisdiction code, in place of all that the file has"`
}

// Settings are those that can be set over the configuration file, as they are in effect.
type Settings struct {
	// Version counts the changes; 0: nothing was ever set.
	Version    int64             `json:"version"`
	Protected  []netip.Prefix    `json:"protected"`
	OnFailure  string            `json:"on_failure"`
	OnOverload string            `json:"on_overload"`
	Overrides  map[string]string `json:"overrides"`
	// Sources say by setting where its value comes from: FromDefault, FromFile or FromUI.
	Sources map[string]string `json:"sources"`
	Set     Overlay           `json:"set"`
	// Trouble says why what was set before can't be read, so that the file's values hold.
	Trouble string `json:"trouble,omitempty"`
}

// Where a setting's value comes from.
const (
	FromDefault = "default"
	FromFile    = "file"
	FromUI      = "ui"
)

// SettingsChange is all that shall be set, in place of what was. Version is that of the Settings that its author has
// looked at.
type SettingsChange struct {
	Version int64   `json:"version"`
	Set     Overlay `json:"set"`
	Author  string  `json:"author,omitempty"`
}

// Limit bounds a list: 1 to MaxFlows.
type Limit struct {
	Limit int `json:"limit"`
}

// Flow is a watched flow that the dataplane knows, as it stands.
type Flow struct {
	Facts      policy.Facts `json:"facts"`
	InsidePort uint16       `json:"inside_port,omitempty"`
	OpenedBy   string       `json:"opened_by"` // inside or outside
	State      string       `json:"state"`     // opening, open, decided, closing, blocked; unwatched: only the kernel knows it
	Action     string       `json:"action"`    // of the decision so far
	Rule       string       `json:"rule,omitempty"`
	BytesOut   uint64       `json:"bytes_out"`
	BytesIn    uint64       `json:"bytes_in"`
}

// Anchor is a signed end of the admin process's audit log, to be stored among the events: they are the
// dataplane's, so that who changes the log later can't change what it was. The fields are those of
// state.Head; Hash, Key and Signature are in lower-case hexadecimal digits.
type Anchor struct {
	Sequence  int64     `json:"sequence"`
	Hash      string    `json:"hash"`
	At        time.Time `json:"at"`
	Key       string    `json:"key"`
	Signature string    `json:"signature"`
}

// AnchorAction is the event.action of an Anchor among the events, AnchorField what the names of its
// attributes begin with.
const (
	AnchorAction = "audit-head"
	AnchorField  = "sekisho.audit."
)

// Notice is what the admin process has to say of its own work, to be stored among the events.
type Notice struct {
	// Text is one line of 1 to MaxNotice bytes.
	Text string `json:"text"`
	// Trouble: something doesn't work; otherwise something works again.
	Trouble bool `json:"trouble"`
}

// MaxNotice bounds a Notice's text, NoticeAction is its event.action.
const (
	MaxNotice    = 1000
	NoticeAction = "shipping"
)

// Lookups are addresses to place.
type Lookups = []netip.Addr
