package content

import (
	"archive/tar"
	"bytes"
	"strings"
	"testing"
)

// tarred makes an archive of members by name, in pairs.
func tarred(t testing.TB, f tar.Format, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: files[i], Size: int64(len(files[i+1])), Format: f, Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(files[i+1]))
	}
	w.Close()
	return b.Bytes()
}

func TestTar(t *testing.T) {
	long := strings.Repeat("folder/", 30) + "顧客.csv"
	text := string(prose(2000))
	for _, f := range []tar.Format{tar.FormatPAX, tar.FormatGNU} {
		b := tarred(t, f, "a.csv", customerList, long, customerList, "even", text[:1024], "empty", "", "b.txt.gz", string(pack(t, "gzip", []byte(text))))
		for _, n := range splits(len(b)) {
			s := extract(t, Part{Where: "t"}, b, n)
			for where, want := range map[string]string{"a.csv": customerList, long: customerList, "even": text[:1024], "b.txt.gz!b.txt": text} {
				if got := s.text("t!" + where); got != want {
					t.Errorf("%v by %d: %s: got %d bytes, want %d", f, n, where, len(got), len(want))
				}
			}
			if s.opaque != 0 || s.parts[len(s.parts)-1].MediaType != "application/x-tar" {
				t.Errorf("%v by %d: opaque %v, parts %v", f, n, s.reasons, s.parts)
			}
		}
	}
}

// TestTarBeforeItsEnd wants a member delivered by its last byte, padding or not.
func TestTarBeforeItsEnd(t *testing.T) {
	b := tarred(t, tar.FormatUSTAR, "a", customerList)
	s := new(recorder)
	New(Limits{}, s).Open(Part{Where: "t"}).Write(b[:tarBlock+len(customerList)])
	if got := s.text("t!a"); got != customerList {
		t.Errorf("got %q", got)
	}
}

// TestTarHostile wants what no header tells of read, and lies survived.
func TestTarHostile(t *testing.T) {
	plain := tarred(t, tar.FormatUSTAR, "a", "one", "b", "two")
	behind := append(bytes.Clone(plain), "behind the archive"...)
	broken := bytes.Clone(plain)
	broken[2*tarBlock+3] ^= 1
	for _, c := range []struct {
		b    []byte
		want string
	}{{behind, "behind the archive"}, {broken, "two"}, {plain[:2*tarBlock+30], "one"}} {
		for _, n := range splits(len(c.b)) {
			if s := extract(t, Part{Where: "t"}, c.b, n); !s.contains(c.want) {
				t.Errorf("by %d: %q not delivered", n, c.want)
			}
		}
	}
}

func TestTarMembers(t *testing.T) {
	s := extract(t, Part{}, tarred(t, tar.FormatUSTAR, strings.Split(strings.Repeat("n\x00text\x00", 2500), "\x00")[:5000]...), 1448)
	if s.reasons[reasonMembers] == 0 || len(s.texts) > defaultMembers {
		t.Errorf("opaque %v, %d texts", s.reasons, len(s.texts))
	}
}

func FuzzTar(f *testing.F) {
	f.Add(tarred(f, tar.FormatPAX, strings.Repeat("long/", 30), "text", "b", "more"), uint16(3))
	f.Add(tarred(f, tar.FormatGNU, strings.Repeat("long/", 30), "text", "b", "more"), uint16(100))
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if len(b) < 64<<10 {
			const declared = "application/x-tar"
			compareRuns(t, fuzzRun(t, b, declared, len(b)), fuzzRun(t, b, declared, int(size)+1))
		}
	})
}
