package encode

import (
	"strings"
	"testing"

	"sekisho/dataplane/event"
)

// TestEveryFormat: each has a version and a media type, and writes an event of nothing.
func TestEveryFormat(t *testing.T) {
	for _, f := range Formats() {
		x, err := New(f, Observer{Host: "gate", Version: "1.2"})
		if err != nil {
			t.Fatal(err)
		}
		records, err := x.Encode(nil, &event.Event{ID: "01J"})
		if err != nil || len(records) != 1 || records[0].ID != "01J" || len(records[0].Body) == 0 || x.Version() == "" || x.ContentType() == "" {
			t.Errorf("%s: %q %v, version %q, type %q", f, records, err, x.Version(), x.ContentType())
		}
	}
	if _, err := New("xml", Observer{}); err == nil || !strings.Contains(err.Error(), "ecs") {
		t.Errorf("an unknown format: %v", err)
	}
}
