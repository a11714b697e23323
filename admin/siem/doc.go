// Package siem ships stored events to the places that people collect logs in. The
// journal is the queue: each destination has one loop and one durable cursor, so that
// sending again is moving a cursor, and a destination that is slow or dead delays
// neither another one nor the dataplane. Delivery is at least once and in order; an
// event's id and its gapless sequence let a receiver drop what comes twice and prove
// that nothing is missing.
//
// A transport is one file, and its line in transports. It is used by one goroutine,
// keeps no queue of its own, and may be thrown away at any time: what it has not
// confirmed is read from the journal again.
package siem
