package web

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"sekisho/admin/state"
)

// That policies need a second person would be worth nothing if one person could switch it off. So one admin asks for it, and
// another one who asks for the same within a day has it done. Where there is no other, the console has the last word
// (sekisho admin reset).

// requestLife is how long one admin's request waits for another's.
const requestLife = 24 * time.Hour

// requested is who wants a change that needs a second admin.
type requested struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// requestedOff gives who has asked to switch the setting off; nil: nobody, or too long ago.
func (s *Server) requestedOff(ctx context.Context) (*requested, error) {
	v, err := s.options.State.Setting(ctx, state.SecondPersonOff)
	var r *requested
	switch {
	case errors.Is(err, state.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	case json.Unmarshal(v.Value, &r) != nil || r == nil || s.now().Sub(r.At) > requestLife:
		return nil, nil
	}
	return r, nil
}

// secondPerson tells whether a change of that setting has to wait, and notes who wants it.
func (s *Server) secondPerson(ctx context.Context, c *call, before settingAnswer, in settingChange) (wait bool, err error) {
	if string(before.Value) != "true" || string(in.Body.Value) != "false" {
		return false, s.noteRequest(ctx, c, nil)
	}
	if in.Version != before.Version {
		return false, nil // which Set refuses
	}
	if r := before.Requested; r != nil && r.By != c.who.Name {
		return false, s.noteRequest(ctx, c, nil)
	}
	return true, s.noteRequest(ctx, c, &requested{c.who.Name, s.now().UTC()})
}

// noteRequest keeps who asks; nil: nobody any longer.
func (s *Server) noteRequest(ctx context.Context, c *call, r *requested) error {
	was, err := s.options.State.Setting(ctx, state.SecondPersonOff)
	if errors.Is(err, state.ErrNotFound) {
		if r == nil {
			return nil
		}
		was, err = state.Setting{}, nil
	}
	if err != nil {
		return err
	}
	value, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = s.options.State.Set(ctx, state.SecondPersonOff, value, was.Version, c.actor())
	return changedMeanwhile(err)
}

// answerWaiting tells that a second admin is waited for.
func (s *Server) answerWaiting(ctx context.Context, c *call, in settingChange, err error) (settingAnswer, error) {
	if err != nil {
		return settingAnswer{}, err
	}
	c.changed("setting "+in.Name, "", "")
	c.note("requested", in.Body.Value)
	return s.setting(ctx, c, bySettingName{in.Name})
}
