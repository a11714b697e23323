package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"sekisho/configs"
	"sekisho/dataplane/control"
	"sekisho/dataplane/netlab"
)

// office is a lab with the appliance on its gateway: what the demo shows and the
// end-to-end tests check. Two outside hosts lie in different jurisdictions.
type office struct {
	*netlab.Lab
	dir     string
	program string // the sekisho binary, or a test binary that acts as one
	environ []string
	// subcommand starts the appliance; "" is dataplane.
	subcommand string
	process    *netlab.Process
	log        io.Writer
}

// The outside hosts of an office. Their ranges are for documentation.
var (
	watchedHost  = []netip.Addr{netip.MustParseAddr("203.0.113.10"), netip.MustParseAddr("2001:db8:c::10")}
	friendlyHost = []netip.Addr{netip.MustParseAddr("198.51.100.10"), netip.MustParseAddr("2001:db8:f::10")}
)

// officePlaces map the outside hosts to jurisdictions.
var officePlaces = map[string]string{
	"203.0.113.0/24": "CN", "2001:db8:c::/48": "CN",
	"198.51.100.0/24": "US", "2001:db8:f::/48": "US",
}

// newOffice builds the lab and the appliance's files below dir.
func newOffice(dir string, opts netlab.Options) (*office, error) {
	opts.Outside = [][]netip.Addr{watchedHost, friendlyHost}
	lab, err := netlab.New(opts)
	if err != nil {
		return nil, err
	}
	o := &office{Lab: lab, dir: dir, log: os.Stderr}
	err = netlab.WriteGeo(o.path("places.mmdb"), officePlaces)
	err = errors.Join(err, o.policy(configs.DefaultPolicy()), o.configure(""))
	if err != nil {
		return nil, errors.Join(err, lab.Close())
	}
	o.program, err = os.Executable()
	return o, err
}

func (o *office) path(name string) string { return filepath.Join(o.dir, name) }

// policy writes the policy file, whole or not at all, as a careful admin would.
func (o *office) policy(text []byte) error {
	next := o.path("policy.yaml.next")
	if err := os.WriteFile(next, text, 0o600); err != nil {
		return err
	}
	return os.Rename(next, o.path("policy.yaml"))
}

// configure writes the configuration; more are further lines of its dataplane section, or sections behind it.
func (o *office) configure(more string) error {
	text := fmt.Sprintf("state_dir: %s\npolicy: %s\ngeo:\n  databases: [%s]\ndataplane:\n  protected: [%s, \"%s\"]\n%s",
		o.path("state"), o.path("policy.yaml"), o.path("places.mmdb"), netlab.LANv4, netlab.LANv6, more)
	return os.WriteFile(o.path("sekisho.yaml"), []byte(text), 0o600)
}

// command makes the command line of the appliance's program.
func (o *office) command(args ...string) *exec.Cmd {
	cmd := exec.Command(o.program, args...)
	cmd.Env = append(os.Environ(), o.environ...)
	return cmd
}

// start starts the appliance on the gateway and waits until it enforces.
func (o *office) start(ctx context.Context) error {
	cmd := o.command(cmp.Or(o.subcommand, "dataplane"), "--config", o.path("sekisho.yaml"))
	cmd.Stdout, cmd.Stderr = o.log, o.log
	p, err := o.Gateway.Start(cmd)
	if err != nil {
		return fmt.Errorf("start the appliance: %w", err)
	}
	o.process = p
	for {
		if _, err := o.status(); err == nil {
			return nil
		}
		select {
		case <-p.Done():
			return fmt.Errorf("the appliance ended at once: %w", p.Wait())
		case <-ctx.Done():
			return fmt.Errorf("wait for the appliance: %w", ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// stop ends the appliance as systemd would.
func (o *office) stop() error {
	if err := o.process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return o.process.Wait()
}

// dataplane speaks to the running appliance.
func (o *office) dataplane() control.Client {
	return control.Client{Path: o.path("state/control.sock")}
}

// status asks the running appliance.
func (o *office) status() (control.Status, error) {
	return o.dataplane().Status(context.Background())
}

// serve runs a web server on a host that answers each request with handler.
func (o *office) serve(h *netlab.Host, port int, handler http.Handler) error {
	for _, a := range h.Addrs {
		l, err := h.Listen("tcp", netip.AddrPortFrom(a, uint16(port)).String())
		if err != nil {
			return err
		}
		go http.Serve(l, handler)
	}
	return nil
}

// events reads the stored events through the command that people use.
func (o *office) events() ([]map[string]any, error) {
	out, err := o.command("events", "--config", o.path("sekisho.yaml")).Output()
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	var all []map[string]any
	lines := bufio.NewScanner(strings.NewReader(string(out)))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e map[string]any
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return nil, fmt.Errorf("read events: %w", err)
		}
		all = append(all, e)
	}
	return all, lines.Err()
}

// field finds a value in an event by its dotted name; nil where there is none.
func field(e map[string]any, name string) any {
	var v any = e
	for part := range strings.SplitSeq(name, ".") {
		o, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = o[part]
	}
	return v
}
