package detect

import "bytes"

// keyLabels come before a key that is one word: WireGuard's, DNSSEC's, Bitcoin's,
// those of .NET's XML; or begin such a word.
var keyLabels = []string{
	"PrivateKey", "privateKey", "privatekey", "private_key", "PRIVATE_KEY", "private-key", "private key", "Private key", "Private Key",
	"privkey", "privKey", "PRIVKEY", "secretKey", "SecretKey", "secret_key", "SECRET_KEY", "secret key", "PrivateExponent", "InverseQ",
	"秘密鍵", "私钥", "私鑰", "개인키", "ED25519-V3:", "xprv", "tprv", "yprv", "zprv", "nsec1", "importprivkey", "WIF",
}

// The lengths of keys of one word.
const (
	minKeyWord      = 43
	extendedKeyWord = 111 // BIP 32, in base 58
	nostrKeyWord    = 63  // NIP-19, in bech32
	maxKeySign      = 24
)

// judgeKeyLabel judges the word behind a label and its sign, or the word that the
// label begins.
func judgeKeyLabel(w *window) verdict {
	switch w.word {
	case "xprv", "tprv", "yprv", "zprv":
		return judgeOneWord(w, w.start, extendedKeyWord, extendedKeyWord, isBase62)
	case "nsec1":
		return judgeOneWord(w, w.start, nostrKeyWord, nostrKeyWord, isBase62)
	}
	i, ok := keySign(w)
	if !ok {
		return verdict{final: i < len(w.buf) || w.closed}
	}
	end := i
	for end < len(w.buf) && (isBase64(w.buf[end]) || w.buf[end] == '-' || w.buf[end] == '_') {
		end++
	}
	final := end+1 < len(w.buf) || w.closed
	value := bytes.TrimPrefix(w.buf[i:end], []byte("0x"))
	isFile := end+1 < len(w.buf) && w.buf[end] == '.' && isLetter(w.buf[end+1])
	if isFile || !isKeyWord(value, w.word) {
		return verdict{final: final}
	}
	return keyFound(value[:min(len(value), keyValue)], final)
}

// keySign returns where the word behind a label begins: behind signs, and "is" or
// what says so.
func keySign(w *window) (i int, ok bool) {
	i = w.end
	for i < len(w.buf) && i < w.end+maxKeySign {
		rest := w.buf[i:]
		switch c := rest[0]; {
		case bytes.HasPrefix(rest, []byte(" is ")):
			i += len(" is ")
		case c == '\\' && len(rest) > 1 && isLetter(rest[1]):
			i += 2
		case isBase64(c) && c != '=' || c == '-' || c == '_':
			return i, i > w.end || w.word == "ED25519-V3:"
		default:
			i++
		}
	}
	return i, false
}

// isKeyWord knows a key by its length and alphabet: 256 bits in base64 or hex, a
// Bitcoin key of base 58, or the longer ones. What begins as keys of more lines do
// counts there.
func isKeyWord(v []byte, label string) bool {
	for _, start := range [...]string{"MI", "MC4C", "MHcC", "MHQC", "b3Bl", "LS0t", "RWR", "BwIA"} {
		if bytes.HasPrefix(v, []byte(start)) {
			return false
		}
	}
	if len(v) < minKeyWord || isPlaceholder(v) {
		return false
	}
	if isDigest(v) {
		return (len(v) == 64 || len(v) == 128) && entropy(v) >= 3.2 && !bytes.ContainsRune(v, '-')
	}
	k := kindsOf(v)
	mixed := k.digits > 0 && k.lower >= 4 && k.letters-k.lower >= 4 && entropy(v) >= 4
	switch n := len(v); {
	case n == 44 && v[43] == '=', n == 43, n == 51 || n == 52, n == 88:
		return mixed
	default:
		return mixed && n >= 80 && (label == "InverseQ" || label == "PrivateExponent" || label == "ED25519-V3:")
	}
}

// judgeOneWord judges a key that is a word of least to most characters from i.
func judgeOneWord(w *window, i, least, most int, inWord func(c byte) bool) verdict {
	end := i
	for end < len(w.buf) && end-i <= most && inWord(w.buf[end]) {
		end++
	}
	final := end < len(w.buf) || w.closed
	if end-i < least || end-i > most || entropy(w.buf[i:end]) < 3.5 {
		return verdict{final: final}
	}
	return keyFound(w.buf[i:end], final)
}

func isBase62(c byte) bool { return isLetter(c) || c-'0' < 10 }

// jwkWords are the private part's name in a JSON Web Key (RFC 7517, RFC 7518).
// Of a key that both sides have it is all (RFC 7518, 6.4).
var jwkWords = []string{`"d"`, `"d\"`, `'d'`, `"k"`, `"k\"`, `'k'`}

// leastSharedKey is 128 bits in base64url, the least that a shared key has.
const leastSharedKey = 22

// jwkNames are names beside it.
var jwkNames = []string{"kty", "crv", "\"dp", "\"qi", "'dp", "'qi"}

// sharedKey is the kind of a shared key in JSON, whose text may stand in a string.
var sharedKey = []string{`"oct"`, `"oct\"`, `'oct'`}

// judgeJWK needs a value of 43 characters of base64url at least, or 22 of a shared key, and
// other parts of a key around.
func judgeJWK(w *window) verdict {
	i := w.end
	for i < len(w.buf) && i < w.end+12 && bytes.IndexByte([]byte(" :\\\"'\n\t\r"), w.buf[i]) >= 0 {
		i++
	}
	end := i
	for end < len(w.buf) && (isBase62(w.buf[end]) || w.buf[end] == '-' || w.buf[end] == '_') {
		end++
	}
	least, around := minKeyWord, jwkNames
	if w.word[1] == 'k' {
		least, around = leastSharedKey, sharedKey
	}
	final := len(w.buf)-w.end >= rightBytes || w.closed || i < len(w.buf) && end < len(w.buf) && end-i < least
	value := w.buf[i:end]
	if i == w.end || len(value) < least || entropy(value) < 3.5 || len(value) >= minKeyWord && entropy(value) < 4 || !containsAny(w.buf, around) {
		return verdict{final: final}
	}
	return keyFound(value[:min(len(value), keyValue)], len(value) >= keyValue || end < len(w.buf) || w.closed)
}
