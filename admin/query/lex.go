package query

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// token is a piece of the text.
type token struct {
	kind tokenKind
	text string // as it was written; for quoted the text meant
	at   int    // byte offset
}

type tokenKind uint8

const (
	end tokenKind = iota
	word
	quoted
	operator // : = != < <= > >=
	open     // (
	shut     // )
)

// Error says where in a query what is wrong.
type Error struct {
	Position int // of the character at fault, from 1
	Text     string
}

func (e *Error) Error() string { return fmt.Sprintf("query: at character %d: %s", e.Position, e.Text) }

// lexer cuts the text into tokens, one ahead.
type lexer struct {
	text string
	at   int
	next token
}

func (l *lexer) errorf(at int, format string, args ...any) error {
	return &Error{Position: utf8.RuneCountInString(l.text[:at]) + 1, Text: fmt.Sprintf(format, args...)}
}

const (
	blanks    = " \t\r\n"
	operators = ":=!<>"
)

// advance reads the token after the current one.
func (l *lexer) advance() error {
	for l.at < len(l.text) && strings.IndexByte(blanks, l.text[l.at]) >= 0 {
		l.at++
	}
	l.next = token{at: l.at}
	if l.at == len(l.text) {
		return nil
	}
	switch c := l.text[l.at]; {
	case c == '(':
		l.take(open, 1)
	case c == ')':
		l.take(shut, 1)
	case c == '"':
		return l.quote()
	case strings.IndexByte(operators, c) >= 0:
		return l.operator()
	default:
		l.take(word, l.until(operators))
	}
	return nil
}

func (l *lexer) take(kind tokenKind, n int) {
	l.next.kind, l.next.text = kind, l.text[l.at:l.at+n]
	l.at += n
}

// until counts the bytes of a word, which blanks, parentheses, quotes and more end.
func (l *lexer) until(more string) int {
	if n := strings.IndexAny(l.text[l.at:], blanks+"()\""+more); n >= 0 {
		return n
	}
	return len(l.text) - l.at
}

// whole reads, at the current place, a word that may have operators in it, as IPv6
// addresses, times and URLs do. It tells whether one stands there.
func (l *lexer) whole() (token, bool) {
	n := l.until("")
	return token{kind: word, text: l.text[l.at : l.at+n], at: l.at}, n > 0
}

func (l *lexer) operator() error {
	n := 1
	if rest := l.text[l.at+1:]; strings.HasPrefix(rest, "=") && l.text[l.at] != '=' && l.text[l.at] != ':' {
		n = 2
	}
	if l.take(operator, n); l.next.text == "!" {
		return l.errorf(l.next.at, `"!" must be followed by "="; "NOT" negates`)
	}
	return nil
}

// quote reads a quoted text, in which \" and \\ stand for " and \.
func (l *lexer) quote() error {
	var b strings.Builder
	for i := l.at + 1; i < len(l.text); i++ {
		switch c := l.text[i]; c {
		case '"':
			l.next.kind, l.next.text, l.at = quoted, b.String(), i+1
			return nil
		case '\\':
			if i++; i < len(l.text) && (l.text[i] == '"' || l.text[i] == '\\') {
				b.WriteByte(l.text[i])
				continue
			}
			return l.errorf(i-1, `in quotes "\" goes before a quote or another "\" only`)
		default:
			b.WriteByte(c)
		}
	}
	return l.errorf(l.at, "the quotes are not closed")
}
