package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"

	"sekisho/dataplane/content/contenttest"
)

// locked is a kind of file that can't be read without a password.
type locked struct {
	name, file string
	make       func(r *rand.Rand) []byte
	weight     int // see pickBy
}

var lockedFiles = map[set][]locked{
	tuning: {{name: "encrypted ZIP", file: "data.zip", make: flaggedZip}},
	seen: {
		{name: "encrypted ZIP", file: "data.zip", make: flaggedZip},
		{name: "ZIP by a program", file: "shiryo.zip", weight: 3, make: lockedBy("-tzip", "-mem=ZipCrypto")},
		{name: "7z", file: "set.7z", weight: 2, make: lockedBy("-t7z")},
		{name: "OOXML", file: "kyuyo.xlsx", weight: 3, make: lockedOffice},
		{name: "PDF, RC4", file: "meisai.pdf", weight: 3, make: lockedPDF("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O <%x> /U <%x> >>")},
		{name: "XLS", file: "old.xls", weight: 1, make: lockedXLS},
		{name: "ZIP in mail", file: "sent.eml", weight: 3, make: func(r *rand.Rand) []byte {
			return mailAttachment("shiryo.zip", lockedBy("-tzip", "-mem=ZipCrypto")(r))
		}},
	},
	judging: {
		{name: "7z, names hidden", file: "backup.7z", weight: 2, make: lockedBy("-t7z", "-mhe=on")},
		{name: "PDF, AES-256", file: "keiyaku.pdf", weight: 3, make: lockedPDF("<< /Filter /Standard /V 5 /R 6 /Length 256 /P -1028 /StmF /StdCF /StrF /StdCF /CF << /StdCF << /AuthEvent /DocOpen /CFM /AESV3 /Length 32 >> >> /O <%x> /U <%x> >>")},
		{name: "ZIP, AES-256", file: "20261120.zip", weight: 3, make: lockedBy("-tzip", "-mem=AES256")},
		{name: "DOCX in mail", file: "mail.eml", weight: 2, make: func(r *rand.Rand) []byte { return mailAttachment("plan.docx", lockedOffice(r)) }},
	},
}

// encryptedSample is a file that can't be read.
func encryptedSample(r *rand.Rand, s set) sample {
	f := pickBy(r, lockedFiles[s], func(f locked) int { return f.weight })
	d := sample{set: s, about: "file.encrypted", layout: f.name, lang: "en", name: f.file, body: f.make(r), truth: newTruth()}
	d.truth.add("file.encrypted", "1")
	return d
}

// flaggedZip is an archive whose member says that it is encrypted.
func flaggedZip(r *rand.Rand) []byte {
	return encryptedZip(pick(r, []string{"list.csv", "plan.docx", "a/b.bin"}), []byte(draw(r, between(r, 20, 4000), base62)))
}

// lockedBy packs some notes with a password, by an installed program.
func lockedBy(options ...string) func(r *rand.Rand) []byte {
	return func(r *rand.Rand) []byte {
		args := append([]string{"a", "-bd", "-y", "-p" + plainPassword(r)}, options...)
		return archiver("7z", args...)("notes.txt", []byte(strings.Repeat(notes(r), between(r, 1, 30))))
	}
}

// lockedOffice is a compound file with the document's bytes encrypted (MS-OFFCRYPTO, 2.3.4).
func lockedOffice(r *rand.Rand) []byte {
	info := "\x04\x00\x04\x00\x40\x00\x00\x00" + xmlHead + `<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"><keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="` + in64(bytesOf(r, 16)) + `"/></encryption>`
	body := bytesOf(r, 16*between(r, 300, 900))
	return contenttest.OLE(map[string]contenttest.Node{
		"EncryptionInfo":   contenttest.Stream([]byte(info)),
		"EncryptedPackage": contenttest.Stream(append(binary.LittleEndian.AppendUint64(nil, uint64(len(body)-5)), body...)),
	})
}

// lockedXLS has a record of its password after the first (MS-XLS, 2.4.117).
func lockedXLS(r *rand.Rand) []byte {
	const begin, filePass = 0x809, 0x2f
	b := contenttest.BIFF(begin, 0, 6, 5, 0, 0xbb, 0x0d, 0xcc, 7, 0, 0, 0, 0, 6, 0, 0, 0)
	b = append(b, contenttest.BIFF(filePass, append([]byte{1, 0, 1, 0, 1, 0}, bytesOf(r, 48)...)...)...)
	return contenttest.OLE(map[string]contenttest.Node{"Workbook": contenttest.Stream(append(b, bytesOf(r, 5000)...))})
}

// lockedPDF has an encryption dictionary (ISO 32000-2, 7.6), of which r's bytes are the
// hashes, and a page whose stream is encrypted.
func lockedPDF(dictionary string) func(r *rand.Rand) []byte {
	return func(r *rand.Rand) []byte {
		page := bytesOf(r, 16*between(r, 10, 90))
		b := pdfObjects(pdfCatalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
			fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", len(page), page), fmt.Sprintf(dictionary, bytesOf(r, 48), bytesOf(r, 48)))
		id := fmt.Sprintf(" /Encrypt 5 0 R /ID [<%[1]x> <%[1]x>] >>\nstartxref", bytesOf(r, 16))
		return bytes.Replace(b, []byte(" >>\nstartxref"), []byte(id), 1)
	}
}
