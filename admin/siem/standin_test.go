package siem

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/slim/otlp/collector/logs/v1"
	"google.golang.org/protobuf/proto"

	"sekisho/configs"
)

// newPeerOverHTTP starts a strict stand-in: it refuses what the real receiver refuses.
func newPeerOverHTTP(t testing.TB, kind string, a *authority) *webReceiver {
	t.Helper()
	handlers := map[string]func(*webReceiver) http.Handler{
		"hec": newSplunk, "elastic": newBulk, "webhook": newHook, "otlp": newOTLPReceiver,
	}
	return newWebReceiver(t, a, configs.Destination{Type: kind, Index: "events"}, handlers[kind])
}

// replaceFile replaces a file's contents.
func replaceFile(name string, b []byte) error { return os.WriteFile(name, b, 0o600) }

// splunk is an HTTP Event Collector whose token has indexer acknowledgement on. What it
// has taken waits in memory until acknowledgements are asked for; each time, an indexer
// takes the older half of it.
type splunk struct {
	receiver *webReceiver
	next     uint64
	waiting  []splunkBatch
	indexed  map[uint64]bool // and not told yet
	busy     bool            // indexers take nothing
}

type splunkBatch struct {
	id        uint64
	sequences []uint64
}

func newSplunk(r *webReceiver) http.Handler {
	s := &splunk{receiver: r, indexed: map[uint64]bool{}}
	r.onKill = func() { s.next, s.waiting, s.indexed = 0, nil, map[uint64]bool{} }
	return s
}

var uuid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

func (s *splunk) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	say := func(status, code int, text string) {
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"text":%q,"code":%d}`, text, code)
	}
	channel := req.Header.Get("X-Splunk-Request-Channel")
	switch {
	case req.Header.Get("Authorization") == "":
		say(401, 2, "Token is required")
	case !strings.HasPrefix(req.Header.Get("Authorization"), "Splunk "):
		say(401, 3, "Invalid authorization")
	case req.Header.Get("Authorization") != "Splunk "+testSecret:
		say(403, 4, "Invalid token")
	case channel == "":
		say(400, 10, "Data channel is missing")
	case !uuid.MatchString(channel):
		say(400, 11, "Invalid data channel")
	case req.Method == http.MethodPost && req.URL.Path == "/services/collector/event":
		s.take(w, req, say)
	case req.Method == http.MethodPost && req.URL.Path == "/services/collector/ack" && req.URL.Query().Get("channel") == channel:
		s.tell(w, req, say)
	default:
		http.NotFound(w, req)
	}
}

// take reads events, one JSON object after another.
func (s *splunk) take(w http.ResponseWriter, req *http.Request, say func(int, int, string)) {
	b := splunkBatch{id: s.next}
	for d := json.NewDecoder(req.Body); ; {
		var e struct {
			Time                            *json.Number
			Host, Source, SourceType, Index string
			Event                           json.RawMessage
			Fields                          map[string]string
		}
		d.DisallowUnknownFields()
		err := d.Decode(&e)
		if err == io.EOF && len(b.sequences) > 0 {
			break
		}
		n, sequence := sequenceOf(e.Event)
		switch {
		case err == io.EOF:
			say(400, 5, "No data")
			return
		case err != nil || e.Time == nil || sequence != nil:
			say(400, 6, "Invalid data format")
			return
		case len(e.Event) == 0:
			say(400, 12, "Event field is required")
			return
		case e.Index != "events":
			say(400, 7, "Incorrect index")
			return
		}
		b.sequences = append(b.sequences, n)
	}
	s.next++
	s.waiting = append(s.waiting, b)
	fmt.Fprintf(w, `{"text":"Success","code":0,"ackId":%d}`, b.id)
}

func (s *splunk) tell(w http.ResponseWriter, req *http.Request, say func(int, int, string)) {
	for range (len(s.waiting) + 1) / 2 {
		if s.busy {
			break
		}
		s.receiver.store(s.waiting[0].sequences...)
		s.indexed[s.waiting[0].id] = true
		s.waiting = s.waiting[1:]
	}
	var asked struct{ Acks []uint64 }
	if err := json.NewDecoder(req.Body).Decode(&asked); err != nil || len(asked.Acks) == 0 {
		say(400, 6, "Invalid data format")
		return
	}
	told := map[uint64]bool{}
	for _, id := range asked.Acks {
		told[id] = s.indexed[id]
		delete(s.indexed, id)
	}
	json.NewEncoder(w).Encode(map[string]any{"acks": told})
}

// bulk is the bulk API of Elasticsearch and OpenSearch before a data stream.
type bulk struct {
	receiver *webReceiver
	ids      map[string]bool
	statuses map[uint64]int // what an item is answered, other than its creation
}

func newBulk(r *webReceiver) http.Handler { return &bulk{receiver: r, ids: map[string]bool{}} }

func (b *bulk) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	refuse := func(status int, kind, reason string) {
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"error":{"type":%q,"reason":%q},"status":%d}`, kind, reason, status)
	}
	body, _ := io.ReadAll(req.Body)
	switch {
	case req.Header.Get("Authorization") != "ApiKey "+testSecret:
		refuse(401, "security_exception", "unable to authenticate with provided credentials")
		return
	case req.Method != http.MethodPost || req.URL.Path != "/events/_bulk":
		refuse(400, "illegal_argument_exception", "no handler found for uri")
		return
	case req.Header.Get("Content-Type") != "application/x-ndjson":
		refuse(406, "media_type_header_exception", "Invalid media-type value")
		return
	case !bytes.HasSuffix(body, []byte("\n")):
		refuse(400, "illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]")
		return
	}
	var items []string
	errors := false
	for lines := bufio.NewScanner(bytes.NewReader(body)); lines.Scan(); {
		action := lines.Bytes()
		id, ok := creation(action)
		if !ok || !lines.Scan() {
			refuse(400, "illegal_argument_exception", "Malformed action/metadata line")
			return
		}
		item := b.create(id, lines.Bytes())
		errors = errors || strings.Contains(item, `"error"`)
		items = append(items, item)
	}
	fmt.Fprintf(w, `{"took":30,"errors":%v,"items":[%s]}`, errors, strings.Join(items, ","))
}

// creation reads an action line. A data stream takes nothing but create.
func creation(line []byte) (id string, ok bool) {
	var action map[string]struct {
		ID string `json:"_id"`
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	err := d.Decode(&action)
	create, ok := action["create"]
	return create.ID, ok && err == nil && len(action) == 1 && create.ID != "" && len(create.ID) <= 512
}

func (b *bulk) create(id string, document []byte) string {
	fail := func(status int, kind, reason string) string {
		return fmt.Sprintf(`{"create":{"_index":"events","_id":%q,"status":%d,"error":{"type":%q,"reason":%q}}}`, id, status, kind, reason)
	}
	var d struct {
		At *time.Time `json:"@timestamp"`
	}
	n, err := sequenceOf(document)
	if json.Unmarshal(document, &d) != nil || d.At == nil || err != nil {
		return fail(400, "document_parsing_exception", "failed to parse")
	}
	if status := b.statuses[n]; status != 0 {
		return fail(status, "some_exception", "because")
	}
	if b.ids[id] {
		return fail(409, "version_conflict_engine_exception", "document already exists")
	}
	b.ids[id] = true
	b.receiver.store(n)
	return fmt.Sprintf(`{"create":{"_index":"events","_id":%q,"_version":1,"result":"created","status":201}}`, id)
}

// hook verifies what it gets as Standard Webhooks has it.
type hook struct{ receiver *webReceiver }

func newHook(r *webReceiver) http.Handler { return hook{r} }

func (h hook) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	signed := body
	if packed := req.Header.Get("Test-Packed"); packed != "" {
		signed = []byte(packed)
	}
	id, stamp := req.Header.Get("Webhook-Id"), req.Header.Get("Webhook-Timestamp")
	code := hmac.New(sha256.New, []byte(testSecret))
	code.Write([]byte(id + "." + stamp + "." + string(signed)))
	want := "v1," + base64.StdEncoding.EncodeToString(code.Sum(nil))
	at, err := strconv.ParseInt(stamp, 10, 64)
	if req.Header.Get("Webhook-Signature") != want || err != nil || time.Since(time.Unix(at, 0)).Abs() > 5*time.Minute || id == "" {
		http.Error(w, "the signature is wrong", http.StatusUnauthorized)
		return
	}
	var events []struct {
		Event struct{ Sequence uint64 }
	}
	if err := json.Unmarshal(body, &events); err != nil || req.Header.Get("Content-Type") != "application/json" || len(events) == 0 {
		http.Error(w, "an array of events is wanted", http.StatusBadRequest)
		return
	}
	for _, e := range events {
		h.receiver.store(e.Event.Sequence)
	}
	w.WriteHeader(http.StatusNoContent)
}

// otlpReceiver takes log records and nothing that it doesn't know.
type otlpReceiver struct {
	receiver *webReceiver
	refuse   func(n int) (int64, string) // of n records; nil: none
}

func newOTLPReceiver(r *webReceiver) http.Handler { return &otlpReceiver{receiver: r} }

func (o *otlpReceiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	var sent collector.ExportLogsServiceRequest
	switch err := proto.Unmarshal(body, &sent); {
	case req.Method != http.MethodPost || req.URL.Path != "/v1/logs":
		http.NotFound(w, req)
		return
	case req.Header.Get("Authorization") != "Bearer "+testSecret:
		http.Error(w, "who are you?", http.StatusUnauthorized)
		return
	case req.Header.Get("Content-Type") != "application/x-protobuf":
		http.Error(w, "media type", http.StatusUnsupportedMediaType)
		return
	case err != nil || len(sent.ProtoReflect().GetUnknown()) > 0:
		http.Error(w, "not a request", http.StatusBadRequest)
		return
	}
	said := &collector.ExportLogsServiceResponse{}
	for _, resource := range sent.GetResourceLogs() {
		for _, scope := range resource.GetScopeLogs() {
			for _, record := range scope.GetLogRecords() {
				n, err := sequenceOf([]byte(record.GetBody().GetStringValue()))
				if err != nil || record.GetTimeUnixNano() == 0 || record.GetSeverityNumber() == 0 || record.GetAttributes()[1].GetValue().GetIntValue() != int64(n) {
					http.Error(w, "not a record", http.StatusBadRequest)
					return
				}
				o.receiver.store(n)
			}
			if o.refuse != nil {
				refused, why := o.refuse(len(scope.GetLogRecords()))
				said.PartialSuccess = &collector.ExportLogsPartialSuccess{RejectedLogRecords: refused, ErrorMessage: why}
			}
		}
	}
	out, _ := proto.Marshal(said)
	w.Header().Set("Content-Type", "application/x-protobuf")
	w.Write(out)
}
