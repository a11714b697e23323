package web

import (
	"context"

	"sekisho/admin/query"
	"sekisho/admin/state"
)

func (s *Server) listQueries(ctx context.Context, c *call, _ nothing) (list[state.Query], error) {
	queries, err := s.options.State.Queries(ctx, c.who.UserID)
	return listOf(queries), err
}

// savedQuery is a search to be saved.
type savedQuery struct {
	Name   string `json:"name" min:"1" max:"200"`
	Query  string `json:"query" max:"4096"`
	Shared bool   `json:"shared,omitempty" doc:"others see it too"`
}

func (q savedQuery) of(c *call) (state.Query, error) {
	_, err := query.Parse(q.Query)
	return state.Query{Owner: c.who.UserID, Name: q.Name, Query: q.Query, Shared: q.Shared}, err
}

func (s *Server) addQuery(ctx context.Context, c *call, in of[savedQuery]) (state.Query, error) {
	q, err := in.Body.of(c)
	if err != nil {
		return state.Query{}, err
	}
	q, err = s.options.State.AddQuery(ctx, q)
	c.changed("query "+q.ID, "", q.Query)
	c.etag = q.Version
	return q, err
}

// queryChange is what a saved search shall be.
type queryChange struct {
	ID      string     `path:"id"`
	Version int64      `header:"If-Match"`
	Body    savedQuery `body:"json"`
}

func (s *Server) changeQuery(ctx context.Context, c *call, in queryChange) (nothing, error) {
	q, err := in.Body.of(c)
	if err != nil {
		return nothing{}, err
	}
	q.ID, q.Version = in.ID, in.Version
	c.changed("query "+q.ID, "", q.Query)
	c.etag = q.Version + 1
	return nothing{}, changedMeanwhile(s.options.State.ChangeQuery(ctx, q))
}

func (s *Server) removeQuery(ctx context.Context, c *call, in byID) (nothing, error) {
	c.changed("query "+in.ID, "", "")
	return nothing{}, s.options.State.RemoveQuery(ctx, in.ID, c.who.UserID)
}
