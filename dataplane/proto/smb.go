package proto

// SMB 1 to 3 over TCP (MS-SMB, MS-SMB2): a NetBIOS session length and a magic.
func init() {
	register(protocol{name: "smb", transport: "tcp", match: matchSMB, start: startPlain("smb")})
}

// smbLengthLen is the session message's type, which is zero, and its length.
const smbLengthLen = 4

func matchSMB(p peek) verdict {
	b, _ := p.speaks()
	switch {
	case len(b) > 0 && b[0] != 0:
		return no
	case len(b) <= smbLengthLen:
		return maybe
	}
	b = b[smbLengthLen:]
	return max(prefix(b, "\xffSMB"), prefix(b, "\xfeSMB"), prefix(b, "\xfdSMB"))
}
