package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// sheet prints the benchmark's results as they come.
type sheet struct {
	out  io.Writer
	busy []float64 // share of the cores that other programs took, by pause
}

func newSheet(out io.Writer) *sheet { return &sheet{out: out} }

// pause does nothing for a while, to see what other programs take of the cores.
func (t *sheet) pause() {
	idle, all := ticks()
	time.Sleep(200 * time.Millisecond)
	idleNow, allNow := ticks()
	t.busy = append(t.busy, 1-float64(idleNow-idle)/float64(max(allNow-all, 1)))
}

// ticks reads the first line of proc(5) stat: user, nice, system, idle, iowait and
// so on, over all processors since the machine started.
func ticks() (idle, all uint64) {
	raw, _ := os.ReadFile("/proc/stat") // unreadable: the share is 100 %, and all is doubtful
	line, _, _ := strings.Cut(string(raw), "\n")
	for i, f := range strings.Fields(line) {
		n, _ := strconv.ParseUint(f, 10, 64)
		all += n
		if i == 4 || i == 5 {
			idle += n
		}
	}
	return idle, all
}

// company says whether the machine was quiet enough.
func (t *sheet) company() {
	fmt.Fprintf(t.out, "\nIn the pauses between rounds other programs took %.0f %% of the cores, %.0f %% at most; "+
		"the more,\nthe less a ratio says: what needs a third core, as the queue does, loses most.\n",
		100*median(t.busy), 100*slices.Max(t.busy))
}

// row is one case: in each round what was measured, and the same without us.
type row struct {
	name        string
	bar         float64 // the least ratio that is good enough; 0: none is set
	least       float64 // the least of what was measured, in units, that is; likewise
	unit        string
	scale       float64 // what was measured, divided by this, is in units
	ours, plain []float64
}

func (r *row) add(ours, plain float64) {
	r.ours, r.plain = append(r.ours, ours), append(r.plain, plain)
}

// ratios gives each round's ratio, sorted.
func (r *row) ratios() []float64 {
	out := make([]float64, len(r.ours))
	for i := range out {
		out[i] = r.ours[i] / r.plain[i]
	}
	slices.Sort(out)
	return out
}

func (r *row) verdict() string {
	switch {
	case r.bar > 0:
		return against(median(r.ratios()), r.bar, "%.2f")
	case r.least > 0:
		return against(median(r.ours)/r.scale, r.least, "%.0f")
	}
	return ""
}

func against(got, least float64, format string) string {
	if got >= least {
		return fmt.Sprintf(">= "+format+" pass", least)
	}
	return fmt.Sprintf(">= "+format+" BELOW", least)
}

func median(values []float64) float64 {
	values = slices.Sorted(slices.Values(values))
	return values[len(values)/2]
}

// machine says what all of it was measured on.
func (t *sheet) machine() {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		fmt.Fprintf(t.out, "read kernel version: %v\n", err)
	}
	fmt.Fprintf(t.out, "\nThe gateway against plain forwarding on %d cores (%s), Linux %s, %s.\n"+
		"Sender, gateway and receiver share the cores. A ratio is to plain forwarding in the same round:\n"+
		"the median of %d rounds, and the lowest and highest.\n",
		runtime.NumCPU(), processor(), unix.ByteSliceToString(u.Release[:]), runtime.Version(), rounds)
}

// processor is the model's name that the kernel gives.
func processor() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if key, value, _ := strings.Cut(lines.Text(), ":"); strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

func (t *sheet) section(name string) {
	fmt.Fprintf(t.out, "\n%-46s ratio    lowest-highest   bar\n", name)
}

func (t *sheet) row(r *row) {
	all := r.ratios()
	fmt.Fprintf(t.out, "  %-44s %6.4f   %6.4f-%6.4f    %-13s  %.4g of %.4g %s\n", r.name, median(all), all[0], all[len(all)-1],
		r.verdict(), median(r.ours)/r.scale, median(r.plain)/r.scale, r.unit)
}

// figure prints what has no ratio.
func (t *sheet) figure(name, format string, value float64) {
	fmt.Fprintf(t.out, "  %-44s "+format+"\n", name, value)
}
