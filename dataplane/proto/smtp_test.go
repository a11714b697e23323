package proto

import (
	"fmt"
	"strings"
	"testing"
)

// mailed is a client's side of a session with one message sent by DATA.
const (
	mailStart = "EHLO pc.example\r\nMAIL FROM:<taro@inside.example> SIZE=99\r\nRCPT TO:<buyer@far.example>\r\nRCPT TO:<b2@far.example>\r\nDATA\r\n"
	mailText  = "Subject: list\r\n\r\n..stuffed\r\n.also\r\nend\r\n.\r\n"
)

var smtpCases = []struct {
	name  string
	turns []turn
	want  string
}{
	{
		"a message by DATA, pipelined",
		[]turn{
			{In, "220 mx.far.example ESMTP\r\n"}, {Out, mailStart},
			{In, "250-mx\r\n250 PIPELINING\r\n250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n"},
			{Out, mailText + "QUIT\r\n"}, {In, "250 queued\r\n221 bye\r\n"},
		},
		fmt.Sprintf("> smtp.command [text/plain] %q\n> smtp.message [message/rfc822] %q\n> smtp.command [text/plain] %q\n",
			mailStart, "Subject: list\r\n\r\n.stuffed\r\nalso\r\nend\r\n", "QUIT\r\n"),
	},
	{
		"DATA refused, another message by BDAT",
		[]turn{
			{In, "220 mx ESMTP\r\n"}, {Out, "EHLO a\r\n"}, {In, "250 mx\r\n"}, {Out, "DATA\r\n"}, {In, "503 no\r\n"},
			{Out, "BDAT 5\r\nA: b\nBDAT 4 LAST\r\n\n.\r\nNOOP\r\n"},
		},
		fmt.Sprintf("> smtp.command [text/plain] %q\n> smtp.command [text/plain] %q\n> smtp.message [message/rfc822] %q\n"+
			"> smtp.command [text/plain] %q\n> smtp.command [text/plain] %q\n",
			"EHLO a\r\nDATA\r\n", "BDAT 5\r\n", "A: b\n\n.\r\n", "BDAT 4 LAST\r\n", "NOOP\r\n"),
	},
	{
		"a server inside that sends nothing but replies",
		[]turn{{Out, "220 mx.inside.example\r\n"}, {In, "HELO far\r\nQUIT\r\n"}, {Out, "250 hi\r\n221 bye\r\n"}},
		fmt.Sprintf("> smtp.reply [text/plain] %q\n", "220 mx.inside.example\r\n250 hi\r\n221 bye\r\n"),
	},
	{
		"bare line feeds end a message, too",
		[]turn{{Out, "HELO a\nDATA\na\n.\nQUIT\n"}},
		fmt.Sprintf("> smtp.command [text/plain] %q\n> smtp.message [message/rfc822] %q\n> smtp.command [text/plain] %q\n",
			"HELO a\nDATA\n", "a\n", "QUIT\n"),
	},
}

// outgoing is the golden form of what leaves, but for the raw start.
func (c *collector) outgoing() string {
	rest := &collector{opaque: c.opaque}
	for _, p := range c.parts {
		if p.dir == Out && p.part.Where != "tcp.payload" {
			rest.parts = append(rest.parts, p)
		}
	}
	return rest.String()
}

func TestSMTPSessions(t *testing.T) {
	for _, c := range smtpCases {
		for _, size := range []int{0, 1, 2, 5} {
			f, got := talk(t, size, c.turns...)
			if got.outgoing() != c.want || f.Name() != "smtp" {
				t.Errorf("%s, cut %d: name %q\ngot\n%swant\n%s", c.name, size, f.Name(), got.outgoing(), c.want)
			}
		}
	}
}

func TestSMTPEnvelope(t *testing.T) {
	_, c := talk(t, 0, smtpCases[0].turns...)
	if from := c.fields[EmailFrom]; from != "taro@inside.example" {
		t.Errorf("from %q", from)
	}
	if to := c.fields[EmailTo]; to != "buyer@far.example,b2@far.example" {
		t.Errorf("to %q", to)
	}
}

func TestSMTPCredentialsAreNoField(t *testing.T) {
	_, c := talk(t, 0, turn{In, "220 mx\r\n"}, turn{Out, "EHLO a\r\nAUTH PLAIN AHRhcm8Ac2VjcmV0\r\n"},
		turn{In, "250 ok\r\n235 ok\r\n"})
	for f, v := range c.fields {
		t.Errorf("field %s has a value of %d bytes", f, len(v))
	}
}

func TestSMTPStartTLSIsFollowed(t *testing.T) {
	hello := string(record(22, helloMessage(1, hello(0x0303, words(0x1301),
		extension(0, vector16(append([]byte{0}, vector16([]byte("mx.far.example"))...)))))))
	f, c := talk(t, 1, turn{In, "220 mx\r\n"}, turn{Out, "EHLO a\r\n"}, turn{In, "250-mx\r\n250 STARTTLS\r\n"},
		turn{Out, "STARTTLS\r\n"}, turn{In, "220 go\r\n"}, turn{Out, hello + string(record(23, make([]byte, 20)))})
	if f.Name() != "smtp" || c.fields[TLSServerName] != "mx.far.example" || c.opaque[Out] != 20 {
		t.Errorf("name %q, fields %v, opaque %d", f.Name(), c.fields, c.opaque[Out])
	}
}

func TestSMTPStartTLSRefusedGoesOnInText(t *testing.T) {
	_, c := talk(t, 0, turn{In, "220 mx\r\n"}, turn{Out, "EHLO a\r\n"}, turn{In, "250 mx\r\n"},
		turn{Out, "STARTTLS\r\n"}, turn{In, "454 no\r\n"}, turn{Out, "DATA\r\n"}, turn{In, "354 go\r\n"}, turn{Out, "secret\r\n.\r\n"})
	if got := c.bodies(Out, "smtp.message"); got != "secret\r\n" {
		t.Errorf("message %q", got)
	}
}

// slowUnstuff is the obvious twin of dotState: lines, one by one.
func slowUnstuff(text string) (out string, ended bool) {
	for line := range strings.Lines(text) {
		switch {
		case line == ".\r\n", line == ".\n":
			return out, true
		case line[0] == '.' && strings.Trim(line[1:], "\r") == "" && len(line) < 3:
			return out, false // cut where the end could still come
		}
		out += strings.TrimPrefix(line, ".")
	}
	return out, false
}

func FuzzSMTP(f *testing.F) {
	f.Add(mailText, uint8(1))
	f.Add("a\n..\n.\r.\n.\n", uint8(3))
	f.Fuzz(func(t *testing.T, text string, size uint8) {
		turns := []turn{{In, "220 mx\r\n"}, {Out, "EHLO a\r\n"}, {In, "250 mx\r\n"}, {Out, "DATA\r\n"}, {In, "354 go\r\n"}, {Out, text}}
		flow, c := talk(t, int(size), turns...)
		checkMemory(t, flow)
		checkNothingLost(t, flow, [2]string{Out: "EHLO a\r\nDATA\r\n" + text}, c)
		if want, ended := slowUnstuff(text); !ended && c.bodies(Out, "smtp.message") != want {
			t.Errorf("message %q, want %q", c.bodies(Out, "smtp.message"), want)
		} else if got := c.bodies(Out, "smtp.message"); !strings.HasPrefix(got, want) {
			t.Errorf("message %q does not begin with %q", got, want)
		}
	})
}
