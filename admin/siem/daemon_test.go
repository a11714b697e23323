package siem

import (
	"fmt"
	"testing"

	"sekisho/admin/siem/receiver"
	"sekisho/configs"
)

// daemonReceiver is a syslog daemon of Debian's.
type daemonReceiver struct {
	t      testing.TB
	daemon *receiver.Daemon
	to     configs.Destination
}

// newDaemonReceiver starts a program; way is udp, tcp, tls or mutual.
func newDaemonReceiver(t testing.TB, program, way string) *daemonReceiver {
	t.Helper()
	a := newAuthority(t)
	at := freeAddress(t)
	port := at.Port()
	o := receiver.Options{Program: program, Dir: t.TempDir(), Address: at.Addr(), CA: a.ca, Certificate: a.receiver, Key: a.serverKey}
	r := &daemonReceiver{t: t, to: configs.Destination{Name: "test", Type: "syslog"}}
	switch way {
	case "udp":
		o.UDP = port
	case "tcp":
		o.TCP = port
	case "tls":
		o.TLS, r.to.TLS.CA = port, a.ca
	case "mutual":
		o.TLS, o.Mutual, r.to.TLS = port, true, configs.TLSFiles{CA: a.ca, Certificate: a.sender, Key: a.senderKey}
		way = "tls"
	}
	r.to.Address = fmt.Sprintf("%s://127.0.0.1:%d", way, port)
	daemon, err := receiver.New(o)
	if err != nil {
		t.Fatal(err)
	}
	r.daemon = daemon
	r.start()
	t.Cleanup(r.kill)
	return r
}

func (r *daemonReceiver) target() Target { return Target{Destination: r.to} }

func (r *daemonReceiver) ordered() bool { return true }

func (r *daemonReceiver) shape(m Message) Message { return syslogged(m) }

func (r *daemonReceiver) kill() {
	if err := r.daemon.Kill(); err != nil {
		r.t.Error(err)
	}
}

func (r *daemonReceiver) start() {
	if err := r.daemon.Start(soon(r.t)); err != nil {
		r.t.Fatal(err)
	}
}

func (r *daemonReceiver) held() (all []uint64) {
	lines, err := r.daemon.Lines()
	if err != nil {
		r.t.Fatal(err)
	}
	for _, line := range lines {
		if n, err := sequenceOf(line); err == nil { // else: a line that the program was killed in
			all = append(all, n)
		}
	}
	return all
}
