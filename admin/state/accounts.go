package state

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/sqlite"
)

// Accounts is the auth.Store.
type Accounts struct{ write, read *sqlite.DB }

const userColumns = "id, name, role, version, created, disabled, password, totp, recovery, passkeys, subject"

func scanUser(row rowScanner) (u auth.User, err error) {
	var created int64
	var recovery, passkeys string
	err = row.Scan(&u.ID, &u.Name, &u.Role, &u.Version, &created, &u.Disabled, &u.Password, &u.TOTP, &recovery, &passkeys, &u.Subject)
	if err != nil {
		return auth.User{}, found(err)
	}
	u.Created = moment(created)
	if err := json.Unmarshal([]byte(recovery), &u.Recovery); err != nil {
		return auth.User{}, fmt.Errorf("read recovery codes: %w", err)
	}
	if err := json.Unmarshal([]byte(passkeys), &u.Passkeys); err != nil {
		return auth.User{}, fmt.Errorf("read passkeys: %w", err)
	}
	return u, nil
}

// User finds an account by its ID.
func (a *Accounts) User(ctx context.Context, id string) (auth.User, error) {
	return scanUser(a.read.QueryRowContext(ctx, "SELECT "+userColumns+" FROM users WHERE id = ?", id))
}

// UserByName finds an account by its name.
func (a *Accounts) UserByName(ctx context.Context, name string) (auth.User, error) {
	return scanUser(a.read.QueryRowContext(ctx, "SELECT "+userColumns+" FROM users WHERE name = ?", name))
}

// Users lists the accounts by name.
func (a *Accounts) Users(ctx context.Context) ([]auth.User, error) {
	return collect(ctx, a.read, scanUser, "SELECT "+userColumns+" FROM users ORDER BY name")
}

// AddUser adds an account. ErrConflict: its name is taken.
func (a *Accounts) AddUser(ctx context.Context, u auth.User) error {
	return insertUser(ctx, a.write, u)
}

// execer is a database or a transaction.
type execer interface {
	ExecContext(ctx context.Context, statement string, args ...any) (sql.Result, error)
}

func insertUser(ctx context.Context, db execer, u auth.User) error {
	recovery, passkeys, err := lists(u)
	if err != nil {
		return fmt.Errorf("add account: %w", err)
	}
	was, err := changed(db.ExecContext(ctx, "INSERT INTO users ("+userColumns+") VALUES "+sqlite.Placeholders(11)+" ON CONFLICT DO NOTHING",
		u.ID, u.Name, u.Role, u.Version, stamp(u.Created), u.Disabled, u.Password, u.TOTP, recovery, passkeys, u.Subject))
	if err != nil {
		return fmt.Errorf("add account: %w", err)
	}
	if !was {
		return ErrConflict
	}
	return nil
}

func lists(u auth.User) (recovery, passkeys string, err error) {
	if recovery, err = text(u.Recovery); err == nil {
		passkeys, err = text(u.Passkeys)
	}
	return recovery, passkeys, err
}

// ChangeUser replaces an account whose version is still u.Version, and raises that.
func (a *Accounts) ChangeUser(ctx context.Context, u auth.User) error {
	recovery, passkeys, err := lists(u)
	if err != nil {
		return fmt.Errorf("change account: %w", err)
	}
	return a.write.Update(ctx, func(tx *sql.Tx) error {
		was, err := changed(tx.ExecContext(ctx, `UPDATE OR IGNORE users SET name = ?, role = ?, version = version + 1, disabled = ?, password = ?, totp = ?,
			recovery = ?, passkeys = ?, subject = ? WHERE id = ? AND version = ?`,
			u.Name, u.Role, u.Disabled, u.Password, u.TOTP, recovery, passkeys, u.Subject, u.ID, u.Version))
		if err != nil || was {
			return err
		}
		if _, err := scanUser(tx.QueryRowContext(ctx, "SELECT "+userColumns+" FROM users WHERE id = ?", u.ID)); err != nil {
			return err
		}
		return ErrConflict
	})
}

// RemoveUser removes an account with its sessions, tokens and saved queries.
func (a *Accounts) RemoveUser(ctx context.Context, id string) error {
	return a.remove(ctx, "DELETE FROM users WHERE id = ?", id)
}

// remove runs a statement that deletes one row; ErrNotFound if there was none.
func (a *Accounts) remove(ctx context.Context, statement string, args ...any) error {
	was, err := changed(a.write.ExecContext(ctx, statement, args...))
	if err == nil && !was {
		err = ErrNotFound
	}
	return err
}

// UseStep notes the time step of a one-time code, unless it or a later one was used.
func (a *Accounts) UseStep(ctx context.Context, userID string, step int64) (fresh bool, err error) {
	return changed(a.write.ExecContext(ctx, "UPDATE users SET step = ? WHERE id = ? AND step < ?", step, userID, step))
}

// UseRecovery removes a recovery code. The account's version is raised, so that no change under way
// brings the code back.
func (a *Accounts) UseRecovery(ctx context.Context, userID string, hash []byte) (was bool, err error) {
	err = a.write.Update(ctx, func(tx *sql.Tx) error {
		u, err := scanUser(tx.QueryRowContext(ctx, "SELECT "+userColumns+" FROM users WHERE id = ?", userID))
		if err != nil {
			return err
		}
		left := slices.DeleteFunc(slices.Clone(u.Recovery), func(h []byte) bool { return bytes.Equal(h, hash) })
		if was = len(left) < len(u.Recovery); !was {
			return nil
		}
		recovery, err := text(left)
		if err == nil {
			_, err = tx.ExecContext(ctx, "UPDATE users SET recovery = ?, version = version + 1 WHERE id = ?", recovery, userID)
		}
		return err
	})
	return was && err == nil, err
}

// Setup gives the hash of the setup token; it is empty where there is none.
func (a *Accounts) Setup(ctx context.Context) (hash []byte, until time.Time, err error) {
	var end int64
	err = found(a.read.QueryRowContext(ctx, "SELECT hash, until FROM setup").Scan(&hash, &end))
	if err == ErrNotFound {
		return nil, time.Time{}, nil
	}
	return hash, moment(end), err
}

// SetSetup replaces the setup token; an empty hash removes it.
func (a *Accounts) SetSetup(ctx context.Context, hash []byte, until time.Time) error {
	if len(hash) == 0 {
		_, err := a.write.ExecContext(ctx, "DELETE FROM setup")
		return err
	}
	_, err := a.write.ExecContext(ctx, "INSERT OR REPLACE INTO setup VALUES (1, ?, ?)", hash, stamp(until))
	return err
}
