package geo

import "slices"

// How far evidence is trusted that comes without a confidence of its own.
// Located is what the publishers measure best; one address at many places, or
// one that hides where its user is, halves it. A registration says under whose
// law the operator stands, which is evidence but no place.
const (
	locatedConfidence     = 0.99
	hostingConfidence     = 0.9 // data centres move networks between countries
	maskedConfidence      = 0.5 // anycast, VPN, proxy, Tor, relay
	registeredConfidence  = 0.7
	representedConfidence = 0.9
)

// overrideSource is where the evidence of an override comes from.
const overrideSource = "configuration"

// compiler turns facts into records, which share their slices where they can.
type compiler struct {
	sources []string
	shared  map[facts]Record // by facts without operator
}

func newCompiler(sources []Source) *compiler {
	c := &compiler{shared: map[facts]Record{}}
	for _, s := range sources {
		c.sources = append(c.sources, s.String())
	}
	return c
}

func (c *compiler) record(f facts) Record {
	asn, org := f.asn, f.org
	f.asn, f.org = 0, ""
	r, ok := c.shared[f]
	if !ok {
		r = c.judge(f)
		c.shared[f] = r
	}
	r.ASN, r.Org = asn, org
	return r
}

// judge lists the evidence of f and draws the codes from it.
func (c *compiler) judge(f facts) Record {
	r := Record{Anycast: f.anycast, Anonymous: f.anonymous, Hosting: f.hosting}
	if f.override.known() {
		code := string(f.override.code[:])
		r.Evidence = []Evidence{{Override, code, 1, overrideSource}}
	}
	r.Evidence = c.append(r.Evidence, Located, f.located, f.locatedDefault())
	r.Evidence = c.append(r.Evidence, Registered, f.registered, registeredConfidence)
	r.Evidence = c.append(r.Evidence, Represented, f.represented, representedConfidence)
	r.Codes = codes(r.Evidence)
	return r
}

func (f *facts) locatedDefault() float64 {
	switch {
	case f.anycast || f.anonymous:
		return maskedConfidence
	case f.hosting:
		return hostingConfidence
	}
	return locatedConfidence
}

// append adds p, with the file's own confidence if it gave one.
func (c *compiler) append(to []Evidence, kind string, p place, confidence float64) []Evidence {
	if !p.known() {
		return to
	}
	if p.confidence > 0 {
		confidence = float64(p.confidence) / 100
	}
	return append(to, Evidence{kind, string(p.code[:]), confidence, c.sources[p.source]})
}

// codes is the sorted union, or the override alone.
func codes(evidence []Evidence) []string {
	var out []string
	for _, e := range evidence {
		if e.Kind == Override {
			return []string{e.Code}
		}
		out = append(out, e.Code)
	}
	slices.Sort(out)
	return slices.Clip(slices.Compact(out))
}
