package web

import (
	"context"
	"encoding/json"
	"time"

	"sekisho/admin/state"
)

// auditOf selects entries of the audit log.
type auditOf struct {
	Actor  string    `query:"actor" max:"200"`
	Action string    `query:"action" max:"200" doc:"or what actions begin with, such as policy."`
	From   time.Time `query:"from" doc:"from then on"`
	To     time.Time `query:"to" doc:"before then"`
	Before int64     `query:"before" min:"1" doc:"only entries before this one's sequence number"`
	Limit  int       `query:"limit" min:"1" max:"1000" doc:"without it, 100"`
}

func (s *Server) auditLog(ctx context.Context, _ *call, in auditOf) (list[json.RawMessage], error) {
	entries, err := s.options.State.AuditLog(ctx, state.AuditSearch(in))
	return listOf(entries), err
}

func (s *Server) auditHeads(ctx context.Context, _ *call, _ nothing) (list[state.Head], error) {
	heads, err := s.options.State.Heads(ctx)
	return listOf(heads), err
}

func (s *Server) verifyAudit(ctx context.Context, c *call, _ nothing) (state.Verification, error) {
	leave, err := s.trials.enter(c)
	if err != nil {
		return state.Verification{}, err
	}
	defer leave()
	return state.Verify(ctx, s.options.Dir, "", nil)
}
