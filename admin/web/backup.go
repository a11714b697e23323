package web

import (
	"bytes"
	"context"
	"errors"

	"sekisho/admin/archive"
	"sekisho/admin/state"
)

// maxRestore bounds a backup that is sent, in bytes; in JSON it takes a third more.
const maxRestore = 24 << 20

// backupOrder asks for a backup.
type backupOrder struct {
	Passphrase string `json:"passphrase" max:"1024" doc:"without which nobody opens it again"`
	Keys       bool   `json:"keys,omitempty" doc:"certificates with their keys, too"`
}

func (s *Server) makeBackup(ctx context.Context, c *call, in of[backupOrder]) (stream, error) {
	leave, err := s.trials.enter(c)
	if err != nil {
		return stream{}, err
	}
	defer leave()
	// It is made whole before it is sent: a backup that breaks off must not look like one.
	var sealed bytes.Buffer
	w, err := archive.Seal(&sealed, in.Body.Passphrase)
	if errors.Is(err, archive.ErrPassphrase) {
		return stream{}, invalid("passphrase", err.Error())
	}
	if err == nil {
		err = s.options.State.WriteBackup(ctx, w, in.Body.Keys)
	}
	if err != nil {
		return stream{}, err
	}
	c.note("keys", in.Body.Keys)
	return stream{mediaType: fileType, name: "sekisho.backup", write: func(w *answer) error {
		_, err := sealed.WriteTo(w)
		return err
	}}, w.Close()
}

// restoreOrder asks to take over what a backup has. Its policy becomes a draft in any case.
type restoreOrder struct {
	Passphrase string `json:"passphrase" max:"1024"`
	Archive    []byte `json:"archive" doc:"the backup"`
	Users      bool   `json:"users,omitempty" doc:"accounts whose names are not taken, with their saved searches"`
	Settings   bool   `json:"settings,omitempty"`
	Keys       bool   `json:"keys,omitempty" doc:"certificates, from the next start on"`
}

func (s *Server) restoreBackup(ctx context.Context, c *call, in of[restoreOrder]) (state.Restored, error) {
	leave, err := s.trials.enter(c)
	if err != nil {
		return state.Restored{}, err
	}
	defer leave()
	if len(in.Body.Archive) > maxRestore {
		return state.Restored{}, invalid("archive", "is larger than 24 MiB")
	}
	b, err := openBackup(in.Body.Archive, in.Body.Passphrase)
	if err != nil {
		return state.Restored{}, err
	}
	r, err := s.options.State.Restore(ctx, b, state.Restoring{Users: in.Body.Users, Settings: in.Body.Settings, Keys: in.Body.Keys}, c.actor())
	if err != nil {
		return r, err
	}
	return r, s.takeSettings(ctx)
}

func openBackup(sealed []byte, passphrase string) (state.Backup, error) {
	r, err := archive.Open(bytes.NewReader(sealed), passphrase)
	if errors.Is(err, archive.ErrWrong) || errors.Is(err, archive.ErrPassphrase) {
		return state.Backup{}, invalid("passphrase", archive.ErrWrong.Error())
	}
	if err != nil {
		return state.Backup{}, invalid("archive", archive.ErrDamaged.Error())
	}
	b, err := state.ReadBackup(r)
	if err != nil {
		return b, invalid("archive", err.Error())
	}
	return b, nil
}
