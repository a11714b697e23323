// Package dataplane is the engine: the straight line from a frame to its verdict
// and event. engine.go holds it top to bottom, in numbered stages. It knows nothing
// of sockets, files or people: frames come from a queue in the kernel, a capture
// or a test's slice, and events go into a ring.
//
// Each queue has one Worker with its own flows, because the kernel hands both
// directions of an address pair to the same queue; workers share only the
// Program, an immutable value behind an atomic pointer.
package dataplane
