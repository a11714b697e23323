// Package geo tells under whose law an address lands. It merges any number of
// MaxMind DB files into one lookup that returns evidence rather than an answer:
// located, registered and represented country, operator, anycast and proxy
// flags, each with its source. It is the only importer of maxminddb.
//
// Opening compiles the files to one sorted table over both address families,
// with IPv4 at ::ffff:0:0/96, and lets go of the files. So a lookup neither
// decodes nor allocates, a corrupt record is found before the database is used,
// Prefixes and Lookup cannot disagree, and what becomes of a file does not
// matter to the database that was made from it.
//
// Without files there is the embedded database, for the first start; package
// update follows files as they change.
package geo
