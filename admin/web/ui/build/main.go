package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root := flag.String("root", "admin/web/ui", "where the sources are")
	types := flag.Bool("types", false, "only write the API's types")
	test := flag.Bool("test", false, "run the unit tests")
	check := flag.Bool("check", false, "say whether dist is what the sources make")
	flag.Parse()
	if err := run(*root, *types, *test, *check); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(root string, types, test, check bool) error {
	root, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	if err := writeTypes(filepath.Join(root, "src", "api", "types.ts")); err != nil {
		return err
	}
	switch {
	case types:
		return nil
	case test:
		return runTests(root)
	case check:
		return isBuilt(root, filepath.Join(root, "dist"))
	}
	return bundle(root, filepath.Join(root, "dist"))
}
