package detect

import "testing"

// A model that is an archive counts once, whatever its parts are; drawings that share an
// archive count each.
func TestModelsInPartsCountOnce(t *testing.T) {
	const document, view, shape = "<?xml version='1.0'?>\n<Document SchemaVersion=\"4\" ProgramVersion=\"0.21\">", "<?xml version='1.0'?>\n<Document SchemaVersion=\"1\">", "\nCASCADE Topology V1, (c) Matra-Datavision\n"
	for name, c := range map[string]struct {
		want  int
		parts [][2]string
	}{
		"one model":            {1, [][2]string{{"a.fcstd!Document.xml", document}, {"a.fcstd!PartShape.brp", shape}, {"a.fcstd!PartShape1.brp", shape + "1"}, {"a.fcstd!GuiDocument.xml", view}}},
		"two models":           {2, [][2]string{{"a.fcstd!Document.xml", document}, {"a.fcstd!PartShape.brp", shape}, {"b.fcstd!Document.xml", document + "<b/>"}, {"b.fcstd!PartShape.brp", shape + "2"}}},
		"models in an archive": {2, [][2]string{{"z.zip!a.fcstd!Document.xml", document}, {"z.zip!a.fcstd!PartShape.brp", shape}, {"z.zip!c.fcstd!Document.xml", document + "<c/>"}}},
		"shapes alone":         {2, [][2]string{{"s.zip!one.brp", shape}, {"s.zip!two.brp", shape + "2"}}},
		"a shape beside":       {2, [][2]string{{"a.fcstd!Document.xml", document}, {"one.brp", shape}}},
		"drawings":             {2, [][2]string{{"z.zip!Document.xml", document}, {"z.zip!plate.stp", "ISO-10303-21;\nHEADER;\n"}}},
	} {
		s := all(t).NewScanner()
		for _, part := range c.parts {
			st := s.Open(Text{Where: part[0]})
			st.Write([]byte(part[1][:9]))
			st.Write([]byte(part[1][9:]))
			st.Close()
		}
		if got := counted(s, cadClass); got != c.want {
			t.Errorf("%s: %d drawings, want %d", name, got, c.want)
		}
	}
}

// A drawing counts once though it is delivered as text and as bytes, in either order.
func TestDrawingInTwoReadings(t *testing.T) {
	const drawing = "ISO-10303-21;\nHEADER;\n"
	for _, binary := range []bool{false, true} {
		s := all(t).NewScanner()
		for n := range 2 {
			for _, reading := range []bool{binary, !binary} {
				st := s.Open(Text{Where: "http.request.body", Binary: reading})
				st.Write([]byte(drawing))
				if reading {
					st.Write([]byte{0xff, byte(n)})
				}
				st.Close()
			}
			if got := counted(s, cadClass); got > n+1 || got == 0 {
				t.Errorf("binary first: %v: %d drawings in %d bodies", binary, got, n+1)
			}
		}
	}
}
