package detect

import "strings"

// An Office document can name its label in two parts. Where there is label
// information (MS-OFFCRYPTO 2.6.3, LabelInfo), it is what counts: properties are
// what an older program left behind.

const (
	labelInfoPart  = "!docMetadata/LabelInfo.xml"
	labelPropsPart = "!docProps/custom.xml"
	// maxLabelled bounds the documents of one flow or file that this is known of;
	// of more, both parts count.
	maxLabelled = 64
)

// labelParts is one document that has either part.
type labelParts struct {
	info   bool     // label information has come
	values []uint64 // found in its properties, and nowhere before
}

// openPart notes a document's label information, and takes back what its
// properties said.
func (s *Scanner) openPart(where string) {
	document, ok := strings.CutSuffix(where, labelInfoPart)
	if !ok {
		return
	}
	l := s.partsOf(document)
	l.info = true
	for _, h := range l.values {
		s.tally(mipClass).values.remove(h)
		s.version++
	}
	l.values = nil
}

// overruled says that a label in a document's properties doesn't count.
func (s *Scanner) overruled(where string) bool {
	document, ok := strings.CutSuffix(where, labelPropsPart)
	return ok && s.documents[document] != nil && s.documents[document].info
}

// noteLabel remembers a label that was found first in a document's properties.
func (s *Scanner) noteLabel(where string, h uint64) {
	if document, ok := strings.CutSuffix(where, labelPropsPart); ok {
		if l := s.partsOf(document); len(l.values) < maxLabelled {
			l.values = append(l.values, h)
		}
	}
}

// partsOf returns what is known of a document. It is forgotten at once where
// there are too many.
func (s *Scanner) partsOf(document string) *labelParts {
	l := s.documents[document]
	if l == nil {
		l = &labelParts{}
		if s.documents == nil {
			s.documents = map[string]*labelParts{}
		}
		if len(s.documents) < maxLabelled {
			s.documents[document] = l
		}
	}
	return l
}
