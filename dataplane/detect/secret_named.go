package detect

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// keyNames are the words that names of tokens and keys are made of.
var keyNames = []string{
	"token", "secret", "key", "bearer ", "apikey", "devopspat", "_pat", "accesspat", "credential", "x-auth", "authorization: ",
	"トークン", "シークレット", "apiキー", "アクセスキー", "認証キー", "秘密キー", "認証コード", "令牌", "密钥", "密鑰", "金鑰", "授权码", "토큰", "인증키", "api키", "api 키", "액세스 키", "접근 키", "시크릿", "비밀키", "токен", "ключ",
}

var isKeyName = wordSet(keyNames...)

// keyWords come before "key" in names of what is secret, harmlessKeys in those of what is not,
// cloudWords in names of keys of clouds.
var (
	keyWords     = wordSet("api", "access", "secret", "auth", "encryption", "encrypt", "enc", "signing", "sign", "signature", "master", "shared", "storage", "account", "app", "application", "consumer", "client", "subscription", "service", "session", "hmac", "crypto", "cipher", "aes", "webhook", "integration", "admin", "server", "rest", "user", "token", "developer", "dev", "write", "read", "x", "function", "functions", "host", "management", "mgmt", "live", "prod", "bot", "web", "project", "jwt", "cookie", "gateway", "merchant", "payment", "sdk", "security")
	harmlessKeys = wordSet("blob", "v", "verify", "verifier", "verification", "public", "pub", "publishable", "primary", "foreign", "partition", "sort", "cache", "row", "index", "object", "site", "hash", "idempotency", "dedupe", "routing", "translation", "ssh", "known", "private", "map", "group", "unique", "registry", "hot", "shortcut", "arrow", "hkey", "sha", "etag", "s3", "file", "bucket", "json", "dict", "lookup", "search", "event", "message", "cert", "tls", "ssl", "monkey", "turkey", "whiskey", "hockey", "jockey", "donkey", "mickey")
	cloudWords   = []string{"aws", "amazon", "azure", "gcp", "aliyun", "alibaba", "alicloud", "tencent", "tencentcloud", "qcloud", "cos", "huawei", "hwc", "ibmcloud", "ibm", "yandex", "yc", "digitalocean", "linode", "vultr", "hetzner", "hcloud", "scaleway", "scw", "ovh", "oci", "volcengine", "ncp", "ncloud", "naver", "sakuracloud", "sakura", "nifcloud", "conoha", "backblaze", "b2", "wasabi", "s3", "minio", "r2", "spaces", "cloudflare", "gcs", "storage", "cosmos", "cosmosdb", "servicebus", "eventhub", "iothub"}
	// countedWords come before "token" where that is a piece of text, or where one leaves off.
	countedWords = wordSet("page", "next", "continuation", "csrf", "xsrf", "sync", "pagination", "cancellation", "cancel", "start", "end", "eos", "bos", "pad", "unk", "mask", "cls", "sep", "special", "num", "max", "min", "total", "prompt", "completion", "input", "output", "is", "has", "no", "invalid", "bad", "publishable", "public", "verification", "authenticity", "middleware", "non", "forgery", "this", "that", "device", "push", "delta", "skip", "resume", "change", "cursor", "scroll", "watch", "list", "checkpoint", "marker", "position", "unexpected", "exporter", "handshake", "traffic", "premaster", "psk")
	// keyEnds end such words.
	keyEnds  = []string{"api", "access", "secret", "auth"}
	keyTails = wordSet(append([]string{"key", "token", "secret", "access", "ext", "pat", "base"}, tails...)...)
)

// The lengths of tokens.
const (
	minToken = 16
	maxToken = 400
)

// judgeNamed judges what stands behind a name of a token or key, which is of a cloud or not.
func judgeNamed(w *window, cloud bool) verdict {
	buf := w.buf[:min(len(w.buf), w.end+secretReach)]
	final := w.closed || len(w.buf) >= w.end+secretReach
	n := nameAround(buf, w.start, w.start+len(strings.TrimRight(w.word, ": ")))
	if n.end < len(buf) && !n.tailed(keyTails) || n.namesToken(buf, w.word) == 0 {
		return verdict{final: true}
	}
	at, j := w.end, bySign
	if w.word != "bearer " && w.word != "authorization: " {
		at, j = secretJointAt(buf, &n)
	}
	if !cloud {
		if v, ok := n.tokenTold(buf, w.word); ok {
			return verdict{hit: true, final: final, value: v, confidence: 0.8}
		}
	}
	if j == apart {
		return verdict{final: final || len(buf)-n.end > 2*longestMark}
	}
	v, ok := valueAt(buf, skipScheme(buf, at))
	if j == byLine && (!v.alone || n.amidBase64(buf)) {
		return verdict{final: final}
	}
	v.text = unescaped(v.text)
	if !ok || v.goesOn(buf) || !isToken(buf, &n, w.word, v.text) || isCloud(n.phrase(buf, at), v.text) != cloud || hasShape(buf, &v) || isHexText(v.text) && isVector(w.buf) {
		return verdict{final: final}
	}
	return verdict{hit: true, final: final, value: v.text, confidence: 0.9}
}

// tokenTold reads a token alone in a line below one that announces it.
func (n *secretName) tokenTold(buf []byte, word string) (v []byte, ok bool) {
	if n.end >= len(buf) || buf[n.end] != ' ' && buf[n.end] < utf8.RuneSelf {
		return nil, false
	}
	line, below, ended := bytes.Cut(buf[n.end:], []byte("\n"))
	if !ended || !announces(line, line) {
		return nil, false
	}
	v = aloneIn(below, maxToken)
	cell := secretValue{text: v, end: len(v)}
	return v, len(v) > 0 && isToken(buf, n, word, v) && !hasShape(v, &cell)
}

// skipScheme passes over the scheme of a credential (RFC 9110, 11.4).
func skipScheme(buf []byte, i int) int {
	j := skipBlanks(buf, i)
	for j < len(buf) && j < i+8 && (buf[j] == '"' || buf[j] == '\'') {
		j++
	}
	for _, scheme := range [...]string{"Bearer ", "bearer ", "Token ", "token ", "ApiKey ", "apikey ", "Apikey ", "Api-Key ", "Key ", "KakaoAK ", "SSWS ", "GenieKey ", "OAuth ", "Bot ", "Splunk ", "base64:"} {
		if bytes.HasPrefix(buf[j:], []byte(scheme)) {
			return j + len(scheme)
		}
	}
	return i
}

// isToken says whether a value behind a name is one that was drawn at random.
func isToken(buf []byte, n *secretName, word string, v []byte) bool {
	v = bytes.TrimRight(v, ".")
	if len(v) < minToken || len(v) > maxToken || isTemplate(v) || isPath(v) || isPlaceholder(v) || isPublic(v) || startsNoPassword(v[:min(len(v), maxPassword)]) {
		return false
	}
	named := n.namesToken(buf, word)
	switch {
	case named == 0:
		return false
	case isHexText(v): // "shared secret" in hexadecimal digits is what tests of ciphers give
		return named > 1 && bytes.ContainsAny(v, "abcdef") && !strings.EqualFold(string(n.lastNameWord()), "shared") && len(v) >= 20 && entropy(v) >= 2.5 && bytes.ContainsAny(v, "0123456789")
	case len(v) == guidBytes && isGUID(v):
		return named > 1
	}
	slash := bytes.IndexByte(v, '/') >= 0 && bytes.ContainsAny(v, "_-.")
	equal := bytes.IndexByte(bytes.TrimRight(v, "="), '=') >= 0
	cased := bytes.IndexFunc(v, unicode.IsUpper) >= 0 && bytes.IndexFunc(v, unicode.IsLower) >= 0
	return !slash && !equal && isRandom(v) && (named > 1 || len(v) >= 24 && cased)
}

// isPublic knows the beginnings of what is no secret, or is one of another class: of JSON in
// base64, of certificates and public keys (RFC 4253, RFC 5280, RFC 9580), fingerprints.
func isPublic(v []byte) bool {
	for _, start := range [...]string{"eyJ", "AAAAB3Nza", "AAAAC3Nza", "AAAAE2Vj", "MII", "MFkw", "MIGf", "mQ", "pk_", "phc_", "LS0t", "PRIVATE", "sha", "SHA", "AQICAH", "gAAAAAB"} {
		if bytes.HasPrefix(v, []byte(start)) && (len(v) > 32 || start[1:] == "k_") {
			return true
		}
	}
	return len(v) > 2 && v[2] == ':' && len(bytes.Trim(v, "0123456789abcdefABCDEF:")) == 0
}

// leading returns the word before "token" or "key", in the name or a blank before it.
func (n *secretName) leading(buf []byte) []byte {
	if word := n.lastNameWord(); len(word) > 0 || n.start < 2 || buf[n.start-1] != ' ' {
		return word
	}
	end := n.start - 1
	start := end
	for start > 0 && end-start < maxSecretName/2 && isWordByte(buf[start-1]) {
		start--
	}
	return buf[start:end]
}

// isTemplate knows what stands for a value that programs put in.
func isTemplate(v []byte) bool {
	return strings.IndexByte("$<{%", v[0]) >= 0 || containsAny(v, []string{"${", "$(", "{{", "://", "::", "%s", "..."})
}

// namesToken says how sure a name is one of a secret: 0 not, 1 perhaps, 2 certain.
func (n *secretName) namesToken(buf []byte, word string) int {
	var room [maxSecretName]byte
	last := fold(room[:0], n.leading(buf))
	switch word {
	case "token", "secret":
		if containsAny(fold(nil, n.before), []string{"csrf", "xsrf", "authenticity", "verification", "forgery"}) {
			return 0
		}
		if countedWords[string(last)] {
			return 0
		}
	case "key":
		switch {
		case len(last) == 0: // of a cache or a map
			return 0
		case harmlessKeys[string(last)] || bytes.HasSuffix(last, []byte("hkey")):
			return 0
		case keyWords[string(last)] || endsWith(last, keyEnds):
			return 2
		}
		return 1
	}
	return 2
}

// phrase returns what leads to a value: its name, and the words before that in the line.
func (n *secretName) phrase(buf []byte, at int) []byte {
	left := buf[max(0, n.start-longestMark):n.start]
	return buf[n.start-len(left)+bytes.LastIndexAny(left, "\n,;{}()[]\"'|<>=&")+1 : at]
}

// wholeCloud are names of clouds' keys without the signs between their words.
var wholeCloud = []string{"secretaccesskey", "accesskeysecret", "sharedaccesskey", "awssessiontoken", "awssecret", "シークレットアクセスキー", "シークレットアクセスキー"}

// isCloud says whether a phrase or a value is of a cloud's key.
func isCloud(phrase, v []byte) bool {
	if len(v) == 88 && v[86] == '=' && v[87] == '=' {
		return true
	}
	squeezed := bytes.Map(func(r rune) rune {
		if strings.ContainsRune(" _-.", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, phrase)
	if containsAny(squeezed, wholeCloud) {
		return true
	}
	if containsAny(squeezed, []string{"azuredevops", "clientsecret"}) {
		return false
	}
	var room [maxSecretName]byte
	for rest := phrase; len(rest) > 0; {
		var next []byte
		next, rest = nextNameWord(rest)
		if len(next) <= maxSecretName/2 && slices.Contains(cloudWords, string(fold(room[:0], next))) {
			return true
		}
	}
	return false
}

// isVector says whether the text around has what tests of ciphers name.
func isVector(b []byte) bool {
	lower := bytes.ToLower(b)
	for _, word := range [...]string{"plaintext", "ciphertext", "test vector", "testvector", "tcid", "aad = ", "\"aad\"", "nonce = ", "\"nonce\"", "count = ", "\"msg\"", "msg = ", "\"iv\"", "iv = ", "iv: ", "nonce: ", "pt = ", "ct = ", "digest = ", "mac = ", "keystream", "counter = ", "tag = ", "rfc 4231", "rfc 5869", "rfc 3686", "fips 197", "nist", "cavp", "okm", "ikm"} {
		if indexString(lower, word) >= 0 {
			return true
		}
	}
	return false
}

// isHexText knows texts of hexadecimal digits only.
func isHexText(v []byte) bool {
	for _, c := range v {
		if !isHex(c) {
			return false
		}
	}
	return true
}

// isRandom says whether a value was drawn from letters and digits: it changes between
// capitals, small letters and digits more often than names and their numbers do.
func isRandom(v []byte) bool {
	turns, groups, digits, capitals, kind := 0, 0, 0, 0, 0
	for i, c := range v {
		k := charKind(c)
		if k == 0 {
			return false
		}
		digits += k & 1
		if i > 0 && isCapital(c) && isCapital(v[i-1]) {
			capitals++
		}
		if k != anySign && k != kind {
			turns, kind = turns+1, k
			groups += k & 1
		}
	}
	if entropy(v) < 3.2 || digits == len(v) {
		return false
	}
	if bytes.IndexFunc(v, unicode.IsUpper) >= 0 && bytes.IndexFunc(v, unicode.IsLower) >= 0 {
		return 5*turns >= 2*len(v) && digits > 0 || 3*turns >= len(v) && capitals >= len(v)/10 && (digits > 0 || len(v) >= 28)
	}
	return turns >= len(v)/6 && groups >= max(3, len(v)/12)
}

// The kinds of characters that values drawn at random have; of digits alone the last bit is set.
const (
	aDigit  = 1
	aSmall  = 2
	aBig    = 4
	anySign = 8
)

// charKind sorts characters, with 0 for those that no token has.
func charKind(c byte) int {
	switch {
	case c-'0' < 10:
		return aDigit
	case c-'a' < 26:
		return aSmall
	case c-'A' < 26:
		return aBig
	case strings.IndexByte("_-.+/=~:|%!@#$*^&", c) >= 0:
		return anySign
	}
	return 0
}

// hasShape says whether a value is, or begins with, a credential that is known by its own form:
// that one counts.
func hasShape(buf []byte, v *secretValue) bool {
	start := v.end - len(v.text)
	if start < 0 || !bytes.HasPrefix(buf[start:], v.text) { // it was escaped
		buf, start = v.text, 0
	}
	for _, shapes := range [...]map[string][]*shape{tokenShapes, cloudShapes} {
		for word := range shapes {
			at := indexString(v.text, word)
			if at < 0 {
				continue
			}
			w := window{buf: buf, start: start + at, end: start + at + len(word), word: word, closed: true}
			if judgeShapes(&w, shapes).hit {
				return true
			}
		}
	}
	return false
}

// judgeTokenInfo judges the token between "user:" and "@host", which repositories take in a
// password's place.
func judgeTokenInfo(w *window) verdict {
	rest := w.buf[w.end:min(len(w.buf), w.end+128)]
	end := bytes.IndexAny(rest, "@/? \t\r\n\"'<>")
	if end < 0 {
		return verdict{final: len(rest) == 128 || w.closed}
	}
	_, value, found := bytes.Cut(rest[:end], []byte(":"))
	v := secretValue{text: value, end: w.end + end}
	if value = unescaped(value); !found || rest[end] != '@' || !tokenInAddress(value) || hasShape(w.buf, &v) {
		return verdict{final: true}
	}
	return verdict{hit: true, final: true, value: value, confidence: 0.9}
}

// tokenInAddress says whether what stands in a password's place is a token: long, and of
// letters and digits.
func tokenInAddress(v []byte) bool {
	if len(v) < 20 || isPlaceholder(v) || !bytes.ContainsAny(v, "0123456789") {
		return false
	}
	return isHexText(v) && len(v) >= 32 || len(v) == guidBytes && isGUID(v) || isRandom(v) && !bytes.ContainsAny(v, "!#$^&*+=?@%~|:/")
}

// judgeSignature judges the signature of Azure's shared access, which lets in who has it.
func judgeSignature(w *window) verdict {
	around := w.buf[max(0, w.start-256):min(len(w.buf), w.end+256)]
	v, ok := valueAt(w.buf[:min(len(w.buf), w.end+secretReach)], w.end)
	final := w.closed || len(w.buf) >= w.end+secretReach
	v.text = unescaped(v.text)
	if !ok || !containsAny(around, []string{"sv=20", "se=20", "se=1", "sr=", "skn="}) || len(v.text) != 44 || v.text[43] != '=' || !isRandom(v.text) {
		return verdict{final: final}
	}
	return verdict{hit: true, final: final, value: v.text, confidence: 0.95}
}
