package siem

import (
	"errors"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"sekisho/configs"
)

// TestBulkItemsCountOneByOne: stored twice is stored; refused for good is given up; what
// is full comes again.
func TestBulkItemsCountOneByOne(t *testing.T) {
	r := newPeerOverHTTP(t, "elastic", nil)
	b := r.handler.(*bulk)
	tr := transportTo(t, r)
	b.statuses = map[uint64]int{4: http.StatusTooManyRequests}
	if err := tr.Send(soon(t), messages(r, 1, 5)); err == nil || !strings.Contains(err.Error(), "event-4") || tr.Confirmed() != 0 {
		t.Errorf("a full queue: confirmed %d, error %v", tr.Confirmed(), err)
	}
	b.statuses = map[uint64]int{4: http.StatusBadRequest}
	var rejected *Rejected
	if err := tr.Send(soon(t), messages(r, 1, 6)); !errors.As(err, &rejected) || !slices.Equal(rejected.Sequences, []uint64{4}) || !strings.Contains(rejected.Reason, "because") {
		t.Errorf("a bad event: %v", err)
	}
	if held := r.held(); !slices.Equal(held, []uint64{1, 2, 3, 5, 6}) || tr.Confirmed() != 6 {
		t.Errorf("held %d, confirmed %d", held, tr.Confirmed())
	}
	if answer, err := tr.Test(soon(t), message(1)); err != nil || !strings.Contains(answer, "already") {
		t.Errorf("answer %q, error %v", answer, err)
	}
}

// TestBulkTakesOtherFormats as text in a document.
func TestBulkTakesOtherFormats(t *testing.T) {
	r := newPeerOverHTTP(t, "elastic", nil)
	target := r.target()
	target.ContentType = "text/plain; charset=utf-8"
	tr, err := NewTransport(target)
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	m := message(1)
	m.Body = []byte("line\n{\"sequence\":1}") // the stand-in looks for that
	got, err := tr.(*answered).protocol.(elastic).document(m)
	if want := `{"@timestamp":"2026-11-22T09:00:00.001Z","message":"line\n{\"sequence\":1}"}`; err != nil || string(got) != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
}

// TestDestinationsAreChecked: what no transport can be made of.
func TestDestinationsAreChecked(t *testing.T) {
	for _, c := range []struct{ kind, address, want string }{
		{"elastic", "https://192.0.2.1:9200", "index"},
		{"hec", "https://user:" + testSecret + "@192.0.2.1", "password"},
		{"hec", "tcp://192.0.2.1", "https://"},
		{"otlp", "https://", "https://"},
		{"syslog", "tcp://192.0.2.1", "port"},
		{"syslog", "https://192.0.2.1", "udp://"},
		{"syslog", "tcp://[::1", "address"},
		{"smoke", "", "smoke"},
	} {
		var to Target
		to.Name, to.Type, to.Address = "soc", c.kind, c.address
		if _, err := NewTransport(to); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "soc") || strings.Contains(err.Error(), testSecret) {
			t.Errorf("%s %s: %v", c.kind, c.address, err)
		}
	}
}

// TestExamplesMakeTransports: what sekisho.yaml may hold, a transport can be made of.
func TestExamplesMakeTransports(t *testing.T) {
	src, err := os.ReadFile("../../configs/siem.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := configs.Parse("siem.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.SIEM) < len(transports()) {
		t.Errorf("%d examples", len(c.SIEM))
	}
	for _, d := range c.SIEM {
		tr, err := NewTransport(Target{Destination: d, ContentType: "application/json"})
		if err != nil {
			t.Error(err)
			continue
		}
		if err := tr.Close(); err != nil {
			t.Error(err)
		}
	}
}
