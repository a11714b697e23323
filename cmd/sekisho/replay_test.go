package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sekisho/dataplane/netlab"
)

var replayStart = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// capture writes a pcap file (link type 101, raw IP) packet by packet.
type capture struct {
	b    bytes.Buffer
	at   time.Time
	snap int // packets are cut to this length; 0: kept whole
}

func newCapture() *capture {
	c := &capture{at: replayStart}
	for _, v := range []uint32{0xa1b2c3d4, 2 | 4<<16, 0, 0, 65535, 101} {
		binary.Write(&c.b, binary.LittleEndian, v)
	}
	return c
}

func (c *capture) add(ip []byte) {
	c.at = c.at.Add(10 * time.Millisecond)
	kept := ip
	if c.snap > 0 && len(ip) > c.snap {
		kept = ip[:c.snap]
	}
	for _, v := range []int{int(c.at.Unix()), c.at.Nanosecond() / 1000, len(kept), len(ip)} {
		binary.Write(&c.b, binary.LittleEndian, uint32(v))
	}
	c.b.Write(kept)
}

// segment adds a TCP segment without a checksum, as a machine captures its own.
func (c *capture) segment(src, dst netip.AddrPort, seq, ack uint32, flags byte, payload string) {
	tcp := make([]byte, 20, 20+len(payload))
	binary.BigEndian.PutUint16(tcp, src.Port())
	binary.BigEndian.PutUint16(tcp[2:], dst.Port())
	binary.BigEndian.PutUint32(tcp[4:], seq)
	binary.BigEndian.PutUint32(tcp[8:], ack)
	tcp[12], tcp[13] = 5<<4, flags
	tcp = append(tcp, payload...)
	var ip []byte
	if src.Addr().Is4() {
		ip = make([]byte, 20)
		ip[0], ip[8], ip[9] = 0x45, 64, 6
		binary.BigEndian.PutUint16(ip[2:], uint16(20+len(tcp)))
		copy(ip[12:], src.Addr().AsSlice())
		copy(ip[16:], dst.Addr().AsSlice())
	} else {
		ip = make([]byte, 40)
		ip[0], ip[6], ip[7] = 0x60, 6, 64
		binary.BigEndian.PutUint16(ip[4:], uint16(len(tcp)))
		copy(ip[8:], src.Addr().AsSlice())
		copy(ip[24:], dst.Addr().AsSlice())
	}
	c.add(append(ip, tcp...))
}

// upload adds a whole HTTP upload, its body in segments of 1,000 bytes; lost is
// the number of one that the capture missed, or -1.
func (c *capture) upload(from, to string, body string, lost int) {
	in, out := netip.MustParseAddrPort(from), netip.MustParseAddrPort(to)
	const syn, ack, fin = 2, 16, 1
	c.segment(in, out, 99, 0, syn, "")
	c.segment(out, in, 499, 100, syn|ack, "")
	seq := uint32(100)
	text := "POST / HTTP/1.1\r\nHost: collect.example\r\nContent-Type: text/csv\r\nConnection: close\r\n\r\n" + body
	for i := 0; len(text) > 0; i++ {
		n := min(len(text), 1000)
		if i != lost {
			c.segment(in, out, seq, 500, ack, text[:n])
		}
		text, seq = text[n:], seq+uint32(n)
	}
	c.segment(in, out, seq, 500, ack|fin, "")
	c.segment(out, in, 500, seq+1, ack|fin, "")
}

func replayFiles(t *testing.T, c *capture) (policyFile, geoFile, pcap string) {
	t.Helper()
	dir := t.TempDir()
	policyFile, geoFile, pcap = filepath.Join(dir, "policy.yaml"), filepath.Join(dir, "places.mmdb"), filepath.Join(dir, "office.pcap")
	if err := os.WriteFile(policyFile, []byte(personPolicy), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := netlab.WriteGeo(geoFile, officePlaces); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(pcap, c.b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return policyFile, geoFile, pcap
}

func decodeLines(t *testing.T, s string) (all []map[string]any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(s))
	for d.More() {
		var e map[string]any
		if err := d.Decode(&e); err != nil {
			t.Fatalf("%v in %s", err, s)
		}
		all = append(all, e)
	}
	return all
}

func TestReplay(t *testing.T) {
	c := newCapture()
	c.upload("10.0.0.2:40000", "203.0.113.10:80", customerList(40), -1)
	c.upload("10.0.0.2:40001", "198.51.100.10:80", customerList(40), -1)
	c.upload("[fd00::2]:40000", "[2001:db8:c::10]:80", customerList(40), -1)
	c.upload("10.0.0.2:40002", "203.0.113.10:80", "nothing", -1)
	policyFile, geoFile, pcap := replayFiles(t, c)
	status, out, errs := call("replay", "--policy", policyFile, "--geo", geoFile, pcap)
	if status != 0 || errs != "" {
		t.Fatalf("status %d: %s", status, errs)
	}
	events := decodeLines(t, out)
	var actions []string
	last := replayStart
	for _, e := range events {
		at, err := time.Parse(time.RFC3339, field(e, "@timestamp").(string))
		if err != nil || at.Before(last) || at.After(c.at) {
			t.Errorf("event at %v: %v", at, err)
		}
		last = at
		actions = append(actions, field(e, "event.kind").(string)+" "+field(e, "event.action").(string))
	}
	if got := strings.Join(actions, ", "); got != "alert block, alert block, event allow" {
		t.Errorf("events: %s", got)
	}
	if got := field(events[0], "destination.domain"); got != "collect.example" {
		t.Errorf("domain %v", got)
	}
	again, out2, _ := call("replay", "--policy", policyFile, "--geo", geoFile, pcap)
	if again != 0 || out2 != out {
		t.Error("a second replay differs")
	}
}

// What a capture missed is read over: it won't be sent again.
func TestReplayWithGaps(t *testing.T) {
	c := newCapture()
	c.upload("10.0.0.2:40000", "203.0.113.10:80", customerList(60), 2)
	policyFile, geoFile, pcap := replayFiles(t, c)
	_, out, errs := call("replay", "--policy", policyFile, "--geo", geoFile, pcap)
	if events := decodeLines(t, out); len(events) == 0 || field(events[0], "event.action") != "block" {
		t.Errorf("events: %s %s", out, errs)
	}
}

// A capture that keeps only the beginning of each packet is read as far as it goes.
func TestReplayOfCutPackets(t *testing.T) {
	c := newCapture()
	c.snap = 900
	c.upload("10.0.0.2:40000", "203.0.113.10:80", customerList(400), -1)
	policyFile, geoFile, pcap := replayFiles(t, c)
	_, out, errs := call("replay", "--policy", policyFile, "--geo", geoFile, pcap)
	events := decodeLines(t, out)
	if len(events) != 1 || field(events[0], "event.action") != "block" {
		t.Fatalf("events: %s %s", out, errs)
	}
	if at, _ := time.Parse(time.RFC3339, field(events[0], "@timestamp").(string)); at.After(replayStart.Add(200 * time.Millisecond)) {
		t.Errorf("blocked only at %v", at)
	}
}

func TestReplayErrors(t *testing.T) {
	c := newCapture()
	c.upload("10.0.0.2:40000", "203.0.113.10:80", customerList(40), -1)
	policyFile, geoFile, pcap := replayFiles(t, c)
	cut := pcap + ".cut"
	if err := os.WriteFile(cut, c.b.Bytes()[:c.b.Len()-5], 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		args []string
		want string
	}{
		"no capture":         {[]string{"--policy", policyFile, "--geo", geoFile, "missing.pcap"}, "missing.pcap"},
		"not a capture":      {[]string{"--policy", policyFile, "--geo", geoFile, policyFile}, "policy.yaml"},
		"capture cut off":    {[]string{"--policy", policyFile, "--geo", geoFile, cut}, "office.pcap.cut"},
		"no policy":          {[]string{"--policy", "missing.yaml", pcap}, "missing.yaml"},
		"no database":        {[]string{"--policy", policyFile, "--geo", "missing.mmdb", pcap}, "missing.mmdb"},
		"bad network":        {[]string{"--policy", policyFile, "--protected", "10.0.0.0/99", pcap}, "10.0.0.0/99"},
		"nothing to replay":  {[]string{"--policy", policyFile}, "PCAP"},
		"no policy argument": {[]string{pcap}, "--policy"},
	} {
		status, _, errs := call(append([]string{"replay"}, test.args...)...)
		if status != 1 || !strings.Contains(errs, test.want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: status %d: %s", name, status, errs)
		}
	}
	// Of a capture that was cut off, what is whole is judged.
	if _, out, _ := call("replay", "--policy", policyFile, "--geo", geoFile, cut); !strings.Contains(out, `"action":"block"`) {
		t.Error("the whole packets of a cut capture were not judged")
	}
}
