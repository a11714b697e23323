package content

import (
	"strconv"
	"strings"
)

// stylesPart learns the formats of cells from a workbook's styles (ECMA-376 part 1,
// 18.8). Formats stand before the styles that use them.
type stylesPart struct {
	formats *dateFormats
	within  bool // the styles of cells, not those that they are made of
}

func openStyles(o *office, p *body) Writer {
	return newTee(p, &stylesPart{formats: &o.formats})
}

func (s *stylesPart) start(t xmlTag) {
	switch string(t.name()) {
	case "numFmt":
		if n, err := strconv.Atoi(string(t.attribute("numFmtId"))); err == nil {
			s.formats.define(n, strings.ReplaceAll(string(t.attribute("formatCode")), "&quot;", `"`))
		}
	case "cellXfs":
		s.within = true
	case "xf":
		if s.within {
			n, _ := strconv.Atoi(string(t.attribute("numFmtId")))
			s.formats.style(n)
		}
	}
}

func (s *stylesPart) end(name []byte) {
	if string(name) == "cellXfs" {
		s.within, s.formats.complete = false, true
	}
}

func (s *stylesPart) text([]byte) {}
