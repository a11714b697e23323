package web

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"
)

const (
	// ownLife is how long a certificate of our own is good: browsers refuse more than 825 days
	// even of those that a person has trusted by hand.
	ownLife = 820 * 24 * time.Hour
	// renewBefore is how long before its end it is replaced.
	renewBefore = 30 * 24 * time.Hour
	// backdate allows for clients whose clock is slow.
	backdate = time.Hour
	// minRSA is the least size of an RSA key in bits (NIST SP 800-57 part 1, table 2).
	minRSA = 2048
)

// certificates holds what the server shows to clients: a certificate that was uploaded, else one that it has
// made itself. It is safe for concurrent use.
type certificates struct {
	dir           string // of certificate.pem and key.pem, and of uploaded.pem, which holds both
	now           func() time.Time
	log           *slog.Logger
	own, uploaded atomic.Pointer[tls.Certificate]
}

// openCertificates reads what is there, and makes a certificate where there is none. One that can't be read is
// replaced, and said in the log: nobody could log in to mend it.
func openCertificates(dir string, now func() time.Time, log *slog.Logger) (*certificates, error) {
	c := &certificates{dir: dir, now: now, log: log}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the certificates' directory: %w", err)
	}
	if pair, err := c.read("uploaded.pem"); err == nil {
		c.uploaded.Store(pair)
	} else if !errors.Is(err, fs.ErrNotExist) {
		log.Error("the uploaded certificate can't be used; the appliance's own is", "error", err)
	}
	pair, err := c.read("own.pem")
	if err == nil && now().Add(renewBefore).Before(pair.Leaf.NotAfter) {
		c.own.Store(pair)
		return c, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		log.Error("the appliance's own certificate can't be used; making another", "error", err)
	}
	return c, c.renew()
}

// read reads a file that has a certificate and its key.
func (c *certificates) read(name string) (*tls.Certificate, error) {
	b, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil {
		return nil, err
	}
	pair, err := tls.X509KeyPair(b, b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &pair, nil
}

// keep writes a certificate and its key in one file, so that they can't come from two writes.
func (c *certificates) keep(name string, chain, key []byte) error {
	path := filepath.Join(c.dir, name)
	f, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("keep certificate: %w", err)
	}
	_, err = f.Write(append(append(chain[:len(chain):len(chain)], '\n'), key...))
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		return fmt.Errorf("keep certificate: %w", err)
	}
	return nil
}

// renew makes a certificate of our own.
func (c *certificates) renew() error {
	chain, key, err := selfSigned(c.now(), ownNames())
	if err != nil {
		return fmt.Errorf("make a certificate: %w", err)
	}
	if err := c.keep("own.pem", chain, key); err != nil {
		return err
	}
	pair, err := c.read("own.pem")
	if err != nil {
		return err
	}
	c.own.Store(pair)
	c.log.Info("made a certificate", "sha256", fingerprint(pair), "until", pair.Leaf.NotAfter)
	return nil
}

// ownNames are the names and addresses that this machine has now.
func ownNames() (names []string) {
	names = []string{"localhost"}
	if h, err := os.Hostname(); err == nil && h != "localhost" {
		names = append(names, strings.ToLower(h))
	}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return names // they are for browsers that were told to trust it; the fingerprint holds without
	}
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok {
			names = append(names, n.IP.String())
		}
	}
	return names
}

// selfSigned makes a certificate of P-256 for names and addresses, and its key, both in PEM.
func selfSigned(now time.Time, names []string) (chain, key []byte, err error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "Sekisho appliance"},
		NotBefore: now.Add(-backdate), NotAfter: now.Add(ownLife),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, BasicConstraintsValid: true,
	}
	for _, n := range names {
		if ip := net.ParseIP(n); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, n)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		return nil, nil, err
	}
	b, err := x509.MarshalPKCS8PrivateKey(private)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: b}), err
}

// shown is the certificate that clients get.
func (c *certificates) shown() *tls.Certificate {
	if pair := c.uploaded.Load(); pair != nil && c.now().Before(pair.Leaf.NotAfter) {
		return pair
	}
	return c.own.Load()
}

// upload takes a certificate's chain and its key, both in PEM, once they were found to be fit.
func (c *certificates) upload(chain, key []byte) error {
	pair, err := tls.X509KeyPair(chain, key)
	if err != nil {
		// The library's text says which part is wrong, and nothing of the key.
		return invalid("certificate", strings.TrimPrefix(err.Error(), "tls: "))
	}
	if err := c.fit(&pair); err != nil {
		return err
	}
	if err := c.keep("uploaded.pem", chain, key); err != nil {
		return err
	}
	c.uploaded.Store(&pair)
	return nil
}

// fit says why a certificate should not be shown to anybody.
func (c *certificates) fit(pair *tls.Certificate) error {
	leaf, now := pair.Leaf, c.now()
	switch {
	case now.After(leaf.NotAfter):
		return invalid("certificate", "it has expired")
	case now.Before(leaf.NotBefore):
		return invalid("certificate", "it is not valid yet")
	case len(leaf.DNSNames) == 0 && len(leaf.IPAddresses) == 0:
		return invalid("certificate", "it names no host (subjectAltName)")
	case !serves(leaf):
		return invalid("certificate", "its extended key usage is not for servers")
	}
	if err := strong(leaf.PublicKey); err != nil {
		return err
	}
	for i, der := range pair.Certificate[1:] {
		above, err := x509.ParseCertificate(der)
		if err != nil {
			return invalid("certificate", fmt.Sprintf("number %d of the chain can't be read", i+2))
		}
		below, err := x509.ParseCertificate(pair.Certificate[i])
		if err != nil || below.CheckSignatureFrom(above) != nil {
			return invalid("certificate", fmt.Sprintf("number %d of the chain has not signed the one before it", i+2))
		}
	}
	return nil
}

func serves(leaf *x509.Certificate) bool {
	for _, use := range leaf.ExtKeyUsage {
		if use == x509.ExtKeyUsageServerAuth || use == x509.ExtKeyUsageAny {
			return true
		}
	}
	return len(leaf.ExtKeyUsage) == 0 && len(leaf.UnknownExtKeyUsage) == 0
}

func strong(key crypto.PublicKey) error {
	switch key := key.(type) {
	case *ecdsa.PublicKey, ed25519.PublicKey:
		return nil
	case *rsa.PublicKey:
		if key.N.BitLen() >= minRSA {
			return nil
		}
		return invalid("certificate", fmt.Sprintf("its RSA key has %d bits; %d are needed", key.N.BitLen(), minRSA))
	}
	return invalid("certificate", "its key is neither ECDSA, Ed25519 nor RSA")
}

// forget goes back to the appliance's own certificate.
func (c *certificates) forget() error {
	if err := os.Remove(filepath.Join(c.dir, "uploaded.pem")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove certificate: %w", err)
	}
	c.uploaded.Store(nil)
	return nil
}

// fingerprint is the certificate's SHA-256 as browsers show it.
func fingerprint(pair *tls.Certificate) string {
	sum := sha256.Sum256(pair.Certificate[0])
	return strings.ReplaceAll(fmt.Sprintf("% X", sum[:]), " ", ":")
}
