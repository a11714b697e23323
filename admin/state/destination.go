package state

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

const (
	maxDestinations = 32
	maxDestination  = 64 << 10 // bytes of its configuration
	maxSecret       = 16 << 10 // bytes
)

// Destination is a place that events are shipped to, by API. What its configuration may be is for its
// reader to check.
type Destination struct {
	Name    string          `json:"name"`
	Config  json.RawMessage `json:"config"`
	Secret  string          `json:"secret,omitempty"` // never to be shown
	Version int64           `json:"version"`
	Changed time.Time       `json:"changed"`
	By      string          `json:"changed_by"`
}

const destinationColumns = "name, config, secret, version, changed, changed_by"

func scanDestination(row rowScanner) (d Destination, err error) {
	var config string
	var at int64
	err = row.Scan(&d.Name, &config, &d.Secret, &d.Version, &at, &d.By)
	d.Config, d.Changed = json.RawMessage(config), moment(at)
	return d, found(err)
}

// Destinations lists them by name.
func (s *State) Destinations(ctx context.Context) ([]Destination, error) {
	return collect(ctx, s.read, scanDestination, "SELECT "+destinationColumns+" FROM destinations ORDER BY name")
}

// Destination reads one; ErrNotFound: there is none of that name.
func (s *State) Destination(ctx context.Context, name string) (Destination, error) {
	return scanDestination(s.read.QueryRowContext(ctx, "SELECT "+destinationColumns+" FROM destinations WHERE name = ?", name))
}

func (d *Destination) check() error {
	if d.Name == "" || len(d.Name) > 100 || !json.Valid(d.Config) || len(d.Config) > maxDestination || len(d.Secret) > maxSecret {
		return errors.New("keep destination: wants a name of 1 to 100 bytes, JSON of at most 64 KiB and a secret of at most 16")
	}
	return nil
}

// AddDestination keeps one. ErrConflict: there is one of that name.
func (s *State) AddDestination(ctx context.Context, d Destination, by Actor) (Destination, error) {
	if err := d.check(); err != nil {
		return Destination{}, err
	}
	if all, err := s.Destinations(ctx); err != nil || len(all) >= maxDestinations {
		return Destination{}, errors.Join(err, ErrFull)
	}
	was, err := changed(s.write.ExecContext(ctx, "INSERT INTO destinations ("+destinationColumns+") VALUES (?,?,?,1,?,?) ON CONFLICT DO NOTHING",
		d.Name, string(d.Config), d.Secret, stamp(s.options.Now()), by.Name))
	if err == nil && !was {
		err = ErrConflict
	}
	if err != nil {
		return Destination{}, fmt.Errorf("add destination: %w", err)
	}
	return s.Destination(ctx, d.Name)
}

// ChangeDestination changes one that still has d.Version.
func (s *State) ChangeDestination(ctx context.Context, d Destination, by Actor) (Destination, error) {
	if err := d.check(); err != nil {
		return Destination{}, err
	}
	was, err := changed(s.write.ExecContext(ctx, "UPDATE destinations SET config = ?, secret = ?, version = version + 1, changed = ?, changed_by = ? WHERE name = ? AND version = ?",
		string(d.Config), d.Secret, stamp(s.options.Now()), by.Name, d.Name, d.Version))
	now, err2 := s.Destination(ctx, d.Name)
	if err == nil && err2 == nil && !was {
		err = ErrConflict
	}
	if err = errors.Join(err, err2); err != nil {
		return Destination{}, fmt.Errorf("change destination: %w", err)
	}
	return now, nil
}

// RemoveDestination forgets one.
func (s *State) RemoveDestination(ctx context.Context, name string) error {
	return s.remove(ctx, "DELETE FROM destinations WHERE name = ?", name)
}
