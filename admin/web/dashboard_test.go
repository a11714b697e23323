package web

import (
	"net/http"
	"testing"
	"time"

	"sekisho/admin/auth"
	"sekisho/dataplane/control"
	"sekisho/dataplane/event"
)

// TestOverview: what was counted, by every dimension, over time, with what could be read; and what the dataplane knows now.
func TestOverview(t *testing.T) {
	s := newSite(t)
	s.plane.flows = []control.Flow{{State: "open"}, {State: "blocked"}, {State: "unwatched"}}
	now := s.now.now().UTC().Truncate(time.Millisecond)
	ended := sent(now.Add(-time.Minute), "log", "KP", 40001)
	ended.Kind, ended.Inside.Bytes, ended.InspectedBytes, ended.OpaqueBytes = event.Ended, 900, 700, 100
	ended.ASN, ended.Operator, ended.Unread = 64500, "Example", []event.Unread{{Reason: "encrypted", Bytes: 100}}
	old := sent(now.Add(-30*time.Hour), "block", "RU", 40002)
	s.write(old, sent(now, "block", "CN", 40000), ended)

	o := read[overview](s, auth.Viewer, "GET", "/api/v1/overview?from="+now.Add(-2*time.Hour).Format(time.RFC3339), "")
	if o.Total.Alerts != 1 || o.Total.Flows != 2 || o.Total.Inspected != 700 || o.Total.Opaque != 100 || o.Total.Sent != 910 {
		t.Errorf("total %+v", o.Total)
	}
	if len(o.Jurisdictions) != 2 || o.Jurisdictions[0].Name != "KP" || len(o.Unread) != 1 || o.Unread[0].Opaque != 100 || o.Organisations[0].Name != "AS64500 Example" {
		t.Errorf("lists %+v", o)
	}
	if o.Series.Seconds != 60 || len(o.Series.Rows) != 2 || o.Series.Rows[0].Name != "log" || o.Series.Rows[1].Alerts != 1 {
		t.Errorf("series %+v", o.Series)
	}
	if o.Flows == nil || *o.Flows != (flowsNow{Watched: 1, Blocked: 1, Complete: true}) {
		t.Errorf("flows %+v", o.Flows)
	}
	all := read[overview](s, auth.Viewer, "GET", "/api/v1/overview?order=alerts", "")
	if all.Total.Alerts != 2 || len(all.Jurisdictions) != 3 || all.Jurisdictions[2].Name != "KP" || all.Series.Seconds != 86400 {
		t.Errorf("all %+v", all)
	}
	if a := s.as(auth.Viewer, "GET", "/api/v1/overview?from=2026-11-22T00:00:00Z&to=2026-11-21T00:00:00Z", ""); a.status != http.StatusBadRequest {
		t.Errorf("an end before the beginning: %d", a.status)
	}
}
