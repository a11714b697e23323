// Package state is what the admin process must not lose and the journal does not have:
// accounts, sessions, API tokens, drafts and revisions of the policy, settings, saved queries,
// and the audit log. It is one database, control.db, in the admin process's directory.
//
// Which policy is in force is for the dataplane to say (dataplane/control); the history
// here follows it. Reconcile writes down what the dataplane did meanwhile: a change from the console,
// one taken back because nobody confirmed it.
//
// A copy of the database is kept beside it, an hour old at most. A damaged database is moved aside, said
// in the log, and the copy taken in its place; enforcement needs none of it.
//
// The audit log is a chain of hashes (audit.go), whose end is signed now and then into a file of its own:
// what happened before the last signature can't be changed, removed or reordered without
// Verify telling. Whoever may read the signing key can forge all of it, so the signed heads
// are worth what the places they are sent to are.
package state
