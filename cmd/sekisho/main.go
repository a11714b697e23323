package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// env is what a command may touch of the process that it runs in.
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
}

// command is one word of the command line. run returns the exit status.
type command struct {
	name, summary string
	run           func(ctx context.Context, e *env, args []string) int
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	os.Exit(dispatch(ctx, &env{os.Stdin, os.Stdout, os.Stderr}, os.Args[1:]))
}

// dispatch runs the command that args name.
func dispatch(ctx context.Context, e *env, args []string) int {
	if len(args) == 0 {
		return e.fail("no command; sekisho -h lists them")
	}
	switch args[0] {
	case "-h", "-help", "--help", "help":
		usage(e.stdout)
		return 0
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(ctx, e, args[1:])
		}
	}
	return e.fail("unknown command %q; sekisho -h lists them", args[0])
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "usage: sekisho COMMAND [ARGUMENTS]; sekisho COMMAND -h explains one")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-10s %s\n", c.name, c.summary)
	}
}

// fail prints one line of error and returns the exit status 1. Errors that were
// joined share the line.
func (e *env) fail(format string, args ...any) int {
	message := strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", "; ")
	fmt.Fprintln(e.stderr, "sekisho: "+message)
	return 1
}

// flags makes a flag set whose -h prints the synopsis, the flags and an example.
func (e *env) flags(name, synopsis, example string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {
		fmt.Fprintf(e.stdout, "usage: sekisho %s %s\n", name, synopsis)
		fs.SetOutput(e.stdout)
		fs.PrintDefaults()
		fs.SetOutput(io.Discard)
		fmt.Fprintf(e.stdout, "example: %s\n", example)
	}
	return fs
}

// parse reads the flags; done means that the command ends with status at once.
func (e *env) parse(fs *flag.FlagSet, args []string) (status int, done bool) {
	help := fs.Usage
	fs.Usage = func() {} // Parse would print it for a wrong flag too
	switch err := fs.Parse(args); err {
	case nil:
		return 0, false
	case flag.ErrHelp:
		help()
		return 0, true
	default:
		return e.fail("%s: %v", fs.Name(), err), true
	}
}

// noArguments wants nothing to be left after the flags.
func (e *env) noArguments(fs *flag.FlagSet) bool {
	if fs.NArg() > 0 {
		e.fail("%s: unexpected argument %q", fs.Name(), fs.Arg(0))
	}
	return fs.NArg() == 0
}

// files collects a flag that may be given several times.
type files []string

func (f *files) String() string     { return fmt.Sprint([]string(*f)) }
func (f *files) Set(s string) error { *f = append(*f, s); return nil }
