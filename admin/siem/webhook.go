package siem

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// webhook posts a batch to any receiver: a JSON array where the format is JSON, else a
// text of a line a message. With a secret it is signed as Standard Webhooks (version 1)
// has it: HMAC-SHA-256 of identifier, time stamp and body. A receiver verifies that by
// any of that convention's libraries, and refuses old time stamps against replay. The
// body is signed as it is sent, so that one need not be unpacked that somebody else made.
type webhook struct {
	json bool
	now  func() time.Time
}

// keyPrefix begins a secret that is given in Base64.
const keyPrefix = "whsec_"

func newWebhook(t Target) (Transport, error) {
	w, err := newWeb(t)
	if err != nil {
		return nil, err
	}
	return &answered{web: w, protocol: webhook{json: isJSON(t.ContentType), now: time.Now}}, nil
}

// isJSON tells whether bodies of a media type are JSON.
func isJSON(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	kind = strings.TrimSpace(kind)
	return kind == "application/json" || strings.HasSuffix(kind, "+json")
}

func (h webhook) request(batch []Message) (request, error) {
	id := batch[0].ID + ":" + batch[len(batch)-1].ID
	r := request{header: http.Header{}}
	if h.json {
		r.header.Set("Content-Type", "application/json")
		r.body = joined(batch, "[", ",", "]")
	} else {
		r.header.Set("Content-Type", "text/plain; charset=utf-8")
		r.body = joined(batch, "", "\n", "\n")
	}
	r.authorize = func(header http.Header, body []byte, secret string) error {
		stamp := strconv.FormatInt(h.now().Unix(), 10)
		header.Set("Webhook-Id", id)
		header.Set("Webhook-Timestamp", stamp)
		if secret == "" {
			return nil
		}
		code, err := sign(secret, id, stamp, body)
		header.Set("Webhook-Signature", "v1,"+base64.StdEncoding.EncodeToString(code))
		return err
	}
	return r, nil
}

func joined(batch []Message, before, between, after string) []byte {
	b := []byte(before)
	for i, m := range batch {
		if i > 0 {
			b = append(b, between...)
		}
		b = append(b, m.Body...)
	}
	return append(b, after...)
}

// sign makes the code of a body with its identifier and time stamp.
func sign(secret, id, stamp string, body []byte) ([]byte, error) {
	key := []byte(secret)
	if encoded, ok := strings.CutPrefix(secret, keyPrefix); ok {
		var err error
		if key, err = base64.StdEncoding.DecodeString(encoded); err != nil {
			return nil, errors.New("sign: behind " + keyPrefix + " the key must be in Base64")
		}
	}
	code := hmac.New(sha256.New, key)
	fmt.Fprintf(code, "%s.%s.", id, stamp)
	code.Write(body)
	return code.Sum(nil), nil
}

// taken: a status of success is all that receivers have in common.
func (webhook) taken([]Message, answer) error { return nil }

func (webhook) words(a answer) string { return a.people() }

// people tells people what was answered. Success may go without words.
func (a answer) people() string {
	text := fmt.Sprintf("the receiver answered %d %s", a.status, http.StatusText(a.status))
	if words := short(string(bytes.TrimSpace(a.body[:min(len(a.body), 4<<10)]))); words != "" {
		text += ": " + words
	}
	return text
}

// compact makes a JSON body one line, as protocols of lines want it.
func compact(m Message) ([]byte, error) {
	var out bytes.Buffer
	if err := json.Compact(&out, m.Body); err != nil {
		return nil, fmt.Errorf("event %s is not JSON: %w", m.ID, err)
	}
	return out.Bytes(), nil
}
