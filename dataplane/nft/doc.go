// Package nft holds Sekisho's ruleset in the kernel: one nftables table, replaced
// as one transaction, so that a packet meets either the old rules or the new ones.
// Other tables are never touched. It is the only importer of google/nftables.
//
// A forwarded packet takes this way (chain: what happens there):
//
//	forward   connection mark "unwatched":                            leaves the table
//	          own packet mark "reset", or connection mark "blocked":  to refuse
//	          connection mark "accepted":                             to settled
//	          between a protected and a watched address:              to ask
//	          anything else: the connection is marked "unwatched", so that its
//	          further packets are spared the look-ups, most of the rules' cost
//	settled   TCP FIN and RST go to ask, so that user space sees flows end;
//	          anything else is accepted
//	ask       remaining fragments are dropped, the rest goes to the queue
//	refuse    TCP is answered with a reset, anything else with ICMP
//	          "administratively prohibited"; both ends learn it with their next packet
//	decided   (same hook, after forward) a verdict's packet mark is copied to the
//	          connection mark and taken off the packet again
//
// A connection mark of another generation says nothing; changed sets or a changed
// policy come with a new generation.
//
// The marks of package packet tie the lanes together: user space answers a packet
// with a marked verdict, decided saves it, forward obeys it from then on. Copying
// takes one rule a state, with constants: older kernels can't combine two registers.
//
// A kernel without nft's own queue statement gets the xt NFQUEUE target in the
// same table. Both spread queues by a hash that is symmetric in the two addresses
// (nfqueue_hash in the kernel's nf_queue.h), so both directions of a flow meet the
// same queue; the fan-out flag, which spreads by CPU, must stay off for that.
//
// Naming conntrack in a rule makes the kernel defragment before these chains.
package nft
