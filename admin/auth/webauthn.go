package auth

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

const (
	// challengeLife is how long somebody has to touch their key.
	challengeLife = 5 * time.Minute
	// maxAnswer bounds what a browser brings back, in bytes; attestations with certificates
	// have some thousands.
	maxAnswer = 64 << 10
	// anonymousPasskey stands for the account where failures are counted and none is known.
	anonymousPasskey = "(passkey)"
)

// Errors of passkeys that a person sees.
var (
	ErrPasskey   = errors.New("the passkey was not accepted")
	ErrNoPasskey = errors.New("the account has no passkey")
	// ErrCopied: two devices use what only one should have (WebAuthn Level 2 section 6.1.1).
	ErrCopied = errors.New("the passkey's counter went back: it may have been copied; remove it and make another")
)

// Passkeys registers WebAuthn credentials (W3C Web Authentication Level 2) and lets their owners in.
// It is safe for concurrent use.
type Passkeys struct {
	service *Service
	library *webauthn.WebAuthn
	// known are ceremonies of accounts, open those of whoever asked: a flood of the latter
	// pushes out none of the former.
	known, open *pending[ceremony]
}

// ceremony is what a challenge was made for.
type ceremony struct {
	session webauthn.SessionData
	user    User   // without ID: the passkey will tell
	name    string // of the passkey to be registered; "": a login
}

// NewPasskeys makes them for a UI that is opened under one origin, such as
// https://gateway.example.org:8443. Browsers have no passkeys for addresses (WebAuthn Level 2
// section 5.1.2: the ID is a domain), so it must have a host name.
func NewPasskeys(s *Service, origin string) (*Passkeys, error) {
	host, err := hostOfOrigin(origin)
	if err != nil {
		return nil, fmt.Errorf("passkeys: origin %q: %w", origin, err)
	}
	limit := webauthn.TimeoutConfig{Timeout: challengeLife, TimeoutUVD: challengeLife} // what browsers are told; ours is in pending
	library, err := webauthn.New(&webauthn.Config{
		RPID: host, RPDisplayName: s.issuer, RPOrigins: []string{origin},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementPreferred, UserVerification: protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{Login: limit, Registration: limit},
	})
	if err != nil {
		return nil, fmt.Errorf("passkeys: origin %q: %w", origin, err)
	}
	return &Passkeys{s, library, newPending[ceremony](challengeLife, s.now), newPending[ceremony](challengeLife, s.now)}, nil
}

// hostOfOrigin reads an origin as browsers write it (RFC 6454 section 6.2).
func hostOfOrigin(origin string) (string, error) {
	u, err := url.Parse(origin)
	if err != nil {
		return "", errors.New("wants https://NAME or https://NAME:PORT")
	}
	host := u.Hostname()
	_, notAddress := netip.ParseAddr(host)
	switch {
	case u.Scheme != "https" || host == "" || origin != "https://"+u.Host || host != strings.ToLower(host):
		return "", errors.New("wants https://NAME or https://NAME:PORT, in lower case")
	case notAddress == nil:
		return "", errors.New("browsers have no passkeys for an IP address; open the UI by a name")
	case !strings.Contains(host, "."):
		return "", errors.New("wants a full domain name")
	case u.Port() == "443":
		return "", errors.New("browsers leave :443 out")
	}
	return host, nil
}

// owner is an account as the library wants to see it. Its handle is the account's ID, which is
// random and says nothing of anybody.
type owner struct {
	User
	keys []keptPasskey
}

func (o owner) WebAuthnID() []byte          { return []byte(o.ID) }
func (o owner) WebAuthnName() string        { return o.Name }
func (o owner) WebAuthnDisplayName() string { return o.Name }
func (o owner) WebAuthnCredentials() []webauthn.Credential {
	all := make([]webauthn.Credential, len(o.keys))
	for i, key := range o.keys {
		all[i] = key.Credential
	}
	return all
}

func ownerOf(u User) (owner, error) {
	keys, err := passkeysOf(u)
	return owner{u, keys}, err
}

// BeginRegistration gives the options for navigator.credentials.create, as JSON with the member publicKey,
// for a new passkey of an account under a name of its owner's choice. ErrForeign: the account has no password.
func (p *Passkeys) BeginRegistration(ctx context.Context, userID, name string) (options json.RawMessage, err error) {
	u, err := p.service.local(ctx, userID)
	if err != nil {
		return nil, err
	}
	o, err := ownerOf(u)
	if err != nil {
		return nil, err
	}
	if err := checkPasskeyName(name, o.keys); err != nil {
		return nil, err
	}
	known := webauthn.Credentials(o.WebAuthnCredentials()).CredentialDescriptors()
	creation, session, err := p.library.BeginRegistration(o, webauthn.WithExclusions(known))
	if err != nil {
		return nil, fmt.Errorf("begin passkey: %w", err)
	}
	p.known.put(session.Challenge, u.ID, ceremony{session: *session, user: u, name: name})
	return marshalOptions(creation)
}

// FinishRegistration takes what navigator.credentials.create gave (RegistrationResponseJSON). The account's
// other sessions end. If it is the account's first second factor, it gets recovery codes, shown once.
func (p *Passkeys) FinishRegistration(ctx context.Context, userID, session string, answer []byte) (key Passkey, recovery []string, err error) {
	credential, name, err := p.registered(ctx, userID, answer)
	if err != nil {
		return Passkey{}, nil, err
	}
	u, err := p.service.active(ctx, userID)
	if err != nil {
		return Passkey{}, nil, err
	}
	kept := keep(name, credential, p.service.now())
	if err := p.add(&u, kept); err != nil {
		return Passkey{}, nil, err
	}
	if len(u.Recovery) == 0 && u.TOTP == "" && len(u.Passkeys) == 1 {
		recovery, u.Recovery = newRecovery()
	}
	return kept.Passkey, recovery, p.service.changeFactors(ctx, u, session)
}

func (p *Passkeys) add(u *User, key keptPasskey) error {
	keys, err := passkeysOf(*u)
	if err != nil {
		return err
	}
	if err := checkPasskeyName(key.Name, keys); err != nil {
		return err
	}
	return setPasskeys(u, append(keys, key))
}

// registered checks a new credential against the challenge that it answers.
func (p *Passkeys) registered(ctx context.Context, userID string, answer []byte) (webauthn.Credential, string, error) {
	parsed, err := parseAnswer(answer, protocol.ParseCredentialCreationResponseBytes)
	if err != nil {
		return webauthn.Credential{}, "", err
	}
	c, ok := p.known.take(parsed.Response.CollectedClientData.Challenge)
	if !ok || c.name == "" || c.user.ID != userID {
		return webauthn.Credential{}, "", fmt.Errorf("%w: its challenge is used, or older than %v", ErrPasskey, challengeLife)
	}
	credential, err := p.library.CreateCredential(owner{User: c.user}, c.session, parsed)
	if err != nil {
		return webauthn.Credential{}, "", refusal(err)
	}
	was, err := p.service.taken(ctx, credential.ID)
	if err == nil && was {
		err = fmt.Errorf("%w: it is registered already", ErrPasskey)
	}
	return *credential, c.name, err
}

// BeginLogin gives the options for navigator.credentials.get, as JSON with the member publicKey. With a name and
// a password the passkey is the second factor of that account; without a name it is all that
// is asked for, and says itself whose it is. ErrNoPasskey: the password is right, but the account has none.
func (p *Passkeys) BeginLogin(ctx context.Context, l Login) (options json.RawMessage, err error) {
	if l.Name == "" {
		return p.beginOpen(l.From)
	}
	if err := p.service.limiter.Check(l.Name, l.From); err != nil {
		return nil, err
	}
	u, err := p.service.checkPassword(ctx, l)
	if errors.Is(err, ErrWrong) {
		p.service.limiter.Failed(l.Name, l.From)
	}
	if err != nil {
		return nil, err
	}
	return p.beginSecond(u)
}

func (p *Passkeys) beginSecond(u User) (json.RawMessage, error) {
	o, err := ownerOf(u)
	if err != nil {
		return nil, err
	}
	if len(o.keys) == 0 {
		return nil, ErrNoPasskey
	}
	// The password is one factor already: a key that can only be touched is enough for the other.
	assertion, session, err := p.library.BeginLogin(o, webauthn.WithUserVerification(protocol.VerificationPreferred))
	if err != nil {
		return nil, fmt.Errorf("begin login by passkey: %w", err)
	}
	p.known.put(session.Challenge, u.ID, ceremony{session: *session, user: u})
	return marshalOptions(assertion)
}

func (p *Passkeys) beginOpen(from netip.Addr) (json.RawMessage, error) {
	if err := p.service.limiter.Check(anonymousPasskey, from); err != nil {
		return nil, err
	}
	assertion, session, err := p.library.BeginDiscoverableLogin()
	if err != nil {
		return nil, fmt.Errorf("begin login by passkey: %w", err)
	}
	p.open.put(session.Challenge, networkOf(from).String(), ceremony{session: *session})
	return marshalOptions(assertion)
}

// FinishLogin takes what navigator.credentials.get gave (AuthenticationResponseJSON), and gives the secret
// of a new session. Errors: ErrPasskey, ErrCopied, *WaitError.
func (p *Passkeys) FinishLogin(ctx context.Context, from netip.Addr, agent string, answer []byte) (secret string, err error) {
	parsed, err := parseAnswer(answer, protocol.ParseCredentialRequestResponseBytes)
	if err != nil {
		return "", err
	}
	c, ok := p.takeLogin(parsed.Response.CollectedClientData.Challenge)
	if !ok {
		return "", fmt.Errorf("%w: its challenge is used, or older than %v", ErrPasskey, challengeLife)
	}
	account := either(c.user.Name, anonymousPasskey)
	if err := p.service.limiter.Check(account, from); err != nil {
		return "", err
	}
	u, err := p.asserted(ctx, c, parsed)
	if errors.Is(err, ErrPasskey) || errors.Is(err, ErrCopied) {
		p.service.limiter.Failed(account, from)
	}
	if err != nil {
		return "", err
	}
	p.service.limiter.Succeeded(account, from)
	return p.service.begin(ctx, u, from, agent)
}

func (p *Passkeys) takeLogin(challenge string) (ceremony, bool) {
	c, ok := p.known.take(challenge)
	if !ok {
		c, ok = p.open.take(challenge)
	}
	return c, ok && c.name == ""
}

// asserted checks a passkey's signature, and keeps its counter.
func (p *Passkeys) asserted(ctx context.Context, c ceremony, parsed *protocol.ParsedCredentialAssertionData) (User, error) {
	o, err := p.holder(ctx, c, parsed.Response.UserHandle)
	if err != nil {
		return User{}, err
	}
	credential, err := p.validate(o, c, parsed)
	if err != nil {
		return User{}, refusal(err)
	}
	if credential.Authenticator.CloneWarning {
		return User{}, ErrCopied
	}
	return o.User, p.used(ctx, o, *credential)
}

// holder finds the account that a passkey is to let in: the one that gave its password, or the one
// that the passkey names.
func (p *Passkeys) holder(ctx context.Context, c ceremony, handle []byte) (owner, error) {
	u, err := p.service.active(ctx, either(c.user.ID, string(handle)))
	if errors.Is(err, ErrNotFound) {
		return owner{}, fmt.Errorf("%w: there is no such account", ErrPasskey)
	}
	if err != nil {
		return owner{}, err
	}
	if c.user.ID != "" && c.user.Password != u.Password {
		return owner{}, fmt.Errorf("%w: the password was changed meanwhile", ErrPasskey)
	}
	return ownerOf(u)
}

func (p *Passkeys) validate(o owner, c ceremony, parsed *protocol.ParsedCredentialAssertionData) (*webauthn.Credential, error) {
	if c.user.ID != "" {
		return p.library.ValidateLogin(o, c.session, parsed)
	}
	itself := func(_, _ []byte) (webauthn.User, error) { return o, nil }
	return p.library.ValidateDiscoverableLogin(itself, c.session, parsed)
}

// used keeps what a login changes of a passkey.
func (p *Passkeys) used(ctx context.Context, o owner, credential webauthn.Credential) error {
	i := slices.IndexFunc(o.keys, func(k keptPasskey) bool { return bytes.Equal(k.Credential.ID, credential.ID) })
	o.keys[i].Credential, o.keys[i].Used = credential, p.service.now()
	if err := setPasskeys(&o.User, o.keys); err != nil {
		return err
	}
	return p.service.store.ChangeUser(ctx, o.User)
}

func marshalOptions(options any) (json.RawMessage, error) {
	text, err := json.Marshal(options)
	if err != nil {
		return nil, fmt.Errorf("write options of a passkey: %w", err)
	}
	return text, nil
}

// parseAnswer reads an answer of bounded size with one of the library's parsers.
func parseAnswer[P any](answer []byte, parse func([]byte) (P, error)) (P, error) {
	if len(answer) > maxAnswer {
		var none P
		return none, fmt.Errorf("%w: the answer has %d bytes; at most %d are taken", ErrPasskey, len(answer), maxAnswer)
	}
	parsed, err := parse(answer)
	if err != nil {
		return parsed, refusal(err)
	}
	return parsed, nil
}

// refusal says why the library refused, without the values that it compared.
func refusal(err error) error {
	var reason *protocol.Error
	if !errors.As(err, &reason) || reason.Details == "" {
		return ErrPasskey
	}
	first, size := utf8.DecodeRuneInString(reason.Details)
	return fmt.Errorf("%w: %c%s", ErrPasskey, unicode.ToLower(first), reason.Details[size:])
}
