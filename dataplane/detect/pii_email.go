package detect

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
)

const emailClass = "pii.email"

func init() {
	register(&detector{
		class: emailClass,
		basis: "RFC 5321 and RFC 5322 (addr-spec without quoting), RFC 1035 (domain names)",
		labels: []string{
			"メール", "メールアドレス", "メアド", "電子メール", "Eメール", "email", "e-mail", "mail", "email address", "e-mail address", "mail address",
			"courriel", "correo", "correo electrónico", "邮箱", "邮件", "电子邮件", "电子邮箱", "電子郵件", "電郵", "이메일", "메일", "전자우편",
		},
		finds: []string{
			"a@example.jp",
			"mailto:taro.yamada+list@example.co.jp?subject=x",
			"<Hanako.Sato@mail.example.com>",
			"連絡はtaro@example.jpまで",
			"x_1%y@sub-domain.example.org.",
			"b@example.jp B@EXAMPLE.JP",
		},
		passes: []string{
			"@media screen", "icon@2x.png", "import '@types/node@18.2.0'", "a@b", "user@localhost",
			"git@example.com:group/project.git", "a@-example.com", "a..@example", "@@@@@@@@", "foo@bar.service",
		},
	})
}

const (
	maxLocal  = 64  // RFC 5321 4.5.3.1.1
	maxDomain = 253 // RFC 1035 2.3.4, as text
)

// at visits an '@'.
func (v *visit) at(pos int) {
	class := v.prog.tables.mail
	if v.st.text.Binary || !v.prog.needed(class) {
		return
	}
	start, signs := localStart(v.buf, pos)
	if start == pos {
		return
	}
	end, ok, capital := v.domainAt(pos + 1)
	if !ok || isRemote(v.buf, start, pos, end) {
		return
	}
	v.tableAbove(start, v.prog.tables.classBit[class])
	address := v.buf[start:end]
	if capital || signs&localCapital != 0 {
		address = foldASCII(v.w.fold[:0], address)
	}
	h := hashValue(address)
	v.countHashed(class, h, address, 0.95)
	if !isRole(address[:pos-start]) {
		v.attribute(attrMail, start, end, h)
	}
}

// domainAt returns where the domain ends that begins at pos, whether it is one that mail
// goes to, and whether it has capitals in it. Most have been seen lately.
func (v *visit) domainAt(pos int) (end int, ok, capital bool) {
	seen := v.w.domains.like(v.w.buf[pos:])
	if end = pos + seen.n; seen.n > 0 && end < len(v.buf) && !domainSign[v.buf[end]] && string(v.buf[pos:end]) == string(seen.text[:seen.n]) {
		return end, true, seen.capital
	}
	end, cut := domainEnd(v.buf, pos)
	v.settle(pos-1, !cut || v.closed)
	domain := v.buf[pos:end]
	if !validDomain(domain) {
		return end, false, false
	}
	if capital = hasCapital(domain); len(domain) <= len(seen.text) {
		seen.n, seen.capital = copy(seen.text[:], domain), capital
	}
	return end, true, capital
}

// domains are some domains that mail goes to, seen lately. They tell nobody's address.
type domains [1 << domainBits]seenDomain

// domainBits makes so many that two often seen seldom drive each other out.
const domainBits = 6

type seenDomain struct {
	text    [40]byte
	n       int
	capital bool
}

// like returns the place of domains whose first eight bytes are like those of b.
func (d *domains) like(b []byte) *seenDomain {
	h := binary.LittleEndian.Uint64(b) * 0x9e3779b97f4a7c15
	return &d[h>>(64-domainBits)]
}

// localStart returns where the local part before the '@' begins, and what localSign has for
// it, and perhaps for signs before it.
func localStart(buf []byte, pos int) (i int, signs uint8) {
	i = pos
	for i > 0 && pos-i <= maxLocal && localSign[buf[i-1]] != 0 {
		i--
		signs |= localSign[buf[i]]
	}
	if pos-i > maxLocal || i > 0 && buf[i-1] == '@' {
		return pos, 0
	}
	for i < pos && !isWordByte(buf[i]) && buf[i] != '_' {
		i++
	}
	if signs&localDot != 0 && i < pos && (buf[pos-1] == '.' || hasTwoDots(buf[i:pos])) {
		return pos, 0
	}
	return i, signs
}

// What localSign has for the signs that are apart from others.
const (
	localDot     = 2
	localCapital = 4
)

// localSign are the characters of a local part that people use.
var localSign = func() (signs [256]uint8) {
	for c := range 0x80 {
		if isWordByte(byte(c)) || strings.IndexByte("_%+-", byte(c)) >= 0 {
			signs[c] = 1
		}
	}
	for c := 'A'; c <= 'Z'; c++ {
		signs[c] = localCapital
	}
	signs['.'] = localDot
	return signs
}()

// domainSign are the characters of a domain, and its dots.
var domainSign = func() (signs [256]bool) {
	for c := range 0x80 {
		signs[c] = isWordByte(byte(c)) || c == '.' || c == '-'
	}
	return signs
}()

// hasTwoDots says whether b has two dots in a row.
func hasTwoDots(b []byte) bool {
	for i := 1; i < len(b); i++ {
		if b[i] == '.' && b[i-1] == '.' {
			return true
		}
	}
	return false
}

// domainEnd returns where the domain ends that begins at i, and whether the
// text was cut before that is certain.
func domainEnd(buf []byte, i int) (end int, cut bool) {
	start := i
	for i < len(buf) && i-start <= maxDomain && domainSign[buf[i]] {
		i++
	}
	end = i
	for end > start && (buf[end-1] == '.' || buf[end-1] == '-') {
		end--
	}
	return end, i == len(buf)
}

// validDomain needs labels between dots and a top-level domain at the end.
func validDomain(domain []byte) bool {
	dot := bytes.LastIndexByte(domain, '.')
	if dot <= 0 || len(domain) > maxDomain || domain[0] == '-' || domain[0] == '.' || hasTwoDots(domain) {
		return false
	}
	return isTopLevel(domain[dot+1:])
}

// isTopLevel accepts country codes and the generic domains that mail comes
// from; file name extensions and host names inside a network stay out.
func isTopLevel(tld []byte) bool {
	for _, c := range tld {
		if !isLetter(c) {
			return false
		}
	}
	if len(tld) == 2 {
		return string(tld) != "js" && string(tld) != "py" && string(tld) != "md"
	}
	var buf [16]byte
	if len(tld) > len(buf) {
		return false
	}
	switch string(foldASCII(buf[:0], tld)) {
	case "com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "name", "pro", "mobi", "asia", "jobs", "coop", "museum",
		"aero", "tel", "cat", "post", "dev", "app", "cloud", "tech", "online", "site", "store", "shop", "xyz", "email", "work",
		"world", "company", "group", "agency", "tokyo", "osaka", "nagoya", "kyoto", "okinawa", "yokohama", "blog", "design", "club",
		"live", "life", "today", "systems", "solutions", "services", "academy", "example", "test":
		return true
	}
	return false
}

// isRemote knows what looks like an address and names a machine: "git@host:path"
// and the user of a URL.
func isRemote(buf []byte, start, pos, end int) bool {
	if start > 0 && buf[start-1] == '/' {
		return true
	}
	return string(buf[start:pos]) == "git" && end < len(buf) && (buf[end] == ':' || buf[end] == '/')
}

// isRole knows mailboxes that belong to an office rather than to a person.
func isRole(local []byte) bool {
	switch string(local) {
	case "info", "contact", "support", "admin", "administrator", "webmaster", "postmaster", "sales", "office", "help", "noreply",
		"no-reply", "no_reply", "donotreply", "do-not-reply", "mailer-daemon", "abuse", "hostmaster", "security", "privacy", "press", "root":
		return true
	}
	return false
}

const (
	everyByte = 0x0101010101010101 // times a byte: eight of it
	everyHigh = 0x8080808080808080
)

// hasCapital says whether b has one of ASCII's capitals, eight bytes at a time.
func hasCapital(b []byte) bool {
	if len(b) < 8 {
		return slices.ContainsFunc(b, isCapital)
	}
	last := b[len(b)-8:]
	for ; len(b) > 8; b = b[8:] {
		if capitalAmong(binary.LittleEndian.Uint64(b)) {
			return true
		}
	}
	return capitalAmong(binary.LittleEndian.Uint64(last)) // of which some are asked once more
}

// capitalAmong says whether one of eight bytes is.
func capitalAmong(x uint64) bool {
	low := x &^ everyHigh
	return (low+(0x80-'A')*everyByte)&^(low+(0x80-'Z'-1)*everyByte)&^x&everyHigh != 0
}

func foldASCII(dst, src []byte) []byte {
	at := len(dst)
	dst = append(dst, src...)
	for i, c := range dst[at:] {
		if c-'A' < 26 {
			dst[at+i] = c | 0x20
		}
	}
	return dst
}
