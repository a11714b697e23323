package main

import (
	"cmp"

	"sekisho/configs"
	"sekisho/dataplane"
	"sekisho/dataplane/fingerprint"
	"sekisho/dataplane/nft"
	"sekisho/dataplane/policy"
	"sekisho/geo"
)

// reloadAll reads everything again that can be reloaded: what SIGHUP asks for.
func (a *appliance) reloadAll() {
	a.watcher.Check()
	a.policyChanged()
	a.registeredChanged()
}

// policyChanged puts the policy file's content in force, or says why not.
func (a *appliance) policyChanged() {
	if p := a.keeper.WhileFile(a.reloadPolicy); p != nil {
		a.log.Warn("policy file not read: a revision is in force; sekisho policy apply makes the file one",
			"file", a.config.Policy, "revision", p.Revision.ID)
	}
}

func (a *appliance) reloadPolicy() {
	p, err := a.readPolicyFile()
	if err == nil && p.Hash() == a.policyInForce().Hash() {
		a.log.Info("policy unchanged", "version", p.Version())
		return
	}
	if err == nil {
		err = a.replace(change{policy: p})
	}
	if err != nil {
		a.log.Error("policy not reloaded; the old one stays in force", "error", err, "version", a.policyInForce().Version())
		return
	}
	a.log.Info("policy reloaded", "version", p.Version(), "rules", p.Len())
}

// geoChanged puts new geo data in force, or says why not.
func (a *appliance) geoChanged(db *geo.DB, err error) {
	if err == nil {
		err = a.replace(change{geo: db})
	}
	if err != nil {
		a.log.Error("geo databases not reloaded; the old ones stay in use", "error", err)
		return
	}
	a.log.Info("geo databases reloaded", "databases", len(db.Sources()))
}

func (a *appliance) policyInForce() *policy.Program {
	a.reloading.Lock()
	defer a.reloading.Unlock()
	return a.policy
}

// change is what a reload replaces; nil stays.
type change struct {
	policy     *policy.Program
	geo        *geo.DB
	registered *fingerprint.Store
	config     *configs.Config
}

// replace puts a change in force, in engine and kernel. The engine comes first: until
// the kernel follows, it is asked more often than it need be. Where the kernel
// refuses, everything stays as it was.
func (a *appliance) replace(c change) error {
	a.reloading.Lock()
	defer a.reloading.Unlock()
	old := a.engine.Program()
	c.policy, c.geo = cmp.Or(c.policy, a.policy), cmp.Or(c.geo, a.db)
	c.registered, c.config = cmp.Or(c.registered, a.registered), cmp.Or(c.config, a.live.Load())
	program, err := dataplane.NewProgram(c.policy, c.geo, c.config.Dataplane.Protected, a.marks.Next())
	if err != nil {
		return err
	}
	program = program.WithRegistered(c.registered)
	a.engine.Swap(program)
	if err := a.rules.Apply(a.kernel(program, c.config)); err != nil {
		a.engine.Swap(old)
		return err
	}
	a.use(*c.config)
	a.engine.CloseOverload(c.config.Dataplane.OnOverload == configs.Closed)
	a.enforcing.Store(true)
	a.policy, a.db, a.registered, a.marks = c.policy, c.geo, c.registered, program.Marks
	return nil
}

// checkRules puts the ruleset back where something else has removed it.
func (a *appliance) checkRules() {
	a.reloading.Lock()
	defer a.reloading.Unlock()
	err := a.rules.Check()
	a.enforcing.Store(err == nil)
	if err == nil {
		return
	}
	a.log.Error("the kernel's ruleset was changed by something else; applying it again", "error", err)
	if err := a.apply(); err != nil {
		a.log.Error("ruleset not applied: nothing is enforced", "error", err)
	}
}

// apply puts the engine's program in force in the kernel.
func (a *appliance) apply() error {
	err := a.rules.Apply(a.kernel(a.engine.Program(), a.live.Load()))
	a.enforcing.Store(err == nil)
	return err
}

// kernel is what the kernel must know of a program.
func (a *appliance) kernel(p *dataplane.Program, c *configs.Config) nft.Config {
	prefixes, all := p.Policy.Prefixes(p.Geo)
	return nft.Config{
		FirstQueue: uint16(c.Dataplane.FirstQueue), Queues: uint16(a.queueCount()),
		FailOpen: c.Dataplane.OnFailure == configs.Open, Marks: p.Marks, Protected: c.Dataplane.Protected,
		Management: c.Dataplane.Management, Watched: prefixes, WatchAll: all,
	}
}
