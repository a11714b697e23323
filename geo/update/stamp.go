package update

import (
	"os"
	"syscall"
	"time"
)

// stamp tells one state of a file from another. The zero stamp is a file that
// can't be seen.
type stamp struct {
	device, inode     uint64
	size              int64
	modified, changed int64 // nanoseconds since 1970; tools that keep a file's modification time cannot keep the latter
}

func stamps(files []string) []stamp {
	out := make([]stamp, len(files))
	for i, file := range files {
		if info, err := os.Stat(file); err == nil {
			out[i] = stampOf(info)
		}
	}
	return out
}

func stampOf(info os.FileInfo) stamp {
	s := stamp{size: info.Size(), modified: info.ModTime().UnixNano()}
	if sys, ok := info.Sys().(*syscall.Stat_t); ok {
		s.device, s.inode = uint64(sys.Dev), sys.Ino
		s.changed = time.Unix(sys.Ctim.Unix()).UnixNano()
	}
	return s
}
