package content

import "bytes"

// Bytes in base85 within a text, as PostScript, PDF and btoa's successors write them: five
// characters for four bytes between "<~" and "~>" (PostScript Language Reference, 3.2.2).
// Git's patches have another alphabet, that of RFC 1924.

// leastBase85 is how many characters make a run worth to be looked at.
const leastBase85 = 20

// hasBase85 looks for a run that begins in the text's first lines.
func hasBase85(head []byte) bool {
	for {
		i := bytes.Index(head, []byte("<~"))
		if i < 0 {
			return false
		}
		head = head[i+2:]
		n := 0
		for n < len(head) && n < leastBase85 && isBase85(head[n]) {
			n++
		}
		if n == leastBase85 {
			return true
		}
	}
}

func isBase85(c byte) bool { return c >= '!' && c <= 'u' || c == 'z' || isBreak(c) || c == ' ' }

// base85Text reads the runs of a text, each as a body.
type base85Text struct {
	scope *scope
	angle bool // the byte before was '<'
	to    Writer
}

func (r *base85Text) Write(b []byte) {
	for len(b) > 0 {
		if r.to != nil {
			b = r.run(b)
			continue
		}
		i := bytes.IndexByte(b, '<')
		switch {
		case r.angle && b[0] == '~':
			r.to, i = &asciiEightyFive{next: r.scope.value()}, 0
		case i < 0:
			r.angle = false
			return
		}
		r.angle = r.to == nil
		b = b[i+1:]
	}
}

// run hands on what of b belongs to the run, and returns the rest.
func (r *base85Text) run(b []byte) []byte {
	n := 0
	for n < len(b) && isBase85(b[n]) {
		n++
	}
	r.to.Write(b[:n])
	if n < len(b) {
		r.Close()
	}
	return b[n:]
}

// Close ends a run, which a sign does that is not of it.
func (r *base85Text) Close() {
	if r.to != nil {
		r.to.Close()
		r.to = nil
	}
}

// gitCode is the base85 of Git's patches, of which a line has up to 52 bytes of ZLIB.
type gitCode struct{}

// isGitSize knows the line before those of a file, or of its difference to the one before.
func isGitSize(line []byte) bool {
	kind, size, ok := bytes.Cut(line, []byte(" "))
	return ok && (string(kind) == "literal" || string(kind) == "delta") && len(size) > 0 && len(bytes.Trim(size, "0123456789")) == 0
}

var gitValues = func() *[256]uint8 {
	t := new([256]uint8)
	for i := range t {
		t[i] = 85
	}
	for i, c := range []byte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~") {
		t[c] = uint8(i)
	}
	return t
}()

func (gitCode) line(b []byte) (out []byte, ok bool) {
	left := 0
	switch {
	case len(b) == 0:
		return nil, false
	case b[0] >= 'A' && b[0] <= 'Z':
		left = int(b[0]-'A') + 1
	case b[0] >= 'a' && b[0] <= 'z':
		left = int(b[0]-'a') + 27
	}
	if left == 0 || len(b) != 1+(left+3)/4*5 {
		return nil, false
	}
	for b = b[1:]; len(b) > 0; b = b[5:] {
		word := uint32(0)
		for _, c := range b[:5] {
			if gitValues[c] == 85 {
				return out, false
			}
			word = word*85 + uint32(gitValues[c])
		}
		for shift := 24; shift >= 0 && left > 0; shift -= 8 {
			out = append(out, byte(word>>shift))
			left--
		}
	}
	return out, true
}
