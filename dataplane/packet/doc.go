// Package packet holds a frame as the kernel or a capture hands it over, its
// decoded view down to layer 4, and the verdict that answers it. It is the only
// importer of gopacket. Hostile bytes are data here: what can't be decoded is a
// state the engine decides on, never an error and never a panic.
package packet
