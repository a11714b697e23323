package strict

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Mapping is a mapping being read key by key.
type Mapping struct {
	node  Node
	pairs []Pair
	asked []string
}

// Pair is one entry of a mapping. At stands at the key's line.
type Pair struct {
	Key       string
	At, Value Node
}

// Mapping gives the keys of a mapping; none where the node is absent or another type.
func (n Node) Mapping() *Mapping {
	m := &Mapping{node: n}
	if n.y == nil {
		return m
	}
	if n.y.Kind != yaml.MappingNode {
		n.wrong("a mapping")
		return m
	}
	m.fill(n)
	return m
}

func (m *Mapping) fill(n Node) {
	first := make(map[string]int)
	for i := 0; i+1 < len(n.y.Content); i += 2 {
		key, ok := m.key(n.y.Content[i], first)
		if ok {
			at := Node{n.doc, n.y.Content[i], join(n.path, key)}
			m.pairs = append(m.pairs, Pair{key, at, Node{n.doc, n.y.Content[i+1], at.path}})
		}
	}
}

// key gives the text of a key that stands for the first time.
func (m *Mapping) key(y *yaml.Node, first map[string]int) (string, bool) {
	at := Node{m.node.doc, y, m.node.path}
	if y.Kind != yaml.ScalarNode || y.Value == "" || len(y.Value) > 256 {
		at.Errorf("a key must be text of 1 to 256 bytes")
		return "", false
	}
	if line, seen := first[y.Value]; seen {
		at.Errorf("key %s is already given on line %d", Quote(y.Value), line)
		return "", false
	}
	first[y.Value] = y.Line
	return y.Value, true
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// Get gives the value of a key, which counts as a known one from now on.
func (m *Mapping) Get(key string) Node {
	if !slices.Contains(m.asked, key) {
		m.asked = append(m.asked, key)
	}
	for _, p := range m.pairs {
		if p.Key == key {
			return p.Value
		}
	}
	return Node{doc: m.node.doc, path: join(m.node.path, key)}
}

// Need is Get for a key that must be there.
func (m *Mapping) Need(key string) Node {
	n := m.Get(key)
	if !n.Present() && m.valid() {
		m.node.errorAt(join(m.node.path, key), "key %q is missing", key)
	}
	return n
}

// valid reports whether the node is a mapping: an error about its keys would
// otherwise come on top of the one about its type. The file's absent top is one.
func (m *Mapping) valid() bool {
	return m.node.y == nil || m.node.y.Kind == yaml.MappingNode
}

// Pairs gives all entries, where the keys are the writer's own.
func (m *Mapping) Pairs() []Pair { return m.pairs }

// Done adds an error for each key that was never asked for.
func (m *Mapping) Done() {
	for _, p := range m.pairs {
		if !slices.Contains(m.asked, p.Key) {
			Node{p.At.doc, p.At.y, m.node.path}.Unknown("key", p.Key, m.asked)
		}
	}
}
