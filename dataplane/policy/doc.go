// Package policy judges flows. Parse reads a policy file and reports all that is
// wrong with it; Compile makes it an immutable Program; Decide is a pure function
// from what is known of a flow to what to do with it. The engine asks again
// whenever it knows more.
//
// # Conditions
//
// Each condition of a rule but data evaluates to yes, no, or later, while the
// protocol or the domain is not known yet. Lists are alternatives; different
// keys must all hold. to.ports, to.networks, to.asns and to.domains speak of the
// outside end, from.networks of the inside end, whoever opened the connection. A
// domain covers its subdomains. An application protocol is matched by its exact
// name (http does not cover http2 or websocket), and icmp covers ICMPv6.
//
// A rule with block or log matches a place if any of the address's codes is
// listed, a rule with allow only if all are: evidence for a watched jurisdiction
// must not be outweighed by a friendly piece. "unknown" is an address without
// codes, "anycast" one that is at many places, "any" each.
//
// # Decision
//
// A rule with data fires when its conditions are yes and one of its thresholds
// is reached, even if a rule above it is still later: the data would be gone. A
// threshold sums the values of its class and of all beneath it.
//
// A rule without data decides when its conditions are yes and no rule without
// data above it is still later. While one is, the rule waits, and hides the rules
// below it, since one of the two will decide. The default stands for a last rule
// without conditions; a policy that does not give it has allow.
//
// The topmost rule that has decided counts. It is provisional while a rule above
// it could still decide (Decision.Open), and then the decision moves up. Hence an
// allow above a rule with data is an exception that ends inspection, an allow or
// log below it holds only until the data comes, and a block is final wherever it
// stands, for the flow is over.
//
// An expired rule is as if disabled. Decide has no clock: Facts.Now says the time.
//
// A rule in monitor mode decides nothing. Program.Monitored names those of them that
// would decide if they alone were live; a flow stays open as long as one still could.
//
// # Files
//
// The format is the contract's; this package adds the optional keys to.networks,
// to.domains, to.ports, to.asns, comment, owner, ticket, monitor and expires to a rule, and
// a top-level section custom with the admin's own classes (custom.NAME): keywords,
// patterns in RE2 syntax, and context words of which one must stand before. Groups do
// not nest. YAML is read through configs/strict.
package policy
