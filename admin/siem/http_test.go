package siem

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sekisho/configs"
)

// testSecret is a token, key or password. It must be in no error.
const testSecret = "d0n7-t3ll-4nyb0dy"

// webReceiver is a receiver over HTTP. A protocol's own handler says what it takes.
type webReceiver struct {
	t         testing.TB
	authority *authority // nil: plain HTTP
	to        configs.Destination
	handler   http.Handler
	onKill    func()

	address string
	server  *http.Server

	mu     sync.Mutex
	stored []uint64
	silent int // every so manieth request is carried out, and not answered; 0: none
	asked  int // requests
}

// newWebReceiver starts a receiver; make gives its handler.
func newWebReceiver(t testing.TB, a *authority, to configs.Destination, make func(*webReceiver) http.Handler) *webReceiver {
	t.Helper()
	r := &webReceiver{t: t, authority: a, to: to, address: freeAddress(t).String(), onKill: func() {}}
	r.handler = make(r)
	r.start()
	t.Cleanup(r.kill)
	return r
}

func (r *webReceiver) target() Target {
	to := r.to
	to.Name, to.Address = "test", "http://"+r.address
	if r.authority != nil {
		to.Address, to.TLS.CA = "https://"+r.address, r.authority.ca
	}
	return Target{Destination: to, Secret: func() (string, error) { return testSecret + "\n", nil }, ContentType: "application/json", Host: "gateway"}
}

// ordered: only acknowledgements show that Splunk has lost a batch, when later ones are there.
func (r *webReceiver) ordered() bool { return r.to.Type != "hec" }

func (r *webReceiver) shape(m Message) Message { return m }

func (r *webReceiver) start() {
	ln := listenAgain(r.t, net.ListenConfig{}, r.address)
	if r.authority != nil {
		ln = tls.NewListener(ln, r.authority.server(tls.NoClientCert))
	}
	r.server = &http.Server{Handler: http.HandlerFunc(r.serve), ErrorLog: log.New(io.Discard, "", 0)}
	go r.server.Serve(ln)
}

func (r *webReceiver) kill() {
	r.server.Close()
	r.mu.Lock() // no request is half carried out
	defer r.mu.Unlock()
	r.onKill()
}

// serve carries out one request at a time.
func (r *webReceiver) serve(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := unpack(req); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	r.asked++
	if r.silent > 0 && r.asked%r.silent == 0 {
		r.handler.ServeHTTP(httptest.NewRecorder(), req)
		panic(http.ErrAbortHandler)
	}
	r.handler.ServeHTTP(w, req)
}

// unpack has the body in the clear, read whole.
func unpack(req *http.Request) error {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return err
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	if req.Header.Get("Content-Encoding") == "gzip" {
		plain, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return err
		}
		req.Header.Set("Test-Packed", string(body)) // a signature is of that
		req.Body = io.NopCloser(plain)
	}
	return nil
}

func (r *webReceiver) store(sequences ...uint64) { r.stored = append(r.stored, sequences...) }

func (r *webReceiver) held() []uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.stored)
}

// answering is a receiver that gives every request the same answer.
func answering(t *testing.T, a *authority, kind string, status int, header map[string]string, body string) *webReceiver {
	return newWebReceiver(t, a, configs.Destination{Type: kind, Index: "events"}, func(r *webReceiver) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			for name, value := range header {
				w.Header().Set(name, value)
			}
			w.WriteHeader(status)
			io.WriteString(w, body)
		})
	})
}

// overHTTP are the types of transports that share what is tested here.
var overHTTP = []string{"hec", "elastic", "webhook", "otlp"}

// TestRefusalsAreTold: in the receiver's words, without the secret that some say again,
// bounded, and with nothing confirmed.
func TestRefusalsAreTold(t *testing.T) {
	for _, kind := range overHTTP {
		r := answering(t, nil, kind, http.StatusForbidden, nil, "no right for\x1b[31m\n"+testSecret+strings.Repeat(" 語", 1000))
		tr := transportTo(t, r)
		_, testErr := tr.Test(soon(t), message(1))
		for _, err := range []error{tr.Send(soon(t), messages(r, 1, 3)), testErr} {
			if err == nil || !strings.Contains(err.Error(), "403") || !strings.Contains(err.Error(), "no right for") || strings.Contains(err.Error(), testSecret) ||
				strings.ContainsAny(err.Error(), "\x1b\n") || len(err.Error()) > 2000 {
				t.Errorf("%s: %v", kind, err)
			}
		}
		if tr.Confirmed() != 0 {
			t.Errorf("%s: confirmed %d of nothing", kind, tr.Confirmed())
		}
	}
}

// TestRedirectsAreNotFollowed: the secret goes to no other host.
func TestRedirectsAreNotFollowed(t *testing.T) {
	other := answering(t, nil, "webhook", http.StatusOK, nil, "")
	for _, kind := range overHTTP {
		r := answering(t, nil, kind, http.StatusPermanentRedirect, map[string]string{"Location": "http://" + other.address + "/there"}, "")
		err := transportTo(t, r).Send(soon(t), messages(r, 1, 1))
		if err == nil || !strings.Contains(err.Error(), other.address+"/there") {
			t.Errorf("%s: %v", kind, err)
		}
	}
	if other.asked > 0 {
		t.Errorf("%d requests went elsewhere", other.asked)
	}
}

// TestReceiversMayAskForTime by Retry-After.
func TestReceiversMayAskForTime(t *testing.T) {
	for _, kind := range overHTTP {
		r := answering(t, nil, kind, http.StatusTooManyRequests, map[string]string{"Retry-After": "17"}, "")
		err := transportTo(t, r).Send(soon(t), messages(r, 1, 1))
		var later *Later
		if !errors.As(err, &later) || later.After != 17*time.Second {
			t.Errorf("%s: %v", kind, err)
		}
	}
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "0": 0, "5": 5 * time.Second, "-5": 0, "5s": 0, "99999999": maxLater, "999999999999999999999": 0,
		"Sun, 22 Nov 2026 09:01:00 GMT": time.Minute, "Sun, 22 Nov 2026 08:59:00 GMT": 0, "Mon, 22 Nov 2027 09:00:00 GMT": maxLater,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("Retry-After %q: %v, want %v", value, got, want)
		}
	}
}

// TestEchoesAreRedacted: a receiver that says the credentials again, in whatever answer.
func TestEchoesAreRedacted(t *testing.T) {
	for _, user := range []string{"", "gateway"} {
		for _, kind := range overHTTP {
			r := newWebReceiver(t, nil, configs.Destination{Type: kind, Index: "events"}, func(*webReceiver) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
					fmt.Fprintf(w, "you said %s and the key is %s", req.Header.Get("Authorization"), testSecret)
				})
			})
			if kind == "elastic" {
				r.to.User = user
			}
			tr := transportTo(t, r)
			answer, testErr := tr.Test(soon(t), message(1))
			told := fmt.Sprint(answer, testErr, tr.Send(soon(t), messages(r, 1, 1)))
			if !strings.Contains(told, "you said") || strings.Contains(told, testSecret) || strings.Contains(told, base64.StdEncoding.EncodeToString([]byte(user+":"+testSecret))) {
				t.Errorf("%s: %s", kind, told)
			}
		}
	}
}

// TestForeignAnswersConfirmNothing: a portal's page with status 200, say. A webhook has no
// answer of its own.
func TestForeignAnswersConfirmNothing(t *testing.T) {
	for _, kind := range []string{"hec", "elastic", "otlp"} {
		for _, body := range []string{"<html>Please log in</html>", "{}", `{"code":"0"}`, `[]`, `{"errors":false,"items":[]}`, strings.Repeat("x", maxAnswer+1)} {
			r := answering(t, nil, kind, http.StatusOK, nil, body)
			tr := transportTo(t, r)
			if err := tr.Send(soon(t), messages(r, 1, 2)); err == nil || tr.Confirmed() != 0 {
				t.Errorf("%s: %.40q confirmed %d, error %v", kind, body, tr.Confirmed(), err)
			}
		}
	}
}

// TestBadMessagesDoNotHoldUpOthers: a batch that is refused for what is in it is sent in
// parts, until the one at fault is left.
func TestBadMessagesDoNotHoldUpOthers(t *testing.T) {
	refuse := map[uint64]bool{3: true, 8: true}
	r := newWebReceiver(t, nil, configs.Destination{Type: "webhook"}, func(r *webReceiver) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			body, _ := io.ReadAll(req.Body)
			var got []uint64
			for _, found := range sequenceInBody.FindAll(body, -1) {
				n, err := sequenceOf(found)
				if err != nil || refuse[n] {
					http.Error(w, "I don't like it", http.StatusBadRequest)
					return
				}
				got = append(got, n)
			}
			r.store(got...)
		})
	})
	tr := transportTo(t, r)
	err := tr.Send(soon(t), messages(r, 1, 10))
	var rejected *Rejected
	if !errors.As(err, &rejected) || !slices.Equal(rejected.Sequences, []uint64{3, 8}) || rejected.Dropped() != 2 || !strings.Contains(rejected.Reason, "I don't like it") {
		t.Errorf("error %v", err)
	}
	if held := r.held(); !slices.Equal(held, []uint64{1, 2, 4, 5, 6, 7, 9, 10}) || tr.Confirmed() != 10 {
		t.Errorf("held %d, confirmed %d", held, tr.Confirmed())
	}
	// Where everything is refused, the destination may be at fault: nothing is given up.
	refuse[11], refuse[12] = true, true
	if err := tr.Send(soon(t), messages(r, 11, 12)); err == nil || errors.As(err, &rejected) || tr.Confirmed() != 10 {
		t.Errorf("confirmed %d, error %v", tr.Confirmed(), err)
	}
}

// TestProxiesAndPrivateAuthorities: through CONNECT to https, with the proxy's password.
func TestProxiesAndPrivateAuthorities(t *testing.T) {
	a := newAuthority(t)
	proxy := httptest.NewServer(http.HandlerFunc(forward))
	t.Cleanup(proxy.Close)
	for _, kind := range overHTTP {
		r := newPeerOverHTTP(t, kind, a)
		target := r.target()
		u, _ := url.Parse(proxy.URL)
		u.User = url.UserPassword("gateway", testSecret)
		target.Proxy, target.Compress = u.String(), true
		tr, err := NewTransport(target)
		if err != nil {
			t.Fatal(err)
		}
		defer tr.Close()
		if err := errors.Join(tr.Send(soon(t), messages(r, 1, 5)), tr.Flush(soon(t))); err != nil || tr.Confirmed() != 5 {
			t.Errorf("%s: confirmed %d, error %v", kind, tr.Confirmed(), err)
		}
		u.User = url.UserPassword("gateway", testSecret+"x")
		target.Proxy = u.String()
		if tr, err = NewTransport(target); err != nil {
			t.Fatal(err)
		}
		if err := tr.Send(soon(t), messages(r, 6, 6)); err == nil || strings.Contains(err.Error(), testSecret) || !strings.Contains(err.Error(), "Proxy Authentication Required") {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// forward is a proxy (RFC 9110 section 9.3.6) for whoever knows the password.
func forward(w http.ResponseWriter, req *http.Request) {
	know := http.Header{}
	(&http.Request{Header: know}).SetBasicAuth("gateway", testSecret)
	if req.Method != http.MethodConnect || req.Header.Get("Proxy-Authorization") != know.Get("Authorization") {
		http.Error(w, "who are you?", http.StatusProxyAuthRequired)
		return
	}
	there, err := net.Dial("tcp", req.Host)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer there.Close()
	w.WriteHeader(http.StatusOK)
	here, begun, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer here.Close()
	go io.Copy(there, begun) // whose first byte may have been read already
	io.Copy(here, there)
}

// TestRenewedFilesCount: after a failure, authorities and tokens are read anew.
func TestRenewedFilesCount(t *testing.T) {
	a, b := newAuthority(t), newAuthority(t)
	r := newPeerOverHTTP(t, "elastic", a)
	target := r.target()
	target.TLS.CA = b.ca
	tr, err := NewTransport(target)
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	if err := tr.Send(soon(t), messages(r, 1, 1)); err == nil || !strings.Contains(err.Error(), "unknown authority") {
		t.Fatalf("trusted another authority: %v", err)
	}
	pem, err := readBounded(a.ca, maxPEM)
	if err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(b.ca, pem); err != nil {
		t.Fatal(err)
	}
	if err := tr.Send(soon(t), messages(r, 1, 1)); err != nil {
		t.Error(err)
	}
}

// TestCancelledRequestsEnd with the context's cause.
func TestCancelledRequestsEnd(t *testing.T) {
	release := make(chan struct{})
	r := newWebReceiver(t, nil, configs.Destination{Type: "webhook"}, func(*webReceiver) http.Handler {
		return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release })
	})
	defer close(release)
	ctx, cancel := context.WithCancelCause(t.Context())
	told := errors.New("it is over")
	time.AfterFunc(50*time.Millisecond, func() { cancel(told) })
	if err := transportTo(t, r).Send(ctx, messages(r, 1, 1)); !errors.Is(err, told) {
		t.Error(err)
	}
}

// FuzzAnswers: whatever a receiver answers, a transport says something of it that people
// can read, and takes no more messages for refused than there were.
func FuzzAnswers(f *testing.F) {
	f.Add([]byte(`{"text":"Success","code":0,"ackId":1}`))
	f.Add([]byte(`{"acks":{"1":true,"2":false}}`))
	f.Add([]byte(`{"errors":true,"items":[{"create":{"status":400,"error":{"type":"a","reason":"b"}}},{"create":{"status":409}}]}`))
	f.Add([]byte("Sun, 22 Nov 2026 09:01:00 GMT"))
	f.Add([]byte("\x0a\x05\x08\x01\x12\x01x"))
	f.Fuzz(func(t *testing.T, body []byte) {
		batch := []Message{message(1), message(2)}
		a := answer{status: 200, body: body}
		for name, p := range map[string]protocol{"hec": &collectorProtocol{last: -1}, "elastic": elastic{index: "i"}, "otlp": otlp{}, "webhook": webhook{}} {
			err := p.taken(batch, a)
			var rejected *Rejected
			if errors.As(err, &rejected) && (rejected.Dropped() < 1 || rejected.Dropped() > len(batch)) {
				t.Errorf("%s: %d refused", name, rejected.Dropped())
			}
			if err != nil {
				checkReadable(t, name, err.Error())
			}
			checkReadable(t, name, p.words(a))
		}
		if after := retryAfter(string(body), time.Now()); after < 0 || after > maxLater {
			t.Errorf("wait for %v", after)
		}
		if acks, err := readAcks(body); err != nil {
			checkReadable(t, "acks", err.Error())
		} else if acks == nil {
			t.Error("no error and no acknowledgements")
		}
	})
}

func checkReadable(t *testing.T, name, text string) {
	t.Helper()
	if len(text) > 4*maxWords+300 || strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c == 0x7f }) {
		t.Errorf("%s: not for people: %q", name, text)
	}
}
