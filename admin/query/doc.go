// Package query is the language that stored events are searched with, in the UI, the
// API, "sekisho events" and the filters of SIEM destinations:
//
//	rule.id:no-personal-data AND source.ip:10.10.0.0/24 AND NOT destination.as.number=64500
//	event.action:block sekisho.findings.class:jp.* source.bytes >= 1MB
//	invoice OR "annual report"
//
// Fields have the names of the Elastic Common Schema. Field and value are joined by
// ":" or "=", "!=", or for numbers and times "<", "<=", ">" and ">=". A value in which
// "*" stands for anything is a pattern; "field:*" asks whether there is a value. Text
// is compared without regard to case, addresses may be prefixes. Words without a field
// are looked for in names of hosts, rules and files and in URLs; an address in both
// ends. AND may be left out and binds tighter than OR; parentheses and NOT do as
// everywhere. A field with several values matches if one of them does, and "!=" is the
// same as NOT with "=".
//
// One query has three forms, which a test holds equal: Match judges an event, SQL
// selects rows of the index, and May rules out blocks of rows by a summary of them: of values, of pieces of names, of sizes. The
// table in fields.go is the only list of fields: the index takes its columns from it.
package query
