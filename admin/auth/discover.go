package auth

import (
	"context"
	"fmt"
	"slices"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// signatures are the algorithms that an ID token may be signed with: of public keys, so that "none" and
// the client's secret are not among them (RFC 8725 section 3.1).
func signatures() []string {
	return []string{
		oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512,
		oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA,
	}
}

// discover gives the provider's description, asked for when it is old, and its absence, for a while.
func (p *Provider) discover(ctx context.Context) (*discovered, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.service.now()
	switch age := now.Sub(p.tried); {
	case p.found != nil && age < discoveryLife:
		return p.found, nil
	case p.failed != nil && age < discoveryPause:
		return nil, p.failed
	}
	// Others wait for this request, so it is not given up with the browser that caused it.
	found, err := p.ask(context.WithoutCancel(ctx))
	if err != nil {
		err = fmt.Errorf("%w: ask %s who it is: %s", ErrProvider, p.config.Issuer, short(err))
	}
	p.found, p.failed, p.tried = found, err, p.service.now()
	return found, err
}

// ask gets a provider's description (OpenID Connect Discovery section 4).
func (p *Provider) ask(ctx context.Context) (*discovered, error) {
	provider, err := oidc.NewProvider(oidc.ClientContext(ctx, p.client), p.config.Issuer)
	if err != nil {
		return nil, err
	}
	var more struct {
		Methods []string `json:"token_endpoint_auth_methods_supported"`
		Keys    string   `json:"jwks_uri"`
	}
	if err := provider.Claims(&more); err != nil {
		return nil, fmt.Errorf("read its description: %w", err)
	}
	for key, address := range map[string]string{
		"authorization_endpoint": provider.Endpoint().AuthURL, "token_endpoint": provider.Endpoint().TokenURL, "jwks_uri": more.Keys,
	} {
		if err := checkEndpoint(address); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	verifier := provider.Verifier(&oidc.Config{ClientID: p.config.ClientID, SupportedSigningAlgs: signatures(), Now: p.service.now})
	return &discovered{provider, verifier, styleOf(more.Methods)}, nil
}

// styleOf chooses how the secret is sent. To try both would use the code up. client_secret_basic is what a
// provider has that says nothing.
func styleOf(methods []string) oauth2.AuthStyle {
	if len(methods) == 0 || slices.Contains(methods, "client_secret_basic") {
		return oauth2.AuthStyleInHeader
	}
	return oauth2.AuthStyleInParams
}
