package journal

import (
	"bytes"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"sekisho/dataplane/event"
)

// TestTail: whatever is appended, pruned and rewritten between two reads, a tail gives
// what a reader of everything would have given, from where it stands.
func TestTail(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		dir := t.TempDir()
		j := open(t, Options{Dir: dir})
		day, tail, read := 0, After(dir, 0), uint64(0)
		for range 60 {
			switch random.IntN(6) {
			case 0:
				day++
			case 1:
				rewrite(t, dir, random)
			case 2:
				read -= min(read, random.Uint64N(40))
				tail = After(dir, read)
			case 3:
				want := slowTail(t, dir, read)
				got := drainTail(t, tail)
				if !slices.Equal(got, want) {
					t.Fatalf("seed %d: after %d came %v, not %v", seed, read, got, want)
				}
				if len(got) > 0 {
					read = got[len(got)-1]
				}
			default:
				if err := j.Append(events(1+random.IntN(30), noon.AddDate(0, 0, day))); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// slowTail reads everything.
func slowTail(t *testing.T, dir string, after uint64) (numbers []uint64) {
	t.Helper()
	for _, line := range read(t, dir, time.Time{}) {
		if _, n, _, err := event.ParseHead([]byte(line)); err == nil && n > after {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

func drainTail(t *testing.T, tail *Tail) (numbers []uint64) {
	t.Helper()
	for {
		records, err := tail.Next(0)
		if err != nil {
			t.Fatal(err)
		}
		if len(records) == 0 {
			return numbers
		}
		for _, r := range records {
			numbers = append(numbers, r.Sequence)
		}
	}
}

// rewrite leaves lines out of a day that is over, or the day itself.
func rewrite(t *testing.T, dir string, random *rand.Rand) {
	t.Helper()
	days, err := list(dir)
	if err != nil || len(days) < 2 {
		return
	}
	path := dayPath(dir, days[random.IntN(len(days)-1)])
	if random.IntN(4) == 0 {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		return
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var kept []byte
	for line := range bytes.Lines(b) {
		if random.IntN(3) > 0 {
			kept = append(kept, line...)
		}
	}
	if err := os.WriteFile(path+".new", kept, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}

// TestTailSearches: the place is found by halves in a file of many reads' size, and the journal's
// ends are known.
func TestTailSearches(t *testing.T) {
	dir := t.TempDir()
	if r, err := Last(dir); err != nil || r.Sequence != 0 {
		t.Error(r, err)
	}
	j := open(t, Options{Dir: dir})
	for range 20 {
		if err := j.Append(events(2000, noon)); err != nil {
			t.Fatal(err)
		}
	}
	for _, after := range []uint64{0, 1, 999, 20_000, 39_998, 39_999, 40_000, 50_000} {
		records, err := After(dir, after).Next(0)
		if err != nil || after < 40_000 && (len(records) == 0 || records[0].Sequence != after+1) || after >= 40_000 && len(records) > 0 {
			t.Errorf("after %d: %d records, %v", after, len(records), err)
		}
	}
	first, err := First(dir)
	last, err2 := Last(dir)
	if err != nil || err2 != nil || first.Sequence != 1 || last.Sequence != 40_000 || !last.Time.Equal(noon) {
		t.Error(first, err, last, err2)
	}
	if err := j.Append(events(20_000, noon.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	for at, want := range map[time.Time]uint64{noon: 0, noon.Add(time.Minute): 40_000, noon.Add(time.Hour): 40_000, noon.AddDate(0, 0, 9): 60_000, noon.AddDate(0, 0, -9): 0} {
		if before, err := Before(dir, at); err != nil || before != want {
			t.Errorf("before %v: %d, not %d, %v", at, before, want, err)
		}
	}
}
