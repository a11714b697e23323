package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"sekisho/configs"
	"sekisho/dataplane"
	"sekisho/dataplane/event"
	"sekisho/dataplane/fingerprint"
	"sekisho/dataplane/journal"
	"sekisho/dataplane/nfqueue"
	"sekisho/dataplane/nft"
	"sekisho/dataplane/packet"
	"sekisho/dataplane/policy"
	"sekisho/dataplane/revision"
	"sekisho/geo"
	"sekisho/geo/update"
)

const (
	table = "sekisho"
	// ringSize is how many events may wait for the disk: some seconds' worth.
	ringSize = 1 << 16
	// journalReserve is the room in bytes that is kept for events on a full disk: some
	// ten thousand of them.
	journalReserve = 16 << 20
	// checkEvery is how often the kernel's ruleset is looked at: another program
	// may have flushed it.
	checkEvery = 5 * time.Second
	// staleAfter is the age at which geo data deserves a warning.
	staleAfter = 90 * 24 * time.Hour
)

// appliance is the dataplane process put together.
type appliance struct {
	// config is that of the start. What can be set since is in live, which has all of it.
	config  configs.Config
	live    atomic.Pointer[configs.Config]
	log     *slog.Logger
	started time.Time

	watcher *update.Watcher
	rules   *nft.Ruleset
	engine  *dataplane.Engine
	ring    *event.Ring
	journal *journal.Journal
	queues  nfqueue.Counters
	keeper  *revision.Keeper
	// anchored is when the admin process's audit log was last anchored, in Unix nanoseconds.
	anchored atomic.Int64
	notices  allowance

	// setting guards what is set over the configuration file, and is locked before reloading.
	setting sync.Mutex
	set     settings
	// enforcing: the kernel had our rules when they were last looked at.
	enforcing atomic.Bool

	// reloading guards what a reload replaces.
	reloading sync.Mutex
	policy    *policy.Program
	expired   time.Time // up to when rules that ended were looked for
	marks     packet.Marks
	db        *geo.DB
	// registered is nil where nothing is.
	registered *fingerprint.Store
}

// newAppliance makes ready what doesn't touch traffic yet. The error names what is
// missing, of the machine or of the configuration.
func newAppliance(c configs.Config, log *slog.Logger) (a *appliance, err error) {
	a = &appliance{config: c, log: log, started: time.Now(), expired: time.Now(), ring: event.NewRing(ringSize)}
	if err := os.MkdirAll(c.StateDir, 0o755); err != nil { // others pass through to what is theirs
		return nil, fmt.Errorf("make state_dir: %w", err)
	}
	a.loadSettings(c)
	c = *a.live.Load()
	a.config = c
	if a.keeper, err = a.openKeeper(); err != nil {
		return nil, err
	}
	if a.policy, err = a.readPolicy(); err != nil {
		return nil, err
	}
	if a.rules, err = nft.Open(table); err != nil {
		return nil, err
	}
	if a.marks, err = packet.NewMarks(c.Dataplane.MarkMask, 0); err != nil {
		return nil, err
	}
	a.watcher, err = update.New(update.Config{Files: c.Geo.Databases, Overrides: c.Geo.Overrides, Report: a.geoChanged})
	if err != nil {
		return nil, err
	}
	a.db = a.watcher.DB()
	if a.journal, err = openJournal(c, log); err != nil {
		return nil, err
	}
	program, err := dataplane.NewProgram(a.policy, a.db, c.Dataplane.Protected, a.marks)
	if err != nil {
		return nil, err
	}
	if a.registered, err = openRegistered(registeredPath(c)); err != nil {
		return nil, err
	}
	a.engine = dataplane.NewEngine(a.engineConfig(), program.WithRegistered(a.registered), a.ring)
	return a, nil
}

func openJournal(c configs.Config, log *slog.Logger) (*journal.Journal, error) {
	gateway, err := observer(c.StateDir)
	if err != nil {
		return nil, err
	}
	admin, err := adminAccount(c)
	if err != nil {
		return nil, err
	}
	return journal.Open(journal.Options{
		Dir: eventsDir(c), Group: admin.gid, MaxBytes: c.Events.MaxBytes, Log: log, Gateway: gateway,
		MaxAge:  time.Duration(c.Events.RetentionDays) * 24 * time.Hour,
		Reserve: min(journalReserve, c.Events.MaxBytes/16),
	})
}

func eventsDir(c configs.Config) string { return filepath.Join(c.StateDir, "events") }

func (a *appliance) queueCount() int {
	if a.config.Dataplane.Queues > 0 {
		return a.config.Dataplane.Queues
	}
	return min(runtime.NumCPU(), configs.MaxQueues)
}

func (a *appliance) engineConfig() dataplane.Config {
	d, n := a.config.Dataplane, a.queueCount()
	return dataplane.Config{
		MaxFlows: max(d.MaxFlows/n, 1), Memory: int(d.Memory) / n, Hold: d.Hold,
		OverloadClosed: d.OnOverload == configs.Closed,
	}
}

// run enforces until ctx ends. Then the table is removed, so that traffic goes on without us,
// before the queues are let go.
func (a *appliance) run(ctx context.Context) error {
	defer a.rules.Close()
	a.greet()
	serving, release := context.WithCancel(context.Background())
	defer release()
	failed, bound := make(chan error, 1), make(chan bool, a.queueCount())
	stored := a.drain()
	queues := a.serve(serving, bound, failed)
	err := a.begin(ctx, bound, failed)
	if err == nil {
		err = a.attend(ctx, failed)
	}
	if err == nil {
		err = a.rules.Remove()
	}
	release()
	queues.Wait()
	stored()
	return errors.Join(err, a.journal.Close())
}

// begin has the kernel send traffic to the queues, once somebody listens on each.
func (a *appliance) begin(ctx context.Context, bound <-chan bool, failed <-chan error) error {
	for range a.queueCount() {
		select {
		case <-bound:
		case err := <-failed:
			return err
		case <-ctx.Done():
			return nil
		}
	}
	return a.apply()
}

// drain stores events until stored is called, which waits until the ring is empty. The queues have to have ended by
// then: as they do, they tell of the flows that they knew.
func (a *appliance) drain() (stored func()) {
	producing, end := context.WithCancel(context.Background())
	var draining sync.WaitGroup
	draining.Go(func() { journal.Drain(producing, a.ring, a.journal, a.log) })
	return func() {
		end()
		draining.Wait()
	}
}

// serve starts one worker a queue. Each says when its queue is bound, which never blocks it.
func (a *appliance) serve(ctx context.Context, bound chan<- bool, failed chan<- error) *sync.WaitGroup {
	var group sync.WaitGroup
	for i := range a.queueCount() {
		group.Go(func() {
			if err := a.queue(ctx, uint16(a.config.Dataplane.FirstQueue+i), bound); err != nil {
				select {
				case failed <- err:
				default:
				}
			}
		})
	}
	return &group
}

func (a *appliance) queue(ctx context.Context, number uint16, bound chan<- bool) error {
	w := a.engine.Worker()
	err := nfqueue.Run(ctx, nfqueue.Config{Queue: number, Live: a.fallbacks, Bound: func() { bound <- true }}, w, &a.queues)
	w.Close(time.Now())
	if err != nil {
		return fmt.Errorf("serve queue %d: %w", number, err)
	}
	return nil
}

// attend waits for what may happen to a running appliance.
func (a *appliance) attend(ctx context.Context, failed <-chan error) error {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	policyFile, err := watchFile(ctx, a.config.Policy, a.log)
	if err != nil {
		return err
	}
	registered, err := watchFile(ctx, registeredPath(a.config), a.log)
	if err != nil {
		return err
	}
	go a.watcher.Run(ctx)
	control, err := a.listenControl()
	if err != nil {
		return err
	}
	defer control.Close()
	a.keeper.Begin()
	defer a.keeper.Close()
	a.log.Info("enforcing", "policy", a.policy.Version(), "rules", a.policy.Len(), "queues", a.queueCount())
	look := time.NewTicker(checkEvery)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-failed:
			return err
		case <-hup:
			a.reloadAll()
		case <-policyFile:
			a.policyChanged()
		case <-registered:
			a.registeredChanged()
		case now := <-look.C:
			a.checkRules()
			a.checkExpired(now)
		}
	}
}

// greet says what the appliance stands on.
func (a *appliance) greet() {
	for _, s := range a.db.Sources() {
		a.log.Info("geo database", "type", s.Type, "from", s.Path, "built", s.Built.Format(time.DateOnly))
		if age := time.Since(s.Built); age > staleAfter {
			a.log.Warn("geo database is old", "type", s.Type, "days", int(age.Hours()/24))
		}
	}
	if len(a.config.Geo.Databases) == 0 {
		a.log.Warn("the embedded geo data is for the first start; load MaxMind's through geo.databases")
	}
}
