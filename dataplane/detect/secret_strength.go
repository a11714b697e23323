package detect

import (
	"bytes"
	"slices"
	"strings"
)

// notPasswords begin what stands in a password's place in program text: names of
// fields and types, of algorithms, and the words of manuals.
var notPasswords = []string{
	"password", "passwd", "pwd", "passphrase", "secret", "vault:", "vault/", "op:", "env:", "ssm:", "kv/", "ref+", "required", "passwort", "string", "null", "undefined", "varchar",
	"sha1", "sha256", "sha512", "sha-", "md5", "bcrypt", "scrypt", "argon2", "pbkdf2", "base64", "utf8", "utf-8", "hmac", "{ssha",
}

// barePasswords are no password with digits and signs behind them only.
var barePasswords = []string{
	"foo", "bar", "abc", "qwerty", "user", "root", "test", "pass", "text", "field", "input", "value", "var", "arg", "int",
	"key", "file", "env", "none", "nil", "true", "false", "aes", "str", "char", "hunter", "mypassword", "newpassword", "p",
}

// trust is how much the place of a value says that it is a password.
type trust uint8

const (
	hintedAt   trust = iota // only words or blanks join it to its name
	namedAt                 // a sign does
	enclosedIn              // and quotes, brackets or an element of markup hold it
	fixedPlace              // nothing but a password can stand there
)

// passwordScore says how sure it is that a value where a password is expected is one, and
// not a word, a variable, a placeholder or a hash.
func passwordScore(v []byte, t trust) float64 {
	if t > hintedAt && len(v) >= minPhrase && len(v) <= maxPassword && isPhrase(v) && !startsNoPassword(v) {
		return 0.75
	}
	if len(v) < minPassword || len(v) > maxPassword || isReference(v) || t < fixedPlace && isPath(v) && (t < enclosedIn || !isCoined(v)) || isDigest(v) {
		return 0
	}
	k := kindsOf(v)
	if k.blank || k.other && t == hintedAt || k.letters < 2 || k.digits == 0 && k.signs == 0 || isPlaceholder(v) || startsNoPassword(v) {
		return 0
	}
	switch {
	case isQuantity(v), isOption(v) && (t == hintedAt || isUpperText(v[:2]) || v[0] == '-'):
		return 0
	case k.mixed():
		return 0.9
	case t == hintedAt:
		return 0
	case k.digits > 0 && k.count() >= 3:
		return 0.9
	case t >= enclosedIn && k.digits > 0 && len(v) >= 8 && k.digits+k.signs >= 2:
		return 0.8
	case k.digits >= 2 && k.signs == 0 && !k.joined && len(v) >= 8 && k.turns >= 2:
		return 0.75
	}
	return 0
}

// isQuantity knows numbers with a unit behind, such as 12.5kW.
func isQuantity(v []byte) bool {
	unit := bytes.TrimLeft(v, "0123456789.,")
	return len(unit) < len(v) && len(unit) <= 4 && len(bytes.Trim(unit, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%/")) == 0
}

// isOption knows words of command lines: -Dname=1, name=8.
func isOption(v []byte) bool { return v[0] == '-' || bytes.IndexByte(v[1:], '=') >= 0 }

// mixed says whether a value is none of a language's words with a number behind it.
func (k *kinds) mixed() bool {
	if k.digits == 0 || k.count() < 2 {
		return false
	}
	return k.signs > 0 && k.count() >= 3 || k.turns >= 3 && k.count() >= 3 || k.turns >= 2 && k.digits >= 3 && k.count() >= 3
}

// count is how many kinds of characters there are.
func (k *kinds) count() int {
	return min(k.lower, 1) + min(k.letters-k.lower, 1) + min(k.digits, 1) + min(k.signs, 1)
}

// kinds counts a value's characters by kind.
type kinds struct {
	letters, lower, digits, signs int
	turns                         int  // changes between letters and digits
	joined                        bool // by hyphens, dots and the like
	other, blank                  bool
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
		case strings.IndexByte("-_.:/", c) >= 0:
			k.joined = true
		case c > ' ' && c < 0x7f:
			k.signs++
			k.other = true
		default:
			k.other, k.blank = true, k.blank || c <= ' '

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
	case strings.IndexByte("{</.:=", s[0]) >= 0:
		return true
	case strings.IndexByte("$%&*@~", s[0]) >= 0 && isIdentifier(strings.Trim(s, "$%&*@~")):
		return true
	case strings.Contains(s, "${"), strings.Contains(s, "$("), strings.Contains(s, "{{"), strings.Contains(s, "://"), strings.Contains(s, "%s"), strings.Contains(s, "..."), strings.HasPrefix(s, "0x"), strings.IndexByte(s, '\\') >= 0 && !strings.Contains(s, "\\\""), s[0] == '\'', strings.Contains(s, "::"), strings.Contains(s, "@entry="):
		return true
	}
	return false
}

// isCoined says whether words joined by underscores have capitals, small letters and digits,
// as passwords that people make up have them.
func isCoined(v []byte) bool {
	k := kindsOf(v)
	return k.digits > 0 && k.lower > 0 && k.letters > k.lower && !bytes.ContainsAny(v, "./:-")
}

// isIdentifier says whether s may be a name of a program or environment.
func isIdentifier(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 || !inName(byte(r)) }) < 0 && s != "" && s[0]-'0' >= 10
}

// isPath knows words joined by dots, slashes or underscores, perhaps with numbers behind
// them: members of an object, files, constants.
func isPath(v []byte) bool {
	at := bytes.IndexAny(v, "./_:")
	return at > 0 && at < len(v)-1 && isLetter(v[0]) && isLetter(v[at+1]) && partsOf(v) >= 2
}

// partsOf counts the parts of a value between signs, if each is letters with a number
// behind at most; otherwise it returns 0.
func partsOf(v []byte) (n int) {
	for part := range bytes.FieldsFuncSeq(v, func(r rune) bool { return strings.ContainsRune("./_:-", r) }) {
		letters := bytes.TrimRight(part, "0123456789")
		if len(letters) == 0 || len(bytes.Trim(letters, alphabet)) > 0 {
			return 0
		}
		n++
	}
	return n
}

const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// isPhrase knows what generators of passwords make of a language's words: three or more,
// one sign between, and a number at an end.
func isPhrase(v []byte) bool {
	sign := bytes.IndexAny(v, "-_. ")
	if sign < 3 || v[len(v)-1]-'0' >= 10 && v[0]-'0' >= 10 {
		return false
	}
	words := bytes.Split(bytes.Trim(v, "0123456789"), v[sign:sign+1])
	for _, w := range words {
		if len(w) < 3 || len(bytes.Trim(w, alphabet)) > 0 || isUpperText(w) {
			return false
		}
	}
	return len(words) >= 3 && countDigits(v) >= 2
}

func isUpperText(w []byte) bool { return len(bytes.Trim(w, alphabet[26:])) == 0 }

// isDigest knows hashes by their alphabet and the prefixes of crypt(3).
func isDigest(v []byte) bool {
	hex := len(v) >= 16
	for _, c := range v {
		hex = hex && (c-'0' < 10 || (c|0x20)-'a' < 6 || c == '-')
	}
	return hex || v[0] == '$' && bytes.Count(v, []byte("$")) >= 2
}

// plainLetters undoes the custom of writing signs for letters.
func plainLetters(v []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if i := strings.IndexRune("4@0$13", r); i >= 0 {
			return rune("aaosie"[len("4@0$13"[:i])])
		}
		return r
	}, v)
}

func startsNoPassword(v []byte) bool {
	var room [maxPassword * 4]byte
	folded := fold(room[:0], v)
	for _, w := range notPasswords {
		if bytes.HasPrefix(folded, []byte(w)) {
			return true
		}
	}
	if containsAny(folded, []string{"password", "passwd", "passwort"}) {
		return true
	}
	if string(plainLetters(folded)) == "password" {
		return true
	}
	bare := bytes.TrimRight(folded, "0123456789!@#$%^&*+=?~-_.:/")
	return slices.Contains(barePasswords, string(bare))
}
