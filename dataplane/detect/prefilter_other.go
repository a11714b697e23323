//go:build !amd64

package detect

// mark marks dst for each whole block of src, which must hold three bytes more
// than the blocks.
func mark(dst []marks, src []byte, s *sieve) { markPortable(dst, src, s) }

func markCells(dst []cellMarks, src []byte, comma byte) { cellsPortable(dst, src, comma) }
