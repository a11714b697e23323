package store

import (
	"sync"

	"sekisho/admin/sqlite"
)

const (
	// openReaders is how many databases are kept open for reading.
	openReaders = 8
	// readersEach is how many reads of one may run at a time.
	readersEach = 4
)

// readers keeps databases open for reading, the ones used last.
type readers struct {
	mu    sync.Mutex
	open  map[string]*reader
	clock uint64
}

// reader is a database that some may be reading.
type reader struct {
	*sqlite.DB
	users int
	used  uint64
	gone  bool // to be closed when nobody uses it any more
}

// get opens a database, or finds it open. The caller gives it back by put.
func (r *readers) get(path string) (*reader, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	d := r.open[path]
	if d == nil {
		db, err := sqlite.OpenReader(path, readersEach)
		if err != nil {
			return nil, err
		}
		if r.open == nil {
			r.open = map[string]*reader{}
		}
		d = &reader{DB: db}
		r.open[path] = d
	}
	r.clock++
	d.used = r.clock
	d.users++
	r.evict()
	return d, nil
}

// evict lets go of the one used longest ago, where too many are open.
func (r *readers) evict() {
	if len(r.open) <= openReaders {
		return
	}
	oldest := ""
	for path, d := range r.open {
		if oldest == "" || d.used < r.open[oldest].used {
			oldest = path
		}
	}
	r.forget(oldest)
}

func (r *readers) put(d *reader) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if d.users--; d.users == 0 && d.gone {
		d.Close() // nothing was written, so nothing can be lost
	}
}

// drop sees to it that the next get opens the database anew.
func (r *readers) drop(path string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.open[path] != nil {
		r.forget(path)
	}
}

func (r *readers) forget(path string) {
	d := r.open[path]
	delete(r.open, path)
	if d.gone = true; d.users == 0 {
		d.Close()
	}
}

func (r *readers) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for path := range r.open {
		r.forget(path)
	}
}
