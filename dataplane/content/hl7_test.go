package content

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

const (
	hl7Text = "MSH|^~\\&|ADT|HOSP|LAB|HOSP|20260401||ADT^A01|1|P|2.5.1\r" +
		"PID|1||0012^^^HOSP^MR||Miller^John^Adam||19780412|M|||14 Maple Street^Apt 4^Springfield^IL^62704||(217)555-0142^PRN^PH^john@example.com|^WPN^PH^^1^217^5550143|||||536228714\r" +
		"NK1|1|Miller^Susan|SPO|\"\"|2175550144\rPV1|1|I|2000^2012\r"
	hl7Wanted = "Name: John Adam Miller\nDate of birth: 1978-04-12\nAddress: 14 Maple Street, Apt 4, Springfield, IL 62704\n" +
		"Phone: (217)555-0142\nEmail: john@example.com\nPhone: 217-5550143\nSSN: 536228714\n\nName: Susan Miller\nPhone: 2175550144\n\n"

	hl7Japanese = "MSH|^~\\&|HIS|HOSP|LAB|HOSP|20260401||ADT^A08|1|P|2.5||||||~ISO IR87\r" +
		"PID|1||0123^^^^PI||山田^太郎^^^^^L^I~ヤマダ^タロウ^^^^^L^P||197004150000|M|||^^世田谷区^東京都^154-0001^JPN^H^東京都世田谷区池尻1-2-3||^PRN^PH^^^^^^^^^03-5426-1187\r"
	hl7JapaneseWanted = "氏名: 山田 太郎\n氏名: ヤマダ タロウ\nDate of birth: 1970-04-15\n住所: 東京都世田谷区池尻1-2-3\nPhone: 03-5426-1187\n\n"
)

func TestHL7(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"Latin":              {hl7Text, hl7Wanted},
		"lines":              {strings.ReplaceAll(hl7Text, "\r", "\r\n"), hl7Wanted},
		"in MLLP":            {"\x0b" + hl7Text + "\x1c\r", hl7Wanted},
		"cut":                {strings.TrimSuffix(hl7Text, "PV1|1|I|2000^2012\r")[:len(hl7Text)-19], hl7Wanted},
		"Japanese":           {hl7Japanese, hl7JapaneseWanted},
		"Japanese, ISO-2022": {string(encoded(t, japanese.ISO2022JP, hl7Japanese)), hl7JapaneseWanted},
		"Japanese, SJIS":     {string(encoded(t, japanese.ShiftJIS, hl7Japanese)), hl7JapaneseWanted},
	} {
		for _, n := range []int{len(c.in), 1, 7, 100} {
			if s := extract(t, Part{Where: "w"}, []byte(c.in), n); !s.has(c.want) {
				t.Errorf("%s by %d: %q", name, n, s.all())
			}
		}
	}
}

func FuzzHL7(f *testing.F) {
	f.Add(hl7Text, uint8(3))
	f.Add(hl7Japanese, uint8(40))
	f.Add("MSH|^~\\&|\rPID|||||^\rPID|||||||1|\x1b$B\rGT1|||~~&&^|", uint8(1))
	f.Fuzz(func(t *testing.T, s string, size uint8) {
		if len(s) > maxFuzzBody {
			return
		}
		compareRuns(t, fuzzRun(t, []byte(s), "", len(s)), fuzzRun(t, []byte(s), "", int(size)+1))
	})
}
