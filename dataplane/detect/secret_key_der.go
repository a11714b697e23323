package detect

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
)

// derStart is a string of bytes in a key that is not text. The key begins lead
// bytes before, with 30 82 and its length where the lead is 4.
type derStart struct {
	word string
	lead int
}

// The object identifiers that name what follows.
const (
	oidRSA     = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01" // RFC 8017
	oidEC      = "\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"         // RFC 5480
	oidPBES    = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05"     // RFC 8018
	oidKeyBag  = "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01"
	oidJavaKey = "\x06\x0a\x2b\x06\x01\x04\x01\x2a\x02\x11\x01\x01" // of Java's JKS
)

var derStarts = []derStart{
	{"\x02\x01\x00\x30\x0d" + oidRSA + "\x05\x00\x04", 4},
	{"\x02\x01\x00\x02\x81\x81\x00", 4}, {"\x02\x01\x00\x02\x82\x01\x01\x00", 4},
	{"\x02\x01\x00\x02\x82\x01\x81\x00", 4}, {"\x02\x01\x00\x02\x82\x02\x01\x00", 4},
	{"\x02\x01\x00\x30\x13" + oidEC, 3}, {"\x02\x01\x00\x30\x10" + oidEC, 3},
	{"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22", 0}, {"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x6e\x04\x22", 0},
	{"\x30\x77\x02\x01\x01\x04\x20", 0}, {"\x30\x74\x02\x01\x01\x04\x20", 0},
	{"\x30\x81\xa4\x02\x01\x01\x04\x30", 0}, {"\x30\x81\xdc\x02\x01\x01\x04\x42", 0},
	{oidPBES, 6}, {oidJavaKey, 6},
	{oidKeyBag + "\x01\xa0\x82", -2}, {oidKeyBag + "\x02\xa0\x82", -2},
	{"openssh-key-v1\x00", 0}, {"\x07\x02\x00\x00\x00\xa4\x00\x00RSA2", 0}, {"== ed25519v1-secret: type0 ==\x00\x00\x00", 0},
}

func derWords() (words []string) {
	for _, s := range derStarts {
		words = append(words, s.word)
	}
	return words
}

// derBytes is as much of a key as makes it distinct, keyValue characters of base64.
const derBytes = keyValue / 4 * 3

// seedBytes end a key that is shorter than that: 256 random bits, or part of a point. Behind
// the constant of a program that puts such keys together stand other things, and zeros.
const seedBytes = 32

// judgeDER judges a key in bytes. Its value is their base64, so that a key counts
// once, whether it was read as text or after that was decoded.
func judgeDER(w *window) verdict {
	start, ok := derStartOf(w)
	if !ok {
		return verdict{final: true}
	}
	key := w.buf[start:]
	n := min(derLength(key), derBytes)
	if len(key) < n {
		return verdict{final: w.closed}
	}
	if entropy(key[:n]) < 3 || n < derBytes && entropy(key[max(0, n-seedBytes):n]) < 4 {
		return verdict{final: true}
	}
	var value [keyValue]byte
	base64.StdEncoding.Encode(value[:], key[:n])
	return keyFound(value[:base64.StdEncoding.EncodedLen(n)], true)
}

// derStartOf returns where the key of the literal at w begins. An RSA key within
// a PKCS #8 one, in an octet string, is not another.
func derStartOf(w *window) (start int, ok bool) {
	lead := 0
	for _, s := range derStarts {
		if s.word == w.word {
			lead = s.lead
		}
	}
	if lead < 0 {
		return w.end - lead, true
	}
	start = w.start - lead
	if start < 0 || lead >= 4 && !bytes.HasPrefix(w.buf[start:], []byte("\x30\x82")) || lead == 3 && !bytes.HasPrefix(w.buf[start:], []byte("\x30\x81")) {
		return 0, false
	}
	within := start >= 4 && bytes.HasPrefix(w.buf[start-4:], []byte("\x04\x82"))
	return start, !within || lead != 4
}

// derLength returns the bytes of the DER value at b (X.690 8.1.3), or derBytes
// where b begins with none.
func derLength(b []byte) int {
	switch {
	case len(b) < 4 || b[0] != 0x30:
		return derBytes
	case b[1] < 0x80:
		return 2 + int(b[1])
	case b[1] == 0x81:
		return 3 + int(b[2])
	}
	return 4 + int(binary.BigEndian.Uint16(b[2:]))
}
