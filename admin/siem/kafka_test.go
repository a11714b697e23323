package siem

import (
	"context"
	"crypto/tls"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"sekisho/configs"
)

// kafkaReceiver is franz-go's stand-in for a cluster of three brokers. It keeps records in
// memory, so that it is cut off where another receiver is killed.
type kafkaReceiver struct {
	t       testing.TB
	cluster *kfake.Cluster
	to      configs.Destination
	cut     atomic.Bool
	asked   atomic.Int64 // to produce
	lose    int64        // every so manieth of these ends the connection; 0: none
}

func newKafkaReceiver(t testing.TB, mechanism string, secure bool) *kafkaReceiver {
	t.Helper()
	r := &kafkaReceiver{t: t, to: configs.Destination{Name: "test", Type: "kafka", Topic: "events", Mechanism: mechanism}}
	options := []kfake.Opt{kfake.NumBrokers(3), kfake.SeedTopics(5, "events")}
	if mechanism != "" {
		r.to.User = "gateway"
		options = append(options, kfake.EnableSASL(), kfake.Superuser(strings.ToUpper(mechanism), "gateway", testSecret))
	}
	if secure {
		a := newAuthority(t)
		r.to.TLS = configs.TLSFiles{Enabled: true, CA: a.ca}
		options = append(options, kfake.TLS(a.server(tls.NoClientCert)))
	}
	var err error
	if r.cluster, err = kfake.NewCluster(options...); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.cluster.Close)
	r.to.Brokers = r.cluster.ListenAddrs()
	r.cluster.Control(r.control)
	return r
}

// newLosingKafka is a cluster that can't be relied on.
func newLosingKafka(t testing.TB) *kafkaReceiver {
	r := newKafkaReceiver(t, "scram-sha-256", true)
	r.lose = 7
	return r
}

// control ends connections while the cluster is cut off, and now and then.
func (r *kafkaReceiver) control(req kmsg.Request) (kmsg.Response, error, bool) {
	r.cluster.KeepControl()
	if r.cut.Load() {
		return nil, errors.New("cut off"), true
	}
	if _, ok := req.(*kmsg.ProduceRequest); ok && r.lose > 0 && r.asked.Add(1)%r.lose == 0 {
		return nil, errors.New("lost"), true
	}
	return nil, nil, false
}

func (r *kafkaReceiver) target() Target {
	return Target{Destination: r.to, Secret: func() (string, error) { return testSecret + "\n", nil }, Host: "gateway"}
}

func (r *kafkaReceiver) shape(m Message) Message { return m }
func (r *kafkaReceiver) ordered() bool           { return true }
func (r *kafkaReceiver) kill()                   { r.cut.Store(true) }
func (r *kafkaReceiver) start()                  { r.cut.Store(false) }

// held reads all partitions. A gateway's events are in one, so that one order is kept.
func (r *kafkaReceiver) held() (all []uint64) {
	defer r.cut.Store(r.cut.Swap(false))
	k, err := newKafka(r.target())
	if err != nil {
		r.t.Fatal(err)
	}
	options, err := k.(*kafka).options()
	if err != nil {
		r.t.Fatal(err)
	}
	client, err := kgo.NewClient(append(options, kgo.ConsumeTopics("events"), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))...)
	if err != nil {
		r.t.Fatal(err)
	}
	defer client.Close()
	partitions := map[int32]bool{}
	for want := r.length(client); len(all) < want; {
		fetched := client.PollFetches(soon(r.t))
		if err := fetched.Err(); err != nil {
			r.t.Fatal(err)
		}
		fetched.EachRecord(func(record *kgo.Record) {
			partitions[record.Partition] = true
			n, err := sequenceOf(record.Value)
			if err != nil || string(record.Key) != "gateway" || string(record.Headers[0].Value) != message(n).ID {
				r.t.Errorf("record %s %s, %v", record.Value, record.Headers[0].Value, err)
			}
			all = append(all, n)
		})
	}
	if len(partitions) > 1 {
		r.t.Errorf("events are spread over %d partitions", len(partitions))
	}
	return all
}

// length is how many records the topic has.
func (r *kafkaReceiver) length(client *kgo.Client) (n int) {
	topic := kmsg.NewListOffsetsRequestTopic()
	topic.Topic = "events"
	for p := range int32(5) {
		partition := kmsg.NewListOffsetsRequestTopicPartition()
		partition.Partition, partition.Timestamp = p, -1 // the end
		topic.Partitions = append(topic.Partitions, partition)
	}
	req := kmsg.NewPtrListOffsetsRequest()
	req.ReplicaID, req.Topics = -1, append(req.Topics, topic)
	for _, shard := range client.RequestSharded(soon(r.t), req) {
		if shard.Err != nil {
			r.t.Fatal(shard.Err)
		}
		for _, t := range shard.Resp.(*kmsg.ListOffsetsResponse).Topics {
			for _, p := range t.Partitions {
				n += int(p.Offset)
			}
		}
	}
	return n
}

// TestKafkaKnowsItsUsers by each mechanism, and tells nobody the password.
func TestKafkaKnowsItsUsers(t *testing.T) {
	for _, mechanism := range []string{"plain", "scram-sha-256", "scram-sha-512"} {
		r := newKafkaReceiver(t, mechanism, true)
		tr := transportTo(t, r)
		if err := tr.Send(soon(t), messages(r, 1, 3)); err != nil || tr.Confirmed() != 3 {
			t.Errorf("%s: confirmed %d, error %v", mechanism, tr.Confirmed(), err)
		}
		wrong := r.target()
		wrong.Secret = func() (string, error) { return testSecret + "x", nil }
		tr, err := NewTransport(wrong)
		if err != nil {
			t.Fatal(err)
		}
		if err := tr.Send(soon(t), messages(r, 4, 4)); err == nil || !strings.Contains(err.Error(), "password") || strings.Contains(err.Error(), testSecret) {
			t.Errorf("%s: wrong password: %v", mechanism, err)
		}
	}
	r := newKafkaReceiver(t, "plain", false)
	if _, err := NewTransport(r.target()); err == nil || !strings.Contains(err.Error(), "tls") {
		t.Errorf("a password in the clear: %v", err)
	}
}

// TestKafkaRefusesSingleRecords that are longer than a batch may be.
func TestKafkaRefusesSingleRecords(t *testing.T) {
	r := newKafkaReceiver(t, "", false)
	tr := transportTo(t, r)
	batch := messages(r, 1, 5)
	batch[2].Body = append(batch[2].Body, make([]byte, 2<<20)...)
	var rejected *Rejected
	if err := tr.Send(soon(t), batch); !errors.As(err, &rejected) || !slices.Equal(rejected.Sequences, []uint64{3}) || tr.Confirmed() != 5 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
	held := r.held()
	slices.Sort(held)
	if held = slices.Compact(held); !slices.Equal(held, []uint64{1, 2, 4, 5}) {
		t.Errorf("held %d", held)
	}
}

// TestKafkaTellsWhatIsMissing: a topic, or brokers.
func TestKafkaTellsWhatIsMissing(t *testing.T) {
	r := newKafkaReceiver(t, "", false)
	target := r.target()
	target.Topic = "nowhere"
	tr, err := NewTransport(target)
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	if err := tr.Send(soon(t), messages(r, 1, 1)); err == nil || errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "nowhere") || tr.Confirmed() != 0 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
	target.Brokers = nil
	if _, err := NewTransport(target); err == nil {
		t.Error("made a transport to no broker")
	}
}
