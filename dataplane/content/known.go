package content

// Formats without a reader of their own, whose bytes are delivered as those of any body
// that is no text. That they are known tells when a file's name says something else.
// Magics as in the formats' own specifications.

// Programs hold their texts as they are, so that all of these is read.
var (
	_ = register(format{
		mediaType: "application/x-executable", // ELF, Mach-O
		magics:    []magic{{0, "\x7fELF\x01\x01\x01"}, {0, "\x7fELF\x02\x01\x01"}, {0, "\x7fELF\x01\x02\x01"}, {0, "\x7fELF\x02\x02\x01"}, {0, "\xce\xfa\xed\xfe"}, {0, "\xcf\xfa\xed\xfe"}},
		open:      openRaw,
	})
	_ = register(format{mediaType: "application/java-vm", magics: []magic{{0, "\xca\xfe\xba\xbe\x00\x00\x00"}}, open: openRaw})
	_ = register(format{mediaType: "application/wasm", magics: []magic{{0, "\x00asm\x01\x00\x00\x00"}}, open: openRaw})
)

func openRaw(s *scope) Writer { return newRaw(s, nil) }

// Databases and notebooks, which may pack values or keep them where no text shows that
// they belong together: they count as opaque.
var (
	_ = register(format{
		mediaType: "application/vnd.ms-access", // the page that both of its engines begin with
		magics:    []magic{{0, "\x00\x01\x00\x00Standard Jet DB\x00"}, {0, "\x00\x01\x00\x00Standard ACE DB\x00"}},
	})
	_ = register(format{mediaType: "application/vnd.ms-outlook-pst", magics: []magic{{0, "!BDN"}}})                                                  // MS-PST, 2.2.2.6
	_ = register(format{mediaType: "application/onenote", magics: []magic{{0, "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3"}}}) // MS-ONESTORE, 2.3.1
	_ = register(format{mediaType: "application/x-hdf5", magics: []magic{{0, "\x89HDF\r\n\x1a\n"}}})                                                 // HDF5 File Format Specification, II.A
	_ = register(format{mediaType: "application/vnd.apache.parquet", magics: []magic{{0, "PAR1\x15"}}})                                              // Parquet format
	_ = register(format{mediaType: "application/vnd.apache.orc", magics: []magic{{0, "ORC\x0a"}}})                                                   // ORC Specification v1
	_ = register(format{mediaType: "application/vnd.apache.avro", magics: []magic{{0, "Obj\x01"}}})                                                  // Avro specification, object container files
	_ = register(format{mediaType: "application/vnd.apache.arrow.file", magics: []magic{{0, "ARROW1\x00\x00"}, {0, "FEA1"}}})                        // Arrow columnar format
	_ = register(format{mediaType: "application/x-bplist", magics: []magic{{0, "bplist00"}}})                                                        // CFBinaryPList.c
	_ = register(format{mediaType: "application/x-sqlite3-wal", magics: []magic{{0, "\x37\x7f\x06\x82"}, {0, "\x37\x7f\x06\x83"}}})                  // SQLite file format, 4.1
)

// Archives and compressions that are seldom met.
var (
	_ = register(format{mediaType: "application/vnd.ms-cab-compressed", magics: []magic{{0, "MSCF\x00\x00\x00\x00"}}})
	_ = register(format{mediaType: "application/x-lzh-compressed", magics: []magic{{2, "-lh0-"}, {2, "-lh5-"}, {2, "-lh6-"}, {2, "-lh7-"}}})
	_ = register(format{mediaType: "application/x-ace-compressed", magics: []magic{{7, "**ACE**"}}})
	_ = register(format{mediaType: "application/x-alz-compressed", magics: []magic{{0, "ALZ\x01"}}}) // ALZip, as EGG
	_ = register(format{mediaType: "application/x-egg", magics: []magic{{0, "EGGA\x00\x01"}}})
	_ = register(format{mediaType: "application/x-arj", magics: arjMagics()})
	_ = register(format{mediaType: "application/x-lzip", magics: []magic{{0, "LZIP\x01"}}})
	_ = register(format{mediaType: "application/x-lzop", magics: []magic{{0, "\x89LZO\x00\r\n\x1a\n"}}})
	_ = register(format{mediaType: "application/x-lrzip", magics: []magic{{0, "LRZI\x00"}}})
	_ = register(format{mediaType: "application/x-rzip", magics: []magic{{0, "RZIP\x02"}}})
	_ = register(format{mediaType: "application/x-zpaq", magics: []magic{{0, "7kSt\xa0\x31\x83\xd3"}, {0, "zPQ\x01"}, {0, "zPQ\x02"}}})
	_ = register(format{mediaType: "application/x-xar", magics: []magic{{0, "xar!\x00\x1c"}}})
	_ = register(format{mediaType: "application/vnd.squashfs", magics: []magic{{0, "hsqs"}, {0, "sqsh"}}})
	_ = register(format{mediaType: "application/x-rpm", magics: []magic{{0, "\xed\xab\xee\xdb"}}})
	_ = register(format{mediaType: "application/x-snappy-framed", magics: []magic{{0, "\xff\x06\x00\x00sNaPpY"}}})
	_ = register(format{mediaType: "application/x-ms-wim", magics: []magic{{0, "MSWIM\x00\x00\x00"}}})
	_ = register(format{mediaType: "application/vnd.debian.binary-package", magics: []magic{{0, "!<arch>\ndebian-binary "}}})
	// The third byte tells how many bits the longest code has, and that the table is emptied when it is full.
	_ = register(format{mediaType: "application/x-compress", magics: []magic{{0, "\x1f\x9d\x8c"}, {0, "\x1f\x9d\x8d"}, {0, "\x1f\x9d\x8e"}, {0, "\x1f\x9d\x8f"}, {0, "\x1f\x9d\x90"}}})
	_ = register(format{mediaType: "application/mac-binhex40", aliases: []string{"application/mac-binhex40"}, magics: []magic{{0, "(This file must be converted with BinHex"}}}) // RFC 1741
	_ = register(format{mediaType: "application/x-lz4-legacy", magics: []magic{{0, "\x02\x21\x4c\x18"}}})
)

// arjMagics are those of ARJ's main headers (technote of ARJ 2.5): its mark, the header's
// size, in which the archive's name counts, and the size of what stands before that name.
func arjMagics() (list []magic) {
	const longestName = 80
	for _, before := range [...]byte{30, 34} {
		for name := byte(1); name <= longestName; name++ {
			list = append(list, magic{0, string([]byte{0x60, 0xea, before + name + 2, 0, before})})
		}
	}
	return list
}
