package detect

import (
	"bytes"
	"slices"
)

// userinfo begins what RFC 3986 (3.2.1) lets stand before a host.
const userinfo = "://"

// judgeUserinfo judges the password between "user:" and "@host".
func judgeUserinfo(w *window) verdict {
	rest := w.buf[w.end:min(len(w.buf), w.end+secretURLBytes)]
	final := w.closed || len(rest) == secretURLBytes
	if end := bytes.IndexAny(rest, " \t\r\n\"'<>"); end >= 0 {
		rest, final = rest[:end], true
	}
	info, host := splitUserinfo(rest)
	user, value, found := bytes.Cut(info, []byte(":"))
	if !found || len(user) == 0 && bytes.HasSuffix(w.buf[:w.start], []byte("http")) || bytes.IndexByte(user, '/') >= 0 || beginsWithPort(value) {
		return verdict{final: final || startsPath(rest)}
	}
	if value = unescaped(value); isShownHost(host) || tokenInAddress(value) {
		return verdict{final: final}
	}
	score := passwordScore(value, fixedPlace)
	return verdict{hit: score > 0, final: final, value: value, confidence: score}
}

// startsPath says whether a path has begun in an address, so that no user can stand in it any more. A slash
// behind a colon may be a password's, unless there is but a port between the two.
func startsPath(b []byte) bool {
	user, value, _ := bytes.Cut(b, []byte(":"))
	return bytes.IndexByte(user, '/') >= 0 || beginsWithPort(value)
}

// splitUserinfo cuts an address at the sign before its host. A password whose escapes were
// undone may have the same sign, and a slash.
func splitUserinfo(b []byte) (info, host []byte) {
	for at := 0; ; at++ {
		next := bytes.IndexByte(b[at:], '@')
		if next < 0 {
			return nil, nil
		}
		at += next
		host := b[at+1:]
		if end := bytes.IndexAny(host, ":/?,#)"); end >= 0 {
			host = host[:end]
		}
		if isHostName(host) {
			return b[:at], host
		}
	}
}

// beginsWithPort says whether what stands behind a colon is a port and a path.
func beginsWithPort(b []byte) bool {
	rest := bytes.TrimLeft(b, "0123456789")
	return len(rest) > 0 && (rest[0] == '/' || rest[0] == '?')
}

// secretURLBytes is how far an address is read.
const secretURLBytes = 128

// isShownHost knows the hosts of addresses that are shown and reach nobody (RFC 2606).
func isShownHost(host []byte) bool {
	return string(host) == "host" || string(host) == "hostname" || bytes.HasSuffix(host, []byte("example.com")) || bytes.HasSuffix(host, []byte("example.org"))
}

// addressWords are in addresses of databases that have a user and a password, but no scheme:
// those of Go's drivers, Oracle's "user/password@host:1521/service" and others by their port.
var addressWords = []string{"@tcp(", "@unix(", ":1521", ":3306/", ":5432/", ":27017/", ":6379/", ":1433/", "@//"}

// judgeAddress reads such an address from its sign backwards.
func judgeAddress(w *window) verdict {
	left := w.buf[max(0, w.start-secretURLBytes):w.start]
	left = left[bytes.LastIndexAny(left, " \t\r\n\"'`=,(<>")+1:]
	if w.word[0] != '@' {
		at := bytes.LastIndexByte(left, '@')
		if at < 0 || !isHostName(left[at+1:]) {
			return verdict{final: true}
		}
		left = left[:at]
	}
	sign := bytes.IndexAny(left, ":/")
	if sign < 1 || bytes.HasPrefix(left, []byte("jdbc:")) || bytes.HasPrefix(left[sign:], []byte(userinfo)) || !isIdentifier(string(bytes.ReplaceAll(left[:sign], []byte("."), nil))) {
		return verdict{final: true}
	}
	value := unescaped(bytes.Trim(left[sign+1:], "\""))
	score := passwordScore(value, fixedPlace)
	return verdict{hit: score > 0, final: true, value: slices.Clone(value), confidence: score}
}

// isHostName says whether b may be the name or number of a host.
func isHostName(b []byte) bool {
	return len(b) > 0 && len(bytes.TrimFunc(b, func(r rune) bool {
		return r < 0x80 && (isWordByte(byte(r)) || r == '.' || r == '-' || r == '_' || r == '[' || r == ']' || r == ':')
	})) == 0
}
