// Package acmetest is a certificate authority for tests: a small ACME server (RFC 8555) that checks
// signatures, nonces and addresses of requests, validates names by TLS-ALPN-01 (RFC 8737) or HTTP-01, and signs. It sends
// nothing but to the address that a test gives.
package acmetest
