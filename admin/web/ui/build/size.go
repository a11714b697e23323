package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// metafile is what esbuild says of its outputs, as far as it is read here.
type metafile struct {
	Outputs map[string]struct {
		EntryPoint string `json:"entryPoint"`
		Imports    []struct {
			Path, Kind string
			External   bool
		} `json:"imports"`
	} `json:"outputs"`
}

// firstLoad is the compressed size of a build's entry and of all that it imports without being asked to later.
func firstLoad(result api.BuildResult) (int, error) {
	var meta metafile
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		return 0, fmt.Errorf("read what was built: %w", err)
	}
	sizes := map[string]int{}
	for _, f := range result.OutputFiles {
		size, err := compressed(f.Contents)
		if err != nil {
			return 0, err
		}
		sizes[filepath.Base(f.Path)] = size
	}
	total := 0
	for name := range meta.reached() {
		total += sizes[filepath.Base(name)]
	}
	return total, nil
}

// reached are the outputs that are loaded with the entry. Pages are entries too, which import() loads.
func (m metafile) reached() map[string]bool {
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		for _, i := range m.Outputs[name].Imports {
			if i.Kind == "import-statement" && !i.External {
				visit(i.Path)
			}
		}
	}
	for name, o := range m.Outputs {
		switch o.EntryPoint {
		case "src/main.tsx", "src/shell/early.ts", "style.css":
			visit(name)
		}
	}
	return seen
}

// compressed is a file's size as it is sent.
func compressed(contents []byte) (int, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return 0, err
	}
	if _, err := w.Write(contents); err != nil {
		return 0, err
	}
	err = w.Close()
	return b.Len(), err
}
