// Package event is the seam between the planes: one flat record of what was
// decided about a flow and why, its form in the Elastic Common Schema, and a bounded
// ring that hands records on without ever making the verdict path wait.
package event
