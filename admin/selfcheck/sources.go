package selfcheck

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strings"
)

// Purpose is what the appliance sends to a place for.
type Purpose string

// Purposes.
const (
	Logs     Purpose = "logs"     // events are shipped to it
	Proxy    Purpose = "proxy"    // events pass through it
	Names    Purpose = "dns"      // names are looked up there
	Time     Purpose = "time"     // the clock is set by it
	GeoData  Purpose = "geo"      // geo databases come from it
	Identity Purpose = "identity" // people log in by it
	Acme     Purpose = "acme"     // certificates come from it
)

// Purposes lists them.
func Purposes() []Purpose { return []Purpose{Logs, Proxy, Names, Time, GeoData, Identity, Acme} }

// Endpoint is a place that the appliance sends to.
type Endpoint struct {
	Purpose Purpose `json:"purpose"`
	// Source is where it is configured: a file, a setting, or the name of a destination.
	Source string `json:"source"`
	Host   string `json:"host"` // a name or an address
}

// Bounds of what is read.
const (
	maxFile      = 256 << 10 // bytes of a file
	maxEndpoints = 64        // of one file
)

// OfAddress is the endpoint of a URL or host:port; ok is false for one that leads nowhere else, such as a
// file's.
func OfAddress(p Purpose, source, address string) (e Endpoint, ok bool) {
	host := address
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		host = u.Hostname()
	} else if err == nil && u.Scheme == "file" {
		return Endpoint{}, false
	} else if h, _, err := net.SplitHostPort(address); err == nil {
		host = h
	}
	return Endpoint{p, source, host}, host != ""
}

// reader reads one kind of file.
type reader struct {
	purpose Purpose
	files   []string // patterns
	hosts   func(line string) []string
}

// readers are the files of Debian that say where the system sends to.
func readers() []reader {
	return []reader{
		{Names, []string{"etc/resolv.conf", "run/systemd/resolve/resolv.conf"}, nameservers},
		{Time, []string{"etc/systemd/timesyncd.conf", "etc/systemd/timesyncd.conf.d/*.conf"}, timesyncd},
		{Time, []string{"etc/chrony/chrony.conf", "etc/chrony/conf.d/*.conf", "etc/chrony/sources.d/*.sources"}, chrony},
		{GeoData, []string{"etc/GeoIP.conf"}, geoipupdate},
	}
}

// System reads the system's own files below a root. Those that aren't there say nothing.
func System(root fs.FS) (all []Endpoint, err error) {
	for _, r := range readers() {
		for _, pattern := range r.files {
			names, _ := fs.Glob(root, pattern) // the patterns are right
			for _, name := range names {
				found, failed := r.file(root, name)
				all, err = append(all, found...), errors.Join(err, failed)
			}
		}
	}
	return all, err
}

func (r reader) file(root fs.FS, name string) (all []Endpoint, err error) {
	f, err := root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read where the system sends to: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return nil, fmt.Errorf("read where the system sends to: %w", err)
	}
	for _, host := range parse(b, r.hosts) {
		all = append(all, Endpoint{r.purpose, path.Join("/", name), host})
	}
	return all, nil
}

// parse reads a file line by line. Hosts come once each, loopback ones not at all: they go nowhere by themselves.
func parse(b []byte, hosts func(line string) []string) (all []string) {
	lines := bufio.NewScanner(bytes.NewReader(b))
	for lines.Scan() && len(all) < maxEndpoints {
		for _, host := range hosts(strings.TrimSpace(lines.Text())) {
			if plausible(host) && !slices.Contains(all, host) && len(all) < maxEndpoints {
				all = append(all, host)
			}
		}
	}
	return all
}

// plausible tells whether text is a host elsewhere: an address, or what looks like a name.
func plausible(host string) bool {
	if a, err := netip.ParseAddr(host); err == nil {
		return !a.IsLoopback() && !a.IsUnspecified()
	}
	return len(host) <= 253 && host != "" && host != "localhost" && !strings.ContainsFunc(host, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '.' || r == '_')
	})
}

// nameservers reads resolv.conf(5).
func nameservers(line string) []string {
	if words := strings.Fields(line); len(words) >= 2 && words[0] == "nameserver" {
		return words[1:2]
	}
	return nil
}

// timesyncd reads timesyncd.conf(5).
func timesyncd(line string) []string {
	key, value, _ := strings.Cut(line, "=")
	if key = strings.TrimSpace(key); key == "NTP" || key == "FallbackNTP" {
		return strings.Fields(value)
	}
	return nil
}

// chrony reads chrony.conf(5).
func chrony(line string) []string {
	if words := strings.Fields(line); len(words) >= 2 && slices.Contains([]string{"server", "pool", "peer"}, words[0]) {
		return words[1:2]
	}
	return nil
}

// geoipupdate reads GeoIP.conf(5). Without Host it is MaxMind's own.
func geoipupdate(line string) []string {
	words := strings.Fields(line)
	switch {
	case len(words) >= 2 && words[0] == "Host":
		return words[1:2]
	case len(words) >= 2 && words[0] == "EditionIDs":
		return []string{"updates.maxmind.com"}
	}
	return nil
}
