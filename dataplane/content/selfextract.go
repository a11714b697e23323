package content

import (
	"bytes"
	"encoding/binary"
)

// selfExtracting reads programs for Windows, which may have an archive behind
// them that they unpack when run. The program is delivered raw; from the first
// signature of an archive on the bytes are a member.
type selfExtracting struct {
	scope   *scope
	program Writer
	archive Writer
	held    []byte // the end of a write that a signature may begin in
}

var _ = register(format{
	mediaType: "application/vnd.microsoft.portable-executable",
	magics:    []magic{{0x4e, "This program "}, {0x50, "This program must be run"}, {0, "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"}},
	open:      func(s *scope) Writer { return &selfExtracting{scope: s, program: newRaw(s, nil)} },
})

// stubSignatures begin the archives that programs are made of. What only looks
// like one is read as one, which reads all of it all the same.
var stubSignatures = []string{zipLocal, sevenMagic, rarMagic4, rarMagic5}

func (p *selfExtracting) Write(b []byte) {
	if p.archive != nil {
		p.archive.Write(b)
		return
	}
	b = append(p.held, b...)
	at, more := p.find(b)
	p.program.Write(b[:at])
	p.held = bytes.Clone(b[at:])
	if !more {
		p.held = nil
		p.archive = p.scope.x.open(p.scope.inside("", ""))
		p.archive.Write(b[at:])
	}
}

// find returns where in b an archive begins, or where it may if more bytes come.
func (p *selfExtracting) find(b []byte) (at int, more bool) {
	for at = 0; ; at++ {
		i := bytes.IndexAny(b[at:], "P7R")
		if i < 0 {
			return len(b), true
		}
		at += i
		if begins, wait := beginsArchive(b[at:]); begins || wait {
			return at, wait
		}
	}
}

// beginsArchive reports whether b begins an archive; wait asks for more bytes.
func beginsArchive(b []byte) (begins, wait bool) {
	for _, s := range stubSignatures {
		switch n := min(len(s), len(b)); {
		case string(b[:n]) != s[:n]:
		case n < len(s) || s == zipLocal && len(b) < zipLocalSize:
			return false, true
		case s != zipLocal || isZipEntry(b):
			return true, false
		}
	}
	return false, false
}

// isZipEntry tells a local header from a signature that a program has among its
// constants, as those that read archives do.
func isZipEntry(b []byte) bool {
	const newestVersion, longestName = 63, 1024
	method, name := binary.LittleEndian.Uint16(b[8:]), binary.LittleEndian.Uint16(b[26:])
	return binary.LittleEndian.Uint16(b[4:]) <= newestVersion && method <= zipAES && name > 0 && name <= longestName
}

func (p *selfExtracting) Close() {
	p.program.Write(p.held)
	p.held = nil
	p.program.Close()
	if p.archive != nil {
		p.archive.Close()
	}
}
