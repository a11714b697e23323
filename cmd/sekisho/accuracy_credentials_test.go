package main

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/rand/v2"
	"strings"
)

// lowerHex are the digits of the numbers that services write in small letters.
const lowerHex = "0123456789abcdef"

// drawn makes a credential of a service's form: a beginning, and letters drawn.
func drawn(lead string, n int, alphabet string) func(r *rand.Rand) string {
	return func(r *rand.Rand) string { return lead + draw(r, n, alphabet) }
}

// keySentence is what generators of words make: words and a number.
func keySentence(r *rand.Rand) string {
	all := strings.Fields("maple tunnel otter Radio copper lantern Harbor velvet pixel cactus Meadow drift")
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return strings.Join(all[:3], pick(r, []string{"-", "_", "."})) + digits(r, 2)
}

// mixedPassword is drawn from all that keyboards have and programs take without quoting.
func mixedPassword(r *rand.Rand) string {
	return draw(r, 1, lowerCase) + draw(r, between(r, 8, 18), base62+"@%#*_-+=") + digits(r, 1) + draw(r, 1, capitals)
}

// plainPassword has letters and digits only, as many systems issue it.
func plainPassword(r *rand.Rand) string {
	return draw(r, 2, lowerCase) + draw(r, between(r, 6, 10), base62) + digits(r, 2)
}

// yearPassword is a word with a year and a sign, which people choose.
func yearPassword(r *rand.Rand) string {
	return pick(r, []string{"Hokkaido", "Summer", "Kintai", "Nihonbashi", "Welcome", "Yamabiko", "Marketing", "fuyuno"}) + pick(r, []string{"", "@", "_"}) + fmt.Sprint(between(r, 2019, 2026)) + pick(r, []string{"!", "#", "!!", "?"})
}

// signedToken is a JWT (RFC 7519) with these members of header and claims and a signature
// of so many letters.
func signedToken(header, claims string, signature int) func(r *rand.Rand) string {
	part := base64.RawURLEncoding.EncodeToString
	return func(r *rand.Rand) string {
		full := fmt.Sprintf(claims, r.IntN(1e6), 1795312800+r.IntN(1e6), draw(r, 16, base62))
		return part([]byte(header)) + "." + part([]byte(full)) + "." + draw(r, signature, base62+"-_")
	}
}

// bytesOf draws n bytes.
func bytesOf(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.IntN(256))
	}
	return b
}

// curveKey is a key on P-256, which nobody has.
func curveKey(r *rand.Rand) *ecdsa.PrivateKey {
	b := bytesOf(r, 32)
	b[0] &= 0x7f // less than the curve's order
	k, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), b)
	must0(err)
	return k
}

// realKey is a key that programs can read: PKCS #8 (RFC 5208) or SEC 1 (RFC 5915).
func realKey(r *rand.Rand) string {
	if r.IntN(2) == 0 {
		b, err := x509.MarshalECPrivateKey(curveKey(r))
		must0(err)
		return string(pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: b}))
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: shortKey(r)}))
}

// shortKey is an Ed25519 key in PKCS #8 (RFC 8410).
func shortKey(r *rand.Rand) []byte {
	b, err := x509.MarshalPKCS8PrivateKey(ed25519.NewKeyFromSeed(bytesOf(r, ed25519.SeedSize)))
	must0(err)
	return b
}

// opensshKey begins as ssh-keygen's files do (PROTOCOL.key of OpenSSH); the rest is drawn.
func opensshKey(r *rand.Rand) string {
	body := append([]byte("openssh-key-v1\x00\x00\x00\x00\x04none\x00\x00\x00\x04none\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x33\x00\x00\x00\x0bssh-ed25519\x00\x00\x00\x20"), bytesOf(r, between(r, 190, 1500))...)
	return armoured("OPENSSH PRIVATE KEY", "", body, 70)
}

// rsaKey begins as PKCS #1 does (RFC 8017, A.1.2); its numbers are drawn.
func rsaKey(r *rand.Rand) string {
	body := append([]byte("\x30\x82\x04\xa4\x02\x01\x00\x02\x82\x01\x01\x00"), bytesOf(r, 1180)...)
	return armoured("RSA PRIVATE KEY", "", body, 64)
}

// pgpKey is armoured by RFC 4880, 6.2, with a checksum's line.
func pgpKey(r *rand.Rand) string {
	key := armoured("PGP PRIVATE KEY BLOCK", "\n", append([]byte{0x95, 0x03, 0x98, 0x04}, bytesOf(r, between(r, 600, 1900))...), 64)
	return strings.Replace(key, "-----END", "="+draw(r, 4, base62)+"\n-----END", 1)
}

func armoured(name, head string, body []byte, width int) string {
	var b strings.Builder
	b.WriteString("-----BEGIN " + name + "-----\n" + head)
	text := base64.StdEncoding.EncodeToString(body)
	for len(text) > width {
		b.WriteString(text[:width] + "\n")
		text = text[width:]
	}
	return b.String() + text + "\n-----END " + name + "-----\n"
}

// puttyKey is a file of PuTTY's (its manual, appendix C).
func puttyKey(r *rand.Rand) string {
	text := func(n int) string { return base64.StdEncoding.EncodeToString(bytesOf(r, n)) }
	return "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: ed25519-key-20261120\nPublic-Lines: 2\n" + text(48) + "\n" + text(12) + "\nPrivate-Lines: 1\n" + text(33) + "\nPrivate-MAC: " + draw(r, 64, lowerHex) + "\n"
}

// jsonKey is a private key as a JSON Web Key has it (RFC 7518, 6.2.2): its secret number.
func jsonKey(r *rand.Rand) string {
	number := base64.RawURLEncoding.EncodeToString
	k := curveKey(r)
	public, err := k.PublicKey.Bytes()
	must0(err)
	secret, err := k.Bytes()
	must0(err)
	return fmt.Sprintf(`{"kty":"EC","crv":"P-256","kid":"%s","use":"sig","x":"%s","y":"%s","d":"%s"}`, draw(r, 8, base62), number(public[1:33]), number(public[33:]), number(secret))
}

func in64(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
