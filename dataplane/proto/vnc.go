package proto

// VNC's remote framebuffer protocol (RFC 6143 7.1.1).
func init() {
	register(protocol{name: "vnc", transport: "tcp", match: matchVNC, start: startPlain("vnc")})
}

func matchVNC(p peek) verdict {
	first, _ := p.speaks()
	return max(prefix(first, "RFB 003."), prefix(first, "RFB 004."))
}
