// Package revision keeps which policy is in force, and takes a change back that nobody
// confirms (commit-confirm, as RFC 6241 section 8.4 has it for NETCONF).
//
// All of it is one file, state.json, replaced as a whole: the policy in force with its
// revision, the one before, and until when a change must be confirmed. It is written before a
// change takes effect, so that a dataplane that dies in between comes back to the same.
// The deadline is one of the kernel's clock since boot (CLOCK_BOOTTIME): setting the time moves
// nothing, and after a reboot, of which the boot ID tells, an unconfirmed change is taken
// back at once.
//
// Before the first change, and after one that went back to it, the policy file of
// sekisho.yaml is in force; the package then keeps nothing.
package revision
