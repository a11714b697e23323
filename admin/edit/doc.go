// Package edit changes policy files for people who fill in a form, and leaves all else in them as
// it was written: comments, order, blank lines, quotes.
//
// Apply takes a policy's text and operations on it. Each operation has two readings, which must agree. On
// values: what the file says afterwards, a merge patch (RFC 7396) of what it said. On lines: which of them give way to which
// (layout.go finds out where a value stands, splice.go what replaces it, write.go how that is written). The new
// text is read again, and where it does not say what the values say, which only a peculiar layout brings
// about (JSON, for one), the YAML library writes the file anew from its tree, comments included (tree.go).
//
// Show gives a policy's rules and groups for the form, with the lines that they stand on, and what is wrong with them by
// line, rule and field. It takes texts that are not valid yet, as they are while one types.
package edit
