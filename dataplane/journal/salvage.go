package journal

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"sekisho/dataplane/event"
)

// setAside keeps a damaged file under another name, puts what is still sound in it
// in its place, and returns the last sequence number in it.
func setAside(path string) (sequence uint64, err error) {
	sound := path + ".sound"
	sequence, err = salvage(path, sound)
	if err != nil {
		// Without room for a copy the events wait in the damaged file.
		return sequence, errors.Join(os.Remove(sound), os.Rename(path, path+".damaged"))
	}
	if err := os.Link(path, path+".damaged"); err != nil && !errors.Is(err, os.ErrExist) {
		return sequence, err
	}
	return sequence, os.Rename(sound, path)
}

// salvage copies the records of a file that can be read.
func salvage(path, to string) (sequence uint64, err error) {
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o640)
	if err != nil {
		return 0, err
	}
	out := bufio.NewWriter(f)
	sequence, err = copySound(path, out)
	return sequence, errors.Join(err, out.Flush(), f.Sync(), f.Close())
}

func copySound(path string, out *bufio.Writer) (sequence uint64, err error) {
	at := Position{Day: strings.TrimSuffix(filepath.Base(path), suffix)}
	for {
		lines, err := Lines(filepath.Dir(path), at, MaxLine)
		if err != nil || len(lines) == 0 {
			return sequence, err
		}
		for _, l := range lines {
			at.Offset = l.End()
			_, n, _, err := event.ParseHead(l.Bytes)
			if err != nil {
				continue
			}
			sequence = max(sequence, n)
			out.Write(l.Bytes) // an error comes back from Flush
			out.WriteByte('\n')
		}
	}
}
