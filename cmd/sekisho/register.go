package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"sekisho/configs"
	"sekisho/dataplane/content"
	"sekisho/dataplane/fingerprint"
)

// flushAt bounds what waits to be saved, to some hundred megabytes.
const flushAt = 16 << 20

// registerCommand adds documents and tables to what confidential.registered finds.
func registerCommand(ctx context.Context, e *env, args []string) int {
	r := &registration{ctx: ctx, env: e, out: json.NewEncoder(e.stdout), progress: newProgress(e)}
	r.out.SetEscapeHTML(false)
	flags := r.flags()
	if status, done := e.parse(flags, args); done {
		return status
	}
	if err := r.checkFlags(flags.Args()); err != nil {
		return e.fail("register: %v", err)
	}
	c, err := configs.Load(r.config)
	if err == nil {
		err = r.run(registeredPath(c), flags.Args())
	}
	r.progress.done()
	if err != nil {
		return e.fail("register: %v", err)
	}
	if r.failed {
		return 1
	}
	return 0
}

// registration is one call of the command.
type registration struct {
	ctx      context.Context
	env      *env
	out      *json.Encoder
	progress *progress
	builder  *fingerprint.Builder
	failed   bool // a path could not be read

	config              string
	list, table, public bool
	remove              files
	primary, columns    string
}

// registeredEntry is a line that the command prints.
type registeredEntry struct {
	ID           string `json:"id,omitempty"`
	Name         string `json:"name"`
	Kind         string `json:"kind,omitempty"`
	Fingerprints int    `json:"fingerprints,omitempty"`
	Evidence     *int   `json:"evidence,omitempty"` // of those, what few other documents hold
	Rows         int    `json:"rows,omitempty"`
	UnusableRows int    `json:"unusable_rows,omitempty"`
	CommonValues int    `json:"common_values,omitempty"`
	Unread       int64  `json:"unread_bytes,omitempty"`
	Removed      bool   `json:"removed,omitempty"`
	Skipped      string `json:"skipped,omitempty"`
}

func (r *registration) flags() *flag.FlagSet {
	f := r.env.flags("register", `--config FILE [--public] PATH...
       sekisho register --config FILE --table --primary COLUMN,... [--columns COLUMN,...] CSV...
       sekisho register --config FILE --remove NAME... | --list
Adds documents, and the files below directories, to what confidential.registered finds:
hashes of them are stored, not their text. A file that is registered again replaces
what it was.`, "sekisho register --config /etc/sekisho/sekisho.yaml --table --primary phone,email customers.csv")
	f.StringVar(&r.config, "config", "", "the appliance's configuration `file`; the store lies in its state_dir")
	f.BoolVar(&r.list, "list", false, "list what is registered")
	f.Var(&r.remove, "remove", "remove the document or table of this `name` or id, again for more")
	f.BoolVar(&r.public, "public", false, "the texts are no secret: templates, footers, licences; what they say is no evidence")
	f.BoolVar(&r.table, "table", false, "the files are tables whose first row names the columns; their rows are found")
	f.StringVar(&r.primary, "primary", "", "`columns` that identify a row: phone numbers, mail addresses, customer numbers")
	f.StringVar(&r.columns, "columns", "", "`columns` that confirm a row beside a primary value; without it all")
	return f
}

func (r *registration) checkFlags(paths []string) error {
	switch {
	case r.config == "":
		return errors.New("--config FILE is missing")
	case r.list && (len(paths) > 0 || len(r.remove) > 0 || r.table || r.public):
		return errors.New("--list goes with --config alone")
	case !r.list && len(paths) == 0 && len(r.remove) == 0:
		return errors.New("want at least one PATH, --remove or --list")
	case r.table && r.public:
		return errors.New("--table and --public exclude each other")
	case r.table && r.primary == "":
		return errors.New("--table wants --primary with columns")
	case !r.table && r.primary+r.columns != "":
		return errors.New("--primary and --columns go with --table")
	}
	return nil
}

// run changes the store, or lists it. After an error nothing more is saved.
func (r *registration) run(store string, paths []string) (err error) {
	if r.list {
		return r.printStore(store)
	}
	if err := os.MkdirAll(filepath.Dir(store), 0o700); err != nil {
		return err
	}
	if r.builder, err = fingerprint.Edit(store); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.builder.Close()) }()
	for _, name := range r.remove {
		if err := r.removeOne(name); err != nil {
			return err
		}
	}
	for _, path := range paths {
		if err := r.walk(path); err != nil {
			return err
		}
	}
	return r.builder.Save()
}

func (r *registration) printStore(store string) error {
	s, err := openRegistered(store)
	if err != nil {
		return err
	}
	for d := range s.Documents() {
		entry := entryOf(d)
		if d.Kind != fingerprint.Table {
			entry.Evidence = &d.Evidence
		}
		if err := r.print(entry); err != nil {
			return err
		}
	}
	return nil
}

func entryOf(d fingerprint.Document) registeredEntry {
	e := registeredEntry{ID: d.ID, Name: d.Name, Kind: d.Kind.String(), Fingerprints: d.Fingerprints}
	if d.Kind == fingerprint.Table {
		e.Rows, e.Fingerprints = d.Fingerprints, 0
	}
	return e
}

func (r *registration) print(entry registeredEntry) error {
	r.progress.output()
	if err := r.out.Encode(entry); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

func (r *registration) removeOne(name string) error {
	if r.builder.Remove(name) == 0 {
		return fmt.Errorf("nothing registered has the name or id %q", name)
	}
	return r.print(registeredEntry{Name: name, Removed: true})
}

// walk registers a file, or all below a directory. What can't be read is said and
// passed over.
func (r *registration) walk(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	return filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		switch {
		case r.ctx.Err() != nil:
			return r.ctx.Err()
		case err == nil && (d.IsDir() || !d.Type().IsRegular() && p != path):
			return nil
		case err == nil && r.table:
			return r.addTable(p)
		case err == nil:
			err = r.document(p)
		}
		var unreadable *fs.PathError
		if errors.As(err, &unreadable) {
			r.progress.clear()
			r.env.fail("register: %v", err)
			r.failed = true
			return nil
		}
		return err
	})
}

// document registers one file and its members.
func (r *registration) document(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	kind := fingerprint.Text
	if r.public {
		kind = fingerprint.Public
	}
	c := &collector{root: path, kind: kind, builder: r.builder, drafts: map[string]*fingerprint.Draft{}}
	n, err := c.read(f)
	if err != nil {
		return err
	}
	r.progress.step(1, n)
	if err := r.addAll(c); err != nil {
		return err
	}
	if r.builder.Pending() > flushAt {
		return r.builder.Flush()
	}
	return nil
}

// addAll adds what a file was found to hold, and says so.
func (r *registration) addAll(c *collector) error {
	for _, name := range c.order {
		d, err := c.drafts[name].Add()
		entry := entryOf(d)
		if errors.Is(err, fingerprint.ErrShort) || errors.Is(err, fingerprint.ErrRegistered) {
			entry, err = registeredEntry{Name: name, Skipped: err.Error()}, nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if name == c.root {
			entry.Unread, c.unread = c.unread, 0
		}
		if d.Kind == fingerprint.Binary {
			entry.Unread = 0 // it is compared as it is
		}
		if err := r.print(entry); err != nil {
			return err
		}
	}
	if c.unread > 0 || len(c.order) == 0 {
		return r.print(registeredEntry{Name: c.root, Unread: c.unread, Skipped: "has no text that can be read"})
	}
	return nil
}

// registerLimits are wider than those of traffic: the files are one's own.
func registerLimits() content.Limits { return content.Limits{Bytes: 4 << 30, Members: 1 << 20} }

// collector makes drafts of the texts of one file: one for the file, or one for
// each member of an archive.
type collector struct {
	root    string
	kind    fingerprint.Kind
	builder *fingerprint.Builder
	drafts  map[string]*fingerprint.Draft
	order   []string
	unread  int64
}

func (c *collector) read(f *os.File) (int64, error) {
	x := content.New(registerLimits(), c)
	defer x.Release()
	w := x.Open(content.Part{Where: c.root, Name: filepath.Base(c.root)})
	defer w.Close()
	return feed(w, f)
}

// Text implements content.Sink.
func (c *collector) Text(i content.Info) content.Writer {
	name, kind := documentOf(i.Where, c.root), c.kind
	if i.Binary {
		name, kind = i.Where, fingerprint.Binary
	}
	d := c.drafts[name]
	if d == nil {
		c.order = append(c.order, name)
	}
	if d == nil || d.Kind() != kind { // taken for a text at first
		d = c.builder.Draft(name, kind)
		c.drafts[name] = d
	}
	return d.Text()
}

// Part implements content.Sink.
func (c *collector) Part(content.Info, int64) {}

// Opaque implements content.Sink.
func (c *collector) Opaque(_ content.Info, n int64, _ string) { c.unread += n }

// Kind implements content.Sink.
func (c *collector) Kind(content.Info, string) {}

// Flag implements content.Sink.
func (c *collector) Flag(string, content.Info, string) {}

// oneDocument are the extensions of files that are one document, of however many
// parts they are made.
const oneDocument = " .docx .docm .xlsx .xlsm .pptx .pptm .odt .ods .odp .doc .xls .ppt .pdf .rtf .eml .msg .epub "

// documentOf gives the name of the document that a text at this path belongs to:
// the first on the path that is one document, or the whole path.
func documentOf(where, root string) string {
	rest := strings.TrimPrefix(where, root)
	name := root
	for rest != "" && !strings.Contains(oneDocument, " "+strings.ToLower(filepath.Ext(name))+" ") {
		member, _, _ := strings.Cut(rest[1:], "!")
		name += rest[:1] + member
		rest = rest[1+len(member):]
	}
	return name
}
