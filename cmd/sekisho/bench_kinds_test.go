package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sekisho/dataplane"
)

// kindBytes is about how long the text of each kind is: beyond the caches.
const kindBytes = 8 << 20

// neverThere is in no body of any kind: UTF-8 has no such byte (RFC 3629).
const neverThere = 0xff

// trafficKind is a kind of traffic: a file and what it must be found to carry.
type trafficKind struct {
	about string
	name  string // of the file
	body  []byte
	least float64 // MB/s a core that are good enough; 0: none is set
	// carries is a class that the body has at least so many of.
	carries string
	count   int
	opaque  int64 // bytes of it that can't be read
}

// proven holds that a body is read as what it is.
func (k *trafficKind) proven(b *testing.B, d *dataplane.Detectors) {
	in := inspect(d, k.name, k.body)
	count := 0
	for _, f := range in.Findings() {
		if f.Class == k.carries {
			count = f.Count
		}
	}
	if count < k.count || in.OpaqueBytes() != k.opaque {
		b.Errorf("%s: %d of %s, %d bytes unread; want at least %d, and %d", k.about, count, k.carries, in.OpaqueBytes(), k.count, k.opaque)
	}
	if bytes.IndexByte(k.body, neverThere) >= 0 {
		b.Errorf("%s: holds the byte that is searched for in vain", k.about)
	}
}

func trafficKinds(b *testing.B) []trafficKind {
	rng := rand.New(rand.NewPCG(7, 9))
	source := goSources(b)
	return []trafficKind{
		{about: "prose, Japanese", name: "report.txt", body: proseOf(rng, proseJapanese[:], "、", "。"), least: 500},
		{about: "prose, English", name: "report.txt", body: proseOf(rng, proseEnglish[:], " ", ". "), least: 500},
		{about: "source code (Go's net/http)", name: "server.go", body: source, least: 500, carries: "pii.email", count: 1},
		{about: "CSV full of findings", name: "list.csv", body: []byte(customerList(kindBytes / 128)), least: 250, carries: "pii.person", count: 30000},
		{about: "JSON of a web server's log", name: "log.json", body: jsonLog(rng)},
		{about: "mail with DOCX, ZIP and PDF in base64", name: "mail.eml", body: mailOf(rng, source), carries: "pii.email", count: 1},
		{about: "random bytes", name: "random.bin", body: randomBytes(rng), least: 800, opaque: kindBytes},
	}
}

func proseOf(rng *rand.Rand, parts [][]string, joint, end string) []byte {
	var b bytes.Buffer
	for b.Len() < kindBytes {
		proseParagraph(&b, rng, parts, joint, end)
	}
	return b.Bytes()
}

// goSources are programs that people wrote, as often as it takes.
func goSources(b *testing.B) []byte {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		b.Fatal(err)
	}
	var text []byte
	dir := os.DirFS(filepath.Join(strings.TrimSpace(string(root)), "src", "net", "http"))
	files, err := fs.Glob(dir, "*.go")
	for _, f := range files {
		one, err := fs.ReadFile(dir, f)
		if err != nil {
			b.Fatal(err)
		}
		text = append(text, one...)
	}
	if err != nil || len(text) == 0 {
		b.Fatalf("read Go's sources: %d bytes, %v", len(text), err)
	}
	return bytes.Repeat(text, kindBytes/len(text)+1)
}

func jsonLog(rng *rand.Rand) []byte {
	var b bytes.Buffer
	for b.Len() < kindBytes {
		fmt.Fprintf(&b, `{"ts":%d,"level":"info","path":"/api/v1/items/%d","status":200,"bytes":%d,"id":"%016x"}`+"\n",
			1700000000000+rng.IntN(1<<30), rng.IntN(1e6), rng.IntN(1e5), rng.Uint64())
	}
	return b.Bytes()
}

// mailOf attaches a part of a text in three ways.
func mailOf(rng *rand.Rand, text []byte) []byte {
	text = text[:kindBytes/4]
	_, word := docx(rng, "report", text)
	packed := zipFiles(zip.Deflate, "report.docx", string(word), "report.pdf", string(pdfOf("", text)), "report.go", string(text))
	return mailAttachment("report.zip", packed)
}

// randomBytes has all values but one.
func randomBytes(rng *rand.Rand) []byte {
	b := make([]byte, kindBytes)
	for i := range b {
		b[i] = byte(rng.IntN(neverThere))
	}
	return b
}
