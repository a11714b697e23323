// Package compare tells what differs between two policies: line by line, as people read a
// change (Unified), and rule by rule, as they discuss one (Policies). It also says which lines
// of a policy belong to which rule, comments included, so that one can tell who last touched a rule.
package compare
