package fingerprint

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime"
	"slices"
	"syscall"
)

// Kind says what an entry of a store is.
type Kind uint8

// The kinds of entries.
const (
	Text   Kind = iota // a document read as text
	Binary             // a file without text
	Public             // a text that is no secret, and no evidence where others hold it
	Table              // rows of records
)

func (k Kind) String() string {
	return [...]string{"text", "binary", "public", "table"}[k]
}

// Document is what a store tells of one entry.
type Document struct {
	ID           string // eight hexadecimal digits, kept while the content stays
	Name         string
	Kind         Kind
	Fingerprints int // shingles stored; of a table: rows
	Evidence     int // those that are no commonplace and count
}

const (
	magic       = "SEKIREG\x01"
	headerBytes = 64
	recordBytes = 40
	sealBytes   = sha256.Size
	digestBytes = 16
	// MaxBytes is the largest store that is opened.
	MaxBytes = 4 << 30
	// maxNames bounds the names; maxColumns the columns of a table.
	maxNameBytes = 1 << 12
	maxColumns   = 32
)

// Store finds registered documents and rows. It never changes, and may be used
// by any number of matchers.
type Store struct {
	keys     keys
	records  []byte // recordBytes a document
	names    []byte
	shingles index
	values   index  // primary values of tables
	cells    []byte // 32 bits a value, the rows of each table one after the other
	tables   []span // in the order of their rows
	digests  []int  // documents by digest
	lengths  uint64 // bit n: there is a primary value of n bytes
	binaries bool   // there are binary files
}

// span is where a table's rows and cells are.
type span struct {
	document    int
	row, rows   int // of all tables' rows
	columns     int
	cell, cells int
}

// Open reads a store and its key, which lies beside it. The error tells a store
// that does not exist (fs.ErrNotExist), one that is damaged, and one of another key.
func Open(path string) (*Store, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open registered documents: %w", err)
	}
	defer f.Close()
	secret, err := readKey(KeyPath(path))
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("open registered documents: %w", err)
	}
	s, err := load(f, info.Size(), newKeys(secret))
	if err != nil {
		return nil, fmt.Errorf("open registered documents: %s: %w", path, err)
	}
	return s, nil
}

// load reads a store into memory of its own.
//
// Not into Go's heap, which would let as much garbage gather as it holds before
// it is collected. And the file is not mapped: it is only ever replaced by rename, but a
// disk that fails, or a hand that cuts the file short, would end the process with
// a fault in the middle of a packet.
func load(r io.Reader, size int64, k keys) (*Store, error) {
	if size < headerBytes+sealBytes || size > MaxBytes {
		return nil, fmt.Errorf("has %d bytes, want %d to %d", size, headerBytes+sealBytes, int64(MaxBytes))
	}
	// Buckets take at most an eighth of what they lead to.
	room := int(size) + int(size)/8 + 64
	memory, err := syscall.Mmap(-1, 0, room, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		return nil, fmt.Errorf("take %d bytes of memory: %w", room, err)
	}
	s, err := readSealed(r, memory, int(size), k)
	if err != nil {
		return nil, errors.Join(err, syscall.Munmap(memory))
	}
	runtime.AddCleanup(s, func(b []byte) { syscall.Munmap(b) }, memory)
	return s, nil
}

func readSealed(r io.Reader, memory []byte, size int, k keys) (*Store, error) {
	data := memory[:size]
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	if string(data[:len(magic)]) != magic {
		return nil, errors.New("is no store of registered documents of this version")
	}
	m := hmac.New(sha256.New, k.seal[:])
	m.Write(data[:size-sealBytes])
	if !hmac.Equal(m.Sum(nil), data[size-sealBytes:]) {
		return nil, errors.New("is damaged, or belongs to another key")
	}
	return parse(data[:size-sealBytes], memory[size:], k)
}

// parse reads a store whose seal is checked. spare is memory for the buckets.
func parse(data, spare []byte, k keys) (*Store, error) {
	if len(data) < headerBytes {
		return nil, errors.New("is cut short")
	}
	var sizes [5]uint64 // documents, bytes of names, shingles, values, cells
	for i := range sizes {
		sizes[i] = binary.LittleEndian.Uint64(data[16+8*i:])
		if sizes[i] > MaxBytes {
			return nil, fmt.Errorf("announces %d entries in section %d", sizes[i], i)
		}
	}
	s := &Store{keys: k}
	rest := data[headerBytes:]
	var sections [5][]byte
	for i, unit := range [5]uint64{recordBytes, 1, entryBytes, entryBytes, 4} {
		n := sizes[i] * unit
		if n > uint64(len(rest)) {
			return nil, fmt.Errorf("is cut short in section %d", i)
		}
		sections[i], rest = rest[:n], rest[n:]
	}
	if len(rest) > 0 {
		return nil, fmt.Errorf("has %d bytes too many", len(rest))
	}
	s.records, s.names, s.cells = sections[0], sections[1], sections[4]
	return s, s.check(sections[2], sections[3], spare)
}

// check makes sure that nothing in the store points outside it.
func (s *Store) check(shingles, values, spare []byte) error {
	rows, err := s.checkRecords()
	if err != nil {
		return err
	}
	if err := checkEntries(shingles, s.len()); err != nil {
		return fmt.Errorf("shingles: %w", err)
	}
	if err := checkEntries(values, rows); err != nil {
		return fmt.Errorf("values: %w", err)
	}
	n, m := bucketBytes(len(shingles)/entryBytes), bucketBytes(len(values)/entryBytes)
	if n+m > len(spare) {
		spare = make([]byte, n+m)
	}
	s.shingles, s.values = newIndex(shingles, spare[:n]), newIndex(values, spare[n:n+m])
	return nil
}

// checkRecords also gathers what is looked up otherwise than by number.
func (s *Store) checkRecords() (rows int, err error) {
	if s.len() > maxNumber {
		return 0, fmt.Errorf("holds %d documents, at most %d are possible", s.len(), maxNumber)
	}
	cell, name := 0, 0
	for i := range s.len() {
		r := s.record(i)
		if r.kind > Table || name+int(r.nameLen) > len(s.names) || r.nameLen > maxNameBytes || r.evidence > r.count || int(r.name) != name {
			return 0, fmt.Errorf("document %d is not described well", i)
		}
		name += int(r.nameLen)
		s.binaries = s.binaries || r.kind == Binary
		if r.kind != Table {
			continue
		}
		t := span{i, rows, int(r.count), int(r.columns), cell, int(r.count) * int(r.columns)}
		if t.rows == 0 || t.columns == 0 || t.columns > maxColumns || t.cell+t.cells > len(s.cells)/4 || rows+t.rows > maxNumber {
			return 0, fmt.Errorf("table %d is not described well", i)
		}
		s.tables = append(s.tables, t)
		s.lengths |= r.lengths
		rows, cell = rows+t.rows, cell+t.cells
	}
	if cell != len(s.cells)/4 || name != len(s.names) {
		return 0, errors.New("has values or names of no document")
	}
	s.sortDigests()
	return rows, nil
}

func checkEntries(entries []byte, numbers int) error {
	before := uint64(0)
	for i := 0; i < len(entries); i += entryBytes {
		e := binary.LittleEndian.Uint64(entries[i:])
		if i > 0 && e <= before || int(e&maxNumber) >= numbers {
			return fmt.Errorf("entry %d is out of order or of no document", i/entryBytes)
		}
		before = e
	}
	return nil
}

func (s *Store) sortDigests() {
	s.digests = make([]int, s.len())
	for i := range s.digests {
		s.digests[i] = i
	}
	slices.SortFunc(s.digests, func(a, b int) int { return slices.Compare(s.digest(a), s.digest(b)) })
}

// record is what the store file holds of a document.
type record struct {
	digest          [digestBytes]byte
	kind            Kind
	columns         uint8
	nameLen         uint16
	name            uint32
	count, evidence uint32
	lengths         uint64
}

func (s *Store) len() int            { return len(s.records) / recordBytes }
func (s *Store) digest(i int) []byte { return s.records[i*recordBytes:][:digestBytes] }
func (s *Store) kind(i int) Kind     { return Kind(s.records[i*recordBytes+16]) }
func (s *Store) evidence(i int) int {
	return int(binary.LittleEndian.Uint32(s.records[i*recordBytes+28:]))
}

func (s *Store) record(i int) (r record) {
	b := s.records[i*recordBytes:][:recordBytes]
	copy(r.digest[:], b)
	r.kind, r.columns = Kind(b[16]), b[17]
	r.nameLen, r.name = binary.LittleEndian.Uint16(b[18:]), binary.LittleEndian.Uint32(b[20:])
	r.count, r.evidence = binary.LittleEndian.Uint32(b[24:]), binary.LittleEndian.Uint32(b[28:])
	r.lengths = binary.LittleEndian.Uint64(b[32:])
	return r
}

func (r *record) append(b []byte) []byte {
	b = append(b, r.digest[:]...)
	b = append(b, byte(r.kind), r.columns)
	b = binary.LittleEndian.AppendUint16(b, r.nameLen)
	b = binary.LittleEndian.AppendUint32(b, r.name)
	b = binary.LittleEndian.AppendUint32(b, r.count)
	b = binary.LittleEndian.AppendUint32(b, r.evidence)
	return binary.LittleEndian.AppendUint64(b, r.lengths)
}

func (s *Store) name(i int) []byte {
	r := s.record(i)
	return s.names[r.name:][:r.nameLen]
}

// id is how people and events name a document.
func (s *Store) id(i int) string { return hex.EncodeToString(s.digest(i)[:4]) }

// byDigest finds a document by its digest, or gives -1.
func (s *Store) byDigest(d []byte) int {
	at, found := slices.BinarySearchFunc(s.digests, d, func(i int, d []byte) int { return slices.Compare(s.digest(i), d) })
	if !found {
		return -1
	}
	return s.digests[at]
}

// tableOf finds the table that holds a row.
func (s *Store) tableOf(row int) *span {
	at, found := slices.BinarySearchFunc(s.tables, row, func(t span, row int) int { return t.row - row })
	if !found {
		at--
	}
	return &s.tables[at]
}

// Empty says whether there is nothing to find.
func (s *Store) Empty() bool { return s == nil || s.len() == 0 }

// Len is the number of documents and tables.
func (s *Store) Len() int {
	if s == nil {
		return 0
	}
	return s.len()
}

// Documents yields what is registered, in the order in which it was added.
func (s *Store) Documents() iter.Seq[Document] {
	return func(yield func(Document) bool) {
		for i := range s.Len() {
			if !yield(s.document(i)) {
				return
			}
		}
		runtime.KeepAlive(s)
	}
}

func (s *Store) document(i int) Document {
	r := s.record(i)
	return Document{ID: s.id(i), Name: string(s.name(i)), Kind: r.kind, Fingerprints: int(r.count), Evidence: int(r.evidence)}
}
