package content

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"

	"sekisho/dataplane/content/contenttest"
)

// TestProtectedPackage reads what another program encrypted.
func TestProtectedPackage(t *testing.T) {
	b, err := os.ReadFile("testdata/ole/protected.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{len(b), 1448} {
		s := extract(t, Part{Where: "a.xlsx"}, bytes.Clone(b), n)
		if got := s.text("a.xlsx!xl/worksheets/sheet1.xml"); !strings.HasPrefix(got, "氏名\t電話\t生年月日\n山田 太郎\t090-1234-5000\t1990-01-01\n") || len(s.flags) != 0 || s.opaque != 0 {
			t.Errorf("by %d: got %q, flags %v, opaque %v", n, got, s.flags, s.reasons)
		}
	}
}

// agileXML describes a package of Office 2010 and later.
func agileXML(function string, bits, rounds int, salt, verifier, check, value []byte) []byte {
	text := base64.StdEncoding.EncodeToString
	cipher := fmt.Sprintf(`saltSize="16" blockSize="16" keyBits="%d" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="%s" saltValue="%s"`, bits, function, text(salt))
	return fmt.Appendf([]byte("\x04\x00\x04\x00\x40\x00\x00\x00"), `%s<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><keyData %s/><keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><p:encryptedKey spinCount="%d" %s encryptedVerifierHashInput="%s" encryptedVerifierHashValue="%s" encryptedKeyValue="%s"/></keyEncryptor></keyEncryptors></encryption>`,
		xmlHeader, cipher, rounds, cipher, text(verifier), text(check), text(value))
}

// agilePackageOf encrypts a document as Office 2013 does, but in few rounds.
func agilePackageOf(t testing.TB, document []byte, password string) map[string]contenttest.Node {
	t.Helper()
	const rounds = 10
	salt, key, verifier := bytes.Repeat([]byte{3}, 16), bytes.Repeat([]byte{5}, 32), bytes.Repeat([]byte{7}, 16)
	sum := stretch(sha512.New(), salt, password, rounds)
	seal := func(key, vector, b []byte) []byte {
		block, err := aes.NewCipher(key)
		if err != nil {
			t.Fatal(err)
		}
		b = append(bytes.Clone(b), make([]byte, -len(b)&15)...)
		cipher.NewCBCEncrypter(block, vector).CryptBlocks(b, b)
		return b
	}
	value := func(purpose string, b []byte) []byte {
		return seal(hashed(sha512.New(), sum, []byte(purpose))[:32], salt, b)
	}
	info := agileXML("SHA512", 256, rounds, salt, value(agileVerifier, verifier), value(agileCheck, hashed(sha512.New(), verifier)), value(agileValue, key))
	data := binary.LittleEndian.AppendUint64(nil, uint64(len(document)))
	for i := 0; len(document) > 0; i++ {
		n := min(packageSegment, len(document))
		data = append(data, seal(key, hashed(sha512.New(), salt, le(i))[:16], document[:n])...)
		document = document[n:]
	}
	return map[string]contenttest.Node{"EncryptionInfo": contenttest.Stream(info), "EncryptedPackage": contenttest.Stream(data)}
}

func TestAgilePackage(t *testing.T) {
	document := zipped(t, zipFile{"a.txt", string(prose(9000)), zipStored})
	b := contenttest.OLE(agilePackageOf(t, document, officePassword))
	if s := extract(t, Part{Where: "a"}, b, 1000); s.text("a!a.txt") != string(prose(9000)) || len(s.flags) != 0 || s.opaque != 0 {
		t.Errorf("got %d bytes, flags %v, opaque %v", len(s.text("a!a.txt")), s.flags, s.reasons)
	}
	b = contenttest.OLE(agilePackageOf(t, document, "another"))
	if s := extract(t, Part{Where: "a"}, b, 1000); len(s.flags) != 1 || s.reasons[reasonSealed] < int64(len(document)) {
		t.Errorf("another password: flags %v, opaque %v", s.flags, s.reasons)
	}
	if newPackageKey(agileXML("SHA512", 256, maxRounds+1, make([]byte, 16), make([]byte, 16), make([]byte, 64), make([]byte, 32)), "x") != nil {
		t.Error("more rounds than Office takes are done")
	}
}

// TestPasswordsAreFew wants a flow to stop making keys, which is slow.
func TestPasswordsAreFew(t *testing.T) {
	b, err := os.ReadFile("testdata/ole/protected.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	s := new(recorder)
	x := New(Limits{}, s)
	for range maxPasswords + 1 {
		w := x.Open(Part{Where: "a.xlsx"})
		w.Write(b)
		w.Close()
	}
	if x.passwords != maxPasswords || len(s.flags) != 1 {
		t.Errorf("%d keys made, flags %v", x.passwords, s.flags)
	}
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// standardInfo describes a package of Office 2007 with AES of 128 bits.
func standardInfo(salt, verifier, check []byte) []byte {
	header := bytes.Join([][]byte{le(0x24), le(0), le(0x660e), le(0x8004), le(128), le(24), le(0), le(0), {0, 0}}, nil)
	return bytes.Join([][]byte{{3, 0, 2, 0}, le(0x24), le(len(header)), header, le(16), salt, verifier, le(20), check}, nil)
}

// filePass makes the record's data for the cipher of Excel 97, or that of 2002 with a
// key of so many bits.
func filePass(bits int, salt, verifier, check []byte) []byte {
	if bits == 0 {
		return bytes.Join([][]byte{{1, 0, 1, 0, 1, 0}, salt, verifier, check}, nil)
	}
	header := bytes.Join([][]byte{le(4), le(0), le(0x6801), le(0x8004), le(bits), le(1), le(0), le(0), {0, 0}}, nil)
	return bytes.Join([][]byte{{1, 0, 2, 0, 2, 0}, le(4), le(len(header)), header, le(16), salt, verifier, le(20), check}, nil)
}

// TestOfficeKeys opens verifiers of documents that Office made, whose passwords are
// published (test vectors of the John the Ripper and hashcat projects).
func TestOfficeKeys(t *testing.T) {
	for _, v := range [][5]string{
		{"2007", "8b2c9e8c878844fc842012273be4bea8", "aa862168b80d8c45c852696a8bb499eb", "a413507fabe2d87606595f987f679ff4b5b4c2cd86511ee967274442287bc600", "Password"},
		{"2010", "77233201017277788267221014757262", "b2d0ca4854ba19cf95a2647d5eee906c", "e30cbbb189575cafb6f142a90c2622fa9e78d293c5b0c001517b3f5b82993557", "hashcat"},
		{"2013", "7dd611d7eb4c899f74816d1dec817b3b", "948dc0b2c2c6c32f14b5995a543ad037", "0b7ee0e48e935f937192a59de48a7d561ef2691d5c8a3ba87ec2d04402a94895", "hashcat"},
		{"0", "e40b4fdade5be6be329c4238e2099b8a", "259590322b55f7a3c38cb96b5864e72d", "2e6516bfaf981770fe6819a34998295d", "123456789012345"},
		{"40", "9f32522fe9bcb69b12f39d3c24b39b2f", "fac8b91a8a578468ae7001df4947558f", "f2e267a5bea45736b52d6d1051eca1b935eabf3a", "myhovercraftisfullofeels"},
		{"128", "163ae8c43577b94902f58d0106b29205", "87deff24175c2414cb1b2abdd30855a3", "4182446a527fe4648dffa792d55ae7a15edfc4fb", "Google123"},
	} {
		password, salt, verifier, check := v[4], unhex(t, v[1]), unhex(t, v[2]), unhex(t, v[3])
		open := func(password string) bool {
			switch v[0] {
			case "2007":
				return newPackageKey(standardInfo(salt, verifier, check), password) != nil
			case "2010":
				return newPackageKey(agileXML("SHA1", 128, 100_000, salt, verifier, check, make([]byte, 16)), password) != nil
			case "2013":
				return newPackageKey(agileXML("SHA512", 256, 100_000, salt, verifier, check, make([]byte, 32)), password) != nil
			}
			return newBIFFCipher(filePass(map[string]int{"0": 0, "40": 40, "128": 128}[v[0]], salt, verifier, check), password) != nil
		}
		if !open(password) || open("none") {
			t.Errorf("%s: right password %v, wrong one %v", v[0], open(password), open("none"))
		}
	}
}

// protectedExcel encrypts a workbook's stream with the password that Excel knows.
func protectedExcel(t testing.TB, bits int) []byte {
	t.Helper()
	salt, verifier, sum := make([]byte, 16), bytes.Repeat([]byte{7}, 16), md5.New()
	if bits > 0 {
		sum = sha1.New()
	}
	check := hashed(sum, verifier)
	// What decrypts the verifier encrypts it too: that of zeros is the pad.
	keyed := func(pass []byte) *biffCipher {
		if bits > 0 {
			return cryptoAPIKeys(pass[10:], officePassword)
		}
		return rc4Keys(pass[6:], officePassword)
	}
	c := keyed(filePass(bits, salt, verifier, check))
	verifier, check = c.opened(verifier, check)
	stream := contenttest.Excel("顧客", 0, [][]string{{"氏名", "番号"}, {"山田", strings.Repeat("1234", 600)}, {"佐藤", "x"}})
	begin := len(contenttest.BIFF(xlsBegin, 0, 6, 5, 0))
	pass := contenttest.BIFF(xlsFilePass, filePass(bits, salt, verifier, check)...)
	b := bytes.Join([][]byte{stream[:begin], pass, stream[begin:]}, nil)
	c.workbook(b, begin+len(pass))
	return b
}

func TestProtectedExcel(t *testing.T) {
	for _, bits := range []int{0, 40, 128} {
		b := contenttest.OLE(map[string]contenttest.Node{"Workbook": contenttest.Stream(protectedExcel(t, bits))})
		s := extract(t, Part{Where: "a.xls"}, b, 999)
		if got, want := s.text("a.xls!顧客"), "氏名\t番号\n山田\t"+strings.Repeat("1234", 600)+"\n佐藤\tx\n"; got != want || len(s.flags) != 0 {
			t.Errorf("%d bits: got %.100q, flags %v, opaque %v", bits, got, s.flags, s.reasons)
		}
	}
}

// FuzzOfficeCrypt wants descriptions of encryption read without harm.
func FuzzOfficeCrypt(f *testing.F) {
	f.Add(standardInfo(make([]byte, 16), make([]byte, 16), make([]byte, 32)), []byte("data"))
	f.Add(filePass(0, make([]byte, 16), make([]byte, 16), make([]byte, 16)), protectedExcel(f, 40))
	f.Add(filePass(128, make([]byte, 16), make([]byte, 16), make([]byte, 20)), protectedExcel(f, 0))
	f.Add([]byte("\x04\x00\x04\x00\x40\x00\x00\x00"+`<encryption><keyData cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA1" saltValue="AAAA"/><p:encryptedKey spinCount="1" keyBits="128" hashAlgorithm="SHA512" saltValue="AAAA" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" encryptedKeyValue="AAAA"/>`), []byte("data"))
	f.Fuzz(func(t *testing.T, info, data []byte) {
		if len(info)+len(data) > 64<<10 {
			return
		}
		newBIFFCipher(info, "x")
		b := contenttest.OLE(map[string]contenttest.Node{"EncryptionInfo": contenttest.Stream(info), "EncryptedPackage": contenttest.Stream(data), "Workbook": contenttest.Stream(data)})
		compareRuns(t, fuzzRun(t, bytes.Clone(b), "", len(b)), fuzzRun(t, b, "", 777))
	})
}
