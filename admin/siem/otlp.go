package siem

import (
	"fmt"
	"net/http"
	"strings"

	collector "go.opentelemetry.io/proto/slim/otlp/collector/logs/v1"
	common "go.opentelemetry.io/proto/slim/otlp/common/v1"
	logs "go.opentelemetry.io/proto/slim/otlp/logs/v1"
	resource "go.opentelemetry.io/proto/slim/otlp/resource/v1"
	"google.golang.org/protobuf/proto"
)

// otlp sends log records by OTLP/HTTP 1.x in protobuf. What a receiver refuses by a
// partial success may not be sent again (OTLP specification, "Partial Success"); it says
// how many that are, and not which.
type otlp struct{ host string }

func newOTLP(t Target) (Transport, error) {
	w, err := newWeb(t)
	if err != nil {
		return nil, err
	}
	return &answered{web: w, protocol: otlp{t.Host}}, nil
}

func (o otlp) request(batch []Message) (request, error) {
	records := make([]*logs.LogRecord, len(batch))
	for i, m := range batch {
		records[i] = logRecord(m)
	}
	body, err := proto.Marshal(&collector.ExportLogsServiceRequest{ResourceLogs: []*logs.ResourceLogs{{
		Resource:  &resource.Resource{Attributes: []*common.KeyValue{attribute("service.name", text("sekisho")), attribute("host.name", text(o.host))}},
		ScopeLogs: []*logs.ScopeLogs{{Scope: &common.InstrumentationScope{Name: "sekisho"}, LogRecords: records}},
	}}})
	if err != nil {
		return request{}, fmt.Errorf("write the records: %w", err)
	}
	r := request{path: "v1/logs", header: http.Header{}, body: body, authorize: bearer}
	r.header.Set("Content-Type", "application/x-protobuf")
	return r, nil
}

// bearer authorizes by RFC 6750.
func bearer(h http.Header, _ []byte, secret string) error {
	if secret != "" {
		h.Set("Authorization", "Bearer "+secret)
	}
	return nil
}

func logRecord(m Message) *logs.LogRecord {
	at := uint64(max(0, m.Time.UnixNano()))
	return &logs.LogRecord{
		TimeUnixNano: at, ObservedTimeUnixNano: at, SeverityNumber: severityNumber(m.Severity),
		// Protobuf refuses strings that are not UTF-8. An encoder writes none.
		Body: text(strings.ToValidUTF8(string(m.Body), "\uFFFD")),
		Attributes: []*common.KeyValue{
			attribute("event.id", text(m.ID)),
			attribute("event.sequence", &common.AnyValue{Value: &common.AnyValue_IntValue{IntValue: int64(m.Sequence)}}),
		},
	}
}

func attribute(key string, value *common.AnyValue) *common.KeyValue {
	return &common.KeyValue{Key: key, Value: value}
}

func text(s string) *common.AnyValue {
	return &common.AnyValue{Value: &common.AnyValue_StringValue{StringValue: s}}
}

// severityNumber turns a severity of RFC 5424 into OpenTelemetry's, by the mapping in
// the appendix of its data model of logs.
func severityNumber(syslog int) logs.SeverityNumber {
	numbers := [...]logs.SeverityNumber{
		logs.SeverityNumber_SEVERITY_NUMBER_FATAL, logs.SeverityNumber_SEVERITY_NUMBER_ERROR3, logs.SeverityNumber_SEVERITY_NUMBER_ERROR2,
		logs.SeverityNumber_SEVERITY_NUMBER_ERROR, logs.SeverityNumber_SEVERITY_NUMBER_WARN, logs.SeverityNumber_SEVERITY_NUMBER_INFO2,
		logs.SeverityNumber_SEVERITY_NUMBER_INFO, logs.SeverityNumber_SEVERITY_NUMBER_DEBUG,
	}
	if syslog < 0 || syslog >= len(numbers) {
		return logs.SeverityNumber_SEVERITY_NUMBER_UNSPECIFIED
	}
	return numbers[syslog]
}

func (otlp) taken(batch []Message, a answer) error {
	var said collector.ExportLogsServiceResponse
	if err := proto.Unmarshal(a.body, &said); err != nil {
		return fmt.Errorf("this is no answer of OTLP: %s", short(string(a.body)))
	}
	refused := said.GetPartialSuccess().GetRejectedLogRecords()
	if refused == 0 {
		return nil // a message without refused records is a warning
	}
	if refused < 0 || refused > int64(len(batch)) {
		return fmt.Errorf("the receiver says that it refused %d of %d records", refused, len(batch))
	}
	r := &Rejected{Count: int(refused), Reason: short(said.GetPartialSuccess().GetErrorMessage())}
	for _, m := range batch {
		r.Sequences = append(r.Sequences, m.Sequence)
	}
	return r
}

func (otlp) words(a answer) string {
	var said collector.ExportLogsServiceResponse
	text := fmt.Sprintf("the receiver took the record (status %d)", a.status)
	if err := proto.Unmarshal(a.body, &said); err == nil && said.GetPartialSuccess().GetErrorMessage() != "" {
		text += ": " + short(said.GetPartialSuccess().GetErrorMessage())
	}
	return text
}
