package state

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// SecondPerson is the setting, true or false, by which no policy is applied without a second person's approval.
const SecondPerson = "policy.second_person"

// SecondPersonOff is the setting that keeps who has asked to switch SecondPerson off. No backup brings it.
const SecondPersonOff = "policy.second_person.off"

// maxSetting bounds a value in bytes.
const maxSetting = 64 << 10

// Setting is something that was set in the admin process, by a name with dots. What a value may be is for its
// reader to check.
type Setting struct {
	Name    string          `json:"name"`
	Value   json.RawMessage `json:"value"`
	Version int64           `json:"version"`
	Changed time.Time       `json:"changed,omitzero"`     // absent: it was never set
	By      string          `json:"changed_by,omitempty"` // as above
}

func scanSetting(row rowScanner) (s Setting, err error) {
	var value string
	var at int64
	err = row.Scan(&s.Name, &value, &s.Version, &at, &s.By)
	s.Value, s.Changed = json.RawMessage(value), moment(at)
	return s, found(err)
}

// Setting reads a setting; ErrNotFound: it was never set.
func (s *State) Setting(ctx context.Context, name string) (Setting, error) {
	return scanSetting(s.read.QueryRowContext(ctx, "SELECT name, value, version, changed, changed_by FROM settings WHERE name = ?", name))
}

// Settings lists what was set, by name.
func (s *State) Settings(ctx context.Context) ([]Setting, error) {
	return collect(ctx, s.read, scanSetting, "SELECT name, value, version, changed, changed_by FROM settings ORDER BY name")
}

// Flag reads a setting that is true or false; never set, it is false.
func (s *State) Flag(ctx context.Context, name string) (on bool, err error) {
	v, err := s.Setting(ctx, name)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	if err == nil && json.Unmarshal(v.Value, &on) != nil {
		err = fmt.Errorf("setting %s is neither true nor false", name)
	}
	return on, err
}

func checkSetting(name string, value json.RawMessage) error {
	if name == "" || len(name) > 100 || !json.Valid(value) || len(value) > maxSetting {
		return fmt.Errorf("change setting: wants a name of 1 to 100 bytes and JSON of at most %d", maxSetting)
	}
	return nil
}

// Set changes a setting that still has a version, which is 0 for one that was never set.
func (s *State) Set(ctx context.Context, name string, value json.RawMessage, version int64, by Actor) (Setting, error) {
	if err := checkSetting(name, value); err != nil {
		return Setting{}, err
	}
	statement := "UPDATE settings SET value = ?2, version = version + 1, changed = ?3, changed_by = ?4 WHERE name = ?1 AND version = ?5"
	if version == 0 {
		statement = "INSERT INTO settings SELECT ?1, ?2, 1, ?3, ?4 WHERE ?5 = 0 ON CONFLICT DO NOTHING"
	}
	was, err := changed(s.write.ExecContext(ctx, statement, name, string(value), stamp(s.options.Now()), by.Name, version))
	if err == nil && !was {
		err = ErrConflict
	}
	if err != nil {
		return Setting{}, fmt.Errorf("change setting: %w", err)
	}
	return s.Setting(ctx, name)
}
