package content

// body is a part whose bytes are about to be recognised.
type body struct {
	scope
	next Writer
	size int64
}

func (x *Extractor) body(s scope) *body { return &body{scope: s} }

func (b *body) Write(p []byte) {
	b.size += int64(len(p))
	if b.next == nil {
		b.next = b.x.sink.Text(b.info)
	}
	b.next.Write(p)
}

func (b *body) Close() {
	if b.next != nil {
		b.next.Close()
	}
	b.x.sink.Part(b.info, b.size)
}
