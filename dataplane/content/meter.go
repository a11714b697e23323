package content

// unpacker is what every decoder of a compression shares: where its bytes go,
// the watch over the limits, and why it stopped.
type unpacker struct {
	scope  *scope
	next   Writer
	in     int64  // packed bytes taken
	out    int64  // unpacked bytes given
	failed string // why the rest can't be read, or ""
}

// give delivers unpacked bytes and reports whether more may come.
func (u *unpacker) give(b []byte) bool {
	x := u.scope.x
	if x.unpacked > x.limits.Bytes { // by another: of many, each would add a little
		u.failed = reasonBytes
		return false
	}
	u.out += int64(len(b))
	x.unpacked += int64(len(b))
	u.next.Write(b)
	switch {
	case x.unpacked > x.limits.Bytes:
		u.failed = reasonBytes
	case u.out > freeRatio && u.out > int64(x.limits.Ratio)*u.in:
		u.failed = reasonRatio
	}
	return u.failed == ""
}

// refuse counts b as unreadable for the reason that stopped the decoder. At
// least one byte counts, since what stopped it was not read either.
func (u *unpacker) refuse(b []byte) { u.scope.opaque(max(len(b), 1), u.failed) }

// inflate returns an inflater that gives to u, or nil if there is no memory.
func (u *unpacker) inflate() *inflater {
	f := u.scope.x.takeInflater()
	if f == nil {
		u.failed = reasonMemory
		return nil
	}
	f.reset(u.give)
	return f
}
