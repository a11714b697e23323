// Package web is the API, over HTTPS, by which people and programs administer the appliance.
//
// routes.go has the one table of what can be asked: method, path, permission, what goes in and
// what comes out. Everything else follows from it: the router, who may call what, the
// audit log's entries, and the description in OpenAPI (openapi.go), which therefore can't
// say anything else than the handlers do.
//
// A handler is a function from a Go value to a Go value. It knows nothing of HTTP: route.go binds and
// checks its input, authorises, and turns its errors into problem details (RFC 9457). Echo, which finds the
// route of a request, is used there and nowhere else.
//
// What every request has to pass before that is in guard.go: the Host it was sent to, where
// it comes from, how large it is. Addresses of clients are those of their connections;
// headers that claim another one are not read.
package web
