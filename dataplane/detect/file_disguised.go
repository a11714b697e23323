package detect

import "strings"

// disguisedClass is of files whose names say that they are something else: a
// drawing called photo.jpg, or an archive called notes.txt.
const disguisedClass = "file.disguised"

// File is what a file calls itself, and what its bytes show.
type File struct {
	Where     string // path through containers
	Name      string // file name, or ""
	Declared  string // media type declared, with parameters, or ""
	MediaType string // media type recognised
}

func init() {
	register(&detector{
		class:  disguisedClass,
		basis:  "file name extensions as registered with their media types (IANA), against the formats' own first bytes (content, file_cad.go)",
		head:   &headRule{format: disguisedDrawing},
		binary: true,
		findsFiles: []fileExample{
			{File{Name: "photo.jpg", MediaType: "application/zip"}, ""},
			{File{Name: "PHOTO.JPG ", MediaType: "application/x-ole-storage"}, ""},
			{File{Name: "photo.png", MediaType: "text/plain"}, ""},
			{File{Name: "notes.txt", MediaType: "application/zip"}, ""},
			{File{Name: "notes.csv", MediaType: "image/png"}, ""},
			{File{Name: "manual.pdf", MediaType: "application/zip"}, ""},
			{File{Name: "report.docx", MediaType: "application/pdf"}, ""},
			{File{Name: "report.doc", MediaType: "application/x-7z-compressed"}, ""},
			{File{Name: "song.mp3", MediaType: "application/vnd.sqlite3"}, ""},
			{File{Name: "2026-11-22", Declared: "image/jpeg", MediaType: "application/zip"}, ""},
			{File{Name: "clip.mp4", MediaType: "image/gif"}, ""},
			{File{Name: "photo.jpg", MediaType: "application/x-executable"}, ""},
			{File{Name: "report.pdf", MediaType: "application/x-keepass2"}, ""},
			{File{Name: "photo.jpg"}, "AC1032\x00\x00\x00\x00\x00\x03\x01"},
			{File{Name: "notes.txt"}, "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\n"},
			{File{Name: "archive.zip"}, "V5_CFV2\x00\x00\x00"},
			{File{Declared: "image/jpeg"}, "AC1032\x00\x00\x00\x00\x00\x03\x01"},
		},
		passesFiles: []fileExample{
			{File{Name: "photo.jpg", MediaType: "image/png"}, ""},
			{File{Name: "photo.jpg", MediaType: "application/octet-stream"}, ""},
			{File{Name: "logo.png", Declared: "text/html; charset=utf-8", MediaType: "text/html"}, ""},
			{File{Name: "._photo.jpg", MediaType: "application/zip"}, ""},
			{File{Name: "drawing.dwg"}, "AC1032\x00\x00\x00\x00\x00\x03\x01"},
			{File{Name: "amplifier.txt"}, "amplifier\nR1 in out 10k\nC2 out 0 100n\nV1 in 0 AC 1\n.ac dec 10 1 1meg\n.end\n"},
			{File{Name: "drills.txt"}, "M48\nINCH,TZ\nT01C0.020\n%\nT01\n"},
			{File{Name: "model.xml"}, "<?xml version='1.0' encoding='utf-8'?>\n<!--\n FreeCAD Document, see https://www.freecad.org\n-->\n<Document SchemaVersion=\"4\">"},
			{File{Name: "list.xls", MediaType: "text/html"}, ""},
			{File{Name: "list.xlsx", MediaType: "application/x-ole-storage"}, ""},
			{File{Name: "letter.doc", MediaType: "application/rtf"}, ""},
			{File{Name: "data.txt", MediaType: "application/json"}, ""},
			{File{Name: "backup.zip", MediaType: "application/gzip"}, ""},
			{File{Name: "upload.tmp", MediaType: "application/zip"}, ""},
			{File{Name: "blob", MediaType: "application/zip"}, ""},
			{File{Name: "data.bin", MediaType: "application/pdf"}, ""},
			{File{Declared: "application/octet-stream", MediaType: "application/zip"}, ""},
		},
	})
}

// contents is a set of kinds of content.
type contents uint16

const (
	pictureContent contents = 1 << iota
	soundContent            // and films
	pdfContent
	zipContent // office documents among them
	oleContent
	rtfContent
	archiveContent
	databaseContent
	programContent
	textContent
	drawingContent // what file.cad finds
)

// mediaContents are the contents that media types stand for; of a type ending in
// a slash, all below it do. Any other, such as unknown bytes, contradicts nothing.
var mediaContents = []struct {
	mediaType string
	contents
}{
	{"image/", pictureContent}, {"audio/", soundContent}, {"video/", soundContent}, {"application/pdf", pdfContent}, {"application/zip", zipContent},
	{"application/x-ole-storage", oleContent}, {"application/rtf", rtfContent}, {"application/gzip", archiveContent}, {"application/x-xz", archiveContent},
	{"application/zstd", archiveContent}, {"application/x-bzip2", archiveContent}, {"application/x-lz4", archiveContent},
	{"application/x-7z-compressed", archiveContent}, {"application/vnd.rar", archiveContent}, {"application/x-tar", archiveContent},
	{"application/vnd.ms-cab-compressed", archiveContent}, {"application/x-lzh-compressed", archiveContent},
	{"application/vnd.sqlite3", databaseContent}, {"application/vnd.ms-access", databaseContent}, {"application/vnd.ms-outlook-pst", databaseContent}, {"application/x-keepass2", databaseContent},
	{"application/x-hdf5", databaseContent}, {"application/vnd.apache.parquet", databaseContent}, {"application/x-luks-volume", archiveContent},
	{"application/vnd.microsoft.portable-executable", programContent}, {"application/x-executable", programContent}, {"application/java-vm", programContent}, {"application/wasm", programContent},
	{"text/", textContent}, {"application/json", textContent},
}

func contentsOf(mediaType string) contents {
	for _, m := range mediaContents {
		if mediaType == m.mediaType || strings.HasSuffix(m.mediaType, "/") && strings.HasPrefix(mediaType, m.mediaType) {
			return m.contents
		}
	}
	return 0
}

// extensions are the names of files that say what is in them, and what may be,
// with the liberties that programs take: pictures of one kind go by the name of
// another, and tables are exported as pages called .xls. Names that say nothing,
// such as .dat, .bin and .tmp, and the drawings' own, are not among them.
var extensions = []struct {
	names string
	contents
}{
	{" jpg jpeg jpe jfif png gif webp ", pictureContent | soundContent},
	{" bmp tif tiff ico heic heif avif psd ", pictureContent | soundContent | textContent},
	{" mp3 mp4 m4a m4v mov avi wav flac ogg webm mkv mpg mpeg ", soundContent | textContent},
	{" pdf ", pdfContent},
	{" docx docm dotx xlsx xlsm xltx pptx pptm potx ppsx odt ods odp odg epub ", zipContent | oleContent | textContent},
	{" doc dot xls xlt ppt pps msg ", oleContent | zipContent | rtfContent | textContent},
	{" rtf ", rtfContent | oleContent | zipContent | textContent},
	{" zip 7z rar gz tgz xz bz2 zst tar cab lzh ", archiveContent | zipContent | programContent | textContent},
	{" txt csv tsv log md json yaml yml html htm css js ", textContent | rtfContent},
}

// allowed returns what a file may hold by its name, or by the type declared
// where the name says nothing. 0 means anything.
func allowed(name, declared string) contents {
	declared, _, _ = strings.Cut(declared, ";")
	if strings.HasPrefix(name, "._") { // what macOS keeps beside a file
		return 0
	}
	_, extension, _ := cutLast(strings.TrimRight(name, ". "), '.')
	if c := allowedBy(extension); c != 0 {
		return c
	}
	kind, picture := strings.CutPrefix(strings.TrimSpace(declared), "image/")
	if !picture || extension != "" {
		return 0
	}
	return allowedBy(kind)
}

func allowedBy(extension string) contents {
	if extension == "" || len(extension) > 5 || strings.ContainsRune(extension, ' ') {
		return 0
	}
	extension = " " + strings.ToLower(extension) + " "
	for _, e := range extensions {
		if strings.Contains(e.names, extension) {
			return e.contents
		}
	}
	return 0
}

// cutLast cuts at the last sep; without one all is before.
func cutLast(s string, sep byte) (before, after string, found bool) {
	if i := strings.LastIndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// contradicts says whether the file is something else than it says. Text that is
// declared as text is not: pages that say an error stand in for pictures.
func (f File) contradicts() bool {
	is := contentsOf(f.MediaType)
	if is == textContent && contentsOf(strings.ToLower(f.Declared)) == textContent {
		return false
	}
	may := allowed(f.Name, f.Declared)
	return is != 0 && may != 0 && is&may == 0
}

// Recognised counts a file whose name contradicts what it is recognised as.
func (s *Scanner) Recognised(f File) {
	for i, d := range s.prog.detectors {
		if d.class == disguisedClass && s.prog.counted[i] && f.contradicts() {
			st := Stream{text: Text{Where: f.Where}}
			s.found(&st, d.class, disguise(f.Where, f.Name), []byte(f.Name), 0.95, true)
			return
		}
	}
}

// disguise is what makes one disguised file distinct.
func disguise(where, name string) uint64 { return hashValue([]byte(where + "\x00" + name)) }

// readableDrawings are formats that go by the names of texts too.
const readableDrawings = " Gerber Excellon EAGLE FreeCAD 3MF IFC SPICE IPC-D-356 ODB++ glTF CityJSON EasyEDA "

// disguisedDrawing names the format of a drawing whose name stands for something
// else.
func disguisedDrawing(b []byte, t *Text) string {
	may := allowed(t.Name, t.MediaType)
	if may == 0 {
		return ""
	}
	format := cadFormat(b, t)
	if format == "" || may&textContent != 0 && strings.Contains(readableDrawings, " "+format+" ") {
		return ""
	}
	return format
}
