package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"time"

	"sekisho/admin/state"
	"sekisho/admin/store"
	"sekisho/dataplane/control"
	"sekisho/dataplane/policy"
)

// policyAnswer is what is in force.
type policyAnswer struct {
	control.State
	Number int `json:"number" doc:"of the revision; 0: none is known"`
}

func (s *Server) policy(ctx context.Context, _ *call, _ nothing) (policyAnswer, error) {
	st, err := s.options.State.Reconcile(ctx, s.options.Dataplane)
	if err != nil {
		return policyAnswer{}, unreachable(err)
	}
	number, err := s.options.State.InForce(ctx)
	return policyAnswer{st, number}, err
}

// inForce asks the dataplane, whose word it is.
func (s *Server) inForce(ctx context.Context) (control.State, error) {
	st, err := s.options.Dataplane.Policy(ctx)
	return st, unreachable(err)
}

// unreachable says that the dataplane can't be asked, which is not the admin process's fault.
func unreachable(err error) error {
	if err == nil || errors.As(err, new(*control.Error)) || !errors.As(err, new(*net.OpError)) && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fault(http.StatusServiceUnavailable, codeDataplane, "the dataplane doesn't answer")
}

// policyText is a policy to look at.
type policyText struct {
	Text string `json:"text" doc:"the policy, YAML"`
}

// checked is what is wrong with a policy.
type checked struct {
	Valid    bool             `json:"valid"`
	Errors   []control.AtLine `json:"errors"`
	Warnings []control.AtLine `json:"warnings" doc:"what this gateway can't recognise, so that it never holds"`
	Rules    int              `json:"rules"`
}

func (s *Server) checkPolicy(_ context.Context, _ *call, in of[policyText]) (checked, error) {
	program, err := s.options.Compile("policy", in.Body.Text)
	var lines policy.Errors
	if errors.As(err, &lines) {
		return checked{Errors: atLines(lines), Warnings: []control.AtLine{}}, nil
	}
	if err != nil {
		return checked{Errors: []control.AtLine{{Message: err.Error()}}, Warnings: []control.AtLine{}}, nil
	}
	return checked{Valid: true, Errors: []control.AtLine{}, Warnings: atLines(program.Unserved(s.options.Vocabulary)), Rules: program.Len()}, nil
}

// pendingChange names the change that waits for its confirmation.
type pendingChange struct {
	ID string `json:"id" min:"1" max:"200" doc:"pending.id of the policy in force"`
}

func (s *Server) confirmPolicy(ctx context.Context, c *call, in of[pendingChange]) (control.State, error) {
	st, err := s.options.State.Confirm(ctx, s.options.Dataplane, in.Body.ID, c.actor())
	return st, unreachable(err)
}

// takenBack names the change that is to be undone before its time.
type takenBack struct {
	ID     string `json:"id" min:"1" max:"200" doc:"pending.id of the policy in force"`
	Reason string `json:"reason,omitempty" max:"2000"`
}

func (s *Server) revertPolicy(ctx context.Context, c *call, in of[takenBack]) (control.State, error) {
	st, err := s.options.State.Revert(ctx, s.options.Dataplane, in.Body.ID, in.Body.Reason, c.actor())
	return st, unreachable(err)
}

// page of a list that is numbered downwards.
type numbered struct {
	Before int `query:"before" min:"1" doc:"only smaller numbers"`
	Limit  int `query:"limit" min:"1" max:"1000" doc:"without it, 100"`
}

func (n numbered) limit() int {
	if n.Limit == 0 {
		return 100
	}
	return n.Limit
}

func (s *Server) listRevisions(ctx context.Context, _ *call, in numbered) (list[state.Revision], error) {
	revisions, err := s.options.State.Revisions(ctx, in.Before, in.limit())
	return listOf(revisions), err
}

// byNumber names a revision.
type byNumber struct {
	Number int `path:"number" min:"1"`
}

func (s *Server) revision(ctx context.Context, _ *call, in byNumber) (state.Revision, error) {
	return s.options.State.Revision(ctx, in.Number)
}

func (s *Server) revisionText(ctx context.Context, number int) (name, text string, err error) {
	r, err := s.options.State.Revision(ctx, number)
	return revisionName(number), r.Text, err
}

// revisionDiff compares a revision.
type revisionDiff struct {
	Number  int `path:"number" min:"1"`
	Against int `query:"against" min:"1" doc:"number of another revision; without it, the one before"`
}

func (s *Server) diffRevision(ctx context.Context, _ *call, in revisionDiff) (diffAnswer, error) {
	r, err := s.options.State.Revision(ctx, in.Number)
	if err != nil {
		return diffAnswer{}, err
	}
	against := in.Against
	if against == 0 {
		against = r.Parent
	}
	name, text := "nothing", ""
	if against > 0 {
		if name, text, err = s.revisionText(ctx, against); err != nil {
			return diffAnswer{}, err
		}
	}
	return difference(name, revisionName(in.Number), text, r.Text), nil
}

func (s *Server) blame(ctx context.Context, _ *call, in byNumber) (list[state.Blame], error) {
	lines, err := s.options.State.Blame(ctx, in.Number)
	return listOf(lines), err
}

// historyOf selects steps of the history.
type historyOf struct {
	Revision int `query:"revision" min:"1" doc:"only of this one"`
	Limit    int `query:"limit" min:"1" max:"1000" doc:"without it, 100"`
}

func (s *Server) history(ctx context.Context, _ *call, in historyOf) (list[state.Change], error) {
	changes, err := s.options.State.Changes(ctx, in.Revision, numbered{Limit: in.Limit}.limit())
	return listOf(changes), err
}

func (s *Server) rollBack(ctx context.Context, c *call, in byNumber) (state.Draft, error) {
	d, err := s.options.State.RollBack(ctx, in.Number, c.actor())
	c.note("revision", in.Number)
	return s.wrote(c, "", d), err
}

// ruleAnswer is a rule in force, and what became of it.
type ruleAnswer struct {
	ID          string        `json:"id"`
	Description string        `json:"description"`
	Comment     string        `json:"comment"`
	Owner       string        `json:"owner"`
	Ticket      string        `json:"ticket"`
	Line        int           `json:"line" doc:"in the policy"`
	Enabled     bool          `json:"enabled"`
	Monitor     bool          `json:"monitor" doc:"it says what it would do, and decides nothing"`
	Action      policy.Action `json:"action"`
	// Hits are absent where there were none yet.
	Hits *store.Rule `json:"hits,omitempty"`
	// Changed is absent where no revision is known.
	Changed *state.Blame `json:"changed,omitempty" doc:"by which revision last"`
	Unused  time.Time    `json:"unused_since,omitzero" doc:"the last hit, or where there was none, the last change"`
	// Expires is a time, or absent.
	Expires string `json:"expires,omitempty" doc:"from then on it is as if disabled"`
}

// rulesAnswer has the rules in force, in their order, and hits of rules that are no longer.
type rulesAnswer struct {
	Version string       `json:"version" doc:"of the policy, as events have it in rule.version"`
	Rules   []ruleAnswer `json:"rules"`
	Past    []store.Rule `json:"past"`
	// Default is absent while nothing was left to it yet.
	Default *store.Rule `json:"default,omitempty" doc:"what no rule decided"`
}

func (s *Server) rules(ctx context.Context, _ *call, _ nothing) (rulesAnswer, error) {
	text, err := s.textInForce(ctx)
	if err != nil {
		return rulesAnswer{}, err
	}
	program, err := s.options.Compile("in force", text)
	if err != nil {
		return rulesAnswer{}, err
	}
	hits, err := s.options.Index.Rules(ctx)
	if err != nil {
		return rulesAnswer{}, err
	}
	number, err := s.options.State.InForce(ctx)
	if err != nil {
		return rulesAnswer{}, err
	}
	changes, err := s.options.State.Blame(ctx, number)
	if err != nil {
		return rulesAnswer{}, err
	}
	out := joinHits(program, hits)
	out.blame(changes)
	return out, nil
}

// blame says by which revision each rule was last changed, and since when none of its hits is known.
func (a *rulesAnswer) blame(changes []state.Blame) {
	for i := range a.Rules {
		r := &a.Rules[i]
		at := slices.IndexFunc(changes, func(b state.Blame) bool { return b.Rule == r.ID })
		if at >= 0 {
			r.Changed, r.Unused = &changes[at], changes[at].At
		}
		if r.Hits != nil && !r.Hits.Last.IsZero() {
			r.Unused = r.Hits.Last
		}
	}
}

func joinHits(program *policy.Program, hits []store.Rule) rulesAnswer {
	out := rulesAnswer{Version: program.Version(), Rules: []ruleAnswer{}, Past: []store.Rule{}}
	byID := map[string]*store.Rule{}
	for i := range hits {
		byID[hits[i].ID] = &hits[i]
	}
	for i := range program.Len() {
		r := shownRule(program.Rule(i))
		r.Hits = byID[r.ID]
		delete(byID, r.ID)
		out.Rules = append(out.Rules, r)
	}
	out.Default = byID["default"]
	delete(byID, "default")
	for i := range hits {
		if byID[hits[i].ID] != nil {
			out.Past = append(out.Past, hits[i])
		}
	}
	return out
}

func shownRule(r *policy.Rule) ruleAnswer {
	out := ruleAnswer{ID: r.ID, Description: r.Description, Comment: r.Comment, Owner: r.Owner, Ticket: r.Ticket, Line: r.Line, Enabled: r.Enabled, Monitor: r.Monitor, Action: r.Action}
	if !r.Expires.IsZero() {
		out.Expires = rfc3339(r.Expires)
	}
	return out
}
