package content

import "bytes"

// A mailbox (RFC 4155): messages one after another, each behind a line that
// begins with "From ". Such a line within a message is quoted, or else taken for
// the beginning of another: all of it is read in both cases.
var _ = register(format{
	mediaType: "application/mbox",
	aliases:   []string{"application/mbox"},
	looks:     looksLikeMbox,
	open:      func(s *scope) Writer { return &mbox{scope: s, start: true, blank: true} },
})

const mboxFrom = "From "

type mbox struct {
	scope *scope
	held  []byte // the beginning of a line that may be mboxFrom
	start bool   // the next byte begins a line
	blank bool   // the line before was empty
	empty bool   // so is this one as yet
	inner Writer // the message at present
}

func (m *mbox) Write(b []byte) {
	if len(m.held) > 0 {
		b = append(m.held, b...)
		m.held = nil
	}
	for len(b) > 0 {
		if m.start && m.blank {
			if len(b) < len(mboxFrom) && bytes.HasPrefix([]byte(mboxFrom), b) {
				m.held = bytes.Clone(b)
				return
			}
			m.turn(b)
		}
		b = m.pass(b)
	}
}

// turn begins a message if b, which begins a line, says so, or there is none.
func (m *mbox) turn(b []byte) {
	if m.inner != nil && !bytes.HasPrefix(b, []byte(mboxFrom)) {
		return
	}
	if m.inner != nil {
		m.inner.Close()
	}
	m.inner = m.scope.x.member(m.scope.inside("", mailType))
}

// pass hands on what may be passed before the next line has to be looked at.
func (m *mbox) pass(b []byte) []byte {
	if m.start {
		m.start, m.empty = false, true
	}
	n := bytes.IndexByte(b, '\n') + 1
	if n == 0 {
		n = len(b)
	}
	m.empty = m.empty && len(bytes.TrimRight(b[:n], "\r\n")) == 0
	if b[n-1] == '\n' {
		m.start, m.blank = true, m.empty
	}
	m.inner.Write(b[:n])
	return b[n:]
}

func (m *mbox) Close() {
	if len(m.held) > 0 {
		m.turn(m.held)
		m.inner.Write(m.held)
	}
	if m.inner != nil {
		m.inner.Close()
	}
}

// looksLikeMbox recognises "From " and a header field in the line behind.
func looksLikeMbox(head []byte) bool {
	line, rest, ok := bytes.Cut(head, []byte("\n"))
	next, _, _ := bytes.Cut(rest, []byte("\n"))
	return ok && bytes.HasPrefix(line, []byte(mboxFrom)) && isField(next) && next[0] != '>'
}
