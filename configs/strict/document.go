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
	root, err := decode(bytes.NewReader(src))
	if err != nil {
		line, message := syntax(err, src)
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
func decode(in io.Reader) (*yaml.Node, error) {
	dec := yaml.NewDecoder(in)
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

var syntaxLine = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)

// syntax takes the line number out of an error of the YAML library. The one it
// gives for its grammar's errors is that of the line before the enclosing
// element; the line that it had come to is where a person must look.
func syntax(err error, src []byte) (line int, message string) {
	reason := plainReason(err)
	switch m := syntaxLine.FindStringSubmatch(err.Error()); {
	case strings.HasPrefix(reason, "did not find expected "):
		line = faulty(src, err)
	case m != nil:
		line, _ = strconv.Atoi(m[1])
	}
	return line, "not valid YAML: " + reason
}

// plainReason is an error of the library without its name and the line.
func plainReason(err error) string {
	return syntaxLine.ReplaceAllString(strings.TrimPrefix(err.Error(), "yaml: "), "")
}

// lookahead is how many lines the library may take in beyond the faulty one.
const lookahead = 3

// faulty gives the line with which the file ceases to be valid: the first of the
// last lines read after which the library gives up for the same reason.
func faulty(src []byte, reason error) int {
	r := byteReader{src: src}
	_, _ = decode(&r) // fails as it did before; how far it reads is what is asked
	read := bytes.TrimSuffix(src[:r.read], []byte{'\n'})
	line := 1 + bytes.Count(read, []byte{'\n'})
	for range min(lookahead, line-1) {
		read = read[:bytes.LastIndexByte(read, '\n')]
		if _, err := decode(bytes.NewReader(read)); err == nil || plainReason(err) != plainReason(reason) {
			break
		}
		line--
	}
	return line
}

// byteReader hands out a byte at a time, so that no buffer hides what was read.
type byteReader struct {
	src  []byte
	read int
}

func (r *byteReader) Read(b []byte) (int, error) {
	if r.read == len(r.src) || len(b) == 0 {
		return 0, io.EOF
	}
	b[0] = r.src[r.read]
	r.read++
	return 1, nil
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

// Tree gives the file as the YAML library has read it, for who changes it; nil where there is nothing, or it could not be read.
func (d *Document) Tree() *yaml.Node { return d.root }

// Broken reports whether the file could not be read as YAML at all.
func (d *Document) Broken() bool { return d.root == nil && len(d.errs) > 0 }

// Err gives nil or all errors found so far, as Errors in the order of lines.
func (d *Document) Err() error {
	if len(d.errs) == 0 {
		return nil
	}
	return d.errs.sorted()
}
