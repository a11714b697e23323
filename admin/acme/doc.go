// Package acme gets and renews the admin interface's certificates from a certificate authority that speaks
// ACME (RFC 8555): a public one, or one in the same house with a root of its own.
//
// certmagic speaks to the authority, keeps the account and the certificates in files, and makes what
// answers challenges. When something is tried, and what is said of it, is settled here: its own
// upkeep would retry on its own account and tell nobody when. It asks neither for OCSP answers nor for
// renewal times (RFC 9773): a certificate is renewed when a third of its life is left.
//
// Every name has a certificate of its own. Whatever fails, the caller has another certificate to show.
package acme
