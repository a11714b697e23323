package nft

import "testing"

// FuzzConnection: no entry may panic the reader.
func FuzzConnection(f *testing.F) {
	f.Add([]byte{2, 0, 0, 0, 8, 0, 3, 0, 0, 0, 0, 2, 8, 0, 1, 128, 4, 0, 1, 128})
	f.Add([]byte{2, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, ok := readConnection(b); ok && (!c.From.IsValid() || !c.To.IsValid() || !c.Server.IsValid()) {
			t.Errorf("%+v", c)
		}
	})
}
