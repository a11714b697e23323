package content

import "bytes"

// Documents in one XML file: flat ODF (ISO/IEC 26300-3, 3.1), Word's of 2003 and the
// flat form of OOXML's packages. They are read as their parts in archives are.
var _ = register(format{
	mediaType: "application/vnd.oasis.opendocument.text-flat-xml",
	aliases: []string{
		"application/vnd.oasis.opendocument.text-flat-xml", "application/vnd.oasis.opendocument.spreadsheet-flat-xml",
		"application/vnd.oasis.opendocument.presentation-flat-xml",
	},
	looks: isFlatDocument,
	open:  openFlat,
})

// flatRoots are what the root elements of such files name: the end of their name, and
// the namespace that must be declared there.
var flatRoots = []struct{ name, space string }{
	{"office:document", "urn:oasis:names:tc:opendocument:"},
	{"wordDocument", "schemas.microsoft.com/office/word/2003/wordml"},
	{"package", "schemas.microsoft.com/office/2006/xmlPackage"},
}

// isFlatDocument recognises a document by its root element. Long lists of namespaces
// come first, so that the head may cut it.
func isFlatDocument(head []byte) bool {
	if !bytes.Contains(head, []byte(":")) || len(head) == 0 || head[0] != '<' && head[0] != 0xef {
		return false
	}
	for _, r := range flatRoots {
		i := bytes.Index(head, []byte(r.name))
		if i > 0 && (head[i-1] == '<' || head[i-1] == ':') && bytes.Contains(head[i:], []byte(r.space)) {
			return true
		}
	}
	return false
}

func openFlat(s *scope) Writer {
	own := *s // what comes out is plain text, but the body stays what it is
	p := &officeProse{office: &office{scope: &own}, odf: true}
	p.markup = newMarkup(&own, p)
	return p
}
