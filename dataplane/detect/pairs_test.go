package detect

import (
	"strings"
	"testing"
)

// pairLayouts are how sheets, pages and notes put a label (#L) and its value (#V), a field a
// line.
var pairLayouts = []string{
	"#L\t#V\n", "#L,#V\n", "\"#L\",\"#V\"\n", "#L;#V\n", "#L          #V\n", "#L　　#V\n", "| #L | #V |\n", "│ #L │ #V │\n", "[#L] #V\n", "#L ........ #V\n", "#L → #V\n",
	"#L: #V\n", "1. #L: #V\n", "#L\n#V\n", "<dt>#L</dt><dd>#V</dd>\n", "<tr><td>#L</td><td>#V</td></tr>\n", "<tr><th>#L</th><td>#V</td></tr>\n",
	"<div class=\"r\"><span class=\"k\">#L</span><span class=\"v\">#V</span></div>\n",
}

// TestNamesInPairs wants a name found in each layout, common or not, beside labels that say
// "name" and beside those that say what someone is, with another field of the person.
func TestNamesInPairs(t *testing.T) {
	p := all(t)
	for _, c := range []struct{ labels, names string }{
		{"Full name|Customer name|Patient|Employee|Contact|Applicant|Ship to|Account holder|Requested by|Parent/guardian", "Mary Garcia|Wanjiru Kiplagat"},
		{"氏名|お客様名|担当者名|申請者|口座名義|世帯主|氏名（漢字）", "山田太郎|四月一日 芳江"},
		{"이름|성명|신청자 성명|담당자|보호자|고객명", "김민준|남궁예준"},
		{"姓名|姓 名|员工姓名|联系人|收货人|申请人|家长姓名", "王秀英|缪思远"},
	} {
		for _, label := range strings.Split(c.labels, "|") {
			for _, name := range strings.Split(c.names, "|") {
				for _, layout := range pairLayouts {
					text := ""
					for _, field := range [][2]string{{label, name}, {"Status", "active"}, {"Tel", "090-1234-5678"}, {"Notes", "-"}} {
						text += strings.NewReplacer("#L", field[0], "#V", field[1]).Replace(layout)
					}
					if n := counted(scanWhole(p, text), nameClass); n != 1 {
						t.Errorf("%d names, want 1 in %q", n, text)
					}
				}
			}
		}
	}
}

// TestNoNamesInPairs wants none found in lists of two columns, and beside labels of things.
func TestNoNamesInPairs(t *testing.T) {
	p := all(t)
	for _, text := range []string{
		"Customer name,Product Line\n10021,Rose Garden\n10022,Pale Moon\n",
		"Patient,Status\nTel,090-1234-5678\n",
		"<tr><td>Customer</td><td>Acme Trading Ltd</td></tr>\n<tr><td>Tel</td><td>090-1234-5678</td></tr>\n",
		"申請者,総務部\n電話,090-1234-5678\n",
		"[担当者] 営業部\n[電話] 090-1234-5678\n",
		"담당자;인사팀\n전화;010-2345-6789\n",
	} {
		if n := counted(scanWhole(p, text), nameClass); n != 0 {
			t.Errorf("%d names, want 0 in %q", n, text)
		}
	}
}
