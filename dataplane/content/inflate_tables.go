package content

import "sync"

// The symbols of RFC 1951, 3.2.5: base values and extra bits.
var (
	lengthBase  = [...]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthExtra = [...]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	// clOrder is the order in which code lengths of the code length code come.
	clOrder = [...]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
)

const (
	maxLitSymbols  = 286
	maxDistSymbols = 30
	litRoot        = 10
	distRoot       = 8
	clRoot         = 7
)

// values holds the entries of all symbols, without their code lengths.
type values struct{ lit, dist, cl []entry }

var symbolValues = sync.OnceValue(func() *values {
	v := &values{lit: make([]entry, 288), dist: make([]entry, 32), cl: make([]entry, 19)}
	for i := range 256 {
		v.lit[i] = entryLiteral | entry(i)<<16
	}
	v.lit[256] = entryEnd
	for i, base := range lengthBase {
		v.lit[257+i] = entry(lengthExtra[i])<<8 | entry(base)<<16
	}
	v.lit[286], v.lit[287] = entryBad, entryBad
	base := 1
	for i := range maxDistSymbols {
		extra := max(i/2-1, 0)
		v.dist[i] = entry(extra)<<8 | entry(base)<<16
		base += 1 << extra
	}
	v.dist[30], v.dist[31] = entryBad, entryBad
	for i := range v.cl {
		v.cl[i] = entry(i) << 16
	}
	return v
})

type fixedCode struct{ lit, dist huffman }

// fixedTables returns the fixed code's tables (RFC 1951, 3.2.6).
func fixedTables() (lit, dist *huffman) {
	f := fixed()
	return &f.lit, &f.dist
}

var fixed = sync.OnceValue(func() *fixedCode {
	var lit [288]uint8
	for i := range lit {
		switch {
		case i >= 144 && i < 256:
			lit[i] = 9
		case i >= 256 && i < 280:
			lit[i] = 7
		default:
			lit[i] = 8
		}
	}
	dist := make([]uint8, 32)
	for i := range dist {
		dist[i] = 5
	}
	f, v := new(fixedCode), symbolValues()
	f.lit.build(litRoot, lit[:], v.lit)
	f.dist.build(distRoot, dist, v.dist)
	return f
})

// dynamicHeader is how far the code lengths of a dynamic block have been read.
type dynamicHeader struct {
	stage            uint8 // 0 counts, 1 code length code, 2 lengths
	lits, dists, cls int
	at               int
	cl               [19]uint8
	lengths          [maxLitSymbols + maxDistSymbols]uint8
}

// dynamic reads the code lengths of RFC 1951, 3.2.7, one element a call.
func (f *inflater) dynamic() (bool, error) {
	d := &f.dyn
	switch d.stage {
	case 0:
		return f.dynamicCounts(d)
	case 1:
		return f.dynamicCodeLengths(d)
	}
	if d.at == d.lits+d.dists {
		return f.dynamicTables(d)
	}
	return f.dynamicLength(d)
}

func (f *inflater) dynamicCounts(d *dynamicHeader) (bool, error) {
	if !f.need(14) {
		return false, nil
	}
	d.lits, d.dists, d.cls = int(f.take(5))+257, int(f.take(5))+1, int(f.take(4))+4
	if d.lits > maxLitSymbols || d.dists > maxDistSymbols {
		return false, errInflate
	}
	d.stage = 1
	return true, nil
}

func (f *inflater) dynamicCodeLengths(d *dynamicHeader) (bool, error) {
	for ; d.at < d.cls; d.at++ {
		if !f.need(3) {
			return false, nil
		}
		d.cl[clOrder[d.at]] = uint8(f.take(3))
	}
	// The code length code is needed before the distance code: it borrows its table.
	if !f.dist.build(clRoot, d.cl[:], symbolValues().cl) {
		return false, errInflate
	}
	d.stage, d.at = 2, 0
	return true, nil
}

// dynamicLength reads one code length, or a run of them.
func (f *inflater) dynamicLength(d *dynamicHeader) (bool, error) {
	f.need(14)
	e := f.dist.find(f.bits)
	used := uint(e & 0xff)
	symbol := e >> 16
	extra := [3]uint{2, 3, 7}
	if symbol > 15 && used > 0 {
		used += extra[symbol-16]
	}
	switch {
	case f.n == 0 || used > f.n:
		return false, nil
	case used == 0:
		return false, errInflate
	}
	return d.add(symbol, int(f.take(used)>>(e&0xff)))
}

// add adds the length, or the run of them, that a symbol and the bits behind it stand for
// (RFC 1951, 3.2.7).
func (d *dynamicHeader) add(symbol uint32, run int) (bool, error) {
	length := uint8(0)
	switch symbol {
	case 16:
		if d.at == 0 {
			return false, errInflate
		}
		length, run = d.lengths[d.at-1], run+3
	case 17:
		run += 3
	case 18:
		run += 11
	default:
		length, run = uint8(symbol), 1
	}
	if d.at+run > d.lits+d.dists {
		return false, errInflate
	}
	for range run {
		d.lengths[d.at] = length
		d.at++
	}
	return true, nil
}

func (f *inflater) dynamicTables(d *dynamicHeader) (bool, error) {
	v := symbolValues()
	lit, dist := d.lengths[:d.lits], d.lengths[d.lits:d.lits+d.dists]
	if !f.lit.build(litRoot, lit, v.lit) || !f.dist.build(distRoot, dist, v.dist) {
		return false, errInflate
	}
	f.litUsed, f.dstUsed = &f.lit, &f.dist
	f.step = (*inflater).symbols
	return true, nil
}
