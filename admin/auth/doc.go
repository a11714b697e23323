// Package auth says who somebody is and what they may do: passwords, one-time codes,
// passkeys, an identity provider, sessions, API tokens, roles.
//
// It keeps nothing itself: what must last goes through Store, and of every secret that it
// hands out only a hash goes there. It follows OWASP's ASVS 5.0 where that names a
// number or a rule; the comments give the section.
//
// One table, in role.go, says which role has which permission. The package judges accounts
// of this appliance, nothing else about their holders.
package auth
