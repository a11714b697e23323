package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"sekisho/configs"
	"sekisho/dataplane/control"
	"sekisho/dataplane/event"
	"sekisho/dataplane/policy"
	"sekisho/dataplane/revision"
)

// Which policy the appliance has in force: the one that the keeper holds, or the
// configured file.

func (a *appliance) openKeeper() (*revision.Keeper, error) {
	clock, err := revision.SystemClock()
	if err != nil {
		return nil, err
	}
	return revision.Open(revision.Options{
		Dir: filepath.Join(a.config.StateDir, "policy"), Clock: clock,
		File: a.policyFile, Put: a.putPolicy, Tell: a.tellPolicy, Log: a.log,
	})
}

// policyFile gives the configured policy's text. Where nobody has written one to the default
// place yet, the one that ships with the program holds.
func (a *appliance) policyFile() (string, error) {
	src, err := configs.ReadFile(a.config.Policy)
	if errors.Is(err, fs.ErrNotExist) && a.config.Policy == configs.Default().Policy {
		a.log.Warn("no policy file; the one that ships with sekisho is in force", "file", a.config.Policy)
		return string(configs.DefaultPolicy()), nil
	}
	if err != nil {
		return "", fmt.Errorf("read policy: %w", err)
	}
	return string(src), nil
}

// readPolicy compiles what must be in force.
func (a *appliance) readPolicy() (*policy.Program, error) {
	if p := a.keeper.Current(); p != nil {
		return a.compile("revision "+p.Revision.ID, p.Text)
	}
	return a.readPolicyFile()
}

func (a *appliance) readPolicyFile() (*policy.Program, error) {
	text, err := a.policyFile()
	if err != nil {
		return nil, err
	}
	return a.compile(a.config.Policy, text)
}

func (a *appliance) compile(name, text string) (*policy.Program, error) {
	p, err := compilePolicy(name, []byte(text))
	if err != nil {
		return nil, err
	}
	for _, w := range p.Unserved(vocabulary()) {
		a.log.Warn("policy asks for what this build can't recognise", "warning", w)
	}
	return p, nil
}

// putPolicy puts a text in force, for the keeper.
func (a *appliance) putPolicy(p revision.Policy) error {
	program, err := a.compile("revision "+p.Revision.ID, p.Text)
	if err != nil {
		return asInvalid(err)
	}
	return a.replace(change{policy: program})
}

// asInvalid puts what is wrong with a policy to its lines, for whoever sent it.
func asInvalid(err error) error {
	var lines policy.Errors
	if !errors.As(err, &lines) {
		return err
	}
	e := &control.Error{Code: control.Invalid, Message: "the policy is not valid"}
	for _, l := range lines {
		e.Lines = append(e.Lines, control.AtLine{Line: l.Line, Message: l.Message})
	}
	return e
}

// tellPolicy logs a change of policy and stores an event of it.
func (a *appliance) tellPolicy(action string, now control.Revision, reason string) {
	if action == "reverted" {
		a.log.Error("policy taken back", "in_force", now.ID, "reason", reason)
	} else {
		a.log.Info("policy "+action, "revision", now.ID, "author", now.Author, "reason", reason)
	}
	text := fmt.Sprintf("policy %s: revision %s in force", action, now.ID)
	if reason != "" {
		text += ": " + strings.ToValidUTF8(reason, "?")
	}
	a.ring.Put(&event.Event{
		Time: time.Now(), Kind: event.Ended, Category: event.Configuration, Type: []string{"change"},
		Action: "policy-" + action, Reason: text,
	})
}

// checkExpired has flows judged anew that a rule decided whose time is over: an exception
// ends for established connections too.
func (a *appliance) checkExpired(now time.Time) {
	a.reloading.Lock()
	ids := a.policy.Expired(a.expired, now)
	a.expired = now
	a.reloading.Unlock()
	if len(ids) == 0 {
		return
	}
	a.log.Info("rules have expired; established flows are judged anew", "rules", ids)
	if err := a.replace(change{}); err != nil {
		a.log.Error("established flows not judged anew", "error", err)
	}
}
