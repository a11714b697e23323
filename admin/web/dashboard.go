package web

import (
	"context"
	"time"

	"sekisho/admin/store"
	"sekisho/dataplane/control"
)

// overviewOf asks for one.
type overviewOf struct {
	From  time.Time `query:"from" doc:"from the start of its step on; without it, all that is counted"`
	To    time.Time `query:"to" doc:"before then; without it, until now"`
	Order string    `query:"order" enum:"alerts,sent" doc:"what comes first in the lists; without it, most bytes sent"`
	Limit int       `query:"limit" min:"1" max:"300" doc:"of each list but jurisdictions, which has 300; without it, 10"`
}

// overview is what left in a span of time, and where to, by every dimension that is counted.
type overview struct {
	From  time.Time    `json:"from,omitzero"`
	To    time.Time    `json:"to"`
	Total store.Counts `json:"total"`

	Actions       []store.Row `json:"actions"`
	Jurisdictions []store.Row `json:"jurisdictions" doc:"by the country where the outside end lies"`
	Hosts         []store.Row `json:"hosts" doc:"inside"`
	Organisations []store.Row `json:"organisations" doc:"that announce the outside end's network: AS64500 Example"`
	Classes       []store.Row `json:"classes"`
	Rules         []store.Row `json:"rules"`
	Protocols     []store.Row `json:"protocols" doc:"what is not recognised is in none"`
	Monitored     []store.Row `json:"monitored" doc:"rules in monitor mode that would have decided otherwise"`
	Unread        []store.Row `json:"unread" doc:"why bytes could not be read: encrypted, corrupt, size, ..."`
	Series        series      `json:"series"`

	// Flows is absent where the dataplane doesn't answer.
	Flows *flowsNow    `json:"flows_now,omitempty"`
	Index store.Health `json:"index"`
}

// series is how much there was of each action over time. Steps without any have no row.
type series struct {
	Seconds int         `json:"step_seconds"`
	Rows    []store.Row `json:"rows" doc:"by time; a name is an action. Times are the starts of steps, in UTC: days are those of UTC"`
}

// flowsNow counts the flows that the dataplane knows at the moment.
type flowsNow struct {
	Watched  int  `json:"watched"`
	Blocked  int  `json:"blocked" doc:"cut, and still tried by one of the ends"`
	Complete bool `json:"complete" doc:"false: there are more than can be counted"`
}

// listed are the dimensions that an overview lists, in the order of its queries.
var listed = []store.Dimension{store.ByAction, store.ByCountry, store.ByHost, store.ByOrganisation, store.ByClass, store.ByRule,
	store.ByProtocol, store.ByMonitor, store.ByUnread}

const (
	topNames      = 10
	allCountries  = 300
	flowsNowTime  = 2 * time.Second
	minutesUpTo   = 3 * time.Hour
	fivesUpTo     = 2 * 24 * time.Hour
	hoursUpTo     = 45 * 24 * time.Hour
	beginningOfUs = 365 * 24 * time.Hour // of a series without a beginning
)

// stepOf chooses the steps of a series: some dozens to some hundreds of them.
func stepOf(span time.Duration) time.Duration {
	switch {
	case span <= minutesUpTo:
		return time.Minute
	case span <= fivesUpTo:
		return 5 * time.Minute
	case span <= hoursUpTo:
		return time.Hour
	}
	return 24 * time.Hour
}

func (s *Server) overview(ctx context.Context, _ *call, in overviewOf) (overview, error) {
	if in.To.IsZero() {
		in.To = s.now()
	}
	if in.To.Before(in.From) {
		return overview{}, invalid("to", "is before from")
	}
	if in.Limit == 0 {
		in.Limit = topNames
	}
	rows, err := s.options.Index.Rollups(ctx, in.queries())
	if err != nil {
		return overview{}, err
	}
	out := overview{From: in.From, To: in.To, Series: series{int(in.step() / time.Second), rows[len(listed)]}, Index: s.options.Index.Health()}
	for i, list := range []*[]store.Row{&out.Actions, &out.Jurisdictions, &out.Hosts, &out.Organisations, &out.Classes, &out.Rules, &out.Protocols, &out.Monitored, &out.Unread} {
		*list = rows[i]
	}
	for _, r := range out.Actions {
		out.Total.Add(r.Counts)
	}
	out.Flows = s.flowsNow(ctx)
	return out, nil
}

func (in *overviewOf) step() time.Duration {
	if in.From.IsZero() {
		return stepOf(beginningOfUs)
	}
	return stepOf(in.To.Sub(in.From))
}

func (in *overviewOf) queries() (all []store.RollupQuery) {
	for _, by := range listed {
		q := store.RollupQuery{By: by, From: in.From, To: in.To, Limit: in.Limit, BySent: in.Order != "alerts"}
		if by == store.ByCountry {
			q.Limit = allCountries
		}
		all = append(all, q)
	}
	return append(all, store.RollupQuery{By: store.ByAction, From: in.From, To: in.To, Every: in.step()})
}

// flowsNow asks the dataplane, which may be busy with another who asks.
func (s *Server) flowsNow(ctx context.Context) *flowsNow {
	ctx, cancel := context.WithTimeout(ctx, flowsNowTime)
	defer cancel()
	flows, err := s.options.Dataplane.Flows(ctx, control.MaxFlows)
	if err != nil {
		return nil
	}
	out := flowsNow{Complete: len(flows) < control.MaxFlows}
	for i := range flows {
		switch flows[i].State {
		case "unwatched":
		case "blocked":
			out.Blocked++
		default:
			out.Watched++
		}
	}
	return &out
}
