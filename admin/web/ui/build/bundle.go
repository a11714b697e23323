package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// engines are the oldest browsers that pages run in: those with light-dark() in CSS, of 2024.
var engines = []api.Engine{{Name: api.EngineChrome, Version: "123"}, {Name: api.EngineFirefox, Version: "120"}, {Name: api.EngineSafari, Version: "17.5"}}

// maxFirst is what a browser may have to load before it shows anything, in bytes compressed.
const maxFirst = 60 << 10

// options are what all bundles have in common. CSS is bundled apart (styles), because esbuild
// has browsers load none that only a part loaded later imports.
func options(root string) api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir: root, Bundle: true, Format: api.FormatESModule, Engines: engines, Charset: api.CharsetUTF8,
		JSX: api.JSXAutomatic, JSXImportSource: "preact", LogLevel: api.LogLevelWarning, LegalComments: api.LegalCommentsNone,
		Loader: map[string]api.Loader{".css": api.LoaderEmpty, ".json": api.LoaderFile},
	}
}

// built says under which names a bundle's entries came out.
type built map[string]string

// bundle writes pages to dist.
func bundle(root, dist string) error {
	if err := empty(dist); err != nil {
		return err
	}
	made := built{}
	pages := options(root)
	pages.EntryPoints, pages.Splitting = []string{"src/main.tsx"}, true
	early := options(root) // a script that holds up drawing: no module
	early.EntryPoints, early.Format = []string{"src/shell/early.ts"}, api.FormatIIFE
	css, err := styles(root)
	if err != nil {
		return err
	}
	first := 0
	for _, o := range []api.BuildOptions{pages, early, css} {
		size, err := made.add(o, dist)
		if err != nil {
			return err
		}
		first += size
	}
	if first > maxFirst {
		return fmt.Errorf("the first load has %d bytes compressed; %d is the most: load later what is not needed at once", first, maxFirst)
	}
	return writeIndex(root, dist, made)
}

// empty removes what an earlier build left.
func empty(dist string) error {
	if err := os.RemoveAll(filepath.Join(dist, "assets")); err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(dist, "index.html")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.MkdirAll(dist, 0o755)
}

// styles bundles all CSS into one file: tokens and what is common first, then components, then pages.
func styles(root string) (api.BuildOptions, error) {
	var all []string
	err := filepath.WalkDir(filepath.Join(root, "src"), func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".css") {
			name, _ := filepath.Rel(root, path) // path is in root
			all = append(all, "./"+filepath.ToSlash(name))
		}
		return err
	})
	slices.SortFunc(all, func(a, b string) int {
		if order := rank(a) - rank(b); order != 0 {
			return order
		}
		return strings.Compare(a, b)
	})
	o := options(root)
	o.Loader = map[string]api.Loader{".css": api.LoaderCSS}
	o.Stdin = &api.StdinOptions{Contents: `@import "` + strings.Join(all, "\";\n@import \"") + `";`, ResolveDir: root, Loader: api.LoaderCSS, Sourcefile: "style.css"}
	return o, err
}

func rank(name string) int {
	for i, prefix := range []string{"./src/tokens.css", "./src/base.css", "./src/components/", "./src/shell/"} {
		if strings.HasPrefix(name, prefix) {
			return i
		}
	}
	return 9
}

// add builds and notes the entries' names. It gives the compressed size of what a browser loads at first.
func (b built) add(o api.BuildOptions, dist string) (first int, err error) {
	o.Outdir, o.Write, o.MinifyWhitespace, o.MinifySyntax, o.MinifyIdentifiers = dist, true, true, true, true
	o.EntryNames, o.ChunkNames, o.AssetNames = "assets/[name]-[hash]", "assets/[name]-[hash]", "assets/[name]-[hash]"
	o.PublicPath, o.Metafile = "/", true
	result := api.Build(o)
	if len(result.Errors) > 0 {
		return 0, fmt.Errorf("bundle: %d errors", len(result.Errors))
	}
	for _, f := range result.OutputFiles {
		name := filepath.Base(f.Path)
		stem, _, _ := strings.Cut(name, "-")
		b[stem+filepath.Ext(name)] = "/assets/" + name
	}
	return firstLoad(result)
}

// writeIndex fills in the page that loads all others.
func writeIndex(root, dist string, made built) error {
	page, err := os.ReadFile(filepath.Join(root, "src", "index.html"))
	if err != nil {
		return err
	}
	text := string(page)
	for mark, name := range map[string]string{"{{main}}": "main.js", "{{early}}": "early.js", "{{style}}": "stdin.css"} {
		if made[name] == "" || !strings.Contains(text, mark) {
			return fmt.Errorf("index.html: nothing for %s", mark)
		}
		text = strings.ReplaceAll(text, mark, made[name])
	}
	return os.WriteFile(filepath.Join(dist, "index.html"), []byte(text), 0o644)
}
