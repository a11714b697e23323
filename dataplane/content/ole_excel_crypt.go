package content

import (
	"bytes"
	"crypto/md5" // the keys of Excel 97 are made of it
	"crypto/rc4"
	"crypto/sha1" // and those of Excel 2002 of this
	"encoding/binary"
)

// biffCipher decrypts the stream of a workbook: RC4, with a new key for every 1024
// bytes (MS-XLS, 2.2.10; MS-OFFCRYPTO, 2.3.5 and 2.3.6).
type biffCipher struct {
	key   func(block uint32) []byte
	block uint32
	pad   []byte // the block's, or nil
}

// biffBlock is for how many bytes a key serves.
const biffBlock = 1024

// newBIFFCipher returns what the record FilePass describes, or nil if the password
// doesn't open the workbook, or if it is only obfuscated (MS-OFFCRYPTO, 2.3.7).
func newBIFFCipher(b []byte, password string) *biffCipher {
	const kindRC4 = 1
	if le16(b) != kindRC4 {
		return nil
	}
	switch major, minor := le16(slice(b, 2, 2)), le16(slice(b, 4, 2)); {
	case major == 1 && minor == 1:
		return rc4Cipher(slice(b, 6, len(b)), password)
	case major >= 2 && major <= 4 && minor == 2:
		return cryptoAPICipher(slice(b, 10, len(b)), password)
	}
	return nil
}

// rc4Cipher opens a workbook of Excel 97 (MS-OFFCRYPTO, 2.3.6.4).
func rc4Cipher(b []byte, password string) *biffCipher {
	if len(b) < 48 {
		return nil
	}
	c := rc4Keys(b, password)
	verifier, check := c.opened(b[16:32], b[32:48])
	if !bytes.Equal(hashed(md5.New(), verifier), check) {
		return nil
	}
	return c
}

// Keys of Excel 97 have 40 bits, and those of Excel 2002 have up to 128. Of the latter
// those of 40 are filled up with zeros.
const weakKey, wholeKey = 5, 16

// rc4Keys makes the keys of Excel 97 (MS-OFFCRYPTO, 2.3.6.2) from the salt in front.
func rc4Keys(b []byte, password string) *biffCipher {
	first := hashed(md5.New(), utf16LE(password))
	base := hashed(md5.New(), bytes.Repeat(append(first[:weakKey:weakKey], b[:16]...), 16))[:weakKey]
	return &biffCipher{key: func(block uint32) []byte {
		return hashed(md5.New(), base, binary.LittleEndian.AppendUint32(nil, block))
	}}
}

// cryptoAPICipher opens a workbook of Excel 2002 or 2003 (MS-OFFCRYPTO, 2.3.5.6).
func cryptoAPICipher(b []byte, password string) *biffCipher {
	_, verifier, check := officeVerifier(slice(b, 4+int(le32(b)), len(b)))
	c := cryptoAPIKeys(b, password)
	if c == nil || len(check) < sha1.Size {
		return nil
	}
	verifier, check = c.opened(verifier, check[:sha1.Size])
	if !bytes.Equal(hashed(sha1.New(), verifier), check) {
		return nil
	}
	return c
}

// cryptoAPIKeys makes the keys of Excel 2002 (MS-OFFCRYPTO, 2.3.5.2) from the header,
// behind its size, and the salt behind that.
func cryptoAPIKeys(b []byte, password string) *biffCipher {
	header := slice(b, 4, int(le32(b)))
	salt, _, _ := officeVerifier(slice(b, 4+len(header), len(b)))
	size := int(le32(slice(header, 16, 4))) / 8
	if size == 0 {
		size = weakKey
	}
	if salt == nil || size > wholeKey {
		return nil
	}
	base := hashed(sha1.New(), salt, utf16LE(password))
	return &biffCipher{key: func(block uint32) []byte {
		key := hashed(sha1.New(), base, binary.LittleEndian.AppendUint32(nil, block))[:size]
		if size == weakKey {
			key = append(key[:weakKey:weakKey], make([]byte, wholeKey-weakKey)...)
		}
		return key
	}}
}

// opened decrypts a verifier and its sum, which are the first bytes of block 0.
func (c *biffCipher) opened(verifier, check []byte) (v, sum []byte) {
	b := append(bytes.Clone(verifier), check...)
	c.decrypt(b, 0)
	return b[:len(verifier)], b[len(verifier):]
}

// decrypt undoes bytes of the stream in place, the first of which stands at at.
func (c *biffCipher) decrypt(b []byte, at int) {
	for i := range b {
		if block := uint32((at + i) / biffBlock); c.pad == nil || block != c.block {
			c.begin(block)
		}
		b[i] ^= c.pad[(at+i)%biffBlock]
	}
}

// begin readies the bytes that those of a block were combined with.
func (c *biffCipher) begin(block uint32) {
	c.block, c.pad = block, make([]byte, biffBlock)
	if k, err := rc4.NewCipher(c.key(block)); err == nil {
		k.XORKeyStream(c.pad, c.pad)
	}
}

// workbook decrypts the records from at on in place. Their heads aren't encrypted, nor
// are some records whole, nor where in the stream a sheet begins.
func (c *biffCipher) workbook(b []byte, at int) {
	const pointer = 4
	for at+4 <= len(b) {
		kind, size := le16(b[at:]), int(le16(b[at+2:]))
		at += 4
		data := slice(b, at, size)
		switch kind {
		case xlsBegin, xlsFilePass, 0xe1, 0x138, 0x194, 0x195, 0x196:
		case xlsSheet:
			c.decrypt(slice(data, pointer, len(data)), at+pointer)
		default:
			c.decrypt(data, at)
		}
		at += size
	}
}
