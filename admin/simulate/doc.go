// Package simulate tells what a draft of a policy would do with the flows that were recorded, and
// with those that are established, before anybody applies it. It judges by policy.Decide, as the dataplane
// does, and compares with the policy in force.
//
// An event does not hold all that its flow was judged by. What is missing is not guessed: a flow is judged
// with each value that the missing facts may have, and is Uncertain where that matters. So a flow whose
// contents were not looked at, or only up to where it was decided, is uncertain under a draft that asks for
// them, and certain under one that decides by its destination.
//
// Flows to places that no rule watched left no event: Watched names the places that a draft would add.
package simulate
