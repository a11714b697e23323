package web

import (
	"context"

	"sekisho/admin/compare"
	"sekisho/admin/state"
	"sekisho/dataplane/control"
	"sekisho/dataplane/policy"
)

func (s *Server) listDrafts(ctx context.Context, _ *call, _ nothing) (list[state.Draft], error) {
	drafts, err := s.options.State.Drafts(ctx)
	return listOf(drafts), err
}

func (s *Server) draft(ctx context.Context, c *call, in byID) (state.Draft, error) {
	d, err := s.options.State.Draft(ctx, in.ID)
	c.etag = d.Version
	return d, err
}

// newDraft begins a draft: with a text, or with that of the policy in force.
type newDraft struct {
	Name   string  `json:"name" min:"1" max:"200"`
	Text   *string `json:"text,omitempty" doc:"without it, that of the policy in force"`
	Reason string  `json:"reason,omitempty" max:"2000" doc:"why; becomes the revision's"`
}

func (s *Server) addDraft(ctx context.Context, c *call, in of[newDraft]) (state.Draft, error) {
	n := state.NewDraft{Name: in.Body.Name, Reason: in.Body.Reason}
	var err error
	if n.Base, err = s.options.State.InForce(ctx); err != nil {
		return state.Draft{}, err
	}
	if in.Body.Text != nil {
		n.Text = *in.Body.Text
	} else if n.Text, err = s.textInForce(ctx); err != nil {
		return state.Draft{}, err
	}
	if err := fits(n.Text); err != nil {
		return state.Draft{}, err
	}
	d, err := s.options.State.AddDraft(ctx, n, c.actor())
	return s.wrote(c, "", d), err
}

// maxPolicy is what a policy's text may have, in bytes.
const maxPolicy = 4 << 20

func fits(text string) error {
	if len(text) > maxPolicy {
		return invalid("text", "is longer than 4 MiB")
	}
	return nil
}

// wrote notes a draft's new text.
func (s *Server) wrote(c *call, before string, d state.Draft) state.Draft {
	c.changed("draft "+d.ID, before, d.Text)
	c.etag = d.Version
	return d
}

func (s *Server) textInForce(ctx context.Context) (string, error) {
	st, err := s.inForce(ctx)
	return st.Policy, err
}

// draftChange is what a draft shall be.
type draftChange struct {
	ID      string `path:"id"`
	Version int64  `header:"If-Match"`
	Body    struct {
		Name   string `json:"name" min:"1" max:"200"`
		Text   string `json:"text" doc:"the policy, YAML; it need not be valid yet"`
		Reason string `json:"reason" max:"2000"`
	} `body:"json"`
}

func (s *Server) changeDraft(ctx context.Context, c *call, in draftChange) (state.Draft, error) {
	if err := fits(in.Body.Text); err != nil {
		return state.Draft{}, err
	}
	before, err := s.options.State.Draft(ctx, in.ID)
	if err != nil {
		return state.Draft{}, err
	}
	d, err := s.options.State.ChangeDraft(ctx, in.ID, in.Version, state.NewDraft{Name: in.Body.Name, Text: in.Body.Text, Reason: in.Body.Reason}, c.actor())
	if err != nil {
		return state.Draft{}, changedMeanwhile(err)
	}
	return s.wrote(c, before.Text, d), nil
}

// draftAt is a draft as somebody has looked at it.
type draftAt struct {
	ID      string `path:"id"`
	Version int64  `header:"If-Match"`
}

func (s *Server) removeDraft(ctx context.Context, c *call, in draftAt) (nothing, error) {
	c.changed("draft "+in.ID, "", "")
	return nothing{}, changedMeanwhile(s.options.State.RemoveDraft(ctx, in.ID, in.Version))
}

func (s *Server) approveDraft(ctx context.Context, c *call, in draftAt) (state.Draft, error) {
	c.changed("draft "+in.ID, "", "")
	d, err := s.options.State.Approve(ctx, in.ID, in.Version, c.actor())
	if err != nil {
		return state.Draft{}, changedMeanwhile(err)
	}
	return s.wrote(c, "", d), nil
}

// diffAnswer is what differs between two policies.
type diffAnswer struct {
	Text string `json:"text" doc:"line by line, as diff -u writes it"`
	// ByRule is absent where one of the two is not a valid policy.
	ByRule *compare.Difference `json:"by_rule,omitempty"`
	// Errors say why the newer one is not valid.
	Errors []control.AtLine `json:"errors,omitempty"`
}

func difference(oldName, newName, before, after string) diffAnswer {
	out := diffAnswer{Text: compare.Unified(oldName, newName, before, after)}
	was, err := policy.Parse(oldName, []byte(before))
	if err != nil {
		return out // it was valid once, under an older version of the program
	}
	is, err := policy.Parse(newName, []byte(after))
	if err != nil {
		out.Errors = problemOf(err).Lines
		return out
	}
	d := compare.Policies(was, is)
	out.ByRule = &d
	return out
}

// draftDiff compares a draft.
type draftDiff struct {
	ID      string `path:"id"`
	Against int    `query:"against" min:"1" doc:"number of a revision; without it, what is in force"`
}

func (s *Server) diffDraft(ctx context.Context, _ *call, in draftDiff) (diffAnswer, error) {
	d, err := s.options.State.Draft(ctx, in.ID)
	if err != nil {
		return diffAnswer{}, err
	}
	name, text := "in force", ""
	if in.Against > 0 {
		name, text, err = s.revisionText(ctx, in.Against)
	} else {
		text, err = s.textInForce(ctx)
	}
	if err != nil {
		return diffAnswer{}, err
	}
	return difference(name, "draft "+d.Name, text, d.Text), nil
}

// order asks to put a draft in force.
type order struct {
	ID      string `path:"id"`
	Version int64  `header:"If-Match"`
	Body    struct {
		Seconds  int  `json:"confirm_seconds,omitempty" min:"10" max:"3600" doc:"after which the dataplane goes back by itself, unless it is confirmed; without it, 60"`
		Replaces int  `json:"replaces,omitempty" min:"1" doc:"number of the revision in force that the draft was compared with; without it, the draft's base. Where another one is in force by now, nothing is applied"`
		Alone    bool `json:"alone,omitempty" doc:"in an emergency: don't wait for a second person's approval. The audit log has it"`
	} `body:"json"`
}

// applied is what came of it.
type applied struct {
	Revision state.Revision `json:"revision"`
	State    control.State  `json:"state"`
}

func (s *Server) applyDraft(ctx context.Context, c *call, in order) (applied, error) {
	r, st, err := s.options.State.Apply(ctx, s.options.Dataplane, state.Order{Draft: in.ID, Version: in.Version, Confirm: in.Body.Seconds, Replaces: in.Body.Replaces, By: c.actor(), Alone: in.Body.Alone})
	if err != nil {
		return applied{}, unreachable(changedMeanwhile(err))
	}
	return applied{r, st}, nil
}
