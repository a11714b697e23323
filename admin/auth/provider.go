package auth

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"regexp"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Errors of a login by the identity provider that a person sees.
var (
	ErrProvider = errors.New("the login by the identity provider failed")
	// ErrNoRole: they are who they say, but have no business here.
	ErrNoRole   = errors.New("the identity provider gives you no role on this appliance")
	ErrDisabled = errors.New("the account is disabled on this appliance")
)

const (
	// providerAccount stands for the account where failures are counted and none is known.
	providerAccount = "(provider)"
	// discoveryLife is how long a provider's description is used, and discoveryPause how long its
	// absence: logins of strangers must not become requests to it.
	discoveryLife  = 12 * time.Hour
	discoveryPause = 10 * time.Second
	// clockSkew is how far the provider's clock may be off where the libraries leave it to us.
	clockSkew = time.Minute
)

// Provider lets people in whom an identity provider vouches for: OpenID Connect Core 1.0, code flow
// with PKCE (RFC 7636), state and nonce. It is safe for concurrent use.
type Provider struct {
	service *Service
	config  ProviderConfig
	client  *http.Client
	logins  *pending[providerLogin]
	// making lets of two first logins one make the account.
	making sync.Mutex

	mu     sync.Mutex // of what follows
	found  *discovered
	tried  time.Time
	failed error
}

// providerLogin is what only this appliance knows of a login under way.
type providerLogin struct {
	nonce, verifier string
	cookie          []byte // hash of the cookie's secret
	begun           time.Time
	fresh           bool
}

// discovered is what a provider says of itself.
type discovered struct {
	*oidc.Provider
	verifier *oidc.IDTokenVerifier
	style    oauth2.AuthStyle
}

// NewProvider checks a configuration and reads its files. The provider itself is asked when somebody logs in:
// it may be down when the appliance starts.
func NewProvider(s *Service, c ProviderConfig) (*Provider, error) {
	if err := c.Check(); err != nil {
		return nil, fmt.Errorf("identity provider: %w", err)
	}
	client, err := c.client()
	if err == nil {
		_, err = c.secret()
	}
	if err != nil {
		return nil, fmt.Errorf("identity provider: %w", err)
	}
	return &Provider{service: s, config: c, client: client, logins: newPending[providerLogin](providerLife, s.now)}, nil
}

// ProviderCookieName is of the cookie that ties a login at the provider to the browser that began it.
const ProviderCookieName = "__Host-sekisho-login"

// ProviderCookie gives that cookie; an empty secret ends it. It is Lax, because the provider sends the browser
// back from another site. For the same reason the callback should answer with a page, not with a redirect:
// browsers don't send the session's cookie, which is Strict, with what another site began.
func ProviderCookie(secret string) *http.Cookie {
	c := &http.Cookie{
		Name: ProviderCookieName, Value: secret, Path: "/", Secure: true, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, MaxAge: int(providerLife.Seconds()),
	}
	if secret == "" {
		c.MaxAge = -1
	}
	return c
}

// Begin gives the address to send a browser to, and the secret of its cookie. fresh asks the provider to have
// the person prove again who they are, for changes that want a recent proof (see Service.Recent).
func (p *Provider) Begin(ctx context.Context, from netip.Addr, fresh bool) (address, cookie string, err error) {
	if err := p.service.limiter.Check(providerAccount, from); err != nil {
		return "", "", err
	}
	config, _, err := p.oauth(ctx)
	if err != nil {
		return "", "", err
	}
	cookie, hash := newSecret()
	state, _ := newSecret()
	nonce, _ := newSecret()
	login := providerLogin{nonce: nonce, verifier: oauth2.GenerateVerifier(), cookie: hash, begun: p.service.now(), fresh: fresh}
	p.logins.put(state, networkOf(from).String(), login)
	options := []oauth2.AuthCodeOption{oidc.Nonce(nonce), oauth2.S256ChallengeOption(login.verifier)}
	if fresh {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return config.AuthCodeURL(state, options...), cookie, nil
}

// Callback is what a browser brings back from the provider.
type Callback struct {
	State, Code, Error string // parameters of the same names
	Cookie             string // value of ProviderCookie
	From               netip.Addr
	Agent              string
}

// Finish gives the secret of a new session, of an account that is made if it is the first. Errors: ErrProvider,
// ErrNoRole, ErrDisabled, *WaitError; their text has no token, code or secret.
func (p *Provider) Finish(ctx context.Context, c Callback) (secret string, err error) {
	if err := p.service.limiter.Check(providerAccount, c.From); err != nil {
		return "", err
	}
	u, verified, err := p.finish(ctx, c)
	if err != nil {
		if errors.Is(err, ErrProvider) {
			p.service.limiter.Failed(providerAccount, c.From)
		}
		return "", err
	}
	return p.service.beginVerified(ctx, u, c.From, c.Agent, verified)
}

func (p *Provider) finish(ctx context.Context, c Callback) (User, time.Time, error) {
	login, err := p.returned(c)
	if err != nil {
		return User{}, time.Time{}, err
	}
	config, found, err := p.oauth(ctx)
	if err != nil {
		return User{}, time.Time{}, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := config.Exchange(ctx, c.Code, oauth2.VerifierOption(login.verifier))
	if err != nil {
		return User{}, time.Time{}, exchangeError(err)
	}
	id, verified, err := p.verify(ctx, found, token, login)
	if err != nil {
		return User{}, time.Time{}, err
	}
	who, err := p.identify(ctx, found, token, id)
	if err != nil {
		return User{}, time.Time{}, err
	}
	u, err := p.account(ctx, who)
	return u, verified, err
}

// returned finds the login that a browser comes back from: begun here, by it, not long ago.
func (p *Provider) returned(c Callback) (providerLogin, error) {
	login, ok := p.logins.take(c.State)
	switch {
	case !ok:
		return login, fmt.Errorf("%w: it was not begun here, is used, or older than %v", ErrProvider, providerLife)
	case !isSecret(c.Cookie, login.cookie):
		return login, fmt.Errorf("%w: it was begun in another browser", ErrProvider)
	case c.Error != "":
		return login, fmt.Errorf("%w: the provider says %s", ErrProvider, errorCode(c.Error))
	case c.Code == "":
		return login, fmt.Errorf("%w: the provider sent no code", ErrProvider)
	}
	return login, nil
}

var plainCode = regexp.MustCompile(`^[a-z_]{1,64}$`)

// errorCode repeats a code such as access_denied (RFC 6749 section 4.1.2.1), and nothing else: it comes
// from the address bar.
func errorCode(code string) string {
	if !plainCode.MatchString(code) {
		return "something that is no error code"
	}
	return code
}

// exchangeError leaves out the provider's answer, which may repeat the code.
func exchangeError(err error) error {
	var answer *oauth2.RetrieveError
	if errors.As(err, &answer) {
		return fmt.Errorf("%w: it gives no token for the code: %s, %s", ErrProvider, http.StatusText(answer.Response.StatusCode), errorCode(answer.ErrorCode))
	}
	return fmt.Errorf("%w: get a token for the code: %s", ErrProvider, short(err))
}

// maxReason bounds what is repeated of a library's error, in bytes: it may hold the provider's answer.
const maxReason = 200

func short(err error) string {
	if text := err.Error(); len(text) > maxReason {
		return fmt.Sprintf("%.*q…", maxReason, text)
	}
	return err.Error()
}

// verify checks an ID token (OpenID Connect Core section 3.1.3.7) and says when its holder proved who they
// are: in 1970 where the provider doesn't say.
func (p *Provider) verify(ctx context.Context, found *discovered, token *oauth2.Token, login providerLogin) (*oidc.IDToken, time.Time, error) {
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return nil, time.Time{}, fmt.Errorf("%w: the provider sent no ID token", ErrProvider)
	}
	id, err := found.verifier.Verify(ctx, raw)
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("%w: ID token: %s", ErrProvider, short(err))
	}
	var more idClaims
	if err := id.Claims(&more); err != nil {
		return nil, time.Time{}, fmt.Errorf("%w: ID token: read claims auth_time and azp", ErrProvider)
	}
	if err := p.checkID(id, more, login); err != nil {
		return nil, time.Time{}, fmt.Errorf("%w: ID token: %w", ErrProvider, err)
	}
	return id, more.verified(), nil
}

// idClaims are those of an ID token that the library leaves to us.
type idClaims struct {
	AuthTime int64  `json:"auth_time"` // Unix seconds
	Party    string `json:"azp"`
}

func (c idClaims) verified() time.Time { return time.Unix(c.AuthTime, 0) }

// checkID does what is left when signature, issuer, audience and expiry are good.
func (p *Provider) checkID(id *oidc.IDToken, more idClaims, login providerLogin) error {
	switch {
	case subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(login.nonce)) != 1:
		return errors.New("its nonce is of another login")
	case more.Party != "" && more.Party != p.config.ClientID, more.Party == "" && len(id.Audience) > 1:
		return errors.New("it was issued to another party")
	case id.Subject == "" || len(id.Subject) > maxSubject:
		return fmt.Errorf("its subject has not 1 to %d bytes", maxSubject)
	case login.fresh && more.verified().Before(login.begun.Add(-clockSkew)):
		return errors.New("its holder has not logged in again")
	case more.verified().After(p.service.now().Add(clockSkew)):
		return errors.New("its auth_time is in the future")
	}
	return nil
}

// oauth gives what requests to the provider are made with.
func (p *Provider) oauth(ctx context.Context) (*oauth2.Config, *discovered, error) {
	found, err := p.discover(ctx)
	if err != nil {
		return nil, nil, err
	}
	secret, err := p.config.secret()
	if err != nil {
		return nil, nil, fmt.Errorf("identity provider: %w", err)
	}
	endpoint := found.Endpoint()
	endpoint.AuthStyle = found.style
	if secret == "" {
		endpoint.AuthStyle = oauth2.AuthStyleInParams // a public client has only its ID to send
	}
	return &oauth2.Config{
		ClientID: p.config.ClientID, ClientSecret: secret, Endpoint: endpoint,
		RedirectURL: p.config.RedirectURL, Scopes: p.config.scopes(),
	}, found, nil
}
