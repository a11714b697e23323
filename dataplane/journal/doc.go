// Package journal makes events durable: one file of NDJSON a UTC day in the state
// directory, each batch synced before the next is taken. It numbers events without
// gaps, mends its tail after a crash, and keeps within age and size. It is not in
// the architecture's first table: the store of the admin process reads it, so that
// what the dataplane has seen outlives an admin process that is down, and SQL stays
// out of the dataplane.
package journal
