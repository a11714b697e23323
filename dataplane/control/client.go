package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"time"

	"sekisho/geo"
)

// Client asks the dataplane whose socket this is the path of.
type Client struct{ Path string }

// Status asks how the dataplane does.
func (c Client) Status(ctx context.Context) (s Status, err error) {
	return s, c.ask(ctx, OpStatus, nil, &s)
}

// Policy asks which policy is in force.
func (c Client) Policy(ctx context.Context) (s State, err error) {
	return s, c.ask(ctx, OpPolicy, nil, &s)
}

// Apply puts a policy in force. An *Error with code Invalid says what is wrong with it, one with Conflict
// that another change is still waiting.
func (c Client) Apply(ctx context.Context, a Apply) (s State, err error) {
	return s, c.ask(ctx, OpApply, a, &s)
}

// Confirm lets a change stay.
func (c Client) Confirm(ctx context.Context, ch Change) (s State, err error) {
	return s, c.ask(ctx, OpConfirm, ch, &s)
}

// Revert takes a change back before its time.
func (c Client) Revert(ctx context.Context, ch Change) (s State, err error) {
	return s, c.ask(ctx, OpRevert, ch, &s)
}

// Flows lists at most limit of the flows that the dataplane knows.
func (c Client) Flows(ctx context.Context, limit int) (f []Flow, err error) {
	return f, c.ask(ctx, OpFlows, Limit{limit}, &f)
}

// Lookup places addresses, at most MaxLookups.
func (c Client) Lookup(ctx context.Context, addrs []netip.Addr) (r []geo.Record, err error) {
	return r, c.ask(ctx, OpLookup, Lookups(addrs), &r)
}

// Anchor has the end of the audit log stored among the events.
func (c Client) Anchor(ctx context.Context, a Anchor) error {
	return c.ask(ctx, OpAnchor, a, new(json.RawMessage))
}

// Notice has something stored among the events.
func (c Client) Notice(ctx context.Context, n Notice) error {
	return c.ask(ctx, OpNotice, n, new(json.RawMessage))
}

// Settings asks what can be set, and is.
func (c Client) Settings(ctx context.Context) (s Settings, err error) {
	return s, c.ask(ctx, OpSettings, nil, &s)
}

// Set changes them. An *Error with code Invalid says what is wrong, one with Conflict that the version is another.
func (c Client) Set(ctx context.Context, ch SettingsChange) (s Settings, err error) {
	return s, c.ask(ctx, OpSet, ch, &s)
}

// ask sends one request and reads its answer into out.
func (c Client) ask(ctx context.Context, op string, body, out any) error {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", c.Path)
	if err != nil {
		return fmt.Errorf("is the dataplane running? %w", err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	request := Request{Version: Version, Op: op}
	if body != nil {
		if request.Body, err = json.Marshal(body); err != nil {
			return fmt.Errorf("ask for %s: %w", op, err)
		}
	}
	// Who is refused may find the connection closed before the request is out; the
	// answer waits all the same.
	sent := json.NewEncoder(conn).Encode(request)
	err = receive(conn, op, out)
	if sent != nil && !errors.As(err, new(*Error)) {
		return fmt.Errorf("ask for %s: %w", op, sent)
	}
	return err
}

func receive(conn io.Reader, op string, out any) error {
	var a answer
	if err := json.NewDecoder(io.LimitReader(conn, MaxMessage)).Decode(&a); err != nil {
		return fmt.Errorf("read the answer to %s: %w", op, err)
	}
	if a.Error != nil {
		return a.Error
	}
	if err := json.Unmarshal(a.Body, out); err != nil {
		return fmt.Errorf("read the answer to %s: %w", op, err)
	}
	return nil
}

// Is reports whether err is an Error with this code.
func Is(err error, code string) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == code
}
