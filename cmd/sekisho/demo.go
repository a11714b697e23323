package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"sekisho/dataplane/netlab"
)

// demoCommand shows the main job on real packets: the same customer list goes to
// two jurisdictions, both ways and in both IP families.
func demoCommand(ctx context.Context, e *env, args []string) int {
	fs := e.flags("demo", "", "sekisho demo")
	if status, done := e.parse(fs, args); done {
		return status
	}
	if !e.noArguments(fs) {
		return 1
	}
	for program, pack := range map[string]string{"curl": "curl", "nft": "nftables"} {
		if _, err := exec.LookPath(program); err != nil {
			return e.fail("demo: %s is missing: apt-get install %s", program, pack)
		}
	}
	dir, err := os.MkdirTemp("", "sekisho-demo-")
	if err != nil {
		return e.fail("demo: %v", err)
	}
	defer os.RemoveAll(dir)
	if err := e.demo(ctx, dir); err != nil {
		return e.fail("demo: %v", err)
	}
	return 0
}

func (e *env) demo(ctx context.Context, dir string) (err error) {
	o, err := newOffice(dir, netlab.Options{LAN: 2, Masquerade: true})
	if err != nil {
		return err
	}
	defer o.Close()
	o.log = io.Discard
	collector, shipping, err := o.startCollector(ctx)
	if err != nil {
		return err
	}
	defer collector.stop()
	listen, err := freeLoopback()
	if err == nil {
		err = o.configure("admin: {listen: \"" + listen + "\"}\n" + shipping)
	}
	if err != nil {
		return err
	}
	list := customerList(40)
	if err := os.WriteFile(o.path("customers.csv"), []byte(list), 0o600); err != nil {
		return err
	}
	if err := o.demoServers(list); err != nil {
		return err
	}
	if err := o.start(ctx); err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "An office behind a gateway with Sekisho, in network namespaces of this machine.\n"+
		"Rules: the shipped policy. %s lies in CN, which it watches; %s lies in US.\n\n", watchedHost[0], friendlyHost[0])
	for _, s := range o.demoSteps() {
		s.show(ctx, e.stdout)
	}
	if err := o.demoEvents(ctx, e.stdout); err != nil {
		return err
	}
	if err := e.demoAdmin(ctx, o, collector); err != nil {
		return err
	}
	return o.stop()
}

// demoServers starts web servers: outside they take uploads, inside one hands
// out the list.
func (o *office) demoServers(list string) error {
	take := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(io.Discard, r.Body)
		if err == nil {
			fmt.Fprintf(w, "%d bytes arrived", n)
		}
	})
	hand := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		io.WriteString(w, list)
	})
	for _, h := range o.Outside {
		if err := o.serve(h, 80, take); err != nil {
			return err
		}
	}
	return o.serve(o.LAN[1], 80, hand)
}

// step is one transfer of the demo.
type step struct {
	what string
	host *netlab.Host
	argv []string
}

func (o *office) demoSteps() []step {
	curl := []string{"curl", "-sS", "--max-time", "30"}
	upload := func(to netip.Addr) step {
		return step{"a LAN host uploads its customer list to " + to.String(), o.LAN[0],
			append(curl[:len(curl):len(curl)], "--data-binary", "@"+o.path("customers.csv"), "-H", "Content-Type: text/csv", url(to))}
	}
	server := o.LAN[1]
	download := func(from *netlab.Host, a netip.Addr, who string) step {
		return step{who + " reads the list from a LAN server at " + a.String(), from,
			append(curl[:len(curl):len(curl)], "-o", os.DevNull, "-w", "%{size_download} bytes arrived", url(a))}
	}
	return []step{
		upload(friendlyHost[0]), upload(watchedHost[0]), upload(friendlyHost[1]), upload(watchedHost[1]),
		download(o.Outside[1], server.IPv6(), "the host in US"), download(o.Outside[0], server.IPv6(), "the host in CN"),
		{"a LAN host sends something harmless to " + watchedHost[0].String(), o.LAN[0],
			append(curl[:len(curl):len(curl)], "--data", "hello=world", url(watchedHost[0]))},
	}
}

func url(a netip.Addr) string { return "http://" + netip.AddrPortFrom(a, 80).String() + "/list" }

func (s step) show(ctx context.Context, out io.Writer) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	answer, err := s.host.Run(ctx, s.argv...)
	sign := "passes "
	if err != nil {
		sign = "REFUSED"
	}
	fmt.Fprintf(out, "%s  %s\n         %s\n", sign, s.what, strings.TrimSpace(string(answer)))
}

// demoEvents prints why, from the stored events.
func (o *office) demoEvents(ctx context.Context, out io.Writer) error {
	events, err := o.blocks(ctx, demoBlocks)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nWhy, from the stored events:\n")
	for _, e := range events {
		fmt.Fprintf(out, "  %v > %v (%v): rule %v, %v in the %v\n", field(e, "source.ip"), field(e, "destination.ip"),
			field(e, "destination.geo.country_iso_code"), field(e, "rule.id"), field(e, "event.reason"), field(e, "sekisho.data_direction"))
		found, _ := field(e, "sekisho.findings").([]any)
		for _, f := range found {
			f, _ := f.(map[string]any)
			fmt.Fprintf(out, "      %v × %v, such as %v, in %v\n", f["count"], f["class"], f["sample"], f["where"])
		}
	}
	return nil
}

// demoBlocks is how many of the steps the shipped policy refuses.
const demoBlocks = 3

// blocks waits until n events of blocks are stored: they reach the disk in batches.
func (o *office) blocks(ctx context.Context, n int) (found []map[string]any, err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute) // only there to fail
	defer cancel()
	for {
		events, err := o.events()
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(events, func(e map[string]any) bool { return field(e, "event.action") != "block" })
		if len(found) >= n {
			return found, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for the events: %d of %d blocks are stored", len(found), n)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// demoAdmin opens the administration on this machine's loopback, for as long as somebody at a terminal
// wants to look at it.
func (e *env) demoAdmin(ctx context.Context, o *office, collector *demoCollector) error {
	admin, err := o.startAdmin(ctx)
	if err != nil {
		return err
	}
	if err := collector.show(ctx, e.stdout); err != nil {
		return errors.Join(err, admin.stop())
	}
	fmt.Fprintf(e.stdout, "\nAdministration, on this machine alone: %s\n", admin.greeting)
	if isTerminal(e.stdin) {
		fmt.Fprintln(e.stdout, "The lab stays until you press Ctrl-C.")
		<-ctx.Done()
	}
	return admin.stop()
}

// isTerminal reports whether somebody types or reads there.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	_, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	return err == nil
}
