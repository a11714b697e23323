package content

// Formats that have no reader and need none: pictures, sound and fonts carry no text to
// speak of. Magics as registered with IANA or, where they aren't, as in the formats' own
// specifications.
var (
	_ = register(format{mediaType: "image/jpeg", media: true, magics: []magic{{0, "\xff\xd8\xff"}}})
	_ = register(format{mediaType: "image/png", media: true, magics: []magic{{0, "\x89PNG\r\n\x1a\n"}}})
	_ = register(format{mediaType: "image/gif", media: true, magics: []magic{{0, "GIF87a"}, {0, "GIF89a"}}})
	_ = register(format{mediaType: "image/webp", media: true, magics: []magic{{8, "WEBPVP8"}}})
	_ = register(format{mediaType: "image/tiff", media: true, magics: []magic{{0, "II*\x00"}, {0, "MM\x00*"}}})
	_ = register(format{mediaType: "image/jp2", media: true, magics: []magic{{0, "\x00\x00\x00\x0cjP  \r\n"}}})
	_ = register(format{mediaType: "video/mp4", media: true, magics: []magic{{4, "ftyp"}}})
	_ = register(format{mediaType: "video/webm", media: true, magics: []magic{{0, "\x1aE\xdf\xa3"}}})
	_ = register(format{mediaType: "video/mpeg", media: true, magics: []magic{{0, "\x00\x00\x01\xba"}}})
	_ = register(format{mediaType: "audio/mpeg", media: true, magics: []magic{{0, "ID3\x02"}, {0, "ID3\x03"}, {0, "ID3\x04"}, {0, "\xff\xfb\x90"}}})
	_ = register(format{mediaType: "audio/ogg", media: true, magics: []magic{{0, "OggS\x00"}}})
	_ = register(format{mediaType: "audio/flac", media: true, magics: []magic{{0, "fLaC\x00"}}})
	_ = register(format{mediaType: "audio/wav", media: true, magics: []magic{{8, "WAVEfmt "}}})
	_ = register(format{mediaType: "font/woff", media: true, magics: []magic{{0, "wOFF\x00\x01\x00\x00"}}})
	_ = register(format{mediaType: "font/woff2", media: true, magics: []magic{{0, "wOF2\x00\x01\x00\x00"}}})
)
