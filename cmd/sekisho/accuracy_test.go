package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sekisho/dataplane"
	"sekisho/dataplane/content"
	"sekisho/dataplane/detect"
	"sekisho/dataplane/event"
)

const (
	accuracySeed = 20261122
	// perClass is how many documents are made for each class, and perNegative for each
	// kind of harmless text, in each set.
	perClass    = 250
	perNegative = 60
	// showMisses has misses of this set printed, "tuning" or "seen", of the class that
	// follows a colon, if any. Only the authors of the judging set look at its own.
	showMisses = "SEKISHO_ACCURACY_SHOW"
	// onlyPart has a part measured: "tuning", "seen" or "judging" for the documents of one set,
	// "documents" for those of all, "clean" for the clean texts. A class or its
	// beginning can follow a colon: then only documents made for it, and harmless ones,
	// are made. Two quick runs of someone who mends a detector:
	//
	//	SEKISHO_ACCURACY_ONLY=tuning:jp SEKISHO_ACCURACY_SHOW=tuning:jp.bank make accuracy
	//	SEKISHO_ACCURACY_ONLY=clean SEKISHO_ACCURACY_SHOW=tuning make accuracy
	onlyPart = "SEKISHO_ACCURACY_ONLY"
	// updateReadme has the report written into the README of dataplane/detect.
	updateReadme = "SEKISHO_ACCURACY_UPDATE"
)

// BenchmarkAccuracy prints how well flagged data is found, through the whole content
// pipeline: in synthetic documents, in every wrapping, and in clean texts of this
// machine. It fails where documents can't be made or read, not where a figure is low:
// the table says which figures are below their bar.
func BenchmarkAccuracy(b *testing.B) {
	if b.N > 1 {
		b.Fatal("one run is all: use -benchtime 1x")
	}
	d, err := dataplane.AllDetectors()
	if err != nil {
		b.Fatal(err)
	}
	only := os.Getenv(onlyPart)
	if only != "" && os.Getenv(updateReadme) != "" {
		b.Fatalf("update accuracy table: %s leaves parts out", onlyPart)
	}
	classes := detect.Classes()
	s := measure(d, classes, only)
	clean := readClean(b, d, only == "" || only == "clean")
	s.show(os.Getenv(showMisses))
	var details strings.Builder
	s.reportTables(&details, tuning)
	s.reportTables(&details, seen)
	report := s.report(classes, clean)
	fmt.Print(details.String(), report)
	if os.Getenv(updateReadme) != "" {
		if err := writeReadme(report); err != nil {
			b.Fatal(err)
		}
	}
}

// measure makes and scans the documents that are wanted, as they are and wrapped.
func measure(d *dataplane.Detectors, classes []string, only string) *scores {
	defer tellSeconds("documents", time.Now())
	from := sources{readCompany(), readShelf()}
	dir, err := os.MkdirTemp("", "sekisho")
	must0(err)
	defer os.RemoveAll(dir)
	if from.company.registered[tuning] != nil {
		d = d.WithRegistered(from.company.register(dir))
	}
	samples := makeSamples(classes, only, from)
	s := newScores()
	for i, found := range scanSamples(d, samples) {
		s.add(&samples[i], found, classes)
	}
	s.wrap(d, classes, samples)
	return s
}

func tellSeconds(what string, since time.Time) {
	fmt.Printf("%s: %.1f s\n", what, time.Since(since).Seconds())
}

// maker makes documents about one class.
type maker struct {
	class string
	count int
	make  func(r *rand.Rand, s set) sample
}

// makers are for every class that documents are made for. Each draws from a generator
// of its own, so that a class added leaves the others' documents as they are.
func makers(from sources, of set) []maker {
	all := []maker{
		{"pii.person", 4 * perClass, func(r *rand.Rand, s set) sample {
			switch n := r.IntN(12); {
			case n == 0:
				return staffExport(r, s)
			case n <= 2 && peopleForms[s] != nil:
				return peopleSample(r, s)
			}
			return recordSample(r, s, "pii.person", peopleTable(r, s))
		}},
		{"confidential.label", perClass, markedSample},
		{"file.encrypted", perClass, encryptedSample},
	}
	for i, k := range kinds {
		all = append(all, maker{k.class, perClass, func(r *rand.Rand, s set) sample {
			if r.IntN(8) == 0 {
				if d, made := inForm(r, s, k); made {
					return d
				}
			}
			return recordSample(r, s, k.class, subjectTable(r, s, kindsOf(s, kinds)[i]))
		}})
	}
	for _, class := range secretClasses {
		all = append(all, maker{class, perClass, func(r *rand.Rand, s set) sample { return secretSample(r, s, class) }})
	}
	all = append(all, from.makers()...)
	return slices.DeleteFunc(all, func(m maker) bool { return !from.has(of, m.class) })
}

// sources are what is read of this machine's Debian packages to make documents of.
type sources struct {
	company *company
	shelf   shelf
}

// makers are for the classes whose documents are files.
func (from sources) makers() []maker {
	return []maker{
		{"confidential.registered", perClass, from.company.registeredSample}, {"file.source_code", perClass, from.shelf.programSample},
		{"file.cad", perClass, from.shelf.drawingSample}, {"confidential.mip", perClass, labelledSample}, {"file.disguised", perClass / 2, disguisedSample},
	}
}

// has says whether there is what a class's documents are made of: packages may not be
// installed, and a new set is written class by class.
func (from sources) has(s set, class string) bool {
	switch class {
	case "confidential.registered":
		return from.company.registered[s] != nil && quotes[s] != nil
	case "file.source_code":
		return from.shelf[class][s] != nil
	case "file.cad":
		return drawings[s] != nil
	case "confidential.mip":
		return labelPlaces[s] != nil
	case "file.disguised":
		return costumes[s] != nil
	case "confidential.label":
		return markings[s] != nil
	}
	return !strings.HasPrefix(class, "secret.") || slices.ContainsFunc(secretsOf[s], func(k secretKind) bool { return k.class == class })
}

// makeSamples makes the documents of all sets, or the wanted part.
func makeSamples(classes []string, only string, from sources) (all []sample) {
	part, about, _ := strings.Cut(only, ":")
	for s := range sets {
		if part != "" && part != "documents" && part != setNames[s] {
			continue
		}
		for _, m := range makers(from, s) {
			if slices.Contains(classes, m.class) && strings.HasPrefix(m.class, about) {
				all = append(all, repeat(s, m.class, m.count, func(r *rand.Rand) sample { return m.make(r, s) })...)
			}
		}
		for _, n := range negatives[s] {
			all = append(all, repeat(s, n.name, perNegative, func(r *rand.Rand) sample { return n.sample(r, s) })...)
		}
	}
	return all
}

func repeat(s set, name string, n int, makeOne func(r *rand.Rand) sample) []sample {
	var h uint64 = 14695981039346656037
	for _, c := range []byte(name) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	r := rand.New(rand.NewPCG(accuracySeed+uint64(s), h))
	all := make([]sample, n)
	for i := range all {
		all[i] = makeOne(r)
	}
	return all
}

// recordSample lays a table out in one of the set's ways.
func recordSample(r *rand.Rand, s set, about string, t recordTable) sample {
	l := pickLayout(r, s)
	for l.people && about != "pii.person" {
		l = pickLayout(r, s)
	}
	d := sample{set: s, about: about, layout: l.name, lang: t.lang, name: l.file, body: []byte(l.write(r, t)), truth: t.truth()}
	for _, class := range append(l.inDoubt(t), "file.source_code") {
		d.truth.doubt[class] = true
	}
	return d
}

func pickLayout(r *rand.Rand, s set) layout {
	return pickBy(r, layouts[s], func(l layout) int { return l.weight })
}

func (n negative) sample(r *rand.Rand, s set) sample {
	d := sample{set: s, layout: n.name, name: n.file, truth: newTruth()}
	d.truth.doubt["file.source_code"] = true
	d.body = []byte(n.write(r, d.truth))
	return d
}

// scanSamples scans samples on all processors.
func scanSamples(d *dataplane.Detectors, samples []sample) [][]event.Finding {
	found := make([][]event.Finding, len(samples))
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(samples); i += workers {
				found[i] = scanBytes(d, samples[i].name, samples[i].body)
			}
		})
	}
	group.Wait()
	return found
}

// scanBytes reads bytes as the scan command reads a file.
func scanBytes(d *dataplane.Detectors, name string, body []byte) []event.Finding {
	in := dataplane.NewInspection(d, content.Limits{})
	defer in.Release()
	w := in.File(name)
	for piece := range slices.Chunk(body, scanChunk) {
		w.Write(piece)
	}
	w.Close()
	return in.Findings()
}

// show prints some documents in which a class was missed or wrongly found.
func (s *scores) show(which string) {
	if which == "" {
		return
	}
	name, class, _ := strings.Cut(which, ":")
	shown := map[string]int{}
	for _, m := range s.misses {
		key := fmt.Sprintf("%s %s %v", m.class, m.sample.layout, m.got > m.want)
		if setNames[m.sample.set] != name || !strings.HasPrefix(m.class, class) {
			continue
		}
		if shown[key]++; shown[key] <= 2 {
			fmt.Printf("--- %s: %d for %d in %s (%s, for %s)\n%.900s\n", m.class, m.got, m.want, m.sample.layout, m.sample.lang, m.sample.about, m.sample.body)
		}
	}
}
