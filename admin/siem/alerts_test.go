package siem

import (
	"reflect"
	"strings"
	"testing"
)

// TestAlerts: what goes wrong is told once, and that it works again, too.
func TestAlerts(t *testing.T) {
	var a alerts
	st := Status{State: Running, Alerts: []string{}}
	st.Name = "soc"
	for i, step := range []struct {
		change func()
		want   string
	}{
		{func() {}, ""},
		{func() { st.State, st.Trouble = Retrying, "connection refused" }, ""},
		{func() { st.State = Failing }, "shipping to soc: the destination is down: connection refused"},
		{func() {}, ""},
		{func() { st.Lag = Lag{Events: 7, Seconds: 901} }, "shipping to soc: it is 15m1s behind, with 7 events to go"},
		{func() { st.State = Running }, "shipping to soc: the destination works again"},
		{func() { st.Lag.Seconds = 500 }, ""},
		{func() { st.Lag.Seconds = 400 }, "shipping to soc: it is not far behind any more"},
		{func() { st.Counts.Dropped, st.Trouble = 2, "mapping" }, "shipping to soc: 2 events were refused for good: mapping"},
		{func() { st.Counts.Dropped = 3 }, "shipping to soc: 1 events were refused for good: mapping"},
		{func() { st.State = Failing }, "shipping to soc: the destination is down: mapping"},
		{func() { st.State, st.Lag.Seconds = Paused, 9999 }, ""},
	} {
		step.change()
		var got []string
		for _, n := range a.changes(st) {
			got = append(got, n.Text)
		}
		if strings.Join(got, "|") != step.want {
			t.Errorf("step %d: %q, not %q", i, got, step.want)
		}
	}
	if !reflect.DeepEqual(a.words(), []string{}) {
		t.Errorf("left: %q", a.words())
	}
}
