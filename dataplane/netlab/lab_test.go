package netlab

import (
	"context"
	"io"
	"net"
	"net/netip"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func within(t *testing.T, limit time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	return ctx
}

// whoCalls has from connect to to and returns the address that to saw.
func whoCalls(t *testing.T, from, to *Host, addr netip.Addr) netip.Addr {
	t.Helper()
	ln, err := to.Listen("tcp", net.JoinHostPort(addr.String(), "8080"))
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	conn, err := from.Dial(within(t, time.Minute), "tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	peer, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close()
	return netip.MustParseAddrPort(peer.RemoteAddr().String()).Addr()
}

func TestEveryHostReachesEveryOther(t *testing.T) {
	lab := ForTest(t, Options{LAN: 2})
	hosts := append(append([]*Host{}, lab.LAN...), lab.Outside...)
	for _, from := range hosts {
		for _, to := range hosts {
			for _, addr := range to.Addrs {
				want := from.IPv4()
				if addr.Is6() {
					want = from.IPv6()
				}
				if got := whoCalls(t, from, to, addr); from != to && got != want {
					t.Errorf("%s calls %s: seen as %s, want %s", from.Name, addr, got, want)
				}
			}
		}
	}
}

func TestMasqueradeHidesTheLAN(t *testing.T) {
	lab := ForTest(t, Options{Masquerade: true})
	for i, addr := range []netip.Addr{lab.Outside[0].IPv4(), lab.Outside[0].IPv6()} {
		if got := whoCalls(t, lab.LAN[0], lab.Outside[0], addr); got != GatewayOut[i] {
			t.Errorf("seen as %s, want the gateway's %s", got, GatewayOut[i])
		}
	}
}

func TestNoOffloadSwitchesEveryLink(t *testing.T) {
	lab := ForTest(t, Options{NoOffload: true})
	links := map[string]*Host{"eth0": lab.LAN[0], "lan0": lab.Gateway, "out1": lab.Gateway}
	for link, host := range links {
		out, err := host.Run(within(t, time.Minute), "ethtool", "-k", link)
		if err != nil {
			t.Fatal(err)
		}
		for _, feature := range []string{"tcp-segmentation-offload", "generic-segmentation-offload", "generic-receive-offload"} {
			if !strings.Contains(string(out), feature+": off") {
				t.Errorf("%s of %s: %s is not off", link, host.Name, feature)
			}
		}
	}
}

func TestNothingOutsideTheLabIsReachable(t *testing.T) {
	lab := ForTest(t, Options{})
	for _, address := range []string{"192.0.2.1:9", "[2001:db8:dead::1]:9"} {
		_, err := lab.LAN[0].Dial(within(t, time.Minute), "tcp", address)
		if err == nil || !strings.Contains(err.Error(), "unreachable") && !strings.Contains(err.Error(), "no route") {
			t.Errorf("dial %s: got %v, want the gateway to say unreachable", address, err)
		}
	}
}

func TestCloseEndsPrograms(t *testing.T) {
	lab, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := lab.Gateway.Start(exec.Command("sleep", "600"))
	if err != nil {
		t.Fatal(err)
	}
	if err := lab.Close(); err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Errorf("program ended with %v, want killed", err)
	}
	if err := lab.Close(); err != nil {
		t.Errorf("second close: %v", err)
	}
}

func TestRunReturnsOutputAndFailure(t *testing.T) {
	lab := ForTest(t, Options{})
	out, err := lab.LAN[0].Run(within(t, time.Minute), "ip", "-brief", "address", "show", "dev", "eth0")
	if err != nil || !strings.Contains(string(out), "10.10.0.2") {
		t.Errorf("got %q, %v", out, err)
	}
	if _, err := lab.LAN[0].Run(within(t, time.Minute), "sh", "-c", "echo broken; exit 3"); err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("got %v, want the program's output in the error", err)
	}
}

func TestDatagramsCrossTheGateway(t *testing.T) {
	lab := ForTest(t, Options{})
	pc, err := lab.Outside[0].ListenPacket("udp", "203.0.113.10:53")
	if err != nil {
		t.Fatal(err)
	}
	defer pc.Close()
	conn, err := lab.LAN[0].Dial(within(t, time.Minute), "udp", "203.0.113.10:53")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := pc.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, "hello"); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 16)
	n, _, err := pc.ReadFrom(buf)
	if err != nil || string(buf[:n]) != "hello" {
		t.Errorf("got %q, %v", buf[:n], err)
	}
}

func TestBadOptionsAreNamed(t *testing.T) {
	cases := map[string]Options{
		"hosts on the LAN":   {LAN: 201},
		"MTU 100":            {MTU: 100},
		"outside host 0 has": {Outside: [][]netip.Addr{{}}},
	}
	for want, opts := range cases {
		if _, err := New(opts); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an error with %q", err, want)
		}
	}
}

func TestNamesAreRefused(t *testing.T) {
	lab := ForTest(t, Options{})
	if _, err := lab.LAN[0].Dial(within(t, time.Second), "tcp", "collect.example:80"); err == nil || !strings.Contains(err.Error(), "numeric") {
		t.Errorf("got %v, want names refused", err)
	}
}
