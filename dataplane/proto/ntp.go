package proto

// NTP (RFC 5905 7.3) by its first datagram.
func init() {
	register(protocol{name: "ntp", transport: "udp", match: matchNTP, start: startPlain("ntp")})
}

const (
	ntpLen        = 48
	ntpKeyedMin   = ntpLen + 20 // key and digest behind it
	ntpKeyedMax   = ntpLen + 24
	ntpStratumMax = 16
)

// matchNTP wants the exact size, versions 3 or 4, client or server, and a stratum
// and poll exponent that no text has.
func matchNTP(p peek) verdict {
	b, _ := p.speaks()
	if n := len(b); n != ntpLen && n != ntpKeyedMin && n != ntpKeyedMax {
		return no
	}
	version, mode := b[0]>>3&7, b[0]&7
	if version < 3 || version > 4 || mode < 3 || mode > 4 || b[1] > ntpStratumMax || b[2] > 17 {
		return no
	}
	return yes
}
