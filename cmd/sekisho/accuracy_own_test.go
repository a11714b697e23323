package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/klauspost/compress/gzip"

	"sekisho/dataplane/fingerprint"
)

// companyTexts are manuals of Debian packages that stand for a company's own documents:
// their chapters are registered, or not.
var companyTexts = []struct{ lang, path string }{
	{"ja", "/usr/share/developers-reference/ja/developers-reference.txt.gz"},
	{"ja", "/usr/share/debian-reference/debian-reference.ja.txt.gz"},
	{"zh", "/usr/share/debian-reference/debian-reference.zh-cn.txt.gz"},
	{"ko", "/usr/share/doc/debian/FAQ/debian-faq.ko.txt.gz"},
}

// chapterLetters is the length of a document, tableRows how many customers are registered.
const (
	chapterLetters = 2500
	tableRows      = 3000
)

// chapter is a document, of whose kind each set has registered ones and others.
type chapter struct {
	lang string
	text []rune
}

// company is what stands for a company's own.
type company struct {
	registered, others [sets][]chapter
	customers          [sets][]person // registered rows, but for the last tenth
}

func readCompany() *company {
	c, n, known := &company{}, 0, passages{}
	for _, t := range companyTexts {
		for text := range slices.Chunk([]rune(unzipped(t.path)), chapterLetters) {
			if !isProse(string(text)) || known.repeats(string(text)) {
				continue
			}
			s, one := set(n%int(sets)), chapter{t.lang, text}
			if n++; n%4 < 2 {
				c.registered[s] = append(c.registered[s], one)
			} else {
				c.others[s] = append(c.others[s], one)
			}
		}
	}
	r := rand.New(rand.NewPCG(accuracySeed, 7))
	for s := range sets {
		for range tableRows {
			c.customers[s] = append(c.customers[s], newPersonOf(s, r, "ja"))
		}
	}
	return c
}

// passages are of chapters read so far. One that repeats some, such as the samples that a
// manual has in every language, is left out: who finds it in another is right.
type passages map[string]bool

// passageBytes is how long a passage is, in letters and digits alone.
const passageBytes = 60

// repeats notes a chapter's passages, if it has none of those noted.
func (p passages) repeats(chapter string) bool {
	text := strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, chapter)
	for i := range max(0, len(text)-passageBytes) {
		if p[text[i:i+passageBytes]] {
			return true
		}
	}
	for i := 0; i+passageBytes <= len(text); i += passageBytes {
		p[text[i:i+passageBytes]] = true
	}
	return false
}

// tocLine is a line of a table of contents, or a heading, which stands there too.
var tocLine = regexp.MustCompile(`(?m)^[ *]*(?:[0-9A-Z]+\.)+[0-9]*\.? `)

// isProse leaves out tables, of which little tells one from another, and tables of
// contents, which say what stands in other chapters.
func isProse(text string) bool {
	return strings.Count(text, "|") < 20 && len(tocLine.FindAllString(text, 9)) < 9
}

// unzipped is the text of a gzip file, and empty where there is none.
func unzipped(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	must0(err)
	text, err := io.ReadAll(z)
	must0(err)
	return string(text)
}

// register puts what is registered into a store below dir, by the product's command.
func (c *company) register(dir string) *fingerprint.Store {
	config := filepath.Join(dir, "sekisho.yaml")
	must0(os.WriteFile(config, []byte("state_dir: "+dir+"\n"), 0o600))
	var files []string
	for s := range sets {
		for i, x := range c.registered[s] {
			files = append(files, filepath.Join(dir, fmt.Sprintf("%s-%03d.txt", setNames[s], i)))
			must0(os.WriteFile(files[len(files)-1], []byte(string(x.text)), 0o600))
		}
		table := filepath.Join(dir, setNames[s]+".csv")
		must0(os.WriteFile(table, c.table(s), 0o600))
		runRegister("--config", config, "--table", "--primary", "phone,mail", "--columns", "name", table)
	}
	if files != nil {
		runRegister(append([]string{"--config", config}, files...)...)
	}
	store, err := fingerprint.Open(filepath.Join(dir, "registered.db"))
	must0(err)
	return store
}

func (c *company) table(s set) []byte {
	b := []byte("name,phone,mail\n")
	for _, p := range c.customers[s][:tableRows*9/10] {
		b = append(b, csvRow([]string{p.name, p.phone, p.email}, "\n")...)
	}
	return b
}

func runRegister(args ...string) {
	var out, errs bytes.Buffer
	if status := registerCommand(context.Background(), &env{strings.NewReader(""), &out, &errs}, args); status != 0 {
		panic("register: " + errs.String())
	}
}

// registeredSample carries a part of a document, or some rows of the table; or, one time
// in four, what is like them and isn't registered.
func (c *company) registeredSample(r *rand.Rand, s set) sample {
	d := sample{set: s, about: "confidential.registered", lang: "ja", truth: newTruth()}
	for _, class := range []string{"pii.name", "pii.person", "pii.phone", "pii.email", "pii.address", "pii.birthdate", "file.source_code", "confidential.label"} {
		d.truth.doubt[class] = true
	}
	known := r.IntN(4) > 0
	if r.IntN(3) == 0 {
		c.rows(r, &d, known)
	} else {
		c.excerpt(r, &d, known)
	}
	return d
}

// rows tells of one to eight customers in sentences.
func (c *company) rows(r *rand.Rand, d *sample, known bool) {
	d.layout, d.name = "rows of a registered table", "matome.txt"
	all := c.customers[d.set]
	for range between(r, 1, 8) {
		p := all[tableRows*9/10+r.IntN(tableRows/10)]
		if known {
			p = all[r.IntN(tableRows*9/10)]
			d.truth.add("confidential.registered", p.email+p.phone)
		}
		d.body = fmt.Appendf(d.body, pick(r, rowSentences[d.set]), p.name, p.phone, p.email)
	}
}

var rowSentences = map[set][]string{
	tuning:  {"%[1]s 様 電話 %[2]s\n", "%[1]s\t%[3]s\n"},
	seen:    {"先方は%[1]s様です。%[2]sにお電話ください。\n", "・%[1]s（%[3]s）\n", "{\"mail\": \"%[3]s\", \"name\": \"%[1]s\"}\n", "%[3]s に送付済み（%[1]s 様）\n", "name: %[1]s / tel: %[2]s\n", "お客様名　%[1]s\n連絡先　　%[2]s\n\n"},
	judging: {"%[1]s,%[2]s,%[3]s\n", "担当：%[1]s　携帯 %[2]s\n", "<tr><td>%[1]s</td><td>%[3]s</td></tr>\n"},
}

// excerpt quotes a document.
func (c *company) excerpt(r *rand.Rand, d *sample, known bool) {
	from := c.others[d.set]
	if known {
		from = c.registered[d.set]
	}
	x := pick(r, from)
	quote := pick(r, quotes[d.set])
	n := min(len(x.text), between(r, quote.least, 1600))
	at := r.IntN(len(x.text) - n + 1)
	d.lang, d.layout, d.name = x.lang, "registered text, "+quote.name, quote.file
	d.body = []byte(quote.write(r, string(x.text[at:at+n])))
	if known {
		d.truth.add("confidential.registered", string(x.text[:100]))
	}
}

// quote is a way in which a part of a document leaves, of at least so many letters.
type quote struct {
	name, file string
	least      int
	write      func(r *rand.Rand, text string) string
}

var quotes = map[set][]quote{
	tuning: {
		{"as it is", "part.txt", 400, func(_ *rand.Rand, text string) string { return text }},
		{"in a letter", "letter.txt", 400, func(_ *rand.Rand, text string) string {
			return filler[tuning]["ja"] + "\n\n" + text + "\n\n" + filler[tuning]["ja"] + "\n"
		}},
	},
	judging: judgingQuotes,
	seen: append([]quote{
		{"quoted", "re.txt", 400, func(_ *rand.Rand, text string) string {
			return filler[seen]["ja"] + "\n\n> " + strings.ReplaceAll(text, "\n", "\n> ") + "\n"
		}},
		{"lines cut anew", "copy.txt", 500, rewrapped},
		{"edited", "draft.txt", 800, edited},
		{"in HTML", "page.html", 400, func(_ *rand.Rand, text string) string {
			return "<html><body><p>" + strings.ReplaceAll(escaped(text), "&#xA;&#xA;", "</p>\n<p>") + "</p></body></html>\n"
		}},
	}, seenQuotes...),
}

// rewrapped has lines of another width, without the text's own ends.
func rewrapped(r *rand.Rand, text string) string {
	width, s := between(r, 20, 70), ""
	for line := range slices.Chunk([]rune(strings.Join(strings.Fields(text), " ")), width) {
		s += string(line) + "\n"
	}
	return s
}

// edited has a letter replaced in every hundred.
func edited(r *rand.Rand, text string) string {
	letters := []rune(text)
	for i := r.IntN(100); i < len(letters); i += 100 {
		letters[i] = '※'
	}
	return string(letters)
}
