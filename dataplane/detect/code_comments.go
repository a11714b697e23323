package detect

import "bytes"

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
	{"=over", "=cut"}, {"=begin", "=end"}, {"%{", "%}"}, {"<!--", "-->"}, {"{-", "-}"}, {"#|", "|#"}, {"<#", "#>"},
}

// comments says whether a line is one, or in one. Of a line that is cut the end
// isn't known, so that it opens none.
func (m *codeMeter) comments(line []byte, cut bool) bool {
	if m.comment != "" {
		if m.comment == `"` && bytes.Count(line, []byte(`"`)) == bytes.Count(line, []byte(`\"`)) {
			return true // the quotes in it are escaped
		}
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
	m.lisp = m.lisp || isForm(line)
	if m.comment = m.opensText(line, cut); m.comment == `"` && line[0] == '"' {
		return true // a definition says what it is for in a string of several lines
	}
	return isComment(line) && !(m.lisp && line[0] == '#') || m.nc && line[0] == '(' && line[len(line)-1] == ')' || isFortranComment(line)
}

// opensText returns what ends the text that a line leaves open, or "": a string of Lisp, or
// what a shell's command is given in place (here-document).
func (m *codeMeter) opensText(line []byte, cut bool) string {
	if m.lisp && !cut && (bytes.Count(line, []byte(`"`))-bytes.Count(line, []byte(`\"`)))%2 > 0 && !bytes.Contains(line, []byte(`?"`)) {
		return `"`
	}
	return hereWord(line)
}

// hereWord returns the word of a here-document: cat <<EOF, <<-'SQL'. It is in capitals, and
// the last of its line but for where the output goes.
func hereWord(line []byte) string {
	at := bytes.IndexByte(line, '<')
	if at < 0 {
		return "" // as most
	}
	_, word, found := bytes.Cut(line[at:], []byte("<<"))
	if !found || bytes.IndexByte(line, ';') >= 0 {
		return ""
	}
	word = bytes.TrimLeft(word, "-~<'\"")
	n := 0
	for n < len(word) && (word[n]-'A' < 26 || word[n] == '_') {
		n++
	}
	rest := bytes.TrimLeft(word[n:], "'\"")
	if n < 3 || len(rest) > 0 && !bytes.HasPrefix(rest, []byte(" |")) && !bytes.HasPrefix(rest, []byte(" >")) {
		return ""
	}
	return string(word[:n])
}

// isFortranComment knows the letter that a comment begins with in fixed form (ISO 1539,
// before 1991), set off by more than one blank or by signs, or alone.
func isFortranComment(line []byte) bool {
	if line[0]|0x20 != 'c' {
		return false
	}
	return len(line) == 1 || bytes.HasPrefix(line[1:], []byte("  ")) || bytes.HasPrefix(line[1:], []byte("**")) || bytes.HasPrefix(line[1:], []byte("--")) || bytes.HasPrefix(line[1:], []byte("=="))
}

// uncommented drops a comment that ends a line, set off by more than a blank, or by the
// signs that only programs have.
func uncommented(line []byte) []byte {
	if bytes.IndexByte(line, '#') < 0 && bytes.IndexByte(line, ';') < 0 && !bytes.Contains(line, []byte("//")) && !bytes.Contains(line, []byte("--")) {
		return line // as most do not have one
	}
	for _, sign := range [...]string{" // ", "\t// ", "\t-- ", "  -- ", "\t# ", "  # ", " ## ", "  ; ", "\t; "} {
		if i := bytes.Index(line, []byte(sign)); i > 0 {
			line = bytes.TrimRight(line[:i], " \t")
		}
	}
	return line
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
	return bytes.HasPrefix(line, []byte("REM ")) || bytes.HasPrefix(line, []byte("Attribute VB_")) // which every module of VBA has
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

// beginsData says whether a text that begins so is markup or data. PHP begins like
// markup, and programs may begin with an attribute or a directive.
func (m *codeMeter) beginsData(line []byte) bool {
	switch line[0] {
	case '<':
		return !bytes.HasPrefix(line, []byte("<?php")) && !bytes.HasPrefix(line, []byte("<?=")) && !bytes.HasPrefix(line, []byte("<#"))
	case '[':
		m.json = m.json || len(line) == 1 || bytes.IndexByte([]byte("{[\" "), line[1]) >= 0
		return !m.json && bytes.IndexByte(line, '(') < 0
	case '{':
		m.json = m.json || len(line) == 1 || bytes.IndexByte([]byte("\" {[}"), line[1]) >= 0
		return !m.json && line[1] != '$' && line[1] != '-'
	}
	return false
}

// isManual knows the title of a manual page in roff, which may show programs.
func isManual(line []byte) bool {
	return len(line) > 3 && string(line[:3]) == ".TH" && (line[3] == ' ' || line[3] == '\t')
}
