package edit

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"sekisho/configs/strict"
)

// Operation is one change of a policy. Rules are named by their places, from 0, as they are when the operation begins: a rule
// that is being written may have no ID yet, or that of another one.
type Operation struct {
	Op    string          `json:"op" enum:"add,change,move,remove,patch,rename"`
	Rules []int           `json:"rules,omitempty" max:"10000" doc:"places of the rules to change, move or remove, from 0, as they are when the operation begins"`
	To    *int            `json:"to,omitempty" min:"0" doc:"add: place of the new rule; without it, the last. move: place of the first rule moved, among those that stay"`
	Set   json.RawMessage `json:"set,omitempty" doc:"add: the rule's keys. change: a merge patch (RFC 7396) for each of the rules. patch: one for groups, custom and default. null, and what is empty, takes a key out"`
	Kind  string          `json:"kind,omitempty" enum:"jurisdictions,networks" doc:"rename: of the group"`
	From  string          `json:"from,omitempty" max:"64" doc:"rename: the group's name; rules that name it follow"`
	Name  string          `json:"name,omitempty" max:"64" doc:"rename: its new name"`
}

// Error is an operation that can't be done.
type Error struct {
	Operation int // its place, from 0
	Field     string
	Text      string
}

func (e *Error) Error() string {
	return fmt.Sprintf("operation %d: %s: %s", e.Operation+1, e.Field, e.Text)
}

// Apply does the operations one after the other and gives the new text, and what it says. The error is strict.Errors where the
// text can't be read, *Error where an operation can't be done, or ctx's, whose end is looked for between operations; nothing
// is done then.
func Apply(ctx context.Context, text string, operations []Operation) (string, Shown, error) {
	f, err := parse("policy", text)
	if err != nil {
		return "", Shown{}, err
	}
	for i, op := range operations {
		if err := ctx.Err(); err != nil {
			return "", Shown{}, err
		}
		g, err := op.do(f)
		if e, ok := err.(*Error); ok {
			e.Operation = i
		}
		if err != nil {
			return "", Shown{}, err
		}
		f = g
	}
	return f.text, f.show(), nil
}

func bad(field, format string, args ...any) *Error {
	return &Error{Field: field, Text: fmt.Sprintf(format, args...)}
}

func (op *Operation) do(f *file) (*file, error) {
	switch op.Op {
	case "add":
		return op.add(f)
	case "change":
		return op.change(f)
	case "move":
		return op.move(f)
	case "remove":
		return op.remove(f)
	case "patch":
		return op.patch(f)
	case "rename":
		return op.rename(f)
	}
	return nil, bad("op", "must be add, change, move, remove, patch or rename")
}

// keys reads Set, which must be an object.
func (op *Operation) keys() (object, error) {
	v, err := fromJSON(op.Set)
	if err != nil {
		return nil, bad("set", "%v", err)
	}
	o, ok := v.(object)
	if !ok {
		return nil, bad("set", "must be an object")
	}
	if !sound(o) {
		return nil, bad("set", "keys must be texts of 1 to 256 characters on one line, and nested %d levels at most", strict.MaxDepth/2)
	}
	return o, nil
}

// sound reports whether a value can stand in a policy at all.
func sound(v any) bool { return soundAt(v, 0) }

func soundAt(v any, depth int) bool {
	if depth > strict.MaxDepth/2 {
		return false
	}
	switch v := v.(type) {
	case []any:
		return !slices.ContainsFunc(v, func(v any) bool { return !soundAt(v, depth+1) })
	case object:
		for k, v := range v {
			if k == "" || len(k) > 256 || strings.ContainsFunc(k, unprintable) || !soundAt(v, depth+1) {
				return false
			}
		}
	case string:
		return !strings.ContainsRune(v, 0)
	}
	return true
}

// places checks Rules and sorts them.
func (op *Operation) places(n int) ([]int, error) {
	if len(op.Rules) == 0 {
		return nil, bad("rules", "names no rule")
	}
	all := slices.Compact(slices.Sorted(slices.Values(op.Rules)))
	if all[0] < 0 || all[len(all)-1] >= n {
		return nil, bad("rules", "there are %d rules, counted from 0", n)
	}
	return all, nil
}

// target checks To, of n places; without it, the last.
func (op *Operation) target(n int) (int, error) {
	if op.To == nil {
		return n, nil
	}
	if *op.To < 0 || *op.To > n {
		return 0, bad("to", "must be 0 to %d", n)
	}
	return *op.To, nil
}

func (op *Operation) patch(f *file) (*file, error) {
	o, err := op.keys()
	if err != nil {
		return nil, err
	}
	for k := range o {
		if k != "groups" && k != "custom" && k != "default" && k != "version" {
			return nil, bad("set", "can have groups, custom, default and version; rules have operations of their own")
		}
	}
	want := merged(f.says(), o).(object)
	if rules, ok := f.says()["rules"]; ok {
		want["rules"] = rules // empty as it may be
	}
	s := &splices{file: f}
	if f.root == nil {
		return f.written(want)
	}
	s.mapping(f.root, want, 0, len(f.lines))
	return s.commit(want)
}

// rename gives a group another name, where it stands and in all rules that name it.
func (op *Operation) rename(f *file) (*file, error) {
	group, _ := child(f.at("groups", op.Kind), op.From)
	switch taken, _ := child(f.at("groups", op.Kind), op.Name); {
	case group == nil:
		return nil, bad("from", "there is no such group")
	case op.Name == op.From:
		return f, nil
	case taken != nil || op.Name == "" || strings.ContainsFunc(op.Name, unprintable):
		return nil, bad("name", "is empty, or another group's")
	}
	want := deepCopy(f.says()).(object)
	groups := want["groups"].(object)[op.Kind].(object)
	groups[op.Name] = groups[op.From]
	delete(groups, op.From)
	s := &splices{file: f}
	at, end := s.offset(group), s.colon(group).column
	line := f.lines[group.Line-1]
	if end-1 >= at {
		s.put(group.Line-1, group.Line, line[:at]+scalar("", op.Name, true)+line[end-1:])
	}
	s.rules(want, func(rule object) { renameIn(rule, op.Kind, op.From, op.Name) })
	return s.commit(want)
}

func renameIn(rule object, kind, from, to string) {
	for _, end := range []string{"from", "to"} {
		ends, _ := rule[end].(object)
		list, _ := ends[kind].([]any)
		for i, v := range list {
			if word(v) == from {
				list[i] = to
			}
		}
	}
}

func deepCopy(v any) any {
	switch v := v.(type) {
	case object:
		out := make(object, len(v))
		for k := range v {
			out[k] = deepCopy(v[k])
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = deepCopy(v[i])
		}
		return out
	}
	return v
}

// says is what the file says.
func (f *file) says() object {
	o, _ := valueOf(f.root).(object)
	if o == nil {
		o = object{}
	}
	return o
}

// commit makes the splices and reads the text again. Where it doesn't say what it should, the file is written anew.
func (s *splices) commit(want object) (*file, error) {
	if !s.odd && s.root != nil && s.root.Style == 0 {
		if f, err := parse(s.name, s.made()); err == nil && same(f.says(), want) {
			return f, nil
		}
	}
	return s.written(want)
}

func (f *file) written(want object) (*file, error) {
	text, err := f.rewritten(want)
	if err == nil {
		var g *file
		if g, err = parse(f.name, text); err == nil && same(g.says(), want) {
			return g, nil
		}
	}
	return nil, bad("set", "can't be written into this file: change its text instead")
}
