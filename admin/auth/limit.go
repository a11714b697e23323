package auth

import (
	"fmt"
	"net/netip"
	"sync"
	"time"
)

// Failed logins slow the next ones down: for an account and a network together, so that nobody can
// lock an account out from elsewhere, and for a network alone, so that nobody can try many accounts
// from one place. What is tried from many networks at once is met by the second factor and by
// the bound on hashing.
const (
	freeFailures = 5 // before a wait
	firstWait    = time.Second
	longestWait  = 15 * time.Minute
	// forgetAfter is how long a failure counts.
	forgetAfter = time.Hour
	// networkFactor is how many more failures a network has free than one account in it: many people
	// may sit behind one address.
	networkFactor = 10
	maxTracked    = 20_000 // about 4 MB
)

// WaitError says that logins from there must wait.
type WaitError struct{ For time.Duration }

func (e *WaitError) Error() string {
	return fmt.Sprintf("too many failed logins; try again in %v", (e.For + time.Second - 1).Truncate(time.Second))
}

// Limiter counts failures. It is safe for concurrent use.
type Limiter struct {
	mu      sync.Mutex
	tracked map[attempt]*failures
	now     func() time.Time
}

// attempt is what failures are counted by; Account "" stands for all of a network.
type attempt struct {
	account string
	network netip.Prefix
}

type failures struct {
	count int
	last  time.Time
}

// NewLimiter makes one that reads the time with now.
func NewLimiter(now func() time.Time) *Limiter {
	return &Limiter{tracked: map[attempt]*failures{}, now: now}
}

// Check returns a *WaitError if a login for this account from this address must wait.
func (l *Limiter) Check(account string, from netip.Addr) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	network := networkOf(from)
	left := max(l.left(attempt{account, network}, freeFailures), l.left(attempt{"", network}, freeFailures*networkFactor))
	if left > 0 {
		return &WaitError{left}
	}
	return nil
}

// left is how long an attempt must still wait.
func (l *Limiter) left(a attempt, free int) time.Duration {
	f := l.tracked[a]
	if f == nil || f.count < free {
		return 0
	}
	doublings := min(f.count-free, 20)
	wait := min(firstWait<<doublings, longestWait)
	return wait - l.now().Sub(f.last)
}

// Failed notes a failed login, Succeeded one that worked: the account's failures from
// there are forgotten.
func (l *Limiter) Failed(account string, from netip.Addr) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.makeRoom()
	network := networkOf(from)
	for _, a := range []attempt{{account, network}, {"", network}} {
		f := l.tracked[a]
		if f == nil || l.now().Sub(f.last) > forgetAfter {
			f = &failures{}
			l.tracked[a] = f
		}
		f.count++
		f.last = l.now()
	}
}

// Succeeded: see Failed.
func (l *Limiter) Succeeded(account string, from netip.Addr) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.tracked, attempt{account, networkOf(from)})
}

// makeRoom forgets what is old, and where that is not enough, a tenth of the rest: a bound on memory
// is worth more than a wait. It looks at all of them, so it must not be needed each time.
func (l *Limiter) makeRoom() {
	if len(l.tracked) < maxTracked {
		return
	}
	for a, f := range l.tracked {
		if l.now().Sub(f.last) > forgetAfter || len(l.tracked) > maxTracked*9/10 {
			delete(l.tracked, a)
		}
	}
}

// networkOf is what one party can choose addresses in: a /64 of IPv6 (RFC 6177), one address of IPv4.
func networkOf(a netip.Addr) netip.Prefix {
	a = a.Unmap().WithZone("")
	bits := a.BitLen()
	if a.Is6() {
		bits = 64
	}
	p, _ := a.Prefix(bits) // fails for the zero address only, which then is a network of its own
	return p
}
