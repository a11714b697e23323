package siem

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"

	"sekisho/configs"
)

// maxPEM bounds a file of certificates: the system's authorities take a quarter of it.
const maxPEM = 1 << 20

// tlsConfig reads the files anew, so that those that were renewed count from the next
// connection on. host is what the certificate must be for unless the files' server_name
// says otherwise.
func tlsConfig(files configs.TLSFiles, host string) (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: host}
	if files.ServerName != "" {
		c.ServerName = files.ServerName
	}
	if files.CA != "" {
		pem, err := readBounded(files.CA, maxPEM)
		if err != nil {
			return nil, fmt.Errorf("read tls.ca: %w", err)
		}
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("read tls.ca: %s holds no certificate in PEM", files.CA)
		}
	}
	if files.Certificate == "" {
		return c, nil
	}
	pair, err := tls.LoadX509KeyPair(files.Certificate, files.Key)
	if err != nil {
		return nil, fmt.Errorf("read tls.certificate and tls.key: %w", err)
	}
	c.Certificates = []tls.Certificate{pair}
	return c, nil
}

// readBounded reads a regular file of limit octets at most.
func readBounded(name string, limit int64) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > limit {
		return nil, fmt.Errorf("%s must be a file of %d bytes at most", name, limit)
	}
	return os.ReadFile(name)
}

// describeTLS tells people what a handshake came to.
func describeTLS(s tls.ConnectionState) string {
	text := tls.VersionName(s.Version)
	if len(s.PeerCertificates) > 0 {
		leaf := s.PeerCertificates[0]
		text += fmt.Sprintf(", certificate of %s, valid until %s", short(leaf.Subject.String()), leaf.NotAfter.UTC().Format("2006-01-02"))
	}
	return text
}
