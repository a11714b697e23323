package event

import (
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/netip"
	"slices"
	"time"
)

// maxDepth bounds how deep attributes are nested; ECS has no field of more than six names.
const maxDepth = 8

// Parse reads a stored record back. It undoes MarshalJSON, but for two things:
// attributes come sorted by name, and one that stands below an object of the
// appliance's own (such as source.x) is left out. The error says what is wrong with
// the line, and never quotes it.
func Parse(line []byte) (*Event, error) {
	if e, ok := parseFast(line); ok {
		return e, nil
	}
	return parse(line)
}

// parse reads a record in whatever form JSON allows, by encoding/json.
func parse(line []byte) (*Event, error) {
	parts := map[string]json.RawMessage{}
	if err := json.Unmarshal(line, &parts); err != nil {
		return nil, fmt.Errorf("read event: %w", err)
	}
	e := &Event{}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if err := e.part(name, parts[name]); err != nil {
			return nil, fmt.Errorf("read event: %s: %w", name, err)
		}
	}
	return e, nil
}

// part reads one of the record's outermost values.
func (e *Event) part(name string, raw json.RawMessage) error {
	switch name {
	case "@timestamp":
		return json.Unmarshal(raw, &e.Time)
	case "event":
		return e.readEvent(raw)
	case "observer":
		return json.Unmarshal(raw, &e.Gateway)
	case "rule":
		return json.Unmarshal(raw, &e.Rule)
	case "source":
		return e.readSource(raw)
	case "destination":
		return e.readDestination(raw)
	case "network":
		return e.readNetwork(raw)
	case "sekisho":
		return e.readOwn(raw)
	}
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return err
	}
	e.flatten(name, value, 0)
	return nil
}

func (e *Event) readEvent(raw []byte) error {
	var o struct {
		ID       string
		Sequence uint64
		Kind     string
		Category []string
		Type     []string
		Action   string
		Reason   string
	}
	err := json.Unmarshal(raw, &o)
	e.ID, e.Sequence, e.Kind, e.Type, e.Action, e.Reason = o.ID, o.Sequence, o.Kind, o.Type, o.Action, o.Reason
	e.Category = category(o.Category)
	return err
}

// category is the one of an event that is not of the network; an event has one.
func category(all []string) string {
	if len(all) == 0 || all[0] == network {
		return ""
	}
	return all[0]
}

// storedEnd is an end of a flow as it is stored.
type storedEnd struct {
	IP    netip.Addr
	Port  uint16
	Bytes uint64
}

func (s storedEnd) end() End { return End{Addr: s.IP, Port: s.Port, Bytes: s.Bytes} }

func (e *Event) readSource(raw []byte) error {
	var o struct {
		storedEnd
		MAC string
	}
	if err := json.Unmarshal(raw, &o); err != nil {
		return err
	}
	e.Inside = o.end()
	if o.MAC == "" {
		return nil
	}
	mac, err := net.ParseMAC(o.MAC)
	if err != nil {
		return fmt.Errorf("mac is no hardware address")
	}
	e.MAC = mac
	return nil
}

func (e *Event) readDestination(raw []byte) error {
	var o struct {
		storedEnd
		Domain string
		Geo    struct {
			Country string `json:"country_iso_code"`
		}
		AS struct {
			Number       uint32
			Organization struct{ Name string }
		}
	}
	err := json.Unmarshal(raw, &o)
	e.Outside, e.Domain, e.Country = o.end(), o.Domain, o.Geo.Country
	e.ASN, e.Operator = o.AS.Number, o.AS.Organization.Name
	return err
}

func (e *Event) readNetwork(raw []byte) error {
	var o struct {
		Transport, Protocol, Direction string
		CommunityID                    string `json:"community_id"`
	}
	err := json.Unmarshal(raw, &o)
	e.Transport, e.Protocol, e.Direction, e.CommunityID = o.Transport, o.Protocol, o.Direction, o.CommunityID
	return err
}

func (e *Event) readOwn(raw []byte) error {
	var o struct {
		Jurisdiction struct {
			Codes    []string
			Evidence []Evidence
		}
		Findings  []Finding
		Inspected int64    `json:"inspected_bytes"`
		Opaque    int64    `json:"opaque_bytes"`
		Unread    []Unread `json:"opaque"`
		Monitor   []Monitored
		Direction string `json:"data_direction"`
	}
	err := json.Unmarshal(raw, &o)
	e.Jurisdiction, e.Evidence, e.Findings = o.Jurisdiction.Codes, o.Jurisdiction.Evidence, o.Findings
	e.InspectedBytes, e.OpaqueBytes, e.Unread = o.Inspected, o.Opaque, o.Unread
	e.Monitored, e.DataDirection = o.Monitor, o.Direction
	return err
}

// flatten adds the strings of a value as attributes by their dotted names.
func (e *Event) flatten(name string, value any, depth int) {
	switch v := value.(type) {
	case string:
		e.Attributes = append(e.Attributes, Attribute{Name: name, Value: v})
	case map[string]any:
		if depth == maxDepth {
			return
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			e.flatten(name+"."+key, v[key], depth+1)
		}
	}
}

// Attribute returns what the protocol said under an ECS name; "" where nothing.
func (e *Event) Attribute(name string) string {
	for _, a := range e.Attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// ParseHead reads a stored record's time, sequence and ID, and nothing else.
func ParseHead(line []byte) (at time.Time, sequence uint64, id string, err error) {
	if e, ok := parseFast(line); ok {
		return e.Time, e.Sequence, e.ID, nil
	}
	var head struct {
		Time  time.Time `json:"@timestamp"`
		Event struct {
			ID       string `json:"id"`
			Sequence uint64 `json:"sequence"`
		} `json:"event"`
	}
	if err := json.Unmarshal(line, &head); err != nil {
		return time.Time{}, 0, "", fmt.Errorf("read event: %w", err)
	}
	return head.Time, head.Event.Sequence, head.Event.ID, nil
}
