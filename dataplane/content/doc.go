// Package content turns the bytes of any body into text that detectors can
// read. A body is unwrapped layer by layer: content codings (gzip, deflate, br,
// zstd), then containers recognised by their first bytes or by the declared
// media type (archives, documents, mail, multipart …), then the charset, then the
// tags of markup that split words, then escapes inside the text (JSON, HTML,
// percent), then what those escapes show to be a coded text of its own (JSON in JSON,
// markup in XML, lines in a URL), then base64, base32 and hexadecimal runs; what they stand
// for starts again at the top as a part of its own. So do texts among binary bytes, and files
// that stand in lines of a text (coded.go). What records spread, such as the lines of a log,
// the segments of a message or the blocks of a page, is joined and read beside the text (side.go).
//
// Everything is pushed: when a Write returns, whatever its bytes allow has been
// delivered, down to the last bit of a DEFLATE stream, so that the packet which
// completes a flagged value is judged before it is forwarded. That is why
// inflate is written here, and why no decoder runs in a goroutine.
//
// What can't be known from the first bytes is delivered on the best guess and,
// should later bytes prove it wrong, delivered again in a fresh Text: detectors
// count distinct values, so the repetition is harmless while a hole would not be.
//
// Nothing is skipped in silence. Bytes that no layer can read are counted with
// Sink.Opaque and a reason: an unknown or broken coding, encryption, a limit
// passed, or bytes that look random and belong to no known format. What is encrypted
// with a password that every program tries by itself (PDF's empty one, Excel's) is read.
// Macros are texts, one a module.
//
// Databases and archives of formats without a reader count as opaque too; the texts among
// their bytes are delivered.
//
// Of archives whose index stands at the end (7z) or whose compression can't be cut
// into pieces (RAR, LZMA), and of compound files (Office before 2007), the members are
// delivered with the packet that completes the archive; of bzip2 and LZ4, with the one that completes a block. ZIP is read by
// the headers before its members, and so are the documents that are ZIP archives.
//
// A format is one file that registers itself: its magic, media types and opener.
package content
