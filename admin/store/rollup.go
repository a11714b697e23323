package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sekisho/admin/sqlite"
	"sekisho/dataplane/event"
)

// Dimension is what a rollup counts by. A rollup has one dimension only: with several,
// a year of them would be as large as the events.
type Dimension string

const (
	ByAction       Dimension = "action"
	ByCountry      Dimension = "country"
	ByOrganisation Dimension = "organisation" // "AS64500 Example"
	ByHost         Dimension = "host"         // the inside end's address
	ByClass        Dimension = "class"        // of flagged data
	ByProtocol     Dimension = "protocol"
	ByRule         Dimension = "rule"
	ByMonitor      Dimension = "monitor" // rules in monitor mode
	ByUnread       Dimension = "unread"  // why bytes could not be read
)

// Dimensions are all of them.
func Dimensions() []Dimension {
	return []Dimension{ByAction, ByCountry, ByOrganisation, ByHost, ByClass, ByProtocol, ByRule, ByMonitor, ByUnread}
}

const (
	// Other stands for the values of a dimension beyond the first maxKeys of an hour or
	// a day.
	Other   = "(other)"
	maxKeys = 256
)

// Counts are what a rollup adds up.
type Counts struct {
	Alerts   int64 `json:"alerts"`   // decisions to block or log
	Flows    int64 `json:"flows"`    // watched flows that ended
	Sent     int64 `json:"sent"`     // bytes that left in those
	Received int64 `json:"received"` // bytes that came in
	Values   int64 `json:"values"`   // distinct flagged values in them
	// Inspected are bytes of contents that left in those flows and were looked at, Opaque those that could not be read. Bytes of
	// protocols, and of flows that no rule asks about, are in neither.
	Inspected int64 `json:"inspected"`
	Opaque    int64 `json:"opaque"`
}

// Add adds up.
func (c *Counts) Add(o Counts) {
	c.Alerts += o.Alerts
	c.Flows += o.Flows
	c.Sent += o.Sent
	c.Received += o.Received
	c.Values += o.Values
	c.Inspected += o.Inspected
	c.Opaque += o.Opaque
}

// rollupSchema. "rolled" has days (step 86400), hours (3600) and, of the last days, five minutes (300); by action it has minutes
// (60), too, of the last weeks. days says what the index has of each day of the journal.
var rollupSchema = []string{`
CREATE TABLE progress (one INTEGER PRIMARY KEY, day TEXT, offset INTEGER, last_offset INTEGER, last_length INTEGER, last_sequence INTEGER);
INSERT INTO progress VALUES (1, '', 0, 0, 0, 0);
CREATE TABLE names (id INTEGER PRIMARY KEY, dimension TEXT, name TEXT, UNIQUE (dimension, name));
CREATE TABLE rolled (dimension TEXT, step INTEGER, at INTEGER, name INTEGER, action TEXT,
  alerts INTEGER, flows INTEGER, sent INTEGER, received INTEGER, "values" INTEGER,
  PRIMARY KEY (dimension, step, at, name, action)) WITHOUT ROWID;
CREATE TABLE rules (id TEXT PRIMARY KEY, name TEXT, version TEXT, hits INTEGER, monitored INTEGER,
  flows INTEGER, sent INTEGER, received INTEGER, first INTEGER, last INTEGER) WITHOUT ROWID;
CREATE TABLE gaps (id INTEGER PRIMARY KEY, day TEXT, after INTEGER, next INTEGER);
CREATE TABLE days (day TEXT PRIMARY KEY, offset INTEGER, first INTEGER, last INTEGER, at_from INTEGER, at_to INTEGER, rows INTEGER) WITHOUT ROWID`, `
ALTER TABLE rolled ADD COLUMN inspected INTEGER DEFAULT 0;
ALTER TABLE rolled ADD COLUMN opaque INTEGER DEFAULT 0`}

// cell is what one row of a rollup is about.
type cell struct {
	dimension Dimension
	step, at  int64 // seconds
	name      string
	action    string
}

const (
	minute = 60
	five   = 300
	hour   = 3600
	day    = 86400
)

// tally adds up a batch of events in memory.
type tally struct {
	cells map[cell]*Counts
	rules map[string]*ruleTotal
}

// ruleTotal is what became of a rule since it was first seen.
type ruleTotal struct {
	name, version   string
	hits, monitored int64
	Counts
	first, last int64 // Unix milliseconds of hits; 0: none
}

func newTally() *tally { return &tally{cells: map[cell]*Counts{}, rules: map[string]*ruleTotal{}} }

// add counts one event. What the appliance says of itself is not counted.
func (t *tally) add(e *event.Event) {
	c := countsOf(e)
	if c == (Counts{}) {
		return
	}
	t.put(ByAction, e, e.Action, c, minute)
	for _, d := range Dimensions() {
		each(d, e, c, func(name string, c Counts) { t.put(d, e, name, c, five) })
	}
	t.addRules(e, c)
}

func countsOf(e *event.Event) (c Counts) {
	if e.Kind == event.Alert {
		c.Alerts = 1
	}
	if isLast(e) {
		c.Flows, c.Sent, c.Received = 1, clamp(e.Inside.Bytes), clamp(e.Outside.Bytes)
		c.Inspected, c.Opaque = clamp(uint64(max(e.InspectedBytes, 0))), clamp(uint64(max(e.OpaqueBytes, 0)))
		for _, f := range e.Findings {
			c.Values += int64(f.Count)
		}
	}
	return c
}

// isLast tells whether an event is its flow's last, which has all of it: that of its end, or for a flow that a rule
// blocks, that of the block, after which none comes. A block without a rule is of one packet.
func isLast(e *event.Event) bool {
	return e.Kind == event.Ended || e.Kind == event.Alert && e.Action == "block" && e.Rule.ID != ""
}

// clamp keeps a damaged number from overflowing a sum: no flow carries 1 EiB.
func clamp(n uint64) int64 { return int64(min(n, 1<<60)) }

// each calls put with the values of a dimension that an event counts for, and how. An
// event without a value counts for none: it is in the total of ByAction.
func each(d Dimension, e *event.Event, c Counts, put func(name string, c Counts)) {
	switch d {
	case ByClass:
		eachClass(e, c, put)
	case ByUnread:
		for _, u := range e.Unread {
			if isLast(e) {
				put(u.Reason, Counts{Flows: 1, Opaque: clamp(uint64(max(u.Bytes, 0)))})
			}
		}
	case ByMonitor:
		for _, m := range e.Monitored {
			put(m.Rule.ID, c)
		}
	default:
		if name := nameOf(d, e); name != "" {
			put(name, c)
		}
	}
}

// nameOf is an event's value in a dimension in which it has one at most.
func nameOf(d Dimension, e *event.Event) string {
	switch d {
	case ByAction:
		return cmp.Or(e.Action, "none")
	case ByCountry:
		return e.Country
	case ByOrganisation:
		if e.ASN != 0 {
			return strings.TrimSpace("AS" + strconv.FormatUint(uint64(e.ASN), 10) + " " + e.Operator)
		}
	case ByHost:
		if e.Inside.Addr.IsValid() {
			return e.Inside.Addr.WithZone("").String()
		}
	case ByProtocol:
		return e.Protocol
	case ByRule:
		return e.Rule.ID
	}
	return ""
}

// eachClass counts an event once for a class, and the values of all its findings.
func eachClass(e *event.Event, c Counts, put func(string, Counts)) {
	for i, f := range e.Findings {
		n := c
		if slices.ContainsFunc(e.Findings[:i], func(o event.Finding) bool { return o.Class == f.Class }) {
			n = Counts{}
		}
		n.Values = 0
		if isLast(e) {
			n.Values = int64(f.Count)
		}
		put(f.Class, n)
	}
}

func (t *tally) put(d Dimension, e *event.Event, name string, c Counts, step int64) {
	at := e.Time.Unix()
	k := cell{d, step, at - at%step, name, e.Action}
	if t.cells[k] == nil {
		t.cells[k] = &Counts{}
	}
	t.cells[k].Add(c)
}

// coarser adds up to hours and days what is counted by five minutes.
func (t *tally) coarser() {
	for k, c := range maps.Clone(t.cells) {
		if k.step != five {
			continue
		}
		for _, step := range []int64{hour, day} {
			k.step, k.at = step, k.at-k.at%step
			if t.cells[k] == nil {
				t.cells[k] = &Counts{}
			}
			t.cells[k].Add(*c)
		}
	}
}

// addRules counts for the rule that decided, and for those that would have. A rule that allows
// raises no alert: the flow's end is its hit.
func (t *tally) addRules(e *event.Event, c Counts) {
	if e.Rule.ID != "" {
		r := t.rule(e.Rule)
		r.Add(c)
		if e.Kind == event.Alert || e.Action == "allow" {
			r.hit(e, &r.hits)
		}
	}
	for _, m := range e.Monitored {
		r := t.rule(m.Rule)
		r.hit(e, &r.monitored)
	}
}

func (t *tally) rule(r event.Rule) *ruleTotal {
	if t.rules[r.ID] == nil {
		t.rules[r.ID] = &ruleTotal{}
	}
	t.rules[r.ID].name, t.rules[r.ID].version = r.Name, r.Version
	return t.rules[r.ID]
}

func (r *ruleTotal) hit(e *event.Event, n *int64) {
	at := e.Time.UnixMilli()
	*n++
	if r.first == 0 {
		r.first = at
	}
	r.first, r.last = min(r.first, at), max(r.last, at)
}

// write adds the tally to the database.
func (t *tally) write(ctx context.Context, tx *sql.Tx, names *names) error {
	put, err := tx.PrepareContext(ctx, `INSERT INTO rolled VALUES `+sqlite.Placeholders(12)+` ON CONFLICT DO UPDATE SET
alerts = alerts + excluded.alerts, flows = flows + excluded.flows, sent = sent + excluded.sent,
received = received + excluded.received, "values" = "values" + excluded."values", inspected = inspected + excluded.inspected,
opaque = opaque + excluded.opaque`)
	if err != nil {
		return err
	}
	defer put.Close()
	t.coarser()
	for _, k := range t.sorted() {
		id, err := names.admit(ctx, tx, k)
		if err != nil {
			return err
		}
		c := t.cells[k]
		_, err = put.ExecContext(ctx, k.dimension, k.step, k.at, id, k.action, c.Alerts, c.Flows, c.Sent, c.Received, c.Values, c.Inspected, c.Opaque)
		if err != nil {
			return err
		}
	}
	return t.writeRules(ctx, tx)
}

// sorted puts the values first that matter most: the last may have no room of their own.
func (t *tally) sorted() []cell {
	return slices.SortedFunc(maps.Keys(t.cells), func(a, b cell) int {
		ca, cb := t.cells[a], t.cells[b]
		return cmp.Or(cmp.Compare(cb.Alerts, ca.Alerts), cmp.Compare(cb.Sent, ca.Sent), cmp.Compare(a.name, b.name),
			cmp.Compare(a.dimension, b.dimension), cmp.Compare(a.step, b.step), cmp.Compare(a.at, b.at))
	})
}

func (t *tally) writeRules(ctx context.Context, tx *sql.Tx) error {
	for id, r := range t.rules {
		_, err := tx.ExecContext(ctx, `INSERT INTO rules VALUES `+sqlite.Placeholders(10)+` ON CONFLICT DO UPDATE SET
name = excluded.name, version = excluded.version, hits = hits + excluded.hits, monitored = monitored + excluded.monitored,
flows = flows + excluded.flows, sent = sent + excluded.sent, received = received + excluded.received,
first = CASE WHEN first = 0 OR excluded.first > 0 AND excluded.first < first THEN excluded.first ELSE first END,
last = max(last, excluded.last)`,
			id, r.name, r.version, r.hits, r.monitored, r.Flows, r.Sent, r.Received, r.first, r.last)
		if err != nil {
			return err
		}
	}
	return nil
}
