package journal

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
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

// makeRoom lets go of what matters least, oldest day first: allow events, where what stays of the day
// fits into the reserve's space, or else the day; and when there is no day that is over any more, of the reserve:
// what is happening now matters more than the past.
func (j *Journal) makeRoom() (made bool, err error) {
	j.stopPruning()
	days, err := Days(j.options.Dir)
	if err != nil {
		return false, err
	}
	if len(days) > 1 {
		return j.letGo(days[0])
	}
	err = os.Remove(j.reservePath())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// maxInFull is the size of the largest day that is read while events wait to be stored, in bytes.
const maxInFull = 256 << 20

// letGo thins the oldest day out, or removes it.
func (j *Journal) letGo(day Day) (made bool, err error) {
	if day.Size > maxInFull {
		j.removed = append(j.removed, day.Name)
		return true, os.Remove(j.path(day.Name)) // without word of what was in it
	}
	p := j.pruner()
	p.scratch = j.reservePath()
	to := j.worthwhile(p, day.Name)
	if to == everything {
		j.removed = append(j.removed, day.Name)
	} else {
		j.removed = append(j.removed, fmt.Sprintf("%s (%v)", day.Name, to))
		defer func() { j.tellReserve(allocate(j.reservePath(), j.options.Reserve)) }()
	}
	_, err = p.thin(context.Background(), day.Name, to)
	if _, there := os.Stat(j.path(day.Name)); full(err) && (there != nil || to != everything) {
		err = nil // there was no room to tell of it, but it has gone; or the next try takes all of it
	}
	return true, err
}

// worthwhile is how far a day is to be thinned out on a full disk: no further than needed for what stays to
// fit into the reserve's space.
func (j *Journal) worthwhile(p pruner, day string) level {
	if _, err := os.Stat(j.reservePath()); err != nil {
		return everything
	}
	for to := noAllows; to < everything; to++ {
		freed, kept, err := p.worth(context.Background(), day, to)
		if err == nil && kept <= j.options.Reserve && freed > j.options.Reserve/16 {
			return to
		}
	}
	return everything
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
	j.tellReserve(allocate(j.reservePath(), size))
}

// tellReserve: half a reserve is none.
func (j *Journal) tellReserve(err error) {
	if err != nil {
		j.options.Log.Warn("make reserve", "error", errors.Join(err, ignoreGone(os.Remove(j.reservePath()))))
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

// look holds the journal to its bounds every hour, and when it has grown by a part of them.
func (j *Journal) look(now time.Time) {
	grown := j.options.MaxBytes > 0 && j.grown > j.options.MaxBytes/16
	if time.Since(j.looked) < lookEvery && !grown {
		return
	}
	j.looked, j.grown = time.Now(), 0
	j.setReserve()
	j.startPruning(now)
}

func (j *Journal) pruner() pruner {
	o := &j.options
	return pruner{dir: o.Dir, maxAge: o.MaxAge, maxBytes: o.MaxBytes, log: o.Log}
}

// startPruning prunes in the background, since a day takes seconds to read and events don't wait.
func (j *Journal) startPruning(now time.Time) {
	select {
	case <-j.pruned:
	default:
		return // it goes on
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	j.pruned, j.endPruning = done, cancel
	p, current := j.pruner(), j.day
	go func() {
		defer close(done)
		defer cancel()
		runtime.LockOSThread()                                              // until it ends, with the thread
		_ = syscall.Setpriority(syscall.PRIO_PROCESS, syscall.Gettid(), 19) // packets come first; it only helps
		if err := p.prune(ctx, now, current); err != nil && ctx.Err() == nil {
			p.log.Error("keep the journal within its bounds", "error", err)
		}
	}()
}

// stopPruning breaks off what goes on in the background.
func (j *Journal) stopPruning() {
	j.endPruning()
	<-j.pruned
}

// Prune holds the journal to its bounds, and returns when that is done.
func (j *Journal) Prune(now time.Time) error {
	<-j.pruned
	if err := j.pruner().prune(context.Background(), now, j.day); err != nil {
		return fmt.Errorf("prune journal: %w", err)
	}
	return nil
}
