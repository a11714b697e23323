package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"sekisho/dataplane"
	"sekisho/dataplane/content"
	"sekisho/dataplane/event"
	"sekisho/dataplane/fingerprint"
)

const (
	scanChunk = 64 << 10
	// scanParts bounds how many members of one file are listed, and scanNames how many bytes
	// their names may have together; all are scanned.
	scanParts = 1000
	scanNames = 256 << 10
	// scanAhead is how many results may wait for that of a large file before them.
	scanAhead = 128
)

// scanned is what a scan says of one file.
type scanned struct {
	Path      string          `json:"path"`
	MediaType string          `json:"media_type,omitempty"`
	Charset   string          `json:"charset,omitempty"`
	Bytes     int64           `json:"bytes"`
	Findings  []event.Finding `json:"findings"`
	Parts     []scannedPart   `json:"parts"`
	Unread    int64           `json:"unread_bytes"`
	Reasons   []string        `json:"unread_reasons,omitempty"`
}

type scannedPart struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type,omitempty"`
	Bytes     int64  `json:"bytes"`
}

// scanCommand runs files through the content pipeline.
func scanCommand(ctx context.Context, e *env, args []string) int {
	fs := e.flags("scan", "[--policy FILE] [--register FILE] PATH... (- is stdin)", "sekisho scan --policy policy.yaml ~/Documents")
	policyFile := fs.String("policy", "", "scan for the classes that this policy `file` names, its own included; without it for all")
	register := fs.String("register", "", "find what is registered in this `file`, the state_dir's registered.db; its key lies beside it")
	if status, done := e.parse(fs, args); done {
		return status
	}
	if fs.NArg() == 0 {
		return e.fail("scan: want at least one PATH")
	}
	detectors, err := scanDetectors(*policyFile, *register)
	if err != nil {
		return e.fail("scan: %v", err)
	}
	s := scan{env: e, detectors: detectors, progress: newProgress(e)}
	failed := s.run(ctx, fs.Args())
	s.progress.done()
	if failed {
		return 1
	}
	return 0
}

func scanDetectors(policyFile, register string) (*dataplane.Detectors, error) {
	d, err := policyDetectors(policyFile)
	if err != nil || register == "" {
		return d, err
	}
	s, err := fingerprint.Open(register)
	if err != nil {
		return nil, err
	}
	return d.WithRegistered(s), nil
}

func policyDetectors(policyFile string) (*dataplane.Detectors, error) {
	if policyFile == "" {
		return dataplane.AllDetectors()
	}
	p, err := readPolicy(policyFile)
	if err != nil {
		return nil, err
	}
	return dataplane.PolicyDetectors(p)
}

// scan reads files on all processors and prints them in the order they were found in.
type scan struct {
	env       *env
	detectors *dataplane.Detectors
	progress  *progress
}

// scanJob is one file on its way; out gets its result.
type scanJob struct {
	path string
	out  chan scanResult
}

type scanResult struct {
	scanned
	err error
}

func (s *scan) run(ctx context.Context, paths []string) (failed bool) {
	workers := runtime.GOMAXPROCS(0)
	jobs, ordered := make(chan scanJob), make(chan scanJob, scanAhead)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for j := range jobs {
				j.out <- s.file(j.path)
			}
		})
	}
	go func() {
		defer close(ordered)
		defer close(jobs)
		for _, p := range paths {
			s.walk(ctx, p, jobs, ordered)
		}
	}()
	failed = s.print(ordered)
	group.Wait()
	return failed
}

// walk hands on a path, or the files below it.
func (s *scan) walk(ctx context.Context, path string, jobs, ordered chan<- scanJob) {
	give := func(path string, err error) {
		j := scanJob{path, make(chan scanResult, 1)}
		ordered <- j
		if err != nil {
			j.out <- scanResult{scanned{Path: path}, err}
			return
		}
		jobs <- j
	}
	if path == "-" {
		give(path, nil)
		return
	}
	err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			give(p, err)
		case d.Type().IsRegular() || p == path && !d.IsDir():
			give(p, nil)
		}
		return nil
	})
	if err != nil {
		give(path, err)
	}
}

func (s *scan) print(ordered <-chan scanJob) (failed bool) {
	out := json.NewEncoder(s.env.stdout)
	out.SetEscapeHTML(false)
	for j := range ordered {
		r := <-j.out
		if r.err != nil {
			s.progress.clear()
			s.env.fail("scan: %v", r.err)
			failed = true
			continue
		}
		s.progress.output()
		if err := out.Encode(r.scanned); err != nil {
			s.env.fail("scan: write: %v", err)
			return true
		}
		s.progress.step(1, 0)
	}
	return failed
}

// file scans one file.
func (s *scan) file(path string) scanResult {
	r := scanResult{scanned: scanned{Path: path}}
	src, err := s.open(path)
	if err != nil {
		r.err = err
		return r
	}
	defer src.Close()
	if r.err = r.read(s.detectors, counting{src, s.progress}); r.err != nil {
		r.err = fmt.Errorf("read %s: %w", path, r.err)
	}
	return r
}

// read scans what src gives, piece by piece.
func (r *scanned) read(detectors *dataplane.Detectors, src io.Reader) (err error) {
	r.Parts = []scannedPart{}
	in := dataplane.NewInspection(detectors, content.Limits{})
	defer in.Release()
	collect(in, r)
	name := filepath.Base(r.Path)
	w := in.File(name)
	r.Bytes, err = feed(w, src)
	w.Close()
	if err != nil {
		return err
	}
	r.Findings, r.Unread = in.Findings(), in.OpaqueBytes()
	for i := range r.Findings {
		if r.Findings[i].Where == name {
			r.Findings[i].Where = "body"
		}
	}
	return nil
}

func (s *scan) open(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(s.env.stdin), nil
	}
	return os.Open(path)
}

// collect has the inspection's parts noted; the first one is the file itself where it
// needs no unpacking.
func collect(in *dataplane.Inspection, out *scanned) {
	name, room := filepath.Base(out.Path), scanNames
	in.OnPart(func(i content.Info, n int64) {
		part := scannedPart{Name: partName(i), MediaType: tableType(i), Bytes: n}
		if i.Where == name {
			out.MediaType, out.Charset = part.MediaType, i.Charset
		}
		if room -= len(part.Name); len(out.Parts) < scanParts && room >= 0 {
			out.Parts = append(out.Parts, part)
		}
	})
	seen := map[string]bool{}
	in.OnOpaque(func(_ content.Info, _ int64, reason string) {
		if !seen[reason] {
			seen[reason] = true
			out.Reasons = append(out.Reasons, reason)
		}
	})
}

// tableType returns a part's media type. That a text is a table of cells with commas or tabs
// between is for its name to say.
func tableType(i content.Info) string {
	if i.MediaType != "text/plain" {
		return i.MediaType
	}
	switch strings.ToLower(filepath.Ext(partName(i))) {
	case ".csv":
		return "text/csv" // RFC 4180
	case ".tsv":
		return "text/tab-separated-values" // IANA
	}
	return i.MediaType
}

func partName(i content.Info) string {
	if i.Name != "" {
		return i.Name
	}
	return i.Where
}

func feed(w content.Writer, r io.Reader) (n int64, err error) {
	buf := make([]byte, scanChunk)
	for {
		k, err := r.Read(buf)
		if k > 0 {
			w.Write(buf[:k])
			n += int64(k)
		}
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}
