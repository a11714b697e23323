package detect

import (
	"bytes"
	"strings"
)

// Drawings, models and circuits that are texts without a magic, known by how their lines
// are built.

// isSAT knows the text form of ACIS and of the modeller that derives from it: four
// numbers, the first its version, and then what the version has: two lengths (with an at
// sign since 7.0) and what they count, the second naming the modeller, or, before 2.0,
// the first entity.
func isSAT(b []byte) bool {
	first, rest, ended := bytes.Cut(b, []byte("\n"))
	counts := bytes.Fields(first)
	if !ended || len(counts) != 4 || len(bytes.Trim(first, "0123456789 ")) > 0 || len(counts[0]) < 3 || len(counts[2]) > 1 || len(counts[3]) > 1 {
		return false
	}
	second, _, ended := bytes.Cut(rest, []byte("\n"))
	return ended && namesModeller(second) || hasEntity(rest)
}

// namesModeller says whether ACIS, or the modeller that derives from it, stands in a line
// behind the length of its name.
func namesModeller(line []byte) bool {
	length := false
	for word := range bytes.FieldsSeq(line) {
		if length && (string(word) == "ACIS" || string(word) == "ASM") {
			return true
		}
		length = isSequence(bytes.TrimPrefix(word, []byte("@")))
	}
	return false
}

// hasEntity looks for a line of ACIS's entities: a type, behind an index or none, a pointer
// ($-1, $12), one more or a number, and a number sign at the end.
func hasEntity(b []byte) bool {
	for line := range bytes.Lines(b) {
		line, ended := bytes.CutSuffix(line, []byte("\n"))
		if line = bytes.TrimSpace(line); !ended || len(line) < 8 || line[len(line)-1] != '#' {
			continue
		}
		words := bytes.Fields(line)
		if words[0][0] == '-' && isSequence(words[0][1:]) {
			words = words[1:]
		}
		if len(words) >= 4 && isLetter(words[0][0]) && isPointer(words[1]) && (isPointer(words[2]) || isSequence(bytes.TrimPrefix(words[2], []byte("-")))) {
			return true
		}
	}
	return false
}

// isPointer knows a reference to an entity, $12, or to none, $-1.
func isPointer(w []byte) bool {
	n, ok := bytes.CutPrefix(w, []byte("$"))
	n = bytes.TrimPrefix(n, []byte("-"))
	return ok && len(n) > 0 && isSequence(n)
}

// isEDIF knows the outermost list and its version (EDIF 2 0 0), in either case.
func isEDIF(b []byte) bool {
	if b[0] != '(' {
		return false
	}
	var room [headBytes]byte
	low := appendLower(room[:0], b)
	return bytes.HasPrefix(low, []byte("(edif")) && bytes.Contains(low, []byte("(edifversion "))
}

// isTransmit knows a file of Parasolid without the header that its kernel leaves to
// others: a letter for the coding, and the remark that all begin with.
func isTransmit(b []byte) bool {
	head := b[:min(len(b), 40)]
	return (b[0] == 'T' || b[0] == 'P' || b[0] == 'B') && bytes.Contains(head, []byte(": TRANSMIT FILE ")) && bytes.Contains(b, []byte("created by modeller"))
}

func isTopology(b []byte) bool { return bytes.HasPrefix(b, []byte("CASCADE Topology V")) }

// plotCommands are those of plotters' language that a plot begins with (HP-GL, HP-GL/2).
const plotCommands = " BP DF IN IP IW SC PA PR PU PD SP VS LT PW PT RO PS AC TR NP PC PG PE CO LO SI CS SR DI CI AA AR CT MC WU UL OW FS WG "

// isHPGL reads commands, two letters and numbers, that semicolons may part: one that
// starts or scales the plot and one that moves the pen are among the first ones.
func isHPGL(b []byte) bool {
	const enough = 5
	var starts, moves bool
	for range enough {
		b = bytes.TrimLeft(b, "\n; ")
		if len(b) < 2 || !strings.Contains(plotCommands, " "+string(b[:2])+" ") {
			return false
		}
		starts = starts || strings.Contains("IN DF IP SC SP BP", string(b[:2]))
		moves = moves || strings.Contains("PU PD PA PR PE", string(b[:2]))
		b = bytes.TrimLeft(b[2:], "0123456789.,+- \n")
		if len(b) > 0 && b[0] == '"' {
			_, b, _ = bytes.Cut(b[1:], []byte("\""))
		}
	}
	return starts && moves
}

// circuitCards are commands of circuit simulators that derive from SPICE, in lower case.
var circuitCards = setOfWords(".subckt", ".ends", ".model", ".param", ".params", ".include", ".inc", ".lib", ".endl", ".options", ".option", ".tran", ".ac", ".dc", ".op", ".global", ".end", ".ic",
	".nodeset", ".probe", ".print", ".plot", ".measure", ".meas", ".temp", ".control", ".save", ".noise", ".four", ".tf", ".title", ".prot", ".unprot", ".data", ".enddata", ".func", ".connect")

// isSPICE reads a netlist: elements, a letter with a name, their nodes and a value, and
// commands behind a full stop. The first line is a title, and stars begin remarks.
func isSPICE(b []byte) bool {
	cards, parts, first := 0, 0, true
	for line := range bytes.Lines(b) {
		line, ended := bytes.CutSuffix(line, []byte("\n"))
		line = bytes.TrimSpace(line)
		switch {
		case !ended:
			return false
		case len(line) == 0 || strings.IndexByte("*+$;", line[0]) >= 0:
		case isCard(line):
			cards++
		case isComponent(line):
			parts++
		case !first:
			return false
		}
		first = false
		if cards > 0 && parts > 2 || parts > 0 && cards > 2 {
			return true
		}
	}
	return false
}

func isCard(line []byte) bool {
	if line[0] != '.' {
		return false
	}
	word, _, _ := bytes.Cut(line, []byte(" "))
	var room [16]byte
	return len(word) <= len(room) && circuitCards[string(appendLower(room[:0], word))]
}

// isComponent knows a resistor, a source, a transistor: R1 out 0 10k, Xamp in out opamp.
func isComponent(line []byte) bool {
	first, _, _ := bytes.Cut(line, []byte(" "))
	if len(first) > 24 || first[0]|0x20 != 'x' && !bytes.ContainsAny(first, "0123456789") {
		return false // as most texts' words
	}
	words := bytes.Fields(line)
	if len(words) < 4 || bytes.ContainsAny(words[1], ".,:;!?") || bytes.ContainsAny(words[2], ".,:;!?") {
		return false
	}
	switch first[0] | 0x20 {
	case 'r', 'c', 'l', 'v', 'i':
		return isAmount(words[3])
	case 'd', 'q', 'm', 'e', 'f', 'g', 'h', 'b', 'j', 'k', 's', 't', 'w', 'x':
		return true
	}
	return false
}

// isAmount knows a value, an expression or a source's kind.
func isAmount(w []byte) bool {
	var room [8]byte
	low := appendLower(room[:0], w[:min(len(w), len(room))])
	return strings.IndexByte("0123456789.-+{'", low[0]) >= 0 || hasAnyPrefix(low, sources)
}

var sources = []string{"dc", "ac", "pulse", "sin", "pwl", "exp(", "sffm"}
