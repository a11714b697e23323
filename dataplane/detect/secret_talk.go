package detect

import (
	"bytes"
	"encoding/base64"
	"slices"
)

// talkWords stand before a user's password in what mail programs and databases say to log in.
var talkWords = []string{saslPlain, "authenticate plain", saslLogin, "authenticate login", redisAuth}

const (
	saslPlain = "auth plain" // SMTP and POP3 (RFC 4954, RFC 5034); IMAP says "authenticate" (RFC 9051)
	saslLogin = "auth login" // draft-murchison-sasl-login: the user, then the password
	redisAuth = "$4\r\nauth\r\n"
	imapLogin = " login " // commands have it too
)

// judgeTalk judges what follows such words.
func judgeTalk(w *window) verdict {
	talk := w.buf[w.end:min(len(w.buf), w.end+secretReach)]
	var value []byte
	switch w.word {
	case redisAuth:
		value = redisPassword(w.buf[:w.start], talk)
	case saslLogin, "authenticate login":
		value = saslAnswer(talk, 2)
	default:
		_, value, _ = bytes.Cut(saslAnswer(talk, 1), []byte{0}) // who acts
		_, value, _ = bytes.Cut(value, []byte{0})               // who logs in (RFC 4616)
	}
	if passwordScore(value, enclosedIn) == 0 {
		return verdict{final: w.closed || len(talk) == secretReach}
	}
	return verdict{hit: true, final: true, value: value, confidence: 0.9}
}

// saslAnswer returns what the answer of that number stands for, or nil: answers are words of
// base64 at their lines' ends. The first may stand behind the mechanism's name.
func saslAnswer(talk []byte, number int) (value []byte) {
	for first := true; number > 0; first = false {
		line, rest, ended := bytes.Cut(talk, []byte("\n"))
		if !ended {
			return nil
		}
		talk = rest
		line = withoutSpeaker(bytes.TrimSpace(line))
		switch {
		case first && len(line) == 0, bytes.HasPrefix(line, []byte("334")), bytes.HasPrefix(line, []byte("+")): // the server asks
			continue
		}
		text, err := base64.StdEncoding.AppendDecode(nil, line)
		if err != nil || len(text) == 0 || slices.ContainsFunc(text, func(c byte) bool { return c > 0 && c < ' ' || c >= 0x7f }) {
			return nil
		}
		value = text
		number--
	}
	return value
}

// withoutSpeaker cuts off what protocols of a talk have before a line to say whose it is.
func withoutSpeaker(line []byte) []byte {
	for _, sign := range [...]string{"C:", "S:", "->", "<-", ">>>", "<<<", ">", "<"} {
		if rest, ok := bytes.CutPrefix(line, []byte(sign)); ok {
			return bytes.TrimLeft(rest, " \t")
		}
	}
	return line
}

// redisPassword returns the last argument of AUTH (Redis serialization protocol), of which
// one with a user has two. before ends with how many strings the command is made of.
func redisPassword(before, talk []byte) []byte {
	arguments := 2
	if bytes.HasSuffix(before, []byte("*2\r\n")) {
		arguments = 1
	}
	var value []byte
	for range arguments {
		size, rest, found := bytes.Cut(talk, []byte("\r\n"))
		if !found || len(size) < 2 || size[0] != '$' || size[1]-'0' > 9 {
			return nil
		}
		if value, talk, found = bytes.Cut(rest, []byte("\r\n")); !found {
			return nil
		}
	}
	return value
}

// judgeLogin judges the command by which IMAP logs in (RFC 9051, 6.2.3), behind the tag that
// the line begins with, and commands that have the word.
func judgeLogin(w *window) verdict {
	tag := w.buf[bytes.LastIndexByte(w.buf[:w.start], '\n')+1 : w.start]
	line, _, ended := bytes.Cut(w.buf[w.end:min(len(w.buf), w.end+secretReach)], []byte("\n"))
	user, value, found := bytes.Cut(bytes.TrimRight(line, "\r"), []byte(" "))
	value = bytes.Trim(value, `"`)
	if !isLoginTag(withoutSpeaker(tag)) || !ended || !found || len(user) == 0 || bytes.IndexByte(value, ' ') >= 0 || passwordScore(value, enclosedIn) == 0 {
		return judgeCommand(w)
	}
	return verdict{hit: true, final: true, value: value, confidence: 0.9}
}

// isLoginTag knows the tag of a command: letters, and digits that count.
func isLoginTag(b []byte) bool {
	const longest = 12
	digits := bytes.TrimLeft(b, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.")
	return len(digits) > 0 && len(b) <= longest && len(bytes.Trim(digits, "0123456789")) == 0
}
