package siem

import (
	"os"
	"strings"
	"testing"

	"sekisho/configs"
)

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
