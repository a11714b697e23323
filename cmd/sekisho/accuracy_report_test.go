package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// report writes the tables that the README shows as Markdown.
func (s *scores) report(classes []string, clean *cleanScores) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Measured %s by `make accuracy`.\n\n", time.Now().UTC().Format(time.DateOnly))
	s.reportClasses(&b, classes, clean)
	s.reportTables(&b, judging)
	s.reportOpen(&b, tuning)
	s.reportOpen(&b, seen)
	s.reportCalibration(&b, tuning)
	clean.report(&b)
	return b.String()
}

// reportTables writes what is told of a set beside its classes, if it was measured.
func (s *scores) reportTables(b *strings.Builder, of set) {
	if len(s.layouts[of]) > 0 {
		s.reportLayouts(b, of)
		s.reportWrappings(b, of)
		s.reportNegatives(b, of)
		s.reportCalibration(b, of)
	}
}

func (s *scores) reportClasses(b *strings.Builder, classes []string, clean *cleanScores) {
	b.WriteString("### By class, on the judging set\n\nIntervals are Wilson's, 95 %.\n\n")
	b.WriteString("| class | documents | values | recall | precision | right count | false in clean text | a GB | bars |\n|---|---:|---:|---|---|---:|---:|---|---|\n")
	for _, class := range classes {
		t, n := at(s.classes[judging], class), clean.false[class]
		if t.documents == 0 {
			unjudged(b, class, n, clean)
			continue
		}
		fmt.Fprintf(b, "| `%s` | %d | %d | %v | %v | %.3f | %d | %s | %s |\n", class, t.documents, t.values, t.recall, t.precision, t.exact.value(), n, clean.perGB(n), verdictOf(class, t))
	}
	b.WriteString("\n")
}

// unjudged writes the row of a class that no document is made for.
func unjudged(b *strings.Builder, class string, n int, clean *cleanScores) {
	if class != "opaque" {
		fmt.Fprintf(b, "| `%s` | 0 | 0 | – | – | – | %d | %s | not measured |\n", class, n, clean.perGB(n))
	}
}

// reportOpen writes the classes of a set that detectors are mended by.
func (s *scores) reportOpen(b *strings.Builder, of set) {
	fmt.Fprintf(b, "### The %s set, which doesn't count\n\n| class | values | recall | precision |\n|---|---:|---:|---:|\n", setNames[of])
	for _, class := range sorted(s.classes[of]) {
		if t := s.classes[of][class]; t.documents > 0 {
			fmt.Fprintf(b, "| `%s` | %d | %.3f | %.3f |\n", class, t.values, t.recall.value(), t.precision.value())
		}
	}
	b.WriteString("\n")
}

func (s *scores) reportLayouts(b *strings.Builder, of set) {
	fmt.Fprintf(b, "### By layout, all classes, %s set\n\n", setNames[of])
	b.WriteString("| layout | values | recall | precision |\n|---|---:|---|---|\n")
	for _, name := range sorted(s.layouts[of]) {
		t := s.layouts[of][name]
		fmt.Fprintf(b, "| %s | %d | %v | %v |\n", name, t.values, t.recall, t.precision)
	}
	b.WriteString("\n")
}

func (s *scores) reportWrappings(b *strings.Builder, of set) {
	fmt.Fprintf(b, "### By wrapping, %s set\n\n", setNames[of])
	b.WriteString("Documents whose findings are right as they stand, wrapped: what the wrapping loses.\n\n| wrapping | values | recall | precision |\n|---|---:|---|---|\n")
	for _, name := range sorted(s.wrappings[of]) {
		t := s.wrappings[of][name]
		fmt.Fprintf(b, "| %s | %d | %v | %v |\n", name, t.values, t.recall, t.precision)
	}
	b.WriteString("\n")
}

func (s *scores) reportNegatives(b *strings.Builder, of set) {
	fmt.Fprintf(b, "### Harmless texts, %s set\n\n", setNames[of])
	b.WriteString("| kind | documents | with a false finding |\n|---|---:|---|\n")
	for _, name := range sorted(s.negatives[of]) {
		n := s.negatives[of][name]
		fmt.Fprintf(b, "| %s | %d | %v |\n", name, n.trials, n)
	}
	b.WriteString("\n")
}

func (s *scores) reportCalibration(b *strings.Builder, of set) {
	fmt.Fprintf(b, "### Calibration, %s set\n\n", setNames[of])
	b.WriteString("A finding is one class in one document; it is right if the document carries that class.\n\n| stated confidence | findings | right |\n|---|---:|---|\n")
	for i, low := range levels {
		high := 1.0
		if i+1 < len(levels) {
			high = levels[i+1]
		}
		fmt.Fprintf(b, "| %.2f–%.2f | %d | %v |\n", low, high, s.calibration[of][i].trials, s.calibration[of][i])
	}
	b.WriteString("\n")
}

// Marks in the README between which the report stands.
const (
	reportBegins = "<!-- accuracy: begin -->\n"
	reportEnds   = "<!-- accuracy: end -->\n"
)

func writeReadme(report string) error {
	path := filepath.Join("..", "..", "dataplane", "detect", "README.md")
	old, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("update accuracy table: %w", err)
	}
	head, rest, begins := bytes.Cut(old, []byte(reportBegins))
	_, tail, ends := bytes.Cut(rest, []byte(reportEnds))
	if !begins || !ends {
		return fmt.Errorf("update accuracy table: %s has no %q and %q", path, reportBegins, reportEnds)
	}
	text := string(head) + reportBegins + report + reportEnds + string(tail)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return fmt.Errorf("update accuracy table: %w", err)
	}
	return nil
}
