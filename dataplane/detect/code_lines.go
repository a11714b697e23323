package detect

import (
	"bytes"
	"hash/fnv"
)

// codeMeter reads a text's first lines and tells whether they are program text
// of the company's own. It judges lines by their shape, in a few hundred bytes
// of state; why not by go-enry, doc.go says.
type codeMeter struct {
	line    [lineBytes]byte
	n       int // bytes of the line so far, of which line holds the first
	top     int // lines, but for blank ones
	lines   int // neither blank nor a comment
	prose   int // of them: those that no program has
	program int // likewise, those that programs have
	code    int // of these: since the score was zero last
	strong  int // likewise, those that are statements
	opened  int // likewise, those that a keyword opens
	score   int
	sum     uint64
	comment string // what ends the comment that lines are in, or ""
	open    bool   // a licence lets all the world have it
	owned   bool   // a notice says that it is somebody's secret
	data    bool   // markup or data
	patch   bool   // lines begin with the sign of a change
	lisp    bool   // forms in parentheses
	fenced  bool   // program text is set off from the rest
	found   bool
}

const (
	lineBytes = 120
	// programLines is how many lines of code make a program.
	programLines = 20
	// shortLines is how many lines a text has that is a program from end to end.
	shortLines = 6
	// longLine is what no line written by hand has.
	longLine = 2000
	// programScore is what the lines of a program come to together.
	programScore = 30
	// programOpened is how many lines a keyword must open.
	programOpened = 4
	// proseLines is how many lines are read before a text that has come to
	// nothing is given up.
	proseLines = 120
	// noticeLines is how many lines at the top are read for whose program it is.
	noticeLines = 60
	// proseShare is how many lines of program come on each of prose in a text
	// that is a program, and not about one; fencedShare likewise where program
	// text is set off by fences, as in Markdown and chats.
	proseShare, fencedShare = 2, 8
)

// write takes the next bytes, or the text's end.
func (m *codeMeter) write(b []byte, closed bool) {
	for len(b) > 0 && !m.over() {
		i := bytes.IndexByte(b, '\n')
		part := b
		if i >= 0 {
			part = b[:i]
		}
		if m.n < lineBytes {
			copy(m.line[m.n:], part)
		}
		m.n += len(part)
		m.data = m.data || m.n > longLine
		if i < 0 {
			break
		}
		m.endLine()
		b = b[i+1:]
	}
	if closed && m.n > 0 {
		m.endLine()
	}
	if closed && !m.over() {
		m.found = m.whole()
	}
}

// whole says whether a text that has ended is a short program: nothing in it is
// prose, and near half of its lines are statements.
func (m *codeMeter) whole() bool {
	return m.prose == 0 && !m.fenced && m.lines >= shortLines && m.opened >= programOpened && 10*m.strong >= 4*m.lines
}

// over says that no more lines are needed.
func (m *codeMeter) over() bool {
	return m.found || m.open || m.data || m.lines >= proseLines && m.score == 0
}

// endLine judges a line, and what all so far amount to.
func (m *codeMeter) endLine() {
	line, cut := m.line[:min(m.n, lineBytes)], m.n > lineBytes
	m.n = 0
	line = bytes.TrimSpace(m.unpatched(line))
	if len(line) == 0 || m.over() {
		return
	}
	if m.top++; m.top <= noticeLines {
		m.notice(line)
	}
	if m.comments(line, cut) {
		return
	}
	if m.data = m.lines == 0 && beginsData(line) || isManual(line); m.data {
		return
	}
	m.lines++
	m.fenced = m.fenced || isFence(line)
	m.add(lineKind(line), line)
}

// unpatched drops the sign before each line of a patch, as diff -u writes it.
func (m *codeMeter) unpatched(line []byte) []byte {
	m.patch = m.patch || bytes.HasPrefix(line, []byte("@@ -"))
	if m.patch && len(line) > 0 && bytes.IndexByte([]byte("+- "), line[0]) >= 0 {
		return line[1:]
	}
	return line
}

// add sums what lines weigh, prose against code, and never below zero: a program
// may begin behind a page of explanation, and be interrupted by others.
func (m *codeMeter) add(weight int, line []byte) {
	if m.score = max(0, m.score+weight); m.score == 0 {
		m.code, m.strong, m.opened, m.sum = 0, 0, 0, 0
	}
	switch {
	case weight > 0:
		m.code++
		m.program++
		m.sum = m.sum*31 + sumASCII(line)
	case weight < 0:
		m.prose++
	}
	if weight >= strongLine {
		m.strong++
	}
	if weight == openingLine {
		m.opened++
	}
	m.found = !m.open && m.score >= programScore && m.code >= programLines && m.opened >= programOpened &&
		10*m.strong >= 3*m.code && m.program >= m.share()*m.prose
}

func (m *codeMeter) share() int {
	if m.fenced {
		return fencedShare
	}
	return proseShare
}

// sumASCII leaves out characters that depend on the charset.
func sumASCII(line []byte) uint64 {
	h := fnv.New64a()
	for i, c := range line {
		if c < 0x80 {
			h.Write(line[i : i+1])
		}
	}
	return h.Sum64()
}

// licences are in the headers of programs that anyone may have.
var licences = []string{
	"spdx-license-identifier:", "general public license", "gnu gpl", "apache license", "permission is hereby granted", "permission to use, copy",
	"redistribution and use", "mozilla public", "bsd-style", "bsd license", "mit license", "free software", "licensed under the", "public domain",
	"creative commons", "license: mit", "eclipse public", "same terms as perl", "python software foundation", "license agreement.",
	"package org.apache.", "package org.springframework", "package com.google.", "package java.", "package javax.", "package kotlin.", "license, version",
	"boost software license", "isc license", "zlib license", "the unlicense",
}

// secrecies are in the headers of programs that nobody else may have.
var secrecies = []string{"proprietary", "confidential", "trade secret", "社外秘", "机密", "機密", "대외비"}

// notice looks for what a line at the top says about whose program it is.
func (m *codeMeter) notice(line []byte) {
	var room [2 * lineBytes]byte
	folded := fold(room[:0], line)
	switch {
	case containsAny(folded, secrecies):
		m.owned = true
	case containsAny(folded, licences):
		m.open = true
	}
}

// blockComments are what comments of several lines begin and end with.
var blockComments = []struct{ open, end string }{
	{"/*", "*/"}, {`"""`, `"""`}, {"'''", "'''"}, {`r"""`, `"""`}, {"(*", "*)"}, {"--[[", "]]"}, {"=pod", "=cut"}, {"=head", "=cut"},
	{"=over", "=cut"}, {"=begin", "=end"}, {"%{", "%}"}, {"<!--", "-->"}, {"{-", "-}"}, {"#|", "|#"},
}

// comments says whether a line is one, or in one. Of a line that is cut the end
// isn't known, so that it opens none.
func (m *codeMeter) comments(line []byte, cut bool) bool {
	if m.comment != "" {
		if bytes.Contains(line, []byte(m.comment)) {
			m.comment = ""
		}
		return true
	}
	for _, c := range blockComments {
		if rest, ok := bytes.CutPrefix(line, []byte(c.open)); ok {
			if !cut && !bytes.Contains(rest, []byte(c.end)) {
				m.comment = c.end
			}
			return true
		}
	}
	if m.lisp = m.lisp || isForm(line); m.lisp && line[0] == '"' && bytes.Count(line, []byte(`"`)) == 1 {
		m.comment = `"` // a definition says what it is for in a string of several lines
		return true
	}
	return isComment(line)
}

func isComment(line []byte) bool {
	switch line[0] {
	case '#':
		return !isDirective(line) && !isNCVariable(line)
	case '/':
		return len(line) > 1 && line[1] == '/'
	case '*', '%', '!', '\'':
		return true
	case '-', ';':
		return line[0] == ';' || len(line) > 1 && line[1] == '-'
	}
	return bytes.HasPrefix(line, []byte("REM "))
}

// isDirective knows the lines of C's preprocessor, which look like comments.
func isDirective(line []byte) bool {
	line = bytes.TrimLeft(line[1:], " ")
	for _, w := range [...]string{"include", "define", "if", "el", "end", "undef", "pragma"} {
		if bytes.HasPrefix(line, []byte(w)) {
			return true
		}
	}
	return false
}

// beginsData says whether a text that begins so is markup or data. PHP begins
// like markup.
func beginsData(line []byte) bool {
	return bytes.IndexByte([]byte("<{["), line[0]) >= 0 && !bytes.HasPrefix(line, []byte("<?php"))
}

// isManual knows the title of a manual page in roff, which may show programs.
func isManual(line []byte) bool {
	return len(line) > 3 && string(line[:3]) == ".TH" && (line[3] == ' ' || line[3] == '\t')
}
