package edit

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// width is the most characters a line of ours should have.
const width = 100

// order is that of the keys that policies have; all others follow, by name.
var order = strings.Fields(`version groups custom id description comment owner ticket enabled monitor expires from to protocols data action
rules default jurisdictions networks domains ports asns class at_least keywords patterns context`)

func rank(key string) int {
	if i := slices.Index(order, key); i >= 0 {
		return i
	}
	return len(order)
}

func sortedKeys(o object) []string {
	return slices.SortedFunc(maps.Keys(o), func(a, b string) int { return cmp.Or(rank(a)-rank(b), cmp.Compare(a, b)) })
}

// plainWords are the keys whose values need no quotes, though YAML would read them as numbers or dates.
var (
	plainWords = map[string]bool{"ports": true, "asns": true, "expires": true}
	plainWord  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9:+.-]*$`)
)

// written is a value in the lines that follow its key, or its dash: the rest of that line, and more lines, which are
// indented already.
type written struct {
	rest string
	more []string
}

// write writes the value of a key whose parent's parts stand at column indent.
func write(key string, v any, indent int) written {
	switch v := v.(type) {
	case object:
		if text := flow(key, v); compact(key) && indent+len(key)+len(text) < width || len(v) == 0 {
			return written{rest: text}
		}
		return written{more: pairs(v, indent+2)}
	case []any:
		return writeList(key, v, indent)
	case string:
		if strings.Contains(v, "\n") && literal(v) {
			return literalBlock(v, indent+2)
		}
	}
	return written{rest: scalar(key, v, false)}
}

// compact are the mappings that stand on one line where they fit.
func compact(key string) bool { return key == "from" || key == "to" || key == "" }

// pairs writes a mapping's keys, a line each at least.
func pairs(o object, indent int) (lines []string) {
	for _, key := range sortedKeys(o) {
		lines = append(lines, pair(key, o[key], indent)...)
	}
	return lines
}

func pair(key string, v any, indent int) []string {
	w := write(key, v, indent)
	first := strings.Repeat(" ", indent) + scalar("", key, false) + ":"
	if w.rest != "" {
		first += " " + w.rest
	}
	return append([]string{first}, w.more...)
}

// entry writes a list's entry, dash and all.
func entry(v any, indent int) []string {
	blanks := strings.Repeat(" ", indent)
	if o, ok := v.(object); ok && len(o) > 0 {
		if text := flow("", o); o["class"] != nil && indent+len(text) < width {
			return []string{blanks + "- " + text}
		}
		lines := pairs(o, indent+2)
		lines[0] = blanks + "- " + lines[0][indent+2:]
		return lines
	}
	if _, ok := v.([]any); ok {
		return []string{blanks + "- " + flow("", v)}
	}
	return []string{blanks + "- " + scalar("", v, false)}
}

// writeList puts lists of mappings on a line each, and others on one, broken where it becomes too long.
func writeList(key string, list []any, indent int) written {
	for _, v := range list {
		if _, ok := v.(object); ok {
			var w written
			for _, v := range list {
				w.more = append(w.more, entry(v, indent+2)...)
			}
			return w
		}
	}
	text := flow(key, list)
	if indent+len(key)+len(text) < width {
		return written{rest: text}
	}
	return wrapped(key, list, indent+2)
}

// wrapped writes a list over several lines.
func wrapped(key string, list []any, indent int) written {
	blanks := strings.Repeat(" ", indent)
	lines, line := []string{}, blanks
	for i, v := range list {
		text := flow(key, v)
		if i < len(list)-1 {
			text += ","
		}
		if len(line)+1+len(text) > width && line != blanks {
			lines, line = append(lines, line), blanks
		}
		if line != blanks {
			line += " "
		}
		line += text
	}
	return written{"[", append(lines, line+"]")}
}

// flow writes a value on one line.
func flow(key string, v any) string {
	var parts []string
	switch v := v.(type) {
	case object:
		for _, k := range sortedKeys(v) {
			parts = append(parts, scalar("", k, true)+": "+flow(k, v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		for _, one := range v {
			parts = append(parts, flow(key, one))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return scalar(key, v, true)
}

// scalar writes a single value. In flow collections, more has to be in quotes.
func scalar(key string, v any, inFlow bool) string {
	text, ok := v.(string)
	if !ok {
		b, _ := json.Marshal(v) // whole numbers, true, false and null are the same in YAML
		return string(b)
	}
	if plainWords[key] && plainWord.MatchString(text) {
		return text
	}
	if strings.ContainsFunc(text, unprintable) {
		return quoted(text)
	}
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
	if inFlow {
		n = &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle, Content: []*yaml.Node{n}}
	}
	b, err := yaml.Marshal(n)
	out := strings.TrimSuffix(string(b), "\n")
	if err != nil || strings.Contains(out, "\n") {
		return quoted(text)
	}
	if inFlow {
		return out[1 : len(out)-1]
	}
	return out
}

// unprintable has a text be written in double quotes, where it can be escaped (YAML 1.2.2 section 5.7).
func unprintable(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == '\ufffe' || r == '\uffff'
}

func quoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unprintable(r):
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// literal reports whether a text of several lines can stand as it is.
func literal(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && unprintable(r) }) && !strings.HasPrefix(strings.TrimLeft(text, "\n"), " ") &&
		strings.TrimSpace(text) == strings.TrimRight(text, "\n") && !strings.HasSuffix(text, "\n\n")
}

// literalBlock writes a text of several lines as it is.
func literalBlock(text string, indent int) written {
	body, ended := strings.CutSuffix(text, "\n")
	w := written{rest: "|-"}
	if ended {
		w.rest = "|"
	}
	for line := range strings.SplitSeq(body, "\n") {
		if line != "" {
			line = strings.Repeat(" ", indent) + line
		}
		w.more = append(w.more, line)
	}
	return w
}
