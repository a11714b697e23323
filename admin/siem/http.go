package siem

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
)

const (
	// answerTime is how long a receiver may take to begin its answer.
	answerTime = time.Minute
	// maxAnswer bounds what is read of an answer, in octets. A batch of thousands to Elastic
	// is answered with some hundred octets a message.
	maxAnswer = 8 << 20
	// maxWords bounds what is told of an answer, in characters.
	maxWords = 300
	// maxLater bounds what Retry-After can ask for.
	maxLater = time.Hour
)

// web is a receiver that speaks HTTP.
type web struct {
	target Target
	base   *url.URL
	client *http.Client // nil: to be made, with the files as they are then
	known  []string     // what must not be told: of the last request, the secret, and what was made of it
}

// newWeb takes the address apart. path is where the receiver listens unless the address
// says otherwise.
func newWeb(t Target) (*web, error) {
	u, err := url.Parse(t.Address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("ship to %s: address: must begin with https:// or http:// and a host", t.Name)
	}
	if u.User != nil {
		return nil, fmt.Errorf("ship to %s: address: must have no user or password in it", t.Name)
	}
	return &web{target: t, base: u}, nil
}

// request is what is sent to a receiver.
type request struct {
	path   string // behind the address
	query  url.Values
	header http.Header
	body   []byte
	// authorize puts the secret in; body is as it is sent.
	authorize func(h http.Header, body []byte, secret string) error
}

// answer is what a receiver says.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// refusal is the error of an answer that is not of success.
type refusal struct {
	status int
	words  string
}

func (r *refusal) Error() string {
	text := fmt.Sprintf("the receiver answered %d %s", r.status, http.StatusText(r.status))
	if r.words != "" {
		text += ": " + r.words
	}
	return text
}

// forContent tells that what was sent is refused, rather than who sends it or when.
func (r *refusal) forContent() bool {
	return r.status == http.StatusBadRequest || r.status == http.StatusRequestEntityTooLarge || r.status == http.StatusUnprocessableEntity
}

// post sends a request and reads the answer, which is of success if there is no error.
func (w *web) post(ctx context.Context, r request) (answer, error) {
	client, err := w.connection()
	if err != nil {
		return answer{}, err
	}
	req, err := w.prepare(ctx, r)
	if err != nil {
		return answer{}, err
	}
	a, err := read(client.Do(req))
	if err != nil {
		w.close()
		return answer{}, w.plain(ctx, err)
	}
	return a, w.judge(a)
}

// connection is the client, which keeps connections. It is made anew after each failure.
func (w *web) connection() (*http.Client, error) {
	if w.client != nil {
		return w.client, nil
	}
	secure, err := tlsConfig(w.target.TLS, "") // the name is each address's: the proxy's, or the receiver's
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{
		DialContext:         (&net.Dialer{Timeout: connectTime}).DialContext,
		TLSClientConfig:     secure,
		TLSHandshakeTimeout: connectTime, ResponseHeaderTimeout: answerTime, IdleConnTimeout: answerTime,
		MaxConnsPerHost: 1, MaxResponseHeaderBytes: 64 << 10,
		DisableCompression: true, // an answer may not grow
		ForceAttemptHTTP2:  true,
	}
	if w.target.Proxy != "" {
		proxy, err := url.Parse(w.target.Proxy)
		if err != nil {
			return nil, errors.New("proxy: it is not a URL")
		}
		transport.Proxy = http.ProxyURL(proxy)
	}
	// A redirect could lead the secret elsewhere. Whoever configures the address can follow it.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	w.client = &http.Client{Transport: transport, CheckRedirect: stay}
	return w.client, nil
}

func (w *web) prepare(ctx context.Context, r request) (*http.Request, error) {
	u := w.base.JoinPath(r.path)
	u.RawQuery = r.query.Encode()
	body, err := w.pack(r.body)
	if err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	req.Header = r.header
	if w.target.Compress {
		req.Header.Set("Content-Encoding", "gzip")
	}
	req.Header.Set("User-Agent", "sekisho")
	secret, err := w.target.secret()
	if err != nil {
		return nil, err
	}
	if err := r.authorize(req.Header, body, secret); err != nil {
		return nil, err
	}
	_, credential, _ := strings.Cut(req.Header.Get("Authorization"), " ")
	w.known = []string{secret, credential}
	return req, nil
}

// secret reads the token or key, without the line feed that editors put at its end.
func (t Target) secret() (string, error) {
	if t.Secret == nil {
		return "", nil
	}
	s, err := t.Secret()
	if err != nil {
		return "", fmt.Errorf("read the token: %w", err)
	}
	return strings.TrimSpace(s), nil
}

func (w *web) pack(body []byte) ([]byte, error) {
	if !w.target.Compress {
		return body, nil
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(body); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// read takes an answer whole, if it is of a bearable length.
func read(r *http.Response, err error) (answer, error) {
	if err != nil {
		return answer{}, err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(io.LimitReader(r.Body, maxAnswer+1))
	if err != nil {
		return answer{}, fmt.Errorf("read the answer: %w", err)
	}
	if len(body) > maxAnswer {
		return answer{}, fmt.Errorf("read the answer: it is longer than %d bytes", maxAnswer)
	}
	return answer{r.StatusCode, r.Header, body}, nil
}

// plain takes the URL out of an error, which says again what the address is, and the proxy's.
func (w *web) plain(ctx context.Context, err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var tls *tls.CertificateVerificationError
	if ctx.Err() != nil && !errors.As(err, &tls) {
		err = context.Cause(ctx)
	}
	return fmt.Errorf("request: %w", err)
}

// judge makes an error of an answer that is not of success.
func (w *web) judge(a answer) error {
	if a.status >= 200 && a.status < 300 {
		return nil
	}
	r := &refusal{a.status, w.words(a.body)}
	if to := a.header.Get("Location"); a.status >= 300 && a.status < 400 && to != "" {
		r.words = "it redirects to " + w.words([]byte(to)) + ", where nothing is sent: set that address if it is right"
	}
	if after := retryAfter(a.header.Get("Retry-After"), time.Now()); after > 0 {
		return &Later{After: after, Err: r}
	}
	return r
}

// words are a receiver's for people: bounded, in one line, and redacted.
func (w *web) words(b []byte) string {
	return short(w.redact(string(b[:min(len(b), 64<<10)])))
}

// redact takes the secret out of a text: some receivers say it again.
func (w *web) redact(text string) string {
	for _, secret := range w.known {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "[secret]")
		}
	}
	return text
}

// redacted is err without the secret.
func (w *web) redacted(err error) error {
	var rejected *Rejected
	switch {
	case err == nil || w.redact(err.Error()) == err.Error():
		return err
	case errors.As(err, &rejected):
		return &Rejected{Sequences: rejected.Sequences, Count: rejected.Count, Reason: w.redact(rejected.Reason)}
	}
	return errors.New(w.redact(err.Error()))
}

// short bounds a text from outside and leaves out what doesn't print.
func short(text string) string {
	var out []rune
	for _, c := range text {
		if c == unicode.ReplacementChar || !unicode.IsPrint(c) {
			c = ' '
		}
		if c == ' ' && (len(out) == 0 || out[len(out)-1] == ' ') {
			continue
		}
		if out = append(out, c); len(out) == maxWords {
			return string(out) + "…"
		}
	}
	return strings.TrimSpace(string(out))
}

// retryAfter reads the header of that name (RFC 9110 section 10.2.3): seconds or a date.
// 0: it says nothing.
func retryAfter(value string, now time.Time) time.Duration {
	after := time.Duration(0)
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		after = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		after = at.Sub(now)
	}
	return min(max(after, 0), maxLater)
}

// close lets go of connections, so that files and addresses are looked at again.
func (w *web) close() {
	if w.client != nil {
		w.client.CloseIdleConnections()
	}
	w.client = nil
}
