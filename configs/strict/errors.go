package strict

import (
	"fmt"
	"slices"
	"strings"
)

// maxErrors bounds the report, since each error of a hostile file costs time.
const maxErrors = 200

// Error is one thing wrong with a file.
type Error struct {
	File    string
	Line    int // from 1
	Message string
	// Path is the value's dotted keys from the top, such as rules[2].to.ports[0]; "": the file. Message begins with them,
	// or where a key is missing, with those of what it is missing from.
	Path string
}

func (e Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message) }

// Errors is everything wrong with a file, in the order of lines.
type Errors []Error

// Error prints each error as FILE:LINE: message, one a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i := range e {
		lines[i] = e[i].Error()
	}
	return strings.Join(lines, "\n")
}

func (e Errors) sorted() Errors {
	e = slices.Clone(e)
	slices.SortStableFunc(e, func(a, b Error) int { return a.Line - b.Line })
	return e
}

// full reports whether the report is complete, so that more need not be found out.
func (d *Document) full() bool { return len(d.errs) > maxErrors }

func (d *Document) add(line int, format string, args ...any) { d.addAt("", line, format, args...) }

func (d *Document) addAt(path string, line int, format string, args ...any) {
	switch {
	case d.full():
		return
	case len(d.errs) == maxErrors:
		path, format, args = "", "further errors are left out", nil
	}
	d.errs = append(d.errs, Error{d.file, max(line, 1), fmt.Sprintf(format, args...), path})
}
