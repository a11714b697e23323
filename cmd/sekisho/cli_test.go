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
)

// leaves are all command lines that -h explains, and a flag line each that lacks
// something.
var leaves = []struct {
	words   string
	missing string // what stderr says when nothing follows the words; "": nothing is missing
}{
	{"run", "--config FILE is missing"},
	{"dataplane", "--config FILE is missing"},
	{"admin", "--config FILE is missing"},
	{"admin reset", "--config FILE is missing"},
	{"replay", "want --policy FILE and at least one PCAP"},
	{"scan", "want at least one PATH"},
	{"register", "--config FILE is missing"},
	{"geo", "want lookup or verify"},
	{"geo lookup", "no address given"},
	{"geo verify", "want one file"},
	{"policy", "want check, explain, show, apply, confirm or revert"},
	{"policy check", "want one FILE"},
	{"policy explain", "--policy is missing"},
	{"policy show", "--config FILE is missing"},
	{"policy apply", "want one POLICY"},
	{"policy confirm", "--config FILE is missing"},
	{"policy revert", "--config FILE is missing"},
	{"status", "--config FILE is missing"},
	{"audit", "want verify"},
	{"audit verify", "--config FILE is missing"},
	{"events", "--config FILE is missing"},
	{"demo", ""},
	{"version", ""},
}

// TestHelp: -h of every command is usage with an example on stdout.
func TestHelp(t *testing.T) {
	for _, l := range leaves {
		for _, flag := range []string{"-h", "--help"} {
			status, out, errs := call(append(strings.Fields(l.words), flag)...)
			if status != 0 || errs != "" || !strings.HasPrefix(out, "usage: sekisho "+l.words) {
				t.Errorf("%s %s: status %d, stdout %q, stderr %q", l.words, flag, status, out, errs)
			}
			if !strings.Contains(out, "\nexample: sekisho "+l.words) {
				t.Errorf("%s %s: no example in %q", l.words, flag, out)
			}
		}
	}
}

// TestHelpIsComplete: the overview names each command, and TestHelp tries each.
func TestHelpIsComplete(t *testing.T) {
	status, overview, errs := call("-h")
	if status != 0 || errs != "" {
		t.Fatalf("status %d, stderr %q", status, errs)
	}
	tried := map[string]bool{}
	for _, l := range leaves {
		word, _, _ := strings.Cut(l.words, " ")
		tried[word] = true
	}
	for _, c := range commands() {
		if !strings.Contains(overview, "\n  "+c.name+" ") {
			t.Errorf("sekisho -h does not name %s", c.name)
		}
		if !tried[c.name] {
			t.Errorf("%s is not in leaves", c.name)
		}
	}
}

// TestBadCommandLines: each is one line on stderr that names the command, and
// nothing on stdout, where programs read.
func TestBadCommandLines(t *testing.T) {
	check := func(want string, args ...string) {
		t.Helper()
		status, out, errs := call(args...)
		if status != 1 || out != "" || strings.Count(errs, "\n") != 1 || !strings.HasPrefix(errs, "sekisho: ") || !strings.Contains(errs, want) {
			t.Errorf("%q: status %d, stdout %q, stderr %q, want %q", args, status, out, errs, want)
		}
	}
	check("no command")
	check(`unknown command "rnu"`, "rnu")
	check(`unknown command ""`, "")
	for _, l := range leaves {
		words := strings.Fields(l.words)
		if l.missing != "" {
			check(words[0], words...)
			check(l.missing, words...)
		}
		check("nonsense", append(words, "--nonsense")...)
	}
	check(`unexpected argument "now"`, "version", "now")
	check(`unexpected argument "now"`, "demo", "now")
	check(`unexpected argument "now"`, "events", "--config", "sekisho.yaml", "now")
	check("flag needs an argument: -config", "run", "--config")
	check(`invalid value "soon" for flag -since`, "events", "--since", "soon")
	check("none.yaml", "run", "--config", "none.yaml")
	check("none.pcap", "replay", "--policy", policyFile(t, "version: 1\ndefault: log\nrules: []\n"), "none.pcap", "nor.pcap")
	check("policy.yaml:1: ", "replay", "--policy", policyFile(t, "versionn: 1\nrule: []\n"), "none.pcap")
	check("none.yaml", "scan", "--policy", "none.yaml", "-")
}

// TestOutputStaysNDJSON: where a command has results and complaints, each line on
// stdout is a result and each complaint is on stderr.
func TestOutputStaysNDJSON(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "plain.txt")
	must(t, os.WriteFile(text, []byte("nothing to see\n"), 0o600))
	capture := filepath.Join(dir, "one.pcap")
	must(t, os.WriteFile(capture, onePacket("10.0.0.2", "203.0.113.10"), 0o600))
	rules := policyFile(t, "version: 1\nrules: [{id: stop, to: {jurisdictions: [any]}, action: block}]\n")
	none := filepath.Join(dir, "none")
	for _, c := range []struct {
		args string
		want int // lines on stdout
	}{
		{"scan " + none + " " + text + " " + none + " " + text, 2},
		{"geo lookup 192.0.2.1 nowhere 2001:db8::1", 2},
		{"replay --policy " + rules + " " + capture + " " + none, 1},
	} {
		status, out, errs := call(strings.Fields(c.args)...)
		if status != 1 || !strings.HasPrefix(errs, "sekisho: ") {
			t.Errorf("%s: status %d, stderr %q", c.args, status, errs)
		}
		if n := objects(t, out); n != c.want {
			t.Errorf("%s: %d objects, want %d: %q", c.args, n, c.want, out)
		}
	}
}

// objects counts lines, each of which has to be one JSON object.
func objects(t *testing.T, out string) (n int) {
	t.Helper()
	for line := range strings.Lines(out) {
		var o map[string]any
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Errorf("%q: %v", line, err)
		}
		n++
	}
	return n
}

// TestVersion: what the linker puts in is what people read.
func TestVersion(t *testing.T) {
	status, out, _ := call("version")
	if status != 0 || !strings.HasPrefix(out, "sekisho "+version+"\ncommit "+commit+"\nembedded geo data 20") {
		t.Errorf("status %d, stdout %q", status, out)
	}
}

// onePacket is a capture in libpcap's format, link type raw IP, of one UDP
// datagram over IPv4 (RFC 768, RFC 791), which carries no UDP checksum.
func onePacket(from, to string) []byte {
	src, dst := netip.MustParseAddr(from).As4(), netip.MustParseAddr(to).As4()
	p := make([]byte, 28, 33)
	p[0], p[8], p[9] = 0x45, 64, 17
	binary.BigEndian.PutUint16(p[2:], 33)
	copy(p[12:], src[:])
	copy(p[16:], dst[:])
	binary.BigEndian.PutUint16(p[10:], checksum(p[:20]))
	binary.BigEndian.PutUint16(p[20:], 40000)
	binary.BigEndian.PutUint16(p[22:], 9)
	binary.BigEndian.PutUint16(p[24:], 13)
	p = append(p, "hello"...)
	var f bytes.Buffer
	for _, v := range []uint32{0xa1b2c3d4, 2 | 4<<16, 0, 0, 65535, 101, 1781740800, 0, 33, 33} {
		binary.Write(&f, binary.LittleEndian, v)
	}
	f.Write(p)
	return f.Bytes()
}

// checksum is the Internet checksum (RFC 1071) of an even number of bytes.
func checksum(b []byte) uint16 {
	var sum uint32
	for i := 0; i < len(b); i += 2 {
		sum += uint32(binary.BigEndian.Uint16(b[i:]))
	}
	for sum > 0xffff {
		sum = sum>>16 + sum&0xffff
	}
	return ^uint16(sum)
}
