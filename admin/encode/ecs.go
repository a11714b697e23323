package encode

import (
	"encoding/json"
	"slices"
	"strings"

	"sekisho/dataplane/event"
)

// ecsVersion is the version of the Elastic Common Schema that events are in.
const ecsVersion = "9.4.0"

// ecsRest is what an event in ECS has beyond what the journal stores.
type ecsRest struct {
	ECS struct {
		Version string `json:"version"`
	} `json:"ecs"`
	Message  string      `json:"message"`
	Observer ecsObserver `json:"observer"`
	Related  ecsRelated  `json:"related,omitzero"`
	Email    ecsEmail    `json:"email,omitzero"`
	// Labels has what protocols say that ECS has no field for.
	Labels map[string]string `json:"labels,omitempty"`
}

type ecsObserver struct {
	Hostname string `json:"hostname,omitempty"`
	Name     string `json:"name,omitempty"`
	Product  string `json:"product"`
	Serial   string `json:"serial_number,omitempty"`
	Type     string `json:"type"`
	Vendor   string `json:"vendor"`
	Version  string `json:"version,omitempty"`
}

// ecsRelated is where searches for an address, a name or a person look first.
type ecsRelated struct {
	IP    []string `json:"ip,omitempty"`
	Hosts []string `json:"hosts,omitempty"`
	Users []string `json:"user,omitempty"`
	Hash  []string `json:"hash,omitempty"`
}

// ecsEmail has lists, as the schema asks.
type ecsEmail struct {
	From ecsAddresses `json:"from,omitzero"`
	To   ecsAddresses `json:"to,omitzero"`
}

type ecsAddresses struct {
	Address []string `json:"address,omitempty"`
}

// IsZero tells encoding/json that there is nothing to write.
func (e ecsEmail) IsZero() bool { return e.From.IsZero() && e.To.IsZero() }

// IsZero tells encoding/json that there is nothing to write.
func (a ecsAddresses) IsZero() bool { return len(a.Address) == 0 }

// IsZero tells encoding/json that there is nothing to write.
func (r ecsRelated) IsZero() bool {
	return len(r.IP)+len(r.Hosts)+len(r.Users)+len(r.Hash) == 0
}

// writeECS writes the journal's own form of an event, which is ECS, with what the schema has
// of the observer, the names to search by, and lists where it wants lists.
func writeECS(o *output, e *event.Event) error {
	rest := o.ecsRest(e)
	o.open()
	from := len(o.b)
	b, err := e.AppendJSON(o.b)
	if err != nil {
		return err
	}
	end, err := json.Marshal(rest)
	if err != nil {
		return err
	}
	o.b = append(append(b[:len(b)-1], ','), end[1:]...)
	o.b = o.ascii(o.b, from)
	o.end(e.ID)
	return nil
}

// ecsRest takes what it has out of the event.
func (o *output) ecsRest(e *event.Event) *ecsRest {
	r := &ecsRest{Message: string(o.summary(e)), Related: related(e), Observer: ecsObserver{
		Hostname: o.host(e), Name: e.Gateway.Name, Product: product, Serial: e.Gateway.ID, Type: "firewall",
		Vendor: o.observer.Vendor, Version: o.observer.Version,
	}}
	r.ECS.Version = ecsVersion
	r.Email.From.Address = addresses(e, "email.from.address")
	r.Email.To.Address = addresses(e, "email.to.address")
	e.Gateway = event.Gateway{}
	e.Attributes = slices.DeleteFunc(e.Attributes, func(a event.Attribute) bool { return r.takes(a) })
	return r
}

// takes takes an attribute that stands elsewhere in ECS than in an event. ECS has labels for what it
// has no field for; their names have no dots.
func (r *ecsRest) takes(a event.Attribute) bool {
	switch {
	case a.Name == "email.from.address", a.Name == "email.to.address":
		return true
	case inECS(a.Name):
		return false
	case r.Labels == nil:
		r.Labels = map[string]string{}
	}
	r.Labels[strings.ReplaceAll(a.Name, ".", "_")] = a.Value
	return true
}

// inECS tells of attributes that the schema has, or that stand under our own name.
func inECS(name string) bool {
	switch name {
	case "dns.question.name", "file.hash.sha256", "file.name", "http.request.method", "source.mac", "tls.client.ja3", "tls.client.server_name",
		"tls.next_protocol", "tls.version", "url.full", "user.name", "user_agent.original":
		return true
	}
	return strings.HasPrefix(name, "sekisho.")
}

func related(e *event.Event) (r ecsRelated) {
	for _, end := range []event.End{e.Inside, e.Outside} {
		r.IP = addText(r.IP, address(end))
	}
	for _, name := range []string{e.Domain, e.Attribute("tls.client.server_name"), e.Attribute("dns.question.name")} {
		r.Hosts = addText(r.Hosts, name)
	}
	r.Users = addText(r.Users, e.Attribute("user.name"))
	r.Hash = addText(r.Hash, e.Attribute("file.hash.sha256"))
	return r
}

func addText(to []string, s string) []string {
	if s == "" || slices.Contains(to, s) {
		return to
	}
	return append(to, s)
}

// addresses are the mail addresses of an attribute, which has them with commas between them.
func addresses(e *event.Event, name string) (all []string) {
	for s := range strings.SplitSeq(e.Attribute(name), ",") {
		all = addText(all, s)
	}
	return all
}
