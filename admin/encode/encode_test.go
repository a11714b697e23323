package encode

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/leodido/go-syslog/v4/rfc5424"

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

// TestSyslogWraps: each record of another format is a syslog message's MSG, to the byte.
func TestSyslogWraps(t *testing.T) {
	for _, f := range Formats() {
		x, err := NewSyslog(f, observer)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range samples() {
			records, err := x.Encode(nil, s.event)
			plain := encodeOne(t, f, s.event)
			if err != nil || len(records) != len(plain) {
				t.Fatalf("%s: %d records, not %d: %v", f, len(records), len(plain), err)
			}
			for i := range records {
				wrapped(t, f, records[i], plain[i])
			}
		}
	}
	if _, err := NewSyslog("xml", observer); err == nil {
		t.Error("an unknown format is taken")
	}
}

func wrapped(t *testing.T, f Format, r, plain Record) {
	t.Helper()
	if f == RFC5424 {
		if string(r.Body) != string(plain.Body) {
			t.Errorf("%q is not %q", r.Body, plain.Body)
		}
		return
	}
	parsed, err := rfc5424.NewParser().Parse(r.Body)
	if err != nil {
		t.Fatalf("%s: %v: %q", f, err, r.Body)
	}
	m := parsed.(*rfc5424.SyslogMessage)
	if r.ID != plain.ID || *m.Message != string(plain.Body) || (*m.StructuredData)["meta"]["sequenceId"] == "" {
		t.Errorf("%s: MSG is %q, want %q", f, *m.Message, plain.Body)
	}
}

// TestRecordsKeepTheirBytes: what was handed out stays as it is, however much is encoded later.
func TestRecordsKeepTheirBytes(t *testing.T) {
	x, err := New(OCSF, observer)
	if err != nil {
		t.Fatal(err)
	}
	first, err := x.Encode(nil, blocked())
	if err != nil {
		t.Fatal(err)
	}
	all := first
	for range 200 {
		if all, err = x.Encode(all, hostile()); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range encodeOne(t, OCSF, blocked()) {
		if all[i].ID != want.ID || string(all[i].Body) != string(want.Body) {
			t.Errorf("record %d is now %q", i, all[i].Body)
		}
	}
}

// TestEventStaysAsItIs: an encoder changes nothing of the event that it is given.
func TestEventStaysAsItIs(t *testing.T) {
	for _, f := range Formats() {
		for i, s := range samples() {
			encodeOne(t, f, s.event)
			if diff := cmp.Diff(samples()[i].event, s.event, cmpopts.EquateComparable(netip.Addr{})); diff != "" {
				t.Errorf("%s changes %s: %s", f, s.name, diff)
			}
		}
	}
}
