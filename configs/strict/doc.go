// Package strict reads the files that people write for Sekisho: YAML with no
// room for a slip. An unknown or repeated key, a wrong type or a value out of
// range is an error that names file, line and key, with the nearest valid
// spelling; reading goes on, so that one run reports all errors.
//
// A file is data from outside. Its size, depth and number of entries are
// bounded, and anchors, aliases, tags and second documents are refused: they
// would let a small file expand, or hide what a rule says from its reader.
//
// Both configs and dataplane/policy read through this package. It imports none
// of ours and is the only importer of the YAML library.
package strict
