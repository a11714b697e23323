package web

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sekisho/admin/acme"
)

// authorityConfig says where the certificate comes from by itself.
type authorityConfig struct {
	Names     []string `json:"names"`     // host names, which port 443 of must lead to the admin port
	Directory string   `json:"directory"` // address of the authority's ACME directory
	Email     string   `json:"email,omitempty"`
	Agreed    bool     `json:"terms_agreed"` // to the authority's terms
	CAFile    string   `json:"ca_file,omitempty"`
}

// authorityOf reads the setting; null is none.
func (s *Server) authorityOf(value json.RawMessage) (*acme.Manager, []string, error) {
	var config *authorityConfig
	if err := strictly(value, &config); err != nil || config == nil {
		return nil, nil, err
	}
	if !config.Agreed {
		return nil, nil, errors.New("terms_agreed: the authority wants its terms agreed to")
	}
	if slices.ContainsFunc(config.Names, func(n string) bool { return !hostName.MatchString(n) }) {
		return nil, nil, errors.New("names: must be host names in lower case")
	}
	roots, err := s.rootsOf(config.CAFile)
	if err != nil {
		return nil, nil, err
	}
	m, err := acme.New(acme.Options{Dir: filepath.Join(s.options.Dir, "acme"), Directory: config.Directory, Email: config.Email, Names: config.Names,
		Roots: roots, Listen: s.Addr(), Log: s.log})
	return m, config.Names, err
}

// trusted is where a file lies that a setting names. Only the console writes that directory: what is named in a setting
// is shown to whatever server is named there.
func (s *Server) trusted(name string) (string, error) {
	if strings.ContainsAny(name, `/\`) || strings.HasPrefix(name, ".") {
		return "", errors.New("files are given by their name in the directory trusted")
	}
	return filepath.Join(s.options.Dir, "trusted", name), nil
}

// rootsOf reads certificates to trust; nil stands for the system's.
func (s *Server) rootsOf(name string) (*x509.CertPool, error) {
	if name == "" {
		return nil, nil
	}
	path, err := s.trusted(name)
	if err != nil {
		return nil, err
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("ca_file: %w", err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(b) {
		return nil, errors.New("ca_file: has no certificate in PEM")
	}
	return roots, nil
}

func authorityOnly(s *Server, value json.RawMessage) error {
	m, _, err := s.authorityOf(value)
	if m != nil {
		m.Stop()
	}
	return err
}

// takeAuthority puts the setting in effect, unless it is the one that is.
func (s *Server) takeAuthority(value json.RawMessage, now, before *settings) {
	if before != nil && bytes.Equal(before.authorityText, value) {
		now.authority, now.authorityText = before.authority, before.authorityText
	} else {
		var err error
		if now.authority, _, err = s.authorityOf(value); err != nil {
			s.log.Error("the certificate authority can't be used", "error", err)
		}
		now.authorityText = value
		if before != nil && before.authority != nil {
			before.authority.Stop()
		}
		s.startAuthority(now.authority)
	}
	var config *authorityConfig
	if strictly(value, &config) == nil && config != nil {
		for _, n := range config.Names {
			now.hosts[n] = true
		}
	}
}

// startAuthority begins to get certificates, once the port is answered by which names are proved.
func (s *Server) startAuthority(m *acme.Manager) {
	if m == nil || s.base == nil {
		return
	}
	if err := m.Start(s.base); err != nil {
		s.log.Error("the certificate authority can't be used", "error", err)
	}
}

// begin notes that requests are answered from now on, until ctx ends.
func (s *Server) begin(ctx context.Context) {
	s.base = ctx
	s.startAuthority(s.settings.Load().authority)
}

func (s *Server) stopAuthority() {
	if m := s.settings.Load().authority; m != nil {
		m.Stop()
	}
}

// shown is the certificate that most clients get: what was uploaded, else what an authority gave, else our own.
func (s *Server) shown() *tls.Certificate {
	if m := s.settings.Load().authority; m != nil && s.certificates.uploaded.Load() == nil {
		if pair := m.Current(); pair != nil {
			return pair
		}
	}
	return s.certificates.shown()
}

// certificateFor answers a client.
func (s *Server) certificateFor(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	m := s.settings.Load().authority
	if m != nil && (proves(hello) || s.certificates.uploaded.Load() == nil) {
		if pair, err := m.Certificate(hello); err == nil {
			return pair, nil
		}
	}
	return s.certificates.shown(), nil
}

// proves tells whether an authority looks whether a name is ours (RFC 8737 section 3).
func proves(hello *tls.ClientHelloInfo) bool {
	return slices.Equal(hello.SupportedProtos, []string{acme.ALPN})
}

// tlsConfig is the server's side of TLS: 1.3, and 1.2 where the settings allow it.
func (s *Server) tlsConfig() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS13, NextProtos: []string{"h2", "http/1.1"}, GetCertificate: s.certificateFor}
	older, proof := config.Clone(), config.Clone()
	older.MinVersion = tls.VersionTLS12
	proof.NextProtos = []string{acme.ALPN}
	config.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		switch now := s.settings.Load(); {
		case proves(hello) && now.authority != nil:
			return proof, nil
		case now.tls12:
			return older, nil
		}
		return nil, nil // the one that holds already
	}
	return config
}
