package web

import (
	"context"
	"time"
)

// certificate is what clients are shown.
type certificate struct {
	Fingerprint string    `json:"sha256"`
	Subject     string    `json:"subject"`
	Issuer      string    `json:"issuer"`
	Names       []string  `json:"names"`
	From        time.Time `json:"not_before"`
	Until       time.Time `json:"not_after"`
	Own         bool      `json:"own" doc:"made by the appliance itself, and signed by nobody else"`
}

func (s *Server) shownCertificate() certificate {
	pair := s.certificates.shown()
	leaf := pair.Leaf
	out := certificate{
		Fingerprint: fingerprint(pair), Subject: leaf.Subject.String(), Issuer: leaf.Issuer.String(), Names: append([]string{}, leaf.DNSNames...),
		From: leaf.NotBefore, Until: leaf.NotAfter, Own: pair == s.certificates.own.Load(),
	}
	for _, ip := range leaf.IPAddresses {
		out.Names = append(out.Names, ip.String())
	}
	return out
}

// certificatesShown are what clients are shown, by which name they ask for.
type certificatesShown struct {
	certificate
	Authority authorityStatus `json:"authority" doc:"of certificates got by ACME, which their names are shown instead"`
}

func (s *Server) certificate(context.Context, *call, nothing) (certificatesShown, error) {
	return certificatesShown{s.shownCertificate(), s.authorityStatus()}, nil
}

// newCertificate is a certificate made elsewhere.
type newCertificate struct {
	Chain string `json:"certificate" max:"100000" doc:"the server's first, then those that signed it; PEM"`
	Key   string `json:"key" max:"50000" doc:"its private key; PEM. It is never answered"`
}

func (s *Server) uploadCertificate(_ context.Context, c *call, in of[newCertificate]) (certificate, error) {
	before := fingerprint(s.certificates.shown())
	if err := s.certificates.upload([]byte(in.Body.Chain), []byte(in.Body.Key)); err != nil {
		return certificate{}, err
	}
	c.changed("certificate", before, fingerprint(s.certificates.shown()))
	return s.shownCertificate(), nil
}

func (s *Server) forgetCertificate(_ context.Context, c *call, _ nothing) (certificate, error) {
	before := fingerprint(s.certificates.shown())
	if err := s.certificates.forget(); err != nil {
		return certificate{}, err
	}
	c.changed("certificate", before, fingerprint(s.certificates.shown()))
	return s.shownCertificate(), nil
}
