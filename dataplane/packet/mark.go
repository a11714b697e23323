package packet

import (
	"fmt"
	"math/bits"
)

// State is what Sekisho's own bits of a mark say.
type State uint32

const (
	// StateUndecided: no decision of this generation; the flow is asked about.
	StateUndecided State = 0
	// StateAccepted: the rest of the flow passes in the kernel.
	StateAccepted State = 1
	// StateBlocked: the rest of the flow is refused in the kernel.
	StateBlocked State = 2
	// StateReset: refuse this very packet too. It rides on a packet that is
	// repeated, and becomes StateBlocked in the connection's mark.
	StateReset State = 3
)

const (
	stateBits         = 2
	leastMarkMaskBits = 6 // two of state, four of generation: a reload a second is unambiguous for 16 s
)

// Marks reads and writes Sekisho's bits of packet marks and conntrack marks, and
// leaves all other bits as they are. The mask's two lowest bits hold the state,
// the rest a generation: a mark of an older generation counts as undecided, so
// that a new policy judges established flows anew without visiting any of them.
//
// It is a small immutable value. Its zero value owns no bits; use NewMarks.
type Marks struct {
	mask       uint32
	generation uint32
}

// NewMarks returns the marks of one generation within mask, which needs at least
// six bits and may have gaps. The generation wraps at the number that fits.
func NewMarks(mask, generation uint32) (Marks, error) {
	if n := bits.OnesCount32(mask); n < leastMarkMaskBits {
		return Marks{}, fmt.Errorf("mark mask %#x has %d bits: want at least %d", mask, n, leastMarkMaskBits)
	}
	m := Marks{mask: mask}
	m.generation = generation % m.Generations()
	return m, nil
}

// Mask is the bits that are Sekisho's.
func (m Marks) Mask() uint32 { return m.mask }

// Generation is the generation that decisions are marked with, below Generations.
func (m Marks) Generation() uint32 { return m.generation }

// Generations is how many generations fit: 16 to 2^30.
func (m Marks) Generations() uint32 {
	return 1 << (max(bits.OnesCount32(m.mask), stateBits) - stateBits)
}

// Next is the marks of the following generation.
func (m Marks) Next() Marks {
	return Marks{mask: m.mask, generation: (m.generation + 1) % m.Generations()}
}

// Accepted returns orig with the own bits saying that the flow is accepted.
func (m Marks) Accepted(orig uint32) uint32 { return m.with(orig, StateAccepted) }

// Blocked returns orig with the own bits saying that the flow is blocked.
func (m Marks) Blocked(orig uint32) uint32 { return m.with(orig, StateBlocked) }

// Reset returns orig with the own bits asking to refuse packet and flow. It goes
// with the action Repeat.
func (m Marks) Reset(orig uint32) uint32 { return m.with(orig, StateReset) }

// Undecided returns orig with the own bits cleared.
func (m Marks) Undecided(orig uint32) uint32 { return orig &^ m.mask }

// Has is the own bits alone of a mark in state s; compare it with mark & Mask.
func (m Marks) Has(s State) uint32 {
	return deposit(uint32(s)|m.generation<<stateBits, m.mask)
}

// State reads a mark. A mark of another generation is StateUndecided.
func (m Marks) State(mark uint32) State {
	field := extract(mark, m.mask)
	if field>>stateBits != m.generation {
		return StateUndecided
	}
	return State(field & (1<<stateBits - 1))
}

func (m Marks) with(orig uint32, s State) uint32 { return orig&^m.mask | m.Has(s) }

// deposit spreads the low bits of v over the set bits of mask, lowest first.
func deposit(v, mask uint32) (out uint32) {
	for ; mask != 0; mask &= mask - 1 {
		if v&1 != 0 {
			out |= mask & -mask
		}
		v >>= 1
	}
	return out
}

// extract gathers the bits of v under mask: the inverse of deposit.
func extract(v, mask uint32) (out uint32) {
	for i := 0; mask != 0; mask &= mask - 1 {
		if v&(mask&-mask) != 0 {
			out |= 1 << i
		}
		i++
	}
	return out
}
