package geo

import (
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"time"

	"github.com/oschwald/maxminddb-golang/v2"
)

// Source is one database that a DB was made of.
type Source struct {
	Type    string    `json:"type"`    // as the database names itself: "GeoLite2-Country"
	Path    string    `json:"path"`    // the file, or "embedded"
	Built   time.Time `json:"built"`   // when its publisher built it, UTC
	Edition string    `json:"edition"` // its English description, if any
}

func (s Source) String() string {
	return s.Type + " " + s.Built.Format(time.DateOnly)
}

// DB answers what is known of an address. It never changes, so that any number
// of goroutines may use it; an update is a new DB.
//
// The files are read whole into memory and compiled, never mapped: a mapped
// file that another process truncates kills this one with SIGBUS, and a file
// that is rewritten in place would change answers halfway.
type DB struct {
	table   table    // ids index records
	records []Record // records[0] is unknown
	sources []Source
}

// maxFile bounds a database file, in bytes. The largest on the market are
// below a quarter of it.
const maxFile = 2 << 30

// Open reads MaxMind DB files and lays the later over the earlier: per address,
// evidence of a later file replaces the earlier file's of the same kind, and
// flags add up. Without files it opens the embedded database. Overrides map a
// prefix to the code of the jurisdiction that shall hold for it; the longest
// prefix wins. Errors name the file or prefix at fault and the reason. Every
// file is verified as by Verify.
func Open(files []string, overrides map[netip.Prefix]string) (*DB, error) {
	b := newBuilder()
	said, err := b.overrides(overrides)
	if err != nil {
		return nil, err // before the long work
	}
	if err := b.addFiles(files); err != nil {
		return nil, err
	}
	b.overlay(said)
	return b.build(), nil
}

// Sources lists the databases in the order in which they were given.
func (d *DB) Sources() []Source { return append([]Source(nil), d.sources...) }

// Lookup returns what is known of a. An IPv6 address that carries an IPv4
// address (IPv4-mapped, NAT64's 64:ff9b::/96, 6to4's 2002::/16) stands where
// that one stands. It does not allocate. The zero Addr is unknown.
func (d *DB) Lookup(a netip.Addr) Record {
	if !a.IsValid() {
		return Record{}
	}
	return d.records[d.table.at(carried(keyOf(a)))]
}

// Prefixes returns the fewest prefixes that hold exactly the addresses whose
// Record matches, IPv4 before IPv6, each sorted by address. Addresses that no
// database covers have the zero Record, which may match too. IPv4 prefixes come
// with the IPv6 prefixes that carry them, but without their IPv4-mapped form,
// which is not on the wire. match is called once for each distinct Record.
func (d *DB) Prefixes(match func(Record) bool) []netip.Prefix {
	matched := make([]bool, len(d.records))
	for i, r := range d.records {
		matched[i] = match(r)
	}
	var spans []span
	d.table.runs(func(id uint32) bool { return matched[id] }, func(s span) {
		s.id = 1
		spans = withCarriers(spans, s)
	})
	t := tableOf(spans) // which joins neighbours
	return t.prefixes(func(id uint32) bool { return id == 1 })
}

// Verify reports the first thing that is wrong with a MaxMind DB file: its
// metadata, search tree, any record, or that it says nothing of use here.
func Verify(file string) error {
	return newBuilder().addFiles([]string{file})
}

func (b *builder) addFiles(files []string) error {
	if len(files) == 0 {
		return b.addEmbedded()
	}
	for _, file := range files {
		data, err := readFile(file)
		if err == nil {
			err = b.add(file, data)
		}
		if err != nil {
			return fmt.Errorf("open geo database %s: %w", file, err)
		}
	}
	return nil
}

// readFile reads a regular file of bounded size whole.
func readFile(file string) ([]byte, error) {
	info, err := os.Stat(file) // before opening, which a named pipe would block
	if err == nil {
		err = checkFile(info)
	}
	if err != nil {
		return nil, unwrapPath(err)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, unwrapPath(err)
	}
	defer f.Close()
	data := make([]byte, info.Size())
	if _, err = io.ReadFull(f, data); err != nil {
		return nil, fmt.Errorf("read %d bytes: %w", len(data), unwrapPath(err))
	}
	return data, nil
}

func checkFile(info os.FileInfo) error {
	switch {
	case !info.Mode().IsRegular():
		return errors.New("not a regular file")
	case info.Size() == 0:
		return errors.New("file is empty")
	case info.Size() > maxFile:
		return fmt.Errorf("file of %d bytes, at most %d are read", info.Size(), maxFile)
	}
	return nil
}

// unwrapPath drops the path that the caller's message names already.
func unwrapPath(err error) error {
	if pe, ok := errors.AsType[*os.PathError](err); ok {
		return pe.Err
	}
	return err
}

// verifyReader runs maxminddb's own verification. Of its demands, the one for a
// description is waived: ip-location-db and others publish without one.
func verifyReader(r *maxminddb.Reader) error {
	described := *r
	if len(r.Metadata.Description) == 0 {
		described.Metadata.Description = map[string]string{"en": r.Metadata.DatabaseType}
	}
	return described.Verify()
}
