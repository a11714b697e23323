package edit

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// rewritten has the library write the file anew, saying what want does, with all comments but without blank lines. Files
// whose layout can't be followed line by line take this way.
func (f *file) rewritten(want object) (string, error) {
	root := f.root
	if root == nil {
		root = &yaml.Node{Kind: yaml.MappingNode}
	}
	root = adapted(root, want)
	root.Style = 0
	if _, rules := child(root, "rules"); rules != nil && len(rules.Content) > 0 {
		rules.Style = 0
	}
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(root); err != nil {
		return "", err
	}
	return b.String(), e.Close()
}

// adapted gives a node that says v, with all of n in it that says so already.
func adapted(n *yaml.Node, v any) *yaml.Node {
	if n != nil && same(valueOf(n), v) {
		return n
	}
	switch v := v.(type) {
	case object:
		return adaptedMapping(n, v)
	case []any:
		return adaptedList(n, v)
	}
	out := &yaml.Node{Kind: yaml.ScalarNode}
	if n != nil {
		out.HeadComment, out.LineComment, out.FootComment = n.HeadComment, n.LineComment, n.FootComment
	}
	out.Value, out.Tag = word(v), ""
	switch v := v.(type) {
	case string:
		out.Tag = "!!str"
	case bool:
		out.Value = strings.ToLower(map[bool]string{true: "true", false: "false"}[v])
	case nil:
		out.Value = "null"
	}
	return out
}

func adaptedMapping(n *yaml.Node, o object) *yaml.Node {
	out := &yaml.Node{Kind: yaml.MappingNode}
	if n != nil && n.Kind == yaml.MappingNode {
		*out = *n
		out.Content = nil
		for i := 0; i+1 < len(n.Content); i += 2 {
			if v, ok := o[n.Content[i].Value]; ok {
				out.Content = append(out.Content, n.Content[i], adapted(n.Content[i+1], v))
			}
		}
	}
	for _, key := range sortedKeys(o) {
		if _, v := child(out, key); v == nil {
			k := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key}
			out.Content = append(out.Content, k, adapted(nil, o[key]))
		}
	}
	if len(out.Content) == 0 {
		out.Style = yaml.FlowStyle
	}
	return out
}

func adaptedList(n *yaml.Node, list []any) *yaml.Node {
	out := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	var old []*yaml.Node
	if n != nil && n.Kind == yaml.SequenceNode {
		*out = *n
		old = n.Content
	} else if slices.ContainsFunc(list, func(v any) bool { _, ok := v.(object); return ok }) {
		out.Style = 0
	}
	had := make([]any, len(old))
	for i := range old {
		had[i] = valueOf(old[i])
	}
	out.Content = make([]*yaml.Node, len(list))
	for i, to := range alike(had, list) {
		if to >= 0 {
			out.Content[to] = adapted(old[i], list[to])
		}
	}
	for i := range list {
		if out.Content[i] == nil {
			out.Content[i] = adapted(nil, list[i])
		}
	}
	return out
}
