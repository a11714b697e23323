package web

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"sekisho/admin/siem"
)

// metricsType is Prometheus' text format, version 0.0.4. It is written here rather than by a library: there is
// nothing to it but names, labels and numbers, and what is counted is counted elsewhere already.
const metricsType = "text/plain; version=0.0.4; charset=utf-8"

// metrics counts requests. It is safe for concurrent use.
type metrics struct {
	mu       sync.Mutex
	requests map[requestKind]uint64
}

// requestKind is what requests are counted by: few values each.
type requestKind struct {
	route  string
	status int
}

func (m *metrics) request(s *seen) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.requests == nil {
		m.requests = map[requestKind]uint64{}
	}
	m.requests[requestKind{s.route, s.status}]++
}

func (m *metrics) counted() map[requestKind]uint64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.requests)
}

// exposition is a page in Prometheus' format.
type exposition struct{ strings.Builder }

// family begins a metric; kind is counter or gauge.
func (e *exposition) family(name, kind, help string) {
	fmt.Fprintf(e, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

// value writes one; labels are names and values in turn.
func (e *exposition) value(name string, v float64, labels ...string) {
	e.WriteString(name)
	for i := 0; i < len(labels); i += 2 {
		e.WriteString(cmp.Or(map[bool]string{true: "{"}[i == 0], ","))
		fmt.Fprintf(e, "%s=\"%s\"", labels[i], strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(labels[i+1]))
	}
	if len(labels) > 0 {
		e.WriteByte('}')
	}
	e.WriteByte(' ')
	e.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
	e.WriteByte('\n')
}

// one writes a metric that has one value.
func (e *exposition) one(name, kind, help string, v float64) {
	e.family(name, kind, help)
	e.value(name, v)
}

// counts writes a counter that has a label, its values sorted.
func (e *exposition) counts(name, help, label string, values map[string]uint64) {
	e.family(name, "counter", help)
	for _, k := range slices.Sorted(maps.Keys(values)) {
		e.value(name, float64(values[k]), label, k)
	}
}

func (s *Server) writeMetrics(ctx context.Context, _ *call, _ nothing) (stream, error) {
	var e exposition
	s.exposeDataplane(ctx, &e)
	s.exposeIndex(&e)
	s.exposeShipping(&e)
	s.exposeRequests(&e)
	return stream{mediaType: metricsType, write: func(w *answer) error {
		_, err := io.WriteString(w, e.String())
		return err
	}}, nil
}

// exposeDataplane: that the dataplane can't be asked is a value, too.
func (s *Server) exposeDataplane(ctx context.Context, e *exposition) {
	status, err := s.options.Dataplane.Status(ctx)
	up := 1.0
	if err != nil {
		up = 0
	}
	e.one("sekisho_dataplane_up", "gauge", "Whether the dataplane answers.", up)
	if err != nil {
		return
	}
	e.counts("sekisho_queue_packets_total", "What became of packets that came from the kernel's queues.", "state", status.Queue)
	e.counts("sekisho_engine_total", "Events in the engine.", "what", status.Engine)
	e.one("sekisho_events_lost_total", "counter", "Events that the ring had no room for.", float64(status.Lost))
	e.one("sekisho_policy_rules", "gauge", "Rules in force.", float64(status.Rules))
	e.one("sekisho_dataplane_start_time_seconds", "gauge", "When the dataplane began, Unix time.", float64(status.Since.Unix()))
	e.family("sekisho_geo_built_time_seconds", "gauge", "When a geo database was built, Unix time.")
	for _, source := range status.Geo {
		e.value("sekisho_geo_built_time_seconds", float64(source.Built.Unix()), "type", source.Type)
	}
}

func (s *Server) exposeIndex(e *exposition) {
	h := s.options.Index.Health()
	e.one("sekisho_index_behind_bytes", "gauge", "Bytes of the journal that are not indexed yet.", float64(h.Behind))
	e.one("sekisho_index_events", "gauge", "Events in the index.", float64(h.Events))
	e.one("sekisho_index_bytes", "gauge", "Size of the index on disk.", float64(h.Bytes))
	e.one("sekisho_index_last_sequence", "gauge", "Sequence number of the last event indexed.", float64(h.Last))
	e.one("sekisho_journal_gaps", "gauge", "Gaps in the sequence of events.", float64(h.Gaps))
	e.one("sekisho_journal_damaged_total", "counter", "Records of the journal that could not be read.", float64(h.Damaged))
	full := 0.0
	if h.DiskFull {
		full = 1
	}
	e.one("sekisho_disk_full", "gauge", "Whether the disk is full.", full)
}

// exposeShipping has a line a destination for each of these.
func (s *Server) exposeShipping(e *exposition) {
	all := s.options.Shipping.All()
	for _, m := range []struct {
		name, kind, help string
		value            func(siem.Status) float64
	}{
		{"sekisho_shipping_up", "gauge", "Whether the last try to ship to a destination worked; a paused one is not up.", func(d siem.Status) float64 {
			return map[bool]float64{true: 1}[d.State == siem.Running]
		}},
		{"sekisho_shipping_lag_events", "gauge", "Events that a destination is not known to have.", func(d siem.Status) float64 { return float64(d.Lag.Events) }},
		{"sekisho_shipping_lag_seconds", "gauge", "Age of the oldest of those.", func(d siem.Status) float64 { return d.Lag.Seconds }},
		{"sekisho_shipping_cursor", "gauge", "Sequence number up to which a destination is known to have everything.", func(d siem.Status) float64 { return float64(d.Cursor) }},
		{"sekisho_shipping_sent_total", "counter", "Messages handed over, those that were sent again too.", func(d siem.Status) float64 { return float64(d.Counts.Sent) }},
		{"sekisho_shipping_repeated_total", "counter", "Messages that were sent again.", func(d siem.Status) float64 { return float64(d.Counts.Repeated) }},
		{"sekisho_shipping_dropped_total", "counter", "Messages that a destination refused for good.", func(d siem.Status) float64 { return float64(d.Counts.Dropped) }},
		{"sekisho_shipping_left_out_total", "counter", "Events that filter and sampling left out.", func(d siem.Status) float64 { return float64(d.Counts.LeftOut) }},
	} {
		e.family(m.name, m.kind, m.help)
		for _, d := range all {
			e.value(m.name, m.value(d), "destination", d.Name)
		}
	}
}

func (s *Server) exposeRequests(e *exposition) {
	e.family("sekisho_http_requests_total", "counter", "Requests that were answered.")
	counted := s.metrics.counted()
	kinds := slices.SortedFunc(maps.Keys(counted), func(a, b requestKind) int {
		return cmp.Or(cmp.Compare(a.route, b.route), cmp.Compare(a.status, b.status))
	})
	for _, k := range kinds {
		e.value("sekisho_http_requests_total", float64(counted[k]), "route", k.route, "status", strconv.Itoa(k.status))
	}
	e.one("sekisho_certificate_expiry_time_seconds", "gauge", "When the certificate in use ends, Unix time.", float64(s.certificates.shown().Leaf.NotAfter.Truncate(time.Second).Unix()))
}
