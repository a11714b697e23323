// Package fingerprint finds what a company has registered as its own: documents
// of which a part is copied, and rows of its tables of records. It holds neither
// text nor values, only keyed hashes, and reports what it finds to a Sink.
//
// # Documents
//
// Text is folded to its letters and digits: lower case, narrow Latin, wide
// unvoiced katakana, nothing between (fold.go). Of its shingles of 16 bytes, five
// characters of Japanese or three words of English, winnowing (Schleimer,
// Wilkerson and Aiken, "Winnowing: Local Algorithms for Document
// Fingerprinting", SIGMOD 2003) chooses one in 24 or so, such that any run of 63
// bytes that two texts share gives them one in common. Lengths are counted in bytes since a
// byte says about as much in either script; five letters of English stand
// everywhere. A document counts once 30 % of its shingles have been seen in one
// flow or file (its containment; 6 of them at least, 48 at most), or six more than
// of others where they follow each other in a text. Shingles that more than 16 documents hold, or one
// that is registered as public, are no evidence.
//
// Files without text are compared whole, by HMAC-SHA-256, and by one shingle in
// 512 bytes, chosen by its own hash (Manber, "Finding Similar Files in a Large
// File System", USENIX 1994). That is in place of TLSH: a TLSH digest tells
// nothing before a file's end or of a part of it, can't be looked up without comparing all, is not keyed, and takes
// six table steps a byte.
//
// # Tables
//
// Of each row, values are kept as hashes of their folded form. A row counts where
// a primary value and another one of the row stand within 900 bytes of folded
// text, 300 characters of Japanese. A value that more than 1 % of the rows have
// is no evidence. Numbers are read with separators, and +81 as 0.
//
// # What the store gives away
//
// The stored hash of a shingle or value is SipHash-2-4, cut to 40 bits, with a
// key that lies in another file (mode 0600). Without the key a hash can't be
// told from a random number, so a store that leaks tells names, the number and
// lengths of values, and which documents have something in common. With the key, guesses of 16 bytes or of whole values can be
// confirmed, but nothing be read: the order of the shingles is not kept.
//
// # File
//
// Little endian. A header of 64 bytes: "SEKIREG" and the version 1, eight zero bytes, and
// 64-bit counts of documents, bytes of names, shingles, primary values and cells.
// Then these sections: documents (40 bytes: 16 of HMAC-SHA-256 of the content,
// kind, columns, 16-bit length of the name, and 32-bit offset of the name, number of shingles
// or rows, and how many of them are evidence; 64-bit set of the lengths of
// primary values), names, shingles (64 bits: hash of 40 and document of 24,
// ascending), primary values (likewise with rows), cells (32 bits a value: length
// and 24 bits of hash, row by row). Last HMAC-SHA-256 of all before.
//
// Read into memory, a store takes its size and up to an eighth more. A million
// documents of 4,000 letters (163 shingles each) take 163 M * 9 bytes and 40 and
// a name of 60 bytes each: 1.57 GB. Ten million rows with two primary values of
// six columns take 20 M * 9 + 60 M * 4 bytes: 0.42 GB. Together 1.99 GB, less than 2 GiB.
//
// The package imports none of ours.
package fingerprint
