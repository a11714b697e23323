package web

import (
	"context"
	"time"

	"sekisho/admin/store"
)

// countsOf asks for counts along one dimension.
type countsOf struct {
	By     store.Dimension `path:"dimension" enum:"action,country,organisation,host,class,protocol,rule,monitor,unread"`
	From   time.Time       `query:"from" doc:"from the start of its step on; without every, steps are as small as there is of that time: five minutes of the last three days, hours of thirteen months, days"`
	To     time.Time       `query:"to" doc:"before then"`
	Every  string          `query:"every" enum:"minute,five_minutes,hour,day" doc:"length of a row's time; without it, all the time is one row a name. Minutes are kept for action only"`
	Action string          `query:"action" enum:"block,log,allow"`
	Name   string          `query:"name" max:"300" doc:"only this value of the dimension"`
	Order  string          `query:"order" enum:"alerts,sent" doc:"what comes first without every; without it, most alerts"`
	Limit  int             `query:"limit" min:"1" max:"10000"`
}

var steps = map[string]time.Duration{"minute": time.Minute, "five_minutes": 5 * time.Minute, "hour": time.Hour, "day": 24 * time.Hour}

func (s *Server) rollup(ctx context.Context, _ *call, in countsOf) (list[store.Row], error) {
	q := store.RollupQuery{By: in.By, From: in.From, To: in.To, Every: steps[in.Every], Action: in.Action, Name: in.Name, Limit: in.Limit, BySent: in.Order == "sent"}
	if in.Every == "minute" && in.By != store.ByAction {
		return list[store.Row]{}, invalid("every", "minutes are kept for action only")
	}
	rows, err := s.options.Index.Rollup(ctx, q)
	return listOf(rows), err
}
