package detect

import "bytes"

// armourWord ends what begins a key in text: "-----BEGIN RSA PRIVATE KEY-----" of PEM,
// "… PRIVATE KEY BLOCK-----" of OpenPGP, "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----".
const armourWord = "PRIVATE KEY"

const (
	// keyBytes is how much of a key must be there to be one: less than any key has.
	keyBytes = 48
	// keyValue is how much of it makes it distinct. The first hundred characters are
	// the same in many keys: algorithms, versions, lengths.
	keyValue = 160
	// keyRun is the shortest run of base64 that is part of a key. Lines are longer;
	// what joins them in programs and mails is shorter.
	keyRun = 16
	// keyFewDigits is how many characters have a digit even in names; in base64 it is six.
	keyFewDigits = 48
	// keyGap is how much other text may stand between two runs, spaces apart.
	keyGap = 40
)

// judgeArmour needs BEGIN in the line before, and the key itself behind.
func judgeArmour(w *window) verdict {
	line := w.buf[max(0, w.start-40):w.start]
	begin := bytes.LastIndex(line, []byte("BEGIN "))
	if begin < 0 || bytes.IndexByte(line[begin:], '\n') >= 0 || bytes.Contains(line[begin:], []byte("END ")) {
		return verdict{final: true}
	}
	i := w.end
	if bytes.HasPrefix(w.buf[i:], []byte(" BLOCK")) {
		i += len(" BLOCK")
	}
	for n := 0; i < len(w.buf) && n < 16 && (w.buf[i] == '-' || w.buf[i] == ' '); n++ {
		i++
	}
	return keyFrom(w, i)
}

// keyFrom reads the key that begins at i. How its lines are broken and what joins
// them does not matter: quotes and plus signs of a program, "> " of a mail, escaped
// line feeds, markup.
func keyFrom(w *window, i int) verdict {
	r := keyReader{b: w.buf, i: min(i, len(w.buf))}
	r.added = i > 0 && w.buf[i-1] == '+' && (i == 1 || w.buf[i-2] == '\n')
	for !r.ended && r.i < len(r.b) && r.n < keyValue {
		r.step()
	}
	final := r.n == keyValue || r.ended || w.closed
	if !isKeyBody(r.body[:r.n]) {
		return verdict{final: final}
	}
	return keyFound(r.body[:r.n], final)
}

// keyReader gathers the runs of base64 of a key.
type keyReader struct {
	b     []byte
	i     int
	body  [keyValue]byte
	n     int
	gap   int  // other characters since the last run
	added bool // lines begin with a plus sign, as those that a diff adds
	ended bool
}

func (r *keyReader) step() {
	rest := r.b[r.i:]
	switch c := rest[0]; {
	case isBase64(c):
		r.run()
	case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		r.i++
	case c < '\t', bytes.HasPrefix(rest, []byte("----")):
		r.ended = true
	default:
		r.skip(signLength(rest))
	}
}

func (r *keyReader) skip(n int) {
	r.i += n
	r.gap += n
	r.ended = r.ended || r.gap > keyGap
}

// signLength returns the length of what stands for one sign: an escape of program text,
// an entity, a tag.
func signLength(b []byte) int {
	end := byte(0)
	switch {
	case b[0] == '\\' && len(b) > 1 && b[1] == 'u':
		return min(len(b), len(`\u000a`))
	case b[0] == '\\' && len(b) > 1 && b[1] != '/' && b[1] != '\\':
		return 2
	case b[0] == '%' && len(b) > 2 && b[1] == '0':
		return 3
	case b[0] == '&':
		end = ';'
	case b[0] == '<':
		end = '>'
	}
	if n := bytes.IndexByte(b[:min(len(b), 12)], end); end != 0 && n > 0 {
		return n + 1
	}
	return 1
}

// run takes a run of base64, or passes it over where it is short or a header's name,
// such as Proc-Type.
func (r *keyReader) run() {
	r.skipPlus()
	start, n := r.i, 0
	var run [keyValue]byte
	for r.i < len(r.b) && n < len(run) {
		if r.b[r.i] == '\\' && r.i+1 < len(r.b) && r.b[r.i+1] == '/' { // as PHP writes JSON
			r.i++
		}
		if !isBase64(r.b[r.i]) {
			break
		}
		run[n] = r.b[r.i]
		n++
		r.i++
	}
	switch {
	case r.isHeader(start):
		r.ended = r.n > 0
		r.skipLine()
	case n >= keyRun:
		r.n += copy(r.body[r.n:], run[:n])
		r.gap = 0
	default:
		r.skip(0)
		r.gap += n
	}
}

// skipPlus passes over the sign of a diff. No key begins with one.
func (r *keyReader) skipPlus() {
	if r.b[r.i] == '+' && r.i > 0 && r.b[r.i-1] == '\n' && (r.added || r.n == 0) {
		r.added = true
		r.i++
	}
}

// isHeader says whether the word at start is a header's name: letters and hyphens
// before a colon and a space.
func (r *keyReader) isHeader(start int) bool {
	i := start
	for i < len(r.b) && i < start+24 && (isLetter(r.b[i]) || i > start && r.b[i] == '-') {
		i++
	}
	return i > start && bytes.HasPrefix(r.b[i:], []byte(": "))
}

// skipLine passes over the line, whether a line feed or an escape of one ends it.
func (r *keyReader) skipLine() {
	for r.i < len(r.b) && r.b[r.i] != '\n' && r.b[r.i] != '<' && r.b[r.i] != '&' {
		if bytes.HasPrefix(r.b[r.i:], []byte(`\n`)) || bytes.HasPrefix(r.b[r.i:], []byte(`\r`)) {
			return
		}
		r.i++
	}
}

// isKeyBody says whether characters are enough and mixed as those of a key are, and
// no words of a program.
func isKeyBody(body []byte) bool {
	if len(body) < keyBytes {
		return false
	}
	k := kindsOf(body)
	return k.digits > len(body)/keyFewDigits && k.lower >= 4 && k.letters-k.lower >= 4 && entropy(body) >= 3.5
}

// keyFound does not show any of the key.
func keyFound(value []byte, final bool) verdict {
	return verdict{hit: true, final: final, value: bytes.Clone(value), sample: []byte("key"), confidence: 0.99}
}

// bodyStart is how the base64 of a key begins that has no header, as in the fields
// of JSON. Where the length of the DER comes before the word, lead characters are it.
type bodyStart struct {
	word, before string
	lead         int
}

// bodyStarts are the first bytes of RFC 8017 (A.1.2), RFC 5958 and RFC 5915, of
// OpenSSH, minisign, signify and CryptoAPI, in base64.
var bodyStarts = []bodyStart{
	{"IBAAKBgQ", "MII", 6}, {"IBAAKCAQEA", "MII", 6}, {"IBAAKCAYEA", "MII", 6}, {"IBAAKCAgEA", "MII", 6}, // RSA
	{"IBADANBgkqhkiG9w0BAQEFAASC", "MII", 6},                             // RSA, PKCS #8
	{"AgEAMBMGByqGSM49AgEG", "MI", 4}, {"AgEAMBAGByqGSM49AgEG", "MI", 4}, // ECDSA, PKCS #8
	{"MC4CAQAwBQYDK2VwBCIEI", "", 0}, {"MC4CAQAwBQYDK2VuBCIEI", "", 0}, // Ed25519 and X25519
	{"MFECAQEwBQYDK2VwBCIEI", "", 0},                                                         // with the public key
	{"MHcCAQEEI", "", 0}, {"MHQCAQEEI", "", 0}, {"MIGkAgEBBD", "", 0}, {"MIHcAgEBBE", "", 0}, // ECDSA, SEC 1
	{"BgkqhkiG9w0BBQ", "MII", 8}, // encrypted
	{"b3BlbnNzaC1rZXktdjEA", "", 0}, {"RWRTY0Iy", "", 0}, {"RWRCSwAA", "", 0}, {"BwIAAACkAABSU0Ey", "", 0},
}

func bodyWords() (words []string) {
	for _, s := range bodyStarts {
		words = append(words, s.word)
	}
	return words
}

func (s *bodyStart) judge(w *window) verdict {
	start := w.start - s.lead
	if start < 0 || !bytes.HasPrefix(w.buf[start:], []byte(s.before)) {
		return verdict{final: true}
	}
	if otherArmour(w.buf[max(0, start-64):start]) {
		return verdict{final: true}
	}
	return keyFrom(w, start)
}

// otherArmour says whether the line before is the header of something else, such as
// Go's "TESTING KEY": then that is what it is.
func otherArmour(left []byte) bool {
	begin := bytes.LastIndex(left, []byte("BEGIN "))
	return begin >= 0 && bytes.Contains(left[begin:], []byte("---")) && !bytes.Contains(left[begin:], []byte(armourWord))
}
