package acmetest

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"time"
)

// identifier is id-pe-acmeIdentifier (RFC 8737 section 6.1).
var identifier = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 1, 31}

// validate does what RFC 8737 section 3 has an authority do.
func validate(target, name, token string, thumbprint []byte) error {
	dialer := &net.Dialer{Timeout: time.Minute}
	// The challenge's certificate is signed by itself: there is nothing to verify but what it says.
	conn, err := tls.DialWithDialer(dialer, "tcp", target, &tls.Config{ServerName: name, NextProtos: []string{"acme-tls/1"}, InsecureSkipVerify: true})
	if err != nil {
		return fmt.Errorf("the name's server: %w", err)
	}
	defer conn.Close()
	state := conn.ConnectionState()
	leaf := state.PeerCertificates[0]
	if state.NegotiatedProtocol != "acme-tls/1" || len(leaf.DNSNames) != 1 || leaf.VerifyHostname(name) != nil {
		return errors.New("another protocol, or another name")
	}
	sum := sha256.Sum256([]byte(keyed(token, thumbprint)))
	want, err := asn1.Marshal(sum[:])
	if err != nil {
		return err
	}
	for _, e := range leaf.Extensions {
		if e.Id.Equal(identifier) && e.Critical && bytes.Equal(e.Value, want) {
			return closed(conn)
		}
	}
	return errors.New("the certificate doesn't answer the challenge")
}

// keyed is the key authorization (RFC 8555 section 8.1).
func keyed(token string, thumbprint []byte) string {
	return token + "." + base64.RawURLEncoding.EncodeToString(thumbprint)
}

// fetch does what RFC 8555 section 8.3 has an authority do.
func fetch(target, name, token string, thumbprint []byte) error {
	r, err := http.NewRequest(http.MethodGet, "http://"+target+"/.well-known/acme-challenge/"+token, nil)
	if err != nil {
		return err
	}
	r.Host = name
	client := &http.Client{Timeout: time.Minute}
	got, err := client.Do(r)
	if err != nil {
		return err
	}
	defer got.Body.Close()
	b, err := io.ReadAll(io.LimitReader(got.Body, 1<<10))
	if err == nil && string(b) != keyed(token, thumbprint) {
		err = errors.New("the page doesn't answer the challenge")
	}
	return err
}

// closed: nothing may be said over the connection of a validation.
func closed(conn net.Conn) error {
	conn.SetReadDeadline(time.Now().Add(time.Minute)) // it has just been opened
	if _, err := conn.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		return fmt.Errorf("the connection was not closed: %w", err)
	}
	return nil
}

// finalize signs what an order asks for.
func (s *Server) finalize(w http.ResponseWriter, number string, o *order, payload []byte) {
	var in struct{ CSR string }
	err := json.Unmarshal(payload, &in)
	if err == nil && o.state != "ready" {
		err = errors.New("the order is not ready")
	}
	if err == nil {
		o.chain, err = s.sign(in.CSR, o.name)
	}
	if err != nil {
		refuse(w, http.StatusForbidden, "badCSR", err.Error())
		return
	}
	o.state = "valid"
	answer(w, http.StatusOK, s.shown(number, o))
}

func (s *Server) sign(csr, name string) ([]byte, error) {
	der, err := base64.RawURLEncoding.DecodeString(csr)
	if err != nil {
		return nil, err
	}
	request, err := x509.ParseCertificateRequest(der)
	if err != nil {
		return nil, err
	}
	if err := request.CheckSignature(); err != nil || len(request.DNSNames) != 1 || request.DNSNames[0] != name {
		return nil, errors.New("the request is not for the order's name")
	}
	now := time.Now()
	template := &x509.Certificate{SerialNumber: big.NewInt(int64(len(s.orders) + 1)), DNSNames: request.DNSNames,
		NotBefore: now.Add(-s.Begun - time.Minute), NotAfter: now.Add(s.Left),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	der, err = x509.CreateCertificate(rand.Reader, template, s.root, request.PublicKey, s.key)
	return append([]byte(inPEM(der)), inPEM(s.root.Raw)...), err
}
