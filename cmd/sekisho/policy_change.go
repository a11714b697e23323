package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/user"
	"time"

	"github.com/oklog/ulid/v2"

	"sekisho/configs"
	"sekisho/dataplane/control"
)

// policyShow says which policy is in force, and what waits for its confirmation.
func (e *env) policyShow(ctx context.Context, args []string) int {
	return e.ask(ctx, "policy show", args, func(ctx context.Context, c control.Client) (control.State, error) {
		return c.Policy(ctx)
	})
}

// policyConfirm lets the change stay that waits.
func (e *env) policyConfirm(ctx context.Context, args []string) int {
	return e.ask(ctx, "policy confirm", args, func(ctx context.Context, c control.Client) (control.State, error) {
		id, err := waiting(ctx, c)
		if err != nil {
			return control.State{}, err
		}
		return c.Confirm(ctx, control.Change{ID: id})
	})
}

// policyRevert takes it back before its time.
func (e *env) policyRevert(ctx context.Context, args []string) int {
	return e.ask(ctx, "policy revert", args, func(ctx context.Context, c control.Client) (control.State, error) {
		id, err := waiting(ctx, c)
		if err != nil {
			return control.State{}, err
		}
		return c.Revert(ctx, control.Change{ID: id, Reason: "reverted from the console by " + accountName()})
	})
}

// ask runs a command that has no arguments but the configuration.
func (e *env) ask(ctx context.Context, name string, args []string, do func(context.Context, control.Client) (control.State, error)) int {
	fs := e.flags(name, "--config FILE", "sekisho "+name+" --config /etc/sekisho/sekisho.yaml")
	path := fs.String("config", "", "the appliance's configuration `file`")
	if status, done := e.parse(fs, args); done {
		return status
	}
	config, status, ok := e.config(name, *path, fs.Args())
	if !ok {
		return status
	}
	state, err := do(ctx, control.Client{Path: controlPath(config)})
	return e.printState(name, "", state, err)
}

// policyApply puts a file in force: until it is confirmed, or for good.
func (e *env) policyApply(ctx context.Context, args []string) int {
	const name = "policy apply"
	fs := e.flags(name, "--config FILE [--confirm SECONDS] POLICY", "sekisho policy apply --config /etc/sekisho/sekisho.yaml --confirm 60 policy.yaml")
	path := fs.String("config", "", "the appliance's configuration `file`")
	seconds := fs.Int("confirm", 0, "go back after so many `seconds` (10 to 3600) unless sekisho policy confirm is run; 0: stay")
	reason := fs.String("reason", "", "why, for the log and the events")
	if status, done := e.parse(fs, args); done {
		return status
	}
	if fs.NArg() != 1 {
		return e.fail("%s: want one POLICY, not %d", name, fs.NArg())
	}
	config, status, ok := e.config(name, *path, nil)
	if !ok {
		return status
	}
	state, err := applyFile(ctx, control.Client{Path: controlPath(config)}, fs.Arg(0), *seconds, *reason)
	return e.printState(name, fs.Arg(0), state, err)
}

// applyFile puts a file in force, from the console.
func applyFile(ctx context.Context, c control.Client, path string, seconds int, reason string) (control.State, error) {
	src, err := configs.ReadFile(path)
	if err != nil {
		return control.State{}, fmt.Errorf("read policy: %w", err)
	}
	if seconds == 0 {
		seconds = control.Forever
	}
	return c.Apply(ctx, control.Apply{Policy: string(src), Confirm: seconds, Revision: control.Revision{
		ID: ulid.Make().String(), Author: "console:" + accountName(), Reason: reason,
	}})
}

// accountName is who runs the command, for the record.
func accountName() string {
	u, err := user.Current()
	if err != nil {
		return "unknown"
	}
	return u.Username
}

// waiting gives the ID of the change that waits for its confirmation.
func waiting(ctx context.Context, c control.Client) (string, error) {
	s, err := c.Policy(ctx)
	if err != nil {
		return "", err
	}
	if s.Pending == nil {
		return "", errors.New("no change waits for a confirmation")
	}
	return s.Pending.ID, nil
}

// printState prints what is in force, without the policy's text: it may name what must
// not be known outside.
func (e *env) printState(name, file string, s control.State, err error) int {
	var refusal *control.Error
	if errors.As(err, &refusal) && len(refusal.Lines) > 0 {
		for _, l := range refusal.Lines {
			fmt.Fprintf(e.stderr, "%s:%d: %s\n", file, l.Line, l.Message)
		}
		return 1
	}
	if err == nil {
		err = json.NewEncoder(e.stdout).Encode(struct {
			control.Revision
			Pending *time.Time `json:"reverts_at,omitempty"`
		}{s.Revision, deadline(s)})
	}
	if err != nil {
		return e.fail("%s: %v", name, err)
	}
	return 0
}

func deadline(s control.State) *time.Time {
	if s.Pending == nil {
		return nil
	}
	return &s.Pending.Deadline
}
