package content

import (
	"bytes"
	"strings"
)

// cardProse is what people write or paste into a property: a letter, a table, a page of
// HTML. If it has lines, it is read once more as a text of its own, which begins where it
// begins and keeps its empty lines.
type cardProse struct {
	card *card // nil outside of such a property
	held []byte
	to   Writer
}

// heldProse is how much is held until a line's end or a tag comes.
const heldProse = 1 << 10

func isProseName(name string) bool {
	return name == "NOTE" || name == "DESCRIPTION" || name == "COMMENT" || strings.HasPrefix(name, "X-")
}

func (p *cardProse) begin(c *card) { p.card, p.held = c, p.held[:0] }

func (p *cardProse) add(b []byte) {
	switch {
	case p.card == nil:
		return
	case p.to != nil:
		p.to.Write(b)
		return
	}
	p.held = append(p.held, b...)
	if bytes.IndexByte(p.held, '\n') >= 0 || bytes.IndexByte(p.held, '<') >= 0 || len(p.held) > heldProse {
		p.to = p.card.scope.valueOf(p.card.declaration())
		p.to.Write(p.held)
	}
}

func (p *cardProse) end() {
	if p.to != nil {
		p.to.Close()
	}
	p.card, p.to = nil, nil
}

// declaration is the media type of a value whose property declares its charset, or "".
func (c *card) declaration() string {
	if !c.labelled || c.text.declared == nil {
		return ""
	}
	return "text/plain; charset=" + c.text.declared.name
}
