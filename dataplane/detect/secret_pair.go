package detect

import (
	"bytes"
	"encoding/base64"
	"maps"
	"slices"
)

// Words before a user and a password in base64, as HTTP has them (RFC 7617), the settings
// of Docker and npm.
var basicWords = []string{"basic ", "\"auth\"", "_auth=", "_auth =", ":_password="}

// judgeBasic decodes what stands behind such a word.
func judgeBasic(w *window) verdict {
	i := w.end
	for i < len(w.buf) && i < w.end+8 && bytes.IndexByte([]byte(" :=\"'\\"), w.buf[i]) >= 0 {
		i++
	}
	end := i
	for end < len(w.buf) && end-i < maxSecret && isBase64(w.buf[end]) {
		end++
	}
	final := end < len(w.buf) || w.closed || end-i == maxSecret
	coded := bytes.TrimRight(w.buf[i:end], "=")
	var room [maxSecret]byte
	n, err := base64.RawStdEncoding.Decode(room[:], coded)
	if err != nil || n < minPassword {
		return verdict{final: final}
	}
	user, value, found := bytes.Cut(room[:n], []byte(":"))
	if w.word == ":_password=" {
		user, value, found = nil, room[:n], true
	}
	if !found || bytes.ContainsAny(user, "{\"") || !isASCII(string(room[:n])) || passwordScore(value, enclosedIn) == 0 {
		return verdict{final: final}
	}
	return verdict{hit: true, final: final, value: bytes.Clone(value), confidence: 0.9}
}

// portWords are in lines of a host, a port and a user's password: PostgreSQL's .pgpass and
// what mail servers read.
var portWords = []string{":5432:", ":*:*:", ":587 ", ":465 "}

// judgePort judges such a line.
func judgePort(w *window) verdict {
	line := w.buf[w.end:min(len(w.buf), w.end+secretReach)]
	final := w.closed || len(line) == secretReach
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line, final = line[:end], true
	}
	line = bytes.TrimRight(line, "\r ")
	fields := 2
	if w.word[len(w.word)-1] == ' ' || w.word[len(w.word)-1] == '\t' || w.word == ":*:*:" {
		fields = 1
	}
	for range fields {
		field, rest, found := bytes.Cut(line, []byte(":"))
		if !found || len(field) == 0 || bytes.ContainsAny(field, " \t/\"") {
			return verdict{final: final}
		}
		line = rest
	}
	if passwordScore(line, enclosedIn) == 0 || bytes.IndexByte(line, ' ') >= 0 {
		return verdict{final: final}
	}
	return verdict{hit: true, final: final, value: line, confidence: 0.9}
}

// loginCalls are functions that take a user and a password as strings, by which of their
// arguments is the password.
var loginCalls = map[string]int{
	"networkcredential(": 1, "basicauth(": 1, "basic_auth(": 1, "auth=(": 1, ".login(": 1, "passwordcredentials(": 1, "passwordauthentication(": 1, "sp_addlogin ": 1, "security_credentials,": 0, "setbasicauth(": 1, "set_basic_auth(": 1, "basicawscredentials(": 1,
	"getconnection(": 2, "dbi->connect(": 2, " connection(": 2, "new mysqli(": 2, "_connect(": 2, "new pdo(": 2, "_login(": 2, "ldap_bind(": 2,
}

func callWords() []string { return slices.Sorted(maps.Keys(loginCalls)) }

// judgeCall judges the argument of a function that is a password.
func judgeCall(w *window) verdict {
	args := w.buf[w.end:min(len(w.buf), w.end+secretReach)]
	final := w.closed || len(args) == secretReach
	for range loginCalls[w.word] {
		comma := endOfArgument(args)
		if comma < 0 {
			return verdict{final: final}
		}
		args = args[comma+1:]
	}
	at := skipSpace(args, 0)
	if !opensString(args, at) {
		return verdict{final: final}
	}
	v, ok := valueAt(args, at)
	if !ok || passwordScore(v.text, enclosedIn) == 0 {
		return verdict{final: final}
	}
	return verdict{hit: true, final: final, value: v.text, confidence: 0.9}
}

// endOfArgument returns where the comma behind an argument is, or -1.
func endOfArgument(b []byte) int {
	quote := byte(0)
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == ',':
			return i
		case c == ')' || c == '\n' || c == ';':
			return -1
		}
	}
	return -1
}

// deviceWords come before keys and communities in the settings of routers and switches,
// with a blank and perhaps a word for how it is written between.
var deviceWords = []string{communityWord, "isakmp key", "server key", "key-string", "pre-shared-key", "pre-shared-secret", "psksecret", "enable secret", "enable password", "authentication-key", "auth myname", ": psk ", ": xauth ", "key 0 ", "key 7 ", " auth sha ", " auth md5 ", " priv aes ", " priv des ", "super password level ", "login password", "administrator password"}

// communityWord comes before the password of SNMP's first two versions (RFC 3584), and
// before the numbers of houses, since people live in communities too.
const communityWord = "community "

// setsCommunity says whether a setting of SNMP ends before its word for a password: the
// word begins the line, is one with what it allows (rocommunity) or stands behind that or a
// command, or SNMP or a trap is named before it.
func setsCommunity(left []byte) bool {
	line := left[max(bytes.LastIndexByte(left, '\n')+1, len(left)-2*longestMark):]
	if !bytes.ContainsAny(line, alphabet) || isLetter(line[len(line)-1]) || line[len(line)-1] == '_' {
		return true
	}
	var room [4 * 2 * longestMark]byte
	folded := fold(room[:0], line)
	last := endingWord(bytes.TrimRight(folded, " \t-"))
	return containsAny(folded, []string{"snmp", "trap"}) || slices.Contains(beforeCommunity, string(last))
}

// beforeCommunity are the commands and rights that stand right before a community.
var beforeCommunity = []string{"set", "add", "ro", "rw", "read", "write", "readonly", "readwrite", "only", "agent"}

// writtenAs are the words that may stand between.
var writtenAs = [...]string{"0 ", "5 ", "7 ", "8 ", "9 ", "1 ", "simple ", "cipher ", "plain ", "ascii-text ", "ascii ", "text ", "md5 ", "encrypted ", "--plaintext ", "local ", "secret ", "password ", "128 ", "192 ", "256 ", "1 ", "2 ", "3 "}

// judgeDevice judges the word behind such words.
func judgeDevice(w *window) verdict {
	buf := w.buf[:min(len(w.buf), w.end+secretReach)]
	final := w.closed || len(w.buf) >= w.end+secretReach
	if w.word == communityWord && !setsCommunity(w.buf[:w.start]) {
		return verdict{final: true}
	}
	i := skipBlanks(buf, w.end)
	if w.word[len(w.word)-1] != ' ' && i == w.end {
		return verdict{final: i < len(buf) || w.closed}
	}
	i = afterWrittenAs(buf, i)
	if w.word == "auth myname" { // a user stands before
		i = skipBlanks(buf, i+len(wordAt(buf, i)))
	}
	v, ok := valueAt(buf, i)
	if ok && !v.quoted {
		v.text = wordAt(buf, i)
	}
	score := 0.0
	if ok {
		score = passwordScore(v.text, enclosedIn)
	}
	return verdict{hit: score > 0, final: final, value: v.text, confidence: score}
}

// afterWrittenAs passes over such words.
func afterWrittenAs(buf []byte, i int) int {
	for range 3 {
		for _, word := range writtenAs {
			if bytes.HasPrefix(buf[i:], []byte(word)) {
				i = skipBlanks(buf, i+len(word))
			}
		}
	}
	return i
}

// pipeWords end command lines whose beginning writes a password out.
var pipeWords = []string{"| chpasswd", "|chpasswd", "| passwd --stdin", "| sudo -s", "--password-stdin", "| realm join", "| smbpasswd", "| runas", "| vncpasswd", "| kinit"}

// judgePiped judges the words that "echo" writes before such a word.
func judgePiped(w *window) verdict {
	line := w.buf[bytes.LastIndexByte(w.buf[:w.start], '\n')+1 : w.start]
	echo := max(bytes.LastIndex(line, []byte("echo ")), bytes.LastIndex(line, []byte("printf ")))
	if echo < 0 {
		return verdict{final: true}
	}
	for line = line[echo+len("echo "):]; len(line) > 0; {
		var word []byte
		if word, line = nextCommandWord(line); len(word) == 0 {
			break
		}
		if _, after, found := bytes.Cut(word, []byte(":")); found && len(w.word) > 2 && bytes.Contains([]byte(w.word), []byte("chpasswd")) {
			word = after
		}
		if word = bytes.TrimSuffix(word, []byte("\\n")); passwordScore(word, enclosedIn) > 0 {
			return verdict{hit: true, final: true, value: word, confidence: 0.9}
		}
	}
	return verdict{final: true}
}

// between returns what stands between two texts.
func between(b []byte, from, to string) []byte {
	_, b, found := bytes.Cut(b, []byte(from))
	if end := bytes.Index(b, []byte(to)); found && end > 0 {
		return b[:end]
	}
	return nil
}

// namedBehind returns the string behind "value" if the entry that follows gives it the
// name of a password.
func namedBehind(b []byte) []byte {
	i := skipSpace(b, 0)
	if i >= len(b) || b[i] != ':' {
		return nil
	}
	v, ok := valueAt(b, i+1)
	if !ok || !v.quoted || v.end+1 > len(b) {
		return nil
	}
	i = skipSpace(b, v.end+1)
	for _, name := range [...]string{`"name"`, `"key"`, `"label"`, `"id"`} {
		if at := skipSpace(b, i+1); i < len(b) && b[i] == ',' && bytes.HasPrefix(b[at:], []byte(name)) {
			label, _ := valueAt(b, skipSpace(b, at+len(name))+1)
			if containsAny(bytes.ToLower(label.text), []string{"password", "passwd", "passphrase", "pwd"}) {
				return v.text
			}
		}
	}
	return nil
}

// wordAt returns the word that begins at buf[i].
func wordAt(buf []byte, i int) []byte {
	end := i
	for end < len(buf) && buf[end] > ' ' {
		end++
	}
	return buf[i:end]
}
