//go:build !amd64

package detect

func markSigns(dst []marks, src []byte, m *masks) { signsPortable(dst, src, m) }

func markWords(dst []marks, src []byte, m *masks) { wordsPortable(dst, src, m) }

func markCells(dst []cellMarks, src []byte, comma byte) { cellsPortable(dst, src, comma) }
