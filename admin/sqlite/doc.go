// Package sqlite opens the admin process's databases in the one way that loses
// nothing: write-ahead log, every commit synced, one writer, readers that can't
// write. It is the only importer of the database library. It checks a database
// when it is opened for writing, moves a damaged one aside rather than working on, and
// brings an older one's schema up to date. What is in a database is its user's affair.
package sqlite
