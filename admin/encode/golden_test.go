package encode

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden: each format writes each kind of event as the files in testdata have it.
func TestGolden(t *testing.T) {
	for _, f := range Formats() {
		var b strings.Builder
		for _, s := range samples() {
			fmt.Fprintf(&b, "# %s\n", s.name)
			for _, r := range encodeOne(t, f, s.event) {
				fmt.Fprintf(&b, "%s: %s\n", r.ID, r.Body)
			}
		}
		path := filepath.Join("testdata", string(f)+".golden")
		if *update {
			if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
			t.Errorf("%s (-golden +written; go test ./admin/encode -update writes it anew):\n%s", f, diff)
		}
	}
}
