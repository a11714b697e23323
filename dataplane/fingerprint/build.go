package fingerprint

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
)

// leastShingles is how many a document needs to be told from others.
const leastShingles = leastSeen + 2

// Errors that say why a document was not added. They are no fault of the store.
var (
	ErrShort      = fmt.Errorf("too short: a document needs %d fingerprints, some %d letters", leastShingles, leastShingles*windowGrams/2)
	ErrRegistered = errors.New("already registered")
)

// Builder changes a store: what was in it stays but for what is removed or added
// anew under its name. Nothing is written before Save. One process at a time
// can hold a Builder of a store.
type Builder struct {
	path  string
	lock  *os.File
	keys  keys
	old   *Store
	gone  map[int]bool // of old
	added []*addition

	oldNames map[string]int // of those that stay
	newNames map[string]int // in added
	digests  map[[digestBytes]byte]string
}

// addition is a new document.
type addition struct {
	name   string
	record record
	hashes []uint64 // sorted, each once
	values []uint64 // entries of primary values, by the table's own rows
	cells  []uint32
}

// Edit begins to change the store at path, which need not exist; neither need its
// key, which then is made.
func Edit(path string) (*Builder, error) {
	secret, err := createKey(KeyPath(path))
	if err != nil {
		return nil, err
	}
	b := &Builder{path: path, keys: newKeys(secret)}
	if b.lock, err = lock(KeyPath(path)); err != nil {
		return nil, err
	}
	old, err := Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		b.begin(&Store{})
	case err != nil:
		return nil, errors.Join(err, b.Close())
	default:
		b.begin(old)
	}
	return b, nil
}

// begin takes up a store, with nothing changed.
func (b *Builder) begin(old *Store) {
	b.old, b.gone, b.added = old, map[int]bool{}, nil
	b.oldNames, b.newNames, b.digests = map[string]int{}, map[string]int{}, map[[digestBytes]byte]string{}
	for i := range old.len() {
		b.oldNames[string(old.name(i))] = i
	}
}

// lock keeps two processes from changing one store, of which one's changes would
// be lost. The lock ends with the process.
func lock(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("lock registered documents: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("lock registered documents: %s: another process is changing them: %w", path, err), f.Close())
	}
	return f, nil
}

// Path is where the store is saved.
func (b *Builder) Path() string { return b.path }

// Close gives the store free for others. It does not save.
func (b *Builder) Close() error { return b.lock.Close() }

// Remove takes out the documents with this name or ID, and says how many.
func (b *Builder) Remove(nameOrID string) (n int) {
	for name, i := range b.oldNames {
		if name == nameOrID || b.old.id(i) == nameOrID {
			delete(b.oldNames, name)
			b.gone[i] = true
			n++
		}
	}
	kept := b.added
	b.added = nil
	clear(b.newNames)
	clear(b.digests)
	for _, a := range kept {
		if a.name == nameOrID || a.id() == nameOrID {
			n++
			continue
		}
		b.put(a)
	}
	return n
}

// put adds a document, or puts it in place of the one of its name.
func (b *Builder) put(a *addition) {
	if i, ok := b.oldNames[a.name]; ok {
		delete(b.oldNames, a.name)
		b.gone[i] = true
	}
	b.digests[a.record.digest] = a.name
	if i, ok := b.newNames[a.name]; ok {
		b.added[i] = a
		return
	}
	b.newNames[a.name] = len(b.added)
	b.added = append(b.added, a)
}

// Draft is a document being added.
type Draft struct {
	b      *Builder
	name   string
	kind   Kind
	hashes []uint64
	sum    hash.Hash
}

// Draft begins a document. Its texts, of which it may have several, are written
// to writers of their own.
func (b *Builder) Draft(name string, kind Kind) *Draft {
	return &Draft{b: b, name: name, kind: kind, sum: newDigest(&b.keys)}
}

// Kind is what the draft was begun as.
func (d *Draft) Kind() Kind { return d.kind }

// DraftText is one text of a document.
type DraftText struct {
	d  *Draft
	st Stream
	w  *scratch
}

// Text begins a text of the document.
func (d *Draft) Text() *DraftText {
	return &DraftText{d: d, st: Stream{Binary: d.kind == Binary}, w: new(scratch)}
}

// Write adds bytes: UTF-8, or any where the document is Binary.
func (t *DraftText) Write(b []byte) {
	for len(b) > 0 {
		n := min(len(b), pieceBytes)
		t.piece(b[:n], false)
		b = b[n:]
	}
}

// Close ends the text.
func (t *DraftText) Close() { t.piece(nil, true) }

func (t *DraftText) piece(b []byte, closed bool) {
	t.st.read(t.w, b, closed)
	for _, g := range t.st.choose(&t.d.b.keys, t.w) {
		t.d.hashes = append(t.d.hashes, g.hash)
	}
	t.d.sum.Write(t.w.text[t.w.old:t.w.n])
	t.st.keep(t.w, spanBytes)
}

// Add adds the document in place of those of its name. The error is ErrShort or
// ErrRegistered (wrapped, with the name it has), or says that the store is full.
func (d *Draft) Add() (Document, error) {
	slices.Sort(d.hashes)
	a := &addition{name: d.name, record: record{kind: d.kind}, hashes: slices.Compact(d.hashes)}
	copy(a.record.digest[:], d.sum.Sum(nil))
	a.record.count = uint32(len(a.hashes))
	if len(a.hashes) < leastShingles && d.kind != Binary {
		return d.b.describe(a), ErrShort
	}
	return d.b.describe(a), d.b.add(a)
}

func (a *addition) id() string { return hex.EncodeToString(a.record.digest[:4]) }

func (b *Builder) describe(a *addition) Document {
	return Document{ID: a.id(), Name: a.name, Kind: a.record.kind, Fingerprints: int(a.record.count)}
}

// add puts a document in place of its earlier versions.
func (b *Builder) add(a *addition) error {
	if len(a.name) > maxNameBytes || a.name == "" {
		return fmt.Errorf("name of %d bytes, want 1 to %d", len(a.name), maxNameBytes)
	}
	if name, twice := b.twin(a); twice {
		return fmt.Errorf("%w as %s", ErrRegistered, name)
	}
	if b.old.len()-len(b.gone)+len(b.added) >= maxNumber {
		return fmt.Errorf("the store is full: %d documents", maxNumber)
	}
	b.put(a)
	return nil
}

// twin finds a document of the same content under another name.
func (b *Builder) twin(a *addition) (name string, found bool) {
	if i := b.old.byDigest(a.record.digest[:]); i >= 0 && !b.gone[i] && b.old.kind(i) == a.record.kind {
		name = string(b.old.name(i))
		return name, name != a.name
	}
	if name, ok := b.digests[a.record.digest]; ok && name != a.name {
		i, ok := b.newNames[name] // it may have got another content since
		if ok && b.added[i].record.digest == a.record.digest && b.added[i].record.kind == a.record.kind {
			return name, true
		}
	}
	return "", false
}

// Save writes the store: beside its place first, then by rename, so that whoever
// reads it sees the old one or the new one.
func (b *Builder) Save() error {
	f, err := os.CreateTemp(filepath.Dir(b.path), filepath.Base(b.path)+".next*")
	if err != nil {
		return fmt.Errorf("save registered documents: %w", err)
	}
	err = errors.Join(b.write(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), b.path)
	}
	if err != nil {
		return fmt.Errorf("save registered documents: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

// Pending is how many fingerprints and values wait to be saved.
func (b *Builder) Pending() (n int) {
	for _, a := range b.added {
		n += len(a.hashes) + len(a.values) + len(a.cells)
	}
	return n
}

// Flush saves, and goes on with what was saved. It bounds the memory that many
// documents take.
func (b *Builder) Flush() error {
	if err := b.Save(); err != nil {
		return err
	}
	old, err := Open(b.path)
	if err != nil {
		return err
	}
	b.begin(old)
	return nil
}

// Documents yields what is in the store when it is saved.
func (b *Builder) Documents() iter.Seq[Document] {
	return func(yield func(Document) bool) {
		for i := range b.old.len() {
			if !b.gone[i] && !yield(b.old.document(i)) {
				return
			}
		}
		for _, a := range b.added {
			if !yield(b.describe(a)) {
				return
			}
		}
	}
}

// write writes the file format that doc.go describes.
func (b *Builder) write(out io.Writer) error {
	buffered := bufio.NewWriterSize(out, 1<<20)
	seal := hmac.New(sha256.New, b.keys.seal[:])
	w := io.MultiWriter(buffered, seal)
	err := b.sections(w)
	_, sealed := buffered.Write(seal.Sum(nil))
	runtime.KeepAlive(b.old)
	return errors.Join(err, sealed, buffered.Flush())
}

func (b *Builder) sections(w io.Writer) error {
	records, names, cells := b.records()
	shingles, values := b.shingles(records), b.values()
	sizes := [5]int{len(records), len(names), count(shingles), count(values), cells}
	if total := recordBytes*sizes[0] + sizes[1] + entryBytes*(sizes[2]+sizes[3]) + 4*cells; total > MaxBytes-headerBytes-sealBytes {
		return fmt.Errorf("the store is full: %d bytes, at most %d are possible", total, int64(MaxBytes))
	}
	head := append([]byte(magic), make([]byte, 8)...)
	for _, n := range sizes {
		head = binary.LittleEndian.AppendUint64(head, uint64(n))
	}
	head = append(head, make([]byte, headerBytes-len(head))...)
	for i := range records {
		head = records[i].append(head)
	}
	_, err := w.Write(append(head, names...))
	return errors.Join(err, writeEntries(w, shingles), writeEntries(w, values), b.writeCells(w))
}

func count(entries iter.Seq[uint64]) (n int) {
	for range entries {
		n++
	}
	return n
}

func writeEntries(w io.Writer, entries iter.Seq[uint64]) error {
	var b [entryBytes]byte
	for e := range entries {
		binary.LittleEndian.PutUint64(b[:], e)
		if _, err := w.Write(b[:]); err != nil {
			return err
		}
	}
	return nil
}

func (b *Builder) writeCells(w io.Writer) error {
	for _, t := range b.old.tables {
		if b.gone[t.document] {
			continue
		}
		if _, err := w.Write(b.old.cells[t.cell*4:][:t.cells*4]); err != nil {
			return err
		}
	}
	for _, a := range b.added {
		if err := binary.Write(w, binary.LittleEndian, a.cells); err != nil {
			return err
		}
	}
	return nil
}

// records gathers what stays and what is new, their names, and the number of cells.
func (b *Builder) records() (all []record, names []byte, cells int) {
	put := func(r record, name []byte) {
		r.name, r.nameLen, r.evidence = uint32(len(names)), uint16(len(name)), 0
		if r.kind == Table {
			r.evidence = r.count
			cells += int(r.count) * int(r.columns)
		}
		all, names = append(all, r), append(names, name...)
	}
	for i := range b.old.len() {
		if !b.gone[i] {
			put(b.old.record(i), b.old.name(i))
		}
	}
	for _, a := range b.added {
		put(a.record, []byte(a.name))
	}
	return all, names, cells
}
