package contenttest

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// Word makes the streams of a Word document (MS-DOC) of two pieces: one of UTF-16,
// and one of single bytes. Paragraphs end in "\r".
func Word(wide, narrow string) map[string]Node {
	const header, clx = 1024, 0x1a2
	doc := make([]byte, header, oleCutoff)
	doc[0], doc[1], doc[2], doc[11] = 0xec, 0xa5, 0xc1, 2
	doc = append(append(doc, Wide(wide)...), narrow...)
	n := uint32(len(utf16.Encode([]rune(wide))))
	table := append([]byte{2}, words(28, 0, n, n+uint32(len(narrow)))...)
	for _, at := range []uint32{header, 2*(header+2*n) | 1<<30} {
		table = append(append(append(table, 0, 0), words(at)...), 0, 0)
	}
	copy(doc[clx:], words(3, uint32(len(table))))
	doc = append(doc, make([]byte, max(0, oleCutoff-len(doc)))...)
	return map[string]Node{"WordDocument": Stream(doc), "1Table": Stream(append([]byte("pad"), table...))}
}

// BIFF makes a record of an Excel workbook (MS-XLS, 2.1.4).
func BIFF(kind int, data ...byte) []byte {
	b := binary.LittleEndian.AppendUint16(nil, uint16(kind))
	return append(binary.LittleEndian.AppendUint16(b, uint16(len(data))), data...)
}

// Records of MS-XLS, 2.3.2.
const (
	biffEnd      = 0x0a
	biffContinue = 0x3c
	biffSheet    = 0x85
	biffShared   = 0xfc
	biffLabelSST = 0xfd
	biffBegin    = 0x809
	biffLongest  = 8224 // bytes in a record
)

// Excel makes the stream of a workbook (MS-XLS) of one sheet, whose cells are
// shared strings. A hidden sheet's state is 1, that of a usual one 0.
func Excel(sheet string, state byte, rows [][]string) []byte {
	name := Wide(sheet)
	bound := append([]byte{0, 0, 0, 0, state, 0, byte(len(name) / 2), 1}, name...)
	texts, cells := []string(nil), []byte(nil)
	for i, row := range rows {
		for j, text := range row {
			at := binary.LittleEndian.AppendUint32([]byte{byte(i), byte(i >> 8), byte(j), 0, 0, 0}, uint32(len(texts)))
			cells = append(cells, BIFF(biffLabelSST, at...)...)
			texts = append(texts, text)
		}
	}
	return slices.Concat(BIFF(biffBegin, 0, 6, 5, 0), BIFF(biffSheet, bound...), sharedTable(texts), BIFF(biffEnd),
		BIFF(biffBegin, 0, 6, 16, 0), cells, BIFF(biffEnd))
}

// sharedTable writes the shared strings, in records that are cut between strings.
func sharedTable(texts []string) (b []byte) {
	kind, record := biffShared, words(uint32(len(texts)), uint32(len(texts)))
	for _, text := range texts {
		wide := Wide(text)
		if len(record)+3+len(wide) > biffLongest {
			b = append(b, BIFF(kind, record...)...)
			kind, record = biffContinue, nil
		}
		record = append(append(record, byte(len(wide)/2), byte(len(wide)/2>>8), 1), wide...)
	}
	return append(b, BIFF(kind, record...)...)
}

// Slides makes the stream of a presentation (MS-PPT) of one text.
func Slides(text string) []byte {
	const document, chars = 0x03e8, 0x0fa0
	return append(pptRecord(15, document, nil), pptRecord(0, chars, Wide(strings.ReplaceAll(text, "\n", "\r")))...)
}

func pptRecord(version byte, kind uint16, data []byte) []byte {
	b := binary.LittleEndian.AppendUint16([]byte{version, 0}, kind)
	return append(append(b, words(uint32(len(data)))...), data...)
}

// Message makes the streams of an Outlook message (MS-OXMSG) with a subject, a body
// and one file.
func Message(subject, body, name string, file []byte) map[string]Node {
	property := func(tag int) string { return fmt.Sprintf("__substg1.0_%08X", tag) }
	return map[string]Node{
		"__properties_version1.0": Stream(make([]byte, 32)),
		property(0x0037001f):      Stream(Wide(subject)),
		property(0x1000001f):      Stream(Wide(body)),
		"__attach_version1.0_#00000000": {In: map[string]Node{
			property(0x3707001f): Stream(Wide(name)), property(0x37010102): Stream(file)}},
	}
}

// Macros makes the storage of a project of Visual Basic (MS-OVBA, 2.2) of one module,
// whose text is in the code page given. What the compiler keeps stands before it.
func Macros(codePage int, module string, text []byte) Node {
	const compiled = "\x01\x16\x03\x00\x06\x00\x01compiled"
	record := func(kind int, data ...byte) []byte {
		return append(append([]byte{byte(kind), 0}, words(uint32(len(data)))...), data...)
	}
	list := slices.Concat(record(0x03, byte(codePage), byte(codePage>>8)), record(0x09, 1, 0, 0, 0), []byte{2, 0},
		record(0x0f, 1, 0), record(0x19, []byte(module)...), record(0x1a, []byte(module)...), record(0x32, Wide(module)...),
		record(0x31, words(uint32(len(compiled)))...), record(0x21), record(0x2b))
	return Node{In: map[string]Node{
		"dir": Stream(OVBA(list)), "_VBA_PROJECT": Stream([]byte("\xcc\x61compiled")), "__SRP_0": Stream([]byte("compiled")),
		module: Stream(append([]byte(compiled), OVBA(text)...)),
	}}
}

// OVBA packs bytes as macros are (MS-OVBA, 2.4.1), though without references.
func OVBA(b []byte) []byte {
	out := []byte{1}
	for chunk := range slices.Chunk(b, 3640) { // 4096 bytes with what tells that they are none
		var packed []byte
		for group := range slices.Chunk(chunk, 8) {
			packed = append(append(packed, 0), group...)
		}
		out = binary.LittleEndian.AppendUint16(out, uint16(len(packed)-1)|0xb000)
		out = append(out, packed...)
	}
	return out
}
