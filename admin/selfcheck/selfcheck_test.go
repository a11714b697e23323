package selfcheck

import (
	"context"
	"errors"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"sekisho/geo"
)

func TestSystem(t *testing.T) {
	root := fstest.MapFS{}
	for name, text := range map[string]string{
		"etc/resolv.conf":                        "# made by hand\nsearch example\nnameserver 127.0.0.53\nnameserver 192.0.2.53\nnameserver 2001:db8::53\nnameserver 192.0.2.53\n",
		"etc/systemd/timesyncd.conf":             "[Time]\n#NTP=old.example\nNTP=a.example b.example\nFallbackNTP = 192.0.2.123\n",
		"etc/systemd/timesyncd.conf.d/site.conf": "[Time]\nNTP=c.example\n",
		"etc/chrony/chrony.conf":                 "pool pool.example iburst\nserver 198.51.100.1\n! server no.example\nkeyfile /etc/keys\n",
		"etc/GeoIP.conf":                         "AccountID 1\nLicenseKey abcdefghijkl\nEditionIDs GeoLite2-Country\n",
	} {
		root[name] = &fstest.MapFile{Data: []byte(text)}
	}
	all, err := System(root)
	if err != nil {
		t.Fatal(err)
	}
	want := []Endpoint{{Names, "/etc/resolv.conf", "192.0.2.53"}, {Names, "/etc/resolv.conf", "2001:db8::53"},
		{Time, "/etc/systemd/timesyncd.conf", "a.example"}, {Time, "/etc/systemd/timesyncd.conf", "b.example"}, {Time, "/etc/systemd/timesyncd.conf", "192.0.2.123"},
		{Time, "/etc/systemd/timesyncd.conf.d/site.conf", "c.example"},
		{Time, "/etc/chrony/chrony.conf", "pool.example"}, {Time, "/etc/chrony/chrony.conf", "198.51.100.1"}, {GeoData, "/etc/GeoIP.conf", "updates.maxmind.com"}}
	if !reflect.DeepEqual(all, want) {
		t.Errorf("%+v", all)
	}
	if all, err := System(fstest.MapFS{}); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}

func TestOfAddress(t *testing.T) {
	for address, want := range map[string]string{"tls://siem.example:6514": "siem.example", "udp://[2001:db8::1]:514": "2001:db8::1",
		"192.0.2.1:9092": "192.0.2.1", "[2001:db8::1]:9092": "2001:db8::1", "https://idp.example/realm": "idp.example", "file:///var/log/x": "", "": ""} {
		if e, ok := OfAddress(Logs, "soc", address); e.Host != want || ok != (want != "") {
			t.Errorf("%s: %+v, %v", address, e, ok)
		}
	}
}

// TestJudge: one watched address of several is enough; private ones belong to no country; what can't be resolved is told.
func TestJudge(t *testing.T) {
	names := map[string][]netip.Addr{
		"both.example": {netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("2001:db8::66")},
		"home.example": {netip.MustParseAddr("192.0.2.2")},
	}
	codes := map[string][]string{"192.0.2.1": {"JP"}, "2001:db8::66": {"KP"}, "10.0.0.1": {"KP"}}
	j := Judge{
		Resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
			if a := names[host]; a != nil {
				return a, nil
			}
			return nil, errors.New("no such host")
		},
		Lookup: func(_ context.Context, addrs []netip.Addr) (out []geo.Record, err error) {
			for _, a := range addrs {
				out = append(out, geo.Record{Codes: codes[a.String()]})
			}
			return out, nil
		},
		Watches: func(_ netip.Addr, r *geo.Record) []string {
			if len(r.Codes) == 1 && r.Codes[0] == "KP" {
				return []string{"keep-out"}
			}
			return nil
		},
	}
	all, err := j.All(t.Context(), []Endpoint{{Logs, "soc", "both.example"}, {Logs, "home", "home.example"}, {Names, "f", "gone.example"}, {Time, "f", "10.0.0.1"}})
	if err != nil {
		t.Fatal(err)
	}
	if !all[0].Watched || all[1].Watched || all[2].Watched || all[3].Watched || all[2].Trouble == "" {
		t.Errorf("%+v", all)
	}
	if w := all[0].Warning(); w != "logs go to KP, which the policy watches by keep-out: both.example (soc)" {
		t.Error(w)
	}
	if w := all[1].Warning(); w != "" {
		t.Error(w)
	}
	j.Lookup = func(context.Context, []netip.Addr) ([]geo.Record, error) { return nil, errors.New("nobody answers") }
	if _, err := j.All(t.Context(), []Endpoint{{Logs, "soc", "both.example"}}); err == nil || !strings.Contains(err.Error(), "nobody answers") {
		t.Error(err)
	}
}

// FuzzParse: whatever a file holds, hosts are few, and could be ones.
func FuzzParse(f *testing.F) {
	f.Add([]byte("nameserver 192.0.2.1\nNTP=a b c\nserver x iburst\nHost y\n"))
	f.Add([]byte("nameserver ::1%eth0\nnameserver \x00\nNTP=\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, r := range readers() {
			hosts := parse(b, r.hosts)
			if len(hosts) > maxEndpoints {
				t.Errorf("%d hosts", len(hosts))
			}
			for _, h := range hosts {
				if !plausible(h) {
					t.Errorf("%q", h)
				}
			}
		}
	})
}
