package proto

// IMAP (RFC 9051) and POP3 (RFC 1939), by the greeting of a server and the first
// command of its client.
func init() {
	register(protocol{name: "imap", transport: "tcp", match: matchIMAP, start: startPlain("imap")})
	register(protocol{name: "pop3", transport: "tcp", match: matchPOP3, start: startPlain("pop3")})
}

func matchIMAP(p peek) verdict {
	first, _ := p.speaks()
	return prefixFold(first, "* OK ", "* PREAUTH ")
}

func matchPOP3(p peek) verdict {
	first, answer := p.speaks()
	v := prefixFold(first, "+OK ", "+OK\r\n")
	if v == no || len(answer) == 0 {
		return min(v, maybe)
	}
	return min(v, prefixFold(answer, "USER ", "CAPA\r\n", "STLS\r\n", "AUTH", "APOP ", "QUIT\r\n"))
}
