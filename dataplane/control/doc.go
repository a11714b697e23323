// Package control is what the dataplane and those who administer it say to each
// other, over the Unix socket control.sock in state_dir.
//
// A message is a line of JSON of at most MaxMessage bytes. The client writes one
// request, {"version":1,"op":"status","body":...}, the server one answer,
// {"body":...} or {"error":{"code":...,"message":...}}, and then both close.
// Nothing is pushed, and there is no session: a client that dies or hangs in the
// middle leaves nothing behind. The operations are Op constants; each has a type for
// its body and one for its answer, in wire.go.
//
// The server answers only processes whose user it was told to (SO_PEERCRED, unix(7)), a
// bounded number at a time, and gives up on each after Timeout, so that no client can keep
// it from the others. It is not on the way of any packet.
package control
