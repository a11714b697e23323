package store

import (
	"context"
	"sync"

	"sekisho/admin/sqlite"
)

// heldFilters bounds the filters kept in memory, of 8 KiB each.
const heldFilters = 8192

// filters keeps the Bloom filters of full blocks, which do not change any more.
type filters struct {
	mu   sync.Mutex
	held map[filterKey]filter
}

type filterKey struct {
	path, column string
	first        uint64
}

func (f *filters) get(k filterKey) filter {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.held[k]
}

// put keeps a filter, in the place of any other where there are too many.
func (f *filters) put(k filterKey, v filter) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.held == nil {
		f.held = map[filterKey]filter{}
	}
	for other := range f.held {
		if len(f.held) < heldFilters {
			break
		}
		delete(f.held, other)
	}
	f.held[k] = v
}

// drop forgets those of a database.
func (f *filters) drop(path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for k := range f.held {
		if k.path == path {
			delete(f.held, k)
		}
	}
}

// drop has a database opened anew by whoever reads it next.
func (s *Store) drop(path string) {
	s.readers.drop(path)
	s.filters.drop(path)
}

// summary is a block whose filters are fetched when they are asked for.
type summary struct {
	*block
	fetch func(column string, first uint64) filter
}

func (s summary) HasToken(n uint64) bool {
	if s.tokens == nil {
		s.tokens = s.fetch("tokens", s.first)
	}
	return s.tokens.has(n)
}

func (s summary) HasPiece(n uint64) bool {
	if s.pieces == nil {
		s.pieces = s.fetch("pieces", s.first)
	}
	return s.pieces.has(n)
}

// fetcher reads the filters of a database. Where that fails anything may be in the
// block, and the search for it will meet the same error.
func (s *Store) fetcher(ctx context.Context, db *sqlite.DB, path string) func(string, uint64) filter {
	return func(column string, first uint64) filter {
		k := filterKey{path, column, first}
		if f := s.filters.get(k); f != nil {
			return f
		}
		var b []byte
		err := db.QueryRowContext(ctx, "SELECT "+column+" FROM blocks WHERE first = ?", first).Scan(&b)
		if err == nil && len(b) > 0 {
			s.filters.put(k, b)
		}
		return filter(b)
	}
}
