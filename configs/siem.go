package configs

import (
	"strings"
	"time"
)

// Destination is a place that events are shipped to: an entry of siem in
// sekisho.yaml, or one added by API. Secrets are not in it, only where they are.
type Destination struct {
	Name         string   `json:"name" min:"1" max:"40" doc:"unique; a to z, 0 to 9 and -"`
	Type         string   `json:"type" enum:"syslog,hec,elastic,webhook,otlp,kafka,nats,file"`
	Address      string   `json:"address,omitempty" max:"1024" doc:"a URL; its schemes depend on the type; of a file: file:///path"`
	Brokers      []string `json:"brokers,omitempty" max:"50" doc:"of Kafka: host:port"`
	Topic        string   `json:"topic,omitempty" max:"249" doc:"of Kafka, or NATS' subject"`
	Index        string   `json:"index,omitempty" max:"255" doc:"of Elastic (or a data stream), or Splunk"`
	User         string   `json:"user,omitempty" max:"255" doc:"whose password the secret is"`
	Mechanism    string   `json:"mechanism,omitempty" enum:"plain,scram-sha-256,scram-sha-512" doc:"of Kafka's SASL"`
	Format       string   `json:"format,omitempty" enum:"rfc5424,ecs,ocsf,cef,leef,text" doc:"absent: what fits the type"`
	Filter       string   `json:"filter,omitempty" max:"4096" doc:"a query; absent: all events"`
	Omit         []string `json:"omit,omitempty" max:"100" doc:"fields to be left out"`
	Pseudonymise []string `json:"pseudonymise,omitempty" max:"100" doc:"fields to be replaced by a keyed hash"`
	SampleAllow  *float64 `json:"sample_allow,omitempty" doc:"share of allow events that is kept, 0 to 1; absent: all"`
	TLS          TLSFiles `json:"tls,omitzero"`
	TokenFile    string   `json:"token_file,omitempty" max:"4096" doc:"with the HEC token, API key, password, HMAC secret"`
	Proxy        string   `json:"proxy,omitempty" max:"1024" doc:"http or https URL, for what is sent over HTTP"`
	Compress     bool     `json:"compress,omitempty"`
	Start        string   `json:"start,omitempty" enum:"now,beginning" doc:"of a new destination; absent: now"`
	Rotate       Rotation `json:"rotate,omitzero" doc:"of files"`
	LagAlert     Period   `json:"lag_alert,omitzero" doc:"being behind by more is told; absent: 15m"`
}

// TLSFiles are PEM files. All are read at each connection, so that they can be renewed.
type TLSFiles struct {
	Enabled     bool   `json:"enabled,omitempty" doc:"of Kafka, whose brokers have no scheme that says so"`
	CA          string `json:"ca,omitempty" max:"4096" doc:"absent: the system's authorities"`
	Certificate string `json:"certificate,omitempty" max:"4096" doc:"shown to the receiver, with key"`
	Key         string `json:"key,omitempty" max:"4096"`
	ServerName  string `json:"server_name,omitempty" max:"253" doc:"absent: the address's host"`
}

// Rotation says when a file that events are written to is put aside, and how many such
// are kept.
type Rotation struct {
	Size Size   `json:"size,omitzero" doc:"such as 64MiB"`
	Age  Period `json:"age,omitzero" doc:"such as 24h"`
	Keep int    `json:"keep,omitempty" max:"10000"`
}

// Values of Start.
const (
	StartNow       = "now"
	StartBeginning = "beginning"
)

// DestinationTypes are the ways to ship.
func DestinationTypes() []string {
	return []string{"syslog", "hec", "elastic", "webhook", "otlp", "kafka", "nats", "file"}
}

// Formats are what events can be encoded as.
func Formats() []string { return []string{"rfc5424", "ecs", "ocsf", "cef", "leef", "text"} }

// Period is a time.Duration that people write, such as 15m.
type Period time.Duration

// MarshalText implements encoding.TextMarshaler.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// invalid is a Period or Size whose text can't be read; Check says so, with its key.
const invalid = -1

// String writes it without the zeros behind, as people would.
func (p Period) String() string {
	s := time.Duration(p).String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *Period) UnmarshalText(b []byte) error {
	d, err := time.ParseDuration(string(b))
	if err != nil || d < 0 || d > 10*365*24*time.Hour {
		d = invalid
	}
	*p = Period(d)
	return nil
}

// Size is a number of bytes that people write, such as 64MiB.
type Size int64

// MarshalText implements encoding.TextMarshaler.
func (s Size) MarshalText() ([]byte, error) { return []byte(formatSize(int64(s))), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *Size) UnmarshalText(b []byte) error {
	n, ok := parseSize(string(b))
	if !ok {
		n = invalid
	}
	*s = Size(n)
	return nil
}

// Sample is the share of allow events that is kept, 0 to 1.
func (d Destination) Sample() float64 {
	if d.SampleAllow == nil {
		return 1
	}
	return *d.SampleAllow
}

// defaultLag is how far a destination may be behind until that is told.
const defaultLag = 15 * time.Minute

// LagLimit is how far a destination may be behind until that is told.
func (d Destination) LagLimit() time.Duration {
	if d.LagAlert == 0 {
		return defaultLag
	}
	return time.Duration(d.LagAlert)
}
