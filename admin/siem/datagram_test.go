package siem

import (
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"sekisho/configs"
)

func toUDP(t *testing.T, address string) *datagram {
	t.Helper()
	tr, err := NewTransport(Target{Destination: configs.Destination{Name: "test", Type: "syslog", Address: "udp://" + address}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tr.Close() })
	return tr.(*datagram)
}

// TestDatagramsReachDaemons: few enough for any buffer to hold.
func TestDatagramsReachDaemons(t *testing.T) {
	for _, program := range []string{"rsyslog", "syslog-ng"} {
		t.Run(program, func(t *testing.T) {
			t.Parallel()
			r := newDaemonReceiver(t, program, "udp")
			tr := transportTo(t, r)
			for n := uint64(1); n <= 40; n++ {
				if err := tr.Send(soon(t), messages(r, n, n)); err != nil {
					t.Fatal(err)
				}
				if got := tr.Confirmed(); got != n-1 {
					t.Fatalf("confirmed %d after sending %d", got, n)
				}
			}
			if err := tr.Flush(soon(t)); err != nil || tr.Confirmed() != 40 {
				t.Fatalf("confirmed %d, error %v", tr.Confirmed(), err)
			}
			checkComplete(t, arrivals(t, r, 40), 40)
			tr.(*datagram).patience = time.Millisecond // it won't refuse
			if answer, err := tr.Test(soon(t), messages(r, 77, 77)[0]); err != nil || !strings.Contains(answer, "no answer") {
				t.Errorf("answer %q, error %v", answer, err)
			}
			arrivals(t, r, 77)
		})
	}
}

// TestDatagramsAreOneEach, whatever the address family, and never longer than agreed.
func TestDatagramsAreOneEach(t *testing.T) {
	for _, address := range []string{"127.0.0.1:0", "[::1]:0"} {
		at, err := net.ListenPacket("udp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer at.Close()
		tr := toUDP(t, at.LocalAddr().String())
		long := syslogged(message(2))
		long.Body = append(long.Body, strings.Repeat("x", 100_000)...)
		if err := tr.Send(soon(t), []Message{syslogged(message(1)), long}); err != nil {
			t.Fatal(err)
		}
		for _, want := range [][]byte{syslogged(message(1)).Body, cutSyslog(long.Body, datagramLimit)} {
			got := make([]byte, 1<<16)
			n, _, err := at.ReadFrom(got)
			if err != nil || string(got[:n]) != string(want) {
				t.Fatalf("got %q, %v\nwant %q", got[:n], err, want)
			}
		}
	}
}

// TestRefusedDatagramsAreSentAgain: the kernel of a host where nobody listens says so.
func TestRefusedDatagramsAreSentAgain(t *testing.T) {
	at, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := at.LocalAddr().String()
	at.Close()
	tr := toUDP(t, address)
	tr.patience = patience
	if _, err := tr.Test(soon(t), syslogged(message(1))); err == nil || !strings.Contains(err.Error(), "nobody listens") {
		t.Errorf("testing a dead receiver: %v", err)
	}
	if err = tr.Send(soon(t), []Message{syslogged(message(1))}); err == nil {
		awaitError(t, tr.conn)
		err = tr.Send(soon(t), []Message{syslogged(message(2))})
	}
	if err == nil || tr.Confirmed() != 0 {
		t.Fatalf("confirmed %d, error %v", tr.Confirmed(), err)
	}
	if at, err = net.ListenPacket("udp", address); err != nil {
		t.Fatal(err)
	}
	defer at.Close()
	if err := tr.Send(soon(t), []Message{syslogged(message(1))}); err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 4096)
	n, _, err := at.ReadFrom(b)
	if got, e := sequenceOf(b[:n]); e != nil || err != nil || !slices.Equal([]uint64{got}, []uint64{1}) {
		t.Errorf("got %q, %v", b[:n], err)
	}
	if err := tr.Flush(soon(t)); err != nil || tr.Confirmed() != 1 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
}

// awaitError waits for the kernel to hear of a refusal, and leaves it there to be read.
func awaitError(t *testing.T, conn *net.UDPConn) {
	t.Helper()
	if err := control(conn, func(fd int) error {
		_, err := unix.Poll([]unix.PollFd{{Fd: int32(fd)}}, int(patience.Milliseconds()))
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
