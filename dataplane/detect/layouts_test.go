package detect

import (
	"strings"
	"testing"
)

// TestLayoutsAndLabels wants values found by their labels wherever these stand, and none
// where the same letters mean something else.
func TestLayoutsAndLabels(t *testing.T) {
	p := all(t)
	for _, c := range []struct {
		name, class, text string
		want              int
	}{
		{"arrays of arrays", "us.ssn", `[["id","ssn"],["7","536-90-4399"],["8","536-90-4398"]]`, 2},
		{"arrays under keys", "us.ssn", `{"columns":["id","ssn"],"index":[0,1],"data":[[7,"536-90-4399"],[8,"536-90-4398"]]}`, 2},
		{"arrays, a cell a line", "us.ssn", "[\n [\n  \"name\",\n  \"ssn\"\n ],\n [\n  \"x\",\n  \"536-90-4399\"\n ]\n]\n", 1},
		{"COPY", "us.ssn", "COPY public.staff (id, ssn) FROM stdin;\n7\t536-90-4399\n8\t536904398\n\\.\n", 2},
		{"an acronym with points", "es.dni", "N.I.F.     54362315K\nD.N.I. nº：X2482300W\n", 2},
		{"INSERT with one column known", "es.dni", "INSERT INTO x (numeroDni, state) VALUES\n('54362315K', 'a'),\n('X2482300W', 'b');\n", 2},
		{"cells without th", "us.ssn", "<table>\n<tr><td>Dept</td><td>Note</td><td>SSN</td></tr>\n<tr><td>IT</td><td>x</td><td>536-90-4399</td></tr></table>", 1},
		{"second table of a page", "us.ssn", "<table><tr><td>氏名</td><td>電話番号</td></tr><tr><td>山田太郎</td><td>03-0000-0000</td></tr></table>\n<h2>Staff</h2><TABLE><tr><td>No</td><td>SSN</td></tr><tr><td>1</td><td>536-90-4399</td></tr></TABLE>", 1},
		{"cells set in by tabs", "us.ssn", "<table>\n\t<tr>\n\t\t<td><p>\n\t\t\t氏名</p>\n\t\t</td>\n\t\t<td><p>\n\t\t\tSSN</p>\n\t\t</td>\n\t\t<td><p>\n\t\t\t住所</p>\n\t\t</td>\n\t</tr>\n\t<tr>\n\t\t<td><p>\n\t\t\t山田太郎</p>\n\t\t</td>\n\t\t<td><p>\n\t\t\t536-90-4399</p>\n\t\t</td>\n\t\t<td><p>\n\t\t\tx</p>\n\t\t</td>\n\t</tr>\n</table>\n", 1},
		{"tables below each other", "us.ssn", "氏名\t電話番号\n山田太郎\t03-0000-0000\nName\tSSN\tStaff ID\nx\t536-90-4399\t1\n", 1},
		{"tables far below each other", "us.ssn", "氏名\t電話番号\n" + strings.Repeat("山田太郎\t03-0000-0000\n", 20) + "Name\tSSN\tStaff ID\nx\t536-90-4399\t1\n", 1},
		{"rows of HTML below each other", "us.ssn", "<table><tr><td>氏名</td><td>電話番号</td></tr>\n<tr><td>山田太郎</td><td>03-0000-0000</td></tr>\n<tr><td>Name</td><td>SSN</td><td>Staff ID</td></tr>\n<tr><td>x</td><td>536-90-4399</td><td>1</td></tr></table>\n", 1},
		{"records as columns", "tw.national_id", "\"Dept.\",\"FIN\",\"A1\"\n\"Remarks\",\"x\",\"y\"\n\"Taiwan national ID\",\"A123456789\",\"N213456789\"\n", 2},
		{"grid of labels", "uk.nino", "Dept.\tFIN\tNote\t-\nNI No.\tAB123456C\n\t\nDept.\tFIN\tNote\t-\nNI No.\tAB123456D\n", 2},
		{"header again", "us.ssn", "ref   ssn\n1     536-90-4399\n\nref     ssn\n2       536-90-4398\n", 2},
		{"run together", "br.cpf", "MEMO|CPFCLIENTE\nx|390.533.447-05\n", 1},
		{"several run together", "jp.passport", "<Passportnooftraveller>TR1234567</Passportnooftraveller>", 1},
		{"no label in a word", "finance.credit_card", "COMPANIES|DEPT\n4111111111111111|x\n", 0},
		{"points in an acronym", "fr.nir", "N° S.S. : 295109912611193", 1},
		{"any word for number", "jp.drivers_license", "免許の番号：309012345620", 1},
		{"spaced word for number", "jp.my_number", "個 人 番 号：123456789018", 1},
		{"said behind", "uk.nino", "I've put AB123456C down as the Employee NI number on the form.", 1},
		{"word of another sentence", "uk.nino", "AB123456C was sent to all of us before. NI number unknown", 0},
		{"kind of number, any language", "tw.national_id", "身分証番号（台湾）：A123456789", 1},
		{"Lisp", "us.ssn", `(:ssn "536-90-4399" :ref "7")`, 1},
		{"point of an abbreviation", "de.steuer_id", "IdNr.36574261809", 1},
		{"acronym explained as another", "br.cpf", "CPF (central processing facility), tag 39053344705", 0},
		{"acronym explained before", "us.ssn", "the session serial number (SSN) 536-90-4399", 0},
		{"acronym explained as itself", "us.ssn", "SSN (social security number) 536-90-4399", 1},
		{"part of a name", "us.ssn", "Hull SSN-774, sheet 404-21-3511", 0},
		{"phrase of its own", "finance.credit_card", "the PAN and test no. 4111111111111111", 0},
		{"balance sheet", "jp.bank_account", "現金　120000\n普通預金　4301484\n", 0},
		{"bank", "jp.bank_account", "みずほ銀行 普通預金　4301484\n", 1},
		{"cell of a spreadsheet", "pii.phone", "<Row><Cell><Data>x</Data></Cell><Cell><Data>7561572609</Data></Cell></Row>", 0},
		{"note of a call", "pii.phone", "9030-097923（本人に電話で確認済み）", 0},
	} {
		if got := counted(scanWhole(p, c.text), c.class); got != c.want {
			t.Errorf("%s: %d of %s in %q, want %d", c.name, got, c.class, c.text, c.want)
		}
	}
}
