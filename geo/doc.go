// Package geo tells under whose law an address lands. It merges any number of
// MaxMind DB files into one lookup that returns evidence rather than an answer:
// located, registered and represented country, operator, anycast and proxy
// flags, each with its source. It is the only importer of maxminddb.
package geo
