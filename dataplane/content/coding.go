package content

import "strings"

// codings are the content codings (RFC 9110, 8.4.1, and the IANA registry).
var codings = map[string]func(*scope, Writer) Writer{
	"gzip":    newGzip,
	"x-gzip":  newGzip,
	"deflate": newDeflate,
	"br":      newBrotli,
	"zstd":    newZstd,
}

// decode wraps next in the decoders of the codings that were applied in order,
// so that the last one applied is undone first.
func (x *Extractor) decode(next Writer, s *scope, applied []string) Writer {
	if len(applied) > x.limits.Depth {
		return &unread{scope: *s, reason: reasonDepth}
	}
	for _, name := range applied {
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "" || name == "identity" {
			continue
		}
		coding, known := codings[name]
		if !known {
			return &unread{scope: *s, reason: reasonCoding}
		}
		next = coding(s, next)
	}
	return next
}
