package detect

import (
	"fmt"
	"strings"
	"testing"
)

// threePersons writes three persons in a format: #N name, #T telephone, #M mail, #B birth
// date, #I My Number, #i position.
func threePersons(format string) string {
	var b strings.Builder
	for i, x := range [][]string{
		{"佐藤 太郎", "090-1000-1000", "sato@example.jp", "1980年4月3日"},
		{"五十嵐 涼", "080-1234-5678", "igarashi@example.jp", "1990-12-01"},
		{"Emma Clarke", "070-1111-2222", "emma@example.com", "1979-01-31"},
	} {
		b.WriteString(strings.NewReplacer("#N", x[0], "#T", x[1], "#M", x[2], "#B", x[3], "#I", myNumber(i+1), "#i", fmt.Sprint(i+1)).Replace(format))
	}
	return b.String()
}

// dumps are records as programs, people and wikis write them down.
var dumps = []struct{ name, text string }{
	{"vertical", threePersons("氏名\n#N\n電話番号\n#T\n生年月日\n#B\nマイナンバー\n#I\nメールアドレス\n#M\n\n")},
	{"vertical tight", threePersons("氏名\n#N\n電話番号\n#T\n生年月日\n#B\nマイナンバー\n#I\nメールアドレス\n#M\n")},
	{"vertical en", threePersons("Phone\n#T\nDate of birth\n#B\nFull name\n#N\nMy Number\n#I\nEmail\n#M\n\n")},
	{"answers first", "[" + threePersons(`{"answers": [{"answer": "#N", "question": "Your full name"},
  {"answer": "#T", "question": "電話番号"},
  {"answer":"#M","question":"E-mail"},
  {"answer": "#B", "question": "生年月日"},
  {"answer": "#I", "question": "マイナンバー"}]},
`) + "]"},
	{"\\G", threePersons("*************************** #i. row ***************************\n       phone: #T\n       email: #M\n        name: #N\n   birthdate: #B\n  my_number: #I\n") + "3 rows in set (0.00 sec)\n"},
	{"INI", threePersons("[user#i]\nphone = #T\nemail = #M\nname = #N\nbirthday = #B\nmy_number = #I\n")},
	{"print_r", "Array\n(\n" + threePersons("    [#i] => Array\n        (\n            [phone] => #T\n            [email] => #M\n            [name] => #N\n            [birthday] => #B\n            [my_number] => #I\n        )\n\n") + ")\n"},
	{"python", "[" + threePersons("{'phone': '#T', 'email': '#M', 'name': '#N', 'birthday': '#B', 'my_number': '#I'}, ") + "]\n"},
	{"java", "[" + threePersons("Person(phone=#T, email=#M, name=#N, birthday=#B, myNumber=#I), ") + "]\n"},
	{"java2", "[" + threePersons("User{phone='#T', email='#M', customerName='#N', birthday='#B', myNumber='#I'}, ") + "]\n"},
	{"soap", threePersons("<ns1:Person><ns1:Phone>#T</ns1:Phone><ns1:Email>#M</ns1:Email><ns1:CustomerName xsi:type=\"xsd:string\">#N</ns1:CustomerName><ns1:BirthDate>#B</ns1:BirthDate><ns1:MyNumber>#I</ns1:MyNumber></ns1:Person>\n")},
	{"soap oneline", strings.ReplaceAll(threePersons("<ns1:Person><ns1:Phone>#T</ns1:Phone><ns1:Email>#M</ns1:Email><ns1:FullName>#N</ns1:FullName><ns1:BirthDate>#B</ns1:BirthDate><ns1:MyNumber>#I</ns1:MyNumber></ns1:Person>"), "\n", "")},
	{"xml attr", threePersons("<person phone=\"#T\" email=\"#M\" name=\"#N\" birthday=\"#B\" my_number=\"#I\"/>\n")},
	{"xml attr oneline", threePersons("<person phone=\"#T\" email=\"#M\" name=\"#N\" birthday=\"#B\" my_number=\"#I\"/>")},
	{"kintone", "{\"records\":[" + threePersons("{\"電話番号\":{\"type\":\"SINGLE_LINE_TEXT\",\"value\":\"#T\"},\"メール\":{\"type\":\"LINK\",\"value\":\"#M\"},\"氏名\":{\"type\":\"SINGLE_LINE_TEXT\",\"value\":\"#N\"},\"生年月日\":{\"type\":\"DATE\",\"value\":\"#B\"},\"マイナンバー\":{\"type\":\"SINGLE_LINE_TEXT\",\"value\":\"#I\"}},") + "]}"},
	{"label value json", "[" + threePersons("[{\"label\":\"電話番号\",\"value\":\"#T\"},{\"label\":\"メール\",\"value\":\"#M\"},{\"label\":\"氏名\",\"value\":\"#N\"},{\"label\":\"生年月日\",\"value\":\"#B\"},{\"label\":\"マイナンバー\",\"value\":\"#I\"}],") + "]"},
	{"question answer json", "[" + threePersons("{\"id\":#i,\"answers\":[{\"question\":\"氏名\",\"answer\":\"#N\"},{\"question\":\"電話番号\",\"answer\":\"#T\"},{\"question\":\"メール\",\"answer\":\"#M\"},{\"question\":\"生年月日\",\"answer\":\"#B\"},{\"question\":\"マイナンバー\",\"answer\":\"#I\"}]},\n") + "]"},
	{"graphql", `{"data":{"people":{"edges":[` + threePersons(`{"node":{"phone":"#T","email":"#M","fullName":"#N","birthDate":"#B","myNumber":"#I"}},`) + `]}}}`},
	{"divs", threePersons("<div class=\"row\"><div class=\"label\">電話番号</div><div class=\"value\">#T</div><div class=\"label\">メール</div><div class=\"value\">#M</div><div class=\"label\">氏名</div><div class=\"value\">#N</div><div>生年月日</div><div>#B</div><div>マイナンバー</div><div>#I</div></div>\n")},
	{"spans", threePersons("<p><b>氏名</b> <span>#N</span><br><b>電話番号</b> <span>#T</span><br><strong>メール:</strong> #M<br><strong>生年月日：</strong>#B<br><b>マイナンバー</b>#I</p>\n")},
	{"bullets", threePersons("- 氏名: #N\n  - 電話番号: #T\n  - メール: #M\n  - 生年月日: #B\n  - マイナンバー: #I\n")},
	{"bullets2", threePersons("・氏名　#N\n・電話番号　#T\n・メール　#M\n・生年月日　#B\n・マイナンバー　#I\n\n")},
	{"wiki", "||氏名||電話番号||メール||生年月日||マイナンバー||\n" + threePersons("|#N|#T|#M|#B|#I|\n")},
	{"mediawiki", "{| class=\"wikitable\"\n! 氏名 !! 電話番号 !! メール !! 生年月日 !! マイナンバー\n" + threePersons("|-\n| #N || #T || #M || #B || #I\n") + "|}\n"},
	{"dokuwiki", "^氏名^電話番号^メール^生年月日^マイナンバー^\n" + threePersons("|#N|#T|#M|#B|#I|\n")},
	{"pukiwiki", "|~氏名|~電話番号|~メール|~生年月日|~マイナンバー|h\n" + threePersons("|#N|#T|#M|#B|#I|\n")},
	{"textile", "|_. 氏名 |_. 電話番号 |_. メール |_. 生年月日 |_. マイナンバー |\n" + threePersons("| #N | #T | #M | #B | #I |\n")},
	{"quoted mail", threePersons("> 氏名：#N\n> 電話番号：#T\n> メール：#M\n> 生年月日：#B\n> マイナンバー：#I\n>\n")},
	{"quoted csv", "> 氏名,電話番号,メール,生年月日,マイナンバー\n" + threePersons("> #N,#T,#M,#B,#I\n")},
	{"syslog", threePersons("<134>1 2026-11-22T10:00:00Z host app 123 - [user@32473 name=\"#N\" tel=\"#T\" mail=\"#M\" birthday=\"#B\" myNumber=\"#I\"] saved\n")},
	{"dots", threePersons("氏名 ........ #N\n電話番号 .... #T\nメール ...... #M\n生年月日 .... #B\nマイナンバー  #I\n\n")},
	{"padded labels", threePersons("氏名          #N\n電話番号      #T\nメール        #M\n生年月日      #B\nマイナンバー  #I\n\n")},
	{"brackets", threePersons("【氏名】#N\n【電話番号】#T\n【メール】#M\n【生年月日】#B\n【マイナンバー】#I\n\n")},
	{"squares", threePersons("■氏名\n　#N\n■電話番号\n　#T\n■メール\n　#M\n■生年月日\n　#B\n■マイナンバー\n　#I\n\n")},
	{"csv titles", "従業員一覧\n出力日:2026/11/22,担当:人事\n\n社員番号,氏名,電話番号,メール,生年月日,マイナンバー\n" + threePersons("#i,#N,#T,#M,#B,#I\n") + "合計,3,,,,\n"},
	{"toml", threePersons("[[users]]\nphone = \"#T\"\nemail = \"#M\"\nname = \"#N\"\nbirthday = #B\nmy_number = \"#I\"\n\n")},
	{"yaml tail name", threePersons("- phone: #T\n  email: #M\n  name: #N\n  birthday: #B\n  my_number: \"#I\"\n")},
}

func TestRecordsInEveryDump(t *testing.T) {
	p := all(t)
	for _, d := range dumps {
		s := scanWhole(p, d.text)
		for _, class := range []string{"pii.name", "pii.phone", "pii.email", "pii.birthdate", "jp.my_number", "pii.person"} {
			if n := counted(s, class); n != 3 {
				t.Errorf("%s: %s = %d, want 3 in\n%s", d.name, class, n, d.text)
			}
		}
		for _, size := range []int{1, 7} {
			if got, want := describe(scanPieces(p, d.text, func() int { return size })), describe(s); got != want {
				t.Errorf("%s in pieces of %d:\n got %s\nwant %s", d.name, size, got, want)
			}
		}
	}
}
