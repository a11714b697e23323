// Package journal makes events durable: one file of NDJSON a UTC day in the state
// directory, each batch synced before the next is taken. It numbers events without
// gaps, mends its tail after a crash, and keeps within age and size: when there is too
// much, days that are over lose their allow events first, then their log events, and go
// whole at last; a file beside a day says which numbers that were. It is also the queue
// of what is shipped elsewhere, which is read by number (Tail). It is not in
// the architecture's first table: the store of the admin process reads it, so that
// what the dataplane has seen outlives an admin process that is down, and SQL stays
// out of the dataplane.
package journal
