package web

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"sekisho/admin/query"
	"sekisho/admin/store"
)

// eventsOf selects events.
type eventsOf struct {
	Query string    `query:"query" max:"4096" doc:"such as: event.action:block AND destination.geo.country_iso_code:CN"`
	From  time.Time `query:"from" doc:"from then on"`
	To    time.Time `query:"to" doc:"before then"`
	Order string    `query:"order" enum:"newest,oldest" doc:"without it, newest first"`
}

func (e *eventsOf) search() (store.Search, error) {
	q, err := query.Parse(e.Query)
	if err == nil && !e.From.IsZero() && !e.To.IsZero() && e.To.Before(e.From) {
		err = invalid("to", "is before from")
	}
	return store.Search{Filter: q, From: e.From, To: e.To, Oldest: e.Order == "oldest"}, err
}

// eventsPage selects a page of them.
type eventsPage struct {
	eventsOf
	Cursor uint64 `query:"cursor" doc:"next of the page before"`
	Limit  int    `query:"limit" min:"1" max:"1000" doc:"without it, 100"`
}

func (s *Server) events(ctx context.Context, _ *call, in eventsPage) (foundEvents, error) {
	search, err := in.search()
	if err != nil {
		return foundEvents{}, err
	}
	search.Cursor, search.Limit = in.Cursor, in.Limit
	page, err := s.options.Index.Events(ctx, search)
	if page.Items == nil {
		page.Items = []store.Item{}
	}
	return foundEvents{page, s.hints(search.Filter)}, err
}

// bySequence names an event.
type bySequence struct {
	Sequence uint64 `path:"sequence"`
}

func (s *Server) event(ctx context.Context, _ *call, in bySequence) (store.Item, error) {
	return s.options.Index.Event(ctx, in.Sequence)
}

// exportOf selects events to be saved.
type exportOf struct {
	eventsOf
	Format string `query:"format" enum:"ndjson,csv" doc:"without it, ndjson"`
}

const (
	ndjsonType = "application/x-ndjson"
	csvType    = "text/csv; charset=utf-8"
)

// rowWriter writes events in a format.
type rowWriter interface {
	write(item store.Item) error
	flush() error
}

func (s *Server) export(ctx context.Context, c *call, in exportOf) (stream, error) {
	search, err := in.search()
	if err != nil {
		return stream{}, err
	}
	leave, err := s.exports.enter(c)
	if err != nil {
		return stream{}, err
	}
	c.note("query", in.Query)
	out := stream{mediaType: ndjsonType, name: "events.ndjson"}
	if in.Format == "csv" {
		out.mediaType, out.name = csvType, "events.csv"
	}
	out.write = func(w *answer) error {
		defer leave()
		rows, err := newRows(in.Format, w)
		if err != nil {
			return err
		}
		return s.exportPages(ctx, search, rows)
	}
	return out, nil
}

// exportPages goes on until all pages are written.
func (s *Server) exportPages(ctx context.Context, search store.Search, rows rowWriter) error {
	search.Limit = store.MaxPage
	for {
		page, err := s.options.Index.Events(ctx, search)
		if err != nil {
			return err
		}
		for _, item := range page.Items {
			if err := rows.write(item); err != nil {
				return err
			}
		}
		if page.Next == 0 {
			return rows.flush()
		}
		search.Cursor = page.Next
	}
}

func newRows(format string, w io.Writer) (rowWriter, error) {
	if format != "csv" {
		return ndjsonRows{bufio.NewWriterSize(w, 64<<10)}, nil
	}
	rows := csvRows{csv.NewWriter(w), make([]string, len(query.Fields()))}
	for i, f := range query.Fields() {
		rows.row[i] = f.Name
	}
	return rows, rows.out.Write(rows.row)
}

// ndjsonRows are events as the dataplane wrote them, a line each.
type ndjsonRows struct{ *bufio.Writer }

func (r ndjsonRows) write(item store.Item) error {
	r.Writer.Write(item.Event)
	return r.WriteByte('\n')
}

func (r ndjsonRows) flush() error { return r.Flush() }

// csvRows are events with a column for each field that can be searched (RFC 4180).
type csvRows struct {
	out *csv.Writer
	row []string
}

func (r csvRows) write(item store.Item) error {
	var event any
	if err := json.Unmarshal(item.Event, &event); err != nil {
		return fmt.Errorf("event %d: %w", item.Sequence, err)
	}
	for i, f := range query.Fields() {
		r.row[i] = unformulated(strings.Join(valuesAt(event, strings.Split(f.Name, ".")), "; "))
	}
	return r.out.Write(r.row)
}

func (r csvRows) flush() error {
	r.out.Flush()
	return r.out.Error()
}

// valuesAt finds what stands at a path of keys, through lists.
func valuesAt(v any, path []string) (all []string) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			all = append(all, valuesAt(one, path)...)
		}
	case map[string]any:
		if len(path) > 0 {
			all = valuesAt(v[path[0]], path[1:])
		}
	case nil:
	default:
		if len(path) == 0 {
			all = []string{asText(v)}
		}
	}
	return all
}

func asText(v any) string {
	if f, ok := v.(float64); ok && f == float64(int64(f)) {
		return fmt.Sprint(int64(f))
	}
	return fmt.Sprint(v)
}

// unformulated has spreadsheets take a value for text that they would take for a formula: what stands in events was
// chosen by whoever sent it (CWE-1236).
func unformulated(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
