// Package flow holds what is known of each conversation across the gateway: a
// bounded table with an idle limit per state, and TCP streams that are normalised
// rather than guessed at. The two ends of a connection may read overlapping
// segments differently, and gopacket's reassembly reads them differently from
// Linux; so nothing is forwarded past a gap, and a retransmission is forwarded only
// if it says the same as before (Handley and Paxson, USENIX Security 2001). What was
// inspected is then what any receiver can read.
package flow
