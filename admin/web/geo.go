package web

import (
	"context"
	"net/netip"

	"sekisho/dataplane/control"
	"sekisho/geo"
)

// places asks where addresses lie.
type places struct {
	Addresses []netip.Addr `query:"address" min:"1" max:"100" required:"true" doc:"may be given up to 100 times"`
}

// placed is an address and all that is known of it.
type placed struct {
	Address netip.Addr `json:"address"`
	geo.Record
}

func (s *Server) lookup(ctx context.Context, _ *call, in places) (list[placed], error) {
	if n := len(in.Addresses); n < 1 || n > 100 {
		return list[placed]{}, invalid("address", "wants 1 to 100 of them")
	}
	records, err := s.options.Dataplane.Lookup(ctx, in.Addresses)
	if err != nil {
		return list[placed]{}, unreachable(err)
	}
	out := make([]placed, min(len(records), len(in.Addresses)))
	for i := range out {
		out[i] = placed{in.Addresses[i], records[i]}
	}
	return listOf(out), nil
}

// howMany bounds a list of flows.
type howMany struct {
	Limit int `query:"limit" min:"1" max:"10000" doc:"without it, 1000"`
}

func (s *Server) flows(ctx context.Context, _ *call, in howMany) (list[control.Flow], error) {
	if in.Limit == 0 {
		in.Limit = 1000
	}
	flows, err := s.options.Dataplane.Flows(ctx, in.Limit)
	return listOf(flows), unreachable(err)
}
