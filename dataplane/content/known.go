package content

// Formats without a reader of their own, whose bytes are delivered as those of any body
// that is no text: programs and databases hold texts as they are. That they are known
// tells when a file's name says something else. Magics as in the formats' own
// specifications.
var (
	_ = register(format{
		mediaType: "application/x-executable", // ELF, Mach-O
		magics:    []magic{{0, "\x7fELF\x01\x01\x01"}, {0, "\x7fELF\x02\x01\x01"}, {0, "\x7fELF\x01\x02\x01"}, {0, "\x7fELF\x02\x02\x01"}, {0, "\xce\xfa\xed\xfe"}, {0, "\xcf\xfa\xed\xfe"}},
		open:      openRaw,
	})
	_ = register(format{mediaType: "application/java-vm", magics: []magic{{0, "\xca\xfe\xba\xbe\x00\x00\x00"}}, open: openRaw})
	_ = register(format{mediaType: "application/wasm", magics: []magic{{0, "\x00asm\x01\x00\x00\x00"}}, open: openRaw})
	_ = register(format{
		mediaType: "application/vnd.ms-access", // the page that both of its engines begin with
		magics:    []magic{{0, "\x00\x01\x00\x00Standard Jet DB\x00"}, {0, "\x00\x01\x00\x00Standard ACE DB\x00"}},
		open:      openRaw,
	})
	_ = register(format{mediaType: "application/vnd.ms-outlook-pst", magics: []magic{{0, "!BDN"}}, open: openRaw}) // MS-PST, 2.2.2.6
	_ = register(format{mediaType: "application/x-hdf5", magics: []magic{{0, "\x89HDF\r\n\x1a\n"}}, open: openRaw})
	_ = register(format{mediaType: "application/vnd.apache.parquet", magics: []magic{{0, "PAR1\x15"}}, open: openRaw})
)

func openRaw(s *scope) Writer { return newRaw(s, nil) }
