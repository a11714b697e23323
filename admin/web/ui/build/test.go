package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// runTests bundles each *.test.ts and has node run them all.
func runTests(root string) (err error) {
	tests, err := findTests(root)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "ui-test-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	o := options(root)
	o.EntryPoints, o.Outdir, o.Outbase, o.Write = tests, dir, "src", true
	o.Platform, o.Sourcemap = api.PlatformNode, api.SourceMapInline
	o.Engines = []api.Engine{{Name: api.EngineNode, Version: "18.13"}} // Debian 12's
	o.OutExtension = map[string]string{".js": ".mjs"}
	if result := api.Build(o); len(result.Errors) > 0 {
		return fmt.Errorf("bundle the tests: %d errors", len(result.Errors))
	}
	cmd := exec.Command("node", append([]string{"--enable-source-maps", "--test"}, bundled(dir, tests)...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = root, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("unit tests: %w", err)
	}
	return nil
}

func findTests(root string) ([]string, error) {
	var tests []string
	err := filepath.WalkDir(filepath.Join(root, "src"), func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".test.ts") || strings.HasSuffix(path, ".test.tsx") {
			name, _ := filepath.Rel(root, path) // path is in root
			tests = append(tests, filepath.ToSlash(name))
		}
		return err
	})
	if err == nil && len(tests) == 0 {
		err = errors.New("no unit test found")
	}
	return tests, err
}

// bundled is where the tests came out.
func bundled(dir string, tests []string) []string {
	out := make([]string, len(tests))
	for i, t := range tests {
		t = strings.TrimPrefix(t, "src/")
		out[i] = filepath.Join(dir, strings.TrimSuffix(t, filepath.Ext(t))+".mjs")
	}
	return out
}
