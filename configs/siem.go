package configs

import "time"

// Destination is a place that events are shipped to: an entry of siem in
// sekisho.yaml, or one added by API. Secrets are not in it, only where they are.
type Destination struct {
	Name         string   `json:"name"`                   // unique; a-z, 0-9 and -
	Type         string   `json:"type"`                   // one of DestinationTypes
	Address      string   `json:"address,omitempty"`      // a URL; its schemes depend on the type; of a file: file:///path
	Brokers      []string `json:"brokers,omitempty"`      // kafka: host:port
	Topic        string   `json:"topic,omitempty"`        // kafka: the topic; nats: the subject
	Index        string   `json:"index,omitempty"`        // elastic: index or data stream; hec: index
	User         string   `json:"user,omitempty"`         // kafka: SASL; nats, elastic: instead of a bare token
	Mechanism    string   `json:"mechanism,omitempty"`    // kafka: plain, scram-sha-256, scram-sha-512
	Format       string   `json:"format,omitempty"`       // of admin/encode; "": the type's default
	Filter       string   `json:"filter,omitempty"`       // language of admin/query; "": all events
	Omit         []string `json:"omit,omitempty"`         // fields left out
	Pseudonymise []string `json:"pseudonymise,omitempty"` // fields replaced by a keyed hash
	SampleAllow  float64  `json:"sample_allow"`           // share of allow events kept, 0 to 1
	TLS          TLSFiles `json:"tls,omitzero"`
	TokenFile    string   `json:"token_file,omitempty"` // HEC token, API key, password, HMAC secret
	Proxy        string   `json:"proxy,omitempty"`      // http or https URL, for transports over HTTP
	Compress     bool     `json:"compress,omitempty"`
	Start        string   `json:"start,omitempty"` // of a new destination: StartNow ("") or StartBeginning
	// Rotate is for files.
	Rotate   Rotation      `json:"rotate,omitzero"`
	LagAlert time.Duration `json:"lag_alert"` // behind by more than that is told; 0: never
}

// Values of Start.
const (
	StartNow       = "now"
	StartBeginning = "beginning"
)

// TLSFiles are PEM files. All are read at each connection, so that they can be renewed.
type TLSFiles struct {
	CA          string `json:"ca,omitempty"`          // "": the system's authorities
	Certificate string `json:"certificate,omitempty"` // shown to the receiver, with Key
	Key         string `json:"key,omitempty"`
	ServerName  string `json:"server_name,omitempty"` // "": the address's host
}

// Rotation says when a file that events are written to is put aside, and how many such
// are kept.
type Rotation struct {
	Size int64         `json:"size"` // in bytes
	Age  time.Duration `json:"age"`
	Keep int           `json:"keep"`
}

// DestinationTypes are the ways to ship.
func DestinationTypes() []string {
	return []string{"syslog", "hec", "elastic", "webhook", "otlp", "kafka", "nats", "file"}
}
