package state

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sekisho/admin/auth"
)

// Imported is the state of a revision that came from a backup: of this appliance or of another one.
const Imported = "imported"

// Bounds of a backup.
const (
	backupFormat    = "sekisho backup"
	backupVersion   = 1
	maxBackup       = 256 << 20 // bytes
	maxBackupLine   = 2*maxText + 1<<20
	backupRevisions = 1000 // the last ones
)

// Backup is what a backup holds. Events are not in it: they go where they are shipped to. Nor are sessions and
// API tokens.
type Backup struct {
	Made time.Time
	// InForce is the number that the revision in force had; 0: none was known.
	InForce   int
	Revisions []Revision
	Users     []auth.User
	Settings  []Setting
	Queries   []SavedQuery
	// Destinations have their secrets with them.
	Destinations []Destination
	// Keys are the files of the directory tls by name, if they were asked for: certificates and their keys.
	Keys map[string][]byte
}

// SavedQuery is a Query with its owner's name in place of the ID.
type SavedQuery struct {
	Query
	Account string `json:"account"`
}

// line is one of a backup: a JSON object with one of these.
type line struct {
	Header   *header     `json:"header,omitempty"`
	Revision *Revision   `json:"revision,omitempty"`
	User     *savedUser  `json:"user,omitempty"`
	Setting  *Setting    `json:"setting,omitempty"`
	Query    *SavedQuery `json:"query,omitempty"`
	Key      *savedKey   `json:"key,omitempty"`
	// Destination is one that events are shipped to.
	Destination *Destination `json:"destination,omitempty"`
}

type header struct {
	Format  string    `json:"format"`
	Version int       `json:"version"`
	Made    time.Time `json:"made"`
	InForce int       `json:"in_force"`
}

// savedUser has what auth.User keeps out of JSON.
type savedUser struct {
	auth.User
	Password string   `json:"password"`
	TOTP     string   `json:"totp"`
	Recovery [][]byte `json:"recovery"`
	Passkeys [][]byte `json:"passkeys"`
}

func (u savedUser) account() auth.User {
	a := u.User
	a.Password, a.TOTP, a.Recovery, a.Passkeys = u.Password, u.TOTP, u.Recovery, u.Passkeys
	return a
}

type savedKey struct {
	Name string `json:"name"`
	Data []byte `json:"data"`
}

// WriteBackup writes a backup, with certificates and their keys if need be, as lines of JSON. It holds secrets: it
// goes through admin/archive.
func (s *State) WriteBackup(ctx context.Context, out io.Writer, keys bool) error {
	lines, err := s.backupLines(ctx)
	if err == nil && keys {
		lines, err = s.addKeys(lines)
	}
	if err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	w := bufio.NewWriter(out)
	encode := json.NewEncoder(w)
	for _, l := range lines {
		if err := encode.Encode(l); err != nil {
			return fmt.Errorf("write backup: %w", err)
		}
	}
	return w.Flush()
}

func (s *State) backupLines(ctx context.Context) (lines []line, err error) {
	number, err := s.InForce(ctx)
	if err != nil {
		return nil, err
	}
	lines = []line{{Header: &header{backupFormat, backupVersion, s.options.Now().UTC(), number}}}
	for _, add := range []func(context.Context, []line) ([]line, error){s.addRevisions, s.addAccounts, s.addSettings, s.addDestinations} {
		if lines, err = add(ctx, lines); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

func (s *State) addRevisions(ctx context.Context, lines []line) ([]line, error) {
	revisions, err := collect(ctx, s.read, scanRevision, "SELECT "+revisionColumns+` FROM revisions
		WHERE number > (SELECT max(number) FROM revisions) - ? ORDER BY number`, backupRevisions)
	for i := range revisions {
		lines = append(lines, line{Revision: &revisions[i]})
	}
	return lines, err
}

// addAccounts adds the accounts, and after them their saved queries.
func (s *State) addAccounts(ctx context.Context, lines []line) ([]line, error) {
	users, err := s.Users(ctx)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, u := range users {
		names[u.ID] = u.Name
		lines = append(lines, line{User: &savedUser{u, u.Password, u.TOTP, u.Recovery, u.Passkeys}})
	}
	queries, err := collect(ctx, s.read, scanQuery, "SELECT "+queryColumns+" FROM queries ORDER BY id")
	for _, q := range queries {
		lines = append(lines, line{Query: &SavedQuery{q, names[q.Owner]}})
	}
	return lines, err
}

func (s *State) addSettings(ctx context.Context, lines []line) ([]line, error) {
	settings, err := s.Settings(ctx)
	for i := range settings {
		lines = append(lines, line{Setting: &settings[i]})
	}
	return lines, err
}

func (s *State) addDestinations(ctx context.Context, lines []line) ([]line, error) {
	all, err := s.Destinations(ctx)
	for i := range all {
		lines = append(lines, line{Destination: &all[i]})
	}
	return lines, err
}

// Bounds of the directory of certificates.
const (
	maxKeys = 100
	maxKey  = 1 << 20 // bytes
)

func (s *State) keysDir() string { return s.file("tls") }

func (s *State) addKeys(lines []line) ([]line, error) {
	files, err := os.ReadDir(s.keysDir())
	if errors.Is(err, os.ErrNotExist) {
		return lines, nil
	}
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if !f.Type().IsRegular() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(s.keysDir(), f.Name()))
		if err != nil {
			return nil, err
		}
		lines = append(lines, line{Key: &savedKey{f.Name(), data}})
	}
	return lines, nil
}

// ReadBackup reads what WriteBackup wrote. Its memory is bounded; the error names the line at fault.
func ReadBackup(in io.Reader) (b Backup, err error) {
	lines := bufio.NewScanner(io.LimitReader(in, maxBackup))
	lines.Buffer(nil, maxBackupLine)
	b.Keys = map[string][]byte{}
	n := 0
	for lines.Scan() {
		n++
		var l line
		if json.Unmarshal(lines.Bytes(), &l) != nil {
			return Backup{}, fmt.Errorf("read backup: line %d is not one of a backup", n)
		}
		if err := b.add(l, n == 1); err != nil {
			return Backup{}, fmt.Errorf("read backup: line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return Backup{}, fmt.Errorf("read backup: after line %d: %w", n, err)
	}
	if n == 0 {
		return Backup{}, errors.New("read backup: it is empty")
	}
	return b, nil
}

func (b *Backup) add(l line, first bool) error {
	switch h := l.Header; {
	case (h != nil) != first:
		return errors.New("a header must be the first line, and only that")
	case first && h.Format != backupFormat:
		return errors.New("this is not a backup of Sekisho")
	case first && h.Version != backupVersion:
		return fmt.Errorf("version %d, and this program reads %d", h.Version, backupVersion)
	case first:
		b.Made, b.InForce = h.Made, h.InForce
	case l.Revision != nil:
		b.Revisions = append(b.Revisions, *l.Revision)
	case l.User != nil:
		return b.addUser(l.User.account())
	case l.Setting != nil:
		b.Settings = append(b.Settings, *l.Setting)
	case l.Query != nil:
		b.Queries = append(b.Queries, *l.Query)
	case l.Key != nil:
		return b.addKey(*l.Key)
	case l.Destination != nil:
		b.Destinations = append(b.Destinations, *l.Destination)
	}
	return nil // what a later program writes besides is passed over
}

func (b *Backup) addUser(u auth.User) error {
	if _, err := auth.ParseRole(string(u.Role)); err != nil {
		return fmt.Errorf("account: %w", err)
	}
	if u.ID == "" || u.Name == "" || len(u.ID)+len(u.Name) > maxName {
		return errors.New("account: has no name or ID, or a long one")
	}
	b.Users = append(b.Users, u)
	return nil
}

func (b *Backup) addKey(k savedKey) error {
	if !filepath.IsLocal(k.Name) || filepath.Base(k.Name) != k.Name || k.Name == "." || strings.ContainsRune(k.Name, 0) || len(k.Name) > maxName || len(k.Data) > maxKey || len(b.Keys) >= maxKeys {
		return errors.New("key: its name is not that of a file, or there is too much of it")
	}
	b.Keys[k.Name] = k.Data
	return nil
}
