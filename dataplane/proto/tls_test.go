package proto

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// vector16 and vector8 write a list behind its length in bytes.
func vector16(b []byte) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...)
}
func vector8(b []byte) []byte { return append([]byte{byte(len(b))}, b...) }

func words(v ...uint16) []byte {
	var b []byte
	for _, w := range v {
		b = binary.BigEndian.AppendUint16(b, w)
	}
	return b
}

func extension(id uint16, body []byte) []byte { return append(words(id), vector16(body)...) }

// hello puts a client hello message together.
func hello(version uint16, ciphers []byte, extensions ...[]byte) []byte {
	b := append(words(version), make([]byte, 32)...)
	b = append(b, vector8(nil)...)
	b = append(b, vector16(ciphers)...)
	b = append(b, vector8([]byte{0})...)
	return append(b, vector16(bytes.Join(extensions, nil))...)
}

func helloMessage(kind byte, body []byte) []byte {
	return append([]byte{kind, 0, byte(len(body) >> 8), byte(len(body))}, body...)
}

func record(kind byte, body []byte) []byte { return append([]byte{kind, 3, 1}, vector16(body)...) }

// TestJA3PublishedVector holds the fingerprint against the example that JA3 was
// published with, from the numbers of that example.
func TestJA3PublishedVector(t *testing.T) {
	h := parseClientHello(hello(769, words(47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4),
		extension(0, vector16(append([]byte{0}, vector16([]byte("ja3.example"))...))),
		extension(10, vector16(words(23, 24, 25))),
		extension(11, vector8([]byte{0}))))
	if got, want := h.ja3(), "ada70206e40642a3e4461f35503241d5"; got != want {
		t.Errorf("ja3 %s, want %s", got, want)
	}
}

// TestJA4PublishedVector does the same with JA4's example, with GREASE values added,
// which must not count.
func TestJA4PublishedVector(t *testing.T) {
	var list [][]byte
	for _, id := range []uint16{0x1a1a, 0x0005, 0x0012, 0x0015, 0x0017, 0x001b, 0x0023, 0x002d, 0x0033, 0x4469, 0xff01} {
		list = append(list, extension(id, nil))
	}
	list = append(list,
		extension(0, vector16(append([]byte{0}, vector16([]byte("ja4.example"))...))),
		extension(10, vector16(words(0x2a2a, 29))),
		extension(11, vector8([]byte{0})),
		extension(13, vector16(words(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601))),
		extension(16, vector16(append(vector8([]byte("h2")), vector8([]byte("http/1.1"))...))),
		extension(43, vector8(words(0x3a3a, 0x0304, 0x0303))))
	h := parseClientHello(hello(0x0303, words(0x4a4a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030,
		0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035), list...))
	if got, want := h.ja4('t'), "t13d1516h2_8daaf6152771_e5627efa2ab1"; got != want {
		t.Errorf("ja4 %s, want %s", got, want)
	}
}

func TestJA4OfABareHello(t *testing.T) {
	h := parseClientHello(hello(0x0300, nil))
	if got, want := h.ja4('t'), "ts3i000000_000000000000_000000000000"; got != want {
		t.Errorf("ja4 %s, want %s", got, want)
	}
}

func TestJA4ALPNOutsideLettersIsHex(t *testing.T) {
	for alpn, want := range map[string]string{"h2": "h2", "x": "xx", "\xab": "ab", "a\x01": "61", "": "00"} {
		if got := (&clientHello{alpn: []string{alpn}}).ja4ALPN(); got != want {
			t.Errorf("%q gives %q, want %q", alpn, got, want)
		}
	}
}

// tlsTurns records what both ends of a real TLS connection say, in order.
func tlsTurns(t *testing.T, version uint16, send string) []turn {
	t.Helper()
	a, b := net.Pipe()
	var mu sync.Mutex
	var turns []turn
	note := func(d Dir) func([]byte) {
		return func(p []byte) {
			mu.Lock()
			defer mu.Unlock()
			turns = append(turns, turn{d, string(p)})
		}
	}
	server := tls.Server(noted{b, note(In)}, &tls.Config{Certificates: []tls.Certificate{certificate(t)},
		MaxVersion: version, NextProtos: []string{"http/1.1"}})
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.ReadFull(server, make([]byte, len(send)))
		_, _ = io.WriteString(server, "thanks")
	}()
	client := tls.Client(noted{a, note(Out)}, &tls.Config{InsecureSkipVerify: true, ServerName: "collect.example",
		NextProtos: []string{"h2", "http/1.1"}})
	if _, err := io.WriteString(client, send); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(client, make([]byte, 6)); err != nil {
		t.Fatal(err)
	}
	<-done
	_, _ = a.Close(), b.Close()
	return turns
}

type noted struct {
	net.Conn
	note func([]byte)
}

func (n noted) Write(b []byte) (int, error) {
	n.note(b)
	return n.Conn.Write(b)
}

func certificate(t *testing.T) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"collect.example"},
		EmailAddresses: []string{"nobody@collect.example"}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func TestTLSSessionIsNamedAndOpaque(t *testing.T) {
	secret := strings.Repeat("taro,12345678;", 3000)
	for version, want := range map[uint16]string{tls.VersionTLS12: "1.2", tls.VersionTLS13: "1.3"} {
		turns := tlsTurns(t, version, secret)
		for _, size := range []int{0, 1, 700} {
			f, c := talk(t, size, turns...)
			checkTLS(t, f, c, want)
			if n := c.opaque[Out]; n < len(secret) || n > len(secret)+400 {
				t.Errorf("TLS %s, cut %d: %d opaque bytes of %d", want, size, n, len(secret))
			}
		}
	}
}

func checkTLS(t *testing.T, f *Flow, c *collector, version string) {
	t.Helper()
	for field, want := range map[Field]string{TLSServerName: "collect.example", TLSVersion: version, Domain: "collect.example"} {
		if c.fields[field] != want {
			t.Errorf("TLS %s: %s is %q, want %q", version, field, c.fields[field], want)
		}
	}
	if f.Name() != "tls" || !f.Encrypted() {
		t.Errorf("TLS %s: name %q, encrypted %v", version, f.Name(), f.Encrypted())
	}
	for _, p := range c.parts {
		if strings.Contains(string(p.bytes), "nobody@collect.example") {
			t.Errorf("TLS %s: certificate was handed on in %s", version, p.part.Where)
		}
	}
}

func TestHelloOverManyRecords(t *testing.T) {
	message := helloMessage(1, hello(0x0303, words(0x1301),
		extension(0, vector16(append([]byte{0}, vector16([]byte("a.example"))...))), extension(0xfe0d, make([]byte, 8))))
	var wire []byte
	for _, b := range message {
		wire = append(wire, record(22, []byte{b})...)
	}
	_, c := talk(t, 3, turn{Out, string(wire)})
	if c.fields[TLSServerName] != "a.example" || c.fields[TLSECH] != "offered" {
		t.Errorf("fields %v", c.fields)
	}
	if got := c.bodies(Out, "tls.handshake"); got != string(message[4:]) {
		t.Errorf("handed on %q", got)
	}
}

func TestSSL2HelloBeginsTLS(t *testing.T) {
	body := append([]byte{1, 3, 1}, words(3, 0, 16)...)
	body = append(body, make([]byte, 3+16)...)
	wire := append([]byte{0x80, byte(len(body))}, body...)
	f, c := talk(t, 1, turn{Out, string(wire)}, turn{In, string(record(22, helloMessage(2,
		append(append(words(0x0301), make([]byte, 32)...), 0, 0, 47, 0))))})
	if f.Name() != "tls" || c.fields[TLSVersion] != "1.0" {
		t.Errorf("name %q, fields %v", f.Name(), c.fields)
	}
}

func TestCertificatesAreCounted(t *testing.T) {
	start := string(record(22, helloMessage(1, hello(0x0303, words(0x1301)))))
	_, c := talk(t, 0, turn{Out, start + string(record(22, helloMessage(tlsCertificate, make([]byte, 700))))})
	if c.opaque[Out] != 700 {
		t.Errorf("opaque %d, want the certificate's 700 bytes", c.opaque[Out])
	}
}

func TestPlaintextCalledEncryptedIsHandedOn(t *testing.T) {
	start := string(record(22, helloMessage(1, hello(0x0303, words(0x1301)))))
	list := strings.Repeat("山田太郎,090-1234-5678\n", 40)
	for _, size := range []int{0, 1, 100} {
		_, c := talk(t, size, turn{Out, start}, turn{Out, string(record(23, []byte(list)))})
		if got := c.bodies(Out, "tcp.payload"); !strings.HasSuffix(got, list) {
			t.Errorf("cut %d: handed on %d bytes of %d", size, len(got), len(list))
		}
	}
}

func TestWhatStopsBeingTLSIsHandedOn(t *testing.T) {
	start := string(record(22, helloMessage(1, hello(0x0303, words(0x1301)))))
	_, c := talk(t, 0, turn{Out, start + "plain 090-1234-5678"})
	if got := c.bodies(Out, "tcp.payload"); got != "plain 090-1234-5678" {
		t.Errorf("handed on %q", got)
	}
}

func TestLateTLSIsKnownByItsRecords(t *testing.T) {
	body := make([]byte, 1000)
	_, _ = rand.Read(body)
	f, c := new(Flow), new(collector)
	f.Init("tcp", 443, 50000)
	f.Resync()
	f.Feed(Out, body, c)
	f.Feed(Out, record(23, body), c)
	if f.Name() != "tls" || c.opaque[Out] != len(body) {
		t.Errorf("name %q, opaque %d", f.Name(), c.opaque[Out])
	}
}

func FuzzTLSHello(f *testing.F) {
	f.Add(hello(0x0303, words(0x1301), extension(43, vector8(words(0x0304))), extension(16, vector16(vector8([]byte("h2"))))))
	f.Add(append(append(words(0x0303), make([]byte, 32)...), 0, 0x13, 1, 0))
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > tlsHelloMax-1 {
			return
		}
		if h := parseClientHello(body); h != nil && (len(h.ja3()) != 32 || len(h.ja4('t')) != 36) {
			t.Errorf("fingerprints %q %q", h.ja3(), h.ja4('t'))
		}
		parseServerHello(body)
		wire := turn{Out, string(record(22, helloMessage(1, body[:min(len(body), 16000)])))}
		flow, whole := talk(t, 0, wire)
		_, cut := talk(t, 1, wire)
		sameButForTheStart(t, "hello", cut, whole)
		if rest := whole.lost(Out, string(body[:min(len(body), 16000)])); rest != "" {
			t.Errorf("lost %q of\n%s", rest, whole)
		}
		checkMemory(t, flow)
	})
}
