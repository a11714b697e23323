package siem

import (
	"bytes"
	"unicode/utf8"
)

// cutMark ends a text that was cut.
const cutMark = "…"

// cutSyslog makes a message of RFC 5424 at most limit octets long. It stays a whole one:
// the text is
// cut first, on a character, and marked; then parameters of the structured data are left
// out from the end, so that a parameter is whole or absent.
func cutSyslog(m []byte, limit int) []byte {
	if len(m) <= limit {
		return m
	}
	start := structuredData(m)
	if start == 0 {
		return cutText(m, limit)
	}
	ends, end := parameters(m, start)
	if limit >= end+len(" ")+len(cutMark) {
		return cutText(m, limit)
	}
	for i := len(ends) - 1; i >= 0; i-- {
		if at := ends[i]; at < limit && m[at-1] != ']' {
			return append(bytes.Clone(m[:at]), ']')
		} else if at <= limit && m[at-1] == ']' {
			return m[:at]
		}
	}
	if start < limit {
		return append(bytes.Clone(m[:start]), '-')
	}
	return cutText(m, limit)
}

// cutText cuts on a character and adds the mark.
func cutText(m []byte, limit int) []byte {
	at := max(0, limit-len(cutMark))
	for at > 0 && !utf8.RuneStart(m[at]) {
		at--
	}
	return append(bytes.Clone(m[:at]), cutMark...)
}

// structuredData is where the structured data of m begins: behind PRI with VERSION,
// TIMESTAMP, HOSTNAME, APP-NAME, PROCID and MSGID. 0: m is not of RFC 5424.
func structuredData(m []byte) int {
	at := 0
	for range 6 {
		n := bytes.IndexByte(m[at:], ' ')
		if n < 0 {
			return 0
		}
		at += n + 1
	}
	return at
}

// parameters lists where parameters and elements end, and where the structured data itself
// does.
func parameters(m []byte, start int) (ends []int, end int) {
	at, quoted, inside := start, false, false
	for ; at < len(m); at++ {
		switch c := m[at]; {
		case quoted && c == '\\':
			at++
		case quoted && c == '"':
			quoted = false
			ends = append(ends, at+1)
		case quoted:
		case c == '"':
			quoted = true
		case c == '[':
			inside = true
		case c == ']':
			inside = false
			ends = append(ends, at+1)
		case c == ' ' && !inside:
			return ends, at
		}
	}
	return ends, at
}
