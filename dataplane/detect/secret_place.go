package detect

import (
	"bytes"
	"encoding/base64"
	"maps"
	"slices"
	"unicode/utf16"
)

// otherReaders read passwords that stand further on than right behind a word, by that word.
// The text they get begins behind it.
var otherReaders = map[string]func(w *window, text []byte) []byte{
	"wifi:":              func(_ *window, text []byte) []byte { return between(lineOf(text), ";P:", ";") }, // of QR codes for networks
	"ssid":               networkKey,
	"send \"":            sentToPrompt,
	"send -- \"":         sentToPrompt,
	"\"value\"":          func(_ *window, text []byte) []byte { return namedBehind(text) },
	"radius-server host": serverKey,
	"tacacs-server host": serverKey,
	"secret 0 ":          wordBehind,
	"secret 7 ":          wordBehind,
	"unicodepwd::":       directoryPassword,
	"credentials are ":   secondOfPair,
	"credentials: ":      secondOfPair,
	"set password for ":  func(_ *window, text []byte) []byte { return between(lineOf(text), "= '", "'") },
	"\" * \"":            func(_ *window, text []byte) []byte { return between(lineOf(text), "", "\"") }, // of pppd's chap-secrets
}

var otherPlaces = slices.Sorted(maps.Keys(otherReaders))

// judgeOther judges what one of them reads.
func judgeOther(w *window) verdict {
	text := w.buf[w.end:min(len(w.buf), w.end+secretReach)]
	v := otherReaders[w.word](w, text)
	score := 0.0
	if len(v) > 0 {
		score = passwordScore(v, enclosedIn)
	}
	return verdict{hit: score > 0, final: w.closed || len(text) == secretReach, value: v, confidence: score}
}

// lineOf returns what b has up to the line's end.
func lineOf(b []byte) []byte {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return line
}

func wordBehind(_ *window, text []byte) []byte { return wordAt(lineOf(text), 0) }

// serverKey reads the key of a server that a router's setting names by its address.
func serverKey(_ *window, text []byte) []byte {
	line := lineOf(text)
	if at := bytes.Index(line, []byte(" key ")); at >= 0 {
		return wordAt(line, afterWrittenAs(line, at+len(" key ")))
	}
	return nil
}

// secondOfPair reads the password behind a user: "svc and x", "svc / x".
func secondOfPair(_ *window, text []byte) []byte {
	line := lineOf(text)
	user := wordAt(line, 0)
	rest := bytes.TrimLeft(line[len(user):], " ")
	for _, joint := range [...]string{"and ", "/ ", ", ", "with "} {
		if v, found := bytes.CutPrefix(rest, []byte(joint)); found {
			return surePassword(wordAt(v, 0))
		}
	}
	_, v, _ := bytes.Cut(user, []byte("/"))
	return surePassword(v)
}

// surePassword returns a word that reads as a password wherever it stands, without what
// ends a sentence, or nil.
func surePassword(v []byte) []byte {
	if v = bytes.TrimRight(v, ".,;"); len(v) > 0 && passwordScore(v, hintedAt) > 0 {
		return v
	}
	return nil
}

// promptWords are in the prompts that "expect" waits for.
var promptWords = []string{"assword", "assphrase", "パスワード", "密码", "비밀번호"}

// sentToPrompt reads what a script of "expect" sends when it is asked for a password.
func sentToPrompt(w *window, text []byte) []byte {
	if !containsAny(w.buf[max(0, w.start-160):w.start], promptWords) {
		return nil
	}
	v := between(lineOf(text), "", "\"")
	return bytes.TrimSuffix(bytes.TrimSuffix(v, []byte("\\n")), []byte("\\r"))
}

// networkKeys name the key of a wireless network where its name stands above or before.
var networkKeys = []string{"key", "キー", "暗号キー", "鍵", "密钥", "密鑰", "키", "clé", "schlüssel"}

// networkKey reads the key that stands behind the name of a wireless network.
func networkKey(_ *window, text []byte) []byte {
	for range linesBelow / 2 {
		_, below, found := bytes.Cut(text, []byte("\n"))
		if !found {
			return nil
		}
		label, rest, found := bytes.Cut(bytes.ReplaceAll(lineOf(below), []byte("："), []byte(":")), []byte(":"))
		if found && slices.Contains(networkKeys, string(fold(nil, bytes.Trim(label, " \t　・-*")))) {
			return wordAt(rest, skipBlanks(rest, 0))
		}
		text = below
	}
	return nil
}

// directoryPassword decodes what Active Directory takes as a password: a string in quotes,
// in UTF-16 and base64 (MS-ADTS 3.1.1.3.1.5.1).
func directoryPassword(_ *window, text []byte) []byte {
	var room [maxSecret]byte
	coded := wordAt(text, skipBlanks(text, 0))
	if len(coded) > maxSecret {
		return nil
	}
	n, err := base64.StdEncoding.Decode(room[:], coded)
	if err != nil || n%2 != 0 {
		return nil
	}
	units := make([]uint16, n/2)
	for i := range units {
		units[i] = uint16(room[2*i]) | uint16(room[2*i+1])<<8
	}
	return bytes.Trim([]byte(string(utf16.Decode(units))), "\"")
}
