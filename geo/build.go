package geo

import (
	"cmp"
	"errors"
	"fmt"
	"net/netip"
	"slices"

	"github.com/oschwald/maxminddb-golang/v2"
)

// builder lays databases over one another and compiles the result.
type builder struct {
	table   table // ids index pool
	pool    []facts
	ids     map[facts]uint32
	sources []Source
}

func newBuilder() *builder {
	return &builder{table: emptyTable(), pool: []facts{{}}, ids: map[facts]uint32{{}: 0}}
}

// intern returns the one id of f.
func (b *builder) intern(f facts) uint32 {
	id, ok := b.ids[f]
	if !ok {
		id = uint32(len(b.pool))
		b.pool, b.ids[f] = append(b.pool, f), id
	}
	return id
}

// add lays a database over what is there. The library and the walk bound what
// they read; a panic would be a bug in them, and must still not stop the
// appliance.
func (b *builder) add(path string, data []byte) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("corrupt database: %v", p)
		}
	}()
	r, err := openReader(data)
	if err != nil {
		return err
	}
	compiled, err := b.compile(r, data)
	if err != nil {
		return err
	}
	b.sources = append(b.sources, Source{
		Type: r.Metadata.DatabaseType, Path: path,
		Built: r.Metadata.BuildTime().UTC(), Edition: r.Metadata.Description["en"],
	})
	b.overlay(compiled)
	return nil
}

// openReader opens and verifies.
func openReader(data []byte) (*maxminddb.Reader, error) {
	r, err := maxminddb.OpenBytes(data, maxminddb.DisableStringCache())
	if err != nil {
		return nil, err
	}
	return r, verifyReader(r)
}

// compile walks the tree and decodes each distinct record once. The walk goes
// over IPv4 and IPv6 in turn, each in the order of keys, hence two tables.
func (b *builder) compile(r *maxminddb.Reader, data []byte) (table, error) {
	d := decoder{reader: r, source: uint16(len(b.sources)), seen: map[uintptr]uint32{}}
	v4, v6 := emptyTable(), emptyTable()
	err := walkTree(data, &r.Metadata, func(s span, offset uintptr) (err error) {
		if s.id, err = d.id(b, offset); err != nil {
			return fmt.Errorf("record of %s: %w", s.first.addr(), err)
		}
		if s.first.is4() {
			v4.cover(s)
		} else {
			v6.cover(s)
		}
		return nil
	})
	both := merge(v4, v6, func(x, y uint32) uint32 { return x | y }) // one of them is 0
	if err == nil && len(both.ids) == 1 && both.ids[0] == 0 {
		err = fmt.Errorf("no record of its type %q holds a country, an AS number or an anonymity flag", r.Metadata.DatabaseType)
	}
	return both, err
}

// overlay joins the facts of two tables, address by address.
func (b *builder) overlay(later table) {
	if len(later.ids) == 1 && later.ids[0] == 0 {
		return // it says nothing
	}
	joined := map[[2]uint32]uint32{}
	b.table = merge(b.table, later, func(x, y uint32) uint32 {
		if y == 0 {
			return x
		}
		id, ok := joined[[2]uint32{x, y}]
		if !ok {
			id = b.intern(b.pool[x].add(b.pool[y]))
			joined[[2]uint32{x, y}] = id
		}
		return id
	})
}

// overrides makes a table of the admin's word, to lay over the databases.
func (b *builder) overrides(overrides map[netip.Prefix]string) (table, error) {
	all := emptyTable()
	prefixes, err := checkedPrefixes(overrides)
	if err != nil {
		return all, err
	}
	for _, p := range prefixes {
		code, err := overrideCode(overrides[p])
		if err != nil {
			return all, fmt.Errorf("geo override of %s: %w", p, err)
		}
		id := b.intern(facts{override: place{code: code}})
		all = merge(all, tableOf(familySpans(p, id)), lastKnown)
	}
	return all, nil
}

func overrideCode(s string) ([2]byte, error) {
	code, err := parseCode(s)
	if err == nil && code == ([2]byte{}) {
		err = fmt.Errorf("%q names no jurisdiction", s)
	}
	return code, err
}

// lastKnown lets the later id win where it says something. Shorter prefixes
// come first, so that the longest has the last word.
func lastKnown(earlier, later uint32) uint32 {
	if later != 0 {
		return later
	}
	return earlier
}

// familySpans is the keys of p in its own family: ::/0 is no IPv4 address.
func familySpans(p netip.Prefix, id uint32) (spans []span) {
	cutFamilies(spanOf(p, id), func(s span) {
		if s.first.is4() == p.Addr().Is4() {
			spans = append(spans, s)
		}
	})
	return spans
}

// checkedPrefixes sorts by length and refuses what is probably a mistake.
func checkedPrefixes(overrides map[netip.Prefix]string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for p := range overrides {
		if err := checkPrefix(p); err != nil {
			return nil, fmt.Errorf("geo override of %s: %w", p, err)
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b netip.Prefix) int {
		return cmp.Or(a.Bits()-b.Bits(), a.Addr().Compare(b.Addr()))
	})
	return out, nil
}

func checkPrefix(p netip.Prefix) error {
	switch {
	case !p.IsValid():
		return errors.New("not a prefix")
	case p.Addr().Is4In6():
		return errors.New("write an IPv4-mapped prefix as IPv4")
	case p.Masked() != p:
		return fmt.Errorf("address bits are set after the prefix, did you mean %s", p.Masked())
	}
	return checkCarrier(p)
}

// build turns the facts that are in use into records.
func (b *builder) build() *DB {
	d := &DB{records: []Record{{}}, sources: b.sources}
	c := newCompiler(b.sources)
	final := make([]uint32, len(b.pool))
	for i, id := range b.table.ids {
		if id != 0 && final[id] == 0 {
			final[id] = uint32(len(d.records))
			d.records = append(d.records, c.record(b.pool[id]))
		}
		b.table.ids[i] = final[id]
	}
	d.table = table{slices.Clone(b.table.starts), slices.Clone(b.table.ids)}
	return d
}
