package content

import (
	"bytes"
	"math/bits"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"sekisho/dataplane/content/contenttest"
)

// unpackedVBA unpacks b by the product's reader, and tells what it left.
func unpackedVBA(b []byte) (text []byte, reasons map[string]int64) {
	s, list := new(recorder), new(gathered)
	unpackVBA(&scope{x: New(Limits{}, s)}, b, list)
	return list.b, s.reasons
}

// The examples of MS-OVBA, 3.2.
func TestVBACompression(t *testing.T) {
	for packed, want := range map[string]string{
		"\x01\x19\xb0\x00abcdefgh\x00ijklmnop\x00qrstuv.":                                                  "abcdefghijklmnopqrstuv.",
		"\x01\x2f\xb0\x00#aaabcde\x82f\x00paghij\x018\x08akl\x000mnop\x06q\x02p\x04\x10rstuv\x10wxyz\x00<": "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa",
		"\x01\x03\xb0\x02aE\x00": strings.Repeat("a", 73),
		"\x01\x02\x30abc":        "abc",
	} {
		if got, reasons := unpackedVBA([]byte(packed)); string(got) != want {
			t.Errorf("%x: got %q %v, want %q", packed, got, reasons, want)
		}
	}
	for _, packed := range []string{"", "\x02\x19\xb0\x00abc", "\x01\x19\x50\x00abc"} {
		if got, reasons := unpackedVBA([]byte(packed)); len(got) > 0 || reasons[reasonCorrupt] == 0 {
			t.Errorf("%x: got %q, %v", packed, got, reasons)
		}
	}
}

// Modules are read where the list says, and where it is of no use by how they begin.
func TestMacros(t *testing.T) {
	const source = "Attribute VB_Name = \"集計\"\r\nSub 送信()\r\n  MsgBox \"社外秘\"\r\nEnd Sub\r\n"
	text, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(strings.Repeat(source, 90)))
	if err != nil {
		t.Fatal(err)
	}
	macros := contenttest.Macros(932, "集計", text)
	broken := contenttest.Macros(932, "Other", nil)
	broken.In["Module1"] = contenttest.Stream(append([]byte("\x01compiled\x00Attrib"), contenttest.OVBA([]byte("Attribute VB_Name = \"Module1\"\r\n"))...))
	root := contenttest.Word("あ", "b")
	root["Macros"] = contenttest.Node{In: map[string]contenttest.Node{"VBA": macros}}
	root["_VBA_PROJECT_CUR"] = contenttest.Node{In: map[string]contenttest.Node{"VBA": broken}}
	s := extract(t, Part{Where: "a.doc"}, contenttest.OLE(root), 1000)
	for where, want := range map[string]string{
		"a.doc!Macros!VBA!集計":                strings.Repeat(source, 90),
		"a.doc!_VBA_PROJECT_CUR!VBA!Module1": "Attribute VB_Name = \"Module1\"\r\n",
		"a.doc":                              "あb",
	} {
		if got := s.text(where); got != want {
			t.Errorf("%s: got %.80q, want %.80q; opaque %v", where, got, want, s.reasons)
		}
	}
	for _, text := range s.texts {
		if strings.Contains(text.Where, "SRP") || strings.Contains(text.Where, "_VBA_PROJECT!") || strings.HasSuffix(text.Where, "dir") {
			t.Errorf("what the compiler keeps is delivered: %s", text.Where)
		}
	}
}

// slowVBA unpacks as MS-OVBA, 2.4.1.3, tells it, byte by byte.
func slowVBA(b []byte) (out []byte) {
	if len(b) == 0 || b[0] != 1 {
		return nil
	}
	for at := 1; at+2 <= len(b); {
		head := int(b[at]) | int(b[at+1])<<8
		end := min(at+head&0xfff+3, len(b))
		if head>>12&7 != 3 {
			return out
		}
		at += 2
		if head>>15 == 0 {
			out, at = append(out, b[at:end]...), end
			continue
		}
		begin := len(out)
		for at < end {
			flags := b[at]
			at++
			for i := 0; i < 8 && at < end; i++ {
				if flags>>i&1 == 0 {
					out = append(out, b[at])
					at++
					continue
				}
				if at+2 > end {
					at = end
					break
				}
				token, so := int(b[at])|int(b[at+1])<<8, len(out)-begin
				at += 2
				width := max(bits.Len(uint(max(so, 1)-1)), 4)
				length, back := token&(0xffff>>width)+3, token>>(16-width)+1
				for ; back <= so && length > 0; length-- {
					out = append(out, out[len(out)-back])
				}
			}
			if len(out)-begin > 4096 {
				out = out[:begin+4096]
			}
		}
	}
	return out
}

// FuzzVBA compares the reader with its twin, and reads the bytes as a module and as a
// list of modules.
func FuzzVBA(f *testing.F) {
	f.Add([]byte("\x01\x2f\xb0\x00#aaabcde\x82f\x00paghij\x018\x08akl\x000mnop\x06q\x02p\x04\x10rstuv\x10wxyz\x00<"))
	f.Add([]byte("\x01\x03\xb0\x02aE\x00"))
	f.Add(contenttest.OVBA([]byte("\x03\x00\x02\x00\x00\x00\xa4\x03\x09\x00\x04\x00\x00\x00\x01\x00\x00\x00\x02\x00\x32\x00\x02\x00\x00\x00M\x00\x31\x00\x04\x00\x00\x00\x00\x00\x00\x00")))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > maxFuzzBody {
			return
		}
		got, reasons := unpackedVBA(b)
		if want := slowVBA(b); !bytes.Equal(got, want) && reasons[reasonRatio] == 0 {
			t.Fatalf("%x: got %q, the twin %q", b, got, want)
		}
		macros := contenttest.Macros(1252, "M", nil)
		macros.In["dir"], macros.In["M"] = contenttest.Stream(b), contenttest.Stream(b)
		fuzzRun(t, contenttest.OLE(map[string]contenttest.Node{"VBA": macros}), "", 4096)
	})
}
