//go:build !amd64

package detect

func mark(dst []marks, src []byte, m *masks) { marksPortable(dst, src, m) }
