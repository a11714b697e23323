package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"time"

	"sekisho/geo"
)

const geoUsage = `usage: sekisho geo lookup [--geo FILE]... ADDR...   where addresses are and why
       sekisho geo verify FILE                     whether a MaxMind DB is sound
example: sekisho geo lookup --geo GeoLite2-Country.mmdb 203.0.113.10 2001:db8::1
`

// geoCommand asks the geo databases what they know.
func geoCommand(_ context.Context, e *env, args []string) int {
	if len(args) == 0 {
		return e.fail("geo: want lookup or verify; sekisho geo -h explains them")
	}
	switch args[0] {
	case "lookup":
		return e.geoLookup(args[1:])
	case "verify":
		return e.geoVerify(args[1:])
	case "-h", "-help", "--help", "help":
		fmt.Fprint(e.stdout, geoUsage)
		return 0
	}
	return e.fail("geo: unknown command %q, want lookup or verify", args[0])
}

// geoLookup prints one JSON object an address. A bad address spoils the exit
// status but not the others' answers.
func (e *env) geoLookup(args []string) int {
	fs, databases := e.geoFlags("geo lookup", "[--geo FILE]... ADDR...",
		"sekisho geo lookup 203.0.113.10 2001:db8::1")
	if status, done := e.parse(fs, args); done {
		return status
	}
	if fs.NArg() == 0 {
		return e.fail("geo lookup: no address given")
	}
	db, err := geo.Open(*databases, nil)
	if err != nil {
		return e.fail("geo lookup: %v", err)
	}
	status := 0
	for _, arg := range fs.Args() {
		a, err := netip.ParseAddr(arg)
		if err == nil {
			err = printJSON(e.stdout, answerOf(a, db.Lookup(a)))
		}
		if err != nil {
			status = e.fail("geo lookup: %v", err)
		}
	}
	return status
}

func (e *env) geoFlags(name, synopsis, example string) (*flag.FlagSet, *files) {
	fs := e.flags(name, synopsis, example)
	var databases files
	fs.Var(&databases, "geo", "MaxMind DB `FILE`, may be repeated; without it the embedded database")
	return fs, &databases
}

// geoAnswer is a Record in the words of the Elastic Common Schema.
type geoAnswer struct {
	Address   netip.Addr     `json:"address"`
	Codes     []string       `json:"codes"`
	Unknown   bool           `json:"unknown"`
	Evidence  []geo.Evidence `json:"evidence"`
	AS        *geoAS         `json:"as,omitempty"`
	Anycast   bool           `json:"anycast"`
	Anonymous bool           `json:"anonymous"`
	Hosting   bool           `json:"hosting"`
}

type geoAS struct {
	Number       uint32 `json:"number,omitempty"`
	Organization struct {
		Name string `json:"name,omitempty"`
	} `json:"organization,omitzero"`
}

func answerOf(a netip.Addr, r geo.Record) geoAnswer {
	out := geoAnswer{
		Address: a, Unknown: r.Unknown(),
		Codes:    append([]string{}, r.Codes...), // never null
		Evidence: append([]geo.Evidence{}, r.Evidence...),
		Anycast:  r.Anycast, Anonymous: r.Anonymous, Hosting: r.Hosting,
	}
	if r.ASN != 0 || r.Org != "" {
		out.AS = &geoAS{Number: r.ASN}
		out.AS.Organization.Name = r.Org
	}
	return out
}

// geoVerdict is what geo verify says of a sound file.
type geoVerdict struct {
	File    string     `json:"file"`
	Type    string     `json:"type"`
	Built   time.Time  `json:"built"`
	Edition string     `json:"edition,omitempty"`
	Placed  geo.Extent `json:"placed"`
	Codes   int        `json:"codes"`
}

// geoVerify opens a file as the appliance would, which verifies it whole.
func (e *env) geoVerify(args []string) int {
	fs := e.flags("geo verify", "FILE", "sekisho geo verify GeoLite2-Country.mmdb")
	if status, done := e.parse(fs, args); done {
		return status
	}
	if fs.NArg() != 1 {
		return e.fail("geo verify: want one file, got %d", fs.NArg())
	}
	db, err := geo.Open(fs.Args(), nil)
	if err != nil {
		return e.fail("geo verify: %v", err)
	}
	source, c := db.Sources()[0], db.Coverage()
	err = printJSON(e.stdout, geoVerdict{source.Path, source.Type, source.Built, source.Edition, c.Placed, len(c.ByCode)})
	if err != nil {
		return e.fail("geo verify: %v", err)
	}
	return 0
}

// printJSON writes v as one line, without the escapes that HTML would need.
func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	return nil
}
