package acme

import (
	"crypto/tls"
	"errors"
	"slices"
	"strings"
)

// Protocol is what an authority's TLS-ALPN-01 handshake speaks (RFC 8737 section 6.2). Once it is done, the
// connection has no further use and is to be closed.
const Protocol = "acme-tls/1"

// Certificate is the one to show to who asks for name, as its client sent it; nil: there is none that is good now.
func (m *Manager) Certificate(name string) *tls.Certificate {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.job == nil {
		return nil
	}
	pair, now := m.job.shown[strings.TrimSuffix(strings.ToLower(name), ".")], m.options.Now()
	if pair == nil || now.After(pair.Leaf.NotAfter) || now.Before(pair.Leaf.NotBefore) {
		return nil
	}
	return pair
}

// ForChallenge is what a server answers a handshake by if it comes from an authority that validates
// a name; nil: it doesn't.
func (m *Manager) ForChallenge(hello *tls.ClientHelloInfo) *tls.Config {
	if !slices.Equal(hello.SupportedProtos, []string{Protocol}) {
		return nil
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{Protocol}, GetCertificate: m.challenged}
}

// challenged has certmagic answer for names that it was given. Others could have it look for files.
func (m *Manager) challenged(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	j := m.current()
	if j == nil || !slices.Contains(j.config.Names, strings.ToLower(hello.ServerName)) {
		return nil, errors.New("acme: no certificate is asked for by that name")
	}
	return j.magic.GetCertificate(hello)
}
