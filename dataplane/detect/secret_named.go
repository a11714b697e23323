package detect

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// keyNames are the words that names of tokens and keys are made of.
var keyNames = []string{
	"token", "secret", "key", "bearer ", "apikey", "devopspat", "_pat", "accesspat", "credential", "x-auth", "authorization: ",
	"トークン", "シークレット", "apiキー", "アクセスキー", "認証キー", "秘密キー", "認証コード", "令牌", "密钥", "密鑰", "金鑰", "授权码", "토큰", "인증키", "api키", "api 키", "액세스 키", "접근 키", "시크릿", "비밀키", "токен", "ключ",
}

// keyWords come before "key" in names of what is secret, harmlessKeys in those of what is not,
// cloudWords in names of keys of clouds.
var (
	keyWords     = []string{"api", "access", "secret", "auth", "encryption", "encrypt", "enc", "signing", "sign", "signature", "master", "shared", "storage", "account", "app", "application", "consumer", "client", "subscription", "service", "session", "hmac", "crypto", "cipher", "aes", "webhook", "integration", "admin", "server", "rest", "user", "token", "developer", "dev", "write", "read", "x", "function", "functions", "host", "management", "mgmt", "live", "prod", "bot", "web", "project", "jwt", "cookie", "gateway", "merchant", "payment", "sdk", "security"}
	harmlessKeys = []string{"blob", "v", "verify", "verifier", "verification", "public", "pub", "publishable", "primary", "foreign", "partition", "sort", "cache", "row", "index", "object", "site", "hash", "idempotency", "dedupe", "routing", "translation", "ssh", "known", "private", "map", "group", "unique", "registry", "hot", "shortcut", "arrow", "hkey", "sha", "etag", "s3", "file", "bucket", "json", "dict", "lookup", "search", "event", "message", "cert", "tls", "ssl", "monkey", "turkey", "whiskey", "hockey", "jockey", "donkey", "mickey"}
	cloudWords   = []string{"aws", "amazon", "azure", "gcp", "aliyun", "alibaba", "alicloud", "tencent", "tencentcloud", "qcloud", "cos", "huawei", "hwc", "ibmcloud", "ibm", "yandex", "yc", "digitalocean", "linode", "vultr", "hetzner", "hcloud", "scaleway", "scw", "ovh", "oci", "volcengine", "ncp", "ncloud", "naver", "sakuracloud", "sakura", "nifcloud", "conoha", "backblaze", "b2", "wasabi", "s3", "minio", "r2", "spaces", "cloudflare", "gcs", "storage", "cosmos", "cosmosdb", "servicebus", "eventhub", "iothub"}
	// countedWords come before "token" where that is a piece of text, or where one leaves off.
	countedWords = []string{"page", "next", "continuation", "csrf", "xsrf", "sync", "pagination", "cancellation", "cancel", "start", "end", "eos", "bos", "pad", "unk", "mask", "cls", "sep", "special", "num", "max", "min", "total", "prompt", "completion", "input", "output", "is", "has", "no", "invalid", "bad", "publishable", "public", "verification", "authenticity", "middleware", "non", "forgery", "this", "that", "device", "push", "unexpected", "exporter", "handshake", "traffic", "premaster", "psk"}
	keyTails     = append([]string{"key", "token", "secret", "access", "ext", "pat"}, nameTails...)
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
	if n.end < len(buf) && !n.tailed(keyTails) {
		return verdict{final: true}
	}
	at, j := w.end, bySign
	if w.word != "bearer " && w.word != "authorization: " {
		at, j = secretJointAt(buf, &n)
	}
	if j == apart {
		return verdict{final: final || len(buf)-n.end > 2*longestMark}
	}
	v, ok := valueAt(buf, skipScheme(buf, at))
	if (j == byBlank && !v.quoted || j == byLine && (!v.alone || n.amidBase64(buf))) && !bytes.HasSuffix(buf[:n.start], []byte("ENV ")) {
		return verdict{final: final}
	}
	v.text = unescaped(v.text)
	if !ok || v.goesOn(buf) || !isToken(&n, w.word, v.text) || n.isCloud(buf, w.word, v.text) != cloud || hasShape(buf, &v) {
		return verdict{final: final}
	}
	return verdict{hit: true, final: final, value: v.text, confidence: 0.9}
}

// skipScheme passes over the scheme of a credential (RFC 9110, 11.4).
func skipScheme(buf []byte, i int) int {
	j := skipBlanks(buf, i)
	for j < len(buf) && j < i+8 && (buf[j] == '"' || buf[j] == '\'') {
		j++
	}
	for _, scheme := range [...]string{"Bearer ", "bearer ", "Token ", "token ", "ApiKey ", "apikey ", "Key "} {
		if bytes.HasPrefix(buf[j:], []byte(scheme)) {
			return j + len(scheme)
		}
	}
	return i
}

// isToken says whether a value behind a name is one that was drawn at random.
func isToken(n *secretName, word string, v []byte) bool {
	v = bytes.TrimRight(v, ".")
	if len(v) < minToken || len(v) > maxToken || isTemplate(v) || isPath(v) || isPlaceholder(v) || isPublic(v) || startsNoPassword(v[:min(len(v), maxPassword)]) {
		return false
	}
	named := n.namesToken(word)
	switch {
	case named == 0:
		return false
	case isHexText(v): // "shared secret" in hexadecimal digits is what tests of ciphers give
		return named > 1 && !strings.EqualFold(string(n.lastNameWord()), "shared") && len(v) >= 20 && entropy(v) >= 2.5 && bytes.ContainsAny(v, "0123456789")
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
	for _, start := range [...]string{"eyJ", "AAAAB3Nza", "AAAAC3Nza", "AAAAE2Vj", "MII", "MFkw", "MIGf", "mQ", "pk_", "phc_", "LS0t", "PRIVATE", "sha", "SHA"} {
		if bytes.HasPrefix(v, []byte(start)) && (len(v) > 32 || start[1:] == "k_") {
			return true
		}
	}
	return len(v) > 2 && v[2] == ':' && len(bytes.Trim(v, "0123456789abcdefABCDEF:")) == 0
}

// isTemplate knows what stands for a value that programs put in.
func isTemplate(v []byte) bool {
	return strings.IndexByte("$<{%", v[0]) >= 0 || containsAny(v, []string{"${", "$(", "{{", "://", "::", "%s", "..."})
}

// namesToken says how sure a name is one of a secret: 0 not, 1 perhaps, 2 certain.
func (n *secretName) namesToken(word string) int {
	var room [maxSecretName]byte
	last := string(fold(room[:0], n.lastNameWord()))
	switch word {
	case "token", "secret":
		if containsAny(fold(nil, n.before), []string{"csrf", "xsrf", "authenticity", "verification", "forgery"}) {
			return 0
		}
		if slices.Contains(countedWords, last) {
			return 0
		}
	case "key":
		switch {
		case slices.Contains(harmlessKeys, last) || strings.HasSuffix(last, "hkey"):
			return 0
		case slices.Contains(keyWords, last), strings.HasSuffix(last, "api"), strings.HasSuffix(last, "access"), strings.HasSuffix(last, "secret"), strings.HasSuffix(last, "auth"):
			return 2
		}
		return 1
	}
	return 2
}

// isCloud says whether a name or a value is of a cloud's key.
func (n *secretName) isCloud(buf []byte, word string, v []byte) bool {
	if len(v) == 88 && v[86] == '=' && v[87] == '=' {
		return true
	}
	var room [3 * maxSecretName]byte
	name := fold(room[:0], buf[n.start:n.end])
	squeezed := bytes.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == '.' {
			return -1
		}
		return r
	}, name)
	for _, whole := range [...]string{"secretaccesskey", "accesskeysecret", "sharedaccesskey", "sessiontoken"} {
		if bytes.Contains(squeezed, []byte(whole)) && (whole != "sessiontoken" || bytes.HasPrefix(squeezed, []byte("aws"))) {
			return true
		}
	}
	if bytes.Contains(squeezed, []byte("azuredevops")) || bytes.Contains(squeezed, []byte("clientsecret")) {
		return false
	}
	for rest := buf[n.start:n.end]; len(rest) > 0; {
		var next []byte
		next, rest = nextNameWord(rest)
		if slices.Contains(cloudWords, string(fold(room[:0], next))) {
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
		return 5*turns >= 2*len(v) && digits > 0 || 3*turns >= len(v) && capitals >= len(v)/10
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
