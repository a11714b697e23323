package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"sekisho/dataplane"
	"sekisho/dataplane/event"
)

// cleanTexts are real texts that carry nothing to flag, and the Debian packages that
// bring them; of each, no more than cleanBytes are read.
var cleanTexts = []struct{ name, dir string }{
	{"Japanese manual pages (manpages-ja)", "/usr/share/man/ja"},
	{"changelogs, copyright and other documentation", "/usr/share/doc"},
	{"network card makers (ieee-data)", "/usr/share/ieee-data"},
	{"Go, source and tests", goSource},
	{"Python's library", "/usr/lib/python3"},
	{"Perl's library", "/usr/share/perl"},
	{"manual pages", "/usr/share/man/man1"},
	{"Chinese manual pages, simplified (manpages-zh)", "/usr/share/man/zh_CN"},
	{"Chinese manual pages, traditional (manpages-zh)", "/usr/share/man/zh_TW"},
	{"German manual pages (manpages-de)", "/usr/share/man/de"},
	{"French manual pages (manpages-fr)", "/usr/share/man/fr"},
	{"Spanish manual pages (manpages-es)", "/usr/share/man/es"},
	{"Japanese and Chinese manuals (debian-reference)", "/usr/share/debian-reference"},
	{"Japanese manual (developers-reference-ja)", "/usr/share/developers-reference"},
	{"Japanese dictionary (edict)", "/usr/share/edict"},
	{"Japanese dictionaries of names, places and words (skkdic)", "/usr/share/skk"},
	{"Korean dictionary (hunspell-ko)", "/usr/share/hunspell"},
	{"C++ headers (libeigen3-dev)", "/usr/include/eigen3"},
	{"Tcl's library (tcllib)", "/usr/share/tcltk"},
	{"JavaScript (node-lodash)", "/usr/share/nodejs"},
	{"Octave's library (octave-common)", "/usr/share/octave"},
	{"Lisp (cl-ironclad)", "/usr/share/common-lisp"},
}

// goSource stands for the source of the Go that runs the test.
const goSource = "src"

const (
	cleanBytes = 160 << 20
	cleanFile  = 16 << 20 // the largest file that is read
	// cleanBlock is the unit of chance: whether a stretch of this many bytes has a
	// false finding.
	cleanBlock = 4 << 10
)

// judged are findings in clean texts that someone has looked at and found right: a part
// of the path, the class, and why.
var judged = []struct{ path, class, why string }{
	{"", "pii.email", "addresses of authors"},
	{"", "pii.phone", "telephone numbers of firms and foundations, in licences"},
	{"/ieee-data/", "pii.address", "addresses of firms, in the public register of network card makers"},
	{"wavelan.4", "pii.address", "the author's, in the credits"},
	{"wavelan.4", "pii.person", "the author, with address and mail, in the credits"},
	{"/stdnum/", "", "numbers in the tests of a library that checks them, under their own names"},
	{"python3-stdnum/changelog", "", "such a number in that library's changelog"},
	{"crypto/tls/example_test.go", "secret.private_key", "a private key, made for an example"},
	{"crypto/tls/testdata/", "secret.private_key", "a private key, made for tests"},
	{"crypto/x509/platform_root_key.pem", "secret.private_key", "a private key, made for tests"},
	{"/examples/", "secret.private_key", "a private key, made for examples"},
	{"python3-jwt/changelog", "secret.jwt", "a signed token, made for an example"},
	{"jsontest/testdata/twitter_status", "pii.name", "names that people gave a service, in the file's field for names"},
	{"jsontest/testdata/synthea_fhir", "pii.birthdate", "birth dates of a synthetic patient, in the file's field for them"},
	{"debug/elf/testdata/hello-world-core", "secret.cloud_key", "keys in the environment of a program, in the image of its memory"},
	{"man7/create_user.7", "secret.password", "a password, made for an example"},
	{"man5/systemd.netdev.5", "secret.private_key", "a private key, made for an example"},
	{"crypto/ecdh/ecdh_test.go", "secret.private_key", "private keys, made for tests"},
	{"crypto/x509/x509_test.go", "secret.private_key", "a private key in hexadecimal digits, made for tests"},
	{"gcloud_oracle-database", "secret.password", "a password, made for an example"},
	{"/src/", "file.source_code", "program text, which it is"},
	{"/lib/python3", "file.source_code", "program text, which it is"},
	{"/share/perl", "file.source_code", "program text, which it is"},
	{"/examples/", "file.source_code", "program text, which it is"},
	{"/contrib/", "file.source_code", "program text, which it is"},
	{"libxslt1-dev/html/tutorial", "file.source_code", "program text, which it is"},
	{"libjpeg62-turbo-dev/example.txt", "file.source_code", "program text, which it is"},
	{"python3-pip/", "file.source_code", "program text, which it is"},
	{"python3.11/gdbinit", "file.source_code", "program text, which it is"},
	{"/nodejs/", "file.source_code", "program text, which it is"},
	{"/tcltk/", "file.source_code", "program text, which it is"},
	{"/octave/", "file.source_code", "program text, which it is"},
	{"/common-lisp/", "file.source_code", "program text, which it is"},
	{"/eigen3/", "file.source_code", "program text, which it is"},
	{"/developers-reference/", "file.source_code", "program text, which it is"},
	{"/librust-", "file.source_code", "program text, which it is"},
	{"manpages/man-addons.el", "file.source_code", "program text, which it is"},
	{"iptables.8", "pii.address", "the translator's, in a comment of credits"},
	{"base-files/changelog", "pii.address", "a foundation's, in a licence"},
	{"gcloud_", "pii.name", "a person's, made for an example"},
	{"gcloud_", "pii.person", "a person with address, mail and telephone, made for an example"},
	{"gcloud_", "pii.address", "an address for parcels, made for an example"},
	{"pygments-lexer/example.yaml", "pii.address", "a customer's, made for an example"},
	{"tcllib/html/yaml.html", "pii.address", "a customer's, made for an example"},
	{"toml-0.10.2.egg-info", "pii.birthdate", "a birth date, made for an example"},
	{"toml-0.10.2.egg-info", "pii.name", "the owner's name, made for an example"},
	{"encoding/xml/example_test.go", "pii.name", "a person's, in the field for names, made for an example"},
	{"net/mail/message.go", "pii.name", "a sender's, in the field for names, made for an example"},
	{"python3-pyparsing/changelog", "pii.address", "a street address, made for an example"},
	{"5.36.0/CPAN.pm", "pii.name", "an author's, in the field for names"},
	{"mbot/README.xml", "pii.name", "the author's, in the field for names"},
	{"net/mail/message_test.go", "pii.name", "senders' and receivers' names, in mails made for tests"},
	{"skkdic/changelog", "pii.address", "a temple's, to the house's number, in notes on a dictionary"},
	{"libslang2/slang.txt", "pii.name", "a person's, in the fields for first and last name, made for an example"},
	{"man8/chat.8", "secret.password", "a password that a script sends, made for an example"},
}

// cleanScores is what was found in clean texts.
type cleanScores struct {
	mu    sync.Mutex
	false map[string]int   // by class
	right map[string]int   // by entry of judged
	bytes map[string]int64 // by source
	files map[string]int
	wrong []string
	total int64 // bytes
}

// readClean scans the clean texts of this machine.
func readClean(b *testing.B, d *dataplane.Detectors, wanted bool) *cleanScores {
	c := &cleanScores{false: map[string]int{}, right: map[string]int{}, bytes: map[string]int64{}, files: map[string]int{}}
	if !wanted {
		return c
	}
	defer tellSeconds("clean texts", time.Now())
	for _, t := range cleanTexts {
		paths := make(chan string, 64)
		var group sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			group.Go(func() {
				for path := range paths {
					c.file(b, d, t.name, path)
				}
			})
		}
		c.walk(t.dir, paths)
		close(paths)
		group.Wait()
	}
	return c
}

func (c *cleanScores) walk(dir string, paths chan<- string) {
	if dir == goSource {
		root, err := exec.Command("go", "env", "GOROOT").Output()
		must0(err)
		dir = filepath.Join(strings.TrimSpace(string(root)), goSource)
	}
	left := int64(cleanBytes)
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return nil // a text less; the report says how many were read
		}
		if i, err := e.Info(); err == nil && i.Size() > 0 && i.Size() <= cleanFile {
			if left -= i.Size(); left < 0 {
				return fs.SkipAll
			}
			paths <- path
		}
		return nil
	})
}

// file scans one clean text.
func (c *cleanScores) file(b *testing.B, d *dataplane.Detectors, source, path string) {
	body, err := os.ReadFile(path)
	if err != nil {
		b.Error(err)
		return
	}
	found, size := scanBytes(d, filepath.Base(path), body), unpackedSize(body)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.files[source]++
	c.bytes[source] += size
	c.total += size
	for _, f := range found {
		c.count(path, f)
	}
}

// unpackedSize counts what a gzip file holds; other files are as they are.
func unpackedSize(body []byte) int64 {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return int64(len(body))
	}
	var n int64
	for buf := make([]byte, 64<<10); ; {
		k, err := z.Read(buf)
		n += int64(k)
		if err != nil {
			return n
		}
	}
}

func (c *cleanScores) count(path string, f event.Finding) {
	if f.Class == "opaque" {
		return
	}
	for _, j := range judged {
		if (j.class == f.Class || j.class == "") && strings.Contains(path, j.path) {
			c.right[j.path+j.class] += f.Count
			return
		}
	}
	c.false[f.Class] += f.Count
	c.wrong = append(c.wrong, fmt.Sprintf("%s: %s ×%d %.2f %q in %s", f.Class, path, f.Count, f.Confidence, f.Sample, f.Where))
}

// perGB scales a number of false findings to a GB, with its interval.
func (c *cleanScores) perGB(n int) string {
	blocks := share{min(n, int(c.total/cleanBlock)), int(c.total / cleanBlock)}
	low, high := blocks.wilson()
	scale := 1e9 / cleanBlock
	if c.total == 0 {
		return "–"
	}
	return fmt.Sprintf("%s (%s–%s)", rate(blocks.value()*scale), rate(low*scale), rate(high*scale))
}

func rate(x float64) string { return fmt.Sprint(math.Round(x*10) / 10) }

func (c *cleanScores) report(b *strings.Builder) {
	if c.total == 0 {
		return
	}
	b.WriteString("### Clean texts\n\n| source | files | MB |\n|---|---:|---:|\n")
	for _, t := range cleanTexts {
		fmt.Fprintf(b, "| %s | %d | %.1f |\n", t.name, c.files[t.name], float64(c.bytes[t.name])/1e6)
	}
	n := 0
	for _, class := range sorted(c.false) {
		n += c.false[class]
	}
	verdict := "PASS"
	if float64(n)*1e9 > cleanBar*float64(c.total) {
		verdict = "below"
	}
	fmt.Fprintf(b, "\n%d false findings in %.0f MB, %s a GB; the bar is %d: %s.\n\n", n, float64(c.total)/1e6, c.perGB(n), cleanBar, verdict)
	c.reportJudged(b)
}

func (c *cleanScores) reportJudged(b *strings.Builder) {
	b.WriteString("Taken for right after a look:\n\n")
	for _, j := range judged {
		if n := c.right[j.path+j.class]; n > 0 {
			fmt.Fprintf(b, "- %d of `%s` in %s: %s\n", n, cmp.Or(j.class, "any class"), cmp.Or(j.path, "every text"), j.why)
		}
	}
	b.WriteString("\n")
	slices.Sort(c.wrong)
	if os.Getenv(showMisses) != "" {
		fmt.Println(strings.Join(c.wrong, "\n"))
	}
}
