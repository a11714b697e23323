package strict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Bounds of one file. The number of entries bounds memory: the parsed form of
// one entry takes about 200 bytes.
const (
	MaxBytes   = 4 << 20
	MaxEntries = 400_000
	MaxDepth   = 16
)

// Document is one file being read. It collects what is wrong with it.
type Document struct {
	file string
	root *yaml.Node // nil where the file is empty or unreadable
	errs Errors
}

// Read parses src as one YAML document. What is wrong with it, here and in all
// that is asked of its nodes later, is told by Err.
func Read(file string, src []byte) *Document {
	d := &Document{file: file}
	if line, reason := refuse(src); reason != "" {
		d.add(line, "%s", reason)
		return d
	}
	root, err := decode(src)
	if err != nil {
		line, message := syntax(err)
		d.add(line, "%s", message)
		return d
	}
	if root != nil && d.plain(root, 0) {
		d.root = root
	}
	return d
}

// refuse looks at the bytes before they are parsed.
func refuse(src []byte) (line int, reason string) {
	if len(src) > MaxBytes {
		return 1, fmt.Sprintf("file has %d bytes, more than the allowed %d", len(src), MaxBytes)
	}
	if i := invalid(src); i >= 0 {
		return 1 + bytes.Count(src[:i], []byte{'\n'}), "file is not UTF-8 text"
	}
	if entries(src) > MaxEntries {
		return 1, fmt.Sprintf("file has more than %d entries", MaxEntries)
	}
	return 0, ""
}

// invalid gives the offset of the first byte that is not UTF-8 text, or -1.
func invalid(src []byte) int {
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 || r == 0 {
			return i
		}
		i += n
	}
	return -1
}

// entries gives an upper bound of the YAML nodes in src: each node but the first
// follows a line break, a flow indicator or a block indicator with its blank.
func entries(src []byte) int {
	n := 1
	for i, c := range src {
		switch c {
		case '\n', '\r', ',', '[', '{':
			n++
		case '-', '?', ':':
			if i+1 < len(src) && (src[i+1] == ' ' || src[i+1] == '\t') {
				n++
			}
		}
	}
	return n
}

// decode gives the content of the only document, nil for an empty file.
func decode(src []byte) (*yaml.Node, error) {
	dec := yaml.NewDecoder(bytes.NewReader(src))
	var first, second yaml.Node
	if err := dec.Decode(&first); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	if err := dec.Decode(&second); !errors.Is(err, io.EOF) {
		if err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("line %d: a second document begins; a file holds one", second.Line)
	}
	return content(&first), nil
}

// content gives the node within a document, nil where the document is empty.
func content(document *yaml.Node) *yaml.Node {
	root := document.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" && root.Value == "" {
		return nil
	}
	return root
}

var syntaxLine = regexp.MustCompile(`^line (\d+): `)

// syntax takes the line number out of an error of the YAML library.
func syntax(err error) (line int, message string) {
	message = strings.TrimPrefix(err.Error(), "yaml: ")
	line = 1
	if m := syntaxLine.FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = message[len(m[0]):]
	}
	return line, "not valid YAML: " + message
}

// plain reports whether the tree is free of what this package refuses.
func (d *Document) plain(n *yaml.Node, depth int) bool {
	if reason := peculiar(n, depth); reason != "" {
		d.add(n.Line, "%s", reason)
		return false
	}
	for _, c := range n.Content {
		if !d.plain(c, depth+1) {
			return false
		}
	}
	return true
}

func peculiar(n *yaml.Node, depth int) string {
	switch {
	case depth >= MaxDepth && n.Kind != yaml.ScalarNode:
		return fmt.Sprintf("nested more than %d levels deep", MaxDepth)
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		return "anchors and aliases are not allowed; write the value out, or use a group"
	case n.Style&yaml.TaggedStyle != 0:
		return "tags are not allowed"
	}
	return ""
}

// Root gives the file's top node; it is absent where the file holds nothing.
func (d *Document) Root() Node { return Node{doc: d, y: d.root} }

// Broken reports whether the file could not be read as YAML at all.
func (d *Document) Broken() bool { return d.root == nil && len(d.errs) > 0 }

// Err gives nil or all errors found so far, as Errors in the order of lines.
func (d *Document) Err() error {
	if len(d.errs) == 0 {
		return nil
	}
	return d.errs.sorted()
}
