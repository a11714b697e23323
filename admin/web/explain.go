package web

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"sekisho/dataplane/policy"
	"sekisho/geo"
)

// whatIf describes a flow to be judged. What is not given is not known yet.
type whatIf struct {
	Policy    *string        `json:"policy,omitempty" doc:"the policy's text; without it, or a draft, the one in force"`
	Draft     string         `json:"draft,omitempty" max:"64" doc:"ID of a draft"`
	From      netip.Addr     `json:"from" doc:"the inside end"`
	To        netip.Addr     `json:"to" doc:"the outside end"`
	Port      int            `json:"port,omitempty" min:"0" max:"65535" doc:"of the outside end; 0: none"`
	Transport string         `json:"transport,omitempty" max:"32" doc:"without it, tcp"`
	Protocol  string         `json:"protocol,omitempty" max:"64" doc:"application protocol; unknown: one that is not recognised"`
	Domain    string         `json:"domain,omitempty" max:"255"`
	Data      []policy.Count `json:"data,omitempty" max:"200" doc:"what goes out, by class"`
	At        time.Time      `json:"at,omitzero" doc:"for rules that expire; without it, now"`
}

// explanation is the judgement, and how each rule stands to it.
type explanation struct {
	Decision string        `json:"decision" doc:"allow, log, block, or undecided"`
	Rule     string        `json:"rule" doc:"ID of the rule that decides, default, or empty while undecided"`
	Reason   string        `json:"reason"`
	Open     bool          `json:"open" doc:"more of the flow would be inspected"`
	Place    geo.Record    `json:"jurisdiction"`
	Steps    []policy.Step `json:"steps"`
	Version  string        `json:"policy_version"`
}

func (s *Server) explain(ctx context.Context, _ *call, in of[whatIf]) (explanation, error) {
	program, err := s.programFor(ctx, &in.Body)
	if err != nil {
		return explanation{}, err
	}
	f, err := s.facts(&in.Body)
	if err != nil {
		return explanation{}, err
	}
	places, err := s.options.Dataplane.Lookup(ctx, []netip.Addr{f.Outside})
	if err != nil || len(places) != 1 {
		return explanation{}, unreachable(err)
	}
	f.Place = places[0]
	return explained(program, f), nil
}

func explained(program *policy.Program, f *policy.Facts) explanation {
	d := program.Decide(f)
	x := explanation{Decision: d.Action.String(), Rule: "default", Reason: d.Reason, Open: d.Open, Place: f.Place, Steps: program.Explain(f), Version: program.Version()}
	if r := program.Rule(d.Rule); r != nil {
		x.Rule = r.ID
	}
	if !d.Decided {
		x.Decision, x.Rule = d.Reason, ""
	}
	return x
}

// programFor compiles the policy that is asked about.
func (s *Server) programFor(ctx context.Context, in *whatIf) (*policy.Program, error) {
	switch {
	case in.Policy != nil && in.Draft != "":
		return nil, invalid("draft", "either policy or draft can be given")
	case in.Policy != nil:
		return s.options.Compile("policy", *in.Policy)
	case in.Draft != "":
		d, err := s.options.State.Draft(ctx, in.Draft)
		if err != nil {
			return nil, err
		}
		return s.options.Compile("draft", d.Text)
	}
	text, err := s.textInForce(ctx)
	if err != nil {
		return nil, err
	}
	return s.options.Compile("in force", text)
}

// facts holds what is asked to what a flow can be.
func (s *Server) facts(in *whatIf) (*policy.Facts, error) {
	f := &policy.Facts{Inside: in.From.Unmap(), Outside: in.To.Unmap(), OutsidePort: uint16(in.Port), Transport: in.Transport,
		Protocol: in.Protocol, ProtocolKnown: in.Protocol != "", Domain: strings.ToLower(in.Domain), DomainKnown: in.Domain != "", Data: in.Data, Now: in.At.Unix()}
	if in.At.IsZero() {
		f.Now = s.now().Unix()
	}
	if f.Transport == "" {
		f.Transport = "tcp"
	}
	switch {
	case !f.Inside.IsValid() || !f.Outside.IsValid():
		return nil, invalid("from", "from and to must be addresses")
	case f.Inside.Is4() != f.Outside.Is4():
		return nil, invalid("to", "from and to are of different IP versions")
	case !slices.Contains(policy.Transports(), f.Transport):
		return nil, invalid("transport", "must be one of: "+strings.Join(policy.Transports(), ", "))
	case f.Protocol == "unknown":
		f.Protocol = ""
	case f.Protocol != "" && !slices.Contains(policy.Protocols(), f.Protocol):
		return nil, invalid("protocol", "is none that a policy can name")
	}
	return f, countsFit(in.Data)
}

func countsFit(data []policy.Count) error {
	for i, d := range data {
		if d.N < 1 || d.Class == "" || len(d.Class) > 200 {
			return invalid("data", fmt.Sprintf("entry %d wants a class and a count from 1 on", i+1))
		}
	}
	return nil
}
