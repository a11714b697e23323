package content

import (
	"bytes"
	"strings"
	"testing"

	"sekisho/dataplane/content/contenttest"
)

// stub is a program's beginning, with a signature among its constants.
func stub() []byte {
	b := append([]byte("MZ"), make([]byte, 0x4c)...)
	b = append(b, "This program cannot be run in DOS mode.\r\r\n$"...)
	return append(b, strings.Repeat("\x00code P7 "+zipLocal+"\xff\xff\xff\xff R\x00", 300)...)
}

func TestSelfExtracting(t *testing.T) {
	for name, archive := range map[string][]byte{
		"zip": zipped(t, zipFile{"list.csv", customerList, zipDeflate}),
		"7z":  fixture(t, "copy.7z"),
		"rar": contenttest.RAR("list.csv", customerList),
	} {
		b := append(stub(), archive...)
		for _, n := range splits(len(b)) {
			s := extract(t, Part{Where: "p"}, b, n)
			if s.text("p!list.csv") != customerList || s.opaque != 0 {
				t.Errorf("%s by %d: not read; opaque %v", name, n, s.reasons)
			}
			if !s.has(string(stub())) {
				t.Errorf("%s by %d: program not delivered", name, n)
			}
		}
	}
	s := extract(t, Part{Where: "p"}, stub(), 1448)
	if !bytes.Equal([]byte(s.last()), stub()) {
		t.Error("program without archive not delivered")
	}
}

func FuzzSelfExtracting(f *testing.F) {
	f.Add([]byte(zipLocal), uint16(1))
	f.Add(zipped(f, zipFile{"a", "text", zipDeflate}), uint16(40))
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if b = append(stub()[:300], b...); len(b) < 64<<10 {
			compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", int(size)+1))
		}
	})
}
