// Package proto tells what a flow speaks, whatever its port, and takes the
// carried bodies out of it: bytes in, parts out. A [Flow] names the protocol by
// its first bytes and feeds the matching decoder; each protocol is one file with
// its registration. Bytes that fit no protocol, or stop fitting the one chosen,
// are not an error: they are handed on as a raw body, for everything that leaves
// is looked at. No byte waits for a decision: what identification still holds has
// already been handed on raw, and is handed on again in its place once the
// protocol is known, so that a value may be seen twice but never missed.
package proto
