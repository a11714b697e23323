package main

import (
	"context"
	"fmt"

	"sekisho/configs"
	"sekisho/dataplane"
	"sekisho/dataplane/detect"
	"sekisho/dataplane/policy"
	"sekisho/dataplane/proto"
)

const policyUsage = `usage: sekisho policy check FILE        whether a policy is valid; errors as FILE:LINE: message
       sekisho policy explain [FLAGS]      what a flow would meet and why, rule by rule; -h lists the flags
       sekisho policy show --config FILE   which policy is in force, and what waits to be confirmed
       sekisho policy apply --config FILE [--confirm SECONDS] POLICY
                                           put a policy in force until it is confirmed, or for good
       sekisho policy confirm --config FILE
                                           let the change stay that waits
       sekisho policy revert --config FILE take it back at once
example: sekisho policy check policy.yaml
`

// policyCommand checks a policy, tells what it would do, or changes the one in force.
func policyCommand(ctx context.Context, e *env, args []string) int {
	if len(args) == 0 {
		return e.fail("policy: want check, explain, show, apply, confirm or revert; sekisho policy -h explains them")
	}
	switch args[0] {
	case "check":
		return e.policyCheck(args[1:])
	case "explain":
		return e.policyExplain(args[1:])
	case "show":
		return e.policyShow(ctx, args[1:])
	case "apply":
		return e.policyApply(ctx, args[1:])
	case "confirm":
		return e.policyConfirm(ctx, args[1:])
	case "revert":
		return e.policyRevert(ctx, args[1:])
	case "-h", "-help", "--help", "help":
		fmt.Fprint(e.stdout, policyUsage)
		return 0
	}
	return e.fail("policy: unknown command %q, want check, explain, show, apply, confirm or revert", args[0])
}

// policyCheck prints the errors bare, so that an editor can jump to their lines.
func (e *env) policyCheck(args []string) int {
	fs := e.flags("policy check", "FILE", "sekisho policy check policy.yaml")
	if status, done := e.parse(fs, args); done {
		return status
	}
	if fs.NArg() != 1 {
		return e.fail("policy check: want one FILE, not %d", fs.NArg())
	}
	p, err := readPolicy(fs.Arg(0))
	if err != nil {
		fmt.Fprintln(e.stderr, err)
		return 1
	}
	if err := checkDetectors(p); err != nil {
		fmt.Fprintln(e.stderr, err)
		return 1
	}
	for _, w := range p.Unserved(vocabulary()) {
		fmt.Fprintf(e.stderr, "%s:%d: warning: %s\n", w.File, w.Line, w.Message)
	}
	fmt.Fprintf(e.stdout, "%s: valid, %d rules, version %s\n", fs.Arg(0), p.Len(), p.Version())
	return 0
}

// checkDetectors checks what the policy's custom classes would have detectors do, and
// what their patterns cost.
func checkDetectors(p *policy.Program) error {
	if _, err := dataplane.PolicyDetectors(p); err != nil {
		return err
	}
	return dataplane.CheckPatterns(p)
}

// vocabulary is what this build recognises.
func vocabulary() policy.Vocabulary {
	return policy.Vocabulary{Classes: detect.Classes(), Protocols: proto.Names()}
}

// readPolicy reads and compiles a policy file.
func readPolicy(path string) (*policy.Program, error) {
	src, err := configs.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read policy: %w", err)
	}
	return compilePolicy(path, src)
}

// compilePolicy compiles a policy's source; name is how errors call it.
func compilePolicy(name string, src []byte) (*policy.Program, error) {
	p, err := policy.Parse(name, src)
	if err != nil {
		return nil, err
	}
	return p.Compile()
}
