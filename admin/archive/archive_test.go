package archive

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

const passphrase = "green kettle, seven boats"

// quick seals with little work.
func quick(t testing.TB, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := seal(&b, passphrase, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(sealed []byte, with string) ([]byte, error) {
	r, err := Open(bytes.NewReader(sealed), with)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func TestSealAndOpen(t *testing.T) {
	for _, n := range []int{0, 1, 64 << 10, 200_000} {
		content := bytes.Repeat([]byte("x"), n)
		got, err := open(quick(t, content), passphrase)
		if err != nil || !bytes.Equal(got, content) {
			t.Errorf("%d bytes: %d, %v", n, len(got), err)
		}
	}
}

// TestSealed: the real work factor is one that Open takes, and the content can't be seen.
func TestSealed(t *testing.T) {
	var b bytes.Buffer
	w, err := Seal(&b, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "bluebird"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := open(b.Bytes(), passphrase); err != nil || string(got) != "bluebird" || bytes.Contains(b.Bytes(), got) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestDamage(t *testing.T) {
	content := bytes.Repeat([]byte("0123456789"), 20_000)
	sealed := quick(t, content)
	if _, err := open(sealed, passphrase+"!"); !errors.Is(err, ErrWrong) {
		t.Errorf("another passphrase: %v", err)
	}
	for what, bad := range map[string][]byte{"cut off": sealed[:len(sealed)-20], "a chunk less": sealed[:len(sealed)-len(sealed)%(64<<10)],
		"a byte changed": append(append([]byte{}, sealed[:len(sealed)-100]...), append([]byte{sealed[len(sealed)-100] ^ 1}, sealed[len(sealed)-99:]...)...)} {
		if _, err := open(bad, passphrase); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, bad := range []string{"", "short", strings.Repeat("x", maxPassphrase+1)} {
		if _, err := Seal(io.Discard, bad); !errors.Is(err, ErrPassphrase) {
			t.Errorf("%.8q: %v", bad, err)
		}
		if _, err := open(sealed, bad); !errors.Is(err, ErrWrong) {
			t.Errorf("%.8q: %v", bad, err)
		}
	}
}

// TestTooMuchWork: an archive can't make its reader work for hours.
func TestTooMuchWork(t *testing.T) {
	sealed := bytes.Replace(quick(t, nil), []byte(" 1\n"), []byte(" 22\n"), 1)
	if _, err := open(sealed, passphrase); !errors.Is(err, ErrWrong) {
		t.Errorf("%v", err)
	}
}

// FuzzOpen: no file may panic, or be read as something that was not sealed.
func FuzzOpen(f *testing.F) {
	sealed := quick(f, []byte("content"))
	f.Add(sealed)
	f.Add(sealed[:60])
	f.Add([]byte("age-encryption.org/v1\n-> scrypt AAAA 1\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.Contains(b, []byte(" 1")) && !bytes.Contains(b, []byte(" 1\n")) {
			return // more work than a fuzzer has time for
		}
		if got, err := open(b, passphrase); err == nil && string(got) != "content" {
			t.Errorf("%q", got)
		}
	})
}
