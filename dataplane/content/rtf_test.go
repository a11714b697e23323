package content

import (
	"encoding/hex"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

var rtfCases = map[string]struct{ file, want string }{
	"plain":     {`{\rtf1\ansi My Number 1234\b 5678\b0  9018\par caf\'e9\tab\{x\}}`, "My Number 12345678 9018\ncafé\t{x}"},
	"font":      {`{\rtf1\ansi{\fonttbl{\f0\fcharset0 Arial;}{\f1\fnil\fcharset128 MS Gothic;}}{\colortbl;\red0;}\f1 \'8e\'81\'96\'bc\f0\'e9 {\f1\'83\'5c\'83A}}`, "氏名é ソア"},
	"code page": {`{\rtf1\ansi\ansicpg932 \'8e\'81` + "\r\n" + `\'96\'bc}`, "氏名"},
	"unicode":   {`{\rtf1\uc1 \u27663?\u21517\'3f{\uc2\u-10179??\u-8704??}\u31192 ?x}`, "氏名😀秘x"},
	"table":     {`{\rtf1\trowd name\cell tel\cell\row a\cell b\cell\row}`, "name\ttel\t\na\tb\t\n"},
	"binary":    {`{\rtf1 a{\pict\bin5 }}}}}x}b}`, "ab"},
	"property":  {`{\rtf1{\*\userprops{\propname MSIP_Label_1_Name}\proptype30{\staticval Secret}}body}`, "\nMSIP_Label_1_Name: Secretbody"},
	"link":      {`{\rtf1{\field{\*\fldinst HYPERLINK "https://example.com"}{\fldrslt here}}}`, `HYPERLINK "https://example.com" here`},
}

func TestRTF(t *testing.T) {
	for name, c := range rtfCases {
		for _, n := range []int{len(c.file), 1, 3, 10} {
			s := extract(t, Part{Where: "a.rtf"}, []byte(c.file), n)
			if got := s.text("a.rtf"); got != c.want {
				t.Errorf("%s by %d: got %q, want %q", name, n, got, c.want)
			}
		}
	}
}

func TestRTFObject(t *testing.T) {
	body := append([]byte("\x02\x00list.csv\x00C:\\list.csv\x00\x00\x00\x03\x00\x02\x00\x00\x00x\x00"), le(len(customerList))...)
	body = append(body, customerList...)
	object := append([]byte("\x01\x05\x00\x00\x02\x00\x00\x00\x08\x00\x00\x00Package\x00\x00\x00\x00\x00\x00\x00\x00\x00"), le(len(body))...)
	object = append(object, body...)
	file := `{\rtf1{\object\objemb{\*\objdata ` + hex.EncodeToString(object) + `}}after}`
	s := extract(t, Part{Where: "a.rtf"}, []byte(file), 50)
	if got := s.text("a.rtf!list.csv"); got != customerList {
		t.Errorf("got %q, want %q", got, customerList)
	}
}

func le(n int) []byte { return []byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)} }

func FuzzRTF(f *testing.F) {
	for _, c := range rtfCases {
		f.Add([]byte(c.file), uint16(1))
	}
	f.Add(encoded(f, japanese.ShiftJIS, `{\rtf1\ansicpg932 氏名`), uint16(3))
	f.Add([]byte(strings.Repeat(`{\rtf1\objdata 00`, 9)), uint16(2))
	f.Fuzz(func(t *testing.T, b []byte, size uint16) {
		if len(b) > 64<<10 {
			return
		}
		b = append([]byte(`{\rtf`), b...)
		compareRuns(t, fuzzRun(t, b, "", len(b)), fuzzRun(t, b, "", int(size)+1))
	})
}
