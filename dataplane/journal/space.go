package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

const (
	// reserveName is a file that holds space for when there is none left.
	reserveName = "reserve"
	// lookEvery is how often the disk's room and the journal's bounds are looked at.
	lookEvery = time.Hour
)

func full(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }

// withRoom does what needs space, and makes room for it as long as that helps.
func (j *Journal) withRoom(do func() error) error {
	err := do()
	for full(err) {
		made, trouble := j.makeRoom()
		if trouble != nil {
			return errors.Join(err, trouble)
		}
		if !made {
			return err
		}
		err = do()
	}
	return err
}

// makeRoom lets go of the oldest day that is not being written, and when there is
// none any more of the reserve: what is happening now matters more than the past.
func (j *Journal) makeRoom() (made bool, err error) {
	days, err := list(j.options.Dir)
	if err != nil {
		return false, err
	}
	if len(days) > 1 {
		j.removed = append(j.removed, days[0])
		return true, os.Remove(j.path(days[0]))
	}
	err = os.Remove(j.reservePath())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Removed says, once, which days were removed because the disk was full; "" where none.
func (j *Journal) Removed() string {
	days := j.removed
	j.removed = nil
	if len(days) == 0 {
		return ""
	}
	return fmt.Sprintf("the disk was full: stored events of %s were removed to make room", strings.Join(days, ", "))
}

func (j *Journal) reservePath() string { return filepath.Join(j.options.Dir, reserveName) }

// setReserve puts space aside, unless it is there already or the disk has less than
// four times as much. Without a reserve the journal works, so trouble is only logged.
func (j *Journal) setReserve() {
	size := j.options.Reserve
	info, err := os.Stat(j.reservePath())
	if size == 0 || err == nil && info.Size() == size {
		return
	}
	var disk syscall.Statfs_t
	if err := syscall.Statfs(j.options.Dir, &disk); err != nil || int64(disk.Bavail)*disk.Bsize < 4*size {
		j.options.Log.Warn("no room for a reserve", "dir", j.options.Dir, "error", err)
		return
	}
	if err := allocate(j.reservePath(), size); err != nil {
		j.options.Log.Warn("make reserve", "error", errors.Join(err, os.Remove(j.reservePath())))
	}
}

// allocate makes a file that holds size bytes of the disk.
func allocate(path string, size int64) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(syscall.Fallocate(int(f.Fd()), 0, 0, size), f.Close())
}

// look holds the journal to its bounds every hour.
func (j *Journal) look(now time.Time) error {
	if time.Since(j.looked) < lookEvery {
		return nil
	}
	j.looked = time.Now()
	j.setReserve()
	return j.Prune(now)
}

// Prune removes the days that are past the journal's bounds: all that are over its
// size, but only one that is over its age. So a clock that runs ahead costs a day
// an hour until somebody sets it right, and not everything at once.
func (j *Journal) Prune(now time.Time) error {
	days, err := Days(j.options.Dir)
	if err != nil {
		return err
	}
	if over := j.overAge(days, now); over != "" {
		days = days[1:]
		if err := os.Remove(j.path(over)); err != nil {
			return fmt.Errorf("prune journal: %w", err)
		}
	}
	var total int64
	for _, day := range slices.Backward(days) {
		total += day.Size
		if over := j.options.MaxBytes > 0 && total > j.options.MaxBytes; !over || day.Name == j.day {
			continue
		}
		if err := os.Remove(j.path(day.Name)); err != nil {
			return fmt.Errorf("prune journal: %w", err)
		}
	}
	return nil
}

// overAge is the oldest day, if it is too old; "" if not.
func (j *Journal) overAge(days []Day, now time.Time) string {
	oldest := now.Add(-j.options.MaxAge).UTC().Format(dayFormat)
	if j.options.MaxAge == 0 || len(days) == 0 || days[0].Name >= oldest || days[0].Name == j.day {
		return ""
	}
	return days[0].Name
}
