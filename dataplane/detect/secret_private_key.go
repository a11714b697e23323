package detect

import (
	"bytes"
	"slices"
)

func init() {
	body := "MIIEpAIBAAKCAQEAx4mQvRbUeYtzjLwZ0d1kQpN5sT7uVfWgHiJkLmNoPqRs\nTuVwXyZ0123456789+/AbCdEfGhIjKlMnOpQrStUvWxYz\n"
	register(&detector{
		class: "secret.private_key",
		basis: "RFC 7468 (PEM), RFC 5958 and 8017 (DER), RFC 7517 (JWK), RFC 7292 (PKCS #12), RFC 9580 (OpenPGP armour), RFC 4716 (SSH2), " +
			"the key formats of OpenSSH, PuTTY, Java, .NET, WireGuard, minisign, Tor and Bitcoin (BIP 32), age (C2SP)",
		literal: &literalRule{
			words: slices.Concat([]string{armourWord, "Private-Lines: ", "AGE-SECRET-KEY-1"}, bodyWords(), keyLabels, jwkWords, derWords()),
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
			"-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEx4mQvRbUeYtzjLwZ0d1kQpN5sT7u\nVfWgHiJkLmNoPqRsTuVwXyZ0123456789AbCdEfGhIjKlMnOpQrStUvWxYz\n",
			"-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n",
			"AGE-SECRET-KEY-1 is the prefix",
			"-----END RSA PRIVATE KEY-----\n" + body[len("MIIEpAIBAAKCAQEA"):],
		},
	})
}

func isBase64(c byte) bool {
	return isLetter(c) || c-'0' < 10 || c == '+' || c == '/' || c == '='
}

// isBech32 knows the upper-case characters of BIP 173.
func isBech32(c byte) bool { return c >= 'A' && c <= 'Z' || c-'0' < 10 }

// shortKeyLine is the least that PuTTY's files hold of a key: 256 bits.
const shortKeyLine = 43

// keyOfLines judges what follows the number of lines in a file of PuTTY's: one short line
// for the newer kinds of keys.
func keyOfLines(w *window) verdict {
	got := keyFrom(w, w.end)
	_, rest, _ := bytes.Cut(w.buf[w.end:], []byte("\n"))
	line, _, found := bytes.Cut(rest, []byte("\n"))
	line = bytes.TrimSpace(line)
	if got.hit || len(line) < shortKeyLine || len(line) >= keyBytes || len(bytes.TrimFunc(line, func(r rune) bool { return isBase64(byte(r)) })) > 0 || entropy(line) < 3.5 {
		return got
	}
	return keyFound(line, found || w.closed)
}

// judgePrivateKey asks what knows the literal.
func judgePrivateKey(w *window) verdict {
	switch {
	case w.word == armourWord:
		return judgeArmour(w)
	case w.word == "Private-Lines: ":
		return keyOfLines(w)
	case w.word == "AGE-SECRET-KEY-1":
		return judgeOneWord(w, w.end, keyBytes, 64, isBech32)
	case slices.Contains(jwkWords, w.word):
		return judgeJWK(w)
	case slices.Contains(keyLabels, w.word):
		return judgeKeyLabel(w)
	}
	for i := range bodyStarts {
		if bodyStarts[i].word == w.word {
			return bodyStarts[i].judge(w)
		}
	}
	return judgeDER(w)
}
