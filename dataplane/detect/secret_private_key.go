package detect

import "bytes"

func init() {
	body := "MIIEpAIBAAKCAQEAx4mQvRbUeYtzjLwZ0d1kQpN5sT7uVfWgHiJkLmNoPqRs\nTuVwXyZ0123456789+/AbCdEfGhIjKlMnOpQrStUvWxYz\n"
	register(&detector{
		class: "secret.private_key",
		basis: "RFC 7468 (PEM), RFC 9580 (OpenPGP armour), the key formats of OpenSSH and PuTTY, age (C2SP)",
		literal: &literalRule{
			words: []string{"PRIVATE KEY-----", "PRIVATE KEY BLOCK-----", "Private-Lines: ", "AGE-SECRET-KEY-1"},
			judge: judgePrivateKey,
		},
		binary: true,
		finds: []string{
			"-----BEGIN RSA PRIVATE KEY-----\n" + body + "-----END RSA PRIVATE KEY-----\n",
			"-----BEGIN OPENSSH PRIVATE KEY-----\r\n" + body,
			"-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n" + body,
			"key = \"-----BEGIN PRIVATE KEY-----\\n" + "MIIEpAIBAAKCAQEAx4mQvRbUeYtzjLwZ0d1kQpN5sT7uVfWgHiJkLmNoPqRs\\nTuVwXyZ01234" + "\"",
			"-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: x\n\n" + body,
			"Private-Lines: 14\n" + body,
			"AGE-SECRET-KEY-1QQPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHC",
		},
		passes: []string{
			"the line -----BEGIN RSA PRIVATE KEY----- begins a key",
			"-----BEGIN PUBLIC KEY-----\n" + body,
			"-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n",
			"AGE-SECRET-KEY-1 is the prefix",
			"-----END RSA PRIVATE KEY-----\n" + body,
		},
	})
}

// keyBytes is how much of a key must be there to be one: less than any key has.
const keyBytes = 48

// judgePrivateKey needs the key itself behind its header: 48 characters of
// base64, not all alike.
func judgePrivateKey(w *window) verdict {
	if w.word == "AGE-SECRET-KEY-1" {
		return keyBody(w, w.end, isBech32)
	}
	line := w.buf[max(0, w.start-40):w.start]
	begin := bytes.LastIndex(line, []byte("-----BEGIN "))
	if w.word != "Private-Lines: " && (begin < 0 || bytes.IndexByte(line[begin:], '\n') >= 0) {
		return verdict{final: true}
	}
	return keyBody(w, w.end, isBase64)
}

// keyBody reads the body behind header lines, whose characters inBody knows.
func keyBody(w *window, i int, inBody func(c byte) bool) verdict {
	var body [keyBytes]byte
	n, line := 0, 0
	for ; i < len(w.buf); i++ {
		c := w.buf[i]
		switch {
		case c == '-' && i+1 == len(w.buf):
			return verdict{final: w.closed}
		case c == ':' || c == ',' || c == '-' && i+1 < len(w.buf) && isLetter(w.buf[i+1]):
			n, line = 0, -1 // a header line, such as Proc-Type
		case c == '\n' || c == '\\':
			line = max(line, 0)
			if c == '\\' && i+1 < len(w.buf) && (w.buf[i+1] == 'n' || w.buf[i+1] == 'r') {
				i++
			}
		case line < 0 || c == '\r' || c == ' ' && n == 0:
		case !inBody(c):
			if n == 0 && c == '"' {
				continue
			}
			return verdict{final: true}
		default:
			body[n] = c
			if n++; n == keyBytes {
				return keyFound(body[:])
			}
		}
	}
	return verdict{final: w.closed}
}

// keyFound does not show any of the key.
func keyFound(body []byte) verdict {
	if len(bytes.Trim(body, string(body[:1]))) == 0 {
		return verdict{final: true}
	}
	return verdict{hit: true, final: true, value: body, sample: []byte("key"), confidence: 0.99}
}

func isBase64(c byte) bool {
	return isLetter(c) || c-'0' < 10 || c == '+' || c == '/' || c == '='
}

// isBech32 knows the upper-case characters of BIP 173.
func isBech32(c byte) bool { return c >= 'A' && c <= 'Z' || c-'0' < 10 }
