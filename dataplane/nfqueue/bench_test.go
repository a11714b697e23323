package nfqueue_test

import (
	"context"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"sekisho/dataplane/netlab"
	"sekisho/dataplane/nfqueue"
)

// BenchmarkAcceptAll reports the throughput of a TCP stream through a queue whose
// judge accepts every frame, and its ratio to plain forwarding in the same lab:
// medians of five turns each, taken alternately. It needs iperf3.
func BenchmarkAcceptAll(b *testing.B) {
	for name, opts := range map[string]netlab.Options{"offloads": {}, "mtu": {NoOffload: true}} {
		b.Run(name, func(b *testing.B) { acceptAllRatio(b, opts) })
	}
}

func acceptAllRatio(b *testing.B, opts netlab.Options) {
	var ratios, queued []float64
	for b.Loop() {
		for range 5 {
			plain := netlab.ForTest(b, opts)
			base := throughput(b, plain)
			bench := serve(b, opts, nfqueue.Config{}, judge{each: acceptAll})
			through := throughput(b, bench.Lab)
			if err := bench.end(b); err != nil {
				b.Error(err)
			}
			ratios, queued = append(ratios, through/base), append(queued, through)
		}
	}
	b.ReportMetric(median(queued), "Gbit/s")
	b.ReportMetric(median(ratios), "of-plain")
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// throughput measures one TCP stream from the LAN outwards, in Gbit/s received.
func throughput(b *testing.B, lab *netlab.Lab) float64 {
	b.Helper()
	server, err := lab.Outside[0].Start(exec.Command("iperf3", "-s", "-1"))
	if err != nil {
		b.Fatal(err)
	}
	defer server.Kill()
	until(b, "iperf3 listens", func() bool {
		out, err := lab.Outside[0].Run(context.Background(), "ss", "-Hltn")
		return err == nil && strings.Contains(string(out), ":5201")
	})
	out, err := lab.LAN[0].Run(context.Background(), "iperf3", "-J", "-t", "2", "-c", lab.Outside[0].IPv4().String())
	if err != nil {
		b.Fatal(err)
	}
	var result struct {
		End struct {
			SumReceived struct {
				BitsPerSecond float64 `json:"bits_per_second"`
			} `json:"sum_received"`
		}
	}
	if err := json.Unmarshal(out, &result); err != nil {
		b.Fatal(err)
	}
	return result.End.SumReceived.BitsPerSecond / 1e9
}
