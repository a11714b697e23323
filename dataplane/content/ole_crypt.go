package content

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1" // Office keys are made of it
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"hash"
	"strconv"
)

// A workbook that is only protected against changes is encrypted with a password that
// every copy of Excel knows, and opens without asking (MS-OFFCRYPTO, 2.3; the password:
// MS-XLS, 2.4.117, FilePass). So it is read like any other.

// officePassword is what Excel uses where people have set no password to open.
const officePassword = "VelvetSweatshop"

// Making a key is slow on purpose, up to 100 ms at 100,000 rounds, and a packet waits
// for it: a flow may have it done twice, and by no more rounds than Office takes.
const (
	maxPasswords = 2
	maxRounds    = 100_000
)

// packageKey decrypts an encrypted package.
type packageKey struct {
	block cipher.Block
	// vector returns the initial vector of a segment; nil stands for ECB.
	vector func(segment uint32) []byte
}

// packageSegment is how many bytes are encrypted at a time (MS-OFFCRYPTO, 2.3.4.15).
const packageSegment = 4096

// encrypted reads a document that the default password opens, and reports one that
// needs another.
func (r *oleReader) encrypted(s scope, dir int, data []byte) {
	key := r.packageKey(r.named(dir, "EncryptionInfo"))
	if key == nil || len(data) < 8 {
		r.locked(s, len(data))
		return
	}
	size := binary.LittleEndian.Uint64(data)
	data = data[8:]
	w := r.scope.x.open(s.inside("", ""))
	for i := uint32(0); len(data) > 0 && size > 0; i++ {
		segment := data[:min(packageSegment, len(data))]
		data = data[len(segment):]
		key.decrypt(segment, i)
		n := min(uint64(len(segment)), size)
		w.Write(segment[:n])
		size -= n
	}
	w.Close()
}

func (r *oleReader) packageKey(info []byte) *packageKey {
	x := r.scope.x
	if x.passwords >= maxPasswords {
		return nil
	}
	x.passwords++
	return newPackageKey(info, officePassword)
}

// newPackageKey returns nil if the password doesn't open the package that info
// describes (MS-OFFCRYPTO, 2.3.4.5 and 2.3.4.10).
func newPackageKey(info []byte, password string) *packageKey {
	switch major, minor := le16(info), le16(slice(info, 2, 2)); {
	case major == 4 && minor == 4:
		return agileKey(slice(info, 8, len(info)), password)
	case major >= 2 && major <= 4 && minor == 2:
		return standardKey(slice(info, 8, len(info)), password)
	}
	return nil
}

// decrypt undoes a segment in place; what isn't whole blocks stays.
func (k *packageKey) decrypt(b []byte, segment uint32) {
	b = b[:len(b)-len(b)%aes.BlockSize]
	if k.vector != nil {
		cipher.NewCBCDecrypter(k.block, k.vector(segment)).CryptBlocks(b, b)
		return
	}
	for ; len(b) > 0; b = b[aes.BlockSize:] {
		k.block.Decrypt(b, b)
	}
}

// stretch hashes salt and password, and the result again with a counter before it
// (MS-OFFCRYPTO, 2.3.4.7 and 2.3.4.11).
func stretch(h hash.Hash, salt []byte, password string, rounds int) []byte {
	h.Write(salt)
	h.Write(utf16LE(password))
	sum := h.Sum(nil)
	counter := make([]byte, 4)
	for i := range rounds {
		h.Reset()
		binary.LittleEndian.PutUint32(counter, uint32(i))
		h.Write(counter)
		h.Write(sum)
		sum = h.Sum(sum[:0])
	}
	return sum
}

func utf16LE(ascii string) (b []byte) {
	for _, c := range []byte(ascii) {
		b = append(b, c, 0)
	}
	return b
}

// hashed hashes what stands one behind the other.
func hashed(h hash.Hash, parts ...[]byte) []byte {
	h.Reset()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// standardKey makes the key of Office 2007: AES in ECB mode, SHA-1.
func standardKey(b []byte, password string) *packageKey {
	const standardRounds = 50_000
	header := slice(b, 4, int(le32(b)))
	salt, verifier, check := officeVerifier(slice(b, 4+len(header), len(b)))
	bits := int(le32(slice(header, 16, 4)))
	if len(check) < 2*aes.BlockSize || bits != 128 && bits != 192 && bits != 256 {
		return nil
	}
	h := sha1.New()
	sum := hashed(h, stretch(h, salt, password, standardRounds), make([]byte, 4))
	derived := append(hashed(h, padded(sum, 0x36)), hashed(h, padded(sum, 0x5c))...)
	block, err := aes.NewCipher(derived[:bits/8])
	if err != nil {
		return nil
	}
	k := &packageKey{block: block}
	verifier, check = bytes.Clone(verifier), bytes.Clone(check[:2*aes.BlockSize])
	k.decrypt(verifier, 0)
	k.decrypt(check, 0)
	if !bytes.HasPrefix(check, hashed(h, verifier)) {
		return nil
	}
	return k
}

// padded fills a block of the hash with a byte and combines a sum with it.
func padded(sum []byte, fill byte) []byte {
	b := bytes.Repeat([]byte{fill}, 64)
	for i, c := range sum {
		b[i] ^= c
	}
	return b
}

// officeVerifier cuts an EncryptionVerifier (MS-OFFCRYPTO, 2.3.3). check is what
// stands behind the rest, and may be longer than the encrypted sum.
func officeVerifier(b []byte) (salt, verifier, check []byte) {
	const saltSize = 16
	if len(b) < 40 || le32(b) != saltSize {
		return nil, nil, nil
	}
	return b[4:20], b[20:36], b[40:]
}

// agileInfo is the description of Office 2010 and later, which is XML.
type agileInfo struct{ data, key xmlTag }

func (i *agileInfo) start(t xmlTag) {
	switch string(t.name()) {
	case "keyData":
		i.data = bytes.Clone(t)
	case "encryptedKey":
		i.key = bytes.Clone(t)
	}
}

func (i *agileInfo) end([]byte)  {}
func (i *agileInfo) text([]byte) {}

// The last bytes hashed, by what the key is for (MS-OFFCRYPTO, 2.3.4.13).
const (
	agileVerifier = "\xfe\xa7\xd2\x76\x3b\x4b\x9e\x79"
	agileCheck    = "\xd7\xaa\x0f\x6d\x30\x61\x34\x4e"
	agileValue    = "\x14\x6e\x0b\xe7\xab\xac\xd0\xd6"
)

// agileKey makes the key of Office 2010 and later: AES in CBC mode.
func agileKey(b []byte, password string) *packageKey {
	var info agileInfo
	(&xmlReader{to: &info}).Write(b)
	h, dataHash := officeHash(info.key), officeHash(info.data)
	rounds, err := strconv.Atoi(string(info.key.attribute("spinCount")))
	if h == nil || dataHash == nil || err != nil || rounds < 0 || rounds > maxRounds {
		return nil
	}
	salt := encodedAttribute(info.key, "saltValue")
	sum := stretch(h, salt, password, rounds)
	open := func(purpose, name string) []byte {
		return agileOpen(hashed(h, sum, []byte(purpose)), salt, info.key, name)
	}
	verifier, check := hashed(h, open(agileVerifier, "encryptedVerifierHashInput")), open(agileCheck, "encryptedVerifierHashValue")
	if len(check) < aes.BlockSize || !bytes.HasPrefix(verifier, check[:min(len(check), len(verifier))]) {
		return nil
	}
	return agilePackage(open(agileValue, "encryptedKeyValue"), info.data, dataHash)
}

func agilePackage(key []byte, data xmlTag, h hash.Hash) *packageKey {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	salt := encodedAttribute(data, "saltValue")
	return &packageKey{block: block, vector: func(segment uint32) []byte {
		return hashed(h, salt, binary.LittleEndian.AppendUint32(nil, segment))[:aes.BlockSize]
	}}
}

// agileOpen decrypts a value with the key that sum begins with.
func agileOpen(sum, salt []byte, t xmlTag, name string) []byte {
	bits, _ := strconv.Atoi(string(t.attribute("keyBits")))
	value := encodedAttribute(t, name)
	if bits/8 > len(sum) || bits < 0 || len(salt) < aes.BlockSize || len(value)%aes.BlockSize != 0 {
		return nil
	}
	block, err := aes.NewCipher(sum[:bits/8])
	if err != nil {
		return nil
	}
	cipher.NewCBCDecrypter(block, salt[:aes.BlockSize]).CryptBlocks(value, value)
	return value
}

func encodedAttribute(t xmlTag, name string) []byte {
	b, err := base64.StdEncoding.DecodeString(string(t.attribute(name)))
	if err != nil {
		return nil
	}
	return b
}

// officeHash returns the hash that an element names, or nil if it isn't one that
// Office writes, or the cipher is another.
func officeHash(t xmlTag) hash.Hash {
	if len(t) == 0 || string(t.attribute("cipherAlgorithm")) != "AES" || string(t.attribute("cipherChaining")) != "ChainingModeCBC" {
		return nil
	}
	switch string(t.attribute("hashAlgorithm")) {
	case "SHA1":
		return sha1.New()
	case "SHA256":
		return sha256.New()
	case "SHA384":
		return sha512.New384()
	case "SHA512":
		return sha512.New()
	}
	return nil
}
