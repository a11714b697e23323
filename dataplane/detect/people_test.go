package detect

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// peopleHead begins a document of testdata/people: what it is, how many names a careful
// reader counts in it, and how many people, each a name with two other attributes. Where less
// is found so far, the numbers that are follow.
var peopleHead = regexp.MustCompile(`(?m)^@@ (.+) \| names (\d+) \| persons (\d+)(?: \| found (\d+) (\d+))?\n`)

// TestPeople wants the names and people that a careful reader finds, in the forms, pages,
// letters, exports and chats of offices, and none in what only looks like them.
func TestPeople(t *testing.T) {
	p := all(t)
	files, err := filepath.Glob("testdata/people/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("read documents about people: %v, %d files", err, len(files))
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		heads := peopleHead.FindAllSubmatchIndex(text, -1)
		for i, at := range heads {
			end := len(text)
			if i+1 < len(heads) {
				end = heads[i+1][0]
			}
			s := scanWhole(p, string(text[at[1]:end]))
			found := [2]int{counted(s, nameClass), counted(s, personClass)}
			if want := peopleWanted(t, text, at); found != want {
				t.Errorf("%s: %s: names and persons found are %d, want %d", filepath.Base(file), text[at[2]:at[3]], found, want)
			}
		}
	}
}

// peopleWanted reads how many names and persons a head says are found.
func peopleWanted(t *testing.T, text []byte, at []int) (want [2]int) {
	for i := range want {
		group := 2 + i
		if at[8] >= 0 {
			group = 4 + i
		}
		n, err := strconv.Atoi(string(text[at[2*group]:at[2*group+1]]))
		if err != nil {
			t.Fatal(err)
		}
		want[i] = n
	}
	return want
}
