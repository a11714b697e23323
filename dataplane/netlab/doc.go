// Package netlab builds a private internet in network namespaces: hosts on a
// LAN, a gateway that forwards, hosts outside. Tests and the demo run real
// traffic through a real kernel in it, and no packet can leave it.
//
// Namespaces are anonymous: they live as long as a descriptor or a process of
// this program holds them. So a run that is killed leaves nothing behind that a
// later one would have to sweep, any number of labs exist side by side, and
// nothing is mounted or named on the machine. To look into one by hand:
//
//	nsenter --net=$(Host.Path) ip address
package netlab
