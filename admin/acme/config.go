package acme

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net/mail"
	"net/netip"
	"net/url"
	"regexp"
)

// LetsEncrypt is the directory that is asked where none is given.
const LetsEncrypt = "https://acme-v02.api.letsencrypt.org/directory"

// Bounds of what can be asked for.
const (
	maxNames = 20
	maxName  = 253    // octets of a host name (RFC 1035 section 2.3.4)
	maxRoots = 32_768 // octets of PEM
)

// Config says which certificates to get, and from whom.
type Config struct {
	Names []string // host names in lower case, ASCII
	Email string   // where the authority may write to; "": nowhere
	// Directory is the authority's (RFC 8555 section 7.1.1), by https; "": LetsEncrypt.
	Directory string
	// Roots, in PEM, are what the authority itself is trusted by; "": the system's.
	Roots string
	// Agreed: a person has agreed to the authority's terms of service.
	Agreed bool
	// HTTPPort is where HTTP-01 challenges are answered while there are some; 0: they are not. The
	// authority always comes to port 80 (RFC 8555 section 8.3), which has to lead here.
	HTTPPort uint16
}

// hostName is a host name (RFC 952, RFC 1123 section 2.1) without a wildcard.
var hostName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`)

// Check says what is wrong with c.
func (c Config) Check() error {
	for i, name := range c.Names {
		if !isHost(name) {
			return fmt.Errorf("names: entry %d is not a host name in lower case", i+1)
		}
	}
	if len(c.Names) > maxNames {
		return fmt.Errorf("names: at most %d", maxNames)
	}
	if err := c.checkDirectory(); err != nil {
		return err
	}
	if _, err := c.pool(); err != nil {
		return err
	}
	if len(c.Names) == 0 {
		return errors.New("names: at least one is needed")
	}
	if a, err := mail.ParseAddress(c.Email); c.Email != "" && (err != nil || a.Address != c.Email) {
		return errors.New("email: must be an address such as admin@example.org")
	}
	if !c.Agreed {
		return errors.New("terms_agreed: the authority asks for agreement to its terms of service")
	}
	return nil
}

func isHost(name string) bool {
	_, err := netip.ParseAddr(name)
	return err != nil && len(name) <= maxName && hostName.MatchString(name)
}

func (c Config) checkDirectory() error {
	u, err := url.Parse(c.directory())
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		return errors.New("directory: must be an address that begins with https://, without a password")
	}
	return nil
}

func (c Config) directory() string {
	if c.Directory == "" {
		return LetsEncrypt
	}
	return c.Directory
}

// pool is what the authority is trusted by; nil: the system's roots.
func (c Config) pool() (*x509.CertPool, error) {
	if c.Roots == "" {
		return nil, nil
	}
	roots := x509.NewCertPool()
	if len(c.Roots) > maxRoots || !roots.AppendCertsFromPEM([]byte(c.Roots)) {
		return nil, fmt.Errorf("roots: must be certificates in PEM, of %d octets at most", maxRoots)
	}
	return roots, nil
}
