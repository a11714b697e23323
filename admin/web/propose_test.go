package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sekisho/admin/auth"
	"sekisho/admin/edit"
	"sekisho/dataplane/event"
)

// TestProposeRule: a rule made of an event is valid where it is proposed, and decides that event's flow.
func TestProposeRule(t *testing.T) {
	s := newSite(t)
	blocked := sent(time.Now(), "block", "CN", 40000)
	logged := sent(time.Now(), "log", "RU", 40001)
	logged.Findings = []event.Finding{{Class: "pii.email", Count: 60}, {Class: "pii.email", Count: 3}, {Class: "opaque", Count: 9}}
	logged.Rule.ID = "default"
	s.write(blocked, logged)
	propose := func(sequence, body string) proposal {
		return read[proposal](s, auth.Operator, "POST", "/api/v1/events/"+sequence+"/rule", body)
	}
	exception := propose("1", `{}`)
	if diff := cmp.Diff(edit.To{Jurisdictions: []string{}, Networks: []string{}, Domains: []string{"collect.example"}, Ports: []string{"443"}, ASNs: []string{}}, exception.Rule.To); diff != "" {
		t.Error(diff)
	}
	if exception.Rule.Action != "allow" || exception.Rule.From.Networks[0] != "10.0.0.2" || *exception.Operation.To != 0 {
		t.Errorf("exception %+v", exception)
	}
	stop := propose("2", `{}`)
	if diff := cmp.Diff([]edit.Threshold{{Class: "pii.email", AtLeast: 60}}, stop.Rule.Data); diff != "" || stop.Rule.ID != "block-pii.email-to-ru" || *stop.Operation.To != 1 {
		t.Errorf("%s %+v", diff, stop)
	}
	for _, p := range []proposal{exception, stop, propose("2", `{"action":"log"}`)} {
		e := read[edited](s, auth.Viewer, "POST", "/api/v1/policy/edit", asJSON(t, object{"text": firstPolicy, "operations": []edit.Operation{p.Operation}}))
		if len(e.Problems) > 0 || len(e.Rules) != 2 || !strings.Contains(e.Text, p.YAML) {
			t.Errorf("%s\nin\n%s\n%+v", p.YAML, e.Text, e.Problems)
		}
	}
	if a := s.as(auth.Operator, "POST", "/api/v1/events/99/rule", `{}`); a.status != http.StatusNotFound {
		t.Errorf("no such event: %d", a.status)
	}
	if a := s.as(auth.Viewer, "POST", "/api/v1/events/1/rule", `{}`); a.status != http.StatusForbidden {
		t.Errorf("a viewer: %d", a.status)
	}
}
