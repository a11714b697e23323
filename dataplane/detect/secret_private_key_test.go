package detect

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"html"
	"strconv"
	"strings"
	"testing"
)

const keyClass = "secret.private_key"

// keyPairs are new keys of every kind, private ones and then their public ones, in DER.
func keyPairs(t *testing.T) (private, public map[string][]byte) {
	t.Helper()
	private, public = map[string][]byte{}, map[string][]byte{}
	add := func(name string, key, pub any) {
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		private["PRIVATE KEY "+name] = der
		if public[name], err = x509.MarshalPKIXPublicKey(pub); err != nil {
			t.Fatal(err)
		}
	}
	for _, bits := range []int{1024, 2048} {
		k, err := rsa.GenerateKey(rand.Reader, bits)
		if err != nil {
			t.Fatal(err)
		}
		private[fmt.Sprint("RSA PRIVATE KEY ", bits)] = x509.MarshalPKCS1PrivateKey(k)
		add(fmt.Sprint("RSA ", bits), k, k.Public())
	}
	for _, c := range []elliptic.Curve{elliptic.P256(), elliptic.P384(), elliptic.P521()} {
		k, err := ecdsa.GenerateKey(c, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if private["EC PRIVATE KEY "+c.Params().Name], err = x509.MarshalECPrivateKey(k); err != nil {
			t.Fatal(err)
		}
		add(c.Params().Name, k, k.Public())
	}
	pub, k, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	add("Ed25519", k, pub)
	return private, public
}

// keyWrappings are how a key's lines stand in files that people send.
var keyWrappings = map[string]func(lines []string) string{
	"plain":             func(l []string) string { return strings.Join(l, "\n") + "\n" },
	"CRLF":              func(l []string) string { return strings.Join(l, "\r\n") },
	"indented":          func(l []string) string { return "key: |\n    " + strings.Join(l, "\n    ") },
	"quoted mail":       func(l []string) string { return "> > " + strings.Join(l, "\n> > ") },
	"escaped":           func(l []string) string { return `KEY="` + strings.Join(l, `\n`) + `"` },
	"twice escaped":     func(l []string) string { return `{"a":"{\"k\":\"` + strings.Join(l, `\\n`) + `\"}"}` },
	"code point":        func(l []string) string { return `{"k":"` + strings.Join(l, `\u000a`) + `"}` },
	"PHP's JSON":        func(l []string) string { return strings.ReplaceAll(strings.Join(l, `\n`), "/", `\/`) },
	"one line":          func(l []string) string { return strings.Join(l, " ") },
	"no breaks":         func(l []string) string { return strings.Join(l, "") },
	"Java":              func(l []string) string { return `String k = "` + strings.Join(l, "\\n\" +\n        \"") + `";` },
	"Java, dense":       func(l []string) string { return `"` + strings.Join(l, `\n"+"`) + `"` },
	"PHP":               func(l []string) string { return `$k = '` + strings.Join(l, "' . PHP_EOL .\n '") + `';` },
	"Visual Basic":      func(l []string) string { return `k = "` + strings.Join(l, "\" & vbCrLf & _\n    \"") + `"` },
	"list":              func(l []string) string { return "[\n  '" + strings.Join(l, "',\n  '") + "',\n].join('\\n')" },
	"comment":           func(l []string) string { return "# " + strings.Join(l, "\n# ") },
	"block comment":     func(l []string) string { return "/*\n * " + strings.Join(l, "\n * ") + "\n */" },
	"diff":              func(l []string) string { return "+" + strings.Join(l, "\n+") },
	"numbered":          func(l []string) string { return "  1  " + strings.Join(l, "\n 12  ") },
	"markup":            func(l []string) string { return "<p>" + strings.Join(l, "<br />\n") + "</p>" },
	"entities":          func(l []string) string { return html.EscapeString(strings.Join(l, "\n")) },
	"attribute":         func(l []string) string { return `<key value="` + strings.Join(l, "&#10;") + `"/>` },
	"reflowed":          func(l []string) string { return reflow(l, 76) },
	"reflowed narrower": func(l []string) string { return reflow(l, 40) },
	"table":             func(l []string) string { return "| " + strings.Join(l, " |\n| ") + " |" },
	"program":           func(l []string) string { return "cat <<EOF\n" + strings.Join(l, "\n") + "\nEOF" },
}

func reflow(l []string, width int) string {
	body := strings.Join(l[1:len(l)-1], "")
	out := []string{l[0]}
	for ; len(body) > width; body = body[width:] {
		out = append(out, body[:width])
	}
	return strings.Join(append(out, body, l[len(l)-1]), "\n")
}

func TestPrivateKeysInEveryWrapping(t *testing.T) {
	p := all(t)
	private, public := keyPairs(t)
	for kind, der := range private {
		header := strings.Join(strings.Fields(kind)[:strings.Count(kind, " ")], " ")
		header = header[:strings.Index(header, "KEY")+3]
		lines := armour(header, der)
		for name, wrap := range keyWrappings {
			if n := counted(scanWhole(p, wrap(lines)), keyClass); n != 1 {
				t.Errorf("%s, %s: %d", kind, name, n)
			}
		}
		for name, text := range map[string]string{
			"base64 alone": base64.StdEncoding.EncodeToString(der),
			"in a field":   strconv.Quote("private_key") + ": " + strconv.Quote(base64.StdEncoding.EncodeToString(der)),
		} {
			if n := counted(scanWhole(p, text+"\n"), keyClass); n != 1 {
				t.Errorf("%s, %s: %d", kind, name, n)
			}
		}
		if n := countBinary(p, der); n != 1 {
			t.Errorf("%s, DER: %d", kind, n)
		}
	}
	for kind, der := range public {
		for name, wrap := range keyWrappings {
			if n := counted(scanWhole(p, wrap(armour("PUBLIC KEY", der))), keyClass); n != 0 {
				t.Errorf("public %s, %s: %d", kind, name, n)
			}
		}
		if n := countBinary(p, der); n != 0 {
			t.Errorf("public %s, DER: %d", kind, n)
		}
	}
}

// Keys of one kind begin alike and still count each.
func TestPrivateKeysAreDistinct(t *testing.T) {
	a, _ := keyPairs(t)
	b, _ := keyPairs(t)
	for kind := range a {
		header := kind[:strings.Index(kind, "KEY")+3]
		text := strings.Join(append(armour(header, a[kind]), armour(header, b[kind])...), "\n")
		if n := counted(scanWhole(all(t), text), keyClass); n != 2 {
			t.Errorf("%s: %d of 2", kind, n)
		}
	}
}

func armour(header string, der []byte) []string {
	text := string(pem.EncodeToMemory(&pem.Block{Type: header, Bytes: der}))
	return strings.Split(strings.TrimSpace(text), "\n")
}

func countBinary(p *Program, b []byte) int {
	s := p.NewScanner()
	st := s.Open(Text{Where: "body", Binary: true})
	st.Write(b)
	st.Close()
	return counted(s, keyClass)
}

// What a program that builds keys keeps of them, and what claims to be shorter than a key,
// is none.
func TestBeginningsOfKeysInPrograms(t *testing.T) {
	p := all(t)
	prefix := "\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x6e\x04\x22\x04\x20"
	for _, compiled := range []string{
		prefix + "\xe9\x30\x00\x00\x00r\x02\x00\x00\x00\xe9\x10\x00\x00\x00)\x0fr\xde\x00\x00\x00r\xdf\x00\x00\x00\xda\x11_zeroed",
		prefix + strings.Repeat("\x00", 64) + "pkcs8_prefix",
		"\x30\x81\x05\x02\x01\x00\x30\x13" + oidEC + strings.Repeat("\x00", 200),
	} {
		if n := countBinary(p, []byte(compiled)); n != 0 {
			t.Errorf("%d in %q", n, compiled)
		}
	}
	if n := countBinary(p, append([]byte(prefix), randomBytes(32)...)); n != 1 {
		t.Errorf("%d in a whole key", n)
	}
}

// random is n bytes in base64.
func random(n int) string { return base64.StdEncoding.EncodeToString(randomBytes(n)) }

// randomBytes are the same each time: of truly random ones, one in fifty holds by accident
// what marks a placeholder.
func randomBytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = sha256.Sum256([]byte{byte(n), byte(n >> 8), byte(i)})[0]
	}
	return b
}

// Keys that are one word are known by what names them.
func TestPrivateKeysOfOneWord(t *testing.T) {
	p, k := all(t), randomBytes(32)
	word, url, digits := base64.StdEncoding.EncodeToString(k), base64.RawURLEncoding.EncodeToString(k), hex.EncodeToString(k)
	for _, text := range []string{
		"[Interface]\nPrivateKey = " + word + "\nAddress = 192.0.2.2/24\n",
		"/interface wireguard add private-key=\"" + word + "\" name=wg0\n",
		"privateKey: " + word + "\n",
		"Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: " + word + "\n",
		"Modulus: " + random(256) + "\nPrivateExponent: " + random(256) + "\n",
		`{"kty":"EC","crv":"P-256","x":"` + url + `","d":"` + url + `"}`,
		`{"keys":[{"kty":"OKP","d":"` + url + `","crv":"Ed25519"}]}`,
		`{"kty":"oct","alg":"HS256","k":"` + url + `"}`, `{"keys": [{"k": "` + url[:22] + `", "kty": "oct"}]}`, `"{\"kty\":\"oct\",\"k\":\"` + url + `\"}"`,
		"<RSAKeyValue><Modulus>" + random(256) + "</Modulus><InverseQ>" + random(128) + "</InverseQ></RSAKeyValue>",
		"ETH_PRIVATE_KEY=0x" + digits + "\n",
		"秘密鍵：" + word + "\n",
		"私钥: " + digits + "\n",
		"untrusted comment: minisign encrypted secret key\nRWRTY0Iy" + random(150) + "\n",
		"HiddenServiceKey ED25519-V3:" + random(64) + "\n",
		"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: \"x\"\n" + random(48) + "\n" + random(48) + "\n",
		"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: a\nPublic-Lines: 1\n" + random(48) + "\nPrivate-Lines: 1\n" + random(36) + "\nPrivate-MAC: " + digits + "\n",
	} {
		if n := counted(scanWhole(p, text), keyClass); n != 1 {
			t.Errorf("%d in %q", n, text[:min(len(text), 60)])
		}
	}
	for _, text := range []string{
		"PublicKey = " + word + "\n", "private_key_id: " + digits + "\n",
		`{"kty":"EC","crv":"P-256","x":"` + url + `","y":"` + url + `"}`,
		`{"k":"` + url + `"}`, `{"kty":"RSA","k":"` + url + `"}`, `{"kty":"oct","k":"short"}`,
		`{"d":"` + url + `"}`, "private_key = \"/etc/ssl/private/Server2026/keys/Key01ForTheGateway.pem\"\n",
		"PrivateKey = <base64 of 32 bytes>\n", "the private key is kept in the safe\n",
	} {
		if n := counted(scanWhole(p, text), keyClass); n != 0 {
			t.Errorf("%d in %q", n, text[:min(len(text), 60)])
		}
	}
}
