package main

import (
	"bufio"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sekisho/dataplane"
)

// vectorscanSource is a program that uses vectorscan, or hyperscan, of which it is
// the continuation and has the same interface. The product has no part in it.
//
//go:embed testdata/vectorscan.c
var vectorscanSource []byte

// vectorscan is that program, running, with the detectors' keywords.
type vectorscan struct {
	b       *testing.B
	version string
	ask     io.Writer
	answers *bufio.Reader
}

// newVectorscan starts it on the kinds' bodies, or says why not.
func newVectorscan(b *testing.B, d *dataplane.Detectors, kinds []trafficKind) (v *vectorscan, why string) {
	dir := b.TempDir()
	program := filepath.Join(dir, "vectorscan")
	if !compiles("-fsyntax-only") {
		return nil, "not installed here (Debian: gcc and libvectorscan-dev, or libhyperscan-dev)"
	}
	if !compiles("-O2", "-o", program, "-lhs") {
		b.Fatal("build the program that uses vectorscan: cc fails")
	}
	args := []string{filepath.Join(dir, "keywords"), fmt.Sprint(benchPiece), fmt.Sprint(benchTurn.Seconds())}
	must0(os.WriteFile(args[0], keywordLines(d), 0o600))
	for _, k := range kinds {
		path := filepath.Join(dir, fmt.Sprint(len(args)))
		must0(os.WriteFile(path, k.body, 0o600))
		args = append(args, path)
	}
	return startVectorscan(b, exec.Command(program, args...)), ""
}

// compiles has the C compiler read the program, and says whether it could.
func compiles(args ...string) bool {
	cmd := exec.Command("cc", append([]string{"-x", "c", "-"}, args...)...)
	cmd.Stdin = bytes.NewReader(vectorscanSource)
	return cmd.Run() == nil
}

func keywordLines(d *dataplane.Detectors) []byte {
	var b bytes.Buffer
	d.Keywords(func(word string, anyCase bool) {
		sign := "-"
		if anyCase {
			sign = "i"
		}
		fmt.Fprintf(&b, "%s %x\n", sign, word)
	})
	return b.Bytes()
}

func startVectorscan(b *testing.B, cmd *exec.Cmd) *vectorscan {
	ask, err := cmd.StdinPipe()
	must0(err)
	answers, err := cmd.StdoutPipe()
	must0(err)
	cmd.Stderr = os.Stderr
	must0(cmd.Start())
	b.Cleanup(func() {
		ask.Close()
		if err := cmd.Wait(); err != nil {
			b.Errorf("vectorscan: %v", err)
		}
	})
	v := &vectorscan{b: b, ask: ask, answers: bufio.NewReader(answers)}
	v.version, _, _ = strings.Cut(v.answer(), " ")
	return v
}

func (v *vectorscan) answer() string {
	line, err := v.answers.ReadString('\n')
	if err != nil {
		v.b.Fatalf("vectorscan: %v", err)
	}
	return strings.TrimSpace(line)
}

// rate is the bytes a second of processor time that it scans of a kind's body.
func (v *vectorscan) rate(kind int) float64 {
	fmt.Fprintln(v.ask, kind)
	var rate float64
	var matches int
	answer := v.answer()
	if _, err := fmt.Sscan(answer, &rate, &matches); err != nil {
		v.b.Fatalf("vectorscan answers %q: %v", answer, err)
	}
	return rate
}
