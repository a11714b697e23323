package web

import (
	"context"
	"net/http"
	"time"

	"sekisho/admin/store"
	"sekisho/dataplane/control"
)

// health says that something works.
type health struct {
	Status string `json:"status" doc:"ok"`
}

// healthy answers while the process does; nothing else is asked for it.
func (s *Server) healthy(context.Context, *call, nothing) (health, error) {
	return health{"ok"}, nil
}

// readyTime bounds the question whether the dataplane answers.
const readyTime = 2 * time.Second

// ready answers if what the API stands on works. It needs no permission, and says only which part doesn't.
func (s *Server) ready(ctx context.Context, _ *call, _ nothing) (health, error) {
	ctx, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	if _, err := s.options.Dataplane.Status(ctx); err != nil {
		return health{}, fault(http.StatusServiceUnavailable, codeDataplane, "the dataplane doesn't answer")
	}
	if _, err := s.options.Auth.NeedsSetup(ctx); err != nil {
		return health{}, fault(http.StatusServiceUnavailable, codeInternal, "accounts can't be read")
	}
	if s.options.Index.Health().Trouble != "" {
		return health{}, fault(http.StatusServiceUnavailable, codeInternal, "events are not indexed")
	}
	return health{"ok"}, nil
}

// status is how both processes do.
type status struct {
	Version string `json:"version" doc:"of the admin process"`
	// Dataplane is absent where it doesn't answer.
	Dataplane   *control.Status `json:"dataplane,omitempty"`
	Trouble     string          `json:"dataplane_trouble,omitempty" doc:"why the dataplane doesn't answer"`
	Index       store.Health    `json:"index"`
	Certificate certificate     `json:"certificate"`
	Shipping    []shippingBrief `json:"shipping"`
	Warnings    []string        `json:"warnings" doc:"about places that the appliance itself sends to"`
}

func (s *Server) status(ctx context.Context, _ *call, _ nothing) (status, error) {
	out := status{Version: s.options.Version, Index: s.options.Index.Health(), Certificate: s.shownCertificate(),
		Shipping: s.shippingInBrief(), Warnings: s.lastWarnings("")}
	d, err := s.options.Dataplane.Status(ctx)
	if err != nil {
		out.Trouble = "the dataplane doesn't answer"
		s.log.Warn("dataplane asked for its status", "error", err)
		return out, nil
	}
	out.Dataplane = &d
	return out, nil
}

func (s *Server) gaps(ctx context.Context, _ *call, _ nothing) (list[store.Gap], error) {
	gaps, err := s.options.Index.Gaps(ctx)
	return listOf(gaps), err
}
