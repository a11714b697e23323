package proto

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func query(name string, tail string) string {
	var b strings.Builder
	b.WriteString("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00")
	for label := range strings.SplitSeq(name, ".") {
		b.WriteString(string(rune(len(label))) + label)
	}
	return b.String() + "\x00\x00\x01\x00\x01" + tail
}

func prefixed(message string) string {
	return string([]byte{byte(len(message) >> 8), byte(len(message))}) + message
}

func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return string(b)
}

// sshStart is a version, one packet that is not NEWKEYS, and NEWKEYS.
const sshStart = "SSH-2.0-OpenSSH_9.2\r\n\x00\x00\x00\x0c\x04\x14abcdef0000\x00\x00\x00\x0c\x0a\x150000000000"

// conversation is a protocol's first words, for what must hold of all.
type conversation struct {
	name      string
	transport string
	turns     []turn
}

// conversations has one at least for every protocol registered.
func conversations() []conversation {
	list := []conversation{
		{"dns", "udp", []turn{{Out, query("www.example", "")}, {In, query("www.example", "answer")}}},
		{"dns", "tcp", []turn{{Out, prefixed(query("a.b.tunnel.example", "opt")) + prefixed(query("c.d.tunnel.example", ""))}}},
		{"http2", "tcp", []turn{{Out, http2Preface + "\r\nSM\r\n\r\n\x00\x00\x00\x04"}}},
		{"ssh", "tcp", []turn{{In, sshStart + random(300)}, {Out, sshStart + random(9000)}}},
		{"quic", "udp", []turn{{Out, "\xc3\x00\x00\x00\x01\x08abcdefgh\x00" + random(1250)}, {In, random(60)}}},
		{"rdp", "tcp", []turn{{Out, "\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00\x01\x00\x08\x00\x03\x00\x00\x00"},
			{In, "\x03\x00\x00\x13\x0e\xd0\x00\x00\x12\x34\x00\x02\x00\x08\x00\x02\x00\x00\x00"},
			{Out, string(record(22, helloMessage(1, hello(0x0303, words(0x1301)))))}}},
		{"ftp", "tcp", []turn{{In, "220 files\r\n"}, {Out, "USER taro\r\n"}}},
		{"imap", "tcp", []turn{{In, "* OK IMAP4rev1 ready\r\n"}, {Out, "a1 LOGIN x y\r\n"}}},
		{"pop3", "tcp", []turn{{In, "+OK ready\r\n"}, {Out, "USER taro\r\n"}}},
		{"vnc", "tcp", []turn{{In, "RFB 003.008\n"}, {Out, "RFB 003.008\n"}}},
		{"mqtt", "tcp", []turn{{Out, "\x10\x10\x00\x04MQTT\x04\x02\x00\x3c\x00\x04abcd"}}},
		{"smb", "tcp", []turn{{Out, "\x00\x00\x00\x45\xffSMBr\x00"}}},
		{"smb", "tcp", []turn{{Out, "\x00\x00\x00\x45\xfeSMB@\x00"}}},
		{"git", "tcp", []turn{{Out, "0030git-receive-pack /project.git\x00host=h\x00"}}},
		{"ntp", "udp", []turn{{Out, "\x23\x00\x06\xec" + strings.Repeat("\x00", 44)}}},
		{"tls", "tcp", []turn{{Out, string(record(22, helloMessage(1, hello(0x0303, words(0x1301))))) + string(record(23, []byte(random(99))))}}},
	}
	for _, c := range smtpCases {
		list = append(list, conversation{"smtp", "tcp", c.turns})
	}
	for _, c := range httpCases {
		list = append(list, conversation{c.proto, "tcp", c.turns})
	}
	return list
}

// hold runs a conversation, each turn whole or in pieces.
func (v conversation) hold(t testing.TB, size int) (*Flow, *collector) {
	if v.transport == "tcp" {
		return talk(t, size, v.turns...)
	}
	f, c := new(Flow), new(collector)
	f.Init(v.transport, 7, 50000)
	for _, w := range v.turns {
		f.Feed(w.dir, []byte(w.text), c)
	}
	return f, c
}

func TestEveryProtocolIsRecognisedByWhatItSays(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range conversations() {
		for _, size := range []int{0, 1, 9} {
			if f, c := v.hold(t, size); f.Name() != v.name || !f.Known() {
				t.Errorf("%s cut %d: name %q, known %v\n%s", v.name, size, f.Name(), f.Known(), c)
			}
		}
		seen[v.name] = true
	}
	for _, name := range Names() {
		if !seen[name] {
			t.Errorf("%s has no conversation here", name)
		}
	}
}

func TestEveryProtocolReadsTheSameHoweverItIsCut(t *testing.T) {
	for _, v := range conversations() {
		_, whole := v.hold(t, 0)
		for _, size := range []int{1, 2, 5, 64} {
			_, cut := v.hold(t, size)
			sameButForTheStart(t, fmt.Sprintf("%s cut %d", v.name, size), cut, whole)
		}
	}
}

// TestEveryProtocolTakesAnything feeds each protocol its own words in the wrong
// order, the wrong direction, with gaps, and changed.
func TestEveryProtocolTakesAnything(t *testing.T) {
	for i, v := range conversations() {
		for n := range 64 {
			f, c := new(Flow), new(collector)
			f.Init(v.transport, 7, 50000)
			for j, w := range v.turns {
				b := []byte(w.text)
				if len(b) > 0 && n > 0 {
					b[n*37%len(b)] ^= byte(i + j + n)
				}
				f.Feed(w.dir, b[:len(b)/2], c)
				if n%3 == 1 {
					f.Gap(w.dir, n%5-1, c)
				}
				f.Feed(Dir(n)&1, b[len(b)/2:], c)
			}
			checkMemory(t, f)
		}
	}
}

func TestTextIsNotMistakenForAProtocol(t *testing.T) {
	for _, text := range []string{
		"Dear all, please find the list below.\r\n", "id,name,phone\n1,Taro,090-1234-5678\n", `{"name":"Taro"}`,
		"<?xml version=\"1.0\"?>", "220", "220 people came\r\nto the party\r\n", "* OK", "+OK fine", "SSH is a protocol",
		"\x93\x8c\x8b\x9e\x93s,\x8eR\x93c", "0030git is nice", "RFB is", "GET up", "POST it note\n", "%PDF-1.7\n",
		"PK\x03\x04", "\x1f\x8b\x08\x00", strings.Repeat("x", 2000), strings.Repeat("#", 48),
	} {
		for _, transport := range []string{"tcp", "udp"} {
			f, c := new(Flow), new(collector)
			f.Init(transport, 25, 443)
			f.Feed(Out, []byte(text), c)
			if f.Name() != "" {
				t.Errorf("%q over %s is taken for %s", text, transport, f.Name())
			}
		}
	}
}

func TestDNSNamesAreHandedOnWithAndWithoutDots(t *testing.T) {
	f, c := new(Flow), new(collector)
	f.Init("udp", 53, 50000)
	f.Feed(Out, []byte(query("090.1234.5678.tunnel.example", "rest")), c)
	want := "> dns.question [text/plain] \"090.1234.5678.tunnel.example\\n09012345678\"\n> udp.payload \"rest\"\n"
	if c.String() != want {
		t.Errorf("got\n%swant\n%s", c, want)
	}
	if got := c.fields[DNSQuestion]; got != "090.1234.5678.tunnel.example" {
		t.Errorf("question %q", got)
	}
}

func TestSSHCountsOnlyWhatIsEncrypted(t *testing.T) {
	f, c := talk(t, 7, turn{In, sshStart + random(10)}, turn{Out, sshStart + random(10000)})
	if c.opaque != [2]int{10000, 10} || c.bodies(Out, "tcp.payload") == "" || !f.Encrypted() {
		t.Errorf("opaque %v, encrypted %v", c.opaque, f.Encrypted())
	}
	list := strings.Repeat("taro,090-1234-5678\n", 50)
	_, c = talk(t, 0, turn{Out, sshStart + list})
	if got := c.bodies(Out, "tcp.payload"); !strings.HasSuffix(got, list) {
		t.Errorf("readable bytes behind NEWKEYS: handed on %q", got)
	}
}

func TestRDPGoesOnAsTLS(t *testing.T) {
	for _, v := range conversations() {
		if v.name != "rdp" {
			continue
		}
		_, c := v.hold(t, 0)
		if c.fields[TLSJA4] == "" {
			t.Errorf("no hello in\n%s", c)
		}
	}
}

func TestNamesListsWhatIsRegistered(t *testing.T) {
	names := Names()
	if !slices.IsSorted(names) || !slices.Contains(names, "websocket") || !slices.Contains(names, "smtp") {
		t.Errorf("names %v", names)
	}
}
