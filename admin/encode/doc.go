// Package encode writes events in the formats that SIEM products read, one file each:
//
//	rfc5424  syslog with structured data      RFC 5424
//	ecs      JSON, Elastic Common Schema      9.4.0
//	ocsf     JSON, Open Cybersecurity Schema  1.4.0
//	cef      Common Event Format              CEF:0
//	leef     Log Event Extended Format        LEEF:2.0
//	text     name="value" pairs               1
//
// Whatever traffic says is data: no value can end a line, a field or a record, or hide
// what stands beside it. Controls, format characters (those that turn the direction of
// writing among them) and separators of lines are written as escapes; bytes that are no
// UTF-8 become U+FFFD; a value longer than MaxValue bytes is cut on a character and ends
// in "…". Formats that have an escape for such a character keep the value; CEF, LEEF and
// structured data have none, so there a line break or control is shown as \u and four
// hexadecimal digits (\U and eight beyond U+FFFF).
//
// Lines stay below 8 KiB, past which receivers of syslog cut or split them by default: in
// one that grows long, "…" alone stands for further values. JSON is not bounded as a whole;
// where syslog carries it, its receiver has to take long messages.
//
// Structured data is under enterprise number 32473, which RFC 5612 reserves for
// documentation: Sekisho has none of its own yet. What IANA's registry has names for
// (RFC 5424, section 7) stands under these: origin and meta.
//
// source is the inside end that data leaves from, as in the events themselves; only OCSF
// defines its endpoints by who opened the connection, so an inbound flow has them the
// other way round there.
package encode
