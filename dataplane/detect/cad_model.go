package detect

import (
	"bytes"
	"encoding/binary"
	"strconv"
)

// Models of modellers and of those who exchange them, known by their first lines.

// isTextSTL knows the first words of a solid's text, which some write in capitals.
func isTextSTL(b []byte) bool {
	var room [headBytes]byte
	low := appendLower(room[:0], b[:min(len(b), headBytes)])
	return bytes.HasPrefix(low, []byte("solid")) && bytes.Contains(low, []byte("facet normal ")) && bytes.Contains(low, []byte("outer loop"))
}

// isJT knows the head of 80 characters, a version and a remark that may be empty, and
// behind it the order of bytes and a field that is kept empty (ISO 14306, 6.1.1).
func isJT(b []byte) bool {
	const head = 80
	if len(b) < head+5 || string(b[:8]) != "Version " || b[8]-'0' >= 10 || b[head] > 1 || string(b[head+1:head+5]) != "\x00\x00\x00\x00" {
		return false
	}
	return bytes.IndexByte(b[:head], 0) < 0
}

// is3DS knows the main chunk and, in it, the one for the version, of ten bytes.
func is3DS(b []byte) bool {
	return len(b) >= 12 && string(b[:2]) == "MM" && binary.LittleEndian.Uint32(b[2:]) >= 16 && string(b[6:12]) == "\x02\x00\x0a\x00\x00\x00"
}

// isLightWave knows the form (EA IFF 85) of objects of LightWave and Modo.
func isLightWave(b []byte) bool {
	if len(b) < 12 || string(b[:4]) != "FORM" {
		return false
	}
	kind := string(b[8:12])
	return kind == "LWO2" || kind == "LWOB" || kind == "LXOB"
}

// isOFF knows the word and, on the next line that is no comment, three counts.
func isOFF(b []byte) bool {
	first, rest, _ := bytes.Cut(b, []byte("\n"))
	if word := string(bytes.TrimRight(first, "\r ")); word != "OFF" && word != "COFF" && word != "NOFF" {
		return false
	}
	for {
		line, next, ended := bytes.Cut(rest, []byte("\n"))
		if !ended {
			return false
		}
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return len(bytes.Fields(line)) == 3 && len(bytes.Trim(line, "0123456789 \t")) == 0
		}
		rest = next
	}
}

// objVertices is how many corners tell a model in Wavefront's format.
const objVertices = 3

// isOBJ reads statements of Wavefront's format up to the third corner: a keyword each,
// and numbers where it is one of a corner's.
func isOBJ(b []byte) bool {
	for vertices := 0; vertices < objVertices; {
		line, rest, ended := bytes.Cut(b, []byte("\n"))
		if !ended {
			return false
		}
		b = rest
		if line = bytes.TrimSpace(line); len(line) == 0 || line[0] == '#' {
			continue
		}
		switch word, values, _ := bytes.Cut(line, []byte(" ")); string(word) {
		case "v":
			vertices++
			fallthrough
		case "vn", "vt":
			if !isCorner(values) {
				return false
			}
		case "mtllib", "usemtl", "o", "g", "s", "f":
		default:
			return false
		}
	}
	return true
}

// isCorner wants two to seven numbers: a place, and a weight or a colour.
func isCorner(values []byte) bool {
	n := 0
	for value := range bytes.FieldsSeq(values) {
		if _, err := strconv.ParseFloat(string(value), 64); err != nil {
			return false
		}
		n++
	}
	return n >= 2 && n <= 7
}

// isGlTF knows the member "asset" with its version, and another that only scenes have.
func isGlTF(b []byte) bool {
	return len(b) > 0 && b[0] == '{' && bytes.Contains(b, []byte(`"asset"`)) && bytes.Contains(b, []byte(`"version"`)) &&
		(bytes.Contains(b, []byte(`"scene`)) || bytes.Contains(b, []byte(`"meshes"`)) || bytes.Contains(b, []byte(`"accessors"`)))
}

// isGEDA knows the first line of schematics and symbols: a date as the version, and that
// of the format.
func isGEDA(b []byte) bool {
	line, _, ended := bytes.Cut(b, []byte("\n"))
	return ended && len(line) == len("v 20130925 2") && string(line[:4]) == "v 20" && isSequence(line[2:10]) && line[10] == ' ' && line[11]-'0' < 10
}

// isUniversal knows the first lines of a universal file, which analyses exchange: the
// mark between data sets, and a set's number, each in six columns.
func isUniversal(b []byte) bool {
	rest, found := bytes.CutPrefix(b, []byte("    -1\n"))
	set, _, ended := bytes.Cut(rest, []byte("\n"))
	set = bytes.TrimRight(set, "\r ")
	return found && ended && len(set) == 6 && len(bytes.TrimLeft(set, " ")) >= 2 && isSequence(bytes.TrimLeft(set, " "))
}
