package auth

import (
	"bytes"
	"context"
	"maps"
	"net/netip"
	"slices"
	"sync"
	"time"
)

// memory is a Store for tests.
type memory struct {
	mu       sync.Mutex
	users    map[string]User
	sessions map[string]Session
	tokens   map[string]Token
	steps    map[string]int64
	setup    []byte
	until    time.Time
}

func newMemory() *memory {
	return &memory{users: map[string]User{}, sessions: map[string]Session{}, tokens: map[string]Token{}, steps: map[string]int64{}}
}

func get[V any](m *memory, in map[string]V, id string) (V, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := in[id]
	if !ok {
		return v, ErrNotFound
	}
	return v, nil
}

func put[V any](m *memory, in map[string]V, id string, v V) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	in[id] = v
	return nil
}

func find[V any](m *memory, in map[string]V, is func(V) bool) (V, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, v := range in {
		if is(v) {
			return v, nil
		}
	}
	var none V
	return none, ErrNotFound
}

func all[V any](m *memory, in map[string]V, is func(V) bool) ([]V, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.DeleteFunc(slices.Collect(maps.Values(in)), func(v V) bool { return !is(v) }), nil
}

func (m *memory) User(_ context.Context, id string) (User, error) { return get(m, m.users, id) }
func (m *memory) UserByName(_ context.Context, name string) (User, error) {
	return find(m, m.users, func(u User) bool { return u.Name == name })
}
func (m *memory) Users(context.Context) ([]User, error) {
	return all(m, m.users, func(User) bool { return true })
}

func (m *memory) AddUser(ctx context.Context, u User) error {
	if _, err := m.UserByName(ctx, u.Name); err == nil {
		return ErrConflict
	}
	return put(m, m.users, u.ID, u)
}

func (m *memory) ChangeUser(ctx context.Context, u User) error {
	old, err := m.User(ctx, u.ID)
	if err != nil {
		return err
	}
	if old.Version != u.Version {
		return ErrConflict
	}
	u.Version++
	return put(m, m.users, u.ID, u)
}

func (m *memory) RemoveUser(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.users, id)
	maps.DeleteFunc(m.sessions, func(_ string, s Session) bool { return s.UserID == id })
	maps.DeleteFunc(m.tokens, func(_ string, t Token) bool { return t.UserID == id })
	return nil
}

func (m *memory) UseStep(_ context.Context, id string, step int64) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	fresh := step > m.steps[id]
	m.steps[id] = max(m.steps[id], step)
	return fresh, nil
}

func (m *memory) UseRecovery(_ context.Context, id string, hash []byte) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	u := m.users[id]
	before := len(u.Recovery)
	u.Recovery = slices.DeleteFunc(slices.Clone(u.Recovery), func(h []byte) bool { return bytes.Equal(h, hash) })
	m.users[id] = u
	return len(u.Recovery) < before, nil
}

func (m *memory) AddSession(_ context.Context, s Session) error { return put(m, m.sessions, s.ID, s) }
func (m *memory) SessionByHash(_ context.Context, hash []byte) (Session, error) {
	return find(m, m.sessions, func(s Session) bool { return bytes.Equal(s.Hash, hash) })
}
func (m *memory) Sessions(_ context.Context, user string) ([]Session, error) {
	return all(m, m.sessions, func(s Session) bool { return user == "" || s.UserID == user })
}

func (m *memory) TouchSession(_ context.Context, id string, seen time.Time) error {
	s, err := get(m, m.sessions, id)
	if err != nil {
		return err
	}
	s.Seen = seen
	return put(m, m.sessions, id, s)
}

func (m *memory) RemoveSession(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sessions, id)
	return nil
}

func (m *memory) AddToken(_ context.Context, t Token) error         { return put(m, m.tokens, t.ID, t) }
func (m *memory) Token(_ context.Context, id string) (Token, error) { return get(m, m.tokens, id) }
func (m *memory) Tokens(context.Context) ([]Token, error) {
	return all(m, m.tokens, func(Token) bool { return true })
}

func (m *memory) TouchToken(_ context.Context, id string, used time.Time, from netip.Addr) error {
	t, err := get(m, m.tokens, id)
	if err != nil {
		return err
	}
	t.Used, t.UsedBy = used, from
	return put(m, m.tokens, id, t)
}

func (m *memory) RemoveToken(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.tokens, id)
	return nil
}

func (m *memory) Setup(context.Context) ([]byte, time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.setup, m.until, nil
}

func (m *memory) SetSetup(_ context.Context, hash []byte, until time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.setup, m.until = hash, until
	return nil
}
