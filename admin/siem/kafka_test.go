package siem

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"sekisho/configs"
)

// kafkaOptions are of franz-go's stand-in for a cluster: three brokers, and a topic.
func kafkaOptions(mechanism string, a *authority, more ...kfake.Opt) []kfake.Opt {
	options := append(more, kfake.NumBrokers(3), kfake.SeedTopics(5, "events"))
	if mechanism != "" {
		options = append(options, kfake.EnableSASL(), kfake.Superuser(strings.ToUpper(mechanism), "gateway", testSecret))
	}
	if a != nil {
		options = append(options, kfake.TLS(a.server(tls.NoClientCert)))
	}
	return options
}

// runKafka starts a cluster that keeps records as real ones do by default, in the
// kernel's cache, and ends every seventh connection that it is to produce by. Arguments
// are a folder and three ports.
func runKafka(args []string) {
	var ports []int
	for _, arg := range args[1:] {
		port, err := strconv.Atoi(arg)
		check(err)
		ports = append(ports, port)
	}
	cluster, err := kfake.NewCluster(kafkaOptions("scram-sha-256", nil, kfake.DataDir(args[0]), kfake.Ports(ports...))...)
	check(err)
	asked := 0
	cluster.ControlKey(int16(kmsg.Produce), func(kmsg.Request) (kmsg.Response, error, bool) {
		cluster.KeepControl()
		if asked++; asked%7 == 0 {
			return nil, errors.New("lost"), true
		}
		return nil, nil, false
	})
}

// kafkaReceiver is a cluster, in a process of its own or in this one.
type kafkaReceiver struct {
	*child // nil: it can't be killed
	t      testing.TB
	to     configs.Destination
}

func newKafkaReceiver(t testing.TB, mechanism string, a *authority) *kafkaReceiver {
	t.Helper()
	cluster, err := kfake.NewCluster(kafkaOptions(mechanism, a)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	r := &kafkaReceiver{t: t, to: configs.Destination{Name: "test", Type: "kafka", Topic: "events", Mechanism: mechanism, Brokers: cluster.ListenAddrs()}}
	if mechanism != "" {
		r.to.User = "gateway"
	}
	if a != nil {
		r.to.TLS = configs.TLSFiles{Enabled: true, CA: a.ca}
	}
	return r
}

// newKafkaChild is a cluster that can't be relied on.
func newKafkaChild(t testing.TB) *kafkaReceiver {
	t.Helper()
	r := &kafkaReceiver{t: t, to: configs.Destination{Name: "test", Type: "kafka", Topic: "events", Mechanism: "scram-sha-256", User: "gateway"}}
	args := []string{"kafka", t.TempDir()}
	for range 3 {
		at := freeAddress(t)
		r.to.Brokers = append(r.to.Brokers, at.String())
		args = append(args, fmt.Sprint(at.Port()))
	}
	r.child = newChild(t, args...)
	return r
}

func (r *kafkaReceiver) target() Target {
	return Target{Destination: r.to, Secret: func() (string, error) { return testSecret + "\n", nil }, Host: "gateway"}
}

func (r *kafkaReceiver) shape(m Message) Message { return m }
func (r *kafkaReceiver) ordered() bool           { return true }

func (r *kafkaReceiver) held() (all []uint64) {
	if r.child == nil {
		return r.read()
	}
	r.awake(func() { all = r.read() })
	return all
}

// read reads all partitions. A gateway's events are in one, so that one order is kept.
func (r *kafkaReceiver) read() (all []uint64) {
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
		r := newKafkaReceiver(t, mechanism, newAuthority(t))
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
	r := newKafkaReceiver(t, "plain", nil)
	if _, err := NewTransport(r.target()); err == nil || !strings.Contains(err.Error(), "tls") {
		t.Errorf("a password in the clear: %v", err)
	}
}

// TestKafkaRefusesSingleRecords that are longer than a batch may be.
func TestKafkaRefusesSingleRecords(t *testing.T) {
	r := newKafkaReceiver(t, "", nil)
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
	r := newKafkaReceiver(t, "", nil)
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
