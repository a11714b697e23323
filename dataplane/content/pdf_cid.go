package content

import (
	"sort"
	"strings"
	"sync"
)

// A font may show characters of an Adobe character collection by their numbers
// alone (CIDs). The collections number the characters of a national standard in
// its own order, apart from some symbols, so a few runs and the charset say what
// they are. Source: the collections' CMap resources H, GB-EUC-H and KSC-EUC-H.

// cidRun says that the codes from..to of a charset with 94 codes a row are
// numbered from cid on, leaving out codes that stand for nothing.
type cidRun struct{ from, to, cid int }

// cidSet is a character collection.
type cidSet struct {
	charset *charset
	runs    []cidRun
	ascii   []int // CIDs at which "!" to "~" stand, in full and half width
}

var cidSets = map[string]*cidSet{
	"Japan1": {charset: charsetEUCJP, ascii: []int{2, 232}, runs: []cidRun{
		{0xa1a1, 0xa1fe, 633}, {0xa2a1, 0xa2ae, 727}, {0xa2ba, 0xa2c1, 741}, {0xa2ca, 0xa2d0, 749},
		{0xa2dc, 0xa2ea, 756}, {0xa2f2, 0xa2f9, 771}, {0xa2fe, 0xa2fe, 779}, {0xa3b0, 0xa3b9, 780},
		{0xa3c1, 0xa3da, 790}, {0xa3e1, 0xa3fa, 816}, {0xa4a1, 0xa4f3, 842}, {0xa5a1, 0xa5f6, 925},
		{0xa6a1, 0xa6b8, 1011}, {0xa6c1, 0xa6d8, 1035}, {0xa7a1, 0xa7c1, 1059}, {0xa7d1, 0xa7f1, 1092},
		{0xb0a1, 0xcfd3, 1125}, {0xd0a1, 0xf4a6, 4090},
	}},
	"GB1": {charset: charsetGB, ascii: []int{2, 814}, runs: []cidRun{
		{0xa1a1, 0xa1fe, 96}, {0xa2b1, 0xa2e2, 190}, {0xa2e5, 0xa2ee, 240}, {0xa3a1, 0xa3fe, 262},
		{0xa4a1, 0xa4f3, 356}, {0xa5a1, 0xa5f6, 439}, {0xa6a1, 0xa6b8, 525}, {0xa7a1, 0xa7c1, 602},
		{0xa7d1, 0xa7f1, 635}, {0xb0a1, 0xd7f9, 940}, {0xd8a1, 0xf7fe, 4695},
	}},
	"Korea1": {charset: charsetEUCKR, ascii: []int{2, 8095}, runs: []cidRun{
		{0xa1a1, 0xa1fe, 101}, {0xa3a1, 0xa3fe, 264}, {0xa4a1, 0xa4d3, 358}, {0xb0a1, 0xc8fe, 1086},
	}},
}

// cidTables holds, for each collection, the text of every CID known.
var cidTables = func() map[string]func() map[int]string {
	m := map[string]func() map[int]string{}
	for name, set := range cidSets {
		m[name] = sync.OnceValue(set.table)
	}
	return m
}()

func (s *cidSet) table() map[int]string {
	m := map[int]string{}
	for _, first := range s.ascii {
		m[first-1] = " "
		for c := '!'; c <= '~'; c++ {
			m[first+int(c-'!')] = string(c)
		}
	}
	for _, r := range s.runs {
		s.tabulate(m, r)
	}
	return m
}

func (s *cidSet) tabulate(m map[int]string, r cidRun) {
	cid := r.cid
	for code := r.from; code <= r.to; code++ {
		if code&0xff < 0xa1 || code&0xff == 0xff {
			continue
		}
		if g, size := s.charset.table().code([]byte{byte(code >> 8), byte(code)}); g != 0 && size == 2 {
			m[cid] = string(glyphRune(g))
			cid++
		}
	}
}

// pdfCharset returns the charset whose codes a predefined CMap reads (ISO 32000-2,
// 9.7.5.2), or nil if it isn't one of a charset.
func pdfCharset(cmap string) *charset {
	for _, p := range []struct {
		part string
		c    *charset
	}{
		{"UTF16", charset16BE}, {"UCS2", charset16BE}, {"UTF8", charsetUTF8},
		{"RKSJ", charsetSJIS}, {"GB", charsetGB}, {"B5", charsetBig5}, {"KSC", charsetEUCKR}, {"EUC-", charsetEUCJP},
	} {
		if strings.Contains(cmap, p.part) {
			return p.c
		}
	}
	return nil
}

// pdfCMap maps character codes to text or to CIDs (Adobe Technical Note 5014;
// ISO 32000-2, 9.10.3).
type pdfCMap struct {
	spaces []codeSpace
	ranges []codeRange
	sorted bool
}

// codeSpace says that codes from..to have size bytes.
type codeSpace struct {
	size     int
	from, to uint32
}

// codeRange says that the codes from..to stand for text, whose last character
// counts up with the code, or for the CIDs from cid on.
type codeRange struct {
	from, to uint32
	text     string
	cid      int
}

// maxCodeRanges bounds a CMap. No font has more characters.
const maxCodeRanges = 1 << 16

func (m *pdfCMap) add(r codeRange) {
	if len(m.ranges) >= maxCodeRanges || r.to < r.from {
		return
	}
	m.ranges = append(m.ranges, r)
	m.sorted = false
}

// find returns the range that code lies in, the last of several.
func (m *pdfCMap) find(code uint32) *codeRange {
	if !m.sorted {
		sort.SliceStable(m.ranges, func(i, j int) bool { return m.ranges[i].from < m.ranges[j].from })
		m.sorted = true
	}
	i := sort.Search(len(m.ranges), func(i int) bool { return m.ranges[i].from > code }) - 1
	if i < 0 || code > m.ranges[i].to {
		return nil
	}
	return &m.ranges[i]
}

// text returns what code stands for, or "".
func (m *pdfCMap) text(code uint32) string {
	r := m.find(code)
	if r == nil || r.text == "" {
		return ""
	}
	if code == r.from {
		return r.text
	}
	runes := []rune(r.text)
	runes[len(runes)-1] += rune(code - r.from)
	return string(runes)
}

// size returns the size of the code that b begins with.
func (m *pdfCMap) size(b []byte, def int) int {
	code := uint32(0)
	for i, c := range b[:min(len(b), 4)] {
		code = code<<8 | uint32(c)
		for _, s := range m.spaces {
			if s.size == i+1 && code >= s.from && code <= s.to {
				return s.size
			}
		}
	}
	return min(def, len(b))
}

// cmapReader reads a CMap's PostScript.
type cmapReader struct {
	m     *pdfCMap
	build *pdfBuilder
	lex   *pdfLexer
}

func newCMapReader(x *Extractor) *cmapReader {
	r := &cmapReader{m: new(pdfCMap), build: newPDFBuilder(x)}
	r.lex = newPDFLexer(r.token)
	return r
}

func (r *cmapReader) Write(b []byte) { r.lex.feed(b) }
func (r *cmapReader) Close()         { r.lex.end(); r.build.reset() }

func (r *cmapReader) token(k pdfKind, text []byte) bool {
	if k == pdfComment || r.build.token(k, text) {
		return true
	}
	if r.build.open() {
		return true
	}
	items := r.build.top()
	switch string(text) {
	case "endcodespacerange":
		r.codeSpaces(items)
	case "endbfchar", "endcidchar":
		r.each(items, 2)
	case "endbfrange", "endcidrange":
		r.each(items, 3)
	}
	r.build.reset()
	return true
}

func (r *cmapReader) codeSpaces(items []any) {
	for i := 0; i+1 < len(items) && len(r.m.spaces) < 64; i += 2 {
		from, size := codeOf(items[i])
		to, _ := codeOf(items[i+1])
		r.m.spaces = append(r.m.spaces, codeSpace{size: size, from: from, to: to})
	}
}

// each adds the entries, of two items (a code and what it stands for) or three
// (the last code of a range in between).
func (r *cmapReader) each(items []any, size int) {
	for i := 0; i+size <= len(items); i += size {
		from, _ := codeOf(items[i])
		to, _ := codeOf(items[i+size-2])
		switch v := items[i+size-1].(type) {
		case pdfBytes:
			r.m.add(codeRange{from: from, to: to, text: utf16Text(string(v))})
		case float64:
			r.m.add(codeRange{from: from, to: to, cid: int(v)})
		case pdfArray:
			for j, one := range v {
				if s, ok := one.(pdfBytes); ok {
					r.m.add(codeRange{from: from + uint32(j), to: from + uint32(j), text: utf16Text(string(s))})
				}
			}
		}
	}
}

func codeOf(v any) (code uint32, size int) {
	s, _ := v.(pdfBytes)
	for i := 0; i < len(s) && i < 4; i++ {
		code = code<<8 | uint32(s[i])
	}
	return code, min(len(s), 4)
}

func utf16Text(s string) string {
	if len(s) == 1 { // one byte stands for its number, in spite of the standard
		return string(rune(s[0]))
	}
	return decodeAs(charset16BE, []byte(s))
}
