package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/siem"
	"sekisho/admin/state"
	"sekisho/configs"
)

// shippedTo is a destination and how shipping to it goes.
type shippedTo struct {
	siem.Status
	SecretSet bool      `json:"secret_set" doc:"it has a secret, which is never shown"`
	Version   int64     `json:"version" doc:"0: it stands in sekisho.yaml"`
	Changed   time.Time `json:"changed,omitzero"`
	By        string    `json:"changed_by,omitempty"`
	Warnings  []string  `json:"warnings" doc:"about where it lies"`
}

// shippingBrief is how shipping to a destination does, for who need not know more.
type shippingBrief struct {
	Name   string     `json:"name"`
	State  siem.State `json:"state"`
	Lag    siem.Lag   `json:"lag"`
	Alerts []string   `json:"alerts"`
}

func (s *Server) shippingInBrief() []shippingBrief {
	out := []shippingBrief{}
	for _, st := range s.options.Shipping.All() {
		out = append(out, shippingBrief{st.Name, st.State, st.Lag, st.Alerts})
	}
	return out
}

// destinationInput is a destination to be added, or what one shall be.
type destinationInput struct {
	Destination configs.Destination `json:"destination"`
	Secret      *string             `json:"secret,omitempty" doc:"token, key or password; absent: as it was; empty: none"`
}

// byDestination names one.
type byDestination struct {
	Name string `path:"name"`
}

func (s *Server) listDestinations(ctx context.Context, _ *call, _ nothing) (list[shippedTo], error) {
	kept, err := s.options.State.Destinations(ctx)
	if err != nil {
		return list[shippedTo]{}, err
	}
	byName := map[string]state.Destination{}
	for _, d := range kept {
		byName[d.Name] = d
	}
	var out []shippedTo
	for _, st := range s.options.Shipping.All() {
		out = append(out, s.shipped(st, byName[st.Name]))
	}
	return listOf(out), nil
}

// shipped joins how shipping goes with what is kept of a destination; of one in sekisho.yaml nothing is.
func (s *Server) shipped(st siem.Status, d state.Destination) shippedTo {
	return shippedTo{Status: st, SecretSet: st.TokenFile != "" || d.Secret != "", Version: d.Version, Changed: d.Changed, By: d.By,
		Warnings: s.lastWarnings(st.Name)}
}

func (s *Server) destination(ctx context.Context, c *call, in byDestination) (shippedTo, error) {
	st, err := s.options.Shipping.Status(in.Name)
	if err != nil {
		return shippedTo{}, err
	}
	d, err := s.options.State.Destination(ctx, in.Name)
	if st.Fixed {
		d, err = state.Destination{}, nil
	}
	c.etag = d.Version
	return s.shipped(st, d), err
}

// checkDestination says what is wrong with a destination, the first fault. What would have the admin process
// read or write files of the caller's choice is left to who may write sekisho.yaml.
func (s *Server) checkDestination(e siem.Entry) error {
	d := e.Destination
	if faults := d.Check(); len(faults) > 0 {
		return invalid("destination."+faults[0].Key, faults[0].Text)
	}
	switch {
	case d.Type == "file":
		return invalid("destination.type", "a file can only be written to by an entry in sekisho.yaml")
	case d.TokenFile != "":
		return invalid("destination.token_file", "is only for sekisho.yaml; give the secret itself")
	}
	if err := s.options.Shipping.Check(e); err != nil {
		return invalid("destination", cut(err.Error(), 300))
	}
	return nil
}

func (s *Server) addDestination(ctx context.Context, c *call, in of[destinationInput]) (shippedTo, error) {
	d := in.Body.Destination
	e := siem.Entry{Destination: d}
	if in.Body.Secret != nil {
		e.Secret = *in.Body.Secret
	}
	if err := s.checkDestination(e); err != nil {
		return shippedTo{}, err
	}
	config, err := json.Marshal(d)
	if err != nil {
		return shippedTo{}, err
	}
	s.shipping.Lock()
	defer s.shipping.Unlock()
	if err := s.options.Shipping.Add(e); err != nil {
		return shippedTo{}, err
	}
	if _, err := s.options.State.AddDestination(ctx, state.Destination{Name: d.Name, Config: config, Secret: e.Secret}, c.actor()); err != nil {
		return shippedTo{}, errors.Join(err, s.options.Shipping.Remove(d.Name))
	}
	c.noteDestination(d.Name, "", string(config), in.Body.Secret)
	s.judgeAgain(ctx)
	return s.destination(ctx, c, byDestination{d.Name})
}

// noteDestination: where events go to is in the audit log whole; a secret, only that it was set.
func (c *call) noteDestination(name, before, after string, secret *string) {
	c.changed("destination "+name, before, after)
	if after != "" {
		c.note("destination", json.RawMessage(after))
	}
	if secret != nil {
		c.note("secret_changed", true)
	}
}

// destinationChange is what a destination shall be.
type destinationChange struct {
	Name    string           `path:"name"`
	Version int64            `header:"If-Match"`
	Body    destinationInput `body:"json"`
}

func (s *Server) changeDestination(ctx context.Context, c *call, in destinationChange) (shippedTo, error) {
	s.shipping.Lock()
	defer s.shipping.Unlock()
	was, err := s.ofOurs(ctx, in.Name)
	if err != nil {
		return shippedTo{}, err
	}
	e := siem.Entry{Destination: in.Body.Destination, Secret: was.Secret}
	if in.Body.Secret != nil {
		e.Secret = *in.Body.Secret
	}
	if e.Name != in.Name {
		return shippedTo{}, invalid("destination.name", "can't be changed: the cursor goes by it")
	}
	if err := s.checkDestination(e); err != nil {
		return shippedTo{}, err
	}
	next, err := s.keepChanged(ctx, c, e, in.Version)
	if err != nil {
		return shippedTo{}, err
	}
	c.noteDestination(e.Name, string(was.Config), string(next.Config), in.Body.Secret)
	if err := s.options.Shipping.Change(e); err != nil {
		return shippedTo{}, err
	}
	s.judgeAgain(ctx)
	return s.destination(ctx, c, byDestination{in.Name})
}

func (s *Server) keepChanged(ctx context.Context, c *call, e siem.Entry, version int64) (state.Destination, error) {
	config, err := json.Marshal(e.Destination)
	if err != nil {
		return state.Destination{}, err
	}
	d, err := s.options.State.ChangeDestination(ctx, state.Destination{Name: e.Name, Config: config, Secret: e.Secret, Version: version}, c.actor())
	return d, changedMeanwhile(err)
}

// ofOurs reads one that was added by API; others can't be changed by it.
func (s *Server) ofOurs(ctx context.Context, name string) (state.Destination, error) {
	if st, err := s.options.Shipping.Status(name); err != nil {
		return state.Destination{}, err
	} else if st.Fixed {
		return state.Destination{}, fault(http.StatusConflict, codeConflict, "it stands in sekisho.yaml; change it there")
	}
	return s.options.State.Destination(ctx, name)
}

func (s *Server) removeDestination(ctx context.Context, c *call, in byDestination) (nothing, error) {
	s.shipping.Lock()
	defer s.shipping.Unlock()
	was, err := s.ofOurs(ctx, in.Name)
	if err != nil {
		return nothing{}, err
	}
	c.noteDestination(in.Name, string(was.Config), "", nil)
	return nothing{}, errors.Join(s.options.State.RemoveDestination(ctx, in.Name), s.options.Shipping.Remove(in.Name))
}

func (s *Server) pauseDestination(ctx context.Context, c *call, in byDestination) (shippedTo, error) {
	return s.setPaused(ctx, c, in, true)
}

func (s *Server) resumeDestination(ctx context.Context, c *call, in byDestination) (shippedTo, error) {
	return s.setPaused(ctx, c, in, false)
}

func (s *Server) setPaused(ctx context.Context, c *call, in byDestination, paused bool) (shippedTo, error) {
	c.changed("destination "+in.Name, "", "")
	if err := s.options.Shipping.Pause(in.Name, paused); err != nil {
		return shippedTo{}, err
	}
	return s.destination(ctx, c, in)
}

// cursorMove says where shipping shall go on: one of the three.
type cursorMove struct {
	Name string `path:"name"`
	Body struct {
		Sequence *uint64   `json:"sequence,omitempty" doc:"the last event that is not sent again; 0: none"`
		Time     time.Time `json:"time,omitzero" doc:"events of this time or later are sent"`
		To       string    `json:"to,omitempty" enum:"now,beginning"`
	} `body:"json"`
}

// moved is where a cursor was moved to.
type moved struct {
	Sequence uint64 `json:"sequence" doc:"events after it are sent"`
}

func (s *Server) moveCursor(_ context.Context, c *call, in cursorMove) (moved, error) {
	to, err := s.cursorOf(&in)
	if err != nil {
		return moved{}, err
	}
	c.changed("destination "+in.Name, "", "")
	c.note("cursor", to)
	return moved{to}, s.options.Shipping.Move(in.Name, to)
}

func (s *Server) cursorOf(in *cursorMove) (uint64, error) {
	b, ways := in.Body, 0
	for _, given := range []bool{b.Sequence != nil, !b.Time.IsZero(), b.To != ""} {
		if given {
			ways++
		}
	}
	switch {
	case ways != 1:
		return 0, invalid("to", "one of sequence, time and to must be given")
	case b.To != "":
		return s.options.Shipping.Place(b.To)
	case b.Sequence == nil:
		return s.options.Shipping.PlaceOf(b.Time)
	}
	last, err := s.options.Shipping.Place(siem.WhereNow)
	if err == nil && *b.Sequence > last {
		err = invalid("sequence", "is that of no event yet")
	}
	return *b.Sequence, err
}

// tested is what became of a test.
type tested struct {
	Arrived bool   `json:"arrived" doc:"as far as the protocol can tell"`
	Answer  string `json:"answer" doc:"the receiver's, or why there is none"`
}

// testTime bounds a test.
const testTime = 20 * time.Second

func (s *Server) testDestination(ctx context.Context, c *call, in byDestination) (tested, error) {
	done, err := s.trials.enter(c)
	if err != nil {
		return tested{}, err
	}
	defer done()
	ctx, cancel := context.WithTimeout(ctx, testTime)
	defer cancel()
	c.changed("destination "+in.Name, "", "")
	answer, err := s.options.Shipping.Test(ctx, in.Name)
	if errors.Is(err, siem.ErrUnknown) {
		return tested{}, err
	}
	if err != nil {
		return tested{Answer: cut(err.Error(), 500)}, nil
	}
	return tested{true, cut(answer, 500)}, nil
}

// shippingRoutes is the part of the table that is about destinations.
func (s *Server) shippingRoutes() []route {
	const all, one = "/api/v1/destinations", "/api/v1/destinations/{name}"
	return []route{
		{method: get, path: "/api/v1/judgement", summary: "Say where the appliance itself sends to, and whether the policy watches that", needs: auth.ReadShipping, action: does(s.judgement)},
		{method: get, path: all, summary: "List where events are shipped to, and how that goes", needs: auth.ReadShipping, action: does(s.listDestinations)},
		{method: post, path: all, summary: "Ship to another destination", needs: auth.ManageShipping, fresh: true, audit: "destination.add", etag: true, created: true, action: does(s.addDestination)},
		{method: get, path: one, summary: "Read a destination", needs: auth.ReadShipping, etag: true, action: does(s.destination)},
		{method: put, path: one, summary: "Change a destination; its cursor stays", needs: auth.ManageShipping, fresh: true, audit: "destination.change", etag: true, action: does(s.changeDestination)},
		{method: remove, path: one, summary: "Ship to a destination no longer, and forget how far it was", needs: auth.ManageShipping, fresh: true, audit: "destination.remove", action: does(s.removeDestination)},
		{method: post, path: one + "/pause", summary: "Have a destination wait, over restarts too", needs: auth.ManageShipping, audit: "destination.pause", action: does(s.pauseDestination)},
		{method: post, path: one + "/resume", summary: "Go on shipping to a destination", needs: auth.ManageShipping, audit: "destination.resume", action: does(s.resumeDestination)},
		{method: post, path: one + "/cursor", summary: "Send events again, or leave some out", needs: auth.ManageShipping, audit: "destination.cursor", action: does(s.moveCursor)},
		{method: post, path: one + "/test", summary: "Send one marked event and show the receiver's answer", needs: auth.ManageShipping, audit: "destination.test", action: does(s.testDestination)},
	}
}
