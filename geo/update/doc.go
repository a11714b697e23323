// Package update keeps a geo database up to date with its files. It notices
// when a file is replaced or rewritten, waits until writing has ceased, opens
// and verifies the new set, and compares its coverage with the old: a set that
// is broken, half written or has collapsed is refused with the reason, and the
// old one stays in use. Nothing is ever swapped in part.
package update
