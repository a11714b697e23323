package configs

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/netip"

	"sekisho/configs/strict"
)

// Overlay is what people have set in the UI, over what the configuration file says. It is a file of the same keys as
// that, of the few that can be set there. A nil field leaves the file's value.
type Overlay struct {
	Protected  []netip.Prefix
	OnFailure  *Fallback
	OnOverload *Fallback
	Overrides  map[netip.Prefix]string // in place of all of the file's; may be empty
}

// Given says which of the keys that an Overlay can have a configuration file has.
type Given struct {
	Protected, OnFailure, OnOverload, Overrides bool
}

// overlayForm is the file, as it is written.
type overlayForm struct {
	Geo struct {
		Overrides *map[netip.Prefix]string `json:"overrides,omitempty"`
	} `json:"geo,omitzero"`
	Dataplane struct {
		Protected  []netip.Prefix `json:"protected,omitempty"`
		OnFailure  string         `json:"on_failure,omitempty"`
		OnOverload string         `json:"on_overload,omitempty"`
	} `json:"dataplane,omitzero"`
}

// ParseOverlay reads an overlay, which is YAML or JSON. name is how errors call it; they are strict.Errors.
func ParseOverlay(name string, src []byte) (Overlay, error) {
	doc := strict.Read(name, src)
	var o Overlay
	if !doc.Broken() {
		o.read(doc.Root())
	}
	if err := doc.Err(); err != nil {
		return Overlay{}, err
	}
	return o, nil
}

func (o *Overlay) read(n strict.Node) {
	m := n.Mapping()
	defer m.Done()
	g := m.Get("geo").Mapping()
	if overrides := g.Get("overrides"); overrides.Present() {
		var read Geo
		read.overrides(overrides)
		o.Overrides = read.Overrides
	}
	g.Done()
	d := m.Get("dataplane").Mapping()
	o.Protected = protected(d.Get("protected"), nil)
	o.OnFailure, o.OnOverload = chosen(d.Get("on_failure")), chosen(d.Get("on_overload"))
	d.Done()
}

func chosen(n strict.Node) *Fallback {
	if !n.Present() {
		return nil
	}
	f := fallback(n)
	return &f
}

// Form writes the overlay for ParseOverlay, always the same way.
func (o Overlay) Form() ([]byte, error) {
	var form overlayForm
	if o.Overrides != nil {
		form.Geo.Overrides = &o.Overrides
	}
	form.Dataplane.Protected = o.Protected
	if o.OnFailure != nil {
		form.Dataplane.OnFailure = o.OnFailure.String()
	}
	if o.OnOverload != nil {
		form.Dataplane.OnOverload = o.OnOverload.String()
	}
	b, err := json.MarshalIndent(form, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write settings: %w", err)
	}
	return append(b, '\n'), nil
}

// With gives the configuration with an overlay over it.
func (c Config) With(o Overlay) Config {
	if o.Protected != nil {
		c.Dataplane.Protected = o.Protected
	}
	if o.OnFailure != nil {
		c.Dataplane.OnFailure = *o.OnFailure
	}
	if o.OnOverload != nil {
		c.Dataplane.OnOverload = *o.OnOverload
	}
	if o.Overrides != nil {
		c.Geo.Overrides = maps.Clone(o.Overrides)
	}
	return c
}
