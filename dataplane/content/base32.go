package content

// Base32 (RFC 4648, 6 and 7), in which programs write bytes where case may be lost: names
// of hosts, keys that people type.
var (
	base32Class    = fiveBits("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
	base32HexClass = fiveBits("0123456789ABCDEFGHIJKLMNOPQRSTUV")
)

// fiveBits gives each character of an alphabet its value, in either case.
func fiveBits(alphabet string) *[256]uint8 {
	t := new([256]uint8)
	for i := range t {
		t[i] = runNone
	}
	for i, c := range []byte(alphabet) {
		t[c] = uint8(i)
		if c >= 'A' {
			t[c|0x20] = uint8(i)
		}
	}
	return t
}

// recognise chooses the coding of a run that begins with first, and says whether it stands
// for something in it. Base32 has letters of one case only, which base64 of so many has not.
func (d *runDecoder) recognise(first []byte) bool {
	if d.hex = allHex(first); d.hex {
		return !d.standsForNothing(first)
	}
	if oneCase(first) {
		for _, five := range [...]*[256]uint8{base32Class, base32HexClass} {
			if d.five = five; allOf(five, first) && !d.standsForNothing(first) {
				return true
			}
		}
		d.five = nil
	}
	return !d.standsForNothing(first)
}

// oneCase says whether b has no letters of both cases.
func oneCase(b []byte) bool {
	upper, lower := false, false
	for _, c := range b {
		upper = upper || c >= 'A' && c <= 'Z'
		if lower = lower || c >= 'a' && c <= 'z'; upper && lower {
			return false
		}
	}
	return true
}

func allOf(class *[256]uint8, b []byte) bool {
	for _, c := range b {
		if class[c] == runNone {
			return false
		}
	}
	return true
}

// base32 decodes characters of it; what else is in the run is skipped.
func (d *runDecoder) base32(dst, b []byte) (n int) {
	for _, c := range b {
		v := d.five[c]
		if v == runNone {
			continue
		}
		d.bits = d.bits<<5 | uint32(v)
		if d.n += 5; d.n >= 8 {
			d.n -= 8
			dst[n] = byte(d.bits >> d.n)
			n++
		}
	}
	return n
}
