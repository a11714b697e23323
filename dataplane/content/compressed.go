package content

import "strings"

// Files that are one compressed stream. The member's name is the file's without
// the ending.
var (
	_ = register(format{
		mediaType: "application/gzip", magics: []magic{{0, gzipMagic}},
		open: func(s *scope) Writer { return newGzip(s, s.unpacked(".gz", ".tgz")) },
	})
	_ = register(format{
		mediaType: "application/zstd", magics: []magic{{0, zstdMagic}},
		open: func(s *scope) Writer { return newZstd(s, s.unpacked(".zst", ".zstd")) },
	})
)

// unpacked opens the member of a file that is one compressed stream.
func (s *scope) unpacked(endings ...string) Writer {
	name := s.info.Name
	for _, e := range endings {
		if short, ok := strings.CutSuffix(name, e); ok {
			name = short
			break
		}
	}
	if name == s.info.Name {
		name = ""
	}
	return s.x.member(s.inside(name, ""))
}
