package web

import (
	"slices"
	"testing"

	"sekisho/admin/auth"
	"sekisho/dataplane/policy"
)

// TestVocabulary: every class, parents too, is explained in both languages; what ships and what can be named is there.
func TestVocabulary(t *testing.T) {
	s := newSite(t)
	v := read[vocabulary](s, auth.Viewer, "GET", "/api/v1/vocabulary", "")
	known := map[string]dataClass{}
	for _, c := range v.Classes {
		known[c.Name] = c
		for _, text := range []said{c.English, c.Japanese} {
			if text.Name == "" || text.About == "" {
				t.Errorf("class %s is not explained", c.Name)
			}
		}
		if _, ok := known[c.Parent]; !ok && c.Parent != "" {
			t.Errorf("%s stands before its parent", c.Name)
		}
	}
	for _, name := range policy.Classes() {
		if known[name].Name == "" {
			t.Errorf("class %s is missing", name)
		}
	}
	for _, c := range v.Continents {
		for _, r := range c.Regions {
			for _, code := range r.Countries {
				if !slices.Contains(v.Jurisdictions, code) {
					t.Errorf("%s is in a region, and no jurisdiction", code)
				}
			}
		}
	}
	if len(v.Groups) != 1 || v.Groups[0].Name != "watched" || len(v.Rule) != 17 || len(v.Protocols) == 0 {
		t.Errorf("groups %+v, fields %+v", v.Groups, v.Rule)
	}
}
