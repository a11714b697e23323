package auth

import (
	"sync"
	"time"
)

// Bounds of what waits for a browser to come back, each of a few kilobytes.
const (
	maxPending     = 2000
	maxPendingEach = 8 // of one account, or of one network
)

// pending keeps what a browser is to bring back: challenges of passkeys, logins at an identity
// provider. Each is good once, and for a while. What is waiting for others is not pushed out by
// one owner: their own oldest goes. It is safe for concurrent use.
type pending[V any] struct {
	mu      sync.Mutex
	life    time.Duration
	now     func() time.Time
	waiting map[string]awaited[V]
}

type awaited[V any] struct {
	owner string
	until time.Time
	value V
}

func newPending[V any](life time.Duration, now func() time.Time) *pending[V] {
	return &pending[V]{life: life, now: now, waiting: map[string]awaited[V]{}}
}

// put keeps a value under a key that nobody can guess.
func (p *pending[V]) put(key, owner string, value V) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.makeRoom(owner)
	p.waiting[key] = awaited[V]{owner, p.now().Add(p.life), value}
}

// take gives a value out, once.
func (p *pending[V]) take(key string) (value V, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	found, ok := p.waiting[key]
	delete(p.waiting, key)
	if !ok || !p.now().Before(found.until) {
		return value, false
	}
	return found.value, true
}

// makeRoom forgets what is over, and then the oldest: the owner's, if they have their share,
// else of all.
func (p *pending[V]) makeRoom(owner string) {
	var all, own eldest
	for key, one := range p.waiting {
		if !p.now().Before(one.until) {
			delete(p.waiting, key)
			continue
		}
		all.see(key, one.until)
		if one.owner == owner {
			own.see(key, one.until)
		}
	}
	if own.count >= maxPendingEach {
		delete(p.waiting, own.key)
	} else if all.count >= maxPending {
		delete(p.waiting, all.key)
	}
}

// eldest counts, and finds the one that ends first.
type eldest struct {
	key   string
	until time.Time
	count int
}

func (e *eldest) see(key string, until time.Time) {
	if e.count++; e.count == 1 || until.Before(e.until) {
		e.key, e.until = key, until
	}
}
