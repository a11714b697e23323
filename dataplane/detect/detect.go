package detect

// Finding is what was found of one class in one flow or file.
type Finding struct {
	Class      string  // leaf class, such as "jp.my_number"
	Count      int     // distinct values (opaque: bytes)
	Confidence float64 // 0 to 1, of the best value
	Sample     string  // masked: at most the first two and last two characters
	Where      string  // path of the first value found
	Reference  string  // of confidential.registered: the ID of the first document found; else ""
	// Containment is the share of that document that was found, 0 to 1.
	Containment float64
}

// Text describes a text about to be scanned.
type Text struct {
	Where     string // path through containers
	Name      string // file name, or ""
	MediaType string // recognised media type, or ""
	Binary    bool   // raw bytes rather than UTF-8 text
}
