package detect

import (
	"bytes"
	"encoding/base64"
)

func init() {
	const (
		header  = "eyJhbGciOiJSUzI1NiIsImtpZCI6Ims3IiwidHlwIjoiSldUIn0"
		payload = "eyJpc3MiOiJodHRwczovL2lkLmFjbWUudGVzdCIsInN1YiI6InU4MTIiLCJleHAiOjE3OTU2MDAwMDB9"
		mac     = "k9Xq2Lw7RdT4vN0hP5cZ8m1Gf6Js3YuEbQaCxWk7Xr2"
		// The token that jwt.io and hundreds of manuals show.
		known = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
	)
	register(&detector{
		class:   "secret.jwt",
		basis:   "RFC 7519 (JSON Web Token) in the compact form of RFC 7515 (JWS)",
		literal: &literalRule{words: jwtWords, judge: judgeJWT},
		binary:  true,
		finds: []string{
			header + "." + payload + "." + mac,
			"Authorization: Bearer " + header + "." + payload + "." + mac + "\r\n",
			`{"id_token":"` + header + "." + payload + "." + mac + `"}`,
		},
		passes: []string{
			known + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
			header + "." + payload,
			header + " and " + payload,
			"eyJhbGciOiJSUzI1NiJ9",
			"x" + header + "." + payload + "." + mac,
			"eyJhIjoxfQ." + payload + "." + mac,
		},
	})
}

// jwtWords are the base64url of how a header's JSON begins: {"alg, {"typ, {"kid,
// {"enc, {"jku, {"x5t, {"cty, {"zip, {"b64, each by the first characters only.
var jwtWords = []string{"eyJh", "eyJ0", "eyJr", "eyJl", "eyJq", "eyJ4", "eyJj", "eyJ6", "eyJi", "eyAi"}

const (
	maxHeader   = 360 // characters of a header, so that the payload's start is in the window
	leastClaims = 20
	leastMAC    = 20
)

// judgeJWT decodes the header and the beginning of the claims. Where the token
// is longer than the window, header and claims suffice.
func judgeJWT(w *window) verdict {
	if wordBefore(w.buf, w.start) {
		return verdict{final: true}
	}
	token := w.buf[w.start:min(len(w.buf), w.start+rightBytes)]
	end := tokenEnd(token)
	cut := end == len(token) && len(token) < rightBytes && !w.closed
	header, rest, _ := bytes.Cut(token[:end], []byte("."))
	claims, mac, signed := bytes.Cut(rest, []byte("."))
	if !isJWTHeader(header) || !isClaims(claims) {
		return verdict{final: !cut || len(header) > maxHeader}
	}
	if end < rightBytes && (!signed || len(mac) < leastMAC) {
		return verdict{final: !cut}
	}
	return verdict{hit: true, final: !cut, value: token[:end], confidence: 0.97}
}

func tokenEnd(b []byte) int {
	for i, c := range b {
		if !isWordByte(c) && c != '-' && c != '_' && c != '.' {
			return i
		}
	}
	return len(b)
}

// isJWTHeader asks for a JSON object that names its algorithm.
func isJWTHeader(b []byte) bool {
	var room [maxHeader]byte
	if len(b) > maxHeader {
		return false
	}
	n, err := base64.RawURLEncoding.Decode(room[:], b)
	return err == nil && n > 0 && room[n-1] == '}' && bytes.Contains(room[:n], []byte(`"alg"`))
}

// isClaims asks for the beginning of a JSON object that is no manual's.
func isClaims(b []byte) bool {
	var room [rightBytes]byte
	b = b[:min(len(b), rightBytes)&^3+remainder(b)]
	n, _ := base64.RawURLEncoding.Decode(room[:], b)
	claims := room[:n]
	return len(b) >= leastClaims && n > 0 && claims[0] == '{' && !exampleClaims(claims)
}

// remainder is how many characters behind the last four still make a byte.
func remainder(b []byte) int {
	if r := len(b) & 3; r > 1 {
		return r
	}
	return 0
}

// exampleClaims knows the subjects and issuers of RFC 7519 and jwt.io, and claims
// that name nothing that a service would ask for.
func exampleClaims(claims []byte) bool {
	for _, s := range [...]string{`"1234567890"`, "John Doe", `"joe"`, "example.com", "example.org"} {
		if indexString(claims, s) >= 0 {
			return true
		}
	}
	return !containsAny(claims, usualClaims)
}

// usualClaims are the registered ones (RFC 7519, 4.1) and those of OpenID Connect
// that stand near a token's beginning.
var usualClaims = []string{
	`"iss"`, `"sub"`, `"aud"`, `"exp"`, `"nbf"`, `"iat"`, `"jti"`, `"azp"`, `"oid"`, `"sid"`, `"scope"`, `"email"`, `"name"`, `"user`, `"id"`, `"uid"`, `"role`, `"tenant`,
}
