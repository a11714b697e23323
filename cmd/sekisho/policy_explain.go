package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"sekisho/dataplane/policy"
	"sekisho/geo"
)

// question is what policy explain is asked, as it stands on the command line.
type question struct {
	policy, from, to, proto, app, host string
	geo, data                          files
}

func (q *question) flags(e *env) *flag.FlagSet {
	fs := e.flags("policy explain", "--policy FILE [--geo FILE]... --from ADDR --to ADDR:PORT [FLAGS]",
		"sekisho policy explain --policy policy.yaml --from 10.0.0.2 --to 203.0.113.10:80 --app http --data jp.my_number=3")
	fs.StringVar(&q.policy, "policy", "", "policy `FILE`")
	fs.Var(&q.geo, "geo", "MaxMind DB `FILE`, may be repeated; without it the embedded database")
	fs.StringVar(&q.from, "from", "", "`ADDR` of the inside end")
	fs.StringVar(&q.to, "to", "", "`ADDR:PORT` of the outside end, or an address alone where there is no port")
	fs.StringVar(&q.proto, "proto", "tcp", "`TRANSPORT`: "+strings.Join(policy.Transports(), " "))
	fs.StringVar(&q.app, "app", "", "application `PROTOCOL`, or unknown for one that is not recognised; without it: not known yet")
	fs.StringVar(&q.host, "host", "", "`NAME` in the TLS hello or HTTP host; without it: not known yet")
	fs.Var(&q.data, "data", "`CLASS=N` found in what goes out, may be repeated")
	return fs
}

// policyExplain answers with one JSON object.
func (e *env) policyExplain(args []string) int {
	var q question
	fs := q.flags(e)
	if status, done := e.parse(fs, args); done {
		return status
	}
	if fs.NArg() > 0 {
		return e.fail("policy explain: %q is no flag", fs.Arg(0))
	}
	answer, err := q.answer()
	if err == nil {
		enc := json.NewEncoder(e.stdout)
		enc.SetIndent("", "  ")
		err = enc.Encode(answer)
	}
	if err != nil {
		return e.fail("policy explain: %v", err)
	}
	return 0
}

// explanation is what policy explain answers.
type explanation struct {
	Decision string        `json:"decision"` // allow, log, block, or undecided
	Rule     string        `json:"rule"`     // id of the rule that decides, default, or "" while undecided
	Reason   string        `json:"reason"`
	Open     bool          `json:"open"` // more of the flow would be inspected
	Place    geoAnswer     `json:"jurisdiction"`
	Steps    []policy.Step `json:"steps"`
	Version  string        `json:"policy_version"`
}

func (q *question) answer() (*explanation, error) {
	if q.policy == "" {
		return nil, errors.New("--policy is missing")
	}
	program, err := readPolicy(q.policy)
	if err != nil {
		return nil, err
	}
	f, err := q.facts(program)
	if err != nil {
		return nil, err
	}
	db, err := geo.Open(q.geo, nil)
	if err != nil {
		return nil, err
	}
	f.Place = db.Lookup(f.Outside)
	return explain(program, f), nil
}

func explain(program *policy.Program, f *policy.Facts) *explanation {
	d := program.Decide(f)
	x := &explanation{
		Decision: d.Action.String(), Rule: "default", Reason: d.Reason, Open: d.Open,
		Place: answerOf(f.Outside, f.Place), Steps: program.Explain(f), Version: program.Version(),
	}
	if r := program.Rule(d.Rule); r != nil {
		x.Rule = r.ID
	}
	if !d.Decided {
		x.Decision, x.Rule = d.Reason, ""
	}
	return x
}

// facts reads the flags. Errors name the flag at fault.
func (q *question) facts(program *policy.Program) (*policy.Facts, error) {
	inside, err := netip.ParseAddr(q.from)
	if err != nil {
		return nil, fmt.Errorf("--from %q is not an address", q.from)
	}
	outside, err := addrPort(q.to)
	if err != nil {
		return nil, err
	}
	if outside.Addr().Unmap().Is4() != inside.Unmap().Is4() {
		return nil, fmt.Errorf("--from %v and --to %v are of different IP versions", inside, outside.Addr())
	}
	f := &policy.Facts{Inside: inside, Outside: outside.Addr(), OutsidePort: outside.Port(),
		Transport: q.proto, Now: time.Now().Unix()}
	if err := q.names(f); err != nil {
		return nil, err
	}
	f.Data, err = q.counts(program)
	return f, err
}

func addrPort(s string) (netip.AddrPort, error) {
	if a, err := netip.ParseAddr(s); err == nil {
		return netip.AddrPortFrom(a, 0), nil
	}
	ap, err := netip.ParseAddrPort(s)
	if err != nil {
		return ap, fmt.Errorf("--to %q is not an address with a port such as 203.0.113.10:443 or [2001:db8::1]:443", s)
	}
	return ap, nil
}

// names sets what is spoken and with whom. What is not given is not known yet.
func (q *question) names(f *policy.Facts) error {
	if !slices.Contains(policy.Transports(), q.proto) {
		return fmt.Errorf("--proto %q is none of %s", q.proto, strings.Join(policy.Transports(), " "))
	}
	f.Protocol, f.ProtocolKnown = q.app, q.app != ""
	if q.app == "unknown" {
		f.Protocol = ""
	} else if q.app != "" && !slices.Contains(policy.Protocols(), q.app) {
		return fmt.Errorf("--app %q is none of %s", q.app, strings.Join(policy.Protocols(), " "))
	}
	f.Domain, f.DomainKnown = strings.ToLower(q.host), q.host != ""
	return nil
}

func (q *question) counts(program *policy.Program) ([]policy.Count, error) {
	classes := policy.Classes()
	for _, c := range program.Custom() {
		classes = append(classes, "custom."+c.Name)
	}
	var counts []policy.Count
	for _, arg := range q.data {
		class, number, ok := strings.Cut(arg, "=")
		n, err := strconv.Atoi(number)
		if !ok || err != nil || n < 0 {
			return nil, fmt.Errorf("--data %q is not CLASS=N", arg)
		}
		if !slices.Contains(classes, class) {
			return nil, fmt.Errorf("--data: class %q is none of %s", class, strings.Join(classes, " "))
		}
		counts = append(counts, policy.Count{Class: class, N: n})
	}
	return counts, nil
}
