package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"sekisho/dataplane/content"
	"sekisho/dataplane/fingerprint"
)

// addTable registers the rows of one file. Unlike a document, a table that can't
// be read as one is an error: somebody has chosen its columns.
func (r *registration) addTable(path string) error {
	columns := fingerprint.Columns{Primary: columnNames(r.primary), Others: columnNames(r.columns)}
	for skip := 0; ; skip++ {
		t, err := r.readTable(path, columns, skip)
		if errors.Is(err, errAgain) {
			continue
		}
		if errors.Is(err, fingerprint.ErrRegistered) {
			return r.print(registeredEntry{Name: path, Skipped: err.Error()})
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		entry := entryOf(t.Document)
		entry.UnusableRows, entry.CommonValues = t.Unusable, t.Common
		if err := r.print(entry); err != nil || r.builder.Pending() <= flushAt {
			return err
		}
		return r.builder.Flush()
	}
}

func columnNames(list string) (names []string) {
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// readTable has content extraction write a file's text in UTF-8 while its rows are read.
func (r *registration) readTable(path string, c fingerprint.Columns, skip int) (fingerprint.TableResult, error) {
	f, err := os.Open(path)
	if err != nil {
		return fingerprint.TableResult{}, err
	}
	defer f.Close()
	text, out := io.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		out.CloseWithError(writeTable(f, &tableText{out: out, skip: skip}))
	}()
	t, err := r.builder.AddTable(path, text, c)
	text.Close()
	<-done
	return t, err
}

func writeTable(f *os.File, t *tableText) error {
	x := content.New(registerLimits(), t)
	defer x.Release()
	w := x.Open(content.Part{Where: f.Name(), Name: filepath.Base(f.Name())})
	_, err := feed(w, f)
	w.Close()
	if err == nil && t.texts <= t.skip {
		err = errors.New("has no text that can be read")
	}
	return err
}

// errAgain says that the text is delivered again in another charset.
var errAgain = errors.New("delivered again")

// tableText passes on the one text of a file. Texts inside it, such as runs of
// base64, are left out. skip is how many deliveries of it proved to be in another
// charset than they were taken for.
type tableText struct {
	out   *io.PipeWriter
	skip  int
	texts int
	open  bool
	where string
}

// Text implements content.Sink.
func (t *tableText) Text(i content.Info) content.Writer {
	if t.open || i.Binary {
		return nothing{}
	}
	t.texts++
	switch {
	case t.texts <= t.skip:
		t.open = true
		return &tableWriter{t: t}
	case t.texts == t.skip+1:
		t.open, t.where = true, i.Where
		return &tableWriter{t: t, out: t.out}
	case i.Where == t.where:
		t.out.CloseWithError(errAgain)
	default:
		t.out.CloseWithError(errors.New("holds more than one table; save one alone, as CSV"))
	}
	return nothing{}
}

// Part implements content.Sink.
func (t *tableText) Part(content.Info, int64) {}

// Opaque implements content.Sink.
func (t *tableText) Opaque(content.Info, int64, string) {}

// Kind implements content.Sink.
func (t *tableText) Kind(content.Info, string) {}

// Flag implements content.Sink.
func (t *tableText) Flag(string, content.Info, string) {}

// tableWriter writes to the pipe, or nowhere. The pipe's reader says what is wrong.
type tableWriter struct {
	t   *tableText
	out *io.PipeWriter
}

func (w *tableWriter) Write(b []byte) {
	if w.out != nil {
		w.out.Write(b)
	}
}

func (w *tableWriter) Close() { w.t.open = false }

type nothing struct{}

func (nothing) Write([]byte) {}
func (nothing) Close()       {}
