//go:build !amd64

package content

// markSigns marks in dst, for each whole block of src, the signs of escapes: bit i is byte i.
func markSigns(dst []uint64, src []byte, fifth byte) { signsPortable(dst, src, fifth) }
