package edit

import (
	"cmp"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Shown is a policy as a form shows it. Values that are of a wrong kind are left out: the problems say so.
type Shown struct {
	Rules         []Placed `json:"rules"`
	Jurisdictions []Group  `json:"jurisdictions" doc:"groups of them"`
	Networks      []Group  `json:"networks" doc:"groups of them"`
	Custom        []Custom `json:"custom"`
	Default       string   `json:"default" doc:"allow where the policy does not say it"`
}

// Placed is a rule and where it stands.
type Placed struct {
	Rule
	Line  int            `json:"line" doc:"of its first key, from 1"`
	Last  int            `json:"last_line"`
	Lines map[string]int `json:"lines" doc:"of its fields, such as to.ports"`
}

// Rule is what a rule says. Texts and lists are empty where it says nothing.
type Rule struct {
	ID          string      `json:"id"`
	Description string      `json:"description"`
	Comment     string      `json:"comment"`
	Owner       string      `json:"owner"`
	Ticket      string      `json:"ticket"`
	Enabled     bool        `json:"enabled"`
	Monitor     bool        `json:"monitor"`
	Expires     string      `json:"expires" doc:"a date, the last day (UTC) that counts, or a time"`
	From        From        `json:"from"`
	To          To          `json:"to"`
	Protocols   []string    `json:"protocols"`
	Data        []Threshold `json:"data"`
	Action      string      `json:"action"`
}

// From is the inside end.
type From struct {
	Networks []string `json:"networks"`
}

// To is the outside end.
type To struct {
	Jurisdictions []string `json:"jurisdictions"`
	Networks      []string `json:"networks"`
	Domains       []string `json:"domains"`
	Ports         []string `json:"ports" doc:"a number, or a range such as 1000-2000"`
	ASNs          []string `json:"asns"`
}

// Threshold is an entry of data.
type Threshold struct {
	Class   string `json:"class"`
	AtLeast int64  `json:"at_least" doc:"0: it is no whole number"`
}

// Group is one of jurisdictions or of networks.
type Group struct {
	Name    string   `json:"name"`
	Line    int      `json:"line"`
	Entries []string `json:"entries"`
	UsedBy  []int    `json:"used_by" doc:"places of the rules that name it, from 0"`
}

// Custom is a class of the admin's own.
type Custom struct {
	Name     string   `json:"name" doc:"without custom."`
	Line     int      `json:"line"`
	Keywords []string `json:"keywords"`
	Patterns []string `json:"patterns"`
	Context  []string `json:"context"`
}

// Empty is what is shown of a text that is no YAML.
func Empty() Shown {
	return Shown{[]Placed{}, []Group{}, []Group{}, []Custom{}, "allow"}
}

// Show reads a policy for a form. The error is strict.Errors, where it can't be read as YAML at all.
func Show(text string) (Shown, error) {
	f, err := parse("policy", text)
	if err != nil {
		return Shown{}, err
	}
	return f.show(), nil
}

func (f *file) show() Shown {
	out := Shown{Rules: f.placed(), Custom: []Custom{}, Default: cmp.Or(textAt(f.root, "default"), "allow")}
	out.Jurisdictions = f.groups("jurisdictions", out.Rules, func(r *Rule) []string { return r.To.Jurisdictions })
	out.Networks = f.groups("networks", out.Rules, func(r *Rule) []string { return slices.Concat(r.From.Networks, r.To.Networks) })
	eachPair(f.at("custom"), func(k, v *yaml.Node) {
		out.Custom = append(out.Custom, Custom{k.Value, k.Line, textsAt(v, "keywords"), textsAt(v, "patterns"), textsAt(v, "context")})
	})
	return out
}

// placed are the rules and where they stand.
func (f *file) placed() []Placed {
	out, spans := []Placed{}, f.ruleSpans()
	for i, n := range f.ruleNodes() {
		p := Placed{Rule: ruleOf(n), Line: n.Line, Last: lastLeaf(n).Line, Lines: linesIn(n)}
		if i < len(spans) {
			p.Last = spans[i].last + 1
		}
		out = append(out, p)
	}
	return out
}

func (f *file) groups(kind string, rules []Placed, named func(*Rule) []string) []Group {
	out := []Group{}
	eachPair(f.at("groups", kind), func(k, v *yaml.Node) {
		g := Group{k.Value, k.Line, texts(v), []int{}}
		for i := range rules {
			if slices.Contains(named(&rules[i].Rule), g.Name) {
				g.UsedBy = append(g.UsedBy, i)
			}
		}
		out = append(out, g)
	})
	return out
}

func ruleOf(n *yaml.Node) Rule {
	r := Rule{ID: textAt(n, "id"), Description: textAt(n, "description"), Comment: textAt(n, "comment"), Owner: textAt(n, "owner"), Ticket: textAt(n, "ticket"),
		Enabled: boolAt(n, "enabled", true), Monitor: boolAt(n, "monitor", false), Expires: textAt(n, "expires"),
		Protocols: textsAt(n, "protocols"), Data: []Threshold{}, Action: textAt(n, "action")}
	_, from := child(n, "from")
	_, to := child(n, "to")
	_, data := child(n, "data")
	r.From = From{textsAt(from, "networks")}
	r.To = To{textsAt(to, "jurisdictions"), textsAt(to, "networks"), textsAt(to, "domains"), textsAt(to, "ports"), textsAt(to, "asns")}
	if data != nil && data.Kind == yaml.SequenceNode {
		for _, d := range data.Content {
			_, count := child(d, "at_least")
			least, _ := valueOf(count).(int64)
			r.Data = append(r.Data, Threshold{textAt(d, "class"), least})
		}
	}
	return r
}

// linesIn gives the lines of a rule's fields, and of the entries of its lists as problems name them: data[1].
func linesIn(n *yaml.Node) map[string]int {
	out := map[string]int{}
	var walk func(n *yaml.Node, path string)
	walk = func(n *yaml.Node, path string) {
		eachPair(n, func(k, v *yaml.Node) {
			at := k.Value
			if path != "" {
				at = path + "." + at
			}
			out[at] = k.Line
			walk(v, at)
		})
		if n.Kind == yaml.SequenceNode {
			for i, c := range n.Content {
				out[fmt.Sprintf("%s[%d]", path, i)] = c.Line
			}
		}
	}
	walk(n, "")
	return out
}

func eachPair(n *yaml.Node, do func(k, v *yaml.Node)) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		do(n.Content[i], n.Content[i+1])
	}
}

func textOf(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return ""
	}
	return n.Value
}

func textAt(n *yaml.Node, key string) string {
	_, v := child(n, key)
	return textOf(v)
}

func boolAt(n *yaml.Node, key string, fallback bool) bool {
	_, v := child(n, key)
	if b, ok := valueOf(v).(bool); ok {
		return b
	}
	return fallback
}

// texts are the entries of a list, as they are written.
func texts(n *yaml.Node) []string {
	out := []string{}
	if n == nil || n.Kind != yaml.SequenceNode {
		return out
	}
	for _, c := range n.Content {
		if text := textOf(c); text != "" {
			out = append(out, text)
		}
	}
	return out
}

func textsAt(n *yaml.Node, key string) []string {
	_, v := child(n, key)
	return texts(v)
}
