package proto

// FTP's control connection (RFC 959, RFC 4217): a greeting that mail has as well,
// and a first command that mail does not have.
func init() {
	register(protocol{name: "ftp", transport: "tcp", match: matchFTP, start: startPlain("ftp")})
}

func matchFTP(p peek) verdict {
	first, answer := p.speaks()
	v := matchGreeting(first)
	if v == no || len(answer) == 0 {
		return min(v, maybe)
	}
	return min(v, prefixFold(answer, "USER ", "AUTH TLS", "AUTH SSL", "FEAT\r\n", "OPTS UTF8"))
}
