package revision

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"sekisho/dataplane/control"
)

// File is the ID of the revision that the policy file is.
const File = "file"

// Options say how a Keeper works.
type Options struct {
	Dir   string // of state.json; made if need be
	Clock Clock
	// File gives the policy file's text.
	File func() (string, error)
	// Put compiles a policy and puts it in force, or says why not; the old one is in force then.
	Put func(Policy) error
	// Tell is called with each change of what is in force. Action is applied, confirmed or reverted.
	Tell func(action string, now control.Revision, reason string)
	Log  *slog.Logger
}

// Keeper is safe for concurrent use.
type Keeper struct {
	options Options
	path    string

	mu    sync.Mutex
	state state
	timer *time.Timer // nil: nothing has waited yet
}

// Open reads what is kept. A change that was to be confirmed before now, or before the
// last boot, is taken back. A file that can't be read is moved aside: the policy file then
// is in force. Nothing is Put before Begin.
func Open(o Options) (*Keeper, error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("open policy state: %w", err)
	}
	k := &Keeper{options: o, path: filepath.Join(o.Dir, "state.json")}
	s, err := load(k.path)
	if err != nil {
		o.Log.Error("policy state is damaged; moved aside, the policy file is in force", "error", err)
		if err := os.Rename(k.path, k.path+".damaged"); err != nil {
			return nil, fmt.Errorf("open policy state: %w", err)
		}
	}
	k.state = s
	return k, k.resume()
}

// resume takes back what the last run left to be confirmed, if its time is over.
func (k *Keeper) resume() error {
	p := k.state.Pending
	if p == nil {
		return nil
	}
	left := p.Deadline - k.options.Clock.Since()
	if p.Boot == k.options.Clock.Boot && left > 0 {
		return nil
	}
	reason := "not confirmed in time; the dataplane was down at the deadline"
	if p.Boot != k.options.Clock.Boot {
		reason = "not confirmed before the machine was restarted"
	}
	back := before(k.state)
	if err := save(k.path, back); err != nil {
		return fmt.Errorf("take back an unconfirmed policy: %w", err)
	}
	k.state = back
	k.tell("reverted", reason)
	return nil
}

// Begin takes up the wait for a confirmation where the last run left it. From here on Put may be called at any time.
func (k *Keeper) Begin() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if p := k.state.Pending; p != nil && k.timer == nil {
		k.timer = time.AfterFunc(p.Deadline-k.options.Clock.Since(), k.expire)
	}
}

// stop ends the wait for a confirmation.
func (k *Keeper) stop() {
	if k.timer != nil {
		k.timer.Stop()
	}
}

// Current is what must be in force; nil means the policy file.
func (k *Keeper) Current() *Policy {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.state.Current
}

// WhileFile calls do if the policy file is in force, and lets no revision come to be meanwhile. It returns the revision
// that is in force instead.
func (k *Keeper) WhileFile(do func()) *Policy {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.state.Current == nil {
		do()
	}
	return k.state.Current
}

// State says what is in force, with its text.
func (k *Keeper) State() (control.State, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.describe()
}

func (k *Keeper) describe() (control.State, error) {
	p, err := k.inForce()
	if err != nil {
		return control.State{}, err
	}
	s := control.State{Revision: p.Revision, Policy: p.Text}
	if w := k.state.Pending; w != nil {
		left := max(w.Deadline-k.options.Clock.Since(), 0)
		s.Pending = &control.Pending{
			ID: p.Revision.ID, Previous: k.state.Previous.Revision,
			Deadline: time.Now().Add(left).UTC(), Seconds: int(left.Round(time.Second).Seconds()),
		}
	}
	return s, nil
}

// inForce gives the policy in force, be it kept here or the file.
func (k *Keeper) inForce() (Policy, error) {
	if k.state.Current != nil {
		return *k.state.Current, nil
	}
	text, err := k.options.File()
	if err != nil {
		return Policy{}, err
	}
	return Policy{control.Revision{ID: File, Version: version(text)}, text}, nil
}

// version names a text as policy.Program.Version does.
func version(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}

// Apply puts a policy in force, until its time is over or Confirm is called.
func (k *Keeper) Apply(a control.Apply) (control.State, error) {
	if err := checkApply(&a); err != nil {
		return control.State{}, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.state.Pending != nil {
		return control.State{}, k.waiting()
	}
	previous, err := k.inForce()
	if err != nil {
		return control.State{}, err
	}
	a.Revision.Applied, a.Revision.Version = time.Now().UTC(), version(a.Policy)
	next := state{Current: &Policy{a.Revision, a.Policy}, Previous: &previous}
	if a.Confirm != control.Forever {
		next.Pending = k.deadline(time.Duration(a.Confirm) * time.Second)
	}
	if err := k.change(next); err != nil {
		return control.State{}, err
	}
	if next.Pending != nil {
		k.timer = time.AfterFunc(time.Duration(a.Confirm)*time.Second, k.expire)
	}
	k.tell("applied", a.Revision.Reason)
	return k.describe()
}

func checkApply(a *control.Apply) error {
	if a.Confirm == 0 {
		a.Confirm = control.DefaultConfirm
	}
	if a.Confirm != control.Forever && (a.Confirm < control.MinConfirm || a.Confirm > control.MaxConfirm) {
		return &control.Error{Code: control.Invalid, Message: fmt.Sprintf("confirm_seconds must be %d to %d, not %d", control.MinConfirm, control.MaxConfirm, a.Confirm)}
	}
	if a.Revision.ID == "" || a.Revision.ID == File {
		return &control.Error{Code: control.Invalid, Message: "the revision needs an ID of its own"}
	}
	return nil
}

func (k *Keeper) waiting() error {
	r := k.state.Current.Revision
	return &control.Error{Code: control.Conflict, Message: fmt.Sprintf("%s of %s waits for its confirmation until %s",
		named(r), r.Author, k.state.Pending.Wall.Format(time.RFC3339))}
}

// named calls a revision by its number, as people do, where it has one.
func named(r control.Revision) string {
	if r.Number > 0 {
		return fmt.Sprintf("revision %d", r.Number)
	}
	return "revision " + r.ID
}

func (k *Keeper) deadline(d time.Duration) *pending {
	return &pending{Boot: k.options.Clock.Boot, Deadline: k.options.Clock.Since() + d, Wall: time.Now().Add(d).UTC()}
}

// change keeps the next state and puts it in force. Where either fails, all stays as it was.
func (k *Keeper) change(next state) error {
	if err := save(k.path, next); err != nil {
		return fmt.Errorf("keep policy: %w", err)
	}
	old := k.state
	k.state = next
	p, err := k.inForce()
	if err == nil {
		err = k.options.Put(p)
	}
	if err == nil {
		return nil
	}
	k.state = old
	return errors.Join(err, save(k.path, old))
}

// Confirm lets the change with this ID stay.
func (k *Keeper) Confirm(id string) (control.State, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.pendingIs(id); err != nil {
		return control.State{}, err
	}
	next := k.state
	next.Pending = nil
	if err := save(k.path, next); err != nil {
		return control.State{}, fmt.Errorf("keep policy: %w", err)
	}
	k.stop()
	k.state = next
	k.tell("confirmed", "")
	return k.describe()
}

// Revert takes the change with this ID back before its time.
func (k *Keeper) Revert(id, reason string) (control.State, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.pendingIs(id); err != nil {
		return control.State{}, err
	}
	if err := k.back(reason); err != nil {
		return control.State{}, err
	}
	return k.describe()
}

func (k *Keeper) pendingIs(id string) error {
	if k.state.Pending == nil {
		return &control.Error{Code: control.Conflict, Message: "no change waits for a confirmation"}
	}
	if current := k.state.Current.Revision; current.ID != id {
		return &control.Error{Code: control.Conflict, Message: fmt.Sprintf("the change that waits is %s, not the one asked for", named(current))}
	}
	return nil
}

// retryAfter is when a change is taken back again, should it not have worked.
const retryAfter = time.Second

// expire takes back what nobody has confirmed. It goes on trying: an admin may be locked out.
func (k *Keeper) expire() {
	k.mu.Lock()
	defer k.mu.Unlock()
	p := k.state.Pending
	if p == nil || k.options.Clock.Since() < p.Deadline {
		return // confirmed meanwhile, or replaced by a change with a timer of its own
	}
	if err := k.back("not confirmed in time"); err != nil {
		k.options.Log.Error("an unconfirmed policy is still in force; trying again", "error", err)
		k.timer = time.AfterFunc(retryAfter, k.expire)
	}
}

// back puts the policy before in force. That the disk fails keeps nobody locked out: the kernel and
// the engine go back all the same.
func (k *Keeper) back(reason string) error {
	old := k.state
	k.state = before(old)
	p, err := k.inForce()
	if err != nil {
		p = *old.Previous // the file is gone or broken; what it said is kept
	}
	if err := k.options.Put(p); err != nil {
		k.state = old
		return err
	}
	k.stop()
	if err := save(k.path, k.state); err != nil {
		k.options.Log.Error("policy taken back, but this could not be written down", "error", err)
	}
	k.tell("reverted", reason)
	return nil
}

// before is the state that a change replaced.
func before(s state) state {
	if s.Previous == nil || s.Previous.Revision.ID == File {
		return state{}
	}
	return state{Current: s.Previous}
}

func (k *Keeper) tell(action, reason string) {
	r := control.Revision{ID: File}
	if k.state.Current != nil {
		r = k.state.Current.Revision
	}
	k.options.Tell(action, r, reason)
}

// Close stops waiting; what waits is taken up again by the next Open.
func (k *Keeper) Close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.stop()
}
