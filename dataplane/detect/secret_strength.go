package detect

import (
	"bytes"
	"slices"
	"strings"
)

// notPasswords begin what stands in a password's place in program text: names of
// fields and types, of algorithms, and the words of manuals.
var notPasswords = []string{
	"password", "passwd", "pwd", "passphrase", "secret", "string", "null", "undefined", "varchar",
	"sha1", "sha256", "sha512", "sha-", "md5", "bcrypt", "scrypt", "argon2", "pbkdf2", "base64", "utf8", "utf-8", "hmac", "{ssha",
}

// barePasswords are no password with digits and signs behind them only.
var barePasswords = []string{
	"foo", "bar", "abc", "qwerty", "user", "root", "test", "pass", "text", "field", "input", "value", "var", "arg", "int",
	"key", "file", "env", "none", "nil", "true", "false", "aes", "str", "char", "hunter", "mypassword", "newpassword", "p",
}

// passwordScore says how sure it is that a value behind a label is a password
// and not a word, a variable, a placeholder or a hash. Quotes rule out most
// of program text.
func passwordScore(v []byte, quoted bool) float64 {
	if len(v) < minPassword || len(v) > maxPassword || isReference(v) || isDigest(v) {
		return 0
	}
	k := kindsOf(v)
	if k.other || k.letters < 2 || k.digits == 0 && k.signs == 0 || isPlaceholder(v) || startsNoPassword(v) {
		return 0
	}
	kinds := min(k.lower, 1) + min(k.letters-k.lower, 1) + min(k.digits, 1) + min(k.signs, 1)
	switch {
	case k.digits > 0 && kinds >= 3:
		return 0.9
	case quoted && k.digits > 0 && kinds == 2 && len(v) >= 8 && k.digits+k.signs >= 2:
		return 0.8
	case k.digits >= 2 && k.signs == 0 && kinds == 2 && len(v) >= 8 && k.turns >= 3:
		return 0.75
	}
	return 0
}

// kinds counts a value's characters by kind.
type kinds struct {
	letters, lower, digits, signs int
	turns                         int // changes between letters and digits
	other                         bool
}

func kindsOf(v []byte) (k kinds) {
	digit := false
	for i, c := range v {
		switch {
		case isLetter(c):
			k.letters++
			k.lower += int(c >> 5 & 1)
		case c-'0' < 10:
			k.digits++
		case strings.IndexByte("!@#$%^&*+=?~", c) >= 0:
			k.signs++
		case strings.IndexByte("-_.:/", c) < 0:
			k.other = true
		}
		if now := c-'0' < 10; i > 0 && now != digit {
			k.turns++
		}
		digit = c-'0' < 10
	}
	return k
}

// isReference knows names of variables, templates, paths, calls and addresses.
func isReference(v []byte) bool {
	s := string(v)
	switch {
	case strings.IndexByte("$%{<&*@:/.", s[0]) >= 0 && (len(s) < 2 || s[1]-'0' >= 10):
		return true
	case strings.Contains(s, "${"), strings.Contains(s, "://"), strings.Contains(s, "%s"), strings.Contains(s, "=="), strings.Contains(s, "::"), strings.Contains(s, "@entry="):
		return true
	}
	return isPath(v)
}

// isPath knows words joined by dots, slashes or underscores: members of an
// object, files, constants.
func isPath(v []byte) bool {
	at := bytes.IndexAny(v, "./_:")
	return at > 0 && at < len(v)-1 && isLetter(v[0]) && isLetter(v[at+1])
}

// isDigest knows hashes by their alphabet and the prefixes of crypt(3).
func isDigest(v []byte) bool {
	hex := len(v) >= 16
	for _, c := range v {
		hex = hex && (c-'0' < 10 || (c|0x20)-'a' < 6 || c == '-')
	}
	return hex || v[0] == '$' && bytes.Count(v, []byte("$")) >= 2
}

func startsNoPassword(v []byte) bool {
	var room [maxPassword * 4]byte
	folded := fold(room[:0], v)
	for _, w := range notPasswords {
		if bytes.HasPrefix(folded, []byte(w)) {
			return true
		}
	}
	bare := bytes.TrimRight(folded, "0123456789!@#$%^&*+=?~-_.:/")
	return slices.Contains(barePasswords, string(bare))
}
