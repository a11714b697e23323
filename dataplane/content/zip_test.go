package content

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

// zipFile is a member for zipped.
type zipFile struct {
	name, text string
	method     uint16
}

// zipped makes an archive as Go's writer streams it: sizes in descriptors.
func zipped(t testing.TB, files ...zipFile) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		m, err := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: f.method, NonUTF8: !isUTF8([]byte(f.name))})
		if err != nil {
			t.Fatal(err)
		}
		m.Write([]byte(f.text))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zippedRaw makes an archive whose sizes stand in the local headers.
func zippedRaw(t testing.TB, flags uint16, files ...zipFile) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		packed := []byte(f.text)
		switch f.method {
		case zipDeflate:
			packed = pack(t, "bare", packed)
		case zipZstd:
			packed = pack(t, "zstd", packed)
		case zipBzip2, zipXZ:
			packed = packedBy(t, f.method)
		}
		m, err := w.CreateRaw(&zip.FileHeader{Name: f.name, Method: f.method, Flags: flags, CRC32: crc32.ChecksumIEEE([]byte(f.text)),
			CompressedSize64: uint64(len(packed)), UncompressedSize64: uint64(len(f.text))})
		if err != nil {
			t.Fatal(err)
		}
		m.Write(packed)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// packedBy packs prose with a method that no encoder here has: a fixture does.
func packedBy(t testing.TB, method uint16) []byte {
	t.Helper()
	return fixture(t, map[uint16]string{zipBzip2: "prose.bz2", zipXZ: "prose.xz"}[method])
}

// splits are the sizes of writes that archives are tested with.
func splits(n int) []int { return []int{n, 1, 7, 1448} }

func TestZip(t *testing.T) {
	inner := zipped(t, zipFile{"deep.csv", customerList, zipDeflate}, zipFile{"flat.csv", customerList, zipStored})
	long := string(prose(200 << 10))
	files := []zipFile{
		{"a.csv", customerList, zipDeflate},
		{"dir/", "", zipStored},
		{"dir/b.txt", long, zipDeflate},
		{"stored.txt", "stored " + long, zipStored},
		{string(encoded(t, japanese.ShiftJIS, "顧客リスト.csv")), customerList, zipDeflate},
		{"顧客.csv", customerList, zipStored},
		{"inner.zip", string(inner), zipStored},
		{"z.zst", long, zipZstd},
		{"empty", "", zipDeflate},
	}
	want := map[string]string{
		"a.csv": customerList, "dir/b.txt": long, "stored.txt": "stored " + long, "顧客リスト.csv": customerList,
		"顧客.csv": customerList, "inner.zip!deep.csv": customerList, "inner.zip!flat.csv": customerList, "z.zst": long,
	}
	streamed := append(append([]zipFile(nil), files[:7]...), files[8])
	for name, b := range map[string][]byte{"streamed": zipped(t, streamed...), "sized": zippedRaw(t, 0, files...)} {
		for _, n := range splits(len(b)) {
			s := extract(t, Part{Where: "body"}, b, n)
			for member, text := range want {
				if got := s.text("body!" + member); got != text && !(name == "streamed" && member == "z.zst") {
					t.Errorf("%s by %d: %s: %d bytes, want %d", name, n, member, len(got), len(text))
				}
			}
			if s.opaque != 0 || len(s.flags) != 0 {
				t.Errorf("%s by %d: opaque %v, flags %v", name, n, s.reasons, s.flags)
			}
		}
	}
}

// TestZipBeforeDirectory wants members delivered by their last byte.
func TestZipBeforeDirectory(t *testing.T) {
	for _, method := range []uint16{zipStored, zipDeflate} {
		b := zippedRaw(t, 0, zipFile{"a", customerList, method})
		end := bytes.Index(b, []byte(zipCentral))
		s := new(recorder)
		pieces(New(Limits{}, s).Open(Part{Where: "b"}), b[:end], 100)
		if got := s.text("b!a"); got != customerList {
			t.Errorf("method %d: got %q", method, got)
		}
	}
}

func TestZipEncrypted(t *testing.T) {
	secret := string(prose(3000))
	for _, c := range []struct{ flags, method uint16 }{
		{zipEncrypted, zipStored}, {zipEncrypted, zipDeflate}, {zipEncrypted, zipAES}, {zipEncrypted | zipStrong, zipDeflate},
		{zipEncrypted | zipHasDescriptor, zipStored},
	} {
		b := zippedRaw(t, c.flags, zipFile{"s.txt", secret, c.method}, zipFile{"t.txt", secret, c.method})
		for _, n := range splits(len(b)) {
			s := extract(t, Part{Where: "b"}, b, n)
			if strings.Join(s.flags, ",") != "file.encrypted b!s.txt,file.encrypted b!t.txt" {
				t.Errorf("%+v by %d: flags %q", c, n, s.flags)
			}
			if s.reasons[reasonSealed] < 1000 || len(s.reasons) > 1 || len(s.parts) != 3 {
				t.Errorf("%+v by %d: opaque %v, %d parts", c, n, s.reasons, len(s.parts))
			}
		}
	}
}

// TestZipHostile wants what headers lie about read or counted.
func TestZipHostile(t *testing.T) {
	two := func() []byte {
		return zippedRaw(t, 0, zipFile{"a", customerList, zipDeflate}, zipFile{"b", "the secret", zipDeflate})
	}
	small, large, lost := two(), two(), two()
	small[18], large[19] = 3, 0x40
	copy(lost[bytes.LastIndex(lost, []byte(zipLocal)):], "none")
	for name, b := range map[string][]byte{"small": small, "large": large, "prefix": append([]byte(zipLocal+strings.Repeat("\x00", 26)+"junk"), two()...)} {
		for _, n := range splits(len(b)) {
			if s := extract(t, Part{Where: "b"}, b, n); !s.has(customerList) || !s.has("the secret") {
				t.Errorf("%s by %d: not read", name, n)
			}
		}
	}
	cut := two()[:200]
	s := extract(t, Part{Where: "b"}, cut, len(cut))
	if s.reasons[reasonTruncated] == 0 {
		t.Errorf("cut: opaque %v", s.reasons)
	}
	if s := extract(t, Part{Where: "b"}, lost, 1); !s.has(customerList) {
		t.Error("lost: first member not read")
	}
}

func TestZipComments(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.SetComment("of the archive")
	w.CreateHeader(&zip.FileHeader{Name: "a", Comment: "of the member"})
	w.Close()
	for _, n := range splits(b.Len()) {
		if s := extract(t, Part{}, b.Bytes(), n); !s.has("of the archive") || !s.has("of the member") {
			t.Errorf("by %d: comments not read", n)
		}
	}
}

func TestZipBombs(t *testing.T) {
	x := strings.Repeat("x", 32<<20)
	one := zipped(t, zipFile{"a", x, zipDeflate}, zipFile{"b", customerList, zipDeflate})
	var many []zipFile
	for range 3000 {
		many = append(many, zipFile{"m", "text", zipStored})
	}
	nested := []byte("bottom")
	for range 6 {
		nested = zipped(t, zipFile{"z.zip", string(nested), zipDeflate})
	}
	for reason, b := range map[string][]byte{reasonRatio: one, reasonMembers: zipped(t, many...), reasonDepth: nested} {
		s := extract(t, Part{Where: "z"}, b, 1448)
		if s.reasons[reason] == 0 || len(s.texts) > 2001 {
			t.Errorf("%s: opaque %v, %d texts", reason, s.reasons, len(s.texts))
		}
		if reason == reasonRatio && (s.text("z!b") != customerList || len(s.text("z!a")) > 8<<20) {
			t.Errorf("after a bomb: %q; the bomb gave %d bytes", s.text("z!b"), len(s.text("z!a")))
		}
	}
}

func BenchmarkZip(b *testing.B) {
	text := string(prose(1 << 20))
	z := zipped(b, zipFile{"a.txt", text, zipDeflate})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		x := New(Limits{}, discard{})
		w := x.Open(Part{})
		pieces(w, z, 1448)
		w.Close()
		x.Release()
	}
}
