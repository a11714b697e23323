package siem

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sekisho/configs"
)

// authority is a private certificate authority, with a receiver's certificate for the
// loopback addresses and a sender's.
type authority struct {
	ca                  string // PEM files
	receiver, serverKey string
	sender, senderKey   string
	certificate         *x509.Certificate
	key                 *ecdsa.PrivateKey
	dir                 string
	t                   testing.TB
}

func newAuthority(t testing.TB) *authority {
	t.Helper()
	a := &authority{dir: t.TempDir(), t: t}
	a.key = a.newKey()
	a.certificate = &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority of a test"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	a.ca = a.write("ca", "CERTIFICATE", a.sign(a.certificate, a.key))
	a.receiver, a.serverKey = a.issue("server", x509.ExtKeyUsageServerAuth)
	a.sender, a.senderKey = a.issue("sender", x509.ExtKeyUsageClientAuth)
	return a
}

// issue makes a certificate and its key.
func (a *authority) issue(name string, usage x509.ExtKeyUsage) (certificate, key string) {
	return a.issueUntil(name, time.Now().Add(time.Hour), usage)
}

func (a *authority) issueUntil(name string, until time.Time, usage ...x509.ExtKeyUsage) (certificate, key string) {
	k := a.newKey()
	der := a.sign(&x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, KeyUsage: x509.KeyUsageDigitalSignature,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: until, ExtKeyUsage: usage,
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}, k)
	secret, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		a.t.Fatal(err)
	}
	return a.write(name, "CERTIFICATE", der), a.write(name+".key", "PRIVATE KEY", secret)
}

func (a *authority) newKey() *ecdsa.PrivateKey {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	return k
}

func (a *authority) sign(template *x509.Certificate, of *ecdsa.PrivateKey) []byte {
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, &of.PublicKey, a.key)
	if err != nil {
		a.t.Fatal(err)
	}
	return der
}

func (a *authority) write(name, kind string, der []byte) string {
	path := filepath.Join(a.dir, name+".pem")
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		a.t.Fatal(err)
	}
	return path
}

// server is the receiver's side, which trusts senders of the same authority.
func (a *authority) server(auth tls.ClientAuthType) *tls.Config {
	trusted, err := tlsConfig(configs.TLSFiles{CA: a.ca}, "")
	if err != nil {
		a.t.Error(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{a.pair(a.receiver, a.serverKey)}, ClientCAs: trusted.RootCAs, ClientAuth: auth}
}

func (a *authority) pair(certificate, key string) tls.Certificate {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		a.t.Error(err)
	}
	return pair
}
