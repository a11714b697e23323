package siem

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl"
	saslplain "github.com/twmb/franz-go/pkg/sasl/plain"
	"github.com/twmb/franz-go/pkg/sasl/scram"
)

// kafkaRetries is how often the client tries again by itself, within a second or two.
// Beyond that the loop does, which tells people why.
const kafkaRetries = 3

// kafka produces records, idempotently and acknowledged by all in-sync replicas. All of
// a gateway's have one key, hence one partition, in which they keep their order.
type kafka struct {
	target    Target
	client    *kgo.Client // nil: not connected
	secret    string      // as it was read last
	confirmed uint64
}

func newKafka(t Target) (Transport, error) {
	if len(t.Brokers) == 0 || t.Topic == "" {
		return nil, fmt.Errorf("ship to %s: brokers and topic are needed", t.Name)
	}
	if _, err := t.mechanisms(); err != nil {
		return nil, fmt.Errorf("ship to %s: %w", t.Name, err)
	}
	return &kafka{target: t}, nil
}

// Send implements Transport.
func (k *kafka) Send(ctx context.Context, batch []Message) error {
	if len(batch) == 0 {
		return nil
	}
	err := k.connected(ctx)
	if err == nil {
		d := division{send: func(part []Message) error { return k.produce(ctx, part) }, batch: batch}
		err = d.run()
		k.confirmed = max(k.confirmed, d.confirmed)
	}
	if refused := new(Rejected); err == nil || errors.As(err, &refused) {
		return err
	}
	k.Close()
	return fmt.Errorf("send to topic %s: %w", k.target.Topic, withoutSecret(err, k.secret))
}

// connected makes sure of a client whose brokers answer: a client that knows of none
// would wait silently.
func (k *kafka) connected(ctx context.Context) error {
	if k.client != nil {
		return nil
	}
	options, err := k.options()
	if err != nil {
		return err
	}
	client, err := kgo.NewClient(options...)
	if err != nil {
		return fmt.Errorf("make a client: %w", err)
	}
	stop := context.AfterFunc(ctx, client.Close) // the client waits for a broker's first answer otherwise
	defer stop()
	if err := client.Ping(ctx); err != nil {
		client.Close()
		return fmt.Errorf("connect: %w", cause(ctx, k.hint(err)))
	}
	k.client = client
	return nil
}

// hint says what the bare end of a connection may mean.
func (k *kafka) hint(err error) error {
	if errors.Is(err, io.EOF) && k.target.Mechanism != "" {
		return fmt.Errorf("the broker ended the connection, as some do that refuse a user or password: %w", err)
	}
	return err
}

func (k *kafka) options() ([]kgo.Opt, error) {
	mechanisms, err := k.target.mechanisms()
	if err != nil {
		return nil, err
	}
	if k.secret, err = k.target.secret(); err != nil {
		return nil, err
	}
	options := []kgo.Opt{
		kgo.SeedBrokers(k.target.Brokers...), kgo.ClientID("sekisho"), kgo.DefaultProduceTopic(k.target.Topic),
		kgo.RequiredAcks(kgo.AllISRAcks()), kgo.AllowIdempotentProduceCancellation(),
		kgo.RecordRetries(kafkaRetries), kgo.RequestRetries(kafkaRetries), kgo.UnknownTopicRetries(kafkaRetries),
		kgo.ProduceRequestTimeout(silence), kgo.DisableClientMetrics(), kgo.ManualFlushing(),
		kgo.Dialer(k.dial), kgo.SASL(mechanisms...), kgo.ProducerBatchCompression(kgo.NoCompression()),
	}
	if k.target.Compress {
		options = append(options, kgo.ProducerBatchCompression(kgo.ZstdCompression(), kgo.GzipCompression()))
	}
	return options, nil
}

// dial reads the TLS files anew for each connection.
func (k *kafka) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: connectTime}
	if !k.target.secured() {
		return d.DialContext(ctx, network, address)
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	config, err := tlsConfig(k.target.TLS, host)
	if err != nil {
		return nil, err
	}
	return (&tls.Dialer{NetDialer: &d, Config: config}).DialContext(ctx, network, address)
}

// secured tells whether TLS is meant where no scheme says so: whoever names files for it
// means it.
func (t Target) secured() bool { return t.TLS.Enabled || t.TLS.CA != "" || t.TLS.Certificate != "" }

// mechanisms are how a user is known to brokers (SASL; RFC 4616, RFC 5802, RFC 7677). A
// password goes through no connection in the clear.
func (t Target) mechanisms() ([]sasl.Mechanism, error) {
	if t.Mechanism == "" {
		return nil, nil
	}
	if t.User == "" {
		return nil, errors.New("user: is needed for SASL")
	}
	switch t.Mechanism {
	case "plain":
		if !t.secured() {
			return nil, errors.New("mechanism: plain shows the password to the network; it needs tls")
		}
		return []sasl.Mechanism{saslplain.Plain(func(context.Context) (saslplain.Auth, error) {
			secret, err := t.secret()
			return saslplain.Auth{User: t.User, Pass: secret}, err
		})}, nil
	case "scram-sha-256":
		return []sasl.Mechanism{scram.Sha256(t.scram)}, nil
	case "scram-sha-512":
		return []sasl.Mechanism{scram.Sha512(t.scram)}, nil
	}
	return nil, fmt.Errorf("mechanism: none is called %q", t.Mechanism)
}

func (t Target) scram(context.Context) (scram.Auth, error) {
	secret, err := t.secret()
	return scram.Auth{User: t.User, Pass: secret}, err
}

// produce hands over a part of a batch and waits for the brokers' word on each record.
func (k *kafka) produce(ctx context.Context, part []Message) error {
	records := make([]*kgo.Record, len(part))
	for i, m := range part {
		records[i] = k.record(m)
	}
	switch err := put(ctx, k.client, records...); {
	case err == nil:
		return nil
	case errors.Is(err, kerr.MessageTooLarge), errors.Is(err, kerr.InvalidRecord), errors.Is(err, kerr.RecordListTooLarge):
		return unwelcome{err}
	default:
		return fmt.Errorf("produce: %w", cause(ctx, err))
	}
}

// put waits for the brokers' word on each record, and returns the first error. All of them go by one request, if
// they fit: were there two on their way when a broker ends, and has it forgotten the producer when it begins
// again, it would take the second one without the first.
func put(ctx context.Context, client *kgo.Client, records ...*kgo.Record) (failed error) {
	stop := context.AfterFunc(ctx, client.Close)
	defer stop()
	var waiting sync.WaitGroup
	waiting.Add(len(records))
	for _, r := range records {
		client.Produce(ctx, r, func(_ *kgo.Record, err error) { // one call at a time
			if failed == nil {
				failed = err
			}
			waiting.Done()
		})
	}
	_ = client.Flush(ctx) // each record's word says what came of it
	waiting.Wait()
	return failed
}

// unwelcome is the error of a receiver that refuses a batch for what is in it.
type unwelcome struct{ error }

func (unwelcome) forContent() bool { return true }

func (k *kafka) record(m Message) *kgo.Record {
	return &kgo.Record{
		Key: []byte(k.target.Host), Value: m.Body, Timestamp: m.Time,
		Headers: []kgo.RecordHeader{{Key: "event.id", Value: []byte(m.ID)}, {Key: "event.sequence", Value: strconv.AppendUint(nil, m.Sequence, 10)}},
	}
}

// Confirmed implements Transport.
func (k *kafka) Confirmed() uint64 { return k.confirmed }

// Flush implements Transport: nothing is on its way when Send has returned.
func (k *kafka) Flush(context.Context) error { return nil }

// Test implements Transport.
func (k *kafka) Test(ctx context.Context, m Message) (string, error) {
	one := kafka{target: k.target}
	defer one.Close()
	record := k.record(m)
	err := one.connected(ctx)
	if err == nil {
		err = cause(ctx, put(ctx, one.client, record))
	}
	if err != nil {
		return "", fmt.Errorf("test topic %s: %w", k.target.Topic, withoutSecret(err, one.secret))
	}
	return fmt.Sprintf("all in-sync replicas have it: topic %s, partition %d, offset %d", record.Topic, record.Partition, record.Offset), nil
}

// Close implements Transport.
func (k *kafka) Close() error {
	if k.client != nil {
		k.client.Close()
	}
	k.client = nil
	return nil
}

// withoutSecret makes sure that an error of a library doesn't tell a secret.
func withoutSecret(err error, secret string) error {
	if secret == "" || !strings.Contains(err.Error(), secret) {
		return err
	}
	return errors.New(strings.ReplaceAll(err.Error(), secret, "[secret]"))
}
