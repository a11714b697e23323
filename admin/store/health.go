package store

import (
	"database/sql"
	"maps"
	"os"
	"slices"

	"sekisho/dataplane/journal"
)

// Health is how the store is doing.
type Health struct {
	Behind   int64    `json:"behind_bytes"`  // of the journal that are not indexed yet
	Events   int64    `json:"events"`        // indexed
	Last     uint64   `json:"last_sequence"` // of the last event indexed
	Days     int      `json:"days"`          // with an index
	Bytes    int64    `json:"index_bytes"`   // of the index and the rollups on disk
	Journal  int64    `json:"journal_bytes"` // of the stored events
	Free     int64    `json:"free_bytes"`    // on the disk
	Gaps     int64    `json:"gaps"`          // in the sequence, since the rollups began
	Damaged  int64    `json:"damaged"`       // records that couldn't be read, since the program started
	DiskFull bool     `json:"disk_full"`
	Dropped  []string `json:"dropped,omitempty"` // days whose index a full disk has cost
	Trouble  string   `json:"trouble,omitempty"` // what keeps the writer from going on; "": nothing
}

// Health tells how the store is doing, as of the writer's last look.
func (s *Store) Health() Health {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.health
}

// report renews the health after a step.
func (s *Store) report(stepErr error) {
	h := Health{Bytes: s.sizeOnDisk(), Free: s.free(), Last: s.lastSequence(), Gaps: s.countGaps()}
	if stepErr != nil {
		h.Trouble = stepErr.Error()
	}
	days, err := journal.Days(s.options.Journal)
	if err != nil {
		h.Trouble = err.Error()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range days {
		h.Journal += d.Size
		h.Behind += max(d.Size-s.days[d.Name].offset, 0)
	}
	for _, d := range s.days {
		h.Events += d.rows
	}
	h.Days, h.Dropped = len(s.days), slices.Sorted(maps.Keys(s.dropped))
	h.Damaged, h.DiskFull = s.health.Damaged, s.health.DiskFull
	s.health = h
}

func (s *Store) countGaps() int64 {
	var n sql.NullInt64
	if err := s.rollups.QueryRow("SELECT max(id) FROM gaps").Scan(&n); err != nil {
		return 0
	}
	return n.Int64
}

// sizeOnDisk adds up the store's files.
func (s *Store) sizeOnDisk() (n int64) {
	for _, dir := range []string{s.options.Dir, s.indexDir()} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if info, err := e.Info(); err == nil && info.Mode().IsRegular() && e.Name() != "reserve" {
				n += info.Size()
			}
		}
	}
	return n
}
