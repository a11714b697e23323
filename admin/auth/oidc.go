package auth

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// Bounds of talking to an identity provider.
const (
	providerTimeout = 10 * time.Second // of one request with its answer
	maxProviderBody = 512 << 10        // bytes of an answer
	maxProviderFile = 1 << 20          // bytes of a file with certificates or a secret
	// providerLife is how long somebody has to log in there.
	providerLife = 10 * time.Minute
)

// Claims that most providers have, and roles are read from unless configured otherwise.
const (
	usualRoleClaim = "groups"
	usualNameClaim = "preferred_username" // OpenID Connect Core section 5.1
)

// ProviderConfig says which OpenID Connect identity provider is trusted, and whom it may let in.
type ProviderConfig struct {
	Issuer      string `json:"issuer"` // as the provider names itself, to the letter
	ClientID    string `json:"client_id"`
	SecretFile  string `json:"client_secret_file,omitempty"` // "": a public client, PKCE alone
	CAFile      string `json:"ca_file,omitempty"`            // PEM; the provider is trusted by these alone. "": by the system's
	RedirectURL string `json:"redirect_url"`                 // of this appliance, as registered there
	// Scopes are asked for beyond openid and profile.
	Scopes []string `json:"scopes,omitempty"`
	// RoleClaim holds the groups: a claim's name, or a path such as realm_access.roles; "": groups.
	RoleClaim string `json:"role_claim,omitempty"`
	// NameClaim names new accounts; "": preferred_username. No account is found by it.
	NameClaim string     `json:"name_claim,omitempty"`
	Roles     []RoleRule `json:"roles"`
}

// RoleRule gives a role to whoever has a value in the role claim. Of several the highest counts:
// admin, operator, auditor, viewer. Who has none is refused.
type RoleRule struct {
	Value string `json:"value"`
	Role  Role   `json:"role"`
}

// Check says what is wrong with a configuration, as an *InputError.
func (c ProviderConfig) Check() error {
	switch {
	case checkHTTPS(c.Issuer) != nil:
		return wrong("issuer", "%v", checkHTTPS(c.Issuer))
	case checkHTTPS(c.RedirectURL) != nil:
		return wrong("redirect_url", "%v", checkHTTPS(c.RedirectURL))
	case c.ClientID == "":
		return wrong("client_id", "is missing")
	case len(c.Roles) == 0:
		return wrong("roles", "without any nobody could log in")
	}
	for i, rule := range c.Roles {
		if _, err := ParseRole(string(rule.Role)); err != nil {
			return wrong("roles", "entry %d: %v", i+1, err)
		}
		if rule.Value == "" {
			return wrong("roles", "entry %d: value: is missing", i+1)
		}
	}
	return nil
}

// checkHTTPS wants an address as OpenID Connect Discovery section 3 has issuers.
func checkHTTPS(address string) error {
	if err := checkEndpoint(address); err != nil || strings.Contains(address, "?") {
		return errors.New("wants an address that begins with https://, without query, fragment and user")
	}
	return nil
}

// checkEndpoint takes a query, too, which the addresses of some providers have.
func checkEndpoint(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || strings.Contains(address, "#") {
		return errors.New("is no address that begins with https://")
	}
	return nil
}

func (c ProviderConfig) roleClaim() string { return either(c.RoleClaim, usualRoleClaim) }
func (c ProviderConfig) nameClaim() string { return either(c.NameClaim, usualNameClaim) }

func either(s, usual string) string {
	if s == "" {
		return usual
	}
	return s
}

func (c ProviderConfig) scopes() []string {
	return append([]string{oidc.ScopeOpenID, "profile"}, c.Scopes...)
}

// secret reads the client's secret each time, so that it can be replaced.
func (c ProviderConfig) secret() (string, error) {
	if c.SecretFile == "" {
		return "", nil
	}
	text, err := readBounded(c.SecretFile)
	secret := strings.TrimSpace(string(text))
	if err == nil && secret == "" {
		err = fmt.Errorf("%s is empty", c.SecretFile)
	}
	if err != nil {
		return "", fmt.Errorf("client_secret_file: %w", err)
	}
	return secret, nil
}

// client makes the HTTP client for a provider: bounded in time and size, TLS only, no redirects.
func (c ProviderConfig) client() (*http.Client, error) {
	settings := &tls.Config{MinVersion: tls.VersionTLS12}
	if c.CAFile != "" {
		text, err := readBounded(c.CAFile)
		if err != nil {
			return nil, fmt.Errorf("ca_file: %w", err)
		}
		settings.RootCAs = x509.NewCertPool()
		if !settings.RootCAs.AppendCertsFromPEM(text) {
			return nil, fmt.Errorf("ca_file: %s has no certificate in PEM", c.CAFile)
		}
	}
	transport := &http.Transport{
		Proxy: http.ProxyFromEnvironment, TLSClientConfig: settings, ForceAttemptHTTP2: true,
		MaxResponseHeaderBytes: 64 << 10, IdleConnTimeout: time.Minute, MaxIdleConns: 4,
	}
	refuse := func(*http.Request, []*http.Request) error { return errors.New("the identity provider redirects") }
	return &http.Client{Transport: boundedTransport{transport}, Timeout: providerTimeout, CheckRedirect: refuse}, nil
}

func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxProviderFile+1))
	if err == nil && len(text) > maxProviderFile {
		err = fmt.Errorf("%s is larger than %d bytes", path, maxProviderFile)
	}
	return text, err
}

// boundedTransport holds the libraries, which read whatever comes, to TLS and to a size.
type boundedTransport struct{ next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (b boundedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != "https" {
		if r.Body != nil {
			r.Body.Close()
		}
		return nil, errors.New("the identity provider names an address without TLS")
	}
	answer, err := b.next.RoundTrip(r)
	if err == nil {
		answer.Body = &boundedBody{answer.Body, maxProviderBody}
	}
	return answer, err
}

type boundedBody struct {
	io.ReadCloser
	left int
}

// Read fails where more than the bound comes: what is cut off silently would be taken for the whole.
func (b *boundedBody) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, fmt.Errorf("the identity provider's answer is larger than %d bytes", maxProviderBody)
	}
	n, err := b.ReadCloser.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
