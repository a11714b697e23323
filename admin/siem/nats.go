package siem

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// maxUnacknowledged is how many messages of a batch may wait for the server's word.
const maxUnacknowledged = 1 << 16

// natsStream publishes to a stream of NATS JetStream. A message is confirmed when the
// stream has stored it; under its identifier, by which the server drops what comes again
// within the stream's window for duplicates.
type natsStream struct {
	target Target
	secret string // as it was read last

	conn      *nats.Conn // nil: not connected
	stream    jetstream.JetStream
	ended     chan struct{} // closed when the connection is
	confirmed uint64
}

func newNATS(t Target) (Transport, error) {
	u, err := url.Parse(t.Address)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "nats" && u.Scheme != "tls" {
		return nil, fmt.Errorf("ship to %s: address: must begin with tls:// or nats:// and a host, without a user", t.Name)
	}
	if t.Topic == "" {
		return nil, fmt.Errorf("ship to %s: topic: is needed, the subject to publish to", t.Name)
	}
	return &natsStream{target: t}, nil
}

// Send implements Transport.
func (n *natsStream) Send(ctx context.Context, batch []Message) error {
	if len(batch) == 0 {
		return nil
	}
	err := n.connected(ctx)
	if err == nil {
		d := division{send: func(part []Message) error { return n.publish(ctx, part) }, batch: batch}
		err = d.run()
		n.confirmed = max(n.confirmed, d.confirmed)
	}
	if refused := new(Rejected); err == nil || errors.As(err, &refused) {
		return err
	}
	n.Close()
	return fmt.Errorf("send to subject %s: %w", n.target.Topic, withoutSecret(err, n.secret))
}

// connected makes sure of a connection. The client never reconnects by itself: what was
// on its way would be lost unnoticed, or overtaken.
func (n *natsStream) connected(ctx context.Context) (err error) {
	if n.conn != nil {
		return nil
	}
	ended, dialer := make(chan struct{}), &contextDialer{ctx: ctx}
	n.ended = ended
	options := []nats.Option{
		nats.Name("sekisho"), nats.NoReconnect(), nats.Timeout(connectTime), nats.SetCustomDialer(dialer),
		nats.ClosedHandler(func(*nats.Conn) { close(ended) }),
	}
	more, err := n.access()
	if err != nil {
		return err
	}
	n.conn, err = nats.Connect(n.target.Address, append(options, more...)...)
	dialer.leave()
	if err != nil {
		n.conn = nil
		return fmt.Errorf("connect: %w", cause(ctx, err))
	}
	n.stream, err = jetstream.New(n.conn, jetstream.WithPublishAsyncMaxPending(maxUnacknowledged))
	return err
}

// access is how the server is known to us and we to it.
func (n *natsStream) access() (options []nats.Option, err error) {
	u, err := url.Parse(n.target.Address)
	if err != nil {
		return nil, err
	}
	if u.Scheme == "tls" || n.target.secured() {
		config, err := tlsConfig(n.target.TLS, u.Hostname())
		if err != nil {
			return nil, err
		}
		options = append(options, nats.Secure(config))
	}
	if n.secret, err = n.target.secret(); err != nil {
		return nil, err
	}
	switch {
	case n.target.User != "":
		options = append(options, nats.UserInfo(n.target.User, n.secret))
	case n.secret != "":
		options = append(options, nats.Token(n.secret))
	}
	return options, nil
}

// contextDialer ends connections with a context until it leaves them alone, because the
// client waits for a silent server's greeting.
type contextDialer struct {
	ctx  context.Context
	stop []func() bool
}

func (d *contextDialer) Dial(network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: connectTime}).DialContext(d.ctx, network, address)
	if err == nil {
		d.stop = append(d.stop, context.AfterFunc(d.ctx, func() { conn.Close() }))
	}
	return conn, err
}

func (d *contextDialer) leave() {
	for _, stop := range d.stop {
		stop()
	}
}

// cause prefers why a context has ended to what came of that.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// publish sends a part of a batch and waits until the stream has all of it.
func (n *natsStream) publish(ctx context.Context, part []Message) error {
	stop := context.AfterFunc(ctx, n.conn.Close) // a write may wait for a server that doesn't read
	defer stop()
	acks := make([]jetstream.PubAckFuture, len(part))
	for i, m := range part {
		ack, err := n.stream.PublishMsgAsync(n.message(m), jetstream.WithMsgID(m.ID), jetstream.WithRetryAttempts(0))
		if errors.Is(err, nats.ErrMaxPayload) {
			return unwelcome{err}
		}
		if err != nil {
			return fmt.Errorf("publish: %w", cause(ctx, err))
		}
		acks[i] = ack
	}
	for _, ack := range acks {
		if err := n.stored(ctx, ack); err != nil {
			return err
		}
	}
	return nil
}

func (n *natsStream) message(m Message) *nats.Msg {
	return &nats.Msg{Subject: n.target.Topic, Data: m.Body}
}

func (n *natsStream) stored(ctx context.Context, ack jetstream.PubAckFuture) error {
	select {
	case <-ack.Ok():
		return nil
	case err := <-ack.Err():
		return fmt.Errorf("publish: %w", missing(err))
	case <-ctx.Done():
		return fmt.Errorf("wait for the stream's word: %w", context.Cause(ctx))
	case <-n.ended:
		if err := n.conn.LastError(); err != nil {
			return fmt.Errorf("the server ended the connection: %w", err)
		}
		return errors.New("the server ended the connection")
	}
}

// missing says what it means that nobody answers.
func missing(err error) error {
	if errors.Is(err, jetstream.ErrNoStreamResponse) || errors.Is(err, nats.ErrNoResponders) {
		return fmt.Errorf("no stream of the server takes this subject: %w", err)
	}
	return err
}

// Confirmed implements Transport.
func (n *natsStream) Confirmed() uint64 { return n.confirmed }

// Flush implements Transport: nothing is on its way when Send has returned.
func (n *natsStream) Flush(context.Context) error { return nil }

// Test implements Transport.
func (n *natsStream) Test(ctx context.Context, m Message) (string, error) {
	one := natsStream{target: n.target}
	defer one.Close()
	answer, err := one.test(ctx, m)
	if err != nil {
		return "", fmt.Errorf("test subject %s: %w", n.target.Topic, withoutSecret(err, one.secret))
	}
	return answer, nil
}

func (n *natsStream) test(ctx context.Context, m Message) (string, error) {
	if err := n.connected(ctx); err != nil {
		return "", err
	}
	ack, err := n.stream.PublishMsg(ctx, n.message(m), jetstream.WithMsgID(m.ID), jetstream.WithRetryAttempts(0))
	if err != nil {
		return "", fmt.Errorf("publish: %w", missing(err))
	}
	if ack.Duplicate {
		return fmt.Sprintf("stream %s has the event already", ack.Stream), nil
	}
	return fmt.Sprintf("stream %s has stored the event as its message %d", ack.Stream, ack.Sequence), nil
}

// Close implements Transport.
func (n *natsStream) Close() error {
	if n.conn != nil {
		n.conn.Close()
	}
	n.conn = nil
	return nil
}
