package content

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
)

// ber writes an element of definite length, or with no length if open.
func ber(tag byte, open bool, parts ...[]byte) []byte {
	b := bytes.Join(parts, nil)
	n := len(b)
	switch {
	case open:
		return append(append([]byte{tag, 0x80}, b...), 0, 0)
	case n < 0x80:
		return append([]byte{tag, byte(n)}, b...)
	}
	return append([]byte{tag, 0x82, byte(n >> 8), byte(n)}, b...)
}

// signed is a signed message around content, of one octet string or of several.
func signed(content string, open bool) []byte {
	oid := func(s string) []byte { return ber(berOID, false, []byte(s)) }
	octets := ber(berOctets, false, []byte(content))
	if open {
		half := len(content) / 2
		octets = ber(berOctets|berConstructed, true, ber(berOctets, false, []byte(content[:half])), ber(berOctets, false, []byte(content[half:])))
	}
	algorithms := ber(0x31, open, ber(0x30, open, oid("\x60\x86\x48\x01\x65\x03\x04\x02\x01"), []byte{5, 0}))
	certificates := ber(berContext0, open, ber(0x30, open, ber(0x0c, false, []byte("holder of the certificate")), ber(berOctets, false, []byte("no content"))))
	data := ber(0x30, open, []byte{2, 1, 1}, algorithms, ber(0x30, open, oid(oidPKCS7+"\x01"), ber(berContext0, open, octets)), certificates)
	return ber(0x30, open, oid(oidSigned), ber(berContext0, open, data))
}

func TestSignedMail(t *testing.T) {
	inner := string(testMail(t))
	inner = inner[strings.Index(inner, "Content-Type: multipart"):]
	for _, open := range []bool{false, true} {
		b := signed(inner, open)
		for _, part := range []Part{{Where: "m", MediaType: "application/pkcs7-mime; smime-type=signed-data"}, {Where: "m"}} {
			for _, n := range []int{1, 7, 1448, len(b)} {
				s := extract(t, part, b, n)
				if s.text("m!顧客名簿.csv") != customerList || !s.contains("holder of the certificate") || s.opaque != 0 || len(s.flags) != 0 {
					t.Errorf("open %v, %q by %d: not all is read: opaque %v, flags %v", open, part.MediaType, n, s.reasons, s.flags)
				}
			}
		}
	}
}

func TestCompressedMail(t *testing.T) {
	b := ber(0x30, false, ber(berOID, false, []byte(oidCompressed)), ber(berContext0, false, ber(0x30, false, []byte{2, 1, 0}, ber(0x30, false, []byte{6, 1, 0x2a}),
		ber(0x30, false, ber(berOID, false, []byte(oidPKCS7+"\x01")), ber(berContext0, false, ber(berOctets, false, pack(t, "deflate", []byte(customerList))))))))
	if s := extract(t, Part{Where: "m", MediaType: "application/pkcs7-mime"}, b, 5); s.last() != customerList {
		t.Errorf("got %q, opaque %v", s.last(), s.reasons)
	}
}

// TestSealed wants what is encrypted flagged and counted, and delivered in case
// that it is not.
func TestSealed(t *testing.T) {
	enveloped := ber(0x30, true, ber(berOID, false, []byte(oidEnveloped)), ber(berContext0, true, ber(0x30, true, ber(berOctets, false, []byte("secret")))))
	for name, body := range map[string]string{
		"S/MIME":  string(enveloped),
		"OpenPGP": "-----BEGIN PGP MESSAGE-----\n\nsecret\n-----END PGP MESSAGE-----\n",
		"age":     "age-encryption.org/v1\n-> X25519 secret",
		"OpenSSL": "Salted__secret",
	} {
		for _, n := range []int{1, len(body)} {
			s := extract(t, Part{Where: "f"}, []byte(body), n)
			if len(s.flags) != 1 || s.flags[0] != classEncrypted+" f" || s.reasons[reasonSealed] < int64(len("secret")) || !s.contains("secret") {
				t.Errorf("%s by %d: flags %v, opaque %v", name, n, s.flags, s.reasons)
			}
		}
	}
}

// TestSealedInText wants an encrypted file flagged that stands in a text as a run of
// base64, and not the short secrets that programs keep so. The text has been delivered.
func TestSealedInText(t *testing.T) {
	for n, want := range map[int]int{leastSealed - 1: 0, leastSealed: 1} {
		body := base64.StdEncoding.EncodeToString([]byte("Salted__" + strings.Repeat("\x9f", n-len("Salted__"))))
		for _, by := range []int{1, len(body)} {
			if s := extract(t, Part{Where: "f"}, []byte("file: "+body+"\n"), by); len(s.flags) != want || s.opaque != 0 {
				t.Errorf("%d bytes by %d: flags %v, opaque %v", n, by, s.flags, s.reasons)
			}
		}
	}
}

func TestMalformedCMS(t *testing.T) {
	for _, b := range []string{
		"\x30\x80\x06\x09" + oidPKCS7 + "\x02secret",
		"\x30\x80\x06\x09" + oidPKCS7 + "\x02\x04\x88\xff\xff\xff\xff\xff\xff\xff\xffsecret",
		"\x30\x80\x06\x09" + oidPKCS7 + "\x02\x04\x80secret",
		"\x30\x80\x06\x09" + oidPKCS7 + "\x02\x1f\xffsecret",
		strings.Repeat("\x30\x80", 99) + "secret",
		"secret",
	} {
		for n := 1; n <= len(b); n++ {
			if s := extract(t, Part{MediaType: "application/pkcs7-mime"}, []byte(b), n); !s.contains("secret") {
				t.Errorf("%q by %d: not delivered", b, n)
			}
		}
	}
}

func FuzzCMS(f *testing.F) {
	for _, open := range []bool{false, true} {
		f.Add(signed("Content-Type: text/plain\r\n\r\nhello", open), uint16(1))
	}
	f.Add([]byte("\x30\x80\x06\x09"+oidEnveloped+"\xa0\x80\x30\x80\x00\x00"), uint16(3))
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if len(b) > maxFuzzBody {
			return
		}
		compareRuns(t, fuzzRun(t, b, "application/pkcs7-mime", len(b)), fuzzRun(t, b, "application/pkcs7-mime", int(size)+1))
	})
}
