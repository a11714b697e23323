package siem

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// rotateSize and rotateKeep hold where nothing is configured.
	rotateSize = 256 << 20
	rotateKeep = 10
	// maxTail bounds the end of a line that a crash left half written, in octets.
	maxTail = 4 << 20
)

// file appends messages to a file as lines. What is confirmed is on disk.
type file struct {
	path     string
	size     int64
	age      time.Duration // 0: it is put aside for its size only
	keep     int
	compress bool
	now      func() time.Time

	to        *os.File // nil: not open
	length    int64
	confirmed uint64
}

func newFile(t Target) (Transport, error) {
	u, err := url.Parse(t.Address)
	if err != nil || u.Scheme != "file" || u.Host != "" || !filepath.IsAbs(u.Path) || filepath.Clean(u.Path) != u.Path {
		return nil, fmt.Errorf("ship to %s: address: must be file:// and an absolute path", t.Name)
	}
	f := &file{path: u.Path, size: rotateSize, age: time.Duration(t.Rotate.Age), keep: rotateKeep, compress: t.Compress, now: time.Now}
	if t.Rotate.Size > 0 {
		f.size = int64(t.Rotate.Size)
	}
	if t.Rotate.Keep > 0 {
		f.keep = t.Rotate.Keep
	}
	return f, nil
}

// Send implements Transport.
func (f *file) Send(ctx context.Context, batch []Message) error {
	if len(batch) == 0 {
		return nil
	}
	if err := f.append(ctx, batch); err != nil {
		f.Close()
		return fmt.Errorf("write to %s: %w", f.path, err)
	}
	f.confirmed = max(f.confirmed, batch[len(batch)-1].Sequence)
	return nil
}

func (f *file) append(ctx context.Context, batch []Message) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := f.opened(); err != nil {
		return err
	}
	if err := f.rotate(); err != nil {
		return err
	}
	lines := joined(batch, "", "\n", "\n")
	if _, err := f.to.Write(lines); err != nil {
		return errors.Join(err, f.to.Truncate(f.length)) // no half line is left on a full disk
	}
	f.length += int64(len(lines))
	return f.to.Sync()
}

// opened makes sure of a file that still is where it should be: somebody else may have
// moved it.
func (f *file) opened() error {
	if f.to != nil {
		now, err := os.Lstat(f.path)
		own, ownErr := f.to.Stat()
		if err == nil && ownErr == nil && os.SameFile(now, own) {
			return nil
		}
		f.Close()
	}
	to, err := os.OpenFile(f.path, os.O_RDWR|os.O_APPEND|os.O_CREATE|unix.O_NOFOLLOW|unix.O_NONBLOCK, 0o600)
	if err != nil {
		return err
	}
	if f.length, err = mend(to); err != nil {
		to.Close()
		return err
	}
	f.to = to
	return errors.Join(syncDir(filepath.Dir(f.path)), f.pack())
}

// mend cuts off a line that a crash left half written. It was not confirmed, so it comes
// again.
func mend(to *os.File) (length int64, err error) {
	info, err := to.Stat()
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, errors.New("it is not a regular file")
	}
	length = info.Size()
	tail := make([]byte, min(length, maxTail))
	if _, err := to.ReadAt(tail, length-int64(len(tail))); err != nil && err != io.EOF {
		return 0, err
	}
	whole := bytes.LastIndexByte(tail, '\n') + 1
	if whole == len(tail) {
		return length, nil
	}
	if whole == 0 && length > maxTail {
		return 0, fmt.Errorf("its last line is longer than %d bytes", maxTail)
	}
	length -= int64(len(tail) - whole)
	return length, to.Truncate(length)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// Confirmed implements Transport.
func (f *file) Confirmed() uint64 { return f.confirmed }

// Flush implements Transport: all is on disk when Send has returned.
func (f *file) Flush(context.Context) error { return nil }

// Test implements Transport.
func (f *file) Test(ctx context.Context, m Message) (string, error) {
	if err := f.append(ctx, []Message{m}); err != nil {
		f.Close()
		return "", fmt.Errorf("test %s: %w", f.path, err)
	}
	return fmt.Sprintf("written to %s, which has %d bytes now", f.path, f.length), nil
}

// Close implements Transport.
func (f *file) Close() error {
	if f.to != nil {
		f.to.Close()
	}
	f.to = nil
	return nil
}

// exists tells whether there is something by that name.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
