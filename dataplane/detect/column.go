package detect

// A column under a header is judged as a column too: "card number" may head the
// numbers of a club's cards, a tenth of which has a right check digit by
// accident. Each row that agrees or disagrees with the header moves the odds by
// the same factor, about ten, so that their difference tells what is likelier
// (the sequential test of Wald 1945).

const (
	scoredColumns = 16
	// leastScore is how far the rows that disagree may outnumber the others before a
	// header is no longer believed: it is right far more often than not.
	leastScore = -2
	mostScore  = 8
)

// columnScores is how well the columns of a table agree with their headers.
type columnScores struct {
	valid [scoredColumns]int8 // rows that agree less those that don't, within mostScore
	found uint16              // columns whose cell in this row agrees
}

// holds notes that a value agrees with the header of its column, and says whether the
// rows before do.
func (c *columnScores) holds(column int) bool {
	if column >= scoredColumns {
		return true
	}
	c.found |= 1 << column
	return c.valid[column] >= leastScore
}

// weighColumn notes at a row's end whether a cell agrees with its header, which names
// numbers with a check digit. Cells that hold no number say nothing.
func (v *visit) weighColumn(column int, cell []byte) {
	s := &v.state.scores
	if column >= scoredColumns {
		return
	}
	switch score := &s.valid[column]; {
	case s.found>>column&1 != 0:
		*score = min(*score+1, mostScore)
	case countDigits(cell) >= minDigits:
		*score = max(*score-1, -mostScore)
	}
}
