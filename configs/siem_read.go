package configs

import (
	"encoding"
	"strconv"

	"sekisho/configs/strict"
)

// maxDestinations bounds siem.
const maxDestinations = 32

// destinations reads the list siem.
func destinations(n strict.Node) (all []Destination) {
	names := map[string]bool{}
	for i, entry := range n.List() {
		if i == maxDestinations {
			n.Errorf("has more than %d destinations", maxDestinations)
			return all
		}
		d := readDestination(entry)
		if names[d.Name] {
			entry.Errorf("name %s is given twice", strict.Quote(d.Name))
		}
		names[d.Name] = true
		all = append(all, d)
	}
	return all
}

// readDestination reads one, and says what is wrong with it where that stands.
func readDestination(n strict.Node) Destination {
	m := n.Mapping()
	d := readKeys(m)
	m.Done()
	for _, f := range d.Check() {
		at := m.Get(f.Key)
		if at.Present() {
			at.Errorf("%s", f.Text)
		} else if n.Present() {
			n.Errorf("%v", f)
		}
	}
	return d
}

func readKeys(m *strict.Mapping) (d Destination) {
	text := func(key string, to *string) { *to = m.Get(key).Text(4096, "") }
	text("name", &d.Name)
	text("type", &d.Type)
	text("address", &d.Address)
	text("topic", &d.Topic)
	text("index", &d.Index)
	text("user", &d.User)
	text("mechanism", &d.Mechanism)
	text("format", &d.Format)
	text("filter", &d.Filter)
	text("token_file", &d.TokenFile)
	text("proxy", &d.Proxy)
	text("start", &d.Start)
	d.Brokers, d.Omit, d.Pseudonymise = texts(m.Get("brokers")), texts(m.Get("omit")), texts(m.Get("pseudonymise"))
	d.Compress = m.Get("compress").Bool(false)
	sample := m.Get("sample_allow")
	if sample.Present() {
		v, err := strconv.ParseFloat(sample.Word(""), 64)
		if err != nil {
			v = invalid
		}
		d.SampleAllow = &v
	}
	unmarshal(m.Get("lag_alert"), &d.LagAlert)
	d.TLS.read(m.Get("tls"))
	d.Rotate.read(m.Get("rotate"))
	return d
}

func texts(n strict.Node) (all []string) {
	for _, entry := range n.List() {
		all = append(all, entry.Text(1024, ""))
	}
	return all
}

// unmarshal reads a word of a form of its own; absent, what is there stays.
func unmarshal(n strict.Node, to encoding.TextUnmarshaler) {
	word := n.Word("")
	if word == "" {
		return
	}
	if err := to.UnmarshalText([]byte(word)); err != nil {
		n.Errorf("%v", err)
	}
}

func (t *TLSFiles) read(n strict.Node) {
	m := n.Mapping()
	defer m.Done()
	t.Enabled = m.Get("enabled").Bool(false)
	t.CA, t.Certificate, t.Key = m.Get("ca").Text(4096, ""), m.Get("certificate").Text(4096, ""), m.Get("key").Text(4096, "")
	t.ServerName = m.Get("server_name").Text(253, "")
}

func (r *Rotation) read(n strict.Node) {
	m := n.Mapping()
	defer m.Done()
	unmarshal(m.Get("size"), &r.Size)
	unmarshal(m.Get("age"), &r.Age)
	r.Keep = m.Get("keep").Int(1, 10000, 0)
}
