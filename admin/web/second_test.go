package web

import (
	"net/http"
	"testing"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/state"
)

// TestSecondPersonStays: one admin can't switch off that two are needed; two can.
func TestSecondPersonStays(t *testing.T) {
	s := newSite(t)
	_ = s.another("admin2", auth.Admin)
	set := func(secret, version, value string) settingAnswer {
		t.Helper()
		a := s.do("PUT", "/api/v1/settings/"+state.SecondPerson, secret, `{"value":`+value+`}`, map[string]string{"If-Match": version})
		if a.status != http.StatusOK {
			t.Fatalf("%d %s", a.status, a.body)
		}
		return unmarshal[settingAnswer](t, a.body)
	}
	first := s.cookie(auth.Admin)
	set(first, `"0"`, "true")
	for range 2 {
		if v := set(first, `"1"`, "false"); string(v.Value) != "true" || v.Requested == nil || v.Requested.By != "admin" || v.Version != 1 {
			t.Errorf("one admin: %+v", v)
		}
	}
	s.now.pass(25 * time.Hour)
	other := s.login("admin2")
	if v := set(other, `"1"`, "false"); string(v.Value) != "true" || v.Requested.By != "admin2" {
		t.Errorf("a day later: %+v", v)
	}
	if v := set(s.login("admin"), `"1"`, "false"); string(v.Value) != "false" || v.Requested != nil {
		t.Errorf("two admins: %+v", v)
	}
	set(other, `"2"`, "true")
	if v := set(other, `"3"`, "false"); string(v.Value) != "true" || v.Requested == nil {
		t.Errorf("an old request counts again: %+v", v)
	}
	if v := set(other, `"3"`, "true"); v.Requested != nil {
		t.Errorf("a request that was taken back: %+v", v)
	}
}

// another makes one more account, and logs it in.
func (s *site) another(name string, role auth.Role) (secret string) {
	s.t.Helper()
	hash, err := hashed()
	s.must(err)
	s.must(s.state.AddUser(s.t.Context(), auth.User{ID: name, Name: name, Role: role, Version: 1, Created: s.now.now(), Password: hash}))
	return s.login(name)
}
