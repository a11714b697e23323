package web

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sekisho/admin/acme"
)

// authorityConfig says where certificates come from by themselves.
type authorityConfig struct {
	Names     []string `json:"names"`               // host names, port 443 of which must lead to the admin port
	Directory string   `json:"directory,omitempty"` // address of the authority's ACME directory; "": Let's Encrypt's
	Email     string   `json:"email,omitempty"`
	Agreed    bool     `json:"terms_agreed"` // to the authority's terms
	CAFile    string   `json:"ca_file,omitempty"`
	HTTPPort  uint16   `json:"http_port,omitempty"` // that port 80 of the names leads to; 0: it doesn't
}

// authorityOf reads the setting; null is none.
func (s *Server) authorityOf(value json.RawMessage) (*acme.Config, error) {
	var config *authorityConfig
	if err := strictly(value, &config); err != nil || config == nil {
		return nil, err
	}
	roots, err := s.rootsOf(config.CAFile)
	if err != nil {
		return nil, err
	}
	out := &acme.Config{Names: config.Names, Email: config.Email, Directory: config.Directory, Roots: roots, Agreed: config.Agreed, HTTPPort: config.HTTPPort}
	return out, out.Check()
}

// trusted is where a file lies that a setting names. Only the console writes that directory: what is named in a setting
// is shown to whatever server is named there.
func (s *Server) trusted(name string) (string, error) {
	if strings.ContainsAny(name, `/\`) || strings.HasPrefix(name, ".") {
		return "", errors.New("files are given by their name in the directory trusted")
	}
	return filepath.Join(s.options.Dir, "trusted", name), nil
}

// rootsOf reads certificates to trust; "" stands for the system's.
func (s *Server) rootsOf(name string) (string, error) {
	if name == "" {
		return "", nil
	}
	path, err := s.trusted(name)
	if err != nil {
		return "", err
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("ca_file: %w", err)
	}
	if len(b) == 0 {
		return "", errors.New("ca_file: has no certificate in PEM")
	}
	return string(b), nil
}

func authorityOnly(s *Server, value json.RawMessage) error {
	_, err := s.authorityOf(value)
	return err
}

// useAuthority puts the setting in effect and says which names the appliance may be opened by for it. What can't be used
// must not keep everybody out: there is the appliance's own certificate.
func (s *Server) useAuthority(value json.RawMessage) []string {
	config, err := s.authorityOf(value)
	if err == nil {
		err = s.acme.Use(config)
	}
	if err != nil {
		s.log.Error("the certificate authority can't be used", "error", err)
	}
	if err != nil || config == nil {
		return nil
	}
	return config.Names
}

// authorityStatus is how getting certificates goes.
type authorityStatus struct {
	State acme.State  `json:"state"`
	Error string      `json:"error,omitempty" doc:"of the last try"`
	Next  *time.Time  `json:"next_try,omitempty" doc:"when it is tried again, or a renewal is due"`
	Names []acme.Held `json:"names" doc:"those that have a certificate"`
}

func (s *Server) authorityStatus() authorityStatus {
	now := s.acme.Status()
	out := authorityStatus{State: now.State, Error: now.Error, Names: append([]acme.Held{}, now.Names...)}
	if !now.Next.IsZero() {
		out.Next = &now.Next
	}
	return out
}

// shownTo is the certificate that clients get who ask for name: the authority's for that name; for other names, and
// addresses, what was uploaded or made here.
func (s *Server) shownTo(name string) *tls.Certificate {
	if pair := s.acme.Certificate(name); pair != nil {
		return pair
	}
	return s.certificates.shown()
}

// tlsConfig is the server's side of TLS: 1.3, and 1.2 where the settings allow it, or an authority asks.
func (s *Server) tlsConfig() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS13, NextProtos: []string{"h2", "http/1.1"}}
	config.GetCertificate = func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) { return s.shownTo(hello.ServerName), nil }
	older := config.Clone()
	older.MinVersion = tls.VersionTLS12
	config.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		if challenge := s.acme.ForChallenge(hello); challenge != nil {
			return challenge, nil
		}
		if s.settings.Load().tls12 {
			return older, nil
		}
		return nil, nil // the one that holds already
	}
	return config
}
