package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"

	"sekisho/admin/auth"
	"sekisho/admin/state"
)

// settings are those in effect.
type settings struct {
	hosts    map[string]bool // names that the appliance may be opened by
	tls12    bool
	passkeys *auth.Passkeys // nil: it is not opened by a name
	provider *auth.Provider // nil: there is none
}

const (
	settingHosts  = "web.hosts"
	settingTLS12  = "web.tls_1_2"
	settingOrigin = "web.origin"
	// settingProvider holds an auth.ProviderConfig.
	settingProvider = "web.identity_provider"
	// settingAuthority holds an authorityConfig.
	settingAuthority = "web.certificate_authority"
)

// knownSettings are all that can be set here.
var knownSettings = []struct {
	name, doc, zero string
	check           func(s *Server, value json.RawMessage) error
}{
	{state.SecondPerson, "no policy is put in force without a second person's approval", "false", isA[bool]},
	{settingHosts, "names that the appliance may be opened by, beside its addresses", "[]", hostsOnly},
	{settingTLS12, "clients that don't know TLS 1.3 are let in by 1.2", "false", isA[bool]},
	{settingOrigin, "how the appliance is opened for passkeys, such as https://gateway.example.org:8443; empty: there are none", `""`, originOnly},
	{settingProvider, "the OpenID Connect identity provider that people may log in by; null: none", "null", providerOnly},
	{settingAuthority, "the authority that gives certificates by ACME (RFC 8555); null: none", "null", authorityOnly},
}

// settingAnswer is a setting, and what it means.
type settingAnswer struct {
	state.Setting
	Meaning string `json:"meaning"`
	// Requested is a change that waits for a second admin, who asks for the same within a day.
	Requested *requested `json:"requested,omitempty"`
}

func (s *Server) listSettings(ctx context.Context, _ *call, _ nothing) (list[settingAnswer], error) {
	var out []settingAnswer
	for _, k := range knownSettings {
		one, err := s.settingOf(ctx, k.name)
		if err != nil {
			return list[settingAnswer]{}, err
		}
		out = append(out, one)
	}
	return listOf(out), nil
}

// settingOf reads one; one that was never set has version 0.
func (s *Server) settingOf(ctx context.Context, name string) (settingAnswer, error) {
	for _, k := range knownSettings {
		if k.name != name {
			continue
		}
		v, err := s.options.State.Setting(ctx, name)
		if errors.Is(err, state.ErrNotFound) {
			v, err = state.Setting{Name: name, Value: json.RawMessage(k.zero)}, nil
		}
		out := settingAnswer{Setting: v, Meaning: k.doc}
		if err == nil && name == state.SecondPerson {
			out.Requested, err = s.requestedOff(ctx)
		}
		return out, err
	}
	return settingAnswer{}, state.ErrNotFound
}

// bySettingName names a setting.
type bySettingName struct {
	Name string `path:"name"`
}

func (s *Server) setting(ctx context.Context, c *call, in bySettingName) (settingAnswer, error) {
	v, err := s.settingOf(ctx, in.Name)
	c.etag = v.Version
	return v, err
}

// settingChange is what a setting shall be.
type settingChange struct {
	Name    string `path:"name"`
	Version int64  `header:"If-Match"`
	Body    struct {
		Value json.RawMessage `json:"value"`
	} `body:"json"`
}

func (s *Server) changeSetting(ctx context.Context, c *call, in settingChange) (settingAnswer, error) {
	before, err := s.settingOf(ctx, in.Name)
	if err != nil {
		return settingAnswer{}, err
	}
	for _, k := range knownSettings {
		if k.name == in.Name {
			err = k.check(s, in.Body.Value)
		}
	}
	if err != nil {
		return settingAnswer{}, invalid("value", err.Error())
	}
	if in.Name == state.SecondPerson {
		wait, err := s.secondPerson(ctx, c, before, in)
		if wait || err != nil {
			return s.answerWaiting(ctx, c, in, err)
		}
	}
	if _, err := s.options.State.Set(ctx, in.Name, in.Body.Value, in.Version, c.actor()); err != nil {
		return settingAnswer{}, changedMeanwhile(err)
	}
	c.changed("setting "+in.Name, string(before.Value), string(in.Body.Value))
	c.note("value", in.Body.Value)
	if err := s.takeSettings(ctx); err != nil {
		return settingAnswer{}, err
	}
	return s.setting(ctx, c, bySettingName{in.Name})
}

// takeSettings puts what is set in effect.
func (s *Server) takeSettings(ctx context.Context) error {
	s.taking.Lock()
	defer s.taking.Unlock()
	var hosts []string
	var origin string
	var provider, authority json.RawMessage
	now := &settings{hosts: map[string]bool{}}
	for name, to := range map[string]any{settingHosts: &hosts, settingTLS12: &now.tls12, settingOrigin: &origin, settingProvider: &provider, settingAuthority: &authority} {
		v, err := s.settingOf(ctx, name)
		if err == nil {
			err = json.Unmarshal(v.Value, to)
		}
		if err != nil {
			return fmt.Errorf("read setting %s: %w", name, err)
		}
	}
	for _, h := range hosts {
		now.hosts[h] = true
	}
	if origin != "" {
		var err error
		if now.passkeys, err = auth.NewPasskeys(s.options.Auth, origin); err != nil {
			return err
		}
		now.hosts[hostOf(origin)] = true
	}
	var config auth.ProviderConfig
	var err error
	if now.provider, config, err = s.providerOf(provider); err != nil {
		// A file that has gone must not keep everybody out: passwords go on.
		s.log.Error("the identity provider can't be used", "error", err)
	} else if now.provider != nil {
		now.hosts[hostOf(config.RedirectURL)] = true
	}
	for _, name := range s.useAuthority(authority) {
		now.hosts[name] = true
	}
	s.settings.Store(now)
	return nil
}

func isA[T any](_ *Server, value json.RawMessage) error {
	_, err := valueOf[T](value)
	return err
}

// valueOf reads a setting's value; null is none.
func valueOf[T any](value json.RawMessage) (v T, err error) {
	if bytes.Equal(value, []byte("null")) || json.Unmarshal(value, &v) != nil {
		err = errors.New("must be of the kind that it is now")
	}
	return v, err
}

// hostName is one as browsers send it: lower case, ASCII (RFC 952, RFC 1123 section 2.1).
var hostName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`)

func hostsOnly(_ *Server, value json.RawMessage) error {
	hosts, err := valueOf[[]string](value)
	if err != nil {
		return err
	}
	if len(hosts) > 50 {
		return errors.New("must be 50 names at most")
	}
	bad := slices.IndexFunc(hosts, func(h string) bool {
		_, err := netip.ParseAddr(h)
		return err == nil || len(h) > 253 || !hostName.MatchString(h)
	})
	if bad >= 0 {
		return fmt.Errorf("entry %d is not a host name in lower case", bad+1)
	}
	return nil
}

func hostOf(origin string) string {
	u, err := url.Parse(origin)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// originOnly takes what passkeys can be bound to. NewPasskeys says why not.
func originOnly(s *Server, value json.RawMessage) error {
	origin, err := valueOf[string](value)
	if err == nil && origin != "" {
		_, err = auth.NewPasskeys(s.options.Auth, origin)
	}
	return err
}

func providerOnly(s *Server, value json.RawMessage) error {
	_, _, err := s.providerOf(value)
	return err
}
