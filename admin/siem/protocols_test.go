package siem

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	logs "go.opentelemetry.io/proto/slim/otlp/logs/v1"

	"sekisho/configs"
)

// TestSignatures against the example that the authors of Standard Webhooks give.
func TestSignatures(t *testing.T) {
	const secret, want = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
	got, err := sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", []byte(`{"test": 2432232314}`))
	if got := base64.StdEncoding.EncodeToString(got); err != nil || got != want {
		t.Errorf("signature %s, %v, want %s", got, err, want)
	}
	if _, err := sign("whsec_"+testSecret, "id", "1", nil); err == nil || strings.Contains(err.Error(), testSecret) {
		t.Errorf("a key that is not in Base64: %v", err)
	}
}

// TestWebhooksTakeLines where the format is no JSON, and no signature where there is no key.
func TestWebhooksTakeLines(t *testing.T) {
	var got *http.Request
	var body []byte
	r := newWebReceiver(t, nil, configs.Destination{Type: "webhook"}, func(*webReceiver) http.Handler {
		return http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
			got = req
			body, _ = io.ReadAll(req.Body)
		})
	})
	target := r.target()
	target.ContentType, target.Secret = "text/plain; charset=utf-8", nil
	tr, err := NewTransport(target)
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	if err := tr.Send(soon(t), messages(r, 1, 2)); err != nil {
		t.Fatal(err)
	}
	want := string(message(1).Body) + "\n" + string(message(2).Body) + "\n"
	if string(body) != want || got.Header.Get("Content-Type") != "text/plain; charset=utf-8" || got.Header.Get("Webhook-Signature") != "" || got.Header.Get("Webhook-Id") != "event-1:event-2" {
		t.Errorf("header %v, body %q", got.Header, body)
	}
}

// TestPartialSuccessIsNotSentAgain: how many records were refused is told, with the
// receiver's reason.
func TestPartialSuccessIsNotSentAgain(t *testing.T) {
	r := newPeerOverHTTP(t, "otlp", nil)
	o := r.handler.(*otlpReceiver)
	tr := transportTo(t, r)
	o.refuse = func(int) (int64, string) { return 2, "too old\n" }
	var rejected *Rejected
	err := tr.Send(soon(t), messages(r, 1, 10))
	if !errors.As(err, &rejected) || rejected.Dropped() != 2 || len(rejected.Sequences) != 10 || rejected.Reason != "too old" || tr.Confirmed() != 10 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
	// With no record refused it is a warning.
	o.refuse = func(int) (int64, string) { return 0, "use a newer version" }
	if answer, err := tr.Test(soon(t), message(11)); err != nil || !strings.Contains(answer, "newer version") {
		t.Errorf("answer %q, error %v", answer, err)
	}
	// Where all are refused, nothing is given up: the fault may be the destination's.
	o.refuse = func(n int) (int64, string) { return int64(n), "no" }
	if err := tr.Send(soon(t), messages(r, 11, 12)); err == nil || errors.As(err, &rejected) || tr.Confirmed() != 10 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
	o.refuse = func(n int) (int64, string) { return int64(n) + 1, "more than there are" }
	if err := tr.Send(soon(t), messages(r, 11, 12)); err == nil || tr.Confirmed() != 10 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
}

// TestSeverities of syslog among OpenTelemetry's, whose classes are four numbers wide.
func TestSeverities(t *testing.T) {
	for syslog, class := range []string{"FATAL", "ERROR", "ERROR", "ERROR", "WARN", "INFO", "INFO", "DEBUG"} {
		if got := severityNumber(syslog).String(); !strings.HasPrefix(got, "SEVERITY_NUMBER_"+class) {
			t.Errorf("severity %d is %s, want one of %s", syslog, got, class)
		}
		if syslog > 0 && severityNumber(syslog) >= severityNumber(syslog-1) {
			t.Errorf("severity %d is as bad as %d", syslog, syslog-1)
		}
	}
	for _, n := range []int{-1, 8} {
		if got := severityNumber(n); got != logs.SeverityNumber_SEVERITY_NUMBER_UNSPECIFIED {
			t.Errorf("severity %d is %v", n, got)
		}
	}
}

// withoutAcks is a collector whose token has indexer acknowledgement off.
func withoutAcks(r *webReceiver) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path != "/services/collector/event" {
			http.Error(w, `{"text":"ACK is disabled","code":14}`, http.StatusBadRequest)
			return
		}
		body, _ := io.ReadAll(req.Body)
		for _, found := range sequenceInBody.FindAll(body, -1) {
			n, _ := sequenceOf(found)
			r.store(n)
		}
		io.WriteString(w, `{"text":"Success","code":0}`)
	})
}

// TestSplunkWithoutAcknowledgement: what was taken is confirmed, and people are told what
// that is worth.
func TestSplunkWithoutAcknowledgement(t *testing.T) {
	r := newWebReceiver(t, nil, configs.Destination{Type: "hec"}, withoutAcks)
	tr := transportTo(t, r)
	if err := errors.Join(tr.Send(soon(t), messages(r, 1, 10)), tr.Flush(soon(t))); err != nil || tr.Confirmed() != 10 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
	if answer, err := tr.Test(soon(t), message(11)); err != nil || !strings.Contains(answer, "is off") {
		t.Errorf("answer %q, error %v", answer, err)
	}
	checkComplete(t, r.held(), 11)
}

// TestSplunkConfirmsWhatIsIndexed, and no more: not what was taken, nor what another
// life of Splunk's acknowledges by the same numbers.
func TestSplunkConfirmsWhatIsIndexed(t *testing.T) {
	r := newPeerOverHTTP(t, "hec", nil)
	s := r.handler.(*splunk)
	tr := transportTo(t, r).(*hec)
	tr.every = patience // it asks once
	for n := uint64(1); n <= 30; n += 10 {
		if err := tr.Send(soon(t), messages(r, n, n+9)); err != nil {
			t.Fatal(err)
		}
	}
	if got := tr.Confirmed(); got != 10 || !slices.Equal(r.held(), seq(1, 10)) {
		t.Fatalf("confirmed %d, held %d", got, r.held())
	}
	r.kill() // with 11 to 30 in memory
	r.start()
	tr.web.close() // as if the connection had been left idle
	if err := tr.Send(soon(t), messages(r, 31, 40)); err == nil || !strings.Contains(err.Error(), "begun again") || tr.Confirmed() != 10 {
		t.Fatalf("confirmed %d, error %v", tr.Confirmed(), err)
	}
	tr.every = 0
	if err := errors.Join(tr.Send(soon(t), messages(r, 11, 40)), tr.Flush(soon(t))); err != nil || tr.Confirmed() != 40 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
	if len(s.waiting) != 0 {
		t.Errorf("%d batches wait", len(s.waiting))
	}
}

// TestSplunkMayTakeItsTime: that indexers are busy is no reason to send all again.
func TestSplunkMayTakeItsTime(t *testing.T) {
	r := newPeerOverHTTP(t, "hec", nil)
	s := r.handler.(*splunk)
	tr := transportTo(t, r).(*hec)
	s.busy, tr.patience = true, 20*time.Millisecond
	for n := uint64(1); n <= 30; n += 10 {
		if err := errors.Join(tr.Send(soon(t), messages(r, n, n+9)), tr.Flush(soon(t))); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.waiting) != 3 || tr.Confirmed() != 0 {
		t.Errorf("%d batches wait, confirmed %d", len(s.waiting), tr.Confirmed())
	}
	s.busy, tr.patience = false, patience
	if err := tr.Flush(soon(t)); err != nil || tr.Confirmed() != 30 || !slices.Equal(r.held(), seq(1, 30)) {
		t.Errorf("confirmed %d, held %d, error %v", tr.Confirmed(), r.held(), err)
	}
	// With as many waiting as may, the next one waits for its place; none is sent again.
	s.busy = true
	for n := uint64(31); n < 31+maxPending; n++ {
		if err := tr.Send(soon(t), messages(r, n, n)); err != nil {
			t.Fatal(err)
		}
	}
	tr.every = patience // it is no time to ask, so that no question is interrupted
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := tr.Send(ctx, messages(r, 31, 100)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	s.busy, tr.every = false, time.Millisecond
	if err := errors.Join(tr.Send(soon(t), messages(r, 31, 100)), tr.Flush(soon(t))); err != nil || tr.Confirmed() != 100 || !slices.Equal(r.held(), seq(1, 100)) {
		t.Errorf("confirmed %d, held %d, error %v", tr.Confirmed(), r.held(), err)
	}
	// A batch that no indexer ever takes is sent again, though.
	s.busy = true
	if err := tr.Send(soon(t), messages(r, 101, 110)); err != nil {
		t.Fatal(err)
	}
	tr.pending[0].at = time.Now().Add(-2 * ackTime)
	if err := tr.Flush(soon(t)); err == nil || !strings.Contains(err.Error(), "not acknowledged") || len(tr.pending) != 0 || tr.Confirmed() != 100 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
}

func seq(first, last uint64) (all []uint64) {
	for n := first; n <= last; n++ {
		all = append(all, n)
	}
	return all
}

// TestOneEventInManyMessages: a half of a batch that ends within an event confirms only
// what is before it.
func TestOneEventInManyMessages(t *testing.T) {
	batch := []Message{{Sequence: 1}, {Sequence: 3}, {Sequence: 3}, {Sequence: 3}, {Sequence: 7}}
	for n, want := range []uint64{0, 1, 1, 1, 3, 7} {
		if got := upTo(batch, n); got != want {
			t.Errorf("the first %d messages hold all up to %d, want %d", n, got, want)
		}
	}
	broken := errors.New("broken")
	for fails := range batch {
		d := division{batch: batch, send: func(part []Message) error {
			if &part[0] == &batch[fails] {
				return broken
			}
			if len(part) > 1 {
				return unwelcome{errors.New("too long")}
			}
			return nil
		}}
		if err := d.run(); !errors.Is(err, broken) || d.confirmed != upTo(batch, fails) {
			t.Errorf("broken at %d: confirmed %d, error %v", fails, d.confirmed, err)
		}
	}
}

// TestBulkItemsCountOneByOne: stored twice is stored; refused for good is given up; what
// is full comes again.
func TestBulkItemsCountOneByOne(t *testing.T) {
	r := newPeerOverHTTP(t, "elastic", nil)
	b := r.handler.(*bulk)
	tr := transportTo(t, r)
	b.statuses = map[uint64]int{4: http.StatusTooManyRequests}
	if err := tr.Send(soon(t), messages(r, 1, 5)); err == nil || !strings.Contains(err.Error(), "event-4") || tr.Confirmed() != 0 {
		t.Errorf("a full queue: confirmed %d, error %v", tr.Confirmed(), err)
	}
	b.statuses = map[uint64]int{4: http.StatusBadRequest}
	var rejected *Rejected
	if err := tr.Send(soon(t), messages(r, 1, 6)); !errors.As(err, &rejected) || !slices.Equal(rejected.Sequences, []uint64{4}) || !strings.Contains(rejected.Reason, "because") {
		t.Errorf("a bad event: %v", err)
	}
	if held := r.held(); !slices.Equal(held, []uint64{1, 2, 3, 5, 6}) || tr.Confirmed() != 6 {
		t.Errorf("held %d, confirmed %d", held, tr.Confirmed())
	}
	if answer, err := tr.Test(soon(t), message(1)); err != nil || !strings.Contains(answer, "already") {
		t.Errorf("answer %q, error %v", answer, err)
	}
}

// TestBulkTakesOtherFormats as text in a document.
func TestBulkTakesOtherFormats(t *testing.T) {
	r := newPeerOverHTTP(t, "elastic", nil)
	target := r.target()
	target.ContentType = "text/plain; charset=utf-8"
	tr, err := NewTransport(target)
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	m := message(1)
	m.Body = []byte("line\n{\"sequence\":1}") // the stand-in looks for that
	got, err := tr.(*answered).protocol.(elastic).document(m)
	if want := `{"@timestamp":"2026-11-22T09:00:00.001Z","message":"line\n{\"sequence\":1}"}`; err != nil || string(got) != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
}
