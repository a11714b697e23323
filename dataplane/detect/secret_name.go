package detect

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// secretReach is how far behind the word that names it a password or token is looked
// for. Judgements see no more, so that they need no more to be final.
const secretReach = 300

// maxSecretName is how far a name goes on before and behind the word in it.
const maxSecretName = 64

// secretName is a name that a word is part of, such as DB_PASSWORD_PROD in an
// environment, adminPwd2 in a program or spring.datasource.password in settings.
type secretName struct {
	before []byte // what stands before the word, up to the name's beginning
	after  []byte // and behind it
	start  int    // where the name begins and ends
	end    int
}

// nameAround reads the name that buf[start:end] is part of. Words of other scripts are
// names by themselves.
func nameAround(buf []byte, start, end int) secretName {
	n := secretName{start: start, end: end}
	if !isLetter(buf[start]) {
		return n
	}
	for n.start > 0 && start-n.start < maxSecretName && inName(buf[n.start-1]) {
		n.start--
	}
	if n.start > 0 && n.start < start && buf[n.start-1] == '\\' { // of "\n" in a string
		n.start++
	}
	for n.end < len(buf) && n.end-end < maxSecretName && goesOnName(buf, n.end) {
		n.end++
	}
	n.before, n.after = buf[n.start:start], buf[end:n.end]
	return n
}

func inName(c byte) bool { return isWordByte(c) || c == '_' || c == '-' || c == '.' }

// goesOnName says whether a name goes on at buf[i]; a dot or hyphen needs a letter behind.
func goesOnName(buf []byte, i int) bool {
	if buf[i] == '.' || buf[i] == '-' {
		return i+1 < len(buf) && isLetter(buf[i+1])
	}
	return inName(buf[i])
}

// tails are words that can stand behind "password" in the name of one: which of
// several it is, and how it is written.
var tails = []string{
	"prod", "production", "prd", "dev", "development", "stg", "stage", "staging", "test", "live", "local", "old", "new", "current", "cur", "previous", "prev", "next",
	"default", "value", "val", "text", "txt", "str", "string", "plain", "plaintext", "clear", "cleartext", "raw", "confirm", "confirmation", "again", "repeat",
	"db", "admin", "root", "user", "primary", "secondary", "main", "master", "backup", "auto", "ro", "rw", "b64", "base64", "jp", "us", "eu", "stdin",
	"mysql", "postgres", "redis", "mongo", "ftp", "smtp", "mail", "ldap", "vpn", "wifi", "ssh", "sudo", "server", "service", "api", "app", "web",
}

var nameTails = wordSet(tails...)

// tailed says whether what stands behind the word in a name leaves it one of a secret:
// nothing, numbers, or some of the words given.
func (n *secretName) tailed(words map[string]bool) bool {
	for rest := n.after; len(rest) > 0; {
		var word []byte
		word, rest = nextNameWord(rest)
		if len(word) == 0 || len(bytes.Trim(word, "0123456789")) == 0 {
			continue
		}
		var room [maxSecretName]byte
		if !words[string(fold(room[:0], word))] {
			return false
		}
	}
	return true
}

// nextNameWord cuts the first word off a name: to a sign, or where small letters change to
// a capital or to digits.
func nextNameWord(b []byte) (word, rest []byte) {
	for len(b) > 0 && !isWordByte(b[0]) {
		b = b[1:]
	}
	for i := 1; i < len(b); i++ {
		if !isWordByte(b[i]) || isCapital(b[i]) && !isCapital(b[i-1]) || (b[i]-'0' < 10) != (b[i-1]-'0' < 10) {
			return b[:i], b[i:]
		}
	}
	return b, nil
}

// lastNameWord returns the last word of what stands before the word in a name.
func (n *secretName) lastNameWord() (word []byte) {
	for rest := n.before; len(rest) > 0; {
		var next []byte
		if next, rest = nextNameWord(rest); len(next) > 0 {
			word = next
		}
	}
	return word
}

func isCapital(c byte) bool { return c-'A' < 26 }

// beginsWord says whether the word in a name begins where one can: behind a sign, at a
// capital, or behind one of the words given.
func (n *secretName) beginsWord(buf []byte, words []string) bool {
	if len(n.before) == 0 || !isLetter(n.before[len(n.before)-1]) {
		return true
	}
	first := n.start + len(n.before)
	if isCapital(buf[first]) && !isCapital(buf[first-1]) {
		return true
	}
	var room [maxSecretName]byte
	return slices.Contains(words, string(fold(room[:0], n.lastNameWord())))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// amidBase64 says whether a name is a part of a line of base64.
func (n *secretName) amidBase64(buf []byte) bool {
	line := buf[bytes.LastIndexByte(buf[:n.start], '\n')+1 : n.end]
	return len(n.before)+len(n.after) > 24 || len(line) > 32 && len(bytes.TrimFunc(line, func(r rune) bool { return r < utf8.RuneSelf && isBase64(byte(r)) })) == 0
}
