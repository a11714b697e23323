package main

import (
	"archive/zip"
	"fmt"
	"math/rand/v2"
	"slices"

	"sekisho/dataplane/content/contenttest"
)

// costume is a kind of file: how to make one, the names that fit it and names of other
// kinds.
type costume struct {
	name       string
	make       func(r *rand.Rand) []byte
	own, other []string
}

var costumes = map[set][]costume{
	tuning: {
		{"DWG", dwg("AC1027"), []string{"plan.dwg", "plan.bin"}, []string{"plan.jpg", "plan.pdf"}},
		{"ZIP", zippedNotes, []string{"notes.zip", "notes.tmp"}, []string{"notes.png", "notes.mp3"}},
		{"PDF", emptyPDF, []string{"report.pdf"}, []string{"report.jpeg", "report.docx"}},
		{"gzip", gzippedNotes, []string{"notes.gz", "backup.dat"}, []string{"notes.pdf"}},
	},
	judging: blind(judgingCostumes),
	seen: slices.Concat(opened(judgingCostumes), []costume{
		{"STEP", stepFile("AUTOMOTIVE_DESIGN"), []string{"arm.stp", "arm.p21", "arm.STEP"}, []string{"arm.png", "holiday.mp4"}},
		{"7z", archived, []string{"set.7z", "set.bak"}, []string{"set.gif", "photo.jpg", "set.xlsx"}},
		{"DOCX", wordNotes, []string{"letter.docx", "upload"}, []string{"letter.jpg", "song.mp3", "letter.pdf"}},
		{"RAR", rarNotes, []string{"old.rar", "blob.bin"}, []string{"old.pdf", "wall.bmp"}},
		{"Rhino", func(r *rand.Rand) []byte { return append([]byte("3D Geometry File Format        7"), noise(r)...) }, []string{"ring.3dm"}, []string{"ring.jpg", "ring.zip"}},
		{"compound file", solidworks, []string{"gear.sldprt", "gear.SLDPRT"}, []string{"gear.png", "gear.pdf"}},
	}, seenCostumes),
}

func notes(r *rand.Rand) string { return filler[tuning]["en"] + fmt.Sprint(r.IntN(1e6)) }

func zippedNotes(r *rand.Rand) []byte  { return zipOf("notes.txt", []byte(notes(r)), zip.Deflate) }
func gzippedNotes(r *rand.Rand) []byte { return packed(gzipTo, []byte(notes(r))) }
func wordNotes(r *rand.Rand) []byte {
	_, b := docx(r, "notes", []byte(notes(r)))
	return b
}
func rarNotes(r *rand.Rand) []byte { return contenttest.RAR("notes.txt", notes(r)) }
func archived(r *rand.Rand) []byte {
	return archiver("7z", "a", "-bd", "-y")("notes.txt", []byte(notes(r)))
}

func emptyPDF(*rand.Rand) []byte {
	return pdfObjects("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>")
}

// disguisedSample is a file under the name of another kind; or, one time in four, under
// its own or one that says nothing.
func disguisedSample(r *rand.Rand, s set) sample {
	c := pick(r, costumes[s])
	d := sample{set: s, about: "file.disguised", layout: "disguised " + c.name, lang: "en", name: pick(r, c.own), truth: newTruth()}
	if r.IntN(4) > 0 {
		d.name = pick(r, c.other)
		d.truth.add("file.disguised", "1")
	}
	d.body = c.make(r)
	d.truth.doubt["file.cad"] = true
	return d
}
