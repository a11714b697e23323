// Package authtest is an OpenID Connect provider for tests to log in by. It holds its clients to the rules, and breaks
// them itself where a test says so.
package authtest
