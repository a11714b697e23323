package content

import "fmt"

// codePages are the labels of Windows code pages that aren't "windows-" and
// their number.
var codePages = map[int]string{
	932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 874: "windows-874", 866: "ibm866",
	1200: "utf-16le", 1201: "utf-16be", 12000: "utf-32le", 12001: "utf-32be", 65000: "utf-7", 10000: "macintosh", 10001: "shift_jis", 10002: "big5",
	10003: "euc-kr", 10007: "x-mac-cyrillic", 10008: "gbk", 20866: "koi8-r", 20932: "euc-jp", 21866: "koi8-u", 28591: "iso-8859-1",
	50220: "iso-2022-jp", 50221: "iso-2022-jp", 50222: "iso-2022-jp", 51932: "euc-jp", 51949: "euc-kr", 54936: "gb18030", 65001: "utf-8",
}

// codePage returns the charset of a Windows code page, or windows-1252 if it isn't
// one that is known.
func codePage(n int) *charset {
	label, ok := codePages[n]
	if !ok {
		label = fmt.Sprintf("windows-%d", n)
	}
	if c := namedCharset(label); c != nil {
		return c
	}
	return charset1252
}

// decodeAs decodes a short text of charset c; what isn't of it becomes
// replacement characters.
func decodeAs(c *charset, b []byte) string {
	var dec decoder
	switch {
	case c.other != nil:
		dec = c.other()
	case c.table != nil:
		dec = &tableDecoder{dbcs: c.table()}
	default:
		return string(b)
	}
	out, buf := make([]byte, 0, len(b)*2), make([]byte, 256)
	for len(b) > 0 {
		n, used := dec.decode(buf, b, true)
		out = append(out, buf[:n]...)
		b = b[used:]
		if t, ok := dec.(*tableDecoder); ok {
			t.errors = 0
		} else if used == 0 && n == 0 {
			out, b = append(out, replacement...), b[1:]
		}
	}
	return string(out)
}
