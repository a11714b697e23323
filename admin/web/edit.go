package web

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"sekisho/admin/edit"
	"sekisho/dataplane/policy"
)

// editing is a policy's text and what is to be done to it.
type editing struct {
	Text       string           `json:"text" doc:"the policy, YAML"`
	Operations []edit.Operation `json:"operations" max:"200" doc:"done one after the other; none: just say what the text says. Where one can't be done, none is"`
}

// edited is a policy as a form shows it.
type edited struct {
	Text string `json:"text" doc:"with the changes, and all else in it as it was"`
	edit.Shown
	// Problems say what is wrong; a policy can be applied where none is an error.
	Problems []policyProblem `json:"problems"`
}

// policyProblem is one thing wrong with a policy, by line, and by rule and field where it is in one.
type policyProblem struct {
	Severity string `json:"severity" enum:"error,warning" doc:"warning: this gateway can't recognise it, so that it never holds"`
	Line     int    `json:"line" doc:"from 1; 0: not known"`
	Path     string `json:"path,omitempty" doc:"in the file, such as rules[2].to.ports[0]"`
	Rule     *int   `json:"rule,omitempty" doc:"place of the rule, from 0"`
	Field    string `json:"field,omitempty" doc:"of the rule, such as to.ports"`
	Entry    *int   `json:"entry,omitempty" doc:"of the field's list, from 0"`
	Message  string `json:"message" doc:"without the path"`
}

// editPolicy changes a policy's text for a form. Nothing is stored.
func (s *Server) editPolicy(ctx context.Context, _ *call, in of[editing]) (edited, error) {
	if err := fits(in.Body.Text); err != nil {
		return edited{}, err
	}
	text, shown, err := edit.Apply(ctx, in.Body.Text, in.Body.Operations)
	var refused *edit.Error
	var lines policy.Errors
	switch {
	case errors.As(err, &refused):
		return edited{}, invalid(fmt.Sprintf("operations[%d].%s", refused.Operation, refused.Field), refused.Text)
	case errors.As(err, &lines) && len(in.Body.Operations) == 0:
		return edited{Text: in.Body.Text, Shown: edit.Empty(), Problems: problemsOf(nil, lines, "error")}, nil
	case err != nil:
		return edited{}, err
	}
	if err := fits(text); err != nil {
		return edited{}, err
	}
	return edited{Text: text, Shown: shown, Problems: s.problemsIn(text, shown.Rules)}, nil
}

// problemsIn checks a policy whole.
func (s *Server) problemsIn(text string, rules []edit.Placed) []policyProblem {
	program, err := s.options.Compile("policy", text)
	var lines policy.Errors
	switch {
	case errors.As(err, &lines):
		return problemsOf(rules, lines, "error")
	case err != nil:
		return []policyProblem{{Severity: "error", Message: err.Error()}}
	}
	return problemsOf(rules, program.Unserved(s.options.Vocabulary), "warning")
}

func problemsOf(rules []edit.Placed, lines policy.Errors, severity string) []policyProblem {
	out := make([]policyProblem, len(lines))
	for i, l := range lines {
		p := policyProblem{Severity: severity, Line: l.Line, Path: l.Path, Message: l.Message}
		p.locate(rules)
		out[i] = p
	}
	return out
}

var rulePath = regexp.MustCompile(`^rules\[(\d+)\](?:\.?)(.*)$`)

// locate finds the rule, the field and its entry by the path, or at least the rule by the line.
func (p *policyProblem) locate(rules []edit.Placed) {
	if head, rest, ok := strings.Cut(p.Message, ": "); ok && strings.HasPrefix(p.Path, head) {
		p.Message = rest
	}
	m := rulePath.FindStringSubmatch(p.Path)
	if m == nil {
		for i := range rules {
			if p.Path == "" && rules[i].Line <= p.Line && p.Line <= rules[i].Last {
				p.Rule = &i
			}
		}
		return
	}
	rule, err := strconv.Atoi(m[1])
	if err != nil {
		return
	}
	p.Rule, p.Field = &rule, m[2]
	field, entry, ok := strings.Cut(m[2], "[")
	digits, _, _ := strings.Cut(entry, "]")
	if n, err := strconv.Atoi(digits); ok && err == nil {
		p.Field, p.Entry = field, &n
	}
}
