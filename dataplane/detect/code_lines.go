package detect

import (
	"bytes"
	"hash/fnv"
)

// codeMeter reads a text's first lines and tells whether they are program text
// of the company's own. It judges lines by their shape, in a few hundred bytes
// of state: a statistical classifier (go-enry, measured: 2 to 4 ms for 8 KiB, 13
// MB of memory, and "Python" for a list of accounts) is too slow to hold a
// packet for and knows prose less well.
type codeMeter struct {
	line   [lineBytes]byte
	n      int // bytes of the line so far, of which line holds the first
	lines  int // neither blank nor a comment
	code   int // of them: since the score was zero last
	strong int // likewise, those that are statements
	opened int // likewise, those that a keyword opens
	score  int
	sum    uint64
	open   bool // a licence lets all the world have it
	data   bool // markup or data
	found  bool
}

const (
	lineBytes = 120
	// programLines is how many lines of code make a program.
	programLines = 20
	// longLine is what no line written by hand has.
	longLine = 2000
	// programScore is what the lines of a program come to together.
	programScore = 30
	// programOpened is how many lines a keyword must open.
	programOpened = 4
	// proseLines is how many lines are read before a text that has come to
	// nothing is given up.
	proseLines = 120
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
}

// over says that no more lines are needed.
func (m *codeMeter) over() bool {
	return m.found || m.open || m.data || m.lines >= proseLines && m.score == 0
}

// endLine judges a line, and what all so far amount to.
func (m *codeMeter) endLine() {
	line := bytes.TrimSpace(m.line[:min(m.n, lineBytes)])
	m.n = 0
	if len(line) == 0 || m.over() {
		return
	}
	m.open = m.open || isLicence(line)
	if m.data = m.lines == 0 && bytes.IndexByte([]byte("<{["), line[0]) >= 0; m.data || isComment(line) {
		return
	}
	m.lines++
	m.add(lineKind(line), line)
}

// add sums what lines weigh, prose against code, and never below zero: a program
// may begin behind a page of explanation, and be interrupted by others.
func (m *codeMeter) add(weight int, line []byte) {
	if m.score = max(0, m.score+weight); m.score == 0 {
		m.code, m.strong, m.opened, m.sum = 0, 0, 0, 0
	}
	if weight > 0 {
		m.code++
		m.sum = m.sum*31 + sumASCII(line)
	}
	if weight >= strongLine {
		m.strong++
	}
	if weight == openingLine {
		m.opened++
	}
	m.found = !m.open && m.score >= programScore && m.code >= programLines && m.opened >= programOpened && 10*m.strong >= 3*m.code
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
}

func isLicence(line []byte) bool {
	var room [2 * lineBytes]byte
	folded := fold(room[:0], line)
	return containsAny(folded, licences) && !containsAny(folded, []string{"proprietary", "confidential"})
}

func isComment(line []byte) bool {
	switch line[0] {
	case '#':
		return !bytes.HasPrefix(line, []byte("#include")) && !bytes.HasPrefix(line, []byte("#define")) && !bytes.HasPrefix(line, []byte("#if")) && !bytes.HasPrefix(line, []byte("#end"))
	case '/':
		return len(line) > 1 && (line[1] == '/' || line[1] == '*')
	case '*':
		return true
	case '-':
		return len(line) > 1 && line[1] == '-'
	case '(':
		return len(line) > 1 && line[1] == '*'
	}
	return bytes.HasPrefix(line, []byte(`"""`))
}
