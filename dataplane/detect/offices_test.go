package detect

import (
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// officeClasses are the short names that the documents of testdata/offices have for classes.
var officeClasses = map[string]string{
	"address": addressClass, "birthdate": birthClass, "health": "jp.health_insurance", "phone": "pii.phone", "ssn": "us.ssn",
}

// TestOffices wants of each document of testdata/offices, written as offices of a dozen
// countries write them, what its heading counts, and nothing else of these classes.
//
//	=== name | birthdate=1 phone=2
func TestOffices(t *testing.T) {
	p := all(t)
	for _, name := range []string{"offices.txt", "harmless.txt"} {
		for _, d := range readOffices(t, name) {
			got := officeCounts(scanWhole(p, d.text))
			if !maps.Equal(got, d.want) {
				t.Errorf("%s, %s: %v, want %v", name, d.name, got, d.want)
			}
		}
	}
}

type officeDocument struct {
	name, text string
	want       map[string]int
}

func officeCounts(s *Scanner) map[string]int {
	got := map[string]int{}
	for short, class := range officeClasses {
		if n := counted(s, class); n > 0 {
			got[short] = n
		}
	}
	return got
}

func readOffices(t *testing.T, name string) (all []officeDocument) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "offices", name))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split("\n"+string(b), "\n=== ")[1:] {
		head, text, _ := strings.Cut(part, "\n")
		title, counts, found := strings.Cut(head, " |")
		if !found {
			t.Fatalf("%s: heading %q without |", name, head)
		}
		d := officeDocument{title, text + "\n", map[string]int{}}
		for _, c := range strings.Fields(counts) {
			short, digits, _ := strings.Cut(c, "=")
			n, err := strconv.Atoi(digits)
			if err != nil || officeClasses[short] == "" {
				t.Fatalf("%s: heading %q: count %q", name, head, c)
			}
			d.want[short] = n
		}
		all = append(all, d)
	}
	return all
}
