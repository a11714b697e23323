package main

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"

	"sekisho/dataplane"
	"sekisho/dataplane/content"
	"sekisho/dataplane/detect"
	"sekisho/dataplane/event"
)

// wrapping is a way in which a text leaves.
type wrapping struct {
	name string
	// wrap gives the body and what its carrier declares. A text that it can't hold is
	// nil: a charset lacks characters, or a program isn't installed.
	wrap func(r *rand.Rand, name string, text []byte) (content.Part, []byte)
	// layout says which layout is wrapped so: rows of cells, lines, or either.
	layout wrappable
	set    set // documents of this set and of later ones are wrapped so
}

// perWrapping is how many documents each wrapping holds in turn.
const perWrapping = 60

// wrappable is a layout whose lines survive being made rows or paragraphs.
type wrappable int

const (
	anyWrapped wrappable = iota
	rowsWrapped
	linesWrapped
)

var wrappedLayouts = map[set][]string{tuning: {"", "TSV", "lines label＝value"}, seen: {"", "sheet", "memo"}, judging: {"", "worksheet", "fields"}}

// wrap scans documents whose findings are right as they stand, in every wrapping.
func (s *scores) wrap(d *dataplane.Detectors, classes []string, samples []sample) {
	wrong := map[*sample]bool{}
	for _, m := range s.misses {
		wrong[m.sample] = true
	}
	for in := range sets {
		var right []*sample
		for i := range samples {
			if x := &samples[i]; x.set == in && !wrong[x] && slices.Contains(wrappedLayouts[in], x.layout) {
				right = append(right, x)
			}
		}
		r := rand.New(rand.NewPCG(accuracySeed+uint64(in), 1))
		r.Shuffle(len(right), func(i, j int) { right[i], right[j] = right[j], right[i] })
		for _, w := range slices.Concat(wrappings, seenWrappings, seenParcels, judgingParcels) {
			if w.set <= in {
				s.wrapIn(d, w, r, classes, right)
			}
		}
	}
}

func (s *scores) wrapIn(d *dataplane.Detectors, w wrapping, r *rand.Rand, classes []string, right []*sample) {
	n := 0
	for _, x := range right {
		if n == perWrapping {
			return
		}
		if w.layout != anyWrapped && wrappedLayouts[x.set][w.layout] != x.layout {
			continue
		}
		if p, body := w.wrap(r, x.name, x.body); body != nil {
			n++
			s.addWrapped(w.name, x, scanDeclared(d, p, body), classes)
		}
	}
}

func (s *scores) addWrapped(name string, x *sample, found []event.Finding, classes []string) {
	counts := map[string]int{}
	for _, f := range found {
		counts[f.Class] = f.Count
	}
	for _, class := range classes {
		want, got := x.truth.count(class), counts[class]
		if class != "opaque" && !x.truth.doubt[class] && want+got > 0 {
			at(s.wrappings[x.set], name).add(want, got)
		}
		if want > got {
			s.misses = append(s.misses, miss{&sample{set: x.set, layout: "wrapped in " + name, lang: x.lang, about: x.about, body: x.body}, class, want, got})
		}
	}
}

// scanDeclared reads a body as the gateway does, whose carrier has declared something
// about it. A file of undeclared type is read as by the scan command.
func scanDeclared(d *dataplane.Detectors, p content.Part, body []byte) (found []event.Finding) {
	if p.MediaType == "" && p.Encodings == nil {
		return scanBytes(d, p.Name, body)
	}
	sink := declaredSink{d.NewScanner()}
	e := content.New(content.Limits{}, sink)
	defer e.Release()
	w := e.Open(p)
	for piece := range slices.Chunk(body, 1448) {
		w.Write(piece)
	}
	w.Close()
	for _, f := range sink.scan.Findings() {
		found = append(found, event.Finding(f))
	}
	return found
}

// declaredSink hands texts to a scanner, as the engine's own sink does.
type declaredSink struct{ scan *detect.Scanner }

func (s declaredSink) Text(i content.Info) content.Writer {
	return s.scan.Open(detect.Text{Where: i.Where, Name: i.Name, MediaType: i.MediaType, Binary: i.Binary})
}

func (s declaredSink) Part(content.Info, int64)                    {}
func (s declaredSink) Opaque(content.Info, int64, string)          {}
func (s declaredSink) Kind(content.Info, string)                   {}
func (s declaredSink) Flag(class string, i content.Info, _ string) { s.scan.Add(class, 1, i.Where, "") }

// file makes a wrapping whose carrier declares nothing but a name.
func file(suffix string, pack func(name string, text []byte) []byte) func(r *rand.Rand, name string, text []byte) (content.Part, []byte) {
	return func(_ *rand.Rand, name string, text []byte) (content.Part, []byte) {
		if !strings.HasPrefix(suffix, ".") {
			name = "document"
		}
		return content.Part{Where: name + suffix, Name: name + suffix}, pack(name, text)
	}
}

// declared makes a wrapping with a media type or content codings.
func declaredAs(mediaType string, codings []string, pack func(text []byte) []byte) func(r *rand.Rand, name string, text []byte) (content.Part, []byte) {
	return func(_ *rand.Rand, _ string, text []byte) (content.Part, []byte) {
		return content.Part{Where: "http.request.body", MediaType: mediaType, Encodings: codings}, pack(text)
	}
}

// lines cuts a text into lines without their ends.
func linesOf(text []byte) []string {
	return strings.Split(strings.TrimRight(string(bytes.ReplaceAll(text, []byte("\r"), nil)), "\n"), "\n")
}
