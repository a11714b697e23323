// Package store is the admin process's index of the journal, by which events are
// searched, counted and shown. The journal, which the dataplane writes, is the truth;
// what is here can be made anew from it, and is where it was lost or damaged.
//
// One writer (Run) follows the journal. For each day of it there is a day file: a row an event
// with a column a query field, and where in the journal the whole event stands. A
// second database has rollups by hour and by day, each along one dimension only,
// which keeps them small, and what became of each rule. Either database notes, in the
// transaction that adds to it, how far it has read: so each event is in each of them
// exactly once, however often the writer is killed. A sequence number that is missing
// is recorded as a gap.
//
// Rows are in the order of their sequence numbers, not of their times, which jump when
// a clock is set. Every 1024 rows are summarised by their range of times and sizes and
// by Bloom filters of their values and of pieces of names (see admin/query); searches pass
// over blocks by these instead of by indexes, which would cost each event several random
// writes.
//
// A full disk stops neither writer nor readers: day files go, oldest first, then a
// reserve, and the writer waits with its place kept in the journal.
package store
