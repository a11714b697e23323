package siem

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// elastic sends to the bulk API of Elasticsearch and OpenSearch. Each event is created
// under its own identifier, so that one that comes again is answered with 409 and stored
// once; data streams take nothing but "create". Each item has a status of its own.
type elastic struct {
	index string
	user  string
	json  bool
}

func newElastic(t Target) (Transport, error) {
	w, err := newWeb(t)
	if err != nil {
		return nil, err
	}
	if t.Index == "" {
		return nil, fmt.Errorf("ship to %s: index: is needed, of an index or a data stream", t.Name)
	}
	return &answered{web: w, protocol: elastic{t.Index, t.User, isJSON(t.ContentType)}}, nil
}

func (e elastic) request(batch []Message) (request, error) {
	r := request{path: url.PathEscape(e.index) + "/_bulk", header: http.Header{}}
	r.header.Set("Content-Type", "application/x-ndjson")
	r.query = url.Values{"filter_path": {"errors,items.*.status,items.*.error.type,items.*.error.reason"}}
	for _, m := range batch {
		document, err := e.document(m)
		if err != nil {
			return request{}, err
		}
		action, err := json.Marshal(map[string]any{"create": map[string]string{"_id": m.ID}})
		if err != nil {
			return request{}, fmt.Errorf("write the action of event %s: %w", m.ID, err)
		}
		r.body = append(append(r.body, action...), '\n')
		r.body = append(append(r.body, document...), '\n')
	}
	r.authorize = e.authorize
	return r, nil
}

// document is a line of JSON; other formats become a field of one.
func (e elastic) document(m Message) ([]byte, error) {
	if e.json {
		return compact(m)
	}
	return json.Marshal(map[string]string{"@timestamp": m.Time.UTC().Format(time.RFC3339Nano), "message": string(m.Body)})
}

// authorize takes the secret for a user's password if there is a user, else for an API key.
func (e elastic) authorize(h http.Header, _ []byte, secret string) error {
	switch {
	case e.user != "":
		h.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(e.user+":"+secret)))
	case secret != "":
		h.Set("Authorization", "ApiKey "+secret)
	}
	return nil
}

// bulkAnswer is what the bulk API says.
type bulkAnswer struct {
	Errors *bool                 `json:"errors"`
	Items  []map[string]bulkItem `json:"items"`
}

type bulkItem struct {
	Status int `json:"status"`
	Error  struct {
		Type   string `json:"type"`
		Reason string `json:"reason"`
	} `json:"error"`
}

// items reads an answer: one item for each of n messages, in their order.
func bulkItems(body []byte, n int) ([]bulkItem, error) {
	var a bulkAnswer
	if err := json.Unmarshal(body, &a); err != nil || a.Errors == nil {
		return nil, fmt.Errorf("this is no answer of a bulk API: %s", short(string(body)))
	}
	if len(a.Items) != n {
		return nil, fmt.Errorf("the answer has %d items for %d events", len(a.Items), n)
	}
	items := make([]bulkItem, n)
	for i, of := range a.Items {
		item, ok := of["create"]
		if !ok || len(of) != 1 {
			return nil, fmt.Errorf("item %d of the answer is not of a creation", i+1)
		}
		items[i] = item
	}
	return items, nil
}

// taken: 201 and 409 are stored, 400 is refused for good. Anything else, such as 429 of a
// full queue or 403 of a missing right, has the batch sent again: what is stored of it
// answers 409 then.
func (e elastic) taken(batch []Message, a answer) error {
	items, err := bulkItems(a.body, len(batch))
	if err != nil {
		return err
	}
	rejected := &Rejected{}
	for i, item := range items {
		switch {
		case item.Status >= 200 && item.Status < 300 || item.Status == http.StatusConflict:
		case item.Status == http.StatusBadRequest:
			rejected.Sequences = append(rejected.Sequences, batch[i].Sequence)
			rejected.Reason = item.why()
		default:
			return fmt.Errorf("event %s: %s", batch[i].ID, item.why())
		}
	}
	if len(rejected.Sequences) > 0 {
		return rejected
	}
	return nil
}

func (i bulkItem) why() string {
	return short(fmt.Sprintf("status %d: %s: %s", i.Status, i.Error.Type, i.Error.Reason))
}

func (e elastic) words(a answer) string {
	items, err := bulkItems(a.body, 1)
	if err != nil {
		return ""
	}
	if items[0].Status == http.StatusConflict {
		return fmt.Sprintf("the event is in %s already", e.index)
	}
	return fmt.Sprintf("the event was created in %s (status %d)", e.index, items[0].Status)
}
