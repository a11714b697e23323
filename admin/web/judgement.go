package web

import (
	"context"
	"encoding/json"
	"net/netip"
	"time"

	"sekisho/admin/selfcheck"
	"sekisho/dataplane/policy"
	"sekisho/geo"
)

// judgements are of all places that the appliance itself sends to.
type judgements struct {
	At    time.Time             `json:"at"`
	Items []selfcheck.Judgement `json:"items"`
	// Warnings say of those that the policy watches what goes there.
	Warnings []string `json:"warnings"`
	Trouble  string   `json:"trouble,omitempty" doc:"why not all of them are known"`
}

const (
	// judgeEvery is how often they are judged by themselves, judgeTime how long that may take.
	judgeEvery = 10 * time.Minute
	judgeTime  = 15 * time.Second
)

func (s *Server) judgement(ctx context.Context, _ *call, _ nothing) (judgements, error) {
	return s.judgeNow(ctx)
}

// judgeNow finds and judges them.
func (s *Server) judgeNow(ctx context.Context) (judgements, error) {
	ctx, cancel := context.WithTimeout(ctx, judgeTime)
	defer cancel()
	judge, err := s.judge(ctx)
	if err != nil {
		return judgements{}, err
	}
	out := judgements{At: s.now().UTC(), Warnings: []string{}}
	endpoints, err := s.endpoints(ctx)
	if err != nil {
		out.Trouble = "not all of the system's files could be read"
		s.log.Warn("where the appliance sends to", "error", err)
	}
	if out.Items, err = judge.All(ctx, endpoints); err != nil {
		return judgements{}, unreachable(err)
	}
	for i := range out.Items {
		if w := out.Items[i].Warning(); w != "" {
			out.Warnings = append(out.Warnings, w)
		}
	}
	s.judged.Store(&out)
	return out, nil
}

// judge judges by the policy in force.
func (s *Server) judge(ctx context.Context) (*selfcheck.Judge, error) {
	text, err := s.textInForce(ctx)
	if err != nil {
		return nil, err
	}
	program, err := s.options.Compile("in force", text)
	if err != nil {
		return nil, err
	}
	return &selfcheck.Judge{Resolve: s.options.Resolve, Lookup: s.options.Dataplane.Lookup, Watches: watchesAt(program, s.now().Unix())}, nil
}

func watchesAt(program *policy.Program, now int64) func(netip.Addr, *geo.Record) []string {
	return func(a netip.Addr, r *geo.Record) []string { return program.WatchesFor(a, r, now) }
}

// endpoints are all places that the appliance itself sends to.
func (s *Server) endpoints(ctx context.Context) (all []selfcheck.Endpoint, err error) {
	add := func(p selfcheck.Purpose, source, address string) {
		if e, ok := selfcheck.OfAddress(p, source, address); ok {
			all = append(all, e)
		}
	}
	for _, d := range s.options.Shipping.All() {
		add(selfcheck.Proxy, d.Name, d.Proxy)
		for _, address := range append([]string{d.Address}, d.Brokers...) {
			add(selfcheck.Logs, d.Name, address)
		}
	}
	for _, k := range []struct {
		setting, key string
		purpose      selfcheck.Purpose
	}{{settingProvider, "issuer", selfcheck.Identity}, {settingAuthority, "directory", selfcheck.Acme}} {
		address, err := s.addressIn(ctx, k.setting, k.key)
		if err != nil {
			return nil, err
		}
		add(k.purpose, k.setting, address)
	}
	system, err := selfcheck.System(s.options.Root)
	return append(all, system...), err
}

// letsEncrypt is the authority where none is named.
const letsEncrypt = "https://acme-v02.api.letsencrypt.org/directory"

// addressIn is an address in a setting that is an object; "": it is not set.
func (s *Server) addressIn(ctx context.Context, setting, key string) (string, error) {
	v, err := s.settingOf(ctx, setting)
	if err != nil {
		return "", err
	}
	var values map[string]any
	if json.Unmarshal(v.Value, &values) != nil || values == nil {
		return "", nil
	}
	address, _ := values[key].(string)
	if address == "" && setting == settingAuthority {
		address = letsEncrypt
	}
	return address, nil
}

// judgeAgain judges after a change. Trouble is not that of the change.
func (s *Server) judgeAgain(ctx context.Context) {
	if _, err := s.judgeNow(ctx); err != nil {
		s.log.Warn("where the appliance sends to was not judged", "error", err)
	}
}

// keepJudging judges now and then: names move, and policies change.
func (s *Server) keepJudging(ctx context.Context) {
	for {
		s.judgeAgain(ctx)
		if !rest(ctx, judgeEvery) {
			return
		}
	}
}

// lastWarnings are those of the last judgement, about one destination or "" for all.
func (s *Server) lastWarnings(destination string) []string {
	out := []string{}
	last := s.judged.Load()
	if last == nil {
		return out
	}
	for i := range last.Items {
		j := &last.Items[i]
		ours := j.Purpose == selfcheck.Logs || j.Purpose == selfcheck.Proxy
		if w := j.Warning(); w != "" && (destination == "" || ours && j.Source == destination) {
			out = append(out, w)
		}
	}
	return out
}
