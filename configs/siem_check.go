package configs

import (
	"fmt"
	"maps"
	"net"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sekisho/admin/query"
	"sekisho/configs/strict"
)

// Fault is what is wrong with a destination.
type Fault struct{ Key, Text string }

func (f Fault) Error() string { return f.Key + ": " + f.Text }

// checker collects faults.
type checker struct{ faults []Fault }

func (c *checker) add(key, format string, args ...any) {
	c.faults = append(c.faults, Fault{key, fmt.Sprintf(format, args...)})
}

// destinationName also names files, and stands in metrics.
var destinationName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$`)

// schemes are those of the addresses of each type; a type without one has other keys.
func schemes() map[string][]string {
	web := []string{"https", "http"}
	return map[string][]string{
		"syslog": {"tls", "tcp", "udp"}, "hec": web, "elastic": web, "webhook": web, "otlp": web,
		"nats": {"nats", "tls"}, "file": {"file"},
	}
}

// Check says what is wrong with a destination, by key; nil: nothing. The same holds whether it
// comes from sekisho.yaml or by API.
func (d Destination) Check() []Fault {
	var c checker
	if !destinationName.MatchString(d.Name) {
		c.add("name", "must be 1 to 40 of a to z, 0 to 9 and -, and begin and end with a letter or digit")
	}
	c.texts(map[string][]string{"name": {d.Name}, "address": {d.Address}, "brokers": d.Brokers, "topic": {d.Topic}, "index": {d.Index},
		"user": {d.User}, "token_file": {d.TokenFile}, "proxy": {d.Proxy},
		"tls": {d.TLS.CA, d.TLS.Certificate, d.TLS.Key, d.TLS.ServerName}})
	c.oneOf("type", d.Type, DestinationTypes())
	if d.Format != "" {
		c.oneOf("format", d.Format, Formats())
	}
	if _, err := query.Parse(d.Filter); err != nil {
		c.add("filter", "%v", err)
	}
	c.shaped(d)
	if v := d.Sample(); !(v >= 0 && v <= 1) {
		c.add("sample_allow", "must be a number from 0 to 1")
	}
	if (d.TLS.Certificate == "") != (d.TLS.Key == "") {
		c.add("tls", "certificate and key go together")
	}
	if d.Start != "" {
		c.oneOf("start", d.Start, []string{StartNow, StartBeginning})
	}
	c.where(d)
	c.onlyFor(d)
	return c.faults
}

// maxText bounds a value, and maxList a list of them.
const (
	maxText = 4096
	maxList = 100
)

// texts refuses what could hide something in a log, or be no text at all.
func (c *checker) texts(byKey map[string][]string) {
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		for _, text := range byKey[key] {
			if len(text) > maxText || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
				c.add(key, "must be text of at most %d bytes without control characters", maxText)
			}
		}
		if len(byKey[key]) > maxList {
			c.add(key, "must have %d entries at most", maxList)
		}
	}
}

func (c *checker) oneOf(key, word string, known []string) {
	switch {
	case slices.Contains(known, word):
	case word == "":
		c.add(key, "is missing; one of: %s", strings.Join(known, ", "))
	default:
		c.add(key, "unknown word %s%s", strict.Quote(word), suggestion(word, known))
	}
}

func suggestion(word string, known []string) string {
	if near := strict.Nearest(word, known); near != "" {
		return fmt.Sprintf("; nearest is %q", near)
	}
	return "; known are: " + strings.Join(known, ", ")
}

// where checks the keys that say where the receiver is.
func (c *checker) where(d Destination) {
	known := schemes()[d.Type]
	switch {
	case known != nil && d.Address == "":
		c.add("address", "is missing")
	case known != nil:
		c.address("address", d.Address, known)
	case d.Address != "":
		c.add("address", "is not for type %s", d.Type)
	}
	if d.Type == "kafka" && len(d.Brokers) == 0 {
		c.add("brokers", "is missing")
	}
	for i, b := range d.Brokers {
		if host, port, err := net.SplitHostPort(b); err != nil || host == "" || !isPort(port) {
			c.add("brokers", "entry %d must be host:port", i+1)
		}
	}
	if (d.Type == "kafka" || d.Type == "nats") && d.Topic == "" {
		c.add("topic", "is missing")
	}
	if d.Proxy != "" {
		c.address("proxy", d.Proxy, []string{"http", "https"})
	}
}

func isPort(s string) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n != 0
}

// address checks a URL. Its text is not repeated: somebody may have put a password there.
func (c *checker) address(key, text string, known []string) {
	u, err := url.Parse(text)
	switch {
	case err != nil || !slices.Contains(known, u.Scheme):
		c.add(key, "must be a URL that begins with %s://", strings.Join(known, ":// or "))
	case u.User != nil:
		c.add(key, "must not have a user or password; put the secret into token_file")
	case u.Scheme == "file":
		if u.Host != "" || !path.IsAbs(u.Path) || path.Clean(u.Path) != u.Path {
			c.add(key, "must be file:// and an absolute path")
		}
	case u.Hostname() == "" || u.Port() != "" && !isPort(u.Port()):
		c.add(key, "must have a host, and where there is a port one from 1 to 65535")
	}
}

// onlyFor refuses keys that would do nothing.
func (c *checker) onlyFor(d Destination) {
	web := []string{"hec", "elastic", "webhook", "otlp"}
	for _, k := range []struct {
		key   string
		given bool
		types []string
	}{
		{"brokers", len(d.Brokers) > 0, []string{"kafka"}},
		{"topic", d.Topic != "", []string{"kafka", "nats"}},
		{"index", d.Index != "", []string{"hec", "elastic"}},
		{"user", d.User != "", []string{"kafka", "nats", "elastic"}},
		{"mechanism", d.Mechanism != "", []string{"kafka"}},
		{"proxy", d.Proxy != "", web},
		{"compress", d.Compress, append(web, "kafka", "file")},
		{"rotate", d.Rotate != (Rotation{}), []string{"file"}},
		{"tls", d.TLS != (TLSFiles{}), append(web, "syslog", "kafka", "nats")},
	} {
		if k.given && !slices.Contains(k.types, d.Type) && slices.Contains(DestinationTypes(), d.Type) {
			c.add(k.key, "is not for type %s, but for %s", d.Type, strings.Join(k.types, ", "))
		}
	}
	if d.Mechanism != "" {
		c.oneOf("mechanism", d.Mechanism, []string{"plain", "scram-sha-256", "scram-sha-512"})
	}
	if age := time.Duration(d.Rotate.Age); age != 0 && age < time.Minute {
		c.add("rotate", "age must be a time of a minute at least, such as 24h")
	}
	if size := d.Rotate.Size; size != 0 && size < 1<<16 {
		c.add("rotate", "size must be a size of 64KiB at least, such as 64MiB")
	}
	if d.Rotate.Keep < 0 {
		c.add("rotate", "keep must be 0 at least")
	}
	if d.LagAlert == invalid {
		c.add("lag_alert", "must be a time such as 15m or 24h")
	}
}
