package policy

import (
	"crypto/sha256"
	"net/netip"
	"regexp"
	"slices"

	"sekisho/configs/strict"
)

// Error is one thing wrong with a policy file, and Errors all of them.
type (
	Error  = strict.Error
	Errors = strict.Errors
)

// Bounds of one policy.
const (
	maxRules    = 10_000
	maxKeywords = 10_000
	maxPatterns = 100
	maxContext  = 1_000
	// A keyword of less than 3 bytes would be found everywhere; one of more than
	// 47 is beyond what the detectors keep of the packet before.
	minKeyword, maxKeyword = 3, 47
	maxPattern             = 1024 // bytes
	// Bytes of a rule's own words.
	maxID, maxDescription, maxComment, maxNote = 64, 1024, 4096, 256
)

// name is what rules, groups and custom classes may be called.
var (
	ruleName   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)
	groupName  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)
	customName = regexp.MustCompile(`^[a-z0-9_-]{1,64}$`)
)

// parser carries what the sections of one file need of each other.
type parser struct {
	doc           *strict.Document
	policy        *Policy
	classWords    []string
	protocolWords []string
}

// Parse reads a policy file. name is how errors call it. The error is Errors
// with everything that is wrong, in the order of lines; the Policy is nil then.
func Parse(name string, src []byte) (*Policy, error) {
	p := &parser{
		doc:           strict.Read(name, src),
		policy:        &Policy{Name: name, Hash: sha256.Sum256(src)},
		protocolWords: protocolWords(),
	}
	if !p.doc.Broken() {
		p.top(p.doc.Root())
	}
	if err := p.doc.Err(); err != nil {
		return nil, err
	}
	return p.policy, nil
}

// top reads groups and custom classes before the rules that name them.
func (p *parser) top(n strict.Node) {
	m := n.Mapping()
	defer m.Done()
	if v := m.Need("version"); v.Present() && v.Int(0, 1<<30, 1) != 1 {
		v.Errorf("this program reads version 1 only")
	}
	p.groups(m.Get("groups"))
	p.customs(m.Get("custom"))
	p.policy.Default = action(m.Get("default"), Allow)
	p.rules(m.Need("rules"))
}

func action(n strict.Node, fallback Action) Action {
	return Action(slices.Index(actionNames[:], n.OneOf(fallback.String(), actionNames[:]...)))
}

func (p *parser) groups(n strict.Node) {
	m := n.Mapping()
	defer m.Done()
	p.policy.Jurisdictions = make(map[string][]string)
	for _, g := range m.Get("jurisdictions").Mapping().Pairs() {
		if named(g, "any", "unknown", "anycast") {
			p.policy.Jurisdictions[g.Key] = each(g.Value, code)
		}
	}
	p.policy.Networks = make(map[string][]netip.Prefix)
	for _, g := range m.Get("networks").Mapping().Pairs() {
		if named(g) {
			p.policy.Networks[g.Key] = each(g.Value, prefix)
		}
	}
}

// named refuses group names that a rule could not tell from another word.
func named(g strict.Pair, reserved ...string) bool {
	switch {
	case !groupName.MatchString(g.Key):
		g.At.Errorf("a group's name is 1 to 64 letters, digits, - and _")
	case slices.Contains(reserved, g.Key), strict.IsJurisdiction(g.Key):
		g.At.Errorf("%q already means something else; give the group another name", g.Key)
	default:
		return true
	}
	return false
}

// each reads the entries of a list that must hold one at least where it stands,
// since an empty list could be meant as "any" or as "none".
func each[T any](n strict.Node, read func(strict.Node) (T, bool)) []T {
	if n.EmptyList() {
		n.Errorf("is empty; leave the key out, or name something")
	}
	var all []T
	for _, entry := range n.List() {
		if v, ok := read(entry); ok {
			all = append(all, v)
		}
	}
	return all
}

func code(n strict.Node) (string, bool) {
	word := n.Jurisdiction()
	return word, word != ""
}

func prefix(n strict.Node) (netip.Prefix, bool) {
	p := n.Prefix()
	return p, p.IsValid()
}

func (p *parser) customs(n strict.Node) {
	for _, c := range n.Mapping().Pairs() {
		if !customName.MatchString(c.Key) {
			c.At.Errorf("a custom class's name is 1 to 64 of a-z, 0-9, - and _")
			continue
		}
		p.policy.Customs = append(p.policy.Customs, custom(c))
	}
	p.classWords = classWords(p.policy.Customs)
}

// custom reads one class. Whether its patterns can be used is for the detectors to
// say, whose errors AtCustom puts to their lines.
func custom(c strict.Pair) Custom {
	m := c.Value.Mapping()
	defer m.Done()
	out := Custom{Name: c.Key, Line: c.At.Line(), Lines: make(map[string][]int)}
	read := func(key string, entry func(strict.Node) (string, bool)) []string {
		return each(m.Get(key), func(n strict.Node) (string, bool) {
			out.Lines[key] = append(out.Lines[key], n.Line())
			return entry(n)
		})
	}
	out.Keywords = read("keywords", keyword)
	out.Patterns = read("patterns", pattern)
	out.Context = read("context", contextWord)
	if !m.Get("keywords").Present() && !m.Get("patterns").Present() {
		m.Need("keywords")
	}
	for _, list := range [...]struct {
		name    string
		n, most int
	}{{"keywords", len(out.Keywords), maxKeywords}, {"patterns", len(out.Patterns), maxPatterns}, {"context words", len(out.Context), maxContext}} {
		if list.n > list.most {
			c.At.Errorf("has %d %s, more than the allowed %d", list.n, list.name, list.most)
		}
	}
	return out
}

func keyword(n strict.Node) (string, bool) {
	word := n.Text(maxKeyword, "")
	if word != "" && len(word) < minKeyword {
		n.Errorf("a keyword has %d bytes at least", minKeyword)
		return "", false
	}
	return word, word != ""
}

func contextWord(n strict.Node) (string, bool) {
	word := n.Text(maxKeyword, "")
	return word, word != ""
}

func pattern(n strict.Node) (string, bool) {
	text := n.Text(maxPattern, "")
	return text, text != ""
}

func (p *parser) rules(n strict.Node) {
	nodes := n.List()
	switch {
	case n.EmptyList() && p.policy.Default == Allow:
		n.Errorf("is empty and default is allow, so that the policy would do nothing")
	case len(nodes) > maxRules:
		n.Errorf("has %d rules, more than the allowed %d", len(nodes), maxRules)
		return
	}
	first := make(map[string]int)
	for _, rn := range nodes {
		r := p.rule(rn)
		if line := first[r.ID]; line > 0 && r.ID != "" {
			rn.Errorf("id %q is already that of the rule on line %d", r.ID, line)
		}
		first[r.ID] = r.Line
		p.policy.Rules = append(p.policy.Rules, r)
	}
}
