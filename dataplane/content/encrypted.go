package content

// Files that are encrypted whole and say so. Their bytes are delivered all the
// same, since a false heading must not hide a text.
var (
	_ = register(format{
		mediaType: "application/pgp-encrypted", // ASCII armor: RFC 9580, 6.2
		magics:    []magic{{0, "-----BEGIN PGP MESSAGE-----"}},
		open:      func(s *scope) Writer { return newSealed(s, newText(s, plainText, nil), "OpenPGP") },
	})
	_ = register(format{
		mediaType: "application/pgp-encrypted", // binary
		magics:    pgpMagics(),
		open:      func(s *scope) Writer { return newSealed(s, newSealedRaw(s), "OpenPGP") },
	})
	_ = register(format{
		mediaType: "application/x-attache-case", // the token of versions 3 and 4, behind four bytes of flags
		magics:    []magic{{4, "_AttacheCaseData"}},
		open:      func(s *scope) Writer { return newSealed(s, newSealedRaw(s), "AttacheCase") },
	})
	_ = register(format{
		mediaType: "application/x-aescrypt", // AES Crypt file format, version 2
		magics:    []magic{{0, "AES\x02\x00"}},
		open:      func(s *scope) Writer { return newSealed(s, newSealedRaw(s), "AES Crypt") },
	})
	_ = register(format{
		mediaType: "application/x-ansible-vault", // a line that tells version and cipher, then hexadecimal digits
		magics:    []magic{{0, "$ANSIBLE_VAULT;1."}},
		open:      func(s *scope) Writer { return newSealed(s, newText(s, plainText, nil), "Ansible Vault") },
	})
	_ = register(format{
		mediaType: "application/x-age-encryption", // age-encryption.org/v1
		magics:    []magic{{0, "age-encryption.org/v1\n"}, {0, "-----BEGIN AGE ENCRYPTED FILE-----"}},
		open:      func(s *scope) Writer { return newSealed(s, newSealedRaw(s), "age") },
	})
	_ = register(format{
		mediaType: "application/x-openssl-encrypted", // what "openssl enc" writes
		magics:    []magic{{0, "Salted__"}},
		open:      func(s *scope) Writer { return newSealed(s, newSealedRaw(s), "OpenSSL") },
	})
	_ = register(format{
		mediaType: "application/x-openssl-encrypted", // and in base64, with -a
		magics:    []magic{{0, "U2FsdGVkX1"}},
		open:      func(s *scope) Writer { return newSealed(s, newText(s, plainText, nil), "OpenSSL") },
	})
	_ = register(format{
		mediaType: "application/x-keepass2", // the two signatures of KeePass 2
		magics:    []magic{{0, "\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5"}},
		open:      func(s *scope) Writer { return newSealed(s, newSealedRaw(s), "KeePass") },
	})
	_ = register(format{
		mediaType: "application/x-luks-volume", // LUKS1 and LUKS2 on-disk formats
		magics:    []magic{{0, "LUKS\xba\xbe\x00\x01"}, {0, "LUKS\xba\xbe\x00\x02"}},
		open:      func(s *scope) Writer { return newSealed(s, newSealedRaw(s), "LUKS") },
	})
)

// pgpMagics are how messages begin that are encrypted with a password or for keys: the
// packets that hold the session's key (RFC 9580, 5.1 and 5.3), of version 4 with a salted
// and iterated password, and of version 3 with keys of RSA (1024 to 4096 bits) and X25519.
func pgpMagics() (list []magic) {
	for cipher := range byte(11) {
		list = append(list, magic{0, string([]byte{0x8c, 13, 4, cipher, 3})}, magic{0, string([]byte{0xc3, 13, 4, cipher, 3})})
	}
	for _, head := range [...]string{"\x84\x8c", "\x85\x01\x0c", "\x85\x01\x8c", "\x85\x02\x0c", "\x84\x5e", "\xc1\xc0\x4c", "\xc1\xc0\xcc", "\xc1\xc1\x4c", "\xc1\x5e"} {
		list = append(list, magic{0, head + "\x03"})
	}
	return list
}

// sealedBody counts the bytes it passes on as encrypted.
type sealedBody struct {
	scope *scope
	next  Writer
	how   string
	n     int // bytes so far, until the body is flagged
}

// leastSealed is from which length on what a run in a text stands for is a file:
// programs keep shorter secrets of their own so.
const leastSealed = 512

func newSealed(s *scope, next Writer, how string) Writer {
	b := &sealedBody{scope: s, next: next, how: how}
	if !s.inline {
		b.flag(leastSealed)
	}
	return b
}

// flag flags the body once, when there are bytes enough with n more.
func (b *sealedBody) flag(n int) {
	if b.n < leastSealed && b.n+n >= leastSealed {
		b.scope.x.sink.Flag(classEncrypted, b.scope.info, b.how)
	}
	b.n = min(b.n+n, leastSealed)
}

func newSealedRaw(s *scope) Writer {
	s.info.Binary = true
	return &raw{scope: s}
}

func (b *sealedBody) Write(p []byte) {
	b.flag(len(p))
	b.scope.opaque(len(p), reasonSealed)
	b.next.Write(p)
}

func (b *sealedBody) Close() { b.next.Close() }
