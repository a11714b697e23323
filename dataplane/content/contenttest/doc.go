// Package contenttest writes small files of formats that no library here writes:
// compound files with Office documents in them, winmail.dat, and RAR archives. The
// tests of package content read them alone, those of cmd/sekisho through the wire.
// What it writes is sound but the least that readers need; it panics on what it
// can't write, which is a mistake of the test.
package contenttest
