package content

import "testing"

func TestFlatDocuments(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"ODF": {`<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>氏名<text:tab/>090-<text:span>1234</text:span></text:p><text:p>b</text:p></office:text></office:body></office:document>`,
			"氏名\t090-1234\nb\n"},
		"Word 2003": {`<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>090-</w:t></w:r><w:r><w:t>1234</w:t></w:r></w:p></w:body></w:wordDocument>`, "090-1234\n"},
		"package":   {`<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document><w:body><w:p><w:r><w:t>090-</w:t></w:r><w:r><w:t>1234</w:t></w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part></pkg:package>`, "090-1234\n"},
	} {
		for _, n := range []int{1, 100, len(c.in)} {
			if s := extract(t, Part{Where: "w"}, []byte(c.in), n); s.last() != c.want {
				t.Errorf("%s by %d: %q, want %q", name, n, s.all(), c.want)
			}
		}
	}
}
