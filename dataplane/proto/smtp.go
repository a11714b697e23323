package proto

import (
	"bytes"
	"strings"
)

// SMTP (RFC 5321) with pipelining (RFC 2920), BDAT (RFC 3030), AUTH (RFC 4954) and
// STARTTLS (RFC 3207). Messages come out as message/rfc822 with the dots taken off;
// commands, credentials among them, are handed on as text to be scanned and never
// become a field of the flow, the envelope addresses excepted.
func init() {
	register(protocol{name: "smtp", transport: "tcp", match: matchSMTP, start: startSMTP})
}

const (
	smtpLineMax   = 1024 // RFC 5321 4.5.3.1.4 allows 512
	smtpOwedMax   = 1000 // commands that wait for a reply
	smtpRcptShown = 10   // addresses named in one flow
)

// matchSMTP wants a server's greeting and a client's first command. Servers of
// other protocols greet with 220, too, and clients may talk first.
func matchSMTP(p peek) verdict {
	first, answer := p.speaks()
	if v := matchGreeting(first); v != no {
		return min(v, max(matchHello(answer), anyYet(answer)))
	}
	return matchHello(first)
}

// anyYet lets a match wait for an end that has said nothing.
func anyYet(b []byte) verdict {
	if len(b) == 0 {
		return maybe
	}
	return no
}

func matchGreeting(b []byte) verdict {
	return max(prefix(b, "220 "), prefix(b, "220-"), prefix(b, "554 "))
}

// matchHello looks for EHLO, HELO or LHLO (RFC 2033) and something behind it.
func matchHello(b []byte) verdict {
	if len(b) == 0 {
		return no
	}
	return prefixFold(b, "EHLO ", "HELO ", "LHLO ")
}

type smtpState uint8

const (
	smtpCommand smtpState = iota
	smtpData              // message lines until a dot
	smtpChunk             // BDAT bytes
	smtpTunnel            // after STARTTLS
)

// smtpConn is one session. Its commands come from the end that did not greet.
type smtpConn struct {
	client Dir
	raw    raw
	state  smtpState
	line   []byte // command so far
	reply  []byte // reply line so far
	talk   Body   // commands, or replies
	answer Body
	mail   Body
	left   int64 // of the chunk
	last   bool  // the chunk ends the message
	dots   dotState
	began  bool // the message has bytes
	owed   int  // commands that wait for a reply
	asked  bool // STARTTLS is among them, the last
	to     []string
	from   string
	tunnel *Flow
	origin origin
}

func startSMTP(p peek) session {
	client := p.first
	if matchGreeting(p.bytes[p.first]) != no {
		client = 1 - p.first
	}
	return &smtpConn{client: client, raw: newRaw(p.transport), origin: p.origin}
}

func (c *smtpConn) Feed(d Dir, b []byte, s Sink) {
	for len(b) > 0 {
		switch {
		case c.state == smtpTunnel:
			c.tunnel.Feed(d, b, s)
			return
		case d != c.client:
			b = b[c.readReply(b, s):]
		case c.state == smtpData:
			b = b[c.readData(b, s):]
		case c.state == smtpChunk:
			b = b[c.readChunk(b, s):]
		default:
			b = b[c.readCommand(b, s):]
		}
	}
}

// Gap loses a line or part of a message; the next whole line is understood again.
func (c *smtpConn) Gap(d Dir, n int, s Sink) {
	switch {
	case c.state == smtpTunnel:
		c.tunnel.Gap(d, n, s)
		return
	case d != c.client:
		c.reply = c.reply[:0]
		closeBody(&c.answer)
		return
	case c.state == smtpChunk && n > 0 && int64(n) <= c.left:
		c.left -= int64(n)
	case c.state == smtpChunk:
		c.state = smtpCommand
	}
	c.line, c.dots = c.line[:0], dotInLine
	closeBody(&c.talk)
	closeBody(&c.mail)
	if c.state == smtpChunk && c.left == 0 {
		c.endChunk()
	}
}

func (c *smtpConn) End(d Dir, s Sink) {
	if c.state == smtpTunnel {
		c.tunnel.End(d, s)
		return
	}
	if d != c.client {
		closeBody(&c.answer)
		return
	}
	closeBody(&c.talk)
	closeBody(&c.mail)
}

func (c *smtpConn) status() status {
	st := status{name: "smtp", known: true, memory: 512 + cap(c.line) + cap(c.reply)}
	for _, a := range c.to {
		st.memory += 16 + len(a)
	}
	if c.tunnel != nil {
		st.encrypted = c.tunnel.Encrypted()
		st.memory += c.tunnel.Memory()
	}
	return st
}

// readCommand takes a line, or the piece of it that has come.
func (c *smtpConn) readCommand(b []byte, s Sink) int {
	n := lineEnd(b)
	tell(&c.talk, c.client, "smtp.command", b[:n], s)
	c.line = appendMax(c.line, b[:n], smtpLineMax)
	if b[n-1] == '\n' {
		line := string(bytes.TrimRight(c.line, "\r\n"))
		c.line = c.line[:0]
		c.command(line, s)
	}
	return n
}

// lineEnd is the length of b up to and with the first line feed, or of all b.
func lineEnd(b []byte) int {
	if n := bytes.IndexByte(b, '\n'); n >= 0 {
		return n + 1
	}
	return len(b)
}

func appendMax(dst, b []byte, limit int) []byte {
	return append(dst, b[:min(len(b), max(0, limit-len(dst)))]...)
}

// tell hands a protocol's own text on.
func tell(body *Body, d Dir, where string, b []byte, s Sink) {
	if *body == nil {
		*body = s.Open(d, Part{Where: where, MediaType: "text/plain"})
	}
	(*body).Write(b)
}

func (c *smtpConn) command(line string, s Sink) {
	c.owed = min(c.owed+1, smtpOwedMax)
	verb, rest, _ := strings.Cut(line, " ")
	switch strings.ToUpper(verb) {
	case "MAIL":
		c.from = envelopeAddress(rest)
		s.Set(EmailFrom, c.from)
	case "RCPT":
		c.recipient(envelopeAddress(rest), s)
	case "DATA":
		closeBody(&c.talk)
		c.state, c.dots, c.began = smtpData, dotLineStart, false
	case "BDAT":
		c.beginChunk(rest)
	case "STARTTLS":
		c.asked = true
	}
}

// envelopeAddress takes the path of "FROM:<a@b> SIZE=1".
func envelopeAddress(v string) string {
	_, v, _ = strings.Cut(v, ":")
	v = strings.TrimSpace(v)
	if _, in, ok := strings.Cut(v, "<"); ok {
		v, _, _ = strings.Cut(in, ">")
	} else {
		v, _, _ = strings.Cut(v, " ")
	}
	return mask(v, 320)
}

func (c *smtpConn) recipient(v string, s Sink) {
	if v == "" || len(c.to) >= smtpRcptShown {
		return
	}
	c.to = append(c.to, v)
	s.Set(EmailTo, strings.Join(c.to, ","))
}

// openMail begins or goes on with a message.
func (c *smtpConn) openMail(b []byte, s Sink) {
	if len(b) == 0 {
		return
	}
	if c.mail == nil {
		c.mail = s.Open(c.client, Part{Where: "smtp.message", MediaType: "message/rfc822"})
	}
	c.began = true
	c.mail.Write(b)
}

func (c *smtpConn) readData(b []byte, s Sink) int {
	n, ended := c.dots.unstuff(b, func(piece []byte) { c.openMail(piece, s) })
	if ended {
		closeBody(&c.mail)
		c.state = smtpCommand
		c.owed = min(c.owed+1, smtpOwedMax)
	}
	return n
}

// beginChunk reads "BDAT 1000 LAST". A size that is none leaves the line a command.
func (c *smtpConn) beginChunk(args string) {
	words := strings.Fields(args)
	if len(words) == 0 {
		return
	}
	n, ok := decimal(words[0])
	if !ok {
		return
	}
	closeBody(&c.talk)
	c.left, c.last = n, len(words) > 1 && strings.EqualFold(words[1], "LAST")
	c.state = smtpChunk
	if n == 0 {
		c.endChunk()
	}
}

// decimal reads a count of at most 15 digits, which is more than anybody sends.
func decimal(v string) (int64, bool) {
	if v == "" || len(v) > 15 {
		return 0, false
	}
	var n int64
	for _, r := range []byte(v) {
		if !isDigit(r) {
			return 0, false
		}
		n = n*10 + int64(r-'0')
	}
	return n, true
}

func (c *smtpConn) readChunk(b []byte, s Sink) int {
	n := int(min(c.left, int64(len(b))))
	c.openMail(b[:n], s)
	if c.left -= int64(n); c.left == 0 {
		c.endChunk()
	}
	return n
}

func (c *smtpConn) endChunk() {
	c.state = smtpCommand
	if c.last {
		closeBody(&c.mail)
	}
}

func (c *smtpConn) readReply(b []byte, s Sink) int {
	n := lineEnd(b)
	tell(&c.answer, 1-c.client, "smtp.reply", b[:n], s)
	c.reply = appendMax(c.reply, b[:n], smtpLineMax)
	if b[n-1] == '\n' {
		line := c.reply
		c.reply = c.reply[:0]
		if len(line) > 3 && line[3] != '-' {
			c.endReply(line[0])
		}
	}
	return n
}

// endReply takes the class of a whole reply, the greeting included. A refused DATA
// means that commands follow; until that is known the bytes are read as a message,
// for that is what hides more.
func (c *smtpConn) endReply(class byte) {
	if c.owed > 0 {
		c.owed--
	}
	if c.owed > 0 {
		return
	}
	switch {
	case c.state == smtpData && !c.began && class >= '4':
		c.state = smtpCommand
	case c.asked && class == '2' && c.state == smtpCommand:
		c.startTLS()
	}
	c.asked = false
}

// startTLS makes what follows a flow of its own. Its session stays SMTP by name.
func (c *smtpConn) startTLS() {
	closeBody(&c.talk)
	closeBody(&c.answer)
	c.tunnel = c.origin.tunnel()
	c.line, c.reply = nil, nil
	c.state = smtpTunnel
}

// dotState is where in a dot-stuffed text (RFC 5321 4.5.2) the next byte stands.
// Bare line feeds count as line ends, for some servers take them so.
type dotState uint8

const (
	dotInLine dotState = iota
	dotLineStart
	dotSeen  // a dot that began a line
	dotSeenR // and a carriage return behind it
)

// unstuff hands pieces of b on without the dots added, up to the end of the text,
// and tells how many bytes it took.
func (d *dotState) unstuff(b []byte, piece func([]byte)) (n int, ended bool) {
	for n < len(b) {
		if *d == dotInLine {
			n += d.inLine(b[n:], piece)
			continue
		}
		taken, ended := d.atStart(b[n], piece)
		n += taken
		if ended {
			return n, true
		}
	}
	return n, false
}

// inLine hands on as many lines as begin without a dot, in one piece.
func (d *dotState) inLine(b []byte, piece func([]byte)) int {
	n := len(b)
	if i := bytes.Index(b, []byte("\n.")); i >= 0 {
		n = i + 1
	}
	if b[n-1] == '\n' {
		*d = dotLineStart
	}
	piece(b[:n])
	return n
}

// atStart takes one byte at the start of a line, or leaves it to inLine.
func (d *dotState) atStart(c byte, piece func([]byte)) (taken int, ended bool) {
	was := *d
	*d = dotInLine
	switch {
	case was == dotLineStart && c == '.':
		*d = dotSeen
		return 1, false
	case was == dotSeen && c == '\r':
		*d = dotSeenR
		return 1, false
	case was >= dotSeen && c == '\n':
		*d = dotLineStart
		return 1, true
	case was == dotSeenR:
		piece([]byte("\r"))
	}
	return 0, false
}
