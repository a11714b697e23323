package main

import (
	"context"
	"fmt"
	"time"

	"sekisho/geo"
)

// Set by the linker (see the Makefile); a build without it says so.
var (
	version = "devel"
	commit  = "unknown"
)

// versionCommand prints what this binary is, and how old the data in it is.
func versionCommand(_ context.Context, e *env, args []string) int {
	fs := e.flags("version", "", "sekisho version")
	if status, done := e.parse(fs, args); done {
		return status
	}
	if !e.noArguments(fs) {
		return 1
	}
	built := geo.EmbeddedDate()
	fmt.Fprintf(e.stdout, "sekisho %s\ncommit %s\nembedded geo data %s\n", version, commit, built.Format(time.DateOnly))
	if age := time.Since(built); age > staleAfter {
		fmt.Fprintf(e.stderr, "sekisho: the embedded geo data is %d days old: load newer MaxMind DB files through geo.databases\n", int(age.Hours()/24))
	}
	return 0
}
