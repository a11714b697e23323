package archive

import (
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"filippo.io/age"
)

const (
	// workFactor is the logarithm of scrypt's N: 128 MiB and about a second. Archives that ask for
	// more than maxWork, 256 MiB, are refused.
	workFactor = 17
	maxWork    = 18
	// minPassphrase is what a passphrase must have, in characters: an archive can be tried at leisure.
	minPassphrase = 12
	maxPassphrase = 1024 // bytes
)

// Errors that a person sees.
var (
	ErrPassphrase = fmt.Errorf("a passphrase of %d characters at least is needed", minPassphrase)
	// ErrWrong: the passphrase is wrong, or the file is not a backup.
	ErrWrong = errors.New("the passphrase is wrong, or this is not a backup")
	// ErrDamaged: the archive was changed or cut off.
	ErrDamaged = errors.New("the backup is damaged or cut off")
)

// Seal returns a writer that encrypts to out. The archive is whole when Close has returned nil.
func Seal(out io.Writer, passphrase string) (io.WriteCloser, error) {
	return seal(out, passphrase, workFactor)
}

func seal(out io.Writer, passphrase string, work int) (io.WriteCloser, error) {
	if utf8.RuneCountInString(passphrase) < minPassphrase || len(passphrase) > maxPassphrase {
		return nil, ErrPassphrase
	}
	r, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, fmt.Errorf("encrypt backup: %w", err)
	}
	r.SetWorkFactor(work)
	w, err := age.Encrypt(out, r)
	if err != nil {
		return nil, fmt.Errorf("encrypt backup: %w", err)
	}
	return w, nil
}

// Open returns a reader of what an archive holds. What it returns has been authenticated, chunk by chunk; whether
// it is whole is known at io.EOF.
func Open(in io.Reader, passphrase string) (io.Reader, error) {
	if passphrase == "" || len(passphrase) > maxPassphrase {
		return nil, ErrWrong
	}
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, ErrWrong
	}
	id.SetMaxWorkFactor(maxWork)
	r, err := age.Decrypt(in, id)
	if err != nil {
		return nil, ErrWrong
	}
	return reader{r}, nil
}

// reader tells damage by one error.
type reader struct{ in io.Reader }

func (r reader) Read(b []byte) (int, error) {
	n, err := r.in.Read(b)
	if err != nil && err != io.EOF {
		err = errors.Join(ErrDamaged, err)
	}
	return n, err
}
