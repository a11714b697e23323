package content

import "strings"

// recorder is a Sink that keeps all it is given.
type recorder struct {
	texts   []*recorded
	parts   []Info
	sizes   []int64
	opaque  int64
	reasons map[string]int64
	flags   []string
	kinds   []string
}

type recorded struct {
	Info
	strings.Builder
	closed bool
}

func (r *recorder) Text(i Info) Writer {
	t := &recorded{Info: i}
	r.texts = append(r.texts, t)
	return recordWriter{t}
}

type recordWriter struct{ t *recorded }

func (w recordWriter) Write(b []byte) { w.t.Builder.Write(b) }
func (w recordWriter) Close()         { w.t.closed = true }

func (r *recorder) Part(i Info, n int64) {
	r.parts = append(r.parts, i)
	r.sizes = append(r.sizes, n)
}

func (r *recorder) Opaque(_ Info, n int64, reason string) {
	if r.reasons == nil {
		r.reasons = map[string]int64{}
	}
	r.opaque += n
	r.reasons[reason] += n
}

func (r *recorder) Kind(i Info, mediaType string) {
	r.kinds = append(r.kinds, i.Where+" "+mediaType)
}

func (r *recorder) Flag(class string, i Info, _ string) {
	r.flags = append(r.flags, class+" "+i.Where)
}

// text returns the last text delivered for a path.
func (r *recorder) text(where string) string {
	for i := len(r.texts) - 1; i >= 0; i-- {
		if r.texts[i].Where == where {
			return r.texts[i].String()
		}
	}
	return ""
}

// last returns the last text delivered.
func (r *recorder) last() string {
	if len(r.texts) == 0 {
		return ""
	}
	return r.texts[len(r.texts)-1].String()
}

// has reports whether any text delivered is want.
func (r *recorder) has(want string) bool {
	for _, t := range r.texts {
		if t.String() == want {
			return true
		}
	}
	return false
}

// contains reports whether any text delivered contains want.
func (r *recorder) contains(want string) bool {
	for _, t := range r.texts {
		if strings.Contains(t.String(), want) {
			return true
		}
	}
	return false
}

// covers reports whether want was delivered as a text, or either is the other's
// end.
func (r *recorder) covers(want string) bool {
	for _, t := range r.texts {
		s := t.String()
		if s == want || s != "" && want != "" && (strings.HasSuffix(want, s) || strings.HasSuffix(s, want)) {
			return true
		}
	}
	return false
}

// all returns the texts in the order they began.
func (r *recorder) all() (texts []string) {
	for _, t := range r.texts {
		texts = append(texts, t.String())
	}
	return texts
}
