package content

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5" // the standard security handler is made of it
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"maps"
	"slices"
)

// pdfCrypt decrypts what the standard security handler encrypted with the empty
// user password (ISO 32000-2, 7.6): every reader opens such a file without asking.
type pdfCrypt struct {
	key     []byte
	aes     bool // AES in CBC mode rather than RC4
	direct  bool // the key is used as it is (revision 5 and 6)
	plain   bool // streams and strings aren't encrypted
	version int
}

// pdfPadding fills passwords up (algorithm 2, step a).
const pdfPadding = "\x28\xbf\x4e\x5e\x4e\x75\x8a\x41\x64\x00\x4e\x56\xff\xfa\x01\x08\x2e\x2e\x00\xb6\xd0\x68\x3e\x80\x2f\x0c\xa9\xfe\x64\x53\x69\x7a"

// unlock tries the empty password on the encryption dictionary, once it has come.
func (r *pdfReader) unlock(trailer pdfDict) {
	d, ok := r.resolve(r.encrypt).(pdfDict)
	if trailer != nil {
		if list, ok := r.resolve(trailer["ID"]).(pdfArray); ok && len(list) > 0 {
			r.id, _ = list[0].(pdfBytes)
		}
	}
	if !ok {
		return
	}
	if r.crypt = newPDFCrypt(d, string(r.id)); r.crypt == nil {
		r.locked = true
		return
	}
	r.unlocked()
}

// unlocked delivers the strings that came before they could be read.
func (r *pdfReader) unlocked() {
	encrypt, _ := r.encrypt.(pdfRef)
	for _, ref := range slices.Sorted(maps.Keys(r.objects)) {
		if o := r.objects[ref]; !o.packed && ref != encrypt {
			r.strings(o, o.value, "", 0)
			r.attachment(o.dict)
		}
	}
}

// lockedOut reports a file that needs a password.
func (r *pdfReader) lockedOut() {
	r.scope.x.sink.Flag(classEncrypted, r.scope.info, "PDF")
	n := 0
	for _, o := range r.objects {
		if !o.read {
			n += len(o.data)
		}
	}
	r.scope.opaque(max(n, 1), reasonSealed)
}

// newPDFCrypt returns nil if the empty password doesn't open the file.
func newPDFCrypt(d pdfDict, id string) *pdfCrypt {
	c := &pdfCrypt{version: d.number("V", 0)}
	bits := d.number("Length", 40)
	if filter, _ := d["Filter"].(pdfAtom); filter != "Standard" {
		return nil
	}
	if c.version >= 4 {
		bits = 128
		if !c.method(d) {
			return nil
		}
	}
	if d.number("R", 0) >= 5 {
		c.direct = true
		return c.openAES256(d)
	}
	return c.openMD5(d, id, bits/8)
}

// method reads the crypt filter of streams; that of strings is the same in practice.
func (c *pdfCrypt) method(d pdfDict) bool {
	name, _ := d["StmF"].(pdfAtom)
	filters, _ := d["CF"].(pdfDict)
	filter, _ := filters[name].(pdfDict)
	switch filter["CFM"] {
	case pdfAtom("AESV2"), pdfAtom("AESV3"):
		c.aes = true
	case pdfAtom("V2"):
	default:
		c.plain = true
	}
	return c.version <= 5
}

// openMD5 makes the key of revisions 2 to 4 and checks it (algorithms 2, 4 and 5).
func (c *pdfCrypt) openMD5(d pdfDict, id string, size int) *pdfCrypt {
	revision := d.number("R", 2)
	if size < 5 || size > 16 || revision < 3 {
		size = 5
	}
	owner, _ := d["O"].(pdfBytes)
	user, _ := d["U"].(pdfBytes)
	if len(owner) < 32 || len(user) < 32 {
		return nil
	}
	h := md5.New()
	h.Write([]byte(pdfPadding + string(owner[:32])))
	permissions, _ := d["P"].(float64)
	binary.Write(h, binary.LittleEndian, uint32(int64(permissions)))
	h.Write([]byte(id))
	if d["EncryptMetadata"] == false && revision >= 4 {
		h.Write([]byte("\xff\xff\xff\xff"))
	}
	key := h.Sum(nil)
	for range 50 * min(1, max(0, revision-2)) {
		sum := md5.Sum(key[:size])
		key = sum[:]
	}
	c.key = key[:size]
	if !c.checkMD5(revision, id, string(user)) {
		return nil
	}
	return c
}

func (c *pdfCrypt) checkMD5(revision int, id, user string) bool {
	if revision < 3 {
		return string(rc4Of(c.key, []byte(pdfPadding))) == user[:32]
	}
	sum := md5.Sum([]byte(pdfPadding + id))
	b := sum[:]
	for i := range 20 {
		key := bytes.Clone(c.key)
		for j := range key {
			key[j] ^= byte(i)
		}
		b = rc4Of(key, b)
	}
	return string(b) == user[:16]
}

// rc4Of encrypts or decrypts b in place. Keys are of 5 to 16 bytes, which RC4 takes.
func rc4Of(key, b []byte) []byte {
	if c, err := rc4.NewCipher(key); err == nil {
		c.XORKeyStream(b, b)
	}
	return b
}

// openAES256 finds the file's key of revisions 5 and 6 (algorithms 2.A and 11).
func (c *pdfCrypt) openAES256(d pdfDict) *pdfCrypt {
	user, _ := d["U"].(pdfBytes)
	sealed, _ := d["UE"].(pdfBytes)
	if len(user) < 48 || len(sealed) < 32 {
		return nil
	}
	hash := hashR6
	if d.number("R", 0) == 5 {
		hash = func(salt []byte) []byte { s := sha256.Sum256(salt); return s[:] }
	}
	if string(hash([]byte(user[32:40]))) != string(user[:32]) {
		return nil
	}
	block, err := aes.NewCipher(hash([]byte(user[40:48])))
	if err != nil {
		return nil
	}
	c.key = make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(c.key, []byte(sealed[:32]))
	return c
}

// hashR6 is algorithm 2.B for the empty password.
func hashR6(salt []byte) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	for round := 0; ; round++ {
		e := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		k = hashBy(e)
		if round >= 63 && int(e[len(e)-1]) <= round-31 {
			return k[:32]
		}
	}
}

// hashBy hashes e by the function that its first 16 bytes choose.
func hashBy(e []byte) []byte {
	n := 0
	for _, c := range e[:16] {
		n += int(c)
	}
	switch n % 3 {
	case 0:
		s := sha256.Sum256(e)
		return s[:]
	case 1:
		s := sha512.Sum384(e)
		return s[:]
	}
	s := sha512.Sum512(e)
	return s[:]
}

// decrypt returns the data of a stream, which it decrypts in place the first time.
func (r *pdfReader) decrypt(o *pdfObject) []byte {
	if r.crypt == nil || r.crypt.plain || o.packed || o.clear || o.dict["Type"] == pdfAtom("XRef") {
		return o.data
	}
	o.clear = true
	o.data = r.crypt.decrypt(o, o.data)
	return o.data
}

// decryptString returns the bytes of a string in o.
func (r *pdfReader) decryptString(o *pdfObject, s pdfBytes) []byte {
	if r.crypt == nil || r.crypt.plain || o.packed {
		return []byte(s)
	}
	return r.crypt.decrypt(o, []byte(s))
}

// decrypt undoes the encryption of o's bytes in place (algorithm 1).
func (c *pdfCrypt) decrypt(o *pdfObject, b []byte) []byte {
	key := c.key
	if !c.direct {
		n, g := o.number, o.generation
		salt := append(bytes.Clone(c.key), byte(n), byte(n>>8), byte(n>>16), byte(g), byte(g>>8))
		if c.aes {
			salt = append(salt, "sAlT"...)
		}
		sum := md5.Sum(salt)
		key = sum[:min(len(c.key)+5, 16)]
	}
	if !c.aes {
		return rc4Of(key, b)
	}
	return cbcOf(key, b)
}

// cbcOf decrypts AES in CBC mode in place, with the initial vector in front and
// padding behind; what isn't whole blocks is left out.
func cbcOf(key, b []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil || len(b) < 2*aes.BlockSize {
		return nil
	}
	out := b[aes.BlockSize : len(b)-len(b)%aes.BlockSize]
	cipher.NewCBCDecrypter(block, b[:aes.BlockSize]).CryptBlocks(out, out)
	if pad := int(out[len(out)-1]); pad >= 1 && pad <= aes.BlockSize {
		out = out[:len(out)-pad]
	}
	return out
}
