package detect

import (
	"math"
	"math/bits"
)

// The prefilter turns 64 bytes of text into four words of 64 bits, one bit a
// byte: where ASCII digits are, where '@' and line feeds are, and where four
// bytes may begin the fingerprint of a literal. The last is the shuffle method
// of Hyperscan's Teddy: each byte's two nibbles choose, by table, the set of
// eight groups of literals that it fits at each of the four positions, and what
// remains after intersecting the four sets is looked at. The kernels for
// amd64 are in prefilter_amd64.s; marksPortable is their obvious twin.

// marks are the places in 64 bytes worth looking at; bit i is byte i.
type marks struct {
	digits, at, lines, words uint64
}

const blockSize = 64

// masks are the nibble tables: [position][low or high nibble][nibble].
type masks [printBytes][2][16]byte

// printBytes is the number of bytes that a literal is found by. A literal of
// three bytes has any byte as its fourth.
const printBytes = 4

// groups is how many groups a byte of the tables tells apart. With hundreds of
// literals that is too few, so that the kernel runs over each piece several times,
// for eight groups each time: it is the cheapest of all steps.
const groups = 8

const (
	// printsPerRun is how many fingerprints deserve a run of their own.
	printsPerRun = 80
	// mostRuns bounds the runs: with all classes' 1,230 literals Japanese prose took 12 % less
	// time with 10 than with 8, other texts the same.
	mostRuns = 10
)

// buildMasks divides the fingerprints into groups by joining, again and again,
// the two groups that together let the fewest foreign bytes pass. It returns the
// tables of each run.
func buildMasks(list []literal) []masks {
	sets := crowd(fingerprints(list))
	runs := make([]masks, min(1+len(sets)/printsPerRun, mostRuns))
	for i, set := range joinNearest(sets, len(runs)*groups) {
		runs[i/groups].add(i%groups, &set)
	}
	return runs
}

// add makes set the masks' group i.
func (m *masks) add(i int, set *nibbles) {
	for pos := range m {
		for half := range m[pos] {
			for nibble := range 16 {
				m[pos][half][nibble] |= byte(set[pos][half]>>nibble&1) << i
			}
		}
	}
}

// nibbles are the low and high nibbles that a group lets pass at each position.
type nibbles [printBytes][2]uint16

// fingerprints returns the literals' fingerprints, each once.
func fingerprints(list []literal) (sets []nibbles) {
	seen := make(map[nibbles]bool, len(list))
	for _, l := range list {
		set := nibblesOf(l.text[l.at:min(l.at+printBytes, len(l.text))], l.fold)
		if !seen[set] {
			seen[set] = true
			sets = append(sets, set)
		}
	}
	return sets
}

// mostSets is how many sets joinNearest is asked to choose among, since its work
// grows with their square: a policy may have thousands of keywords. It must be more than the
// detectors' own fingerprints: sets joined before the choice let so much pass that prose took
// twice as long.
const mostSets = 1280

// crowd joins each set beyond mostSets with the one that it widens least.
func crowd(sets []nibbles) []nibbles {
	if len(sets) <= mostSets {
		return sets
	}
	kept := sets[:mostSets:mostSets]
	for i := range sets[mostSets:] {
		set, best, at := &sets[mostSets+i], math.Inf(1), 0
		for j := range kept {
			if cost := kept[j].with(set).passing() - kept[j].passing(); cost < best {
				best, at = cost, j
			}
		}
		kept[at] = kept[at].with(set)
	}
	return kept
}

// nibblesOf lets a fingerprint pass, in either case if that does not matter.
func nibblesOf(print string, fold bool) (n nibbles) {
	for pos := range n {
		if pos >= len(print) {
			n[pos] = [2]uint16{0xffff, 0xffff}
			continue
		}
		c := print[pos]
		n[pos] = [2]uint16{1 << (c & 15), 1 << (c >> 4)}
		if fold && c-'a' < 26 {
			n[pos][1] |= 1 << (c>>4 - 2)
		}
	}
	return n
}

// neighbour is the set that another is joined with at the least cost.
type neighbour struct {
	set  int
	cost float64
}

// joinNearest joins the two sets that together let the fewest bytes pass, until
// no more than most are left. A join only makes a set dearer for the others, so
// that none but the neighbours of the two look for another neighbour.
func joinNearest(sets []nibbles, most int) []nibbles {
	near := make([]neighbour, len(sets))
	for i := range near {
		near[i] = nearest(sets, i)
	}
	for len(sets) > most {
		x := cheapest(near)
		x, y := max(x, near[x].set), min(x, near[x].set)
		last := len(sets) - 1
		sets[y] = sets[y].with(&sets[x])
		sets[x], near[x] = sets[last], near[last]
		sets, near = sets[:last], near[:last]
		for i := range near {
			switch to := near[i].set; {
			case i == y || to == x || to == y:
				near[i] = nearest(sets, i)
			case to == last:
				near[i].set = x
			}
		}
	}
	return sets
}

func cheapest(near []neighbour) (at int) {
	for i := range near {
		if near[i].cost < near[at].cost {
			at = i
		}
	}
	return at
}

func nearest(sets []nibbles, i int) neighbour {
	n := neighbour{cost: math.Inf(1)}
	for j := range sets {
		if j == i {
			continue
		}
		if cost := sets[i].with(&sets[j]).passing(); cost < n.cost {
			n = neighbour{j, cost}
		}
	}
	return n
}

func (n *nibbles) with(other *nibbles) (both nibbles) {
	for pos := range n {
		both[pos] = [2]uint16{n[pos][0] | other[pos][0], n[pos][1] | other[pos][1]}
	}
	return both
}

// passing is about how often a group lets ordinary bytes pass.
func (n nibbles) passing() float64 {
	product := 1
	for _, p := range n {
		share := 0
		for high := p[1]; high != 0; high &= high - 1 {
			share += highShare[bits.TrailingZeros16(high)]
		}
		product *= share * bits.OnesCount16(p[0])
	}
	return float64(product)
}

// highShare is roughly how often bytes have each high nibble in texts of Latin
// and Japanese script and in programs.
var highShare = [16]int{1, 1, 6, 3, 2, 2, 8, 6, 6, 4, 3, 3, 1, 1, 9, 1}

// mark marks dst for each whole block of src, which must hold three bytes more
// than the blocks.
func mark(dst []marks, src []byte, runs []masks) {
	if len(dst) == 0 {
		return
	}
	_ = src[len(dst)*blockSize+printBytes-2]
	markSigns(dst, src, &runs[0])
	for i := range runs[1:] {
		markWords(dst, src, &runs[1+i])
	}
}

// marksPortable is the obvious twin of mark.
func marksPortable(dst []marks, src []byte, runs []masks) {
	signsPortable(dst, src, &runs[0])
	for i := range runs[1:] {
		wordsPortable(dst, src, &runs[1+i])
	}
}

// signsPortable marks digits, '@', line feeds, and the words of the first run.
func signsPortable(dst []marks, src []byte, m *masks) {
	for i := range dst {
		dst[i] = signsIn(src[i*blockSize:])
	}
	wordsPortable(dst, src, m)
}

func signsIn(src []byte) (k marks) {
	for i, c := range src[:blockSize] {
		bit := uint64(1) << i
		if c-'0' < 10 {
			k.digits |= bit
		}
		if c == '@' {
			k.at |= bit
		}
		if c == '\n' {
			k.lines |= bit
		}
	}
	return k
}

// wordsPortable adds the words of a further run.
func wordsPortable(dst []marks, src []byte, m *masks) {
	var wide [printBytes][256]byte
	for pos := range wide {
		for c := range 256 {
			wide[pos][c] = m[pos][0][c&15] & m[pos][1][c>>4]
		}
	}
	for i := range len(dst) * blockSize {
		if wide[0][src[i]]&wide[1][src[i+1]]&wide[2][src[i+2]]&wide[3][src[i+3]] != 0 {
			dst[i/blockSize].words |= 1 << (i % blockSize)
		}
	}
}
