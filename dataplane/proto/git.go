package proto

// Git's own transport (gitprotocol-pack): a pkt-line that asks for a service.
func init() {
	register(protocol{name: "git", transport: "tcp", match: matchGit, start: startPlain("git")})
}

// pktLengthLen is the length of a pkt-line in hexadecimal.
const pktLengthLen = 4

func matchGit(p peek) verdict {
	b, _ := p.speaks()
	for _, c := range b[:min(len(b), pktLengthLen)] {
		if !isHex(c) {
			return no
		}
	}
	if len(b) <= pktLengthLen {
		return maybe
	}
	b = b[pktLengthLen:]
	return max(prefix(b, "git-upload-pack /"), prefix(b, "git-receive-pack /"), prefix(b, "git-upload-archive /"))
}
