package siem

import (
	"context"
	"errors"
	"fmt"
	"log"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"sekisho/configs"
)

// runNATS starts a server. Arguments are a port, a folder, and files for TLS.
func runNATS(args []string) {
	port, err := strconv.Atoi(args[0])
	check(err)
	o := &server.Options{Host: "127.0.0.1", Port: port, JetStream: true, StoreDir: args[1], SyncAlways: true, NoSigs: true, MaxPayload: 1 << 20, Authorization: testSecret}
	if len(args) == 4 {
		o.TLSConfig, err = server.GenTLSConfig(&server.TLSConfigOpts{CertFile: args[2], KeyFile: args[3]})
		check(err)
		o.TLS = true
	}
	s, err := server.NewServer(o)
	check(err)
	s.Start()
	if !s.ReadyForConnections(patience) {
		log.Fatal("not ready")
	}
}

// natsReceiver is a NATS server in a process of its own, with a stream that has no window
// for duplicates to speak of, so that they are counted.
type natsReceiver struct {
	*child
	to configs.Destination
}

func newNATSReceiver(t testing.TB, a *authority) *natsReceiver {
	t.Helper()
	at := freeAddress(t)
	args := []string{"nats", fmt.Sprint(at.Port()), t.TempDir()}
	to := configs.Destination{Name: "test", Type: "nats", Topic: "events", Address: "nats://" + at.String()}
	if a != nil {
		to.Address, to.TLS.CA = "tls://"+at.String(), a.ca
		args = append(args, a.receiver, a.serverKey)
	}
	r := &natsReceiver{newChild(t, args...), to}
	r.ask(func(ctx context.Context, js jetstream.JetStream) error {
		_, err := js.CreateStream(ctx, jetstream.StreamConfig{Name: "LOG", Subjects: []string{"events"}, Duplicates: 100 * time.Millisecond})
		return err
	})
	return r
}

func (r *natsReceiver) target() Target {
	return Target{Destination: r.to, Secret: func() (string, error) { return testSecret, nil }}
}

func (r *natsReceiver) shape(m Message) Message { return m }
func (r *natsReceiver) ordered() bool           { return true }

// ask does something on a connection of its own.
func (r *natsReceiver) ask(do func(context.Context, jetstream.JetStream) error) {
	r.t.Helper()
	ctx := soon(r.t)
	n := natsStream{target: r.target()}
	defer n.Close()
	if err := n.connected(ctx); err != nil {
		r.t.Fatal(err)
	}
	if err := do(ctx, n.stream); err != nil {
		r.t.Fatal(err)
	}
}

func (r *natsReceiver) held() (all []uint64) {
	r.awake(func() { all = r.read() })
	return all
}

func (r *natsReceiver) read() (all []uint64) {
	r.ask(func(ctx context.Context, js jetstream.JetStream) error {
		stream, err := js.Stream(ctx, "LOG")
		if err != nil || stream.CachedInfo().State.Msgs == 0 {
			return err
		}
		consumer, err := stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{})
		if err != nil {
			return err
		}
		stored, err := consumer.Fetch(int(stream.CachedInfo().State.Msgs), jetstream.FetchMaxWait(patience))
		if err != nil {
			return err
		}
		for m := range stored.Messages() {
			n, err := sequenceOf(m.Data())
			if err != nil || m.Headers().Get("Nats-Msg-Id") != message(n).ID {
				return fmt.Errorf("message %q with id %s", m.Data(), m.Headers().Get("Nats-Msg-Id"))
			}
			all = append(all, n)
		}
		return stored.Error()
	})
	return all
}

// TestNATSDropsWhatComesAgain by its identifier, within the stream's window.
func TestNATSDropsWhatComesAgain(t *testing.T) {
	r := newNATSReceiver(t, nil)
	r.ask(func(ctx context.Context, js jetstream.JetStream) error {
		_, err := js.UpdateStream(ctx, jetstream.StreamConfig{Name: "LOG", Subjects: []string{"events"}, Duplicates: time.Hour})
		return err
	})
	for range 2 {
		if err := transportTo(t, r).Send(soon(t), messages(r, 1, 50)); err != nil {
			t.Fatal(err)
		}
	}
	checkComplete(t, r.held(), 50)
	if got := len(r.held()); got != 50 {
		t.Errorf("stored %d, want 50", got)
	}
	if answer, err := transportTo(t, r).Test(soon(t), message(50)); err != nil || !strings.Contains(answer, "already") {
		t.Errorf("answer %q, error %v", answer, err)
	}
}

// TestNATSTellsWhatIsMissing: a stream for the subject, the right token, room for a message.
func TestNATSTellsWhatIsMissing(t *testing.T) {
	r := newNATSReceiver(t, newAuthority(t))
	for _, c := range []struct {
		change func(*Target)
		want   string
	}{
		{func(to *Target) { to.Topic = "elsewhere" }, "no stream"},
		{func(to *Target) { to.Secret = func() (string, error) { return testSecret + "x", nil } }, "uthorization"},
		{func(to *Target) { to.TLS.CA = newAuthority(t).ca }, "unknown authority"},
		{func(to *Target) { // files for TLS count without its scheme, too
			to.Address, to.TLS.CA = strings.Replace(to.Address, "tls:", "nats:", 1), newAuthority(t).ca
		}, "unknown authority"},
		{func(to *Target) { to.TLS.ServerName = "other.example" }, "other.example"},
		{func(to *Target) { to.Address = strings.Replace(to.Address, "127.0.0.1", "127.0.0.9", 1) }, "connect"},
	} {
		target := r.target()
		c.change(&target)
		tr, err := NewTransport(target)
		if err != nil {
			t.Fatal(err)
		}
		defer tr.Close()
		_, testErr := tr.Test(soon(t), message(1))
		for _, err := range []error{tr.Send(soon(t), messages(r, 1, 2)), testErr} {
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), testSecret) || tr.Confirmed() != 0 {
				t.Errorf("want %q: confirmed %d, error %v", c.want, tr.Confirmed(), err)
			}
		}
	}
	tr := transportTo(t, r)
	batch := messages(r, 1, 5)
	batch[3].Body = append(batch[3].Body, make([]byte, 2<<20)...)
	var rejected *Rejected
	if err := tr.Send(soon(t), batch); !errors.As(err, &rejected) || !slices.Equal(rejected.Sequences, []uint64{4}) || !strings.Contains(err.Error(), nats.ErrMaxPayload.Error()) {
		t.Errorf("a long message: %v", err)
	}
}
