// Package acme gets the admin process's certificate from an authority that speaks ACME (RFC 8555), and renews it. Who
// opens the appliance by a name then needs to trust nothing by hand.
//
// It proves that the name is the appliance's by TLS-ALPN-01 (RFC 8737), on the port that the admin process listens on anyway:
// the authority connects to port 443 of the name, which must lead there. It is the only importer of certmagic, which
// does the work, and of the logger that certmagic wants.
package acme
