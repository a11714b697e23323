package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/query"
	"sekisho/admin/store"
)

const (
	// batchTime is the least time between two batches: people can't read faster, and browsers can't draw.
	batchTime = 250 * time.Millisecond
	// batchItems is the most events in one; the newest are kept.
	batchItems = 100
	// pulseTime is how often a stream shows that it lives, and looks whether its reader still may.
	pulseTime = 15 * time.Second
)

const liveType = "text/event-stream"

// liveOf selects events as they come.
type liveOf struct {
	Query string `query:"query" max:"4096"`
}

// batch is what a stream sends at a time, as the data of an event named events.
type batch struct {
	Items []store.Item `json:"items"`
	// NotShown counts events that were selected, and came too fast to be in here.
	NotShown int `json:"not_shown"`
}

// live streams events as server-sent events (WHATWG HTML, section 9.2).
func (s *Server) live(ctx context.Context, c *call, in liveOf) (stream, error) {
	filter, err := query.Parse(in.Query)
	if err != nil {
		return stream{}, err
	}
	leave, err := s.streams.enter(c)
	if err != nil {
		return stream{}, err
	}
	return stream{mediaType: liveType, write: func(w *answer) error {
		defer leave()
		sub := s.options.Index.Subscribe(filter)
		defer sub.Close()
		return s.follow(ctx, c, sub, w)
	}}, nil
}

// follow sends batches until the reader goes, or may no longer read.
func (s *Server) follow(ctx context.Context, c *call, sub *store.Subscription, w *answer) error {
	pulse := time.NewTicker(pulseTime)
	defer pulse.Stop()
	if err := say(w, ": events follow\n\n"); err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-pulse.C:
			if err := s.still(ctx, c); err != nil {
				return say(w, "event: end\ndata: {}\n\n")
			}
			if err := say(w, ": \n\n"); err != nil {
				return err
			}
		case <-sub.Ready():
			items, missed := sub.Take()
			if err := sendBatch(w, items, missed); err != nil {
				return err
			}
			if !rest(ctx, batchTime) {
				return nil
			}
		}
	}
}

// rest waits; it reports false if ctx has ended.
func rest(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

func say(w *answer, text string) error {
	if _, err := io.WriteString(w, text); err != nil {
		return err
	}
	return w.send()
}

func sendBatch(w *answer, items []store.Item, missed int) error {
	if over := len(items) - batchItems; over > 0 {
		items, missed = items[over:], missed+over
	}
	if len(items) == 0 {
		return nil
	}
	data, err := json.Marshal(batch{items, missed})
	if err != nil {
		return err
	}
	return say(w, fmt.Sprintf("id: %d\nevent: events\ndata: %s\n\n", items[len(items)-1].Sequence, data))
}

// errOver ends a stream whose reader may no longer read.
var errOver = errors.New("who reads may no longer do so")

// still looks whether who asked may still ask, without that counting as a sign of life: a forgotten browser must not
// keep its session for ever.
func (s *Server) still(ctx context.Context, c *call) error {
	u, err := s.options.Accounts.User(ctx, c.who.UserID)
	if err != nil {
		return err
	}
	now := *c.who
	now.Role = u.Role
	if u.Disabled || !now.May(auth.ReadEvents) {
		return errOver
	}
	if c.who.Token != "" {
		t, err := s.options.Accounts.Token(ctx, c.who.Token)
		if err == nil && !s.now().Before(t.Expires) {
			err = errOver
		}
		return err
	}
	return s.sessionGoesOn(ctx, c)
}

func (s *Server) sessionGoesOn(ctx context.Context, c *call) error {
	sessions, err := s.options.Accounts.Sessions(ctx, c.who.UserID)
	if err != nil {
		return err
	}
	for _, one := range sessions {
		if one.ID == c.who.Session && s.now().Sub(one.Seen) < auth.IdleLimit && s.now().Sub(one.Created) < auth.AbsoluteLimit {
			return nil
		}
	}
	return errOver
}

// room bounds what goes on at a time, for each account and in all. It is safe for concurrent use.
type room struct {
	each, all int
	mu        sync.Mutex
	inside    map[string]int // by account
	total     int
}

// enter takes a place until leave is called.
func (r *room) enter(c *call) (leave func(), err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	who := c.who.UserID
	if r.total >= r.all || r.inside[who] >= r.each {
		return nil, fault(http.StatusTooManyRequests, codeTooMany, fmt.Sprintf("there are %d of these at once for you, and %d in all", r.inside[who], r.total))
	}
	if r.inside == nil {
		r.inside = map[string]int{}
	}
	r.inside[who]++
	r.total++
	return sync.OnceFunc(func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.inside[who]--; r.inside[who] == 0 {
			delete(r.inside, who)
		}
		r.total--
	}), nil
}
