package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// ownImports says which of our packages a package may import, and why it has to.
// A package that is not in here may not exist. "all" stands for any.
const ownImports = `
geo                   :                                # knows addresses, not what is done about them
geo/update            : geo                            # makes new databases of changed files
configs/strict        :                                # reads people's files for whoever has some
configs               : admin/query configs/strict     # the same strictness for sekisho.yaml as for policies; filters of destinations are checked where they stand
dataplane/packet      :                                # the frame is where everything starts
dataplane/flow        : dataplane/packet               # flows are made of decoded packets
dataplane/proto       :                                # bytes in, parts out: can be fuzzed and replaced alone
dataplane/content     :                                # parts in, text out
dataplane/content/contenttest :                        # files for tests to read
dataplane/fingerprint :                                # what is registered, found again
dataplane/detect      : dataplane/fingerprint          # text in, findings out
dataplane/policy      : geo configs/strict             # decides by jurisdiction; reads a file
dataplane/event       :                                # the seam between the planes
dataplane/journal     : dataplane/event                # stores events
dataplane/control     : geo dataplane/policy           # what the two processes say to each other
dataplane/revision    : dataplane/control              # which policy is in force; speaks of it as control does
dataplane/nfqueue     : dataplane/packet               # frames in, verdicts out
dataplane/nft         : dataplane/packet               # the marks that tie the two lanes together
dataplane             : geo dataplane/packet dataplane/flow dataplane/proto dataplane/content dataplane/detect dataplane/fingerprint dataplane/policy dataplane/event # the engine; no queue, no ruleset: it judges replays too
dataplane/netlab      :                                # a lab for anybody's tests, and the demo
admin/sqlite          :                                # opens databases, whatever is in them
admin/query           : dataplane/event                # what the index, the API and SIEM filters ask of events
admin/auth            :                                # who may do what; keeps nothing itself
admin/auth/authtest   :                                # an identity provider for tests to log in by
admin/acme            :                                # certificates from an authority
admin/acme/acmetest   :                                # an authority for tests to ask
admin/archive         :                                # encrypts a backup, whatever is in it
admin/compare         : dataplane/policy               # what differs between two policies
admin/edit            : configs/strict                 # changes a policy's text for a form; reads it as strictly
admin/state           : admin/auth admin/compare admin/sqlite dataplane/control dataplane/policy # keeps accounts for auth, and what became of each policy
admin/simulate        : admin/query dataplane/control dataplane/event dataplane/journal dataplane/policy geo # judges what was recorded, and what is established, by a draft
admin/siem/receiver   :                                # syslog daemons to ship to, for tests and the demo
admin/encode          : dataplane/event                # formats of others, of what an event says
admin/selfcheck       : geo                            # where the appliance itself sends to
admin/siem            : admin/encode admin/query configs dataplane/event dataplane/journal # ships what the journal holds to destinations of the configuration
admin/store           : admin/query admin/sqlite dataplane/event dataplane/journal # the journal's index
admin/web             : configs/strict admin/acme admin/archive admin/auth admin/compare admin/edit admin/query admin/selfcheck admin/siem admin/simulate admin/state admin/store configs dataplane/control dataplane/event dataplane/policy geo admin/web/ui # the API; what it needs of the engine, cmd supplies
admin/web/ui          :                                # the pages; all they know they ask of the API
admin/web/ui/build    : admin/web                      # makes the pages, with types of the API's description
cmd/sekisho           : all                            # wires everything
`

// testImports says what tests of a package may import of ours beyond that.
const testImports = `
dataplane/content     : dataplane/content/contenttest        # files that no library writes
dataplane             : dataplane/netlab                   # writes the geo data that engine tests judge by
admin/query           : admin/sqlite                       # the three forms of a query select the same
admin/state           : dataplane/revision                 # the dataplane's own keeper of policies answers
dataplane/nfqueue     : dataplane/netlab dataplane/nft     # a queue gets frames only from a ruleset, in a lab
dataplane/nft         : dataplane/netlab dataplane/nfqueue # a ruleset shows what it does only with a queue's answers
admin/encode          : dataplane/event                # formats of others, of what an event says
admin/siem            : admin/siem/receiver dataplane/netlab # the far end, on a loopback with both address families
admin/siem/receiver   : dataplane/netlab                   # daemons listen there
admin/auth            : admin/auth/authtest                # the identity provider's side
admin/acme            : admin/acme/acmetest                # the authority's side
admin/web             : admin/acme/acmetest admin/auth/authtest dataplane/journal dataplane/revision # the same, behind the API
`

// importers says which packages may import a module from elsewhere. A module that
// is not in here may not be used.
const importers = `
github.com/google/gopacket              : dataplane/packet            # decoding can move to another library in one place
github.com/florianl/go-nfqueue          : dataplane/nfqueue           # the queue's messages stay in one place
github.com/google/nftables              : dataplane/nft               # so does the kernel's ruleset
github.com/mdlayher/netlink             : dataplane/nft               # tunes the sockets of google/nftables
github.com/oschwald/maxminddb-golang    : geo                         # nobody else sees a database's schema
github.com/maxmind/mmdbwriter           : dataplane/netlab            # the lab's geo data
github.com/vishvananda/netlink          : dataplane/netlab            # the lab's links
github.com/vishvananda/netns            : dataplane/netlab            # the lab's hosts
github.com/andybalholm/brotli           : dataplane/content           # a content coding
github.com/klauspost/compress           : dataplane/content geo       # a content coding; the embedded databases
github.com/ulikunitz/xz                 : dataplane/content           # a compression of archives
github.com/nwaples/rardecode            : dataplane/content           # an archive's format
golang.org/x/text                       : dataplane/content           # charsets
golang.org/x/net                        : dataplane/policy            # internationalised host names
golang.org/x/sys                        : admin/siem dataplane/control dataplane/revision dataplane/detect dataplane/content dataplane/nfqueue dataplane/nft dataplane/netlab cmd/sekisho # the kernel and the processor
go4.org/netipx                          : geo dataplane dataplane/policy # sets of addresses
go.yaml.in/yaml                         : configs/strict admin/edit   # one reader of people's files, and one that changes them
github.com/fsnotify/fsnotify            : geo/update cmd/sekisho      # geo and policy files are watched apart
github.com/pquerna/otp                  : admin/auth                  # one-time codes
golang.org/x/crypto                     : admin/auth                  # argon2id
github.com/go-webauthn/webauthn         : admin/auth                  # passkeys
github.com/caddyserver/certmagic        : admin/acme                  # gets and renews certificates
go.uber.org/zap                         : admin/acme                  # has certmagic keep no log of its own
github.com/go-jose/go-jose              : admin/acme/acmetest         # how requests to authorities are signed
github.com/evanw/esbuild                : admin/web/ui/build          # bundles the pages
github.com/labstack/echo                : admin/web                   # finds the route of a request
github.com/coreos/go-oidc               : admin/auth                  # the identity provider's word
golang.org/x/oauth2                     : admin/auth                  # and how it is asked for
go.opentelemetry.io/proto/slim/otlp     : admin/siem                  # log records of OTLP
google.golang.org/protobuf              : admin/siem                  # and how they are written
github.com/twmb/franz-go/pkg/kgo        : admin/siem                  # produces to Kafka
github.com/twmb/franz-go/pkg/kerr       : admin/siem
github.com/twmb/franz-go/pkg/sasl       : admin/siem                  # and is let in
github.com/nats-io/nats.go              : admin/siem                  # publishes to NATS
filippo.io/age                          : admin/archive               # how a backup is encrypted
modernc.org/sqlite                      : admin/sqlite                # how a database is opened is settled in one place
github.com/oklog/ulid                   : dataplane/journal cmd/sekisho # stored events, and replayed ones
`

// testImporters says which packages' tests may import a module beyond that.
const testImporters = `
github.com/descope/virtualwebauthn      : admin/auth                  # a browser with an authenticator
github.com/leodido/go-syslog            : admin/encode                # reads what is written as syslog
github.com/santhosh-tekuri/jsonschema   : admin/web                   # holds answers to the description of the API
github.com/nats-io/nats-server          : admin/siem                  # a receiver
github.com/twmb/franz-go                : admin/siem                  # kfake, another, and kmsg to ask it
github.com/google/go-cmp                : all                         # differences that people can read
github.com/maxmind/mmdbwriter           : all                         # databases to read
github.com/oschwald/maxminddb-golang    : all                         # and to compare with
github.com/klauspost/compress           : all                         # compressed samples
github.com/andybalholm/brotli           : all
golang.org/x/text                       : all                         # samples in many charsets
golang.org/x/sys                        : all
`

// verdictPath are the packages that a packet waits for. Neither they nor what they
// use, however far down, may import what is made to wait for others.
const (
	verdictPath = "geo dataplane dataplane/packet dataplane/flow dataplane/proto dataplane/content dataplane/detect dataplane/fingerprint dataplane/policy dataplane/event dataplane/nfqueue dataplane/nft"
	forbidden   = "net/http net/smtp net/rpc expvar database/sql os/exec plugin"
)

// carried says which modules bring what is forbidden along, in parts that we
// never call.
const carried = `
github.com/andybalholm/brotli : net/http # its HTTPCompressor, for web servers
`

// goFolders are the top-level folders that Go may stand in.
const goFolders = "admin cmd configs dataplane geo"

const module = "sekisho/"

// listed is what the go command says of a package.
type listed struct {
	Standard                                 bool
	ImportPath, Dir                          string
	Imports, TestImports, XTestImports, Deps []string
}

// TestImports holds the tree to the tables above.
func TestImports(t *testing.T) {
	packages := listPackages(t)
	for _, v := range violations(packages) {
		t.Error(v)
	}
	for _, p := range packages {
		if !strings.HasPrefix(p.ImportPath, module) {
			continue
		}
		if err := documented(p); err != nil {
			t.Error(err)
		}
	}
}

// TestImportsCanFail: a made-up tree breaks each rule once.
func TestImportsCanFail(t *testing.T) {
	packages := []listed{
		{ImportPath: "sekisho/geo", Imports: []string{"fmt", "sekisho/dataplane/policy"}},
		{ImportPath: "sekisho/dataplane/flow", Imports: []string{"sekisho/dataplane/packet", "github.com/google/gopacket/layers"}},
		{ImportPath: "sekisho/dataplane/proto", TestImports: []string{"sekisho/dataplane/netlab"}},
		{ImportPath: "sekisho/dataplane/event", XTestImports: []string{"github.com/google/nftables"}},
		{ImportPath: "sekisho/configs", Imports: []string{"example.org/new", "sekisho/configs/strict"}},
		{ImportPath: "sekisho/dataplane", Deps: []string{"io", "github.com/andybalholm/brotli", "example.org/client"}},
		{ImportPath: "github.com/andybalholm/brotli", Imports: []string{"net/http"}},
		{ImportPath: "example.org/client", Imports: []string{"net/http"}},
		{ImportPath: "net/http/httptest", Imports: []string{"net/http"}, Standard: true},
		{ImportPath: "sekisho/helpers"},
	}
	got := violations(packages)
	for _, want := range []string{
		"geo may not import dataplane/policy",
		"dataplane/flow may not import github.com/google/gopacket/layers",
		"tests of dataplane/proto may not import dataplane/netlab",
		"tests of dataplane/event may not import github.com/google/nftables",
		"configs may not import example.org/new",
		"dataplane reaches net/http by example.org/client, which can hold up a verdict",
		"helpers is not in the table of packages",
		"dataplane/nft is in the table of packages, but not in the tree",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("not found: %s", want)
		}
	}
	for _, v := range got {
		if strings.Contains(v, "import fmt") || strings.Contains(v, "dataplane/packet") && strings.Contains(v, "import") || strings.Contains(v, "brotli") {
			t.Errorf("found, though allowed: %s", v)
		}
	}
}

// TestFolders: Go stands in the fixed folders only.
func TestFolders(t *testing.T) {
	folders := strings.Fields(goFolders)
	for _, path := range goFiles(t) {
		top, _, below := strings.Cut(filepath.ToSlash(path), "/")
		if !below || !slices.Contains(folders, top) {
			t.Errorf("%s: Go belongs below one of %s", path, goFolders)
		}
	}
}

// violations compares packages with the tables.
func violations(packages []listed) (all []string) {
	ours, tests := parseTable(ownImports), parseTable(testImports)
	modules, testModules := parseTable(importers), parseTable(testImporters)
	known := map[string]listed{}
	for _, p := range packages {
		known[p.ImportPath] = p
	}
	for _, p := range packages {
		name, own := strings.CutPrefix(p.ImportPath, module)
		if !own {
			continue
		}
		if _, ok := ours[name]; !ok {
			all = append(all, name+" is not in the table of packages")
			continue
		}
		allowed := func(path string) bool { return may(name, path, ours, modules) }
		inTests := func(path string) bool { return allowed(path) || may(name, path, tests, testModules) }
		all = append(all, unlawful(name, p.Imports, allowed)...)
		all = append(all, unlawful("tests of "+name, append(p.TestImports, p.XTestImports...), inTests)...)
		all = append(all, holdups(p, known)...)
	}
	for name := range ours {
		if _, ok := known[module+name]; !ok {
			all = append(all, name+" is in the table of packages, but not in the tree")
		}
	}
	return all
}

// may tells whether package name may import path by the tables of our packages
// and of modules. The standard library and one's own package are free.
func may(name, path string, ours, modules map[string][]string) bool {
	if own, ok := strings.CutPrefix(path, module); ok {
		return own == name || holds(ours[name], own)
	}
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
		return true
	}
	for m, by := range modules {
		if (path == m || strings.HasPrefix(path, m+"/")) && holds(by, name) {
			return true
		}
	}
	return false
}

func holds(list []string, name string) bool {
	return slices.Contains(list, name) || slices.Contains(list, "all")
}

func unlawful(name string, imports []string, allowed func(string) bool) (all []string) {
	for _, path := range imports {
		if !allowed(path) {
			all = append(all, fmt.Sprintf("%s may not import %s", name, strings.TrimPrefix(path, module)))
		}
	}
	return all
}

// holdups finds what is forbidden among the imports of p, if it is on the verdict
// path, and of everything that p uses; known has the packages by import path.
func holdups(p listed, known map[string]listed) (all []string) {
	if name := strings.TrimPrefix(p.ImportPath, module); !slices.Contains(strings.Fields(verdictPath), name) {
		return nil
	}
	exempt := parseTable(carried)
	for _, path := range append(p.Deps, p.ImportPath) {
		user := known[path]
		for _, used := range user.Imports {
			if !user.Standard && slices.Contains(strings.Fields(forbidden), used) && !slices.Contains(exempt[path], used) {
				all = append(all, fmt.Sprintf("%s reaches %s by %s, which can hold up a verdict",
					strings.TrimPrefix(p.ImportPath, module), used, path))
			}
		}
	}
	return all
}

// parseTable reads lines of the form "name : names # why".
func parseTable(text string) map[string][]string {
	table := map[string][]string{}
	for line := range strings.Lines(text) {
		rule, _, _ := strings.Cut(line, "#")
		if name, names, ok := strings.Cut(rule, ":"); ok {
			table[strings.TrimSpace(name)] = strings.Fields(names)
		}
	}
	return table
}

// listPackages lists our packages and all that they use.
func listPackages(t *testing.T) (packages []listed) {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,Standard,Imports,TestImports,XTestImports,Deps", "./...")
	cmd.Dir = filepath.Join("..", "..")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v: %s", err, errs.Bytes())
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		packages = append(packages, p)
	}
}

// documented wants a doc.go that says what the package is for.
func documented(p listed) error {
	file := filepath.Join(p.Dir, "doc.go")
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		return fmt.Errorf("package %s: %w", p.ImportPath, err)
	}
	text := f.Doc.Text()
	if !strings.HasPrefix(text, "Package "+f.Name.Name+" ") && !strings.HasPrefix(text, "Command ") || len(text) < 100 {
		return fmt.Errorf("package %s: doc.go does not say what it is for", p.ImportPath)
	}
	return nil
}

// goFiles lists the tree's Go files relative to its root.
func goFiles(t *testing.T) (files []string) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if !d.IsDir() && filepath.Ext(path) == ".go" {
			rel, err := filepath.Rel(root, path)
			files = append(files, rel)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
