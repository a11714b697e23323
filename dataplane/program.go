package dataplane

import (
	"errors"
	"fmt"
	"net/netip"

	"go4.org/netipx"

	"sekisho/dataplane/detect"
	"sekisho/dataplane/fingerprint"
	"sekisho/dataplane/packet"
	"sekisho/dataplane/policy"
	"sekisho/geo"
)

// Program is all that judging a flow depends on, compiled. It never changes:
// a reload makes another one and Engine.Swap puts it in place.
type Program struct {
	Policy *policy.Program
	Geo    *geo.DB
	Marks  packet.Marks

	protected *netipx.IPSet
	detect    *Detectors
}

// Detectors is a compiled set of classes to look for.
type Detectors = detect.Program

// AllDetectors looks for every class that is built in.
func AllDetectors() (*Detectors, error) { return detect.Compile(nil, nil) }

// PolicyDetectors looks for the classes that a policy's rules name. What is wrong with a
// custom class is told as policy.Errors, with its line.
func PolicyDetectors(p *policy.Program) (*Detectors, error) {
	d, err := detect.Compile(detectable(p.Classes()), customs(p))
	if err != nil {
		return nil, atLine(p, err)
	}
	return d, nil
}

// CheckPatterns measures the patterns of a policy's custom classes against what they
// may cost (detect.MeasureCost). It takes time and a quiet machine: it is for whoever
// writes the policy, not for loading it.
func CheckPatterns(p *policy.Program) error {
	for _, c := range customs(p) {
		if err := detect.MeasureCost(c); err != nil {
			return atLine(p, err)
		}
	}
	return nil
}

func customs(p *policy.Program) (out []detect.Custom) {
	for _, c := range p.Custom() {
		out = append(out, detect.Custom{Name: c.Name, Keywords: c.Keywords, Patterns: c.Patterns, Context: c.Context})
	}
	return out
}

func atLine(p *policy.Program, err error) error {
	var c *detect.CustomError
	if errors.As(err, &c) {
		return p.AtCustom(c.Class, c.List, c.Index, c.Reason)
	}
	return fmt.Errorf("compile detectors: %w", err)
}

// NewProgram compiles a policy for these databases and protected networks. The
// error says what of the policy can't be compiled.
func NewProgram(p *policy.Program, db *geo.DB, protected []netip.Prefix, marks packet.Marks) (*Program, error) {
	d, err := PolicyDetectors(p)
	if err != nil {
		return nil, err
	}
	set, err := prefixSet(protected)
	if err != nil {
		return nil, err
	}
	return &Program{Policy: p, Geo: db, Marks: marks, protected: set, detect: d}, nil
}

// WithRegistered returns the program with the company's own documents and rows to
// find; nil means none.
func (p *Program) WithRegistered(s *fingerprint.Store) *Program {
	q := *p
	q.detect = p.detect.WithRegistered(s)
	return &q
}

// detectable leaves out the classes that are not detectors: custom ones come with
// their keywords, and those that this build can't recognise yet are warned of where the
// policy is read. An empty list must stay a list, for nil means all classes.
func detectable(classes []string) []string {
	out := []string{}
	for _, c := range classes {
		if detect.Known(c) {
			out = append(out, c)
		}
	}
	return out
}

// masked stands in events for a value that is itself flagged.
const masked = "[flagged]"

// clean keeps flagged values out of what events tell of a protocol: names of hosts
// and files can carry them too. Labels are left, for they are no secret.
func (p *Program) clean(value string) string {
	s := p.detect.NewScanner()
	st := s.Open(detect.Text{})
	st.Write([]byte(value))
	st.Close()
	for _, f := range s.Findings() {
		if !policy.Covers("confidential", f.Class) {
			return masked
		}
	}
	return value
}

func prefixSet(prefixes []netip.Prefix) (*netipx.IPSet, error) {
	var b netipx.IPSetBuilder
	for _, p := range prefixes {
		b.AddPrefix(p)
	}
	set, err := b.IPSet()
	if err != nil {
		return nil, fmt.Errorf("collect protected networks: %w", err)
	}
	return set, nil
}

// Inside reports whether an address lies in a protected network.
func (p *Program) Inside(a netip.Addr) bool { return p.protected.Contains(a) }
